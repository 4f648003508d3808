"""Whether a length of time is that between two dates or times of day of a text."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import combinations, pairwise

from rag.verification.figures.derived import BOUNDS, follows
from rag.verification.figures.quantities import Quantity
from rag.verification.times.anchoring import days_of
from rag.verification.times.clock import read_clock
from rag.verification.times.dates import Days, day_of
from rag.verification.times.finding import TimeExpression, find_times

_SPANS = {"year": 365.25, "decade": 3652.5, "century": 36525.0, "month": 30.44, "week": 7.0, "day": 1.0}
_LONG = frozenset({"year", "decade", "century"})
_FINE = {"century": 0.03, "decade": 0.1}
_YEAR = 363  # days from the first to the last
_UNSURE = 0.6  # "fewer than 47 years" from some day of 1979
_SLACK = 0.5  # half of the claim's unit: "five years" from March 2017 to February 2022


def is_span(claimed: Quantity, text: str, published: date | None, *, moved: bool = False) -> bool:
    """Whether a length of time is that between two dates of a text, or from one to its publication.

    `moved`: something was put off by that length, so that only the two dates count, and their like ends.
    """
    if claimed.unit == "age" and _MADE.search(text):
        claimed = replace(claimed, unit="year")
    if claimed.unit in {"hour", "minute"}:
        return _is_between_clocks(claimed, text)
    if claimed.unit not in _SPANS:
        return False
    today = day_of(published)
    times = [time for time in find_times(text) if time.form != "clock"]
    ends = [days for time in times for part in time.parts or (time,) if (days := _days_of(part, today))]
    whole = [days for time in times if (days := _days_of(time, today))]
    lengths = {(days.end - days.start).days + 1 for days in whole}  # the first and the last count
    if claimed.unit == "day" and claimed.qualifier == "exact" and claimed.value in lengths:
        return True
    now = [Days(today, today)] if today is not None else []
    if moved:
        starts = sorted(days.start for days in ends)
        return any(_is_long(claimed, first, second) for first, second in combinations(starts, 2))
    pairs = tuple(combinations([*ends, *now], 2))
    if any(_is_within(claimed, *pair) or _is_whole_span(claimed, *pair) for pair in pairs):
        return True
    outer = [*now, *whole]
    edges = sorted({day for days in outer for day in (days.start, days.end)})
    return any(_is_long(claimed, first, second) for first, second in combinations(edges, 2))


_TO = re.compile(r" ?(?:to|until|till|and|-|–) ?")
_MADE = re.compile(r"\b(?:built|made|founded|opened|laid|born|planted|painted|written|dates|since)\b")
_DAY_MINUTES = 24 * 60


def _is_between_clocks(claimed: Quantity, text: str) -> bool:
    """Whether it is so long from one time of day to the next: seven hours from 10 p.m. to 5 a.m."""
    clocks = [time for time in find_times(text) if time.form == "clock"]
    minutes = claimed.value * (60 if claimed.unit == "hour" else 1)
    return any(
        (end - start) % _DAY_MINUTES == minutes
        for first, last in pairwise(clocks)
        if _TO.fullmatch(text[first.end : last.start])
        for start in read_clock(first.text).minutes
        for end in read_clock(last.text).minutes
    )


def _days_of(time: TimeExpression, today: date | None) -> Days | None:
    return days_of(replace(time, limit=None), today)


def _is_long(claimed: Quantity, first: date, second: date) -> bool:
    """Whether it is so long from one day to another, to a quarter of the claim's unit."""
    length = (second - first).days / _SPANS[claimed.unit]
    if length < 0.25:
        return False
    if claimed.qualifier in {"fewer", "more"} and abs(length - claimed.value) <= _UNSURE:
        return False
    if claimed.qualifier in BOUNDS and follows(length, claimed.value, claimed.qualifier):
        return True
    return abs(length - claimed.value) <= _FINE.get(claimed.unit, _SLACK / 2)


def _is_within(claimed: Quantity, first: Days, second: Days) -> bool:
    """Whether it is longer, or shorter, however the two dates are read: "over five years" for May to July."""
    first, second = sorted((first, second), key=lambda days: days.start)
    least = (second.start - first.end).days / _SPANS[claimed.unit]
    most = (second.end - first.start).days / _SPANS[claimed.unit]
    if claimed.unit not in _LONG:
        return False
    if claimed.qualifier in {"more", "over"}:
        return claimed.value < least and most < claimed.value + min(1.0, claimed.value)
    return claimed.qualifier == "fewer" and most < claimed.value < least + min(1.0, claimed.value / 4)


def _is_whole_span(claimed: Quantity, first: Days, second: Days) -> bool:
    """Whether a length in whole years is that from one year to another: 11 from 2014 to a day of 2025."""
    years = abs(second.end.year - first.end.year)
    is_year = any(
        days.start.year == days.end.year and (days.end - days.start).days > _YEAR for days in (first, second)
    )
    if claimed.unit != "year" or not years or not is_year:
        return False
    return years == claimed.value and claimed.qualifier in {"exact", "about"}
