"""Times of a claim that the evidence tells otherwise: as a length, by another day, as an end of a span."""

from __future__ import annotations

import re
from dataclasses import replace

from rag.text import sentence_spans
from rag.types import Fact, FactStatus
from rag.verification.case import Case, before, fact
from rag.verification.figures.finding import find_quantities
from rag.verification.times.agreement import is_same_time, limit_day
from rag.verification.times.anchoring import days_of, whole_of
from rag.verification.times.dates import day_of
from rag.verification.times.finding import find_times
from rag.verification.times.inferred import anchored, holds, inferred_days, lasting, step_of
from rag.verification.times.lengths import Length, find_lengths, length_at, same_length
from rag.verification.times.mentions import TimeMention, length_qualifier
from rag.verification.times.tense import is_future


def said_otherwise(mine: TimeMention, found: list[TimeMention], case: Case) -> Fact | None:
    """The fact of a time of the claim that is none of the evidence's but follows from them."""
    return (
        _in_parts(mine, found)
        or _as_length(mine, case)
        or _as_year(mine, found)
        or _end_of_span(mine, found, case)
        or _inferred(mine, found, case)
        or _from_sentence_before(mine, found, case)
        or _as_old_as(mine, case)
    )


def date_fact(mine: TimeMention, status: FactStatus, theirs: TimeMention, note: str | None = None) -> Fact:
    """Make the fact of a time of the claim, found in that of the evidence."""
    return fact("date", place_of(mine), status, line=theirs.line, found=theirs.spot, note=note)


def place_of(mention: TimeMention) -> tuple[str, int, int]:
    """The text of a time and where it starts and ends."""
    return (mention.time.text, *mention.spot)


_MOVED = re.compile(
    r"\b(?:delay|postpone|move|put (?:back|off)|push|brought forward|bring forward|reschedul|shift|extend"
    r"|change)",
    re.IGNORECASE,
)


def _in_parts(mine: TimeMention, found: list[TimeMention]) -> Fact | None:
    """ "From Wednesday to Friday" for two days that the evidence names apart: something was moved."""
    ends = [next((m for m in found if is_same_time(part, m)), None) for part in mine.time.parts]
    if len(ends) != 2 or ends[0] is None or ends[1] is None or ends[0] is ends[1]:
        return None
    first, last = sorted((ends[0], ends[1]), key=lambda m: m.time.start)
    if first.line is not last.line:
        return None
    if not _MOVED.search(mine.before) and not (
        _BASE.search(ends[0].before) and not _BASE.search(ends[1].before)
    ):
        return None
    return fact("date", place_of(mine), "matched", line=first.line, found=(first.time.start, last.time.end))


# What stands before the day with which a later one is compared.
_BASE = re.compile(r"\b(?:from|than|compared with|against)\b(?:[^,;]|,\d){0,24}$")
_SIDE = re.compile(
    r"\b(?:(?P<first>began|begins?|start\w*|took (?:over|charge|office|up)|open\w*|join\w*|found\w*|launch\w*"
    r"|introduc\w*|bec[oa]me\w*|elected|appointed|since|from)"
    r"|(?P<last>left|leav\w+|end\w*|until|till|stopp\w*|finish\w*|retire\w*|clos\w+"
    r"|stepp\w+|quit|resign\w*|g[ai]ve up"
    r"|last\w*|final\w*|expir\w*|conclud\w*|by|before|years? to|months? to|up to))\b",
    re.IGNORECASE,
)
_NEAR = 40
# What stands before the date from which something was moved.
_OLD_DATE = re.compile(
    r"\b(?:rather than|instead of|from|original\w*|had been|was to|was due|should have)\b[^,;.]{0,24}$",
    re.IGNORECASE,
)


def _end_of_span(mine: TimeMention, found: list[TimeMention], case: Case) -> Fact | None:
    """ "Took over in 2009", "until 2017" for "from 2009 to 2017"; a new date for one that was moved."""
    if mine.time.form == "span":
        return None
    told = [match.lastgroup for match in _SIDE.finditer(mine.before[-_NEAR:])][-1:]
    for theirs in (theirs for theirs in found if theirs.time.form == "span"):
        for side, part in zip(("first", "last"), theirs.time.parts, strict=True):
            if not is_same_time(replace(mine.time, limit=None), replace(theirs, time=part), mine.text):
                continue
            if mine.time.limit == "since":
                fits = (side == "first") == (told == ["first"] and not _is_over(theirs))
            elif _MOVED.search(theirs.before):
                fits = (side == "first") == bool(_OLD_DATE.search(mine.before))
            else:
                fits = told == [side] or (not told and not find_quantities(case.claim))
            if fits:
                return date_fact(mine, "matched", theirs)
    return None


def _from_sentence_before(mine: TimeMention, found: list[TimeMention], case: Case) -> Fact | None:
    """ "In 1976" for "two years later" after a sentence whose last date is 1974."""
    for theirs in found:
        if (
            theirs.line is None
            or step_of(theirs.time) is None
            or step_of(mine.time)
            or mine.time.limit != theirs.time.limit
        ):
            continue
        if any(step_of(other) is None and days_of(other, theirs.day) for other in find_times(theirs.text)):
            continue
        spans = sentence_spans(told := before(theirs.line))
        last = list(find_times(told[spans[-1].start : spans[-1].end]))[-1:] if spans else []
        meant = anchored(theirs.time, last, theirs.day)
        if any(holds(mine.time, case.claim, days, theirs.day) for days in meant):
            return date_fact(mine, "computed", theirs, note=f"from {last[0].text!r} in the sentence before")
    return None


