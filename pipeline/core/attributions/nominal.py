"""Cues that are nouns or adjectives: `the union's claim that …`, `criticism of the plan`, `was wary of it`."""

from __future__ import annotations

from pipeline.core.attributions import cues
from pipeline.core.attributions.noun_lexicon import (
    ADJECTIVES,
    LIGHT_VERBS,
    NOUN_PREPOSITIONS,
    OWNERLESS,
    PARTISANS,
    PASSIVE_LIGHT,
    TOWARDS,
)
from pipeline.core.attributions.spans import Mention, trimmed
from pipeline.core.attributions.tree import SentenceTree

_NO_OWNER = frozenset("it its there".split())


def read(tree: SentenceTree, i: int, form: str) -> Mention | None:
    """The mention whose cue is the noun or adjective `i`."""
    token = tree.tokens[i]
    if token.pos == "NOUN" and token.lemma.casefold() in cues.NOUNS:
        return _noun(tree, i, token.lemma.casefold())
    if token.dep == "attr" and token.lemma.casefold() in PARTISANS:
        return _partisan(tree, i)
    if form in ADJECTIVES and token.pos in ("ADJ", "VERB"):
        return _adjective(tree, i)
    return None


def _noun(tree: SentenceTree, i: int, noun: str) -> Mention | None:
    clause = next((k for k in tree.kids[i] if k > i and _is_that_clause(tree, k)), None)
    owner = _owner(tree, i)
    complement = clause if clause is not None else _complement(tree, i, noun)
    if complement is None and owner is not None:
        complement = clause = _predicate(tree, i)
    if complement is None or (clause is None and owner is None and noun not in OWNERLESS):
        return None
    source = tree.phrase(owner) if owner is not None else None
    cue = (tree.tokens[i].start, tree.tokens[i].end)
    content = tree.cleaned(tree.reach(complement), source, cue)
    if content is None:
        return None
    return Mention(content=content, source=source, cue=cue, voiced=clause is not None)


def _is_that_clause(tree: SentenceTree, k: int) -> bool:
    token = tree.tokens[k]
    if token.dep in ("acl", "ccomp"):
        return any(
            tree.tokens[m].text.casefold() == "that" and tree.tokens[m].dep == "mark" for m in tree.kids[k]
        )
    if token.dep != "relcl":
        return False
    first = tree.tokens[min(tree.subtree(k))]
    return first.text.casefold() == "that" and first.dep == "mark"


def _complement(tree: SentenceTree, i: int, noun: str) -> int | None:
    """A phrase with about, of and the like, or an infinitive; `of the union` is whose claim, not what."""
    for k in tree.kids[i]:
        token = tree.tokens[k]
        if k < i:
            continue
        to = noun in TOWARDS and token.lemma.casefold() == "to"
        if token.dep == "prep" and (to or token.lemma.casefold() in NOUN_PREPOSITIONS):
            return k
        if token.dep in ("acl", "xcomp") and token.tag == "VB":
            return k
    return None


def _predicate(tree: SentenceTree, i: int) -> int | None:
    """`Their message is that the fee will stay`: the clause after the verb."""
    verb = tree.tokens[i].head
    if tree.tokens[i].dep != "nsubj" or tree.tokens[verb].lemma != "be":
        return None
    return next((k for k in tree.kids[verb] if k > verb and tree.tokens[k].dep == "ccomp"), None)


def _owner(tree: SentenceTree, i: int) -> int | None:
    """Whose: `the union's claim`, `a claim by the union`, `the union made a claim`."""
    for k in tree.kids[i]:
        if tree.tokens[k].dep == "poss":
            return k if tree.tokens[k].text.casefold() not in _NO_OWNER else None
    for k in tree.kids[i]:
        if k > i and tree.tokens[k].lemma in ("by", "from", "among"):
            named = next((m for m in tree.kids[k] if tree.tokens[m].dep == "pobj"), None)
            if named is not None:
                return named
    head = tree.tokens[i].head
    verb = tree.tokens[head]
    lemma = verb.lemma.casefold()
    if verb.pos != "VERB" or lemma not in LIGHT_VERBS - PASSIVE_LIGHT or tree.passive(head):
        return None
    if tree.tokens[i].dep not in ("dobj", "pobj"):
        return None
    return tree.subject(head)


def _adjective(tree: SentenceTree, i: int) -> Mention | None:
    """`She is wary of the plan`: its subject, and the clause or phrase that hangs on it."""
    token = tree.tokens[i]
    head = token.head if token.dep in ("acomp", "oprd", "conj", "ccomp") else i
    complements = [
        k
        for k in tree.kids[i]
        if k > i
        and (
            tree.tokens[k].dep in ("ccomp", "xcomp")
            or (tree.tokens[k].dep == "prep" and tree.tokens[k].lemma not in ("than", "at", "after", "as"))
        )
    ]
    if not complements and head != i:  # `made it clear that …`, `it is clear that …`
        complements = [k for k in tree.kids[head] if k > i and tree.tokens[k].dep == "ccomp"]
    if not complements:
        return None
    subject = tree.subject(head, passive=tree.passive(head))
    if subject is None:
        return None
    source = tree.phrase(subject) if tree.tokens[subject].text.casefold() not in _NO_OWNER else None
    cue = (token.start, token.end)
    spans = [tree.reach(k) for k in complements]
    content = trimmed(tree.text, min(s[0] for s in spans), max(s[1] for s in spans))
    return Mention(content=content, source=source, cue=cue, voiced=False) if content else None


def _partisan(tree: SentenceTree, i: int) -> Mention | None:
    """`She is a critic of the plan`."""
    about = next((k for k in tree.kids[i] if k > i and tree.tokens[k].lemma == "of"), None)
    subject = tree.subject(tree.tokens[i].head)
    if about is None or subject is None:
        return None
    start, end = tree.reach(about)
    content = trimmed(tree.text, start, end)
    cue = (tree.tokens[i].start, tree.tokens[i].end)
    source = tree.phrase(subject, i)
    return Mention(content=content, source=source, cue=cue, voiced=False) if content else None
