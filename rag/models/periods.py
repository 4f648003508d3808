"""Periods as questions and figures name them, with the part of the period that is meant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from rag.verification.binding import BoundFigure, is_reporting, same_period
from rag.verification.times import TimeExpression, find_times

_ORDINAL = r"(?:first|second|third|fourth|last|final|1st|2nd|3rd|4th)"
_COUNT = r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_PART = re.compile(
    rf"\b(?P<part>(?:{_ORDINAL} (?:{_COUNT} )?(?:half|third|quarter|hours?|days?|weeks?|months?|years?)"
    r"|(?:early|mid|late)|middle|start|beginning|end))(?:[ -](?:of|in))?[ -](?:the )?$",
    re.IGNORECASE,
)
_DURATION = re.compile(
    rf"\b(?:in|within|over|during) (?P<part>{_COUNT} (?:hours?|days?|weeks?|months?|years?))\b(?! ago)",
    re.IGNORECASE,
)
_SINCE = re.compile(r"\bsince\b[^,.;:]{0,40}$", re.IGNORECASE)
_VAGUE_PART = re.compile(r"^(?P<part>early|mid|late)\b", re.IGNORECASE)
_BARE_PART = re.compile(
    rf"\b{_ORDINAL} (?:{_COUNT} )?(?:half|quarter|hours?|days?|weeks?|months?|years?)\b", re.IGNORECASE
)
_NUMBERS = {word: str(n) for n, word in enumerate(
    "zero one two three four five six seven eight nine ten eleven twelve".split()
)}  # fmt: skip
_SAME_PART = {
    "first 6 month": "first half",
    "last 6 month": "second half",
    "final 6 month": "second half",
    "first 3 month": "first quarter",
    "last 3 month": "fourth quarter",
    "final quarter": "fourth quarter",
    "last quarter": "fourth quarter",
    "middle": "mid",
}
_RECENT = frozenset({"past", "unit", "weekday", "weekend", "today", "yesterday"})
_LOOSE = 0.7


@dataclass(frozen=True, slots=True)
class Period:
    """A time expression, and the part of it that is meant ("first half"), in lower case."""

    start: int
    end: int
    time: TimeExpression | None
    part: str = ""
    since: bool = False

    @property
    def is_recent(self) -> bool:
        """Whether it names a short time up to the article's day, as "in the past week" does."""
        return self.time is not None and self.time.form in _RECENT

    @property
    def is_clock(self) -> bool:
        """Whether it is a time of day."""
        return self.time is not None and self.time.form == "clock"


def periods_of_question(text: str) -> tuple[Period, ...]:
    """Give the periods of a text in reading order.

    >>> [period.part for period in periods_of_question("How many in the first half of 2023?")]
    ['first half']
    """
    found: list[Period] = []
    for time in find_times(text):
        part = _PART.search(text[: time.start])
        start = part.start() if part else time.start
        since = time.limit == "since" or bool(_SINCE.search(text[:start]))
        named = _normal(part or _VAGUE_PART.match(time.text))
        found.append(Period(start, time.end, replace(time, limit=None) if since else time, named, since))
    for bare in (*_DURATION.finditer(text), *_BARE_PART.finditer(text)):
        if not any(period.start < bare.end() and bare.start() < period.end for period in found):
            found.append(Period(bare.start(), bare.end(), None, _normal(bare)))
    return tuple(sorted(found, key=lambda period: period.start))


def periods_of_figures(sentence: str, figures: Sequence[BoundFigure]) -> tuple[tuple[Period, ...], ...]:
    """Give for each figure the periods that it is bound to; a part without one has its total's."""
    owned: list[list[Period]] = [[] for _ in figures]
    for period in periods_of_question(sentence):
        if period.time is not None and is_reporting(sentence, period.time):
            continue
        owner = _owner(sentence, period, figures)
        if owner is not None:
            owned[owner].append(period)
    for index, figure in enumerate(figures):
        if index and not owned[index] and figure.role == "part":
            owned[index] = owned[index - 1]
    return tuple(tuple(periods) for periods in owned)


def period_match(asked: Period, stated: Period, published: date | None) -> float:
    """Give 1.0 where both name one period, less where loosely, 0.0 where they differ."""
    if asked.part != stated.part or asked.since != stated.since:
        return 0.0
    if asked.time is None or stated.time is None:
        return _LOOSE if asked.part else 0.0
    return same_period(asked.time, stated.time, published)


def _owner(sentence: str, period: Period, figures: Sequence[BoundFigure]) -> int | None:
    for index, figure in enumerate(figures):
        if figure.quantity.start < period.end and period.start < figure.quantity.end:
            return None
        if period.time is not None and figure.period is not None and figure.period.start == period.time.start:
            return index
    before = [index for index, figure in enumerate(figures) if figure.quantity.end <= period.start]
    after = [index for index, figure in enumerate(figures) if figure.quantity.start >= period.end]
    if not before:
        return after[0] if after else None
    between = sentence[figures[before[-1]].quantity.end : period.start]
    if after and re.search(r"[;:]|, (?:and|but|while)\b", between):
        return after[0]
    return before[-1]


def _normal(match: re.Match[str] | None) -> str:
    if match is None:
        return ""
    text = match.groupdict().get("part") or match.group()
    words = [_NUMBERS.get(word, word) for word in re.split(r"[\s-]+", text.lower())]
    part = " ".join(word.rstrip("s") for word in words)
    return _SAME_PART.get(part, part)
