"""Figures that the evidence lets the reader count: of a list, of a row of things, of the times told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.verification.case import Case, Line
from rag.verification.figures.directions import way_of
from rag.verification.figures.finding import find_quantities
from rag.verification.figures.listings import find_lists
from rag.verification.figures.mentions import Mention
from rag.verification.figures.rates import PERIODS
from rag.verification.figures.units import unit_at
from rag.verification.figures.values import in_unit, is_near, same_value
from rag.verification.times.dates import UNITS
from rag.verification.words.number_words import WORDS, spelled_or_digits
from rag.verification.words.tokens import sense, stem

_TIMES = re.compile(r"[\s-](?:times|fold)\b", re.IGNORECASE)
_TALLY = re.compile(r"\b(?:tally|total|count|number|times)\b", re.IGNORECASE)
_ROW = re.compile(
    r"\b(?:in a row|running|straight|consecutive(?:ly)?|successive|succession|on the trot)\b",
    re.IGNORECASE,
)
# "Two brothers, aged 24 and 29, and a 41-year-old plumber", "a nurse and two guards".
_AND_ONE = re.compile(
    rf"\b(?P<n>\d+|{WORDS}) (?!per\b)[a-z]+(?:, (?:both |all )?(?:aged )?\d[\d, ]*(?:and \d+)?,)?"
    r" and (?:an?|one) (?:\d[\w-]+ )?[a-z]+\b"
    rf"|\b(?<!per )(?:an?|one) (?:\d[\w-]+ )?[a-z]+(?:, (?:aged )?\d+,)? and (?P<more>\d+|{WORDS})"
    r" (?:of (?:his|her|its|their|the) )?(?:other )?[a-z]+s\b",
    re.IGNORECASE,
)
_IN_YEARS = re.compile(
    r"\b(?:in|of) (?P<each>(?:(?:again )?(?:in )?\d{4}, )*\d{4},? and (?:again )?(?:in )?\d{4})\b"
    r"(?! (?:until|to)\b)",
    re.IGNORECASE,
)
_SO_OFTEN = re.compile(r"[ -]times?\b(?! (?:as|more|less|the)\b)", re.IGNORECASE)
_REPEATED = re.compile(r" (?P<period>[a-z]+)\b", re.IGNORECASE)
_THINGS_NEXT = re.compile(r" (?:[a-z]+ )?(?!less\b)[a-z]+s\b")
# "The summers of 2022 and 2023", "his daughters, aged five and seven".
_YEARS = re.compile(r"\b(?P<noun>[a-z]+) of (?P<each>(?:\d{4}, )*\d{4},? and \d{4})\b", re.IGNORECASE)
_AGES = re.compile(
    rf"\b[a-z]+,? aged (?P<each>(?:(?:\d+|{WORDS}), )*(?:\d+|{WORDS}),? and (?:\d+|{WORDS}))\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(rf"\b(?:\d+|{WORDS})\b", re.IGNORECASE)
_MOST = 12
_Spot = tuple[int, int]


def counted_at(mine: Mention, here: Sequence[Mention], line: Line, case: Case) -> _Spot | None:
    """Where a sentence lets the claim's figure be counted, or None.

    "Delayed three times" for "the third delay", "seven straight wins" for "the seventh win in a row",
    "more than five weeks" for "in its sixth week", "two plants" for "in Gdansk and Brno", and "48 fewer"
    beside "75 minutes" for "48 minutes".
    """
    if mine.quantity.high is not None:
        return _from_ends(mine, here)
    if mine.quantity.form not in {"number", "ordinal", "fraction"}:
        return None
    for theirs in here:
        if (
            _is_bare(mine, theirs, case)
            or _is_in_row(mine, theirs, case)
            or _is_under_way(mine, theirs, line)
        ):
            return theirs.quantity.start, theirs.quantity.end
    return _halved(mine, line) or _listed(mine, here, line)


def _halved(mine: Mention, line: Line) -> _Spot | None:
    """ "Half of what it was" for "halved"."""
    if mine.quantity.form != "fraction" or mine.quantity.qualifier != "exact":
        return None
    same = (
        q
        for q in find_quantities(line.text)
        if q.form == "multiple" and is_near(q.value, mine.quantity.value)
    )
    return next(((q.start, q.end) for q in same if q.qualifier == "exact"), None)


def _from_ends(mine: Mention, here: Sequence[Mention]) -> _Spot | None:
    """ "Between £18 and £95" for "start at £18 and go up to £95"."""
    low, high = (
        replace(mine.quantity, high=None),
        replace(mine.quantity, value=mine.quantity.high or 0.0, high=None),
    )
    firsts = [m.quantity for m in here if same_value(low, m.quantity)]
    if firsts and any(same_value(high, m.quantity) for m in here):
        return firsts[0].start, firsts[0].end
    return None


def _is_bare(mine: Mention, theirs: Mention, case: Case) -> bool:
    """The same number, its unit told elsewhere in the claim."""
    claimed, stated = mine.quantity, theirs.quantity
    units = {q.unit for q in find_quantities(case.claim)}
    numbers = stated.form == claimed.form == "number"
    return (
        numbers
        and not claimed.unit
        and bool(stated.unit)
        and stated.unit in units
        and stated.unit != "magnitude"
        and stated.high is None
        and not _THINGS_NEXT.match(case.claim, claimed.end)
        and is_near(claimed.value, stated.value)
    )


def _is_in_row(mine: Mention, theirs: Mention, case: Case) -> bool:
    """A count for an ordinal or the reverse: of times, of things in a row, or of the same noun."""
    claimed, stated = mine.quantity, theirs.quantity
    if (
        {claimed.form, stated.form} != {"number", "ordinal"}
        or (claimed.unit and _repeated(theirs) != claimed.unit)
        or not is_near(claimed.value, stated.value)
    ):
        return False
    rows = bool(_ROW.search(case.claim) and _ROW.search(theirs.text))
    start, end = mine.bound.segment
    if (way_of(case.claim) or way_of(case.claim[start:end])) * way_of(theirs.text) < 0:
        return False
    if claimed.form == "ordinal":
        return rows
    tells = _TIMES.match(case.claim, claimed.end) or _TALLY.search(case.claim)
    same_noun = set(mine.bound.nouns[:2]) & set(theirs.bound.nouns[:2])
    return rows or bool(tells or same_noun) or theirs.text[stated.end :].startswith(" time")


def _repeated(theirs: Mention) -> str | None:
    """The unit of what is told again and again: "the sixth quarterly decline in a row"."""
    word = _REPEATED.match(theirs.text, theirs.quantity.end)
    return PERIODS.get(word.group("period").lower()) if word else None


def _is_under_way(mine: Mention, theirs: Mention, line: Line) -> bool:
    """ "More than five weeks" for "in its sixth week"."""
    claimed, stated = mine.quantity, theirs.quantity
    unit, _ = unit_at(line.text, stated.end)
    length = in_unit(claimed, unit or stated.unit)
    if stated.form != "ordinal" or claimed.form != "number" or length.unit not in UNITS or claimed.high:
        return False
    if length.unit not in {unit, stated.unit}:
        return False
    over = claimed.qualifier in {"more", "over", "at_least"}
    if over and claimed.unit != length.unit:
        return 0.9 * stated.value <= length.value < stated.value
    return is_near(length.value, stated.value - 1 if over else stated.value)


def years_at(text: str, count: float) -> _Spot | None:
    """Where a text names as many years: "won it in 2015 and 2016" for "won it twice"."""
    named = (m for m in _IN_YEARS.finditer(text) if len(_NUMBER.findall(m.group("each"))) == count)
    return next((match.span() for match in named), None)


def _listed(mine: Mention, here: Sequence[Mention], line: Line) -> _Spot | None:
    """The list that names as many things as the claim counts, where no figure counts the same things."""
    claimed = mine.quantity
    if (
        claimed.unit
        or claimed.form != "number"
        or claimed.qualifier != "exact"
        or not 1 < claimed.value <= _MOST
    ):
        return None
    if _SO_OFTEN.match(mine.text, claimed.end):
        return years_at(line.text, claimed.value)
    if not mine.bound.nouns or any(set(mine.bound.nouns) & set(theirs.bound.nouns) for theirs in here):
        return None
    for match in (*_YEARS.finditer(line.text), *_AGES.finditer(line.text)):
        named = sense(stem((match.groupdict().get("noun") or "").lower())) in {"", *mine.bound.nouns}
        if named and len(_NUMBER.findall(match.group("each"))) == claimed.value:
            return match.span()
    for match in _AND_ONE.finditer(line.text):
        count = spelled_or_digits((match.group("n") or match.group("more")).lower())
        if count is not None and claimed.value == count + 1:
            return match.span()
    lists = find_lists(line.text)
    return next(((start, end) for start, end, count in lists if count == claimed.value), None)
