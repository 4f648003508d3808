"""What a part leaves of its whole: "four of the 20 did not" for "16 of the 20 did"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.verification.case import Case
from rag.verification.figures.derived import Derived, complements, follows, is_turned_rest, share_of
from rag.verification.figures.other_side import is_other_side
from rag.verification.figures.quantities import Quantity
from rag.verification.statements.negation import find_negations

LEFT = re.compile(
    r"\b(?:all but|rest|remain(?:s|ed|ing|der)?|others?|left|without|except|neither|empty)\b", re.IGNORECASE
)
_LEFT_OVER = re.compile(r"\b(?:the rest|remainder|remaining|balance|the others?|all but)\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[;:]|, (?:and|but|while|though|although) ")
_LOST = re.compile(r"\b(?:lost|loses?|losing|wiped|cut|no|not)\b", re.IGNORECASE)


def rest_of(claimed: Quantity, quantities: Sequence[Quantity], case: Case) -> Derived | None:
    """What is left of a whole, where the claim denies or excepts."""
    lost = any(_LOST.search(line.text) or is_other_side(case.claim, line.text) for line in case.lines)
    denied = lost or bool(LEFT.search(case.claim) or _is_denied(claimed, case.claim))
    if not denied and not any(_LEFT_OVER.search(line.text) for line in case.lines):
        return None
    for found in complements(quantities) if claimed.unit != "point" else ():
        if not {claimed.unit, found.operands[0].unit} <= {"", claimed.unit}:
            continue
        told = follows(found.value, claimed.value, claimed.qualifier) or is_turned_rest(claimed, found)
        if told and claimed.form == "number":
            return found
    return share_of(claimed, quantities, rest=True) if denied else None


def _is_denied(claimed: Quantity, claim: str) -> bool:
    """Whether a claim denies something in the clause of its figure: not in "half voted; no vote since"."""
    start = max((cut.end() for cut in _CLAUSE.finditer(claim, 0, claimed.start)), default=0)
    end = _CLAUSE.search(claim, claimed.end)
    return bool(find_negations(claim[start : end.start() if end else len(claim)]))
