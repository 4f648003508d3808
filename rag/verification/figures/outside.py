"""Figures that a word of the evidence takes from the sentences before it: "the three" for "they"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rag.text import sentence_spans
from rag.types import Fact
from rag.verification.case import Case, Line, before, fact
from rag.verification.figures.at_home import AGE_END, AGED
from rag.verification.figures.finding import find_quantities
from rag.verification.figures.mentions import Mention
from rag.verification.figures.quantities import Quantity
from rag.verification.figures.values import is_near
from rag.verification.words.tokens import content_stems, sense, stem

_THE = re.compile(r"\b(?:the|these|those|all|all of the) $", re.IGNORECASE)
_THEM = re.compile(r"\b(?:they|them|their)\b", re.IGNORECASE)
_NEXT = re.compile(r" (?P<word>[a-z-]+)")
_PERSONS = frozenset(
    sense(stem(word)) for word in "people man woman suspect defendant child boy girl accused victim".split()
)
_OF_TWO = re.compile(r"\b(?:the|his|her|their) (?P<which>younger|older|elder)\b", re.IGNORECASE)
_BACK = 3  # sentences
_MOST = 12


def told_before(mine: Mention, _: Sequence[Mention], case: Case) -> Fact | None:
    """The fact of a count or an age that the evidence has as a pronoun or as "the younger", or None."""
    quantity = mine.quantity
    if quantity.form != "number" or quantity.qualifier != "exact" or quantity.high is not None:
        return None
    found = _of_age if quantity.unit == "age" else _of_group
    place = (quantity.text, quantity.start, quantity.end)
    return next(
        (fact("figure", place, "matched", line=line) for line in case.lines if found(mine, line)), None
    )


def _of_group(mine: Mention, line: Line) -> bool:
    """Whether "they" are as many as the claim says: "the three" after "three managers were found guilty"."""
    quantity = mine.quantity
    if quantity.unit or not _THE.search(mine.text[: quantity.start]) or not _THEM.search(line.text):
        return False
    for sentence in _before(line):
        counts = [each for each in find_quantities(sentence) if _is_count(each)]
        if counts:
            following = _NEXT.match(mine.text, quantity.end)
            word = sense(stem(following.group("word"))) if following else ""
            told = {"", *_PERSONS, *content_stems(line.text), *content_stems(sentence)}
            return word in told and all(is_near(each.value, quantity.value) for each in counts)
    return False


def _is_count(quantity: Quantity) -> bool:
    bare = not quantity.unit and quantity.form == "number" and quantity.high is None
    return bare and 1 < quantity.value <= _MOST


def _of_age(mine: Mention, line: Line) -> bool:
    """Whether "the younger" of two is as old as the claim says: 23 after "two men, aged 23 and 40"."""
    told = [match.group("which").lower() for match in _OF_TWO.finditer(line.text)]
    for sentence in _before(line) if len(told) == 1 else ():
        match sorted(each.value for each in find_quantities(sentence) if _is_age(each, sentence)):
            case [low, high]:
                return is_near(low if told[0] == "younger" else high, mine.quantity.value)
            case [_, *_]:
                return False
            case _:
                continue
    return False


def _is_age(quantity: Quantity, text: str) -> bool:
    named = AGED.search(text[: quantity.start]) and AGE_END.match(text, quantity.end)
    return quantity.unit == "age" or bool(named and not quantity.unit)


def _before(line: Line) -> Iterator[str]:
    """The sentences before one, the nearest first."""
    text = before(line)
    for span in sentence_spans(text)[: -_BACK - 1 : -1]:
        yield text[span.start : span.end]
