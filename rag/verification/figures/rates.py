"""What a figure is reckoned by: "£300 a month", "$12 per square foot", "a daily 40,000 barrels"."""

from __future__ import annotations

import re

from rag.verification.figures.patterns import UNIT_WORDS
from rag.verification.figures.quantities import Quantity
from rag.verification.words.tokens import sense, stem

_EACH = re.compile(
    r"^(?:\s(?!each|every|an?\b|per\b|for\b)[a-z]+){0,2}?"
    r"(?:\s?/\s?|\s(?P<per>per|(?:for )?(?:each|every)|an?)\s)"
    r"(?P<kind>(?:square|cubic) )?(?P<by>\d[\d,]*|[a-z]+)\b",
    re.IGNORECASE,
)
PERIODS = {
    "hourly": "hour", "daily": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter",
    "yearly": "year", "annual": "year", "annually": "year",
}  # fmt: skip
_ADJECTIVE = "|".join(PERIODS)
_ADJECTIVE_AFTER = re.compile(rf"^(?:\s[a-z]+)?\s(?P<period>{_ADJECTIVE})\b", re.IGNORECASE)
_ADJECTIVE_BEFORE = re.compile(rf"\b(?P<period>{_ADJECTIVE})\s$", re.IGNORECASE)
_OTHER_UNITS = {
    "head": "person", "capita": "person", "people": "person", "annum": "year", "night": "night", "h": "hour",
    "hr": "hour", "s": "second",
}  # fmt: skip
_TIMES = frozenset({"second", "minute", "hour", "day", "week", "month", "quarter", "year", "night"})


def are_other_rates(first: str | None, second: str | None) -> bool:
    """Whether two figures are reckoned by different units of one kind: of time, or of other things."""
    return (
        first is not None
        and second is not None
        and first != second
        and (first in _TIMES) == (second in _TIMES)
    )


def rate_of(text: str, quantity: Quantity) -> str | None:
    """The unit by which a figure of a text is reckoned, or None.

    >>> from rag.verification.figures.finding import find_quantities
    >>> text = "Rent is £300 a month, or $12 per square foot."
    >>> [rate_of(text, quantity) for quantity in find_quantities(text)]
    ['month', 'square foot']
    """
    rest = text[quantity.end :]
    adjective = _ADJECTIVE_AFTER.match(rest) or _ADJECTIVE_BEFORE.search(text[: quantity.qualifier_start])
    if adjective:
        return PERIODS[adjective.group("period").lower()]
    each = _EACH.match(rest)
    if not each:
        return None
    word = each.group("by").lower()
    unit = _OTHER_UNITS.get(word) or UNIT_WORDS.get(word)
    if unit is None and (each.group("per") or "/").lower() not in {"per", "/"}:
        return None
    return (each.group("kind") or "").lower() + (unit or word.replace(",", "") if unit else sense(stem(word)))
