"""How much each figure of a sentence matters: people and money over ages, durations and old values."""

from __future__ import annotations

import re

from rag.verification.figures.finding import find_quantities
from rag.verification.figures.quantities import Quantity

FigureKey = tuple[float, str]
_DURATIONS = frozenset("second minute hour day week month year decade century".split())
_SHARES_AND_MONEY = frozenset("percent point dollar euro pound yen yuan rupee rouble franc peso won".split())
_CURRENCY_AFTER = re.compile(r"\s?(?:crowns?|dollars?|euros?|pounds?|yen|rupees?)\b")
_PEOPLE = re.compile(
    r"\b(?:killed|dead|deaths?|died|die|toll|injur\w+|wounded|hurt|people|residents|displaced|homes|workers|jobs"
    r"|patients|customers|victims?|arrest\w*)\b",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"(?:\bfrom|\bthan(?: the)?|compared with|against|\bnot)\s(?:about |some |around |nearly |a peak of )?$",
    re.IGNORECASE,
)
_NEAR_CHARS = 25


def figure_weights(text: str) -> dict[FigureKey, float]:
    """Give each figure of a sentence, as value and unit, with its weight from 0 to 1.

    >>> figure_weights("The toll rose to 27 from 19, after 40 minutes.")
    {(27.0, ''): 0.8, (19.0, ''): 0.32, (40.0, ''): 0.15}
    """
    weights: dict[FigureKey, float] = {}
    for quantity in find_quantities(text):
        if quantity.form in {"ordinal", "multiple", "vague"}:
            continue
        key = figure_key(quantity)
        weights[key] = max(weights.get(key, 0.0), round(_weight(quantity, text), 4))
    return weights


def figure_key(quantity: Quantity) -> FigureKey:
    """Give what makes two figures the same: the value, and whether it is a share."""
    return (round(quantity.value, 4), quantity.unit if quantity.unit in {"percent", "point"} else "")


def _weight(quantity: Quantity, text: str) -> float:
    if quantity.unit in _DURATIONS:
        return 0.15
    weight = _size_weight(quantity, text)
    around = text[max(0, quantity.start - _NEAR_CHARS) : quantity.end + _NEAR_CHARS]
    if _PEOPLE.search(around):
        weight = max(weight, 0.8)
    before = text[max(0, quantity.qualifier_start - 18) : quantity.qualifier_start]
    return weight * 0.4 if _COMPARED.search(before) else weight


def _size_weight(quantity: Quantity, text: str) -> float:
    if quantity.unit in _SHARES_AND_MONEY or _CURRENCY_AFTER.match(text, quantity.end):
        return 1.0
    if abs(quantity.value) >= 1000:
        return 1.0
    return 0.6 if abs(quantity.value) >= 10 else 0.25
