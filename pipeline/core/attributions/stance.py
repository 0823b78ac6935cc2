"""How a sentence stands to what it says: in its own voice, in another's, with a doubt, or denying it."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.core.attributions.cues import VERBS, verb_of
from pipeline.model import Attribution, FramingSignal, Stance

MAIN = 0.45  # share of a sentence's words that an attributed content must hold to speak for the sentence


def stance_of(text: str, *, attributions: Sequence[Attribution], framing: Sequence[FramingSignal]) -> Stance:
    """`denies` when somebody denies the main content, else `attributes` when somebody says it, else `hedges`
    when the outlet itself leaves it open, else `states`. A scare quotation hands nothing to anybody.
    """
    main = main_attribution(text, attributions)
    if main is not None:
        verb = verb_of((main.cue or "").split(" ")[0].casefold())
        return "denies" if verb is not None and VERBS[verb] == "denies" else "attributes"
    inside = [a for a in attributions if a.cue is not None or a.source is not None]
    open_words = [
        s
        for s in framing
        if s.type == "hedge" and not any(a.content_start <= s.char_start < a.content_end for a in inside)
    ]
    return "hedges" if open_words else "states"


def main_attribution(text: str, attributions: Sequence[Attribution]) -> Attribution | None:
    """The attribution that holds the main part of a sentence: the longest that reaches the share above."""
    total = max(len(text.split()), 1)
    best: tuple[int, int, Attribution] | None = None
    for a in attributions:
        if a.quote_type == "scare":
            continue
        words = len(text[a.content_start : a.content_end].split())
        around = sum(
            len(text[start:end].split())
            for start, end in ((a.source_start, a.source_end), (a.cue_start, a.cue_end))
            if start is not None and end is not None and not a.content_start <= start < a.content_end
        )
        enough = words >= MAIN * max(total - around, 1)
        if enough and (best is None or (words, -a.content_start) > best[:2]):
            best = (words, -a.content_start, a)
    return best[2] if best else None


def is_outlets_own(start: int, end: int, attributions: Sequence[Attribution]) -> bool:
    """Whether words are the outlet's: outside of all that others say, or naming who says it."""
    for a in attributions:
        for first, last in ((a.source_start, a.source_end), (a.cue_start, a.cue_end)):
            if first is not None and last is not None and first <= start and end <= last:
                return True
    return not any(a.content_start < end and start < a.content_end for a in attributions)
