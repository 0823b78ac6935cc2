"""What articles are likened by: their vectors, and matrices of their words, names, figures and phrases."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.core.text import content_stems, names, numbers
from pipeline.core.urls import address_words
from pipeline.model import Article

BODY_WORDS = 400  # what follows is mostly background
LEAD_CHARACTERS = 700
_YEAR = re.compile(r"(?:19|20)\d\d")  # years of now say little of what happened

Matrix = Any  # scipy.sparse.csr_matrix
Floats = NDArray[np.float32]
Reals = NDArray[np.float64]


def lead_text(article: Article) -> str:
    """Headline and beginning of the text: what is encoded for grouping, beside the headline alone."""
    return f"{article.title}\n{article.text[:LEAD_CHARACTERS]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Views:
    """Articles as rows of matrices, in one order. Term matrices have unit rows of TF-IDF weights, float32."""

    leads: Floats  # unit vectors of `lead_text`, shape (articles, dimension)
    headlines: Floats  # unit vectors of the headlines
    words: Matrix  # stems of headline and address (twice) and body: what happened
    headline_words: Matrix  # of headline and address
    names: Matrix  # who and where
    figures: Matrix  # how many
    phrases: Matrix  # runs of two stems
    asked: Matrix  # headline stems, weighted by rarity
    held: Matrix  # all stems, 0 or 1
    asked_total: Reals  # sum of a row of `asked`
    times: Reals  # days since 1970, NaN where unknown
    lengths: Reals  # words

    @property
    def count(self) -> int:
        return int(self.leads.shape[0])


def views_of(articles: Sequence[Article], leads: Floats, headlines: Floats) -> Views:
    """The views of articles whose vectors are the rows of `leads` and `headlines`."""
    bodies = [" ".join(article.text.split(maxsplit=BODY_WORDS)[:BODY_WORDS]) for article in articles]
    titles = [_headline_stems(article) for article in articles]
    stems = [content_stems(body) for body in bodies]
    whole = [f"{article.title}\n{body}" for article, body in zip(articles, bodies, strict=True)]
    both = [title + body for title, body in zip(titles, stems, strict=True)]
    asked, held = _containment(titles, both)
    return Views(
        leads=leads,
        headlines=headlines,
        words=_weights([title * 2 + body for title, body in zip(titles, stems, strict=True)]),
        headline_words=_weights(titles),
        names=_weights([sorted(names(text)) for text in whole]),
        figures=_weights([_figures(text) for text in whole]),
        phrases=_weights([_pairs([*t, ".", *s]) for t, s in zip(titles, stems, strict=True)]),
        asked=asked,
        held=held,
        asked_total=np.asarray(asked.sum(axis=1), dtype=np.float64).ravel(),
        times=np.array([_days(article) for article in articles], dtype=np.float64),
        lengths=np.array([len(article.text.split()) for article in articles], dtype=np.float64),
    )


def row_products(left: Matrix, right: Matrix, i: NDArray[np.int64], j: NDArray[np.int64]) -> Reals:
    """The products of row i[k] of `left` with row j[k] of `right`."""
    return np.asarray(left[i].multiply(right[j]).sum(axis=1), dtype=np.float64).ravel()


def _headline_stems(article: Article) -> list[str]:
    """Stems of the headline, and of what only the address has."""
    title = content_stems(article.title)
    return title + list(dict.fromkeys(s for s in content_stems(address_words(article.url)) if s not in title))


def _figures(text: str) -> list[str]:
    return sorted(n for n in numbers(text) if len(n) > 1 and not _YEAR.fullmatch(n))


def _pairs(stems: Sequence[str]) -> list[str]:
    return [f"{a} {b}" for a, b in pairwise(stems)]


def _days(article: Article) -> float:
    return article.published_at.timestamp() / 86_400 if article.published_at else math.nan


def _weights(documents: Sequence[list[str]]) -> Matrix:
    """Unit rows of TF-IDF weights (sublinear counts)."""
    from scipy.sparse import csr_matrix
    from sklearn.feature_extraction.text import TfidfVectorizer

    if not any(documents):
        return csr_matrix((len(documents), 1), dtype=np.float32)
    made = TfidfVectorizer(analyzer=_as_given, sublinear_tf=True, dtype=np.float32, norm="l2")
    return made.fit_transform(documents).tocsr()


def _containment(titles: Sequence[list[str]], both: Sequence[list[str]]) -> tuple[Matrix, Matrix]:
    """Headline stems weighted by rarity (0 to 1, whatever the number of articles), and all stems as 0 or 1."""
    from scipy.sparse import csr_matrix, diags
    from sklearn.feature_extraction.text import CountVectorizer

    if not any(both):
        empty = csr_matrix((len(both), 1), dtype=np.float32)
        return empty, empty
    counter = CountVectorizer(analyzer=_as_given, binary=True, dtype=np.float32)
    held = counter.fit_transform(both).tocsr()
    frequency = np.asarray(held.sum(axis=0)).ravel()
    rarity = np.log((len(both) + 1) / (frequency + 1)) / math.log(len(both) + 1)
    return (counter.transform(titles) @ diags(rarity)).tocsr(), held


def _as_given(terms: Iterable[str]) -> Iterable[str]:
    return terms
