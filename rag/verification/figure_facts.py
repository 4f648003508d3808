"""Checks the figures of a claim against those of its evidence: value, unit, qualifier and binding."""

from __future__ import annotations

import re
from dataclasses import replace

from rag.types import Fact
from rag.verification.alignment import misbound
from rag.verification.binding import clause_constraints
from rag.verification.case import Case, fact
from rag.verification.derived_facts import derive
from rag.verification.direction_facts import direction_of
from rag.verification.figure_mentions import (
    Mention,
    are_comparable,
    closeness_of,
    covers,
    figure_fact,
    mentions_of,
    shown,
)
from rag.verification.figure_values import agrees, is_near, is_rounded, same_value
from rag.verification.figures_in_words import check_multiples, is_inside, one_in_words
from rag.verification.quantities import Quantity
from rag.verification.slots import is_at_home, is_elsewhere

_EARLY = re.compile(
    r"\b(?:original|initial|began|inaugural|debut|earliest|never before|beginner|newcomer|pioneer)\w*",
    re.IGNORECASE,
)
# "First held in 1987" for "held since 1987".
_FIRST_DONE = re.compile(r" (?:\w+ed|held|run|seen|shown|met|sold|built|took place)\b")
_SINCE = re.compile(r"\bsince\b")
_LIMIT = re.compile(r"\b(?:the most|maximum|limit|ceiling|cap)\b", re.IGNORECASE)
_DENIED = re.compile(r"\b(?:not|never|no)\b[^,;.]{0,40}$", re.IGNORECASE)


def check_figures(case: Case) -> list[Fact]:
    """Give a fact for every figure of a claim."""
    claimed = [_asked_period(mention, case) for mention in mentions_of(case.claim, None)]
    found = [mention for line in case.lines for mention in mentions_of(line.text, line)]
    scores = [[closeness_of(mine, theirs) for theirs in found] for mine in claimed]
    return [
        _check(index, claimed, found, scores, case)
        for index, mention in enumerate(claimed)
        if not is_inside(mention.quantity, case.quoted)
    ] + check_multiples(case)


def _equal(mine: Mention, theirs: Mention, claimed: list[Mention]) -> bool:
    """The same value, or one end of a range of which the claim gives the other end too."""
    if same_value(mine.quantity, theirs.quantity):
        return True
    low, high = theirs.quantity.value, theirs.quantity.high
    if high is None or mine.quantity.unit not in {"", theirs.quantity.unit}:
        return False
    if _is_end(mine.quantity, theirs.quantity):
        return True
    values = {mention.quantity.value for mention in claimed}
    return mine.quantity.value in {low, high} and {low, high} <= values


def _is_end(mine: Quantity, theirs: Quantity) -> bool:
    """Whether a figure is an end of a range, told as such: "at most 40" for "30 to 40"."""
    ends = {("at_most", theirs.high), ("at_least", theirs.value)}
    return theirs.high is not None and (mine.qualifier, mine.value) in ends


def _asked_period(mention: Mention, case: Case) -> Mention:
    """A figure without a period of its own answers for the period of its question."""
    asked = case.asked
    if (
        asked is None
        or mention.bound.period
        or len(asked.periods) != 1
        or asked.kind not in {"number", "money", "percent"}
    ):
        return mention
    if any(figure.period for figure in clause_constraints(case.claim)):
        return mention
    return replace(mention, bound=replace(mention.bound, period=asked.periods[0]))


def _check(
    index: int, claimed: list[Mention], found: list[Mention], scores: list[list[float]], case: Case
) -> Fact:
    mine = claimed[index]
    equal = [j for j, theirs in enumerate(found) if _equal(mine, theirs, claimed)]
    if not equal:
        return _unequal(index, mine, found, scores, case)
    agreeing = [j for j in equal if _agrees(mine, found[j], case)]
    if not agreeing:
        theirs = found[max(equal, key=lambda j: scores[index][j])]
        return figure_fact(mine, "contradicted", theirs, note=f"the evidence says {shown(theirs)!r}")
    clash = _clash(mine, [found[j] for j in agreeing], found, claimed)
    if clash is not None:
        return clash
    other = misbound(
        index,
        scores,
        lambda i, j: _equal(claimed[i], found[j], claimed),
        lambda i, j: are_comparable(claimed[i], found[j]),
    )
    if (
        other is not None
        and mine.quantity.form != "ordinal"
        and not _is_at_home(mine, [found[j] for j in agreeing], found[other])
    ):
        return figure_fact(
            mine, "contradicted", found[other], note=f"here the evidence has {shown(found[other])!r}"
        )
    return figure_fact(mine, "matched", found[max(agreeing, key=lambda j: scores[index][j])])


