"""Facts for figures that follow from those that the evidence shows without stating them: "computed"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.types import Fact, FactStatus
from rag.verification.case import Case, Line, fact
from rag.verification.derived_figures import (
    Derived,
    complements,
    differences,
    follows,
    growth_of,
    is_span,
    multiple_of,
    portions,
    share_of,
)
from rag.verification.direction_facts import direction_of
from rag.verification.figure_mentions import Mention, figure_fact
from rag.verification.figure_values import amount_of, is_near
from rag.verification.figures import find_quantities
from rag.verification.lengths import Length, amount_in, find_lengths, same_length
from rag.verification.negation import find_negations
from rag.verification.quantities import Qualifier, Quantity

_SUMS = re.compile(
    r"\b(?:total|in all|altogether|together|combined|remaining|rest|others?|before that|remain"
    r"|left over|sum|difference|margin|gap|lead|narrowly|net|apart"
    r"|(?:more|fewer|less|lower|higher|larger|smaller|longer|shorter|cheaper|dearer|better|worse|up|down)"
    r" (?:on|than|in|the|for)"
    r"|(?:more|fewer|less|lower|higher|larger|smaller) [^,;.]{2,70} than"
    r"|(?:increase|rise|fall|drop|cut|gain|loss|growth) of)\b",
    re.IGNORECASE,
)
_OF_NEXT = re.compile(r"(?: [a-z]+){0,2} (?:out )?of (?:the|its|their|these|those|his|her)\b")
_TALLY = re.compile(r"\b(?:tally|total|count|number|times)\b", re.IGNORECASE)
_TOTAL = re.compile(r"\b(?:total|in all|altogether|together|combined|sum)\b", re.IGNORECASE)
_LEFT = re.compile(r"\b(?:all but|rest|remaining|remainder|others?|left|without|except)\b", re.IGNORECASE)
_LOST = re.compile(r"\b(?:lost|loses?|losing|wiped|cut)\b", re.IGNORECASE)
_PART_OF = re.compile(
    r"(?:\d|%|per ?cent|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|\w+teen|\w+ty(?:-\w+)?))"
    r"(?: [a-z]+)? (?:out )?of \w+|\b(?:half|thirds?|quarters?|fifths?) of \w+"
    r"|\bin (?:\d+|three|four|five|six|seven|eight|nine|ten)\b",
    re.IGNORECASE,
)
_TIMES = re.compile(r"[\s-](?:times|fold)\b", re.IGNORECASE)
_MOVED = re.compile(
    r"\b(?:by|up|down|rose|fell|grew|rise|increase|decrease|fall|growth|drop|cut|gain|higher|lower"
    r"|more|less|fewer|dearer|cheaper)\b",
    re.IGNORECASE,
)


_AT_AGE = re.compile(r"\b(?:at|aged|at the age of) $", re.IGNORECASE)
_BY = re.compile(
    r"\b(?:delay|postpon|put back|push|defer|mov|brought forward|extend)[^,;.]{0,40} by (?:about )?$",
    re.IGNORECASE,
)


_ANNIVERSARY = re.compile(r" (?:anniversary|birthday|year)\b", re.IGNORECASE)


def derive(mine: Mention, found: Sequence[Mention], case: Case) -> Fact | None:
    """The fact of a figure of the claim that can be computed from one sentence of the evidence, or None."""
    for line in case.lines:
        here = [mention for mention in found if mention.line is line]
        derived = _derived(mine, here, case)
        if derived:
            return _computed(mine, here, derived)
        place = (mine.quantity.text, mine.quantity.start, mine.quantity.end)
        if spot := _counted(mine.quantity, here, line, case):
            return fact("figure", place, "matched", line=line, found=spot, note="counted")
        if spot := _same_length(mine.quantity, line, case.claim):
            return fact("figure", place, "matched", line=line, found=spot)
        moved = bool(_BY.search(case.claim[: mine.quantity.qualifier_start]))
        at_age = _AT_AGE.search(case.claim[: mine.quantity.start]) and not mine.quantity.unit
        claimed = replace(mine.quantity, unit="year") if at_age else mine.quantity
        if is_span(claimed, line.text, line.published, moved=moved):
            note = "computed from the dates"
            return fact("figure", place, "computed", line=line, found=(0, len(line.text)), note=note)
    if _is_sum(mine, case):
        across = _difference(mine, [mention.quantity for mention in found], case)
        return _computed(mine, found, across) if across else None
    return None


def left_over(claim: str, text: str) -> bool:
    """Whether a figure of the claim is what a part leaves of its whole: "two of the 30 did not".

    >>> left_over("Four of the 20 lorries did not get through.", "Sixteen of the 20 lorries got through.")
    True
    """
    if _LEFT.search(claim) or not _PART_OF.search(text):
        return False
    stated = find_quantities(text)
    fresh = [q for q in find_quantities(claim) if not any(is_near(q.value, other.value) for other in stated)]
    return any(
        follows(rest.value, mine.value, mine.qualifier) for mine in fresh for rest in complements(stated)
    ) or any(share_of(mine, stated, rest=True) for mine in fresh if amount_of(mine)[1] == "percent")


# "More than halved" is a multiple of fewer than 0.5.
_INVERSE: dict[Qualifier, Qualifier] = {"more": "fewer", "fewer": "more", "nearly": "more"}


def check_ratio(value: float, mine: Quantity, case: Case) -> Fact | None:
    """The fact of a multiple ("halved", "six times") of two figures of one sentence."""
    qualifier = _INVERSE.get(mine.qualifier, mine.qualifier) if value < 1 else mine.qualifier
    place = (mine.text, mine.start, mine.end)
    for line in case.lines:
        stated = find_quantities(line.text)
        for other in stated:
            if (
                other.form in {"fraction", "multiple"}
                and is_near(other.value, value)
                and other.qualifier == qualifier
            ):
                return fact("figure", place, "matched", line=line, found=(other.start, other.end))
        if found := multiple_of(value, qualifier, stated):
            note = f"computed from {' and '.join(q.text for q in found.operands)}"
            spot = (found.operands[0].start, found.operands[0].end)
            return fact("figure", place, "computed", line=line, found=spot, note=note)
    return None


def _derived(mine: Mention, here: Sequence[Mention], case: Case) -> Derived | None:
    """What the figures of one sentence come to, where the claim's figure follows from it."""
    claimed, quantities = mine.quantity, [mention.quantity for mention in here]
    if claimed.form not in {"number", "fraction"} or claimed.high is not None:
        return None
    if claimed.form == "number" and _TIMES.match(case.claim, claimed.end):
        return multiple_of(claimed.value, claimed.qualifier, quantities)
    near = case.claim[max(0, claimed.qualifier_start - 40) : claimed.end + 40]
    exact = claimed.qualifier == "exact" and claimed.unit not in {"percent", "score"}
    return (
        share_of(claimed, quantities, nested=_is_nested(here))
        or (growth_of(claimed, quantities) if _MOVED.search(near) else None)
        or (_difference(mine, quantities, case) if exact or _is_sum(mine, case) else None)
        or _portion(claimed, quantities)
        or _rest(claimed, quantities, case)
    )


