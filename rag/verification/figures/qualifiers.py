"""Whether the qualifier of a claim's figure follows from that of an equal figure of the evidence."""

from __future__ import annotations

import re

from rag.verification.case import Case
from rag.verification.figures.finding import find_quantities
from rag.verification.figures.mentions import Mention
from rag.verification.figures.quantities import Qualifier, Quantity
from rag.verification.figures.values import agrees, in_unit

_LIMIT = re.compile(r"\b(?:the most|maximum|limit|ceiling|cap|within|longer)\b", re.IGNORECASE)
_BARELY = ("barely ", "hardly ", "scarcely ")
_JOINED = re.compile(r"(?: (?!but|while)[a-z-]+){0,3},? (?:and|or) $", re.IGNORECASE)
# Words of a claim that make of a bare figure a bound: "the minimum charge is 10 cents".
_BOUNDS: dict[Qualifier, re.Pattern[str]] = {
    "at_least": re.compile(r"\b(?:minimum|least|floor|cheapest|lowest|smallest)\b", re.IGNORECASE),
    "at_most": re.compile(
        r"\b(?:maximum|most|limit|ceiling|cap|capped|highest|dearest|peak|top)\b", re.IGNORECASE
    ),
}
_DENIED = re.compile(
    r"\b(?:not|never|none|nor?|(?:end|ban|curb|stop) (?:to|on))\b[^,;.]{0,40}$", re.IGNORECASE
)


def may_agree(mine: Mention, theirs: Mention, case: Case) -> bool:
    """Whether the qualifiers of two equal figures may both be true."""
    return (
        agrees(mine.quantity, theirs.quantity)
        or is_end(in_unit(mine.quantity, theirs.quantity.unit), theirs.quantity)
        or _is_bounded(mine, theirs, case)
        or _is_hedged(mine, theirs, case)
    )


def is_end(mine: Quantity, theirs: Quantity) -> bool:
    """Whether a figure is an end of a range, told as such: "at most 40" for "30 to 40"."""
    ends = {("at_most", theirs.high), ("at_least", theirs.value)}
    return theirs.high is not None and (mine.qualifier, mine.value) in ends


def _is_bounded(mine: Mention, theirs: Mention, case: Case) -> bool:
    """A bound that other words of the claim or of the evidence tell: a limit, "not", "within"."""
    qualifiers = (mine.quantity.qualifier, theirs.quantity.qualifier)
    stated = theirs.text[: theirs.quantity.qualifier_start]
    if qualifiers in {("more", "at_most"), ("exact", "fewer")}:
        return _DENIED.search(case.claim[: mine.quantity.qualifier_start]) is not None
    if qualifiers == ("at_most", "more"):
        return _DENIED.search(stated) is not None
    if qualifiers == ("exact", "more"):
        return bool(_LIMIT.search(case.claim) and _DENIED.search(stated))
    if qualifiers[0] == "exact":
        bound = _BOUNDS.get(qualifiers[1])
        return qualifiers[1] == _shared_qualifier(mine) or bool(bound and bound.search(case.claim))
    return qualifiers == ("at_most", "exact") and stated.lower().endswith("within ")


def _shared_qualifier(mine: Mention) -> Qualifier | None:
    """The qualifier of the figure to which "and" joins this one: "at most 250 guests and two cameras"."""
    before = [q for q in find_quantities(mine.text) if q.end < mine.quantity.start]
    joined = before and _JOINED.match(mine.text[before[-1].end : mine.quantity.start])
    return before[-1].qualifier if joined else None


def _is_hedged(mine: Mention, theirs: Mention, case: Case) -> bool:
    """ "Some", "an estimated", "barely" and a range: about as good as the bare figure."""
    qualifiers = {mine.quantity.qualifier, theirs.quantity.qualifier}
    if not qualifiers <= {"exact", "about"}:
        return False
    if mine.quantity.high and theirs.quantity.high:
        return True
    mine_word = case.claim[mine.quantity.qualifier_start : mine.quantity.start].strip().lower()
    word = theirs.text[theirs.quantity.qualifier_start : theirs.quantity.start].strip().lower()
    if mine.quantity.qualifier == "about":
        stated = theirs.text[: theirs.quantity.start].lower()
        if stated.endswith(_BARELY) or ("estimate" in theirs.text.lower() and "estimated" in mine_word):
            return True
    return "some" in {word, mine_word} or ("estimated" in word and "estimate" in case.claim.lower())
