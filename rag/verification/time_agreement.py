"""Whether two time expressions, of a claim and of its evidence, agree: days, limits, lengths."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from rag.verification.alignment import Neighbours, neighbours
from rag.verification.anchoring import days_of, whole_of
from rag.verification.case import Line
from rag.verification.clock import same_clock
from rag.verification.dates import day_of
from rag.verification.figures import find_quantities
from rag.verification.number_words import WORDS
from rag.verification.quantities import Qualifier, read_qualifier
from rag.verification.same_period import length_of, same_period
from rag.verification.time_parts import is_to_date, parts_agree
from rag.verification.times import TimeExpression, find_times
from rag.verification.tokens import sense, stem, tokenize

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


def times_of(text: str, line: Line | None) -> list[TimeMention]:
    """The time expressions of a text, which is a claim or that of a line."""
    times = find_times(text)
    skip = [(time.start, time.end) for time in times] + [(q.start, q.end) for q in find_quantities(text)]
    return [TimeMention(time, neighbours(text, time.start, time.end, skip), text, line) for time in times]


def are_comparable(mine: TimeExpression, theirs: TimeExpression) -> bool:
    """Whether both are times of day, or neither is."""
    return (mine.form == "clock") == (theirs.form == "clock")


def is_same_time(time: TimeExpression, theirs: TimeMention, text: str = "") -> bool:
    """Whether a time of the claim is one of the evidence, or a coarser one that holds it; limits apart.

    `text` is the claim, for the words beside the time that say which part of a period is meant.
    """
    told = theirs.time
    if "clock" in {time.form, told.form}:
        return time.form == told.form and same_clock(time.text, told.text)
    published = theirs.line.published if theirs.line else None
    if _weekdays_differ(time, told):
        return False
    day = day_of(published)
    parts = parts_agree((time, text), (told, theirs.text), day)
    if parts is not None:
        return parts
    if same_period(time, told, published) > 0 or _is_year_before(time, theirs) or is_to_date(time, told, day):
        return True
    if told.form in {"unit", "past", "coming", "offset"} and time.form == "unit":
        return False
    if _is_turn_of_decade(time, theirs, day) or _is_last_night(time, told) or _is_same_week(time, told, day):
        return True
    if time.form == "offset" and _is_so_long_ago(time, theirs, text, day):
        return True
    return _is_in_other_words(time, theirs, day) or _is_on_same_days(time, told, day)


def _weekdays_differ(time: TimeExpression, told: TimeExpression) -> bool:
    """Whether two dates name different days of the week."""
    weekdays = {match.group() for text in (time.text, told.text) for match in WEEKDAY.finditer(text)}
    return len(weekdays) > 1 and "weekday" not in {time.form, told.form}


def _is_in_other_words(time: TimeExpression, theirs: TimeMention, day: date | None) -> bool:
    """The month of a date, the turn of a year, or a year ago."""
    told = theirs.time
    if time.form == "month" and time.get("month") == told.get("month"):
        return True
    if _is_month_of(time, told, day) or _is_month_of(told, time, day):
        return True
    if time.form == told.form == "season" and not time.get("which") and not time.get("year"):
        return time.get("season") == told.get("season")
    return _is_turn_of_year(time, theirs) or _is_year_ago(time, told) or _is_year_ago(told, time)


def _is_month_of(time: TimeExpression, told: TimeExpression, day: date | None) -> bool:
    """ "September", of whatever year, for "next month"."""
    if time.form != "month" or time.get("of") or time.get("which") or told.form != "unit":
        return False
    days = days_of(told, day)
    return told.get("unit") == "month" and days is not None and days.start.month == time.get("month")


_COARSE = frozenset(
    {"year", "decade", "month", "month_year", "quarter", "season", "unit", "weekend", "century",
     "part_of_unit", "run_to"}
)  # fmt: skip


def _is_on_same_days(time: TimeExpression, told: TimeExpression, day: date | None) -> bool:
    """Whether two times mean the same days, or the claim's is coarser: "in November" for "24 November"."""
    theirs, mine = (days_of(replace(each, limit=None), day) for each in (told, time))
    if mine is not None and mine == theirs:
        return True
    if theirs is None:
        return False
    if theirs.start == theirs.end and time.get("year") is None and time.form != "unit":
        return (time.get("month"), time.get("day")) == (theirs.start.month, theirs.start.day)
    return mine is not None and time.form in _COARSE and theirs in mine


def _is_year_ago(time: TimeExpression, other: TimeExpression) -> bool:
    """ "A year ago" for "the same time last year"."""
    ago = time.form == "offset" and time.get("unit") == "year" and time.get("n") in {None, 1}
    return ago and other.form == "same_period" and "year" in other.text.lower()


def _is_last_night(time: TimeExpression, told: TimeExpression) -> bool:
    """ "Last night" for "overnight", and the reverse."""
    return {time.get("word"), told.get("word")} == {"overnight", "last night"}


