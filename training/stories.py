#!/usr/bin/env python3
"""Trains the model that judges whether two articles cover one event, and writes it as plain arrays.

    python training/stories.py SET [SET ...] [--lightly SET ...] [--among FILE] [--others] [--cache FOLDER] [--write]

Each SET is a JSON Lines file (gzip or plain) of articles with `url`, `outlet`, `title`, `text`, `published_at` and
`story`. Prints B-cubed of stories found by models that had not seen the stories that they judge (four folds of
stories over all sets), and with --others by models trained on the other sets alone. With --among, the first set is
learnt a second time between articles without labels, and scored there too: what makes two articles alike
must mean the same among four hundred as among nine thousand. Sets after --lightly count for less: invented
coverage, in which all that is written of an event stands within a day or two, would else part what goes on for
weeks. With --write, a model trained on all replaces `models/stories.json.gz`. Every choice is seeded.

Besides the sets as they are, smaller collections are drawn from them, by whole stories, so that the model learns what
holds in sparse coverage as in dense, and of five articles as of thousands; in these, one date in seven is wrong, as
crawled dates are.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from story_looks import Collection, Lessons, by_model, weigh

from benchmarks.stories import b_cubed
from pipeline.adapters.coverage import read_coverage
from pipeline.adapters.encoder import SentenceEncoder
from pipeline.adapters.story_model import FILE, write_story_model
from pipeline.adapters.vector_cache import VectorCache
from pipeline.core.linkage import average_link
from pipeline.core.story_features import pair_features
from pipeline.core.story_similarity import candidate_pairs, edges_of
from pipeline.core.story_views import lead_text, views_of
from pipeline.model import Article

LARGE = 1_000  # articles from which smaller collections are drawn
DRAWN = ((0.10, 1), (0.10, 2), (0.30, 3))  # share of the stories, seed
FEW = tuple((n, 100 + n) for n in (2, 2, 3, 3, 4, 5, 6, 8, 10, 12))  # stories of tiny collections, seed
WRONG_DATES = 0.15
LIGHTLY = 0.3  # how much a set after --lightly counts
AMONG = 2.0  # how much more the first set counts where it stands among others
THRESHOLDS = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55)


def read(path: Path) -> tuple[list[Article], list[str | None]]:
    """The articles of a file, each URL once, and the story of each."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        rows = {row["url"]: row for row in map(json.loads, lines)}
    articles = {a.url: a for a in read_coverage(path, lambda _: "en")}
    name = named(path)
    stories = [f"{name}:{rows[url]['story']}" if rows[url].get("story") else None for url in articles]
    return list(articles.values()), stories


def named(path: Path) -> str:
    return path.name.split(".")[0] if path.name != "articles.jsonl" else path.parent.name


def with_one_name(coverage: dict[str, tuple[list[Article], list[str | None]]]) -> None:
    """Gives a story that several sets hold one name in all, so that no fold and no other set gives it away."""
    home: dict[str, str] = {}
    for name, (articles, stories) in coverage.items():
        before = {s: home[a.url] for a, s in zip(articles, stories, strict=True) if s and a.url in home}
        renamed = [before.get(s, s) if s else None for s in stories]
        coverage[name] = (articles, renamed)
        home |= {a.url: s for a, s in zip(articles, renamed, strict=True) if s}


def collection(
    source: str, articles: list[Article], stories: list[str | None], encoder: SentenceEncoder
) -> Collection:
    leads = encoder.encode([lead_text(a) for a in articles])
    views = views_of(articles, leads, encoder.encode([a.title for a in articles]))
    pairs = candidate_pairs(views)
    return Collection(source, stories, pairs, pair_features(views, pairs))


def among(
    source: str,
    articles: list[Article],
    stories: list[str | None],
    others: list[Article],
    encoder: SentenceEncoder,
) -> Collection:
    """The articles between others, of which no story is known."""
    return collection(source, articles + others, [*stories, *[None] * len(others)], encoder)


def without(one: Collection, stories: set[str | None]) -> Collection:
    """The collection with these stories as unlabelled articles."""
    left = [None if s in stories else s for s in one.stories]
    return Collection(one.source, left, one.pairs, one.features, one.weight)


