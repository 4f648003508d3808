"""Whether a claim speaks of the other part of a whole: of who failed, where the evidence has who passed."""

from __future__ import annotations

import re
from functools import lru_cache

from rag.verification.statements.negation import find_negations
from rag.verification.words.tokens import sense, stem, tokenize
from rag.verification.words.wordlists import SIDES

_AGAINST = re.compile(r"\b(?:was|were|are|is|be|voted?|came out) against\b", re.IGNORECASE)
_FOR = re.compile(r"\b(?:(?:was|were|are|is|be|voted?|came out) for|in favour of)\b", re.IGNORECASE)
_PREFIXES = ("un", "non", "in", "dis")
_STEM = 3


@lru_cache(maxsize=2048)
def is_other_side(claim: str, text: str) -> bool:
    """Whether a claim has only words of the one side of a whole, and the text only of the other.

    >>> is_other_side("More than four in ten pupils failed.", "Only 58% of pupils passed.")
    True
    """
    if _AGAINST.search(claim) and not _AGAINST.search(text) and _FOR.search(text) and not _FOR.search(claim):
        return True
    mine, theirs = _senses_of(claim), _senses_of(text)
    sides = [*_sides(), *_prefixed(mine | theirs)]
    return any(
        (mine & one and not mine & other and theirs & other and not theirs & one)
        or (mine & other and not mine & one and theirs & one and not theirs & other)
        for one, other in sides
        if (one | other) & mine and (one | other) & theirs
    )


def _prefixed(words: frozenset[str]) -> list[tuple[frozenset[str], frozenset[str]]]:
    """ "Unsold" beside "sold"."""
    pairs = [
        (word, sense(word[len(prefix) :]))
        for word in words
        for prefix in _PREFIXES
        if word.startswith(prefix) and len(word) >= len(prefix) + _STEM
    ]
    return [(frozenset({word}), frozenset({plain})) for word, plain in pairs if plain in words]


def _senses_of(text: str) -> frozenset[str]:
    """The senses of the words of a text that it does not deny."""
    denied = {word for negation in find_negations(text) for word in negation.reach}
    return frozenset(sense(token.stem) for token in tokenize(text) if token.is_word) - denied


@lru_cache(maxsize=1)
def _sides() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    groups = [group.split("/") for group in SIDES.replace("\n", " ").split(";")]
    first, second = (
        [frozenset(sense(stem(word)) for word in group[at].split()) for group in groups] for at in (0, 1)
    )
    return tuple(zip(first, second, strict=True))
