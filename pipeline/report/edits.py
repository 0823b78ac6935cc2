"""What an article's later versions took out, put in and worded anew, sentence by sentence."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import pairwise, zip_longest

from pipeline.ids import normal_key
from pipeline.report.coverage import Coverage, article_anchor, web_link
from pipeline.report.passages import Piece, altered, cut, spans_of
from pipeline.report.rows import ArticleRow
from pipeline.report.views import Change, Edit

MOST_CHANGES = 12  # of one version that are shown
ALIKE = 0.5  # share of words in common from which a sentence is the other one worded anew


def edits(coverage: Coverage) -> tuple[Edit, ...]:
    """Every change of an article's text between two of its versions, in order; copies' changes are their own."""
    found = []
    for article in coverage.data.articles:
        numbers = sorted(v for a, v in coverage.texts if a == article.article_id)
        for before, after in pairwise(numbers):
            edit = _edit(coverage, article, before, after)
            if edit.changes:
                found.append(edit)
    return tuple(found)


def _edit(coverage: Coverage, article: ArticleRow, before: int, after: int) -> Edit:
    titles = [coverage.texts[article.article_id, version][0] for version in (before, after)]
    changes = [] if normal_key(titles[0]) == normal_key(titles[1]) else [_change(*titles, headline=True)]
    changes += _changes(_sentences(coverage, article, before), _sentences(coverage, article, after))
    earlier = {v.version: v.fetched_at for v in coverage.data.versions if v.article_id == article.article_id}
    return Edit(
        outlet=article.outlet_name,
        title=titles[1],
        anchor=article_anchor(article.article_id),
        url=web_link(article.url),
        before=before,
        after=after,
        before_read=earlier.get(before),
        after_read=earlier.get(after, article.fetched_at),
        changes=tuple(changes[:MOST_CHANGES]),
        more=max(0, len(changes) - MOST_CHANGES),
    )


def _sentences(coverage: Coverage, article: ArticleRow, version: int) -> list[str]:
    """The sentences of a version's text; its paragraphs where no sentence of it is kept."""
    text = coverage.texts[article.article_id, version][1]
    spans = spans_of(coverage.by_version.get((article.article_id, version), ()), "body")
    told = [text[start:end] for start, end in spans] or text.split("\n")
    return [sentence for sentence in told if sentence.strip()]


def _changes(old: list[str], new: list[str]) -> list[Change]:
    matcher = SequenceMatcher(
        None, [normal_key(s) for s in old], [normal_key(s) for s in new], autojunk=False
    )
    found: list[Change] = []
    for action, first, last, start, end in matcher.get_opcodes():
        if action != "equal":
            found += [_change(was, becomes) for was, becomes in _paired(old[first:last], new[start:end])]
    return found


def _paired(old: list[str], new: list[str]) -> list[tuple[str | None, str | None]]:
    """Sentences taken out and put in at one place: those alike as one worded anew, others each alone."""
    pairs: list[tuple[str | None, str | None]] = []
    for was, becomes in zip_longest(old, new):
        if was is not None and becomes is not None and _alike(was, becomes) < ALIKE:
            pairs += [(was, None), (None, becomes)]
        else:
            pairs.append((was, becomes))
    return pairs


def _alike(one: str, other: str) -> float:
    words = [set(normal_key(text).split()) for text in (one, other)]
    return len(words[0] & words[1]) / max(len(words[0] | words[1]), 1)


def _change(was: str | None, becomes: str | None, *, headline: bool = False) -> Change:
    return Change(was=_marked(was, becomes), becomes=_marked(becomes, was), in_headline=headline)


def _marked(text: str | None, other: str | None) -> tuple[Piece, ...] | None:
    """The text with the words marked that the other lacks; none are where there is no other."""
    if text is None:
        return None
    return cut(text, 0, len(text), altered(text, [other]) if other is not None else ())
