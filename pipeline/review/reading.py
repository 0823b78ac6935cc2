"""Two outlets side by side: aligned sentences in one row, gaps for what one lacks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.queries import load
from pipeline.review.edges import Reader, Row
from pipeline.review.words import Piece, Span, differing, pieces


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A sentence; `again`: it stands in a row before, beside another sentence."""

    id: str
    pieces: tuple[Piece, ...]
    headline: bool
    again: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of the view; None where an article has nothing that says the same."""

    left: Cell | None
    right: Cell | None
    score: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SideBySide:
    """Two articles of a story, and all that it has."""

    articles: Sequence[Row]
    left: Row
    right: Row
    lines: Sequence[Line]
    flags: Sequence[Row]  # what the two are said to part in
    chosen: Row | None = None


def side_by_side(
    reader: Reader, story: str, first: str | None, second: str | None, flag: str | None = None
) -> SideBySide | None:
    """The view of two articles of a story; of those not named, two on different sides of the flag, or the earliest.

    With `flag`, a divergence's id, its exact words are marked. None when the story has less than two articles, or not
    those.
    """
    articles = reader.rows(load("review/story_articles"), story=story)
    known = {row["article_id"]: row for row in articles}
    evidence = reader.rows(load("review/evidence"), divergence=flag) if flag else []
    if not first and not second:
        first, second = _apart([row for row in evidence if row["article_id"] in known])
    ids = [row["article_id"] for row in articles]
    left = first or next((i for i in ids if i != second), None)
    right = second or next((i for i in ids if i != left), None)
    if left not in known or right not in known or left == right:
        return None
    assert left is not None
    assert right is not None
    chosen = {"story": story, "first": left, "second": right}
    sentences = reader.rows(load("review/sentences"), **chosen)
    spans: dict[str, list[Span]] = defaultdict(list)
    for row in reader.rows(load("review/spans"), **chosen):
        spans[row["sentence_id"]].append(Span(first=row["first"], last=row["last"], what=row["what"]))
    for row in evidence:
        if row["sentence"] is not None:
            at = row["sentence_start"]
            spans[row["sentence_id"]].append(
                Span(first=row["char_start"] - at, last=row["char_end"] - at, what="exact")
            )
    flags = reader.rows(load("review/pair_flags"), **chosen)
    pairs = reader.rows(load("review/aligned"), **chosen)
    mine = [row for row in sentences if row["article_id"] == left]
    theirs = [row for row in sentences if row["article_id"] == right]
    return SideBySide(
        articles=articles,
        left=known[left],
        right=known[right],
        lines=lines(mine, theirs, pairs, spans),
        flags=flags,
        chosen=next((row for row in flags if row["divergence_id"] == flag), None),
    )


def _apart(evidence: Sequence[Row]) -> tuple[str | None, str | None]:
    """Two articles on different sides, where there are."""
    first = evidence[0] if evidence else None
    if first is None:
        return None, None
    others = (
        row for row in evidence if row["side"] != first["side"] and row["article_id"] != first["article_id"]
    )
    second = next(others, None)
    return first["article_id"], second["article_id"] if second else None


def lines(
    mine: Sequence[Row], theirs: Sequence[Row], pairs: Sequence[Row], spans: Mapping[str, Sequence[Span]]
) -> list[Line]:
    """Rows in the order of the left article; each with the sentence that fits it best.

    What only the right one has follows the row of the sentence before it, so that its order is kept as far as
    the left one's allows. `pairs` come best first.
    """
    best: dict[str, tuple[str, float]] = {}
    of_left = {row["sentence_id"] for row in mine}
    for pair in pairs:
        a, b = pair["sentence_a"], pair["sentence_b"]
        left, right = (a, b) if a in of_left else (b, a)
        best.setdefault(left, (right, float(pair["score"])))
    right_rows = {row["sentence_id"]: row for row in theirs}
    used = {right for right, _ in best.values()}
    alone = _follow(theirs, used)
    found = [_line(None, row, None, spans) for row in alone[None]]
    shown: set[str] = set()
    for row in mine:
        match, score = best.get(row["sentence_id"], (None, None))
        partner = right_rows.get(match) if match else None
        found.append(_line(row, partner, score if partner else None, spans, again=match in shown))
        if match and match not in shown:
            shown.add(match)
            found += [_line(None, other, None, spans) for other in alone[match]]
    return found


def _follow(theirs: Sequence[Row], used: set[str]) -> dict[str | None, list[Row]]:
    """What stands alone on the right, by the last sentence before it that does not."""
    found: dict[str | None, list[Row]] = defaultdict(list)
    last: str | None = None
    for row in theirs:
        if row["sentence_id"] in used:
            last = row["sentence_id"]
        else:
            found[last].append(row)
    return found


def _line(
    left: Row | None,
    right: Row | None,
    score: float | None,
    spans: Mapping[str, Sequence[Span]],
    *,
    again: bool = False,
) -> Line:
    mine: list[Span] = []
    theirs: list[Span] = []
    if left is not None and right is not None:
        mine, theirs = differing(left["text"], right["text"])
    return Line(
        left=_cell(left, mine, spans) if left is not None else None,
        right=_cell(right, theirs, spans, again=again) if right is not None else None,
        score=score,
    )


def _cell(
    row: Row, marks: Sequence[Span], spans: Mapping[str, Sequence[Span]], *, again: bool = False
) -> Cell:
    known = [*marks, *spans.get(row["sentence_id"], ())]
    return Cell(
        id=row["sentence_id"],
        pieces=pieces(row["text"], known),
        headline=row["section"] == "headline",
        again=again,
    )
