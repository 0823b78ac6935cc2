"""What part a figure plays in its sentence. Two that play different parts may share every word and still not clash.

`ten years later` and `five months before` lie on two sides of an event; `the six` only points at people who were
counted elsewhere; `half of the votes are in` tells how far a count has come, and not who won it; `a majority of
eleven seats` is the distance between two numbers of seats; `for the first time in 195 years` tells of a pause.
"""

from __future__ import annotations

import re

from pipeline.core.divergence import figure_values as values
from pipeline.core.divergence.figure_mentions import Mention, overlap
from pipeline.core.divergence.figure_sides import Side

NEAR_UNTOLD = 0.5  # a figure of which nothing tells what it is of is set against values this near alone

ONE_SENTENCE = 0.8  # words in common from which two sentences are one, told again later

_BEFORE = re.compile(r"\s+(?:before|earlier|ahead of|prior to|previously)\b", re.IGNORECASE)
_AFTER = re.compile(
    r"\s+(?:later|after|afterwards?|into|on from)\b(?!\s+(?:a|the)\s+(?:bars|jail))", re.IGNORECASE
)
_LATER = re.compile(r"\b(?:within|after|only)\s*$", re.IGNORECASE)
_PAUSE = re.compile(r"\b(?:first|second|last|only)\s+(?:\w+\s+){0,2}?(?:in|for)\s*$", re.IGNORECASE)

_THE = re.compile(r"\b(?:the|all|those|these)\s*$", re.IGNORECASE)
_NO_NOUN = re.compile(
    r"\s*(?:[,.;:!?)\"”’']|$|-\s|(?:were|was|are|is|have|had|has|who|whom|to|in|of|by|from|and|or|on|with|for|at|being|"
    r"down|up|out|home|will|would|could|can|said|say|came|went|but|as|after|when|since|still|now|then)\b)"
)

_OUT_OF = re.compile(
    r"(?:\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty|dozen|hundred|half|most|all))"
    r"\s+(?:\w+\s+)?(?:of|out of)\s+"
    r"(?:(?:the|its|their|his|her|a total of|more than|about|some|[\w’']+['’]s?)\s+){0,2}$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\s+(?:of (?:all )?(?:the )?(?:votes?|ballots?|precincts?|polling (?:stations|districts)|districts|wards|returns|"
    r"results|constituencies)\s+)(?:\w+\s+){0,2}?(?:(?:counted|tallied|reporting|declared|reported)\b|in(?=\s*(?:[,.;:)]|$)))",
    re.IGNORECASE,
)
_TURNOUT = re.compile(r"\b(?:turnout|voted|votes cast|participation)\b", re.IGNORECASE)
_BY_CLOCK = re.compile(
    r"\b(?:at|by|until|as of)\s+(?:\d{1,2}(?:[:.]\d\d)?\s*(?:[ap]\.?m\b|o['’]clock)|noon|midday|"
    r"(?:\w+\s+o['’]clock))",
    re.IGNORECASE,
)

_MARGIN = re.compile(
    r"\b(?:majority|lead|margin|advantage|cushion|gap|surplus|shortfall|difference)\s+of\s+"
    r"(?:just |only |about |some )?$",
    re.IGNORECASE,
)
_BELOW = re.compile(
    r"\s+(?:below|above|short of|longer than|shorter than|more than|less than|under|over)\s+(?:what|the)\b"
)
_CLEAR = re.compile(
    r"\s+(?:\w+\s+)?(?:seats?|points?|votes?|places?)?\s*(?:ahead|behind|clear|short|adrift|shy)\b"
)

_LEADS = re.compile(
    r"\b(?:lead|leads|leading|led|difference|margin|majority|ahead|behind|victory|won by|win by|narrowed|by \d)\b|"
    r"\bfewer\.",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:not|never|neither|nor|rather than|instead of)\s+(?:the|at|in|by|for|with|to)?\s*$", re.IGNORECASE
)
_LIMIT = re.compile(
    r"\b(?:hitherto|until now|till now|up to now|until then|never|"
    r"no [^.;,]{1,40}(?:has|have|had) (?:ever|yet|hitherto|before|been)|"
    r"speed limit|limit|permitted|allowed|maximum allowed|threshold)\b",
    re.IGNORECASE,
)


