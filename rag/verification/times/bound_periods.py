"""Gives each figure of a sentence the time expression that belongs to it."""

from __future__ import annotations

import re

from rag.verification.figures.quantities import Quantity
from rag.verification.times.finding import TimeExpression, find_times
from rag.verification.words.segments import Segment
from rag.verification.words.tokens import sense, tokenize

_SAY = frozenset({"say", "ask"})


def periods_of(
    sentence: str, quantities: list[Quantity], segments: list[Segment], homes: list[int]
) -> dict[int, TimeExpression]:
    """The period of each figure that has one, by its index; `homes` are the segments of the figures."""
    bound: dict[int, TimeExpression] = {}
    waiting: list[TimeExpression] = []
    for time in find_times(sentence):
        if time.form == "clock" or is_reporting(sentence, time):
            continue
        home = max(index for index, segment in enumerate(segments) if segment.start <= time.start)
        index = _owner(time, home, quantities, homes)
        if index is None:
            waiting.append(time)
        else:
            bound.setdefault(index, time)
    for time in waiting:
        _hand_over(time, quantities, bound, sentence)
    return bound


def _owner(time: TimeExpression, home: int, quantities: list[Quantity], homes: list[int]) -> int | None:
    mine = [index for index, figure_home in enumerate(homes) if figure_home == home]
    if mine:
        before = [index for index in mine if quantities[index].end <= time.start]
        return before[-1] if before else mine[0]
    return None


def _hand_over(
    time: TimeExpression, quantities: list[Quantity], bound: dict[int, TimeExpression], sentence: str
) -> None:
    after = [index for index, q in enumerate(quantities) if q.start >= time.end]
    before = [index for index, q in enumerate(quantities) if q.end <= time.start]
    if before:
        between = tokenize(sentence[quantities[before[-1]].end : time.start])
        if sum(token.is_content for token in between) <= 3:
            bound.setdefault(before[-1], time)
        return
    for index in after:
        if index in bound or re.search(
            r"\b(?:bringing|taking|total)\b", sentence[time.end : quantities[index].start]
        ):
            break
        if index > after[0] and not _is_joined(sentence, quantities[index - 1], quantities[index]):
            break
        bound[index] = time


def _is_joined(sentence: str, first: Quantity, second: Quantity) -> bool:
    return bool(re.search(r"\band\b", sentence[first.end : second.start]))


def is_reporting(sentence: str, time: TimeExpression) -> bool:
    """Whether a time tells when something was said, not when it was so."""
    if re.search(r"\b(?:than|as) (?:\w+ ){0,3}$", sentence[: time.start]):
        return True
    if time.form not in {"weekday", "today", "day_month", "month_day"}:
        return False
    return _said_before(sentence, time)


def _said_before(sentence: str, time: TimeExpression) -> bool:
    words = [t for t in tokenize(sentence[: time.start]) if t.is_word][-4:]
    return any(sense(word.stem) in _SAY for word in words)
