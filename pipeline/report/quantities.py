"""Figures side by side: for each quantity, what each outlet says it is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from math import isfinite

from pipeline.ids import normal_key
from pipeline.report import phrases
from pipeline.report.coverage import Coverage
from pipeline.report.disagreements import divergence_anchor, figure_at
from pipeline.report.passages import Piece
from pipeline.report.rows import FigureRow
from pipeline.report.views import Bar, FigureLine, Quantity

MOST = 24  # quantities shown of one story


def quantities(coverage: Coverage) -> tuple[Quantity, ...]:
    """Quantities in dispute first, then those of claims on which two columns or more give a figure."""
    disputed = _of_divergences(coverage)
    shown: list[tuple[Quantity, set[str]]] = list(disputed)
    seen = [ids for _, ids in disputed]
    for quantity, ids in _of_claims(coverage):
        if not any(ids <= other for other in seen):
            shown.append((quantity, ids))
            seen.append(ids)
    return tuple(quantity for quantity, _ in shown[:MOST])


def _of_divergences(coverage: Coverage) -> list[tuple[Quantity, set[str]]]:
    by_sentence: dict[str, list[FigureRow]] = defaultdict(list)
    for figure in coverage.data.figures:
        by_sentence[figure.sentence_id].append(figure)
    named: dict[str, list[FigureRow]] = defaultdict(list)
    for piece in coverage.data.evidence:
        pointed = figure_at(piece, by_sentence)
        if pointed:
            named[piece.divergence_id].append(pointed)
    rows = [d for d in coverage.data.divergences if d.kind == "figure" and named[d.divergence_id]]
    rows.sort(key=lambda d: (d.confidence < 0.5, d.explained_by == "time", -d.severity, d.divergence_id))
    found = []
    for row in rows:
        figures = named[row.divergence_id]
        quantity = _quantity(
            coverage,
            title=_title(figures) or row.summary,
            figures=figures,
            divergence=divergence_anchor(row.divergence_id),
            explained_by=row.explained_by,
        )
        found.append((quantity, {f.figure_id for f in figures}))
    return found


def _of_claims(coverage: Coverage) -> list[tuple[Quantity, set[str]]]:
    claim_of: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in coverage.data.claims:
        claim_of[row.sentence_id].append((row.claim_id, row.text))
    groups: dict[tuple[str, str, str, str], list[FigureRow]] = defaultdict(list)
    texts: dict[str, str] = {}
    for figure in coverage.data.figures:
        for claim_id, text in claim_of.get(figure.sentence_id, ()):
            texts[claim_id] = text
            key = (claim_id, figure.kind, figure.unit or "", normal_key(figure.referent or ""))
            groups[key].append(figure)
    found = []
    for key, figures in sorted(groups.items()):
        columns = {
            coverage.column_of(coverage.sentences[f.sentence_id].article_id)
            for f in figures
            if f.sentence_id in coverage.sentences
        }
        if len(columns) < 2:
            continue
        title = _title(figures) or texts[key[0]]
        quantity = _quantity(coverage, title=title, figures=figures, divergence=None, explained_by=None)
        found.append((quantity, {f.figure_id for f in figures}))
    return sorted(found, key=lambda pair: (-len(pair[0].lines), pair[0].title, sorted(pair[1])))


def _quantity(
    coverage: Coverage,
    *,
    title: str,
    figures: Sequence[FigureRow],
    divergence: str | None,
    explained_by: str | None,
) -> Quantity:
    unique = {f.figure_id: f for f in figures}
    scale = _scale(unique.values())
    lines: list[tuple[tuple[object, ...], FigureLine]] = []
    copies: dict[tuple[str, str], list[str]] = defaultdict(list)
    placed = []
    for figure in unique.values():
        place = coverage.place_in_sentence(figure.sentence_id, figure.char_start, figure.char_end)
        if place is None:
            continue
        lead = coverage.lead(place.article.article_id)
        if lead != place.article.article_id and _said_by(coverage, unique.values(), lead, figure.text):
            copies[lead, figure.text].append(place.article.outlet_name)
        else:
            placed.append((figure, place))
    for figure, place in placed:
        low, high = figure.value_low, figure.value_high
        line = FigureLine(
            outlet=place.article.outlet_name,
            words=_words(place.passage.pieces),
            normal=phrases.quantity(
                figure.kind,
                low,
                high,
                unit=figure.unit,
                precision=figure.precision,
                approximator=figure.approximator,
            ),
            source=figure.source,
            as_of=figure.as_of,
            as_of_basis=figure.as_of_basis,
            anchor=place.anchor,
            in_headline=place.in_headline,
            copied_by=tuple(dict.fromkeys(copies[place.article.article_id, figure.text])),
            bar=_bar(figure, scale),
        )
        order = (low if low is not None else high or 0.0, line.outlet, line.anchor, figure.char_start)
        lines.append((order, line))
    return Quantity(
        title=title,
        kind_word=phrases.SUBTYPES.get(figures[0].kind, figures[0].kind),
        lines=tuple(line for _, line in sorted(lines, key=lambda pair: pair[0])),
        divergence=divergence,
        explained_by=explained_by,
    )


def _said_by(coverage: Coverage, figures: Iterable[FigureRow], article_id: str, text: str) -> bool:
    return any(
        f.text == text
        and (sentence := coverage.sentences.get(f.sentence_id)) is not None
        and sentence.article_id == article_id
        for f in figures
    )


def _words(pieces: Iterable[Piece]) -> str:
    return "".join(piece.text for piece in pieces if piece.marked)


def _title(figures: Iterable[FigureRow]) -> str | None:
    named = Counter(f.referent for f in figures if f.referent)
    return min(named, key=lambda name: (-named[name], len(name), name)) if named else None


def _scale(figures: Iterable[FigureRow]) -> tuple[float, float] | None:
    """The least and the greatest bound; None when there is nothing between them to draw."""
    ends = [v for f in figures for v in (f.value_low, f.value_high) if v is not None and isfinite(v)]
    return (min(ends), max(ends)) if ends and max(ends) > min(ends) else None


def _bar(figure: FigureRow, scale: tuple[float, float] | None) -> Bar | None:
    low, high = figure.value_low, figure.value_high
    if scale is None or (low is None and high is None):
        return None
    first, last = scale

    def at(value: float) -> float:
        return round(6 + 88 * (value - first) / (last - first), 2)  # six per cent on each side for the arrows

    start = at(low) if low is not None else 0.0
    end = at(high) if high is not None else 100.0
    return Bar(start=min(start, end), end=max(start, end), open_start=low is None, open_end=high is None)
