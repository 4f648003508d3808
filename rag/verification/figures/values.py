"""Whether two figures have one value, one qualifier follows from another, and one rounds the other."""

from __future__ import annotations

from dataclasses import replace

from rag.verification.figures.quantities import Qualifier, Quantity

# Units with their size in the base of their family.
_BASES = {
    "second": (1 / 60, "time"), "minute": (1.0, "time"), "hour": (60.0, "time"), "day": (1440.0, "time"),
    "week": (10080.0, "time"), "month": (1.0, "months"), "quarter": (3.0, "months"), "year": (12.0, "months"),
    "decade": (120.0, "months"), "century": (1200.0, "months"),
    "millennium": (12000.0, "months"), "mm": (0.001, "metres"),
    "cm": (0.01, "metres"), "metre": (1.0, "metres"), "km": (1000.0, "metres"), "inch": (1.0, "inches"),
    "foot": (12.0, "inches"), "yard": (36.0, "inches"), "mile": (63360.0, "inches"), "gram": (0.001, "kilos"),
    "kg": (1.0, "kilos"), "tonne": (1000.0, "kilos"), "kilowatt": (0.001, "megawatts"),
    "megawatt": (1.0, "megawatts"), "gigawatt": (1000.0, "megawatts"), "basis point": (0.01, "point"),
    "hectare": (1.0, "hectares"), "square km": (100.0, "hectares"), "square metre": (0.0001, "hectares"),
    "acre": (1.0, "acres"), "square mile": (640.0, "acres"), "lb": (1.0, "pounds"), "litre": (1.0, "litres"),
    "hectolitre": (100.0, "litres"),
}  # fmt: skip
# How many of the second unit the first holds.
_CONVERTED = {
    ("metres", "inches"): 39.37, ("inches", "metres"): 0.0254, ("hectares", "acres"): 2.471,
    ("acres", "hectares"): 0.4047, ("kilos", "pounds"): 2.2046, ("pounds", "kilos"): 0.4536,
    ("time", "months"): 1 / 43834, ("months", "time"): 43834,
}  # fmt: skip
_CLOSE = 0.025  # 25 miles for 40 kilometres
_OTHER_UNIT = 0.1  # "over two weeks" for 16 days
_SOME = 20  # "thousands" are fewer than 20,000
_SMALL = 10  # "more than three" for 3.6
_FEW_POINTS = 20  # "in three points" may be places; "93 points" are not 93
# Qualifiers of a claim with those of the evidence from which they follow, beside themselves.
AGREE: dict[Qualifier, frozenset[Qualifier]] = {
    "at_least": frozenset({"more", "over"}),
    "at_most": frozenset({"fewer", "nearly"}),
    "more": frozenset({"over"}),
    "fewer": frozenset({"nearly"}),
    "about": frozenset({"nearly", "over"}),
    "exact": frozenset({"exactly"}),
    "exactly": frozenset({"exact"}),
}
_SIDES: dict[Qualifier, int] = {
    "at_least": 1, "more": 1, "over": 1, "at_most": -1, "fewer": -1, "nearly": -1,
}  # fmt: skip
# What a rounder figure may be over a finer one: qualifiers of the evidence, and evidence over claim.
_UPWARD: tuple[frozenset[Qualifier], float, float] = (
    frozenset({"exact", "exactly", "over", "more", "at_least", "at_most", "about"}), 1.0, 1.1,
)  # fmt: skip
_DOWNWARD: tuple[frozenset[Qualifier], float, float] = (
    frozenset({"exact", "exactly", "nearly", "fewer", "at_most", "about"}), 0.9, 1.0,
)  # fmt: skip
_ROUNDED: dict[Qualifier, tuple[frozenset[Qualifier], float, float]] = {
    "about": (frozenset({"exact", "exactly", "over", "nearly", "about"}), 0.95, 1.05),
    "nearly": _DOWNWARD,
    "fewer": _DOWNWARD,
    "at_most": (_DOWNWARD[0] - {"about"}, 0.9, 1.0),
    "more": _UPWARD,
    "over": _UPWARD,
    "at_least": _UPWARD,
}


