"""Nights one after the other, through the stages' files and the warehouse: stories grow, split, merge and close."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from pipeline import tables, wiring
from pipeline.adapters import warehouse
from pipeline.core.stories import origins_of, story_of
from pipeline.core.urls import article_id
from pipeline.ids import text_hash
from pipeline.model import Article
from pipeline.stages import group, handover, load
from pipeline.stages.group import Grouped
from pipeline.wiring import adapters

DAY = datetime(2026, 3, 2, tzinfo=UTC)
VIEWS = """outlets articles article_versions stories story_articles story_lineage sentences alignments claims
claim_sentences figures attributions framing_signals divergences divergence_evidence outlet_measures""".split()

FERRY = [
    "At least 11 people died when the ferry Arla sank off Dunmere on Monday, the coast guard said.",
    "Eleven people were killed as the ferry Arla went down near Dunmere on Monday, according to the coast guard.",
    "The ferry Arla, which sank off Dunmere on Monday, cost 14 people their lives, the coast guard said on Tuesday.",
    "Divers found the wreck of the ferry Arla off Dunmere; 14 people died when it sank, the coast guard said.",
]
BUDGET = [
    "Parliament in Velland passed the budget by 61 votes to 40 on Monday, with more for hospitals.",
    "Lawmakers in Velland approved the budget on Monday; 61 voted for it and 40 against, and hospitals gain.",
]
STRIKE = [
    "Drivers of Corvane's trams will strike on Friday over pay, their union said; 300 trams will stand still.",
    "A strike will halt 300 trams in Corvane on Friday, the drivers' union said on Tuesday.",
]


def night(number):
    return wiring.window_of((DAY + timedelta(days=number)).date())


def article(outlet, slug, text, number, hour=8):
    url = f"https://{outlet}.example/{slug}"
    title = text.split(",")[0][:70]
    at = DAY + timedelta(days=number, hours=hour)
    return Article(
        article_id=article_id(outlet, url),
        content_hash=text_hash(title, text),
        url=url,
        canonical_url=url,
        outlet=outlet,
        title=title,
        text=f"{text}\n\nIt was the first such thing in {number + 7} years, a witness told {outlet}.",
        published_at=at,
        first_seen_at=at,
        fetched_at=at,
        language="en",
        word_count=len(text.split()),
    )


@pytest.fixture
def nights(tmp_path, monkeypatch):
    """Runs nights in a folder of their own, in which collections are laid down as `load` leaves them."""
    (tmp_path / "outlets.toml").write_text("", encoding="utf-8")
    monkeypatch.setenv("PARALLAX_VAR", str(tmp_path / "var"))
    monkeypatch.setenv("PARALLAX_NOW", "2026-03-12T09:30:00+00:00")
    monkeypatch.setattr(adapters, "outlets", lambda: ())
    for module in ("comparison", "publication"):
        monkeypatch.setattr(f"pipeline.wiring.{module}.outlets", lambda: ())
    adapters.settings.cache_clear()
    yield Nights()
    adapters.settings.cache_clear()


class Nights:
    def lay(self, number, articles):
        path = wiring.settings().runs / night(number).key / load.STAGE / "articles.parquet"
        handover.write(path, tables.to_table(Article, load.with_versions(articles)), "none", "1")

    def run(self, number):
        for task in (wiring.group, wiring.align, wiring.compare, wiring.store):
            task(night(number))

    def rows(self, view):
        with warehouse.connect(wiring.settings().warehouse, read_only=True) as db:
            return sorted(db.execute(f"SELECT * FROM main.{view}").fetchall(), key=repr)

    def everything(self):
        return {view: self.rows(view) for view in VIEWS}

    def stories(self):
        """Slugs of each story's articles, by story_id, and the story's status."""
        with warehouse.connect(wiring.settings().warehouse, read_only=True) as db:
            found = db.execute(
                "SELECT s.story_id, s.status, s.article_count, a.url FROM stories s"
                " JOIN story_articles USING (story_id) JOIN articles a USING (article_id)"
            ).fetchall()
        told = {}
        for story_id, status, count, url in found:
            slugs = told.setdefault(story_id, (status, count, set()))[2]
            slugs.add(url.rsplit("/", 1)[1])
        assert all(count == len(slugs) for _, count, slugs in told.values())
        return {story_id: (status, frozenset(slugs)) for story_id, (status, _, slugs) in told.items()}

    def healthy(self):
        assert warehouse.failed_checks(wiring.settings().warehouse) == {}


@pytest.fixture
def labelled(monkeypatch):
    """Grouping by a label in the slug (`label-rest`), which `relabel` may change: what is tested is what follows."""
    labels = {}

    def run(articles, encoder, comparison, languages, owner_of):
        latest = {a.article_id: a for a in articles}
        origins = origins_of(latest.values(), (), owner_of)
        members = {}
        for a in latest.values():
            slug = a.url.rsplit("/", 1)[1]
            members.setdefault(labels.get(slug, slug.split("-")[0]), []).append(a)
        found = sorted((story_of(m, origins) for m in members.values()), key=lambda s: s.story_id)
        return Grouped(syndication=(), stories=tuple(found), origins=origins)

    monkeypatch.setattr(group, "run", run)
    return labels


def coverage():
    """Three nights: what is in each."""
    return [
        [
            article("argus", "ferry-a", FERRY[0], 0),
            article("beacon", "ferry-b", FERRY[1], 0, 9),
            article("argus", "budget-a", BUDGET[0], 0),
            article("courier", "budget-c", BUDGET[1], 0, 10),
        ],
        [
            article("courier", "ferry-c", FERRY[2], 1),
            article("argus", "strike-a", STRIKE[0], 1),
            article("beacon", "strike-b", STRIKE[1], 1, 9),
        ],
        [article("delta", "ferry-d", FERRY[3], 2)],
    ]


def test_nights_make_the_stories_of_one_pass(nights):
    parts = coverage()
    for number, articles in enumerate(parts):
        nights.lay(number, articles)
        nights.run(number)
        nights.healthy()
    told = {slugs for _, slugs in nights.stories().values()}
    everything = [a for part in parts for a in part]
    whole = group.run(everything, wiring.encoder(), wiring.settings().comparison, ("en",), {})
    slug = {a.article_id: a.url.rsplit("/", 1)[1] for a in everything}
    assert told == {frozenset(slug[a] for a in s.article_ids) for s in whole.stories}
    assert frozenset({"ferry-a", "ferry-b", "ferry-c", "ferry-d"}) in told
    assert set(nights.stories()) == {s.story_id for s in whole.stories}
    before = nights.everything()
    for number in (1, 0, 2):
        nights.run(number)
    assert nights.everything() == before


def test_a_story_grows_splits_merges_and_closes(nights, labelled):
    parts = coverage()
    nights.lay(0, parts[0])
    nights.run(0)
    first = {slugs: story_id for story_id, (_, slugs) in nights.stories().items()}
    ferry, budget = first[frozenset({"ferry-a", "ferry-b"})], first[frozenset({"budget-a", "budget-c"})]

    labelled["budget-c"] = "strike"  # it was of something else after all
    nights.lay(1, parts[1])
    nights.run(1)
    nights.healthy()
    second = nights.stories()
    assert second[ferry] == ("open", {"ferry-a", "ferry-b", "ferry-c"})
    strike = next(s for s, (_, slugs) in second.items() if "strike-a" in slugs)
    assert second[strike][1] == {"strike-a", "strike-b", "budget-c"}
    assert [row[:3] for row in nights.rows("story_lineage")] == [(strike, budget, "split")]

    labelled.update(dict.fromkeys(("strike-a", "strike-b", "budget-c"), "ferry"))
    nights.lay(2, parts[2])
    nights.run(2)
    nights.healthy()
    third = nights.stories()
    merged = next(s for s, (_, slugs) in third.items() if "ferry-d" in slugs)
    assert merged in (ferry, strike)
    assert len(third[merged][1]) == 7
    assert {row[2] for row in nights.rows("story_lineage")} == {"split", "merged"}
    assert ferry in third or strike in third
    assert not {ferry, strike} <= set(third)

    before = nights.everything()
    for number in (2, 1, 0, 1):
        nights.run(number)
    assert nights.everything() == before

    for number in (3, 4, 5, 6):
        nights.lay(number, [])
        nights.run(number)
    status = {slugs: status for status, slugs in nights.stories().values()}
    assert status[frozenset({"budget-a"})] == "closed"  # quiet for four days and more
    assert status[third[merged][1]] == "closed"


def test_what_is_new_on_a_closed_event_is_a_story_of_its_own(nights, labelled):
    nights.lay(0, coverage()[0])
    nights.run(0)
    nights.lay(5, [article("delta", "ferry-d", FERRY[3], 5)])
    nights.run(5)
    nights.healthy()
    slugs = [slugs for _, slugs in nights.stories().values()]
    assert frozenset({"ferry-d"}) in slugs
    assert frozenset({"ferry-a", "ferry-b"}) in slugs


def test_a_changed_article_of_a_running_story_is_compared_again(nights, labelled):
    parts = coverage()
    nights.lay(0, parts[0])
    nights.run(0)
    changed = article("beacon", "ferry-b", FERRY[1].replace("Eleven", "Fifteen"), 1)
    nights.lay(1, [changed])
    nights.run(1)
    nights.healthy()
    texts = {row[0] for row in nights.rows("sentences")}
    assert len(texts) == len(nights.rows("sentences"))
    versions = {(row[0], row[1]) for row in nights.rows("article_versions")}
    assert (changed.article_id, 2) in versions
    before = nights.everything()
    nights.run(0)
    nights.run(1)
    assert nights.everything() == before


def test_a_state_of_another_version_is_passed_over(nights, labelled, capsys):
    nights.lay(0, coverage()[0])
    nights.run(0)
    running = wiring.settings().runs / night(0).key / "group" / "running.parquet"
    table = handover.read(running)
    handover.write(running, table.drop_columns(["closes_at"]), "x", "y")
    nights.lay(1, coverage()[1])
    nights.run(1)
    assert re.search("stories_not_continued", capsys.readouterr().err)
    nights.healthy()
