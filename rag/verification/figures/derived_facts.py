"""Facts for figures that follow from those that the evidence shows without stating them: "computed"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.types import Fact, FactStatus
from rag.verification.case import Case, Line, fact
from rag.verification.figures.counting import counted_at
from rag.verification.figures.derived import (
    Derived,
    complements,
    follows,
    growth_of,
    multiple_of,
    portions,
    share_of,
    steps_of_multiple,
)
from rag.verification.figures.directions import direction_of
from rag.verification.figures.finding import find_quantities
from rag.verification.figures.levels import implied
from rag.verification.figures.mentions import Mention, figure_fact
from rag.verification.figures.other_side import is_other_side
from rag.verification.figures.partition import is_other_part
from rag.verification.figures.patterns import SYMBOLS
from rag.verification.figures.quantities import Quantity
from rag.verification.figures.rests import LEFT, rest_of
from rag.verification.figures.spans import is_span
from rag.verification.figures.sums import OTHER_LEVEL, difference_of, is_sum
from rag.verification.figures.values import amount_of, is_near
from rag.verification.statements.negation import find_negations
from rag.verification.times.lengths import Length, amount_in, find_lengths, same_length

_OF_NEXT = re.compile(r"(?: [a-z]+){0,2} (?:out )?of (?:the|its|their|these|those|his|her)\b")
_OF_FIRST = re.compile(
    r"(?:Out of|Of) (?:the |its |their |these |those |[\w ]+['’]s? )?"
)  # "Of the town's 90 cafés, 12"
_OF_ITS = re.compile(r" of (?:its|their|the|that|a|an)\b")
_TIMES_THAT = re.compile(r"\b(?:double|twice|treble|triple|times) (?:that|as (?:much|many))\b", re.IGNORECASE)
_CHANGED_BY = re.compile(r"\bby $")
_OF_THINGS = re.compile(r" of [a-z]")
_THAN_LEVEL = re.compile(
    r" (?:(?:more|less|fewer|[a-z]+er) than|above|below) (?:the |its |their )?", re.IGNORECASE
)
_PART_OF = re.compile(
    r"(?:\d|%|per ?cent|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|\w+teen|\w+ty(?:-\w+)?))"
    r"(?: [a-z]+)? (?:out )?of \w+|\b(?:half|thirds?|quarters?|fifths?) of \w+"
    r"|^of (?:the |its |their )?\d"
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
    told = not (mine.quantity.unit == "point" and _OF_THINGS.match(case.claim, mine.quantity.end))
    for line in case.lines if told else ():
        here = [mention for mention in found if mention.line is line]
        derived = _derived(mine, here, case)
        if derived and _is_of_currency(mine.quantity, derived):
            return _computed(mine, here, derived)
        place = (mine.quantity.text, mine.quantity.start, mine.quantity.end)
        if spot := counted_at(mine, here, line, case):
            return fact("figure", place, "matched", line=line, found=spot, note="counted")
        if spot := _same_length(mine.quantity, line, case.claim):
            return fact("figure", place, "matched", line=line, found=spot)
        moved = bool(_BY.search(case.claim[: mine.quantity.qualifier_start]))
        at_age = _AT_AGE.search(case.claim[: mine.quantity.start]) and not mine.quantity.unit
        claimed = replace(mine.quantity, unit="year") if at_age else mine.quantity
        if is_span(claimed, line.text, line.published, moved=moved):
            note = "computed from the dates"
            return fact("figure", place, "computed", line=line, note=note)
    if told and is_sum(mine, case):
        across = difference_of(mine, [mention.quantity for mention in found], case)
        return _computed(mine, found, across) if across and _is_of_currency(mine.quantity, across) else None
    return None


def left_over(claim: str, text: str) -> bool:
    """Whether a figure of the claim is what a part leaves of its whole: "two of the 30 did not".

    >>> left_over("Four of the 20 lorries did not get through.", "Sixteen of the 20 lorries got through.")
    True
    """
    if LEFT.search(claim) or not _PART_OF.search(text):
        return False
    stated = find_quantities(text)
    fresh = [q for q in find_quantities(claim) if not any(is_near(q.value, other.value) for other in stated)]
    return any(
        follows(rest.value, mine.value, mine.qualifier) for mine in fresh for rest in complements(stated)
    ) or any(share_of(mine, stated, rest=True) for mine in fresh if amount_of(mine)[1] == "percent")


def _derived(mine: Mention, here: Sequence[Mention], case: Case) -> Derived | None:
    """What the figures of one sentence come to, where the claim's figure follows from it."""
    claimed, quantities = mine.quantity, [mention.quantity for mention in here]
    if claimed.form not in {"number", "fraction"} or claimed.high is not None:
        return None
    if claimed.form == "number" and _TIMES.match(case.claim, claimed.end):
        return multiple_of(claimed.value, claimed.qualifier, quantities)
    before, rest = case.claim[: claimed.qualifier_start][-40:], case.claim[claimed.end :][:40]
    moved_near = _MOVED.search(before) or _MOVED.search(rest)
    if amount_of(claimed)[1] == "percent" and here and is_other_side(case.claim, here[0].text):
        return rest_of(claimed, quantities, case)
    moved = claimed.unit == "percent" and any(q.unit == "point" for q in quantities)
    exact = claimed.qualifier == "exact" and (moved or claimed.unit not in {"percent", "score"})
    return (
        _share(mine, here)
        or (growth_of(claimed, quantities, direction_of(case.claim, claimed)) if moved_near else None)
        or (difference_of(mine, quantities, case) if exact or is_sum(mine, case) else None)
        or _portion(claimed, quantities)
        or _of_level(mine, here, case)
        or _of_multiple(mine, case)
        or rest_of(claimed, quantities, case)
        or (implied(claimed, case.claim, find_quantities(here[0].text), here[0].text) if here else None)
    )


