"""Checks the figures of a claim against those of its evidence: value, unit, qualifier and binding."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from rag.types import Fact, FactStatus
from rag.verification.alignment import Neighbours, closeness, misbound, neighbours
from rag.verification.anchoring import days_of
from rag.verification.binding import BoundFigure, clause_constraints, same_period
from rag.verification.case import Case, Line, fact
from rag.verification.dates import day_of
from rag.verification.figures import Quantity, find_quantities
from rag.verification.slots import Slots, is_at_home, is_elsewhere, slots_of
from rag.verification.times import TimeExpression

_COUNTED = frozenset({"", "hour", "day", "week", "month", "year", "minute", "second"})
_MINUTES = {"second": 1 / 60, "minute": 1, "hour": 60, "day": 1440, "week": 10080}
_YEARS = {"year": 1.0, "decade": 10.0, "century": 100.0}
_METRES = {"mm": 0.001, "cm": 0.01, "metre": 1.0, "km": 1000.0}
_AGREE = frozenset(
    {
        ("at_least", "more"), ("at_most", "fewer"), ("fewer", "nearly"), ("about", "nearly"),
        ("exact", "exactly"), ("exactly", "exact"),
    }
)  # fmt: skip
_CLASHES = ({"before", "after"}, {"part", "total"}, {"change", "after"}, {"change", "before"})
_SUMS = re.compile(
    r"\b(?:total|in all|altogether|together|combined|remaining|rest|others?|before that|remain"
    r"|left over|sum|difference|more than (?:in|the)|fewer than (?:in|the)|increase of|rise of"
    r"|fall of|drop of|net)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Mention:
    """A figure of the claim or of a line, with its surroundings."""

    bound: BoundFigure
    near: Neighbours
    text: str
    line: Line | None = None

    @property
    def slots(self) -> Slots:
        return slots_of(self.text, self.bound.segment, self.quantity.end)

    @property
    def quantity(self) -> Quantity:
        return self.bound.quantity


def check_figures(case: Case) -> list[Fact]:
    """Give a fact for every figure of a claim."""
    claimed = [_asked_period(mention, case) for mention in _mentions(case.claim, None)]
    found = [mention for line in case.lines for mention in _mentions(line.text, line)]
    scores = [[_closeness(mine, theirs) for theirs in found] for mine in claimed]
    return [
        _check(index, claimed, found, scores, case)
        for index, mention in enumerate(claimed)
        if not _is_inside(mention.quantity, case.quoted)
    ] + _multiples(case)


def _equal(mine: _Mention, theirs: _Mention, claimed: list[_Mention]) -> bool:
    """The same value, or one end of a range of which the claim gives the other end too."""
    if same_value(mine.quantity, theirs.quantity):
        return True
    low, high = theirs.quantity.value, theirs.quantity.high
    if high is None or mine.quantity.unit not in {"", theirs.quantity.unit}:
        return False
    values = {mention.quantity.value for mention in claimed}
    return mine.quantity.value in {low, high} and {low, high} <= values


def agrees(claimed: Quantity, found: Quantity) -> bool:
    """Whether a qualifier of the claim follows from that of the evidence."""
    return claimed.qualifier == found.qualifier or (claimed.qualifier, found.qualifier) in _AGREE


def same_value(claimed: Quantity, found: Quantity) -> bool:
    """Whether two figures have the same value in the same unit."""
    if any((claimed.form == form) != (found.form == form) for form in ("ordinal", "vague")):
        return False
    first, second = _amount(claimed), _amount(found)
    if first[1] != second[1] and {first[1], second[1]} != {"", "age"}:
        return False
    return _near(first[0], second[0]) and (
        claimed.high is found.high is None
        or (claimed.high is not None and found.high is not None and _near(claimed.high, found.high))
    )


def _near(first: float, second: float) -> bool:
    return abs(first - second) <= 1e-6 * max(1.0, abs(first), abs(second))


def _amount(quantity: Quantity) -> tuple[float, str]:
    """The value in the base of its unit: times in minutes, shares in per cent."""
    if quantity.unit in _MINUTES:
        return quantity.value * _MINUTES[quantity.unit], "time"
    if quantity.unit in _YEARS:
        return quantity.value * _YEARS[quantity.unit], "years"
    if quantity.unit in _METRES:
        return quantity.value * _METRES[quantity.unit], "metres"
    if quantity.form == "fraction" or quantity.unit == "percent":
        return quantity.value * (100 if quantity.form == "fraction" else 1), "percent"
    return quantity.value, quantity.unit


def _mentions(text: str, line: Line | None) -> list[_Mention]:
    bound = clause_constraints(text)
    skip = [(figure.quantity.start, figure.quantity.end) for figure in bound]
    return [
        _Mention(figure, neighbours(text, figure.quantity.start, figure.quantity.end, skip), text, line)
        for figure in bound
    ]


def _asked_period(mention: _Mention, case: Case) -> _Mention:
    """A figure without a period of its own answers for the period of its question."""
    asked = case.asked
    if (
        asked is None
        or mention.bound.period
        or len(asked.periods) != 1
        or asked.kind not in {"number", "money", "percent"}
    ):
        return mention
    if any(figure.period for figure in clause_constraints(case.claim)):
        return mention
    return replace(mention, bound=replace(mention.bound, period=asked.periods[0]))


def _closeness(mine: _Mention, theirs: _Mention) -> float:
    score = closeness(mine.near, theirs.near)
    score += 0.8 * len(set(mine.bound.nouns) & set(theirs.bound.nouns))
    score += 0.5 * len(mine.bound.words & theirs.bound.words)
    if mine.bound.period and theirs.bound.period:
        published = theirs.line.published if theirs.line else None
        score += 1.2 if same_period(mine.bound.period, theirs.bound.period, published) else -0.6
    roles = {mine.bound.role, theirs.bound.role}
    if roles in _CLASHES:
        score -= 2.0
    elif len(roles) == 1 and "plain" not in roles:
        score += 1.0
    return score


def _comparable(mine: _Mention, theirs: _Mention) -> bool:
    if (mine.quantity.form == "ordinal") != (theirs.quantity.form == "ordinal"):
        return False
    return (
        mine.quantity.unit == theirs.quantity.unit or {mine.quantity.unit, theirs.quantity.unit} <= _COUNTED
    )


def _check(
    index: int, claimed: list[_Mention], found: list[_Mention], scores: list[list[float]], case: Case
) -> Fact:
    mine = claimed[index]
    equal = [j for j, theirs in enumerate(found) if _equal(mine, theirs, claimed)]
    if not equal:
        return _unequal(index, mine, found, scores, case)
    agreeing = [j for j in equal if _agrees(mine, found[j], case)]
    if not agreeing:
        theirs = found[max(equal, key=lambda j: scores[index][j])]
        return _fact(mine, "contradicted", theirs, note=f"the evidence says {_shown(theirs)!r}")
    rivals = [
        theirs
        for theirs in found
        if not any(same_value(other.quantity, theirs.quantity) for other in claimed)
    ]
    clash = _period_clash(mine, [found[j] for j in agreeing], rivals)
    if clash is not None and mine.quantity.form != "ordinal":
        return _fact(mine, *clash)
    taken = _slot_clash(mine, [found[j] for j in agreeing], found, claimed)
    if taken is not None:
        return _fact(mine, "contradicted", taken, note=f"there the evidence has {_shown(taken)!r}")
    other = misbound(
        index,
        scores,
        lambda i, j: _equal(claimed[i], found[j], claimed),
        lambda i, j: _comparable(claimed[i], found[j]),
    )
    if (
        other is not None
        and mine.quantity.form != "ordinal"
        and not _is_at_home(mine, [found[j] for j in agreeing], found[other])
    ):
        return _fact(
            mine, "contradicted", found[other], note=f"here the evidence has {_shown(found[other])!r}"
        )
    return _fact(mine, "matched", found[max(agreeing, key=lambda j: scores[index][j])])


def _agrees(mine: _Mention, theirs: _Mention, case: Case) -> bool:
    if agrees(mine.quantity, theirs.quantity):
        return True
    text = theirs.line.text if theirs.line else ""
    word = text[theirs.quantity.qualifier_start : theirs.quantity.start].strip().lower()
    return mine.quantity.qualifier == "exact" and word == "some"


def _period_clash(
    mine: _Mention, equal: list[_Mention], found: list[_Mention]
) -> tuple[FactStatus, _Mention, str] | None:
    """Where the period of a figure belongs to another figure of the evidence."""
    period = mine.bound.period
    if period is None or any(_covers(period, theirs) for theirs in equal):
        return None
    owners = [
        theirs
        for theirs in found
        if theirs.bound.period and _covers(period, theirs) and _comparable(mine, theirs)
    ]
    if owners:
        return "contradicted", owners[0], f"for {period.text!r} the evidence has {_shown(owners[0])!r}"
    return None


def _slot_clash(
    mine: _Mention, equal: list[_Mention], found: list[_Mention], claimed: list[_Mention]
) -> _Mention | None:
    """Another figure of the evidence that has the verb or the name of the claim's figure."""
    for other in found:
        owners = [own for own in claimed if own is not mine and same_value(own.quantity, other.quantity)]
        if any(own.slots.verbs & other.slots.verbs or own.slots.names & other.slots.names for own in owners):
            continue
        if (
            _comparable(mine, other)
            and not same_value(mine.quantity, other.quantity)
            and all(
                theirs.line is other.line and is_elsewhere(mine.slots, theirs.slots, other.slots)
                for theirs in equal
            )
        ):
            return other
    return None


