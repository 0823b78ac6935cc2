"""How long the report of a large night takes to render, and how large it is: 300 stories, 1,500 articles.

The demo's coverage is lengthened to the size of real articles, compared once, and repeated: every repetition has
ids and outlets of its own, and puts other words of the same length for its words, so that offsets hold, text is as
dense as text is, and no compressor and no cache meets the same sentence twice.
"""

from __future__ import annotations

import argparse
import functools
import json
import random
import re
import resource
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.measurement import Measure
from benchmarks.product import Row, command, compare, write_rows
from demo.articles import load_coverage

NAME = "report"
TIMES = 30  # repetitions of the demo's stories
OUTLETS = 10  # repetitions of each outlet: the others are further stories of the same
LENGTH = 3500  # characters of an article, about what news articles have
MOST_SECONDS = 30.0
MOST_BYTES = 60_000_000
_WORD = re.compile(r"[A-Za-z]+")
_IDS = ("_id", "sentence_a", "sentence_b", "in_story", "in_article")
_TEXTS = frozenset("title text byline quote summary referent source_text source cue target value".split())
_KEPT = frozenset("run_id first_seen_run last_seen_run".split())


def report_speed(_: Path, folder: Path) -> list[Measure]:
    """Seconds and bytes of rendering, beside what is asked: under 30 s and 60 MB."""
    base, night, told = folder / "base.duckdb", folder / "night.duckdb", folder / "told.json"
    write_rows(folder / "articles.jsonl", coverage())
    compare(folder / "articles.jsonl", base)
    repeat(base, night)
    command([sys.executable, "-m", "benchmarks.report_speed", str(night), str(folder / "report"), str(told)])
    figures = json.loads(told.read_text(encoding="utf-8"))
    within = float(figures["megabytes"] * 1e6 <= MOST_BYTES)
    return [
        *(Measure(set=NAME, name=name, value=value, kind="info") for name, value in figures.items()),
        Measure(
            set=NAME,
            name="share of the seconds allowed",
            value=figures["seconds"] / MOST_SECONDS,
            kind="info",
        ),
        Measure(set=NAME, name="within the size allowed", value=within),
    ]


def coverage() -> Iterator[Row]:
    """The demo's articles, each lengthened by paragraphs of other events in other words."""
    articles = [a for a in load_coverage() if a.language == "en"]
    draw = random.Random(7)
    for number, article in enumerate(articles):
        text = article.text
        others = [p for a in articles if a.event != article.event for p in a.paragraphs]
        while len(text) < LENGTH and not article.copy_of:
            text += "\n\n" + str(other_words(draw.choice(others), 1000 + number))
        yield {
            "url": article.url, "outlet": article.outlet, "title": article.title, "text": text,
            "published_at": article.published_at.isoformat(),
        }  # fmt: skip


@functools.cache
def _vocabulary() -> dict[int, list[str]]:
    """The demo's words in small letters, by their length."""
    words = {
        w.lower() for a in load_coverage() if a.language == "en" for w in _WORD.findall(f"{a.title} {a.text}")
    }
    return {n: sorted(w for w in words if len(w) == n) for n in {len(w) for w in words}}


@functools.cache
def _exchange(seed: int) -> dict[str, str]:
    draw = random.Random(seed)
    return {
        word: other
        for words in _vocabulary().values()
        for word, other in zip(words, draw.sample(words, len(words)), strict=True)
    }


def other_words(text: str | None, seed: int) -> str | None:
    """The text with each word exchanged for another of its length, the same one throughout a seed."""
    exchange = _exchange(seed)

    def exchanged(found: re.Match[str]) -> str:
        word = found[0]
        other = exchange.get(word.lower(), word)
        return other.upper() if word.isupper() else other.capitalize() if word[0].isupper() else other

    return text and _WORD.sub(exchanged, text)


def repeat(base: Path, target: Path, times: int = TIMES) -> None:
    """Writes a database with the public views' rows as tables, each row `times` times."""
    import duckdb

    from pipeline.queries import names

    views = [name.rpartition("/")[2] for name in names("report/exports")]
    with duckdb.connect(str(target)) as connection:
        connection.execute(f"ATTACH '{base}' AS base (READ_ONLY)")
        connection.create_function("other_words", other_words, ["VARCHAR", "INTEGER"], "VARCHAR")
        for view in views:
            columns = connection.execute(f"DESCRIBE base.main.{view}").fetchall()
            once = view in {"runs", "review_precision"}
            told = ", ".join(
                f"{_told(name, kind) if not once else name} AS {name}" for name, kind, *_ in columns
            )
            of_outlets = view in {"outlets", "outlet_measures", "outlet_status", "feed_health"}
            rows = "" if once else f", range({OUTLETS if of_outlets else times}) AS copies(k)"
            connection.execute(f"CREATE TABLE {view} AS SELECT {told} FROM base.main.{view}{rows}")
        connection.execute("DETACH base")


def _told(name: str, kind: str) -> str:
    """The expression for a column of a repeated row."""
    if name in _KEPT:
        return name
    if name == "side_outlets":
        return f"list_transform({name}, x -> x || '-' || (k % {OUTLETS}))"
    if kind == "VARCHAR[]":
        return f"list_transform({name}, x -> substr(md5(x || k), 1, 16))"
    if name.endswith(_IDS):
        return f"substr(md5({name} || k), 1, 16)"
    if name == "outlet":
        return f"{name} || '-' || (k % {OUTLETS})"
    if name in {"url", "canonical_url"}:
        return f"{name} || '-' || k"
    return f"other_words({name}, k::INTEGER)" if name in _TEXTS and kind == "VARCHAR" else name


def main() -> int:
    """Renders once and writes what it took."""
    import duckdb

    from pipeline.report.build import render
    from pipeline.report.status import NightStatus

    parser = argparse.ArgumentParser()
    for name in ("database", "report", "out"):
        parser.add_argument(name, type=Path)
    options = parser.parse_args()
    with duckdb.connect(str(options.database), read_only=True) as connection:
        day, articles = connection.execute(
            "SELECT max(run_date), (SELECT sum(article_count) FROM stories WHERE article_count > 1) FROM runs"
        ).fetchall()[0]
    began = time.perf_counter()
    summary = render(
        options.database,
        options.report,
        run_date=day,
        now=datetime(2026, 4, 1, tzinfo=UTC),
        night=NightStatus(),
    )
    seconds = time.perf_counter() - began
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    pages = [f.stat().st_size for f in options.report.glob("story-*.html")]
    exports = sum(f.stat().st_size for f in (options.report / "data").iterdir())
    told = {
        "stories": summary.stories,
        "articles": articles,
        "seconds": seconds,
        "CPU seconds": sum(u.ru_utime + u.ru_stime for u in used),
        "megabytes": summary.bytes / 1e6,
        "kilobytes a story page": sum(pages) / len(pages) / 1e3,
        "kilobytes of exports an article": exports / articles / 1e3,
        "gigabytes of memory": used[0].ru_maxrss / 2**20,
    }
    options.out.write_text(json.dumps(told), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
