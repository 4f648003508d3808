"""Whether the verb beside a time expression looks ahead or back."""

from __future__ import annotations

import re

from rag.verification.words.number_words import spelled_value
from rag.verification.words.wordlists import IRREGULAR

_FUTURE = frozenset({"will", "shall", "ll", "due", "scheduled", "expected", "upcoming", "until"})
_FUTURE_TO = frozenset({"plans", "plan", "planned", "set", "going", "aims", "hopes", "intends", "wants"})
_SCHEDULE = frozenset(
    "opens begins starts meets closes ends votes holds faces hosts kicks returns goes".split()
)
_PAST = frozenset("was were had did has have been".split())
_AHEAD = frozenset("will shall to be".split())
_DENIALS = frozenset("no not never nobody none t".split())
_REACH = 14  # words
_WORD = re.compile(r"[^\W\d_]+|[;.!?]")


def is_future(text: str, start: int, end: int) -> bool:
    """Whether the verb nearest before the expression, else after it, is a future one.

    >>> text = "The council, which met on Monday, will vote on Friday."
    >>> is_future(text, 26, 32), is_future(text, 47, 53)
    (False, True)
    >>> is_future("It said that the sailing would end on 1 October.", 38, 47)
    True
    """
    before = [word.lower() for word in _WORD.findall(text[max(0, start - 160) : start])]
    found = _backward(before)
    if found is None:
        found = _forward([word.lower() for word in _WORD.findall(text[end : end + 120])])
    return bool(found)


def _backward(words: list[str]) -> bool | None:
    for index in range(len(words) - 1, -1, -1):
        word = words[index]
        if word in ";.!?":
            return None
        if (
            word == "until"
            and "had" in words[:index]
            and _DENIALS & set(words[max(0, index - _REACH) : index])
        ):
            return False
        if _is_ahead(words, index):
            return True
        if is_past(word):
            return bool(_AHEAD & set(words[max(0, index - 2) : index]))
        if index and words[index - 1] == "to" and index > 1 and words[index - 2] in {"is", "are"}:
            return True
    return None


def _forward(words: list[str]) -> bool | None:
    for index, word in enumerate(words):
        if word in ";.!?":
            return None
        if _is_ahead(words, index):
            return True
        if word in {"is", "are"} and words[index + 1 : index + 2] == ["to"]:
            return True
        if is_past(word):
            return False
    return None


def _is_ahead(words: list[str], index: int) -> bool:
    if words[index] in _FUTURE_TO:
        return words[index + 1 : index + 2] == ["to"]
    if words[index] == "would":
        return words[index + 1 : index + 2] != ["have"]
    if words[index] in _SCHEDULE:
        return not _is_count(words, index)
    return words[index] in _FUTURE


def _is_count(words: list[str], index: int) -> bool:
    """Whether a word is the noun of a count: "by nine votes to two", "two starts"."""
    after = words[index + 1 : index + 2]
    counted = index > 0 and spelled_value(words[index - 1]) is not None
    return counted or (after == ["to"] and words[index] == "votes")


def is_past(word: str) -> bool:
    """Whether a word, in lower case, is a verb in the past or a helper of one."""
    if word in _PAST:
        return True
    base = None if word == "am" else IRREGULAR.get(word)
    if base is not None and base != word and not word.endswith(("s", "ing")):
        return word not in {"people", "men", "women", "feet", "children", "are", "closure"}
    return len(word) > 4 and word.endswith("ed") and not word.endswith("eed")
