"""Whether the qualifier of a claim's figure follows from that of an equal figure of the evidence."""

from __future__ import annotations

import re

from rag.verification.case import Case
from rag.verification.figures.derived import TURNED
from rag.verification.figures.directions import direction_of
from rag.verification.figures.finding import find_quantities
from rag.verification.figures.mentions import Mention
from rag.verification.figures.quantities import Qualifier, Quantity
from rag.verification.figures.values import AGREE, agrees, are_opposite_bounds, in_unit

# Where "about" has no room: "a 300-metre-wide slide", "1,200 of the line's 9,400 workers".
_COMPOUND = re.compile(r"\d-[a-z]|^[a-z]+-[a-z]+$", re.IGNORECASE)
_WHOLE_OF = re.compile(r"\d (?:out )?of (?:the |its |their |those |[\w ]+['’]s? )$", re.IGNORECASE)
_BARELY = ("barely ", "hardly ", "scarcely ")
# "An audience put at 700,000", "thought to number 50": an estimate.
_RECKONED = re.compile(
    r"\b(?:put(?:s|ting)? (?:[\w'’-]+ ){0,5}at|(?:estimated|reckoned|calculated|judged) (?:at|to be)"
    r"|(?:thought|believed|reckoned|estimated) to (?:be|number|total|run to|come to|amount to)) $",
    re.IGNORECASE,
)
_JOINED = re.compile(r"(?: (?!but|while)[a-z-]+){0,3},? (?:and|or) $", re.IGNORECASE)
# Words of a claim that make of a bare figure a bound: "the minimum charge is 10 cents".
_BOUNDS: dict[Qualifier, re.Pattern[str]] = {
    "at_least": re.compile(
        r"\b(?:minimum|(?<!at )(?<!at the )least|floor"
        r"|cheapest|lowest|smallest|shortest|lightest|youngest)\b",
        re.IGNORECASE,
    ),
    "at_most": re.compile(
        r"\b(?:maximum|(?<!at )(?<!at the )most(?! of)|limit|ceiling|cap|capped|highest|longest"
        r"|oldest|dearest|worst|peak|top|gust\w*|error"
        r"|at (?:its|their) (?:deep|wid|tall|thick|strong|fast|hott|steep|heavi|busi|full|larg|bigg"
        r"|weak|low|high)est"
        r"|can (?:reach|live))\b",
        re.IGNORECASE,
    ),
}
# What denies a bound: "nobody works more than 40 hours" is "at most 40 hours".
_DENIED = re.compile(
    r"\b(?:not|never|no|none|nobody|nor?|neither|unable|impossible|rarely|seldom|hardly|(?:den(?:y|ied|ies)|reject\w*)"
    r"|cannot|\w+n['’]t|(?:end|ban|curb|stop) (?:to|on))\b(?:[^,;.]|[.,]\d){0,60}$",
    re.IGNORECASE,
)
_WITHIN = re.compile(
    r"\b(?:(?P<within>within)|(?:go(?:es|ne|ing)?|went) up to|reach(?:ed|es)?|(?P<inside>inside))\s$",
    re.IGNORECASE,
)
_ROUND_UNITS = frozenset({"decade", "century"})
_DISTANCES = frozenset({"metre", "km", "mile", "yard", "foot"})
# "Cabins cost from €90": the least of them.
_FROM = re.compile(
    r"\b(?:cost\w*|pric(?:es?|ed)|fares?|tickets?|rents?|start\w*|begin\w*) from $", re.IGNORECASE
)
_TO_NEXT = re.compile(r" (?:to|until|by) ")
_TURNED: dict[Qualifier, Qualifier] = {
    "more": "at_most",
    "over": "at_most",
    "fewer": "at_least",
    "nearly": "at_least",
}
# A bare figure that is not reached is more than there is: "neither reached 8%".
_REACHED = re.compile(r"\b(?:reach\w*|attain\w*|manag\w*|get to|got to|make|made|match\w*)\s$", re.IGNORECASE)


def may_agree(mine: Mention, theirs: Mention, case: Case) -> bool:
    """Whether the qualifiers of two equal figures may both be true."""
    if _is_half_less(mine, theirs):
        pair = (mine.quantity.qualifier, theirs.quantity.qualifier)
        return pair == ("exact", "exact") or pair in TURNED
    return (
        agrees(mine.quantity, theirs.quantity)
        or is_end(in_unit(mine.quantity, theirs.quantity.unit), theirs.quantity)
        or _is_bounded(mine, theirs)
        or _is_hedged(mine, theirs, case)
    )


