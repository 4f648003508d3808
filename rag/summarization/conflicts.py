"""Where articles on one matter give different values for a quantity that news counts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from rag.summarization.passages import article_passages
from rag.summarization.shelf import Shelf
from rag.summarization.stories import relatedness
from rag.types import Article, Conflict, Figure
from rag.verification import find_conflicts
from rag.verification.figures.finding import find_quantities

RELATED = 0.32
_COUNTED = (
    "How many people were killed?",
    "How many people were injured?",
    "How many people were displaced?",
    "How many people were arrested?",
    "How many people are missing?",
    "How many people were infected?",
    "How many people marched?",
    "How many people protested?",
    "How many officers were hurt?",
)
_CROWDS = frozenset({"How many people marched?", "How many people protested?"})
_CROWD = re.compile(r"\bmarch|\b(?:[Pp]rotest|[Dd]emonstrat|[Rr]all(?:y|ie)|[Cc]rowd|[Tt]urnout)")  # no month
_GROWING = frozenset(_COUNTED[:2])
_CORRECTED = ("How much will it cost?", "How much will the project cost?")
_NOUN = re.compile(r"\b\d[\d,.]*(?: (?:million|billion))? (?P<noun>[a-z]{4,}s)\b")
_UNITS = frozenset("hours days weeks months years minutes seconds times percent points".split())
_MOST_NOUNS = 6
_OUTLIER = 3.0


def conflicts_between(articles: Sequence[Article], vectors: NDArray[np.float32]) -> tuple[Conflict, ...]:
    """Give the conflicts of related articles, each once, its newest figure first.

    What is counted of people is asked of all; a price, or a noun that several articles count, only
    where a correction or a disagreement shows that the same thing is meant.

    Args:
        articles: what to compare.
        vectors: one embedding of its `lead_text` per article.
    """
    found: list[Conflict] = []
    for group in _related(articles, vectors):
        passages = article_passages(Shelf(group))
        for question in (*_COUNTED, *_CORRECTED, *_noun_questions(group)):
            found += [
                _subject(kept, question)
                for conflict in find_conflicts(question, passages)
                if (kept := _plausible(conflict, question)) is not None
            ]
    return tuple(_once(found))


def _related(articles: Sequence[Article], vectors: NDArray[np.float32]) -> list[list[Article]]:
    """Groups of articles that are linked by related pairs."""
    near = relatedness(articles, vectors) >= RELATED
    left = list(range(len(articles)))
    groups: list[list[Article]] = []
    while left:
        group = [left.pop(0)]
        for place in group:
            linked = [other for other in left if near[place, other]]
            group += linked
            left = [other for other in left if other not in linked]
        if len(group) > 1:
            groups.append([articles[place] for place in sorted(group)])
    return groups


def _noun_questions(articles: Sequence[Article]) -> list[str]:
    counted = Counter(noun for article in articles for noun in set(_NOUN.findall(article.text)))
    nouns = [noun for noun, count in counted.most_common() if count > 1 and noun not in _UNITS]
    return [f"How many {noun}?" for noun in sorted(nouns)[:_MOST_NOUNS]]


def _plausible(conflict: Conflict, question: str) -> Conflict | None:
    """Drop a value far below both its neighbours in time, which counts something else; None if too few."""
    if question not in _COUNTED and conflict.kind not in {"correction", "disagreement"}:
        return None
    figures = [figure for figure in conflict.figures if _is_of_a_crowd(figure, question)]
    values = [_value(figure) for figure in figures]
    kept = [
        figure
        for place, figure in enumerate(figures)
        if conflict.kind != "update" or not (_is_outlier(values, place) or _falls(values, place, question))
    ]
    return replace(conflict, figures=tuple(kept)) if len(kept) > 1 else None


def _is_outlier(values: Sequence[float], place: int) -> bool:
    around = [*values[max(0, place - 1) : place], *values[place + 1 : place + 2]]
    return len(around) == 2 and values[place] * _OUTLIER < min(around)


def _is_of_a_crowd(figure: Figure, question: str) -> bool:
    """Whether a number of marchers stands in a sentence on a march; other counts may have any words."""
    return question not in _CROWDS or bool(_CROWD.search(figure.citation.quote))


def _falls(values: Sequence[float], place: int, question: str) -> bool:
    """Whether a count that can only grow is far below an earlier one: it counts something else."""
    return question in _GROWING and any(values[place] * _OUTLIER < older for older in values[place + 1 :])


def _value(figure: Figure) -> float:
    quantities = find_quantities(figure.value)
    return quantities[0].value if quantities else 0.0


def _subject(conflict: Conflict, question: str) -> Conflict:
    """Name what differs: the question without its question words."""
    words = re.sub(r"^How (?:many|much) (?:will )?|\?$", "", question)
    return replace(conflict, subject=words)


def _once(conflicts: Sequence[Conflict]) -> list[Conflict]:
    seen: set[frozenset[tuple[str, int]]] = set()
    kept: list[Conflict] = []
    for conflict in conflicts:
        key = frozenset((figure.citation.article_id, figure.citation.start) for figure in conflict.figures)
        if key not in seen:
            seen.add(key)
            kept.append(conflict)
    return kept