def drawn(stories: list[str | None], number: int, seed: int) -> list[int]:
    """Indices of the articles of some of the stories."""
    names = sorted({s for s in stories if s})
    chosen = set(np.random.default_rng(seed).choice(names, number, replace=False))
    return [i for i, s in enumerate(stories) if s in chosen]


def misdated(articles: list[Article], seed: int) -> list[Article]:
    """The articles with some dates moved by two days to a year, as those of crawled pages are."""
    draw = np.random.default_rng(seed)
    out = []
    for article in articles:
        days = float(np.exp(draw.uniform(np.log(2), np.log(400))))
        if draw.random() < WRONG_DATES and article.published_at:
            out.append(replace(article, published_at=article.published_at + timedelta(days=days)))
        else:
            out.append(article)
    return out


def training_collections(
    source: str, articles: list[Article], stories: list[str | None], encoder: SentenceEncoder
) -> list[Collection]:
    found = [collection(source, articles, stories, encoder)]
    count = len({s for s in stories if s})
    draws = [(few, 97 * seed + k) for k, (few, seed) in enumerate(FEW) if few < count]
    if len(articles) >= LARGE:
        draws += [(int(count * share), seed) for share, seed in DRAWN]
    for number, seed in draws:
        rows = drawn(stories, number, seed)
        chosen = misdated([articles[i] for i in rows], seed)
        found.append(collection(source, chosen, [stories[i] for i in rows], encoder))
    weigh(found)
    return found


def scores(one: Collection, probability: np.ndarray) -> str:
    edges = edges_of(one.pairs, probability)
    told = []
    gold = {str(i): s for i, s in enumerate(one.stories) if s}
    for threshold in THRESHOLDS:
        labels = average_link(len(one.stories), edges, threshold)
        precision, recall = b_cubed({str(i): str(label) for i, label in enumerate(labels)}, gold)
        score = 2 * precision * recall / (precision + recall)
        told.append(f"{threshold}: {precision:.3f}/{recall:.3f}/{score:.4f}")
    return "  ".join(told)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sets", nargs="+", type=Path)
    parser.add_argument("--lightly", nargs="*", type=Path, default=[], help="sets that count for less")
    parser.add_argument("--among", type=Path, help="articles without labels to mix into the first set")
    parser.add_argument("--others", action="store_true", help="score models of the other sets alone, too")
    parser.add_argument("--cache", type=Path, help="where vectors are kept")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    began = time.monotonic()
    store: Callable[[str], VectorCache] | None = None
    if options.cache:
        store = lambda revision: VectorCache(options.cache, revision, 1)  # noqa: E731
    encoder = SentenceEncoder(store_of=store)
    coverage = {named(path): read(path) for path in (*options.sets, *options.lightly)}
    with_one_name(coverage)
    parts = {name: training_collections(name, *rows, encoder) for name, rows in coverage.items()}
    for one in (c for path in options.lightly for c in parts[named(path)]):
        one.weight *= LIGHTLY
    scored = [(name, found[0]) for name, found in parts.items()]
    if options.among:
        first = scored[0][0]
        mixed = among(first, *coverage[first], read(options.among)[0], encoder)
        mixed.weight = AMONG * parts[first][0].weight
        parts[first].append(mixed)
        scored.append((f"{first} among {named(options.among)}", mixed))
    everything = [one for found in parts.values() for one in found]
    print(f"{sum(len(c.pairs) for c in everything)} pairs, {time.monotonic() - began:.0f} s", flush=True)
    lessons = Lessons(everything)
    print(f"folds fitted, {time.monotonic() - began:.0f} s", flush=True)
    if options.write:
        write_story_model(lessons.model())
        print(f"wrote {FILE} ({FILE.stat().st_size} bytes), {time.monotonic() - began:.0f} s", flush=True)
    print("B-cubed precision/recall/F1 at each threshold; by models that had not seen the stories:")
    for (name, one), told in zip(scored, lessons.by_folds([one for _, one in scored]), strict=True):
        print(f"  {name}\n    {scores(one, told)}", flush=True)
    if options.others:
        print("by models trained on the other sets alone:")
        for name in parts:
            own = set(coverage[name][1])
            model = Lessons([without(one, own) for one in everything if one.source != name]).model()
            for label, one in scored:
                if one.source == name:
                    print(f"  {label}\n    {scores(one, by_model(one, model))}", flush=True)
    print(f"{time.monotonic() - began:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
