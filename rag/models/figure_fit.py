"""How well one figure of a sentence answers a question: a product of what speaks for and against it.

Every constant is the factor of one thing that the question says and the figure's clause does not, or
the other way round; 1.0 speaks neither way. They were set on `tests/data/variants.jsonl`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from rag.models.matching import words_of
from rag.models.periods import Period, period_match
from rag.types import Passage, Source
from rag.verification.binding import BoundFigure, Constraints
from rag.verification.dates import day_of
from rag.verification.figures import Quantity, find_quantities
from rag.verification.tokens import sense, stem

# What is counted.
_NOUN_IN_SCOPE, _NOUN_BEFORE, _NOUN_EARLIER, _NOUN_ABSENT = 0.9, 0.9, 0.75, 0.45
_OTHER_NOUN, _OTHER_NOUN_IN_SCOPE = 0.2, 0.5
_OTHER_MODIFIER, _MODIFIER_ABSENT = 0.35, 0.6
_PERCENT_FOR_COUNT, _MONEY_FOR_AMOUNT = 0.3, 0.3
# The other words of the question.
_IN_SENTENCE, _SENTENCE_BEFORE, _EARLIER, _LATER, _WORD_ABSENT = 0.9, 0.85, 0.75, 0.6, 0.75
_RIVAL_HAS, _RIVAL_EARLIER, _RIVAL_LATER = 0.45, 0.6, 0.5
_NAME_BEFORE, _NAME_ABSENT = 0.92, 0.15
_FULL_WORDS = 3
# Periods and numbers of the question.
_NO_PERIOD, _NEAR_PERIOD, _SHORT_PERIOD = 0.2, 0.5, 0.75
_OTHER_NUMBER, _NUMBER_ABSENT = 0.4, 0.15
# The place of the figure among others.
_PART, _WHOLE_FOR_PART, _PART_FOR_WHOLE, _OUT_OF, _MOVED, _GROUP = 0.45, 0.4, 0.3, 0.3, 0.5, 0.6
_MODE_UNASKED, _MODE_MISSING, _NOT_NEGATED, _STATE_MISSING = 0.5, 0.4, 0.6, 0.6

CURRENCIES = frozenset(
    {
        "dollar",
        "pound",
        "euro",
        "cent",
        "yen",
        "yuan",
        "rupee",
        "rouble",
        "lira",
        "won",
        "peso",
        "franc",
        "krona",
    }
)
_MONEY_NOUNS = frozenset({"money", "cash", "dollar", "pound", "euro", "crown"})
_DURATIONS = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "decade", "century"})
_MOVES = frozenset({"rise", "fall", "lose", "add"})
_MODE_WORDS = "average record target typical normal usual forecast expect hope plan aim limit maximum minimum"
_STATE = re.compile(r"\b(?:still|remain\w*|left|now|currently)\b", re.IGNORECASE)
_SHARE_OF = re.compile(r"^(?: \w+){0,2} (?:out )?of (?:the |its |all |their )?\d", re.IGNORECASE)
_GROUP_BEFORE = re.compile(
    r"(?:^|[,;] )(?:among|for|of) (?P<group>[^,;\d]{2,60}?)(?:,| (?:it|that|they|the \w+) (?:is|was|are|were))",
    re.IGNORECASE,
)
_OUT_OF_ALL = re.compile(r"\d\)? (?:out )?of (?:the |its |all |their )?$", re.IGNORECASE)
_AGE_BEFORE = re.compile(r"\b(?:aged|under|over|older than|younger than)(?: the age of)? $", re.IGNORECASE)
_AGE_AFTER = re.compile(r"^(?:$|[.,;:)]|\s(?:and|were|was|are|had|have|or|in|at|it|who)\b)", re.IGNORECASE)
_OLDEST = 110


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedFigure:
    """A question about a figure: `nouns` is what is counted, `words` the rest, `names` among them.

    `part` marks "how many of the …", `negated` a question about what is not so.
    """

    constraints: Constraints
    nouns: tuple[str, ...]
    words: frozenset[str]
    names: frozenset[str]
    periods: tuple[Period, ...]
    numbers: tuple[Quantity, ...]
    clock: bool
    part: bool
    negated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FigurePlace:
    """A sentence with its figures and what stands around it in its passage."""

    passage: Passage
    source: Source
    figures: tuple[BoundFigure, ...]
    periods: tuple[tuple[Period, ...], ...]
    words: frozenset[str]
    before: frozenset[str]
    earlier: frozenset[str]
    whole: frozenset[str]
    near_periods: tuple[Period, ...]
    negated: bool

    @property
    def published(self) -> date | None:
        """The day of the article."""
        return day_of(self.passage.published)


def fit(asked: AskedFigure, place: FigurePlace, index: int, rivals: Sequence[FigurePlace]) -> float:
    """Give how well the figure at `index` answers, between 0 and 1, against the figures of `rivals`."""
    figure = place.figures[index]
    if any(figure.quantity.text == number.text for number in asked.numbers) or _is_age(place, figure):
        return 0.0
    return (
        form_fit(asked.constraints, figure.quantity)
        * _period_fit(asked, place, index)
        * _noun_fit(asked, place, figure)
        * _words_fit(asked, place, figure, rivals)
        * _role_fit(asked, place, index)
        * _mode_fit(asked, place, figure)
        * _number_fit(asked, place, index)
    )


def form_fit(asked: Constraints, quantity: Quantity) -> float:
    """Give whether a quantity is of the kind that is asked for."""
    if quantity.form in {"ordinal", "multiple"}:
        return 0.0
    percent = quantity.unit == "percent" or quantity.form == "fraction"
    duration = quantity.unit in _DURATIONS
    if asked.kind in {"percent", "duration"}:
        return float(percent if asked.kind == "percent" else duration)
    if duration and quantity.unit not in asked.nouns:
        return 0.0
    if asked.kind == "number" and set(asked.nouns) - _MONEY_NOUNS and quantity.unit in CURRENCIES:
        return _MONEY_FOR_AMOUNT
    return _PERCENT_FOR_COUNT if percent and asked.kind == "number" else 1.0


def _is_age(place: FigurePlace, figure: BoundFigure) -> bool:
    """ "Children under five", "640 were over 70": the age of a group and no number of it."""
    text, quantity = place.source.text, figure.quantity
    before = text[: quantity.start]
    return bool(
        quantity.value <= _OLDEST
        and not quantity.unit
        and _AGE_BEFORE.search(before)
        and _AGE_AFTER.match(text[quantity.end :])
    )


def _noun_fit(asked: AskedFigure, place: FigurePlace, figure: BoundFigure) -> float:
    if not asked.nouns:
        return 1.0
    *modifiers, head = asked.nouns
    around = figure.scope | set(figure.nouns)
    missing = [word for word in modifiers if word not in around]
    fitted = _head_fit(head, place, figure)
    if missing and set(figure.nouns) - set(asked.nouns) and not figure.inherited:
        return fitted * _OTHER_MODIFIER
    if any(word in other.words for word in missing for other in place.figures if other is not figure):
        return fitted * _OTHER_MODIFIER
    absent = [word for word in missing if word not in place.words | place.earlier]
    return fitted * _MODIFIER_ABSENT ** len(absent)


def _head_fit(head: str, place: FigurePlace, figure: BoundFigure) -> float:
    if head in figure.nouns:
        return 1.0
    other = bool(figure.nouns) and not figure.inherited and not figure.quantity.unit
    if head in figure.scope:
        return _OTHER_NOUN_IN_SCOPE if other else _NOUN_IN_SCOPE
    if other:
        return _OTHER_NOUN
    if head in place.words | place.before:
        return _NOUN_BEFORE
    return _NOUN_EARLIER if head in place.earlier else _NOUN_ABSENT


def _words_fit(
    asked: AskedFigure, place: FigurePlace, figure: BoundFigure, rivals: Sequence[FigurePlace]
) -> float:
    """The product over the words of the question, tempered where there are many."""
    fitted = 1.0
    for word in sorted(asked.words):
        fitted *= _word_fit(word, asked, place, figure, rivals)
    return fitted ** min(1.0, _FULL_WORDS / max(1, len(asked.words)))


def _word_fit(
    word: str, asked: AskedFigure, place: FigurePlace, figure: BoundFigure, rivals: Sequence[FigurePlace]
) -> float:
    if word in figure.scope or word in figure.nouns:
        return 1.0
    name = word in asked.names
    if any(word in other.words for other in place.figures if other is not figure):
        return _IN_SENTENCE if name and _is_subject(word, place) else _RIVAL_HAS
    if word in place.words:
        return _IN_SENTENCE
    bound = any(word in other.scope for rival in rivals for other in rival.figures)
    if word in place.earlier:
        if name:
            return _NAME_BEFORE
        if bound and _says_more(asked, figure):
            return _RIVAL_EARLIER
        return _SENTENCE_BEFORE if word in place.before else _EARLIER
    if word in place.whole:
        return _RIVAL_LATER if bound else _LATER
    if name:
        return _WORD_ABSENT if _resembles(word, place.whole) else _NAME_ABSENT
    return _WORD_ABSENT


def _says_more(asked: AskedFigure, figure: BoundFigure) -> bool:
    """Whether the figure's own clause says something of its own, so that it does not go on with another's."""
    return len(figure.words - asked.words - set(asked.nouns) - set(figure.nouns)) > 0


def _is_subject(word: str, place: FigurePlace) -> bool:
    """Whether a word stands before every figure of its sentence: a subject that they share."""
    first = place.figures[0]
    return word in first.words and any(
        sense(stem(part)) == word
        for part in re.findall(r"[\w’']+", place.source.text[: first.quantity.start])
    )


def _resembles(name: str, words: frozenset[str]) -> bool:
    """Norland and Norlandic: one name in another form."""
    return any(word[:4] == name[:4] for word in words) if len(name) >= 4 else False


def _period_fit(asked: AskedFigure, place: FigurePlace, index: int) -> float:
    own = [period for period in place.periods[index] if asked.clock or not period.is_clock]
    if not asked.periods:
        return _SHORT_PERIOD if any(period.is_recent for period in own) else 1.0
    fitted = 1.0
    for period in asked.periods:
        if own:
            fitted *= max(period_match(period, other, place.published) for other in own)
        elif any(period_match(period, other, place.published) for other in place.near_periods):
            fitted *= _NEAR_PERIOD
        else:
            fitted *= _NO_PERIOD
    return fitted


def _role_fit(asked: AskedFigure, place: FigurePlace, index: int) -> float:
    figure = place.figures[index]
    told = (asked.words | set(asked.nouns[:-1])) & (figure.words - _main_words(place, figure))
    text, quantity = place.source.text, figure.quantity
    named = bool(told) or _counts(asked, figure) or bool(_SHARE_OF.match(text[quantity.end :]))
    dated = bool(asked.periods) and _own_periods(place, index)
    fitted = 1.0
    if figure.role in {"part", "change", "before"} and not dated and not named:
        fitted *= _PART_FOR_WHOLE if asked.constraints.total else _PART
    if asked.part and figure.role != "part" and not named:
        fitted *= _WHOLE_FOR_PART
    if _OUT_OF_ALL.search(text[: quantity.qualifier_start]):
        fitted *= _OUT_OF
    if figure.role != "after" and figure.words & _MOVES and not asked.constraints.words & _MOVES:
        fitted *= _MOVED
    group = _GROUP_BEFORE.search(text[: quantity.qualifier_start])
    if group and not words_of(group.group("group")) <= asked.constraints.words:
        fitted *= _GROUP
    return fitted


def _counts(asked: AskedFigure, figure: BoundFigure) -> bool:
    return bool(asked.nouns) and asked.nouns[-1] in figure.nouns and not figure.inherited


def _own_periods(place: FigurePlace, index: int) -> bool:
    """Whether the figure's periods are its own, not taken over from the figure that it is a part of."""
    return bool(place.periods[index]) and (index == 0 or place.periods[index] != place.periods[index - 1])


