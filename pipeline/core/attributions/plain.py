"""Attributions read from the words alone: where no parse is at hand, and where a headline misleads it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.core.attributions import cues
from pipeline.core.attributions.quotations import Quotation
from pipeline.core.attributions.spans import Mention, Span, trimmed

_ALSO_NOUNS = frozenset(
    "state report comment note claim post tweet remark claim order demand request appeal charge".split()
)
_FINITE = [
    form
    for verb in sorted(cues.PLAIN)
    for form in cues.forms_of(verb)
    if not form.endswith("ing") and (verb not in _ALSO_NOUNS or form.endswith("ed"))
]
_CUE = "(?P<cue>(?i:" + "|".join(sorted(_FINITE, key=lambda f: (-len(f), f))) + "))"
_WHEN = r"(?:\s+(?:on|in|at|late|early|earlier|later|yesterday|today|this|last|to)\b[^,;:]{0,60})?"
_TOLD = (
    r"(?:\s+(?:us|me|him|her|them|reporters|journalists|lawmakers|members|parliament|the\s+\w+(?:\s+\w+)?"
    r"|[A-Z][\w’']+(?:\s+[A-Z][\w’']+)?))?"
)
_NAMED = r"(?P<source>[^\s,;:\"“”][^,;:\"“”]{0,80}?(?:,\s[^,;:\"“”]{2,80},)?)"

_LAST = re.compile(rf",[\"”’']*\s+{_NAMED}\s+{_CUE}{_TOLD}{_WHEN}\s*[.!]?\s*$")
_LAST_INVERTED = re.compile(rf",[\"”’']*\s+{_CUE}\s+(?P<source>[^;:\"“”]{{2,160}}?)\s*[.!]?\s*$")
_AFTER_QUOTE = re.compile(
    rf"[\"”]\s+(?:{_CUE}\s+(?P<source>[^,;:.\"“”]{{2,90}})|(?P<named>[^,;:\"“”]{{2,60}}?)\s+(?P<verb>{_CUE[8:-1]})\b)"
)
_FIRST = re.compile(
    rf"^[\s\"“]*{_NAMED}\s+(?:has\s+|have\s+|had\s+|also\s+|later\s+)?{_CUE}{_WHEN}"
    r"\s*[,:]?\s+(?P<content>(?:that\s+)?\S.{8,})$",
    re.DOTALL,
)
_TELL = frozenset({"tell", "tells", "told"})  # `told a meeting` names who listens
_NOBODY = frozenset({"the", "a", "an"})
_CIRCUMSTANCE = frozenset(
    "after before during since when while until despite amid among under over if".split()
)
_ACCORDING = re.compile(r"\baccording\s+to\b", re.IGNORECASE)
_SOURCE_END = re.compile(r",\s|;\s|[.!?]?[\"”’]*\s*$")
_LABEL = re.compile(r"^(?P<source>[A-Z][\w’' -]{2,40})(?P<cue>:)\s+(?P<content>[^\"“”]\S.{11,}|[\"“].{11,})$")
_TURN = re.compile(r"^(?P<source>[A-Z][\w.’'-]+(?:\s[A-Z][\w.’'-]+){0,3})(?P<cue>:)\s+(?=\S+\s+\S)")
_QUOTED_TURN = re.compile(r"\s*[\"“‘'](?:\S+\s+){2}")
_OPENING = re.compile(
    r"\s*(?:[“\"])?(?:well|yes|yeah|no|ok|okay|look|i|i’m|i'm|we|we’re|you|and|but|so|do|did|does|is|are|was|will|would"
    r"|what|why|how|who|let|that’s|it’s|this|if|because|now|right|thank|thanks|oh|my|our|can|there|they)\b",
    re.IGNORECASE,
)
_OWN_WORDS = re.compile(r"\b(?:i|we|you|me|us|my|our|your|let’s|i’m|i’ve|we’re|you’re)\b", re.IGNORECASE)
_NO_NAMES = frozenset("update correction note related photo video watch read listen editor more also".split())
_CREDIT = re.compile(r"^(?P<content>[^:\"“”]{12,})(?P<cue>:)\s+(?P<source>[A-Za-z][\w’' -]{2,40})$")
_CREDITED = frozenset(
    """police officials official report reports study survey poll minister ministry company lawyer source sources
        spokesman spokeswoman spokesperson watchdog union council court mayor governor president expert
        experts researchers scientists prosecutors authorities witnesses chief ceo media""".split()
)
_LEAD_IN = re.compile(
    rf"^[\s\"“]*{_NAMED}\s+(?:(?:has|had|also|then|later|has also|went on to)\s+)*"
    rf"(?P<cue>(?:{_CUE[8:-1]}|(?:continu|post|tweet|ask|conclud|retort|read)(?:ed|s)?|reads))\b"
    r"(?:[^.;:\"“”]{0,60}:|(?:\s[^.;:,\"“”]{0,40})?\.)$"
)
_VERBAL = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|could|may|might|can|did|does|do|be|been|and|but|that|which|who)\b"
)
_SPEAKER = re.compile(
    r"^(?:(?i:the|a|an|his|her|its|their|some|one|two|three|several|many|he|she|they|it|police|officials|authorities"
    r"|witnesses|residents|experts|sources|lawyers|doctors|investigators|prosecutors|organisers|organizers)\b|[A-Z])"
)
_ROLE_AND_NAME = re.compile(r"^[a-z][\w-]+(?:\s[a-z][\w-]+){0,2}\s[A-Z]")  # `fisherman Odo Marle`
_NO_SPEAKER = re.compile(
    r"^(?:on|in|at|by|to|of|for|from|with|monday|tuesday|wednesday|thursday|friday|saturday|sunday|last|this)\b",
    re.IGNORECASE,
)


def find(text: str, quotes: Sequence[Quotation]) -> list[Mention]:
    """Mentions in the order of their cues."""
    read = (
        _according(text),
        _last(text),
        _first(text),
        *_after_quotes(text),
        _speaking(text),
        _labelled(text),
        _credited(text),
    )
    found = [m for m in read if m is not None]
    kept: list[Mention] = []
    for mention in found:
        cue = mention.cue
        if (
            cue is None
            or any(q.holds(*cue) and not q.single for q in quotes)
            or any(k.cue == cue for k in kept)
        ):
            continue
        kept.append(mention)
    return sorted(kept, key=lambda m: m.cue or (0, 0))


def _last(text: str) -> Mention | None:
    for pattern in (_LAST, _LAST_INVERTED):
        match = _rightmost(pattern, text)
        told = match is not None and pattern is _LAST_INVERTED and match["cue"].casefold() in _TELL
        if match and not told and len(text[: match.start()].split()) >= 2 and _is_speaker(match["source"]):
            content = _with_closing(text, match.start())
            return _mention(content, trimmed(text, *match.span("source")), match.span("cue"))
    return None


def _rightmost(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The match that begins at the last comma that allows one."""
    at = len(text)
    while (at := text.rfind(",", 0, at)) >= 0:
        match = pattern.match(text, at)
        if match:
            return match
    return None


