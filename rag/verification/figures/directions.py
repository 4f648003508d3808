"""Checks that a figure goes the way it goes in the evidence: "an increase of 3%" is not "3% less"."""

from __future__ import annotations

import re

from rag.types import Fact
from rag.verification.case import Case, fact
from rag.verification.figures.finding import find_quantities
from rag.verification.figures.quantities import Quantity
from rag.verification.figures.values import same_value
from rag.verification.words.tokens import sense, stem, tokenize

_UP, _DOWN = frozenset({"rise", "up", "reach"}), frozenset({"fall", "down"})
# Which way a figure goes right after one of these: "shed 14%", "rebounded by 3%".
_UP_BY = _UP | {
    sense(stem(word))
    for word in (
        "rebound recover swell spike rocket strengthen expand improve accelerate bounce advance rally raise"
        " lift boost hike quicken firm"
    ).split()
}
_DOWN_BY = _DOWN | {
    sense(stem(word))
    for word in (
        "ease crash contract retreat recede subside weaken soften dive collapse shed lose slow cut reduce"
        " lower trim slash"
    ).split()
}
# "Dived to 79 metres": a depth that was reached.
_DEPTH_VERBS = frozenset(sense(stem(word)) for word in ("dive", "sink", "plunge", "descend"))
_DEPTHS = frozenset({"metre", "km", "foot", "mile"})
_CUT = frozenset(sense(stem(word)) for word in ("lower", "cut", "reduce", "trim"))
# Between the word and its figure: "fell slightly to about", "widened by one point to".
_LINK = re.compile(
    r"^\s?(?:slightly|sharply|further|again|back|only|just)?\s?(?:of|by|to|from)?\s?"
    r"(?:(?:about|around|some|nearly|almost|at least|more than|just|a record"
    r"|[\w.,%-]+(?: [a-z]+){0,3} to)\s)*$",
    re.IGNORECASE,
)
# "Raised its prices by an average of", "cut its 2025 forecast by": what is moved, and by how much.
_MOVING = {
    sense(stem(word)) for word in ("raise", "lift", "boost", "cut", "reduce", "lower", "trim", "slash")
}
_OBJECT_LINK = re.compile(
    r"^(?: (?!and\b|but\b|while\b|as\b|than\b|to\b)[\w’'-]+){1,4} by (?:an average of )?$", re.IGNORECASE
)
_MORE = re.compile(
    r"^\s(?!or )(?:\w+\s)?(?:more|higher|larger|bigger|greater|above|taller|longer|heavier|wider|dearer)\b",
    re.IGNORECASE,
)
_LESS = re.compile(
    r"^\s(?!or )(?:\w+\s)?(?:less|fewer|lower|smaller|below|shorter|lighter|narrower|cheaper)\b",
    re.IGNORECASE,
)
_RISE_NEXT = re.compile(r" (?:[a-z]+ )?(?:rise|increase|growth|gain|jump|surge)\b(?! (?:to|from)\b)")
_FALL_NEXT = re.compile(
    r" (?:[a-z]+ )?(?:fall|drop|decline|decrease|cut|loss|reduction|slump)\b(?! (?:to|from)\b)"
)
_TURN = re.compile(r"\b(up|down) from (?:about |nearly |around )?$", re.IGNORECASE)
_LEVEL = re.compile(r"\b(?:to|at)(?: [a-z]+)?\s$", re.IGNORECASE)
_FROM = re.compile(r"\b(?:from|compared with|against)\b[^,;.\d]*$", re.IGNORECASE)
_FROM_NEXT = re.compile(r"\bfrom (?:a [a-z]+ )?$", re.IGNORECASE)
_TO_LEVEL = re.compile(r"(?: [a-z]+){0,3}(?: (?:19|20)\d\d)? to (?:a [a-z]+ |just |only )?", re.IGNORECASE)
_RANKED = re.compile(
    r"\b(?:rank\w*|plac\w+|position\w*|league|table|charts?|seed\w*|standings?|grid|ladder)\b", re.IGNORECASE
)
# The "up" of a verb that is no rise: "taken up by"; "ended up 3%" is one.
_NO_RISE = re.compile(
    r"\b(?:(?:t[ao]k\w+|took|ma[dk]e\w*|making|set|g[ia]v\w+) up|end\w* up(?! [\d£$€]))\b", re.IGNORECASE
)
_SCALED = 100  # "from 5 to 3 million"
_NEAR = 48


