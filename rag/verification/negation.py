"""Negation and modality: which words of a text are denied, possible or only intended."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rag.verification.tokens import Token, sense, tokenize

Modality = Literal["asserted", "possible", "intended"]

_CUE = re.compile(
    r"\b(?:not|n[o']t|never|no|none|nobody|nothing|neither|nor|without|cannot|hardly|nowhere"
    r"|den(?:y|ied|ies|ying)|refus(?:e|ed|es|ing)|fail(?:ed|s|ing)?(?= to)|declin(?:ed|es|ing)(?= to)"
    r"|reject(?:ed|s|ing)?|rul(?:ed|es|ing) out|unable|no longer|yet to|stopped short of|lack(?:ed|s|ing)?)\b|n['’]t\b",
    re.IGNORECASE,
)
_DENIALS = frozenset({"deny", "refuse", "reject", "fail", "decline", "rule", "lack"})
_HARD = frozenset(
    {"not", "n't", "n’t", "never", "cannot", "neither", "nobody", "none", "nor", "unable", "no"}
)
_CLAUSE_END = frozenset(
    {
        ",",
        ";",
        ":",
        ".",
        "but",
        "because",
        "although",
        "though",
        "while",
        "who",
        "which",
        "and",
        "since",
        "after",
        "until",
        '"',
        "“",
        "”",
    }
)
_POSSIBLE = frozenset(
    {"may", "might", "could", "possibly", "perhaps", "allegedly", "reportedly", "suspected"}
)
_INTENDED = frozenset(
    "will would shall plan intend vow pledge promise expect due hope aim seek propose consider schedule threaten set likely want".split()
)
_AUXILIARY = frozenset(
    "do does did be is are was were been being have has had will would shall should may might can could to the a an"
    " any yet ever also it its he she they that there been".split()
)
_SCOPE = 5


@dataclass(frozen=True, slots=True)
class Negated:
    """A word that a negation reaches; `strong` where it is the first content word after the cue."""

    word: str
    cue: str
    start: int
    end: int
    strong: bool


@lru_cache(maxsize=4096)
def find_negated(text: str) -> tuple[Negated, ...]:
    """Every content word in the reach of a negation, as senses.

    >>> [(n.word, n.strong) for n in find_negated("He did not say when the lorries would leave.")]
    [('say', True), ('lorri', False), ('leave', False)]
    """
    tokens = tokenize(text)
    found: list[Negated] = []
    for match in _CUE.finditer(text):
        found.extend(_reach(match, [t for t in tokens if t.start >= match.end()]))
    return tuple(found)


def has_negation(text: str) -> bool:
    """Whether a text holds any negation or denial."""
    return bool(_CUE.search(text))


def _reach(match: re.Match[str], tokens: list[Token]) -> list[Negated]:
    found: list[Negated] = []
    for token in tokens:
        lower = token.text.lower()
        if len(found) >= _SCOPE or (found and lower in _CLAUSE_END) or lower in {".", ";"}:
            break
        if token.is_content and lower not in _AUXILIARY:
            found.append(
                Negated(sense(token.stem), match.group().lower(), match.start(), match.end(), not found)
            )
    return found


def modality_of(text: str, token: Token) -> Modality:
    """Whether a verb is asserted, only possible, or only intended or foretold.

    >>> text = "The dam may fail and the council will meet."
    >>> [modality_of(text, token) for token in tokenize(text) if token.text in {"fail", "meet"}]
    ['possible', 'intended']
    """
    before = [other for other in tokenize(text) if other.end <= token.start and other.is_word][-4:]
    for other in reversed(before):
        lower = other.text.lower()
        if lower in _POSSIBLE:
            return "possible"
        if lower in _INTENDED or other.stem in _INTENDED:
            return "intended"
        if lower not in _AUXILIARY and other.is_content:
            break
    return "asserted"


def is_denial(cue: str) -> bool:
    """Whether a cue is a verb of denial, which carries its own meaning beside the negation."""
    return any(cue.startswith(word[:4]) for word in _DENIALS)


def is_hard(cue: str) -> bool:
    """Whether a cue is a plain negation word."""
    return cue in _HARD
