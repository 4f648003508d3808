"""Figures of a claim that follow by arithmetic from those of its evidence: sums, shares, spans.

Only arithmetic whose operands the evidence shows. An exact result must be exact; one that the claim
calls "about", "nearly", "more than" or "fewer than" may be off by a tenth on the side that the word allows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations, pairwise

from rag.verification.figures.quantities import Qualifier, Quantity
from rag.verification.figures.values import amount_of, is_near, may_round
from rag.verification.times.anchoring import days_of
from rag.verification.times.clock import read_clock
from rag.verification.times.dates import Days, day_of
from rag.verification.times.finding import TimeExpression, find_times

# The bounds of evidence over claim that a qualifier allows.
BOUNDS: dict[Qualifier, tuple[float, float]] = {
    "about": (0.93, 1.07),
    "nearly": (0.88, 1.0),
    "fewer": (0.88, 1.0),
    "over": (1.0, 1.12),
    "more": (1.0, 1.14),
    "at_least": (1.0, 1.14),
}
_WIDE: dict[Qualifier, tuple[float, float]] = {"fewer": (0.66, 1.0), "over": (1.0, 1.14), "more": (1.0, 1.34)}
_TURNED = {
    ("more", "fewer"), ("fewer", "more"), ("at_least", "at_most"), ("at_most", "at_least"),
    ("over", "nearly"), ("nearly", "over"), ("more", "nearly"), ("fewer", "over"), ("about", "about"),
}  # fmt: skip
_SPANS = {"year": 365.25, "decade": 3652.5, "century": 36525.0, "month": 30.44, "week": 7.0, "day": 1.0}
_FINE = {"century": 0.03, "decade": 0.1}
_YEAR = 363  # days from the first to the last
_SLACK = 0.5  # half of the claim's unit: "five years" from March 2017 to February 2022


@dataclass(frozen=True, slots=True)
class Derived:
    """A value with the places in the evidence's sentence that it was computed from."""

    value: float
    operands: tuple[Quantity, ...]


def follows(value: float, claimed: float, qualifier: Qualifier, *, wide: bool = False) -> bool:
    """Whether a value makes a qualified figure true; `wide` for fractions, of which there are few.

    >>> follows(0.892, 0.9, "nearly"), follows(0.892, 0.8, "nearly"), follows(60.0, 60.0, "exact")
    (True, False, True)
    """
    if qualifier not in BOUNDS:
        return is_near(value, claimed)
    low, high = (_WIDE if wide else BOUNDS).get(qualifier, BOUNDS[qualifier])
    if not claimed or (qualifier != "about" and is_near(value, claimed)):
        return False
    return low <= value / claimed <= high


def differences(quantities: Sequence[Quantity], unit: str) -> Iterator[Derived]:
    """The sums and differences of two figures of a unit; the differences of percentages are points."""
    for score in (
        q for q in quantities if q.unit == "score" and q.high is not None and unit in {"", "point"}
    ):
        yield Derived(abs(score.value - (score.high or 0)), (score,))
    if unit in {"percent", "point"}:
        yield from _steps([q for q in quantities if _is_plain(q) and q.unit in {"percent", "point"}], unit)
        return
    for first, second in combinations([q for q in quantities if _is_plain(q) and q.unit in {unit, ""}], 2):
        if min(abs(first.value), abs(second.value)) < 1e-3 * max(abs(first.value), abs(second.value)):
            continue
        for value in (abs(first.value - second.value), first.value + second.value):
            if value:
                yield Derived(value, (first, second))


def _steps(quantities: Sequence[Quantity], unit: str) -> Iterator[Derived]:
    """Percentages added up, the points between two of them, and a percentage moved by points."""
    for first, second in combinations(quantities, 2):
        apart, together = abs(first.value - second.value), first.value + second.value
        units = {first.unit, second.unit}
        if units == {"percent"}:
            yield Derived(together if unit == "percent" else apart, (first, second))
        elif units == {"percent", "point"} and unit == "percent":
            yield from (Derived(value, (first, second)) for value in (apart, together))


def shares(quantities: Sequence[Quantity], *, nested: bool = False) -> Iterator[Derived]:
    """What share one figure is of another, and where none is a part of another, of both or all together."""
    plain = _amounts(quantities)
    for first, second in combinations(plain, 2):
        if first.unit and second.unit and first.unit != second.unit:
            continue
        part, whole = sorted((first, second), key=lambda q: q.value)
        yield Derived(part.value / whole.value, (part, whole))
        if nested:
            continue
        yield from (Derived(q.value / (part.value + whole.value), (part, whole)) for q in (part, whole))
    for one in plain if not nested else ():
        all_of_it = [q for q in plain if q.unit == one.unit]
        if len(all_of_it) > 2:
            yield Derived(one.value / sum(q.value for q in all_of_it), tuple(all_of_it))


