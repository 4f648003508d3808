"""How well one figure of a sentence answers a question: a product of what speaks for and against it.

Each constant is the factor of one thing that the question says and the figure's clause does not, or
the other way round; 1.0 speaks neither way. They were set on `tests/data/variants.jsonl`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from rag.models.figure_places import DURATIONS, STATE, AskedFigure, FigurePlace, modes
from rag.models.figure_words import noun_fit, words_fit
from rag.models.matching import words_of
from rag.models.periods import Period, period_match
from rag.verification.figures.binding import BoundFigure
from rag.verification.figures.finding import find_quantities
from rag.verification.figures.quantities import Quantity
from rag.verification.words.tokens import sense, stem

_PERCENT_FOR_COUNT, _MONEY_FOR_AMOUNT, _MEASURE_FOR_COUNT, _MEASURE_FOR_MONEY = 0.3, 0.3, 0.2, 0.1
_NO_PERIOD, _NEAR_PERIOD, _SHORT_PERIOD, _OTHER_OF_TWO = 0.2, 0.5, 0.75, 0.9
_OTHER_NUMBER, _NUMBER_ABSENT = 0.4, 0.15
_PART, _WHOLE_FOR_PART, _PART_FOR_WHOLE, _OUT_OF, _MOVED, _GROUP, _LEVEL_FOR_CHANGE = (
    0.45,
    0.4,
    0.3,
    0.3,
    0.5,
    0.6,
    0.35,
)
_MODE_UNASKED, _MODE_MISSING, _NOT_NEGATED, _STATE_MISSING = 0.5, 0.25, 0.6, 0.6

_CURRENCIES = frozenset("dollar pound euro cent yen yuan rupee rouble lira won peso franc krona".split())
_MONEY_NOUNS = frozenset(
    "money cash dollar pound euro crown profit revenue sale incom lose debt aid budget tax cost pay fund"
    " damag turnover rent dirham dinar shekel rand baht riyal zloty forint krona".split()
)
_GROUP_OF = re.compile(
    r"\b(?P<group>assembly|parliament|house|council|crew|jury|team|group|study|survey|poll|sample|squad|committee"
    r"|panel|fleet|class|staff|crowd|convoy|network|town|city|village) of (?:\w+ )?$",
    re.IGNORECASE,
)
_OF_ALL = re.compile(r"(?:^|[,;] )of (?:the |its |their |all )*$", re.IGNORECASE)
_AGED = re.compile(r"\b(?:man|woman|boy|girl|pensioner) of $|\b[A-Z][\w’'-]+, $")
_AGED_AFTER = re.compile(r"^(?:,| and\b| died\b|\.)")
_DIMENSIONS = {
    "far": "km mile metre", "high": "metre foot km mm cm percent point degree", "tall": "metre foot cm",
    "deep": "metre foot km", "wide": "metre foot km", "heavy": "gram kg tonne ton lb", "cold": "degree",
    "warm": "degree", "hot": "degree", "fast": "km mile mph kph", "strong": "km mile mph kph",
}  # fmt: skip
_MOVES = frozenset({"rise", "fall", "lose", "add"})
_SPELLED = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty)"
_SHARE_OF = re.compile(
    rf"^(?: \w+){{0,2}} (?:out )?of (?:(?:the|its|all|their) )?(?:[\w-]+['’]s? )?(?:\d|{_SPELLED}\b)",
    re.IGNORECASE,
)
_GROUP_BEFORE = re.compile(
    r"(?:^|[,;] )(?:among|for|of) (?P<group>[^,;]{2,60}?)(?:,| (?:it|that|they|the \w+) (?:is|was|are|were))",
    re.IGNORECASE,
)
_OUT_OF_ALL = re.compile(
    rf"(?:\d|\b{_SPELLED})\)? (?:out )?of (?:(?:the|its|all|their) )?(?:[\w-]+['’]s? )?$", re.IGNORECASE
)
_AGE_BEFORE = re.compile(r"\b(?:aged|under|over|older than|younger than)(?: the age of)? $", re.IGNORECASE)
_AGE_AFTER = re.compile(r"^(?:$|[.,;:)]|\s(?:and|were|was|are|had|have|or|in|at|it|who)\b)", re.IGNORECASE)
_OTHER_THAN_MONEY = 0.4
_OLDEST = 110
_GAP = 5


def fit(asked: AskedFigure, place: FigurePlace, index: int, rivals: Sequence[FigurePlace]) -> float:
    """Give how well the figure at `index` answers, between 0 and 1, against the figures of `rivals`."""
    figure = place.figures[index]
    if any(figure.quantity.text == number.text for number in asked.numbers) or _is_age(place, figure):
        return 0.0
    return (
        form_fit(asked, figure.quantity)
        * _money_fit(asked, figure)
        * _period_fit(asked, place, index)
        * noun_fit(asked, place, figure)
        * words_fit(asked, place, figure, rivals)
        * _role_fit(asked, place, index)
        * _mode_fit(asked, place, figure)
        * _number_fit(asked, place, index)
    )


def form_fit(asked: AskedFigure, quantity: Quantity) -> float:
    """Give whether a quantity is of the kind that is asked for."""
    kind, nouns, unit = asked.constraints.kind, asked.nouns, quantity.unit
    if quantity.form in {"ordinal", "multiple"} or not _is_in_dimension(asked, unit):
        return 0.0
    percent = unit in {"percent", "point"} or quantity.form == "fraction"
    if kind in {"percent", "duration"}:
        return float(percent if kind == "percent" else unit in DURATIONS)
    if unit in DURATIONS and unit not in nouns:
        return 0.0
    if percent:
        return 1.0 if asked.change else _PERCENT_FOR_COUNT
    return _unit_fit(asked, quantity)


def _unit_fit(asked: AskedFigure, quantity: Quantity) -> float:
    """A count has no unit but what is counted, a sum has a currency, an amount of things has none."""
    kind, nouns, unit = asked.constraints.kind, asked.nouns, quantity.unit
    if asked.count and unit and sense(stem(quantity.text.split()[-1])) not in nouns:
        return _MEASURE_FOR_COUNT
    if kind == "money" and unit and unit not in _CURRENCIES:
        return _MEASURE_FOR_MONEY
    money = bool(nouns) and not set(nouns) & _MONEY_NOUNS and unit in _CURRENCIES
    return _MONEY_FOR_AMOUNT if money and kind == "number" else 1.0


def _money_fit(asked: AskedFigure, figure: BoundFigure) -> float:
    """A sum has a currency: as a sign, or as what the figure counts."""
    if asked.constraints.kind != "money" or figure.quantity.unit or not figure.nouns or figure.inherited:
        return 1.0
    return 1.0 if figure.nouns[0] in _MONEY_NOUNS else _OTHER_THAN_MONEY


def _is_in_dimension(asked: AskedFigure, unit: str) -> bool:
    wanted = _DIMENSIONS.get(asked.dimension)
    return wanted is None or unit in wanted.split()


def _is_age(place: FigurePlace, figure: BoundFigure) -> bool:
    """ "Children under five", "640 were over 70": the age of a group and no number of it."""
    text, quantity = place.source.text, figure.quantity
    before = text[: quantity.start]
    aged = _AGED.search(before) and _AGED_AFTER.match(text[quantity.end :])
    if aged and not quantity.unit and quantity.value <= _OLDEST:
        return True
    return bool(
        quantity.value <= _OLDEST
        and not quantity.unit
        and _AGE_BEFORE.search(before)
        and _AGE_AFTER.match(text[quantity.end :])
    )


def _period_fit(asked: AskedFigure, place: FigurePlace, index: int) -> float:
    own = [period for period in place.periods[index] if asked.clock or not period.is_clock]
    if not asked.periods:
        return _SHORT_PERIOD if any(period.is_recent for period in own) else 1.0
    fitted = 1.0
    matched = [
        max((period_match(period, other, place.published) for other in own), default=0.0)
        for period in asked.periods
    ]
    for period, match in zip(asked.periods, matched, strict=True):
        if own and not match and any(matched) and not _joined(asked.periods) and _elsewhere(period, place):
            fitted *= _OTHER_OF_TWO
        elif own:
            fitted *= match
        elif any(period_match(period, other, place.published) for other in place.near_periods):
            fitted *= _NEAR_PERIOD
        else:
            fitted *= _NO_PERIOD
    return fitted


def _joined(periods: Sequence[Period]) -> bool:
    """ "November last year" is one period in two expressions."""
    return any(later.start - period.end <= _GAP for period, later in itertools.pairwise(periods))


def _elsewhere(period: Period, place: FigurePlace) -> bool:
    """Whether another figure of the sentence, of which this one may be a part, has the period."""
    return any(period_match(period, other, place.published) for owned in place.periods for other in owned)


def _role_fit(asked: AskedFigure, place: FigurePlace, index: int) -> float:
    figure = place.figures[index]
    told = (asked.words | set(asked.nouns[:-1])) & (figure.words - _main_words(place, figure))
    text, quantity = place.source.text, figure.quantity
    named = bool(told) or _counts(asked, figure) or bool(_SHARE_OF.match(text[quantity.end :]))
    dated = bool(asked.periods) and _own_periods(place, index)
    fitted = 1.0
    if figure.role in {"part", "change", "before"} and not dated and not named:
        fitted *= _PART_FOR_WHOLE if asked.constraints.total else _PART
    group = _GROUP_BEFORE.search(text[: quantity.qualifier_start])
    whole = _counts(asked, figure) and bool(asked.words - figure.scope)
    if asked.part and figure.role != "part" and not group and (whole or not named):
        fitted *= _WHOLE_FOR_PART
    told_of = asked.words - asked.names
    if asked.part and told_of and not asked.numbers and not told_of & (figure.scope | place.words):
        fitted *= _WHOLE_FOR_PART
    before = text[: quantity.qualifier_start]
    if _OUT_OF_ALL.search(before) or (_OF_ALL.search(before) and told_of - figure.scope):
        fitted *= _OUT_OF
    of_group = _GROUP_OF.search(before)
    after = words_of(text[quantity.end :])
    if of_group and (
        asked.names & after or sense(stem(of_group.group("group"))) not in asked.constraints.words
    ):
        fitted *= _WHOLE_FOR_PART
    if asked.change and figure.role != "change":
        fitted *= _LEVEL_FOR_CHANGE
    if figure.role != "after" and figure.words & _MOVES and not asked.constraints.words & _MOVES:
        fitted *= _MOVED
    if group and not words_of(group.group("group")) <= asked.all_words:
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


def _mode_fit(asked: AskedFigure, place: FigurePlace, figure: BoundFigure) -> float:
    """An average or a plan is no plain count; nor is what is left, nor what is not so."""
    fitted = 1.0
    for mode in modes():
        wanted, own = asked.constraints.words & mode, figure.words & mode
        if wanted and not mode & (figure.scope | place.words):
            fitted *= _MODE_MISSING
        if own and not wanted:
            fitted *= _MODE_UNASKED
    if asked.negated and not place.negated:
        fitted *= _NOT_NEGATED
    if asked.state and not STATE.search(place.source.text):
        fitted *= _STATE_MISSING
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
