"""The two figures of a match or a vote, told as one: "3-1", "two-nil", "by 212 votes to 198"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.verification.figures.quantities import Quantity, quantity_at
from rag.verification.words.number_words import ONES, WORDS, spelled_or_digits

_COUNT = rf"(?:\d[\d,]*|{WORDS})"
_NIL = r"nil|love|none|zero"
_THINGS = (
    r"votes|goals?|sets?|points|games?|frames?|legs|tries|runs|races|heats|rounds|matches|members|judges"
    r"|delegates"
)
_TO = re.compile(
    rf"(?<![\w.,$£€])(?P<a>{_COUNT})(?P<things> (?:{_THINGS}))? to (?P<b>{_COUNT}|{_NIL})\b(?![.,]\d|%"
    r"| (?:per ?cent|million|billion|years?|months?|weeks?|days?|hours?|minutes?))",
    re.IGNORECASE,
)
_VOTED = re.compile(
    r"\b(?:vote[sd]?|voting|ballot|ruled|ruling|result was|tally|rejected|majority)\b", re.IGNORECASE
)
_DASH = re.compile(
    r"(?<![\w.,$£€-])(?P<a>\d{1,3}(?:\.5)?)[-–](?P<b>\d{1,3}(?:\.5)?)(?![\w%-]|[.,]\d"
    r"| (?:million|billion|per ?cent|percent)\b)"
)
_WORDED = re.compile(rf"\b(?P<a>{'|'.join(ONES)})-(?P<b>{'|'.join(ONES)}|{_NIL}|all)\b", re.IGNORECASE)
_SCORED = re.compile(
    r"\b(?:won|win|wins|beat|beats|beating|beaten|trail(?:s|ed|ing)?|title|odds|outsiders?|shots?|favourites?|lost|lose|drew|draw|drawn|defeat(?:ed|ing|s)?|victory|match|goals?|penalt(?:y|ies)"
    r"|cup|league|sets?|half-time|points|lead|led|final|vote[sd]?|ruling|carried|passed|adopted|approved"
    r"|abstain(?:ed|ing)|abstentions?|motion|by)\b",
    re.IGNORECASE,
)
_NOTHING_COUNTED = re.compile(r"[.,;]|$| (?:the|that|against|in|at|after|on|over)\b")
# "Climb by 30 to 340": to where it climbs.
_MOVED_BY = re.compile(
    r"\b(?:ris(?:es?|ing|en)|rose|fall(?:s|ing|en)?|fell|climb\w*|drop\w*|increas\w*|decreas\w*|declin\w*"
    r"|gr[eo]w\w*|cut|reduc\w*|up|down|rais\w*|lower\w*|widen\w*|narrow\w*|jump\w*) by $",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"\b(?:from|rose|fell|up|down|between|one|aged) $", re.IGNORECASE)


def find_scores(text: str) -> Iterator[Quantity]:
    """The scores of a text, where it tells of a match or a vote.

    >>> [(q.value, q.high) for q in find_scores("They won by three goals to nil, or 3-0.")]
    [(3.0, 0.0), (3.0, 0.0)]
    """
    scored = bool(_SCORED.search(text))
    for match in _TO.finditer(text):
        told = match.group("things") or _VOTED.search(text) or _is_margin(match, text)
        if told and not _BEFORE.search(text[: match.start()]):
            yield _score(match, text)
    for pattern in (_DASH, _WORDED) if scored else ():
        for match in pattern.finditer(text):
            if match.group().lower() != "one-two":
                yield _score(match, text)


def _is_margin(match: re.Match[str], text: str) -> bool:
    """ "Overturned by three to two the ban": nothing is counted after it."""
    before = text[: match.start()]
    if before.lower().endswith("odds of "):
        return True
    by = before.endswith("by ") and not _MOVED_BY.search(before)
    return by and bool(_NOTHING_COUNTED.match(text, match.end()))


def _score(match: re.Match[str], text: str) -> Quantity:
    first = _value(match.group("a"))
    second = first if match.group("b").lower() == "all" else _value(match.group("b"))
    return quantity_at(text, match.span(), first, high=second, unit="score")


def _value(written: str) -> float:
    plain = written.replace(",", "")
    return float(plain) if plain[0].isdigit() else spelled_or_digits(plain) or 0.0
