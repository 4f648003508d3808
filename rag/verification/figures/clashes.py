"""Where a figure of the claim has what the evidence gives to another: period, role, noun, verb or place."""

from __future__ import annotations

import re

from rag.types import Fact
from rag.verification.figures.at_home import AGE_END, AGED, has_changed_noun, is_kept, side_of
from rag.verification.figures.directions import direction_of
from rag.verification.figures.mentions import (
    FOR,
    HAS,
    Mention,
    are_comparable,
    covers,
    figure_fact,
    is_group,
    is_population,
    shown,
)
from rag.verification.figures.partition import WHOLE, is_reckoned, parts_of, told_of
from rag.verification.figures.rates import are_other_rates, rate_of
from rag.verification.figures.values import same_value
from rag.verification.words.slots import is_elsewhere
from rag.verification.words.tokens import content_stems

_AND = re.compile(r"(?: [a-z]+){0,5} and $")
_THAN_USUAL = re.compile(
    r" (?:[a-z]+ ){0,2}(?:(?:more|[a-z]+er) than|above|below) (?:usual|normal|average|the (?:average|norm))\b"
)
_OF_THE = re.compile(r" of (?:the|its|their|these|those) [a-z]")
_DAYS = frozenset({"weekday", "today", "day_month", "month_day", "month"})
_FOR_WHOM = re.compile(r" (?:for|among|in|at|of) (?:those|the|them)?[^,;.]{4,60}")
_LIVING = re.compile(r"\b(?:liv(?:es?|ed|ing)|population|inhabit\w*|residents|home to)\b", re.IGNORECASE)
_HAVING = re.compile(r"(?:\b(?:has|have|had|with|numbers?|of)|['’]s?) (?:all )?$", re.IGNORECASE)
_COMPARISON = re.compile(r"\b(?:against|compared (?:with|to))(?: the)?\s(?:\w+\s){0,2}$", re.IGNORECASE)


def clash_of(
    mine: Mention, equal: list[Mention], found: list[Mention], claimed: list[Mention]
) -> Fact | None:
    """The fact of a figure whose period, role or place in the sentence the evidence gives to another."""
    owner = _period_clash(mine, equal, found, claimed)
    if owner is not None and mine.bound.period is not None:
        note = f"{FOR}{mine.bound.period.text!r} {HAS} {shown(owner)!r}"
        return figure_fact(mine, "contradicted", owner, note=note)
    by, rates = rate_of(mine.text, mine.quantity), [rate_of(one.text, one.quantity) for one in equal]
    if all(are_other_rates(by, rate) for rate in rates):
        return figure_fact(mine, "contradicted", equal[0], note=f"{HAS} it by the {rates[0]}")
    turned = _role_clash(mine, equal, found, claimed)
    if turned is not None:
        note = f"{HAS} {shown(turned)!r} otherwise: {turned.bound.role}"
        return figure_fact(mine, "contradicted", turned, note=note)
    if any(_has_own_words(mine, one) for one in equal):
        return None
    taken = (
        _noun_clash(mine, equal, found, claimed)
        or _age_clash(mine, equal, found)
        or _before_clash(mine, equal, found, claimed)
        or _side_clash(mine, equal, found)
        or _whole_clash(mine, equal, found, claimed)
        or _population_clash(mine, equal, found, claimed)
        or _slot_clash(mine, equal, found, claimed)
    )
    if taken is not None and not is_reckoned(mine, equal, taken):
        return figure_fact(mine, "contradicted", taken, note=f"there {HAS} {shown(taken)!r}")
    return None


def _period_clash(
    mine: Mention, equal: list[Mention], found: list[Mention], claimed: list[Mention]
) -> Mention | None:
    """Another figure of the evidence, absent from the claim, that has the period of the claim's figure."""
    period = mine.bound.period
    if (
        period is None
        or mine.quantity.form == "ordinal"
        or _is_start(mine)
        or any(covers(period, theirs) for theirs in equal)
    ):
        return None
    owners = (
        theirs
        for theirs in found
        if covers(period, theirs)
        and not any(_is_without(other, theirs, equal) for other in claimed)
        and not any(WHOLE.match(one.text[one.quantity.end : theirs.quantity.start]) for one in equal)
        and not any(WHOLE.match(theirs.text[theirs.quantity.end : one.quantity.start]) for one in equal)
        and _may_own(mine, equal, theirs)
        and not any(_shares_period(mine, one, theirs) or _is_of_one_day(one, theirs, found) for one in equal)
    )
    return next(owners, None)


