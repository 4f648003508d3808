"""Checks that a claim states as done, as possible or as foretold what its evidence does."""

from __future__ import annotations

import re

from rag.types import Fact
from rag.verification.case import Case, Line, fact, is_quoted
from rag.verification.statements.modality import Governed, find_governed, has_modal, is_finite
from rag.verification.words.tokens import sense, tokenize

# "Nobody had predicted that the tide would rise so fast": it did.
_UNFORESEEN = re.compile(
    r"(?:\b(?:not|never|nobody|no one|none|few|hardly any\w*)\b|n['’]t\b)[^,.;]*?"
    r"\b(?:predict|expect|fear|foresee|foreseen|foresaw|imagin|think|thought|hope|hoping|believ|dream|reckon)"
    r"\w*\b[^,.;]*$",
    re.IGNORECASE,
)
# "Could" is no mere ability here.
_AT_RISK = re.compile(r"\b(?:if|warn\w*|fear\w*|risk\w*)\b")


def check_modality(case: Case) -> list[Fact]:
    """Give a fact for every verb that is possible or foretold in the claim only, or in the evidence only."""
    facts: list[Fact] = []
    for governed in find_governed(case.claim):
        found = None if is_quoted(governed.start, case) else _governed(governed, case)
        if found:
            facts.append(found)
    if not has_modal(case.claim):
        facts += [
            found
            for line in case.lines
            for theirs in find_governed(line.text)
            if (found := _stated(theirs, line, case))
        ]
    return facts


def _governed(mine: Governed, case: Case) -> Fact | None:
    """A verb that the claim holds possible or foresees, against the same verb of the evidence."""
    place = (case.claim[mine.start : mine.end], mine.start, mine.end)
    twins = [(line, g) for line in case.lines for g in find_governed(line.text) if g.word == mine.word]
    same = [(line, g) for line, g in twins if _agree(mine, g)]
    if same:
        line, theirs = same[0]
        return fact("modality", place, "matched", line=line, found=(theirs.start, theirs.end))
    if twins:
        line, theirs = twins[0]
        note = f"the evidence says {theirs.cue!r}"
        return fact("modality", place, "contradicted", line=line, found=(theirs.start, theirs.end), note=note)
    if mine.cue == "could" or mine.word == "say" or _UNFORESEEN.search(case.claim, 0, mine.start):
        return None
    return _asserted(mine, place, case)


def _agree(mine: Governed, theirs: Governed) -> bool:
    """Whether two verbs are held possible or foreseen alike; "could" and what is weighed may be either."""
    loose = theirs.cue == "could" or mine.cue == "could" or " " in theirs.cue or theirs.cue.endswith("ing")
    return loose or mine.modality == theirs.modality


def _asserted(mine: Governed, place: tuple[str, int, int], case: Case) -> Fact | None:
    """A verb that the claim holds possible or foresees and the evidence reports as done."""
    for line in case.lines:
        tokens = tokenize(line.text)
        for index, token in enumerate(tokens):
            if sense(token.stem) == mine.word and is_finite(tokens, index) and not has_modal(line.text):
                note = f"the evidence states it: {token.text!r}"
                return fact(
                    "modality", place, "contradicted", line=line, found=(token.start, token.end), note=note
                )
    return None


def _is_done(word: str, text: str) -> bool:
    """Whether a text also has a thing that it foresees of others: "40 were tested, ten are to be tested"."""
    foreseen = sum(governed.word == word for governed in find_governed(text))
    return sum(sense(token.stem) == word for token in tokenize(text)) > foreseen


def _stated(theirs: Governed, line: Line, case: Case) -> Fact | None:
    """A verb that the evidence foresees or holds possible and the claim reports as done."""
    tokens = tokenize(case.claim)
    for index, token in enumerate(tokens):
        if sense(token.stem) == theirs.word and is_finite(tokens, index) and not is_quoted(token.start, case):
            if (
                theirs.word == "say"
                or _is_done(theirs.word, line.text)
                or (theirs.cue == "could" and not _AT_RISK.search(line.text))
            ):
                return None
            note = f"the evidence says {theirs.cue!r}"
            place = (token.text, token.start, token.end)
            return fact(
                "modality", place, "contradicted", line=line, found=(theirs.start, theirs.end), note=note
            )
    return None