def _main_words(place: FigurePlace, figure: BoundFigure) -> frozenset[str]:
    """The words of the other figures of the sentence, which name nothing of this one alone."""
    return frozenset(word for other in place.figures if other is not figure for word in other.words)


@lru_cache(maxsize=1)
def _modes() -> frozenset[str]:
    return frozenset(sense(stem(word)) for word in _MODE_WORDS.split())


def _mode_fit(asked: AskedFigure, place: FigurePlace, figure: BoundFigure) -> float:
    """An average, a record or a plan is no plain count; nor what is left, nor what is not so."""
    fitted = 1.0
    wanted, own = asked.constraints.words & _modes(), figure.words & _modes()
    if wanted and not wanted & (figure.scope | place.words):
        fitted *= _MODE_MISSING
    if own and not wanted:
        fitted *= _MODE_UNASKED
    if asked.negated and not place.negated:
        fitted *= _NOT_NEGATED
    return fitted


def _number_fit(asked: AskedFigure, place: FigurePlace, index: int) -> float:
    """A number in the question must stand with the figure, right after it."""
    fitted = 1.0
    for number in asked.numbers:
        places = [at for at, figure in enumerate(place.figures) if figure.quantity.value == number.value]
        if not places:
            near = any(other.value == number.value for other in find_quantities(place.source.text))
            fitted *= 1.0 if near else _NUMBER_ABSENT
        elif not {index - 1, index + 1} & set(places):
            fitted *= _OTHER_NUMBER
    return fitted
