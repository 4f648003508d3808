"""Answers "How is the money divided?" and "How many seats did each party win?" by the sentence of the parts.

The parts often stand in the sentence after the one that names what is divided: "Of the total, 3 million is
for schools and 2 million for roads."
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from rag.models.matching import Candidate, Weights, words_of
from rag.types import Passage, Source
from rag.verification.figures.finding import find_quantities

_ASKED = re.compile(
    r"\bhow\b.*\b(?:divided|split|shared(?: out)?|distributed|apportioned|broken down|made up)\b"
    r"|\b(?:how (?:many|much)|what) (?:does |did |will |is for |goes to )?each\b"
    r"|\beach [a-z]+ (?:get|receive|win|have)\b"
    r"|\bbreakdown of\b",
    re.IGNORECASE,
)
_ASKING = "divided split shared distributed apportioned broken made breakdown get receive"
_OF_THE_WHOLE = re.compile(r"^(?:Of (?:the|that|this|those|its)|In the new)\b")
_BEFORE, _TITLE = 0.9, 0.5
_LEAST, _TRUST = 0.6, 0.8
_PARTS = 2


def asks_for_parts(question: str) -> bool:
    """Whether a question asks how something is divided, or what each of several has."""
    return bool(_ASKED.search(question))


def part_candidates(question: str, passages: Sequence[Passage]) -> list[Candidate]:
    """Give the sentences that name parts, by how much of the question they and the one before hold."""
    wanted = Weights.of(passages).of_question(words_of(question) - words_of(_ASKING))
    total = sum(wanted.values()) or 1.0
    found: list[Candidate] = []
    for passage in passages:
        for place, source in enumerate(passage.sentences):
            if not _has_parts(source.text):
                continue
            before = passage.sentences[place - 1] if place else None
            score = (
                sum(weight * _share(word, source, before, passage) for word, weight in wanted.items()) / total
            )
            if score >= _LEAST:
                found.append(
                    Candidate(
                        source=source,
                        passage=passage,
                        start=source.start,
                        end=source.end,
                        score=score * _TRUST,
                    )
                )
    return sorted(found, key=lambda one: (-one.score, one.source.number))


def _has_parts(sentence: str) -> bool:
    """Whether a sentence has two figures of one kind after "of the total", or three."""
    figures = Counter(
        q.form for q in find_quantities(sentence) if q.unit not in {"year", "day", "month", "week", "age"}
    )
    return figures["number"] >= (_PARTS if _OF_THE_WHOLE.match(sentence) else _PARTS + 1)


def _share(word: str, source: Source, before: Source | None, passage: Passage) -> float:
    if word in words_of(source.text):
        return 1.0
    return max(
        _BEFORE * (before is not None and word in words_of(before.text)),
        _TITLE * (word in words_of(passage.title)),
    )