def portions(quantities: Sequence[Quantity], unit: str) -> Iterator[Derived]:
    """What a share of a figure comes to: 64 million for "96 million crowns, two-thirds of it borrowed"."""
    for part in (q for q in quantities if amount_of(q)[1] == "percent"):
        for whole in (q for q in quantities if _is_plain(q) and q.unit == unit and q is not part):
            yield Derived(amount_of(part)[0] / 100 * whole.value, (whole, part))


def growths(quantities: Sequence[Quantity]) -> Iterator[Derived]:
    """By what share of the one figure the other is larger or smaller, both ways."""
    for first, second in combinations(_amounts(quantities), 2):
        if first.unit == second.unit or "" in {first.unit, second.unit}:
            change = abs(first.value - second.value)
            yield from (Derived(change / base.value, (first, second)) for base in (first, second))


def steps_of_multiple(quantities: Sequence[Quantity]) -> Iterator[Derived]:
    """The level from which, or to which, a stated multiple leads: 24 for "doubled to 48"."""
    for times in (q for q in quantities if q.form == "multiple" and q.value):
        for level in (q for q in quantities if _is_plain(q) and q.unit not in {"point", "age"}):
            yield from (
                Derived(value, (level, times))
                for value in (level.value / times.value, level.value * times.value)
            )


def complements(quantities: Sequence[Quantity]) -> Iterator[Derived]:
    """What is left of a whole, or of a hundred per cent, without a part of it."""
    for percent in (q for q in quantities if q.unit == "percent" and 0 < q.value < 100):
        yield Derived(100 - percent.value, (percent,))
    parts = [q for q in quantities if q.unit == "percent"]
    if len(parts) > 1 and sum(q.value for q in parts) < 100:
        yield Derived(100 - sum(q.value for q in parts), tuple(parts))
    plain = [q for q in quantities if _is_plain(q) and q.unit not in {"percent", "point"}]
    for first, second in combinations(plain, 2):
        if first.unit == second.unit and first.value != second.value:
            yield Derived(abs(first.value - second.value), (first, second))


def share_of(
    claimed: Quantity, quantities: Sequence[Quantity], *, rest: bool = False, nested: bool = False
) -> Derived | None:
    """The figures of which the claimed fraction or percentage is the share, or with `rest` the share left.

    A whole percentage may be rounded.

    >>> from rag.verification.figures.finding import find_quantities
    >>> half = find_quantities("nearly half of its trams")[0]
    >>> found = share_of(half, find_quantities("44 of its 90 trams"))
    >>> [q.text for q in found.operands] if found else None
    ['44', '90']
    """
    value, kind = amount_of(claimed)
    if kind != "percent":
        return None
    stated = [Derived(amount_of(q)[0] / 100, (q,)) for q in quantities if amount_of(q)[1] == "percent"]
    for found in (*stated, *shares(quantities, nested=nested)):
        whole = 100 * (1 - found.value if rest else found.value)
        if rest and _is_turned(claimed, found, whole):
            return found
        rounded = value == round(whole) and value == int(value) and len(found.operands) > 1
        exact = claimed.qualifier == "exact" and claimed.form == "number" and rounded
        if (
            exact or follows(whole, value, claimed.qualifier, wide=claimed.form == "fraction")
        ) and not _is_same_hedge(claimed, found):
            return found
    return None


def growth_of(claimed: Quantity, quantities: Sequence[Quantity]) -> Derived | None:
    """The two figures between which the claimed percentage is the change; a whole one may be rounded."""
    value, kind = amount_of(claimed)
    for found in growths(quantities) if kind == "percent" else ():
        change = 100 * found.value
        wide = claimed.form == "fraction"
        if follows(change, value, claimed.qualifier, wide=wide) or (not wide and value == round(change)):
            return found
    return None


def multiple_of(value: float, qualifier: Qualifier, quantities: Sequence[Quantity]) -> Derived | None:
    """The two figures of which one is so many times the other."""
    for part in (q for q in quantities if q.form == "fraction" and q.value):
        if follows(1 / part.value, value, qualifier):
            return Derived(1 / part.value, (part,))
    percents = [q for q in quantities if q.unit == "percent" and q.value > 0 and q.high is None]
    ratios = [
        Derived(first.value / second.value, (first, second)) for first, second in combinations(percents, 2)
    ]
    for found in (*shares(quantities), *ratios):
        for ratio in (found.value, 1 / found.value if found.value else 0.0):
            if follows(ratio, value, qualifier, wide=True):
                return found
    return None


