"""Checks the dates, periods and times of a claim against those of its evidence."""

from __future__ import annotations

import re

from rag.types import Fact, FactStatus
from rag.verification.alignment import closeness, misbound
from rag.verification.anchoring import days_of
from rag.verification.case import Case, Line, before, fact
from rag.verification.dates import UNITS, Days, day_of
from rag.verification.figures import find_quantities
from rag.verification.role_facts import find_verbs
from rag.verification.same_period import length_of
from rag.verification.time_agreement import (
    WEEKDAY,
    TimeMention,
    are_comparable,
    is_same_time,
    length_qualifier,
    lengths_agree,
    limits_agree,
    times_of,
)
from rag.verification.times import TimeExpression, find_times
from rag.verification.tokens import sense


def check_times(case: Case) -> list[Fact]:
    """Give a fact for every date, period and time of day of a claim."""
    claimed = times_of(case.claim, None)
    found = [mention for line in case.lines for mention in times_of(line.text, line)]
    scores = [[closeness(mine.near, theirs.near, turned=True) for theirs in found] for mine in claimed]
    return [
        _check(index, claimed, found, scores, case)
        for index, mine in enumerate(claimed)
        if mine.time.form != "vague"
        and not any(start <= mine.time.start and mine.time.end <= end for start, end in case.quoted)
    ]


def _check(
    index: int, claimed: list[TimeMention], found: list[TimeMention], scores: list[list[float]], case: Case
) -> Fact:
    mine = claimed[index]
    same = [j for j, theirs in enumerate(found) if is_same_time(mine.time, theirs)]
    if not same:
        return _in_parts(mine, found) or _unmatched(mine, found, scores[index], case)
    theirs = found[max(same, key=lambda j: (limits_agree(mine, found[j]), scores[index][j]))]
    if not limits_agree(mine, theirs) or not lengths_agree(mine, theirs):
        told = f"{theirs.time.limit or ''} {theirs.time.text}".strip()
        return _date_fact(mine, "contradicted", theirs, note=f"the evidence says {told!r}")
    taken = _taken(mine, [found[j] for j in same], found)
    if taken is not None:
        return _date_fact(mine, "contradicted", taken, note=f"there the evidence has {taken.time.text!r}")
    other = misbound(
        index,
        scores,
        lambda i, j: is_same_time(claimed[i].time, found[j]),
        lambda i, j: are_comparable(claimed[i].time, found[j].time) and not _is_dateline(found[j]),
    )
    if other is not None:
        note = f"here the evidence has {found[other].time.text!r}"
        return _date_fact(mine, "contradicted", found[other], note=note)
    return _date_fact(mine, "matched", theirs)


def _date_fact(mine: TimeMention, status: FactStatus, theirs: TimeMention, note: str | None = None) -> Fact:
    """Make the fact of a time of the claim, found in that of the evidence."""
    return fact("date", _place(mine), status, line=theirs.line, found=theirs.spot, note=note)


def _place(mention: TimeMention) -> tuple[str, int, int]:
    """The text of a time and where it starts and ends."""
    return (mention.time.text, *mention.spot)


def _taken(mine: TimeMention, same: list[TimeMention], found: list[TimeMention]) -> TimeMention | None:
    """Another date of the evidence that has the verb of the claim's date."""
    verb = _verb_before(mine)
    stated = {_verb_before(theirs) for theirs in same}
    if verb is None or None in stated or verb in stated:
        return None
    others = [
        o for o in found if o not in same and are_comparable(mine.time, o.time) and _verb_before(o) == verb
    ]
    return others[0] if others else None


_NEAR = 10


def _verb_before(mention: TimeMention) -> str | None:
    """The sense of the verb that ends just before a time."""
    near = range(mention.time.start - _NEAR, mention.time.start + 1)
    verbs = [token for token in find_verbs(mention.text) if token.end in near]
    return sense(verbs[-1].stem) if verbs else None


_DATELINE = re.compile(r"[A-Z][A-Z'’. -]+,? [^—–()\n]{0,30}?(?:—|–|--)")


