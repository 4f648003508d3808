"""Chooses the sentences of a summary: submodular coverage of words, meaning and figures.

A sentence gains by the words and the neighbourhood (cosine of the embeddings, and of the weighted
words) that no chosen sentence covers yet (Lin and Bilmes 2011), by the figures it adds, and by where
it stands and how near it is to the title; long ones pay for their length. On the fixtures this beat
LexRank and centroid with MMR on sets and kept more key figures; `evals/benchmarks/summaries.py`
measures it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rag.summarization.candidates import Candidate
from rag.summarization.figure_weights import FigureKey, figure_weights
from rag.types import Article
from rag.verification.words.tokens import tokenize

OVERRUN = 1.2
_WORDS = 1.0
_MEANING = 0.5
_FIGURES = 2.0
_LEAD = 0.6
_LEAD_SENTENCES = 5
_TITLE = 0.3
_NEWEST = 0.4
_QUOTATION = 0.5
_LEANING = 0.1
_OWN_VOICE = 0.4
_LENGTH_POWER = 0.35
_REPEAT = 0.8
_HELD = 0.8
_ALIKE = 0.5
_LONGEST_BETTER = 40
_IN_TITLE = 1.5
_SINGLE_WORD = 0.3
_ON_TOPIC = 0.45
_ASIDE = 0.6
_FAR = 0.7

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What the choice looks at: similarities, words and prior weights of the candidates."""

    candidates: tuple[Candidate, ...]
    similarity: Matrix
    covers: NDArray[np.bool_]
    word_weights: Matrix
    figures: dict[FigureKey, float]
    priors: Matrix
    before: tuple[int | None, ...]
    relevance: Matrix
    wanted: NDArray[np.bool_] | None = None
    titled: NDArray[np.bool_] | None = None
    mixed: NDArray[np.bool_] | None = None


def set_scene(
    candidates: Sequence[Candidate],
    articles: Sequence[Article],
    *,
    vectors: NDArray[np.float32],
    titles: NDArray[np.float32],
    bonus: Sequence[float] | None = None,
    wanted: NDArray[np.bool_] | None = None,
    titled: NDArray[np.bool_] | None = None,
    mixed: NDArray[np.bool_] | None = None,
) -> Scene:
    """Measure the candidates once, before any is chosen.

    Args:
        candidates: the sentences, in order of their articles.
        articles: the articles, oldest first: figures of newer ones matter more.
        vectors: one embedding per candidate.
        titles: one embedding per article title.
        bonus: added to each candidate's prior weight, for what the caller knows.
        wanted: which candidates speak of what was asked for; others count by their nearness to these.
        titled: which do so with their article's title; the first choice where no wanted one can be had.
        mixed: which are of articles on many matters, so that only what is near to a wanted one counts.
    """
    words = _word_matrix(
        [candidate.text for candidate in candidates], [article.title for article in articles]
    )
    body, title_words = words.weighted[: len(candidates)], words.weighted[len(candidates) :]
    number = np.array([candidate.article for candidate in candidates], dtype=np.intp)
    meaning = np.clip(vectors @ vectors.T, 0, 1)
    near_title = (np.clip((vectors * titles[number]).sum(1), 0, 1) + (body * title_words[number]).sum(1)) / 2
    priors = np.array([_prior(candidate, len(articles)) for candidate in candidates]) + _TITLE * near_title
    similarity = (meaning + body @ body.T) / 2
    return Scene(
        candidates=tuple(candidates),
        similarity=similarity,
        covers=words.present[: len(candidates)],
        word_weights=words.importance,
        figures=_figure_values(candidates, articles),
        priors=priors + (np.asarray(bonus, dtype=np.float64) if bonus is not None else 0.0),
        before=_before(candidates),
        relevance=_relevance(similarity, wanted),
        wanted=wanted,
        titled=titled,
        mixed=mixed,
    )


