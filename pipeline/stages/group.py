"""Articles into syndication groups and stories."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.adapters.story_model import story_model
from pipeline.core.near_duplicates import find_copies
from pipeline.core.stories import find_stories, is_comparable, latest_versions, origins_of, story_of
from pipeline.core.story_views import lead_text
from pipeline.model import Article, Story, SyndicationGroup
from pipeline.ports import Encoder, Vectors
from pipeline.settings import Comparison

VERSION = "1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouped:
    """What was found: rows sorted by id."""

    syndication: tuple[SyndicationGroup, ...]
    stories: tuple[Story, ...]  # every article stands in exactly one
    origins: Mapping[str, str]  # article_id -> origin


def run(
    articles: Sequence[Article],
    encoder: Encoder,
    comparison: Comparison,
    languages: Sequence[str],
    owner_of: Mapping[str, str],
) -> Grouped:
    """Groups the latest version of each article; the order of the articles changes nothing.

    Articles in a language that the models don't cover, and blocked ones, are stories of their own.
    `owner_of` maps an outlet to its owner; who is not in it owns itself.
    """
    latest = latest_versions(articles)
    usable = [article for article in latest if is_comparable(article, languages)]
    copies = find_copies(usable, threshold=comparison.copy_threshold)
    origins = origins_of(latest, copies, owner_of)
    stories = find_stories(
        usable,
        _vectors(usable, [lead_text(article) for article in usable], encoder),
        _vectors(usable, [article.title for article in usable], encoder),
        copies,
        model=story_model(),
        origins=origins,
        threshold=comparison.story_threshold,
    )
    left = {article.article_id for article in usable}
    alone = [story_of([a], origins) for a in latest if a.article_id not in left]
    return Grouped(
        syndication=copies,
        stories=tuple(sorted((*stories, *alone), key=lambda story: story.story_id)),
        origins=origins,
    )


def _vectors(articles: Sequence[Article], texts: Sequence[str], encoder: Encoder) -> dict[str, Vectors]:
    found = encoder.encode(texts)
    return {article.article_id: vector for article, vector in zip(articles, found, strict=True)}
