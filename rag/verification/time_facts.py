"""Checks the dates, periods and times of a claim against those of its evidence."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from rag.types import Fact
from rag.verification.alignment import Neighbours, closeness, misbound, neighbours
from rag.verification.anchoring import days_of
from rag.verification.case import Case, Line, before, fact
from rag.verification.dates import Days, day_of
from rag.verification.derived_facts import length_of
from rag.verification.figures import find_quantities
from rag.verification.number_words import WORDS, spelled_value
from rag.verification.quantities import read_qualifier
from rag.verification.role_facts import find_verbs
from rag.verification.same_period import same_period
from rag.verification.times import TimeExpression, find_times
from rag.verification.tokens import sense

_COARSE = frozenset({"year", "decade", "month", "month_year", "quarter", "season", "unit", "weekend"})
_ABSOLUTE = frozenset({"iso", "day_month", "month_day", "days_month", "month_days", "month_year", "year"})
_LIMITS = {"from": "since", "till": "until", "up to": "until", "through": "until", "by": "until"}
_DATELINE = re.compile(r"[A-Z][A-Z'’. -]+,? [^—–()\n]{0,30}?(?:—|–|--)")
_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_NEAR = 10
_WITHIN = re.compile(r"\b(?:in|within|over) a (?P<unit>week|fortnight|month|year|decade)\b", re.IGNORECASE)
_LONG = {
    "week": (1.0, "week"), "fortnight": (2.0, "week"), "month": (1.0, "month"), "year": (1.0, "year"),
    "decade": (10.0, "year"),
}  # fmt: skip
# The date that a change is counted from: "from 815 at the end of May", "the figure in 2010".
_BASE = re.compile(
    r"\b(?:from|than|compared with|against|figure|level|number|total|opened|founded|began|started|built"
    r"|launched|established|introduced|set up|born|joined|elected|appointed)\b[^,;:]{0,24}$",
    re.IGNORECASE,
)
_LAST = re.compile(r"\blast (?:\w+ ){1,3}(?:was|came) (?:in |on )?$", re.IGNORECASE)
_EARLIEST = re.compile(r"[^,;.]{0,12}\bat the earliest\b", re.IGNORECASE)
_MOVED = re.compile(
    r"\b(?:delay|postpone|move|put back|push|brought forward|bring forward|reschedul|shift|extend|change)",
    re.IGNORECASE,
)
_COMPARES = re.compile(rf"(?:\d|%|\b{WORDS})[^\s]*(?: [a-z]+){{0,3}} $", re.IGNORECASE)
_CLOCK = re.compile(r"\d+")
_MORNING, _AFTERNOON = re.compile(r"am|morning"), re.compile(r"pm|afternoon|evening")


@dataclass(frozen=True, slots=True)
class _Mention:
    """A time expression of the claim or of a line, with its surroundings and days."""

    time: TimeExpression
    near: Neighbours
    text: str
    line: Line | None = None


def check_times(case: Case) -> list[Fact]:
    """Give a fact for every date, period and time of day of a claim."""
    claimed = _mentions(case.claim, None)
    found = [mention for line in case.lines for mention in _mentions(line.text, line)]
    scores = [[closeness(mine.near, theirs.near, turned=True) for theirs in found] for mine in claimed]
    return [
        _check(index, claimed, found, scores, case)
        for index, mine in enumerate(claimed)
        if mine.time.form != "vague"
        and not any(start <= mine.time.start and mine.time.end <= end for start, end in case.quoted)
    ]


def _mentions(text: str, line: Line | None) -> list[_Mention]:
    times = find_times(text)
    skip = [(time.start, time.end) for time in times] + [(q.start, q.end) for q in find_quantities(text)]
    return [_Mention(time, neighbours(text, time.start, time.end, skip), text, line) for time in times]


def _check(
    index: int, claimed: list[_Mention], found: list[_Mention], scores: list[list[float]], case: Case
) -> Fact:
    mine = claimed[index]
    place = (mine.time.text, mine.time.start, mine.time.end)
    same = [j for j, theirs in enumerate(found) if _same(mine.time, theirs)]
    if not same and (whole := _in_parts(mine, found)):
        return whole
    if not same:
        return _unmatched(mine, found, scores[index], case)
    best = max(same, key=lambda j: (_limits_agree(mine, found[j]), scores[index][j]))
    theirs = found[best]
    spot = (theirs.time.start, theirs.time.end)
    if not _limits_agree(mine, theirs) or not _lengths_agree(mine, theirs):
        note = f"the evidence says {((theirs.time.limit or '') + ' ' + theirs.time.text).strip()!r}"
        return fact("date", place, "contradicted", line=theirs.line, found=spot, note=note)
    taken = _taken(mine, [found[j] for j in same], found)
    if taken is not None:
        note = f"there the evidence has {taken.time.text!r}"
        spot = (taken.time.start, taken.time.end)
        return fact("date", place, "contradicted", line=taken.line, found=spot, note=note)
    other = misbound(
        index,
        scores,
        lambda i, j: _same(claimed[i].time, found[j]),
        lambda i, j: _comparable(claimed[i].time, found[j].time) and not _is_dateline(found[j]),
    )
    if other is not None:
        theirs = found[other]
        return fact(
            "date", place, "contradicted", line=theirs.line, found=(theirs.time.start, theirs.time.end),
            note=f"here the evidence has {theirs.time.text!r}",
        )  # fmt: skip
    return fact("date", place, "matched", line=theirs.line, found=spot)


def _taken(mine: _Mention, same: list[_Mention], found: list[_Mention]) -> _Mention | None:
    """Another date of the evidence that has the verb of the claim's date."""
    verb = _verb_before(mine)
    stated = {_verb_before(theirs) for theirs in same}
    if verb is None or None in stated or verb in stated:
        return None
    others = [
        o for o in found if o not in same and _comparable(mine.time, o.time) and _verb_before(o) == verb
    ]
    return others[0] if others else None


