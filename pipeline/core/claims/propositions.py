"""What a sentence says happened: its propositions, each with polarity, certainty, roles and speaker.

Read from a dependency parse with ClearNLP labels. A proposition is a verb (`resume`), a verb with its
particle (`put_off`), a state (`be guilty` gives `guilty`) or a thing said to be lacking (`without a seal`
gives `seal`, denied). What lies under `denied that`, `failed to`, `is feared` takes the polarity and the
certainty of what governs it, and the speaker of a verb of saying.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pipeline.core.claims import lexicon
from pipeline.core.text import STOP_WORDS, folded, stem
from pipeline.model import Parse, Token

Certainty = Literal["settled", "open", "planned"]
Words = frozenset[str]
_NONE: Words = frozenset()

_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
_OBJECTS = ("dobj", "dative")
_STATES = ("acomp", "attr", "oprd")
_COPULAS = ("be", "remain", "stay", "become", "prove")
_CLAUSES = ("ccomp", "xcomp", "advcl", "relcl", "acl", "conj", "parataxis", "pcomp", "csubj", "csubjpass")
_CONTENT = ("NOUN", "PROPN", "ADJ", "NUM", "ADV")
_PARTITIVES = frozenset(
    "dozen score hundred thousand million number group part half third quarter majority all most some many few none"
    " one two three several any each series pair".split()
)
_MAX_DEPTH = 8
_MAX_SPAN = (
    10  # tokens from the first to the last deciding word; farther apart the parse is not to be trusted
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposition:
    """One thing a sentence says. Offsets are into the sentence; word sets hold stems."""

    head: str  # lemma of the predicate, folded
    index: int  # its token
    affirmed: bool
    certainty: Certainty
    agent: Words  # who did it; empty where unknown or a pronoun
    patient: Words  # to whom or what
    of: Words  # what the theme is a part or a kind of: `wool` in `exports of wool`
    context: Words  # every content word of the clause, the predicate left out
    speaker: Words | None  # in whose mouth it stands; None is the writer's own voice
    conditional: bool  # holds only if something else does
    restricted: bool  # `only`: what it denies and what it affirms is for a reader to say
    start: int  # the words that decide polarity or certainty, with the predicate
    end: int

    @property
    def theme(self) -> Words:
        """What the predicate is about: whom it befell, else who did it."""
        return self.patient or self.agent


def propositions(parse: Parse) -> tuple[Proposition, ...]:
    """The propositions of a sentence, in the order of their predicates."""
    return tuple(_Reader(parse).read())


class _Reader:
    def __init__(self, parse: Parse) -> None:
        self.tokens = parse.tokens
        self.below: list[list[int]] = [[] for _ in parse.tokens]
        for i, token in enumerate(parse.tokens):
            if token.head != i:
                self.below[token.head].append(i)

    def read(self) -> Iterator[Proposition]:
        for i, token in enumerate(self.tokens):
            named = self._predicate(i)
            if named:
                found = self._proposition(i, *named)
                if found is not None:
                    yield found
            elif token.lemma == "without" and token.dep in ("prep", "advmod"):
                yield from self._lacking(i)

    # ------------------------------------------------------------ predicates

    def _predicate(self, i: int) -> tuple[str, tuple[int, ...]] | None:
        """(name, its tokens) of a predicate that can be compared, None for other words."""
        token = self.tokens[i]
        if token.pos not in ("VERB", "AUX") or token.dep in ("aux", "auxpass", "amod", "compound", "prep"):
            return None
        lemma = folded(token.lemma)
        states = [c for c in self._having(i, _STATES) if self.tokens[c].pos in ("ADJ", "NOUN", "VERB", "ADV")]
        if states and (lemma in _COPULAS or lemma in lexicon.BELIEF):
            return folded(self.tokens[states[0]].lemma), (i, states[0])
        if states and lemma == "make":
            return f"make_{folded(self.tokens[states[0]].lemma)}", (i, states[0])
        verified = lemma in lexicon.VERIFYING and bool(self._having(i, ("nsubjpass",)))
        if lemma in _COPULAS or (lemma in lexicon.SPEECH and not verified):
            return None
        particle = self._particle(i)
        if particle is not None:
            return f"{lemma}_{folded(self.tokens[particle].text)}", (i, particle)
        # the burden falls on somebody: nothing sinks
        return None if lemma == "fall" and self._falls_upon(i) else (lemma, (i,))

    def _particle(self, i: int) -> int | None:
        """`off` in `put off`; parsers take that of `go on` for a preposition without object."""
        bare = [
            c for c in self._having(i, ("prep", "advmod")) if folded(self.tokens[c].text) in ("on", "off")
        ]
        found = self._having(i, ("prt",)) or [c for c in bare if not self.below[c]]
        return found[0] if found else None

    def _falls_upon(self, i: int) -> bool:
        return any(
            folded(self.tokens[c].text) in ("on", "upon", "into", "under", "within")
            and not any(self.tokens[k].entity in ("DATE", "TIME") for k in self._having(c, ("pobj",)))
            for c in self._having(i, ("prep",))
        )

    def _proposition(self, i: int, name: str, own: tuple[int, ...]) -> Proposition | None:
        affirmed, deciding = self._polarity(i, own)
        certainty, marks = self._certainty(i)
        deciding |= marks | set(own)
        speaker: Words | None = self._according(i)
        conditional = self._conditional(i)
        for governor, link in self._governors(i):
            lemma = folded(self.tokens[governor].lemma)
            turned, marks, governed = self._turned_by(governor, lemma, link, certainty)
            affirmed, certainty = affirmed != turned, governed
            deciding |= marks
            if lemma in lexicon.SPEECH | lexicon.DENIAL and speaker is None:
                speaker = self._phrase(governor, _SUBJECTS)
            conditional = conditional or self._conditional(governor)
        if max(deciding) - min(deciding) > _MAX_SPAN:
            return None
        agent, patient = self._roles(i)
        return Proposition(
            head=name,
            index=i,
            affirmed=affirmed,
            certainty=certainty,
            agent=agent,
            patient=patient,
            of=self._of(i, _OBJECTS) or self._of(i, _SUBJECTS),
            context=self._context(i) - {stem(part) for part in name.split("_")},
            speaker=speaker,
            conditional=conditional,
            restricted=any(folded(self.tokens[c].text) == "only" for c in self.below[i]),
            start=min(self.tokens[k].start for k in deciding),
            end=max(self.tokens[k].end for k in deciding),
        )

    def _lacking(self, i: int) -> Iterator[Proposition]:
        for k in self._having(i, ("pobj",)):
            thing = self.tokens[k]
            if thing.pos != "NOUN":
                continue
            clause = self._clause_of(i)
            agent = self._phrase(clause, _SUBJECTS) if clause is not None else _NONE
            context = self._context(clause) if clause is not None else _NONE
            yield Proposition(
                head=folded(thing.lemma),
                index=k,
                affirmed=False,
                certainty="settled",
                agent=_NONE,
                patient=agent,
                of=_NONE,
                context=context - {stem(folded(thing.lemma))},
                speaker=self._speaker_above(clause),
                conditional=False,
                restricted=False,
                start=self.tokens[i].start,
                end=thing.end,
            )

    # ------------------------------------------------------------ polarity and certainty

    def _polarity(self, i: int, own: tuple[int, ...]) -> tuple[bool, set[int]]:
        affirmed, words = True, set[int]()
        for k in own:
            for child in self.below[k]:
                token = self.tokens[child]
                no_thing = token.dep in (*_SUBJECTS, *_OBJECTS, "attr") and (
                    folded(token.text) in lexicon.NOBODY
                    or any(folded(self.tokens[d].text) in lexicon.NO_DETERMINERS for d in self.below[child])
                )
                no_longer = folded(token.text) == "longer" and any(
                    folded(self.tokens[d].text) == "no" for d in self.below[child]
                )
                if token.dep == "neg" or folded(token.text) in lexicon.NEGATIONS or no_thing or no_longer:
                    affirmed = not affirmed
                    words |= {child, *(d for d in self.below[child] if no_thing and d < child)}
        if len(own) > 1 and any(folded(self.tokens[d].text) == "no" for d in self.below[own[-1]]):
            words |= {d for d in self.below[own[-1]] if folded(self.tokens[d].text) == "no"}
        if self.tokens[i].dep == "pcomp" and folded(self.tokens[self.tokens[i].head].text) == "without":
            affirmed, words = not affirmed, words | {self.tokens[i].head}
        return affirmed, words

    def _certainty(self, i: int) -> tuple[Certainty, set[int]]:
        if any(folded(self.tokens[m].text) in lexicon.CONDITIONS for m in self._having(i, ("mark",))):
            return "planned", set()  # a condition is no statement
        if self.tokens[i].dep in ("ccomp", "pcomp") and any(
            self.tokens[c].tag == "WP" for c in self._having(i, (*_SUBJECTS, *_OBJECTS))
        ):
            return "planned", set()  # `what caused it` states nothing
        for child in self.below[i]:
            token, word = self.tokens[child], folded(self.tokens[child].text)
            opens = (token.dep == "aux" and word in lexicon.MODALS) or (
                token.dep in ("advmod", "acomp") and word in lexicon.OPEN_ADVERBS
            )
            if opens and not (word == "could" and self._having(i, ("neg",))):
                return "open", {child}
        if any(folded(self.tokens[c].text) in ("should", "must", "shall") for c in self._having(i, ("aux",))):
            return "planned", set()
        if self.tokens[i].tag == "VB" and not self._having(i, ("aux",)) and self.tokens[i].dep == "ROOT":
            return "planned", set()  # an imperative
        if any(self.tokens[c].tag == "TO" for c in self._having(i, ("aux",))):
            return "planned", set()  # until what governs it says that it was done
        if folded(self.tokens[i].lemma) in lexicon.BELIEF and self._having(i, ("oprd",)):
            return "open", {i}
        return "settled", set()

    def _turned_by(
        self, governor: int, lemma: str, link: str, now: Certainty
    ) -> tuple[bool, set[int], Certainty]:
        """Whether a governor turns what its complement says, by which words, and how certain it leaves it.

        `did not confirm that` leaves it open, it does not deny; `did not deny` neither.
        """
        holds, words = self._polarity(governor, (governor,))
        certainty, marks = self._governed(governor, lemma, link, now)
        if lemma in lexicon.DENIAL or (lemma in lexicon.REFUSAL and link == "xcomp"):
            return (True, {governor}, certainty) if holds else (False, words | {governor}, "open")
        if holds:
            return False, marks, certainty
        if lemma in lexicon.SPEECH:
            return False, words | {governor}, "open"
        turns = link == "xcomp" or lemma in lexicon.BELIEF
        return turns, (words | marks | {governor}) if turns else marks, certainty

    def _governed(self, governor: int, lemma: str, link: str, now: Certainty) -> tuple[Certainty, set[int]]:
        """The certainty of what a governor's complement says, and the words that make it so."""
        passive = bool(self._having(governor, ("auxpass",)))
        believed = lemma in lexicon.BELIEF and (passive or link == "ccomp")
        accused = (lemma in lexicon.ACCUSATION and link == "of") or link == "noun"
        if believed or accused or lemma in lexicon.SEEMING:
            return "open", {governor}
        if lemma in lexicon.PLANNING and link in ("xcomp", "ccomp"):
            return ("planned" if now == "settled" else now), set()
        if link == "xcomp" and lemma in lexicon.REFUSAL | lexicon.DOING and now == "planned":
            return self._certainty(governor)
        state = [
            c
            for c in self._having(governor, _STATES)
            if folded(self.tokens[c].text) in lexicon.OPEN_ADJECTIVES
        ]
        if state:
            return "open", {governor, state[0]}
        if link == "ccomp" and any(
            folded(self.tokens[c].text) in ("whether", "if") for c in self._clause_marks(governor)
        ):
            return "open", {governor}
        return now, set()

    def _conditional(self, i: int) -> bool:
        """Whether a clause holds under a condition, or is one."""
        inquiring = folded(self.tokens[i].lemma) in lexicon.INQUIRY
        conditions = [c for c in self._having(i, ("advcl",)) if self._supposed(c)]
        return self._supposed(i) or (bool(conditions) and not inquiring)

    def _supposed(self, i: int) -> bool:
        """Whether a clause is itself the condition: `if X`, `until X`, `whether X`."""
        marks = lexicon.CONDITIONS | {"whether"}
        return any(folded(self.tokens[m].text) in marks for m in self._having(i, ("mark",)))

    # ------------------------------------------------------------ roles and speakers

    def _roles(self, i: int) -> tuple[Words, Words]:
        passive = bool(self._having(i, ("auxpass", "nsubjpass"))) or self._is_reduced_passive(i)
        subject = self._phrase(i, _SUBJECTS) or self._inherited_subject(i)
        by = frozenset[str]().union(
            *(self._phrase(a, ("pobj",)) for a in self._having(i, ("agent",))),
        )
        if passive:
            return by, subject
        if folded(self.tokens[i].lemma) in lexicon.TOWARDS:
            return subject, self._after_prepositions(i, ("to", "on", "for"))
        return subject, self._phrase(i, _OBJECTS)

    def _after_prepositions(self, i: int, which: tuple[str, ...]) -> Words:
        links = [c for c in self._having(i, ("prep",)) if folded(self.tokens[c].text) in which]
        return frozenset[str]().union(*(self._phrase(c, ("pobj",)) for c in links))

    def _is_reduced_passive(self, i: int) -> bool:
        token = self.tokens[i]
        return token.dep == "acl" and token.tag == "VBN"

    def _inherited_subject(self, i: int) -> Words:
        for _ in range(_MAX_DEPTH):
            token = self.tokens[i]
            if token.dep in ("acl", "relcl"):
                return self._stems(token.head)
            if token.dep not in ("xcomp", "conj", "advcl") or token.head == i:
                return _NONE
            i = token.head
            found = self._phrase(i, _SUBJECTS)
            if found:
                return found
        return _NONE

    def _governors(self, i: int) -> Iterator[tuple[int, str]]:
        """(token, link) of the verbs that a clause is the complement of, from the inside out.

        The link is `ccomp`, `xcomp`, `of` (`accused of X`), `noun` (`fears that X`), or `also` where a
        conjunction lies between.
        """
        joined = False
        for _ in range(_MAX_DEPTH):
            token, above = self.tokens[i], self.tokens[self.tokens[i].head]
            if token.head == i:
                return
            if token.dep in ("ccomp", "xcomp"):
                yield token.head, "also" if joined else token.dep
            elif token.dep == "pcomp" and above.dep == "prep" and folded(above.text) in ("of", "with"):
                yield above.head, "of"
            elif token.dep == "acl" and folded(above.lemma) in lexicon.DOUBT:
                yield token.head, "noun"
            elif token.dep == "acl" and above.dep in (*_OBJECTS, "pobj"):
                if folded(self.tokens[above.head].lemma) in lexicon.DENIAL:
                    yield above.head, "ccomp"  # `denied reports that …`
            elif token.dep not in ("conj", "dobj", "prep"):
                return
            joined = joined or token.dep == "conj"
            i = token.head

    def _speaker_above(self, i: int | None) -> Words | None:
        if i is None:
            return None
        for governor, _ in self._governors(i):
            if folded(self.tokens[governor].lemma) in lexicon.SPEECH | lexicon.DENIAL:
                return self._phrase(governor, _SUBJECTS)
        return self._according(i)

    def _according(self, i: int) -> Words | None:
        for k, token in enumerate(self.tokens):
            if folded(token.text) == "according" and self._clause_of(k) in (i, None):
                return frozenset().union(
                    *(self._phrase(to, ("pobj",)) for to in self.below[k]),
                )
        return None

    # ------------------------------------------------------------ words

    def _having(self, i: int, labels: tuple[str, ...]) -> list[int]:
        return [c for c in self.below[i] if self.tokens[c].dep in labels]

    def _clause_marks(self, governor: int) -> list[int]:
        return [m for c in self._having(governor, ("ccomp",)) for m in self._having(c, ("mark",))]

    def _clause_of(self, i: int) -> int | None:
        for _ in range(_MAX_DEPTH):
            if self.tokens[i].head == i:
                return i if self.tokens[i].pos in ("VERB", "AUX") else None
            i = self.tokens[i].head
            if self.tokens[i].pos in ("VERB", "AUX"):
                return i
        return None

    def _phrase(self, i: int, labels: tuple[str, ...]) -> Words:
        """Content stems of what fills a role: its nouns and what stands before them, no more."""
        return frozenset[str]().union(*(self._stems(c) for c in self._having(i, labels)))

    def _of(self, i: int, labels: tuple[str, ...]) -> Words:
        links = [
            p
            for c in self._having(i, labels)
            for p in self._having(c, ("prep",))
            if folded(self.tokens[p].text) == "of" and folded(self.tokens[c].lemma) not in _PARTITIVES
        ]
        things = [o for p in links for o in self._having(p, ("pobj",))]
        things += [c for o in things for c in self._having(o, ("conj",))]
        return frozenset(_content(self.tokens[o]) for o in things) - {""}

    def _stems(self, i: int) -> Words:
        close = self._having(i, ("compound", "amod", "nummod", "nmod"))
        also = self._having(i, ("conj", "appos"))
        if folded(self.tokens[i].lemma) in _PARTITIVES:
            also += [o for p in self._having(i, ("prep",)) for o in self._having(p, ("pobj",))]
        more = frozenset[str]().union(*(self._stems(c) for c in also))
        return more | (frozenset(_content(self.tokens[k]) for k in (i, *close)) - {""})

    def _context(self, i: int) -> Words:
        return frozenset(_content(self.tokens[k]) for k in self._within(i) if k != i) - {""}

    def _within(self, i: int) -> Iterator[int]:
        yield i
        for c in self.below[i]:
            if self.tokens[c].dep not in _CLAUSES or self.tokens[c].pos in ("NOUN", "PROPN"):
                yield from self._within(c)


def _content(token: Token) -> str:
    word = folded(token.lemma if token.pos in ("NOUN", "VERB") else token.text)
    if token.pos == "NOUN":
        word = lexicon.common_name(word)
    return stem(word) if token.pos in _CONTENT and word not in STOP_WORDS and word[:1].isalnum() else ""
