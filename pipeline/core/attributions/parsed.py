"""Attributions read from a dependency parse: the subject of a verb of saying, and the clause it governs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.core.attributions import cues
from pipeline.core.attributions.quotations import Quotation
from pipeline.core.attributions.spans import Mention, Span, trimmed
from pipeline.core.attributions.tree import SentenceTree
from pipeline.model import Parse

_VERBAL = ("VERB", "AUX")


class Reader:
    """Reads one parsed sentence."""

    def __init__(self, tree: SentenceTree) -> None:
        self.tree = tree
        self.text, self.tokens, self.quotes, self.kids = tree.text, tree.tokens, tree.quotes, tree.kids

    def mentions(self) -> list[Mention]:
        """Every cue with its source and content, in the order of the cues."""
        found: list[Mention] = []
        for i, token in enumerate(self.tokens):
            lemma = token.lemma.casefold()
            if self.tree.spoken(i):
                continue
            mention: Mention | None = None
            if lemma in cues.VERBS and token.pos in _VERBAL:
                mention = self._impersonal(i, lemma) if self.tree.passive(i) else self._active(i, lemma)
            elif token.text.casefold() == "according":
                mention = self._according(i)
            elif lemma == "cite" and token.tag == "VBG":
                mention = self._citing(i)
            elif lemma in cues.NOUNS and token.pos == "NOUN":
                mention = self._noun(i)
            if mention is not None:
                found.append(mention)
        return found

    # ------------------------------------------------------------ verbs

    def _active(self, verb: int, lemma: str) -> Mention | None:
        if any(self.tokens[k].dep == "neg" for k in self.kids[verb]) and cues.VERBS[lemma] in (
            "says",
            "confirms",
            "finds",
        ):
            return None
        subject = self.tree.subject(verb)
        source = self.tree.phrase(subject) if subject is not None else None
        if source is not None and source[1] < self.tokens[verb].start:
            source = self.tree.beside(source, verb)
        if (
            source is None
            and self.tokens[verb].tag in ("VBG", "VBN")
            and self.tokens[verb].dep in ("amod", "compound")
        ):
            return None
        cue = self.tree.cue(verb)
        content = self._content(verb, lemma, source, cue)
        if content is None:
            return None
        return Mention(content=content, source=source, cue=cue)

    def _content(self, verb: int, lemma: str, source: Span | None, cue: Span) -> Span | None:
        clauses = [k for k in self.kids[verb] if self._is_content(verb, k, lemma)]
        if clauses:
            after = [k for k in clauses if k > verb]
            spans = [self.tree.reach(k) for k in (after if after and not self.quotes else clauses)]
            content = self.tree.cleaned((min(s[0] for s in spans), max(s[1] for s in spans)), source, cue)
            return self._around(content, source, cue) if content and source else content
        kind = cues.VERBS[lemma]
        if kind in cues.SPOKEN:
            beside = self._quoted_beside(source, cue)
            if beside is not None:
                return beside
        if self._as_clause(verb) or self._parenthesis(verb, lemma):
            return self._rest(verb, source, cue)
        if kind in cues.SPOKEN and lemma not in cues.NEEDS_CLAUSE:
            return self._before(source, cue)
        return None

    def _is_content(self, verb: int, child: int, lemma: str) -> bool:
        token, kind = self.tokens[child], cues.VERBS[lemma]
        if kind == "describes" and not self._named_as_something(verb):
            return False
        if token.dep == "ccomp":
            return not self._is_purpose(child)
        if child < verb:
            return False
        if token.dep == "xcomp":
            return lemma in cues.INFINITIVE_VERBS and token.pos in _VERBAL
        if token.dep in ("dobj", "oprd", "attr"):
            named = kind in cues.TAKES_OBJECT or lemma in cues.OBJECT_VERBS
            return named and lemma not in cues.NEEDS_CLAUSE
        about = lemma in cues.ABOUT_VERBS and token.lemma in ("of", "about", "against")
        accused = kind in ("accuses", "describes") and token.lemma in ("of", "for", "as")
        return token.dep == "prep" and (about or accused)

    def _around(self, content: Span, source: Span, cue: Span) -> Span:
        """`The town, officials said, would need help`: the content is both parts."""
        cut_in = self.text[: source[0]].rstrip().endswith(",") and "," in self.text[cue[1] : content[0]]
        if not cut_in or not source[0] < cue[0] < content[0]:
            return content
        return trimmed(self.text, 0, content[1]) or content

    def _named_as_something(self, verb: int) -> bool:
        """`called it a raid`, `described it as a raid`; but `called the police`."""
        return any(
            self.tokens[k].dep in ("oprd", "ccomp")
            or (self.tokens[k].dep == "prep" and self.tokens[k].lemma == "as")
            for k in self.kids[verb]
        )

    def _is_purpose(self, child: int) -> bool:
        first = min([child, *self.kids[child]])
        return self.tokens[first].text.casefold() in ("so", "until", "when") and self.tokens[first].dep in (
            "mark",
            "advmod",
        )

    def _quoted_beside(self, source: Span | None, cue: Span) -> Span | None:
        """The quotation next to a verb: `Smith said: "…"`, `"…" said Smith`, `"…," he said, "…"`."""
        outside = [q for q in self.quotes if not q.single or len(self.text[q.start : q.end].split()) > 2]
        left, right = (
            min(cue[0], source[0] if source else cue[0]),
            max(cue[1], source[1] if source else cue[1]),
        )
        near = [
            q
            for q in outside
            if 0 <= left - q.end <= 3 or (q.start >= right and self._only_trail(right, q.start))
        ]
        if not near:
            return None
        return min(q.start for q in near), max(q.end for q in near)

    def _only_trail(self, start: int, end: int) -> bool:
        between = self.text[start:end]
        return len(between.split()) <= 12 and not any(mark in between for mark in ".;!?")

    def _as_clause(self, verb: int) -> bool:
        return self.tokens[verb].dep == "advcl" and any(
            self.tokens[k].dep in ("mark", "advmod") and self.tokens[k].text.casefold() == "as"
            for k in self.kids[verb]
        )

    def _parenthesis(self, verb: int, lemma: str) -> bool:
        return self.tokens[verb].dep == "parataxis" and cues.VERBS[lemma] in cues.SPOKEN | {
            "believes",
            "finds",
        }

    def _rest(self, verb: int, source: Span | None, cue: Span) -> Span | None:
        """Everything but the parenthesis itself."""
        own = self.tree.reach(verb)
        whole = trimmed(self.text, 0, len(self.text))
        if whole is None:
            return None
        if own[0] <= whole[0] + 1:
            return trimmed(self.text, own[1], whole[1])
        if own[1] >= whole[1] - 1:
            return trimmed(self.text, whole[0], min(own[0], cue[0], source[0] if source else cue[0]))
        return whole

    def _before(self, source: Span | None, cue: Span) -> Span | None:
        """`Content, source cue.`: all that stands before the comma, where the parser saw no clause."""
        left = min(cue[0], source[0] if source else cue[0])
        head = self.text[:left].rstrip()
        tail = self.text[max(cue[1], source[1] if source else 0) :]
        if (
            source is None
            or not head.endswith((",", "”", '"', "’"))
            or len(tail.split()) > 8
            or len(head.split()) < 3
        ):
            return None
        return trimmed(self.text, 0, len(head))

    def _impersonal(self, verb: int, lemma: str) -> Mention | None:
        """`is said to have …`, `it was reported that …`, `was accused by X of …`."""
        agent = self.tree.agent(verb)
        if agent is None and lemma not in cues.IMPERSONAL and cues.VERBS[lemma] != "accuses":
            return None
        clauses = [k for k in self.kids[verb] if k > verb and self.tokens[k].dep in ("xcomp", "ccomp")]
        if cues.VERBS[lemma] == "accuses":
            clauses += [
                k
                for k in self.kids[verb]
                if self.tokens[k].dep == "prep" and self.tokens[k].lemma in ("of", "for")
            ]
        subject = self.tree.subject(verb, passive=True)
        if not clauses and agent is None:
            return None
        spans = [self.tree.reach(k) for k in clauses]
        cue = self.tree.cue(verb)
        if subject is not None and self.tokens[subject].text.casefold() != "it":
            spans.append(self.tree.reach(subject))
        if agent is not None:
            spans.append(self.tree.reach(verb))
        if not spans:
            return None
        content = trimmed(self.text, min(s[0] for s in spans), max(s[1] for s in spans))
        source = self.tree.phrase(agent) if agent is not None else None
        return Mention(content=content, source=source, cue=cue) if content else None

    # ------------------------------------------------------------ other cues

    def _according(self, i: int) -> Mention | None:
        to = next((k for k in self.kids[i] if self.tokens[k].text.casefold() == "to"), None)
        if to is None:
            return None
        named = next((k for k in self.kids[to] if self.tokens[k].dep in ("pobj", "pcomp")), None)
        if named is None:
            return None
        source, cue = self.tree.phrase(named), (self.tokens[i].start, self.tokens[to].end)
        return self._framed(source, cue)

    def _citing(self, i: int) -> Mention | None:
        named = next((k for k in self.kids[i] if self.tokens[k].dep == "dobj"), None)
        if named is None:
            return None
        return self._framed(self.tree.phrase(named), (self.tokens[i].start, self.tokens[i].end))

    def _framed(self, source: Span, cue: Span) -> Mention | None:
        """A phrase before, after or inside the clause that it hands to somebody."""
        if not self.text[: cue[0]].strip(" \"“”'‘’"):
            content = trimmed(self.text, source[1], len(self.text.rstrip()))
        else:
            content = trimmed(self.text, self._clause_start(cue[0]), cue[0])
            after = self.text[source[1] :]
            if content and after.startswith(",") and len(after.split()) > 4:
                content = trimmed(self.text, content[0], len(self.text.rstrip()))
        return Mention(content=content, source=source, cue=cue) if content else None

    def _clause_start(self, before: int) -> int:
        at = self.text.rfind("; ", 0, before)
        return at + 2 if at >= 0 else 0

    def _noun(self, i: int) -> Mention | None:
        clause = next(
            (
                k
                for k in self.kids[i]
                if k > i
                and self.tokens[k].dep in ("acl", "ccomp")
                and any(
                    self.tokens[m].text.casefold() == "that" and self.tokens[m].dep == "mark"
                    for m in self.kids[k]
                )
            ),
            None,
        )
        if clause is None:
            return None
        owner = next((k for k in self.kids[i] if self.tokens[k].dep == "poss"), None)
        if owner is None:
            by = next(
                (k for k in self.kids[i] if self.tokens[k].lemma in ("by", "from", "of") and k > i), None
            )
            owner = (
                next((k for k in self.kids[by] if self.tokens[k].dep == "pobj"), None)
                if by is not None
                else None
            )
        source = self.tree.phrase(owner) if owner is not None else None
        cue = (self.tokens[i].start, self.tokens[i].end)
        content = self.tree.cleaned(self.tree.reach(clause), source, cue)
        return Mention(content=content, source=source, cue=cue) if content else None


def find(text: str, parse: Parse, quotes: Sequence[Quotation]) -> Iterable[Mention]:
    """The mentions of a parsed sentence."""
    return Reader(SentenceTree(text, parse, quotes)).mentions()
