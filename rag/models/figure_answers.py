"""Finds the figure that a "how many" question asks for: by what is counted, its period and its role.

Sentence similarity cannot tell the part from the total, nor this week from this month. Here every
figure of the passages is weighed by what is bound to it (`rag.verification.binding`): what the
question restricts and the figure is not bound to counts against it, most of all another period.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rag.models.matching import Candidate, Weights, words_of
from rag.models.periods import Period, period_match, periods_of_figures, periods_of_question
from rag.types import Passage, Source
from rag.verification.binding import BoundFigure, Constraints, clause_constraints
from rag.verification.dates import day_of
from rag.verification.figures import Quantity, find_quantities

FIGURE_KINDS = frozenset({"number", "money", "percent", "duration"})
_ELSEWHERE_IN_SENTENCE, _NEAR, _TITLE = 0.6, 0.5, 0.3
_UNCOVERED, _UNCOVERED_IN_PERIOD = 0.4, 0.7
_OTHER_NOUN, _NOUN_IN_SCOPE, _NOUN_NEAR, _UNKNOWN_NOUN = 0.2, 0.85, 0.9, 0.7
_OTHER_MODIFIER = 0.35
_NO_PERIOD, _NEAR_PERIOD = 0.2, 0.5
_PART_OF_TIME = 0.75
_PART, _OUT_OF, _MOVED, _CONTRAST = 0.45, 0.3, 0.5, 0.6
_MOVES = frozenset({"rise", "fall", "lose", "add"})
_OTHER_NUMBER, _NUMBER_ABSENT = 0.4, 0.3
_PERCENT_FOR_COUNT = 0.3
_OUT_OF_ALL = re.compile(r"\d\)? (?:out )?of (?:the |its |all |their )?$", re.IGNORECASE)
_DURATIONS = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "decade", "century"})


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question, ready to be matched: its word weights, periods and numbers."""

    constraints: Constraints
    weights: Mapping[str, float]
    periods: tuple[Period, ...]
    numbers: tuple[Quantity, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """A sentence with its figures and what stands around it."""

    passage: Passage
    source: Source
    figures: tuple[BoundFigure, ...]
    periods: tuple[tuple[Period, ...], ...]
    words: frozenset[str]
    near: frozenset[str]
    near_periods: tuple[Period, ...]
    title: frozenset[str]

    @property
    def published(self) -> date | None:
        return day_of(self.passage.published)


def figure_candidates(question: str, asked: Constraints, passages: Sequence[Passage]) -> list[Candidate]:
    """Give every figure that may answer the question, best first; ties in reading order."""
    wanted = _Asked(
        constraints=asked,
        weights=Weights.of(passages).of_question(asked.words),
        periods=periods_of_question(question),
        numbers=_numbers(question),
    )
    places = [place for passage in passages for place in _places(asked, passage)]
    told = _told(wanted, places)
    found: list[Candidate] = []
    for place in places:
        for index, figure in enumerate(place.figures):
            score = _score(wanted, place, index, told)
            if score > 0:
                start = place.source.start + figure.quantity.qualifier_start
                end = place.source.start + figure.quantity.end
                found.append(
                    Candidate(source=place.source, passage=place.passage, start=start, end=end, score=score)
                )
    return sorted(found, key=lambda candidate: (-candidate.score, candidate.source.number, candidate.start))


def _places(asked: Constraints, passage: Passage) -> Iterable[_Place]:
    sentences = passage.sentences
    for at, source in enumerate(sentences):
        figures = tuple(f for f in clause_constraints(source.text) if _form_fit(asked, f.quantity))
        if not figures:
            continue
        before = sentences[at - 1].text if at else ""
        after = sentences[at + 1].text if at + 1 < len(sentences) else ""
        yield _Place(
            passage=passage,
            source=source,
            figures=figures,
            periods=periods_of_figures(source.text, figures),
            words=words_of(source.text),
            near=words_of(f"{before} {after}"),
            near_periods=periods_of_question(before),
            title=words_of(passage.title),
        )


def _numbers(question: str) -> tuple[Quantity, ...]:
    return tuple(
        quantity
        for quantity in find_quantities(question)
        if quantity.form == "number" and quantity.unit not in _DURATIONS
    )


def _told(asked: _Asked, places: Sequence[_Place]) -> frozenset[str]:
    """The words of the question that some figures are bound to and others are not."""
    scopes = [figure.scope for place in places for figure in place.figures]
    return frozenset(
        word for word in asked.constraints.words if 0 < sum(word in scope for scope in scopes) < len(scopes)
    )


def _score(asked: _Asked, place: _Place, index: int, told: frozenset[str]) -> float:
    figure = place.figures[index]
    if any(figure.quantity.text == number.text for number in asked.numbers):
        return 0.0
    period = _period_fit(asked, place, index)
    floor = _UNCOVERED_IN_PERIOD if asked.periods and period == 1.0 else _UNCOVERED
    return (
        _form_fit(asked.constraints, figure.quantity)
        * period
        * (floor + (1 - floor) * _covered(asked, place, figure))
        * _noun_fit(asked.constraints, place, figure)
        * _role_fit(asked, place, index, told)
        * _number_fit(asked, place, index)
    )


def _covered(asked: _Asked, place: _Place, figure: BoundFigure) -> float:
    total = sum(asked.weights.values())
    if not total:
        return 1.0
    return sum(weight * _held(word, place, figure) for word, weight in asked.weights.items()) / total


def _held(word: str, place: _Place, figure: BoundFigure) -> float:
    if word in figure.scope:
        return 1.0
    return max(
        _ELSEWHERE_IN_SENTENCE * (word in place.words),
        _NEAR * (word in place.near),
        _TITLE * (word in place.title),
    )


def _form_fit(asked: Constraints, quantity: Quantity) -> float:
    if quantity.form in {"ordinal", "multiple"}:
        return 0.0
    percent = quantity.unit == "percent" or quantity.form == "fraction"
    duration = quantity.unit in _DURATIONS
    if asked.kind in {"percent", "duration"}:
        return float(percent if asked.kind == "percent" else duration)
    if duration and quantity.unit not in asked.nouns:
        return 0.0
    return _PERCENT_FOR_COUNT if percent and asked.kind == "number" else 1.0


def _noun_fit(asked: Constraints, place: _Place, figure: BoundFigure) -> float:
    if not asked.nouns:
        return 1.0
    *modifiers, head = asked.nouns
    around = figure.scope | set(figure.nouns)
    fit = _head_fit(head, place, figure)
    missing = [word for word in modifiers if word not in around]
    if missing and set(figure.nouns) - set(asked.nouns):
        return fit * _OTHER_MODIFIER
    absent = [word for word in missing if word not in place.words | place.near | place.title]
    return fit * 0.6 ** len(absent)


def _head_fit(head: str, place: _Place, figure: BoundFigure) -> float:
    if head in figure.nouns:
        return 1.0
    if head in figure.scope:
        return _NOUN_IN_SCOPE
    if figure.nouns and not figure.inherited:
        return _OTHER_NOUN
    return _NOUN_NEAR if head in place.words | place.near else _UNKNOWN_NOUN


def _period_fit(asked: _Asked, place: _Place, index: int) -> float:
    own = place.periods[index]
    if not asked.periods:
        return _PART_OF_TIME if any(period.is_recent for period in own) else 1.0
    fit = 1.0
    for period in asked.periods:
        if own:
            fit *= max(period_match(period, other, place.published) for other in own)
        elif any(period_match(period, other, place.published) for other in place.near_periods):
            fit *= _NEAR_PERIOD
        else:
            fit *= _NO_PERIOD
    return fit


def _role_fit(asked: _Asked, place: _Place, index: int, told: frozenset[str]) -> float:
    figure = place.figures[index]
    fit = _CONTRAST ** len(told - figure.scope) if len(told - figure.scope) < 3 else _CONTRAST**3
    named = bool(told & (figure.words - _main_words(place, figure)))
    if figure.role in {"part", "change", "before"} and not asked.periods and not named:
        fit *= _PART
    if _OUT_OF_ALL.search(place.source.text[: figure.quantity.qualifier_start]):
        fit *= _OUT_OF
    if figure.words & _MOVES and not asked.constraints.words & _MOVES:
        fit *= _MOVED
    return fit


def _main_words(place: _Place, figure: BoundFigure) -> frozenset[str]:
    """The words of the other figures of the sentence, which name nothing of this one alone."""
    return frozenset(word for other in place.figures if other is not figure for word in other.words)


def _number_fit(asked: _Asked, place: _Place, index: int) -> float:
    """A number in the question must stand with the figure, right after it."""
    fit = 1.0
    for number in asked.numbers:
        places = [at for at, figure in enumerate(place.figures) if figure.quantity.value == number.value]
        if not places:
            fit *= _NUMBER_ABSENT
        elif index + 1 not in places:
            fit *= _OTHER_NUMBER
    return fit
