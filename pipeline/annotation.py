"""`parallax annotate`: JSON Lines in, the same lines with what was read out.

They show what the finders and models see, by the interface of docs/data-dictionary.md, and are how quality is
measured. Keys of a line that are not read pass through.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any

from pipeline import wiring
from pipeline.adapters.coverage import moment, read_lines, required_text
from pipeline.console import ConsoleProgress
from pipeline.core.attributions import resolve_article, whole_content
from pipeline.core.framing.wording import told_alone
from pipeline.core.sentences import sentences_of
from pipeline.ids import text_hash
from pipeline.model import Article, Attribution, FramingSignal, PairVerdict, Parse, Sentence
from pipeline.registry import load_finders
from pipeline.stages.lifting import lift_attribution, lift_figure, lift_signal
from pipeline.stages.reading import Finders, Found, read_sentence
from pipeline.streams import stream_in, stream_out

ALIKE = 0.77  # cosine from which the sentences of a pair count as aligned
CHUNK = 256  # lines read, parsed and written together: bounds memory, and output flows
Line = dict[str, Any]

_FIGURE = (
    "char_start char_end text kind value_low value_high low_open high_open unit precision approximator "
    "referent as_of as_of_basis"
).split()
_ATTRIBUTION = (
    "source_text source cue quote_type source_start source_end cue_start cue_end content_start content_end "
    "voiced"
).split()
_SIGNAL = "char_start char_end type target score method".split()


def run(what: str, source: str, target: str) -> int:
    """Annotates `source` into `target` (`-` is a standard stream); returns the exit status.

    Raises InputError, naming the line, for one that cannot be used; a file named as target is written whole
    or not at all.
    """
    work = {"sentences": _sentences, "articles": _articles, "pairs": _pairs}[what]
    with _input(source) as lines, stream_out(target) as out:
        progress = ConsoleProgress(f"{what} read", 0)
        for chunk in _chunks(lines):
            for value in work(chunk, source):
                out.write(json.dumps(value, ensure_ascii=False, default=_plain) + "\n")
            progress.advance(len(chunk))
        progress.close()
    return 0


def _sentences(chunk: Sequence[tuple[int, Line]], name: str) -> Iterator[Line]:
    finders = load_finders(wiring.settings().comparison)
    texts = [required_text(value, "text", f"{name}, line {number}") for number, value in chunk]
    parses = wiring.parser().parse(texts)
    charged = wiring.wording().find(texts)
    for (number, value), text, parse, words in zip(chunk, texts, parses, charged, strict=True):
        article = _as_article("", text, moment(value, "published_at", f"{name}, line {number}"))
        yield {**value, **_signals(_alone(read_sentence(text, article, parse, finders), words))}


def _articles(chunk: Sequence[tuple[int, Line]], name: str) -> Iterator[Line]:
    finders = load_finders(wiring.settings().comparison)
    articles = [
        _as_article(
            required_text(value, "title", f"{name}, line {n}"),
            required_text(value, "text", f"{name}, line {n}"),
            moment(value, "published_at", f"{name}, line {n}"),
        )
        for n, value in chunk
    ]
    split = [sentences_of(article) for article in articles]
    texts = [s.text for rows in split for s in rows]
    parses, charged = iter(wiring.parser().parse(texts)), iter(wiring.wording().find(texts))
    for (_, value), article, rows in zip(chunk, articles, split, strict=True):
        yield {
            **value,
            **_article_signals(
                article, rows, [next(parses) for _ in rows], [next(charged) for _ in rows], finders
            ),
        }


def _article_signals(
    article: Article,
    rows: Sequence[Sentence],
    parses: Sequence[Parse],
    charged: Sequence[Sequence[FramingSignal]],
    finders: Finders,
) -> Line:
    found = {
        row.sentence_id: _alone(read_sentence(row.text, article, parse, finders), words)
        for row, parse, words in zip(rows, parses, charged, strict=True)
    }
    resolved = resolve_article(rows, {key: list(f.attributions) for key, f in found.items()})
    told: Line = {"sentences": [], "figures": [], "attributions": [], "framing": []}
    for row in rows:
        place = {"section": row.section}
        told["sentences"].append(
            {
                "position": row.position,
                **place,
                "text": row.text,
                "char_start": row.char_start,
                "char_end": row.char_end,
                "is_quote": row.is_quote,
            }
        )
        one, base = found[row.sentence_id], row.char_start
        told["figures"] += [place | _pick(lift_figure(f, base), _FIGURE) for f in one.figures]
        told["framing"] += [place | _pick(lift_signal(s, base), _SIGNAL) for s in one.framing]
        told["attributions"] += [
            place | _pick(whole_content(lift_attribution(a, base), row, rows), _ATTRIBUTION)
            for a in resolved.get(row.sentence_id, ())
        ]
    return told


def _pairs(chunk: Sequence[tuple[int, Line]], name: str) -> Iterator[Line]:
    from pipeline.core.divergence.figure import judge_pair

    finders = load_finders(wiring.settings().comparison)
    texts = [
        (
            required_text(value, "sent_a", f"{name}, line {n}"),
            required_text(value, "sent_b", f"{name}, line {n}"),
        )
        for n, value in chunk
    ]
    flat = [text for pair in texts for text in pair]
    parses, vectors = wiring.parser().parse(flat), wiring.sentence_encoder().encode(flat)
    read = wiring.pair_model().verdicts(texts)
    for i, (number, value) in enumerate(chunk):
        sides = []
        for j, key in ((2 * i, "date_a"), (2 * i + 1, "date_b")):
            date = moment(value, key, f"{name}, line {number}")
            sides.append(
                (flat[j], read_sentence(flat[j], _as_article("", flat[j], date), parses[j], finders), date)
            )
        (text_a, a, date_a), (text_b, b, date_b) = sides
        cosine = float(vectors[2 * i] @ vectors[2 * i + 1])
        score = cosine if cosine >= ALIKE else None  # two sentences alone have no story to be aligned in
        verdict = judge_pair(
            text_a, a.figures, date_a, _voiced(a), text_b, b.figures, date_b, _voiced(b), score=score
        )
        yield {
            **value,
            "similarity": round(cosine, 4),
            "same_claim": read[i].same_claim,
            "relation": _relation(read[i]),
            "figures": {
                "label": verdict.label,
                "figure_a": _pick(verdict.figure_a, _FIGURE) if verdict.figure_a else None,
                "figure_b": _pick(verdict.figure_b, _FIGURE) if verdict.figure_b else None,
                "referent": verdict.referent,
                "explained_by": verdict.explained_by,
            },
        }


def _voiced(found: Found) -> list[Attribution]:
    return [a for a in found.attributions if a.voiced]


def _alone(found: Found, words: Sequence[FramingSignal]) -> Found:
    return replace(found, framing=tuple(told_alone(found.framing, words)))


def _relation(verdict: PairVerdict) -> Line | None:
    if verdict.label is None:
        return None
    return {"label": verdict.label, **_pick(verdict, ("entailment", "contradiction", "neutral"))}


def _signals(found: Found) -> Line:
    return {
        "figures": [_pick(f, _FIGURE) for f in found.figures],
        "attributions": [_pick(a, _ATTRIBUTION) for a in found.attributions],
        "framing": [_pick(s, _SIGNAL) for s in found.framing],
    }


def _pick(record: Any, names: Iterable[str]) -> Line:
    return {name: getattr(record, name) for name in names}


def _as_article(title: str, text: str, published: datetime | None) -> Article:
    return Article(
        article_id=text_hash(title, text),
        content_hash=text_hash(title, text),
        url="",
        canonical_url="",
        outlet="",
        title=title,
        text=text,
        published_at=published,
        word_count=len(text.split()),
    )


def _chunks(lines: Iterable[tuple[int, Line]]) -> Iterator[list[tuple[int, Line]]]:
    chunk: list[tuple[int, Line]] = []
    for line in lines:
        chunk.append(line)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


@contextmanager
def _input(source: str) -> Iterator[Iterator[tuple[int, Line]]]:
    with stream_in(source) as stream:
        yield read_lines(stream, "standard input" if source == "-" else source)


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
