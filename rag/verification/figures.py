"""Figures of a text: value, unit, scale, qualifier and range, with their offsets."""

from __future__ import annotations

import re
from functools import lru_cache

from rag.verification.figure_patterns import (
    ATTACHED,
    FRACTION,
    NEXT_WORD,
    NUMBER,
    ORDINAL,
    SYMBOLS,
    TIMES,
    UNIT_WORDS,
    VAGUE,
)
from rag.verification.figure_ranges import with_ranges, with_shared_units
from rag.verification.mixed_figures import find_mixed
from rag.verification.number_words import (
    FRACTIONS,
    ORDINALS,
    SCALES,
    SHORT_SCALES,
    spelled_value,
)
from rag.verification.quantities import Quantity, quantity_at, read_qualifier
from rag.verification.times import find_times


@lru_cache(maxsize=4096)
def find_quantities(text: str) -> tuple[Quantity, ...]:
    """Every figure of a text that is no part of a date or time, in order.

    >>> text = "At least $1.2bn, or 5 per cent, went to two towns."
    >>> [(q.value, q.unit, q.qualifier) for q in find_quantities(text)]
    [(1200000000.0, 'dollar', 'at_least'), (5.0, 'percent', 'exact'), (2.0, '', 'exact')]
    """
    taken = [(time.start, time.end) for time in find_times(text)]
    found: list[Quantity] = []
    for finder in (find_mixed, _fractions, _numbers, _ordinals, _vague, _multiples):
        for quantity in finder(text):
            if all(quantity.end <= start or quantity.start >= end for start, end in taken):
                found.append(quantity)
                taken.append((quantity.start, quantity.end))
    return with_shared_units(with_ranges(sorted(found, key=lambda quantity: quantity.start), text), text)


def _numbers(text: str) -> list[Quantity]:
    return [quantity for match in NUMBER.finditer(text) if (quantity := _number(match, text))]


def _number(match: re.Match[str], text: str) -> Quantity | None:
    """A number in digits or words with its scale and unit; None for "one" as a pronoun."""
    words, digits = match.group("words"), match.group("digits")
    value = spelled_value(words) if words else float(re.sub(r"[,\u00a0\u202f]", "", digits))
    if value is None or (words and words.lower() == "one" and _is_pronoun_one(match, text)):
        return None
    scale = (match.group("scale") or "").lower().strip(" -\u00a0")
    if len(scale) <= 3 and scale in SHORT_SCALES and scale in {"m", "b", "k"} and words:
        return None
    for part in scale.split():
        value *= SCALES.get(part) or SHORT_SCALES[part]
    if match.group("sign"):
        value = -value
    start = match.start() + len(match.group()) - len(match.group().lstrip())
    unit, end = _unit(match, text)
    form = "ordinal" if match.group("ordinal") else "number"
    return quantity_at(text, (start, end), value, unit=unit, form=form)


_ONE_AMONG = re.compile(
    r" of (?:the |at least |about |more than |some |nearly |those |these |its |their )", re.IGNORECASE
)


def _is_pronoun_one(match: re.Match[str], text: str) -> bool:
    """Whether "one" counts nothing: "one of the towns", "the new one"."""
    if _ONE_AMONG.match(text, match.end()):
        return True
    if read_qualifier(text, match.start(), match.end())[0] != "exact":
        return False
    after = text[match.end() : match.end() + 12].lower()
    before = text[max(0, match.start() - 8) : match.start()].lower()
    counted = re.match(
        r"\s(?:person|man|woman|child|million|billion|in \w+|hundred|day|week|month|year|hour)", after
    )
    return not counted or bool(
        re.search(r"(?:no|any|every|some|each|this|that|the|new|last|first)[\s-]$", before)
    )


def _unit(match: re.Match[str], text: str) -> tuple[str, int]:
    """The unit of a number, as a word of one form, and where it ends."""
    written = (match.group("unit") or "").lower().strip(" -\u00a0")
    money = (match.group("money") or "").strip().lower()
    following = NEXT_WORD.match(text, match.end())
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
    return _unit_word(following, text) or ("", match.end())


def _unit_word(following: re.Match[str] | None, text: str) -> tuple[str, int] | None:
    """The unit that the word after a number names."""
    if following is None:
        return None
    word, rest = following.group("word").lower(), text[following.end() :]
    points = re.match(r"[\s-]points?\b", rest)
    if word in {"percentage", "basis"} and points:
        return ("point" if word == "percentage" else "basis point"), following.end() + points.end()
    if word not in UNIT_WORDS:
        return None
    old = re.match(r"[\s-]olds?\b", rest)
    return ("age", following.end() + old.end()) if old else (UNIT_WORDS[word], following.end())


def _currency(symbol: str) -> str:
    """The name of a currency, from its sign or its letters in lower case."""
    if symbol[-1] in SYMBOLS:
        return SYMBOLS[symbol[-1]]
    return {"rs": "rupee", "rs.": "rupee", "inr": "rupee", "usd": "dollar", "eur": "euro", "gbp": "pound"}[
        symbol
    ]


_HALF_OF_SCALE = re.compile(r"half an? (?:hundred|thousand|million|billion|dozen)", re.IGNORECASE)
_PERCENT_NEXT = re.compile(r"(?: of)?(?: an?| one)?[ -](?P<unit>percentage[ -]point|per ?cent|point)")


def _fractions(text: str) -> list[Quantity]:
    return [
        _fraction(match, text)
        for match in FRACTION.finditer(text)
        if not _HALF_OF_SCALE.match(text, match.start())
    ]


def _fraction(match: re.Match[str], text: str) -> Quantity:
    """ "Two thirds" as a share of one, "half a point" in its unit."""
    count = (match.group("n") or "a").lower()
    number = float(count) if count.isdigit() else spelled_value("one" if count == "a" else count)
    value = (number or 1) * FRACTIONS[(match.group("d") or "half").lower().rstrip("s")]
    after = _PERCENT_NEXT.match(text[match.end() :].replace("  ", " "))
    if not after:
        return quantity_at(text, match.span(), value, form="fraction")
    unit = "point" if "point" in after.group("unit") else "percent"
    return quantity_at(text, (match.start(), match.end() + after.end()), value, unit=unit)


_NO_ORDINAL = re.compile(r"s\b|[ -]?hand\b| (?:lady|minister|class)\b", re.IGNORECASE)


def _ordinals(text: str) -> list[Quantity]:
    return [
        quantity_at(text, match.span(), ORDINALS[match.group("word").lower()], form="ordinal")
        for match in ORDINAL.finditer(text)
        if not text[: match.start()].lower().endswith("at ") and not _NO_ORDINAL.match(text[match.end() :])
    ]


def _vague(text: str) -> list[Quantity]:
    return [quantity_at(text, m.span(), _vague_value(m.group()), form="vague") for m in VAGUE.finditer(text)]


def _vague_value(words: str) -> float:
    """The least that "dozens" or "tens of thousands" stands for: 12, 10,000."""
    value = 1.0
    for word in words.lower().split():
        value *= {"tens": 10, "dozens": 12, "scores": 20}.get(word, SCALES.get(word.rstrip("s"), 1))
    return value


_TIMES_VALUES = {
    "twice": 2, "thrice": 3, "double": 2, "doubled": 2, "triple": 3, "tripled": 3, "quadrupled": 4,
    "halved": 0.5,
}  # fmt: skip


def _multiples(text: str) -> list[Quantity]:
    return [
        quantity_at(text, match.span(), _TIMES_VALUES[match.group("word").lower()], form="multiple")
        for match in TIMES.finditer(text)
    ]
