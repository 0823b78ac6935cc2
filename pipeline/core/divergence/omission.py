"""Omission: a central claim that most origins of a story carry and one outlet leaves out.

Missing text is no omission: an article is named only when its full text is known, it came late enough to
know, it is long enough to have had room, and no words of it carry the claim (see `absence`). The claim must
be central: prominent where it is carried, dwelt upon, or grave.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from statistics import mean

from pipeline.core.divergence.absence import GRAVE, Core, core_of, lacked, stems_of
from pipeline.core.divergence.record import absence, divergence, evidence, severity
from pipeline.model import AlignedGroup, Article, Divergence, Evidence, Statement

MIN_CARRIERS = 3  # independent origins
MIN_SHARE = 0.6  # of the story's origins
MIN_WORDS = 120  # a shorter text had no room
LEAD = 4  # positions that count as an article's opening, the headline being 0
CENTRAL = 0.55
TELLERS = 2  # sentences of a claim that are set against an article's
TOLD = 0.7  # probability, by the pair model, from which an article's sentence carries the claim
LATE = 0.6  # a claim told on average below this part of the articles is a tangent, however grave

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


class OmissionJudge:
    """Judges claims of scope cross_outlet; subtype `missing_claim`."""

    name = "omission"
    kind = "omission"

    def judge(self, group: AlignedGroup) -> Iterable[Divergence]:
        """At most one divergence: the claim, its carriers, and every article that leaves it out."""
        story = group.story
        if group.scope != "cross_outlet" or not _widely_carried(group):
            return
        core = core_of(group.statements)
        if not core.content:
            return
        missing = {
            article_id: words
            for article_id, words in _seem_missing(group, core).items()
            if not _carried_by(article_id, group, core)
        }
        if not missing:
            return
        left_out = frozenset().union(*missing.values())
        weight = _centrality(group, left_out)
        if weight < CENTRAL:
            return
        carriers = [_best(group.statements, article_id) for article_id in _articles(group)]
        pieces = [_carried(s, core) for s in carriers]
        pieces += [absence(a) for a in story.articles if a.article_id in missing]
        yield divergence(
            group,
            kind="omission",
            subtype="missing_claim",
            thing=" ".join(sorted(core.content[:3])),
            severity=severity(0.7, carriers, gap=min(weight, 1.0)),
            confidence=0.5 + 0.3 * min(max(weight - CENTRAL, 0.0), 0.5) + 0.1 * (_share(group) >= 0.8),
            summary=self.summarise(pieces, "missing_claim"),
            evidence=pieces,
        )

    def summarise(self, evidence: Sequence[Evidence], subtype: str) -> str:  # noqa: ARG002
        """Who leaves out what, and who carries it."""
        carried = [p for p in evidence if p.sentence_id is not None]
        absent = sorted({p.outlet for p in evidence if p.sentence_id is None})
        words = min((p.quote or "" for p in carried), key=lambda q: (len(q), q), default="")
        outlets = sorted({p.outlet for p in carried})
        verb = "does" if len(absent) == 1 else "do"
        return f"{_listed(absent)} {verb} not report “{words}”, which {_listed(outlets)} carry."


def questions(group: AlignedGroup) -> list[tuple[str, str]]:
    """What a pair model is to say before a claim is told missing: (sentence of the claim, sentence of the article)."""
    if group.scope != "cross_outlet" or not _widely_carried(group):
        return []
    core = core_of(group.statements)
    missing = _seem_missing(group, core) if core.content else {}
    # What is not central with all that seems missing is not central with a part of it.
    if not missing or _centrality(group, frozenset().union(*missing.values())) < CENTRAL:
        return []
    return [
        (asked.id, sentence_id)
        for article_id in missing
        for asked in _tellers(group, core)
        for sentence_id in group.story.by_article.get(article_id, ())
    ]


def _seem_missing(group: AlignedGroup, core: Core) -> dict[str, frozenset[str]]:
    """article_id -> the claim's words that it lacks, by words and vectors alone."""
    return {
        a.article_id: found
        for a in _could_carry(group)
        if (found := lacked(core, group.statements, a, group.story))
    }


