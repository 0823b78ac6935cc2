"""What stands beside a verb of saying and is not governed by it: quotations, and clauses around a parenthesis."""

from __future__ import annotations

from pipeline.core.attributions.spans import Span, trimmed
from pipeline.core.attributions.tree import SentenceTree

_TRAIL = 12  # words at most between a verb and the quotation that it hands over
_TAIL = 8  # words at most after `Content, source cue`
_LEAST = 3  # words of a content at least


def quoted_before(tree: SentenceTree, source: Span | None, cue: Span) -> Span | None:
    """The quotation that ends right before the speaker, and what of it goes on after: parsers often take a part
    of it only.
    """
    left = min(cue[0], source[0] if source else cue[0])
    if not any(not q.single and 0 <= left - q.end <= 2 for q in tree.quotes):
        return None
    return quoted_beside(tree, source, cue)


def quoted_beside(tree: SentenceTree, source: Span | None, cue: Span) -> Span | None:
    """The quotation next to a verb: `Smith said: "…"`, `"…" said Smith`, `"…," he said, "…"`."""
    outside = [q for q in tree.quotes if not q.single or len(tree.text[q.start : q.end].split()) > 2]
    left, right = (
        min(cue[0], source[0] if source else cue[0]),
        max(cue[1], source[1] if source else cue[1]),
    )
    near = [
        q
        for q in outside
        if 0 <= left - q.end <= 3 or (q.start >= right and only_trail(tree.text, right, q.start))
    ]
    if not near:
        return None
    return min(q.start for q in near), max(q.end for q in near)


def only_trail(text: str, start: int, end: int) -> bool:
    """Whether few words and no stop stand between."""
    between = text[start:end]
    return len(between.split()) <= _TRAIL and not any(mark in between for mark in ".;!?")


def is_parenthesis(tree: SentenceTree, i: int) -> bool:
    """`as the mayor put it`, `the mayor said` between commas."""
    token = tree.tokens[i]
    return token.dep == "parataxis" or (
        token.dep == "advcl"
        and any(
            tree.tokens[k].dep in ("mark", "advmod") and tree.tokens[k].text.casefold() == "as"
            for k in tree.kids[i]
        )
    )


def all_but(tree: SentenceTree, i: int, source: Span | None, cue: Span) -> Span | None:
    """Everything but the parenthesis itself."""
    own = tree.reach(i)
    whole = trimmed(tree.text, 0, len(tree.text))
    if whole is None:
        return None
    if own[0] <= whole[0] + 1:
        return trimmed(tree.text, own[1], whole[1])
    if own[1] >= whole[1] - 1:
        return trimmed(tree.text, whole[0], min(own[0], cue[0], source[0] if source else cue[0]))
    return whole


def sentence_before(tree: SentenceTree, source: Span | None, cue: Span) -> Span | None:
    """`Content, source cue.`: all that stands before the comma, where the parser saw no clause."""
    left = min(cue[0], source[0] if source else cue[0])
    head = tree.text[:left].rstrip()
    tail = tree.text[max(cue[1], source[1] if source else 0) :]
    if (
        source is None
        or not head.endswith((",", "”", '"', "’"))
        or len(tail.split()) > _TAIL
        or len(head.split()) < _LEAST
    ):
        return None
    return trimmed(tree.text, 0, len(head))