def is_span(claimed: Quantity, text: str, published: date | None, *, moved: bool = False) -> bool:
    """Whether a length of time is that between two dates of a text, or from one to its publication.

    `moved`: something was put off by that length, so that only the two dates count, and their like ends.
    """
    if claimed.unit in {"hour", "minute"}:
        return _is_between_clocks(claimed, text)
    if claimed.unit not in _SPANS:
        return False
    today = day_of(published)
    times = [time for time in find_times(text) if time.form != "clock"]
    ends = [days for time in times for part in time.parts or (time,) if (days := _days_of(part, today))]
    now = [Days(today, today)] if today is not None else []
    if moved:
        starts = sorted(days.start for days in ends)
        return any(_is_long(claimed, first, second) for first, second in combinations(starts, 2))
    if any(_is_whole_span(claimed, first, second) for first, second in combinations([*ends, *now], 2)):
        return True
    outer = [*now, *(days for time in times if (days := _days_of(time, today)))]
    edges = sorted({day for days in outer for day in (days.start, days.end)})
    return any(_is_long(claimed, first, second) for first, second in combinations(edges, 2))


_TO = re.compile(r" ?(?:to|until|till|and|-|–) ?")
_DAY_MINUTES = 24 * 60


def _is_between_clocks(claimed: Quantity, text: str) -> bool:
    """Whether it is so long from one time of day to the next: seven hours from 10 p.m. to 5 a.m."""
    clocks = [time for time in find_times(text) if time.form == "clock"]
    minutes = claimed.value * (60 if claimed.unit == "hour" else 1)
    return any(
        (end - start) % _DAY_MINUTES == minutes
        for first, last in pairwise(clocks)
        if _TO.fullmatch(text[first.end : last.start])
        for start in read_clock(first.text).minutes
        for end in read_clock(last.text).minutes
    )


def _days_of(time: TimeExpression, today: date | None) -> Days | None:
    return days_of(replace(time, limit=None), today)


def _is_long(claimed: Quantity, first: date, second: date) -> bool:
    """Whether it is so long from one day to another, to a quarter of the claim's unit."""
    length = (second - first).days / _SPANS[claimed.unit]
    if length < 0.25:
        return False
    if claimed.qualifier in BOUNDS and follows(length, claimed.value, claimed.qualifier):
        return True
    return abs(length - claimed.value) <= _FINE.get(claimed.unit, _SLACK / 2)


def _is_whole_span(claimed: Quantity, first: Days, second: Days) -> bool:
    """Whether a length in whole years is that from one year to another: 11 from 2014 to a day of 2025."""
    years = abs(second.end.year - first.end.year)
    is_year = any(
        days.start.year == days.end.year and (days.end - days.start).days > _YEAR for days in (first, second)
    )
    if claimed.unit != "year" or not years or not is_year:
        return False
    return years == claimed.value and claimed.qualifier in {"exact", "about"}


def _is_turned(claimed: Quantity, found: Derived, value: float) -> bool:
    """ "More than four in five have none" for "fewer than one in five have one"."""
    pair = (claimed.qualifier, found.operands[0].qualifier)
    return len(found.operands) == 1 and pair in _TURNED and is_near(value, amount_of(claimed)[0])


def is_turned_rest(claimed: Quantity, found: Derived) -> bool:
    """ "More than 55,000 have none" for "fewer than 5,000 of the 60,000 have some"."""
    turned = any((claimed.qualifier, operand.qualifier) in _TURNED for operand in found.operands)
    return turned and is_near(found.value, claimed.value)


def _is_same_hedge(claimed: Quantity, found: Derived) -> bool:
    """One stated figure in other words: its own qualifier decides, which was compared before."""
    if len(found.operands) != 1:
        return False
    stated = found.operands[0].qualifier
    return stated not in {"exact", "exactly", claimed.qualifier} and not may_round(claimed.qualifier, stated)


def _amounts(quantities: Sequence[Quantity]) -> list[Quantity]:
    """The figures that may have a share or grow: no shares, ages, ranges or zeros."""
    return [
        q for q in quantities if _is_plain(q) and q.unit not in {"percent", "point", "age"} and q.value > 0
    ]


def _is_plain(quantity: Quantity) -> bool:
    return quantity.form == "number" and quantity.high is None
