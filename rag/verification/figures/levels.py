"""Figures that a share or a limit of the evidence implies: the whole, the inverse, the mean, what is left.

A third for "less by two-thirds", 18 million for "6 million, a third of it", "half as many" for "twice
as many", 950 a day for 1,900 in two days, "17 and under" for "under 18".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import permutations

from rag.verification.figures.derived import TURNED, Derived, follows
from rag.verification.figures.directions import direction_of
from rag.verification.figures.quantities import Qualifier, Quantity
from rag.verification.figures.values import amount_of, is_near
from rag.verification.words.number_words import WORDS, spelled_or_digits

_OF_IT = re.compile(r" (?:of|the|that|those|what|as)\b", re.IGNORECASE)
_THAN = re.compile(r"(?: [a-z]+)? (?:below|less|lower|fewer|down|under|short)\b")
_TO = re.compile(r"\bto (?:[a-z]+ ){0,2}$")
_BY = re.compile(r"\bby (?:[a-z]+ ){0,2}$")
_MEAN = re.compile(
    r"\b(?:averag\w+|mean|apiece|each|every|per|an? (?:second|minute|hour|day|week|month|year))\b",
    re.IGNORECASE,
)
_OF_THAT = re.compile(r" (?:of )?(?:that|what)\b", re.IGNORECASE)
_BARELY = re.compile(r"\b(?:barely|hardly|scarcely|only|just) $", re.IGNORECASE)
_LOOSE = frozenset({"exact", "about", "nearly", "over"})
_MORE_THAN = re.compile(rf", (?P<n>\d+|{WORDS}) (?P<way>more|fewer|less|higher|lower) than\b")
_LEVEL = re.compile(
    r"\b(?:compared|against|normal(?:ly)?|usual(?:ly)?|typical(?:ly)?|average|while|on the)\b"
)
_COUNTS = frozenset({"", "age", "year"})
# A limit told by the next whole number: "17 and under", "under 18".
_NEXT_LIMIT: dict[tuple[Qualifier, Qualifier], int] = {
    ("at_most", "fewer"): 1, ("at_least", "more"): -1, ("fewer", "at_most"): -1, ("more", "at_least"): 1,
}  # fmt: skip


def implied(claimed: Quantity, claim: str, stated: Sequence[Quantity], text: str) -> Derived | None:
    """The figures of a sentence that imply the claimed one by a share, a limit or a mean, or None."""
    if claimed.high is not None or claimed.form not in {"number", "fraction", "multiple"}:
        return None
    for other in stated:
        if _is_next_limit(claimed, other) or _is_inverse(claimed, other, text):
            return Derived(claimed.value, (other,))
        if _is_left(claimed, claim, other, text):
            return Derived(claimed.value, (other,))
    if below := _compared_with(claimed, claim, stated, text):
        return below
    if amount_of(claimed)[1] == "percent":
        return _share_of_percents(claimed, claim, stated)
    is_mean = _MEAN.search(claim) and not _MEAN.search(text) and claimed.qualifier in _LOOSE
    found = (*wholes(stated, text), *(means(stated) if is_mean else ()))
    return next((one for one in found if claimed.form == "number" and _fits(claimed, one)), None)


def _compared_with(claimed: Quantity, claim: str, stated: Sequence[Quantity], text: str) -> Derived | None:
    """The level with which another is compared: "six by bus" for "seven dirhams, one more than by bus"."""
    if claimed.form != "number" or not _LEVEL.search(claim):
        return None
    for match in _MORE_THAN.finditer(text):
        base = max((q for q in stated if q.end <= match.start()), key=lambda q: q.end, default=None)
        step = spelled_or_digits(match.group("n").lower())
        if base is None or step is None or base.high is not None:
            continue
        value = base.value - step if match.group("way") in {"more", "higher"} else base.value + step
        if is_near(value, claimed.value) and claimed.unit in {"", base.unit}:
            return Derived(value, (base,))
    return None


def _fits(claimed: Quantity, found: Derived) -> bool:
    """Whether a value of the claimed unit agrees, with the qualifiers of its operands."""
    if claimed.unit not in {"", found.operands[0].unit}:
        return False
    hedges = {operand.qualifier for operand in found.operands} - {"exact", "exactly"}
    turned = any((claimed.qualifier, hedge) in TURNED for hedge in hedges)
    if turned and is_near(found.value, claimed.value):
        return True
    return (not hedges or claimed.qualifier == "about") and follows(
        found.value, claimed.value, claimed.qualifier
    )


def wholes(stated: Sequence[Quantity], text: str) -> Iterator[Derived]:
    """The whole of which a figure is told to be a share: 18 million for "6 million, a third of it"."""
    for share in (q for q in stated if amount_of(q)[1] == "percent" and 0 < amount_of(q)[0] < 100):
        told = _OF_IT.match(text, share.end) or share.text.endswith((" the", " of"))
        for part in stated if told else ():
            if (
                part.end <= share.start
                and part.form == "number"
                and part.unit not in {"percent", "point", "age"}
            ):
                yield Derived(100 * part.value / amount_of(share)[0], (part, share))


def means(stated: Sequence[Quantity]) -> Iterator[Derived]:
    """What one of many comes to: 950 for "1,900 in two days"."""
    plain = [q for q in stated if q.high is None and q.form in {"number", "ordinal"} and q.unit != "percent"]
    for total, count in permutations(plain, 2):
        if 1 < count.value < total.value and total.form == "number":
            yield Derived(total.value / count.value, (total, count))


def _is_next_limit(claimed: Quantity, other: Quantity) -> bool:
    """ "17 and under" for "under 18"."""
    step = _NEXT_LIMIT.get((claimed.qualifier, other.qualifier))
    whole = claimed.value == int(claimed.value) and {claimed.unit, other.unit} <= _COUNTS
    return step is not None and whole and is_near(claimed.value + step, other.value)


def _is_inverse(claimed: Quantity, other: Quantity, text: str) -> bool:
    """ "More than four times" for "less than a quarter", "half as many" for "twice as many"."""
    if {claimed.form, other.form} - {"fraction", "multiple"} or not is_near(claimed.value * other.value, 1.0):
        return False
    qualifiers = (claimed.qualifier, other.qualifier)
    barely = other.qualifier == "exact" and _BARELY.search(text[: other.start])
    return qualifiers in {("exact", "exact"), *TURNED} or bool(
        barely and claimed.qualifier in {"nearly", "fewer"}
    )


def _is_left(claimed: Quantity, claim: str, other: Quantity, text: str) -> bool:
    """ "88% of what it was" for "12% below it"."""
    (mine, kind), (theirs, other_kind) = amount_of(claimed), amount_of(other)
    if kind != "percent" or other_kind != "percent" or abs(mine + theirs - 100) > 1e-6:
        return False
    level = _TO.search(claim[: claimed.qualifier_start]) or (
        _OF_IT.match(claim, claimed.end) and not _BY.search(claim[: claimed.qualifier_start])
    )
    less = _THAN.match(text, other.end) or (
        direction_of(text, other) < 0 and _BY.search(text[: other.qualifier_start])
    )
    alike = claimed.qualifier == other.qualifier == "exact" or (claimed.qualifier, other.qualifier) in TURNED
    return bool(level and less and alike)


def _share_of_percents(claimed: Quantity, claim: str, stated: Sequence[Quantity]) -> Derived | None:
    """ "A third of that" for "asked for 9% and were offered 3%"."""
    percents = [q for q in stated if q.unit == "percent" and q.high is None and q.value > 0]
    for part, whole in permutations(percents, 2) if _OF_THAT.match(claim, claimed.end) else ():
        if follows(100 * part.value / whole.value, amount_of(claimed)[0], claimed.qualifier, wide=True):
            return Derived(claimed.value, (part, whole))
    return None