def _is_half_less(mine: Mention, theirs: Mention) -> bool:
    """Whether a claim tells by how much something fell of which the evidence tells what is left of it."""
    halves = mine.quantity.form == theirs.quantity.form == "fraction" and mine.quantity.value == 0.5
    by = mine.text[: mine.quantity.qualifier_start].endswith(" by ")
    level = theirs.quantity.text.lower() in {"half the", "half its", "half their"}
    return halves and by and level and direction_of(mine.text, mine.quantity) < 0


def are_opposite(mine: Mention, theirs: Mention) -> bool:
    """Whether a claim bounds from the one side what the evidence bounds from the other."""
    from_least = _is_least(theirs) and mine.quantity.qualifier in {"at_most", "fewer", "nearly"}
    return from_least or are_opposite_bounds(mine.quantity, theirs.quantity)


def _is_least(mention: Mention) -> bool:
    """Whether a figure is that from which prices start: "cabins cost from €90"."""
    quantity, text = mention.quantity, mention.text
    starts = _FROM.search(text[: quantity.qualifier_start]) and not _TO_NEXT.match(text, quantity.end)
    return quantity.qualifier == "exact" and bool(starts)


def is_end(mine: Quantity, theirs: Quantity) -> bool:
    """Whether a figure is an end of a range, told as such: "at most 40" for "30 to 40"."""
    value = 100 * mine.value if (mine.form, theirs.unit) == ("fraction", "percent") else mine.value
    ends = {("at_most", theirs.high), ("at_least", theirs.value)}
    return theirs.high is not None and theirs.unit != "score" and (mine.qualifier, value) in ends


def _is_bounded(mine: Mention, theirs: Mention) -> bool:
    """A bound that other words of the claim or of the evidence tell: a limit, "not", "within"."""
    # "Unable to pay for more than five hours" denies no bound: almost five is less.
    if mine.quantity.qualifier in {"more", "over"} and theirs.quantity.qualifier == "nearly":
        return False
    claimed, stated = _bounds_of(mine), _bounds_of(theirs)
    return any(one == other or other in AGREE.get(one, ()) for one in claimed for other in stated)


def _bounds_of(mention: Mention) -> list[Qualifier]:
    """The qualifiers that the words of a sentence give a figure, its own or its own denied the first."""
    qualifier, text = mention.quantity.qualifier, mention.text
    before = text[: mention.quantity.qualifier_start]
    if _DENIED.search(before):
        if qualifier in _TURNED:
            return [_TURNED[qualifier]]
        if qualifier == "exact":
            return ["fewer"] if _REACHED.search(before) else _told_bounds(text)
    if qualifier != "exact":
        return [qualifier, "exact"] if mention.quantity.form == "ordinal" else [qualifier]
    if spot := _WITHIN.search(before):
        inside = spot.group("inside") or (spot.group("within") and mention.quantity.unit in _DISTANCES)
        return ["exact", "at_most", "fewer"] if inside else ["exact", "at_most"]
    if _is_least(mention):
        return ["exact", "at_least"]
    shared = _shared_qualifier(mention)
    return ["exact", *_told_bounds(text), *([shared] if shared else [])]


def _told_bounds(text: str) -> list[Qualifier]:
    """The bounds that a sentence has words for: "the minimum charge is 10 cents"."""
    return [bound for bound, words in _BOUNDS.items() if words.search(text)]


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
    told = mine if mine.quantity.qualifier == "exact" else theirs
    if (mine.quantity.high and theirs.quantity.high) or _RECKONED.search(told.text[: told.quantity.start]):
        return True
    rounder = mine.quantity.qualifier == "about" and theirs.quantity.unit in _ROUND_UNITS - {
        mine.quantity.unit
    }
    if rounder or (theirs.quantity.form == "fraction" and mine.quantity.unit == "percent"):
        return True
    if mine.quantity.qualifier == "exact" and (
        _COMPOUND.search(mine.quantity.text) or _WHOLE_OF.search(mine.text[: mine.quantity.start])
    ):
        return True
    mine_word = case.claim[mine.quantity.qualifier_start : mine.quantity.start].strip().lower()
    word = theirs.text[theirs.quantity.qualifier_start : theirs.quantity.start].strip().lower()
    if mine.quantity.qualifier == "about":
        stated = theirs.text[: theirs.quantity.start].lower()
        if stated.endswith(_BARELY) or ("estimate" in theirs.text.lower() and "estimated" in mine_word):
            return True
    return "some" in {word, mine_word} or "estimate" in case.claim.lower()
