"""Coverage that was written for the project: stories whose every sentence says which claims it states.

A story is a plain file in `stories_written/`, made to be read and corrected by hand:

    story: quay-fire
    kind: accident

    == kestrel-post | 2026-03-04T08:10:00+00:00
    [deaths fire] Three die as blaze guts warehouse

    [deaths fire] A fire killed three people in a warehouse early on Wednesday, the fire service said.
    [] Port Alder lies 40 km north of the capital.

    -- figure count | expected | deaths in the fire
    A kestrel-post: Three die = 3
    B harbour-gazette: four people = 4

One sentence a line, after the names of the claims that it states; the first line of an article is its title, an empty
line parts paragraphs. Sentences of two articles that share a claim are aligned: in full where they state the same
claims, in part where they do not, or where a name ends in `~`. Below stand the divergences, `expected` (or
`expected time`, where time explains them) or `control`: each side's outlet and exact words, and `missing: OUTLET`.

    python -m benchmarks.written check FILE …       reads them, and says what is wrong
    python -m benchmarks.written export FOLDER [FILE …]   as articles, alignments and divergences, JSON Lines
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent / "stories_written"
HELD_OUT = FOLDER.with_name("stories_heldout")  # what no model was trained on and no rule was made after
KINDS = {
    "figure": {"count", "money", "percent", "date", "duration", "measure", "rank"},
    "claim": {"contradiction", "certainty"},
    "attribution": {"fact_vs_attributed", "different_source", "altered_quote"},
    "framing": {"label", "loaded_wording", "agency", "headline"},
    "omission": {"missing_claim"},
}

_ARTICLE = re.compile(r"== (?P<outlet>[a-z0-9-]+) \| (?P<when>\d{4}-\d\d-\d\dT[\d:]+(?:[+-]\d\d:\d\d|Z))$")
_SENTENCE = re.compile(r"\[(?P<tags>[a-z0-9~ -]*)\] (?P<text>\S.*)$")
_DIVERGENCE = re.compile(
    r"-- (?P<kind>[a-z]+) (?P<subtype>[a-z_]+) \| (?P<verdict>expected time|expected|control) \| (?P<about>.+)$"
)
_SIDE = re.compile(r"(?P<side>[A-Z]) (?P<outlet>[a-z0-9-]+): (?P<words>.+?)(?: = (?P<value>[^=]+))?$")
_MISSING = re.compile(r"missing: (?P<outlets>[a-z0-9, -]+)$")

Row = dict[str, Any]


class WrittenError(Exception):
    """A file that does not keep to the format; the message says where and what."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One sentence, or a title, and the claims that it states in full or in part."""

    text: str
    full: frozenset[str]
    part: frozenset[str]


@dataclass(slots=True, kw_only=True)
class Piece:
    """One article: its title stands first among the sentences; `breaks` are those that begin a paragraph."""

    outlet: str
    published_at: str
    sentences: list[Written] = field(default_factory=list)
    breaks: set[int] = field(default_factory=set)

    @property
    def text(self) -> str:
        """The body: paragraphs parted by an empty line."""
        paragraphs: list[list[str]] = []
        for i, sentence in enumerate(self.sentences[1:], start=1):
            if i in self.breaks or not paragraphs:
                paragraphs.append([])
            paragraphs[-1].append(sentence.text)
        return "\n\n".join(" ".join(rows) for rows in paragraphs)


@dataclass(slots=True, kw_only=True)
class WrittenStory:
    """A story with its articles and judged divergences (rows as `export` writes them)."""

    name: str
    kind: str
    pieces: list[Piece]
    divergences: list[Row]

    def articles(self) -> list[Row]:
        """One row an article, as the product reads coverage; `story` and `id` are labels."""
        return [
            {
                "id": f"{self.name}-{piece.outlet}",
                "url": f"https://{piece.outlet}.example/{self.name}",
                "outlet": piece.outlet,
                "title": piece.sentences[0].text,
                "text": piece.text,
                "published_at": piece.published_at,
                "story": self.name,
            }
            for piece in self.pieces
        ]

    def alignments(self) -> list[Row]:
        """One row a pair of sentences of two articles that share a claim: grade 2 in full, 1 in part."""
        rows = []
        for one, other in combinations(self.pieces, 2):
            for a in one.sentences:
                for b in other.sentences:
                    if (a.full | a.part) & (b.full | b.part):
                        whole = a.full == b.full and not (a.part or b.part)
                        ends = ((one, a), (other, b))
                        left, right = (
                            {"article": f"{self.name}-{p.outlet}", "quote": s.text} for p, s in ends
                        )
                        rows.append({"story": self.name, "a": left, "b": right, "grade": 2 if whole else 1})
        return rows


def read(file: Path) -> WrittenStory:
    """The story in a file. Raises WrittenError where it does not keep to the format."""
    lines = file.read_text(encoding="utf-8").splitlines()
    head = dict(line.split(": ", 1) for line in lines[:2] if ": " in line)
    if set(head) != {"story", "kind"}:
        raise WrittenError(f"{file.name}: the first two lines are `story: …` and `kind: …`")
    story = WrittenStory(name=head["story"], kind=head["kind"], pieces=[], divergences=[])
    parted = False
    for number, line in enumerate(lines[2:], start=3):
        where = f"{file.name}:{number}"
        if not line.strip():
            parted = True
        elif line.startswith("== "):
            _begin(story, line, where)
        elif line.startswith("-- "):
            _judge(story, line, where)
        elif story.divergences:
            _side(story, line, where)
        else:
            _sentence(story, line, where, parted=parted)
        parted = parted and not line.strip()
    _check(story, file)
    return story


