"""Alters one fact of a true sentence: twelve operators and more, by plain text rules.

Nothing here comes from the checks that are measured with it. Each operator gives every altered
sentence that it can make; `mutants` keeps a few of each, chosen by a hash of the sentence.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

_FIGURE = re.compile(
    r"(?<![\w.,-])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\w,]*\d)|(?<![\w.,-])\d+(?:\.\d+)?(?![\d.,]*\d)"
)
_MONTHS: Sequence[str] = (
    "January February March April May June July August September October November December".split()
)
_DAYS: Sequence[str] = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_NAME = re.compile(r"(?<![.!?:]\s)(?<!^)(?<![\"“\n])\b[A-Z][a-z]+(?:[ -][A-Z][a-z]+)*\b")
_NOT_NAMES = frozenset(
    {
        *_MONTHS,
        *_DAYS,
        "The",
        "An",
        "Its",
        "His",
        "Her",
        "Their",
        "This",
        "That",
        "Nobody",
        "There",
        "When",
        "After",
        "Before",
        "Last",
        "Further",
        "A",
        "I",
        "He",
        "She",
        "It",
        "They",
        "Mr",
        "Mrs",
        "Ms",
        "Dr",
        "But",
        "And",
        "In",
        "On",
        "At",
    }
)
_UNITS = {
    "%": " percentage points",
    " percent": " points",
    " per cent": " points",
    "kilometres": "miles",
    "km": "miles",
    "metres": "feet",
    "millimetres": "inches",
    "mm": "inches",
    "tonnes": "kilograms",
    "litres": "gallons",
    "hectares": "acres",
    "megawatts": "gigawatts",
    "crowns": "dollars",
    "marks": "dollars",
    "euros": "pounds",
    "minutes": "hours",
    "hours": "days",
    "days": "weeks",
    "weeks": "months",
    "months": "years",
    "years": "months",
    "€": "$",
    "$": "£",
    "£": "€",
    "seconds": "minutes",
    "degrees": "metres",
    "dollars": "euros",
}
_SCALES = {
    "million": "billion",
    "billion": "million",
    "thousand": "million",
    "hundred": "thousand",
    "m ": "bn ",
    "bn ": "m ",
}
_QUALIFIERS = {
    "at least": ("fewer than", "exactly", "up to"),
    "more than": ("fewer than", "exactly"),
    "about": ("more than", "fewer than"),
    "around": ("more than", "fewer than"),
    "nearly": ("more than", "at least"),
    "almost": ("more than",),
    "up to": ("at least", "more than"),
    "fewer than": ("more than",),
    "less than": ("more than",),
    "over": ("under",),
    "no more than": ("at least",),
    "no fewer than": ("at most",),
    "just under": ("just over",),
    "roughly": ("at least",),
    "some": ("more than",),
    "approximately": ("at most",),
    "as many as": ("at least",),
    "close to": ("well over",),
}
_AUXILIARY = re.compile(
    r"\b(was|were|is|are|has|have|had|will|would|could|should|may|might|can)\b(?! not\b|n't)"
)
_NOT = re.compile(r"\b(?:(?:did|does|do) not|not|never)\s|n['’]t\b")
_NO = re.compile(
    r"\b(?:not?|never|neither|nor|nobody|none|unable|yet to|without|little|hardly)\b|n['’]t\b", re.IGNORECASE
)
_PERIODS = {
    "past week": "past month",
    "past month": "past year",
    "last week": "last month",
    "last month": "last year",
    "last year": "last month",
    "this year": "last year",
    "this week": "this month",
    "next week": "next month",
    "next month": "next year",
    "yesterday": "today",
    "past year": "past month",
    "next year": "this year",
    "this month": "this week",
}
_SAID = (
    r"(?:said|says|told|warned|added|announced|promised|estimated|estimates|argued|claimed"
    r"|insisted|explained"
    r"|predicted)"
)
_VERB_BETWEEN = re.compile(
    r"\b(?:[a-z]{3,}ed|met|won|beat|told|said|led|sold|bought|took|gave|made|left|hit|fought|sent|paid|built|held|wrote|lost|will|would)\b"
)
_DIRECTIONS = {
    "rose": "fell",
    "fell": "rose",
    "risen": "fallen",
    "fallen": "risen",
    "increase": "decrease",
    "increased": "decreased",
    "rise": "fall",
    "fall": "rise",
    "grew": "shrank",
    "higher": "lower",
    "lower": "higher",
    "up from": "down from",
    "down from": "up from",
    "dropped": "climbed",
    "more": "fewer",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """A sentence with one fact altered."""

    operator: str
    claim: str


def mutants(claim: str, article: str, *, each: int = 2) -> list[Mutant]:
    """Give up to `each` altered sentences of every operator that applies.

    >>> [m.claim for m in mutants("Rain fell on Monday.", "", each=1)]
    ['Rain fell on Friday.', 'Rain rose on Monday.']
    """
    found: list[Mutant] = []
    for operator, alter in OPERATORS.items():
        altered = sorted({text for text in alter(claim, article) if text != claim}, key=_order)
        found.extend(Mutant(operator=operator, claim=text) for text in altered[:each])
    return found


def _order(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _replaced(text: str, start: int, end: int, new: str) -> str:
    return text[:start] + new + text[end:]


def _is_dated(text: str, match: re.Match[str]) -> bool:
    month = "|".join(_MONTHS)
    after, before = text[match.end() : match.end() + 12], text[max(0, match.start() - 12) : match.start()]
    is_year = re.fullmatch(r"(?:19|20)\d\d", match.group())
    return bool(
        is_year or re.match(rf"(?:st|nd|rd|th)? (?:{month})", after) or re.search(rf"(?:{month}) $", before)
    )


def _figures(text: str) -> list[re.Match[str]]:
    return [
        m
        for m in _FIGURE.finditer(text)
        if not _is_dated(text, m) and not re.match(r"[ap]m\b|[:.]\d\d", text[m.end() :])
    ]


def digit(claim: str, _article: str) -> Iterator[str]:
    """One digit of a figure is another."""
    for match in _figures(claim):
        for at, character in enumerate(match.group()):
            if character.isdigit():
                new = str((int(character) + 3) % 10)
                if not (at == 0 and new == "0"):
                    yield _replaced(claim, match.start() + at, match.start() + at + 1, new)


def unit(claim: str, _article: str) -> Iterator[str]:
    """A figure has another unit."""
    for old, new in _UNITS.items():
        pattern = (
            re.escape(old)
            if old in "€$£%" or old.startswith(" ")
            else rf"(?<=\d)[ -]?{old}\b|(?<=illion )\b{old}\b"
        )
        for match in re.finditer(pattern, claim):
            near = claim[max(0, match.start() - 14) : match.end() + 14]
            if re.search(r"\d", near):
                lead = match.group()[0] if match.group()[0] in " -" and not new.startswith(" ") else ""
                yield _replaced(claim, match.start(), match.end(), lead + new)


def scale(claim: str, _article: str) -> Iterator[str]:
    """A figure is ten or a thousand times another."""
    for old, new in _SCALES.items():
        for match in re.finditer(rf"(?<=\d ){old}\b|(?<=\d){old}", claim):
            yield _replaced(claim, match.start(), match.end(), new)
    for match in _figures(claim):
        if "," in match.group():
            yield _replaced(claim, match.start(), match.end(), match.group() + ",000")
            yield _replaced(claim, match.start(), match.end(), match.group().rsplit(",", 1)[0])


def qualifier(claim: str, _article: str) -> Iterator[str]:
    """A figure is bounded in another way."""
    bounded: list[int] = []
    for old, choices in _QUALIFIERS.items():
        for match in re.finditer(
            rf"\b{old}(?= (?:[$€£]?\d|one|two|three|four|five|six|seven|eight|nine|ten|half|a ))",
            claim,
            re.IGNORECASE,
        ):
            bounded.append(match.end() + 1)
            for new in choices:
                yield _replaced(claim, match.start(), match.end(), new)
    for match in _figures(claim):
        start = match.start() - (claim[match.start() - 1 : match.start()] in {"€", "$", "£"})
        if start not in bounded and re.search(
            r"\b(?:killed|of|to|by|with|had|has|have|cost|for|is|was|were|are|on|spend|and|than)\s$",
            claim[:start],
        ):
            for new in ("fewer than", "more than", "at least"):
                yield _replaced(claim, start, start, new + " ")


def figures_swapped(claim: str, _article: str) -> Iterator[str]:
    """Two figures stand in each other's place."""
    found = _figures(claim)
    for at, first in enumerate(found):
        for second in found[at + 1 :]:
            between = claim[first.end() : second.start()]
            if first.group() == second.group() or re.fullmatch(r"%?\s?(?:to|and|-|–)\s?", between):
                continue
            yield claim[: first.start()] + second.group() + between + first.group() + claim[second.end() :]