def _is_nested(here: Sequence[Mention]) -> bool:
    """Whether one of the figures is told as a part of another."""
    return any(
        mention.bound.role == "part" or _OF_NEXT.match(mention.text, mention.quantity.end) for mention in here
    )


def _is_sum(mine: Mention, case: Case) -> bool:
    """Whether the claim tells its figure as a sum or a difference."""
    return (
        bool(_SUMS.search(case.claim))
        or mine.bound.role in {"before", "change"}
        or mine.quantity.unit == "point"
    )


def _difference(mine: Mention, quantities: Sequence[Quantity], case: Case) -> Derived | None:
    """The sum or difference of two figures that the claimed figure is."""
    claimed = mine.quantity
    unit = "percent" if claimed.unit == "point" else claimed.unit
    for found in differences(quantities, unit):
        hedged = is_near(found.value, claimed.value) and any(
            q.qualifier == claimed.qualifier for q in found.operands
        )
        follow = hedged or follows(found.value, claimed.value, claimed.qualifier)
        if follow and _is_told(mine, found, case):
            return found
    return None


def _is_told(mine: Mention, found: Derived, case: Case) -> bool:
    """Whether a claim may mean a sum or a difference, and does not just have one operand wrong.

    A wrong figure beside a true one may be their sum by chance: "85 seats, 10 of them" for "75".
    """
    claimed = [q.value for q in find_quantities(case.claim) if q.start != mine.quantity.start]
    kept = [any(is_near(q.value, value) for value in claimed) for q in found.operands]
    if found.value > max(q.value for q in found.operands):
        return all(kept) or bool(_TOTAL.search(case.claim))
    return all(kept) or not any(kept) or _is_sum(mine, case)


