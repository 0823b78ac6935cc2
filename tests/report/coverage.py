"""Invented coverage with a divergence of every kind and scope, and with everything that could break a page."""

from __future__ import annotations

from tests.report.published import Published, at

BRIDGE = "b1d9e00000000001"
HOSTILE = "0ddba11000000002"
QUIET = "ca1m000000000003"

NASTY = """<script>alert("x")</script> & 'quotes' </details> 🌉 مرحبا\u202e {{ 7*7 }}"""


def coverage() -> Published:
    """Three stories: a bridge's collapse, one of hostile strings, one without a divergence."""
    made = Published()
    made.run("run1", at(0, day=3))
    made.run("run2", at(0, day=4))
    for outlet, name, owner in (
        ("harbour", "Harbour Post", "Quay Press"), ("meridian", "Meridian Wire", None), ("ledger", "City Ledger", None),
        ("north", "Northern Star", None), ("valley", "Valley Radio", None), ("nasty", "<b>Nasty</b> & Sons", None),
    ):  # fmt: skip
        made.outlet(outlet, name, owner)
    _bridge(made)
    _hostile(made)
    _quiet(made)
    return made


def _bridge(made: Published) -> None:
    made.add("fetches", fetch_id="f1", outlet="harbour", url="https://harbour.example/h1", outcome="ok",
             fetched_at=at(20), archive_file="archive/2026/05/04/harbour.warc.gz", archive_offset=4182)  # fmt: skip
    made.article("h1", "harbour", "Seven die as Orvana footbridge falls",
        ["Seven people died when the Orvana footbridge fell into the river on Monday morning.",
         "The bridge was inspected in March."],
        ["“We warned the city twice about the cables,” engineer Ilse Marrow said.",
         "A crowd of protesters gathered at the town hall in the evening.",
         "City workers had closed the north ramp at 7:15 a.m."],
        ["Repairs will cost 4.2 million dollars.", "The bridge opened in 1987, and was 31 years old."],
        published_at=at(9, 30), byline="Ana Quill", fetch_id="f1")  # fmt: skip
    wire = (
        ["At least nine people were killed when a footbridge in Orvana collapsed on Monday, the fire service said."],
        ["The bridge was never inspected after 2019, according to the union.",
         "“We warned the city about the cables,” engineer Ilse Marrow said."],
        ["Rioters gathered at the town hall in the evening.", "The north ramp was closed at 7:15 a.m.",
         "Repairs could cost between 4 and 5 million dollars, the mayor said."])  # fmt: skip
    made.article("m1", "meridian", "Footbridge collapse kills nine in Orvana", *wire, published_at=at(11),
                 syndication_id="syn1")  # fmt: skip
    made.article("l1", "ledger", "Nine killed in Orvana bridge collapse", *wire, published_at=at(13),
                 syndication_id="syn1", is_syndicated_copy=True)  # fmt: skip
    made.article("n1", "north", "Corruption brought down Orvana bridge", ["Twelve people have now died, the hospital said."],
        ["Investigators may look into how the contract was awarded.", "The bridge was last inspected in March.",
         "Residents gathered at the town hall in the evening."],
        published_at=at(17), version=2, modified_at=at(18))  # fmt: skip
    made.article("n1", "north", "Orvana bridge falls", ["Five people have died, the hospital said."], version=1,
                 earlier=True, fetched_at=at(12))  # fmt: skip
    made.article("v1", "valley", "Live: Orvana", ["People have died in Orvana."], access="partial")
    made.story(BRIDGE, "Orvana footbridge collapse", ["h1", "m1", "l1", "n1", "v1"], first_published_at=at(9, 30),
               last_published_at=at(17), origin_count=4)  # fmt: skip

    made.claim("c1", BRIDGE, "People died when the footbridge fell on Monday.", ("states", "h1", "Seven people"),
               ("attributes", "m1", "At least nine"), ("attributes", "l1", "At least nine"),
               ("attributes", "n1", "Twelve people"))  # fmt: skip
    made.claim("c2", BRIDGE, "The bridge was inspected in March.", ("states", "h1", "The bridge was inspected"),
               ("denies", "m1", "The bridge was never"), ("states", "n1", "The bridge was last"))  # fmt: skip
    made.claim("c3", BRIDGE, "Repairs will cost millions of dollars.", ("states", "h1", "Repairs"),
               ("hedges", "m1", "Repairs"))  # fmt: skip
    made.figure("h1", "Seven", 7, 7, referent="people killed", as_of=at(9, 30), as_of_basis="published")
    made.figure("h1", "Seven", 7, 7, referent="people killed", headline=True)
    for article in ("m1", "l1"):
        made.figure(article, "At least nine", 9, None, approximator="at_least", referent="people killed",
                    attribution_id="att-m")  # fmt: skip
    made.add("attributions", attribution_id="att-m", sentence_id=made.find("m1", "At least nine")["sentence_id"],
             source_text="the fire service", source="fire service", cue="said", quote_type="indirect", content_start=0,
             content_end=88)  # fmt: skip
    made.figure("n1", "Twelve", 12, 12, referent="people killed", as_of=at(17), as_of_basis="published")
    made.figure("n1", "Five", 5, 5, referent="people killed", version=1)
    made.figure("h1", "4.2 million dollars", 4.2e6, 4.2e6, kind="money", unit="USD", referent="repairs")
    made.figure("m1", "between 4 and 5 million dollars", 4e6, 5e6, kind="money", unit="USD", referent="repairs",
                approximator="between")  # fmt: skip
    made.figure("h1", "1987", 6209, 6574, kind="date", unit="day", precision="year", referent="opening")

    made.divergence("d-count", BRIDGE, "figure", "count", "Outlets differ on how many people were killed: 7 or at least 9.",
                    claim_id="c1", severity=0.9, confidence=0.9)  # fmt: skip
    made.side("d-count", 0, "7", "h1", "Seven people")
    made.side("d-count", 0, "7", "h1", "Seven", headline=True)
    made.side("d-count", 1, ">=9", "m1", "At least nine")
    made.side("d-count", 1, ">=9", "l1", "At least nine")
    made.divergence("d-update", BRIDGE, "figure", "count", "The number of people killed rose from 9 to 12.", claim_id="c1",
                    severity=1.0, confidence=1.0, explained_by="time")  # fmt: skip
    made.side("d-update", 0, "9", "m1", "At least nine people")
    made.side("d-update", 1, "12", "n1", "Twelve people")
    made.divergence("d-contra", BRIDGE, "claim", "contradiction", "One account has the bridge inspected, another denies it.",
                    claim_id="c2", severity=0.8)  # fmt: skip
    made.side("d-contra", 0, "denies", "m1", "was never inspected")
    made.side("d-contra", 1, "states", "h1", "was inspected in March")
    made.side("d-contra", 1, "states", "n1", "was last inspected in March")
    made.divergence("d-certain", BRIDGE, "claim", "certainty", "One account settles the cost, another leaves it open.",
                    claim_id="c3", severity=0.3)  # fmt: skip
    made.side("d-certain", 0, "hedges", "m1", "could cost")
    made.side("d-certain", 1, "states", "h1", "will cost")
    made.divergence("d-voice", BRIDGE, "attribution", "fact_vs_attributed", "The cost stands in one account's own voice.",
                    severity=0.4)  # fmt: skip
    made.side("d-voice", 0, "own voice", "h1", "Repairs will cost 4.2 million dollars.")
    made.side("d-voice", 1, "the mayor", "m1", "the mayor said")
    made.divergence("d-source", BRIDGE, "attribution", "different_source", "Two services are named for the toll.",
                    severity=0.5, explained_by="source", first_seen_run="run1")  # fmt: skip
    made.side("d-source", 0, "fire service", "m1", "the fire service said")
    made.side("d-source", 1, "hospital", "n1", "the hospital said")
    made.divergence("d-quote", BRIDGE, "attribution", "altered_quote", "Ilse Marrow's words differ between accounts.",
                    severity=0.7)  # fmt: skip
    made.side(
        "d-quote",
        0,
        "we warned the city twice about the cables",
        "h1",
        "We warned the city twice about the cables",
    )
    made.side(
        "d-quote", 1, "we warned the city about the cables", "m1", "We warned the city about the cables"
    )
    made.divergence(
        "d-label", BRIDGE, "framing", "label", "Those at the town hall are protesters, rioters or residents."
    )
    made.side("d-label", 0, "protesters", "h1", "A crowd of protesters")
    made.side("d-label", 1, "rioters", "m1", "Rioters")
    made.side("d-label", 1, "rioters", "l1", "Rioters")
    made.side("d-label", 2, "residents", "n1", "Residents")
    made.divergence(
        "d-agency", BRIDGE, "framing", "agency", "One account names who closed the ramp.", severity=0.35
    )
    made.side("d-agency", 0, "active", "h1", "City workers had closed")
    made.side("d-agency", 1, "passive", "m1", "was closed")
    made.divergence("d-headline", BRIDGE, "framing", "headline", "A headline says more than its article.",
                    scope="headline_body", severity=0.55)  # fmt: skip
    made.side("d-headline", 0, "headline", "n1", "Corruption brought down", headline=True)
    made.side("d-headline", 1, "body", "n1", "may look into how the contract was awarded")
    made.divergence("d-missing", BRIDGE, "omission", "missing_claim", "One outlet leaves out that the bridge was inspected.",
                    claim_id="c2", severity=0.45)  # fmt: skip
    made.side("d-missing", 0, "carries", "h1", "The bridge was inspected in March.")
    made.side("d-missing", 0, "carries", "n1", "The bridge was last inspected in March.")
    made.side("d-missing", 1, "missing", "m1", None)
    made.divergence("d-within", BRIDGE, "figure", "date", "One article gives two ages of the bridge.", scope="within_article",
                    severity=0.5)  # fmt: skip
    made.side("d-within", 0, "1987", "h1", "1987")
    made.side("d-within", 1, "1995", "h1", "31 years old")
    made.divergence("d-version", BRIDGE, "figure", "count", "An article changed its toll from 5 to 12.", scope="cross_version",
                    explained_by="time")  # fmt: skip
    made.side("d-version", 0, "5", "n1", "Five people", version=1)
    made.side("d-version", 1, "12", "n1", "Twelve people")
    made.divergence(
        "d-low", BRIDGE, "framing", "loaded_wording", "Wording of the fall may differ.", confidence=0.3
    )
    made.side("d-low", 0, "fell", "h1", "fell into the river")
    made.side("d-low", 1, "collapsed", "m1", "collapsed")
    made.word("h1", "protesters", "crowd at town hall")
    made.word("m1", "Rioters", "crowd at town hall")
    made.attribution("q1", "h1", "Ilse Marrow", "We warned the city twice about the cables")
    made.attribution("q2", "m1", "Ilse Marrow", "We warned the city about the cables")
    made.attribution("q3", "l1", "Ilse Marrow", "We warned the city about the cables")


