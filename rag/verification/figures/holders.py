"""Whose figure is whose, where a sentence gives two names one each: "118 votes, against 121 for Wynn"."""

from __future__ import annotations

from functools import lru_cache

from rag.verification.figures.finding import find_quantities
from rag.verification.figures.quantities import Quantity
from rag.verification.figures.values import same_value
from rag.verification.statements.names import Name, find_names, same_name


@lru_cache(maxsize=1024)
def have_same_figures(claim: str, text: str) -> bool:
    """Whether two names or more have figures of their own in a claim, each the one that it has in a text.

    >>> text = "Wynn polled 121 votes, against 118 for Poe."
    >>> have_same_figures("Poe had 118 votes, against 121 for Wynn.", text)
    True
    >>> have_same_figures("Wynn had 118 votes, against 121 for Poe.", text)
    False
    """
    pairs = [
        (mine, theirs)
        for name, mine in _held(claim)
        for other, theirs in _held(text)
        if same_name(name, other)
    ]
    values = {mine.value for mine, _ in pairs}
    return len(values) > 1 and all(same_value(mine, theirs) for mine, theirs in pairs)


def _held(text: str) -> list[tuple[Name, Quantity]]:
    """The names of a text, each with the count or amount that stands nearest to it."""
    counts = [quantity for quantity in find_quantities(text) if quantity.form == "number"]
    return [(name, min(counts, key=lambda q: _apart(name, q))) for name in find_names(text) if counts]


def _apart(name: Name, quantity: Quantity) -> int:
    return max(quantity.start - name.end, name.start - quantity.end)
