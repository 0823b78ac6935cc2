"""Attributions read from a dependency parse: the subject of a verb of saying, and what it governs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.core.attributions import beside, cues, framed, nominal
from pipeline.core.attributions.lexicon import (
    ADDRESSED,
    HEARD,
    TOLD,
    UNVOICED_CLAUSES,
    VOICED_INFINITIVES,
    VOICED_OBJECTS,
    VOICED_TOPICS,
)
from pipeline.core.attributions.quotations import Quotation
from pipeline.core.attributions.sources import DOCUMENTS
from pipeline.core.attributions.spans import Mention, Span, trimmed
from pipeline.core.attributions.tree import SentenceTree
from pipeline.model import Parse

_VERBAL = ("VERB", "AUX")
_NEGATABLE = frozenset({"says", "confirms", "finds"})


class VerbReader:
    """Reads the verbs of one parsed sentence."""

    def __init__(self, tree: SentenceTree) -> None:
        self.tree = tree
        self.text, self.tokens, self.quotes, self.kids = tree.text, tree.tokens, tree.quotes, tree.kids

    def read(self, i: int, verb: str) -> Mention | None:
        """The mention whose cue is the token `i`, a form of `verb`."""
        token = self.tokens[i]
        if token.dep in ("amod", "compound") or self.text[token.start - 1 : token.start] == "-":
            return None
        if self.tree.passive(i):
            return self._passive(i, verb)
        return self._active(i, verb)

    # ------------------------------------------------------------ active

    def _active(self, i: int, verb: str) -> Mention | None:
        kind = cues.VERBS[verb]
        if kind == "seems":
            return self._seeming(i, verb)
        subject = self.tree.subject(i)
        source = self.tree.phrase(subject, i) if subject is not None else None
        if source is not None and source[1] < self.tokens[i].start and not self.tree.is_relative(i):
            source = self.tree.beside(source, i)
        cue = self.tree.cue(i)
        named = [k for k in self.kids[i] if self._is_content(i, k, verb)] or self._through_object(i, verb)
        content = self._content(i, verb, named, source, cue)
        if content is None:
            return None
        denied = kind in _NEGATABLE and any(self.tokens[k].dep == "neg" for k in self.kids[i])
        voiced = kind not in cues.UNVOICED and not denied and self._says(verb, named)
        deed = any(self.tokens[k].dep == "xcomp" for k in named)
        return Mention(
            content=content,
            source=source,
            cue=cue,
            voiced=voiced,
            deed=deed,
            goes_on=voiced and self.tree.goes_on(i),
        )

    def _says(self, verb: str, named: Sequence[int]) -> bool:
        """Whether what is handed over is a statement: a quotation, a clause, or what certain verbs take."""
        deps = {self.tokens[k].dep for k in named}
        if not named or "ccomp" in deps:
            return verb not in UNVOICED_CLAUSES
        if "xcomp" in deps:
            return verb in VOICED_INFINITIVES or verb in VOICED_OBJECTS
        return verb in VOICED_OBJECTS or (deps == {"prep"} and verb in VOICED_TOPICS)

    def _seeming(self, i: int, verb: str) -> Mention | None:
        """`The talks seem close to failure`: nobody's word, and the whole clause is content."""
        named = [k for k in self.kids[i] if k > i and self._looks_like(k, verb)]
        subject = next((k for k in self.kids[i] if self.tokens[k].dep in ("nsubj", "expl") and k < i), None)
        if not named:
            return None
        spans = [self.tree.reach(k) for k in named]
        if subject is not None and self.tokens[subject].text.casefold() != "it":
            spans.append(self.tree.reach(subject))
        content = trimmed(self.text, min(s[0] for s in spans), max(s[1] for s in spans))
        return Mention(content=content, source=None, cue=self.tree.cue(i), voiced=False) if content else None

    def _looks_like(self, k: int, verb: str) -> bool:
        token, frames = self.tokens[k], cues.frames_of(verb)
        if token.dep in ("acomp", "oprd") or (token.dep == "prep" and token.lemma == "like"):
            return True
        return ("i" in frames and token.dep == "xcomp") or ("c" in frames and token.dep == "ccomp")

    def _content(
        self, i: int, verb: str, named: Sequence[int], source: Span | None, cue: Span
    ) -> Span | None:
        frames, kind = cues.frames_of(verb), cues.VERBS[verb]
        if "q" in frames and (before := beside.quoted_before(self.tree, source, cue)) is not None:
            return before
        if named:
            after = [k for k in named if k > i]
            spans = [self._span_of(k) for k in (after if after and not self.quotes else named)]
            content = self.tree.cleaned((min(s[0] for s in spans), max(s[1] for s in spans)), source, cue)
            return self._around(i, content, source, cue) if content and source else content
        if "q" in frames:
            quoted = beside.quoted_beside(self.tree, source, cue)
            if quoted is not None:
                return quoted
        if "o" in frames and self._lacks_object(i, source):
            return self.tree.phrase(self.tokens[i].head, i)
        if "c" in frames and beside.is_parenthesis(self.tree, i):
            return beside.all_but(self.tree, i, source, cue)
        if kind in cues.SPOKEN and verb in cues.PLAIN:
            return beside.sentence_before(self.tree, source, cue)
        return None

    def _through_object(self, i: int, verb: str) -> list[int]:
        """What parsers hang on the listener: `reminded the crowd of the stakes`, `warned voters that …`."""
        listeners = [k for k in self.kids[i] if k > i and self.tokens[k].dep in ("dobj", "dative")]
        if not listeners or ("o" in cues.frames_of(verb) and verb not in HEARD):
            return []
        taken = cues.prepositions_of(verb)
        for k in self.kids[listeners[0]]:
            token = self.tokens[k]
            if k < listeners[0]:
                continue
            if token.dep == "prep" and token.lemma.casefold() in taken:
                return [k]
            if "c" in cues.frames_of(verb) and token.dep in ("acl", "ccomp", "relcl") and self._is_that(k):
                return [k]
        return []

    def _is_that(self, k: int) -> bool:
        return any(
            self.tokens[m].dep == "mark" and self.tokens[m].text.casefold() in ("that", "if", "whether")
            for m in self.kids[k]
        )

    def _span_of(self, k: int) -> Span:
        """An object without a relative clause that holds another cue; a clause whole."""
        whole = self.tokens[k].dep not in ("dobj", "oprd", "attr")
        return self.tree.reach(k) if whole else self.tree.object(k)

    def _is_content(self, i: int, k: int, verb: str) -> bool:
        token, frames = self.tokens[k], cues.frames_of(verb)
        if token.dep == "advcl" and k > i and cues.VERBS[verb] == "asks":
            return "c" in frames and self._is_that(k)  # `asked if the fee would stay`
        if token.dep == "ccomp":
            if "c" in frames or "i" in frames:
                return not self._is_purpose(k)
            return "d" in frames and k > i
        if k < i:
            return False
        if token.dep == "xcomp":
            return self._takes(token.tag, frames)
        if token.dep == "prep":
            return token.lemma.casefold() in cues.prepositions_of(verb) and not (
                verb in ADDRESSED and not self._listener(i)
            )
        if token.dep in ("dobj", "oprd", "attr", "dative"):
            return self._governs(i, frames)
        return False

    def _takes(self, tag: str, frames: frozenset[str]) -> bool:
        """`wants to go`, `denies having gone`, `called it unfair`."""
        if tag == "VBG":
            return bool(frames & {"i", "c", "o"})
        return "i" in frames or "d" in frames

    def _governs(self, i: int, frames: frozenset[str]) -> bool:
        """Whether an object is what is handed over, not who listens."""
        if "o" in frames:
            return True
        if "d" in frames and self._named_as_something(i):
            return True
        if "i" in frames and any(self.tokens[k].dep == "xcomp" for k in self.kids[i]):
            return True
        return "s" in frames and self._documented(i)

    def _documented(self, i: int) -> bool:
        subject = self.tree.subject(i)
        return subject is not None and self.tokens[subject].lemma.casefold() in DOCUMENTS

    def _listener(self, i: int) -> bool:
        return any(self.tokens[k].dep == "dobj" for k in self.kids[i])

    def _named_as_something(self, i: int) -> bool:
        """`called it a raid`, `described it as a raid`; but `called the police`."""
        return any(
            self.tokens[k].dep in ("oprd", "ccomp", "xcomp")
            or (self.tokens[k].dep == "prep" and self.tokens[k].lemma == "as")
            for k in self.kids[i]
            if k > i
        ) or any(
            self.tokens[i].end < q.start and beside.only_trail(self.text, self.tokens[i].end, q.start)
            for q in self.quotes
        )

    def _is_purpose(self, child: int) -> bool:
        first = min([child, *self.kids[child]])
        return self.tokens[first].text.casefold() in ("so", "until") and self.tokens[first].dep in (
            "mark",
            "advmod",
        )

    def _lacks_object(self, i: int, source: Span | None) -> bool:
        """`the plan that she opposed`: what is opposed stands before, and she is not it."""
        token = self.tokens[i]
        if token.dep not in ("relcl", "acl") or token.tag in ("VBN", "VBG", "VB"):
            return False
        antecedent = self.tokens[token.head]
        return source is not None and not source[0] <= antecedent.start < source[1]

    def _around(self, i: int, content: Span, source: Span, cue: Span) -> Span:
        """`The town, officials said, would need help`: the content is both parts."""
        cut_in = self.text[: source[0]].rstrip().endswith(",") and "," in self.text[cue[1] : content[0]]
        if not cut_in or not source[0] < cue[0] < content[0]:
            return content
        if any(q.start <= content[0] < q.end for q in self.quotes) or self._circumstance(i, source[0]):
            return content
        return trimmed(self.text, 0, content[1]) or content

    def _circumstance(self, i: int, before: int) -> bool:
        """Whether what stands before a source tells when or where it was said, not what."""
        return any(
            self.tokens[k].dep in ("prep", "advmod", "npadvmod", "advcl") and self.tokens[k].start < before
            for k in self.kids[i]
        )

    # ------------------------------------------------------------ passive

    def _passive(self, i: int, verb: str) -> Mention | None:
        """`is said to have …`, `was accused by X of …`, `is seen as …`: the subject belongs to the content."""
        kind, agent = cues.VERBS[verb], self.tree.agent(i)
        if self.tokens[i].text.casefold() == "supposed":
            return None  # `is supposed to` tells a duty, and nobody supposes it
        complements = [k for k in self.kids[i] if k > i and self._is_passive_content(k, verb)]
        reduced = self.tokens[i].dep == "acl"
        if agent is None and (not complements or (reduced and kind == "describes")):
            return None  # `a group called Homes First`
        spans = [self.tree.reach(k) for k in complements]
        subject = self.tokens[i].head if reduced else self.tree.subject(i, passive=True)
        if subject is not None and self.tokens[subject].text.casefold() != "it":
            spans.append(self.tree.phrase(subject, i) if reduced else self.tree.reach(subject))
        if agent is not None and not reduced:
            spans.append(self.tree.reach(i))
        content = trimmed(self.text, min(s[0] for s in spans), max(s[1] for s in spans)) if spans else None
        if content is None:
            return None
        source = self.tree.phrase(agent, i) if agent is not None else None
        voiced = kind not in cues.UNVOICED and (
            verb in cues.IMPERSONAL
            or (kind == "accuses" and verb in VOICED_OBJECTS)
            or (agent is not None and self._says(verb, complements))
        )
        return Mention(content=content, source=source, cue=self.tree.cue(i), voiced=voiced)

    def _is_passive_content(self, k: int, verb: str) -> bool:
        token = self.tokens[k]
        if token.dep == "advcl":
            return cues.VERBS[verb] == "asks" and self._is_that(k)
        if token.dep == "dobj":
            return verb in TOLD  # `was asked a question`
        if token.dep in ("xcomp", "ccomp", "oprd"):
            return bool(cues.frames_of(verb))
        if token.dep != "prep":
            return False
        allowed = cues.prepositions_of(verb)
        return token.lemma.casefold() in allowed and token.lemma.casefold() in (
            "of",
            "for",
            "as",
            "with",
            "about",
        )


