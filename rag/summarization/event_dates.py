"""The days of the event that a sentence reports, resolved from the date of its article."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from rag.types import DateRange
from rag.verification.times.anchoring import days_of
from rag.verification.times.finding import TimeExpression, find_times
from rag.verification.times.resolving import resolve_times

_DURATIONS = frozenset(
    {"past", "coming", "same_period", "vague", "decade", "clock", "unit", "season", "quarter"}
)
_COMPARED = re.compile(r"\b(?:from|than|compare[sd]? with|against)\b(?:[^,;]|,(?=\d)){0,40}$", re.IGNORECASE)
_NOT_YET = re.compile(
    r"\b(?:due|expected|planned|scheduled|supposed|meant|hoped|promised)\b[^,;]{0,20}$", re.IGNORECASE
)
_WITHIN_CLAUSE = re.compile(r",\s(?:which|who|where|whose|when)\b[^,;]*$")
_AHEAD = re.compile(r"\b(?:will|shall|would|must|should|may|(?:is|are) (?:due )?to)\b(?P<between>[^;.!?]*)$")
_BACK = re.compile(r"\b(?:was|were|had|said|did|been|\w{3,}ed)\b")
_FAR_DAYS = 200
_YEAR_DAYS = 364
_SETTING = re.compile(
    r"(?:Even )?(?:Before|After|Since|When|While|Although|Despite|Until|If|Once)\b", re.IGNORECASE
)
_OPEN_ENDED = frozenset({"since", "until", "till", "before", "after", "by"})
_RUN_START = re.compile(
    r"\b(?:from|between)\s(?:\d{1,2}(?:[.:]\d\d)?\s?[ap]m\s|noon\s|midnight\s|early\s|late\s)?(?:on\s)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDays:
    """The days of an event, both included; `stated` is False where only the article's day is known."""

    start: date
    end: date
    stated: bool


def event_days(text: str, published: date | None, *, opens: bool = False) -> EventDays | None:
    """Give the days of what a sentence reports; None where it names none.

    A day counts more than a longer period, what happened more than what was due or is compared
    with, and an earlier expression more than a later one.

    Args:
        text: the sentence, without its dateline.
        published: the date of its article.
        opens: whether it is the first sentence, which without a day of its own has that of the article.

    >>> event_days("The second convoy, due on Wednesday, left only on Friday.", date(2025, 3, 21)).start
    datetime.date(2025, 3, 21)
    """
    dated = _dated(text, published)
    if dated:
        days = min(dated, key=lambda pair: (_doubt(text, *pair), pair[0].start))[1]
        if not (opens and days.start != days.end and published):
            return EventDays(start=days.start, end=days.end, stated=True)
    if opens and published and not _SETTING.match(text):
        day = date(published.year, published.month, published.day)
        return EventDays(start=day, end=day, stated=False)
    return None


def _dated(text: str, published: date | None) -> list[tuple[TimeExpression, DateRange]]:
    """Join the expressions, which know their place, to their days."""
    resolved = resolve_times(text, published)
    pairs: list[tuple[TimeExpression, DateRange]] = []
    for time in find_times(text):
        if resolved and resolved[0].text == time.text:
            days = _as_exact_as_said(time, _ahead(text, time, resolved.pop(0), published))
            is_aim = published is not None and _is_an_aim(text, time, days, published)
            if time.form not in _DURATIONS and not is_aim and not _is_only_compared(text, time):
                pairs.append((time, days))
    return pairs


def _as_exact_as_said(time: TimeExpression, days: DateRange) -> DateRange:
    """Give the whole year of "two years ago", the whole month of "a month ago": no one means the day."""
    unit = dict(time.values).get("unit") if time.form == "offset" else None
    if unit == "month":
        following = (days.start.replace(day=28) + timedelta(days=4)).replace(day=1)
        return replace(days, start=days.start.replace(day=1), end=following - timedelta(days=1))
    if unit in {"year", "decade", "century"}:
        return replace(days, start=date(days.start.year, 1, 1), end=date(days.start.year, 12, 31))
    return days


def _ahead(text: str, time: TimeExpression, days: DateRange, published: date | None) -> DateRange:
    """Give the coming day in place of the past one where the verb looks ahead, or the past is far."""
    if published is None or days.start != days.end:
        return days
    day = date(published.year, published.month, published.day)
    coming = days_of(replace(time, future=True, limit=None), day)
    if coming is None or days.start >= day or coming.start <= day:
        return days
    verb = _AHEAD.search(text[: time.start])
    far = (day - days.start).days > _FAR_DAYS and (coming.start - day).days < _FAR_DAYS
    if far or (verb and not _BACK.search(verb["between"])):
        return replace(days, start=coming.start, end=coming.end)
    return days


def _is_an_aim(text: str, time: TimeExpression, days: DateRange, published: date) -> bool:
    """Whether a coming year only says what for ("the election of 2026"), and nothing is to happen."""
    coming = days.start > date(published.year, published.month, published.day)
    is_year = (days.end - days.start).days >= _YEAR_DAYS
    return coming and is_year and not _AHEAD.search(text[: time.start])


def _is_only_compared(text: str, time: TimeExpression) -> bool:
    return bool(_COMPARED.search(text[: time.start])) and not _RUN_START.search(text[: time.start])


def _doubt(text: str, time: TimeExpression, days: DateRange) -> int:
    before = text[: time.start]
    doubt = 4 if days.start != days.end and time.form != "span" else 0
    doubt += 2 * (bool(_NOT_YET.search(before)) or bool(_WITHIN_CLAUSE.search(before)))
    return doubt + (time.limit in _OPEN_ENDED)
