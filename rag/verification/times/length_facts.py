"""Checks units of time that stand without a figure: "within a week", "900 a year", "the third night"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rag.types import Fact
from rag.verification.case import Case, Line, fact, is_quoted
from rag.verification.figures.finding import find_quantities
from rag.verification.figures.quantities import Quantity
from rag.verification.figures.values import same_value
from rag.verification.times.lengths import Length, amount_in, find_lengths, same_length

_ADVERBS = {
    "hourly": "hour", "daily": "day", "nightly": "day", "weekly": "week", "fortnightly": "fortnight",
    "monthly": "month", "quarterly": "quarter", "yearly": "year", "annually": "year", "annual": "year",
}  # fmt: skip
_UNITS = "second|minute|hour|day|night|week|fortnight|month|quarter|year|decade|century"
_UNIT = rf"(?P<unit>{_UNITS})\b"
_RATE = re.compile(
    rf"(?: [a-z][a-z-]*){{0,3}}?(?: an?| per| each| every|/|/ ) ?{_UNIT}"
    rf"(?![ -](?:old|earlier|ago|before|later|after)\b)"
    r"|(?: [a-z][a-z-]*){0,2}? (?P<adverb>" + "|".join(_ADVERBS) + r")\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    rf"[ -](?:consecutive |straight |successive )?(?P<unit>{_UNITS})s?\b",
    re.IGNORECASE,
)
# What tells how a length is used: words after it, and words before it.
_AFTER_IT = {
    "after": re.compile(r"^ (?:after|later|since|on)\b", re.IGNORECASE),
    "before": re.compile(r"^ (?:before|earlier|ago|ahead of|until)\b", re.IGNORECASE),
}
_HEDGE = r"(?: just| only| under| about| almost| nearly| over)? $"
_BEFORE_IT = {
    "within": re.compile(r"\b(?:within|inside|under|in|less than|only|just)" + _HEDGE, re.IGNORECASE),
    "for": re.compile(
        r"\b(?:for|over|lasted|lasting|took|takes?|throughout|nearly|almost|about)" + _HEDGE, re.IGNORECASE
    ),
}
_OPPOSED = ({"at_least", "at_most"}, {"more", "fewer"}, {"at_least", "fewer"}, {"more", "at_most"})
_PLURAL = re.compile(
    r"(?:(?P<before>\b(?:within|for|after|over|in) (?:just |only |about )?)|(?<![\w-] )(?<!\w))"
    r"(?P<unit>seconds|minutes|hours|days|weeks|months|years|decades|centuries)\b"
    r"(?P<after> (?:after|later|of|before|earlier|ago)\b)?",
    re.IGNORECASE,
)
_COMMON = frozenset("of in on at to by for with from the and or than as is was".split())
_RATES = frozenset({"per", "each", "every"})


@dataclass(frozen=True, slots=True)
class Rate:
    """The unit of time that a figure is counted by: the year of "900 dogs a year"."""

    text: str
    start: int
    end: int
    unit: str


def check_lengths(case: Case) -> list[Fact]:
    """Give a fact for each unit of time of a claim in whose place the evidence has another."""
    facts = [*_lengths(case), *_plurals(case), *_rates(case), *_ordinals(case), *_compounds(case)]
    return [found for found in facts if not is_quoted(found.claim_start, case)]


def _lengths(case: Case) -> Iterator[Fact]:
    """ "A month after" where the evidence has "a week after" and no month."""
    for mine in find_lengths(case.claim):
        frame = _frame(mine, case.claim)
        if mine.form in {"figure", "past", "coming", "anniversary", "offset"}:
            continue
        found = [(line, theirs) for line in case.lines for theirs in find_lengths(line.text)]
        same = [(line, theirs) for line, theirs in found if same_length(mine, theirs)]
        if same and all({mine.qualifier, theirs.qualifier} in _OPPOSED for _, theirs in same):
            yield _other(mine.text, (mine.start, mine.end), *same[0])
        if same or frame is None or any(_is_roughly(mine, theirs) for _, theirs in found):
            continue
        rivals = ((line, theirs) for line, theirs in found if _is_framed(theirs, line.text, frame))
        if rival := next(rivals, None):
            yield _other(mine.text, (mine.start, mine.end), *rival)


def _is_framed(theirs: Length, text: str, frame: str) -> bool:
    """Whether a text uses a length in one way; a full-year forecast is one for the year."""
    return _frame(theirs, text) == frame or (frame == "for" and theirs.text.lower().startswith("full-"))


_ROUGHLY: dict[str, tuple[float, float]] = {"more": (1.0, 2.0), "fewer": (0.5, 1.0), "nearly": (0.8, 1.0)}


def _is_roughly(mine: Length, theirs: Length) -> bool:
    """Whether a length is told in a smaller unit: "less than an hour" for 58 minutes."""
    low, high = _ROUGHLY.get(mine.qualifier, (0.0, 0.0))
    counted = theirs.form == "figure" and theirs.kind == mine.kind
    return counted and low * mine.amount < theirs.amount < high * mine.amount


def _plurals(case: Case) -> Iterator[Fact]:
    """ "Within days" for "within hours", and "hours before" for "within hours of"."""
    for unit, way, match in _plural(case.claim):
        found = [(line, *theirs) for line in case.lines for theirs in _plural(line.text)]
        if not found or any((unit, way) == (other, another) for _, other, another, _ in found):
            continue
        line, other, another, theirs = found[0]
        if way == another or unit == other:
            mine = Rate(match.group("unit"), *match.span("unit"), unit)
            yield _other(
                mine.text,
                (mine.start, mine.end),
                line,
                Rate(theirs.group("unit"), *theirs.span("unit"), other),
            )


def _plural(text: str) -> Iterator[tuple[str, str, re.Match[str]]]:
    """The uncounted lengths of a text, each with its unit and whether it is before or after something."""
    for match in _PLURAL.finditer(text):
        if match.group("before") or match.group("after"):
            way = (
                "before"
                if (match.group("after") or "").strip().lower() in {"before", "earlier", "ago"}
                else "after"
            )
            yield match.group("unit").lower(), way, match


def _frame(length: Length, text: str) -> str | None:
    """How a text uses a length: as a rate, after or before something, within it or for so long."""
    if length.form in {"past", "coming"}:
        return None
    if length.form in _RATES or length.form == "long":
        return "rate" if length.form in _RATES else "long"
    if length.form == "offset":
        return "before" if _BACK.search(length.text) else "after"
    near, left = text[length.end : length.end + 16], text[max(0, length.start - 20) : length.start]
    named = [name for name, pattern in _AFTER_IT.items() if pattern.match(near)]
    named += [name for name, pattern in _BEFORE_IT.items() if pattern.search(left)]
    return named[0] if named else _two_words(text[: length.start])


def _two_words(text: str) -> str | None:
    """The last two words of a text, where they are more than "of the"."""
    words = re.findall(r"[a-z]+", text.lower())[-2:]
    return " ".join(words) if len(words) == 2 and set(words) - _COMMON else None


_BACK = re.compile(r"(?:ago|earlier|before|previously)$", re.IGNORECASE)


def _rates(case: Case) -> Iterator[Fact]:
    """ "900 dogs a month" where the evidence has 900 a year."""
    for quantity in find_quantities(case.claim):
        mine = _rate_of(quantity, case.claim)
        if mine is None:
            continue
        same = [
            (line, _rate_of(theirs, line.text))
            for line in case.lines
            for theirs in find_quantities(line.text)
            if same_value(quantity, theirs) and quantity.form == theirs.form
        ]
        told = [(line, rate) for line, rate in same if rate is not None]
        if (
            told
            and len(told) == len(same)
            and not any(_is_one_unit(mine.unit, rate.unit) for _, rate in told)
        ):
            line, rate = told[0]
            yield _other(mine.text, (mine.start, mine.end), line, rate)


def _rate_of(quantity: Quantity, text: str) -> Rate | None:
    match = _RATE.match(text, quantity.end)
    if match is None:
        return None
    group = "unit" if match.group("unit") else "adverb"
    word = match.group(group).lower()
    return Rate(match.group(group), match.start(group), match.end(group), _ADVERBS.get(word, word))


def _is_one_unit(first: str, second: str) -> bool:
    return amount_in(1, first) == amount_in(1, second)


def _ordinals(case: Case) -> Iterator[Fact]:
    """ "The third week" where the evidence has only a third night."""
    for quantity in find_quantities(case.claim):
        mine = _counted(quantity, case.claim)
        if mine is None:
            continue
        told = [
            (line, theirs)
            for line in case.lines
            for other in find_quantities(line.text)
            if other.form == "ordinal" and other.value == quantity.value
            if (theirs := _counted(other, line.text))
        ]
        if told and not any(_is_one_unit(mine.unit, theirs.unit) for _, theirs in told):
            yield _other(mine.text, (mine.start, mine.end), *told[0])


def _compounds(case: Case) -> Iterator[Fact]:
    """ "Megawatt-day" for "megawatt-hour"."""
    for mine in _COMPOUND.finditer(case.claim):
        told = [
            (line, match)
            for line in case.lines
            for match in _COMPOUND.finditer(line.text)
            if match.group("of").lower() == mine.group("of").lower()
        ]
        units = {match.group("unit").lower() for _, match in told}
        if told and mine.group("unit").lower() not in units:
            line, match = told[0]
            yield _other(
                mine.group(), mine.span(), line, Rate(match.group(), *match.span(), match.group("unit"))
            )


_COMPOUND = re.compile(rf"\b(?P<of>[a-z]{{3,}})-(?P<unit>{_UNITS})s?\b", re.IGNORECASE)


def _counted(quantity: Quantity, text: str) -> Rate | None:
    match = _COUNTED.match(text, quantity.end) if quantity.form == "ordinal" else None
    return Rate(match.group("unit"), *match.span("unit"), match.group("unit").lower()) if match else None


def _other(text: str, place: tuple[int, int], line: Line, theirs: Length | Rate) -> Fact:
    note = f"the evidence says {theirs.text!r}"
    return fact(
        "date", (text, *place), "contradicted", line=line, found=(theirs.start, theirs.end), note=note
    )
