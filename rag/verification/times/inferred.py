"""Days that a text tells only by another day: "a year earlier" beside "in March", a 40th anniversary."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from rag.verification.times.anchoring import days_of
from rag.verification.times.dates import UNITS, Days, Unit, shift, unit_of, year_of
from rag.verification.times.finding import TimeExpression, find_times
from rag.verification.times.lengths import Length, find_lengths
from rag.verification.times.parts import part_of

_WHOLE_FORMS = frozenset(
    {"quarter", "month", "month_year", "year", "part_of_unit", "month_part", "run_to", "season"}
)
_BACK = frozenset({"ago", "earlier", "before", "previously"})
_WHOLES: dict[str, tuple[Unit, ...]] = {
    "year": ("month", "quarter", "year"),
    "month": ("month",),
    "quarter": ("quarter",),
}
_NO_YEAR = frozenset({"month", "day_month", "month_day", "season"})
_PREVIOUS = frozenset({"last", "previous", "preceding"})
_AFTER = re.compile(r" (?:to the day )?(?:after|since|following|on from)\b", re.IGNORECASE)
_PRIOR = re.compile(r" (?:before|until|ahead of|prior to)\b", re.IGNORECASE)
_WITHIN = re.compile(r"\b(?:within|over the next|in the next) (?:the next |just |only )?$", re.IGNORECASE)
_GIVEN = re.compile(r"\b(?:have|has|given?|gives|giving)(?: [a-z]+){0,2} $", re.IGNORECASE)
_RUNNING = re.compile(
    r"\b(?:after|took|takes?|taking|lasted|lasting|(?:runs?|ran|valid|good|signed|leased|hired|appointed|elected"
    r"|banned|jailed|closed|frozen) for)(?: about| another| a further)? $",
    re.IGNORECASE,
)
_RUNS = frozenset({"coming", "part_of_unit", "run_to"})
_PLANNED = r"(?:planned|schedule|expected|originally|intended|promised|hoped)\b"
_LATE = re.compile(r" (?:later than|behind|after) " + _PLANNED)
_AHEAD = re.compile(r" (?:earlier than|ahead of|before) " + _PLANNED)
_PUT_OFF = re.compile(
    r"\b(?:put (?:off|back)|postponed|delayed|pushed back|deferred) (?:for|by) (?:about |just |only )?$"
)
_TERM = re.compile(r"[ -](?:term|contract|deal|mandate|lease|loan|stint)\b")
_EVE = re.compile(r"\beve of (?:[\w'’-]+ ){0,6}$")
_TO_DO = re.compile(r" (?:to|in which|from)\b")


def inferred_days(
    text: str, published: date | None, *, planned: bool = False
) -> Iterator[tuple[Days, tuple[int, int]]]:
    """The days that a text tells by others of its days, each with the place that tells it.

    `planned` takes in the day before something was put off: 2029 for "in 2031, two years later than planned".
    """
    times = [time for time in find_times(text) if time.form != "clock"]
    for time in times:
        yield from ((days, (time.start, time.end)) for days in anchored(time, times, published))
        if time.form in _RUNS and (days := _days(time, published)):
            yield Days(days.end, days.end), (time.start, time.end)
        if _EVE.search(text[: time.start]) and (days := _days(time, published)) and days.start == days.end:
            yield _shifted(days, -1, "day"), (time.start, time.end)
    bases = [days for time in times if (days := _days(time, published))]
    if published is not None:
        bases.append(Days(published, published))
    for length in find_lengths(text):
        place = (length.start, length.end)
        if planned or not _is_against_plan(length, text):
            yield from ((days, place) for days in _by_length(length, text, bases, published))


def anchored(time: TimeExpression, times: list[TimeExpression], published: date | None) -> Iterator[Days]:
    """What a time told from another of its text may mean: "a month earlier" beside "in April"."""
    step = step_of(time)
    if step is None:
        yield from _run_before(time, times, published)
        return
    count, unit = step
    year = time.get("year")
    for other in (other for other in times if other is not time and step_of(other) is None):
        for part in (*other.parts, other):
            if days := _days(part, published):
                yield _shifted(days, year - days.start.year if isinstance(year, int) else count, unit)


_PREVIOUS_RUN = re.compile(r"(?:the )?(?:previous|preceding) ", re.IGNORECASE)


def _run_before(time: TimeExpression, times: list[TimeExpression], published: date | None) -> Iterator[Days]:
    """ "The previous three months" beside "in the fourth quarter"."""
    unit, count = time.get("unit"), time.get("n")
    if time.form != "past" or not isinstance(unit, str) or not _PREVIOUS_RUN.match(time.text):
        return
    each, base = UNITS[unit]
    for other in (other for other in times if other is not time and other.form in _WHOLE_FORMS):
        if days := _days(other, published):
            start = shift(days.start, -each * (count if isinstance(count, int) else 1), base)
            yield Days(start, days.start - timedelta(days=1))


def step_of(time: TimeExpression) -> tuple[int, str] | None:
    """How far, and in which direction, a time lies from the one it is told from."""
    which, unit, direction = time.get("which"), time.get("unit"), time.get("direction")
    if time.form == "same_period":
        return (-1, "year") if "year" in time.text.lower() or time.get("year") else None
    if time.form == "neighbour":
        return (-1 if which in _PREVIOUS else 1), "day"
    if time.form == "unit" and which in {"previous", "preceding", "following"} and isinstance(unit, str):
        return (1 if which == "following" else -1), unit
    if time.form != "offset" or not isinstance(unit, str) or direction in {"ago", "in", "from now"}:
        return None
    count = time.get("n")
    number = count if isinstance(count, int) else 1
    return (-number if direction in _BACK else number), unit


def _shifted(days: Days, count: int, unit: str) -> Days:
    """The days so many units on; a whole month or year stays one."""
    each, base = UNITS[unit]
    start, end = shift(days.start, count * each, base), shift(days.end, count * each, base)
    for whole in _WHOLES.get(base, ()):
        if unit_of(days.start, whole) == days:
            return unit_of(start, whole)
    return Days(start, end)


def _by_length(length: Length, text: str, bases: list[Days], published: date | None) -> Iterator[Days]:
    """The days that a length of time leads to: an anniversary's year, "a week after" a day, a deadline."""
    count, unit = _whole(length)
    if not count or length.form in {"offset", "past", "coming"} or text[: length.start].endswith("every "):
        return
    if length.form == "anniversary":
        yield from (year_of(base.end.year - count) for base in bases if base.end.year > count)
        return
    way = _way_of(length, text)
    from_now = _is_deadline(length, text)
    for base in bases:
        if way and (not _RUNNING.search(text[: length.start]) or base.end != published):
            yield _shifted(base, way * count, unit)
        elif not way and from_now and base.start == base.end:
            yield _shifted(base, count, unit)


