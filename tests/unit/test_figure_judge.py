"""What counts as a conflict between figures, through the judge's own interface."""

from datetime import UTC, datetime, timedelta

import pytest

from pipeline.core.divergence.figure import FigureJudge, judge_pair
from pipeline.core.figures import find_figures
from pipeline.ids import content_id
from pipeline.model import AlignedGroup, Article, Attribution, Sentence, Statement, StoryCoverage

NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)


def statement(outlet, text, *, hours=0, position=4, source=None, section="body"):
    when = NOON + timedelta(hours=hours)
    article = Article(
        article_id=content_id(outlet),
        content_hash=content_id(outlet, "text"),
        url=f"https://{outlet}.example/a",
        canonical_url=f"https://{outlet}.example/a",
        outlet=outlet,
        title="A title",
        text=text,
        published_at=when,
        first_seen_at=when,
        fetched_at=when,
        word_count=9,
    )
    sentence = Sentence(
        sentence_id=content_id(outlet, position, text),
        article_id=article.article_id,
        content_hash=article.content_hash,
        version=1,
        position=position,
        section=section,
        text=text,
        char_start=0,
        char_end=len(text),
        is_quote=False,
    )
    spoken = ()
    if source:
        spoken = (
            Attribution(
                source_text=source,
                source=source,
                cue="said",
                quote_type="indirect",
                source_start=None,
                source_end=None,
                cue_start=None,
                cue_end=None,
                content_start=0,
                content_end=len(text),
            ),
        )
    return Statement(
        sentence=sentence,
        article=article,
        origin=article.article_id,
        figures=tuple(find_figures(text, published_at=when)),
        attributions=spoken,
    )


def group(*statements, scope="cross_outlet", score=0.9):
    ordered = tuple(sorted(statements, key=lambda s: (s.article.article_id, s.sentence.position)))
    scores = {
        (min(a.id, b.id), max(a.id, b.id)): score
        for i, a in enumerate(ordered)
        for b in ordered[:i]
        if scope == "cross_outlet"
    }
    articles = {s.article.article_id: s.article for s in ordered}
    story = StoryCoverage(
        story_id="story",
        articles=tuple(articles[key] for key in sorted(articles)),
        origins={key: key for key in articles},
        statements={s.id: s for s in ordered},
        by_article={key: tuple(s.id for s in ordered if s.article.article_id == key) for key in articles},
        scores=scores,
    )
    return AlignedGroup(scope=scope, claim_id="claim", statements=ordered, story=story)


def judged(*statements, **options):
    return list(FigureJudge().judge(group(*statements, **options)))


def values_of(row):
    sides = {}
    for piece in row.evidence:
        sides.setdefault(piece.side, set()).add((piece.outlet, piece.quote))
    return [sides[n] for n in sorted(sides)]


def test_values_that_cannot_both_hold_make_one_row_with_a_side_for_each_value():
    rows = judged(
        statement("alpha", "The plan cuts 142 million euros from the city budget."),
        statement("beta", "The plan cuts 142 million euros from the budget of the city."),
        statement("gamma", "The plan cuts 124 million euros from the city budget."),
    )
    assert len(rows) == 1
    assert rows[0].subtype == "money"
    assert rows[0].explained_by is None
    assert values_of(rows[0]) == [
        {("gamma", "124 million euros")},
        {("alpha", "142 million euros"), ("beta", "142 million euros")},
    ]
    assert rows[0].summary == (
        "Amount: “The plan cuts 124 million euros from the city budget” (gamma)"
        " against “The plan cuts 142 million euros from the city budget” (alpha, beta)"
    )


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (
            "The storm forced 26,422 people from their homes.",
            "The storm forced more than 26,000 people from their homes.",
        ),
        ("Twelve people were arrested in Arlen.", "A dozen people were arrested in Arlen."),
        (
            "The boat sank 7.4 kilometres from the port.",
            "The boat sank about 4 nautical miles from the port.",
        ),
        ("The panel must report in 90 days.", "The panel must report within three months."),
        ("Shares in Orlo fell 8.7 percent.", "Shares in Orlo fell 9 percent."),
        ("The ferry sank at 6:52 a.m.", "The ferry sank at 6.52am."),
        ("He holds 74 percent of the club.", "He holds just under three quarters of the club."),
        ("The treaty was signed in October 2024.", "The treaty was signed on Oct. 7, 2024."),
    ],
)
def test_rounding_words_units_and_coarser_dates_are_no_conflict(one, two):
    assert judged(statement("alpha", one), statement("beta", two)) == []


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (
            "The ferry carried 212 people, 25 of them crew.",
            "The ferry carried 212 people, of whom 187 were passengers.",
        ),
        (
            "Nine people were hurt, among them three police officers.",
            "Nine people were hurt, including two children.",
        ),
        ("Since Monday, 31 people have been arrested.", "Twelve people were arrested on Wednesday."),
        ("The bus fare rises from 22 to 25 crowns.", "The bus fare rises by three crowns to 25 crowns."),
        ("The blast killed 14 people.", "The blast injured 40 people."),
    ],
)
def test_parts_periods_and_other_referents_are_not_compared(one, two):
    assert judged(statement("alpha", one), statement("beta", two)) == []


