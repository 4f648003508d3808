"""Figures in another form: a place in a row as a count, a score from the other side, a vote in parts."""

from __future__ import annotations

import re

from rag.verification.figures.mentions import Mention
from rag.verification.figures.patterns import UNIT_WORDS
from rag.verification.figures.values import is_near
from rag.verification.statements.names import find_names, same_name
from rag.verification.words.tokens import sense, stem

_LOST = re.compile(
    r"\b(?:lost|los(?:es?|ing)|failed|fail(?:s|ing)?|fell|beaten|trail(?:s|ed|ing)?"
    r"|(?:w(?:as|ere|ent)|is|are|goals?|points?|sets?|games?|nil|\d)"
    r" down|down by|defeat(?:ed)?|rejected|behind)\b",
    re.IGNORECASE,
)
# "After seven games", "on 71 minutes", "needed three attempts": as many as the number in the row.
_COUNT_BEFORE = re.compile(r"\b(?:after|on|needed|took|in) (?:just |only )?$", re.IGNORECASE)
_VOTED_FOR = re.compile(
    r"(?: [a-z]+){0,2} (?:in favou?r|for|yes)\b|(?: [a-z]+)? (?:backed|supported|approved|endorsed)\b",
    re.IGNORECASE,
)
_VOTED_AGAINST = re.compile(r"(?: [a-z]+){0,2} (?:against|opposed|no)\b", re.IGNORECASE)
_CARRIED = re.compile(
    r"\b(?:pass(?:ed|es)|approv(?:ed|es)|accept(?:ed|s)|adopt(?:ed|s)|carried|back(?:ed|s)|won|agreed)\b",
    re.IGNORECASE,
)
_SHARES = re.compile(r"\bby (?P<won>[\d.]+(?:%| per ?cent)) to [\d.]+(?:%| per ?cent)", re.IGNORECASE)
_VOTES = re.compile(r" votes\b")
_HEAD = re.compile(r"[\s-](?P<noun>[a-z]+)", re.IGNORECASE)
_SET_AGAINST = re.compile(r"\b(?:against|to|and|compared with)\b", re.IGNORECASE)
_ROW_UNITS = frozenset({"", "minute"})
_TRY = frozenset({"try", "attempt", "bid", "go"})


def is_told_otherwise(mine: Mention, theirs: Mention) -> bool:
    """Whether two figures are one in other forms: "the 71st minute" and "on 71 minutes"."""
    if mine.quantity.unit == theirs.quantity.unit == "score":
        return _is_turned(mine, theirs)
    row, count = (mine, theirs) if mine.quantity.form == "ordinal" else (theirs, mine)
    return (
        row.quantity.form == "ordinal"
        and count.quantity.form == "number"
        and is_near(row.quantity.value, count.quantity.value)
        and {row.quantity.unit, count.quantity.unit} <= _ROW_UNITS
        and _COUNT_BEFORE.search(count.text[: count.quantity.start]) is not None
        and _head(row) == _head(count) != ""
    )


def _head(mention: Mention) -> str:
    """What a figure counts or numbers: its unit or the word after it."""
    noun = _HEAD.match(mention.text, mention.quantity.end)
    word = mention.quantity.unit or (noun.group("noun").lower() if noun else "")
    word = UNIT_WORDS.get(word) or sense(stem(word))
    return "try" if word in _TRY else word


def _losing(text: str) -> set[str]:
    """The senses of the words of losing in a text."""
    return {sense(stem(match.group().lower())) for match in _LOST.finditer(text)}


def _is_turned(mine: Mention, theirs: Mention) -> bool:
    """Whether a claim tells a score with the loser's figure first: "lost by 71 votes to 88" for "won"."""
    low, high = mine.quantity.value, mine.quantity.high
    words = _losing(mine.text)
    if high is None or low >= high or not words or words & _losing(theirs.text):
        return False
    return (high, low) == (theirs.quantity.value, theirs.quantity.high)


def is_reversed(mine: Mention, theirs: Mention) -> bool:
    """Whether a claim has the two figures of a score in the other order: "backed by 94 votes to 287"."""
    pair = (theirs.quantity.high, theirs.quantity.value)
    return mine.quantity.unit == theirs.quantity.unit == "score" and pair == (
        mine.quantity.value,
        mine.quantity.high,
    )


def vote_of(mine: Mention, found: list[Mention]) -> Mention | None:
    """The first of two figures set against each other that a claim tells as one: "by 412 votes to 186"."""
    if mine.quantity.unit != "score" or (mine.quantity.high or 0) <= 0:
        return None
    for first in found:
        for second in found:
            if (
                first.line is second.line
                and first.quantity.end < second.quantity.start
                and (first.quantity.value, second.quantity.value) == (mine.quantity.value, mine.quantity.high)
                and {first.quantity.unit, second.quantity.unit} == {""}
                and _SET_AGAINST.search(first.text, first.quantity.end)
            ):
                return first
    return None


def side_of_vote(mine: Mention, found: list[Mention]) -> Mention | None:
    """The vote of which a claim tells one side: "71 in favour" for "defeated by 88 votes to 71"."""
    return next((vote for vote in found if is_on_side(mine, vote) or _is_of_candidate(mine, vote)), None)


def _is_of_candidate(mine: Mention, vote: Mention) -> bool:
    """Whether a vote gives the claim's votes to whom the claim does: "212 votes to 198 for Ida Holm"."""
    votes = _VOTES.match(mine.text, mine.quantity.end) and "vote" in vote.quantity.text
    named = [name for name in find_names(mine.text) if name.end <= mine.quantity.start]
    theirs = [name for name in find_names(vote.text) if vote.text[vote.quantity.end : name.start] == " for "]
    return (
        bool(votes and named and theirs)
        and vote.quantity.high == mine.quantity.value
        and mine.quantity.qualifier == "exact"
        and same_name(named[-1], theirs[0])
    )


def is_winning_share(mine: Mention, theirs: Mention) -> bool:
    """Whether a claim tells the winning share of a vote: "84% backed it" for "carried by 84% to 16%"."""
    told = _SHARES.search(theirs.text)
    wins = bool(_CARRIED.search(mine.text) or _VOTED_FOR.search(mine.text)) and not _LOST.search(mine.text)
    return told is not None and wins and told.start("won") == theirs.quantity.start


def tells_side(mine: Mention) -> bool:
    """Whether a claim tells a figure as those for something or those against it."""
    return any(side.match(mine.text, mine.quantity.end) for side in (_VOTED_FOR, _VOTED_AGAINST))


def is_on_side(mine: Mention, vote: Mention) -> bool | None:
    """Whether a figure is that of the side for which a claim tells it, or None where that is not told."""
    sides = (
        _VOTED_FOR.match(mine.text, mine.quantity.end),
        _VOTED_AGAINST.match(mine.text, mine.quantity.end),
    )
    told = not mine.quantity.unit and mine.quantity.qualifier == "exact" and bool(sides[0]) != bool(sides[1])
    lost, carried = bool(_LOST.search(vote.text)), bool(_CARRIED.search(vote.text))
    if vote.quantity.unit != "score" or not told or lost == carried:
        return None
    ends = sorted((vote.quantity.value, vote.quantity.high or 0.0))
    return is_near(mine.quantity.value, ends[bool(sides[0]) == carried])
