"""Cues that frame a clause from outside: `according to`, `citing`, `in a poll`, `reportedly`."""

from __future__ import annotations

from pipeline.core.attributions.lexicon import HEARSAY_ADVERBS
from pipeline.core.attributions.spans import Mention, Span, trimmed
from pipeline.core.attributions.tree import SentenceTree

_OPINION = frozenset("view opinion mind estimation words telling account".split())
_SPEAKERS = frozenset({"PERSON", "ORG"})
_LABEL_WORDS = 5
_SURVEYS = frozenset("poll survey census".split())


def read(tree: SentenceTree, i: int, form: str) -> Mention | None:
    """The mention whose cue begins with the token `i`."""
    if form == "according":
        return _according(tree, i)
    if form == "citing":
        return _citing(tree, i)
    if form == "in":
        return _within(tree, i)
    if form == ":":
        return _labelled(tree, i)
    if form in HEARSAY_ADVERBS:
        return _hearsay(tree, i)
    return None


def _according(tree: SentenceTree, i: int) -> Mention | None:
    to = next((k for k in tree.kids[i] if tree.tokens[k].text.casefold() == "to"), None)
    if to is None:
        return None
    named = next((k for k in tree.kids[to] if tree.tokens[k].dep in ("pobj", "pcomp")), None)
    if named is None:
        return None
    return _frame(tree, tree.phrase(named), (tree.tokens[i].start, tree.tokens[to].end))


def _citing(tree: SentenceTree, i: int) -> Mention | None:
    named = next((k for k in tree.kids[i] if tree.tokens[k].dep == "dobj"), None)
    if named is None:
        return None
    return _frame(tree, tree.phrase(named), (tree.tokens[i].start, tree.tokens[i].end))


def _within(tree: SentenceTree, i: int) -> Mention | None:
    """`In the mayor's view`, `in a poll of nurses`: an opinion's owner, or a survey, is the source."""
    noun = next((k for k in tree.kids[i] if tree.tokens[k].dep == "pobj"), None)
    if noun is None:
        return None
    lemma = tree.tokens[noun].lemma.casefold()
    cue = (tree.tokens[i].start, tree.tokens[i].end)
    if lemma in _SURVEYS:
        if tree.tokens[noun].tag == "NNS" and any(
            tree.tokens[k].text.casefold() == "the" for k in tree.kids[noun]
        ):
            return None  # `leads in the polls` tells of no survey
        return _frame(tree, tree.phrase(noun), cue, voiced=False)
    if lemma not in _OPINION:
        return None
    owner = next((k for k in tree.kids[noun] if tree.tokens[k].dep == "poss"), None)
    if owner is None:
        return None
    source = tree.phrase(owner)
    framed = _frame(tree, (cue[0], tree.reach(noun)[1]), cue)
    return Mention(content=framed.content, source=source, cue=cue) if framed else None


def _labelled(tree: SentenceTree, i: int) -> Mention | None:
    """`Voss: The fee will stay`: a person's or body's name before a colon; a topic or a place is none."""
    if not 0 < i <= _LABEL_WORDS or len(tree.tokens) - i < _LABEL_WORDS:
        return None
    named = tree.tokens[:i]
    if any(t.pos not in ("PROPN", "ADP", "DET") for t in named) or named[-1].entity not in _SPEAKERS:
        return None
    source, cue = (named[0].start, named[-1].end), (tree.tokens[i].start, tree.tokens[i].end)
    content = trimmed(tree.text, cue[1], len(tree.text.rstrip()))
    return Mention(content=content, source=source, cue=cue) if content else None


def _hearsay(tree: SentenceTree, i: int) -> Mention | None:
    """`He reportedly left`: the clause of the verb that the adverb stands by, and nobody's word."""
    start, end = tree.reach(tree.tokens[i].head)
    content = trimmed(tree.text, start, end)
    cue = (tree.tokens[i].start, tree.tokens[i].end)
    if content is None or content == cue:
        return None
    return Mention(content=content, source=None, cue=cue, voiced=False)


def _frame(tree: SentenceTree, source: Span, cue: Span, *, voiced: bool = True) -> Mention | None:
    """A phrase before, after or inside the clause that it hands to somebody."""
    text = tree.text
    if not text[: cue[0]].strip(" \"“”'‘’"):
        content = trimmed(text, source[1], len(text.rstrip()))
    else:
        content = trimmed(text, 0, cue[0])
        after = text[source[1] :]
        if content and after.startswith(",") and len(after.split()) > 4:
            content = trimmed(text, content[0], len(text.rstrip()))
    return Mention(content=content, source=source, cue=cue, voiced=voiced) if content else None
