"""Lets the newest report of a figure lead where articles of one story give it differently.

The rules of `decisions` weigh sentences, so an older report that shares more words with the question may
win. What the reports differ on is known from `rag.verification.conflicts.finding`; nothing is averaged.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rag.models.figure_answers import phrase_span
from rag.models.matching import Candidate
from rag.models.phrases import whole_phrase
from rag.types import Conflict, Figure, Passage
from rag.verification import find_conflicts
from rag.verification.figures.binding import Constraints
from rag.verification.figures.finding import find_quantities
from rag.verification.figures.quantities import Quantity
from rag.verification.figures.values import same_value
from rag.verification.times.dates import day_of


def newest_leads(
    question: str,
    asked: Constraints,
    ranked: Sequence[Candidate],
    passages: Sequence[Passage],
    *,
    asked_at: date | None = None,
) -> list[Candidate]:
    """Give the answers with the newest report first, if the first is an older value of the same figure.

    A question that binds a period asks for the figure of that period, and figures of different places or
    periods are no older and newer ones; both are left as they are.

    Args:
        question: for a figure; others are left as they are.
        asked: what the question restricts.
        ranked: the answers, best first.
        passages: what was read.
        asked_at: reports after this day do not lead.
    """
    value = _value(ranked[0].text) if ranked and not asked.periods else None
    if value is None:
        return list(ranked)
    for conflict in find_conflicts(question, passages):
        newest = _newer(conflict, value, asked_at)
        if newest is not None and (found := _candidate(newest, passages, ranked[0].score)):
            return [whole_phrase(found, asked, question), *ranked]
    return list(ranked)


def _newer(conflict: Conflict, value: Quantity, asked_at: date | None) -> Figure | None:
    """The newest figure that was known when asked, where `value` is one of the older."""
    known = [one for one in conflict.figures if _is_known(one, asked_at)]
    if conflict.kind == "scope" or not known or _agrees(known[0], value):
        return None
    return known[0] if any(_agrees(one, value) for one in known[1:]) else None


def _is_known(figure: Figure, asked_at: date | None) -> bool:
    today = day_of(asked_at)
    return figure.as_of is None or today is None or figure.as_of <= today


def _agrees(figure: Figure, value: Quantity) -> bool:
    own = _value(figure.value)
    return own is not None and same_value(own, value)


def _value(text: str) -> Quantity | None:
    return next(iter(find_quantities(text)), None)


def _candidate(figure: Figure, passages: Sequence[Passage], score: float) -> Candidate | None:
    """The figure in its sentence."""
    cited, value = figure.citation, _value(figure.value)
    for passage in passages:
        for source in passage.sentences if passage.article_id == cited.article_id else ():
            place = source.text.find(figure.value)
            if source.start == cited.start and place >= 0 and value is not None:
                start, end = (source.start + place + offset for offset in phrase_span(value))
                return Candidate(source=source, passage=passage, start=start, end=end, score=score)
    return None