def _clash(mine: Mention, equal: list[Mention], found: list[Mention], claimed: list[Mention]) -> Fact | None:
    """The fact of a figure whose period, role or place in the sentence the evidence gives to another."""
    owner = _period_clash(mine, equal, found, claimed)
    if owner is not None and mine.bound.period is not None:
        note = f"for {mine.bound.period.text!r} the evidence has {shown(owner)!r}"
        return figure_fact(mine, "contradicted", owner, note=note)
    turned = _role_clash(mine, equal)
    if turned is not None:
        note = f"the evidence has {shown(turned)!r} otherwise: {turned.bound.role}"
        return figure_fact(mine, "contradicted", turned, note=note)
    taken = _slot_clash(mine, equal, found, claimed)
    if taken is not None:
        return figure_fact(mine, "contradicted", taken, note=f"there the evidence has {shown(taken)!r}")
    return None


def _agrees(mine: Mention, theirs: Mention, case: Case) -> bool:
    """Whether the qualifiers of two equal figures may both be true."""
    if agrees(mine.quantity, theirs.quantity) or _is_end(mine.quantity, theirs.quantity):
        return True
    qualifiers = (mine.quantity.qualifier, theirs.quantity.qualifier)
    if qualifiers in {("more", "at_most"), ("exact", "fewer")}:
        return _DENIED.search(case.claim[: mine.quantity.qualifier_start]) is not None
    text = theirs.line.text if theirs.line else ""
    if qualifiers == ("exact", "more") and _LIMIT.search(case.claim):
        return _DENIED.search(text[: theirs.quantity.qualifier_start]) is not None
    if qualifiers == ("at_most", "exact") and text[: theirs.quantity.start].lower().endswith("within "):
        return True
    if qualifiers == ("about", "exact") and "estimate" in text.lower():
        return "estimated" in case.claim[mine.quantity.qualifier_start : mine.quantity.start].lower()
    word = text[theirs.quantity.qualifier_start : theirs.quantity.start].strip().lower()
    mine_word = case.claim[mine.quantity.qualifier_start : mine.quantity.start].strip().lower()
    return set(qualifiers) <= {"exact", "about"} and "some" in {word, mine_word}


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


def _is_at_home(mine: Mention, equal: list[Mention], other: Mention) -> bool:
    """Whether an equal figure has more of the claim's place, role or direction than the other has."""
    role, way = mine.bound.role, direction_of(mine.text, mine.quantity)
    other_way = direction_of(other.text, other.quantity)
    return any(
        is_at_home(mine.slots, theirs.slots, other.slots)
        or (role != "plain" and role == theirs.bound.role != other.bound.role)
        or (way and way == direction_of(theirs.text, theirs.quantity) != other_way)
        for theirs in equal
    )


def _unequal(index: int, mine: Mention, found: list[Mention], scores: list[list[float]], case: Case) -> Fact:
    """The fact of a figure that the evidence does not state: rounded, in words, computed or none of these."""
    for theirs in found:
        if is_rounded(mine.quantity, theirs.quantity):
            return figure_fact(mine, "matched", theirs, note="rounded")
    if otherwise := _first_in_words(mine, case) or one_in_words(mine, case) or derive(mine, found, case):
        return otherwise
    rivals = [j for j, theirs in enumerate(found) if _is_rival(mine, theirs)]
    if rivals:
        theirs = found[max(rivals, key=lambda j: scores[index][j])]
        return figure_fact(mine, "contradicted", theirs, note=f"the evidence says {shown(theirs)!r}")
    return figure_fact(mine, "missing", None, note="no such figure in the cited text")


def _first_in_words(mine: Mention, case: Case) -> Fact | None:
    """ "The first" for a word that says so: initial, inaugural, began."""
    if mine.quantity.form != "ordinal" or mine.quantity.value != 1:
        return None
    place = (mine.quantity.text, mine.quantity.start, mine.quantity.end)
    for line in case.lines:
        since = _SINCE.search(line.text) if _FIRST_DONE.match(case.claim, mine.quantity.end) else None
        if spot := _EARLY.search(line.text) or since:
            return fact("figure", place, "matched", line=line, found=spot.span())
    return None


def _is_rival(mine: Mention, theirs: Mention) -> bool:
    """Whether a figure of the evidence stands where the claim's figure stands."""
    if are_comparable(mine, theirs):
        return bool(set(mine.bound.nouns) & set(theirs.bound.nouns) or set(mine.near) & set(theirs.near))
    return is_near(mine.quantity.value, theirs.quantity.value)
