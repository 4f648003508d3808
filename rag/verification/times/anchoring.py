"""Gives time expressions their days, read from the date of their article; `docs/time.md` is the table."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from rag.verification.times import dates
from rag.verification.times.dates import UNITS, Days
from rag.verification.times.finding import TimeExpression
from rag.verification.times.holidays import holiday_in
from rag.verification.times.patterns import CENTURIES, DECADES, EDGES

_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4}
_STEPS = {"last": -1, "previous": -1, "next": 1, "following": 1}


def days_of(time: TimeExpression, day: date | None) -> Days | None:
    """The days that an expression means in an article of `day`; None where they are not known."""
    found = _FORMS[time.form](time, day) if time.form in _FORMS else None
    if found is None or day is None:
        return found
    if time.limit == "since" and found.start <= day:
        return Days(found.start, day)
    if time.limit in {"until", "till"} and found.end >= day:
        return Days(day, found.end)
    return found


def whole_of(time: TimeExpression, day: date | None) -> Days | None:
    """The days of the whole period of which a time may be the start or the end, limits apart."""
    if time.form == "edge_date":
        return dates.year_of(_number(time, "only")) if time.get("only") else _month(time, day)
    if time.form == "edge":
        unit = UNITS.get(str(time.get("unit") or time.get("edge2")))
        return _calendar_unit(time, day, unit) if day and unit else None
    return _FORMS[time.form](time, day) if time.form in _FORMS else None


def _number(time: TimeExpression, name: str, default: int = 0) -> int:
    value = time.get(name)
    return value if isinstance(value, int) else default


def _word(time: TimeExpression, name: str) -> str | None:
    value = time.get(name)
    return value if isinstance(value, str) else None


def _iso(time: TimeExpression, _day: date | None) -> Days | None:
    return dates.exact_day(_number(time, "year"), _number(time, "m"), _number(time, "d"))


def _dated(time: TimeExpression, day: date | None) -> Days | None:
    month, number, year = _number(time, "month"), _number(time, "day"), _stated_year(time, day)
    if year:
        return dates.exact_day(year, month, number)
    return dates.day_in_year(day, month, number, future=time.future) if day else None


def _stated_year(time: TimeExpression, day: date | None) -> int:
    """The year in figures, or that of "last year"; 0 where none is stated."""
    of = time.get("of")
    return _number(time, "year") or (day.year + _STEPS.get(str(of), 0) if of and day else 0)


def _dated_run(time: TimeExpression, day: date | None) -> Days | None:
    last = _dated(time, day)
    first = last and dates.exact_day(last.start.year, last.start.month, _number(time, "first"))
    return Days(first.start, last.end) if first and last and first.start <= last.end else None


def _edge(time: TimeExpression, day: date | None) -> Days | None:
    if day is None:
        return None
    unit = UNITS.get(str(time.get("unit") or time.get("edge2")))
    if unit is None:
        return None
    return _end_of(_calendar_unit(time, day, unit), time)


def _calendar_unit(time: TimeExpression, day: date, unit: tuple[int, dates.Unit]) -> Days:
    """The week, month … decade or century that "of this year" or "of the decade" names."""
    at = dates.shift(day, {"last": -1, "next": 1}.get(_word(time, "which") or "", 0) * unit[0], unit[1])
    if unit[0] == 10:
        return dates.decade_of(at.year)
    return dates.century_of(at.year // 100 + 1) if unit[0] == 100 else dates.unit_of(at, unit[1])


def _edge_date(time: TimeExpression, day: date | None) -> Days | None:
    if time.get("only"):
        return _end_of(dates.year_of(_number(time, "only")), time)
    found = _month(time, day)
    return _end_of(found, time) if found else None


def _end_of(days: Days, time: TimeExpression) -> Days:
    part = EDGES.get(str(time.get("edge")), "late")
    if part == "mid":
        middle = days.start + (days.end - days.start) // 2
        return Days(middle, middle)
    at = days.start if part == "early" else days.end
    return Days(at, at)


def _quarter(time: TimeExpression, day: date | None) -> Days | None:
    ordinal = str(time.get("ordinal") or "")
    number = _number(time, "number") or _ORDINALS.get(ordinal, 0) or int(ordinal[:1] or 0)
    year = _number(time, "year") or (day.year + _STEPS.get(str(time.get("which")), 0) if day else 0)
    return dates.quarter_of(year, number) if year and number else None


def _season(time: TimeExpression, day: date | None) -> Days | None:
    name, year = str(time.get("season")), _stated_year(time, day)
    if year:
        return dates.season_of(year, name)
    return dates.season_at(day, name, which=_word(time, "which"), future=time.future) if day else None


def _past(time: TimeExpression, day: date | None) -> Days | None:
    return Days(_moved(time, day, -_number(time, "n", 1)), day) if day else None


def _coming(time: TimeExpression, day: date | None) -> Days | None:
    return Days(day, _moved(time, day, _number(time, "n", 1))) if day else None


def _moved(time: TimeExpression, day: date, count: int) -> date:
    factor, unit = UNITS[str(time.get("unit"))]
    return dates.shift(day, count * factor, unit)


def _offset(time: TimeExpression, day: date | None) -> Days | None:
    if day is None:
        return None
    back = time.get("direction") in {"ago", "earlier", "before", "previously"}
    count = _number(time, "n", 1)
    at = _moved(time, day, -count if back else count)
    return Days(at, at)


def _near(time: TimeExpression, day: date | None) -> Days | None:
    if day is not None and time.get("which") == "last":
        unit = UNITS[str(time.get("unit"))][1]
        return dates.unit_of(dates.shift(day, -2, unit), unit)
    step = {"before yesterday": -2, "after tomorrow": 2, "following": 1, "next": 1}.get(
        str(time.get("which")), -1
    )
    return _plain_day(day, step)


def _plain_day(day: date | None, step: int) -> Days | None:
    at = day + timedelta(days=step) if day else None
    return Days(at, at) if at else None


def _unit(time: TimeExpression, day: date | None) -> Days | None:
    if day is None:
        return None
    if time.get("unit") == "hour":
        return None
    which = str(time.get("which"))
    step = -1 if which in {"last", "previous", "preceding"} else int(which in {"next", "following"})
    unit = UNITS[str(time.get("unit"))][1]
    return dates.unit_of(dates.shift(day, step, unit), unit)


def _weekend(time: TimeExpression, day: date | None) -> Days | None:
    which = {"coming": "this", "past": "last"}.get(str(time.get("which")), _word(time, "which"))
    return dates.weekend_at(day, which=which) if day else None


def _today(time: TimeExpression, day: date | None) -> Days | None:
    word = str(time.get("word"))
    if word == "overnight":
        return Days(day - timedelta(days=1), day) if day else None
    return _plain_day(day, -1 if word.startswith(("yesterday", "last")) else int(word == "tomorrow"))


def _weekday(time: TimeExpression, day: date | None) -> Days | None:
    if day is None:
        return None
    return dates.weekday_at(day, _number(time, "weekday"), which=_word(time, "which"), future=time.future)


def _weekday_week(time: TimeExpression, day: date | None) -> Days | None:
    """ "Saturday week": the Saturday after next."""
    at = dates.weekday_at(day, _number(time, "weekday"), which="next", future=True).start if day else None
    return _plain_day(at, 7)


def _month(time: TimeExpression, day: date | None) -> Days | None:
    month, year = _number(time, "month"), _stated_year(time, day)
    if year:
        return dates.month_of(year, month)
    which = _word(time, "which")
    return dates.month_at(day, month, which=which, future=time.future) if day else None


def _month_part(time: TimeExpression, day: date | None) -> Days | None:
    month = _month(time, day)
    which, part, count = str(time.get("ordinal")), str(time.get("part")), _number(time, "n")
    return dates.part_of(month, which, part, count=count) if month else None


def _year(time: TimeExpression, _day: date | None) -> Days | None:
    return dates.year_of(_number(time, "year"))


def _decade(time: TimeExpression, _day: date | None) -> Days | None:
    if named := _word(time, "named"):
        return dates.year_of(1920 + 10 * DECADES.index(named), 10)
    first = _number(time, "decade") or 1900 + _number(time, "short")
    return dates.year_of(first, 100 if first % 100 == 0 and first < 2000 else 10)


def _century(time: TimeExpression, _day: date | None) -> Days | None:
    return dates.century_of(_number(time, "century") or CENTURIES[str(time.get("century"))])


def _holiday(time: TimeExpression, day: date | None) -> Days | None:
    """A named day, next or last by the verb beside it; "Christmas" and "Easter" with the days around."""
    if day is None:
        return None
    name = str(time.get("holiday"))
    years = range(day.year - 1, day.year + 2)
    found = [holiday_in(year, name) for year in years]
    if time.future:
        return next(days for days in found if days.end >= day)
    return next(days for days in reversed(found) if days.start <= day)


def _nth_weekday(time: TimeExpression, day: date | None) -> Days | None:
    month = _month(time, day)
    return dates.nth_weekday(month, str(time.get("ordinal")), _number(time, "weekday")) if month else None


def _part_of_unit(time: TimeExpression, day: date | None) -> Days | None:
    ordinal, part, count = str(time.get("ordinal")), str(time.get("part")), _number(time, "n")
    if year := _number(time, "year"):
        return dates.part_of_unit(dates.year_of(year), ordinal, part, count)
    if day is None:
        return None
    unit = UNITS[str(time.get("unit") or "year")]
    found = dates.part_of_unit(_calendar_unit(time, day, unit), ordinal, part, count)
    over = found and found.end < day and time.future and unit == (1, "year") and not time.get("which")
    return dates.part_of_unit(dates.year_of(day.year + 1), ordinal, part, count) if over else found


def _run_to(time: TimeExpression, day: date | None) -> Days | None:
    """ "The three months to the end of March", "the week to 12 May"."""
    last = _dated(time, day) if time.get("day") else _month(time, day)
    if last is None:
        return None
    count, unit = UNITS[str(time.get("unit"))]
    after = last.end + timedelta(days=1)
    return Days(dates.shift(after, -count * _number(time, "n", 1), unit), last.end)


def _same_period(time: TimeExpression, day: date | None) -> Days | None:
    if year := _number(time, "year"):
        return dates.year_of(year)
    return dates.year_of(day.year - 1) if day else None


def _span(time: TimeExpression, day: date | None) -> Days | None:
    first, last = (days_of(part, day) for part in time.parts)
    return Days(first.start, last.end) if first and last and first.start <= last.end else None


_FORMS: dict[str, Callable[[TimeExpression, date | None], Days | None]] = {
    "iso": _iso, "day_month": _dated, "month_day": _dated, "days_month": _dated_run, "month_days": _dated_run,
    "edge": _edge, "edge_date": _edge_date, "month_year": _month, "month_part": _month_part,
    "quarter": _quarter, "season": _season, "same_period": _same_period, "past": _past, "coming": _coming,
    "offset": _offset, "before_last": _near, "neighbour": _near, "unit": _unit, "weekend": _weekend,
    "today": _today, "weekday": _weekday,
    "weekday_week": _weekday_week, "holiday": _holiday, "nth_weekday": _nth_weekday,
    "part_of_unit": _part_of_unit, "run_to": _run_to, "century": _century, "decade": _decade, "month": _month,
    "year": _year, "span": _span,
}  # fmt: skip