def agrees(claimed: Quantity, found: Quantity) -> bool:
    """Whether a qualifier of the claim follows from that of the evidence."""
    return claimed.qualifier == found.qualifier or found.qualifier in AGREE.get(
        claimed.qualifier, frozenset()
    )


def are_opposite_bounds(claimed: Quantity, found: Quantity) -> bool:
    """Whether two qualifiers bound a figure from different sides."""
    return {_SIDES.get(claimed.qualifier), _SIDES.get(found.qualifier)} == {-1, 1}


def same_value(claimed: Quantity, found: Quantity) -> bool:
    """Whether two figures have the same value in the same unit."""
    if (claimed.form == "vague") != (found.form == "vague"):
        return False
    forms = {claimed.form, found.form}
    if len(forms) > 1 and "ordinal" in forms and "label" not in forms:
        return False
    first, second = amount_of(claimed), amount_of(found)
    named = {claimed.unit, found.unit} - {""}
    if named == {"age", "year"} or ("label" in forms and len(named) < 2):
        return is_near(claimed.value, found.value)
    pairs = ((claimed, found), (found, claimed))
    if any(_is_written_out(*pair) or _are_metres(*pair) for pair in pairs):
        return True
    units = {first[1], second[1]}
    if len(units) > 1 and not _may_lack_unit(units, first[0]):
        return False
    return is_near(first[0], second[0]) and _is_same_end(claimed, found)


def _is_same_end(claimed: Quantity, found: Quantity) -> bool:
    """Whether two ranges have the same upper end, or neither figure has one."""
    if claimed.high is None or found.high is None:
        return claimed.high is found.high
    high, other = (amount_of(replace(one, value=one.high or 0.0))[0] for one in (claimed, found))
    return is_near(high, other)


def _is_written_out(share: Quantity, percent: Quantity) -> bool:
    """Whether a percentage is what a fraction comes to, cut to its digits: 33% or 33.3% for a third."""
    if share.form != "fraction" or percent.unit != "percent" or percent.form != "number" or percent.high:
        return False
    places = len(f"{percent.value:.6g}".partition(".")[2])
    return is_near(round(100 * share.value, places), percent.value)


def _may_lack_unit(units: set[str], value: float) -> bool:
    """Whether one of two figures may lack the unit of the other: an age, a temperature, points."""
    return units in ({"", "age"}, {"", "degree"}) or (units == {"", "point"} and value <= _FEW_POINTS)


def _are_metres(short: Quantity, full: Quantity) -> bool:
    """ "6.1m" reads as millions, but may be metres."""
    metres = short.text.endswith("m") and not short.unit and full.unit == "metre"
    return metres and is_near(short.value, 1e6 * full.value)


def is_near(first: float, second: float) -> bool:
    """Whether two numbers are the same but for rounding of the arithmetic.

    >>> is_near(0.1 + 0.2, 0.3), is_near(3.0, 3.1)
    (True, False)
    """
    return abs(first - second) <= 1e-6 * max(1.0, abs(first), abs(second))


def amount_of(quantity: Quantity) -> tuple[float, str]:
    """The value in the base of its unit: times in minutes or months, shares in per cent."""
    if quantity.unit in _BASES:
        size, base = _BASES[quantity.unit]
        return quantity.value * size, base
    if quantity.form == "fraction" or quantity.unit == "percent":
        return quantity.value * (100 if quantity.form == "fraction" else 1), "percent"
    return quantity.value, quantity.unit


def may_round(claimed: Qualifier, found: Qualifier) -> bool:
    """Whether a figure qualified so may be the rounder one of a figure with another qualifier."""
    return claimed in _ROUNDED and found in _ROUNDED[claimed][0]


