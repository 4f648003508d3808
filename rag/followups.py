"""Completes a follow-up question from the conversation before it, by rule and without a model.

The rule, in order:
1. No history, or a question that stands alone: unchanged.
2. A fragment such as "And in total?" or "What about Aleppo?": the previous question with its own
   period, total or last name replaced by the fragment's, else with the fragment appended.
3. A question whose subject is a pronoun ("When did she resign?"): the pronoun is replaced by the
   last name of the previous answer, else of the previous question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.types import Turn

_OPENING = re.compile(r"^(?:and|but|so|then|or|what about|how about)\b[\s,]*", re.IGNORECASE)
_QUESTION_WORD = re.compile(
    r"^(?:who|whom|whose|what|when|where|which|why|how|is|are|was|were|do|does|did|has|have|had|can|could"
    r"|will|would|should|may|might|must|in (?:which|what)|at what|by how|on (?:which|what)|to whom"
    r"|from where)\b",
    re.IGNORECASE,
)
_SCOPE = (
    r"(?:in|over|during|within|for|since|by|as of|until|at) (?:the )?"
    r"(?:(?:past|last|previous|first|next|this|same|whole|entire|current)\b[\w\s-]*?)?"
    r"\b(?:hours?|days?|nights?|weeks?|weekends?|fortnights?|months?|quarters?|years?|decades?"
    r"|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June"
    r"|July|August|September|October|November|December|(?:19|20)\d\d)\b(?: alone)?"
)
_PERIOD = re.compile(
    rf"\b(?:{_SCOPE}|in total|in all|altogether|overall|so far|to date"
    r"|(?:this|last|next) (?:week|month|quarter|year)"
    r"|yesterday|today|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(r"^(for|in|at|by|from|to|with|on|among) ", re.IGNORECASE)
_HOW_MANY_FOR = re.compile(
    r"^how (?:many|much) (?=(?:for|in|at|by|from|to|with|on|among) )"
    r"(?![^?]*\b(?:is|are|was|were|did|do|does|have|has|had|will)\b)",
    re.IGNORECASE,
)
_OF_THEM = re.compile(r"^how many of (?:them|those|these) (?P<rest>.+)$", re.IGNORECASE)
_COUNTED = re.compile(
    r"^how many (?P<noun>[\w-]+(?: [\w-]+)?) (?:were|was|are|have been|has been|had been)"
    r" (?P<rest>.+?)[?!. ]*$",
    re.IGNORECASE,
)
_TITLED = r"(?:[A-Z][\w’'.-]*|\d[\d,.]*)"
_NAME = re.compile(rf"\b[A-Z][\w’'-]+(?:\s+(?:(?:of|de|da|van|von|al|bin|the)\s+)?{_TITLED})*")
_PRONOUN = re.compile(r"\b(he|she|they|him|her|them|it|his|hers|their|theirs|its)\b", re.IGNORECASE)
_POSSESSIVE = {"his", "her", "hers", "their", "theirs", "its"}
_NOT_NAMES = frozenset(
    "The A An In On At It He She They This That But And How What When Where Who Which Why Did Does Is Are Was"
    " Were More Some Mr Ms Mrs Dr Has Have Had Can Will".split()
)


def complete_question(question: str, history: Sequence[Turn]) -> str:
    """Give the question as one that stands alone.

    >>> turn = Turn(question="How many fled in the past week?", answer="30,000.")
    >>> complete_question("And in total?", [turn])
    'How many fled in total?'
    """
    if not history:
        return question
    previous = history[-1]
    opening = _OPENING.match(question)
    rest = question[opening.end() :].strip() if opening else question.strip()
    rest = _HOW_MANY_FOR.sub("", rest)
    of_them, counted = _OF_THEM.match(rest), _COUNTED.match(previous.question)
    if of_them and counted:
        return f"How many of the {counted['noun']} {counted['rest']} {of_them['rest']}"
    if rest and not _QUESTION_WORD.match(rest) and (opening or len(rest.split()) <= 4):
        return _with_fragment(previous.question, rest.rstrip("?!. "))
    return _with_antecedent(rest if opening else question, previous)


def _with_fragment(previous: str, fragment: str) -> str:
    stem = previous.strip().rstrip("?!. ")
    if _PERIOD.search(fragment):
        bare = _PERIOD.sub("", stem)
        return f"{' '.join(bare.split()).rstrip(' ,')} {fragment}?"
    same = _PREPOSITION.match(fragment)
    place = stem.lower().rfind(f" {same.group(1).lower()} ") if same else -1
    if place > 0:
        return f"{stem[:place]} {fragment}?"
    names = _names(stem)
    new_names = _names(fragment)
    if names and new_names:
        old = names[-1]
        return f"{stem[: old.start]}{new_names[0].text}{stem[old.end :]}?"
    return f"{stem} {fragment}?"


def _with_antecedent(question: str, previous: Turn) -> str:
    pronoun = _PRONOUN.search(question)
    if pronoun is None or any(name.start < pronoun.start() for name in _names(question)):
        return question
    names = _names(previous.answer) or _names(previous.question)
    if not names:
        return question
    name = names[-1 if not _names(previous.answer) else 0].text
    word = pronoun.group().lower()
    follower = question[pronoun.end() :].lstrip()
    possessive = word in _POSSESSIVE and not (word == "her" and (not follower or not follower[0].isalpha()))
    return f"{question[: pronoun.start()]}{name}{'’s' if possessive else ''}{question[pronoun.end() :]}"


@dataclass(frozen=True, slots=True)
class _Name:
    """A name and its place in the text."""

    text: str
    start: int
    end: int


def _names(text: str) -> list[_Name]:
    """The names of a text, without the articles and question words that stand before them."""
    found: list[_Name] = []
    for match in _NAME.finditer(text):
        words, start = match.group().split(), match.start()
        while words and words[0] in _NOT_NAMES:
            start = text.index(words.pop(0), start)
            start += len(text[start:].split(maxsplit=1)[0]) + 1
        if words and text[start : match.end()].strip():
            found.append(_Name(text[start : match.end()], start, match.end()))
    return found
