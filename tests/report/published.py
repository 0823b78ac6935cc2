"""Writes a published database by hand: rows by name, offsets found from the words themselves."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb

from pipeline.ids import content_id

NIGHT = datetime(2026, 5, 4, tzinfo=UTC)


def at(hour: int, minute: int = 0, *, day: int = 4) -> datetime:
    return datetime(2026, 5, day, hour, minute, tzinfo=UTC)


class Published:
    """A database in the making: `write` puts it on the disk."""

    def __init__(self) -> None:
        self.rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self.texts: dict[tuple[str, int], tuple[str, str]] = {}
        self.latest: dict[str, int] = {}
        self.outlet_of: dict[str, str] = {}

    def add(self, table: str, **row: Any) -> None:
        self.rows[table].append(row)

    def run(self, run_id: str, day: datetime) -> None:
        self.add("runs", run_id=run_id, run_date=day.date(), window_start=day, window_end=day + timedelta(days=1),
                 finished_at=day + timedelta(days=1, hours=1))  # fmt: skip

    def outlet(self, outlet: str, name: str, owner: str | None = None) -> None:
        self.add("outlets", outlet=outlet, name=name, owner=owner)

    def story(self, story_id: str, title: str, articles: list[str], **more: Any) -> None:
        outlets = {self.outlet_of[a] for a in articles}
        self.add("stories", **{"story_id": story_id, "title": title, "article_count": len(articles),
                 "outlet_count": len(outlets), "origin_count": len(outlets), "status": "open"} | more)  # fmt: skip
        for article in articles:
            self.add("story_articles", story_id=story_id, article_id=article)

    def article(
        self,
        article: str,
        outlet: str,
        title: str,
        *paragraphs: list[str],
        published_at: datetime | None = None,
        version: int = 1,
        earlier: bool = False,
        **more: Any,
    ) -> str:
        """An article of paragraphs of sentences; `earlier` writes a version that has been replaced."""
        text = "\n\n".join(" ".join(p) for p in paragraphs)
        self.texts[article, version] = (title, text)
        self.outlet_of[article] = outlet
        fetched = more.pop("fetched_at", at(20))
        if not earlier:
            self.latest[article] = version
            self.add("articles", **{"article_id": article, "url": f"https://{outlet}.example/{article}",
                     "canonical_url": f"https://{outlet}.example/{article}", "outlet": outlet, "title": title,
                     "text": text, "published_at": published_at, "fetched_at": fetched, "first_seen_at": fetched,
                     "word_count": len(text.split()), "access": "full", "version": version, "language": "en",
                     "is_syndicated_copy": False} | more)  # fmt: skip
        self.add(
            "article_versions",
            article_id=article,
            version=version,
            title=title,
            text=text,
            fetched_at=fetched,
        )
        spans = [("headline", 0, len(title))]
        start = 0
        for paragraph in paragraphs:
            for sentence in paragraph:
                start = text.index(sentence, start)
                spans.append(("body", start, start + len(sentence)))
                start += len(sentence)
        for position, (section, first, last) in enumerate(spans):
            source = title if section == "headline" else text
            self.add("sentences", sentence_id=content_id(article, version, position), article_id=article, version=version,
                     position=position, section=section, text=source[first:last], char_start=first, char_end=last,
                     is_quote=False)  # fmt: skip
        return article

    def find(
        self, article: str, words: str, *, version: int | None = None, headline: bool = False
    ) -> dict[str, Any]:
        """Where words stand: the sentence and offsets."""
        version = version or self.latest[article]
        title, text = self.texts[article, version]
        start = (title if headline else text).index(words)
        section = "headline" if headline else "body"
        sentence = next(
            s for s in self.rows["sentences"]
            if (s["article_id"], s["version"], s["section"]) == (article, version, section)
            and s["char_start"] <= start < s["char_end"]
        )  # fmt: skip
        return {"sentence_id": sentence["sentence_id"], "char_start": start, "char_end": start + len(words)}

    def divergence(
        self, divergence: str, story: str, kind: str, subtype: str, summary: str, **more: Any
    ) -> None:
        self.add("divergences", **{"divergence_id": divergence, "run_id": "run2", "story_id": story, "scope": "cross_outlet",
                 "kind": kind, "subtype": subtype, "severity": 0.6, "confidence": 0.8, "summary": summary,
                 "first_seen_run": "run2", "last_seen_run": "run2"} | more)  # fmt: skip

    def side(
        self, divergence: str, side: int, value: str, article: str, words: str | None, **where: Any
    ) -> None:
        version = where.get("version") or self.latest[article]
        found = self.find(article, words, **where) if words is not None else {}
        self.add("divergence_evidence", divergence_id=divergence, side=side, outlet=self.outlet_of[article], article_id=article,
                 version=version, quote=words, value=value, **found)  # fmt: skip

    def claim(self, claim: str, story: str, text: str, *members: tuple[str, str, str]) -> None:
        """A claim of (stance, article, words in the sentence)."""
        self.add("claims", claim_id=claim, story_id=story, text=text, sentence_count=len(members),
                 outlet_count=len(members), origin_count=len(members))  # fmt: skip
        for stance, article, words in members:
            self.add(
                "claim_sentences",
                claim_id=claim,
                stance=stance,
                sentence_id=self.find(article, words)["sentence_id"],
            )

    def figure(self, article: str, words: str, low: float | None, high: float | None, **more: Any) -> None:
        where = {k: more.pop(k) for k in ("headline", "version") if k in more}
        found = self.find(article, words, **where)
        self.add("figures", **found, **{"figure_id": content_id("figure", *found.values()), "text": words, "kind": "count",
                 "value_low": low, "value_high": high, "low_open": low is None, "high_open": high is None,
                 "approximator": "exact"} | more)  # fmt: skip

    def attribution(
        self, attribution: str, article: str, source: str, content: str, quote_type: str = "direct"
    ) -> None:
        found = self.find(article, content)
        self.add("attributions", attribution_id=attribution, sentence_id=found["sentence_id"], source=source.lower(),
                 source_text=source, cue="said", quote_type=quote_type, content_start=found["char_start"],
                 content_end=found["char_end"])  # fmt: skip

    def word(self, article: str, words: str, target: str, type_: str = "label") -> None:
        found = self.find(article, words)
        self.add("framing_signals", signal_id=content_id("word", *found.values()), type=type_, target=target, score=0.9,
                 method="test", **found)  # fmt: skip

    def write(self, file: Path, *, shuffle: int | None = None) -> Path:
        """Writes the rows, in the order given or shuffled."""
        with duckdb.connect(str(file)) as connection:
            connection.execute("SET TimeZone = 'UTC'")
            connection.execute((Path(__file__).parent / "views.sql").read_text(encoding="utf-8"))
            for table, rows in self.rows.items():
                if shuffle is not None:
                    random.Random(shuffle).shuffle(rows)
                for row in rows:
                    names = ", ".join(row)
                    marks = ", ".join("?" for _ in row)
                    connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(row.values()))
            self._place(connection)
        return file

    @staticmethod
    def _place(connection: duckdb.DuckDBPyConnection) -> None:
        """The columns that say in which story a row stands, from the rows that make it so."""
        by_article = "(SELECT story_id FROM story_articles s WHERE s.article_id = {}.article_id)"
        by_sentence = "(SELECT in_story FROM sentences s WHERE s.sentence_id = {}.sentence_id)"
        of_claim = "(SELECT story_id FROM claims c WHERE c.claim_id = {}.claim_id)"
        of_divergence = "(SELECT story_id FROM divergences d WHERE d.divergence_id = {}.divergence_id)"
        for table, found in (
            ("articles", by_article),
            ("sentences", by_article),
            ("figures", by_sentence),
            ("attributions", by_sentence),
            ("framing_signals", by_sentence),
            ("claim_sentences", of_claim),
            ("divergence_evidence", of_divergence),
        ):
            connection.execute(f"ALTER TABLE {table} ADD COLUMN in_story VARCHAR")
            connection.execute(f"UPDATE {table} SET in_story = {found.format(table)}")
