"""Periods as questions and figures name them, with the part of the period that is meant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from rag.verification.figures.binding import BoundFigure
from rag.verification.times.anchoring import days_of
from rag.verification.times.bound_periods import is_reporting
from rag.verification.times.finding import TimeExpression, find_times
from rag.verification.times.same_period import same_period

_ORDINAL = r"(?:first|second|third|fourth|last|final|1st|2nd|3rd|4th)"
_COUNT = r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_PART = re.compile(
    rf"\b(?P<part>(?:{_ORDINAL} (?:{_COUNT} )?(?:half|third|quarter|hours?|days?|weeks?|months?|years?)"
    r"|(?:early|mid|late)|middle|start|beginning|end))(?:[ -](?:of|in))?[ -](?:the )?$",
    re.IGNORECASE,
)
_DURATION = re.compile(
    rf"\b(?:in|within|over|during) (?P<part>{_COUNT} (?:hours?|days?|weeks?|months?|years?))\b(?! ago)",
    re.IGNORECASE,
)
_SINCE = re.compile(r"\bsince\b[^,.;:]{0,40}$", re.IGNORECASE)
_VAGUE_PART = re.compile(r"^(?P<part>early|mid|late)\b", re.IGNORECASE)
_BARE_PART = re.compile(
    rf"\b{_ORDINAL} (?:{_COUNT} )?(?:half|quarter|hours?|days?|weeks?|months?|years?)\b", re.IGNORECASE
)
_NUMBERS = {word: str(n) for n, word in enumerate(
    "zero one two three four five six seven eight nine ten eleven twelve".split()
)}  # fmt: skip
_SAME_PART = {
    "first 6 month": "first half",
    "last 6 month": "second half",
    "final 6 month": "second half",
    "first 3 month": "first quarter",
    "last 3 month": "fourth quarter",
    "final quarter": "fourth quarter",
    "last quarter": "fourth quarter",
    "middle": "mid",
}
_RECENT = frozenset({"past", "unit", "weekday", "weekend", "today", "yesterday"})
_SAME = re.compile(
    r"\bsame (?:\w+ )?(?:months?|period|weeks?|quarter|half|days?)(?: (?:of|in))? (?:the )?$", re.IGNORECASE
)
_NEXT_IN_LIST = re.compile(r"^[^,;.]{0,25}(?:,|,? and)\s(?:another )?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Period:
    """A time expression, and the part of it that is meant ("first half"), in lower case."""

    start: int
    end: int
    time: TimeExpression | None
    part: str = ""
    since: bool = False

    @property
    def is_recent(self) -> bool:
        """Whether it names a short time up to the article's day, as "in the past week" does."""
        return self.time is not None and self.time.form in _RECENT

    @property
    def is_clock(self) -> bool:
        """Whether it is a time of day."""
        return self.time is not None and self.time.form == "clock"


def periods_of_question(text: str) -> tuple[Period, ...]:
    """Give the periods of a text in reading order.

    >>> [period.part for period in periods_of_question("How many in the first half of 2023?")]
    ['first half']
    """
    found: list[Period] = []
    for time in find_times(text):
        part = _PART.search(text[: time.start])
        start = part.start() if part else time.start
        since = time.limit == "since" or bool(_SINCE.search(text[:start]))
        named = _normal(part or _VAGUE_PART.match(time.text))
        found.append(Period(start, time.end, replace(time, limit=None) if since else time, named, since))
    for bare in (*_DURATION.finditer(text), *_BARE_PART.finditer(text)):
        if not any(period.start < bare.end() and bare.start() < period.end for period in found):
            found.append(Period(bare.start(), bare.end(), None, _normal(bare)))
    return tuple(sorted(found, key=lambda period: period.start))


def periods_of_figures(sentence: str, figures: Sequence[BoundFigure]) -> tuple[tuple[Period, ...], ...]:
    """Give for each figure the periods that it is bound to; a part without one has its total's.

    "A year earlier" also has the year before that of the figure before it, and "the same months of
    2023" the part of the year that the figure before it has.
    """
    owned: list[list[Period]] = [[] for _ in figures]
    for period in periods_of_question(sentence):
        if period.time is not None and is_reporting(sentence, period.time):
            continue
        owner = _owner(sentence, period, figures)
        if owner is not None:
            earlier = [one for periods in owned[:owner] for one in periods]
            owned[owner] += _carried(sentence, period, earlier)
    for index, figure in enumerate(figures):
        if index and not owned[index] and (figure.role == "part" or _listed(sentence, figures, index)):
            owned[index] = owned[index - 1]
    return tuple(tuple(periods) for periods in owned)