def test_a_toll_that_rises_with_time_is_an_update():
    rows = judged(
        statement("alpha", "At least nine people died in the blaze.", hours=0),
        statement("beta", "Fourteen people died in the blaze.", hours=4),
        statement("gamma", "Seventeen people died in the blaze.", hours=9),
    )
    assert [r.explained_by for r in rows] == ["time"]
    assert len(values_of(rows[0])) == 3


def test_a_later_lower_toll_is_told_apart_from_the_rise():
    rows = judged(
        statement("alpha", "Nine people died in the blaze.", hours=0),
        statement("beta", "Fourteen people died in the blaze.", hours=4),
        statement("gamma", "Seventeen people died in the blaze.", hours=9),
        statement("delta", "Twelve people died in the blaze.", hours=12),
    )
    by_cause = {r.explained_by: r for r in rows}
    assert set(by_cause) == {"time", None}
    assert ("delta", "Twelve") not in {piece for side in values_of(by_cause["time"]) for piece in side}
    assert {("delta", "Twelve")} in values_of(by_cause[None])


def test_two_sources_explain_a_difference():
    rows = judged(
        statement("alpha", "The crowd was 60,000 strong.", source="union"),
        statement("beta", "The crowd was 18,000 strong.", source="police"),
    )
    assert [r.explained_by for r in rows] == ["source"]


def test_one_sentence_that_gives_both_values_tells_them_apart():
    rows = judged(
        statement("alpha", "The union wants a rise of 12 percent in pay; the board offers 6.5 percent."),
        statement("beta", "The union wants a rise of 12 percent in pay."),
        statement("gamma", "The union was offered a rise of 6.5 percent in pay."),
    )
    assert rows == []


def test_an_article_that_dates_the_start_of_one_war_twice_contradicts_itself():
    rows = judged(
        statement("alpha", "The fighting broke out on Jan. 9 in the north.", position=2),
        statement("alpha", "He has mediated since the outbreak of the war in August 2025.", position=5),
        statement("alpha", "The blockade has been in place since 2007.", position=8),
        scope="within_article",
    )
    assert [(r.scope, r.subtype, r.thing) for r in rows] == [("within_article", "date", "start of war")]
    assert {p.quote for p in rows[0].evidence} == {"Jan. 9", "August 2025"}


def test_a_headline_against_its_body():
    headline = statement("alpha", "Blast in Arlen kills 12 people", position=0, section="headline")
    body = statement("alpha", "The blast in Arlen killed 21 people, the mayor said.", position=3)
    rows = judged(headline, body, scope="headline_body")
    assert [(r.scope, r.subtype) for r in rows] == [("headline_body", "count")]


def test_a_headline_that_its_body_bears_out_is_left_alone():
    headline = statement("alpha", "Blast in Arlen kills 12 people", position=0, section="headline")
    body = statement("alpha", "The blast in Arlen killed a dozen people, the mayor said.", position=3)
    assert judged(headline, body, scope="headline_body") == []


def test_no_order_of_statements_changes_a_row():
    several = [
        statement("alpha", "The ferry carried 212 people."),
        statement("beta", "The ferry carried 198 people."),
        statement("gamma", "The ferry carried 212 people on Thursday."),
    ]
    assert judged(*several) == judged(*reversed(several))