_SO_LONG = re.compile(r"\b(?:(?:has|have|had)\b[^,;.]*\bfor|first\b[^,;.]*\bin) (?:about |almost |some )?$")


def lasting(text: str, published: date | None) -> Iterator[tuple[Length, Days]]:
    """The lengths for which something has been so at the day of an article, and the day that it began."""
    for length in find_lengths(text):
        count, unit = _whole(length)
        if published and count and length.form == "figure" and _SO_LONG.search(text[: length.start]):
            yield length, _shifted(Days(published, published), -count, unit)


def _is_against_plan(length: Length, text: str) -> bool:
    before = text[max(0, length.start - 24) : length.start]
    return bool(_LATE.match(text, length.end) or _AHEAD.match(text, length.end) or _PUT_OFF.search(before))


def _way_of(length: Length, text: str) -> int:
    """Whether a length leads on from a day (1), back from it (-1), or neither (0)."""
    before = text[max(0, length.start - 24) : length.start]
    if _LATE.match(text, length.end) or _AFTER.match(text, length.end) or _PUT_OFF.search(before):
        return -1
    if _AHEAD.match(text, length.end) or _PRIOR.match(text, length.end) or _TERM.match(text, length.end):
        return 1
    return int(bool(_RUNNING.search(before)))


def _is_deadline(length: Length, text: str) -> bool:
    """Whether something must or may be done in a length of time."""
    before = text[max(0, length.start - 32) : length.start]
    return bool(_WITHIN.search(before) or (_GIVEN.search(before) and _TO_DO.match(text, length.end)))


def _whole(length: Length) -> tuple[int, str]:
    """A length as a whole number of days, months or years; 0 where it is none."""
    count = round(length.amount)
    if count != length.amount or count > _LONGEST:
        return 0, "day"
    if length.kind == "months" and count % 12 == 0:
        return count // 12, "year"
    return count, length.kind.removesuffix("s")


_LONGEST = 12000


def _days(time: TimeExpression, published: date | None) -> Days | None:
    return days_of(replace(time, limit=None), published)


def holds(mine: TimeExpression, text: str, days: Days, published: date | None) -> bool:
    """Whether a time of a claim is the days, or a coarser time that holds them."""
    own = _days(mine, published)
    if own is None:
        return False
    if mine.form in _NO_YEAR and not mine.get("year"):
        years = days.start.year - own.start.year
        own = Days(shift(own.start, years, "year"), shift(own.end, years, "year"))
    coarse = mine.form in {"year", "decade", "month", "month_year", "quarter", "season", "unit", "century"}
    return own == days or (coarse and days in own and part_of(mine, text) in {None, _third(days, own)})


def _third(days: Days, whole: Days) -> str:
    """Which part of a period some of its days lie in."""
    length = (whole.end - whole.start).days + 1
    middle = ((days.start - whole.start).days + (days.end - whole.start).days + 1) / 2 / length
    return "early" if middle < 1 / 3 else "late" if middle > 2 / 3 else "mid"
