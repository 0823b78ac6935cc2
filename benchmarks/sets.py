"""Runs the product over the labelled sets, by its command line, and reads what the scorers say.

Only the public interface is used: `parallax compare`, `annotate` and `extract`, and the analyst views.
"""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.scores import agreement, attribution_scores, b_cubed, text_f1

ROOT = Path(__file__).resolve().parent.parent
Scores = dict[str, float]

POLNEAR_ARTICLES = 40  # of the file's own order, for the quick measurement
_PAIRS_LINE = re.compile(r"precision ([\d.]+).*recall ([\d.]+).*divergent (\d+)/(\d+)\s+macro f1 ([\d.]+)")


class MeasureError(Exception):
    """A command that measures failed; the message holds the end of what it said."""


def gold(shared: Path, name: str, work: Path) -> Scores:
    """Stories, alignments and every kind of divergence on a set of judged coverage."""
    folder, database = shared / "gold" / name, work / f"{name}.duckdb"
    parallax("compare", folder / "articles.jsonl", "--database", database)
    told = json.loads(run(sys.executable, shared / "eval" / "score.py", database, folder, "--json"))
    scores: Scores = {}
    for kind, row in told.items():
        for measure in ("f1",) if kind in ("stories", "alignments") else ("precision", "recall"):
            scores[f"{kind} {measure}"] = row[measure]
    figures = told["figure"]
    scores["figure controls left alone"] = 1 - figures["false_alarms"] / max(figures["controls"], 1)
    scores["figure time explained"] = figures["time_explained"]
    return scores


def figure_pairs(shared: Path, work: Path) -> Scores:
    """Figure verdicts on real pairs of sentences."""
    labels, predicted = shared / "data/figures/pairs_dev.jsonl", work / "pairs.jsonl"
    parallax("annotate", "pairs", labels, predicted)
    told = run(sys.executable, shared / "eval" / "score_pairs.py", predicted, labels)
    match = _PAIRS_LINE.search(told)
    if not match:
        raise MeasureError(f"score_pairs.py says something new: {told[:200]}")
    precision, recall, called, agreeing, macro = map(float, match.groups())
    return {
        "divergent precision": precision,
        "divergent recall": recall,
        "agreeing left alone": 1 - called / max(agreeing, 1),
        "macro f1": macro,
    }


def pages(shared: Path, work: Path) -> Scores:
    """Body, title and day of the pages of every second publisher, whose rules were not tuned on them."""
    folder = shared / "data/pages"
    rows = list(read_lines(folder / "manifest.jsonl.gz"))
    chosen = set(sorted({row["outlet"] for row in rows})[1::2])
    rows = [row for row in rows if row["outlet"] in chosen]
    listed, out = work / "pages.jsonl", work / "extracted.jsonl"
    lines = ({"html": str(folder / r["html"]), "url": r["url"]} for r in rows)
    listed.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    parallax("extract", listed, out)
    found = list(read_lines(out))
    dated = [(r, f) for r, f in zip(rows, found, strict=True) if r["date"]]
    return {
        "body f1": mean(text_f1(r["text"] or "", f["text"] or "") for r, f in zip(rows, found, strict=True)),
        "title exact": mean(
            float((f["title"] or "").strip() == (r["title"] or "").strip())
            for r, f in zip(rows, found, strict=True)
        ),
        "day right": mean(float((f["published_at"] or "")[:10] == r["date"][:10]) for r, f in dated),
    }


def attributions(shared: Path, work: Path) -> Scores:
    """Sources, cues and contents in real articles."""
    rows = list(read_lines(shared / "data/attribution/polnear_train.jsonl.gz"))[:POLNEAR_ARTICLES]
    source, out = work / "polnear.jsonl", work / "attributed.jsonl"
    lines = ({"title": r["title"], "text": r["text"]} for r in rows)
    source.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    parallax("annotate", "articles", source, out)
    found = [[a for a in line["attributions"] if a["section"] == "body"] for line in read_lines(out)]
    return attribution_scores([r["annotations"][0]["attributions"] for r in rows], found)


def loaded_words(shared: Path, work: Path) -> Scores:
    """Sentences with loaded wording, by the signals found in them; those of `sure` 0 are left out."""
    rows = [r for r in read_lines(shared / "data/framing/loaded.jsonl") if r["sure"] > 0]
    source, out = work / "loaded.jsonl", work / "framed.jsonl"
    source.write_text("".join(json.dumps({"text": r["text"]}) + "\n" for r in rows), encoding="utf-8")
    parallax("annotate", "sentences", source, out)
    called = [any(s["type"] == "loaded_wording" for s in line["framing"]) for line in read_lines(out)]
    precision, recall, f1 = agreement([r["loaded"] for r in rows], called)
    return {"loaded precision": precision, "loaded recall": recall, "loaded f1": f1}


def stories(shared: Path, work: Path, name: str) -> Scores:
    """B-cubed of the stories of real articles."""
    source, database = shared / f"data/stories/{name}.jsonl.gz", work / f"{name}.duckdb"
    parallax("compare", source, "--database", database)
    import duckdb

    with duckdb.connect(str(database), read_only=True) as db:
        found = dict(
            db.execute(
                "SELECT a.url, s.story_id FROM story_articles s JOIN articles a USING (article_id)"
            ).fetchall()
        )
    gold_stories = {r["url"]: r["story"] for r in read_lines(source)}
    precision, recall, f1 = b_cubed(gold_stories, found)
    return {"stories precision": precision, "stories recall": recall, "stories f1": f1}


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON Lines file, gzip too."""
    content = path.read_bytes()
    text = (gzip.decompress(content) if path.suffix == ".gz" else content).decode("utf-8")
    return (json.loads(line) for line in text.split("\n") if line.strip())


def mean(values: Iterable[float]) -> float:
    rows = list(values)
    return sum(rows) / len(rows) if rows else 0.0


def parallax(*arguments: object) -> str:
    """Runs the command line as a user would."""
    return run(sys.executable, "-m", "pipeline.cli", *arguments)


def run(*command: object) -> str:
    done = subprocess.run([str(c) for c in command], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        told = (done.stderr or done.stdout).strip().splitlines()[-5:]
        raise MeasureError(f"{' '.join(map(str, command[1:4]))}: " + " | ".join(told))
    return done.stdout
