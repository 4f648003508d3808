"""Figures that the evidence gives without a number: "a day", "both", "doubled"."""

from __future__ import annotations

import re

from rag.types import Fact
from rag.verification.case import Case, fact
from rag.verification.derived_facts import check_ratio
from rag.verification.figure_mentions import Mention
from rag.verification.figures import find_quantities
from rag.verification.quantities import Quantity


def one_in_words(mine: Mention, case: Case) -> Fact | None:
    """ "One day" for "a day": the article may count one by its article."""
    if mine.quantity.text.lower().startswith("two"):
        return _pair(mine, case)
    if mine.quantity.value != 1 or mine.quantity.form != "number":
        return None
    noun = (
        re.escape(case.claim[mine.quantity.start :].split()[1].strip(".,;:").rstrip("s"))
        if " " in case.claim[mine.quantity.start :]
        else ""
    )
    for line in case.lines:
        match = (
            re.search(rf"\b(?:an?|single|only|the) (?:\w+ )?{noun}", line.text, re.IGNORECASE)
            if noun
            else None
        )
        if match:
            place = (mine.quantity.text, mine.quantity.start, mine.quantity.end)
            return fact("figure", place, "matched", line=line, found=(match.start(), match.end()))
    return None


def _pair(mine: Mention, case: Case) -> Fact | None:
    """ "Two" for "both", "a pair", "a couple" or two names joined by "and"."""
    for line in case.lines:
        match = re.search(
            r"\b(?:both|pair|couple|twins?|neither|either|each other|twice(?! (?:as|the|its|that)\b))\b",
            line.text,
            re.IGNORECASE,
        )
        if match:
            place = (mine.quantity.text, mine.quantity.start, mine.quantity.end)
            return fact("figure", place, "matched", line=line, found=(match.start(), match.end()))
    return None


def check_multiples(case: Case) -> list[Fact]:
    """Doubled, twice: only the same multiple in the evidence carries it."""
    facts: list[Fact] = []
    for quantity in find_quantities(case.claim):
        if quantity.form != "multiple" or is_inside(quantity, case.quoted):
            continue
        same = [
            (line, other)
            for line in case.lines
            for other in find_quantities(line.text)
            if other.form == "multiple" and other.value == quantity.value
        ]
        place = (quantity.text, quantity.start, quantity.end)
        if same:
            line, other = same[0]
            facts.append(fact("figure", place, "matched", line=line, found=(other.start, other.end)))
        elif computed := check_ratio(quantity.value, quantity, case):
            facts.append(computed)
        else:
            facts.append(fact("figure", place, "missing", note="no such multiple in the cited text"))
    return facts


def is_inside(quantity: Quantity, places: tuple[tuple[int, int], ...]) -> bool:
    """Whether a figure lies within one of the (start, end) places of its text."""
    return any(start <= quantity.start and quantity.end <= end for start, end in places)
