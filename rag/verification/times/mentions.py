"""Time expressions of the claim and of its evidence, with their surroundings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from rag.verification.alignment import Neighbours, neighbours
from rag.verification.case import Line
from rag.verification.figures.finding import find_quantities
from rag.verification.figures.quantities import Qualifier, read_qualifier
from rag.verification.times.dates import day_of
from rag.verification.times.finding import TimeExpression, find_times
from rag.verification.words.number_words import WORDS

WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time expression of the claim or of a line, with its surroundings."""

    time: TimeExpression
    near: Neighbours
    text: str
    line: Line | None = None

    @property
    def before(self) -> str:
        """The text before the expression."""
        return self.text[: self.time.start]

    @property
    def spot(self) -> tuple[int, int]:
        """The start and end of the expression in its text, in code points."""
        return self.time.start, self.time.end

    @property
    def day(self) -> date | None:
        """The day on which its article was published, where it is of a line and that is known."""
        return day_of(self.line.published) if self.line else None


def times_of(text: str, line: Line | None) -> list[TimeMention]:
    """The time expressions of a text, which is a claim or that of a line."""
    times = find_times(text)
    skip = [(time.start, time.end) for time in times] + [(q.start, q.end) for q in find_quantities(text)]
    return [TimeMention(time, neighbours(text, time.start, time.end, skip), text, line) for time in times]


def are_comparable(mine: TimeExpression, theirs: TimeExpression) -> bool:
    """Whether both are times of day, or neither is."""
    return (mine.form == "clock") == (theirs.form == "clock")


# "Longer than 20 years ago" compares with then; "more than 20 years ago" is when.
_THAN_THEN = re.compile(r"(?!(?:more|less|fewer) )\w+ than\b", re.IGNORECASE)
_COMPARES = re.compile(rf"(?:\d|%|\b{WORDS})[^\s]*(?: [a-z]+){{0,3}} $", re.IGNORECASE)


# A period rather than a length: "over the 10 weeks to 8 February".
_LASTING = frozenset({"past", "coming", "vague", "unit", "run_to", "part_of_unit", "month_part"})


def length_qualifier(mention: TimeMention) -> Qualifier:
    """What qualifies a length of time; "700 more than a year ago" compares, "over the past year" lasts."""
    if mention.before.lower().endswith("over ") and mention.time.form in _LASTING:
        return "exact"
    if mention.before.lower().endswith(" as "):
        return "exact"
    qualifier, start = read_qualifier(mention.text, mention.time.start, mention.time.end)
    compares = _COMPARES.search(mention.text[:start]) or (
        mention.time.get("direction") == "ago" and _THAN_THEN.match(mention.text, start)
    )
    return "exact" if compares else qualifier
