"""Figures told by more than one number, or by a number and its unit in one: "an hour and a half"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.verification.figure_patterns import UNIT_WORDS
from rag.verification.number_words import WORDS, spelled_or_digits
from rag.verification.quantities import Quantity, quantity_at

_SMALL = rf"(?:\d{{1,3}}|{WORDS})"
_TIME_UNIT = r"(?P<unit>minutes?|hours?|days?|weeks?|months?|years?|decades?|century|centuries)"


def find_mixed(text: str) -> Iterator[Quantity]:
    """The halves and quarters of a unit, compound lengths, votes, scores and shares of a text.

    Lengths are in the unit named, those of two units in the smaller; shares are between 0 and 1.

    >>> text = "It took an hour and a half; two in five waited 1 hour 20 minutes."
    >>> [(q.text, q.value, q.unit) for q in find_mixed(text)]
    [('an hour and a half', 1.5, 'hour'), ('1 hour 20 minutes', 80.0, 'minute'), ('two in five', 0.4, '')]
    """
    for finder in (_halves, _ones_of_nouns, _compounds, _colds, _parts, _votes, _scores, _ones_in):
        yield from finder(text)


_AND_A_HALF = re.compile(rf"\b(?P<n>{_SMALL}) and a half\b(?: {_TIME_UNIT}\b)?", re.IGNORECASE)
_UNIT_AND_A_HALF = re.compile(rf"\b(?:an?|one|another|the) {_TIME_UNIT} and a half\b", re.IGNORECASE)
_UNIT_AND_A_QUARTER = re.compile(rf"\b(?:an?|one) {_TIME_UNIT} and a quarter\b", re.IGNORECASE)
_HALF_A_UNIT = re.compile(rf"\bhalf an? {_TIME_UNIT}\b", re.IGNORECASE)
_PARTS_OF_ONE = ((_UNIT_AND_A_HALF, 1.5), (_UNIT_AND_A_QUARTER, 1.25), (_HALF_A_UNIT, 0.5))


def _halves(text: str) -> Iterator[Quantity]:
    """ "Five and a half years", "an hour and a half", "a year and a quarter", "half an hour"."""
    for match in _AND_A_HALF.finditer(text):
        yield quantity_at(text, match.span(), _number(match, "n") + 0.5, unit=_time_unit(match))
    for pattern, value in _PARTS_OF_ONE:
        for match in pattern.finditer(text):
            yield quantity_at(text, match.span(), value, unit=_time_unit(match))


def _time_unit(match: re.Match[str]) -> str:
    return UNIT_WORDS.get((match.group("unit") or "").lower(), "")


def _number(match: re.Match[str], name: str) -> float:
    """The number of a group in words or digits, 0 where it is none."""
    return spelled_or_digits(match.group(name)) or 0.0


_ONE_OF_NOUN = re.compile(
    rf"\bone [a-z]+ in (?P<m>{_SMALL})\b(?! (?:days?|weeks?|months?|years?|hundred|thousand)\b)"
)


def _ones_of_nouns(text: str) -> Iterator[Quantity]:
    """ "One child in five"."""
    for match in _ONE_OF_NOUN.finditer(text):
        if whole := _number(match, "m"):
            yield quantity_at(text, match.span(), 1 / whole, form="fraction")


_HOURS_MINUTES = re.compile(
    rf"\b(?P<whole>an?|{_SMALL}) (?P<unit>hour|year)s?(?: and)? (?P<rest>{_SMALL}) (?:minute|month)s?\b",
    re.IGNORECASE,
)


def _compounds(text: str) -> Iterator[Quantity]:
    """ "An hour and 20 minutes" in minutes, "two years and six months" in months."""
    for match in _HOURS_MINUTES.finditer(text):
        each, unit = (60, "minute") if match.group("unit").lower() == "hour" else (12, "month")
        whole = 1.0 if match.group("whole").lower() in {"a", "an"} else _number(match, "whole")
        yield quantity_at(text, match.span(), each * whole + _number(match, "rest"), unit=unit)


_BELOW_ZERO = re.compile(
    rf"\bminus (?P<after>{_SMALL})(?:\.\d+)?(?: degrees?\b| ?°\s?[CF]\b|\b(?! \w))"
    rf"|\b(?P<before>{_SMALL})(?: degrees?| ?°\s?[CF]) below (?:zero|freezing)\b",
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


_VOTES = re.compile(r"(?<![\w.,])(\d[\d,]*)(?: votes)? to (\d[\d,]*)(?![\w.,]*\d)(?= |[.,;]|$)")
_VOTED = re.compile(r"\bvote[sd]?\b", re.IGNORECASE)


def _votes(text: str) -> Iterator[Quantity]:
    """ "By 212 votes to 198", where the text tells of a vote."""
    for match in _VOTES.finditer(text) if _VOTED.search(text) else ():
        low, high = (float(part.replace(",", "")) for part in match.groups())
        yield quantity_at(text, match.span(), low, high=high, unit="score")


_SCORE = re.compile(
    r"(?<![\w.,$£€-])(\d{1,3})[-–](\d{1,3})(?![\w%-]|[.,]\d| (?:million|billion|per ?cent|percent)\b)"
)
_SCORED = re.compile(
    r"\b(?:won|win|wins|beat|beats|beaten|lost|lose|drew|draw|drawn|defeat(?:ed)?|victory|match|goals?|penalt(?:y|ies)"
    r"|cup|league|sets?|half-time)\b",
    re.IGNORECASE,
)


def _scores(text: str) -> Iterator[Quantity]:
    """ "3-1", where the text tells of a match."""
    for match in _SCORE.finditer(text) if _SCORED.search(text) else ():
        low, high = (float(part) for part in match.groups())
        yield quantity_at(text, match.span(), low, high=high, unit="score")


_ONE_IN = re.compile(
    rf"\b(?P<n>{_SMALL}) (?:in|in every|out of(?: every)?) (?P<m>{_SMALL})\b"
    r"(?! (?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|hundred|thousand|million|billion)\b"
    r"|[\d.,:%-]*\d|%)",
    re.IGNORECASE,
)
_ROUND_WHOLES = frozenset({12, 20, 50, 100})


def _ones_in(text: str) -> Iterator[Quantity]:
    """ "Two in five", "nine out of ten"."""
    for match in _ONE_IN.finditer(text):
        part, whole = _number(match, "n"), _number(match, "m")
        if part and part < whole and (whole <= 10 or whole in _ROUND_WHOLES):
            yield quantity_at(text, match.span(), part / whole, form="fraction")