def choose(scene: Scene, length: int, *, among: Sequence[int] | None = None) -> list[int]:
    """Give the indexes of the chosen candidates, in order; at least one where there is any.

    A sentence that leans on the one before it comes with that one, or not at all.

    Args:
        scene: the measured candidates.
        length: words; the choice ends there, with 20 % more at most.
        among: choose only from these.
    """
    choice = _Choice(scene, length, strict=among is None)
    left: set[int] = set(range(len(scene.candidates)) if among is None else among)
    left -= _told_better(scene) | _off_topic(scene)
    while left and choice.words < length:
        options = choice.options(left)
        if not options:
            break
        best = max(options, key=lambda place: (choice.gain(options[place]), -place))
        choice.take(options[best])
        left = {place for place in left - set(options[best]) if not choice.repeats(place)}
    return sorted(choice.chosen)


class _Choice:
    """What is chosen so far, and what one more group of sentences would add."""

    def __init__(self, scene: Scene, length: int, *, strict: bool) -> None:
        self.scene = scene
        self.strict = strict
        self.limit = length * OVERRUN
        self.chosen: list[int] = []
        self.words = 0
        self._near = np.zeros(len(scene.candidates))
        self._covered = np.zeros(scene.covers.shape[1], dtype=bool)
        self._figures: set[FigureKey] = set()
        self._total = float(scene.word_weights.sum()) or 1.0
        self._figure_total = sum(scene.figures.values()) or 1.0

    def options(self, left: set[int]) -> dict[int, list[int]]:
        """What may be taken next; first of all what was asked for, and nothing where that cannot be had."""
        groups = {place: group for place in sorted(left) if (group := self.group(place, left)) is not None}
        if self.chosen or self.scene.wanted is None:
            return groups
        for asked_for in (self.scene.wanted, self.scene.titled):
            first = {
                place: group for place, group in groups.items() if asked_for is not None and asked_for[place]
            }
            if first:
                return first
        return {} if self.strict else groups

    def group(self, place: int, left: set[int]) -> list[int] | None:
        """The sentence with those it leans on; None where that is too long or cannot be had."""
        group = [place]
        while self.scene.candidates[group[0]].leans:
            before = self.scene.before[group[0]]
            if before in self.chosen:
                break
            if before is None or before not in left or len(group) == 3:
                return None
            group.insert(0, before)
        fits = self.words + self._length(group) <= self.limit
        return group if fits or not self.chosen else None

    def repeats(self, place: int) -> bool:
        """Whether a chosen sentence says nearly the same, or all of it and more."""
        if self.scene.similarity[place, self.chosen].max() >= _REPEAT:
            return True
        return any(_is_held(self.scene, place, other) for other in self.chosen)

    def gain(self, group: Sequence[int]) -> float:
        scene = self.scene
        near = np.maximum(self._near, scene.similarity[list(group)].max(axis=0))
        covered = scene.covers[list(group)].any(axis=0) & ~self._covered
        gained = _MEANING * 2 * float((near - self._near).sum()) / len(near)
        gained += _WORDS * 4 * float(scene.word_weights[covered].sum()) / self._total
        gained += _FIGURES * self._figure_gain(group) / self._figure_total**0.7
        gained += float(np.mean(scene.priors[list(group)]))
        gained *= float(scene.relevance[list(group)].max())
        return gained / (max(self._length(group), 6) / 20) ** _LENGTH_POWER

    def take(self, group: Sequence[int]) -> None:
        scene = self.scene
        self.chosen += group
        self.words += self._length(group)
        self._near = np.maximum(self._near, scene.similarity[list(group)].max(axis=0))
        self._covered |= scene.covers[list(group)].any(axis=0)
        for place in group:
            self._figures |= set(scene.candidates[place].figures)

    def _figure_gain(self, group: Sequence[int]) -> float:
        new = {
            key: max(weight, 0.0)
            for place in group
            for key, weight in self.scene.candidates[place].figures.items()
            if key not in self._figures
        }
        return sum(self.scene.figures[key] * math.sqrt(weight) for key, weight in new.items())

    def _length(self, group: Sequence[int]) -> int:
        return sum(self.scene.candidates[place].words for place in group)


