"""Where a figure of the claim has what the evidence gives to another: period, role, noun, verb or place."""

from __future__ import annotations

import re

from rag.types import Fact
from rag.verification.figures.directions import direction_of
from rag.verification.figures.mentions import (
    Mention,
    are_comparable,
    are_other_roles,
    covers,
    figure_fact,
    shown,
)
from rag.verification.figures.rates import are_other_rates, rate_of
from rag.verification.figures.values import same_value
from rag.verification.statements.roles import find_verbs
from rag.verification.words.slots import is_at_home, is_elsewhere
from rag.verification.words.tokens import content_stems, sense

# "14 of the county's 62 schools on Monday": part and whole share the period.
_WHOLE = re.compile(r"(?: [a-z]+){0,2} (?:out )?of (?:[\w'’]+ ){0,3}$", re.IGNORECASE)
_AND = re.compile(r"(?: [a-z]+){0,3} and $")
_PAIR = re.compile(r"^,? (?:to|and|against)(?: just| only)? $")
_AGED = re.compile(r"\b(?P<name>[A-Z][\w'’-]+), (?:aged )?$")
_AGE_END = re.compile(r"[,.;)]|$")
_COMPARISON = re.compile(r"\b(?:against|compared (?:with|to))(?: the)?\s(?:\w+\s){0,2}$", re.IGNORECASE)


def clash_of(
    mine: Mention, equal: list[Mention], found: list[Mention], claimed: list[Mention]
) -> Fact | None:
    """The fact of a figure whose period, role or place in the sentence the evidence gives to another."""
    owner = _period_clash(mine, equal, found, claimed)
    if owner is not None and mine.bound.period is not None:
        note = f"for {mine.bound.period.text!r} the evidence has {shown(owner)!r}"
        return figure_fact(mine, "contradicted", owner, note=note)
    by, rates = rate_of(mine.text, mine.quantity), [rate_of(one.text, one.quantity) for one in equal]
    if all(are_other_rates(by, rate) for rate in rates):
        return figure_fact(mine, "contradicted", equal[0], note=f"the evidence has it by the {rates[0]}")
    turned = _role_clash(mine, equal)
    if turned is not None:
        note = f"the evidence has {shown(turned)!r} otherwise: {turned.bound.role}"
        return figure_fact(mine, "contradicted", turned, note=note)
    taken = (
        _noun_clash(mine, equal, found, claimed)
        or _age_clash(mine, equal, found)
        or _before_clash(mine, equal, found, claimed)
        or _whole_clash(mine, equal, found, claimed)
        or _slot_clash(mine, equal, found, claimed)
    )
    if taken is not None:
        return figure_fact(mine, "contradicted", taken, note=f"there the evidence has {shown(taken)!r}")
    return None


def is_figure_at_home(mine: Mention, equal: list[Mention], other: Mention) -> bool:
    """Whether an equal figure has more of the claim's place, role or direction than the other has."""
    role, way = mine.bound.role, direction_of(mine.text, mine.quantity)
    other_way = direction_of(other.text, other.quantity)
    return any(
        is_at_home(mine.slots, theirs.slots, other.slots)
        or (role != "plain" and role == theirs.bound.role != other.bound.role)
        or (way and way == direction_of(theirs.text, theirs.quantity) != other_way)
        for theirs in equal
    )


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


def _period_clash(
    mine: Mention, equal: list[Mention], found: list[Mention], claimed: list[Mention]
) -> Mention | None:
    """Another figure of the evidence, absent from the claim, that has the period of the claim's figure."""
    period = mine.bound.period
    if period is None or mine.quantity.form == "ordinal" or any(covers(period, theirs) for theirs in equal):
        return None
    owners = (
        theirs
        for theirs in found
        if covers(period, theirs)
        and not any(same_value(other.quantity, theirs.quantity) for other in claimed)
        and not any(_WHOLE.match(one.text[one.quantity.end : theirs.quantity.start]) for one in equal)
        and not any(_WHOLE.match(theirs.text[theirs.quantity.end : one.quantity.start]) for one in equal)
        and _may_own(mine, equal, theirs)
        and not any(_shares_period(mine, one, theirs) for one in equal)
    )
    return next(owners, None)


def _shares_period(mine: Mention, one: Mention, owner: Mention) -> bool:
    """Whether a figure has the period of another: as its part, as its change or joined to it by "and"."""
    if one.line is not owner.line or one.bound.period is not None:
        return False
    if one.bound.role == "part":
        return owner.bound.role == "total" and not set(mine.bound.nouns) & set(owner.bound.nouns)
    joined = _AND.match(one.text[one.quantity.end : owner.quantity.qualifier_start])
    return bool(joined) or (one.bound.role == "change" != owner.bound.role)


def _role_clash(mine: Mention, equal: list[Mention]) -> Mention | None:
    """A change told as a level, or the reverse: "3,500, 9,500 more" for "up to 9,500 from 6,000"."""
    if _COMPARISON.search(mine.text[: mine.quantity.qualifier_start]):
        return None
    clashes = ({"change", "after"}, {"change", "before"})
    if all({mine.bound.role, theirs.bound.role} in clashes for theirs in equal):
        return equal[0]
    return None


