"""The unit of a figure: a sign, a word attached to it or the word after it."""

from __future__ import annotations

import re

from rag.verification.figures.patterns import ATTACHED, NEXT_WORD, SYMBOLS, UNIT_WORDS


def unit_of(match: re.Match[str], text: str) -> tuple[str, int]:
    """The unit of a number, as a word of one form, and where it ends."""
    written = (match.group("unit") or "").lower().strip(" -\u00a0")
    money = (match.group("money") or "").strip().lower()
    if written:
        points = re.match(r"[\s-](?:percentage )?points?\b", text[match.end("unit") :])
        if "point" in written or points:
            return "point", match.end("unit") + (points.end() if points else 0)
        return ("degree" if "°" in written else "percent"), match.end("unit")
    if money:
        return _currency(money), match.end()
    if attached := ATTACHED.match(text, match.end()):
        return (
            UNIT_WORDS[attached.group("word").lower()] if attached.group("word") else "degree"
        ), attached.end()
    return unit_at(text, match.end())


def unit_at(text: str, end: int) -> tuple[str, int]:
    """The unit that the word after a place names, and where it ends: "" and the place where it names none.

    >>> unit_at("70-year-olds", 2), unit_at("12 homes", 2)
    (('age', 12), ('', 2))
    """
    following = NEXT_WORD.match(text, end)
    if following is None:
        return "", end
    word, rest = following.group("word").lower(), text[following.end() :]
    points = re.match(r"[\s-]points?\b", rest)
    if word in {"percentage", "basis"} and points:
        return ("point" if word == "percentage" else "basis point"), following.end() + points.end()
    if word not in UNIT_WORDS or (word == "second" and re.match(r"-[a-z]", rest)):  # "40 second-hand"
        return "", end
    old = re.match(r"(?:[\s-]olds?| of age)\b", rest)
    unit = (following.group("kind") or "").lower() + UNIT_WORDS[word]
    end = following.end() + (old.end() if old else 0)
    return ("age" if old and unit == "year" else unit), end


def _currency(symbol: str) -> str:
    """The name of a currency, from its sign or its letters in lower case."""
    if symbol[-1] in SYMBOLS:
        return SYMBOLS[symbol[-1]]
    return {"rs": "rupee", "rs.": "rupee", "inr": "rupee", "usd": "dollar", "eur": "euro", "gbp": "pound"}[
        symbol
    ]