def _verb_before(mention: _Mention) -> str | None:
    near = range(mention.time.start - _NEAR, mention.time.start + 1)
    verbs = [token for token in find_verbs(mention.text) if token.end in near]
    return sense(verbs[-1].stem) if verbs else None


def _is_dateline(mention: _Mention) -> bool:
    return bool(_DATELINE.match(mention.text[: mention.time.end + 4])) and mention.time.start < 40


def _same(time: TimeExpression, theirs: _Mention) -> bool:
    if time.form == "clock" or theirs.time.form == "clock":
        return time.form == theirs.time.form and _clock(time.text) == _clock(theirs.time.text)
    published = theirs.line.published if theirs.line else None
    weekdays = {match.group() for text in (time.text, theirs.time.text) for match in _WEEKDAY.finditer(text)}
    if len(weekdays) > 1 and "weekday" not in {time.form, theirs.time.form}:
        return False
    if same_period(time, theirs.time, published) > 0 or _is_year_before(time, theirs):
        return True
    if theirs.time.form in {"unit", "past", "coming", "offset"} and time.form == "unit":
        return False
    day = day_of(published)
    if time.form == "month" and time.get("month") == theirs.time.get("month"):
        return True
    if _is_turn_of_year(time, theirs) or _is_year_ago(time, theirs.time) or _is_year_ago(theirs.time, time):
        return True
    theirs_bare, mine_bare = (days_of(replace(each, limit=None), day) for each in (theirs.time, time))
    if mine_bare is not None and mine_bare == theirs_bare:
        return True
    if theirs_bare is not None and theirs_bare.start == theirs_bare.end and time.get("year") is None:
        return (time.get("month"), time.get("day")) == (theirs_bare.start.month, theirs_bare.start.day)
    return _within(theirs_bare, mine_bare, time)


def _is_year_ago(time: TimeExpression, other: TimeExpression) -> bool:
    """ "A year ago" for "the same time last year"."""
    ago = time.form == "offset" and time.get("unit") == "year" and time.get("n") in {None, 1}
    return ago and other.form == "same_period" and "year" in other.text.lower()


def _is_turn_of_year(time: TimeExpression, theirs: _Mention) -> bool:
    """ "Until 2027" for "before the end of 2026"."""
    year, other = time.get("year"), theirs.time.get("year")
    if time.form != "year" or theirs.time.form != "year" or time.limit not in {"until", "before"}:
        return False
    ends = theirs.text[: theirs.time.start].lower().endswith("end of ")
    return ends and isinstance(year, int) and isinstance(other, int) and year == other + 1


def _in_parts(mine: _Mention, found: list[_Mention]) -> Fact | None:
    """ "From Wednesday to Friday" for two days that the evidence names apart: something was moved."""
    ends = [next((m for m in found if _same(part, m)), None) for part in mine.time.parts]
    if len(ends) != 2 or ends[0] is None or ends[1] is None or ends[0] is ends[1]:
        return None
    place = (mine.time.text, mine.time.start, mine.time.end)
    first, last = sorted((ends[0], ends[1]), key=lambda m: m.time.start)
    if first.line is not last.line or not _MOVED.search(mine.text[: mine.time.start]):
        return None
    return fact("date", place, "matched", line=first.line, found=(first.time.start, last.time.end))


def _is_year_before(time: TimeExpression, theirs: _Mention) -> bool:
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


def _within(narrow: Days | None, wide: Days | None, time: TimeExpression) -> bool:
    """A coarser date holds for a finer one: "in November" for "on 24 November"."""
    return narrow is not None and wide is not None and time.form in _COARSE and narrow in wide


def _clock(text: str) -> tuple[str, ...]:
    lower = text.lower().replace(".", "").replace("midday", "noon")
    half = "pm" if _AFTERNOON.search(lower) else "am" if _MORNING.search(lower) else ""
    numbers = _CLOCK.findall(text) or [
        str(int(value)) for word in lower.split() if (value := spelled_value(word))
    ]
    return (*(number.lstrip("0") or "0" for number in numbers), half or lower if not numbers else half)