def _off_topic(scene: Scene) -> set[int]:
    """The sentences of mixed articles that are not near to any that speaks of what was asked for."""
    if scene.mixed is None:
        return set()
    far = scene.relevance < _ASIDE + (1 - _ASIDE) * _FAR
    return set(np.nonzero(far & scene.mixed)[0].tolist())


def _told_better(scene: Scene) -> set[int]:
    """The sentences of which one other, not much longer, tells all."""
    found: set[int] = set()
    alike: list[list[int]] = np.argwhere(scene.similarity >= _ALIKE).tolist()
    for place, other in alike:
        own, longer = scene.candidates[place].words, scene.candidates[other].words
        if own < longer <= _LONGEST_BETTER and _is_held(scene, place, other):
            found.add(place)
    return found


def _is_held(scene: Scene, place: int, other: int) -> bool:
    """Whether nearly all words and every figure of a sentence stand in the other one."""
    own = scene.covers[place]
    if int((scene.covers[other] & own).sum()) < _HELD * max(1, int(own.sum())):
        return False
    return set(scene.candidates[place].figures) <= set(scene.candidates[other].figures)


def _relevance(similarity: Matrix, wanted: NDArray[np.bool_] | None) -> Matrix:
    """Give from `_ASIDE` to 1 how near each sentence is to those that were wanted; 1 where none is known."""
    if wanted is None or not wanted.any():
        return np.ones(len(similarity))
    near = np.clip(similarity[:, wanted].max(axis=1) / _ON_TOPIC, 0, 1)
    return _ASIDE + (1 - _ASIDE) * np.where(wanted, 1.0, near)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    present: NDArray[np.bool_]
    weighted: Matrix
    importance: Matrix


def _word_matrix(texts: Sequence[str], titles: Sequence[str]) -> _Words:
    """Count the content words of sentences and titles; a word of one sentence only weighs little."""
    bags = [Counter(t.stem for t in tokenize(text) if t.is_content) for text in [*texts, *titles]]
    seen = Counter(word for bag in bags[: len(texts)] for word in bag)
    column = {word: place for place, word in enumerate(sorted(seen))}
    counts = np.zeros((len(bags), max(1, len(column))))
    for row, bag in enumerate(bags):
        for word, count in bag.items():
            if word in column:
                counts[row, column[word]] = count
    often = np.array([seen[word] for word in sorted(seen)] or [1], dtype=np.float64)
    weighted = counts * np.log(1 + len(texts) / often)
    lengths = np.linalg.norm(weighted, axis=1, keepdims=True)
    importance = np.where(often > 1, np.minimum(often, 4), _SINGLE_WORD)
    return _Words(present=counts > 0, weighted=weighted / np.maximum(lengths, 1e-9), importance=importance)


def _prior(candidate: Candidate, articles: int) -> float:
    weight = _LEAD * math.exp(-candidate.place / _LEAD_SENTENCES)
    weight -= _QUOTATION * candidate.is_quotation + _LEANING * candidate.leans
    weight -= _OWN_VOICE * candidate.own_voice
    return weight + (_NEWEST * candidate.article / (articles - 1) if articles > 1 else 0.0)


def _figure_values(candidates: Sequence[Candidate], articles: Sequence[Article]) -> dict[FigureKey, float]:
    in_title = [set(figure_weights(article.title)) for article in articles]
    values: dict[FigureKey, float] = {}
    for candidate in candidates:
        for key, weight in candidate.figures.items():
            raised = weight * (_IN_TITLE if key in in_title[candidate.article] else 1.0)
            values[key] = max(values.get(key, 0.0), raised)
    return values


def _before(candidates: Sequence[Candidate]) -> tuple[int | None, ...]:
    at = {(candidate.article, candidate.place): index for index, candidate in enumerate(candidates)}
    return tuple(at.get((candidate.article, candidate.place - 1)) for candidate in candidates)
