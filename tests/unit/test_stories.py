"""Stories: one event each, no chains, origins counted once."""

import random
from datetime import UTC, datetime, timedelta

import numpy as np

from pipeline.adapters.story_model import story_model
from pipeline.core.linkage import average_link
from pipeline.core.stories import find_stories, is_comparable, latest_versions, origins_of
from pipeline.ids import content_id
from pipeline.model import Article, SyndicationGroup

START = datetime(2026, 3, 2, 8, tzinfo=UTC)
BARGE = [
    "A barge laden with gravel sank off the quay at Tarn on Monday, and its two sailors were pulled out by anglers.",
    "Two sailors were saved by anglers when their gravel barge went down at the Tarn quay on Monday.",
    "Anglers rescued both sailors of a barge that sank with its gravel beside Tarn's quay, the harbour master said.",
]
BUDGET = [
    "Velland's parliament passed the budget by 61 votes to 40 late on Monday, with money for schools and hospitals.",
    "Lawmakers in Velland approved a budget on Monday night; 61 voted for it and 40 against, hospitals gain most.",
    "The budget of Velland is through parliament: 61 members backed the spending on hospitals and schools.",
]
ALONE = (
    "A comet will be seen above the northern hills next week, astronomers at the Orrow observatory expect."
)


def article(name, outlet, text, *, hours=0.0, **more):
    fields = {"published_at": START + timedelta(hours=hours), "fetched_at": START} | more
    return Article(
        article_id=name,
        content_hash=f"hash-{name}",
        url=f"https://{outlet}.example/{name}",
        canonical_url=f"https://{outlet}.example/{name}",
        outlet=outlet,
        title=text.split(",")[0][:60],
        text=text,
        word_count=len(text.split()),
        **fields,
    )


def coverage():
    rows = [article(f"b{i}", f"outlet{i}", text, hours=i) for i, text in enumerate(BARGE)]
    rows += [article(f"v{i}", f"outlet{i}", text, hours=i) for i, text in enumerate(BUDGET)]
    return [*rows, article("z", "outlet9", ALONE)]


def vectors_of(articles):
    """Vectors of the events, with a little of each article's own."""
    found = {}
    for number, a in enumerate(sorted(articles, key=lambda a: a.article_id)):
        vector = np.zeros(64, dtype=np.float32)
        vector["bvz".index(a.article_id[0])] = 1.0
        vector[10 + number] = 0.6
        found[a.article_id] = vector / np.linalg.norm(vector)
    return found


def stories_of(articles, copies=(), owners=None, **more):
    origins = origins_of(articles, copies, owners or {})
    vectors = vectors_of(articles)
    return find_stories(articles, vectors, vectors, copies, model=story_model(), origins=origins, **more)


def test_each_event_is_a_story_and_every_article_is_in_one():
    found = stories_of(coverage())
    assert sorted(s.article_ids for s in found) == [("b0", "b1", "b2"), ("v0", "v1", "v2"), ("z",)]


def test_a_story_is_named_after_its_first_article():
    story = next(s for s in stories_of(coverage()) if "b0" in s.article_ids)
    assert story.story_id == content_id("story", "b0", "hash-b0")
    assert story.title == coverage()[0].title
    assert (story.first_published_at, story.last_published_at) == (START, START + timedelta(hours=2))
    assert (story.outlet_count, story.origin_count, story.status) == (3, 3, "open")


def test_shuffling_articles_changes_nothing():
    rows = coverage()
    expected = stories_of(rows)
    for seed in range(5):
        random.Random(seed).shuffle(rows)
        assert stories_of(rows) == expected


def test_unknown_dates_forbid_nothing():
    rows = [article(a.article_id, a.outlet, a.text, published_at=None) for a in coverage()]
    found = stories_of(rows)
    assert sorted(len(s.article_ids) for s in found) == [1, 3, 3]
    assert {s.first_published_at for s in found} == {None}


def test_copies_stand_in_one_story_and_count_as_one_origin():
    group = SyndicationGroup(syndication_id="s", source_article_id="b0", article_ids=("b0", "b1"))
    story = next(s for s in stories_of(coverage(), [group]) if "b0" in s.article_ids)
    assert (story.outlet_count, story.origin_count) == (3, 2)


def test_outlets_of_one_owner_count_once():
    owners = {"outlet0": "Lind Media", "outlet1": "Lind Media"}
    story = next(s for s in stories_of(coverage(), owners=owners) if "b0" in s.article_ids)
    assert (story.outlet_count, story.origin_count) == (3, 2)


def test_a_copy_has_the_origin_of_its_source_and_other_articles_keep_theirs():
    rows = coverage()
    group = SyndicationGroup(syndication_id="s", source_article_id="b0", article_ids=("b0", "b1"))
    origins = origins_of(rows, [group], {})
    assert origins["b1"] == origins["b0"] == origins["v0"]
    assert origins["v1"] not in (origins["b1"], origins["b2"])


def test_no_articles_are_no_stories():
    assert find_stories([], {}, {}, model=story_model(), origins={}) == ()


def test_articles_without_a_word_are_left_apart():
    rows = [article("b0", "one", "..."), article("v0", "two", "—")]
    assert sorted(s.article_ids for s in stories_of(rows)) == [("b0",), ("v0",)]


def test_the_newest_version_stands_for_an_article():
    old = article("b0", "one", BARGE[0], version=1)
    new = article("b0", "one", BARGE[1], version=2)
    assert latest_versions([new, old]) == [new] == latest_versions([old, new])


def test_blocked_and_foreign_articles_are_not_compared():
    assert is_comparable(article("a", "one", BARGE[0], language="en-GB"), ("en",))
    assert is_comparable(article("a", "one", BARGE[0]), ("en",))
    assert not is_comparable(article("a", "one", BARGE[0], language="fr"), ("en",))
    assert not is_comparable(article("a", "one", BARGE[0], access="blocked"), ("en",))
    assert not is_comparable(article("a", "one", "  "), ("en",))


def test_a_chain_of_likenesses_is_no_group():
    chain = {(i, i + 1): 0.9 for i in range(9)}
    labels = average_link(10, chain, 0.5)
    assert max(labels.count(label) for label in labels) < 4


def test_groups_that_fit_as_a_whole_merge_and_others_do_not():
    edges = {(0, 1): 0.9, (2, 3): 0.9, (0, 2): 0.5, (0, 3): 0.5, (1, 2): 0.5, (1, 3): 0.5}
    assert average_link(4, edges, 0.5) == [0, 0, 0, 0]
    assert average_link(4, {**edges, (1, 3): 0.4}, 0.5) == [0, 0, 2, 2]


def test_pairs_of_one_owner_say_nothing():
    edges = {(0, 2): 0.8, (1, 2): 0.8}
    assert average_link(3, edges, 0.7) == [0, 1, 0]
    assert average_link(3, edges, 0.7, owners=[0, 0, 1]) == [0, 0, 0]


def test_what_is_together_from_the_outset_stays_together():
    assert average_link(4, {}, 0.5, start=[[3, 1]]) == [0, 1, 2, 1]
