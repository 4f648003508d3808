"""Joins two figures into a range, and gives both ends of a change the unit of one."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from rag.verification.figures.patterns import SYMBOLS
from rag.verification.figures.quantities import Quantity
from rag.verification.times.dates import UNITS

_RANGE = re.compile(r"^(?:\s?|-\s)(?P<join>-|–|—|to|and|or)\s?$", re.IGNORECASE)
_SHARED = re.compile(
    r",?\s(?:(?!and\b)[a-z]+,?\s){0,3}?(?:to|from|instead of|rather than|compared (?:with|to)"
    r"|against)(?: the)?\s$"
    r"|\s(?:and|or)\s$|\s(?:out )?of (?:(?:the|its|their|his|her|those|these|all|(?:the )?[\w-]+['’]s?)\s)?$",
    re.IGNORECASE,
)
_NEVER = frozenset({"percent", "age"})
_LARGE = 1000
# "A 2% increase in lorries to 186,000" leads to lorries.
_CHANGE = re.compile(r"\b(?:increase|rise|growth|gain|jump|fall|drop|decline|cut|reduction)\b", re.IGNORECASE)
_MOVED = re.compile(
    r"\b(?:rose|risen|rise|rising|fell|fallen|fall|falling|grew|grown|climbed|dropped|increased|decreased"
    r"|declined|jumped|up|down|surged|slumped|gained|lost) $",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\d (?:[a-z]+ )?[a-z]+s $")
NOUN_NEXT = re.compile(
    r"\s(?!(?:to|from|in|by|on|at|and|a|per|this|last|of|instead|rather|compared|against|as|down|up|behind|ahead|adrift|ha(?:s|ve|d)|is|are|was|were|will|or)\b)[a-z]",
    re.IGNORECASE,
)


def with_ranges(found: list[Quantity], text: str) -> tuple[Quantity, ...]:
    """The figures in order, with the two ends of each range made one."""
    merged: list[Quantity] = []
    for quantity in found:
        last = merged[-1] if merged else None
        if last and last.high is None and _is_range(last, quantity, text):
            merged[-1] = _range(last, quantity, text)
        else:
            merged.append(quantity)
    return tuple(merged)


def with_shared_units(found: tuple[Quantity, ...], text: str) -> tuple[Quantity, ...]:
    """In "from 16 minutes to seven" and "to seven minutes from 16" both figures have the one unit."""
    units = list(found)
    for at, (first, second) in enumerate(pairwise(found)):
        if bool(first.unit) == bool(second.unit) or not _SHARED.match(
            text[first.end : second.qualifier_start]
        ):
            continue
        between = text[first.end : second.qualifier_start]
        if text[: first.qualifier_start].endswith(("by ", "in ")) or _CHANGE.search(between):
            continue
        if _is_apart(first, second, text):
            continue
        bare, other = (at, at + 1) if second.unit else (at + 1, at)
        apart = units[other].unit in UNITS and text.startswith(" of ", found[bare].end)
        if apart and not text.startswith(" of ", found[other].end):
            continue
        if not NOUN_NEXT.match(text, found[bare].end) and _may_share(found[bare], units[other]):
            units[bare] = replace(found[bare], unit=units[other].unit)
    return tuple(units)


def _is_apart(first: Quantity, second: Quantity, text: str) -> bool:
    """Whether the one unit is of another kind of figure.

    A change leads to a level ("rose 17% to 214"), a share is of a count ("91% of 80") and a bound may only
    tell which things are counted: "19 boats longer than 40 metres against 23".
    """
    between, before = text[first.end : second.qualifier_start], text[: first.qualifier_start]
    if first.unit == "percent" and not second.unit:
        return " of " in between or bool(between.strip() == "to" and _MOVED.search(before))
    return bool(_COUNTED.search(before)) and first.qualifier in {"more", "fewer"}


def _may_share(bare: Quantity, other: Quantity) -> bool:
    """Whether a figure may have the unit of another: "9% to 6,200" are no 6,200 per cent."""
    if other.unit in UNITS and bare.value >= _LARGE:  # "in three months, against 82,000"
        return False
    return bare.form not in {"ordinal", "fraction"} and (
        other.unit not in _NEVER or (other.unit == "percent" and bare.value < _LARGE)
    )


def _is_range(low: Quantity, high: Quantity, text: str) -> bool:
    join = _RANGE.match(text[low.end : high.start])
    if not join or low.form != "number" or high.form != "number":
        return False
    if (low.unit and high.unit and low.unit != high.unit) or (
        low.unit and low.unit not in SYMBOLS.values() and not high.unit
    ):
        return False
    before = text[max(0, low.qualifier_start - 10) : low.qualifier_start].lower()
    if join.group("join").lower() == "and":
        return bool(re.search(r"\bbetween\s$", before))
    if join.group("join").lower() == "or":
        return high.value == low.value + 1 and not low.unit
    return low.value < high.value and not re.search(r"\b(?:from|by)\s$", before)


def _range(low: Quantity, high: Quantity, text: str) -> Quantity:
    scale = 1.0
    for factor in (10**9, 10**6, 10**3):
        if high.value >= factor and low.value < 1000 and high.value / factor > low.value:
            scale = float(factor)
            break
    return Quantity(
        text=text[low.start : high.end],
        start=low.start,
        end=high.end,
        qualifier_start=low.qualifier_start,
        value=low.value * scale
        if high.value >= 1000 and not re.search(r"\d[,.]\d{3}", high.text)
        else low.value,
        high=high.value,
        unit=high.unit or low.unit,
        qualifier=low.qualifier,
    )
