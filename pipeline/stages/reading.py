"""What the finders read in the sentences of an article's version."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from types import MappingProxyType
from typing import Any, TypeVar

from pipeline.core.attributions import resolve_article
from pipeline.core.attributions.stance import stance_of
from pipeline.core.framing.wording import with_read
from pipeline.ids import content_id
from pipeline.model import Article, Attribution, Figure, FramingSignal, Parse, Sentence, Statement
from pipeline.ports import AttributionFinder, FigureFinder, FramingFinder
from pipeline.stages.account import Account, name_of

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finders:
    """The finders of each kind, in the order of their names."""

    figures: tuple[FigureFinder, ...]
    attributions: tuple[AttributionFinder, ...]
    framing: tuple[FramingFinder, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the finders read in one sentence; offsets into the sentence."""

    figures: tuple[Figure, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    framing: tuple[FramingSignal, ...] = ()
    parse: Parse | None = None


class Reader:
    """Reads sentences by the finders; counts what that costs, and keeps what breaks as failures.

    A sentence on which a finder breaks loses what that one would have found, and nothing else.
    """

    def __init__(self, finders: Finders, account: Account) -> None:
        self._finders = finders
        self._account = account
        self._plain: dict[tuple[str, datetime | None], tuple[Figure, ...]] = {}

    def figures(self, text: str, article: Article, parse: Parse | None = None) -> tuple[Figure, ...]:
        """The figures of a sentence, in their order; without a parse they are read once, however often asked."""
        key = (text, article.published_at or article.fetched_at)
        if parse is None and key in self._plain:
            return self._plain[key]
        found = self._by(self._finders.figures, text, published_at=key[1], parse=parse)
        told = tuple(sorted(found, key=lambda f: (f.char_start, f.char_end)))
        if parse is None:
            self._plain[key] = told
        return told

    def sentence(self, text: str, article: Article, parse: Parse | None) -> Found:
        """Everything the finders see in one sentence, with a figure's date filled in."""
        attributions = self._by(self._finders.attributions, text, parse=parse)
        framing = self._by(self._finders.framing, text, parse=parse)
        return Found(
            figures=tuple(_dated(f, article) for f in self.figures(text, article, parse)),
            attributions=tuple(
                sorted(attributions, key=lambda a: (a.content_start, a.content_end, a.source or ""))
            ),
            framing=tuple(sorted(framing, key=lambda s: (s.char_start, s.char_end, s.type))),
            parse=parse,
        )

    def version(
        self,
        article: Article,
        rows: Sequence[Sentence],
        parses: Mapping[str, Parse],
        origin: str,
        charged: Mapping[str, Sequence[FramingSignal]] = MappingProxyType({}),
    ) -> dict[str, Statement]:
        """The sentences of one version with everything that is found in them, by their ids."""
        found = {s.sentence_id: self.sentence(s.text, article, parses.get(s.sentence_id)) for s in rows}
        for key in sorted(found.keys() & charged.keys()):
            framing = with_read(found[key].framing, charged[key])
            found[key] = replace(found[key], framing=tuple(framing))
        resolved = resolve_article(rows, {key: list(f.attributions) for key, f in found.items()})
        return {
            s.sentence_id: _statement(
                s, article, origin, found[s.sentence_id], tuple(resolved.get(s.sentence_id, ()))
            )
            for s in rows
        }

    def _by(self, finders: Iterable[Callable[..., Iterable[T]]], text: str, **known: Any) -> list[T]:
        found: list[T] = []
        for find in finders:
            found += self._account.guarded("finder_failed", name_of(find), text, partial(find, text, **known))
        return found


def read_sentence(text: str, article: Article, parse: Parse | None, finders: Finders) -> Found:
    """Everything the finders see in one sentence; a finder that breaks is logged."""
    account = Account()
    found = Reader(finders, account).sentence(text, article, parse)
    for failure in account.failures:
        failure.log()
    return found


def _dated(figure: Figure, article: Article) -> Figure:
    if figure.as_of is not None:
        return replace(figure, as_of=figure.as_of.astimezone(UTC), as_of_basis="stated")
    if article.published_at is not None:
        return replace(figure, as_of=article.known_at, as_of_basis="published")
    if article.fetched_at is not None:
        return replace(figure, as_of=article.fetched_at, as_of_basis="fetched")
    return figure


def _statement(
    sentence: Sentence, article: Article, origin: str, found: Found, attributions: Sequence[Attribution]
) -> Statement:
    named = tuple(
        replace(
            a,
            sentence_id=sentence.sentence_id,
            attribution_id=content_id(
                "attribution",
                sentence.sentence_id,
                a.content_start,
                a.content_end,
                a.source_start,
                a.cue_start,
            ),
        )
        for a in attributions
    )
    voiced = tuple(a for a in named if a.voiced)
    figures = tuple(
        replace(
            f,
            sentence_id=sentence.sentence_id,
            figure_id=content_id("figure", sentence.sentence_id, f.kind, f.char_start, f.char_end),
            attribution_id=_speaker(f, voiced),
        )
        for f in found.figures
    )
    signals = tuple(
        replace(
            s,
            sentence_id=sentence.sentence_id,
            signal_id=content_id("signal", sentence.sentence_id, s.type, s.char_start, s.char_end, s.method),
        )
        for s in found.framing
    )
    return Statement(
        sentence=sentence,
        article=article,
        origin=origin,
        figures=figures,
        attributions=voiced,
        attitudes=tuple(a for a in named if not a.voiced),
        framing=signals,
        parse=found.parse,
        stance=stance_of(sentence.text, attributions=voiced, framing=signals),
    )


def _speaker(figure: Figure, attributions: Sequence[Attribution]) -> str | None:
    holding = [
        a for a in attributions if a.content_start <= figure.char_start and figure.char_end <= a.content_end
    ]
    if not holding:
        return None
    return min(holding, key=lambda a: (a.content_end - a.content_start, a.attribution_id)).attribution_id
