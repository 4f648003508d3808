"""Says that no report falls into the period a question asks for, and from when the answer is instead."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rag.types import Citation, Passage, Sentence
from rag.verification.times.anchoring import days_of
from rag.verification.times.dates import Days, day_of
from rag.verification.times.finding import TimeExpression, find_times

# Told from the day of asking; "a year earlier" and "in March" are told from the articles.
_RELATIVE = frozenset({"past", "unit", "today", "weekday", "weekend"})


def period_notice(
    question: str, sentences: Sequence[Sentence], passages: Sequence[Passage], *, asked_at: date
) -> str | None:
    """Give a sentence where a question asks for a period of late and no report cited is from then.

    Args:
        question: with a period such as "last week"; others need no notice.
        sentences: of the answer, with their citations.
        passages: everything that was retrieved.
        asked_at: the day from which the period is read.

    Returns:
        The period, and the newest date of what answers instead; None where a report is from the
        period, or from the days between its end and the day of asking.

    >>> old = Citation(n=1, article_id="a", version="v", title="", source=None,
    ...                published=date(2019, 12, 26), start=0, end=1, quote="x")
    >>> answer = [Sentence(text="x", supported=True, citations=(old,))]
    >>> period_notice("How many in the past week?", answer, [], asked_at=date(2026, 11, 22))
    'No report from 15–22 November 2026 was found; this is as of 26 December 2019.'
    """
    today = day_of(asked_at)
    cited = [citation for sentence in sentences for citation in sentence.citations]
    asked = next((time for time in find_times(question) if time.form in _RELATIVE), None)
    if today is None or asked is None or not cited:
        return None
    period = _past_days(asked, today)
    since = Days(period.start, max(period.end, today)) if period else None
    if period is None or since is None or any(_is_in(since, one.published) for one in cited):
        return None
    there = any(_is_in(period, passage.published) for passage in passages)
    said = "answers this" if there else "was found"
    return f"No report from {_in_words(period)} {said}; {_as_of(cited)}."


def _past_days(asked: TimeExpression, today: date) -> Days | None:
    """The days asked for, up to the day of asking; None where they lie ahead."""
    days = days_of(asked, today)
    if days is None or days.start > today or asked.future:
        return None
    return Days(days.start, min(days.end, today))


def _is_in(days: Days, published: date | None) -> bool:
    day = day_of(published)
    return day is not None and days.start <= day <= days.end


def _as_of(cited: Sequence[Citation]) -> str:
    known = [day for day in (day_of(one.published) for one in cited) if day is not None]
    if not known:
        return "the date of what answers is not known"
    newest = max(known)
    return f"this is as of {newest.day} {newest:%B %Y}"


def _in_words(days: Days) -> str:
    """The days, with what both ends share said once.

    >>> _in_words(Days(date(2026, 11, 9), date(2026, 11, 15)))
    '9–15 November 2026'
    """
    start, end = days.start, days.end
    last = f"{end.day} {end:%B %Y}"
    if start == end:
        return last
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{last}"
    first = f"{start.day} {start:%B}" + (f" {start:%Y}" if start.year != end.year else "")
    return f"{first} to {last}"