def _is_without(own: Mention, owner: Mention, equal: list[Mention]) -> bool:
    """Whether a claim keeps the owner of a period, and not as the later level beside the one before.

    "94% last year and now 71%" for "94%, up from 71% last year" has exchanged the two.
    """
    levels = owner.bound.role == "before" and all(
        one.bound.period is None and one.bound.role != "before" and one.line is owner.line for one in equal
    )
    exchanged = levels and own.bound.period is None and own.bound.role == "plain"
    period = own.bound.period
    crossed = period is not None and not covers(period, owner) and any(covers(period, one) for one in equal)
    return same_value(own.quantity, owner.quantity) and not exchanged and not crossed


def _is_start(mine: Mention) -> bool:
    """Whether the period of a figure is that from which it has come: "from 2021 to 44%"."""
    period = mine.bound.period
    before = mine.text[: mine.quantity.qualifier_start]
    return period is not None and before.endswith(f"from {period.text} to ")


def _is_of_one_day(one: Mention, owner: Mention, found: list[Mention]) -> bool:
    """Whether a sentence tells all that it tells of one day, and two of its figures side by side."""
    days = {other.bound.period.text for other in found if other.line is one.line and other.bound.period}
    period = owner.bound.period
    return (
        one.line is owner.line
        and one.bound.period is None
        and len(days) == 1
        and period is not None
        and period.form in _DAYS
        and not {one.bound.role, owner.bound.role}
        & {"part", "total", "before", "after", "change", "expected"}
    )


def _shares_period(mine: Mention, one: Mention, owner: Mention) -> bool:
    """Whether a figure has the period of another: as its part, as its change or joined to it by "and"."""
    if one.line is not owner.line or one.bound.period is not None:
        return False
    if one.bound.role == "part":
        return owner.bound.role == "total" and not set(mine.bound.nouns) & set(owner.bound.nouns)
    first, second = sorted((one.quantity, owner.quantity), key=lambda quantity: quantity.start)
    joined = _AND.match(one.text[first.end : second.qualifier_start])
    return bool(joined) or (one.bound.role == "change" != owner.bound.role)


def _role_clash(
    mine: Mention, equal: list[Mention], found: list[Mention], claimed: list[Mention]
) -> Mention | None:
    """A change told as a level, or the reverse: "3,500, 9,500 more" for "up to 9,500 from 6,000"."""
    if _COMPARISON.search(mine.text[: mine.quantity.qualifier_start]):
        return None
    clashes = ({"change", "after"}, {"change", "before"})
    if all({mine.bound.role, theirs.bound.role} in clashes for theirs in equal):
        return equal[0]
    return equal[0] if _is_level(mine, equal, found, claimed) else None


def _is_level(mine: Mention, equal: list[Mention], found: list[Mention], claimed: list[Mention]) -> bool:
    """A level told as the change of which the claim tells the level: "90, 430 more than" for 430, not 340."""
    if mine.bound.role != "change" or any(one.bound.role in {"change", "part"} for one in equal):
        return False
    apart = {
        abs(one.quantity.value - other.quantity.value)
        for one in equal
        for other in found
        if other.line is one.line and are_comparable(one, other) and other.quantity.unit == one.quantity.unit
    } - {0.0, mine.quantity.value}
    changes = [one for one in found if one.bound.role == "change" and one.quantity.unit == mine.quantity.unit]
    if _THAN_USUAL.match(mine.text, mine.quantity.end) and changes:
        return True
    fresh = [own for own in claimed if not any(same_value(own.quantity, other.quantity) for other in found)]
    return any(own.quantity.unit == mine.quantity.unit and own.quantity.value in apart for own in fresh)


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
    if is_group(theirs):
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
        nouns & set(one.bound.nouns) or counted >= set(one.bound.nouns) - {"other"} for one in equal
    ):
        return None
    return next(
        (
            other
            for other in found
            if nouns & set(other.bound.nouns)
            and not other.bound.inherited
            and are_comparable(mine, other)
            and not any(is_kept(own, other) and not has_changed_noun(own, other) for own in claimed)
        ),
        None,
    )


