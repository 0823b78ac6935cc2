"""Quotations that run over several sentences: one speaker for all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from pipeline.core.attributions.plain import lead_in
from pipeline.core.attributions.quotations import quotations
from pipeline.model import Attribution, Sentence


@dataclass(slots=True)
class _Run:
    """Sentences that open and close one quotation, or several that follow each other."""

    sentences: list[Sentence] = field(default_factory=list)
    speakers: list[Attribution] = field(default_factory=list)

    @property
    def speaker(self) -> Attribution | None:
        """The one who speaks, where it is one only."""
        return self.speakers[0] if len({(a.source, a.source_text) for a in self.speakers}) == 1 else None

    @property
    def mute(self) -> bool:
        """Nothing but quotation, and nobody is named."""
        return not self.speakers and all(s.is_quote for s in self.sentences)


def carry_quotations(
    ordered: Sequence[Sentence], found: Mapping[str, Sequence[Attribution]]
) -> dict[str, list[Attribution]]:
    """The attributions with the speaker of each run on all its sentences, which name each other.

    Sentences that an open quotation joins are a run. A run of nothing but quotation goes on from the speaker
    before it (`“A,” she said. “B.”`), or leads up to the one after (`“A.” “B,” she said.`), or follows a colon.
    """
    result = {key: list(rows) for key, rows in found.items()}
    for run in _merged(_opened(ordered, found)):
        speaker = run.speaker
        if len(run.sentences) < 2 or speaker is None:
            continue
        ids = tuple(s.sentence_id for s in run.sentences)
        for sentence in run.sentences:
            rows = result[sentence.sentence_id] or _whole(sentence)
            result[sentence.sentence_id] = [_carried(a, speaker, ids) for a in rows]
    return {key: [a for a in rows if _has_content(a)] for key, rows in result.items()}


def whole_content(found: Attribution, own: Sentence, rows: Sequence[Sentence]) -> Attribution:
    """An attribution whose content spans all the sentences that it runs over, before and after its own.

    Offsets of `found` and of the result are into the article's text.
    """
    others = [r for r in rows if r.sentence_id in found.content_sentence_ids and r.position != own.position]
    announces = bool(others) and found.content_start == found.content_end
    starts = [r.char_start for r in others if announces or r.position < own.position]
    ends = [r.char_end for r in others if r.position > own.position]
    return replace(
        found,
        content_start=min([*starts, *([] if announces else [found.content_start])]),
        content_end=max([*ends, found.content_end]),
    )


def _has_content(found: Attribution) -> bool:
    return found.content_end > found.content_start or bool(found.content_sentence_ids)


def with_lead_ins(
    ordered: Sequence[Sentence], found: Mapping[str, Sequence[Attribution]]
) -> dict[str, list[Attribution]]:
    """The attributions with those of sentences that only announce a quotation: `The mayor continued:`.

    Their content is empty, at the end of the sentence, until `carry_quotations` names the sentences quoted.
    """
    result = {key: list(rows) for key, rows in found.items()}
    for before, after in pairwise(_opened(ordered, found)):
        sentence = before.sentences[-1]
        if before.speakers or sentence.is_quote or not after.mute or not _adjacent(before, after):
            continue
        mention = lead_in(sentence.text)
        if mention is not None:
            told = replace(mention.to_attribution(sentence.text, ()), quote_type="direct")
            kept = [a for a in result.get(sentence.sentence_id, ()) if a.cue_start != told.cue_start]
            result[sentence.sentence_id] = [*kept, told]
    return result


def _carried(found: Attribution, speaker: Attribution, ids: tuple[str, ...]) -> Attribution:
    if found.cue is None and found.source is None:
        return replace(found, source=speaker.source, quote_type="direct", content_sentence_ids=ids)
    return replace(found, content_sentence_ids=ids) if _quotes(found) else found


def _quotes(found: Attribution) -> bool:
    return found.voiced and found.cue is not None and found.quote_type in ("direct", "mixed")


def _opened(ordered: Sequence[Sentence], found: Mapping[str, Sequence[Attribution]]) -> list[_Run]:
    """Runs that an open quotation joins; a sentence without one stands alone."""
    runs: list[_Run] = []
    is_open, last = False, -2
    for sentence in ordered:
        marks = quotations(sentence.text)
        inside = sentence.is_quote or (bool(marks) and marks[0].start == 0)
        if not (is_open and inside and sentence.position == last + 1 and sentence.section == "body"):
            runs.append(_Run())
        runs[-1].sentences.append(sentence)
        runs[-1].speakers += [a for a in found.get(sentence.sentence_id, ()) if _quotes(a)]
        if marks:
            is_open = marks[-1].end == marks[-1].inner_end and not marks[-1].single
        elif not sentence.is_quote:
            is_open = False
        last = sentence.position
    return runs


def _merged(runs: Sequence[_Run]) -> list[_Run]:
    """Runs with the mute ones joined to whom they belong."""
    merged: list[_Run] = []
    for run in runs:
        before = merged[-1] if merged else None
        if before is not None and _adjacent(before, run) and _belongs(before, run):
            before.sentences += run.sentences
            before.speakers += run.speakers
        else:
            merged.append(_Run(sentences=[*run.sentences], speakers=[*run.speakers]))
    return merged


def _adjacent(before: _Run, after: _Run) -> bool:
    last, first = before.sentences[-1], after.sentences[0]
    return first.position - last.position == 1 and last.section == first.section == "body"


def _belongs(before: _Run, after: _Run) -> bool:
    if after.mute:
        return before.speaker is not None or before.mute or before.sentences[-1].text.rstrip().endswith(":")
    if before.mute and after.speaker is not None:
        marks = quotations(after.sentences[0].text)
        return bool(marks) and marks[0].start == 0
    return False


def _whole(sentence: Sentence) -> list[Attribution]:
    """A sentence in the middle of a quotation, which has no mark of its own."""
    if not sentence.is_quote:
        return []
    return [
        Attribution(
            source_text=None,
            source=None,
            cue=None,
            quote_type="direct",
            source_start=None,
            source_end=None,
            cue_start=None,
            cue_end=None,
            content_start=0,
            content_end=len(sentence.text),
        )
    ]