def _with_closing(text: str, comma: int) -> Span | None:
    end = comma + 1
    while end < len(text) and text[end] in "\"”’'":
        end += 1
    return trimmed(text, 0, end if end > comma + 1 else comma)


def _first(text: str) -> Mention | None:
    match = _FIRST.match(text)
    if not match or not _is_speaker(match["source"]):
        return None
    return _mention(
        trimmed(text, *match.span("content")), trimmed(text, *match.span("source")), match.span("cue")
    )


def _after_quotes(text: str) -> list[Mention]:
    found: list[Mention] = []
    for match in _AFTER_QUOTE.finditer(text):
        cue = match.span("cue") if match["cue"] else match.span("verb")
        named = next((g for g in ("source", "named") if match[g]), None)
        if named is None or not _is_speaker(match[named]):
            continue
        mention = _mention(trimmed(text, 0, match.start() + 1), trimmed(text, *match.span(named)), cue)
        if mention:
            found.append(mention)
    return found


def _according(text: str) -> Mention | None:
    match = _ACCORDING.search(text)
    if not match:
        return None
    stop = _SOURCE_END.search(text, match.end() + 1)
    source = trimmed(text, match.end(), stop.start() if stop else len(text))
    if source is None:
        return None
    if text[: match.start()].strip(' "“'):
        content = trimmed(text, 0, match.start())
    else:
        content = trimmed(text, source[1], len(text.rstrip()))
    return _mention(content, source, match.span())


def _speaking(text: str) -> Mention | None:
    """`Voss: Well, we shall see`, `VOSS: “No.”`: a name before what only a speaker says, as transcripts have it."""
    match = _TURN.match(text)
    if match is None or match["source"].split()[0].casefold() in _NO_NAMES:
        return None
    words = text[match.end("cue") :]
    if not (_QUOTED_TURN.match(words) or (_OPENING.match(words) and _OWN_WORDS.search(words))):
        return None
    content = trimmed(text, match.end("cue"), len(text.rstrip()))
    return _mention(content, match.span("source"), match.span("cue"))


def _labelled(text: str) -> Mention | None:
    """`Council: forty bus stops will go`, as headlines have it; a name before a colon may be a mere topic."""
    match = _LABEL.match(text)
    if match is None or match["source"].casefold().rsplit(" ", 1)[-1] not in _CREDITED:
        return None
    return _mention(trimmed(text, *match.span("content")), match.span("source"), match.span("cue"))


def _credited(text: str) -> Mention | None:
    """`Forty bus stops will go: council`."""
    match = _CREDIT.match(text)
    if match is None or match["source"].casefold().rsplit(" ", 1)[-1] not in _CREDITED:
        return None
    return _mention(trimmed(text, *match.span("content")), match.span("source"), match.span("cue"))


def lead_in(text: str) -> Mention | None:
    """`The mayor continued:` before a quotation that stands in sentences of its own; the content is empty."""
    match = _LEAD_IN.match(text)
    if match is None or not _is_speaker(match["source"]):
        return None
    source, end = trimmed(text, *match.span("source")), len(text)
    return Mention(content=(end, end), source=source, cue=match.span("cue")) if source else None


def _is_speaker(source: str) -> bool:
    first = source.split(",", maxsplit=1)[0]
    return (
        bool(_SPEAKER.match(first) or _ROLE_AND_NAME.match(first))
        and not _VERBAL.search(first)
        and 0 < len(first.split()) <= 12
        and first.casefold().rsplit(" ", 1)[-1] not in _NOBODY
        and first.split()[0].casefold() not in _CIRCUMSTANCE
    )


def _mention(content: Span | None, source: Span | None, cue: Span) -> Mention | None:
    return Mention(content=content, source=source, cue=cue) if content and source else None
