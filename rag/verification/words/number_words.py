"""Numbers written as words, with their offsets."""

from __future__ import annotations

import re

ONES = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
    "zero": 0,
}
TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
SCALES = {
    "hundred": 10**2,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "lakh": 10**5,
    "crore": 10**7,
    "dozen": 12,
}
SHORT_SCALES = {
    "k": 10**3,
    "m": 10**6,
    "mn": 10**6,
    "mln": 10**6,
    "bn": 10**9,
    "bln": 10**9,
    "b": 10**9,
    "tn": 10**12,
    "trn": 10**12,
}
_ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "eleventh": 11,
    "twelfth": 12,
    "thirteenth": 13,
    "fourteenth": 14,
    "fifteenth": 15,
    "sixteenth": 16,
    "seventeenth": 17,
    "eighteenth": 18,
    "nineteenth": 19,
    "twentieth": 20,
    "thirtieth": 30,
    "hundredth": 100,
    "thousandth": 1000,
}
ORDINALS: dict[str, int] = (
    _ORDINALS
    | {word.removesuffix("y") + "ieth": value for word, value in TENS.items() if value not in {20, 30}}
    | {
        f"{word}-{unit}": value + _ORDINALS[unit]
        for word, value in TENS.items()
        for unit in ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
    }
)
COUNTING = frozenset({*ONES, *TENS, "half", "most", "some", "many", "several", "both", "all"})
FRACTIONS = {"half": 1 / 2, "quarter": 1 / 4} | {
    word: 1 / value for word, value in ORDINALS.items() if value > 2
}

_ONE = "|".join(sorted(ONES, key=len, reverse=True))
_PLAIN = rf"(?:(?:{'|'.join(TENS)})(?:[ -](?:{'|'.join(list(ONES)[:9])})\b)?|{_ONE})"
_SCALE = "|".join(sorted(SCALES, key=len, reverse=True))
# "Two hundred and four" is one number; "two and four" and "four ten" are two, "twenty-fifth" is none.
_SCALED = rf"(?:{_SCALE})\b(?:[ -](?:and )?{_PLAIN}\b)?"
WORDS = (
    rf"(?:{_PLAIN}(?:[ -]{_SCALED})*|an? {_SCALED}(?:[ -]{_SCALED})*|half an? (?:{_SCALE}))\b"
    rf"(?!-(?:{'|'.join(list(ORDINALS)[:9])})\b)"
)
_TOKEN = re.compile(r"[a-z]+")


def spelled_value(text: str) -> float | None:
    """Give the value of number words.

    >>> spelled_value("two hundred and fifty thousand"), spelled_value("half a million")
    (250000.0, 500000.0)
    """
    words = [word for word in _TOKEN.findall(text.lower()) if word not in {"and", "a", "an"}]
    if words and words[0] == "half":
        return 0.5 * SCALES[words[1]] if len(words) > 1 and words[1] in SCALES else None
    return _sum(words)


def spelled_or_digits(text: str) -> float | None:
    """Give the value of a whole number in words or in plain digits."""
    return float(text) if text.isdigit() else spelled_value(text)


def _sum(words: list[str]) -> float | None:
    total, current = 0.0, 0.0
    for word in words:
        if word in ONES or word in TENS:
            current += ONES.get(word, TENS.get(word, 0))
        elif word in {"hundred", "dozen"}:
            current = (current or 1) * SCALES[word]
        elif word in SCALES:
            if not current and total:
                total *= SCALES[word]
            else:
                total += (current or 1) * SCALES[word]
            current = 0.0
        else:
            return None
    return total + current if words else None
