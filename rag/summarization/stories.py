"""Stories: clusters of articles on one event, by words, names, embeddings and dates."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from rag.types import Article
from rag.verification.words.wordlists import STOPWORDS

THRESHOLD = 0.31
LEAD_CHARS = 2500
EMBEDDED_CHARS = 1500
MOST_DAYS = 21
_WORDS, _NAMES, _MEANING = 0.4, 0.3, 0.3
_PER_DAY = 0.01
_UNDATED_DAYS = 7
_UNRELATED = 0.5
_PREFIX = 6
_BACKGROUND = 50
_APART = -1.0
_WORD = re.compile(r"[^\W\d_]{3,}")
_NAME = re.compile(r"(?<=[\w,;’\"”] )[A-Z][\w’-]+(?: [A-Z][\w’-]+)*")

Matrix = NDArray[np.float32]


def lead_text(article: Article) -> str:
    """Give the words that stand for an article when it is embedded: its title and its beginning."""
    return f"{article.title}\n{article.text}"[:EMBEDDED_CHARS]


def find_stories(
    articles: Sequence[Article], vectors: NDArray[np.float32], *, threshold: float = THRESHOLD
) -> list[tuple[int, ...]]:
    """Give the articles by story, as indexes: the story with the newest article first, and in it the
    newest article first.

    Average linkage over pairs: cosines of idf-weighted words and names of the beginnings, cosine of
    the embeddings, less one hundredth for each day between; articles more than three weeks apart
    never meet directly.

    Args:
        articles: what to group.
        vectors: one embedding of `lead_text` per article.
        threshold: the similarity at which two groups join.
    """
    if not articles:
        return []
    groups = _linked(_similarity(articles, vectors), threshold)
    newest = [_day_number(article) or 0 for article in articles]
    ordered = [tuple(sorted(group, key=lambda place: (-newest[place], place))) for group in groups]
    return sorted(ordered, key=lambda group: (-newest[group[0]], group[0]))


def relatedness(articles: Sequence[Article], vectors: NDArray[np.float32]) -> Matrix:
    """Give how much each pair of articles has in common, from 0 to 1, whatever their dates."""
    leads = [f"{article.title}\n{article.text[:LEAD_CHARS]}" for article in articles]
    words = _cosines([Counter(_stems(lead)) for lead in leads])
    names = _cosines([Counter(_NAME.findall(lead)) for lead in leads])
    meaning = np.clip((vectors @ vectors.T - _UNRELATED) / (1 - _UNRELATED), 0, 1)
    return (_WORDS * words + _NAMES * names + _MEANING * meaning).astype(np.float32)


def _similarity(articles: Sequence[Article], vectors: NDArray[np.float32]) -> Matrix:
    gaps = _days_between(articles)
    near = relatedness(articles, vectors) - _PER_DAY * gaps
    return np.where(gaps > MOST_DAYS, _APART, near).astype(np.float32)


def _stems(text: str) -> list[str]:
    return [word[:_PREFIX] for word in _WORD.findall(text.lower()) if word not in STOPWORDS]


def _cosines(bags: Sequence[Counter[str]]) -> Matrix:
    """Give the cosines of the bags; a word of one bag only lengthens its bag, as it can match nothing."""
    often = Counter(word for bag in bags for word in bag)
    column = {word: place for place, word in enumerate(sorted(w for w, count in often.items() if count > 1))}
    weights = np.zeros((len(bags), max(1, len(column))), dtype=np.float32)
    lengths = np.zeros(len(bags), dtype=np.float32)
    for row, bag in enumerate(bags):
        for word, count in bag.items():
            weight = (1 + math.log(count)) * math.log((len(bags) + _BACKGROUND) / often[word])
            lengths[row] += weight * weight
            if word in column:
                weights[row, column[word]] = weight
    weights /= np.maximum(np.sqrt(lengths), 1e-9)[:, None]
    return weights @ weights.T


def _days_between(articles: Sequence[Article]) -> Matrix:
    days = [_day_number(article) for article in articles]
    known = np.array([day is not None for day in days])
    numbers = np.array([day or 0 for day in days], dtype=np.float32)
    gaps = np.abs(numbers[:, None] - numbers[None])
    return np.where(known[:, None] & known[None], gaps, np.float32(_UNDATED_DAYS))


def _day_number(article: Article) -> int | None:
    published = article.published
    return date(published.year, published.month, published.day).toordinal() if published else None


def _linked(similarity: Matrix, threshold: float) -> list[list[int]]:
    """Join the two nearest groups (mean over their pairs) until none are near enough."""
    near = similarity.copy()
    np.fill_diagonal(near, _APART * 9)
    groups: dict[int, list[int]] = {place: [place] for place in range(len(near))}
    best, value = near.argmax(axis=1), near.max(axis=1)
    while len(groups) > 1:
        one = int(value.argmax())
        if value[one] < threshold:
            break
        other = int(best[one])
        mine, theirs = len(groups[one]), len(groups[other])
        joined = (near[one] * mine + near[other] * theirs) / (mine + theirs)
        groups[one] += groups.pop(other)
        near[one], near[:, one] = joined, joined
        near[other], near[:, other] = _APART * 9, _APART * 9
        near[one, one] = _APART * 9
        value[other] = _APART * 9
        for place in np.nonzero((best == one) | (best == other) | (near[one] > value))[0]:
            if int(place) in groups:
                best[place], value[place] = near[place].argmax(), near[place].max()
        best[one], value[one] = near[one].argmax(), near[one].max()
    return list(groups.values())