def _tellers(group: AlignedGroup, core: Core) -> list[Statement]:
    """The sentences that tell a claim with most of its words and fewest others."""
    wanted = set(core.stems)

    def fit(s: Statement) -> tuple[float, str]:
        own = stems_of(s.text)
        return -len(own & wanted) / max(len(own | wanted), 1), s.id

    return sorted(group.statements, key=fit)[:TELLERS]


def _carried_by(article_id: str, group: AlignedGroup, core: Core) -> bool:
    """Whether the pair model finds the claim in any sentence of an article; False where it was not asked."""
    story = group.story
    told = [
        story.carried.get((asked.id, sentence_id), 0.0)
        for asked in _tellers(group, core)
        for sentence_id in story.by_article.get(article_id, ())
    ]
    return max(told, default=0.0) >= TOLD


def _widely_carried(group: AlignedGroup) -> bool:
    return len({s.origin for s in group.statements}) >= MIN_CARRIERS and _share(group) >= MIN_SHARE


def _share(group: AlignedGroup) -> float:
    """The part of the story's independent origins that carries the claim."""
    return len({s.origin for s in group.statements}) / max(len(set(group.story.origins.values())), 1)


def _articles(group: AlignedGroup) -> list[str]:
    return sorted({s.article.article_id for s in group.statements})


def _could_carry(group: AlignedGroup) -> list[Article]:
    """Articles of other origins and outlets that could have told the claim."""
    origins = {s.origin for s in group.statements}
    outlets = {s.outlet for s in group.statements}
    told = [s.article.known_at for s in group.statements if s.article.known_at is not None]
    if not told:
        return []
    return [
        article
        for article in group.story.articles
        if group.story.origins.get(article.article_id, article.article_id) not in origins
        and article.outlet not in outlets
        and article.access == "full"
        and article.word_count >= MIN_WORDS
        and article.known_at is not None
        and article.known_at >= min(told)
    ]


def _centrality(group: AlignedGroup, left_out: frozenset[str]) -> float:
    """How central a claim is to its story, about 0–1.3: place, a headline, room given to it, gravity."""
    story = group.story
    places, dwelt, led = [], [], 0
    for article_id in _articles(group):
        first = min(s.sentence.position for s in group.statements if s.article.article_id == article_id)
        sentences = story.by_article.get(article_id, ())
        places.append(first / max(len(sentences), 1))
        led += first <= LEAD
        dwelt.append(sum(bool(stems_of(story.statements[i].text) & left_out) for i in sentences))
    place = min(mean(places), 1.0)
    titled = any(s.sentence.section == "headline" for s in group.statements)
    grave = place < LATE and _is_grave(group.statements)
    return (
        0.25 * (1 - place)
        + 0.25 * led / len(places)
        + 0.2 * titled
        + 0.15 * (mean(dwelt) >= 1.5)
        + 0.35 * grave
    )


def _is_grave(statements: Sequence[Statement]) -> bool:
    """Whether most of the claim's sentences speak of harm, fault or accusation."""
    return sum(bool(stems_of(s.text) & GRAVE) for s in statements) * 2 >= len(statements)


def _best(statements: Sequence[Statement], article_id: str) -> Statement:
    """The first sentence of an article that carries the claim, of the body where there is one."""
    own = [s for s in statements if s.article.article_id == article_id]
    return min(own, key=lambda s: (s.sentence.section == "headline", s.sentence.position))


def _carried(statement: Statement, core: Core) -> Evidence:
    """The words from the first to the last of the claim's central words."""
    found = [m for m in _WORD.finditer(statement.text) if stems_of(m.group()) & set(core.stems)]
    if not found:
        return evidence(statement, value="carried")
    return evidence(statement, value="carried", start=found[0].start(), end=found[-1].end())


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1] if names else "nobody"