def _share(mine: Mention, here: Sequence[Mention]) -> Derived | None:
    """The figures whose share the claim tells; what it tells as a change is no share of two of them."""
    found = share_of(mine.quantity, [mention.quantity for mention in here], nested=_is_nested(here))
    changed = mine.bound.role == "change" and mine.quantity.unit == "percent"
    return None if found and changed and len(found.operands) > 1 else found


def _of_level(mine: Mention, here: Sequence[Mention], case: Case) -> Derived | None:
    """The level and the earlier one of which it is the share: "a third of its peak of 9%" for "3%"."""
    told = [q.value for q in find_quantities(case.claim) if q.unit == "percent"]
    levels = [one for one in here if one.quantity.unit == "percent" and one.quantity.form == "number"]
    now = [one.quantity for one in levels if one.bound.role not in {"before", "change"}]
    then = [one.quantity for one in levels if one.bound.role == "before" and one.quantity.value in told]
    if mine.quantity.form != "fraction" or not _OF_ITS.match(case.claim, mine.quantity.end) or len(now) != 1:
        return None
    share = 100 * now[0].value / then[0].value if len(then) == 1 and then[0].value else 0.0
    value, _ = amount_of(mine.quantity)
    follow = follows(share, value, mine.quantity.qualifier, wide=True)
    return Derived(share, (now[0], then[0])) if follow else None


def _is_of_currency(claimed: Quantity, found: Derived) -> bool:
    """Whether money is computed of money in the same currency."""
    money = claimed.form == "number" and claimed.unit in SYMBOLS.values()
    return not money or any(q.unit == claimed.unit for q in found.operands)


def _is_nested(here: Sequence[Mention]) -> bool:
    """Whether one of the figures is told as a part of another."""
    return any(
        mention.bound.role == "part"
        or _OF_NEXT.match(mention.text, mention.quantity.end)
        or _OF_FIRST.fullmatch(mention.text[: mention.quantity.start])
        for mention in here
    )


def _portion(claimed: Quantity, quantities: Sequence[Quantity]) -> Derived | None:
    """What a share of a figure comes to, where the claimed number is it."""
    if claimed.form != "number":
        return None
    found = portions(quantities, claimed.unit)
    return next((one for one in found if follows(one.value, claimed.value, claimed.qualifier)), None)


def _of_multiple(mine: Mention, case: Case) -> Derived | None:
    """The other level of a stated multiple, where the claim tells it as another's: "24 a year ago"."""
    claimed = mine.quantity
    stated = find_quantities(case.claim)
    told_by = [q.value for line in case.lines for q in find_quantities(line.text) if q.form == "multiple"]
    own = any(q.form == "multiple" and 1 / q.value not in told_by for q in stated if q.value)
    told = OTHER_LEVEL.search(case.claim) or any(_TIMES_THAT.search(line.text) for line in case.lines)
    denied = any(negation.kind != "soft" for negation in find_negations(case.claim))
    levels = {q.value for q in stated if q.end < claimed.start and not denied}
    if claimed.form != "number" or own:
        return None
    return next(
        (
            found
            for line in case.lines
            for found in steps_of_multiple(find_quantities(line.text))
            if found.operands[1].qualifier == "exact"
            and (told or found.operands[0].value in levels)
            and follows(found.value, claimed.value, claimed.qualifier)
            and claimed.unit in {"", found.operands[0].unit}
        ),
        None,
    )


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
    starts = {quantity.start for quantity in derived.operands}
    first = next((mention for mention in found if mention.quantity.start in starts), None)
    note = f"computed from {' and '.join(quantity.text for quantity in derived.operands)}"
    against = _is_against(mine, found, derived) or is_other_part(mine, found)
    status: FactStatus = "contradicted" if against else "computed"
    return figure_fact(mine, status, first, note=note)


def _compared(mine: Mention, derived: Derived) -> Quantity | None:
    """The level of the claim beside a difference: "65%, 4 points below", "€5m higher than the €29m"."""
    levels = [q for q in find_quantities(mine.text) if q.start != mine.quantity.start]
    for level in levels:
        if not any(is_near(level.value, q.value) and level.unit == q.unit for q in derived.operands):
            continue
        before = mine.text[level.end : mine.quantity.qualifier_start]
        after = mine.text[mine.quantity.end : level.qualifier_start]
        if before == ", " or (level.start > mine.quantity.end and _THAN_LEVEL.fullmatch(after)):
            return level
    return None


def _is_against(mine: Mention, found: Sequence[Mention], derived: Derived) -> bool:
    """Whether a difference is told the wrong way: "2,300 fewer" where the earlier figure is the smaller."""
    way = direction_of(mine.text, mine.quantity)
    starts = {quantity.start for quantity in derived.operands}
    operands = [mention for mention in found if mention.quantity.start in starts]
    changes = [bool(_CHANGED_BY.search(m.text[: m.quantity.qualifier_start])) for m in operands]
    told_by = _CHANGED_BY.search(mine.text[: mine.quantity.qualifier_start])
    if told_by and mine.quantity.unit != "percent" and any(changes) != all(changes):
        return True
    if way and (level := _compared(mine, derived)) is not None:
        rest = [quantity.value for quantity in derived.operands if not is_near(quantity.value, level.value)]
        told_higher = level.end <= mine.quantity.start
        return len(rest) == 1 and (level.value - rest[0]) * (way if told_higher else -way) < 0
    sides = {mention.bound.role == "before": mention.quantity.value for mention in operands}
    if way and len(sides) == 2:
        return (sides[False] - sides[True]) * way < 0
    told = [direction_of(mention.text, mention.quantity) for mention in operands]
    return any(way * other < 0 for other in told)