def _is_at_home(mine: _Mention, equal: list[_Mention], other: _Mention) -> bool:
    return any(is_at_home(mine.slots, theirs.slots, other.slots) for theirs in equal)


def _covers(period: TimeExpression, theirs: _Mention) -> bool:
    stated, line = theirs.bound.period, theirs.line
    if stated is None or line is None:
        return False
    if same_period(period, stated, line.published) > 0:
        return True
    day = day_of(line.published)
    wide, narrow = days_of(replace(period, limit=None), day), days_of(replace(stated, limit=None), day)
    return wide is not None and narrow is not None and narrow in wide and period.form not in {"past", "unit"}


def _unequal(
    index: int, mine: _Mention, found: list[_Mention], scores: list[list[float]], case: Case
) -> Fact:
    for theirs in found:
        if _is_rounded(mine.quantity, theirs.quantity):
            return _fact(mine, "matched", theirs, note="rounded")
    if _SUMS.search(case.claim) or mine.bound.role in {"before", "change"}:
        pair = _computed(mine, found)
        if pair:
            return _fact(
                mine,
                "computed",
                pair[0],
                note=f"computed from {pair[0].quantity.text} and {pair[1].quantity.text}",
            )
    single = _single(mine, case)
    if single:
        return single
    rivals = [j for j, theirs in enumerate(found) if _is_rival(mine, theirs)]
    if rivals:
        theirs = found[max(rivals, key=lambda j: scores[index][j])]
        return _fact(mine, "contradicted", theirs, note=f"the evidence says {_shown(theirs)!r}")
    return _fact(mine, "missing", None, note="no such figure in the cited text")


