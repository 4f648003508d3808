"""Cuts a sentence at commas and at the words that set figures against each other."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.verification.figures.quantities import Quantity
from rag.verification.times.finding import find_times

_CUT = re.compile(
    r"(?<!\d),|,(?!\d{2,3}\b)|[;:()]|\s[-–—]{1,2}\s|—"
    r"|\b(?:including|of (?:whom|which|them|those)|among (?:them|whom)|up from|down from"
    r"|compared (?:with|to)|against"
    r"|from(?= (?:about |around |some |nearly |at least |more than )?[$£€]?\d)|bringing|taking"
    r"|while|but|whereas|as well as|with(?= \w+ of (?:them|those)))\b"
    r"|\band\b|\bplus\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Segment:
    start: int
    end: int
    cue: str


def segments_of(sentence: str, quantities: list[Quantity]) -> list[Segment]:
    """The clauses of a sentence, without cuts inside a figure or a time."""
    inside = [(q.qualifier_start, q.end) for q in quantities] + [
        (t.start, t.end) for t in find_times(sentence)
    ]
    cuts = [
        match
        for match in _CUT.finditer(sentence)
        if not any(start < match.end() and match.start() < end for start, end in inside)
        and not (match.group().lower() == "and" and not _sets_apart(sentence, match, quantities))
        and not _is_share(match, quantities)
    ]
    starts = [0, *(match.start() for match in cuts)]
    ends = [*(match.start() for match in cuts), len(sentence)]
    cues = ["", *(match.group().strip().lower() for match in cuts)]
    return [Segment(*parts) for parts in zip(starts, ends, cues, strict=True)]


def _is_share(match: re.Match[str], quantities: list[Quantity]) -> bool:
    """ "Nine of them at the weekend": the words after it belong to the figure before it."""
    return match.group().lower().startswith("of ") and any(q.end == match.start() - 1 for q in quantities)


def _sets_apart(sentence: str, match: re.Match[str], quantities: list[Quantity]) -> bool:
    before = any(q.end <= match.start() for q in quantities)
    after = [q for q in quantities if q.start >= match.end()]
    return before and bool(after) and not re.search(r"[;:.]", sentence[match.end() : after[0].start])


def home_of(segments: list[Segment], quantity: Quantity) -> int:
    """The index of the segment in which a figure stands."""
    return max(index for index, segment in enumerate(segments) if segment.start <= quantity.start)
