"""Word choices and quotations, outlet beside outlet."""

from __future__ import annotations

from collections import Counter, defaultdict

from pipeline.ids import normal_key
from pipeline.report.coverage import Coverage, web_link
from pipeline.report.disagreements import archive_of
from pipeline.report.views import Quote, Speaker, Wording, WordLine

MOST_TARGETS = 12
MOST_SPEAKERS = 8
MOST_QUOTES = 3  # of one speaker in one column


def word_choices(coverage: Coverage) -> tuple[WordLine, ...]:
    """Targets for which two columns or more choose words, and not all the same."""
    used: dict[str, dict[str, dict[str, tuple[str, str]]]] = defaultdict(lambda: defaultdict(dict))
    for row in coverage.data.words:
        place = coverage.place_in_sentence(row.sentence_id, row.char_start, row.char_end)
        column = coverage.column_of(place.article.article_id) if place else None
        if place is None or column is None:
            continue
        words = "".join(p.text for p in place.passage.pieces if p.marked)
        used[row.target][column].setdefault(normal_key(words), (words, place.anchor))
    lines = []
    for target, columns in sorted(used.items(), key=lambda item: (-len(item[1]), item[0])):
        if len(columns) < 2 or len({frozenset(words) for words in columns.values()}) < 2:
            continue
        wordings = tuple(
            Wording(outlet=column.name, words=tuple(columns[column.outlet].values()))
            for column in coverage.columns
            if column.outlet in columns
        )
        lines.append(WordLine(target=target, wordings=wordings))
    return tuple(lines[:MOST_TARGETS])


def speakers(coverage: Coverage) -> tuple[Speaker, ...]:
    """People whom two columns or more quote, with what each lets them say; copies are folded."""
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
            quotes=tuple(q for _, quotes in sorted(outlets.items()) for q in quotes[:MOST_QUOTES]),
        )
        for source, outlets in named
        if len(outlets) > 1
    )[:MOST_SPEAKERS]
