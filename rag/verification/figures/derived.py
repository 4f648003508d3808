"""Figures of a claim that follow by arithmetic from those of its evidence: sums, shares, spans.

Only arithmetic whose operands the evidence shows. An exact result must be exact; one that the claim
calls "about", "nearly", "more than" or "fewer than" may be off by a tenth on the side that the word allows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from rag.verification.figures.quantities import Qualifier, Quantity
from rag.verification.figures.values import amount_of, is_near, may_round

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
TURNED = {
    ("more", "fewer"), ("fewer", "more"), ("at_least", "at_most"), ("at_most", "at_least"),
    ("over", "nearly"), ("nearly", "over"), ("more", "nearly"), ("fewer", "over"), ("about", "about"),
}  # fmt: skip
_APART = 0.101
_ROUGH = 0.5  # "three in five" for 60.3%


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
    if unit == "percent" or (unit == "point" and any(q.unit == "percent" for q in quantities)):
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


def growths(quantities: Sequence[Quantity], way: int = 0) -> Iterator[Derived]:
    """By what share of the one figure the other is larger or smaller; `way` 1 or -1 for one of these only."""
    for first, second in combinations(_amounts(quantities), 2):
        if first.unit == second.unit or "" in {first.unit, second.unit}:
            change = abs(first.value - second.value)
            low, high = sorted((first, second), key=lambda q: q.value)
            bases = {1: (low,), -1: (high,)}.get(way, (first, second))
            yield from (Derived(change / base.value, (first, second)) for base in bases)


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
        rough = claimed.form == "fraction" and len(found.operands) > 1 and abs(whole - value) <= _ROUGH
        exact = claimed.qualifier == "exact" and (rough or (claimed.form == "number" and rounded))
        if (
            (exact or follows(whole, value, claimed.qualifier, wide=claimed.form == "fraction"))
            and not _is_same_hedge(claimed, found)
            and not _is_far(whole, claimed, found)
        ):
            return found
    return None


def growth_of(claimed: Quantity, quantities: Sequence[Quantity], way: int = 0) -> Derived | None:
    """The two figures between which the claimed percentage is the change; a whole one may be rounded."""
    value, kind = amount_of(claimed)
    for found in growths(quantities, way) if kind == "percent" else ():
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
    scores = [q for q in quantities if q.unit == "score" and q.high and q.value]
    ratios += [Derived(max(q.value / q.high, q.high / q.value), (q,)) for q in scores if q.high]
    for found in (*shares(quantities, nested=True), *ratios):
        for ratio in (found.value, 1 / found.value if found.value else 0.0):
            whole = value == int(value) and value < ratio < value + 1
            if follows(ratio, value, qualifier, wide=True) or (qualifier == "more" and whole):
                return found
    return None


def _is_turned(claimed: Quantity, found: Derived, value: float) -> bool:
    """ "More than four in five have none" for "fewer than one in five have one"."""
    pair = (claimed.qualifier, found.operands[0].qualifier)
    return len(found.operands) == 1 and pair in TURNED and is_near(value, amount_of(claimed)[0])


def is_turned_rest(claimed: Quantity, found: Derived) -> bool:
    """ "More than 55,000 have none" for "fewer than 5,000 of the 60,000 have some"."""
    turned = any((claimed.qualifier, operand.qualifier) in TURNED for operand in found.operands)
    return turned and is_near(found.value, claimed.value)


def _is_same_hedge(claimed: Quantity, found: Derived) -> bool:
    """One stated figure in other words: its own qualifier decides, which was compared before."""
    if len(found.operands) != 1:
        return False
    stated = found.operands[0].qualifier
    return stated not in {"exact", "exactly", claimed.qualifier} and not may_round(claimed.qualifier, stated)


def _is_far(value: float, claimed: Quantity, found: Derived) -> bool:
    """Whether two hedged figures are further apart than two words for one share: 28% and a quarter."""
    hedged = len(found.operands) == 1 and found.operands[0].qualifier not in {"exact", "exactly"}
    return hedged and abs(value / (amount_of(claimed)[0] or 1) - 1) > _APART


def _amounts(quantities: Sequence[Quantity]) -> list[Quantity]:
    """The figures that may have a share or grow: no shares, ages, ranges or zeros."""
    return [
        q for q in quantities if _is_plain(q) and q.unit not in {"percent", "point", "age"} and q.value > 0
    ]


def _is_plain(quantity: Quantity) -> bool:
    return quantity.form == "number" and quantity.high is None
