"""The forms of short answers: how they are trimmed, when two agree, and which form a question asks for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

_WORD = re.compile(r"\w+(?:[.,]\d+)*")
_FIGURE_ASKED = re.compile(
    r"\bhow (?:many|much|old|long|far|tall|big|high|fast)\b|\bwhat (?:year|percentage|number|time|age)\b"
)
_PERSONS = (
    "actor|actress|singer|artist|star|rapper|musician|player|leader|president|celebrity|senator|athlete|author|"
    "billionaire|politician|candidate|driver|golfer|model|host|director|justice|lawmaker|coach|team"
)
_OTHER_NAMES = (
    "country|city|state|band|company|airline|nation|chain|brand|retailer|movie|film|show|name|university"
)
_KIND_OF = r"\b(?:which|what)(?: [\w’'-]+){0,2}"
_NAME_ASKED = re.compile(rf"\bwho\b|{_KIND_OF} (?:{_PERSONS}|{_OTHER_NAMES})\b")
_PERSON_OR_TEAM = re.compile(rf"\bwho(?:se|m)?\b|{_KIND_OF} (?:{_PERSONS})\b")
_ROLE_ASKED = re.compile(r"who (?:is|was) (?P<name>(?:[A-Z][\w’'-]*[. ]*){1,4})\?*$")
_HONORIFICS = frozenset("mr mrs ms mx dr prof sir dame lord lady president minister judge".split())
_FIGURE = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|"
    r"millions?|billions?|half|twice|once|third|first|second|decades?|century|centuries|years?)\b"
)
_REST_OF_WORD = re.compile(r"(?:\w|[.,](?=\d))*")
_LIGHT = frozenset(
    {"a", "an", "the", "of", "in", "on", "at", "by", "to", "mr", "mrs", "ms", "dr", "president"}
)

_NAME_WORD = re.compile(r"[A-Z][\w’'-]*")
_WORDS_BEFORE = re.compile(r"(?:[A-Z][\w’']+ ){1,2}$")
TITLES = frozenset(
    """
    The In On At A An And But For With As When After Mr Ms Mrs Dr President Senator Sen Rep Gov CEO
    Coach Prime Minister He She It They His Her Its What Which Who This That Former Secretary General
    Attorney Judge Justice Governor Mayor Republican Democratic Actor Actress Rapper Singer Monday
    Tuesday Wednesday Thursday Friday Saturday Sunday US
    """.split()
)


@dataclass(frozen=True, slots=True)
class Asking:
    """What a question says of its answer: words not to repeat, and whether a figure or name is asked for."""

    words: frozenset[str]
    form: Literal["figure", "name", "any"]
    person_or_team: bool

    @classmethod
    def of(cls, question: str) -> Asking:
        """Read a question."""
        low = question.lower()
        if asked_name(question):
            return cls(answer_key(question), "any", False)
        form = "figure" if _FIGURE_ASKED.search(low) else "name" if _NAME_ASKED.search(low) else "any"
        person = bool(_PERSON_OR_TEAM.search(low))
        return cls(answer_key(question) if question else frozenset(), form, person)

    def features(self, text: str) -> tuple[float, float]:
        """Give how much of the phrase echoes the question, and -1 where it has not the form asked for."""
        key = answer_key(text)
        echo = len(key & self.words) / len(key) if key else 0.0
        figure = bool(_FIGURE.search(text.lower()))
        name = any(character.isupper() or character.isdigit() for character in text)
        fits = figure if self.form == "figure" else name if self.form == "name" else True
        return -echo, 0.0 if fits else -1.0


def asked_name(question: str) -> str | None:
    """Give the name that a question asks the role of.

    >>> asked_name("Who is Ilka Borsen?"), asked_name("Who is the mayor?")
    ('Ilka Borsen', None)
    """
    asked = _ROLE_ASKED.match(question[:1].lower() + question[1:])
    words = asked["name"].replace(".", " ").split() if asked else []
    while words and words[0].lower() in _HONORIFICS:
        words.pop(0)
    return " ".join(words) or None


def full_name(text: str, start: int, end: int) -> tuple[int, int]:
    """Give a one-word name with the one or two capitalized words before it: "Kofi Osei" for "Osei"."""
    before = _WORDS_BEFORE.search(text[:start])
    if not before or not _NAME_WORD.fullmatch(text[start:end]):
        return start, end
    words = before.group().split()
    while words and words[0] in TITLES:
        words.pop(0)
    if any(word in TITLES for word in words):
        return start, end
    return start - sum(len(word) + 1 for word in words), end


def is_fuller_name(text: str, short: str) -> bool:
    """Whether `text` is a name of at most four words that holds the shorter name `short` and more."""
    words = _WORD.findall(text)
    if not short[:1].isupper() or not all(word[0].isupper() for word in words) or len(words) > 4:
        return False
    return len(answer_key(short)) <= 2 and answer_key(short) < answer_key(text)


def answer_key(text: str) -> frozenset[str]:
    """Give the words that tell one answer from another: lower case, no articles, titles or commas in figures.

    >>> answer_key("the 30,000") == answer_key("30000")
    True
    """
    words = [word.replace(",", "") for word in _WORD.findall(text.lower())]
    return frozenset(word for word in words if word not in _LIGHT) or frozenset(words)


def same_answer(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two answers say the same: equal, or a name inside a longer form; figures must be equal."""
    if one == other:
        return True
    small, large = sorted((one, other), key=len)
    if not small or not small < large or len(large) > len(small) + 3:
        return False
    return not any(word[0].isdigit() for word in small ^ large)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Give the span without the quotation marks, brackets and stops at its ends."""
    while start < end and (text[start].isspace() or text[start] in "\"'“”‘’()[],;:–—"):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in "\"'“”‘’()[],;:–—!?"):
        end -= 1
    if end - start > 4 and text[end - 1] == "." and text[end - 3].islower():
        end -= 1
    return _whole_words(text, start, end)


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Give the span grown to whole words: "surfboard" in "surfboards", "XBB" in "XBB.1.5"."""
    if start >= end:
        return start, end
    while start > 0 and text[start].isalnum() and text[start - 1].isalnum():
        start -= 1
    rest = _REST_OF_WORD.match(text, end) if text[end - 1].isalnum() else None
    return start, rest.end() if rest else end
