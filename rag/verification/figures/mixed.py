"""Figures told by more than one number, or by a number and its unit in one: "an hour and a half"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.verification.figures.patterns import UNIT_WORDS
from rag.verification.figures.quantities import Quantity, quantity_at
from rag.verification.figures.scores import find_scores
from rag.verification.figures.units import unit_at
from rag.verification.words.number_words import ORDINALS, SCALES, WORDS, spelled_or_digits

_SMALL = rf"(?:\d{{1,3}}|{WORDS})"


def find_mixed(text: str) -> Iterator[Quantity]:
    """The halves and quarters of a unit, votes, scores and shares of a text.

    Lengths are in the unit named; shares are between 0 and 1.

    >>> [(q.text, q.value, q.unit) for q in find_mixed("It took an hour and a half; two in five waited.")]
    [('an hour and a half', 1.5, 'hour'), ('two in five', 0.4, '')]
    """
    for finder in (
        _halves,
        _ones_of_nouns,
        _ones_of_units,
        _colds,
        _parts,
        _ones_in,
        find_scores,
    ):
        yield from finder(text)


_PARTS = {"half": 1 / 2, "quarter": 1 / 4, "third": 1 / 3, "fifth": 1 / 5, "tenth": 1 / 10}
_AND_A_PART = re.compile(
    rf"\b(?P<n>{_SMALL})[ -]and[ -](?P<count>an?|one|two|three)[ -]"
    r"(?P<part>half|quarter|third|fifth|tenth)s?\b",
    re.IGNORECASE,
)
_UNIT_AND_A_PART = re.compile(
    r"\b(?:an?|one|another|the) "
    r"(?:(?:further|extra|additional|full|good|last|past|final|closing|first|opening) )?"
    r"(?P<unit>[a-z]+) and a (?P<part>half|quarter|third)\b",
    re.IGNORECASE,
)
_PART_OF_UNIT = re.compile(
    r"\b(?:(?P<half>half)|(?P<count>an?|one|two|three|first|last|final)[ -]"
    r"(?P<part>quarter|third|fifth|tenth)s? of)"
    r" an? (?P<unit>[a-z]+)\b",
    re.IGNORECASE,
)
_HALF_UNIT = re.compile(
    r"\b(?:a )?half[ -](?P<unit>hour|day|mile|metre|meter|kilomet(?:re|er))\b", re.IGNORECASE
)
_SCALE_NEXT = re.compile(r"[ -](?P<scale>thousand|million|billion|trillion|dozen)\b", re.IGNORECASE)
_COUNTS = {"a": 1, "an": 1, "one": 1, "first": 1, "last": 1, "final": 1, "two": 2, "three": 3}
_SHARE_UNITS = frozenset({"", "percent", "point", "age"})


def _halves(text: str) -> Iterator[Quantity]:
    """ "Five and a half years", "two and a quarter million", "an hour and a half", "a half-day"."""
    for match in _AND_A_PART.finditer(text):
        if match.group("n").lower().split()[-1] not in SCALES:
            value = _number(match, "n") + _part(match)
            yield _measured(text, match.start(), match.end(), value)
    for match in _UNIT_AND_A_PART.finditer(text):
        word, value = match.group("unit").lower(), 1 + _part(match)
        if word in SCALES:
            yield _measured(text, match.start(), match.end(), value * SCALES[word])
        elif word in UNIT_WORDS:
            yield quantity_at(text, match.span(), value, unit=UNIT_WORDS[word])
    for match in _HALF_UNIT.finditer(text):
        yield quantity_at(text, match.span(), 0.5, unit=UNIT_WORDS[match.group("unit").lower()])
    for match in _PART_OF_UNIT.finditer(text):
        word, value = match.group("unit").lower(), 0.5 if match.group("half") else _part(match)
        unit = UNIT_WORDS.get(word, "")
        if unit not in _SHARE_UNITS:
            yield quantity_at(text, match.span(), value, unit=unit)
        elif word in SCALES and not match.group("half"):
            yield _measured(text, match.start(), match.end(), value * SCALES[word])


def _part(match: re.Match[str]) -> float:
    """The fraction that a match names: "three quarters" as 0.75."""
    groups = match.groupdict()
    return _COUNTS[(groups.get("count") or "a").lower()] * _PARTS[match.group("part").lower()]


def _measured(text: str, start: int, end: int, value: float) -> Quantity:
    """A figure with the scale and the unit that follow it."""
    if scale := _SCALE_NEXT.match(text, end):
        value, end = value * SCALES[scale.group("scale").lower()], scale.end()
    if percent := _PERCENT_NEXT.match(text, end):
        unit = "point" if "point" in percent.group().lower() else "percent"
        return quantity_at(text, (start, percent.end()), value, unit=unit)
    unit, end = unit_at(text, end)
    return quantity_at(text, (start, end), value, unit=unit)


_PERCENT_NEXT = re.compile(r"(?:%|[ -](?:percentage[ -]points?|per ?cent))", re.IGNORECASE)


def _number(match: re.Match[str], name: str) -> float:
    """The number of a group in words or digits, 0 where it is none."""
    written = match.group(name)
    return float(written) if "." in written else spelled_or_digits(written) or 0.0


_ONE_OF_NOUN = re.compile(
    rf"\bone (?:[a-z]+ ){{1,2}}in (?:every )?(?P<m>{_SMALL})\b(?! (?:days?|weeks?|months?|years?|hundred"
    r"|thousand|games?|matches|seasons?|attempts?)\b)",
    re.IGNORECASE,
)


_EVERY_NTH = re.compile(
    rf"\bevery (?P<n>other|{'|'.join(ORDINALS)}|\d+(?:st|nd|rd|th))\b"
    r"(?= [a-z])(?! (?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|time|game|match"
    r"|for|in|of|on|from|since|before|that|one)\b)",
    re.IGNORECASE,
)
_EVERY_SCALE = re.compile(
    r"(?:(?<=\bevery )|(?<=\bper ))(?P<scale>hundred|thousand|million|dozen)\b(?! (?:thousand|million))",
    re.IGNORECASE,
)
_ONE_UNIT = re.compile(
    r"(?<!twice )(?<!once )(?<!times )\b(?:an?|one) (?P<unit>fortnight|decade|century)\b", re.IGNORECASE
)


def _ones_of_units(text: str) -> Iterator[Quantity]:
    """ "Every fourth household" as a share, "every hundred years" and "a decade" as lengths."""
    for match in _EVERY_NTH.finditer(text):
        word = match.group("n").lower()
        whole = 2 if word == "other" else ORDINALS.get(word) or int(re.sub(r"\D", "", word))
        if whole > 1:
            yield quantity_at(text, match.span(), 1 / whole, form="fraction")
    for match in _EVERY_SCALE.finditer(text):
        yield _measured(text, *match.span(), SCALES[match.group("scale").lower()])
    for match in _ONE_UNIT.finditer(text):
        word = match.group("unit").lower()
        value, unit = (2.0, "week") if word == "fortnight" else (1.0, word)
        yield quantity_at(text, match.span(), value, unit=unit)


def _ones_of_nouns(text: str) -> Iterator[Quantity]:
    """ "One child in five"."""
    for match in _ONE_OF_NOUN.finditer(text):
        if whole := _number(match, "m"):
            yield quantity_at(text, match.span(), 1 / whole, form="fraction")


# Units with the next smaller one, how many of that they hold, and how each is written.
_SMALLER = {
    "hour": ("minute", 60), "minute": ("second", 60), "year": ("month", 12), "week": ("day", 7),
    "foot": ("inch", 12), "stone": ("pound", 14), "metre": ("cm", 100),
}  # fmt: skip
_LINK = r"(?:,? and |, | |)"
_CHAIN = re.compile(
    rf"(?<![\d.,])\b(?P<n>an?|{_SMALL})[ -]?(?P<unit>hours?|hrs?|h|minutes?|mins?|years?|weeks?"
    rf"|feet|foot|ft|stone|metres?|meters?|m)"
    rf"(?P<rest>(?:{_LINK}(?:\d{{1,2}}\.\d+|{_SMALL})[ -]?(?:minutes?|mins?|m|seconds?|secs?|months?|days?"
    r"|inches|inch|ins?|pounds?|lbs?|centimetres?|centimeters?|cm)\b){1,2})",
    re.IGNORECASE,
)
_LINKED = re.compile(rf"(?P<n>\d{{1,2}}\.\d+|{_SMALL})[ -]?(?P<unit>[a-z]+)", re.IGNORECASE)
_SHORT = {"h": "hour", "m": "minute", "in": "inch", "ins": "inch", "stone": "stone"}


# "11 minutes, four seconds longer": two lengths.
_FURTHER = re.compile(
    r" (?:longer|shorter|more|less|faster|slower|quicker|later|earlier|ahead|behind|clear)\b"
)


def find_compounds(text: str) -> Iterator[Quantity]:
    """ "An hour and 20 minutes", "two years and six months", "6ft 2in", each in its smallest unit."""
    for match in _CHAIN.finditer(text):
        total = 1.0 if match.group("n").lower() in {"a", "an"} else _number(match, "n")
        unit, end = _named(match.group("unit")), 0
        for part in _LINKED.finditer(match.group("rest")):
            smaller, each = _SMALLER.get(unit, ("", 0))
            if smaller != _named(part.group("unit")):
                break
            apart = match.group("rest")[: part.start()].endswith(", ")
            if apart and _FURTHER.match(text, match.start("rest") + part.end()):
                break
            total, unit = total * each + _number(part, "n"), smaller
            end = match.start("rest") + part.end()
        if end:
            yield quantity_at(text, (match.start(), end), total, unit=unit)


def _named(word: str) -> str:
    """The unit of a word, short or in full."""
    return _SHORT.get(word.lower()) or UNIT_WORDS.get(word.lower(), "")


_BELOW_ZERO = re.compile(
    rf"(?<!or )\bminus (?P<after>{_SMALL})(?:\.\d+)?(?![,.]?\d)"
    r"(?: degrees?\b| ?°?\s?[CF]\b|\b(?! \w)|(?= (?:in|on|at|by|during|overnight|to|and)\b))"
    rf"|\b(?P<before>{_SMALL})(?: degrees?| ?°?\s?[CF]) (?:below (?:zero|freezing)|of frost)\b",
    re.IGNORECASE,
)


def _colds(text: str) -> Iterator[Quantity]:
    """ "Minus 12", "12 degrees below zero"."""
    for match in _BELOW_ZERO.finditer(text):
        cold = _number(match, "after" if match.group("after") else "before")
        yield quantity_at(text, match.span(), -cold, unit="degree")


_PARTS_OF_UNIT = re.compile(
    rf"\b(?P<n>{_SMALL}) (?P<part>tenth|hundredth)s? of an? (?P<unit>second|minute|metre|per ?cent|point)\b",
    re.IGNORECASE,
)


def _parts(text: str) -> Iterator[Quantity]:
    """ "Three tenths of a second", "two hundredths of a point"."""
    for match in _PARTS_OF_UNIT.finditer(text):
        whole = 10 if match.group("part").lower() == "tenth" else 100
        unit = UNIT_WORDS.get(match.group("unit").lower(), "percent")
        yield quantity_at(text, match.span(), _number(match, "n") / whole, unit=unit)


_ONE_IN = re.compile(
    rf"\b(?P<n>{_SMALL}) (?:in|in every|of every|out of(?: every)?) (?P<m>{_SMALL})\b"
    r"(?! (?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|hundred|thousand|million|billion)\b"
    r"|[\d.,:%-]*\d|%)",
    re.IGNORECASE,
)
_ROUND_WHOLES = frozenset({12, 20, 25, 30, 40, 50, 100})


def _ones_in(text: str) -> Iterator[Quantity]:
    """ "Two in five", "nine out of ten"."""
    for match in _ONE_IN.finditer(text):
        part, whole = _number(match, "n"), _number(match, "m")
        if part and part < whole and (whole <= 10 or whole in _ROUND_WHOLES):
            yield quantity_at(text, match.span(), part / whole, form="fraction")
