import random
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from pipeline.ids import text_hash
from pipeline.model import Article, FeedState, Fetch, Outlet, OutletStatus
from pipeline.stages import discover, extract, fetch, handover, load
from pipeline.tables import from_table, to_table
from tests.unit.test_discover import atom
from tests.unit.test_extract import article

T0 = datetime(2026, 3, 10, tzinfo=UTC)


def version(article_id, text, hour, url="http://dunmere.test/a"):
    at = T0 + timedelta(hours=hour)
    return Article(
        article_id=article_id, content_hash=text_hash("T", text), url=url, canonical_url=url, outlet="dunmere", title="T",
        text=text, first_seen_at=at, fetched_at=at, word_count=1,
    )  # fmt: skip


def test_versions_follow_the_order_of_fetching():
    found = load.with_versions([version("a", "later", 5), version("b", "other", 3), version("a", "early", 1)])
    assert [(a.article_id, a.version, a.text) for a in found] == [
        ("a", 1, "early"),
        ("a", 2, "later"),
        ("b", 1, "other"),
    ]
    assert found[1].first_seen_at == T0 + timedelta(hours=1)


def test_the_same_text_again_is_no_new_version():
    found = load.with_versions([version("a", "one", 1), version("a", "two", 2), version("a", "one", 3)])
    assert [(a.version, a.text) for a in found] == [(1, "one"), (2, "two")]


@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.sampled_from(["x", "y", "z"]), st.integers(0, 4)), max_size=12
    ),
    st.randoms(use_true_random=False),
)
def test_versions_do_not_depend_on_the_order_of_input(rows, shuffle: random.Random):
    articles = [version(*row) for row in rows]
    expected = load.with_versions(articles)
    shuffle.shuffle(articles)
    assert load.with_versions(articles) == expected


def collect(outlet, window, made):
    found = discover.run(outlet, window, made, discover.Known())
    return extract.run(outlet, window, made.var, fetch.run(outlet, window, made, found.candidates, {}))


def outlet(name):
    return Outlet(outlet_id=name, name=name, feeds=(f"http://{name}.test/atom",))


def read(where):
    return (
        from_table(Article, handover.read(where.articles)),
        {s.outlet: s for s in from_table(OutletStatus, handover.read(where.statuses))},
    )


def two_sites(site):
    for name in ("north", "south"):
        site[f"http://{name}.test/atom"] = atom(f"http://{name}.test/1", f"http://{name}.test/2")
        site[f"http://{name}.test/1"], site[f"http://{name}.test/2"] = (
            article(f"{name} one"),
            article(f"{name} two"),
        )


def test_all_outlets_come_into_one_table_whatever_their_order(site, collector, window):
    two_sites(site)
    made = collector()
    for name in ("south", "north"):
        collect(outlet(name), window, made)
    where = load.run(made.runs, window, ["south", "north"])
    articles, statuses = read(where)
    assert sorted(a.title for a in articles) == ["north one", "north two", "south one", "south two"]
    assert [a.article_id for a in articles] == sorted(a.article_id for a in articles)
    assert {s.status for s in statuses.values()} == {"fetched"}
    assert len(from_table(FeedState, handover.read(where.feeds))) == 2
    fetches = from_table(Fetch, handover.read(where.fetches))
    assert (
        len(fetches) == len({f.fetch_id for f in fetches}) == 2 * (2 + 4)
    )  # feed, pages, robots.txt of each stage, tdmrep.json
    assert {a.fetch_id for a in articles} <= {f.fetch_id for f in fetches}
    before = where.articles.read_bytes()
    where.articles.unlink()
    assert load.run(made.runs, window, ["north", "south"]).articles.read_bytes() == before


def test_an_outlet_that_failed_is_told_and_harms_no_other(site, collector, window):
    two_sites(site)
    made = collector()
    collect(outlet("north"), window, made)
    shard = collect(outlet("south"), window, made).articles
    shard.write_bytes(b"damaged")
    load.tell_status(made.runs, window, "west", "failed", "ArchiveError: no room")
    articles, statuses = read(load.run(made.runs, window, ["north", "south", "east", "west"]))
    assert {a.outlet for a in articles} == {"north"}
    assert {name: s.status for name, s in statuses.items()} == {
        "north": "fetched", "south": "failed", "east": "failed", "west": "failed",
    }  # fmt: skip
    assert "cannot be read as Parquet" in statuses["south"].reason
    assert statuses["east"].reason == "its collection left nothing"
    assert statuses["west"].reason == "ArchiveError: no room"


def test_word_of_a_failure_gives_way_to_a_later_success(site, collector, window):
    two_sites(site)
    made = collector()
    load.tell_status(made.runs, window, "north", "failed", "first try")
    assert read(load.run(made.runs, window, ["north"]))[1]["north"].status == "failed"
    collect(outlet("north"), window, made)
    assert read(load.run(made.runs, window, ["north"]))[1]["north"].status == "fetched"


def test_nothing_to_load_is_an_empty_table(tmp_path, window):
    where = load.run(tmp_path, window, [])
    assert handover.read(where.articles).schema.equals(to_table(Article, []).schema)
    assert read(where) == ([], {})
