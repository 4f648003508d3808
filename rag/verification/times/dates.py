"""Calendar arithmetic of time expressions: days, both ends included; `docs/time.md` is the table."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

Unit = Literal["hour", "day", "week", "month", "quarter", "year"]
UNITS: dict[str, tuple[int, Unit]] = {
    "hour": (1, "hour"),
    "day": (1, "day"),
    "night": (1, "day"),
    "week": (1, "week"),
    "fortnight": (2, "week"),
    "month": (1, "month"),
    "quarter": (1, "quarter"),
    "year": (1, "year"),
    "decade": (10, "year"),
    "century": (100, "year"),
    "centurie": (100, "year"),
    "half": (6, "month"),
}
_DAY = timedelta(days=1)
_PLACES = {"first": 1, "second": 2, "third": 3, "fourth": 4}
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}


@dataclass(frozen=True, slots=True)
class Days:
    """A run of calendar days, both ends included."""

    start: date
    end: date

    def __contains__(self, other: Days) -> bool:
        return self.start <= other.start and other.end <= self.end


def day_of(published: date | None) -> date | None:
    """The calendar day of a publication time, in its own zone.

    >>> day_of(datetime.fromisoformat("2019-12-26T23:30:00+02:00"))
    datetime.date(2019, 12, 26)
    """
    return published.date() if isinstance(published, datetime) else published


def shift(day: date, count: int, unit: Unit) -> date:
    """The day `count` units later; a day that the month lacks becomes its last day."""
    if unit in {"hour", "day", "week"}:
        days = {"hour": -(-abs(count) // 24) * (1 if count > 0 else -1), "day": count, "week": 7 * count}[
            unit
        ]
        return day + timedelta(days=days)
    months = day.year * 12 + day.month - 1 + count * {"month": 1, "quarter": 3, "year": 12}[unit]
    year, month = divmod(months, 12)
    year = min(max(year, 1), 9999)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def unit_of(day: date, unit: Unit) -> Days:
    """The calendar unit that holds a day."""
    if unit == "week":
        monday = day - timedelta(days=day.weekday())
        return Days(monday, monday + timedelta(days=6))
    if unit == "month":
        return month_of(day.year, day.month)
    if unit == "quarter":
        return quarter_of(day.year, (day.month - 1) // 3 + 1)
    return year_of(day.year) if unit == "year" else Days(day, day)


def month_of(year: int, month: int) -> Days:
    """All days of a month."""
    return Days(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))


def part_of(month: Days, which: str, part: str, *, count: int = 0) -> Days | None:
    """The n-th week or half of a month, or its first or last `count` weeks or days; None if it has none.

    Weeks are of seven days from the first of the month on, the last one those that end it.

    >>> part_of(month_of(2024, 4), "second", "week")
    Days(start=datetime.date(2024, 4, 8), end=datetime.date(2024, 4, 14))
    """
    from_end = which in {"last", "final"}
    place = 1 if from_end else _PLACES[which]
    if part == "half":
        return _half_of(month, 2 if from_end else place) if count == 0 else None
    if (count > 1 and place > 1) or (part == "day" and not count):
        return None
    days = timedelta(days=(7 if part == "week" else 1) * max(count, 1))
    start = month.end - days + _DAY if from_end else month.start + (place - 1) * days
    found = Days(start, start + days - _DAY)
    return found if found in month else None


def _half_of(month: Days, place: int) -> Days | None:
    middle = month.start.replace(day=15)
    return {1: Days(month.start, middle), 2: Days(middle + _DAY, month.end)}.get(place)


def part_of_unit(whole: Days, which: str, part: str, count: int) -> Days | None:
    """The first or last `count` weeks, months or days of a year, quarter, month or week; or its half.

    >>> part_of_unit(year_of(2024), "opening", "month", 3)
    Days(start=datetime.date(2024, 1, 1), end=datetime.date(2024, 3, 31))
    """
    first = which in {"first", "opening"}
    if part == "half":
        months = (whole.end.year - whole.start.year) * 12 + whole.end.month - whole.start.month + 1
        return part_of_unit(whole, "first" if first else "last", "month", months // 2) if months > 1 else None
    if which == "second":
        return None
    unit: Unit = "month" if part == "month" else "week" if part == "week" else "day"
    if first:
        return Days(whole.start, shift(whole.start, max(count, 1), unit) - _DAY)
    return Days(shift(whole.end + _DAY, -max(count, 1), unit), whole.end)


def nth_weekday(month: Days, which: str, weekday: int) -> Days | None:
    """The first, second … or last Monday (0) to Sunday (6) of a month."""
    if which in {"last", "final"}:
        found = month.end - timedelta(days=(month.end.weekday() - weekday) % 7)
    else:
        found = month.start + timedelta(days=(weekday - month.start.weekday()) % 7 + 7 * (_PLACES[which] - 1))
    return Days(found, found) if Days(found, found) in month else None


def decade_of(year: int) -> Days:
    """The ten years from the last one that ends in 0."""
    return year_of(year - year % 10, 10)


def century_of(number: int) -> Days:
    """The years of a century, as most people count: the 19th from 1800 to 1899."""
    return year_of(100 * (number - 1), 100)


def quarter_of(year: int, quarter: int) -> Days:
    """All days of a calendar quarter, 1 to 4."""
    return Days(month_of(year, 3 * quarter - 2).start, month_of(year, 3 * quarter).end)


def year_of(year: int, count: int = 1) -> Days:
    """All days of `count` years from a year on."""
    return Days(date(year, 1, 1), date(year + count - 1, 12, 31))


def season_of(year: int, name: str) -> Days:
    """The three months of a season that begins in a year; winter runs into the next."""
    month = SEASONS[name]
    last = month_of(year + 1, 2) if month == 12 else month_of(year, month + 2)
    return Days(date(year, month, 1), last.end)


def weekday_at(day: date, weekday: int, *, which: str | None, future: bool) -> Days:
    """The weekday (Monday is 0) that a text of `day` means."""
    back = (day.weekday() - weekday) % 7
    if which == "last":
        found = day - timedelta(days=back or 7)
    elif which == "next":
        found = day + timedelta(days=(weekday - day.weekday()) % 7 or 7)
    elif which == "this":
        found = unit_of(day, "week").start + timedelta(days=weekday)
    elif future:
        found = day + timedelta(days=(weekday - day.weekday()) % 7)
    else:
        found = day - timedelta(days=back)
    return Days(found, found)


def weekend_at(day: date, *, which: str | None) -> Days:
    """The Saturday and Sunday that a text of `day` means."""
    week = unit_of(day, "week")
    saturday = week.start + timedelta(days=5)
    if which == "next":
        saturday += timedelta(days=7)
    elif which != "this" and saturday >= day:
        saturday -= timedelta(days=7)
    return Days(saturday, saturday + timedelta(days=1))


def day_in_year(day: date, month: int, number: int, *, future: bool) -> Days | None:
    """The day and month without a year: the latest not after `day`, or the first not before it."""
    years = range(day.year, day.year + 9) if future else range(day.year, day.year - 9, -1)
    for year in years:
        found = exact_day(year, month, number)
        if found and (found.start >= day if future else found.start <= day):
            return found
    return None


def exact_day(year: int, month: int, number: int) -> Days | None:
    """A stated day, or None where the calendar has no such day."""
    try:
        found = date(year, month, number)
    except ValueError:
        return None
    return Days(found, found)


def month_at(day: date, month: int, *, which: str | None, future: bool) -> Days:
    """The month without a year that a text of `day` means."""
    year = day.year
    if which == "last":
        year -= month >= day.month
    elif which == "next":
        year += month <= day.month
    elif which == "this":
        pass
    elif future:
        year += month < day.month
    else:
        year -= month > day.month
    return month_of(year, month)


def season_at(day: date, name: str, *, which: str | None, future: bool) -> Days:
    """The season without a year that a text of `day` means."""
    year = day.year
    if which in {"last", "previous", "preceding"}:
        found = season_of(year, name)
        return found if found.end < day else season_of(year - 1, name)
    if which == "next":
        found = season_of(year, name)
        return found if found.start > day else season_of(year + 1, name)
    found = season_of(year, name)
    return found if which == "this" or future or found.start <= day else season_of(year - 1, name)