def _carried(sentence: str, period: Period, earlier: Sequence[Period]) -> list[Period]:
    if not earlier or period.time is None:
        return [period]
    if _SAME.search(sentence[: period.start]):
        return [replace(period, part=earlier[-1].part)]
    year = next((p.time.get("year") for p in reversed(earlier) if p.time and p.time.form == "year"), None)
    if _unit_before(period.time) == "year" and isinstance(year, int):
        time = replace(period.time, form="year", values=(("year", year - 1),))
        return [period, replace(period, time=time)]
    if _unit_before(period.time):
        values = (("n", 1), ("unit", _unit_before(period.time)), ("direction", "earlier"))
        return [replace(period, time=replace(period.time, form="offset", values=values))]
    return [period]


def _listed(sentence: str, figures: Sequence[BoundFigure], index: int) -> bool:
    """Whether a figure follows a part in one list: "of which 38 were electric, 16 hybrid"."""
    first, second = figures[index - 1], figures[index]
    between = sentence[first.quantity.end : second.quantity.qualifier_start]
    return first.role == "part" and bool(_NEXT_IN_LIST.match(between))


def period_match(asked: Period, stated: Period, published: date | None) -> float:
    """Give 1.0 where both name one period, less where loosely, 0.0 where they differ."""
    if _to_date(asked, published) and _to_date(asked, published) == _to_date(stated, published):
        return 1.0
    if asked.part != stated.part or asked.since != stated.since:
        return 0.0
    if asked.time is None or stated.time is None:
        if not asked.part:
            return 0.0
        return 1.0 if _is_open(asked, published) and _is_open(stated, published) else 0.0
    if _unit_before(asked.time) and _unit_before(asked.time) == _unit_before(stated.time):
        return 1.0
    return same_period(asked.time, stated.time, published)


def _is_open(period: Period, published: date | None) -> bool:
    """Whether it is in the article's own year, as "the first half of the year" is."""
    if period.time is None:
        return True
    days, day = days_of(period.time, published), published
    return bool(days and day and days.start.year == days.end.year == day.year)


def _to_date(period: Period, published: date | None) -> date | None:
    """The first day of a period that runs up to the article's day: since January, (so far) this year."""
    if period.time is None or period.part or published is None:
        return None
    this = period.time.form == "unit" and period.time.get("which") in {"this", "current"}
    if not (period.since or this):
        return None
    days = days_of(replace(period.time, limit=None), published)
    return days.start if days and days.start <= published else None


def _unit_before(time: TimeExpression) -> str | None:
    """The unit of "a year earlier", "the quarter before" and "the previous week"."""
    if time.form == "same_period":
        return "year"
    one = time.get("n") in {None, 1}
    if time.form == "offset" and one and time.get("direction") in {"earlier", "before", "previously"}:
        return str(time.get("unit"))
    if time.form == "unit" and time.get("which") in {"previous", "preceding"}:
        return str(time.get("unit"))
    return None


def _owner(sentence: str, period: Period, figures: Sequence[BoundFigure]) -> int | None:
    for index, figure in enumerate(figures):
        if figure.quantity.start < period.end and period.start < figure.quantity.end:
            return None
        if period.time is not None and figure.period is not None and figure.period.start == period.time.start:
            return index
    before = [index for index, figure in enumerate(figures) if figure.quantity.end <= period.start]
    after = [index for index, figure in enumerate(figures) if figure.quantity.start >= period.end]
    if not before:
        return after[0] if after else None
    between = sentence[figures[before[-1]].quantity.end : period.start]
    if after and re.search(r"[;:]|, (?:and|but|while)\b", between):
        return after[0]
    return before[-1]


def _normal(match: re.Match[str] | None) -> str:
    if match is None:
        return ""
    text = match.groupdict().get("part") or match.group()
    words = [_NUMBERS.get(word, word) for word in re.split(r"[\s-]+", text.lower())]
    part = " ".join(word.rstrip("s") for word in words)
    return _SAME_PART.get(part, part)
