"""Stories that go on from night to night: which found story is which running one, what split and what merged.

The articles of the stories still open are grouped anew together with the night's. A running story lives on in the
group that holds most of its articles, and that group bears its id; where several live on in one
group, they have merged, and what left a story for another group has split from it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from pipeline.core.stories import by_time
from pipeline.ids import content_id
from pipeline.model import Article, Story, StoryChange


@dataclass(frozen=True, slots=True, kw_only=True)
class Continued:
    """What a night makes of the stories: each list sorted by id."""

    touched: tuple[Story, ...]  # with new articles, or other articles than before
    unchanged: tuple[Story, ...]  # running stories that the night says nothing of
    changes: tuple[StoryChange, ...]


def continued(
    found: Iterable[Story],
    running: Iterable[Story],
    articles: Mapping[str, Article],
    fresh: set[str],
    *,
    end: datetime,
    quiet: timedelta,
) -> Continued:
    """Names the stories found among the articles of running stories and a night's.

    `articles` holds the latest version of every article; `fresh` are the ids of those that came with the night. A
    story closes `quiet` after the `end` of the night that brought its last article. Nothing depends on
    the order of `found` or `running`.
    """
    before = {story.story_id: story for story in running}
    home = {a: story.story_id for story in before.values() for a in story.article_ids}
    groups = sorted(found, key=lambda story: story.article_ids)
    heirs = _heirs(groups, before, home, articles)
    ids = _names(groups, heirs, before, articles)
    touched, unchanged = [], []
    for group, story_id in zip(groups, ids, strict=True):
        same = before.get(story_id)
        came = not fresh.isdisjoint(group.article_ids)
        if same and not came and same.article_ids == group.article_ids:
            unchanged.append(same)
            continue
        earlier = [before[home[a]].closes_at for a in group.article_ids if a in home]
        closes = end + quiet if came else max((t for t in earlier if t), default=end + quiet)
        touched.append(replace(group, story_id=story_id, closes_at=closes))
    return Continued(
        touched=tuple(sorted(touched, key=lambda story: story.story_id)),
        unchanged=tuple(sorted(unchanged, key=lambda story: story.story_id)),
        changes=_changes(groups, ids, heirs, home),
    )


def still_open(stories: Iterable[Story], moment: datetime) -> tuple[Story, ...]:
    """The stories that have not closed at the moment, sorted by id."""
    found = (story for story in stories if story.closes_at is None or story.closes_at > moment)
    return tuple(sorted(found, key=lambda story: story.story_id))


def _heirs(
    groups: Sequence[Story],
    before: Mapping[str, Story],
    home: Mapping[str, str],
    articles: Mapping[str, Article],
) -> dict[str, int]:
    """story_id -> index of the group that holds most of the story's articles; of several, its earlier articles."""
    held: dict[str, dict[int, list[Article]]] = defaultdict(lambda: defaultdict(list))
    for k, group in enumerate(groups):
        for article_id in group.article_ids:
            if article_id in home:
                held[home[article_id]][k].append(articles[article_id])
    return {
        story_id: min(parts, key=lambda k: (-len(parts[k]), min(map(by_time, parts[k]))))
        for story_id, parts in held.items()
        if story_id in before
    }


def _names(
    groups: Sequence[Story],
    heirs: Mapping[str, int],
    before: Mapping[str, Story],
    articles: Mapping[str, Article],
) -> list[str]:
    """The id of each group: that of the running story most of which lives on in it, else one of its own."""
    living: dict[int, list[str]] = defaultdict(list)
    for story_id, k in heirs.items():
        living[k].append(story_id)
    taken = set(before)
    named = []
    for k, group in enumerate(groups):
        members = set(group.article_ids)
        kept = min(
            living[k], key=lambda s: (-len(members.intersection(before[s].article_ids)), s), default=None
        )
        story_id = kept or _new_name(group, taken, articles)
        taken.add(story_id)
        named.append(story_id)
    return named


def _new_name(group: Story, taken: set[str], articles: Mapping[str, Article]) -> str:
    """The group's id, or where a running story bears that (it began with the same article), one of another member."""
    if group.story_id not in taken:
        return group.story_id
    for article_id in group.article_ids:
        other = content_id("story", article_id, articles[article_id].content_hash, "split")
        if other not in taken:
            return other
    return content_id("story", group.story_id, *group.article_ids)


def _changes(
    groups: Sequence[Story], ids: Sequence[str], heirs: Mapping[str, int], home: Mapping[str, str]
) -> tuple[StoryChange, ...]:
    changes = {
        StoryChange(story_id=ids[k], from_story_id=story_id, change="merged")
        for story_id, k in heirs.items()
        if ids[k] != story_id
    }
    for k, group in enumerate(groups):
        for story_id in {home[a] for a in group.article_ids if a in home}:
            if heirs[story_id] != k:
                changes.add(StoryChange(story_id=ids[k], from_story_id=story_id, change="split"))
    return tuple(sorted(changes, key=lambda c: (c.story_id, c.from_story_id, c.change)))
