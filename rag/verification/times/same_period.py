"""Whether two time expressions name one period."""

from __future__ import annotations

from datetime import date

from rag.verification.times.anchoring import days_of
from rag.verification.times.dates import UNITS, day_of
from rag.verification.times.finding import TimeExpression


def same_period(first: TimeExpression, second: TimeExpression, published: date | None = None) -> float:
    """Give 1.0 where two expressions name one period, 0.7 where loosely, else 0.0.

    Both are read from the same day: a question about "the past week" means the article's own.
    """
    if first.key == second.key or (_length(first) is not None and _length(first) == _length(second)):
        return 1.0
    day = day_of(published)
    days, others = days_of(first, day), days_of(second, day)
    if days is not None and days == others:
        return 1.0
    if days is not None and others is not None and abs(days.start.year - others.start.year) > 1:
        return 0.0
    if first.get("of") != second.get("of"):
        return 0.0
    years = {first.get("year"), second.get("year")}
    if _loose(first) is not None and _loose(first) == _loose(second) and (None in years or len(years) == 1):
        return 0.7
    return 0.0


def length_of(time: TimeExpression) -> tuple[int, str | None]:
    """Give how many of which unit an expression such as "two weeks ago" counts; (0, None) where none."""
    name = time.get("unit")
    if time.form not in {"offset", "past", "coming"} or not isinstance(name, str) or name not in UNITS:
        return 0, None
    each, unit = UNITS[name]
    count = time.get("n")
    return each * (count if isinstance(count, int) else 1), unit


def _length(time: TimeExpression) -> tuple[str, float, str] | None:
    if time.form not in {"past", "coming"}:
        return None
    total, unit = length_of(time)
    if unit is None:
        return None
    days = {"hour": 1 / 24, "day": 1, "week": 7}
    months = {"month": 1, "quarter": 3, "year": 12}
    if unit in days:
        return (time.form, total * days[unit], "days")
    return (time.form, float(total * months[unit]), "months")


def _loose(time: TimeExpression) -> tuple[object, ...] | None:
    """Names the period by its unit, so that "last week" is near "the past week", and May near May 2019."""
    if time.get("unit") in UNITS and _is_last(time):
        return ("last", UNITS[str(time.get("unit"))])
    names = {
        "quarter": ("ordinal", "number"),
        "month": ("month",),
        "month_year": ("month",),
        "day_month": ("month", "day"),
        "month_day": ("month", "day"),
    }.get(time.form)
    if names is None:
        return None
    return (len(names), *(time.get(name) for name in names), time.limit)


def _is_last(time: TimeExpression) -> bool:
    if time.form == "unit":
        return time.get("which") in {"last", "previous", "preceding"}
    back = time.form == "past" or time.get("direction") in {"before", "earlier", "ago"}
    return time.form in {"past", "offset"} and back and time.get("n") in {None, 1}
