"""Negations of the evidence that a claim leaves out while it repeats what they deny."""

from __future__ import annotations

import re

from rag.types import Fact
from rag.verification.case import Case, Line, fact, is_quoted
from rag.verification.statements.denied_phrases import is_phrased
from rag.verification.statements.negation import (
    Negation,
    blocking_words,
    count_negative,
    find_negations,
    is_double,
)
from rag.verification.statements.restatements import has_complement, is_condition, says_otherwise
from rag.verification.statements.same_denial import phrase_kept
from rag.verification.statements.spare_negatives import is_told_elsewhere
from rag.verification.words.tokens import Token, sense, stem, tokenize

# What is not out of order or service.
_OUT_OF = re.compile(r"out of (?:order|use|action|service)\b", re.IGNORECASE)
_WORKS = re.compile(
    r"\b(?:work(?:s|ed|ing)?|in (?:use|service|order)|running|function\w*|operat(?:es|ed|ing))\b"
)
_UNWILLING = ("freez", "froze", "refus", "declin", "fail", "stopped short", "giv", "gave up", "rul")
_SIGNS = frozenset(sense(stem(word)) for word in "sign evidence indication proof hint trace".split())
_SPARED = ("escap", "avoid", "spar")
_LACKING = ("without", "lack")
_HAVING = re.compile(
    r"\b(?:with|has|had|have|having|there (?:is|are|was|were)) (?:an? |the |its |their )?(?:\w+ )?$"
)


def find_dropped(line: Line, theirs: Negation, case: Case) -> Fact | None:
    """A negation of the evidence that the claim leaves out while it repeats the words denied."""
    fewer = count_negative(case.claim) < count_negative(line.text)
    if fewer and (kept := _kept(line.text, theirs, case.claim)):
        return _dropped((kept.group(), kept.start(), kept.end()), line, theirs)
    if not theirs.reach or not _must_stay(line, theirs, case):
        return None
    asserted = _asserted(case, every=_is_denied_denial(theirs, line.text))
    narrow = (
        (theirs.kind == "soft" and theirs.text.lower().startswith(_CALLED_OFF))
        or is_double(theirs, line.text)
        or theirs.text.lower().startswith(_SPARED)
    )
    wanted = theirs.reach[:1] if narrow else theirs.reach[:3]
    repeated = [word for word in wanted if word in asserted]
    if (
        len(repeated) * 2 < len(wanted)
        or _misses_first(wanted, repeated, is_denial=theirs.kind == "denial")
        or (repeated == ["say"])
    ):
        return None
    token = asserted[repeated[0]]
    is_all = len(repeated) == len(wanted) > 1
    if not is_all and is_told_elsewhere(case.claim, token.start, line.text, theirs):
        return None
    if theirs.text.lower().startswith(_LACKING) and not _HAVING.search(case.claim[: token.start]):
        return None
    return _dropped((token.text, token.start, token.end), line, theirs)


def _kept(text: str, theirs: Negation, claim: str) -> re.Match[str] | None:
    """Where a claim says plainly, in other words, what a text denies."""
    if _OUT_OF.match(text, theirs.start) and not _WORKS.search(text):
        return _WORKS.search(claim)
    return phrase_kept(theirs, text, claim) if theirs.kind == "hard" else None


def _dropped(place: tuple[str, int, int], line: Line, theirs: Negation) -> Fact:
    note = f"the evidence says {theirs.text!r}"
    return fact("negation", place, "contradicted", line=line, found=(theirs.start, theirs.end), note=note)


def _misses_first(wanted: tuple[str, ...], repeated: list[str], *, is_denial: bool) -> bool:
    """Whether the first word denied is not repeated, nor all the others."""
    if (wanted[0] in _SIGNS or is_denial) and wanted[0] not in repeated:
        return True
    return wanted[0] not in repeated and (len(repeated) < len(wanted) - 1 or len(wanted) < 2)


