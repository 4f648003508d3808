"""Where a figure of the claim has what the evidence gives to another: period, role, noun, verb or place."""

from __future__ import annotations

import re

from rag.types import Fact
from rag.verification.direction_facts import direction_of
from rag.verification.figure_mentions import Mention, are_comparable, covers, figure_fact, shown
from rag.verification.figure_rates import are_other_rates, rate_of
from rag.verification.figure_values import same_value
from rag.verification.slots import is_at_home, is_elsewhere

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
    counted = _noun_clash(mine, equal, found, claimed)
    if counted is not None:
        return figure_fact(
            mine, "contradicted", counted, note=f"the evidence counts {shown(counted)!r} of these"
        )
    taken = _slot_clash(mine, equal, found, claimed)
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
        and _may_own(mine, equal, theirs)
    )
    return next(owners, None)


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
    if mine.bound.inherited or any(nouns & set(one.bound.nouns) or not one.bound.nouns for one in equal):
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
            and all(
                theirs.line is other.line and is_elsewhere(mine.slots, theirs.slots, other.slots)
                for theirs in equal
            )
        ):
            return other
    return None