def offset(mention: Mention) -> str:
    """`before` or `after` where a span tells how far from something it lies, else nothing."""
    figure, text = mention.figure, mention.text
    if figure.kind != "duration" or mention.is_age:
        return ""
    if _BEFORE.match(text, figure.char_end):
        return "before"
    left = text[: figure.char_start]
    return "after" if _AFTER.match(text, figure.char_end) or _LATER.search(left) else ""


def is_pause(mention: Mention) -> bool:
    """`for the first time in 195 years`: how long something had not been."""
    return mention.figure.kind == "duration" and bool(
        _PAUSE.search(mention.text[: mention.figure.char_start])
    )


def is_pointing(mention: Mention) -> bool:
    """`the six`, `all three`: people or things that were counted elsewhere, with no noun and no fate of their own."""
    figure, text = mention.figure, mention.text
    if figure.kind != "count" or figure.approximator != "exact":
        return False
    return bool(_THE.search(text[: figure.char_start]) and _NO_NOUN.match(text, figure.char_end))


def is_nounless(mention: Mention) -> bool:
    """A count behind which no noun stands: only its surroundings tell of what."""
    return (
        mention.figure.kind == "count" and _NO_NOUN.match(mention.text, mention.figure.char_end) is not None
    )


def is_whole(mention: Mention) -> bool:
    """The number out of which another in its sentence is counted: the 15 of `six of the city's 15 branches`."""
    figure, text = mention.figure, mention.text
    return figure.kind == "count" and _OUT_OF.search(text[: figure.char_start]) is not None


def is_progress(mention: Mention) -> bool:
    """How far a count has come (`71 percent of the votes counted`), or a turnout of before the polls closed."""
    figure, text = mention.figure, mention.text
    if figure.kind not in ("percent", "count"):
        return False
    if _COUNTED.match(text, figure.char_end):
        return True
    return figure.kind == "percent" and bool(_TURNOUT.search(text) and _BY_CLOCK.search(text))


def is_margin(mention: Mention) -> bool:
    """How far one number lies from another: `a majority of eleven seats`, `six points clear`."""
    figure, text = mention.figure, mention.text
    if figure.kind in ("duration", "money"):
        return _BELOW.match(text, figure.char_end) is not None
    if figure.kind not in ("count", "percent"):
        return False
    return bool(_MARGIN.search(text[: figure.char_start]) or _CLEAR.match(text, figure.char_end))


def is_denied(mention: Mention) -> bool:
    """Whether a sentence names a value to deny it: `310 euros, not the 430 of the speech`."""
    return _DENIED.search(mention.text[: mention.figure.char_start]) is not None


def is_sum(mention: Mention) -> bool:
    """Whether a sentence says that its figure adds up several: `together the three would hold 94 seats`."""
    clause = re.split(r"[;:]", mention.text[: mention.figure.char_start])[-1]
    return re.search(r"\b(?:together|combined|between them|jointly)\b", clause, re.IGNORECASE) is not None


def is_limit(mention: Mention) -> bool:
    """What a thing had never passed, or must not: `no drone was hitherto known to fly further than 150 km`."""
    clause = re.split(r"[.;:]", mention.text[: mention.figure.char_start])[-1]
    return mention.figure.kind in ("measure", "money", "percent") and bool(_LIMIT.search(clause))


def parts_differ(a: Side, b: Side) -> str | None:
    """Why two figures whose values clash play different parts in their sentences; None where they may not."""
    one, two = a.mention, b.mention
    counting = is_progress(one), is_progress(two)
    if any(counting) and not (all(counting) and overlap(one.text, two.text) >= ONE_SENTENCE):
        return "how far a count has come"
    if is_denied(one) or is_denied(two):
        return "one is told to be wrong"
    if not (one.words and two.words) and values.gap(one.figure, two.figure) > NEAR_UNTOLD:
        return "nothing tells what one of them is of"
    if is_whole(one) != is_whole(two):
        return "one is all of which the other may be a part"
    if is_pause(one) != is_pause(two):
        return "how long something had not been"
    if is_margin(one) != is_margin(two) and not (_LEADS.search(one.text) and _LEADS.search(two.text)):
        return "one is the distance between two numbers"
    if is_sum(one) != is_sum(two) and one.figure.kind in ("count", "money"):
        return "one adds up several"
    if is_limit(one) != is_limit(two):
        return "one is a limit"
    if offset(one) != offset(two) and ((offset(one) and offset(two)) or not one.words & two.words):
        return "on two sides of an event"
    if (is_pointing(one) or is_pointing(two)) and not one.states & two.states:
        return "one only points at what was counted"
    return None