def _begin(story: WrittenStory, line: str, where: str) -> None:
    found = _ARTICLE.match(line.rstrip())
    if not found:
        raise WrittenError(f"{where}: an article begins `== outlet | 2026-03-04T08:10:00+00:00`")
    if found["outlet"] in {piece.outlet for piece in story.pieces}:
        raise WrittenError(f"{where}: a second article of {found['outlet']}")
    story.pieces.append(Piece(outlet=found["outlet"], published_at=found["when"]))


def _sentence(story: WrittenStory, line: str, where: str, *, parted: bool) -> None:
    found = _SENTENCE.match(line.rstrip())
    if not found or not story.pieces:
        raise WrittenError(f"{where}: a sentence begins with its claims, `[deaths fire~] Text` or `[] Text`")
    tags = found["tags"].split()
    piece = story.pieces[-1]
    if parted:
        piece.breaks.add(len(piece.sentences))
    piece.sentences.append(
        Written(
            text=found["text"],
            full=frozenset(tag for tag in tags if not tag.endswith("~")),
            part=frozenset(tag.rstrip("~") for tag in tags if tag.endswith("~")),
        )
    )


def _judge(story: WrittenStory, line: str, where: str) -> None:
    found = _DIVERGENCE.match(line.rstrip())
    if not found or found["subtype"] not in KINDS.get(found["kind"], ()):
        raise WrittenError(f"{where}: a divergence begins `-- KIND SUBTYPE | expected | about what`")
    row: Row = {
        "id": f"{story.name}-{len(story.divergences) + 1}",
        "story": story.name,
        "kind": found["kind"],
        "subtype": found["subtype"],
        "expected": found["verdict"] != "control",
        "about": found["about"],
        "why": found["about"],
        "sides": {},
    }
    if found["verdict"] == "expected time":
        row["explained_by"] = "time"
    story.divergences.append(row)


def _side(story: WrittenStory, line: str, where: str) -> None:
    row, missing, side = story.divergences[-1], _MISSING.match(line.rstrip()), _SIDE.match(line.rstrip())
    if missing:
        outlets = [name.strip() for name in missing["outlets"].split(",")]
        unknown = set(outlets) - {piece.outlet for piece in story.pieces}
        if unknown:
            raise WrittenError(f"{where}: no article of {', '.join(sorted(unknown))}")
        row["missing"] = [f"{story.name}-{name}" for name in outlets]
        return
    if not side:
        raise WrittenError(f"{where}: a side is `A outlet: exact words` or `A outlet: words = value`")
    quote = _holding(story, side["outlet"], side["words"])
    if quote is None:
        raise WrittenError(f"{where}: no sentence of {side['outlet']} holds {side['words']!r}")
    article = f"{story.name}-{side['outlet']}"
    group = row["sides"].setdefault(side["side"], {"articles": [], "quotes": {}, "span": {}})
    group["articles"].append(article)
    group["quotes"][article] = quote
    group["span"][article] = side["words"]
    if side["value"]:
        group["value"] = side["value"].strip()


def _holding(story: WrittenStory, outlet: str, words: str) -> str | None:
    sentences = (s.text for piece in story.pieces if piece.outlet == outlet for s in piece.sentences)
    return next((text for text in sentences if words in text), None)


def _check(story: WrittenStory, file: Path) -> None:
    if len(story.pieces) < 2 or any(len(piece.sentences) < 2 for piece in story.pieces):
        raise WrittenError(f"{file.name}: a story has two articles or more, each with a title and a text")
    for row in story.divergences:
        if isinstance(row["sides"], dict):
            row["sides"] = [row["sides"][key] for key in sorted(row["sides"])]
        if row["kind"] == "omission" and "missing" not in row:
            raise WrittenError(f"{file.name}: {row['about']!r} names no outlet that misses it")
        if row["kind"] != "omission" and row["expected"] and len(row["sides"]) < 2:
            raise WrittenError(f"{file.name}: {row['about']!r} has one side")


def export(stories: Iterable[WrittenStory], folder: Path) -> None:
    """Writes the stories as a judged set: `articles.jsonl`, `alignments.jsonl`, `divergences.jsonl`."""
    folder.mkdir(parents=True, exist_ok=True)
    told = sorted(stories, key=lambda story: story.name)
    rows = {
        "articles": [row for story in told for row in story.articles()],
        "alignments": [row for story in told for row in story.alignments()],
        "divergences": [row for story in told for row in story.divergences],
    }
    for name, found in rows.items():
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in found)
        (folder / f"{name}.jsonl").write_text(text, encoding="utf-8")


def main(arguments: Sequence[str]) -> int:
    if not arguments or arguments[0] not in {"check", "export"} or arguments == ["export"]:
        print(__doc__)
        return 2
    named = arguments[1:] if arguments[0] == "check" else arguments[2:]
    files = [Path(name) for name in named] or sorted(FOLDER.glob("*.txt"))
    try:
        stories = [read(file) for file in files]
    except WrittenError as error:
        print(error, file=sys.stderr)
        return 1
    if arguments[0] == "export":
        export(stories, Path(arguments[1]))
    for story in stories:
        pairs = story.alignments()
        sentences = sum(len(piece.sentences) for piece in story.pieces)
        print(
            f"{story.name}: {len(story.pieces)} articles, {sentences} sentences, {len(pairs)} pairs "
            f"({sum(pair['grade'] == 2 for pair in pairs)} in full), {len(story.divergences)} divergences"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
