"""The claim × outlet table: who states, attributes, hedges, denies or leaves out what."""

from __future__ import annotations

from collections import defaultdict

from pipeline.report import phrases
from pipeline.report.coverage import Column, Coverage
from pipeline.report.disagreements import called, divergence_anchor
from pipeline.report.rows import ClaimRow, SentenceRow
from pipeline.report.views import ClaimLine, ClaimTable, Mark, Symbol

SHOWN = 12  # claims before the fold
_ORDER = list(phrases.STANCES)


def claim_table(coverage: Coverage) -> ClaimTable:
    """Claims that two columns or more carry: disputed ones first, then the most widely told."""
    rows: dict[str, list[ClaimRow]] = defaultdict(list)
    for row in coverage.data.claims:
        rows[row.claim_id].append(row)
    disputes: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for divergence in coverage.data.divergences:
        if divergence.claim_id and divergence.confidence >= 0.5:
            link = (divergence_anchor(divergence.divergence_id), called(divergence))
            disputes[divergence.claim_id].append(link)
    lines: list[tuple[tuple[object, ...], ClaimLine]] = []
    for claim_id, members in rows.items():
        found = _by_column(coverage, members)
        if len(found) < 2:
            continue
        line = ClaimLine(
            text=members[0].text,
            cells=tuple(_cell(coverage, column, found) for column in coverage.columns),
            divergences=tuple(disputes[claim_id]),
        )
        lines.append(((not disputes[claim_id], -len(found), _first(found), claim_id), line))
    ordered = tuple(line for _, line in sorted(lines, key=lambda pair: pair[0]))
    return ClaimTable(
        columns=tuple((column.name, column.copied_by) for column in coverage.columns),
        lines=ordered,
        legend=_legend(ordered),
        shown=max(SHOWN, sum(bool(line.divergences) for line in ordered)),
    )


Found = dict[str, list[tuple[str, SentenceRow]]]


def _by_column(coverage: Coverage, members: list[ClaimRow]) -> Found:
    found: Found = defaultdict(list)
    for row in members:
        sentence = coverage.sentences.get(row.sentence_id)
        column = coverage.column_of(sentence.article_id) if sentence else None
        if sentence and column:
            found[column].append((row.stance, sentence))
    return found


def _cell(coverage: Coverage, column: Column, found: Found) -> tuple[Mark, ...]:
    said: dict[str, SentenceRow] = {}
    for stance, sentence in sorted(
        found.get(column.outlet, ()),
        key=lambda pair: (
            coverage.lead(pair[1].article_id) != pair[1].article_id,
            pair[1].article_id,
            pair[1].position,
        ),
    ):
        said.setdefault(stance, sentence)
    if said:
        return tuple(
            Mark(symbol=symbol(stance), anchor=coverage.sentence_anchor(said[stance]))
            for stance in sorted(said, key=_place)
        )
    return (Mark(symbol=symbol(_silence(coverage, column, found))),)


def _silence(coverage: Coverage, column: Column, found: Found) -> str:
    """Why a column says nothing: only a text read whole, and not the first out, can leave something out."""
    if not all(article.read_whole for article in column.articles):
        return "no_text"
    own = [article.known_at for article in column.articles]
    carriers = [
        coverage.articles[sentence.article_id].known_at for pairs in found.values() for _, sentence in pairs
    ]
    known = [time for time in carriers if time is not None]
    if known and len(known) == len(carriers) and all(t is not None and t < min(known) for t in own):
        return "earlier"
    return "leaves_out"


def symbol(key: str) -> Symbol:
    sign, word = phrases.STANCES.get(key, ("?", key))
    return Symbol(key=key, sign=sign, word=word, meaning=phrases.MEANINGS.get(key, ""))


def _legend(lines: tuple[ClaimLine, ...]) -> tuple[Symbol, ...]:
    used = {mark.symbol.key for line in lines for cell in line.cells for mark in cell}
    return tuple(symbol(key) for key in sorted(used, key=_place))


def _place(key: str) -> int:
    return _ORDER.index(key) if key in _ORDER else len(_ORDER)


def _first(found: Found) -> int:
    return min(sentence.position for pairs in found.values() for _, sentence in pairs)
