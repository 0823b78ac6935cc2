"""Stories: which articles cover one event.

A trained model judges by what two articles share (words, meaning, names, figures, time), and then by what third
articles say of them, how likely they cover one event. Each article's nearest neighbours make a sparse graph;
average-link agglomeration on it joins two groups only when their articles belong together on the average, so
that no chain of look-alikes runs stories together. Nothing needs memory for all pairs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from pipeline.core.linkage import average_link
from pipeline.core.story_similarity import StoryModel, likeness_of_neighbours
from pipeline.ids import content_id
from pipeline.model import Article, Story, SyndicationGroup

STORY_THRESHOLD = 0.45


def origins_of(
    articles: Iterable[Article], copies: Iterable[SyndicationGroup], owner_of: Mapping[str, str]
) -> dict[str, str]:
    """article_id -> origin id: articles that copy one text, or whose outlets have one owner, share theirs.

    `owner_of` maps outlets to owners; an outlet that it does not name owns itself. All copies of a text
    have their source's origin; what else their outlets published keeps its owner's.
    """
    origins = {a.article_id: content_id("origin", owner_of.get(a.outlet) or a.outlet) for a in articles}
    for group in copies:
        source = origins.get(group.source_article_id)
        for article_id in group.article_ids:
            if source is not None and article_id in origins:
                origins[article_id] = source
    return origins


def find_stories(
    articles: Iterable[Article],
    leads: Mapping[str, NDArray[np.float32]],
    headlines: Mapping[str, NDArray[np.float32]],
    copies: Iterable[SyndicationGroup] = (),
    *,
    model: StoryModel,
    origins: Mapping[str, str],
    threshold: float = STORY_THRESHOLD,
) -> tuple[Story, ...]:
    """Every article in exactly one story, sorted by story_id; an article that stands alone is a story of one.

    `leads` and `headlines` hold a unit vector of `lead_text(article)` and of the title for each article_id.
    `threshold` is the mean probability (0 to 1) that two groups need to be one. Articles without a date are
    judged by content alone. Copies of one text are always in one story.
    """
    ordered = sorted(articles, key=lambda article: article.article_id)
    if not ordered:
        return ()
    index = {article.article_id: i for i, article in enumerate(ordered)}
    edges = likeness_of_neighbours(
        ordered,
        np.stack([leads[article.article_id] for article in ordered]).astype(np.float32),
        np.stack([headlines[article.article_id] for article in ordered]).astype(np.float32),
        model,
    )
    together = [
        [index[article_id] for article_id in group.article_ids if article_id in index] for group in copies
    ]
    labels = average_link(len(ordered), edges, threshold, start=together)
    members: dict[int, list[Article]] = defaultdict(list)
    for article, label in zip(ordered, labels, strict=True):
        members[label].append(article)
    return tuple(sorted((story_of(group, origins) for group in members.values()), key=lambda s: s.story_id))


def story_of(articles: Sequence[Article], origins: Mapping[str, str]) -> Story:
    """The story that these articles make up, named after the first published."""
    first = min(articles, key=by_time)
    times = [article.published_at for article in articles if article.published_at]
    return Story(
        story_id=content_id("story", first.article_id, first.content_hash),
        title=first.title,
        article_ids=tuple(sorted(article.article_id for article in articles)),
        first_published_at=min(times, default=None),
        last_published_at=max(times, default=None),
        outlet_count=len({article.outlet for article in articles}),
        origin_count=origin_count((article.article_id for article in articles), origins),
    )


def origin_count(article_ids: Iterable[str], origins: Mapping[str, str]) -> int:
    """How many independent origins the articles have."""
    return len({origins[article_id] for article_id in article_ids})


def latest_versions(articles: Iterable[Article]) -> list[Article]:
    """The newest version of each article, sorted by article_id."""
    newest: dict[str, Article] = {}
    for article in articles:
        known = newest.get(article.article_id)
        if known is None or _version_key(article) > _version_key(known):
            newest[article.article_id] = article
    return [newest[article_id] for article_id in sorted(newest)]


def _version_key(article: Article) -> tuple[int, float, str]:
    fetched = article.fetched_at.timestamp() if article.fetched_at else 0.0
    return (article.version, fetched, article.content_hash)


def is_comparable(article: Article, languages: Collection[str]) -> bool:
    """Whether the text can be compared: it is there, and in a covered language (or in none detected)."""
    covered = article.language is None or article.language.split("-")[0].casefold() in languages
    return covered and article.access != "blocked" and bool(article.text.strip())


def by_time(article: Article) -> tuple[bool, float, str]:
    """Sorts articles by when they were published, those without a date last."""
    when: datetime | None = article.published_at
    return (when is None, when.timestamp() if when else 0.0, article.article_id)
