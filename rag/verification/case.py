"""One claim with its evidence, prepared for the checks."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from rag.text import sentence_spans
from rag.types import Fact, FactStatus
from rag.verification.figures.binding import Constraints, question_constraints


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A cited span: `text` is `context[start:end]` where the whole article is at hand in `context`."""

    article_id: str
    start: int
    end: int
    text: str
    published: date | None = None
    context: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One sentence of the evidence, with its offset in the article."""

    article_id: str
    start: int
    text: str
    published: date | None
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A claim, the sentences that it cites and what its question binds."""

    claim: str
    lines: tuple[Line, ...]
    asked: Constraints | None = None
    quoted: tuple[tuple[int, int], ...] = field(default=())


def open_case(claim: str, spans: tuple[Evidence, ...], question: str | None) -> Case:
    """Prepare a claim and the spans that it cites."""
    return Case(
        claim=claim,
        lines=tuple(line for evidence in spans for line in _lines(evidence)),
        asked=question_constraints(question) if question else None,
    )


def before(line: Line, *, chars: int = 700) -> str:
    """The text of the article before a sentence, back to `chars` code points, from a sentence start."""
    return line.evidence.context[max(0, line.start - chars) : line.start]


def is_quoted(at: int, case: Case) -> bool:
    """Whether a place of the claim, in code points, stands in a quotation that the evidence has."""
    return any(start <= at < end for start, end in case.quoted)


def fact(
    kind: str,
    place: tuple[str, int, int],
    status: FactStatus,
    *,
    line: Line | None = None,
    found: tuple[int, int] | None = None,
    note: str | None = None,
) -> Fact:
    """Make a fact: `place` is its text and place in the claim, `found` that in the line (None: all)."""
    text, start, end = place
    first, last = found or (0, len(line.text) if line else 0)
    return Fact(
        kind=kind,
        text=text,
        claim_start=start,
        claim_end=end,
        status=status,
        article_id=line.article_id if line else None,
        start=line.start + first if line else None,
        end=line.start + last if line else None,
        note=note,
    )


def _lines(evidence: Evidence) -> list[Line]:
    return [
        Line(
            article_id=evidence.article_id,
            start=evidence.start + span.start,
            text=evidence.text[span.start : span.end],
            published=evidence.published,
            evidence=evidence,
        )
        for span in sentence_spans(evidence.text)
    ]
