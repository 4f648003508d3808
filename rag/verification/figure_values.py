"""Whether two figures have one value, one qualifier follows from another, and one rounds the other."""

from __future__ import annotations

from rag.verification.quantities import Quantity

_MINUTES = {"second": 1 / 60, "minute": 1, "hour": 60, "day": 1440, "week": 10080}
_MONTHS = {"month": 1.0, "quarter": 3.0, "year": 12.0, "decade": 120.0, "century": 1200.0}
_SMALL = 10  # "more than three" for 3.6
_FEW_POINTS = 20  # "in three points" may be places; "93 points" are not 93
_METRES = {"mm": 0.001, "cm": 0.01, "metre": 1.0, "km": 1000.0}
_AGREE = frozenset(
    {
        ("at_least", "more"), ("at_most", "fewer"), ("fewer", "nearly"), ("about", "nearly"),
        ("exact", "exactly"), ("exactly", "exact"),
    }
)  # fmt: skip


def agrees(claimed: Quantity, found: Quantity) -> bool:
    """Whether a qualifier of the claim follows from that of the evidence."""
    return claimed.qualifier == found.qualifier or (claimed.qualifier, found.qualifier) in _AGREE


def same_value(claimed: Quantity, found: Quantity) -> bool:
    """Whether two figures have the same value in the same unit."""
    if any((claimed.form == form) != (found.form == form) for form in ("ordinal", "vague")):
        return False
    first, second = amount_of(claimed), amount_of(found)
    if {claimed.unit, found.unit} == {"age", "year"}:
        return is_near(claimed.value, found.value)
    if _are_metres(claimed, found) or _are_metres(found, claimed):
        return True
    units = {first[1], second[1]}
    if len(units) > 1 and units != {"", "age"} and not (units == {"", "point"} and first[0] <= _FEW_POINTS):
        return False
    return is_near(first[0], second[0]) and (
        claimed.high is found.high is None
        or (claimed.high is not None and found.high is not None and is_near(claimed.high, found.high))
    )


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
    if quantity.unit in _MINUTES:
        return quantity.value * _MINUTES[quantity.unit], "time"
    if quantity.unit in _MONTHS:
        return quantity.value * _MONTHS[quantity.unit], "months"
    if quantity.unit in _METRES:
        return quantity.value * _METRES[quantity.unit], "metres"
    if quantity.form == "fraction" or quantity.unit == "percent":
        return quantity.value * (100 if quantity.form == "fraction" else 1), "percent"
    return quantity.value, quantity.unit


def is_rounded(mine: Quantity, theirs: Quantity) -> bool:
    """Whether a qualified figure of the claim is a rounder one for an exact figure of the evidence."""
    (value, unit), (stated, other) = amount_of(mine), amount_of(theirs)
    if unit != other or mine.high or theirs.high or theirs.qualifier not in {"exact", "exactly"}:
        return False
    finer = _digits(mine.value) < _digits(theirs.value) or mine.unit != theirs.unit
    if mine.form != "number" or theirs.form != "number" or not finer:
        return False
    ratio = stated / value if value else 0.0
    if mine.qualifier == "more" and value == int(value) and value < _SMALL and value < stated < value + 1:
        return True
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
