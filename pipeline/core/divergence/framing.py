"""Framing: one fact under words of another charge, without its doer, or under a headline that says more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipeline.core.divergence.framing_agency import Hidden, hidden_agents
from pipeline.core.divergence.framing_headline import (
    headline_claims,
    hedged_below,
    others_on_it,
    overstatements,
    plain_headlines,
    says_too,
    told_by_others,
)
from pipeline.core.divergence.framing_versions import headline_change
from pipeline.core.divergence.framing_words import (
    Counterpart,
    Label,
    charged_of,
    counterpart,
    has_charge,
    labels_of,
    opposed,
    read_as_charged,
    reads_plain,
    stand_in_one_place,
    stands_out,
)
from pipeline.core.divergence.pairs import directed_pairs, nearest_of_each_outlet, proposition_key
from pipeline.core.divergence.record import by_version, divergence, evidence, severity
from pipeline.core.divergence.versions import changes
from pipeline.core.framing.charged import STRONG_SCORE
from pipeline.core.framing.lexicons import loose_targets
from pipeline.core.text import folded
from pipeline.model import AlignedGroup, Divergence, Evidence, FramingSignal, Statement

Words = tuple[str | None, int | None, int | None]  # sentence_id, char_start, char_end

PLAIN = "without it"
_CONFIDENCE = {  # (strong word?, how the plain words were found)
    (True, "in place"): 0.75,
    (True, "listed"): 0.65,
    (True, "opposite"): 0.55,
    (True, "sentence"): 0.4,
    (False, "in place"): 0.55,
    (False, "listed"): 0.4,
    (False, "opposite"): 0.3,
    (False, "sentence"): 0.2,
}


_READ_SURELY = 0.8  # the model's score from which its word counts though nothing stands in its place
_READ_WELL = 0.7  # and from which it counts where something does
_HEADLINE_READ = 0.5
_HEADLINE_LEAST = 0.49  # the model was trained on sentences, and is shy of headlines
_TOLD_ELSEWHERE = 0.45  # a headline's strong word that others have further down: on the list apart


def _read_confidence(signal: FramingSignal, plain: Counterpart, stands_out: bool) -> float:
    """An outlet that charges every sentence is told by its strongest ones; the rest stand apart."""
    if not stands_out:
        return 0.4
    if plain.how != "sentence" and signal.score >= _READ_WELL:
        return 0.6
    return 0.5 if signal.score >= _READ_SURELY else 0.3


class FramingJudge:
    """Subtypes `label`, `loaded_wording`, `agency` across outlets; `headline` to its body and to an earlier one."""

    name = "framing"
    kind = "framing"

    def judge(self, group: AlignedGroup) -> Iterable[Divergence]:
        if group.scope == "cross_outlet":
            labels = list(self._labels(group))
            yield from labels
            loaded = list(self._loaded(group, _words_used(labels)))
            yield from loaded
            yield from self._read(group, _words_used([*labels, *loaded]))
            yield from self._agency(group)
        elif group.scope == "headline_body":
            yield from self._headline(group)
        elif group.scope == "cross_version":
            yield from self._changed_headline(group)

    def summarise(self, evidence: Sequence[Evidence], subtype: str) -> str:
        """The words of each side with their outlets; no word on which is fit."""
        changed = by_version(evidence)
        if changed is not None:
            return f"The headline was changed: {changed}"
        sides = "; ".join(f"{outlets}: “{quote}”" for _, outlets, quote in _sides(evidence))
        opening = {
            "label": "Different names for the same",
            "loaded_wording": "The same in words of another charge",
            "agency": "The same with and without who did it",
            "headline": "A headline and what is reported",
        }
        return f"{opening.get(subtype, 'The same in other words')}: {sides}."

    def _row(
        self,
        group: AlignedGroup,
        subtype: str,
        thing: str,
        confidence: float,
        pieces: Sequence[Evidence],
        members: Sequence[Statement],
    ) -> Divergence:
        base = {"label": 0.6, "loaded_wording": 0.5, "agency": 0.6, "headline": 0.7}[subtype]
        return divergence(
            group,
            kind="framing",
            subtype=subtype,
            thing=thing,
            severity=severity(base, members),
            confidence=confidence,
            summary=self.summarise(pieces, subtype),
            evidence=pieces,
        )

    # ------------------------------------------------------------ words

    def _labels(self, group: AlignedGroup) -> Iterator[Divergence]:
        found: list[Label] = [label for s in group.statements for label in labels_of(s)]
        for target in sorted({label.target for label in found}):
            pairs = [
                (a, b)
                for a, b in opposed([label for label in found if label.target == target])
                if group.score(a.statement, b.statement) is not None
                and (target not in loose_targets() or stand_in_one_place(a, b))
                and not any(
                    x.charge == a.charge for x in found if x.statement is b.statement and x.target == target
                )
                and not any(x.value == b.value for x in found if x.statement is a.statement)
            ]
            if not pairs:
                continue
            used = {(x.statement.id, x.start): x for pair in pairs for x in pair}
            pieces = [evidence(x.statement, value=x.value, start=x.start, end=x.end) for x in used.values()]
            members = list({x.statement.id: x.statement for x in used.values()}.values())
            yield self._row(group, "label", target, 0.6, pieces, members)

    def _loaded(self, group: AlignedGroup, used: frozenset[Words]) -> Iterator[Divergence]:
        """One row for each matter that is charged, for the strongest word of each charged statement.

        Words that already are in a label row are left out: one thing is one row.
        """
        by_target: dict[str, list[tuple[Statement, FramingSignal, Statement, Counterpart]]] = {}
        for a, b in nearest_of_each_outlet(group):
            for signal in charged_of(a)[:1]:
                if has_charge(signal, a, b) or _is_used(signal, a, used) or headline_claims(signal, a):
                    continue
                row = (a, signal, b, counterpart(signal, a, b))
                by_target.setdefault(signal.target or "", []).append(row)
        for target, rows in sorted(by_target.items()):
            pieces: list[Evidence] = []
            for a, signal, b, plain in rows:
                word = a.text[signal.char_start : signal.char_end]
                pieces.append(evidence(a, value=folded(word), start=signal.char_start, end=signal.char_end))
                value = PLAIN if plain.how == "sentence" else folded(b.text[plain.start : plain.end])
                pieces.append(evidence(b, value=value, start=plain.start, end=plain.end))
            confidence = max(_CONFIDENCE[s.score >= STRONG_SCORE, plain.how] for _, s, _, plain in rows)
            members = list({s.id: s for a, _, b, _ in rows for s in (a, b)}.values())
            thing = f"{target}: {proposition_key(group.statements)}"
            yield self._row(group, "loaded_wording", thing, confidence, pieces, members)

    def _read(self, group: AlignedGroup, used: frozenset[Words]) -> Iterator[Divergence]:
        """One row for a claim that one outlet charges, by the model's reading, and others tell plainly."""
        pieces: dict[tuple[str, int | None], Evidence] = {}
        members: dict[str, Statement] = {}
        confidence = 0.0
        for a, b in nearest_of_each_outlet(group):
            signals = read_as_charged(a)
            if not signals or charged_of(a) or not reads_plain(b):
                continue
            signal = signals[0]
            if has_charge(signal, a, b) or _is_used(signal, a, used) or headline_claims(signal, a):
                continue
            plain = counterpart(signal, a, b)
            value = PLAIN if plain.how == "sentence" else folded(b.text[plain.start : plain.end])
            word = folded(a.text[signal.char_start : signal.char_end])
            for one in (
                evidence(a, value=word, start=signal.char_start, end=signal.char_end),
                evidence(b, value=value, start=plain.start, end=plain.end),
            ):
                pieces.setdefault((one.sentence_id or "", one.char_start), one)
            members |= {a.id: a, b.id: b}
            confidence = max(confidence, _read_confidence(signal, plain, stands_out(a, group)))
        if members:
            rows = list(members.values())
            thing = f"wording: {proposition_key(group.statements)}"
            yield self._row(group, "loaded_wording", thing, confidence, list(pieces.values()), rows)

    # ------------------------------------------------------------ agency

    def _agency(self, group: AlignedGroup) -> Iterator[Divergence]:
        by_act: dict[str, list[Hidden]] = {}
        for a, b, _ in directed_pairs(group):
            for found in hidden_agents(a, b):
                by_act.setdefault(found.act, []).append(found)
        for act, rows in sorted(by_act.items()):
            pieces: list[Evidence] = []
            for row in rows:
                agent = row.named.agent or (row.named.start, row.named.end)
                start, end = min(agent[0], row.named.start), max(agent[1], row.named.end)
                pieces.append(
                    evidence(row.by, value=folded(row.by.text[slice(*agent)]), start=start, end=end)
                )
                patient = row.hidden.patient or (row.hidden.start, row.hidden.end)
                start, end = min(patient[0], row.hidden.start), max(patient[1], row.hidden.end)
                pieces.append(evidence(row.without, value="nobody named", start=start, end=end))
            members = list({s.id: s for row in rows for s in (row.by, row.without)}.values())
            yield self._row(group, "agency", f"who did it: {act}", 0.55, pieces, members)

    # ------------------------------------------------------------ headlines

    def _headline(self, group: AlignedGroup) -> Iterator[Divergence]:
        """The first claim of a headline that neither its body nor any other outlet has; else a hedge lost."""
        headline = next((s for s in group.statements if s.sentence.section == "headline"), None)
        if headline is None:
            return
        for found in overstatements(headline, group.story):
            others = others_on_it(headline, group)
            if not others or any(says_too(found, headline, b) for b in others):
                continue
            shown = [b for b in others if b.sentence.section == "headline"] or others
            sure = _TOLD_ELSEWHERE if told_by_others(found, headline, group) else 0.6
            yield self._overstated(group, headline, (found.start, found.end), shown, sure)
            return
        charged, plain = read_as_charged(headline, least=_HEADLINE_LEAST), plain_headlines(headline, group)
        if charged and plain:
            span = (charged[0].char_start, charged[0].char_end)
            yield self._overstated(group, headline, span, plain, _HEADLINE_READ)
            return
        body = hedged_below(headline, group)
        if body:
            pieces = [evidence(headline, value="states")] + [evidence(s, value="holds open") for s in body]
            yield self._row(group, "headline", _headline_thing(headline), 0.5, pieces, [headline, *body])

    def _overstated(
        self,
        group: AlignedGroup,
        headline: Statement,
        span: tuple[int, int],
        shown: Sequence[Statement],
        confidence: float,
    ) -> Divergence:
        word = folded(headline.text[slice(*span)])
        pieces = [evidence(headline, value=word, start=span[0], end=span[1])]
        pieces += [evidence(b, value=PLAIN) for b in shown]
        return self._row(group, "headline", _headline_thing(headline), confidence, pieces, [headline, *shown])

    def _changed_headline(self, group: AlignedGroup) -> Iterator[Divergence]:
        for old, new, _ in changes(group):
            found = headline_change(old, new) if old.sentence.section == "headline" else None
            if found is None:
                continue
            pieces = [evidence(s, value=folded(s.text)) for s in (old, new)]
            yield divergence(
                group,
                kind="framing",
                subtype="headline",
                thing="headline",
                severity=severity(0.6, [old, new], gap=found.share),
                confidence=found.confidence,
                summary=self.summarise(pieces, "headline"),
                evidence=pieces,
            )


def _headline_thing(headline: Statement) -> str:
    return f"headline of {headline.article.article_id}"


def _words_used(rows: Iterable[Divergence]) -> frozenset[Words]:
    return frozenset((p.sentence_id, p.char_start, p.char_end) for row in rows for p in row.evidence)


def _is_used(signal: FramingSignal, statement: Statement, used: frozenset[Words]) -> bool:
    base = statement.sentence.char_start
    start, end = base + signal.char_start, base + signal.char_end
    return any(
        key == statement.id and first is not None and last is not None and first < end and start < last
        for key, first, last in used
    )


def _sides(pieces: Sequence[Evidence]) -> Iterator[tuple[str, str, str]]:
    """(value, outlets, first quote) of each side, in the order of their values."""
    for value in sorted({p.value or "" for p in pieces}):
        of_side = [p for p in pieces if (p.value or "") == value]
        yield value, ", ".join(sorted({p.outlet for p in of_side})), min(p.quote or "" for p in of_side)