_PLAN = re.compile(r"\b(?:original\w*|planned|schedul\w+|expected|intended|promised|hoped)\b", re.IGNORECASE)


def _span_of_both(mine: TimeMention, found: list[TimeMention], case: Case) -> Fact | None:
    """ "From 1904 to 1918" for a beginning in 1904 and the 14 years after it."""
    first, last = (replace(mine, time=part) for part in mine.time.parts)
    start = next((theirs for theirs in found if is_same_time(first.time, theirs)), None)
    inferred = _inferred(last, found, case) if start else None
    return date_fact(mine, "matched", start) if start and inferred else None


def _is_over(theirs: TimeMention) -> bool:
    """Whether a span ended before the article: "from 1998 to 2006"."""
    day = theirs.day
    days = days_of(theirs.time, day)
    return day is not None and days is not None and days.end < day


def _as_length(mine: TimeMention, case: Case) -> Fact | None:
    """ "128 years ago" for "128 years after", "a week later" for "a week after": the same length of time."""
    length = length_at(case.claim, mine.time)
    if length is None:
        return None
    for line in case.lines:
        for other in find_lengths(line.text):
            if not same_length(length, other) or not _is_used_alike(mine, other, line.text):
                continue
            if other.qualifier == length_qualifier(mine):
                return fact("date", place_of(mine), "matched", line=line, found=(other.start, other.end))
    return None


_NO_SPAN = frozenset({"per", "each", "every", "past", "coming"})
_PREVIOUS = re.compile(r"(?:the )?(?:previous|preceding)\b", re.IGNORECASE)
_BEFORE = re.compile(r" (?:before|earlier)\b")
# What stands before a length that runs up to now, or on from now.
_RUN = {
    "past": re.compile(r"\b(?:in|over|within|inside) (?:about |just |only |the )?$", re.IGNORECASE),
    "coming": re.compile(r"\b(?:for|over|within) (?:about |just |only |the )?$", re.IGNORECASE),
}


def _is_used_alike(mine: TimeMention, other: Length, text: str) -> bool:
    """Whether a length of the evidence is counted as that of the claim: back, up to now, or on from now."""
    if mine.time.form == "offset":
        back = mine.time.get("direction") in {"before", "earlier"}
        return other.form not in _NO_SPAN or (back and _PREVIOUS.match(other.text) is not None)
    if _PREVIOUS.match(mine.time.text):
        return bool(_PREVIOUS.match(other.text) or _BEFORE.match(text, other.end))
    if mine.time.form == "unit" or other.form != "figure":
        return False
    runs = _RUN[mine.time.form].search(text[: other.start])
    return runs is not None and (mine.time.form == "coming" or not is_future(text, other.start, other.end))


def _inferred(mine: TimeMention, found: list[TimeMention], case: Case) -> Fact | None:
    """A time that one side tells by another of its times: "a year earlier" for "in March 2024"."""
    others = list(find_times(case.claim))
    for theirs in found:
        day = theirs.day
        own = list(anchored(mine.time, others, day))
        told = [days for part in theirs.time.parts or (theirs.time,) if (days := whole_of(part, day))]
        told += anchored(theirs.time, list(find_times(theirs.text)), day) if own else []
        if any(days in own for days in told):
            return date_fact(mine, "matched", theirs)
    if step_of(mine.time) is not None:
        return None
    planned = _PLAN.search(case.claim) is not None
    if len(mine.time.parts) == 2:
        return _span_of_both(mine, found, case)
    for line in case.lines:
        day = day_of(line.published)
        for days, spot in inferred_days(line.text, day, planned=planned):
            if limit_day(mine.time, day) == ("last", days.end) and mine.time.limit == "before":
                return fact("date", place_of(mine), "matched", line=line, found=spot)
            if holds(mine.time, case.claim, days, day) and mine.time.limit not in {"since", "after"}:
                return fact("date", place_of(mine), "matched", line=line, found=spot)
    return None


def _as_old_as(mine: TimeMention, case: Case) -> Fact | None:
    """ "Since 2007" for "has done so for 18 years" or "for the first time in 18 years"."""
    for line in case.lines if mine.time.limit == "since" else ():
        day = day_of(line.published)
        for each, days in lasting(line.text, day):
            if holds(mine.time, case.claim, days, day):
                return fact("date", place_of(mine), "matched", line=line, found=(each.start, each.end))
    return None


def _as_year(mine: TimeMention, found: list[TimeMention]) -> Fact | None:
    """ "In 1990 … four years later" for 1994."""
    count, direction = mine.time.get("n"), mine.time.get("direction")
    day = next((day_of(theirs.line.published) for theirs in found if theirs.line), None)
    years = [days.start.year for time in find_times(mine.before) if (days := days_of(time, day))]
    if direction not in {"later", "earlier"} or mine.time.get("unit") != "year" or not years:
        return None
    if not isinstance(count, int):
        return None
    year = years[-1] + (count if direction == "later" else -count)
    theirs = next((m for m in found if m.time.get("year") == year), None)
    return date_fact(mine, "matched", theirs) if theirs else None
