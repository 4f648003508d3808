"""Figures of a claim that exclude each other: a part larger than its whole, a range told backwards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from rag.types import Fact
from rag.verification.case import Case, fact, is_quoted
from rag.verification.figures.finding import find_quantities
from rag.verification.figures.quantities import Quantity

# "31 of the 27": the whole belongs to no other thing ("300 of the two firms' jobs") and is no compound.
_PART_OF = re.compile(
    r"(?: [a-z]+){0,2} (?:out )?of (?:the |its |their |his |her |these |those |all |some |about |around )*$",
    re.IGNORECASE,
)
_NO_WHOLE = re.compile(r"-|(?: [\w-]+){0,2}['’]", re.IGNORECASE)
# "Of the 44 patients, all but 312 were".
_OF_WHOLE = re.compile(
    r"(?:^|[.;:,] )of (?:the |its |their |these |those |all |some |about |around )*$", re.IGNORECASE
)
_PART_NEXT = re.compile(r"[^,.;]{0,48}, (?P<but>all but )?$")
_DONE_NEXT = re.compile(r" (?:has|have|had|was|were|is|are|did|do)\b")
_INCLUDING = re.compile(r"^[^.;]*, including (?:[a-z]+ ){0,4}$")
_OF_WHICH = re.compile(r"^[^.;]*, of (?:which|whom) (?:[a-z]+ ){0,2}$")
_BETWEEN = re.compile(r"\bbetween $", re.IGNORECASE)
_AND = re.compile(r" and $")
_END = re.compile(
    r"$|[.,;:)]| (?:of|in|on|at|from|to|by|a|per|for|against|this|last|next|is|are|was|were|has|have|had)\b"
)
_METRIC = frozenset({"mm", "cm", "metre", "km"})
_IMPERIAL = frozenset({"inch", "foot", "yard", "mile"})
_WEIGHTS = frozenset({"gram", "kg", "tonne", "ton", "lb"})
_CURRENCIES = frozenset(
    {"dollar", "pound", "euro", "yen", "yuan", "rupee", "rouble", "lira", "won", "peso", "franc"}
)
_MEASURES = (_METRIC | _IMPERIAL, _WEIGHTS, _CURRENCIES)


def check_possible(case: Case) -> list[Fact]:
    """Give a fact for every figure of a claim that another of its own figures excludes."""
    stated = {_values(pair) for line in case.lines for pair in impossible_pairs(line.text)}
    return [
        fact(
            "word",
            (mine.text, mine.start, mine.end),
            "contradicted",
            note=f"no such figure fits {other.text!r}",
        )
        for mine, other in impossible_pairs(case.claim)
        if _values((mine, other)) not in stated and not is_quoted(mine.start, case)
    ]


def impossible_pairs(text: str) -> Iterator[tuple[Quantity, Quantity]]:
    """The pairs of figures of a text that exclude each other.

    >>> [(one.text, other.text) for one, other in impossible_pairs("It lost 58 of its 27 seats.")]
    [('58', '27')]
    """
    found = find_quantities(text)
    for mine in found:
        if mine.high is not None and mine.unit != "score" and mine.high < mine.value:
            yield mine, mine
    for first, second in pairwise(found):
        if _is_over_whole(first, second, text) or _is_over_total(first, second, text):
            yield first, second
        elif _is_part_of_lead(first, second, text):
            yield second, first
        elif _is_broken_range(first, second, text):
            yield first, second


def _values(pair: tuple[Quantity, Quantity]) -> tuple[float, float]:
    return pair[0].value, pair[1].value


def _are_counts(part: Quantity, whole: Quantity) -> bool:
    """Whether one of two figures may be counted among the other, but is larger."""
    plain = part.form == whole.form == "number" and part.high is whole.high is None
    return (
        plain
        and part.unit == whole.unit
        and part.unit not in {"percent", "age", "score"}
        and part.value > whole.value
    )


def _is_over_whole(part: Quantity, whole: Quantity, text: str) -> bool:
    return (
        _are_counts(part, whole)
        and _PART_OF.match(text[part.end : whole.qualifier_start]) is not None
        and not _NO_WHOLE.match(text, whole.end)
    )


def _is_over_total(total: Quantity, part: Quantity, text: str) -> bool:
    """ "$25 in all, including a bonus of $100"."""
    if not _are_counts(part, total):
        return False
    between = text[total.end : part.qualifier_start]
    money = part.unit in _CURRENCIES and _INCLUDING.search(between)
    return bool(money or _OF_WHICH.search(between))


def _is_part_of_lead(whole: Quantity, part: Quantity, text: str) -> bool:
    """ "Of the 44 patients, all but 312 were" and "of the £90, £240 has been raised"."""
    if not _are_counts(part, whole) or not _OF_WHOLE.search(text[: whole.qualifier_start]):
        return False
    between = _PART_NEXT.match(text[whole.end : part.qualifier_start])
    if between is None or _NO_WHOLE.match(text, whole.end):
        return False
    return bool(between.group("but") or _DONE_NEXT.match(text, part.end))


def _is_broken_range(low: Quantity, high: Quantity, text: str) -> bool:
    """ "Between 6 and 4 metres", "between 3 metres and 4 feet"."""
    if not _BETWEEN.search(text[: low.qualifier_start]) or not _AND.match(
        text[low.end : high.qualifier_start]
    ):
        return False
    if low.form != "number" or high.form != "number" or not _END.match(text, high.end):
        return False
    units = {low.unit, high.unit}
    mixed = len(units) == 2 and any(units <= family for family in _MEASURES)
    both_systems = bool(units & _METRIC and units & _IMPERIAL)
    return (mixed and (both_systems or units <= _CURRENCIES)) or (len(units) == 1 and low.value > high.value)