def test_judge_pair_tells_the_gravest_verdict():
    one, two = "At least 60 people were killed in Tarn.", "At least 84 people were killed in Tarn."
    verdict = judge_pair(
        one, find_figures(one), NOON, (), two, find_figures(two), NOON + timedelta(hours=9), ()
    )
    assert (verdict.label, verdict.explained_by) == ("divergent", "time")
    assert verdict.referent == "people killed tarn" or "killed" in (verdict.referent or "")
    assert (verdict.figure_a.text, verdict.figure_b.text) == ("At least 60", "At least 84")


def test_judge_pair_without_common_figures_is_different():
    one, two = "He is 33.", "The launch costs $5 million."
    assert judge_pair(one, find_figures(one), None, (), two, find_figures(two), None, ()).label == "different"


def test_a_headline_and_its_body_are_one_fact_and_one_row():
    rows = judged(
        statement("alpha", "Rovers sink with 68 MILLION debts", position=0, section="headline"),
        statement("alpha", "The club owes 68 million crowns, its books show.", position=3),
        statement("beta", "The club owes 86 million crowns, its books show.", position=3),
    )
    assert {(r.subtype, r.explained_by) for r in rows} == {("money", None)}
    assert len({r.divergence_id for r in rows}) == 1


def test_the_summary_says_what_is_counted_who_gives_it_and_who_says_so():
    rows = judged(
        statement("alpha", "The fire killed 14 people in Tarn."),
        statement("beta", "The fire in Tarn killed 14 people."),
        statement("gamma", "The fire in Tarn killed at least 21 people.", source="police"),
    )
    assert (
        rows[0].summary == "Killed in the fire: 14 (alpha, beta) against at least 21 (gamma, citing police)"
    )


def test_a_third_article_makes_a_conflict_surer():
    told = [
        statement("alpha", "The plan cuts 142 million euros from the city budget."),
        statement("beta", "The plan cuts 124 million euros from the city budget."),
        statement("gamma", "The plan cuts 124 million euros from the city budget."),
    ]
    two, three = judged(*told[:2]), judged(*told)
    assert len(two) == len(three) == 1
    assert three[0].confidence > two[0].confidence


def test_values_far_apart_are_less_sure():
    def cuts(amount):
        return judged(
            statement("alpha", "The plan cuts 142 million euros from the city budget."),
            statement("beta", f"The plan cuts {amount} million euros from the city budget."),
        )

    near, far = cuts(124), cuts(17)
    assert far[0].confidence < near[0].confidence


def test_the_missing_may_become_fewer_with_time():
    rows = judged(
        statement("alpha", "Fourteen people were missing after the flood in Orr."),
        statement("beta", "Nine people were missing after the flood in Orr.", hours=6),
    )
    assert [row.explained_by for row in rows] == ["time"]


def test_who_dies_of_a_wound_leaves_the_injured():
    rows = judged(
        statement("alpha", "Four people were killed and seven people were injured in the shooting in Orr."),
        statement(
            "beta", "Five people were killed and six people were injured in the shooting in Orr.", hours=9
        ),
    )
    assert [(row.subtype, row.explained_by) for row in rows] == [("count", "time")]
    assert {piece.quote for row in rows for piece in row.evidence} == {"Four", "Five"}


def test_a_bare_amount_is_money_where_its_article_counts_in_one_currency():
    rows = judged(
        statement("alpha", "The gas cap will cost the treasury 2.9 billion euros."),
        statement("beta", "The gas cap will cost the treasury 3.6 billion, the minister of finance fears."),
    )
    assert [row.subtype for row in rows] == ["money"]


def test_surer_conflicts_have_higher_confidence():
    near = judged(
        statement("alpha", "The plan cuts 142 million euros from the city budget."),
        statement("beta", "The plan cuts 124 million euros from the city budget."),
        score=0.95,
    )
    far = judged(
        statement("alpha", "The plan cuts 142 million euros from the city budget."),
        statement("beta", "A package of 124 million euros in savings was voted through."),
        score=0.75,
    )
    assert near[0].confidence > 0.8
    assert not far or far[0].confidence < near[0].confidence