def _hostile(made: Published) -> None:
    made.article("x1", "nasty", NASTY, [f"Before. {NASTY} took 3 of them.", "After it."], url="javascript:alert(1)",
                 byline=NASTY)  # fmt: skip
    made.article("y1", "unlisted-outlet", "مرحبا بالعالم \U0001f600", ["It took 4 of <i>them</i>."],
                 published_at=at(8), url='https://y.example/"onmouseover="x')  # fmt: skip
    made.story(HOSTILE, NASTY, ["x1", "y1"])
    made.claim("c<9>", HOSTILE, NASTY, ("states", "x1", "took 3"), ("sneers", "y1", "It took"))
    made.divergence('d"><img src=x>', HOSTILE, "figure", "count", NASTY, severity=0.1, first_seen_run="run1")
    made.side('d"><img src=x>', 0, "<3>", "x1", f"{NASTY} took 3")
    made.side('d"><img src=x>', 1, "4", "y1", "4 of <i>them</i>")


def _quiet(made: Published) -> None:
    made.article("p1", "north", "Library opens in Sund", ["The library opened."], published_at=at(7))
    made.article(
        "p2", "harbour", "Sund has a library again", ["A library opened in Sund."], published_at=at(8)
    )
    made.story(
        QUIET, "Library opens in Sund", ["p1", "p2"], first_published_at=at(7), last_published_at=at(8)
    )
