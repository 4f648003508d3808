"""Named days of the year, fixed or counted from Easter."""

from __future__ import annotations

from datetime import date, timedelta

from rag.verification.times.dates import Days

# Days of the year that have a name: month and day, or days from Easter Sunday.
HOLIDAYS: dict[str, tuple[int, int] | int] = {
    "new year's day": (1, 1), "new year's eve": (12, 31), "christmas eve": (12, 24),
    "christmas day": (12, 25), "boxing day": (12, 26), "valentine's day": (2, 14),
    "st patrick's day": (3, 17), "april fool's day": (4, 1),
    "may day": (5, 1), "bastille day": (7, 14), "halloween": (10, 31), "all saints' day": (11, 1),
    "armistice day": (11, 11), "the fourth of july": (7, 4), "epiphany": (1, 6),
    "ash wednesday": -46, "maundy thursday": -3, "good friday": -2, "easter sunday": 0, "easter monday": 1,
    "ascension day": 39, "whit sunday": 49, "whit monday": 50, "pentecost": 49,
}  # fmt: skip


def holiday_in(year: int, name: str) -> Days:
    """The days of a holiday; "christmas" and "easter" with the days around them.

    >>> holiday_in(2025, "good friday")
    Days(start=datetime.date(2025, 4, 18), end=datetime.date(2025, 4, 18))
    """
    if name == "christmas":
        return Days(date(year, 12, 24), date(year, 12, 26))
    easter = easter_of(year)
    if name == "easter":
        return Days(easter - timedelta(days=2), easter + timedelta(days=1))
    at = (1, 1) if name == "new year" else HOLIDAYS[name]
    found = easter + timedelta(days=at) if isinstance(at, int) else date(year, *at)
    return Days(found, found)


def easter_of(year: int) -> date:
    """Easter Sunday of the Gregorian calendar.

    >>> easter_of(2025), easter_of(2019)
    (datetime.date(2025, 4, 20), datetime.date(2019, 4, 21))
    """
    century, golden = year // 100, year % 19
    moon = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    moon -= moon // 28 * (1 - 29 // (moon + 1) * ((21 - golden) // 11))
    weekday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    return date(year, 3, 28) + timedelta(days=moon - weekday)
