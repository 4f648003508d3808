"""Lengths of time of a text, with a figure or without: "ten days", "a fortnight", "a 40th birthday"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rag.verification.figures.finding import find_quantities
from rag.verification.figures.quantities import Qualifier, read_qualifier
from rag.verification.figures.values import is_near
from rag.verification.times.dates import UNITS
from rag.verification.times.finding import TimeExpression, find_times
from rag.verification.words.number_words import ORDINALS, spelled_or_digits

_DAYS = {"second": 1 / 86400, "minute": 1 / 1440, "hour": 1 / 24, "day": 1.0, "night": 1.0, "week": 7.0}
_MONTHS = {"month": 1.0, "quarter": 3.0, "year": 12.0}
# Lengths of different kinds that are one: a month of four weeks or thirty days, a year of 52 or 365.
_MONTH_DAYS = (28.0, 30.0, 31.0)
_YEAR_DAYS = (364.0, 365.0, 366.0)
_UNIT = "second|minute|hour|day|night|week|fortnight|month|quarter|year|decade|century"
_BARE = re.compile(
    rf"\b(?P<article>an?|one|the|per|each|every(?: (?P<skip>other|second))?)[ -]"
    rf"(?:(?:whole|full|single|further|calendar|normal|typical|average|usual) )?(?P<unit>{_UNIT})\b"
    r"(?<!\bthe second)(?![ -](?:old|end)\b|['’]s? (?:\w+ )?(?:end|start|eve))",
    re.IGNORECASE,
)
_LONG = re.compile(rf"\b(?:(?P<unit>{_UNIT})-?long|full-(?P<full>{_UNIT}))\b", re.IGNORECASE)
_HALF = re.compile(r"\bhalf[ -](?:an? )?(?P<unit>hour|year|decade|century)\b", re.IGNORECASE)
_QUARTERS = re.compile(
    rf"\b(?P<n>a|one|three|every|each) quarters? of an? (?P<unit>{_UNIT})\b", re.IGNORECASE
)
_FORTNIGHTS = re.compile(r"\b(?P<n>\d+|[a-z]+) fortnights?\b", re.IGNORECASE)
_ANNIVERSARY = re.compile(
    r"\b(?P<n>\d{1,3}(?=st|nd|rd|th)|(?:[a-z]+ty-)?[a-z]+)(?:st|nd|rd|th)? (?:anniversary|birthday)\b",
    re.IGNORECASE,
)
_JUBILEES = {
    "centenary": 100,
    "centennial": 100,
    "bicentenary": 200,
    "bicentennial": 200,
    "tercentenary": 300,
}
_ROUND_THE_CLOCK = re.compile(r"\ba?round[ -]the[ -]clock\b", re.IGNORECASE)
_JUBILEE = re.compile(r"\b(?:" + "|".join(_JUBILEES) + r")\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time: so many days, or so many months; `form` is how the text tells it."""

    text: str
    start: int
    end: int
    amount: float
    kind: str
    form: str
    qualifier: Qualifier = "exact"


@lru_cache(maxsize=2048)
def find_lengths(text: str) -> tuple[Length, ...]:
    """Every length of time of a text, those of its time expressions ("two weeks ago") among them.

    >>> [(each.text, each.amount, each.kind) for each in find_lengths("A fortnight before its 40th birthday")]
    [('A fortnight', 14.0, 'days'), ('40th birthday', 480.0, 'months')]
    """
    found = [*_figures(text), *_told(text), *_without_figure(text), *_anniversaries(text)]
    return tuple(sorted(found, key=lambda length: length.start))


def length_at(text: str, time: TimeExpression) -> Length | None:
    """The length of a time expression that counts one: "two weeks ago", "the preceding year"."""
    unit = time.get("unit")
    if time.form == "unit" and time.get("which") in {"previous", "preceding"} and isinstance(unit, str):
        return _length(text, (time.start, time.end), 1, unit, "past")
    return next((each for each in _told(text) if each.start == time.start), None)


