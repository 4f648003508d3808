"""Times of a claim that the evidence tells in passing, by words that are no time expressions of its own."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from rag.types import Fact
from rag.verification.case import Case, fact
from rag.verification.times.agreement import is_bare_season, is_same_time
from rag.verification.times.anchoring import days_of
from rag.verification.times.clock import read_clock
from rag.verification.times.dates import Days
from rag.verification.times.finding import TimeExpression, find_times
from rag.verification.times.inferred import anchored
from rag.verification.times.mentions import TimeMention
from rag.verification.times.otherwise import date_fact, place_of
from rag.verification.times.patterns import WEEKDAYS

_NIGHT = re.compile(r"(?<!day )(?<!last )\bnights?\b|\bsleeper\b", re.IGNORECASE)
_ON = re.compile(r"\b(?:on|since|until|till|by|before|after|from|this|that|at|to|last|next) $", re.IGNORECASE)
_IN = re.compile(r"\b(?:in|over|for|during|within|throughout|since|across) $", re.IGNORECASE)
_LAST = re.compile(r"(?:the )?last (?P<length>.+)", re.IGNORECASE)
_WEEKENDS = re.compile(r"\b(?:weekends|Saturdays and Sundays)\b")
_EVERY_WEEKEND = re.compile(rf"{_WEEKENDS.pattern}|\b(?:every|each) weekend\b")
_SHORTLY = re.compile(r"\b(?:shortly|just|soon|moments|minutes) (?:before|after) $", re.IGNORECASE)
_WEEKDAYS = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days\b")
_SHORT = 20  # minutes
_WEEK = timedelta(days=7)
_BESIDE = re.compile(r",? (?:a |the )?")
_TO = re.compile(r"\b(?:to|until|till|through)\b|[-–]")
_RUNS = frozenset({"span", "days_month", "month_days"})


def said_in_passing(mine: TimeMention, found: list[TimeMention], case: Case) -> Fact | None:
    """The fact of a time that the evidence has as a plain word, about, by its weekday or in two ends."""
    return (
        _by_word(mine, found, case)
        or _by_weekday(mine, found)
        or _about(mine, found)
        or _by_both_ends(mine, found)
        or _from_then(mine, found)
        or _by_part(mine, case)
    )


def _by_word(mine: TimeMention, found: list[TimeMention], case: Case) -> Fact | None:
    """ "Overnight" for "the night ferry", "Sunday work" for "Sundays", "in winter" for "a dry winter"."""
    pattern = _pattern(mine)
    if pattern is None or any(theirs.time.form == mine.time.form == "season" for theirs in found):
        return None
    for line in case.lines:
        if match := pattern.search(line.text):
            return fact("date", place_of(mine), "matched", line=line, found=match.span())
        if mine.time.form == "weekday" and (other := _WEEKDAYS.search(line.text)):
            note = f"the evidence says {other.group()!r}"
            return fact("date", place_of(mine), "contradicted", line=line, found=other.span(), note=note)
    return None


def _pattern(mine: TimeMention) -> re.Pattern[str] | None:
    """How the evidence may tell a time as a plain word: "the last two weeks" as its "final two weeks"."""
    time, word = mine.time, mine.time.text.split()[0]
    if time.get("word") == "overnight":
        return _NIGHT
    if is_bare_season(time):
        return re.compile(rf"\b{time.get('season')}\b")
    if time.form == "past" and (last := _LAST.fullmatch(time.text)) and not _IN.search(mine.before):
        return re.compile(rf"\bfinal {last['length']}\b")
    if time.form == "clock" and re.fullmatch(r"[a-z]+ o['’]clock", time.text) and time.limit:
        return re.compile(rf"\b{time.limit} {word}\b(?=[.,;:!?]|$| (?:and|or|but|in|on|at|when|while)\b)")
    return _every(mine)


def _every(mine: TimeMention) -> re.Pattern[str] | None:
    """How the evidence may tell of every such day: "Sundays" for "Sunday work"."""
    time = mine.time
    if time.form == "weekends":
        return _EVERY_WEEKEND
    if time.get("which") or _ON.search(mine.before):
        return None
    if time.form == "weekday":
        return re.compile(rf"\b{time.text}s\b")
    return _WEEKENDS if time.text.lower() == "weekend" else None


_PART = re.compile(
    r"(?:the )?(?P<part>(?:first|second)[ -](?:half|quarter))(?:(?<=-half)| of (?:the|this) year)",
    re.IGNORECASE,
)


def _by_part(mine: TimeMention, case: Case) -> Fact | None:
    """ "The first half of this year" or a "first-half" loss for "the first half"."""
    told = _PART.fullmatch(mine.time.text)
    for line in case.lines:
        part = told["part"].replace("-", " ") if told else None
        if part and (half := re.search(rf"\bthe {part}\b(?! of\b)", line.text, re.IGNORECASE)):
            return fact("date", place_of(mine), "matched", line=line, found=half.span())
    return None


def _by_weekday(mine: TimeMention, found: list[TimeMention]) -> Fact | None:
    """ "12 June, a Thursday": the day of the week that the date beside it is."""
    if mine.time.form != "weekday":
        return None
    for other in find_times(mine.text):
        if not _BESIDE.fullmatch(mine.text[other.end : max(other.end, mine.time.start)]):
            continue
        for theirs in (theirs for theirs in found if is_same_time(other, theirs)):
            days = days_of(_ahead(other, theirs.time), theirs.day)
            if days is None or days.start != days.end:
                continue
            fits = days.start.weekday() == mine.time.get("weekday")
            note = f"that date is a {WEEKDAYS[days.start.weekday()].title()}"
            status = "computed" if fits else "contradicted"
            return date_fact(mine, status, theirs, note=note)
    return None


def _about(mine: TimeMention, found: list[TimeMention]) -> Fact | None:
    """ "Shortly before 4am" for 3.52am."""
    if mine.time.form != "clock" or not _SHORTLY.search(mine.before):
        return None
    way = 1 if mine.time.limit == "before" else -1
    for theirs in found:
        if theirs.time.form != "clock" or theirs.time.limit is not None:
            continue
        own, told = read_clock(mine.time.text).minutes, read_clock(theirs.time.text).minutes
        if any(0 < way * (one - other) <= _SHORT for one in own for other in told):
            return date_fact(mine, "matched", theirs)
    return None


def _by_both_ends(mine: TimeMention, found: list[TimeMention]) -> Fact | None:
    """ "From 27 to 29 January" for "from 4am on Monday until midnight on Wednesday"."""
    if mine.time.form not in _RUNS:
        return None
    days = [theirs for theirs in found if theirs.time.form != "clock" and theirs.line]
    for first, last in pairwise(days):
        whole = days_of(_ahead(mine.time, first.time), first.day)
        start, end = (days_of(_ahead(each.time, mine.time), each.day) for each in (first, last))
        if whole is None or start is None or end is None or first.line is not last.line:
            continue
        if last.time.form == "weekday" and end.end <= start.end:
            end = Days(end.start + _WEEK, end.end + _WEEK)
        joined = _TO.search(first.text[first.time.end : last.time.start])
        if joined and (start, end) == (Days(whole.start, whole.start), Days(whole.end, whole.end)):
            return date_fact(mine, "matched", first)
    return None


def _from_then(mine: TimeMention, found: list[TimeMention]) -> Fact | None:
    """ "In the year to January" for a figure of the end of January and one of a year earlier."""
    for last in found if mine.time.form in {"run_to", "part_of_unit"} else ():
        whole, end = days_of(mine.time, last.day), days_of(_ahead(last.time, mine.time), last.day)
        if whole is None or end is None or end != Days(whole.end, whole.end):
            continue
        eve = whole.start - timedelta(days=1)
        for first in (each for each in found if each is not last and each.line is last.line):
            told = [*anchored(first.time, [last.time], last.day), days_of(first.time, first.day)]
            if any(days is not None and days.end == eve for days in told):
                return date_fact(mine, "matched", last)
    return None


def _ahead(time: TimeExpression, other: TimeExpression) -> TimeExpression:
    return replace(time, limit=None, future=time.future or other.future)
