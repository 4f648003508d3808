"""Verbs of a text that are only possible, or only intended or foretold."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rag.verification.words.tokens import Token, sense, tokenize
from rag.verification.words.wordlists import IRREGULAR

Modality = Literal["possible", "intended"]

_CUES: tuple[tuple[Modality, str], ...] = (
    (
        "possible",
        r"\b(?:may|might|could)\b(?! \d)"
        r"|\b(?:consider|weigh|mull|debat|discuss)\w* (?:whether to\b|(?=\w+ing\b))",
    ),
    (
        "intended",
        r"\b(?:will|would|shall|(?:is|are|was|were) to(?! blame\b)|going to)\b|['’]ll\b"
        r"|\b(?:plan|vow|promis|pledg|intend|expect|hop|aim|agree|offer|threaten|propos|want"
        r"|schedul|seek|decid)\w* (?:not )?to\b"
        r"|\b(?:expect|want|forecast|predict|urg|ask|invit|project|advis|appeal|call|order|encourag|beg|press|told|tell)"
        r"(?:e|g?e?[sd])? [^,.;]{1,60}? to\b"
        r"|\b(?:due|set|likely|considering) (?:to )?(?=\w)",
    ),
)
# "There is a chance that the dam will burst": it may.
_HEDGED = re.compile(
    r"\b(?:chances?|risks?|possible|possibility|probability|likelihood|danger|prospect|odds (?:are|of))\b"
    r"[^,.;]*$",
    re.IGNORECASE,
)
_SKIPPED = frozenset(
    "be is are was were been being have has had also then not never only soon now still".split()
)

_HAVE = frozenset({"has", "have", "had"})
_UNREAL = frozenset({"to", "be", "will", "would", "may", "might", "could", "should", "must"})
_NOUNS = frozenset({"children", "people", "men", "women", "lives", "wives", "feet", "halves", "crises"})
_DETERMINERS = frozenset({"a", "an", "the"})


@dataclass(frozen=True, slots=True)
class Governed:
    """A verb under a modal word."""

    modality: Modality
    cue: str
    word: str
    start: int
    end: int


@lru_cache(maxsize=4096)
def find_governed(text: str) -> tuple[Governed, ...]:
    """Every verb that a modal word governs.

    >>> [(g.modality, g.word) for g in find_governed("The dam may fail and the council will meet.")]
    [('possible', 'fail'), ('intended', 'meet')]
    """
    tokens = tokenize(text)
    found: list[Governed] = []
    for modality, pattern in _CUES:
        for match in re.finditer(pattern, text, re.IGNORECASE):
            if match.group() == "May":
                continue
            verb = _verb([t for t in tokens if t.start >= match.end()])
            if verb:
                held: Modality = "possible" if is_hedged(text, match.start()) else modality
                found.append(Governed(held, match.group().lower(), sense(verb.stem), verb.start, verb.end))
    return tuple(found)


def is_hedged(text: str, at: int) -> bool:
    """Whether what a text says at a place is only possible there: "a chance that May will be wet"."""
    return _HEDGED.search(text, 0, at) is not None


def has_modal(text: str) -> bool:
    """Whether a text holds any modal word."""
    return any(re.search(pattern, text, re.IGNORECASE) for _, pattern in _CUES)


def is_finite(tokens: tuple[Token, ...], index: int) -> bool:
    """Whether a token is a verb in the past, said as a fact: "opened", "has opened", "was opened"."""
    lower = tokens[index].text.lower()
    if lower in _NOUNS:
        return False
    past = (lower.endswith("ed") and len(lower) > 4) or (
        IRREGULAR.get(lower, lower) != lower and not lower.endswith(("s", "g"))
    )
    before = [token.text.lower() for token in tokens[max(0, index - 3) : index]]
    if _led_by_have(before):
        past = True
    return past and not _UNREAL & set(before) and not _DETERMINERS & set(before[-1:])


def _led_by_have(before: list[str]) -> bool:
    """Whether "has" or "had" leads the verb: "has cut" is done, though "cut" looks like no past."""
    words = [word for word in before if word not in _SKIPPED - _HAVE and not word.endswith("ly")]
    return words[-1:] != [] and words[-1] in _HAVE


def _verb(tokens: list[Token]) -> Token | None:
    for token in tokens[:4]:
        lower = token.text.lower()
        if lower in _SKIPPED or (lower.endswith("ly") and len(lower) > 4):
            continue
        return token if token.is_content and token.text.isalpha() else None
    return None