def date(claim: str, _article: str) -> Iterator[str]:
    """A date or a period is another."""
    for match in _FIGURE.finditer(claim):
        if _is_dated(claim, match) and match.group().isdigit():
            value = int(match.group())
            yield _replaced(claim, match.start(), match.end(), str(value - 2 if value > 20 else value + 3))
    for match in re.finditer(rf"\b(?:{'|'.join(_MONTHS)})\b", claim):
        if match.group() == "May" and not re.search(r"(?:in|\d|since|of|and|to) $", claim[: match.start()]):
            continue
        yield _replaced(claim, match.start(), match.end(), _MONTHS[(_MONTHS.index(match.group()) + 4) % 12])
    for old, new in _PERIODS.items():
        for match in re.finditer(rf"\b{old}\b(?!['’])", claim):
            yield _replaced(claim, match.start(), match.end(), new)


def weekday(claim: str, _article: str) -> Iterator[str]:
    """A weekday is another."""
    for match in re.finditer(rf"\b(?:{'|'.join(_DAYS)})\b", claim):
        for step in (2, 4):
            yield _replaced(claim, match.start(), match.end(), _DAYS[(_DAYS.index(match.group()) + step) % 7])


def _names(text: str) -> list[re.Match[str]]:
    return [m for m in _NAME.finditer(text) if not set(m.group().split()) & _NOT_NAMES]


