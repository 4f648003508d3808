"""The support score of a claim, from its facts and from how its words align with the evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rag.types import Fact, SupportStatus
from rag.verification.case import Case
from rag.verification.tokens import sense, tokenize

THRESHOLD = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """How the content words of a claim stand in its evidence, each from 0 to 1 but for `novel_run`.

    `coverage`: share of its content words found in all the evidence; `best_line`: in its best
    sentence; `pairs`: share of its neighbouring pairs of content words found as near neighbours;
    `novel_run`: the longest run of its content words that the evidence lacks.
    """

    coverage: float
    best_line: float
    pairs: float
    novel_run: int


def align(case: Case) -> Alignment:
    """Align the words of a claim with its evidence."""
    words = [sense(token.stem) for token in tokenize(case.claim) if token.is_content]
    lines = [[sense(token.stem) for token in tokenize(line.text) if token.is_content] for line in case.lines]
    if not words or not lines:
        return Alignment(coverage=0.0 if words else 1.0, best_line=0.0, pairs=0.0, novel_run=len(words))
    known = {word for line in lines for word in line}
    found = [word in known for word in words]
    near = {pair for line in lines for pair in _pairs(line, 4)}
    pairs = _pairs(words, 1)
    return Alignment(
        coverage=sum(found) / len(found),
        best_line=max(sum(word in set(line) for word in words) for line in lines) / len(words),
        pairs=sum(pair in near for pair in pairs) / len(pairs) if pairs else 1.0,
        novel_run=_longest(found),
    )


def _pairs(words: Sequence[str], reach: int) -> set[frozenset[str]]:
    return {
        frozenset({words[i], words[j]})
        for i in range(len(words))
        for j in range(i + 1, min(i + 1 + reach, len(words)))
    }


def _longest(found: Sequence[bool]) -> int:
    longest = run = 0
    for known in found:
        run = 0 if known else run + 1
        longest = max(longest, run)
    return longest


def score_of(facts: Sequence[Fact], alignment: Alignment) -> float:
    """Give how far the evidence carries the claim, from 0 to 1."""
    score = 0.5 * alignment.coverage + 0.3 * alignment.best_line + 0.2 * alignment.pairs
    for fact in facts:
        score *= {"missing": 0.6, "contradicted": 0.25}.get(fact.status, 1.0)
    return round(score, 4)


def status_of(facts: Sequence[Fact], score: float) -> SupportStatus:
    """Give the status: one contradicted fact contradicts, one missing fact or a low score unsupports."""
    if any(fact.status == "contradicted" for fact in facts):
        return "contradicted"
    if any(fact.status == "missing" for fact in facts) or score < THRESHOLD:
        return "unsupported"
    return "supported"
