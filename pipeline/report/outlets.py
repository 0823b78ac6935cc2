"""A page an outlet: what it covered, its measures with intervals, its feeds, where it stands apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime

from pipeline.report import phrases
from pipeline.report.coverage import article_anchor, token, web_link
from pipeline.report.disagreements import rank
from pipeline.report.rows import ArticleRow, FeedRow, MeasureRow, OutletFacts, ReportData
from pipeline.report.status import NightStatus
from pipeline.report.views import (
    CoveredStory,
    Divergence,
    Feed,
    Measure,
    OutletPage,
    StoryPage,
    Symbol,
)

MOST_DIVERGENCES = 50


def outlet_page_name(outlet: str) -> str:
    return f"outlet-{token(outlet)}.html"


def outlet_pages(
    data: ReportData, stories: tuple[StoryPage, ...], night: NightStatus
) -> tuple[OutletPage, ...]:
    """The pages of all outlets with articles in the night's stories, or that were collected."""
    of_page = {story.page: story for story in stories}
    articles: dict[str, list[tuple[StoryPage, ArticleRow]]] = defaultdict(list)
    for story, coverage in zip(stories, data.stories, strict=True):
        for article in coverage.articles:
            articles[article.outlet].append((of_page[story.page], article))
    measures: dict[str, list[MeasureRow]] = defaultdict(list)
    for measure in data.measures:
        measures[measure.outlet].append(measure)
    feeds: dict[str, list[FeedRow]] = defaultdict(list)
    for feed in data.feeds:
        feeds[feed.outlet].append(feed)
    states = {o.outlet: o for o in night.outlets}
    apart = _apart(stories)
    shown = [f for f in data.facts if f.outlet in articles or f.outlet in states]
    pages = []
    for facts in shown:
        state = states.get(facts.outlet)
        sign, word = phrases.OUTLET_STATES.get(state.status, ("?", state.status)) if state else ("", "")
        found = apart.get(facts.name or facts.outlet, [])
        pages.append(
            OutletPage(
                page=outlet_page_name(facts.outlet),
                outlet=facts.outlet,
                name=facts.name or facts.outlet,
                facts=_facts(facts),
                homepage=web_link(facts.homepage or ""),
                state=Symbol(key=state.status, sign=sign, word=word) if state else None,
                reason=state.reason if state else None,
                stories=_covered(articles[facts.outlet]),
                divergences=tuple(sorted(found, key=rank))[:MOST_DIVERGENCES],
                more=max(0, len(found) - MOST_DIVERGENCES),
                measures=tuple(_measure(row) for row in measures[facts.outlet]),
                feeds=tuple(_feed(row) for row in feeds[facts.outlet]),
            )
        )
    return tuple(sorted(pages, key=lambda p: (p.name.casefold(), p.outlet)))


def _apart(stories: tuple[StoryPage, ...]) -> Mapping[str, list[Divergence]]:
    """Outlet's name -> the conflicts on whose sides it stands."""
    found: dict[str, list[Divergence]] = defaultdict(list)
    for story in stories:
        for divergence in story.divergences:
            if divergence.is_conflict:
                for name in sorted({n for side in divergence.sides for n in side.outlets}):
                    found[name].append(divergence)
    return found


def _facts(facts: OutletFacts) -> tuple[tuple[str, str], ...]:
    told = [
        ("Country", facts.country),
        ("Language", facts.language),
        ("Owner", facts.owner),
        (
            "Leaning",
            f"{facts.leaning} (says {facts.leaning_source or 'the outlets file'})" if facts.leaning else None,
        ),
        ("Articles kept", f"{facts.articles:,}"),
    ]
    return tuple((name, value) for name, value in told if value)


def _covered(articles: list[tuple[StoryPage, ArticleRow]]) -> tuple[CoveredStory, ...]:
    def order(pair: tuple[StoryPage, ArticleRow]) -> tuple[bool, float, str]:
        known: datetime | None = pair[1].known_at
        return (known is None, -known.timestamp() if known else 0.0, pair[1].article_id)

    return tuple(
        CoveredStory(
            page=story.page,
            story=story.title,
            title=article.title,
            anchor=article_anchor(article.article_id),
            time=article.known_at,
            time_of=article.known_by,
            others=story.outlets - 1,
        )
        for story, article in sorted(articles, key=order)
    )


def _measure(row: MeasureRow) -> Measure:
    known = row.rate is not None and row.low is not None and row.high is not None
    return Measure(
        name=phrases.MEASURES.get(row.measure, row.measure.replace("_", " ")),
        span=f"{phrases.day(row.window_start)} to {phrases.day(row.window_end)}",
        cases=f"{row.numerator:,} of {row.denominator:,}",
        rate=f"{row.rate:.0%} ({row.low:.0%} to {row.high:.0%})" if known else None,
    )


def _feed(row: FeedRow) -> Feed:
    return Feed(
        url=row.feed_url,
        outcome=(row.last_outcome or "not read yet").replace("_", " "),
        failures=row.consecutive_failures,
        last_success=row.last_success_at,
        next_try=row.next_try_at,
        entries=row.entries_last,
    )
