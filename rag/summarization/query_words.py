"""The words of a query, and how many of them a text has."""

from __future__ import annotations

import re

from rag.verification.times.finding import find_times
from rag.verification.words.tokens import stem, tokenize

_NAME_WEIGHT = 2
_PREFIX = 6
_WORD = re.compile(r"\w+(?:['’.,]\w+)*")


def query_words(query: str) -> dict[str, int]:
    """Give the content words of a query, without its dates; a name weighs double.

    Words that begin alike are the same here: `indictment` finds `indicted`.
    """
    times = find_times(query)
    return {
        token.stem[:_PREFIX]: _NAME_WEIGHT if token.text[0].isupper() else 1
        for token in tokenize(query)
        if token.is_content and not any(time.start <= token.start < time.end for time in times)
    }


def share_of(wanted: dict[str, int], text: str) -> float:
    """Give the share of the wanted words, by weight, that a text has.

    >>> share_of(query_words("Storm Isolde"), "The storm passed.")
    0.5
    """
    words = {stem(word)[:_PREFIX] for word in set(_WORD.findall(text))}
    total = sum(wanted.values())
    return sum(weight for stem, weight in wanted.items() if stem in words) / total if total else 0.0
