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
    if rest and not _QUESTION_WORD.match(rest) and (opening or len(rest.split()) <= 4):
        return _with_fragment(previous.question, rest.rstrip("?!. "))
    return _with_antecedent(rest if opening else question, previous)


def _with_fragment(previous: str, fragment: str) -> str:
    stem = previous.strip().rstrip("?!. ")
    if _PERIOD.search(fragment):
        bare = _PERIOD.sub("", stem)
        return f"{' '.join(bare.split()).rstrip(' ,')} {fragment}?"
    names = _names(stem)
    new_names = _names(fragment)
    if names and new_names:
        old = names[-1]
        return f"{stem[: old.start()]}{new_names[0].group()}{stem[old.end() :]}?"
    return f"{stem} {fragment}?"


def _with_antecedent(question: str, previous: Turn) -> str:
    pronoun = _PRONOUN.search(question)
    if pronoun is None or any(match.start() < pronoun.start() for match in _names(question)):
        return question
    names = _names(previous.answer) or _names(previous.question)
    if not names:
        return question
    name = names[-1 if not _names(previous.answer) else 0].group()
    word = pronoun.group().lower()
    follower = question[pronoun.end() :].lstrip()
    possessive = word in _POSSESSIVE and not (word == "her" and (not follower or not follower[0].isalpha()))
    return f"{question[: pronoun.start()]}{name}{'’s' if possessive else ''}{question[pronoun.end() :]}"


def _names(text: str) -> list[re.Match[str]]:
    return [match for match in _NAME.finditer(text) if match.group().split()[0] not in _NOT_NAMES]
