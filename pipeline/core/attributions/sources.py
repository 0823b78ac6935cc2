"""Who speaks, in normal form: a name without titles, or the head of a description without its article."""

from __future__ import annotations

import re

PERSON_PRONOUNS = frozenset("he she him his her".split())
GROUP_PRONOUNS = frozenset("they them their it its".split())
PRONOUNS = PERSON_PRONOUNS | GROUP_PRONOUNS | frozenset("i we you who which that this these those".split())

TITLES = frozenset(
    """mr mrs ms miss mx dr prof sir dame lord lady maj col gen capt sgt lt cpl cmdr adm sen rep gov rev
        hon fr sr st judge justice brig det insp supt sheikh ayatollah imam rabbi cardinal bishop
        archbishop pope king queen prince princess""".split()
)
SPOKES = frozenset("spokesman spokeswoman spokesperson spokesmen spokespeople spokespersons spox".split())
ROLES = SPOKES | frozenset(
    """minister president vice prime premier chancellor chief mayor chairman chairwoman chairperson chair
        director commissioner officer secretary envoy ambassador leader boss ceo cfo coo executive
        coach manager captain commander general colonel major senator congressman congresswoman
        representative governor professor doctor lawyer attorney prosecutor solicitor barrister
        analyst expert author founder owner head deputy assistant administrator superintendent
        inspector constable detective sheriff marshal lieutenant sergeant candidate lawmaker mp councillor
        councilman councilwoman alderman economist scientist researcher physician surgeon nurse
        teacher farmer specialist historian journalist reporter correspondent editor negotiator
        investigator aide adviser advisor official survivor witness passenger resident
        neighbour neighbor widow mother father brother sister son daughter wife husband tycoon
        billionaire magnate guard driver pilot sailor engineer technician consultant activist
        campaigner organiser organizer delegate speaker treasurer principal rector dean curator""".split()
)
DOCUMENTS = frozenset(
    """statement report letter memo document study survey poll note email message tweet post release filing
        communique communiqué lawsuit complaint indictment data figures records article interview
        briefing video paper analysis review audit dispatch""".split()
)
_FIRST_WORDS = frozenset(
    """a an the this that these those some any one two three four five several many most all both his her
        its their our my another other each every no few dozens hundreds thousands more other late
        former then current""".split()
)
_PREPOSITIONS = frozenset("of for from in at with to on by near inside outside against about close".split())
_WORD = re.compile(r"[^\W_](?:[^\W_]|[’'.\-&](?=[^\W_]))*\.?")
_RELATIVE = re.compile(
    r",?\s+(?:who|whose|which|where|whom)\b|,?\s+that\s+(?=[a-z])|\s[–—-]{1,2}\s"
    r"|,?\s+(?:speaking|citing|quoting|adding|writing|referring)\b"
)
_TIMES = re.compile(
    r",?\s+(?:on|in|late|early|earlier|last|this)\s+(?:on\s+)?(?:a\s+)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun|statement|week|month"
    r"|year|night|interview|news)\w*\b.*$|\s+(?:yesterday|today|later|earlier|recently|also|again)\b.*$",
)
_BRACKETS = re.compile(r"\s*\([^)]*\)")


def normal_source(text: str | None) -> str | None:
    """`Coast guard spokesman Lise Harn` → `lise harn`, `a police spokesman` → `police`, `He` → None."""
    if not text:
        return None
    plain = _BRACKETS.sub("", text).strip(" ,.;:\"“”‘’'")
    parts = [p for p in re.split(r",\s+", _RELATIVE.split(plain, maxsplit=1)[0]) if p.strip()]
    if not parts or parts[0].casefold() in PRONOUNS:
        return None
    first = _words(_TIMES.sub("", parts[0]))
    name = person_of(first)
    if name is None and not _is_name(first):
        for part in parts[1:3]:
            words = _words(part)
            name = person_of(words) or (" ".join(words).casefold() if _is_full_name(words) else None)
            if name:
                break
    return name or _description(first)


def person_of(words: list[str]) -> str | None:
    """The name that follows a title or role (`Transport Minister Ilka Morn` → `ilka morn`)."""
    for cut in range(len(words) - 1, 0, -1):
        if not (_is_role(words[cut - 1]) or _is_title(words[cut - 1])):
            continue
        name: list[str] = []
        for word in words[cut:]:
            if not (word[0].isupper() or (name and word in {"de", "van", "von", "al", "bin", "der"})):
                break
            name.append(word)
        if name and not _is_role(name[0]):
            return " ".join(name).casefold()
    return _name_at_end(words)


def _name_at_end(words: list[str]) -> str | None:
    """`harbour master Elin Voss`: two or three capitals after what somebody is."""
    first = len(words)
    while first and words[first - 1][0].isupper():
        first -= 1
    before = words[first - 1] if first else ""
    if (
        not before
        or before.casefold() in _PREPOSITIONS | _FIRST_WORDS | {"and", "or"}
        or not before.isalpha()
    ):
        return None
    return " ".join(words[first:]).casefold() if 2 <= len(words) - first <= 3 else None


def surname(source: str) -> str:
    """The last word of a normal form."""
    return source.rsplit(" ", 1)[-1]


def is_pronoun(text: str | None) -> bool:
    return bool(text) and str(text).strip().casefold() in PRONOUNS


def _description(words: list[str]) -> str | None:
    kept = list(words)
    while len(kept) > 1 and (
        kept[0].casefold() in _FIRST_WORDS or (_is_title(kept[0]) and kept[1][0].isupper())
    ):
        kept = kept[1:]
    at = next((i for i, w in enumerate(kept) if i and w.casefold() in _PREPOSITIONS), len(kept))
    head = [w.casefold() for w in kept[:at]]
    rest = kept[at + 1 :]
    if head and rest and (head[-1] in SPOKES or head[-1] in DOCUMENTS):
        speaker = _description(rest)
        if speaker and speaker not in {"reporters", "journalists"}:
            return speaker
    if len(head) > 1 and head[-1] in SPOKES | {"statement", "spokespersons"}:
        head = head[:-1]
    if head:
        head[-1] = re.sub(r"[’']s?$", "", head[-1])
    joined = " ".join(head).strip(" .")
    return joined or None


def _words(text: str) -> list[str]:
    words = [w if len(w) <= 4 and w.endswith(".") else w.rstrip(".") for w in _WORD.findall(text)]
    return [w for w in words if w]


def _is_role(word: str) -> bool:
    return word.casefold() in ROLES


def _is_title(word: str) -> bool:
    return word.casefold().rstrip(".") in TITLES and word[0].isupper()


def _is_name(words: list[str]) -> bool:
    return bool(words) and all(w[0].isupper() for w in words) and words[0].casefold() not in _FIRST_WORDS


def _is_full_name(words: list[str]) -> bool:
    return 2 <= len(words) <= 4 and _is_name(words) and not any(_is_role(w) for w in words)
