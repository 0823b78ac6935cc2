"""Signals with offsets into the article's title or text, as tables hold them."""

from __future__ import annotations

from dataclasses import replace

from pipeline.model import Attribution, Figure, FramingSignal


def lift_figure(figure: Figure, base: int) -> Figure:
    """A figure with offsets into the text that its sentence begins at `base` of."""
    return replace(figure, char_start=figure.char_start + base, char_end=figure.char_end + base)


def lift_signal(signal: FramingSignal, base: int) -> FramingSignal:
    """A framing signal with offsets into the text that its sentence begins at `base` of."""
    return replace(signal, char_start=signal.char_start + base, char_end=signal.char_end + base)


def lift_attribution(found: Attribution, base: int) -> Attribution:
    """An attribution with offsets into the text that its sentence begins at `base` of."""

    def lifted(offset: int | None) -> int | None:
        return None if offset is None else offset + base

    return replace(
        found,
        source_start=lifted(found.source_start),
        source_end=lifted(found.source_end),
        cue_start=lifted(found.cue_start),
        cue_end=lifted(found.cue_end),
        content_start=found.content_start + base,
        content_end=found.content_end + base,
    )
