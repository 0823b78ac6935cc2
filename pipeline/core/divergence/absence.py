"""Is a claim absent from an article, whatever its words? The signs of presence that omission rests on.

Absence is asserted only where every sign agrees: no sentence of the article is close to any sentence of
the claim, and the words that make the claim what it is stand nowhere in the article.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.core.text import NUMBER_WORDS, content_stems, stem
from pipeline.model import Article, Statement, StoryCoverage

NEAR = 0.45  # a sentence this close (cosine) may say the same in other words
MIN_LACKED = 0.4  # share of the claim's central words that the article must lack
TOGETHER = 0.6  # share of the central words that one passage may hold before the claim counts as told

_QUANTITIES = """
percent per cent percentage point mile kilometre kilometer metre meter hectare acre mm km kg tonne ton
litre liter foot feet inch dollar euro pound crown yen rupee hundred thousand million billion trillion
dozen half nearly almost hour minute second day week month year monday tuesday wednesday thursday friday
saturday sunday january february march april may june july august september october november december
first last later since early late
"""
_UNITS = frozenset(stem(word) for word in [*_QUANTITIES.split(), *NUMBER_WORDS])
_HARM = """
abuse accuse allegation arrest attack bankrupt ban breach bribe cancel casualty charge close collapse
convict corrupt crime cut danger dead death defect deport destroy detain die dismiss drown evict explode
fail fault fire fraud grounded hostage illegal ignore injure investigate kill lack lawsuit layoff leak
manslaughter massacre murder negligence overload pollute poison prison raid rape recall resign shortage
shut sink stole stuck sue suspend threat torture toxic victim violate warn wound
"""
GRAVE = frozenset(stem(word) for word in _HARM.split())  # words of harm, fault and accusation


@dataclass(frozen=True, slots=True, kw_only=True)
class Core:
    """What makes a claim itself: stems that at least half of its origins use, most used first."""

    stems: tuple[str, ...]

    @property
    def content(self) -> tuple[str, ...]:
        """The stems without numbers, units and times, which others may give in another form."""
        return tuple(word for word in self.stems if is_content(word))


def is_content(word: str) -> bool:
    """Whether a stem carries more than a quantity or a time."""
    return not word[0].isdigit() and word not in _UNITS


def core_of(statements: Sequence[Statement]) -> Core:
    """The central stems of a claim, each origin heard once."""
    by_origin: dict[str, set[str]] = {}
    for statement in statements:
        by_origin.setdefault(statement.origin, set()).update(stems_of(statement.text))
    used = Counter(word for words in by_origin.values() for word in words)
    needed = max(2, -(-len(by_origin) // 2))
    central = [word for word, count in used.items() if count >= needed]
    return Core(stems=tuple(sorted(central, key=lambda w: (-used[w], -len(w), w))))


def lacked(core: Core, claim: Sequence[Statement], article: Article, story: StoryCoverage) -> frozenset[str]:
    """The central stems that an article lacks, where it lacks the claim; empty where it may carry it.

    A claim without vectors to compare is never called absent.
    """
    cosines = [story.nearest.get((member.id, article.article_id)) for member in claim]
    if any(cosine is None or cosine >= NEAR for cosine in cosines):
        return frozenset()
    held = stems_of(article.title) | stems_of(article.text)
    missing = frozenset(core.stems) - held
    if len(core.stems) < 2 or len(missing) < 2 or len(missing) < MIN_LACKED * len(core.stems):
        return frozenset()
    telling = [word for word in missing if is_content(word)]
    exact = any(word.isdigit() and len(word) >= 3 for word in missing)
    if len(telling) < 2 and not (telling and (exact or GRAVE & set(telling))):
        return frozenset()
    return frozenset() if _told_in_a_passage(core, article, story) else missing


def _told_in_a_passage(core: Core, article: Article, story: StoryCoverage) -> bool:
    """Whether two sentences that follow one another hold most of the claim's central words."""
    sentences = [stems_of(story.statements[i].text) for i in story.by_article.get(article.article_id, ())]
    wanted = set(core.stems)
    following = [*sentences[1:], frozenset[str]()]
    return any(
        len(wanted & (one | then)) > TOGETHER * len(wanted)
        for one, then in zip(sentences, following, strict=True)
    )


@lru_cache(maxsize=4096)
def stems_of(text: str) -> frozenset[str]:
    """The content stems of a text, as a set."""
    return frozenset(content_stems(text))