def find(text: str, parse: Parse, quotes: Sequence[Quotation]) -> Iterable[Mention]:
    """The mentions of a parsed sentence, in the order of their cues."""
    tree = SentenceTree(text, parse, quotes)
    verbs, found = VerbReader(tree), []
    for i, token in enumerate(tree.tokens):
        form = token.text.casefold()
        mention: Mention | None = None
        verb = _phrasal(tree, i) or _verb(form, token.lemma.casefold())
        if tree.spoken(i):
            continue
        if verb is not None and token.pos in _VERBAL:
            mention = verbs.read(i, verb)
        if mention is None:
            mention = framed.read(tree, i, form) or nominal.read(tree, i, form)
        if mention is not None:
            found.append(mention)
    return found


def _phrasal(tree: SentenceTree, i: int) -> str | None:
    """`lay out`, `fire back`: the verb of the lexicon that a verb and the particle on it make."""
    if tree.tokens[i].pos != "VERB":
        return None
    lemma = tree.tokens[i].lemma.casefold()
    for k in tree.kids[i]:
        if k > i and tree.tokens[k].dep in ("prt", "advmod"):
            name = f"{lemma} {tree.tokens[k].text.casefold()}"
            if name in cues.PHRASAL:
                return name
    return None


def _verb(form: str, lemma: str) -> str | None:
    """The verb of the lexicon; the form comes first, since parsers take `hoped` for a form of `hop`."""
    return cues.verb_of(form) or (lemma if lemma in cues.VERBS else None)