def _may_own(mine: Mention, equal: list[Mention], theirs: Mention) -> bool:
    """Whether a figure could have the period in the claim's stead: it counts no other thing."""
    nouns, others = set(mine.bound.nouns), set(theirs.bound.nouns)
    if nouns and others and not nouns & others and any(nouns & set(one.bound.nouns) for one in equal):
        return False
    if (
        mine.quantity.unit != theirs.quantity.unit
        and "" in {mine.quantity.unit, theirs.quantity.unit}
        and nouns | others
    ):
        return False
    told = any(direction_of(one.text, one.quantity) for one in equal)
    compared = told and bool(direction_of(mine.text, mine.quantity))
    return are_comparable(mine, theirs) and (not compared or bool(direction_of(theirs.text, theirs.quantity)))


def _noun_clash(
    mine: Mention, equal: list[Mention], found: list[Mention], claimed: list[Mention]
) -> Mention | None:
    """Another figure of the evidence, absent from the claim, that counts what the claim's figure counts."""
    nouns = set(mine.bound.nouns)
    counted = nouns | mine.bound.words
    if mine.bound.inherited or any(
        nouns & set(one.bound.nouns) or counted >= set(one.bound.nouns) for one in equal
    ):
        return None
    return next(
        (
            other
            for other in found
            if nouns & set(other.bound.nouns)
            and not other.bound.inherited
            and are_comparable(mine, other)
            and not any(same_value(own.quantity, other.quantity) for own in claimed)
        ),
        None,
    )


def _age_clash(mine: Mention, equal: list[Mention], found: list[Mention]) -> Mention | None:
    """Another figure that the evidence sets after the name: "Holm, 31" for "Holm, 19"."""
    name = _AGED.search(mine.text[: mine.quantity.start])
    if name is None or not _AGE_END.match(mine.text, mine.quantity.end):
        return None
    ages = {
        match.group("name"): other
        for other in found
        if (match := _AGED.search(other.text[: other.quantity.start]))
        and _AGE_END.match(other.text, other.quantity.end)
    }
    other = ages.get(name.group("name"))
    return None if other is None or any(other is one for one in equal) else other


def _before_clash(
    mine: Mention, equal: list[Mention], found: list[Mention], claimed: list[Mention]
) -> Mention | None:
    """The level before, absent from the claim, which tells a later one as that of "ten years ago"."""
    if mine.bound.role != "before" or len(claimed) > 2 or any(one.bound.role != "plain" for one in equal):
        return None
    return next(
        (
            other
            for other in found
            if other.bound.role == "before"
            and other.quantity.unit == mine.quantity.unit
            and other.line is equal[0].line
            and set(other.bound.nouns) & set(mine.bound.nouns)
            and not any(same_value(own.quantity, other.quantity) for own in claimed)
        ),
        None,
    )


def _whole_clash(
    mine: Mention, equal: list[Mention], found: list[Mention], claimed: list[Mention]
) -> Mention | None:
    """A part of which the evidence says what the claim says of the whole: "5 of the 60 were reached"."""
    if mine.bound.role in {"total", "part"} or any(whole.bound.role != "total" for whole in equal):
        return None
    for whole in equal:
        for part in found:
            smaller = part.line is whole.line and part.quantity.value < whole.quantity.value
            alike = whole.quantity.unit == part.quantity.unit or not part.quantity.unit
            kept = any(same_value(own.quantity, part.quantity) for own in claimed)
            if smaller and alike and not kept and _told_of(part, whole) & mine.slots.verbs:
                return part
    return None


def _told_of(part: Mention, whole: Mention) -> set[str]:
    """The verbs of a part: those before it in its clause, else the first after it and its whole."""
    start, end = part.bound.segment
    verbs = find_verbs(part.text)
    before = [verb for verb in verbs if start <= verb.start < part.quantity.start]
    last = max(part.quantity.end, whole.quantity.end)
    told = before or [verb for verb in verbs if last <= verb.start < end][:1]
    return {sense(verb.stem) for verb in told}


def _has_its_role(mine: Mention, equal: list[Mention], other: Mention) -> bool:
    """Whether a figure is in claim and evidence what the other one is not: a part, the level before."""
    role = mine.bound.role
    return role not in {"plain", other.bound.role} and any(one.bound.role == role for one in equal)


def _slot_clash(
    mine: Mention, equal: list[Mention], found: list[Mention], claimed: list[Mention]
) -> Mention | None:
    """Another figure of the evidence that has the verb or the name of the claim's figure."""
    if mine.bound.role == "total":
        return None
    for other in found:
        owners = [own for own in claimed if own is not mine and same_value(own.quantity, other.quantity)]
        if any(own.slots.verbs & other.slots.verbs or own.slots.names & other.slots.names for own in owners):
            continue
        if (
            are_comparable(mine, other)
            and not same_value(mine.quantity, other.quantity)
            and not _has_its_role(mine, equal, other)
            and all(
                theirs.line is other.line and is_elsewhere(mine.slots, theirs.slots, other.slots)
                for theirs in equal
            )
        ):
            return other
    return None
