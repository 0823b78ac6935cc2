"""Coverage written for the project: every file keeps to its format, and says what it means."""

from __future__ import annotations

import pytest

from benchmarks.product import read_rows
from benchmarks.written import FOLDER, HELD_OUT, WrittenError, export, read

STORY = """story: quay-fire
kind: accident

== kestrel-post | 2026-03-04T08:10:00+00:00
[deaths fire~] Three die as blaze guts warehouse

[deaths fire] A fire killed three people in a warehouse on Wednesday.
[] Port Alder lies 40 km north.

[cause] Nobody knows how it began.

== harbour-gazette | 2026-03-04T10:10:00+00:00
[deaths fire] Four people die in warehouse fire

[cause~] The cause is not known, and the owner would not say whether sprinklers were on.

-- figure count | expected time | deaths in the fire
A kestrel-post: Three die = 3
B harbour-gazette: Four people = 4
"""


@pytest.fixture
def story(tmp_path):
    file = tmp_path / "quay-fire.txt"
    file.write_text(STORY, encoding="utf-8")
    return file


def test_a_story_becomes_articles_pairs_and_divergences(story, tmp_path):
    export([read(story)], tmp_path / "set")
    articles, pairs, judged = (
        read_rows(tmp_path / "set" / f"{name}.jsonl") for name in ("articles", "alignments", "divergences")
    )
    assert articles[0]["title"] == "Three die as blaze guts warehouse"
    assert articles[0]["text"].split("\n\n") == [
        "A fire killed three people in a warehouse on Wednesday. Port Alder lies 40 km north.",
        "Nobody knows how it began.",
    ]
    grades = {(p["a"]["quote"].split()[0], p["b"]["quote"].split()[0]): p["grade"] for p in pairs}
    assert grades == {("Three", "Four"): 1, ("A", "Four"): 2, ("Nobody", "The"): 1}
    assert judged[0]["explained_by"] == "time"
    assert judged[0]["expected"] is True
    assert [side["value"] for side in judged[0]["sides"]] == ["3", "4"]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("[cause] Nobody", "Nobody", ":10: a sentence begins"),
        (
            "A kestrel-post: Three die",
            "A kestrel-post: Nine die",
            "no sentence of kestrel-post holds 'Nine die'",
        ),
        ("figure count", "figure size", "a divergence begins"),
        ("B harbour-gazette: Four people = 4\n", "", "has one side"),
    ],
)
def test_a_slip_is_told_with_its_place(story, old, new, says):
    story.write_text(STORY.replace(old, new), encoding="utf-8")
    with pytest.raises(WrittenError, match=says):
        read(story)


def test_what_is_written_keeps_to_the_format():
    stories = [read(file) for folder in (FOLDER, HELD_OUT) for file in sorted(folder.glob("*.txt"))]
    assert len({story.name for story in stories}) == len(stories)
    assert all(story.alignments() and story.divergences for story in stories)
