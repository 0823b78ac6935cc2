"""A parsed sentence as a tree: subjects, agents, phrases, and what stands inside quotation marks."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from pipeline.core.attributions import cues
from pipeline.core.attributions.quotations import Quotation
from pipeline.core.attributions.spans import DATELINE, Span, trimmed, with_marks
from pipeline.model import Parse

_DAY = re.compile(r"\s*(?:late |early )?on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b", re.IGNORECASE)
_JOINING = re.compile(r"\s(?:and|but|then|also|while|later)$")
_SUBJECTS = ("nsubj", "csubj")
_NOT_SPEAKERS = frozenset({"DATE", "TIME", "CARDINAL", "PERCENT", "MONEY", "QUANTITY", "ORDINAL"})
_AGAINST = frozenset({"while", "whereas", "although", "though"})
_NOWHERE: frozenset[int] = frozenset()
_TAILS = frozenset("conj xcomp advcl acl pcomp dep".split())  # a verb without a subject speaks for its head's


class SentenceTree:
    """Tokens with their dependents; spans are code points into the text."""

    def __init__(self, text: str, parse: Parse, quotes: Sequence[Quotation]) -> None:
        self.text = text
        self.tokens = parse.tokens
        self.quotes = quotes
        self.kids: list[list[int]] = [[] for _ in self.tokens]
        for i, token in enumerate(self.tokens):
            if token.head != i:
                self.kids[token.head].append(i)

    def subject(self, verb: int, *, passive: bool = False) -> int | None:
        """The subject of a verb, or of the verb whose subject it shares; what `who` and `which` stand for."""
        wanted = ("nsubjpass", "csubjpass", "nsubj") if passive else _SUBJECTS
        seen: set[int] = set()
        at = verb
        while at not in seen:
            seen.add(at)
            own = [
                k
                for k in self.kids[at]
                if self.tokens[k].dep in wanted or (at != verb and self.tokens[k].dep == "nsubjpass")
            ]
            if own:  # of two, as a dateline gives, the nearer
                return self._antecedent(at, min(own, key=lambda k: (k > at, abs(k - at))))
            token = self.tokens[at]
            if token.dep in ("acl", "relcl") and token.tag == "VBG":
                return token.head if self.tokens[token.head].pos in ("NOUN", "PROPN", "PRON") else None
            if token.dep == "prep" and token.text.casefold() in ("before", "after", "while", "by"):
                at = token.head  # `… before insisting that …`
                continue
            if token.dep not in _TAILS or token.head == at:
                return None
            at = token.head
        return None

    def is_relative(self, verb: int) -> bool:
        """Whether `who`, `which` or `that` is the subject: what it stands for goes before, commas or not."""
        return self.tokens[verb].dep in ("relcl", "acl") and any(
            self.tokens[k].dep in _SUBJECTS and self.tokens[k].tag in ("WP", "WDT") for k in self.kids[verb]
        )

    def goes_on(self, verb: int) -> bool:
        """`…, adding`, `… before insisting`, `…, and denied`: parsers hang it on the verb of what was said before."""
        token = self.tokens[verb]
        if any(self.tokens[k].dep in ("nsubj", "nsubjpass") for k in self.kids[verb]):
            return False
        if token.tag == "VBG" and token.dep == "pcomp":
            return self.tokens[token.head].text.casefold() in ("before", "after")
        first = token.start
        if token.dep == "advcl" and token.tag == "VBG":
            first = min([first, *(self.tokens[k].start for k in self.kids[verb] if k < verb)])
        elif token.dep != "conj" or token.tag not in ("VBD", "VBZ", "VBG"):
            return False
        before = _JOINING.sub("", self.text[:first].rstrip())
        return before.rstrip().endswith((",", "—", "–", "”", '"', "''"))

    def _antecedent(self, verb: int, subject: int) -> int:
        """The noun that a relative `who` or `which` stands for."""
        token = self.tokens[verb]
        relative = self.tokens[subject].tag in ("WP", "WDT")
        return token.head if relative and token.dep in ("relcl", "acl") else subject

    def beside(self, source: Span, verb: int) -> Span:
        """The phrase between a comma and the verb, where the parser took a noun before the comma for the
        subject: `The bridge, engineers told reporters, will …`.
        """
        between = self.text[source[1] : self.tokens[verb].start]
        at = between.rfind(",")
        last = [t for t in self.tokens if source[1] + at < t.start < self.tokens[verb].start]
        if (
            at < 0
            or not last
            or any(t.pos == "VERB" for t in last)
            or last[-1].pos not in ("NOUN", "PROPN", "PRON")
        ):
            return source
        return trimmed(self.text, source[1] + at, self.tokens[verb].start) or source

    def agent(self, verb: int) -> int | None:
        """`X` of `by X`, when it is a thing that can speak."""
        for k in self.kids[verb]:
            if self.tokens[k].dep == "agent":
                return next(
                    (m for m in self.kids[k] if self.tokens[m].dep == "pobj" and self._can_speak(m)), None
                )
        return None

    def _can_speak(self, i: int) -> bool:
        token = self.tokens[i]
        return token.pos in ("NOUN", "PROPN", "PRON") and token.entity not in _NOT_SPEAKERS

    def phrase(self, head: int, cue: int | None = None) -> Span:
        """A noun phrase with what belongs to it, without a clause that tells something or holds the cue."""
        above = self._path(cue) if cue is not None else _NOWHERE
        inside = self.subtree(head, skip=lambda k: k in above or (k > head and self._not_source(k)))
        last = max(k for k in inside if k <= head or not self._is_comma(k))
        start, end = self.tokens[min(inside)].start, self.tokens[last].end
        dateline = DATELINE.match(self.text)
        if dateline and start < dateline.end() < end:
            start = dateline.end()
        for quote in self.quotes:  # parsers hang the words of a speaker on the speaker's name
            if not quote.single and start < quote.end <= self.tokens[head].start:
                start = quote.end
        while start < end and self.text[start] in '"“”':
            start += 1
        return trimmed(self.text, start, end) or (start, end)

    def _is_comma(self, k: int) -> bool:
        return self.tokens[k].dep == "punct" and self.tokens[k].text != ")"

    def _contrasts(self, k: int) -> bool:
        return (
            self.tokens[k].dep == "advcl"
            and self.text[: self.tokens[min(self.subtree(k))].start].rstrip().endswith(",")
            and any(
                self.tokens[m].dep == "mark" and self.tokens[m].text.casefold() in _AGAINST
                for m in self.kids[k]
            )
        )

    def object(self, head: int) -> Span:
        """What a verb is about, without a relative clause in which somebody tells something."""
        inside = self.subtree(head, skip=lambda k: k > head and self._tells(k))
        return self.tokens[min(inside)].start, self.tokens[max(inside)].end

    def _path(self, i: int) -> frozenset[int]:
        """A token and all that it hangs on."""
        path = {i}
        while self.tokens[i].head not in path:
            i = self.tokens[i].head
            path.add(i)
        return frozenset(path)

    def _not_source(self, k: int) -> bool:
        token = self.tokens[k]
        if token.dep == "prep" and token.lemma in ("of", "for"):
            return any(self.tokens[m].dep == "pcomp" for m in self.kids[k])
        return self._tells(k)

    def _tells(self, k: int) -> bool:
        return self.tokens[k].dep == "relcl" and any(
            self.tokens[m].lemma.casefold() in cues.VERBS for m in self.subtree(k)
        )

    def subtree(self, head: int, skip: Callable[[int], bool] | None = None) -> list[int]:
        found, stack = [], [head]
        while stack:
            at = stack.pop()
            found.append(at)
            stack.extend(k for k in self.kids[at] if skip is None or not skip(k))
        return found

    def reach(self, head: int) -> Span:
        """From the first to the last word that hangs on a token, without what is set against it after a comma:
        `said the plan was dead, while the union hopes on`.
        """
        inside = self.subtree(head, skip=lambda k: k > head and self._contrasts(k))
        return self.tokens[min(inside)].start, self.tokens[max(inside)].end

    def cue(self, verb: int) -> Span:
        return self.tokens[verb].start, self.tokens[verb].end

    def cleaned(self, span: Span, source: Span | None, cue: Span) -> Span | None:
        """Content without the cue and source at its edges, with the quotation marks around it."""
        start, end = span
        for taken in sorted(s for s in (source, cue) if s):
            if start >= taken[0] and start < taken[1]:
                start = taken[1]
            if taken[0] < end <= taken[1]:
                end = taken[0]
        if start >= end:
            return None
        day = _DAY.match(self.text, start)
        if day and day.end() < end and start - cue[1] <= 1:
            start = day.end()  # `said on Monday it would`: when it was said
        last = max((q.end for q in self.quotes if start <= q.start and q.end < end), default=end)
        if _DAY.fullmatch(self.text, last, end):
            end = last  # `called it “a raid” on Monday`
        content = trimmed(self.text, start, end)
        return with_marks(content, self.quotes) if content else None

    def passive(self, verb: int) -> bool:
        """`was told`, and a participle after its noun: `a plan opposed by many`."""
        own = {self.tokens[k].dep for k in self.kids[verb]}
        token = self.tokens[verb]
        bare = token.tag == "VBN" and not own & {"aux", "nsubj"}
        reduced = bare and (token.dep == "acl" or (token.dep == "advcl" and "dobj" not in own))
        return reduced or "auxpass" in own

    def spoken(self, i: int) -> bool:
        """Inside a longer quotation: the words are the speaker's, cues there are not the outlet's."""
        token = self.tokens[i]
        return any(
            q.holds(token.start, token.end) and len(self.text[q.start : q.end].split()) > 3
            for q in self.quotes
        )