def _limits_agree(mine: _Mention, theirs: _Mention) -> bool:
    """Before, after, since and until must not be exchanged; since and until not added or dropped."""
    limits = (mine.time.limit, theirs.time.limit)
    first, second = (_LIMITS.get(limit or "", limit) for limit in limits)
    if first == second or "from" in limits or "between" in {first, second}:
        return True
    if (first, second) == (None, "since") and (
        _BASE.search(mine.text[: mine.time.start]) or _LAST.search(mine.text[: mine.time.start])
    ):
        return True
    if (first, second) == ("since", None) and _BASE.search(theirs.text[: theirs.time.start]):
        return True
    if "-quarter" in (mine.time.text + theirs.time.text).lower():
        return True
    if _EARLIEST.match(mine.text, mine.time.end) and second == "before":
        return True
    if _is_turn_of_year(mine.time, theirs):
        return True
    pair = {first, second}
    return pair in ({None, "until"}, {"until", "before"}) or (None in pair and mine.time.form == "clock")


def _lengths_agree(mine: _Mention, theirs: _Mention) -> bool:
    """ "More than three weeks ago" is not "exactly three weeks ago"."""
    if mine.time.form == "clock":
        qualifiers = {_length_qualifier(mine), _length_qualifier(theirs)}
        return len(qualifiers) == 1 or qualifiers.isdisjoint({"more", "fewer", "at_least", "at_most"})
    if None in {mine.time.get("n"), theirs.time.get("n")}:
        return True
    first, second = (_length_qualifier(mention) for mention in (mine, theirs))
    return first == second


def _length_qualifier(mention: _Mention) -> str:
    """What qualifies a length of time; "700 more than a year ago" compares and does not."""
    qualifier, start = read_qualifier(mention.text, mention.time.start, mention.time.end)
    return "exact" if _COMPARES.search(mention.text[:start]) else qualifier


def _comparable(mine: TimeExpression, theirs: TimeExpression) -> bool:
    return (mine.form == "clock") == (theirs.form == "clock")


def _unmatched(mine: _Mention, found: list[_Mention], scores: list[float], case: Case) -> Fact:
    place = (mine.time.text, mine.time.start, mine.time.end)
    if length := _as_length(mine, case) or _as_year(mine, found):
        return length
    rivals = [j for j, theirs in enumerate(found) if _comparable(mine.time, theirs.time)]
    dated = next(
        (
            line
            for line in case.lines
            if mine.time.form in _ABSOLUTE
            and not _WEEKDAY.search(mine.time.text)
            and _in_context(mine.time, line)
        ),
        None,
    )
    if rivals and dated is None:
        theirs = found[max(rivals, key=lambda j: scores[j])]
        return fact(
            "date", place, "contradicted", line=theirs.line, found=(theirs.time.start, theirs.time.end),
            note=f"the evidence says {theirs.time.text!r}",
        )  # fmt: skip
    for line in case.lines:
        note = _in_context(mine.time, line)
        if note:
            return fact("date", place, "matched", line=line, found=(0, len(line.text)), note=note)
    return fact("date", place, "missing", note="no such date in the cited text")


def _as_length(mine: _Mention, case: Case) -> Fact | None:
    """ "128 years ago" for "128 years after": the same length of time, which the evidence gives as a figure."""
    count, unit = mine.time.get("n"), mine.time.get("unit")
    if mine.time.form != "offset" or not isinstance(count, int):
        return None
    place = (mine.time.text, mine.time.start, mine.time.end)
    for line in case.lines:
        for match in _WITHIN.finditer(line.text):
            if _LONG[match.group("unit")] == length_of(mine.time):
                return fact("date", place, "matched", line=line, found=match.span())
        for quantity in find_quantities(line.text):
            if (
                quantity.unit == unit
                and quantity.value == count
                and quantity.qualifier == _length_qualifier(mine)
            ):
                return fact("date", place, "matched", line=line, found=(quantity.start, quantity.end))
    return None


def _as_year(mine: _Mention, found: list[_Mention]) -> Fact | None:
    """ "In 1990 … four years later" for 1994."""
    count, before = (
        mine.time.get("n"),
        [t for t in find_times(mine.text[: mine.time.start]) if t.form == "year"],
    )
    if (
        mine.time.get("direction") not in {"later", "earlier"}
        or mine.time.get("unit") != "year"
        or not before
    ):
        return None
    base = before[-1].get("year")
    if not isinstance(count, int) or not isinstance(base, int):
        return None
    year = base + (count if mine.time.get("direction") == "later" else -count)
    theirs = next((m for m in found if m.time.get("year") == year), None)
    place = (mine.time.text, mine.time.start, mine.time.end)
    spot = (theirs.time.start, theirs.time.end) if theirs else None
    return fact("date", place, "matched", line=theirs.line, found=spot) if theirs else None


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