def _asserted(case: Case, *, every: bool) -> dict[str, Token]:
    """The content words of the claim that no hard negation of it reaches, or every one, by sense."""
    hard = () if every else (n for n in find_negations(case.claim) if n.kind == "hard")
    denied = {word for n in hard for word in n.reach}
    return {
        word: token
        for token in tokenize(case.claim)
        if token.is_content and not is_quoted(token.start, case) and (word := sense(token.stem)) not in denied
    }


def _must_stay(line: Line, theirs: Negation, case: Case) -> bool:
    """Whether a claim that repeats the words denied has to deny them too."""
    if count_negative(case.claim) >= count_negative(line.text):
        return False
    must = theirs.text.lower().startswith((*_UNWILLING, *_LACKING, *_SPARED))
    if theirs.kind == "soft" and any(
        one.kind != "soft" and _reaches(one, theirs, line.text) for one in find_negations(line.text)
    ):
        return False
    if theirs.kind == "soft" and not (
        (must or _is_held(theirs, case.claim, line.text))
        and not _has_own_negative(case.claim, line.text, theirs)
    ):
        return False
    cues = find_negations(line.text)
    if _is_denied_denial(theirs, line.text):
        return any(n.kind != "soft" for n in find_negations(case.claim))
    after = [n for n in cues if n.kind == "soft" and _reaches(theirs, n, line.text)]
    if after:
        return any(_first_stem(n) == _first_stem(after[0]) for n in find_negations(case.claim))
    return not _is_restated(theirs, line, case)


def _is_denied_denial(theirs: Negation, text: str) -> bool:
    """Whether a negation is one of two that undo each other: "denied that they had not been warned"."""
    return any(
        {one.kind, theirs.kind} == {"denial", "hard"}
        and (_reaches(one, theirs, text) if one.kind == "denial" else _reaches(theirs, one, text))
        for one in find_negations(text)
    )


def _reaches(one: Negation, other: Negation, text: str) -> bool:
    """Whether a negation stands before another in its clause: "denied that it had failed to warn"."""
    return one.end <= other.start and not re.search(r"[,;:]| (?:and|but) ", text[one.end : other.start])


_CALLED_OFF = ("cancel", "call", "scrap", "abandon", "suspend", "prevent", "vot")
_HELD = re.compile(
    r"\b(?:gave|held|hosted|staged|performed|as (?:it had |they had )?planned|(?:went|goes|go|gone"
    r"|going) ahead|took place|takes place"
    r"|there was|vot\w+ (?:for|in favou?r)|voted to|backed|supported)\b",
    re.IGNORECASE,
)


def _is_held(theirs: Negation, claim: str, text: str) -> bool:
    """Whether the claim has take place what the evidence calls off."""
    return (
        theirs.text.lower().startswith(_CALLED_OFF) and bool(_HELD.search(claim)) and not _HELD.search(text)
    )


def _has_own_negative(claim: str, text: str, theirs: Negation) -> bool:
    """Whether a claim has more negatives that the text lacks than the text has others that it lacks."""
    others = [place for place in _negatives(text) if place[0] != theirs.start]
    return _foreign(claim, _negatives(claim), text) > _foreign(text, others, claim)


def _negatives(text: str) -> list[tuple[int, int]]:
    return [(n.start, n.end) for n in find_negations(text) if n.reach] + blocking_words(text)


def _foreign(text: str, places: list[tuple[int, int]], other: str) -> int:
    """How many negatives of a text the other text does not have."""
    known = {token.text.lower() for token in tokenize(other)}
    return len({start for start, end in places if text[start:end].lower().split()[0] not in known})


def _first_stem(negation: Negation) -> str:
    return sense(stem(negation.text.split()[0]))


_STILL = re.compile(r"\b(?:still|continues?)\b")


def _is_restated(theirs: Negation, line: Line, case: Case) -> bool:
    """Whether the claim says a negation of the evidence without one."""
    if theirs.kind != "hard":
        return theirs.kind == "denial" and has_complement(theirs.reach, case.claim, line.text)
    if theirs.text.lower() == "no longer" and _STILL.search(case.claim):
        return False
    if is_phrased(theirs, line.text, case.claim):
        return True
    return says_otherwise(theirs, case.claim, line.text) or is_condition(theirs, line.text, case.claim)
