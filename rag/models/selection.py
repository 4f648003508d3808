"""Chooses the answer over all windows that were read: one decision, its confidence, and what agrees.

Every phrase gets a score in which the network's two opinions (the span against "no answer here", and the
relevance of the window), the place of the window in the search, the age of its article and the agreement
of other articles are added with fixed weights. The weights and the two numbers that turn a score into a
confidence are fitted by `training.tune_selection` and stored beside the network.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

from rag.models.answer_forms import Asking, answer_key, full_name, is_fuller_name, same_answer, trimmed
from rag.models.span_network import SpanPrediction

# Within this much of the best score, a fuller form of the same name stands for it.
_NAME_LEEWAY = 2.0
# Beyond this age all articles weigh alike: the day of asking must not drown what the texts say.
_OLDEST_DAYS = 45
# Where the nearest article is over a month from the day of asking, ages count half after ten more days.
_FRESH_DAYS, _FADING_DAYS = 30, 10


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectionWeights:
    """The weights of the joint score; `slope` and `offset` turn the best score into a confidence."""

    margin: float = 0.3
    relevance: float = 0.6
    rank: float = 0.4
    age: float = 0.3
    words: float = 0.0
    agreement: float = 0.5
    echo: float = 0.0
    form: float = 0.0
    slope: float = 1.0
    offset: float = 0.0

    @classmethod
    def of(cls, values: Mapping[str, float]) -> SelectionWeights:
        """Give the weights of a configuration file; absent ones keep their defaults."""
        known = {field.name for field in fields(cls)}
        return cls(**{name: float(value) for name, value in values.items() if name in known})


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A window after reading: where it comes from and what the network said.

    `rank` counts from 1 in the order of the windows; `age_days` is what `ages_of` gives, None where
    unknown; `overlap` is the weighted share of the question's words in the window.
    """

    text: str
    article_id: str
    rank: int
    prediction: SpanPrediction
    age_days: float | None = None
    overlap: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One phrase that may answer: `start` and `end` are code points in the text of the window at `window`.

    `agreeing` holds the places of windows of other articles whose own phrase says the same.
    """

    window: int
    start: int
    end: int
    text: str
    score: float
    confidence: float
    agreeing: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Phrase:
    window: int
    start: int
    end: int
    text: str
    key: frozenset[str]
    score: float


def choose(reads: Sequence[Read], weights: SelectionWeights, *, question: str = "") -> list[Choice]:
    """Give the phrases of all windows, best first, each answer once; ties in the order of the search.

    A phrase that repeats the `question` loses by it, and so does one of another form than is asked for. Of
    several forms of one name the fullest stands for all.

    The caller abstains where the list is empty or the first confidence is below its threshold.
    """
    asked = Asking.of(question)
    phrases = [p for place, read in enumerate(reads) for p in _phrases(place, read, weights, asked)]
    choices: list[tuple[_Phrase, Choice]] = []
    for phrase in phrases:
        agreeing = _agreeing(phrase, phrases, reads)
        support = sum(_sigmoid(other.score) for other in agreeing.values())
        score = phrase.score + weights.agreement * math.log1p(support)
        choice = Choice(
            window=phrase.window,
            start=phrase.start,
            end=phrase.end,
            text=phrase.text,
            score=score,
            confidence=_sigmoid(weights.slope * score + weights.offset),
            agreeing=tuple(sorted(other.window for other in agreeing.values())),
        )
        choices.append((phrase, choice))
    choices.sort(key=lambda pair: (-pair[1].score, pair[1].window, pair[1].start))
    kept: dict[frozenset[str], Choice] = {}
    for phrase, choice in choices:
        kept.setdefault(phrase.key, choice)
    return _fullest_first(list(kept.values()))


def _fullest_first(choices: list[Choice]) -> list[Choice]:
    """Put the fullest form of the first name first, with the confidence of the short one."""
    for choice in choices[1:]:
        if choice.score < choices[0].score - _NAME_LEEWAY:
            break
        if is_fuller_name(choice.text, choices[0].text):
            first = replace(choice, score=choices[0].score, confidence=choices[0].confidence)
            return [first, *(other for other in choices if other is not choice)]
    return choices


def ages_of(published: Sequence[date | None], asked: date | None) -> list[float | None]:
    """Give how much farther each article lies from the day of asking than the nearest of them, in days.

    Over a month away from the day of asking, age tells less and less: whoever asks a year later asks about
    any of the articles. It ranks, and how long ago all of them are refuses nothing.

    >>> ages_of([date(2019, 12, 26), date(2019, 12, 19), None], date(2020, 1, 1))
    [0.0, 7.0, None]
    >>> ages_of([date(2019, 12, 26), date(2019, 12, 19)], date(2020, 4, 4))
    [0.0, 0.875]
    """
    away = [abs((asked - day).days) if asked and day else None for day in published]
    nearest = min((days for days in away if days is not None), default=0)
    fading = 1 + max(0, nearest - _FRESH_DAYS) / _FADING_DAYS
    return [None if days is None else (days - nearest) / fading for days in away]


def window_order(reads: Sequence[Read], weights: SelectionWeights) -> list[int]:
    """Give the places of the windows, the most likely to answer first; ties in the order of the search."""
    best = {
        place: max((p.score for p in _phrases(place, read, weights, Asking.of(""))), default=-math.inf)
        for place, read in enumerate(reads)
    }
    return sorted(best, key=lambda place: (-best[place], place))


def window_features(read: Read) -> tuple[float, float, float, float]:
    """Give what is known of a window besides its spans: relevance, rank, age and overlap."""
    age = 0.0 if read.age_days is None else math.log1p(min(read.age_days, _OLDEST_DAYS) / 7)
    return _clipped(read.prediction.relevance_logit), -math.log(read.rank), -age, read.overlap


def _phrases(place: int, read: Read, weights: SelectionWeights, asked: Asking) -> list[_Phrase]:
    relevance, rank, age, overlap = window_features(read)
    base = weights.relevance * relevance + weights.rank * rank + weights.age * age + weights.words * overlap
    found: list[_Phrase] = []
    for span in read.prediction.spans:
        start, end = trimmed(read.text, span.start, span.end)
        if asked.person_or_team:
            start, end = full_name(read.text, start, end)
        if start < end:
            text = read.text[start:end]
            echo, form = asked.features(text)
            score = base + weights.margin * _clipped(span.margin) + weights.echo * echo + weights.form * form
            found.append(_Phrase(place, start, end, text, answer_key(text), score))
    return found


def _agreeing(phrase: _Phrase, phrases: Sequence[_Phrase], reads: Sequence[Read]) -> dict[str, _Phrase]:
    """The best phrase of each other article that says the same."""
    own = reads[phrase.window].article_id
    best: dict[str, _Phrase] = {}
    for other in phrases:
        article = reads[other.window].article_id
        if article == own or phrase.key.isdisjoint(other.key) or not same_answer(phrase.key, other.key):
            continue
        if article not in best or other.score > best[article].score:
            best[article] = other
    return best


def _clipped(value: float) -> float:
    return max(-12.0, min(12.0, value))


def _sigmoid(value: float) -> float:
    return 1 / (1 + math.exp(-value)) if value >= 0 else math.exp(value) / (1 + math.exp(value))
