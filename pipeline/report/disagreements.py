"""Divergences as the report shows them: every side with its exact words in their context."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from pipeline.ids import normal_key
from pipeline.report import citing, phrases
from pipeline.report.coverage import Coverage, article_anchor, page_name, token, web_link
from pipeline.report.passages import Span, altered
from pipeline.report.rows import ArticleRow, DivergenceRow, EvidenceRow, FigureRow
from pipeline.report.views import Absence, Divergence, Quote, Side

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
LONGEST_VALUE = 80


def divergence_anchor(divergence_id: str) -> str:
    return f"d-{token(divergence_id)}"


def called(row: DivergenceRow) -> str:
    """What a link to a divergence says that it leads to."""
    words = {"time": "update", "source": "divergence, other sources"}
    return words.get(row.explained_by or "", "divergence")


def divergences(coverage: Coverage) -> tuple[Divergence, ...]:
    """All divergences of a story, the weightiest first: severity × confidence × independent origins."""
    evidence: dict[str, list[EvidenceRow]] = defaultdict(list)
    for piece in coverage.data.evidence:
        evidence[piece.divergence_id].append(piece)
    figures: dict[str, list[FigureRow]] = defaultdict(list)
    for figure in coverage.data.figures:
        figures[figure.sentence_id].append(figure)
    views = [_view(coverage, row, evidence[row.divergence_id], figures) for row in coverage.data.divergences]
    return tuple(sorted(views, key=rank))


def newest_first(divergence: Divergence) -> tuple[bool, float, str]:
    """Sorts what the night found first before what was known, each by weight."""
    return (not divergence.is_new, *rank(divergence))


def named(summary: str, coverage: Coverage) -> str:
    """A summary with the outlets' names in place of their ids."""
    names = {a.outlet: a.outlet_name for a in coverage.data.articles if a.outlet_name != a.outlet}
    if not names:
        return summary
    ids = "|".join(re.escape(key) for key in sorted(names, key=len, reverse=True))
    return re.sub(rf"(?<![\w-])(?:{ids})(?![\w-])", lambda found: names[found[0]], summary)


def rank(divergence: Divergence) -> tuple[float, str]:
    """Sorts the weightiest first; equal ones by their ids, so that nothing depends on order."""
    return (-divergence.score, divergence.anchor)


def figure_at(piece: EvidenceRow, figures: dict[str, list[FigureRow]]) -> FigureRow | None:
    """The figure that a piece of evidence points to."""
    if piece.sentence_id is None or piece.char_start is None or piece.char_end is None:
        return None
    touching = [
        f
        for f in figures.get(piece.sentence_id, ())
        if f.char_start < piece.char_end and f.char_end > piece.char_start
    ]
    return touching[0] if len(touching) == 1 else None


def quote_of(
    coverage: Coverage, piece: EvidenceRow, changed: tuple[Span, ...] = (), *, of_versions: bool = False
) -> Quote | None:
    """A piece of evidence as a quotation; None for one without words.

    Where versions are set side by side, each is told by its number and by when it was read.
    """
    place = coverage.place_of_evidence(piece, changed)
    if place is None:
        return None
    article = place.article
    lead = coverage.articles[coverage.lead(article.article_id)]
    time, time_of = time_of_version(coverage, article, piece.version)
    if of_versions and article.fetched_at and piece.version == article.version:
        time, time_of = article.fetched_at, "read"
    return Quote(
        outlet=article.outlet_name,
        passage=place.passage,
        anchor=place.anchor,
        url=web_link(article.url),
        time=time,
        time_of=time_of,
        in_headline=place.in_headline,
        archive=archive_of(article),
        copy_of=lead.outlet_name if lead is not article else None,
        version=piece.version if of_versions or piece.version != article.version else None,
    )


def archive_of(article: ArticleRow) -> str | None:
    """Where the page lies in the archive, as `file @ offset`."""
    if not article.archive_file:
        return None
    return f"{article.archive_file} @ {article.archive_offset or 0}"


def time_of_version(coverage: Coverage, article: ArticleRow, version: int) -> tuple[datetime | None, str]:
    """When a version was current, and what that is the time of: an earlier one is known by its fetch."""
    if version == article.version:
        return article.known_at, article.known_by
    named = (article.article_id, version)
    fetched = (v.fetched_at for v in coverage.data.versions if (v.article_id, v.version) == named)
    return next(fetched, None), "read"


