"""Ordinals, days, hours and counts that the evidence tells by a word, a date or a place in a row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations

from rag.types import Fact
from rag.verification.case import Case, Line, fact
from rag.verification.figures.mentions import Mention
from rag.verification.figures.other_side import is_other_side
from rag.verification.figures.quantities import Quantity
from rag.verification.figures.units import unit_at
from rag.verification.figures.values import is_near
from rag.verification.statements.names import find_names, same_name
from rag.verification.times.clock import read_clock
from rag.verification.times.dates import UNITS
from rag.verification.times.finding import find_times

# "The first" and "the second" in other words: initial, began; again, a run-off.
_IN_WORDS = {
    1: re.compile(
        r"\b(?:(?:original|initial|began|inaugural|debut|earliest|beginner|newcomer|pioneer|priorit)\w*"
        r"|never|opening|opener|in that order"
        r"|(?:begin|start)(?:s|ning|ing|ed)?(?: (?!with\b)[\w ]{1,20})? with)\b",
        re.IGNORECASE,
    ),
    2: re.compile(
        r"\b(?:run-?offs?|again|another|runners?-up|silver|repeat(?:ed)?"
        r"|re-?(?:vote|trial|match|count|run|draw|play|election|examination|test|hearing|opening)(?:e?d|s)?)\b",
        re.IGNORECASE,
    ),
}
# "First held in 1987" for "held since 1987".
_FIRST_DONE = re.compile(r" (?:\w+ed|held|run|seen|shown|met|sold|built|took place)\b")
# "Suspicion was first aroused in July": when it began, which is the date's to tell.
_FIRST_TO_BE = re.compile(r"\b(?:was|were|been) $")
_FIRST_VERB = re.compile(r" \w+ed (?:in|on|at|by|when|after|last)\b")
_SINCE = re.compile(r"\bsince\b")
_FIRST_UNTIL = re.compile(r"[^,;.]*\bnot\b[^,;.]*\b(?:until|before)\b")
_FIRST_LENGTH = re.compile(r" [\w-]+ (?:hours|days|weeks|months|years)\b")
_WITHIN = re.compile(r"\bwithin\b")
_NOT_UNTIL = re.compile(r"\bnot\b.*\b(?:until|before)\b")
_NOT_THE = re.compile(r"\bnot (?:for )?(?:the|its|his|her|their) $")
_OF_YEAR = re.compile(r" (?:half|quarter|(?:three|six|nine) months)\b")
_FROM_JANUARY = re.compile(r"\bJanuary (?:and|to|until|-|–) ?(?:March|June|September)")
_LENGTH_NEXT = re.compile(
    r" (?:[\w-]+ )?(?:half|quarter|fortnight|(?:second|minute|hour|day|week|month|year)s?)\b"
)
_DAY_NEXT = re.compile(r"$|[.,;]| (?:at|and|to|until|or|the|in)\b| of [A-Z]| of (?:the|this|next) month")
_DAYS = re.compile(r"\b\d{1,2}\b")
_AT_HOUR = re.compile(r"\b(?:at|after|before|until|by|from|since) $", re.IGNORECASE)
_HOUR_NEXT = re.compile(r"$|[.,;]| (?:on|in the|tomorrow|yesterday|that)\b")
_BEFORE_IT = re.compile(
    r"\b(?:before|previous(?:ly)?|already|earlier|prior|fail(?:ed|ures?)|ahead|above|preceded|so far"
    r"|beat(?:en)?|(?!number|other|over|after|under|never|however|together|whether|former|later)[a-z]{2,}er"
    r"|more)\b"
)  # fmt: skip
_MOST = re.compile(r"\b(?:most(?= (?:of|[a-z]+s)\b)|majority)\b", re.IGNORECASE)
_THE = re.compile(r"(?:\b(?:the|its|his|her|their|our|this|in|since|from|by)|['’]s?) $", re.IGNORECASE)
_THINGS_NEXT = re.compile(r" (?:[a-z]+ ){0,2}[a-z]+s\b")
_PLACES = re.compile(r" (?:places|spots|positions|rungs)\b")
# The halves of a match: "the second half" is what follows the restart.
_HALF = re.compile(r" half\b")
_BEFORE_BREAK = re.compile(r"\bbefore (?:the )?(?:break|interval|half-time)\b", re.IGNORECASE)
_AFTER_BREAK = re.compile(
    r"\brestart(?:ed)?\b|\b(?:after|following|since) (?:the )?(?:break|interval|half-time)\b", re.IGNORECASE
)
_CAME = re.compile(r"\b(?:came|finish(?:ed|es)|was|placed) $")
_AHEAD = re.compile(r"\b(?:ahead of|beating|defeating|won\b[^,;.]{0,60}, with)\b")
_BEHIND = re.compile(r"\b(?:second|third|fourth|fifth|behind|runner-up|lost|trail\w*)\b", re.IGNORECASE)
_TO_SHARE = re.compile(
    r"(?:%| per ?cent|\d| votes)(?: of the votes?)? to [\d.,]+(?:%| per ?cent| votes)? for ", re.IGNORECASE
)
_CLAUSE_END = re.compile(r"[,;.](?!\d)")
_BAT = re.compile(r"\b(?P<verb>bat|bowl|field)(?:s|t?ed|t?ing)? $", re.IGNORECASE)
_CHOSE = re.compile(
    r"\b(?:(?:cho(?:se|sen|osing)|elect(?:ed|ing)|opt(?:ed|ing)|decid(?:ed|ing)|prefer(?:red|ring)|invited|asked)"
    r" to (?P<verb>bat|bowl|field)|(?:put|sent) in(?: to bat)?)\b",
    re.IGNORECASE,
)
_WHO_CAME = re.compile(r"(?:,? who)? (?:came|finish(?:ed|es)|was|placed|had finished|had come) ")
_HOURS = 12
_MONTH_DAYS = 31


def told_by_row(mine: Mention, found: Sequence[Mention], case: Case) -> Fact | None:
    """The fact of a figure that a word, a date or a place in a row of the evidence tells, or None."""
    place = (mine.quantity.text, mine.quantity.start, mine.quantity.end)
    for line in case.lines:
        ordinals = [one.quantity for one in found if one.line is line and one.quantity.form == "ordinal"]
        spot = (
            _ordinal(mine, ordinals, line.text)
            if mine.quantity.form == "ordinal"
            else _half(mine.quantity, line.text, case.claim)
            if mine.quantity.form == "fraction"
            else _count(mine.quantity, ordinals, line, case.claim)
        )
        if spot:
            return fact("figure", place, "matched", line=line, found=spot)
    return None


def _ordinal(mine: Mention, ordinals: Sequence[Quantity], text: str) -> tuple[int, int] | None:
    """Where a sentence says "the first", "the second" or "the 13th" otherwise."""
    claimed, rest = mine.quantity, mine.text[mine.quantity.end :]
    if (claimed.text[0].isdigit() and _DAY_NEXT.match(rest)) or (
        rest.startswith(" of ") and _DAY_NEXT.match(rest)
    ):
        return _day(claimed, text)
    for time in find_times(text) if _LENGTH_NEXT.match(rest) else ():
        if claimed.text.lower() in time.text.lower():
            return time.start, time.end
    if claimed.value == 1 and (spot := _first(mine.text, claimed, ordinals, text) or _winner(mine, text)):
        return spot
    if claimed.value == 2 and (spot := _second(mine, rest, text)):
        return spot
    words = _IN_WORDS.get(int(claimed.value))
    if words is None or (claimed.value > 1 and any(other.value > 1 for other in ordinals)):
        return None
    spot = words.search(text)
    return spot.span() if spot else None


def _winner(mine: Mention, text: str) -> tuple[int, int] | None:
    """ "Holm finished first" for "Holm took 41%, ahead of Brandt"."""
    start = mine.quantity.start
    led = _AHEAD.search(text) if _CAME.search(mine.text[:start]) else None
    if led is None or _BEHIND.search(text):
        return None
    named = [name for name in find_names(mine.text) if name.end <= start]
    ahead = [name for name in find_names(text) if name.end <= led.start()]
    behind = [name for name in find_names(text) if name.start >= led.end()]
    same = named and behind and any(same_name(named[-1], name) for name in ahead)
    return led.span() if same and not any(same_name(named[-1], name) for name in behind) else None


def _second(mine: Mention, rest: str, text: str) -> tuple[int, int] | None:
    """ "The second half" for "after the break", and who came second."""
    after = _AFTER_BREAK.search(text) if _HALF.match(rest) else None
    return after.span() if after else _runner_up(mine, text)


def _runner_up(mine: Mention, text: str) -> tuple[int, int] | None:
    """ "Brandt, who came second" for "Holm took 43% to 41% for Brandt"."""
    before = mine.text[: mine.quantity.start]
    named = [name for name in find_names(mine.text) if _WHO_CAME.fullmatch(before, name.end)]
    for match in _TO_SHARE.finditer(text) if named else ():
        clause = _CLAUSE_END.search(text, match.end())
        end = clause.start() if clause else len(text)
        if any(same_name(named[-1], name) for name in find_names(text) if match.end() <= name.start < end):
            return match.span()
    return None


def _first(claim: str, first: Quantity, ordinals: Sequence[Quantity], text: str) -> tuple[int, int] | None:
    """ "The first six months" from January to June, "the first trains not until", "not the first"."""
    if ordinals and _NOT_THE.search(claim[: first.start]):
        return ordinals[0].start, ordinals[0].end
    if _FIRST_TO_BE.search(claim[: first.start]) and _FIRST_VERB.match(claim, first.end):
        return 0, len(text)
    if (bat := _BAT.search(claim[: first.start])) and (chose := _CHOSE.search(text)):
        return chose.span() if (chose.group("verb") or "bat").lower() == bat.group("verb").lower() else None
    rules = (
        (_FIRST_DONE, _SINCE),
        (_FIRST_UNTIL, _NOT_UNTIL),
        (_OF_YEAR, _FROM_JANUARY),
        (_FIRST_LENGTH, _WITHIN),
        (_HALF, _BEFORE_BREAK),
    )
    for told, stated in rules:
        if told.match(claim, first.end) and (spot := stated.search(text)):
            return spot.span()
    return None


def _day(claimed: Quantity, text: str) -> tuple[int, int] | None:
    """The date of a sentence that has the day: "13 November" for "the 13th"."""
    return next(
        (
            (time.start, time.end)
            for time in find_times(text)
            if claimed.value <= _MONTH_DAYS and str(int(claimed.value)) in _DAYS.findall(time.text)
        ),
        None,
    )


def _count(claimed: Quantity, ordinals: Sequence[Quantity], line: Line, claim: str) -> tuple[int, int] | None:
    """Where a sentence lets a count be read from a date, a time of day or a place in a row."""
    if claimed.form != "number" or claimed.high is not None or claimed.qualifier != "exact":
        return None
    if claimed.text.isdigit() and len(claimed.text) == 4 and _is_year(claimed, claim):
        at = re.search(rf"\b{claimed.text}\b", line.text)
        return at.span() if at else None
    unit, _ = unit_at(claim, claimed.end)
    if _AT_HOUR.search(claim[: claimed.start]) and _HOUR_NEXT.match(claim, claimed.end):
        return _hour(claimed, line.text)
    if _PLACES.match(claim, claimed.end):
        for first, second in combinations(ordinals, 2):
            if is_near(abs(first.value - second.value), claimed.value):
                return first.start, first.end
    before = unit not in UNITS or unit == "year"
    nexts = (one for one in ordinals if is_near(one.value, claimed.value + 1))
    last = next(nexts, None) if before and _BEFORE_IT.search(claim) else None
    return (last.start, last.end) if last else None


def _is_year(claimed: Quantity, claim: str) -> bool:
    """ "Its 2025 results", but not "1,887 young maples" written without its comma."""
    return not _THINGS_NEXT.match(claim, claimed.end) or bool(_THE.search(claim[: claimed.start]))


def _half(claimed: Quantity, text: str, claim: str) -> tuple[int, int] | None:
    """ "More than half" for "most" and "a majority", "fewer than half ran" for "most were cancelled"."""
    other = claimed.qualifier == "fewer"
    if not is_near(claimed.value, 0.5) or claimed.qualifier not in {"more", "over", "fewer"}:
        return None
    spot = _MOST.search(text)
    return spot.span() if spot and is_other_side(claim, text) == other else None


def _hour(claimed: Quantity, text: str) -> tuple[int, int] | None:
    """The time of day that has the hour: "6.10am" for "shortly after six"."""
    return next(
        (
            (time.start, time.end)
            for time in find_times(text)
            if time.form == "clock"
            for minutes in read_clock(time.text).minutes
            if claimed.value <= _HOURS and minutes // 60 % _HOURS == claimed.value % _HOURS
        ),
        None,
    )
