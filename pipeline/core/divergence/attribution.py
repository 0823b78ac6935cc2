"""Attribution: own voice against a source, other sources for one statement, quotations whose words differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipeline.core.attributions.stance import main_attribution
from pipeline.core.divergence.attribution_pairs import (
    UNRESOLVED,
    aligned_sides,
    all_told,
    also_names,
    content_near,
    one_speaker,
    source_confidence,
)
from pipeline.core.divergence.attribution_quotes import Alteration, altered, reworded
from pipeline.core.divergence.attribution_sources import can_speak, same_source
from pipeline.core.divergence.attribution_versions import altered_quotations, lost_sources, other_sources
from pipeline.core.divergence.attribution_voice import Voice, contested, in_own_voice, voice_of
from pipeline.core.divergence.pairs import (
    aligned_pairs,
    proposition_key,
    told_at,
    with_aligned,
)
from pipeline.core.divergence.record import by_version, divergence, evidence, severity
from pipeline.model import AlignedGroup, Attribution, Divergence, Evidence, Statement

OWN_VOICE = "own voice"
SURELY_ONE = 0.9  # score of two sentences from which their quotations may be one, reworded
ONE_UTTERANCE = 8  # quoted words in common from which two quotations are of one utterance, whoever speaks
_CHANGED = {
    "fact_vs_attributed": "A source was dropped",
    "different_source": "Another source for one statement",
    "altered_quote": "A quotation was changed",
}


class AttributionJudge:
    """Judges claims across outlets and versions; subtypes `fact_vs_attributed`, `different_source`, `altered_quote`."""

    name = "attribution"
    kind = "attribution"

    def judge(self, group: AlignedGroup) -> Iterable[Divergence]:
        """At most one divergence of each subtype: a claim is one thing to attribute. Of versions, one a change."""
        if group.scope == "cross_version":
            yield from self._changed(group)
        if group.scope != "cross_outlet":
            return
        for found in (self._voice(group), self._sources(group), self._quotes(group)):
            if found is not None:
                yield found

    def summarise(self, evidence: Sequence[Evidence], subtype: str) -> str:
        """`Police (A, B) against the mayor (C) as the source of …`: sides in their order, no verdict."""
        sides = list(_sides(evidence))
        changed = by_version(evidence)
        if changed is not None:
            return f"{_CHANGED.get(subtype, 'Changed')}: {changed}"
        if subtype == "fact_vs_attributed":
            own = [outlets for value, outlets, _ in sides if value == OWN_VOICE]
            told = [f"{outlets} as the word of {value}" for value, outlets, _ in sides if value != OWN_VOICE]
            return f"{', '.join(own)} in its own voice; {'; '.join(told)}."
        if subtype == "altered_quote":
            return (
                "A quotation with other words: " + " against ".join(f"“{q}” ({o})" for _, o, q in sides) + "."
            )
        return (
            " against ".join(f"{value} ({outlets})" for value, outlets, _ in sides)
            + " as the source of one statement."
        )

    # ------------------------------------------------------------ versions of one article

    def _changed(self, group: AlignedGroup) -> Iterator[Divergence]:
        for old, new, found in altered_quotations(group):
            pieces = [
                evidence(old, value=found.a_words, start=found.a[0], end=found.a[1]),
                evidence(new, value=found.b_words, start=found.b[0], end=found.b[1]),
            ]
            sure = 0.7 if found.certain else 0.5
            yield self._change(
                group, "altered_quote", f"quotation {found.run}", 0.75, sure, pieces, [old, new]
            )
        for lost in lost_sources(group):
            pieces = [_voice_evidence(lost.told, own=False), _voice_evidence(lost.own, own=True)]
            members = [lost.told.statement, lost.own.statement]
            sure = 0.6 if lost.weight else UNRESOLVED
            key = proposition_key(members)
            yield self._change(group, "fact_vs_attributed", key, 0.6, sure, pieces, members)
        for other in other_sources(group):
            pieces = [_source_evidence(other.old, other.source), _source_evidence(other.new, other.other)]
            members = [other.old, other.new]
            key = proposition_key(members)
            yield self._change(group, "different_source", key, 0.5, 0.55, pieces, members)

    def _change(
        self,
        group: AlignedGroup,
        subtype: str,
        thing: str,
        base: float,
        confidence: float,
        pieces: Sequence[Evidence],
        members: Sequence[Statement],
    ) -> Divergence:
        return divergence(
            group,
            kind="attribution",
            subtype=subtype,
            thing=thing,
            severity=severity(base, members),
            confidence=confidence,
            summary=self.summarise(pieces, subtype),
            evidence=pieces,
        )

    # ------------------------------------------------------------ own voice against a source

    def _voice(self, group: AlignedGroup) -> Divergence | None:
        voices = [voice_of(s) for s in with_aligned(group)]
        told = [
            v
            for v in voices
            if v.attribution is not None and v.attribution.source and can_speak(v.attribution)
        ]
        own = [v for v in voices if in_own_voice(v, told, group.story)]
        partners = aligned_sides(group, own, told)
        if not partners:
            return None
        own = [v for v in own if any(v is o for o, _ in partners)]
        told = all_told(told, [t for _, t in partners])
        balanced = {v.statement.article.article_id for v in own} & {
            v.statement.article.article_id for v in told
        }
        own = [v for v in own if v.statement.article.article_id not in balanced]
        weight = contested(told)
        if not own or not weight:
            return None
        pieces = [_voice_evidence(v, own=True) for v in own] + [_voice_evidence(v, own=False) for v in told]
        members = [v.statement for v in (*own, *told)]
        return divergence(
            group,
            kind="attribution",
            subtype="fact_vs_attributed",
            thing=proposition_key(group.statements),
            severity=severity(0.7, members, gap=weight),
            confidence=min(0.2 + 0.6 * weight, 0.8),
            summary=self.summarise(pieces, "fact_vs_attributed"),
            evidence=pieces,
        )

    # ------------------------------------------------------------ other sources

    def _sources(self, group: AlignedGroup) -> Divergence | None:
        conflicts: list[tuple[Statement, Attribution, Statement, Attribution]] = []
        for a, b, _ in aligned_pairs(group):
            mine, theirs = main_attribution(a.text, a.attributions), main_attribution(b.text, b.attributions)
            if mine is None or theirs is None or not (can_speak(mine) and can_speak(theirs)):
                continue
            if not mine.source or not theirs.source:
                continue
            if same_source(mine, theirs, group.story) or also_names(a, theirs) or also_names(b, mine):
                continue
            if content_near(a, mine, b, theirs):
                conflicts.append((a, mine, b, theirs))
        if not conflicts:
            return None
        named = {s.id: (s, found) for a, x, b, y in conflicts for s, found in ((a, x), (b, y))}
        pieces = [_source_evidence(s, found) for s, found in named.values()]
        members = [s for s, _ in named.values()]
        return divergence(
            group,
            kind="attribution",
            subtype="different_source",
            thing=proposition_key(group.statements),
            severity=severity(0.5, members),
            confidence=max(source_confidence(c) for c in conflicts),
            summary=self.summarise(pieces, "different_source"),
            evidence=pieces,
        )

    # ------------------------------------------------------------ quotations

    def _quotes(self, group: AlignedGroup) -> Divergence | None:
        pieces: list[Evidence] = []
        members: dict[str, Statement] = {}
        best: Alteration | None = None
        first: tuple[list[tuple[float, str, int]], str] | None = None  # the run of the pair that stood first
        known = False
        for a, b, _ in aligned_pairs(group):
            speaker = one_speaker(a, b, group)
            found = altered(a, b) if speaker is not False else None
            if found is None and (speaker or (speaker is None and (group.score(a, b) or 0.0) >= SURELY_ONE)):
                found = reworded(a, b)
                known = known or found is not None
            if found is None:
                continue
            known = known or speaker is True or found.shared >= ONE_UTTERANCE
            pieces += [
                evidence(a, value=found.a_words, start=found.a[0], end=found.a[1]),
                evidence(b, value=found.b_words, start=found.b[0], end=found.b[1]),
            ]
            members |= {a.id: a, b.id: b}
            named = (sorted((told_at(a), told_at(b)), reverse=True), found.run)
            first = min(first, named) if first is not None else named
            if best is None or (found.certain, found.run) > (best.certain, best.run):
                best = found
        if best is None or first is None:
            return None
        return divergence(
            group,
            kind="attribution",
            subtype="altered_quote",
            thing=f"quotation {first[1]}",
            severity=severity(0.75, list(members.values())),
            confidence=(0.65 if best.certain else 0.5) if known else UNRESOLVED,
            summary=self.summarise(pieces, "altered_quote"),
            evidence=pieces,
        )


def _voice_evidence(voice: Voice, *, own: bool) -> Evidence:
    found = voice.attribution
    if own or found is None:
        return evidence(voice.statement, value=OWN_VOICE)
    spans = [
        (start, end)
        for start, end in ((found.source_start, found.source_end), (found.cue_start, found.cue_end))
        if start is not None and end is not None
    ]
    value = found.source or found.source_text or "somebody unnamed"
    if not spans:
        return evidence(voice.statement, value=value)
    return evidence(
        voice.statement, value=value, start=min(s[0] for s in spans), end=max(s[1] for s in spans)
    )


def _source_evidence(statement: Statement, found: Attribution) -> Evidence:
    if found.source_start is None or found.source_end is None:
        return evidence(statement, value=found.source or "")
    return evidence(statement, value=found.source or "", start=found.source_start, end=found.source_end)


def _sides(pieces: Sequence[Evidence]) -> Iterator[tuple[str, str, str]]:
    """(value, outlets, first quote) of each side, in the order of their values."""
    for value in sorted({p.value or "" for p in pieces}):
        of_side = [p for p in pieces if (p.value or "") == value]
        yield value, ", ".join(sorted({p.outlet for p in of_side})), min(p.quote or "" for p in of_side)
