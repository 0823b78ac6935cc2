"""Figures side by side: for each quantity, what each outlet says it is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.core.divergence.figure_summary import WHOLE
from pipeline.core.figures.in_context import in_context
from pipeline.core.figures.vocabulary import STATES
from pipeline.ids import normal_key
from pipeline.report import phrases
from pipeline.report.coverage import Coverage
from pipeline.report.disagreements import called, divergence_anchor, figure_at, named
from pipeline.report.passages import Piece
from pipeline.report.plots import plot
from pipeline.report.rows import ClaimRow, DivergenceRow, FigureRow
from pipeline.report.views import FigureLine, Quantity

MOST = 24  # quantities shown of one story


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """Mentions of one quantity, with the divergences that are about it."""

    figures: dict[str, FigureRow]
    divergences: tuple[DivergenceRow, ...] = ()
    context: str  # the divergence or the claim in words


def quantities(coverage: Coverage) -> tuple[Quantity, ...]:
    """What divergences and claims give figures for: quantities in dispute first, then the most often given.

    Mentions of one claim, kind, unit and referent are one quantity, and so are those that one divergence
    sets against each other; groups that share a mention are one.
    """
    views = []
    for group in _joined([*_of_divergences(coverage), *_of_claims(coverage)]):
        view = _quantity(coverage, group)
        if len(view.lines) > 1:
            in_dispute = [d.severity * d.confidence for d in group.divergences if not d.explained_by]
            weight = max(in_dispute, default=0.0)
            views.append(((-weight, not view.divergences, -len(view.lines), min(group.figures)), view))
    return tuple(view for _, view in sorted(views, key=lambda pair: pair[0]))[:MOST]


def _joined(groups: Iterable[_Group]) -> list[_Group]:
    joined: list[_Group] = []
    for group in groups:
        alike = [g for g in joined if g.figures.keys() & group.figures.keys() and _unit(g) == _unit(group)]
        joined = [g for g in joined if g not in alike]
        alike.append(group)
        joined.append(
            _Group(
                figures={key: figure for g in alike for key, figure in g.figures.items()},
                divergences=tuple(d for g in alike for d in g.divergences),
                context=alike[0].context,
            )
        )
    return joined


def _unit(group: _Group) -> set[tuple[str, str | None]]:
    return {(f.kind, f.unit) for f in group.figures.values()}


def _of_divergences(coverage: Coverage) -> list[_Group]:
    by_sentence: dict[str, list[FigureRow]] = defaultdict(list)
    for figure in coverage.data.figures:
        by_sentence[figure.sentence_id].append(figure)
    by_id: dict[str, dict[str, FigureRow]] = defaultdict(dict)
    for piece in coverage.data.evidence:
        pointed = figure_at(piece, by_sentence)
        if pointed:
            by_id[piece.divergence_id][pointed.figure_id] = pointed
    return [
        _Group(figures=by_id[d.divergence_id], divergences=(d,), context=named(d.summary, coverage))
        for d in coverage.data.divergences
        if d.kind == "figure" and d.confidence >= 0.5 and by_id[d.divergence_id]
    ]


def _of_claims(coverage: Coverage) -> list[_Group]:
    claim_of: dict[str, list[ClaimRow]] = defaultdict(list)
    for row in coverage.data.claims:
        claim_of[row.sentence_id].append(row)
    groups: dict[tuple[str, str, str, str], dict[str, FigureRow]] = defaultdict(dict)
    texts: dict[str, str] = {}
    for figure in coverage.data.figures:
        for row in claim_of.get(figure.sentence_id, ()):
            texts[row.claim_id] = row.text
            key = (row.claim_id, figure.kind, figure.unit or "", normal_key(figure.referent or ""))
            groups[key][figure.figure_id] = figure
    return [
        _Group(figures=figures, context=texts[key[0]])
        for key, figures in sorted(groups.items())
        if _columns(coverage, figures.values()) > 1
    ]


def _columns(coverage: Coverage, figures: Iterable[FigureRow]) -> int:
    sentences = (coverage.sentences.get(f.sentence_id) for f in figures)
    return len({coverage.column_of(s.article_id) for s in sentences if s})


def _quantity(coverage: Coverage, group: _Group) -> Quantity:
    unique = group.figures
    lines: list[tuple[tuple[object, ...], tuple[FigureRow, FigureLine]]] = []
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
            replaced=place.version != place.article.version,
            copied_by=tuple(dict.fromkeys(copies[place.article.article_id, figure.text])),
        )
        order = (low if low is not None else high or 0.0, line.outlet, line.anchor, figure.char_start)
        lines.append((order, (figure, line)))
    ordered = [pair for _, pair in sorted(lines, key=lambda line: line[0])]
    title, in_words = _title(coverage, unique.values())
    kind = min(unique.values(), key=lambda f: f.figure_id).kind
    return Quantity(
        title=f"“{title}”" if in_words else title,
        context=group.context if not in_words and not group.divergences else None,
        kind_word=phrases.SUBTYPES.get(kind, kind),
        lines=tuple(line for _, line in ordered),
        divergences=tuple((divergence_anchor(d.divergence_id), called(d)) for d in group.divergences),
        plot=plot(ordered, title),
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


def _title(coverage: Coverage, figures: Iterable[FigureRow]) -> tuple[str, bool]:
    """What a quantity is, and whether those are an outlet's words.

    `People killed` where a referent tells what happened to people; any other referent is a heap of words, and the
    statement that begins with its figure, in the fewest words, tells it better.
    """
    known = list(figures)
    named = Counter(f.referent for f in known if f.referent and STATES & set(f.referent.split()))
    if named:
        words = min(named, key=lambda name: (-named[name], len(name), name))
        return words[:1].upper() + words[1:], False
    told = []
    for figure in known:
        sentence = coverage.sentences.get(figure.sentence_id)
        if sentence:
            title, text = coverage.texts[sentence.article_id, sentence.version]
            whole = (title if sentence.section == "headline" else text)[
                sentence.char_start : sentence.char_end
            ]
            first = sentence.char_start
            words = in_context(whole, figure.char_start - first, figure.char_end - first)
            fragment = not whole.startswith(words) or len(words.split()) < WHOLE
            told.append((fragment, len(words), words))
    return (min(told)[-1], True) if told else (phrases.SUBTYPES.get(known[0].kind, known[0].kind), False)
