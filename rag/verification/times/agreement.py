"""Whether two time expressions, of a claim and of its evidence, mean the same days; limits apart."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta

from rag.verification.times.anchoring import days_of, whole_of
from rag.verification.times.clock import same_clock
from rag.verification.times.distances import is_so_far_off
from rag.verification.times.finding import TimeExpression, find_times
from rag.verification.times.mentions import WEEKDAY, TimeMention
from rag.verification.times.parts import is_to_date, parts_agree
from rag.verification.times.patterns import DATED
from rag.verification.times.same_period import length_of, same_period


def is_same_time(time: TimeExpression, theirs: TimeMention, text: str = "") -> bool:
    """Whether a time of the claim is one of the evidence, or a coarser one that holds it; limits apart.

    `text` is the claim, for the words beside the time that say which part of a period is meant.
    """
    told = theirs.time
    if "clock" in {time.form, told.form}:
        return time.form == told.form and same_clock(time.text, told.text)
    if _weekdays_differ(time, told):
        return False
    ahead = is_ahead(time, told) or _is_day_of_event(time, theirs)
    return _is_one(replace(time, future=ahead), replace(theirs, time=replace(told, future=ahead)), text)


def _is_day_of_event(time: TimeExpression, theirs: TimeMention) -> bool:
    """Whether a date is that of the weekday to come in "Saturday's match", which may be past or to come."""
    if theirs.time.form != "weekday" or not theirs.text.startswith(("'s ", "’s "), theirs.time.end):
        return False
    coming = (days_of(replace(each, future=True), theirs.day) for each in (time, theirs.time))
    return time.form in DATED and len(set(coming)) == 1


def is_ahead(*times: TimeExpression) -> bool:
    """Whether one of two times is said to be still to come, and so the other, if it is the same."""
    return any(time.future or _TO_COME.match(time.text) is not None for time in times)


_TO_COME = re.compile(r"(?:later this|(?:the )?(?:next|coming))\b", re.IGNORECASE)


def _is_one(time: TimeExpression, theirs: TimeMention, text: str) -> bool:
    """Whether two times are the same that are both to come, or both not said to be."""
    told = theirs.time
    day = theirs.day
    parts = parts_agree((time, text), (told, theirs.text), day)
    if parts is not None:
        return parts
    if _words_of(time) == _words_of(told) or _final(time) == _final(told):
        return True
    if same_period(time, told, day) > 0 or _is_year_before(time, theirs) or is_to_date(time, told, day):
        return True
    if told.form in {"unit", "past", "coming", "offset"} and time.form == "unit":
        return False
    if _is_as_far_off(time, told):
        return True
    return (
        _is_one_limit(time, told, day)
        or _is_in_other_words(time, theirs, day)
        or _is_same_week(time, told, day)
        or is_so_far_off(time, theirs, text, day)
        or _is_on_same_days(time, told, day)
    )


def _is_as_far_off(time: TimeExpression, told: TimeExpression) -> bool:
    """ "20 years ago" for "two decades ago"."""
    way, length = time.get("direction"), length_of(time)
    return (
        time.form == told.form == "offset"
        and way == told.get("direction")
        and length == length_of(told) != (0, None)
    )


_SEASONS = {"current": "this", "previous": "last", "preceding": "last", "coming": "next"}


def _final(time: TimeExpression) -> str:
    """The words of an expression, "the last quarter" as "the final quarter"."""
    return _LAST_QUARTER.sub("final quarter", time.text.lower())


_LAST_QUARTER = re.compile(r"\blast quarter\b")


def _words_of(time: TimeExpression) -> tuple[object, ...]:
    """What two expressions share that are the same words, limits apart: "the current year" is this one."""
    same = _SEASONS if time.form == "season_of_play" else {"current": "this"}
    values = tuple((name, same.get(str(value), value)) for name, value in time.values)
    return replace(time, values=values, limit=None).key


def _is_one_limit(time: TimeExpression, told: TimeExpression, day: date | None) -> bool:
    """ "Before September" for "by the end of August", "from February on" for "after 31 January"."""
    mine, theirs = limit_day(time, day), limit_day(told, day)
    return mine is not None and mine == theirs


def limit_day(time: TimeExpression, day: date | None) -> tuple[str, date] | None:
    """The last day that a time leaves with its limit ("before September"), or the first ("from May")."""
    days = days_of(replace(time, limit=None), day) if time.limit else None
    if days is None:
        return None
    if time.limit in {"by", "until", "till", "up to", "through"}:
        return "last", days.end
    outside = {"before": ("last", days.start - _DAY), "after": ("first", days.end + _DAY)}
    return outside.get(str(time.limit), ("first", days.start) if time.limit in {"from", "since"} else None)


_DAY = timedelta(days=1)


def _weekdays_differ(time: TimeExpression, told: TimeExpression) -> bool:
    """Whether two dates name different days of the week."""
    mine, theirs = (frozenset(WEEKDAY.findall(each.text)) for each in (time, told))
    return bool(mine and theirs) and mine.isdisjoint(theirs) and time.form != "span" != told.form


def _is_in_other_words(time: TimeExpression, theirs: TimeMention, day: date | None) -> bool:
    """The month of a date, the turn of a year, or a year ago."""
    told = theirs.time
    if time.form == "month" and not time.get("of") and time.get("month") == told.get("month"):
        return True
    if _is_month_of(time, told, day) or _is_month_of(told, time, day):
        return True
    if told.form == "season" and is_bare_season(time):
        return time.get("season") == told.get("season")
    if time.form == told.form == "weekday" and told.limit in {"until", "till"} and not time.get("which"):
        return time.get("weekday") == told.get("weekday")
    if (
        _is_end_of_month(time, told)
        or _is_end_of_month(told, time)
        or _is_end_of_year(time, told)
        or _is_end_of_year(told, time)
        or _are_weekdays(time, told)
        or _are_weekdays(told, time)
        or _is_turn_of_decade(time, theirs, day)
        or _is_last_night(time, told)
    ):
        return True
    return is_turn_of_year(time, theirs) or _is_year_ago(time, told, day) or _is_year_ago(told, time, day)


def is_bare_season(time: TimeExpression) -> bool:
    """Whether a time is a season that says of no year: "in winter", not "last winter"."""
    return time.form == "season" and not {"which", "year", "of"} & dict(time.values).keys()


_LAST_DAYS = 3
_ENDS = frozenset({"end", "close"})


def _is_end_of_month(time: TimeExpression, told: TimeExpression) -> bool:
    """ "The end of June" for 30 June or "from 1 July"; "by the end of June" also for any day of June."""
    month, year = time.get("month"), time.get("year") or told.get("year") or 2000
    day, other = told.get("day"), told.get("month")
    if time.form != "edge_date" or time.get("edge") not in _ENDS or not isinstance(day, int):
        return False
    if {time.get("year"), told.get("year")} - {None, year} or not isinstance(month, int):
        return False
    if told.limit == "from" and day == 1:
        return other == month % 12 + 1
    last = monthrange(int(year), month)[1]
    return other == month and (time.limit == "by" or day > last - _LAST_DAYS)


def _is_end_of_year(time: TimeExpression, told: TimeExpression) -> bool:
    """ "The end of the year" for "the end of December"."""
    ends = time.get("edge") in _ENDS and told.get("edge") in _ENDS
    return ends and time.get("unit") == "year" and told.form == "edge_date" and told.get("month") == _DECEMBER


_FRIDAY = 4
_DECEMBER = 12


def _are_weekdays(time: TimeExpression, told: TimeExpression) -> bool:
    """ "From Monday to Friday" for "on weekdays"."""
    ends = [part.get("weekday") for part in time.parts]
    return told.form == "weekdays" and ends == [0, _FRIDAY]


def _is_month_of(time: TimeExpression, told: TimeExpression, day: date | None) -> bool:
    """ "September", of whatever year, for "next month"."""
    if time.form != "month" or time.get("of") or time.get("which") or told.form != "unit":
        return False
    days = days_of(told, day)
    return told.get("unit") == "month" and days is not None and days.start.month == time.get("month")


COARSE = frozenset(
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
    return mine is not None and time.form in COARSE - ({"run_to"} & {told.form}) and theirs in mine


def _is_year_ago(time: TimeExpression, other: TimeExpression, day: date | None) -> bool:
    """ "A year ago" for "the same time last year"."""
    ago = time.form == "offset" and time.get("unit") == "year" and time.get("n") in {None, 1}
    if not ago or other.form != "same_period":
        return False
    return "year" in other.text.lower() or (day is not None and other.get("year") == day.year - 1)


def _is_last_night(time: TimeExpression, told: TimeExpression) -> bool:
    """ "Last night" for "overnight", and the reverse."""
    return {time.get("word"), told.get("word")} == {"overnight", "last night"}


_SHARED_DAYS = 4


def _is_same_week(time: TimeExpression, told: TimeExpression, day: date | None) -> bool:
    """Whether one of two weeks is one of a month, "the last week of May", and they share most days."""
    if "week" not in {time.get("part"), told.get("part")}:
        return False
    mine, theirs = days_of(time, day), days_of(told, day)
    if (
        mine is None
        or theirs is None
        or max((mine.end - mine.start).days, (theirs.end - theirs.start).days) > 6
    ):
        return False
    return (min(mine.end, theirs.end) - max(mine.start, theirs.start)).days + 1 >= _SHARED_DAYS


def _is_turn_of_decade(time: TimeExpression, theirs: TimeMention, day: date | None) -> bool:
    """ "By 2030" for "by the end of the decade"."""
    told, year = theirs.time, time.get("year")
    if told.form != "edge" or told.get("unit") not in {"decade", "century"} or time.form != "year":
        return False
    whole = whole_of(told, day)
    return (
        whole is not None
        and isinstance(year, int)
        and (year == whole.start.year if told.get("edge") == "turn" else year - whole.end.year in {0, 1})
    )


def is_turn_of_year(time: TimeExpression, theirs: TimeMention) -> bool:
    """ "Until 2027" for "before the end of 2026"."""
    year, other = time.get("year"), theirs.time.get("only")
    if time.form != "year" or theirs.time.get("edge") not in _ENDS or time.limit not in {"until", "before"}:
        return False
    return isinstance(year, int) and isinstance(other, int) and year == other + 1


def _is_year_before(time: TimeExpression, theirs: TimeMention) -> bool:
    """ "In 2024, more than in the year before" holds for 2023."""
    year, told = time.get("year"), theirs.time
    if time.form != "year" or not isinstance(year, int):
        return False
    if told.form == "unit" and told.get("which") in {"next", "following"} and told.text.startswith("the "):
        return told.get("unit") == "year" and _year_before(theirs) == year - 1
    if told.form != "offset" or told.get("unit") != "year":
        return False
    back = told.get("direction") in {"earlier", "before", "previously"} and told.get("n") in {None, 1}
    return back and _year_before(theirs) == year + 1


def _year_before(mention: TimeMention) -> object:
    """The last year that is named before a time: that of "in 2022, but fell the next year"."""
    years = [time.get("year") for time in find_times(mention.before) if time.form == "year"]
    return years[-1] if years else None
