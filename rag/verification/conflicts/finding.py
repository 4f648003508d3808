"""Puts the same quantity, name or date side by side where articles give it differently.

Each article's best figure for the question is taken, or what it states as the answer to who and when;
those that differ become one conflict with the newest first. Nothing is averaged, and nothing is chosen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime

from rag.types import Citation, Conflict, ConflictKind, Figure, Passage, Source
from rag.verification.conflicts.origins import count_origins
from rag.verification.conflicts.reported_figures import CORRECTION, GROWING, Reported, reported_figures
from rag.verification.conflicts.stated_answers import Stated, agree, stated_answers
from rag.verification.figures.binding import Constraints, question_constraints
from rag.verification.figures.finding import find_quantities
from rag.verification.figures.values import same_value
from rag.verification.statements.names import Name, find_names, same_name
from rag.verification.times.dates import day_of

_KINDS = frozenset({"number", "money", "percent", "duration"})
_UPDATE = re.compile(r"\b(?:update|updated|has risen|had risen|have risen|so far|latest)\b", re.IGNORECASE)
_PLACE = re.compile(r"\b(?:in|at|near|around|of|from)\s+(?:the\s+)?(?:\w+ern\s)?$")
_MEASURED = re.compile(r"\bhow (?:far|tall|high|fast|big|large|often|old|long)\b", re.IGNORECASE)
_SAME_TIME_DAYS = 1


def find_conflicts(question: str, passages: Sequence[Passage]) -> tuple[Conflict, ...]:
    """Give the conflict of the figure, name or date that a question asks for, if articles differ on it.

    Args:
        question: for a figure, a person or a date; others have no conflicts.
        passages: what was retrieved, with the articles' titles, sources and dates.
    """
    return _of_statements(question, passages) or _of_figures(question, passages)


def _of_statements(question: str, passages: Sequence[Passage]) -> tuple[Conflict, ...]:
    groups: list[list[Stated]] = []
    for one in sorted(stated_answers(question, passages), key=lambda one: _newest_first(one.passage)):
        group = next((group for group in groups if all(agree(one, other) for other in group)), None)
        if group is None:
            groups.append([one])
        else:
            group.append(one)
    if len(groups) < 2:
        return ()
    kind = _kind_in_time(groups[0][0].passage, groups[1][0].passage, growing=False)
    figures = tuple(_stated_figure(number, group) for number, group in enumerate(groups, 1))
    return (Conflict(kind=kind, subject=_subject(question), figures=figures),)


def _stated_figure(number: int, group: Sequence[Stated]) -> Figure:
    first = group[0]
    return _shown_as(number, first.text, first.source, [one.passage for one in group])


def _of_figures(question: str, passages: Sequence[Passage]) -> tuple[Conflict, ...]:
    asked = question_constraints(question)
    if asked.kind not in _KINDS or find_quantities(question) or _MEASURED.search(question):
        return ()
    best = reported_figures(question, asked, passages)
    groups = _by_value(best)
    if len(groups) < 2:
        return ()
    figures = tuple(_figure(number, group) for number, group in enumerate(groups, 1))
    return (Conflict(kind=_kind(groups, asked), subject=_subject(question), figures=figures),)


def _by_value(best: Sequence[Reported]) -> list[list[Reported]]:
    """Groups of articles with one value, the group with the newest article first."""
    groups: list[list[Reported]] = []
    for reported in sorted(best, key=lambda one: _newest_first(one.passage)):
        for group in groups:
            if same_value(group[0].figure.quantity, reported.figure.quantity):
                group.append(reported)
                break
        else:
            groups.append([reported])
    return groups


def _newest_first(passage: Passage) -> tuple[float, bool, str]:
    published, day = passage.published, day_of(passage.published)
    moment = published.timestamp() / 86400 if isinstance(published, datetime) else 0.0
    if day is not None and not moment:
        moment = float((day - date(1970, 1, 1)).days)
    return (-moment, not _UPDATE.search(passage.text), passage.article_id)


def _kind(groups: Sequence[Sequence[Reported]], asked: Constraints) -> ConflictKind:
    newest, older = groups[0][0], groups[1][0]
    if not _corrects(newest.passage) and _is_scope(newest, older):
        return "scope"
    growing = bool((asked.words | newest.figure.scope) & GROWING)
    return _kind_in_time(newest.passage, older.passage, growing=growing)


def _kind_in_time(newest: Passage, older: Passage, *, growing: bool) -> ConflictKind:
    """What two reports are to each other by their days and by what the newer says of itself."""
    if _corrects(newest):
        return "correction"
    days = day_of(newest.published), day_of(older.published)
    apart = abs((days[0] - days[1]).days) if days[0] and days[1] else 0
    if apart > _SAME_TIME_DAYS or (growing and (apart or _UPDATE.search(newest.text))):
        return "update"
    return "disagreement"


def _corrects(passage: Passage) -> bool:
    return bool(CORRECTION.search(passage.text) or CORRECTION.search(passage.title))


def _is_scope(first: Reported, second: Reported) -> bool:
    """Whether the figures are for different places or different stated periods."""
    places = _places(first), _places(second)
    if places[0] and places[1] and not any(same_name(a, b) for a in places[0] for b in places[1]):
        return True
    periods = first.figure.period, second.figure.period
    stated = all(
        period is not None and period.form in {"year", "month_year", "quarter", "decade"}
        for period in periods
    )
    return stated and periods[0] is not None and periods[1] is not None and periods[0].key != periods[1].key


def _places(reported: Reported) -> list[Name]:
    """Names after "in" or "at" close to the figure."""
    text, quantity = reported.source.text, reported.figure.quantity
    return [
        name
        for name in find_names(text)
        if _PLACE.search(text[: name.start])
        and min(abs(name.start - quantity.end), abs(quantity.start - name.end)) < 40
    ]


def _figure(number: int, group: Sequence[Reported]) -> Figure:
    first = group[0]
    return _shown_as(number, first.value, first.source, [each.passage for each in group])


def _shown_as(number: int, value: str, source: Source, reports: Sequence[Passage]) -> Figure:
    """One value with the sentence of the newest report of it, and who reports it."""
    passage = reports[0]
    return Figure(
        value=value,
        as_of=day_of(passage.published),
        citation=Citation(
            n=number,
            article_id=passage.article_id,
            version=passage.version,
            title=passage.title,
            source=passage.source,
            published=passage.published,
            start=source.start,
            end=source.end,
            quote=source.text,
        ),
        outlets=tuple(dict.fromkeys(each.source or each.article_id for each in reports)),
        origins=count_origins([each.text for each in reports]),
    )


def _subject(question: str) -> str:
    return question.strip().rstrip("?").strip()
