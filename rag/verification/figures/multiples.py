"""How many times as much: "twice", "a threefold rise", "3.6 times as many", "by a factor of ten"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.verification.figures.quantities import Quantity, quantity_at
from rag.verification.words.number_words import ONES, WORDS, spelled_value

_FACTORS = {
    "twice": 2, "double": 2, "thrice": 3, "treble": 3, "triple": 3, "quadruple": 4, "quintuple": 5,
    "sextuple": 6, "halv": 0.5, "halve": 0.5,
}  # fmt: skip
_N = rf"(?P<n>\d+(?:\.\d+)?|{WORDS})(?P<half> and a half)?"
_WORD = re.compile(
    r"\b(?P<word>twice|thrice|(?:double|treble|triple|quadruple|quintuple|sextuple|halve)d?"
    r"|(?:doubl|trebl|tripl|quadrupl|halv)ing)\b",
    re.IGNORECASE,
)
_FOLD = re.compile(rf"\b(?P<n>\d+(?:\.\d+)?|{'|'.join(ONES)})[ -]?fold\b", re.IGNORECASE)
_FACTOR = re.compile(rf"\ba factor of (?:(?:about|nearly|almost|more than|over) )?{_N}\b", re.IGNORECASE)
_TIMES = re.compile(
    rf"\b{_N} times(?= (?:as|more|less|fewer|higher|larger|bigger|greater|longer|faster|costlier|dearer|the"
    r"|what|its|their|that(?! (?:year|season|month|week|day|night|summer|winter))|those)\b)",
    re.IGNORECASE,
)
_BY_WORD = ((" times", _TIMES), ("fold", _FOLD), ("a factor of", _FACTOR))
_AGAIN = re.compile(r"\b(?:half )?as (?:many|much) again\b", re.IGNORECASE)
_HALF_AS = re.compile(r"\bhalf(?= as (?!much again|an? |the )[a-z]+\b)", re.IGNORECASE)


def find_multiples(text: str) -> Iterator[Quantity]:
    """Every multiple of a text.

    >>> [(q.text, q.value) for q in find_multiples("It trebled to 3.6 times the norm, a tenfold rise.")]
    [('trebled', 3.0), ('3.6 times', 3.6), ('tenfold', 10.0)]
    """
    for match in _WORD.finditer(text):
        word = match.group().lower()
        stem = word[:-3] if word.endswith("ing") else word.removesuffix("d")
        value = _FACTORS.get(stem) or _FACTORS[stem + "e"]
        yield quantity_at(text, match.span(), float(value), form="multiple")
    lower = text.lower()
    for pattern in [pattern for word, pattern in _BY_WORD if word in lower]:
        for match in pattern.finditer(text):
            if value := _value(match.group("n")):
                value += 0.5 if match.groupdict().get("half") else 0.0
                yield quantity_at(text, match.span(), value, form="multiple")
    for match in _AGAIN.finditer(text):
        value = 1.5 if match.group().lower().startswith("half") else 2.0
        yield quantity_at(text, match.span(), value, form="multiple")
    for match in _HALF_AS.finditer(text) if "half as" in lower else ():
        yield quantity_at(text, match.span(), 0.5, form="multiple")


def _value(written: str) -> float | None:
    return float(written) if written[0].isdigit() else spelled_value(written)