def in_unit(quantity: Quantity, unit: str) -> Quantity:
    """The figure in another unit of its family: 90 minutes as 1.5 hours; as it is where there is none."""
    own, other = _BASES.get(quantity.unit), _BASES.get(unit)
    if (
        own is None
        or other is None
        or own[1] != other[1]
        or quantity.unit == unit
        or quantity.high is not None
    ):
        return quantity
    return replace(quantity, value=quantity.value * own[0] / other[0], unit=unit)


def is_rounded(mine: Quantity, theirs: Quantity) -> bool:
    """Whether a qualified figure of the claim is a rounder one for a finer figure of the evidence.

    >>> from rag.verification.figures.finding import find_quantities
    >>> mine, theirs = find_quantities("more than 9%"), find_quantities("as much as 9.3%")
    >>> is_rounded(mine[0], theirs[0])
    True
    """
    (value, unit), (stated, other) = amount_of(mine), amount_of(theirs)
    if rate := _CONVERTED.get((other, unit)):
        stated, other = stated * rate, unit
        if (
            mine.qualifier in {"exact", "about"}
            and theirs.high is mine.high is None
            and mine.form == "number"
        ):
            return abs(stated / value - 1) <= (_OTHER_UNIT if unit in {"time", "months"} else _CLOSE)
    if unit != other or mine.high or theirs.high or mine.qualifier not in _ROUNDED or not value:
        return False
    other_unit = mine.unit != theirs.unit
    finer = _digits(mine.value) < _digits(theirs.value) or other_unit or _is_round(mine, theirs)
    finer = finer or "dozen" in mine.text.lower()
    if mine.form != theirs.form or mine.form not in {"number", "multiple"} or not finer:
        return False
    qualifiers, low, high = _ROUNDED[mine.qualifier]
    ratio = stated / value
    small = mine.qualifier == "more" and value == int(value) and value < _SMALL and value < stated < value + 1
    if other_unit and mine.qualifier != "about":
        low, high = (low - _OTHER_UNIT if low < 1 else low), (high + _OTHER_UNIT if high > 1 else high)
    size = mine.value / value
    near = low <= ratio <= high and (mine.qualifier != "about" or _rounds_to(stated * size, mine.value))
    return theirs.qualifier in qualifiers and ratio != 1.0 and (small or near)


def is_some_of(vague: Quantity, stated: Quantity) -> bool:
    """Whether a number is told by its size: "thousands" for "more than 4,000"."""
    if vague.form != "vague" or stated.form != "number" or stated.unit or stated.high is not None:
        return False
    lower = stated.qualifier in {"fewer", "nearly", "at_most"}
    return vague.qualifier == "exact" and not lower and 2 <= stated.value / vague.value < _SOME


def _is_round(mine: Quantity, theirs: Quantity) -> bool:
    """ "Less than 85,000" for 84,000, "more than three and a half times" for "3.6 times"."""
    if mine.qualifier == "nearly" and mine.text.lower().startswith("a ") and theirs.value < mine.value:
        return True
    last = f"{mine.value:.6g}".replace(".", "").rstrip("0")[-1:]
    return (
        last == "5" and theirs.qualifier == "exact" and mine.qualifier in {"more", "fewer", "over", "nearly"}
    )


def _rounds_to(stated: float, value: float) -> bool:
    """Whether a figure is rounded to a value, in steps of its last digit, of five where that is 5 or 0."""
    step = 10.0 ** (len(f"{int(abs(value))}") - _digits(value)) if value == int(value) else 0.1
    wide = round(value / step) % 5 == 0 or _digits(value) == 1
    return abs(stated - value) <= step * (2.5 if wide else 0.5) + 1e-9


def _digits(value: float) -> int:
    return len(
        f"{value:.6g}".replace(".", "").strip("0")
        if "e" not in f"{value:.6g}"
        else f"{value:.6g}".split("e")[0].replace(".", "")
    )
