"""Figures of a claim and of its evidence with their surroundings, and how near two of them are."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from rag.types import Fact, FactStatus
from rag.verification.alignment import Neighbours, closeness, neighbours, weight_of
from rag.verification.case import Line, fact
from rag.verification.figures.binding import BoundFigure, clause_constraints
from rag.verification.figures.quantities import Quantity
from rag.verification.times.anchoring import days_of
from rag.verification.times.dates import day_of
from rag.verification.times.finding import TimeExpression
from rag.verification.times.same_period import same_period
from rag.verification.words.slots import Slots, slots_of

HAS, SAYS, FOR = "the evidence has", "the evidence says", "for "
"""How notes on failed figures begin or go on: it has the figure for something else, it gives another one or
qualifies it otherwise, and, at the start, the period for which it has another. `verdict` reads them."""
_COUNTED = frozenset({"", "hour", "day", "week", "month", "year", "minute", "second"})
_APART = 6
_UNLIKE = 100
_GROUP = re.compile(r"\b(?:first|last|top|leading|other|next) $", re.IGNORECASE)
_TOWN_OF = re.compile(
    r"\b(?:country|nation|republic|state|province|region|territory|island|county|district|capital|city|town"
    r"|suburb|village|settlement|parish) of (?:just |only )?$",
    re.IGNORECASE,
)
_CLASHES = (
    {"before", "after"}, {"part", "total"}, {"change", "after"}, {"change", "before"}, {"expected", "plain"},
    {"expected", "change"}, {"expected", "before"},
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mention:
    """A figure of the claim or of a line, with its surroundings."""

    bound: BoundFigure
    near: Neighbours
    text: str
    line: Line | None = None

    @property
    def slots(self) -> Slots:
        """The verbs and names around the figure."""
        return slots_of(self.text, self.bound.segment, self.quantity.end)

    @property
    def quantity(self) -> Quantity:
        """The figure itself."""
        return self.bound.quantity


def mentions_of(text: str, line: Line | None) -> list[Mention]:
    """The figures of a text, which is a claim or that of a line."""
    bound = clause_constraints(text)
    skip = [(figure.quantity.start, figure.quantity.end) for figure in bound]
    return [
        Mention(
            figure,
            neighbours(text, figure.quantity.start, figure.quantity.end, skip, apart=_APART),
            text,
            line,
        )
        for figure in bound
    ]


def closeness_of(mine: Mention, theirs: Mention) -> float:
    """How much the surroundings of two figures share: larger is nearer, below 0 where they clash."""
    score = closeness(mine.near, theirs.near)
    score += 0.8 * sum(weight_of(noun) for noun in set(mine.bound.nouns) & set(theirs.bound.nouns))
    score += 0.5 * sum(weight_of(word) for word in mine.bound.words & theirs.bound.words)
    if mine.bound.period and theirs.bound.period:
        published = theirs.line.published if theirs.line else None
        score += 1.2 if same_period(mine.bound.period, theirs.bound.period, published) else -0.6
    roles = {mine.bound.role, theirs.bound.role}
    if are_other_roles(mine, theirs):
        score -= 2.0
    elif len(roles) == 1 and "plain" not in roles:
        score += 1.0
    return score


def are_comparable(mine: Mention, theirs: Mention) -> bool:
    """Whether two figures could stand for each other: of one unit, or counts and lengths of time."""
    if (mine.quantity.form == "ordinal") != (theirs.quantity.form == "ordinal"):
        return False
    if mine.quantity.unit == theirs.quantity.unit == "score" and _is_draw(mine) != _is_draw(theirs):
        return False
    if "fraction" in {mine.quantity.form, theirs.quantity.form} and _is_share(mine) != _is_share(theirs):
        return False
    if is_population(mine) != is_population(theirs):
        return False
    return (
        mine.quantity.unit == theirs.quantity.unit or {mine.quantity.unit, theirs.quantity.unit} <= _COUNTED
    )


def is_population(mention: Mention) -> bool:
    """Whether a figure tells how many live in a place: "in a town of 6,000"."""
    return _TOWN_OF.search(mention.text[: mention.quantity.qualifier_start]) is not None


def are_far_apart(mine: Mention, theirs: Mention) -> bool:
    """Whether two figures are too unlike to be exchanged: 40,000 marchers and two bridges."""
    low, high = sorted((abs(mine.quantity.value), abs(theirs.quantity.value)))
    return high > _UNLIKE * low and not set(mine.bound.nouns) & set(theirs.bound.nouns)


def _is_draw(mention: Mention) -> bool:
    return mention.quantity.value == mention.quantity.high


def _is_share(mention: Mention) -> bool:
    return mention.quantity.form == "fraction" or mention.quantity.unit == "percent"


def are_other_roles(mine: Mention, theirs: Mention) -> bool:
    """Whether two figures are told as what excludes each other: before and after, expected and reported."""
    return {mine.bound.role, theirs.bound.role} in _CLASHES


def is_group(mention: Mention) -> bool:
    """Whether a figure stands for those it counts: "the first two"."""
    counts = bool(mention.bound.nouns or mention.quantity.unit)
    return not counts and _GROUP.search(mention.text[: mention.quantity.start]) is not None


def covers(period: TimeExpression, theirs: Mention) -> bool:
    """Whether a period is that of a figure of the evidence, or holds it."""
    stated, line = theirs.bound.period, theirs.line
    if stated is None or line is None:
        return False
    if same_period(period, stated, line.published) > 0:
        return True
    day = day_of(line.published)
    wide, narrow = days_of(replace(period, limit=None), day), days_of(replace(stated, limit=None), day)
    return wide is not None and narrow is not None and narrow in wide and period.form not in {"past", "unit"}


def shown(mention: Mention) -> str:
    """A figure of the evidence as written, with its qualifier."""
    text = mention.line.text if mention.line else ""
    return text[mention.quantity.qualifier_start : mention.quantity.end]


def figure_fact(mine: Mention, status: FactStatus, theirs: Mention | None, note: str | None = None) -> Fact:
    """Make the fact of a figure of the claim, found in that of the evidence."""
    quantity = mine.quantity
    place = (quantity.text, quantity.start, quantity.end)
    if theirs is None:
        return fact("figure", place, status, note=note)
    spot = (theirs.quantity.qualifier_start, theirs.quantity.end)
    return fact("figure", place, status, line=theirs.line, found=spot, note=note)
