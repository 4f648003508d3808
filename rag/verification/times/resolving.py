"""The days of every time expression of a text, those told from a day named before them among them."""

from __future__ import annotations

from datetime import date

from rag.types import DateRange
from rag.verification.times import dates
from rag.verification.times.anchoring import days_of
from rag.verification.times.finding import TimeExpression, find_times


def resolve_times(text: str, published: date | None) -> list[DateRange]:
    """Give the days that each time expression of a text means, in order; unknown ones are left out.

    Args:
        text: a sentence or more of an article.
        published: the day of the article, or a time with its zone; None leaves relative
            expressions without days.

    >>> found = resolve_times("30,000 in the past week", date(2019, 12, 26))
    >>> [f"{each.text}: {each.start} to {each.end}" for each in found]
    ['the past week: 2019-12-19 to 2019-12-26']
    """
    day = dates.day_of(published)
    anchored: list[DateRange] = []
    for time in find_times(text):
        days = days_of(time, _anchor(time, anchored, day))
        if days is not None:
            anchored.append(DateRange(text=time.text, start=days.start, end=days.end))
    return anchored


def _anchor(time: TimeExpression, anchored: list[DateRange], day: date | None) -> date | None:
    """The day from which an expression counts: "the following day" counts from a day named before it."""
    single = [found.start for found in anchored if found.start == found.end]
    if time.form == "neighbour" and single:
        return single[-1]
    years = [found for found in anchored if found.text.strip().isdigit()]
    if time.form == "offset" and years and time.get("direction") in {"earlier", "later", "before"}:
        return years[-1].start
    return day