def _age_clash(mine: Mention, equal: list[Mention], found: list[Mention]) -> Mention | None:
    """Another figure that the evidence sets after the name: "Holm, 31" for "Holm, 19"."""
    name = AGED.search(mine.text[: mine.quantity.start])
    if name is None or not AGE_END.match(mine.text, mine.quantity.end):
        return None
    ages = {
        match.group("name"): other
        for other in found
        if (match := AGED.search(other.text[: other.quantity.start]))
        and AGE_END.match(other.text, other.quantity.end)
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


def _side_clash(mine: Mention, equal: list[Mention], found: list[Mention]) -> Mention | None:
    """The figure of those on the side of which the claim tells its own: those for it, those against."""
    side = side_of(mine)
    if not side or any(side_of(one) != -side for one in equal):
        return None
    return next((other for other in found if side_of(other) == side and are_comparable(mine, other)), None)


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
            if smaller and alike and not kept and told_of(part, whole) & mine.slots.verbs:
                return part
    return None


def _population_clash(
    mine: Mention, equal: list[Mention], found: list[Mention], claimed: list[Mention]
) -> Mention | None:
    """The figure of what happened, absent from a claim that tells it of all in the "town of 6,000"."""
    lives = _LIVING.search(mine.text) or _HAVING.search(mine.text[: mine.quantity.qualifier_start])
    if lives or not all(is_population(one) for one in equal):
        return None
    return next(
        (
            other
            for other in found
            if other.line is equal[0].line
            and not is_population(other)
            and other.quantity.unit == mine.quantity.unit
            and other.quantity.form == "number"
            and not any(same_value(own.quantity, other.quantity) for own in claimed)
        ),
        None,
    )


def _has_own_words(mine: Mention, one: Mention) -> bool:
    """Whether a figure that is compared has what it counts in its own words: "against 5 for those alone"."""
    told = _FOR_WHOM.match(one.text, one.quantity.end)
    compared = _COMPARISON.search(one.text[: one.quantity.qualifier_start])
    if told is None or compared is None:
        return False
    return bool(content_stems(told.group()) & content_stems(mine.text))


def _has_its_role(mine: Mention, equal: list[Mention], other: Mention) -> bool:
    """Whether a figure is in claim and evidence what the other one is not: a part, the level before."""
    role = mine.bound.role
    return role not in {"plain", other.bound.role} and any(one.bound.role == role for one in equal)


def _is_whole_of(other: Mention, claimed: list[Mention]) -> bool:
    """Whether a claim keeps the part and leaves out its whole: "28 shops" for "28 of its 212 shops"."""
    parts = [part for part, whole in parts_of(other.text) if whole.start == other.quantity.start]
    return any(same_value(own.quantity, part) for own in claimed for part in parts)


def _is_of_whole(mine: Mention, equal: list[Mention], whole: Mention) -> bool:
    """Whether a claim tells a part of its whole: "six of the men freed" for "97 men, six of whom"."""
    told = _OF_THE.match(mine.text, mine.quantity.end)
    return whole.bound.role == "total" and all(
        one.bound.role == "part" and one.line is whole.line and bool(told) for one in equal
    )


def _slot_clash(
    mine: Mention, equal: list[Mention], found: list[Mention], claimed: list[Mention]
) -> Mention | None:
    """Another figure of the evidence that has the verb or the name of the claim's figure."""
    if mine.bound.role == "total":
        return None
    for other in found:
        owners = [own for own in claimed if own is not mine and is_kept(own, other)]
        if any(own.slots.verbs & other.slots.verbs or own.slots.names & other.slots.names for own in owners):
            continue
        if _is_of_whole(mine, equal, other):
            continue
        if any(own.bound.role == other.bound.role != "plain" for own in owners) or _is_whole_of(
            other, claimed
        ):
            continue
        if (
            are_comparable(mine, other)
            and (mine.quantity.unit == other.quantity.unit or not other.bound.nouns)
            and not same_value(mine.quantity, other.quantity)
            and not _has_its_role(mine, equal, other)
            and all(
                theirs.line is other.line and is_elsewhere(mine.slots, theirs.slots, other.slots)
                for theirs in equal
            )
        ):
            return other
    return None
