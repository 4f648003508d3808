"""Which mention of the evidence a mention of the claim stands for, by the words around both."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from rag.verification.words.tokens import sense, tokenize

_REACH = 6
_WEIGHTS = {"people": 0.2, "person": 0.2}
_MARGIN = 0.6
_SWAP_MARGIN = 0.6
_CLAUSE = 2
_CUT = re.compile(r"[;:]|, | (?:and|but|while|as|after|when|which|who|that) ")
_PASSIVE = re.compile(
    r"\b(?:was|were|is|are|be|been|being)\s+(?:\w+\s)?\w+(?:ed|en|wn|ought|ld|de|ut|un|it|nt|pt"
    r"|st)\b.{0,60}?\bby\b"
    r"|\b(?:\w+ed|cut|hit|struck|torn|taken|shot|won|sent|left)(?: (?:off|down|up|out))? by\b"
    r"|\b[a-z]{5,} of [A-Z][^,;.]{0,60}? by (?:(?:its|his|her|their|the|an?) (?:[a-z]+ ){0,2})?[A-Z]"
)
_CONVERSE = tuple(
    (re.compile(rf"\b(?:{one})\b"), re.compile(rf"\b(?:{other})\b"))
    for one, other in (
        (r"bought|buys?|buying|acquired?|acquires", r"sold|sells?|selling"),
        (r"lent|lends?|lending", r"borrowed|borrows?|borrowing"),
        (
            r"gave|gives?|given|hand(?:s|ed|ing)?|awarded|return(?:s|ed|ing)?",
            r"received|receives?|got|gets?|getting|won|recover(?:s|ed)?",
        ),
    )
)
_LOST_TO = re.compile(r"\b(?:lost|loses|losing)\b[^.;,]*\bto [A-Z]|\btook over\b[^.;,]* from [A-Z]")
Neighbours = dict[str, int]


def neighbours(
    text: str, start: int, end: int, skip: Sequence[tuple[int, int]], *, apart: int = _CLAUSE
) -> Neighbours:
    """The senses of the content words around a mention, with their distance; left is negative.

    `skip` are the places of mentions of the same kind, which may have been swapped. Each end of a clause
    between, two at most, adds `apart` to the distance.
    """
    left: list[tuple[int, str]] = []
    right: list[tuple[int, str]] = []
    for at, word in _content(text):
        if any(a <= at < b for a, b in skip) or start <= at < end:
            continue
        (left if at < start else right).append((at, word))
    found: Neighbours = {}
    for distance, (at, word) in enumerate(right[:_REACH], 1):
        found.setdefault(word, distance + apart * _clauses_between(text, end, at))
    for distance, (at, word) in enumerate(reversed(left[-_REACH:]), 1):
        far = distance + apart * _clauses_between(text, at, start)
        if abs(found.get(word, 99)) > far:
            found[word] = -far
    return found


def _clauses_between(text: str, start: int, end: int) -> int:
    return min(2, sum(start <= cut < end for cut in _cuts(text)))


@lru_cache(maxsize=4096)
def _cuts(text: str) -> tuple[int, ...]:
    return tuple(match.start() for match in _CUT.finditer(text))


def weight_of(word: str) -> float:
    """How much a shared word tells: what nearly every figure counts tells little about which one is meant."""
    return _WEIGHTS.get(word, 1.0)


def is_turned(claim: str, line: str) -> bool:
    """Whether one of two sentences is passive with its agent, or tells a deal from its other side."""
    if bool(_PASSIVE.search(claim)) != bool(_PASSIVE.search(line)):
        return True
    if bool(_LOST_TO.search(claim)) != bool(_LOST_TO.search(line)):
        return True
    return any(
        (one.search(claim) and other.search(line)) or (other.search(claim) and one.search(line))
        for one, other in _CONVERSE
    )


@lru_cache(maxsize=4096)
def _content(text: str) -> tuple[tuple[int, str], ...]:
    return tuple((token.start, sense(token.stem)) for token in tokenize(text) if token.is_content)


def closeness(first: Neighbours, second: Neighbours, *, turned: bool = False) -> float:
    """How much the surroundings of two mentions agree: near words on the same side count most.

    `turned` takes both sides alike, for a passive beside an active sentence.
    """
    total = 0.0
    for word, distance in first.items():
        other = second.get(word)
        if other is not None:
            side = 1.0 if turned or (other < 0) == (distance < 0) else 0.5
            total += weight_of(word) * side / (1 + 0.3 * (abs(distance) + abs(other) - 2))
    return total


def misbound(
    index: int,
    scores: Sequence[Sequence[float]],
    equal: Callable[[int, int], bool],
    comparable: Callable[[int, int], bool],
    margin: float = _MARGIN,
) -> int | None:
    """Give the evidence mention in whose place a claim mention stands, where that is another value.

    Args:
        index: the claim mention asked about.
        scores: closeness of each claim mention to each evidence mention.
        equal: whether claim mention i and evidence mention j have the same value.
        comparable: whether the two could be exchanged for each other.
        margin: by how much the other place must fit better where the claim lacks its value.
    """
    own = [j for j in range(len(scores[index])) if equal(index, j)]
    straight = max((scores[index][j] for j in own), default=0.0)
    for other in range(len(scores[index])):
        if other in own or not comparable(index, other):
            continue
        owners = [k for k in range(len(scores)) if k != index and equal(k, other)]
        if not owners and _is_doubled(index, other, scores, equal):
            return other
        if not owners and scores[index][other] > 1.25 * straight + margin:
            return other
        if any(_is_cross(scores, (index, owner), (own, other), equal) for owner in owners):
            return other
    return None


def _is_doubled(
    index: int, other: int, scores: Sequence[Sequence[float]], equal: Callable[[int, int], bool]
) -> bool:
    """Whether two claim mentions have the value of one place, and this one stands nearer to a free place."""
    own = [j for j in range(len(scores[index])) if equal(index, j)]
    twins = [k for k in range(len(scores)) if k != index and own and equal(k, own[0])]
    if len(own) != 1 or not twins:
        return False
    mine = scores[index][own[0]]
    return scores[index][other] > mine and all(scores[k][own[0]] >= mine for k in twins)


def _is_cross(
    scores: Sequence[Sequence[float]],
    pair: tuple[int, int],
    places: tuple[Sequence[int], int],
    equal: Callable[[int, int], bool],
) -> bool:
    """Whether two claim mentions fit better in each other's places than in their own."""
    (index, owner), (own, other) = pair, places
    theirs = [j for j in range(len(scores[owner])) if equal(owner, j)]
    straight = max((scores[index][j] for j in own), default=0.0) + max(scores[owner][j] for j in theirs)
    cross = scores[index][other] + max((scores[owner][j] for j in own), default=0.0)
    return cross > straight + _SWAP_MARGIN