def _portion(claimed: Quantity, quantities: Sequence[Quantity]) -> Derived | None:
    """What a share of a figure comes to, where the claimed number is it."""
    if claimed.form != "number":
        return None
    found = portions(quantities, claimed.unit)
    return next((one for one in found if follows(one.value, claimed.value, claimed.qualifier)), None)


def _rest(claimed: Quantity, quantities: Sequence[Quantity], case: Case) -> Derived | None:
    """What is left of a whole, where the claim denies or excepts."""
    lost = any(_LOST.search(line.text) for line in case.lines)
    if not (lost or _LEFT.search(case.claim) or find_negations(case.claim)):
        return None
    for found in complements(quantities):
        if follows(found.value, claimed.value, claimed.qualifier) and claimed.form == "number":
            return found
    return share_of(claimed, quantities, rest=True)


def _counted(claimed: Quantity, here: Sequence[Mention], line: Line, case: Case) -> tuple[int, int] | None:
    """ "Delayed three times" for "the third delay", and "48 fewer" beside "75 minutes" for "48 minutes"."""
    counts = _TIMES.match(case.claim, claimed.end) or _TALLY.search(case.claim)
    units = {q.unit for q in find_quantities(case.claim)}
    for theirs in (mention.quantity for mention in here):
        time = line.text[theirs.end :].startswith(" time")
        ordinal = theirs.form == "ordinal" and claimed.form == "number" and (bool(counts) or time)
        bare = not claimed.unit and theirs.unit in units and theirs.form == claimed.form == "number"
        if (ordinal or (bare and theirs.unit)) and is_near(claimed.value, theirs.value):
            return theirs.start, theirs.end
    return None


def _same_length(claimed: Quantity, line: Line, claim: str) -> tuple[int, int] | None:
    """A length of time that the evidence gives otherwise: "in two weeks" for "a fortnight ago"."""
    if claimed.form == "ordinal" or not claimed.unit:
        named = claimed.form != "ordinal" or _ANNIVERSARY.match(claim, claimed.end)
        return _birthday(claimed, line) if named else None
    amount = amount_in(claimed.value, "year" if claimed.unit == "age" else claimed.unit)
    if amount is None or claimed.form != "number" or claimed.high is not None:
        return None
    mine = Length(claimed.text, claimed.start, claimed.end, *amount, "figure", claimed.qualifier)
    for other in find_lengths(line.text):
        if same_length(mine, other) and other.qualifier == claimed.qualifier:
            return other.start, other.end
    return None


def _birthday(claimed: Quantity, line: Line) -> tuple[int, int] | None:
    """ "Turned 70" for "his 70th birthday", "the second anniversary" for "two years after"."""
    for other in find_lengths(line.text):
        years = other.kind == "months" and is_near(other.amount, 12 * claimed.value)
        if years and (claimed.form == "ordinal") == (other.form != "anniversary"):
            return other.start, other.end
    return None


def _computed(mine: Mention, found: Sequence[Mention], derived: Derived) -> Fact:
    """The fact of a computed figure: contradicted where it is told the wrong way."""
    first = next(mention for mention in found if mention.quantity is derived.operands[0])
    note = f"computed from {' and '.join(quantity.text for quantity in derived.operands)}"
    status: FactStatus = "contradicted" if _is_against(mine, found, derived) else "computed"
    return figure_fact(mine, status, first, note=note)


def _is_against(mine: Mention, found: Sequence[Mention], derived: Derived) -> bool:
    """Whether a difference is told the wrong way: "2,300 fewer" where the earlier figure is the smaller."""
    way = direction_of(mine.text, mine.quantity)
    sides = {m.bound.role == "before": m.quantity.value for m in found if m.quantity in derived.operands}
    if way and len(sides) == 2:
        return (sides[False] - sides[True]) * way < 0
    told = [direction_of(m.text, m.quantity) for m in found if m.quantity in derived.operands]
    return any(way * other < 0 for other in told)
