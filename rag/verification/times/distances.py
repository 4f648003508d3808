"""Whether a time told by its distance from the article is a dated one: "six years ago", "in 2019"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from rag.verification.figures.quantities import read_qualifier
from rag.verification.times.anchoring import days_of
from rag.verification.times.dates import Days
from rag.verification.times.finding import TimeExpression, find_times
from rag.verification.times.mentions import TimeMention
from rag.verification.times.same_period import length_of

_BEFORE_LAST = 2
_UNIT_DAYS = {"day": 1.0, "week": 7.0, "month": 30.44, "year": 365.25}
_MONTH, _YEAR = 26, 300  # days that a whole one has at least
_DATED = frozenset(
    {"year", "month", "month_year", "day_month", "month_day", "iso", "holiday", "weekday", "season",
     "before_last", "edge_date", "decade"}
)  # fmt: skip
_ROUGHLY: dict[str, tuple[float, float]] = {
    "more": (0.0, 0.99), "at_least": (0.0, 0.99), "nearly": (-0.5, 0.0), "fewer": (-0.99, 0.0),
}  # fmt: skip
_ROUND = 0.07  # of a number of years that is said to be more, or nearly so many


def is_so_far_off(time: TimeExpression, theirs: TimeMention, text: str, day: date | None) -> bool:
    """Whether a time of the claim counts to one of the evidence from the day of the article.

    "Six years ago" for "in 2019", "more than two weeks ago" for the third of the month, "in three
    years' time" for "by 2029", "the past 14 years" for "since 2011". `text` is the claim.
    """
    count, unit = length_of(time)
    told = days_of(replace(theirs.time, limit=None), day)
    if day is None or told is None or unit not in _UNIT_DAYS or theirs.time.form not in _DATED:
        return False
    way = _way(time, theirs.time)
    if not way or (told.end > day if way < 0 else told.end <= day):
        return False
    if way < 0 and time.get("direction") not in {"ago", None} and not _counts_from_now(time, text, told, day):
        return False
    qualifier = read_qualifier(text, time.start, time.end)[0]
    if time.form == "coming" and qualifier != "about":
        return False
    low, high = _ROUGHLY.get(qualifier, (-0.5, 0.5))
    units = _units_off(theirs.time, told, unit, day)
    if units is not None:
        return units == count or (low * high == 0 and 0 < (units - count) / (low + high) <= _ROUND * count)
    edges = (told.start,) if time.form == "past" else (told.end, told.start)
    off = [abs((day - each).days) / _UNIT_DAYS[unit] - count for each in edges]
    return min(off) <= high and max(off) >= low


def _way(time: TimeExpression, told: TimeExpression) -> int:
    """Whether a time counts back from the day of the article (-1), on from it (1), or neither (0)."""
    direction = str(time.get("direction"))
    if time.form == "coming":
        return int(told.limit in {"by", "until", "till"})
    if time.form == "past":
        return -1 if told.limit == "since" else 0
    if time.form != "offset":
        return 0
    return (
        -1
        if direction in {"ago", "earlier", "before"}
        else int(direction in {"in", "from now"} or "time" in direction)
    )


def _counts_from_now(time: TimeExpression, text: str, told: Days, day: date) -> bool:
    """Whether "five months before" counts from the article: its claim names no other day."""
    others = [other for other in find_times(text) if other.start != time.start and other.form != "clock"]
    return time.get("n") is not None and all(days_of(other, day) == told for other in others)


def _units_off(time: TimeExpression, days: Days, unit: str, day: date) -> int | None:
    """How many weeks, months or years off a whole one of them lies; None for a day."""
    if time.form == "before_last":
        return _BEFORE_LAST if unit == time.get("unit") else 0
    length = (days.end - days.start).days
    if unit == "year" and length > _YEAR:
        return abs(day.year - days.start.year) if days.start.year == days.end.year else 0
    if unit == "month" and length > _MONTH:
        return abs(12 * (day.year - days.start.year) + day.month - days.start.month)
    return None
