"""Are copies of one text found, and is their source named? Copies are made here, by cutting and editing real articles.

Nobody has labelled which of the real articles copy each other, so what is scored are pairs with a made copy in them:
those of one text are to be found, all others are wrong. The changes are those of newsrooms: another headline, cuts,
paragraphs of another article put in, words changed, the wire credited or not.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import combinations
from pathlib import Path

from benchmarks.measurement import Measure, precision_recall_f1
from pipeline.adapters.coverage import read_coverage
from pipeline.core.near_duplicates import find_copies
from pipeline.ids import text_hash
from pipeline.model import Article, SyndicationGroup

SEED = 12  # the threshold was chosen with another
TEXTS = 250  # that copies are made of
OTHERS = 1_200  # articles among which they are hidden
COPIES = (1, 3)  # of one text
WORDS = (120, 1_500)  # of a text that is copied
CHANGED = (0.0, 0.02, 0.05, 0.08)  # share of words changed
KEPT = (1.0, 1.0, 0.7, 0.5, 0.35)  # share of paragraphs kept, from the top
_SWAPS = "reportedly officials also however meanwhile later earlier several nearly about local".split()


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """Articles with copies among them."""

    articles: tuple[Article, ...]
    text_of: dict[str, str]  # article_id -> article_id of the text that it carries
    copies: frozenset[str]
    credited: frozenset[str]  # texts whose outlet a copy credits


def copies(shared: Path, folder: Path) -> list[Measure]:
    """Precision and recall of pairs of articles that carry one text, and the share of sources named rightly."""
    del folder
    real = read_coverage(shared / "data" / "stories" / "allsides.jsonl.gz", lambda _: "en")
    made = make(sorted({a.article_id: a for a in real}.values(), key=lambda a: a.article_id))
    found = find_copies(made.articles)
    precision, recall, named = scored(made, found)
    told = {"precision": precision, "recall": recall, "sources named": named}
    return [Measure(set="copies", name=name, value=value) for name, value in told.items()]


def scored(made: Made, found: Sequence[SyndicationGroup]) -> tuple[float, float, float]:
    """Precision and recall over pairs with a made copy in them, and the share of texts whose source is named.

    Only of a text that is dated, or credited by a copy, can it be known where it comes from.
    """
    pairs = {
        pair
        for group in found
        for pair in combinations(group.article_ids, 2)
        if not made.copies.isdisjoint(pair)
    }
    texts: dict[str, list[str]] = {}
    for article_id, text in sorted(made.text_of.items()):
        texts.setdefault(text, []).append(article_id)
    gold = {pair for members in texts.values() for pair in combinations(sorted(members), 2)}
    precision, recall, _ = precision_recall_f1(len(pairs & gold), len(pairs), len(gold))
    sources = {a: group.source_article_id for group in found for a in group.article_ids}
    dated = {a.article_id for a in made.articles if a.published_at}
    knowable = [text for text in texts if text in dated or text in made.credited]
    right = sum(sources.get(text) == text for text in knowable)
    return precision, recall, right / max(len(knowable), 1)


def make(real: Sequence[Article], texts: int = TEXTS, others: int = OTHERS) -> Made:
    """Copies of some of the articles, hidden among others; the same articles give the same copies."""
    draw = random.Random(SEED)
    rows = list(real)
    draw.shuffle(rows)
    sources = [a for a in rows if WORDS[0] <= len(a.text.split()) <= WORDS[1]][:texts]
    chosen = {a.article_id for a in sources}
    hidden = [a for a in rows if a.article_id not in chosen][:others]
    outlets = sorted({a.outlet for a in rows})
    text_of, credited, out = {}, set(), [*sources, *hidden]
    for source in sources:
        text_of[source.article_id] = source.article_id
        for number in range(draw.randint(*COPIES)):
            outlet = draw.choice([o for o in outlets if o != source.outlet])
            credit = draw.random() < 0.3
            if credit:
                credited.add(source.article_id)
            copy = copied(source, f"{source.article_id}-{number}", outlet, draw.choice(hidden), draw, credit)
            text_of[copy.article_id] = source.article_id
            out.append(copy)
    return Made(
        articles=tuple(sorted(out, key=lambda a: a.article_id)),
        text_of=text_of,
        copies=frozenset(text_of) - chosen,
        credited=frozenset(credited),
    )


def copied(
    source: Article, name: str, outlet: str, other: Article, draw: random.Random, credit: bool
) -> Article:
    """The article as another outlet prints it."""
    blocks = [b for b in source.text.split("\n\n") if b.strip()] or [source.text]
    if len(blocks) == 1:
        blocks = [f"{part.strip()}." for part in source.text.split(". ") if part.strip()]
    kept = blocks[: max(1, round(len(blocks) * draw.choice(KEPT)))]
    kept = [_edited(block, draw.choice(CHANGED), draw) for block in kept]
    if draw.random() < 0.4:
        added = " ".join(other.text.split()[: draw.randint(30, 90)])
        kept.insert(draw.randint(0, len(kept)), added)
    text = "\n\n".join(kept)
    if credit:
        text += f"\n\nThis article first appeared in {source.outlet}."
    title = source.title if draw.random() < 0.3 else f"{other.title.split(':')[0]}: {kept[0][:40]}"
    later = timedelta(minutes=draw.randint(5, 2_000))
    return replace(
        source,
        article_id=name,
        outlet=outlet,
        title=title,
        text=text,
        url=f"https://copy.example/{name}",
        content_hash=text_hash(title, text),
        published_at=source.published_at + later if source.published_at else None,
        word_count=len(text.split()),
    )


def _edited(block: str, share: float, draw: random.Random) -> str:
    """The block with a share of its words changed, left out, or doubled by another."""
    out: list[str] = []
    for word in block.split(" "):
        if draw.random() >= share:
            out.append(word)
            continue
        kind = draw.randrange(3)
        if kind == 1:
            out += [word, draw.choice(_SWAPS)]
        elif kind == 2:
            out.append(draw.choice(_SWAPS))
    return " ".join(out)
