"""The lists of a sentence and how many things each names: "in Lund, Malmo and Ystad" are three."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

_NAME = r"(?:the )?[A-ZÀ-ÖØ-Þ][\w'’-]+(?: (?:(?:of|de|van|al|the|di|da) )*[A-ZÀ-ÖØ-Þ][\w'’-]+){0,4}"
_AGE = r"(?:, (?:aged )?\d{1,3}(?=,| and))?"
_THING = r"(?:[Aa]n?|the|his|her|its|their) [A-Za-z-]+(?: [A-Za-z-]+){0,3}?"
_LISTS = tuple(
    re.compile(rf"(?:{item}{_AGE}, )*{item}{_AGE},? and {item}\b")
    for item in (rf"(?:{_NAME})", rf"(?:{_THING})")
)
# "Lund to Malmo, Ystad to Norby and Cray to Holm" are three.
_ROUTE = rf"{_NAME}(?: to |-|–|—){_NAME}"
_ROUTES = re.compile(rf"(?:{_ROUTE}, )*{_ROUTE},? and {_ROUTE}\b")
_ITEM_END = re.compile(r", (?!(?:aged )?\d)(?:and )?| and ")


@lru_cache(maxsize=2048)
def find_lists(text: str) -> tuple[tuple[int, int, int], ...]:
    """The lists of a text: where each begins and ends, and how many things it names.

    >>> [count for _, _, count in find_lists("Shops in Lund, Malmo and Ystad sold a bike and a boat.")]
    [3, 2]
    """
    return tuple(_lists(text))


def _lists(text: str) -> Iterator[tuple[int, int, int]]:
    routes = list(_ROUTES.finditer(text))
    for match in routes:
        yield match.start(), match.end(), len(_ITEM_END.findall(match.group())) + 1
    for pattern in _LISTS:
        for match in pattern.finditer(text):
            if any(route.start() < match.end() and match.start() < route.end() for route in routes):
                continue
            yield match.start(), match.end(), len(_ITEM_END.findall(match.group())) + 1
