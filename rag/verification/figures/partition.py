"""Parts with their wholes: "27 of its 58 seats", and what a claim may say of the other part."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from rag.verification.figures.derived import multiple_of, share_of
from rag.verification.figures.finding import find_quantities
from rag.verification.figures.mentions import Mention
from rag.verification.figures.quantities import Quantity
from rag.verification.figures.values import is_near, same_value
from rag.verification.statements.negation import find_negations
from rag.verification.statements.roles import find_verbs
from rag.verification.words.tokens import sense, stem

# "14 of the county's 62 schools".
WHOLE = re.compile(r"(?: [a-z]+){0,2} (?:out )?of (?:[\w'’]+ ){0,4}$", re.IGNORECASE)
_HAVING = frozenset(sense(stem(word)) for word in "have has had own run operate employ keep".split())
_EXCEPT = re.compile(r"\b(?:all but|except|other than|without) (?:[a-z]+ )?$", re.IGNORECASE)


def parts_of(text: str) -> Iterator[tuple[Quantity, Quantity]]:
    """The figures of a text that stand as a part before their whole.

    >>> [(part.text, whole.text) for part, whole in parts_of("His party lost 27 of its 58 seats.")]
    [('27', '58')]
    """
    for part, whole in pairwise(find_quantities(text)):
        if part.form == whole.form == "number" and WHOLE.match(text[part.end : whole.qualifier_start]):
            yield part, whole


def told_of(part: Mention, whole: Mention) -> set[str]:
    """The verbs of a part: those before it in its clause, else the first after it and its whole."""
    start, end = part.bound.segment
    verbs = find_verbs(part.text)
    before = [verb for verb in verbs if start <= verb.start < part.quantity.start]
    last = max(part.quantity.end, whole.quantity.end)
    told = before or [verb for verb in verbs if last <= verb.start < end][:1]
    return {sense(verb.stem) for verb in told}


def is_part_told(mine: Mention, equal: Sequence[Mention], whole: Mention) -> bool:
    """Whether a claim tells the part without its whole: "180 jobs are at risk" for "180 of its 2,450 jobs".

    What somebody has or employs is the whole of it.
    """
    return not mine.slots.verbs & _HAVING and any(
        one.line is whole.line and (one.quantity, whole.quantity) in parts_of(one.text) for one in equal
    )


def is_other_part(mine: Mention, here: Sequence[Mention]) -> bool:
    """Whether a computed figure takes the place of the part or the whole that the evidence states.

    "Lost 31 of the 58" and "lost 27 of the 31" for "lost 27 of its 58".
    """
    for part, whole in parts_of(mine.text):
        for stated, total in _stated(here):
            if whole.start == mine.quantity.start and is_near(part.value, stated.quantity.value):
                return True
            if (
                part.start == mine.quantity.start
                and is_near(whole.value, total.quantity.value)
                and told_of(stated, total) & mine.slots.verbs
                and not find_negations(mine.text)
                and not _EXCEPT.search(mine.text[: part.qualifier_start])
            ):
                return True
    return False


def _stated(here: Sequence[Mention]) -> Iterator[tuple[Mention, Mention]]:
    """The parts with their wholes among the figures of one sentence."""
    at = {mention.quantity.start: mention for mention in here}
    for part, whole in parts_of(here[0].text) if here else ():
        if part.start in at and whole.start in at:
            yield at[part.start], at[whole.start]


def is_reckoned(mine: Mention, equal: Sequence[Mention], other: Mention) -> bool:
    """Whether a claim tells another figure by a share or multiple of its own, the larger of the two.

    "Seven of the 22 have not been questioned" and "68,000, well over twice as many" leave 15 and 25,000 out.
    """
    theirs = next((one for one in equal if one.line is other.line), None)
    if {mine.quantity.form, other.quantity.form} != {"number"}:
        return False
    if theirs is None or theirs.quantity.value <= other.quantity.value:
        return False
    pair = (theirs.quantity, other.quantity)
    for told in find_quantities(mine.text):
        after = told.start > mine.quantity.start
        if (
            told.form == "multiple"
            and told.value > 1
            and after
            and multiple_of(told.value, told.qualifier, pair)
        ):
            return True
        shared = share_of(told, pair, nested=True) or share_of(told, pair, nested=True, rest=True)
        if told.form == "fraction" and not after and shared:
            return True
    rest = abs(theirs.quantity.value - other.quantity.value)
    return any(
        same_value(mine.quantity, whole) and is_near(part.value, rest) and bool(find_negations(mine.text))
        for part, whole in parts_of(mine.text)
    )