def _single(mine: _Mention, case: Case) -> Fact | None:
    """ "One day" for "a day": the article may count one by its article."""
    if mine.quantity.text.lower().startswith("two"):
        return _pair(mine, case)
    if mine.quantity.value != 1 or mine.quantity.form != "number":
        return None
    noun = (
        re.escape(case.claim[mine.quantity.start :].split()[1].strip(".,;:").rstrip("s"))
        if " " in case.claim[mine.quantity.start :]
        else ""
    )
    for line in case.lines:
        match = (
            re.search(rf"\b(?:an?|single|only|the) (?:\w+ )?{noun}", line.text, re.IGNORECASE)
            if noun
            else None
        )
        if match:
            place = (mine.quantity.text, mine.quantity.start, mine.quantity.end)
            return fact("figure", place, "matched", line=line, found=(match.start(), match.end()))
    return None


def _pair(mine: _Mention, case: Case) -> Fact | None:
    """ "Two" for "both", "a pair", "a couple" or two names joined by "and"."""
    for line in case.lines:
        match = re.search(
            r"\b(?:both|pair|couple|twins?|neither|either|each other)\b", line.text, re.IGNORECASE
        )
        if match:
            place = (mine.quantity.text, mine.quantity.start, mine.quantity.end)
            return fact("figure", place, "matched", line=line, found=(match.start(), match.end()))
    return None


