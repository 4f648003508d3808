"""The verbs and names that stand with a figure or date: what was 12, where, and by whom."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from rag.verification.statements.names import find_names
from rag.verification.statements.roles import find_verbs
from rag.verification.words.tokens import sense, stem


@dataclass(frozen=True, slots=True)
class Slots:
    """The senses of the verbs and the words of the names in one clause of a sentence."""

    verbs: frozenset[str]
    names: frozenset[str]


@lru_cache(maxsize=8192)
def slots_of(text: str, clause: tuple[int, int], after: int) -> Slots:
    """Give the verbs of a clause that tell what is done, and its names from the place `after` on.

    >>> slots_of("Fire destroyed 12 homes in Lund.", (0, 32), 17)
    Slots(verbs=frozenset({'destroi'}), names=frozenset({'lund'}))
    """
    start, end = clause
    verbs = {sense(token.stem) for token in find_verbs(text) if start <= token.start < end}
    names = [
        word
        for name in find_names(text)
        if after <= name.start < end and not name.doubtful
        for word in name.core
    ]
    return Slots(frozenset(verbs - _governing()), frozenset(names))


@lru_cache(maxsize=1)
def _governing() -> frozenset[str]:
    """The senses of verbs that only govern another, and may govern that of any figure beside it."""
    return frozenset(sense(stem(word)) for word in "promise pledge vow plan want intend agree hope".split())


def is_elsewhere(mine: Slots, theirs: Slots, other: Slots) -> bool:
    """Whether a claim's verbs or names are not those of the figure it has, but those of another one."""
    return any(
        claimed and stated and not claimed & stated and bool(claimed & rival)
        for claimed, stated, rival in (
            (mine.verbs, theirs.verbs, other.verbs),
            (mine.names, theirs.names, other.names),
        )
    )


def is_at_home(mine: Slots, theirs: Slots, other: Slots) -> bool:
    """Whether a claim's names are those of the figure it has, and not those of the other one."""
    return bool(mine.names & theirs.names) and not mine.names & other.names
