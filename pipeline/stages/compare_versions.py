"""What articles changed between their versions: the older versions are read, and judged against the next.

Each pair of neighbouring versions is one aligned group of scope `cross_version`. Of an older version only the
changed sentences are parsed, and only what those say is kept: the rest stands unchanged in the next version.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from pipeline.core.divergence.versions import Pair, changed_pairs, version_group
from pipeline.core.stories import is_comparable
from pipeline.model import AlignedGroup, Article, Divergence, Parse, Sentence, Statement
from pipeline.stages.reading import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Two neighbouring versions of one article with the sentences that were changed."""

    old: Article
    new: Article
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edits:
    """All edits of a window's articles, with the sentences of every version that is in one."""

    by_article: Mapping[str, tuple[Edit, ...]]
    sentences: Mapping[tuple[str, str], tuple[Sentence, ...]]  # (article_id, content_hash) -> in their order

    def worth_parsing(self) -> dict[str, str]:
        """sentence_id -> text of every changed sentence, in both versions."""
        return {s.sentence_id: s.text for s in self._changed()}

    def _changed(self) -> Iterable[Sentence]:
        for edits in self.by_article.values():
            for edit in edits:
                for pair in edit.pairs:
                    yield from (pair.old, pair.new)


def find_edits(
    articles: Iterable[Article], sentences: Iterable[Sentence], languages: Collection[str]
) -> Edits:
    """Pairs each version with the next one of its article; versions that cannot be compared are passed over."""
    versions: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        if is_comparable(article, languages):
            versions[article.article_id].append(article)
    several = {key: rows for key, rows in versions.items() if len(rows) > 1}
    rows: dict[tuple[str, str], list[Sentence]] = defaultdict(list)
    for sentence in sentences:
        if sentence.article_id in several:
            rows[sentence.article_id, sentence.content_hash].append(sentence)
    for found in rows.values():
        found.sort(key=lambda s: s.position)
    edits: dict[str, tuple[Edit, ...]] = {}
    for key in sorted(several):
        told = [
            Edit(old=old, new=new, pairs=changed_pairs(rows[_name(old)], rows[_name(new)]))
            for old, new in pairwise(sorted(several[key], key=lambda a: a.version))
        ]
        edits[key] = tuple(edit for edit in told if edit.pairs)
    return Edits(
        by_article={key: found for key, found in edits.items() if found},
        sentences={name: tuple(found) for name, found in rows.items()},
    )


def groups_of(
    story_id: str,
    article: Article,
    edits: Edits,
    parses: Mapping[str, Parse],
    origin: str,
    reader: Reader,
) -> tuple[list[AlignedGroup], dict[str, Statement]]:
    """The groups of one article's edits, and the statements of its older versions that were changed."""
    groups: list[AlignedGroup] = []
    older: dict[str, Statement] = {}
    for edit in edits.by_article.get(article.article_id, ()):
        statements: dict[str, Statement] = {}
        for version in (edit.old, edit.new):
            statements |= reader.version(version, edits.sentences[_name(version)], parses, origin)
        groups.append(version_group(story_id, edit.old, edit.new, statements, edit.pairs, origin))
        older |= {p.old.sentence_id: statements[p.old.sentence_id] for p in edit.pairs}
        if edit.new.content_hash != article.content_hash:
            older |= {p.new.sentence_id: statements[p.new.sentence_id] for p in edit.pairs}
    return groups, older


def touching(divergences: Iterable[Divergence], fresh: Collection[tuple[str, int]]) -> list[Divergence]:
    """Without the changes between versions that were all judged with an earlier window.

    `fresh` holds (article_id, version) of the versions that this window saw first.
    """
    return [
        d
        for d in divergences
        if d.scope != "cross_version" or any((p.article_id, p.version) in fresh for p in d.evidence)
    ]


def _name(article: Article) -> tuple[str, str]:
    return article.article_id, article.content_hash