def _is_rival(mine: _Mention, theirs: _Mention) -> bool:
    if _comparable(mine, theirs):
        return bool(set(mine.bound.nouns) & set(theirs.bound.nouns) or set(mine.near) & set(theirs.near))
    return _near(mine.quantity.value, theirs.quantity.value)


def _is_rounded(mine: Quantity, theirs: Quantity) -> bool:
    if mine.unit != theirs.unit or mine.high or theirs.high or theirs.qualifier not in {"exact", "exactly"}:
        return False
    if mine.form != "number" or theirs.form != "number" or _digits(mine.value) >= _digits(theirs.value):
        return False
    ratio = theirs.value / mine.value if mine.value else 0.0
    limits = {
        "about": (0.95, 1.05),
        "nearly": (0.9, 1.0),
        "fewer": (0.9, 1.0),
        "more": (1.0, 1.1),
        "at_least": (1.0, 1.1),
    }
    low, high = limits.get(mine.qualifier, (2.0, 0.0))
    return low <= ratio <= high and ratio != 1.0


def _digits(value: float) -> int:
    return len(
        f"{value:.6g}".replace(".", "").strip("0")
        if "e" not in f"{value:.6g}"
        else f"{value:.6g}".split("e")[0].replace(".", "")
    )


def _computed(mine: _Mention, found: list[_Mention]) -> tuple[_Mention, _Mention] | None:
    unit = "percent" if mine.quantity.unit == "point" else mine.quantity.unit
    peers = [
        theirs
        for theirs in found
        if theirs.quantity.unit == unit and theirs.quantity.form == mine.quantity.form
    ]
    for at, first in enumerate(peers):
        for second in peers[at + 1 :]:
            values = (
                first.quantity.value + second.quantity.value,
                abs(first.quantity.value - second.quantity.value),
            )
            if any(_near(mine.quantity.value, value) for value in values) and mine.quantity.value:
                return first, second
    return None


def _multiples(case: Case) -> list[Fact]:
    """Doubled, twice: only the same multiple in the evidence carries it."""
    facts: list[Fact] = []
    for quantity in find_quantities(case.claim):
        if quantity.form != "multiple" or _is_inside(quantity, case.quoted):
            continue
        same = [
            (line, other)
            for line in case.lines
            for other in find_quantities(line.text)
            if other.form == "multiple" and other.value == quantity.value
        ]
        place = (quantity.text, quantity.start, quantity.end)
        if same:
            line, other = same[0]
            facts.append(fact("figure", place, "matched", line=line, found=(other.start, other.end)))
        else:
            facts.append(fact("figure", place, "missing", note="no such multiple in the cited text"))
    return facts


def _is_inside(quantity: Quantity, places: tuple[tuple[int, int], ...]) -> bool:
    return any(start <= quantity.start and quantity.end <= end for start, end in places)


def _shown(mention: _Mention) -> str:
    text = mention.line.text if mention.line else ""
    return text[mention.quantity.qualifier_start : mention.quantity.end]


def _fact(mine: _Mention, status: FactStatus, theirs: _Mention | None, note: str | None = None) -> Fact:
    quantity = mine.quantity
    place = (quantity.text, quantity.start, quantity.end)
    if theirs is None:
        return fact("figure", place, status, note=note)
    spot = (theirs.quantity.qualifier_start, theirs.quantity.end)
    return fact("figure", place, status, line=theirs.line, found=spot, note=note)