def same_length(first: Length, second: Length) -> bool:
    """Whether two lengths are one: seven days and a week, 12 months and a year, a year and 52 weeks."""
    if first.kind == second.kind:
        return is_near(first.amount, second.amount)
    days, months = (first, second) if first.kind == "days" else (second, first)
    if is_near(months.amount, 1.0):
        return any(is_near(days.amount, each) for each in _MONTH_DAYS)
    return is_near(months.amount, 12.0) and any(is_near(days.amount, each) for each in _YEAR_DAYS)


def amount_in(count: float, unit: str) -> tuple[float, str] | None:
    """So many days or months, or None where the unit is none of time."""
    each, base = UNITS.get(unit, (1, unit))
    if base in _DAYS:
        return count * each * _DAYS[base], "days"
    return (count * each * _MONTHS[base], "months") if base in _MONTHS else None


def _length(text: str, place: tuple[int, int], count: float, unit: str, form: str) -> Length | None:
    amount = amount_in(count, unit.lower())
    if amount is None:
        return None
    qualifier = read_qualifier(text, *place)[0]
    return Length(text[slice(*place)], *place, *amount, form, qualifier)


def _figures(text: str) -> list[Length]:
    found = [
        _length(text, (q.start, q.end), q.value, "year" if q.unit == "age" else q.unit, "figure")
        for q in find_quantities(text)
        if q.form == "number" and q.high is None
    ]
    return [each for each in found if each]


def _told(text: str) -> list[Length]:
    """The lengths of "two weeks ago" and "the past decade"."""
    found: list[Length | None] = []
    for time in find_times(text):
        unit, count = time.get("unit"), time.get("n")
        if time.form in {"offset", "past", "coming"} and isinstance(unit, str):
            number = count if isinstance(count, int) else 1
            found.append(_length(text, (time.start, time.end), number, unit, time.form))
    return [each for each in found if each]


def _without_figure(text: str) -> list[Length]:
    taken = [(time.start, time.end) for time in find_times(text)] + [
        (q.start, q.end) for q in find_quantities(text) if q.form == "number"
    ]
    found: list[Length | None] = []
    for pattern, share in ((_LONG, 1.0), (_HALF, 0.5), (_BARE, 1.0)):
        for match in pattern.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            form = (match.groupdict().get("article") or "long").lower().split()[0]
            count = 2 * share if match.groupdict().get("skip") else share
            taken.append(match.span())
            unit = match.group("unit") or match.group("full")
            found.append(_length(text, match.span(), count, unit, form))
    for match in _QUARTERS.finditer(text):
        share = 0.75 if match.group("n").lower() == "three" else 0.25
        found.append(_length(text, match.span(), share, match.group("unit"), "figure"))
    found += [_length(text, match.span(), 24, "hour", "long") for match in _ROUND_THE_CLOCK.finditer(text)]
    for match in _FORTNIGHTS.finditer(text):
        if count := spelled_or_digits(match.group("n").lower()):
            found.append(_length(text, match.span(), count, "fortnight", "figure"))
    return [each for each in found if each]


def _anniversaries(text: str) -> list[Length]:
    """A 40th anniversary or birthday, a centenary: so many years."""
    found: list[Length | None] = []
    for match in _ANNIVERSARY.finditer(text):
        words = match.group("n").lower()
        count = ORDINALS.get(words) or spelled_or_digits(words) or _compound(words)
        if count:
            found.append(_length(text, match.span(), count, "year", "anniversary"))
    for match in _JUBILEE.finditer(text):
        found.append(_length(text, match.span(), _JUBILEES[match.group().lower()], "year", "anniversary"))
    return [each for each in found if each]


def _compound(words: str) -> float | None:
    """ "Twenty-fifth"."""
    tens, _, ones = words.partition("-")
    value = spelled_or_digits(tens) if ones else None
    return value + ORDINALS[ones] if value and ones in ORDINALS else None
