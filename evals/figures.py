"""Numbers, dates and names of a text, read for scoring only and apart from the product's own checks.

The scorers must not share a fault with `rag.verification`, so nothing is imported from there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

ABOUT_TOLERANCE = Decimal("0.05")
"""Relative difference that a reference with "about" allows."""

_SCALES = {
    "hundred": 10**2,
    "thousand": 10**3,
    "k": 10**3,
    "lakh": 10**5,
    "million": 10**6,
    "mn": 10**6,
    "m": 10**6,
    "crore": 10**7,
    "billion": 10**9,
    "bn": 10**9,
    "trillion": 10**12,
    "tn": 10**12,
}
_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS = {word: value for value, word in enumerate(_ONES)} | {
    word: 10 * value for value, word in enumerate(_TENS, 2)
}
_UNITS = {
    "%": "percent",
    "percent": "percent",
    "per cent": "percent",
    "percentage points": "point",
    "percentage point": "point",
    "points": "point",
    "point": "point",
    "pp": "point",
    "dollars": "USD",
    "dollar": "USD",
    "euros": "EUR",
    "euro": "EUR",
    "pounds": "GBP",
    "km": "km",
    "kilometres": "km",
    "kilometers": "km",
    "miles": "mile",
    "mile": "mile",
    "metres": "metre",
    "meters": "metre",
    "kg": "kg",
    "tonnes": "tonne",
    "tons": "ton",
    "hectares": "hectare",
    "megawatts": "MW",
    "mw": "MW",
    "°c": "°C",
    "°f": "°F",
}
_CURRENCIES = {"$": "USD", "US$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}
_MONTH = r"(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?P<year>\d{4})-(?P<monthnumber>\d{2})-(?P<day>\d{2})\b",
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}(?:,?\s+(?P<year>(?:19|20)\d{{2}})\b)?",
        rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(?P<year>(?:19|20)\d{{2}})\b)?",
        rf"\b{_MONTH}\s+(?P<year>(?:19|20)\d{{2}})\b",
    )
)
_WORD_NUMBER = (
    r"(?:" + "|".join(sorted(_WORDS, key=len, reverse=True)) + r")\b(?:-(?:" + "|".join(_WORDS) + r")\b)?"
)
_SCALE = "|".join(sorted(_SCALES, key=len, reverse=True))
_UNIT = "|".join(re.escape(unit) for unit in sorted(_UNITS, key=len, reverse=True))
_QUANTITY = re.compile(
    r"(?P<about>\b(?:about|around|roughly|some|nearly|almost|approximately|an estimated)\s+)?"
    r"(?P<currency>US\$|[$€£¥])?\s?"
    r"(?<![\w.])(?P<sign>[-−](?=\d))?"
    rf"(?P<number>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|\b{_WORD_NUMBER})"
    rf"(?P<scales>(?:[\s-]?(?:{_SCALE})\b)*)"
    rf"(?:[\s-]?(?P<unit>{_UNIT})(?!\w))?",
    re.IGNORECASE,
)
_NAME = re.compile(r"\b[A-ZÀ-ÖØ-Þ][\w’'-]*(?:\s+(?:(?:of|the|de|van|von|al)\s+)?[A-ZÀ-ÖØ-Þ][\w’'-]*)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number with its scale multiplied in, its unit in a canonical word, and whether it is "about"."""

    text: str
    value: Decimal
    unit: str | None
    about: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDate:
    """The parts of a date that the text gives."""

    text: str
    year: int | None
    month: int
    day: int | None


def calendar_dates(text: str) -> tuple[CalendarDate, ...]:
    """Give the absolute dates of a text, in its order."""
    found: dict[int, tuple[int, CalendarDate]] = {}
    for pattern in _DATES:
        for match in pattern.finditer(text):
            if not any(start < match.end() and match.start() < end for start, (end, _) in found.items()):
                found[match.start()] = (match.end(), _date(match))
    return tuple(value for _, (_, value) in sorted(found.items()))


def quantities(text: str) -> tuple[Quantity, ...]:
    """Give the numbers of a text that are no part of a date, in its order.

    >>> [(int(q.value), q.unit) for q in quantities("up 5 per cent to $1.2bn")]
    [(5, 'percent'), (1200000000, 'USD')]
    """
    return tuple(_quantity(match) for match in _QUANTITY.finditer(_without_dates(text)))


def names(text: str) -> tuple[str, ...]:
    """Give the runs of capitalized words, without dates and single words that only open a sentence."""
    text = _without_dates(text)
    opening = {match.end() for match in re.finditer(r"(?:^|[.!?:]\s+|[“\"‘(]\s*)", text)}
    return tuple(
        match.group()
        for match in _NAME.finditer(text)
        if not (match.start() in opening and " " not in match.group())
    )


def same_quantity(found: Quantity, reference: Quantity) -> bool:
    """Say whether unit and value agree; a reference with "about" allows 5% either way."""
    if found.unit != reference.unit:
        return False
    if reference.about:
        return abs(found.value - reference.value) <= abs(reference.value) * ABOUT_TOLERANCE
    return found.value == reference.value


def same_date(found: CalendarDate, reference: CalendarDate) -> bool:
    """Say whether every part that the reference gives agrees."""
    return (
        found.month == reference.month
        and reference.day in (None, found.day)
        and reference.year in (None, found.year)
    )


def _without_dates(text: str) -> str:
    for found in calendar_dates(text):
        text = text.replace(found.text, " " * len(found.text), 1)
    return text


def _date(match: re.Match[str]) -> CalendarDate:
    parts = match.groupdict()
    month = int(parts["monthnumber"]) if parts.get("monthnumber") else _MONTHS[parts["month"].lower()]
    day, year = parts.get("day"), parts.get("year")
    return CalendarDate(
        text=match.group(), year=int(year) if year else None, month=month, day=int(day) if day else None
    )


def _quantity(match: re.Match[str]) -> Quantity:
    value = _number(match["number"].lower())
    for scale in re.findall(_SCALE, match["scales"].lower()):
        value *= _SCALES[scale]
    if match["sign"]:
        value = -value
    currency = _CURRENCIES.get(match["currency"].upper()) if match["currency"] else None
    unit = _UNITS[match["unit"].lower()] if match["unit"] else None
    return Quantity(
        text=match.group().strip(), value=value, unit=currency or unit, about=match["about"] is not None
    )


def _number(text: str) -> Decimal:
    if text[0].isdigit():
        return Decimal(text.replace(",", ""))
    return Decimal(sum(_WORDS[word] for word in text.split("-")))
