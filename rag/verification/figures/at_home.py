"""Whether a figure of a claim stands in its own place of the evidence, beside another that could have it."""

from __future__ import annotations

import re

from rag.verification.figures.directions import direction_of
from rag.verification.figures.mentions import Mention, are_other_roles
from rag.verification.figures.partition import is_part_told
from rag.verification.figures.values import agrees, is_near, same_value
from rag.verification.words.slots import is_at_home
from rag.verification.words.tokens import content_stems

AGED = re.compile(r"\b(?P<name>[A-ZÀ-ÖØ-Þ][\w'’-]+), (?:aged )?$")
AGE_END = re.compile(r"[,.;)]|$")
_CLAUSE_END = re.compile(r"[,;:.](?!\d)| (?:and|but|while|with) ")
_FOR = re.compile(r"\b(?:in favou?r|support\w*|said yes|voted (?:yes|for)|back(?:ed|ing))\b", re.IGNORECASE)
_AGAINST = re.compile(r"\b(?:against(?! [£$€]?\d)|oppos\w*|said no|voted no|reject\w*)\b", re.IGNORECASE)
_EACH_NEXT = re.compile(r"[^,;.]{0,40}\b(?:each|apiece)\b")
_BOUNDS = frozenset({"more", "over", "at_least", "fewer", "nearly", "at_most"})
_PAIR = re.compile(r"^,? (?:to|and|against)(?: just| only)? $")


def is_figure_at_home(mine: Mention, equal: list[Mention], other: Mention) -> bool:
    """Whether an equal figure has more of the claim's place, role or direction than the other has."""
    if _is_aged(other) or (_is_each(mine) and not _is_each(other) and any(_is_each(one) for one in equal)):
        return True
    if is_part_told(mine, equal, other):
        return True
    shared = set(mine.near) & set(other.near)
    if any(one.bound.inherited and shared <= set(one.bound.nouns) for one in equal):
        return True
    side = side_of(mine)
    if side and any(side_of(one) == side == -side_of(other) for one in equal):
        return True
    role, way = mine.bound.role, direction_of(mine.text, mine.quantity)
    other_way = direction_of(other.text, other.quantity)
    return any(
        is_at_home(mine.slots, theirs.slots, other.slots)
        or (role != "plain" and role == theirs.bound.role != other.bound.role)
        or (way and way == direction_of(theirs.text, theirs.quantity) != other_way)
        for theirs in equal
    )


def side_of(mention: Mention) -> int:
    """Give 1 where a figure is told of those for something, -1 of those against it, 0 where of neither."""
    start = mention.bound.segment[0]
    end = _CLAUSE_END.search(mention.text, mention.quantity.end)
    clause = mention.text[start : end.start() if end else len(mention.text)]
    return bool(_FOR.search(clause)) - bool(_AGAINST.search(clause))


def has_its_bound(mine: Mention, equal: list[Mention], other: Mention, claimed: list[Mention]) -> bool:
    """Whether a figure has the bound of its equal, which the other has not, or a claim keeps the other's."""
    qualifier, rival = mine.quantity.qualifier, other.quantity.qualifier
    kept = rival in _BOUNDS and any(
        same_value(own.quantity, other.quantity) and own.quantity.qualifier == rival for own in claimed
    )
    told = (qualifier in _BOUNDS or kept) and not agrees(mine.quantity, other.quantity)
    return told and any(one.quantity.qualifier == qualifier for one in equal)


def _is_each(mention: Mention) -> bool:
    return _EACH_NEXT.match(mention.text, mention.quantity.end) is not None


def _is_aged(mention: Mention) -> bool:
    """Whether a figure is the age of the person named before it: "Holm, 31, had"."""
    name = AGED.search(mention.text[: mention.quantity.start])
    return bool(name and AGE_END.match(mention.text, mention.quantity.end))


def is_in_contrast(mine: Mention, equal: list[Mention], other: Mention, claimed: list[Mention]) -> bool:
    """Whether the words that set two figures apart give the claim its own one.

    They are those of the shorter clause: "34 patients in the north and 21 in the capital".
    """
    owners = [own for own in claimed if own is not mine and same_value(own.quantity, other.quantity)]
    words = mine.bound.words if len(claimed) > 1 else content_stems(mine.text)
    return any(
        not are_other_roles(mine, theirs)
        and _sets_apart(
            words, owner.bound.words if owner else frozenset(), theirs.bound.words, other.bound.words
        )
        for theirs in equal
        for owner in (owners or [None])
    )


def is_paired(mine: Mention, equal: list[Mention], other: Mention, claimed: list[Mention]) -> bool:
    """Whether a claim puts two figures side by side in the order of the evidence: "by 54% to 31%"."""
    places = [
        own.quantity
        for own in claimed
        if same_value(own.quantity, other.quantity)
        and not {own.bound.role, mine.bound.role} & {"before", "after"}
    ]
    return any(
        _PAIR.search(mine.text[min(mine.quantity.end, own.end) : max(mine.quantity.start, own.start)])
        is not None
        and all(
            (mine.quantity.start < own.start) == (one.quantity.start < other.quantity.start) for one in equal
        )
        for own in places
    )


def _sets_apart(
    mine: frozenset[str], owner: frozenset[str], own: frozenset[str], other: frozenset[str]
) -> bool:
    """Whether the shorter clause of each sentence, in the words that only it has, fits its like."""
    mine, owner, own, other = mine - owner, owner - mine, own - other, other - own
    deciders = [_decides(own, other, mine, owner)]
    if owner:
        deciders.append(_decides(mine, owner, own, other))
    return min(deciders) >= 0 and max(deciders) > 0


def _decides(
    first: frozenset[str], second: frozenset[str], like_first: frozenset[str], like_second: frozenset[str]
) -> int:
    """1 where the shorter of two clauses has words of its like only, -1 where of the other one, else 0."""
    if len(first) <= len(second):
        straight, crossed = first & like_first, first & like_second
    else:
        straight, crossed = second & like_second, second & like_first
    return (len(straight) > len(crossed)) - (len(crossed) > len(straight))


def is_kept(own: Mention, other: Mention) -> bool:
    """Whether a claim has a figure of the evidence, with its unit or without."""
    if "" in {own.quantity.unit, other.quantity.unit} and own.quantity.form == other.quantity.form:
        return is_near(own.quantity.value, other.quantity.value)
    return same_value(own.quantity, other.quantity)


def has_changed_noun(own: Mention, other: Mention) -> bool:
    """Whether a claim has the value of a figure for other things than the evidence counts with it."""
    nouns, others = set(own.bound.nouns), set(other.bound.nouns)
    return bool(nouns and others) and not others & (nouns | own.bound.words)
