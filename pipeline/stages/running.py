"""A night's articles together with those of the stories that are still open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from pipeline.core.running import continued, still_open
from pipeline.core.stories import latest_versions
from pipeline.model import Article, Story, StoryChange, Window
from pipeline.ports import Encoder
from pipeline.settings import Comparison
from pipeline.stages import group
from pipeline.stages.group import Grouped


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """Stories that are open, and all versions of their articles."""

    stories: Sequence[Story] = ()
    articles: Sequence[Article] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Night:
    """What a night changed, and what the next one goes on from. Rows are sorted by id."""

    grouped: Grouped  # the stories that the night touched, and the copies in them
    articles: tuple[Article, ...]  # of those stories, all versions known
    changes: tuple[StoryChange, ...]
    running: Running = field(default_factory=Running)


def run(
    window: Window,
    articles: Sequence[Article],
    before: Running,
    encoder: Encoder,
    comparison: Comparison,
    languages: Sequence[str],
    owner_of: Mapping[str, str],
) -> Night:
    """Groups the night's articles and those of running stories anew, and tells what became of the stories.

    `articles` are the versions that the window saw, and of those articles the earlier ones. A story that the night
    neither adds to nor changes is not compared again: it keeps what was found of it. The same night after
    the same nights gives the same rows.
    """
    own = {a.article_id for a in articles}
    opened = still_open(before.stories, window.start)
    carried = {a for story in opened for a in story.article_ids}
    older = [a for a in before.articles if a.article_id in carried and a.article_id not in own]
    everything = sorted([*articles, *older], key=lambda a: (a.article_id, a.version))
    found = group.run(everything, encoder, comparison, languages, owner_of)
    told = continued(
        found.stories,
        opened,
        {a.article_id: a for a in latest_versions(everything)},
        {a.article_id for a in articles if window.saw(a)},
        end=window.end,
        quiet=timedelta(days=comparison.story_quiet_days),
    )
    touched = {a for story in told.touched for a in story.article_ids}
    left = still_open([*told.touched, *told.unchanged], window.end)
    kept = {a for story in left for a in story.article_ids}
    return Night(
        grouped=replace(
            found,
            stories=told.touched,
            syndication=tuple(c for c in found.syndication if not touched.isdisjoint(c.article_ids)),
        ),
        articles=tuple(a for a in everything if a.article_id in touched),
        changes=told.changes,
        running=Running(stories=left, articles=tuple(a for a in everything if a.article_id in kept)),
    )