def name_swapped(claim: str, article: str) -> Iterator[str]:
    """A name is another name of the same article."""
    words = set(re.findall(r"\w+", claim))
    others = {m.group() for m in _names(article)} if article else set[str]()
    for match in _names(claim):
        for other in sorted(others):
            if not set(re.findall(r"\w+", other)) & words and (" " in other) == (" " in match.group()):
                yield _replaced(claim, match.start(), match.end(), other)


def roles_swapped(claim: str, _article: str) -> Iterator[str]:
    """Two names with a verb between them stand in each other's place."""
    found = _names(claim)
    first_word = re.match(r"[A-Z][a-z]+(?: [A-Z][a-z]+)+", claim)
    found = (
        [first_word, *found] if first_word and first_word.group() not in {m.group() for m in found} else found
    )
    found = [match for match in found if not set(match.group().split()) & _NOT_NAMES]  # "On Thursday"
    for first, second in pairwise(found):
        between = claim[first.end() : second.start()]
        if first.group() != second.group() and _VERB_BETWEEN.search(between) and first.end() < second.start():
            yield claim[: first.start()] + second.group() + between + first.group() + claim[second.end() :]


def negation(claim: str, _article: str) -> Iterator[str]:
    """A verb is denied, or a denial dropped."""
    quoted = [m.span() for m in re.finditer(r"[\"“][^\"”]*[\"”]", claim)]
    for match in _NOT.finditer(claim):
        if not any(a <= match.start() < b for a, b in quoted):
            yield _replaced(claim, match.start(), match.end(), "")
    for match in _AUXILIARY.finditer(claim):
        if (
            not any(a <= match.start() < b for a, b in quoted)
            and "not" not in claim[match.end() : match.end() + 12]
        ):
            yield _replaced(claim, match.end(), match.end(), " not")
    for match in re.finditer(r"\bsaid that\b", claim):
        yield _replaced(claim, match.start(), match.end(), "denied that")


def quoted_word(claim: str, article: str) -> Iterator[str]:
    """A word inside quotation marks is another word of the article."""
    words = sorted(set(re.findall(r"\b[a-z]{5,}\b", article)))
    for quote in re.finditer(r"[\"“]([^\"”]+)[\"”]", claim):
        for match in re.finditer(r"\b[a-z]{4,}\b", quote.group(1)):
            start = quote.start(1) + match.start()
            choices = [w for w in words if w not in claim and abs(len(w) - len(match.group())) < 3]
            for new in sorted(choices, key=_order)[:2]:
                yield _replaced(claim, start, start + len(match.group()), new)


def speaker(claim: str, article: str) -> Iterator[str]:
    """Another speaker of the article is said to have said it."""
    name = r"[A-Z][a-z]+(?: [A-Z][a-z]+)+"
    others = {m.group(1) for m in re.finditer(rf"\bsaid (?:[a-z]+ )?({name})", article)}
    others |= {m.group(1) for m in re.finditer(rf"({name}),? (?:[\w\s']+, )?{_SAID}\b", article)}
    words = set(re.findall(r"\w+", claim))
    for pattern in (
        r"(?:\bsaid (?:Mr |Mrs |Ms |Dr )?)([A-Z][a-z]+(?: [A-Z][a-z]+)*)",
        rf"((?:Mr |Mrs |Ms |Dr )?[A-Z][a-z]+(?: [A-Z][a-z]+)*) {_SAID}\b",
        rf"\b(the [a-z]+(?: [a-z]+)?) {_SAID}\b",
    ):
        for match in re.finditer(pattern, claim):
            if set(match.group(1).split()) & {*_DAYS, *_MONTHS}:
                continue
            for other in sorted(others):
                if not set(other.split()) & words:
                    yield _replaced(claim, match.start(1), match.end(1), other)


def direction(claim: str, _article: str) -> Iterator[str]:
    """A rise is a fall."""
    for old, new in _DIRECTIONS.items():
        for match in re.finditer(
            rf"\b{old}\b(?= (?:by|to|from|slightly|sharply|in|for|at) |[ ,]+\d| of \d)", claim
        ):
            if old != "more" or re.search(r"\d $", claim[: match.start()]):
                yield _replaced(claim, match.start(), match.end(), new)


OPERATORS: dict[str, Callable[[str, str], Iterator[str]]] = {
    "digit": digit,
    "unit": unit,
    "scale": scale,
    "qualifier": qualifier,
    "figures_swapped": figures_swapped,
    "date": date,
    "weekday": weekday,
    "name_swapped": name_swapped,
    "roles_swapped": roles_swapped,
    "negation": negation,
    "quoted_word": quoted_word,
    "speaker": speaker,
    "direction": direction,
}