_SHARED_DAYS = 4


def _is_same_week(time: TimeExpression, told: TimeExpression, day: date | None) -> bool:
    """Whether one of two weeks is one of a month, "the last week of May", and they share most days."""
    if "week" not in {time.get("part"), told.get("part")}:
        return False
    mine, theirs = days_of(time, day), days_of(told, day)
    if mine is None or theirs is None or max((mine.end - mine.start).days, (theirs.end - theirs.start).days) > 6:
        return False
    return (min(mine.end, theirs.end) - max(mine.start, theirs.start)).days + 1 >= _SHARED_DAYS


_UNIT_DAYS = {"day": 1.0, "week": 7.0, "month": 30.44, "year": 365.25}


def _is_so_long_ago(time: TimeExpression, theirs: TimeMention, text: str, day: date | None) -> bool:
    """ "Six years ago" for "in 2019", "more than two weeks ago" for the third of the month."""
    count, unit = length_of(time)
    told = days_of(replace(theirs.time, limit=None), day)
    if day is None or told is None or unit not in _UNIT_DAYS or time.get("direction") != "ago":
        return False
    if told.end > day or theirs.time.form not in _DATED:
        return False
    if unit == "year" and (told.end - told.start).days > 300:
        return told.start.year == told.end.year == day.year - count
    qualifier = read_qualifier(text, time.start, time.end)[0]
    low, high = _ROUGHLY.get(qualifier, (-0.5, 0.5))
    shortest, longest = ((day - each).days / _UNIT_DAYS[unit] - count for each in (told.end, told.start))
    return shortest <= high and longest >= low


_DATED = frozenset({"year", "month", "month_year", "day_month", "month_day", "iso", "holiday", "weekday", "season"})
_ROUGHLY: dict[str, tuple[float, float]] = {
    "more": (0.0, 0.99), "at_least": (0.0, 0.99), "nearly": (-0.5, 0.0), "fewer": (-0.99, 0.0),
}  # fmt: skip


def _is_turn_of_decade(time: TimeExpression, theirs: TimeMention, day: date | None) -> bool:
    """ "By 2030" for "by the end of the decade"."""
    told, year = theirs.time, time.get("year")
    if told.form != "edge" or told.get("unit") not in {"decade", "century"} or time.form != "year":
        return False
    whole = whole_of(told, day)
    return whole is not None and isinstance(year, int) and (
        year == whole.start.year if told.get("edge") == "turn" else year - whole.end.year in {0, 1}
    )


def _is_turn_of_year(time: TimeExpression, theirs: TimeMention) -> bool:
    """ "Until 2027" for "before the end of 2026"."""
    year, other = time.get("year"), theirs.time.get("year")
    if time.form != "year" or theirs.time.form != "year" or time.limit not in {"until", "before"}:
        return False
    ends = theirs.text[: theirs.time.start].lower().endswith("end of ")
    return ends and isinstance(year, int) and isinstance(other, int) and year == other + 1


def _is_year_before(time: TimeExpression, theirs: TimeMention) -> bool:
    """ "In 2024, more than in the year before" holds for 2023."""
    year, told = time.get("year"), theirs.time
    if (
        time.form != "year"
        or not isinstance(year, int)
        or told.form != "offset"
        or told.get("unit") != "year"
    ):
        return False
    stated = [other.get("year") for other in find_times(theirs.text[: told.start]) if other.form == "year"]
    back = told.get("direction") in {"earlier", "before", "previously"} and told.get("n") in {None, 1}
    return back and stated[-1:] == [year + 1]


_LIMITS = {"from": "since", "till": "until", "up to": "until", "through": "until", "by": "until"}
_EARLIEST = re.compile(r"[^,;.]{0,12}\bat the earliest\b", re.IGNORECASE)


def limits_agree(mine: TimeMention, theirs: TimeMention) -> bool:
    """Before, after, since and until must not be exchanged; since and until not added or dropped."""
    limits = (mine.time.limit, theirs.time.limit)
    first, second = (_LIMITS.get(limit or "", limit) for limit in limits)
    if first == second or "from" in limits or "between" in {first, second}:
        return True
    published = theirs.line.published if theirs.line else None
    if is_to_date(mine.time, theirs.time, day_of(published)):
        return True
    if _counts_from(mine, theirs, (first, second)) or _is_turn_of_year(mine.time, theirs):
        return True
    if "-quarter" in (mine.time.text + theirs.time.text).lower():
        return True
    if _EARLIEST.match(mine.text, mine.time.end) and second == "before":
        return first != "until" or bool(_DENIES.search(mine.before))
    if _starts(mine) and _starts(theirs):
        return True
    if theirs.time.form == "edge" and mine.time.form in _COARSE and first is None and second in {"until", "before"}:
        return True
    pair = {first, second}
    return pair in ({None, "until"}, {"until", "before"}) or (None in pair and mine.time.form == "clock")


