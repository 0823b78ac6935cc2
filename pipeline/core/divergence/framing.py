"""Framing: one fact under words of another charge, without its doer, or under a headline that says more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipeline.core.divergence.framing_agency import Hidden, hidden_agents
from pipeline.core.divergence.framing_headline import (
    hedged_below,
    others_on_it,
    overstatements,
    says_too,
    told_by_others,
)
from pipeline.core.divergence.framing_story import (
    ChargedStory,
    Spans,
    headline_confidence,
    name_confidence,
    read_story,
    tone_confidence,
)
from pipeline.core.divergence.framing_tone import (
    COOL,
    Toned,
    charged_headline,
    charged_in,
    clause_on,
    softened_in,
)
from pipeline.core.divergence.framing_versions import headline_change
from pipeline.core.divergence.framing_words import (
    Label,
    charged_of,
    counterpart,
    has_charge,
    labels_of,
    opposed,
    stand_in_one_place,
)
from pipeline.core.divergence.pairs import directed_pairs, nearest_of_each_outlet, proposition_key
from pipeline.core.divergence.record import by_version, divergence, evidence, severity
from pipeline.core.divergence.versions import changes
from pipeline.core.framing.charged import STRONG_SCORE
from pipeline.core.framing.lexicons import loose_targets
from pipeline.core.text import folded
from pipeline.model import AlignedGroup, Divergence, Evidence, FramingSignal, Statement, StoryCoverage

PLAIN = "without it"
COUNTED, DOUBTED = 0.5, 0.45
IN_PLACE = {(True, "in place"): 0.65, (True, "listed"): 0.65, (False, "in place"): 0.55}
"""Confidence by whether the charged word is strong, and how its plain one was found."""
SOFTENED = 0.55  # confidence where an outlet says less than the others


class FramingJudge:
    """Subtypes `label`, `loaded_wording`, `agency` across outlets; `headline` to its body and to an earlier one."""

    name = "framing"
    kind = "framing"

    def __init__(self) -> None:
        self._story: ChargedStory | None = None

    def judge(self, group: AlignedGroup) -> Iterable[Divergence]:
        if group.scope == "cross_outlet":
            told = self._read_story(group.story)
            labels = list(self._labels(group))
            named = {row.thing for row in labels}
            names = [row for row in self._names(group, told) if row.thing not in named]
            yield from labels
            yield from names
            toned = list(self._toned(group, told, _spans(labels)))
            yield from toned
            if not any(row.confidence >= COUNTED for row in toned):
                yield from self._loaded(group, told, _spans([*labels, *names]))
            yield from self._agency(group)
        elif group.scope == "headline_body":
            yield from self._headline(group)
        elif group.scope == "cross_version":
            yield from self._changed_headline(group)

    def _read_story(self, story: StoryCoverage) -> ChargedStory:
        """What is charged in a story; kept for its further groups, since they come one after the other."""
        if self._story is None or self._story.coverage is not story:
            self._story = read_story(story)
        return self._story

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

    def _names(self, group: AlignedGroup, told: ChargedStory) -> Iterator[Divergence]:
        """One row for each person or group that an outlet calls by a charged name, and others by a plain one."""
        inside = {s.id for s in group.statements}
        for found in told.names:
            statements = [found.charged.statement, *(n.statement for n in found.plain)]
            if not any(s.id in inside for s in statements):
                continue
            name = found.charged
            pieces = [evidence(name.statement, value=folded(name.words), start=name.start, end=name.end)]
            pieces += [
                evidence(n.statement, value=folded(n.words), start=n.start, end=n.end) for n in found.plain
            ]
            thing = found.thing if found.of_class else f"{found.thing}: {name.statement.outlet}"
            yield self._row(group, "label", thing, name_confidence(found), pieces, statements)

    def _toned(self, group: AlignedGroup, told: ChargedStory, used: Spans) -> Iterator[Divergence]:
        """One row for a claim that some charge or soften, and others tell plainly."""
        key = proposition_key(group.statements)
        hot, soft = charged_in(group, told.beside(used)), softened_in(group, told.readings)
        if hot or soft:
            confidence = max([*(tone_confidence(t, told) for t in hot), *(SOFTENED for _ in soft)])
            sure = [t for t in hot if tone_confidence(t, told) >= COUNTED]
            pieces = _toned_pieces([*(sure or hot), *soft])
            yield self._row(group, "loaded_wording", f"wording: {key}", confidence, *pieces)

    def _loaded(self, group: AlignedGroup, told: ChargedStory, used: Spans) -> Iterator[Divergence]:
        """One row for a claim in which one outlet has a listed charged word where another has its plain one."""
        pieces: list[Evidence] = []
        members: dict[str, Statement] = {}
        confidence = 0.0
        for a, b in nearest_of_each_outlet(group):
            for signal in charged_of(a)[:1]:
                plain = counterpart(signal, a, b)
                sure = IN_PLACE.get((signal.score >= STRONG_SCORE, plain.how), 0.0)
                if (
                    not sure
                    or a.sentence.section == "headline"
                    or has_charge(signal, a, b)
                    or _overlaps(signal, a, used)
                ):
                    continue
                if told.readings[b.id].heat > COOL:
                    continue
                word = a.text[signal.char_start : signal.char_end]
                pieces += [
                    evidence(a, value=folded(word), start=signal.char_start, end=signal.char_end),
                    evidence(
                        b, value=folded(b.text[plain.start : plain.end]), start=plain.start, end=plain.end
                    ),
                ]
                members |= {a.id: a, b.id: b}
                confidence = max(confidence, sure if told.is_hottest(a) else DOUBTED)
        if members:
            rows = list(members.values())
            thing = f"wording: {proposition_key(group.statements)}"
            yield self._row(group, "loaded_wording", thing, confidence, pieces, rows)

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
        hot = charged_headline(headline, group.story, self._read_story(group.story).readings)
        if hot is not None:
            thing = _headline_thing(headline)
            yield self._row(group, "headline", thing, headline_confidence(hot), *_toned_pieces([hot]))
            return
        if len(group.statements) < 2:
            return
        for found in overstatements(headline, group.story):
            others = others_on_it(headline, group)
            if not others or any(says_too(found, headline, b) for b in others):
                continue
            pieces = [evidence(headline, value=found.word, start=found.start, end=found.end)]
            shown = [b for b in others if b.sentence.section == "headline"] or others
            pieces += [evidence(b, value=PLAIN) for b in shown]
            sure = DOUBTED if told_by_others(found, headline, group) else 0.6
            yield self._row(group, "headline", _headline_thing(headline), sure, pieces, [headline, *shown])
            return
        body = hedged_below(headline, group)
        if body:
            pieces = [evidence(headline, value="states")] + [evidence(s, value="holds open") for s in body]
            yield self._row(group, "headline", _headline_thing(headline), 0.5, pieces, [headline, *body])

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


def _spans(rows: Iterable[Divergence]) -> Spans:
    """Where the words of some rows stand, by sentence; offsets into the article."""
    found: dict[str, list[tuple[int, int]]] = {}
    for piece in (p for row in rows for p in row.evidence):
        if piece.sentence_id and piece.char_start is not None and piece.char_end is not None:
            found.setdefault(piece.sentence_id, []).append((piece.char_start, piece.char_end))
    return found


def _overlaps(signal: FramingSignal, statement: Statement, used: Spans) -> bool:
    base = statement.sentence.char_start
    return any(
        start < base + signal.char_end and base + signal.char_start < end
        for start, end in used.get(statement.id, ())
    )


def _toned_pieces(found: Sequence[Toned]) -> tuple[list[Evidence], list[Statement]]:
    """The evidence and the statements of a row: the charged words, and the plain sentences, one an outlet."""
    hot = {t.charged.outlet for t in found}
    plain = {s.outlet: s for t in found for s in t.plain if s.outlet not in hot}
    pieces = [
        evidence(t.charged, value=folded(t.charged.text[t.start : t.end]), start=t.start, end=t.end)
        for t in found
    ]
    mine = [t.charged.text for t in found]
    for _, s in sorted(plain.items()):
        start, end = clause_on(s, mine)
        pieces.append(evidence(s, value=PLAIN, start=start, end=end))
    return pieces, [*(t.charged for t in found), *plain.values()]


def _sides(pieces: Sequence[Evidence]) -> Iterator[tuple[str, str, str]]:
    """(value, outlets, first quote) of each side, in the order of their values."""
    for value in sorted({p.value or "" for p in pieces}):
        of_side = [p for p in pieces if (p.value or "") == value]
        yield value, ", ".join(sorted({p.outlet for p in of_side})), min(p.quote or "" for p in of_side)
