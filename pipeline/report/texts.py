"""The articles' texts at the foot of a story's page: what every quotation and every cell leads to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pipeline.report import phrases
from pipeline.report.coverage import Coverage, article_anchor, web_link
from pipeline.report.disagreements import archive_of, time_of_version
from pipeline.report.passages import Run, Span, paragraphs
from pipeline.report.rows import ArticleRow
from pipeline.report.views import ArticleText, ClaimTable, Divergence, Quantity, Speaker, WordTable

Marks = dict[tuple[str, int, bool], list[Span]]


def referred(
    divergences: Iterable[Divergence],
    claims: ClaimTable,
    quantities: Iterable[Quantity],
    words: WordTable,
    speakers: Iterable[Speaker],
) -> frozenset[str]:
    """The anchors to which something on the page leads; no other sentence needs one."""

    def anchors() -> Iterator[str]:
        for divergence in divergences:
            yield from (quote.anchor for side in divergence.sides for quote in side.quotes)
        for line in claims.lines:
            yield from (mark.anchor for cell in line.cells for mark in cell if mark.anchor)
        for quantity in quantities:
            yield from (figure.anchor for figure in quantity.lines)
        for choice in words.lines:
            yield from (anchor for cell in choice.cells for _, anchor in cell)
        for speaker in speakers:
            yield from (quote.anchor for quote in speaker.quotes)

    return frozenset(anchors())


def texts(coverage: Coverage, wanted: frozenset[str]) -> tuple[ArticleText, ...]:
    """Every article's latest text, and the earlier versions that a divergence quotes.

    `wanted` are the anchors that its sentences get. A copy that says the same word for word, and to which nothing
    leads, is named and not printed again.
    """
    marks: Marks = defaultdict(list)
    for piece in coverage.data.evidence:
        place = coverage.place_of_evidence(piece)
        if place and piece.char_start is not None and piece.char_end is not None:
            marks[piece.article_id, piece.version, place.in_headline].append(
                (piece.char_start, piece.char_end)
            )
    found = []
    for article in coverage.data.articles:
        found.append(_text(coverage, article, article.version, marks, wanted))
        found += [
            _text(coverage, article, row.version, marks, wanted)
            for row in coverage.data.versions
            if row.article_id == article.article_id and row.quoted
        ]
    return tuple(found)


def _text(
    coverage: Coverage, article: ArticleRow, version: int, marks: Marks, wanted: frozenset[str]
) -> ArticleText:
    title, text = coverage.texts[article.article_id, version]
    lead = coverage.articles[coverage.lead(article.article_id)]
    earlier = version != article.version
    time, time_of = time_of_version(coverage, article, version)
    anchors = {name: _anchored(coverage, article, version, name, wanted) for name in ("headline", "body")}
    same = lead is not article and not earlier and lead.text == text and not anchors["body"]
    heading = paragraphs(title, anchors["headline"], marks[article.article_id, version, True])
    return ArticleText(
        anchor=article_anchor(article.article_id) + (f"-{version}" if earlier else ""),
        outlet=article.outlet_name,
        time=time,
        time_of=time_of,
        url=web_link(article.url),
        title=tuple(run for line in heading for run in line) or (Run(pieces=()),),
        paragraphs=()
        if same
        else paragraphs(text, anchors["body"], marks[article.article_id, version, False]),
        byline=article.byline,
        access=phrases.ACCESS.get(article.access or ""),
        copy_of=lead.outlet_name if lead is not article else None,
        same_as=article_anchor(lead.article_id) if same else None,
        version=version if earlier else None,
        archive=archive_of(article),
    )


def _anchored(
    coverage: Coverage, article: ArticleRow, version: int, section: str, wanted: frozenset[str]
) -> list[tuple[int, int, str]]:
    """The sentences of a section to which something leads, as (start, end, anchor)."""
    return sorted(
        (s.char_start, s.char_end, anchor)
        for s in coverage.by_version.get((article.article_id, version), ())
        if s.section == section and (anchor := coverage.sentence_anchor(s)) in wanted
    )