# The date that a change is counted from: "from 815 at the end of May", "the figure in 2010".
_BASE = re.compile(
    r"\b(?:from|than|compared with|against|figure|level|number|total|opened|founded|began|started|built"
    r"|launched|established|introduced|set up|born|joined|elected|appointed)\b[^,;:]{0,24}$",
    re.IGNORECASE,
)
_LAST = re.compile(r"\blast (?:\w+ ){1,3}(?:was|came) (?:in |on )?$", re.IGNORECASE)


def _counts_from(mine: TimeMention, theirs: TimeMention, limits: tuple[str | None, str | None]) -> bool:
    """Whether the side that does not say "since" says in other words that it counts from its date."""
    if None in limits and "since" in limits and (_closed_since(mine, theirs) or _last_since(mine, theirs)):
        return True
    if limits == (None, "since"):
        return bool(_BASE.search(mine.before) or _LAST.search(mine.before))
    return limits == ("since", None) and bool(_BASE.search(theirs.before))


_START = re.compile(
    r"\b(?:no|not) (?:earlier|sooner) than (?:in |on |at )?(?:the )?$|\buntil at least (?:the )?$"
    r"|\bonly (?:in|on|at|from|after|by) (?:the )?$",
    re.IGNORECASE,
)
_REACH = 60


def _starts(mention: TimeMention) -> bool:
    """Whether a time is told as the earliest: "not before May", "no earlier than May", "May at the earliest"."""
    clause = re.split(r"[;.]|, ", mention.before)[-1][-_REACH:]
    if mention.time.limit in {"before", "until", "till"} and _DENIES.search(clause):
        return True
    if mention.time.limit == "before" and _DENIES.search(mention.before[-_REACH:]):
        return True
    return bool(_START.search(mention.before) or _EARLIEST.match(mention.text, mention.time.end))


_STATE = re.compile(r"\b(?:has|have|had|is|are|was|were)(?: \w+ly)?(?: been)? (?P<verb>\w+)(?: \w+){0,4} $")
_DENIES = re.compile(r"\b(?:not|never|no)\b|n['’]t\b")
_EVER_SINCE = re.compile(r"\b(?:ever since|since then|(?:has|have) since)\b")
_LAST_TIME = re.compile(r"\b(?:last|final)\b", re.IGNORECASE)


def _closed_since(mine: TimeMention, theirs: TimeMention) -> bool:
    """ "Closed on 8 February" for "has been closed since 8 February", where nothing is counted."""
    since, other = (mine, theirs) if mine.time.limit == "since" else (theirs, mine)
    state = _STATE.search(since.before.rsplit(" since", 1)[0] + " ")
    if state is None or find_quantities(since.before) or find_quantities(other.before):
        return False
    near = {sense(token.stem) for token in tokenize(other.before)[-_STATE_REACH:]}
    verb = sense(stem(state.group("verb")))
    return verb in near or bool(near & _STARTS.get(verb, frozenset()))


_STATE_REACH = 6
# What begins a state that lasts.
_STARTS = {
    state: frozenset(sense(stem(word)) for word in words.split())
    for state, words in (
        ("open", "opened"), ("shut", "closed shut"), ("run", "took became started"), ("led", "took became elected"),
        ("lead", "took became elected"), ("chair", "became elected"), ("head", "became took appointed"),
    )
}  # fmt: skip


def _last_since(mine: TimeMention, theirs: TimeMention) -> bool:
    """ "Has not shown since 1998" for "showed for the last time in 1998", and the reverse."""
    since, other = (mine, theirs) if mine.time.limit == "since" else (theirs, mine)
    if other is theirs and _EVER_SINCE.search(other.text, other.time.end) and not find_quantities(mine.before):
        return True
    return bool(_DENIES.search(since.before) and _LAST_TIME.search(other.before))


def lengths_agree(mine: TimeMention, theirs: TimeMention) -> bool:
    """ "More than three weeks ago" is not "exactly three weeks ago"."""
    if mine.time.form == "clock":
        qualifiers = {length_qualifier(mine), length_qualifier(theirs)}
        return len(qualifiers) == 1 or qualifiers.isdisjoint({"more", "fewer", "at_least", "at_most"})
    if None in {mine.time.get("n"), theirs.time.get("n")}:
        return True
    first, second = (length_qualifier(mention) for mention in (mine, theirs))
    return first == second


_COMPARES = re.compile(rf"(?:\d|%|\b{WORDS})[^\s]*(?: [a-z]+){{0,3}} $", re.IGNORECASE)


def length_qualifier(mention: TimeMention) -> Qualifier:
    """What qualifies a length of time; "700 more than a year ago" compares and does not."""
    qualifier, start = read_qualifier(mention.text, mention.time.start, mention.time.end)
    return "exact" if _COMPARES.search(mention.text[:start]) else qualifier