def _view(
    coverage: Coverage,
    row: DivergenceRow,
    pieces: Sequence[EvidenceRow],
    figures: dict[str, list[FigureRow]],
) -> Divergence:
    origins = coverage.independent(p.article_id for p in pieces if p.sentence_id is not None)
    by_side: dict[int, list[EvidenceRow]] = defaultdict(list)
    for piece in pieces:
        by_side[piece.side].append(piece)
    sides = tuple(_side(coverage, row, number, by_side, figures) for number in sorted(by_side))
    summary = named(row.summary, coverage)
    return Divergence(
        id=row.divergence_id,
        anchor=divergence_anchor(row.divergence_id),
        page=page_name(row.story_id),
        story_title=coverage.data.story.title,
        kind=row.kind,
        kind_word=phrases.KINDS.get(row.kind, row.kind),
        subtype_word=phrases.SUBTYPES.get(row.subtype, row.subtype),
        scope=row.scope,
        scope_word=phrases.SCOPES.get(row.scope, row.scope),
        summary=summary,
        heading=_heading(row, summary, coverage),
        severity=row.severity,
        confidence=row.confidence,
        origins=origins,
        score=round(row.severity * row.confidence * max(origins, 1), 4),
        explained_by=row.explained_by,
        explanation=phrases.EXPLANATIONS.get(row.explained_by or ""),
        is_new=row.is_new,
        sides=sides,
        verdict=row.verdict,
        dismissed=phrases.DISMISSED.get(row.verdict or ""),
        citation=citing.citation(row.divergence_id, summary, sides),
        statement=citing.statement(row.divergence_id),
    )


_IN_BRACKETS = re.compile(r" \([^()]*\)(?= against |$)")
_QUOTED = re.compile(r"“([^”]*)”")
LONGEST_QUOTED = 70  # characters of one quotation in a heading


def _heading(row: DivergenceRow, summary: str, coverage: Coverage) -> str:
    """A finding without who says which, where the sides beneath it tell that, and with long quotations cut."""
    told = summary
    if row.kind == "figure" and row.scope == "cross_outlet":
        told = _IN_BRACKETS.sub("", summary)
    elif row.kind == "framing":
        names = sorted({a.outlet_name for a in coverage.data.articles}, key=len, reverse=True)
        one = "|".join(re.escape(name) for name in names)
        told = re.sub(rf"(?<!\w)(?:{one})(?:, (?:{one}))*: (?=“)", "", summary)
    return _QUOTED.sub(lambda quoted: f"“{phrases.shortened(quoted[1], LONGEST_QUOTED)}”", told)


def _side(
    coverage: Coverage,
    row: DivergenceRow,
    number: int,
    by_side: dict[int, list[EvidenceRow]],
    figures: dict[str, list[FigureRow]],
) -> Side:
    pieces = by_side[number]
    others = [p.quote for n, rest in sorted(by_side.items()) if n != number for p in rest if p.quote]
    quotes: list[Quote] = []
    for piece, copied_by in _folded(coverage, pieces):
        of_versions = row.scope == "cross_version"
        marked = row.subtype == "altered_quote" or (of_versions and row.subtype == "headline")
        changed = altered(piece.quote or "", others) if marked else ()
        quote = quote_of(coverage, piece, tuple(changed), of_versions=of_versions)
        if quote:
            quotes.append(replace(quote, copied_by=copied_by))
    absences = tuple(
        _absence(article)
        for p in pieces
        if p.sentence_id is None and (article := coverage.articles.get(p.article_id))
    )
    names = [q.outlet for q in quotes] + [a.outlet for a in absences]
    return Side(
        letter=LETTERS[number] if number < len(LETTERS) else str(number + 1),
        value=_value(row, pieces, figures),
        outlets=tuple(dict.fromkeys(names)),
        quotes=tuple(quotes),
        absences=absences,
    )


def _folded(coverage: Coverage, pieces: Sequence[EvidenceRow]) -> list[tuple[EvidenceRow, tuple[str, ...]]]:
    """Evidence with the outlets whose copies say the same; a copy whose source is silent stands alone."""
    said = {(p.article_id, p.quote) for p in pieces}
    copied: dict[tuple[str, str | None], list[str]] = defaultdict(list)
    kept: list[EvidenceRow] = []
    for piece in pieces:
        if piece.sentence_id is None:
            continue
        lead = coverage.lead(piece.article_id)
        if lead != piece.article_id and (lead, piece.quote) in said:
            copied[lead, piece.quote].append(coverage.articles[piece.article_id].outlet_name)
        else:
            kept.append(piece)
    return [(p, tuple(dict.fromkeys(copied[p.article_id, p.quote]))) for p in kept]


def _absence(article: ArticleRow) -> Absence:
    return Absence(
        outlet=article.outlet_name,
        title=article.title,
        url=web_link(article.url),
        anchor=article_anchor(article.article_id),
        time=article.known_at,
        time_of=article.known_by,
        read_whole=article.read_whole,
    )


def _value(
    row: DivergenceRow, pieces: Sequence[EvidenceRow], figures: dict[str, list[FigureRow]]
) -> str | None:
    """What the side holds: what most of its figures mean, else a value that adds to the words."""
    if row.kind != "figure":
        value = next((p.value for p in pieces if p.value), None)
        if value is None or value == "missing" or len(value) > LONGEST_VALUE:
            return None
        same = any(normal_key(p.quote or "") == normal_key(value) for p in pieces)
        return None if same and row.subtype == "altered_quote" else value.replace("_", " ")
    told = Counter(
        phrases.quantity(
            f.kind, f.value_low, f.value_high, unit=f.unit, precision=f.precision, approximator=f.approximator
        )
        for p in pieces
        if (f := figure_at(p, figures))
    )
    if told:
        return min(told, key=lambda words: (-told[words], words))
    value = next((p.value for p in pieces if p.value and len(p.value) <= LONGEST_VALUE), None)
    return phrases.bounded(value) if value else None
