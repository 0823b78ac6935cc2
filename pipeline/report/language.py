"""Word choices and quotations, outlet beside outlet."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from pipeline.ids import normal_key
from pipeline.report.coverage import Coverage, web_link
from pipeline.report.disagreements import archive_of
from pipeline.report.passages import Piece, Span, altered, cut
from pipeline.report.views import Quote, Speaker, WordLine, WordTable

MOST_TARGETS = 12
MOST_SPEAKERS = 8
MOST_QUOTES = 3  # of one speaker in one column
SAME_WORDS = 0.6  # share of words in common from which two quotations are one, altered


def word_choices(coverage: Coverage) -> WordTable:
    """Targets for which two columns or more choose words, and not all the same."""
    used: dict[str, dict[str, dict[str, tuple[str, str]]]] = defaultdict(lambda: defaultdict(dict))
    for row in coverage.data.words:
        place = coverage.place_in_sentence(row.sentence_id, row.char_start, row.char_end)
        column = coverage.column_of(place.article.article_id) if place else None
        if place is None or column is None:
            continue
        words = "".join(p.text for p in place.passage.pieces if p.marked)
        used[row.target][column].setdefault(normal_key(words), (words, place.anchor))
    targets = [
        (target, columns)
        for target, columns in sorted(used.items(), key=lambda item: (-len(item[1]), item[0]))
        if len(columns) > 1 and len({frozenset(words) for words in columns.values()}) > 1
    ][:MOST_TARGETS]
    shown = [c for c in coverage.columns if any(c.outlet in columns for _, columns in targets)]
    return WordTable(
        columns=tuple(column.name for column in shown),
        lines=tuple(
            WordLine(
                target=target,
                cells=tuple(tuple(columns[c.outlet].values()) if c.outlet in columns else () for c in shown),
            )
            for target, columns in targets
        ),
    )


def speakers(coverage: Coverage) -> tuple[Speaker, ...]:
    """People whom two columns or more quote, with what each lets them say; copies are folded.

    Where two quote the same words otherwise, what one of them has and the other has not is marked.
    """
    found: dict[str, dict[str, list[Quote]]] = defaultdict(lambda: defaultdict(list))
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for row in coverage.data.quotations:
        place = coverage.place_in_sentence(row.sentence_id, row.content_start, row.content_end)
        if place is None or coverage.lead(place.article.article_id) != place.article.article_id:
            continue
        quote = Quote(
            outlet=place.article.outlet_name,
            passage=place.passage,
            anchor=place.anchor,
            url=web_link(place.article.url),
            time=place.article.known_at,
            time_of=place.article.known_by,
            in_headline=place.in_headline,
            archive=archive_of(place.article),
            copied_by=tuple(
                dict.fromkeys(a.outlet_name for a in coverage.copies_of(place.article.article_id))
            ),
        )
        found[row.source][place.article.outlet].append(quote)
        names[row.source][row.source_text or row.source] += 1
    named = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple(
        Speaker(
            name=min(names[source], key=lambda n: (-names[source][n], -len(n), n)),
            quotes=_compared([q for _, quotes in sorted(outlets.items()) for q in quotes[:MOST_QUOTES]]),
        )
        for source, outlets in named
        if len(outlets) > 1
    )[:MOST_SPEAKERS]


def _compared(quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    """The quotations, those that another outlet gives in other words with the altered words told apart."""
    said = [_exact(quote) for quote in quotes]
    bags = [frozenset(normal_key(words).split()) for words in said]
    compared = []
    for number, quote in enumerate(quotes):
        others = [
            (-_common(bags[number], bags[k]), k)
            for k, other in enumerate(quotes)
            if other.outlet != quote.outlet and _common(bags[number], bags[k]) >= SAME_WORDS
        ]
        changed = altered(said[number], [said[min(others)[1]]]) if others else []
        compared.append(_with_changes(quote, changed) if changed else quote)
    return tuple(compared)


def _exact(quote: Quote) -> str:
    return "".join(piece.text for piece in quote.passage.pieces if piece.marked)


def _common(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(len(one | other), 1)


def _with_changes(quote: Quote, changed: Sequence[Span]) -> Quote:
    pieces: list[Piece] = []
    for piece in quote.passage.pieces:
        if piece.marked:
            parts = cut(piece.text, 0, len(piece.text), changed)
            pieces += [Piece(text=p.text, marked=True, changed=p.marked) for p in parts]
        else:
            pieces.append(piece)
    return replace(quote, passage=replace(quote.passage, pieces=tuple(pieces)))
