"""Sums and differences of two figures, where a claim may mean one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.verification.case import Case
from rag.verification.figures.binding import clause_constraints
from rag.verification.figures.derived import Derived, differences, follows
from rag.verification.figures.directions import direction_of
from rag.verification.figures.finding import find_quantities
from rag.verification.figures.mentions import Mention
from rag.verification.figures.patterns import SYMBOLS
from rag.verification.figures.quantities import Quantity
from rag.verification.figures.retold import tells_side
from rag.verification.figures.values import in_unit, is_near

_SUMS = re.compile(
    r"\b(?:total|in all|altogether|together|combined|remaining|rest|others?|before that|remain"
    r"|left over|sum|difference|margin|gap|lead|narrowly|net|apart"
    r"|(?:more|fewer|less|lower|higher|larger|smaller|longer|shorter|cheaper|dearer|better|worse|up|down)"
    r" (?:on|than|in|the|for)"
    r"|(?:up|down) \S+ (?:from|on|since) (?:an?|the|last)"
    r"|(?:more|fewer|less|lower|higher|larger|smaller) [^,;.]{2,70} than"
    r"|(?:increase|rise|fall|drop|cut|gain|loss|growth) of|cooler|warmer|colder|hotter|between them"
    r"|added to|(?:the two|both) [a-z]+|aboard|fewer)\b",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"\b(?:total|in all|altogether|together|combined|sum|between them|(?:the two|both) [a-z]+|aboard)\b",
    re.IGNORECASE,
)
_EITHER = re.compile(r"[^,;.]{4,60} or ")  # "seven lost their lives or their limbs"
_BESIDES = re.compile(r" [a-z]+ (?:as well|too|besides|in addition)\b")
_AND_MORE = re.compile(r" (?:[a-z-]+ ){1,2}and ")
_LESS_NEXT = re.compile(r" (?:more|less|fewer|higher|lower)\b")
_THAN_NEXT = re.compile(r" (?:more|less|fewer) than\b")
_RATIOS = frozenset({"", "percent", "point", "score"})
_THE_OTHER = re.compile(r"\bthe other $", re.IGNORECASE)
_OTHERS_NEXT = re.compile(r" (?:other|rival|fellow) [a-z]")
OTHER_LEVEL = re.compile(
    r"\b(?:ago|old|earlier|previous(?:ly)?|former(?:ly)?|used to|before|from|last|had|was|were"
    r"|usual(?:ly)?|normal(?:ly)?|average|against|above|ahead|need(?:ed|s)?|required|threshold|(?:19|20)\d\d)\b",
    re.IGNORECASE,
)


def is_sum(mine: Mention, case: Case) -> bool:
    """Whether the claim tells its figure as a sum or a difference."""
    return (
        bool(_SUMS.search(case.claim))
        or mine.bound.role in {"before", "change"}
        or mine.quantity.unit == "point"
    )


def difference_of(mine: Mention, quantities: Sequence[Quantity], case: Case) -> Derived | None:
    """The sum or difference of two figures that the claimed figure is."""
    claimed = mine.quantity
    if tells_side(mine) and any(quantity.unit == "score" for quantity in quantities):
        return None
    unit = claimed.unit or _unit_told(claimed, case.claim)
    for found in differences([in_unit(quantity, unit) for quantity in quantities], unit):
        hedged = is_near(found.value, claimed.value) and any(
            q.qualifier == claimed.qualifier for q in found.operands
        )
        follow = hedged or follows(found.value, claimed.value, claimed.qualifier)
        if follow and _is_told(mine, found, case):
            return found
    others = _THE_OTHER.search(mine.text[: claimed.start]) or _OTHERS_NEXT.match(mine.text, claimed.end)
    if claimed.form == "number" and others:
        wholes = (q for q in quantities if q.form == "number" and is_near(q.value, claimed.value + 1))
        return next((Derived(claimed.value, (q,)) for q in wholes), None)
    return None


def _unit_told(bare: Quantity, claim: str) -> str:
    """The unit in which a claim tells a figure without it: "18 billion euros, seven billion less"."""
    stated = {q.unit for q in find_quantities(claim)} - _RATIOS
    if len(stated) == 1 and _THAN_NEXT.match(claim, bare.end):
        return stated.pop()
    units = stated & set(SYMBOLS.values())
    return units.pop() if len(units) == 1 and _LESS_NEXT.match(claim, bare.end) else ""


def _is_told(mine: Mention, found: Derived, case: Case) -> bool:
    """Whether a claim may mean a sum or a difference, and does not just have one operand wrong.

    A wrong figure beside a true one may be their sum by chance: "85 seats, 10 of them" for "75".
    """
    claimed = [q.value for q in find_quantities(case.claim) if q.start != mine.quantity.start]
    kept = [any(is_near(q.value, value) for value in claimed) for q in found.operands]
    rest = mine.text[mine.quantity.end :]
    if found.value > max(q.value for q in found.operands):
        either = not any(kept) and bool(_EITHER.search(rest)) and not mine.quantity.unit
        people = not any(kept) and _are_people(mine, found, case)
        return all(kept) or either or people or bool(_TOTAL.search(case.claim)) or _undoes_change(found, case)
    if mine.bound.role == "plain" and _BESIDES.match(rest):
        return True
    return all(kept) or not any(kept) or is_sum(mine, case) or _undoes_change(found, case)


def _are_people(mine: Mention, found: Derived, case: Case) -> bool:
    """Whether a claim counts as people two kinds of them side by side: "5,000 men and 7,000 women"."""
    if len(found.operands) != 2:  # a sum of three
        return False
    first, second = sorted(found.operands, key=lambda quantity: quantity.start)
    return mine.bound.nouns[:1] == ("people",) and any(
        line.text[first.start : first.end] == first.text
        and _AND_MORE.fullmatch(line.text[first.end : second.qualifier_start])
        for line in case.lines
    )


def _undoes_change(found: Derived, case: Case) -> bool:
    """Whether a claim tells the level before a cut: "used to take two hours" for "by 50 minutes to 70"."""
    starts = {quantity.start for quantity in found.operands}
    ways = {
        direction_of(line.text, figure.quantity)
        for line in case.lines
        for figure in clause_constraints(line.text)
        if figure.quantity.start in starts and (figure.role == "change" or figure.quantity.unit == "point")
    }
    sums = found.value > max(quantity.value for quantity in found.operands)
    return bool(ways - {1 if sums else -1}) and bool(OTHER_LEVEL.search(case.claim))
