"""A story read for charges once, before its groups are judged one by one; and how sure a charge makes a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.core.divergence.framing_charge import Reading, read_charges
from pipeline.core.divergence.framing_names import NamedOtherwise, named_otherwise
from pipeline.core.divergence.framing_tone import Toned
from pipeline.core.text import content_stems
from pipeline.model import Statement, StoryCoverage

BESIDE = 2  # characters: a charged word right before a label is part of the name
COMMON = 2  # other outlets that use a word: then it is common coin

Spans = Mapping[str, Sequence[tuple[int, int]]]  # sentence_id -> places in the article


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargedStory:
    """The charges of a story's statements, by sentence_id, all of them and without those of charged names."""

    coverage: StoryCoverage
    readings: Mapping[str, Reading]
    beside_names: Mapping[str, Reading]
    names: Sequence[NamedOtherwise]

    def beside(self, used: Spans) -> Mapping[str, Reading]:
        """The charges beside names, without those inside of words that other rows have."""
        if not used:
            return self.beside_names
        return {
            key: reading.without([(s - base - BESIDE, e - base + BESIDE) for s, e in used[key]])
            if key in used
            else reading
            for key, reading in self.beside_names.items()
            for base in (reading.statement.sentence.char_start,)
        }

    def is_hottest(self, statement: Statement) -> bool:
        """Whether no other sentence of its outlet is more charged: where all is, the rest is how it writes."""
        heat = self.beside_names[statement.id].heat
        return not any(
            reading.statement.outlet == statement.outlet
            and reading.statement.sentence.section == "body"
            and (reading.heat, -reading.statement.sentence.position) > (heat, -statement.sentence.position)
            and self._is_compared(key)
            for key, reading in self.beside_names.items()
        )

    def _is_compared(self, key: str) -> bool:
        return any(key in pair for pair in self.coverage.scores)


def read_story(coverage: StoryCoverage) -> ChargedStory:
    """Reads every statement, finds charged names, and sets them apart from what else charges a statement."""
    words = _words_by_outlet(coverage)
    readings = {key: _uncommon(read_charges(s), words) for key, s in coverage.statements.items()}
    names = named_otherwise(readings, coverage)
    spans: dict[str, list[tuple[int, int]]] = {}
    for found in names:
        for name in found.again:
            spans.setdefault(name.statement.id, []).append((name.start, name.end))
    beside = {key: r.without(spans[key]) if key in spans else r for key, r in readings.items()}
    return ChargedStory(coverage=coverage, readings=readings, beside_names=beside, names=names)


def _words_by_outlet(coverage: StoryCoverage) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for statement in coverage.statements.values():
        found.setdefault(statement.outlet, set()).update(content_stems(statement.text))
    return {outlet: frozenset(words) for outlet, words in found.items()}


def _uncommon(reading: Reading, words: Mapping[str, frozenset[str]]) -> Reading:
    """Without the charges whose words several others use too: in this story they are the plain ones."""
    text, mine = reading.statement.text, reading.statement.outlet
    common = []
    for charge in reading.charges:
        keys = set(content_stems(text[charge.start : charge.end]))
        if keys and sum(keys <= theirs for outlet, theirs in words.items() if outlet != mine) >= COMMON:
            common.append((charge.start, charge.end))
    return reading.without(common) if common else reading


def name_confidence(found: NamedOtherwise) -> float:
    """By how charged the name is, and by what shows that it is the same somebody."""
    strong = 0.7 if found.charged.blames >= 0.85 else 0.6 if found.charged.blames >= 0.58 else 0.45
    return strong - (0.05 if found.how != "surname" else 0.0)


def tone_confidence(found: Toned, story: ChargedStory) -> float:
    """By heat; a name for somebody whom the others do not mention may be of somebody else."""
    if found.names_only or not story.is_hottest(found.charged):
        return 0.45
    return 0.65 if found.heat >= 0.95 else 0.55 if found.heat >= 0.88 else 0.4


def headline_confidence(found: Toned) -> float:
    return 0.65 if found.heat >= 0.9 else 0.55 if found.heat >= 0.68 else 0.45
