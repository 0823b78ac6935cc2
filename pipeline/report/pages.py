"""Whole pages as view models: a story's, and the first page."""

from __future__ import annotations

from datetime import date, datetime

from pipeline.report import phrases
from pipeline.report.claims import claim_table
from pipeline.report.coverage import Coverage, article_anchor, page_name, web_link
from pipeline.report.disagreements import divergences, newest_first
from pipeline.report.edits import edits
from pipeline.report.language import speakers, word_choices
from pipeline.report.outlets import outlet_page_name
from pipeline.report.quantities import quantities
from pipeline.report.rows import ReportData, StoryData
from pipeline.report.status import NightStatus
from pipeline.report.texts import referred, texts
from pipeline.report.timeline import timeline
from pipeline.report.views import (
    Headline,
    IndexPage,
    Night,
    OutletLine,
    StoryPage,
    Symbol,
)

MOST_TOP = 30
MOST_UPDATES = 20
MOST_LOW = 40

INSIDE = {"within_article", "headline_body"}
VERSIONS = "cross_version"


def story_page(data: StoryData) -> StoryPage:
    """Everything that a story's page shows."""
    coverage = Coverage(data)
    found = divergences(coverage)
    conflicts = [d for d in found if d.is_conflict]
    story = data.story
    claims, figures = claim_table(coverage), quantities(coverage)
    words, quoted = word_choices(coverage), speakers(coverage)
    return StoryPage(
        page=page_name(story.story_id),
        title=story.title,
        first=story.first_published_at,
        last=story.last_published_at,
        articles=story.article_count,
        outlets=story.outlet_count,
        origins=story.origin_count,
        headlines=_headlines(coverage),
        timeline=timeline(coverage),
        conflicts=tuple(d for d in conflicts if d.scope not in {*INSIDE, VERSIONS}),
        within=tuple(d for d in conflicts if d.scope in INSIDE),
        changes=tuple(d for d in found if d.scope == VERSIONS and not d.is_low and not d.dismissed),
        edits=edits(coverage),
        updates=tuple(d for d in found if d.is_update and d.scope != VERSIONS),
        low=tuple(d for d in found if d.is_low),
        dismissed=tuple(d for d in found if d.dismissed),
        claims=claims,
        quantities=figures,
        words=words,
        speakers=quoted,
        texts=texts(coverage, referred(found, claims, figures, words, quoted)),
    )


def index_page(data: ReportData, stories: tuple[StoryPage, ...], night: NightStatus) -> IndexPage:
    """The first page: what weighs most, over all stories."""
    found = sorted((d for story in stories for d in story.divergences), key=newest_first)
    conflicts = [d for d in found if d.is_conflict]
    updates = [d for d in found if d.is_update]
    low = [d for d in found if d.is_low]
    dismissed = [d for d in found if d.dismissed]
    top = tuple(conflicts[:MOST_TOP])
    return IndexPage(
        stories=tuple(sorted(stories, key=_story_rank)),
        top=top,
        more=tuple(conflicts[MOST_TOP:]),
        updates=tuple(updates[:MOST_UPDATES]),
        more_updates=max(0, len(updates) - MOST_UPDATES),
        low=tuple(low[:MOST_LOW]),
        more_low=max(0, len(low) - MOST_LOW),
        dismissed=tuple(dismissed[:MOST_LOW]),
        kinds=tuple(sorted({(d.kind, d.kind_word) for d in conflicts})),
        names=tuple(sorted({name for d in conflicts for name in d.outlets}, key=str.casefold)),
        outlets=_outlet_lines(data, night),
        conflicts=len(conflicts),
        articles=sum(story.articles for story in stories),
    )


def night_head(data: ReportData, night: NightStatus, run_date: date, now: datetime) -> Night:
    """What is said at the top of every page: the date, what it is as of, and what went wrong."""
    shown = data.runs[0].run_date if data.runs else None
    fetched = night.data_as_of or (data.counts.newest_fetch if data.counts else None)
    written = data.counts.newest_article if data.counts else None
    return Night(
        date=phrases.day(run_date),
        status=night.status,
        title=phrases.NIGHTS[night.status],
        reasons=night.reasons,
        as_of=fetched or written,
        as_of_is="Data as of" if fetched or not written else "Newest article",
        made_at=now,
        shows=phrases.day(shown) if shown and shown != run_date else None,
    )


def _story_rank(story: StoryPage) -> tuple[float, int, str, str]:
    weight = max((d.score for d in story.divergences if d.is_conflict), default=0.0)
    return (-weight, -story.outlets, story.title, story.page)


def _outlet_lines(data: ReportData, night: NightStatus) -> tuple[OutletLine, ...]:
    names = {o.outlet: o.name or o.outlet for o in data.outlets}
    lines = []
    for outlet in night.outlets:
        sign, word = phrases.OUTLET_STATES.get(outlet.status, ("?", outlet.status))
        lines.append(
            OutletLine(
                page=outlet_page_name(outlet.outlet) if outlet.outlet in names else None,
                name=names.get(outlet.outlet, outlet.outlet),
                state=Symbol(key=outlet.status, sign=sign, word=word),
                candidates=outlet.candidates,
                articles=outlet.articles,
                reason=outlet.reason,
            )
        )
    worst_first = {"failed": 0, "blocked": 1, "partial": 2, "fetched": 3}
    return tuple(sorted(lines, key=lambda o: (worst_first.get(o.state.key, 0), o.name.casefold(), o.name)))


def _headlines(coverage: Coverage) -> tuple[Headline, ...]:
    return tuple(
        Headline(
            outlet=article.outlet_name,
            title=article.title,
            url=web_link(article.url),
            anchor=article_anchor(article.article_id),
            time=article.published_at or article.fetched_at,
            time_of="published" if article.published_at else "read",
            access=phrases.ACCESS.get(article.access or ""),
            words=article.word_count,
            copies=tuple(
                (copy.outlet_name, article_anchor(copy.article_id), web_link(copy.url))
                for copy in coverage.copies_of(article.article_id)
            ),
        )
        for article in coverage.data.articles
        if coverage.lead(article.article_id) == article.article_id
    )