def check_directions(case: Case) -> list[Fact]:
    """Give a fact for every figure of a claim that the evidence has going the other way."""
    facts: list[Fact] = []
    for mine in find_quantities(case.claim):
        way = direction_of(case.claim, mine)
        quoted = any(start <= mine.start < end for start, end in case.quoted)
        same = [
            (line, theirs, direction_of(line.text, theirs))
            for line in case.lines
            for theirs in find_quantities(line.text)
            if same_value(mine, theirs)
        ]
        against = [(line, theirs) for line, theirs, other in same if way * other < 0]
        place = (mine.text, mine.start, mine.end)
        before = None if quoted else _earlier(case.claim, mine)
        if before and (mine.value - before[0]) * before[1] < 0:
            facts.append(fact("word", place, "contradicted", note="its own figures go the other way"))
        if quoted or not against or any(way * other > 0 for _, _, other in same):
            continue
        line, theirs = against[0]
        note = f"the evidence has {mine.text!r} going the other way"
        found = (theirs.start, theirs.end)
        facts.append(fact("word", place, "contradicted", line=line, found=found, note=note))
    return facts


def _earlier(text: str, level: Quantity) -> tuple[float, int] | None:
    """The level from which a claim has another come, and which way: "rose to 412, from 431"."""
    if (start := _start_of(text, level)) is not None:
        return start
    for other in find_quantities(text):
        if other.start > level.end and other.unit == level.unit and other.form == level.form == "number":
            between = text[level.end : other.qualifier_start]
            if turn := _TURN.search(between):
                return other.value, 1 if turn.group(1).lower() == "up" else -1
            told = _LEVEL.search(text[: level.qualifier_start]) and _FROM.search(between)
            return (other.value, direction_of(text, level)) if told and not _goes_both_ways(text) else None
    return None


def _start_of(text: str, level: Quantity) -> tuple[float, int] | None:
    """The level from which a claim has another come, told before it: "rose from 431 to 412"."""
    first = next((q for q in reversed(find_quantities(text)) if q.end <= level.qualifier_start), None)
    if first is None or first.form != "number" or level.form != "number" or first.unit != level.unit:
        return None
    before = text[: first.qualifier_start]
    joined = _TO_LEVEL.fullmatch(text[first.end : level.qualifier_start]) and _FROM_NEXT.search(before)
    sizes = sorted((abs(first.value), abs(level.value)))
    if not joined or _RANKED.search(text) or sizes[1] > _SCALED * sizes[0]:
        return None
    clause = re.split(r"[;:,] ", before)[-1]
    return None if _goes_both_ways(clause) else (first.value, direction_of(text, first))


def way_of(text: str) -> int:
    """Give 1 where a text tells only of a rise, -1 where only of a fall, 0 where of both or neither."""
    words = _ways(text)
    return bool(words & _UP) - bool(words & (_DOWN | _CUT))


def _goes_both_ways(text: str) -> bool:
    """Whether a text tells of a rise and of a fall: "lowered its forecast of growth to 1.6%, from 2%"."""
    words = _ways(text)
    return bool(words & _UP) and bool(words & (_DOWN | _CUT))


def _ways(text: str) -> set[str]:
    """The senses of the words of a text, without the "up" of a verb that is no rise: "taken up by"."""
    return {sense(token.stem) for token in tokenize(_NO_RISE.sub("", text))}


def direction_of(text: str, quantity: Quantity) -> int:
    """Give 1 where a figure is told as a rise, -1 as a fall, 0 where neither.

    >>> text = "Sales rose by 3% to 41, or 2% less than in May."
    >>> [direction_of(text, quantity) for quantity in find_quantities(text)]
    [1, 1, -1]
    """
    rest = text[quantity.end :]
    if _MORE.match(rest) or _RISE_NEXT.match(rest):
        return 1
    if _LESS.match(rest) or _FALL_NEXT.match(rest):
        return -1
    start = max(0, quantity.qualifier_start - _NEAR)
    near = text[start : quantity.qualifier_start]
    no_rise = {match.end() for match in _NO_RISE.finditer(text, start)}
    for token in reversed(tokenize(near)):
        word = sense(token.stem)
        if start + token.end in no_rise:
            continue
        if word in _DEPTH_VERBS and quantity.unit in _DEPTHS:
            continue
        told = word in _UP_BY | _DOWN_BY and _LINK.match(near[token.end :])
        if told or (word in _MOVING and _OBJECT_LINK.match(near[token.end :])):
            return 1 if word in _UP_BY else -1
    return 0