def _is_dateline(mention: TimeMention) -> bool:
    """Whether a time stands in the dateline that opens an article: "OSLO, 4 May -- "."""
    return bool(_DATELINE.match(mention.text[: mention.time.end + 4])) and mention.time.start < 40


_MOVED = re.compile(
    r"\b(?:delay|postpone|move|put back|push|brought forward|bring forward|reschedul|shift|extend|change)",
    re.IGNORECASE,
)


def _in_parts(mine: TimeMention, found: list[TimeMention]) -> Fact | None:
    """ "From Wednesday to Friday" for two days that the evidence names apart: something was moved."""
    ends = [next((m for m in found if is_same_time(part, m)), None) for part in mine.time.parts]
    if len(ends) != 2 or ends[0] is None or ends[1] is None or ends[0] is ends[1]:
        return None
    first, last = sorted((ends[0], ends[1]), key=lambda m: m.time.start)
    if first.line is not last.line or not _MOVED.search(mine.before):
        return None
    return fact("date", _place(mine), "matched", line=first.line, found=(first.time.start, last.time.end))


_ABSOLUTE = frozenset({"iso", "day_month", "month_day", "days_month", "month_days", "month_year", "year"})


def _unmatched(mine: TimeMention, found: list[TimeMention], scores: list[float], case: Case) -> Fact:
    """The fact of a time that no time of the evidence is: said otherwise, from the context, or wrong."""
    if otherwise := _as_length(mine, case) or _as_year(mine, found):
        return otherwise
    known = next(((line, note) for line in case.lines if (note := _in_context(mine.time, line))), None)
    is_dated = known and mine.time.form in _ABSOLUTE and not WEEKDAY.search(mine.time.text)
    rivals = [j for j, theirs in enumerate(found) if are_comparable(mine.time, theirs.time)]
    if rivals and not is_dated:
        theirs = found[max(rivals, key=lambda j: scores[j])]
        return _date_fact(mine, "contradicted", theirs, note=f"the evidence says {theirs.time.text!r}")
    if known:
        line, note = known
        return fact("date", _place(mine), "matched", line=line, found=(0, len(line.text)), note=note)
    return fact("date", _place(mine), "missing", note="no such date in the cited text")


_WITHIN = re.compile(r"\b(?:in|within|over) a (?P<unit>week|fortnight|month|year|decade)\b", re.IGNORECASE)


def _as_length(mine: TimeMention, case: Case) -> Fact | None:
    """ "128 years ago" for "128 years after": the same length of time, given as a figure."""
    count, unit = mine.time.get("n"), mine.time.get("unit")
    if mine.time.form != "offset" or not isinstance(count, int):
        return None
    for line in case.lines:
        for match in _WITHIN.finditer(line.text):
            if UNITS[match.group("unit").lower()] == length_of(mine.time):
                return fact("date", _place(mine), "matched", line=line, found=match.span())
        for quantity in find_quantities(line.text):
            same = (quantity.value, quantity.unit) == (count, unit)
            if same and quantity.qualifier == length_qualifier(mine):
                return fact("date", _place(mine), "matched", line=line, found=(quantity.start, quantity.end))
    return None


def _as_year(mine: TimeMention, found: list[TimeMention]) -> Fact | None:
    """ "In 1990 … four years later" for 1994."""
    count, direction = mine.time.get("n"), mine.time.get("direction")
    years = [time.get("year") for time in find_times(mine.before) if time.form == "year"]
    if direction not in {"later", "earlier"} or mine.time.get("unit") != "year" or not years:
        return None
    base = years[-1]
    if not isinstance(count, int) or not isinstance(base, int):
        return None
    year = base + (count if direction == "later" else -count)
    theirs = next((m for m in found if m.time.get("year") == year), None)
    return _date_fact(mine, "matched", theirs) if theirs else None


def _in_context(time: TimeExpression, line: Line) -> str | None:
    """A date may come from the sentences before, the dateline or the publication date."""
    day = day_of(line.published)
    days = days_of(time, day)
    if time.form == "clock" or days is None:
        return None
    if day is not None and days == Days(day, day):
        return "the date of the article"
    for other in find_times(before(line)):
        if other.form != "clock" and days_of(other, day) == days:
            return "from the sentences before"
    return None
