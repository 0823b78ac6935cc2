"""What a judge is given: statements that say the same (or speak of one thing), in one scope.

- `cross_outlet`: the statements of a claim.
- `headline_body`: an article's headline with the sentences of its body that share its content words, if any.
- `within_article`: the sentences of one article that hold figures of one kind; whether two of them speak
  of the same thing is for the judge to say.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from pipeline.model import AlignedGroup, Claim, Scope, Statement, StoryCoverage

MIN_SHARED = 2  # content words that a body sentence must share with its headline
MIN_SHARE = 0.4  # or this share of the headline's content words

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_FUNCTION_WORDS = frozenset(
    "a an and are as at be been but by for from had has have he her his in into is it its more near new no not "
    "of off on or out over says said she so than that the their them they this to under up was were what when "
    "where which who will with would after before about".split()
)


def content_words(text: str) -> frozenset[str]:
    """Words that carry content, case-folded and without plural or possessive endings."""
    return frozenset(
        _stem(word)
        for word in (m.group().casefold() for m in _WORD.finditer(text))
        if word not in _FUNCTION_WORDS and len(word) > 1
    )


def speaks_of_headline(headline: frozenset[str], body: frozenset[str]) -> bool:
    """Whether a body sentence shares enough content words with the headline to bear it out or not."""
    shared = len(headline & body)
    return shared >= MIN_SHARED or (bool(headline) and shared / len(headline) >= MIN_SHARE)


def build_groups(coverage: StoryCoverage, claims: Iterable[Claim]) -> tuple[AlignedGroup, ...]:
    """The aligned groups of a story: claims first, then each article's own, in a fixed order."""
    groups: list[AlignedGroup] = []
    for claim in sorted(claims, key=lambda c: c.claim_id):
        members = [coverage.statements[s] for s in claim.sentence_ids if s in coverage.statements]
        if len({m.article.article_id for m in members}) > 1:
            groups.append(_group("cross_outlet", claim.claim_id, members, coverage))
    for article in coverage.articles:
        statements = [coverage.statements[s] for s in coverage.by_article.get(article.article_id, ())]
        groups.extend(_headline_body(statements, coverage))
        groups.extend(_within_article(statements, coverage))
    return tuple(groups)


def _headline_body(statements: Sequence[Statement], coverage: StoryCoverage) -> list[AlignedGroup]:
    headline = [s for s in statements if s.sentence.section == "headline"]
    if not headline:
        return []
    words = content_words(headline[0].text)
    body = [
        s
        for s in statements
        if s.sentence.section == "body" and speaks_of_headline(words, content_words(s.text))
    ]
    return [_group("headline_body", None, [headline[0], *body], coverage)]


def _within_article(statements: Sequence[Statement], coverage: StoryCoverage) -> list[AlignedGroup]:
    of_kind: dict[str, dict[str, Statement]] = defaultdict(dict)
    for statement in statements:
        for figure in statement.figures:
            of_kind[figure.kind][statement.id] = statement
    return [
        _group("within_article", None, list(of_kind[kind].values()), coverage)
        for kind in sorted(of_kind)
        if len(of_kind[kind]) > 1
    ]


def _group(
    scope: Scope, claim_id: str | None, members: Sequence[Statement], coverage: StoryCoverage
) -> AlignedGroup:
    ordered = sorted(members, key=lambda s: (s.article.article_id, s.sentence.position))
    return AlignedGroup(scope=scope, claim_id=claim_id, statements=tuple(ordered), story=coverage)


def _stem(word: str) -> str:
    word = word.removesuffix("'s").removesuffix("’s")
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    return word
