"""One line of `rows.jsonl`: what a case asked, what came back, and every score with its reason.

A row holds nothing that changes from run to run (no times, no paths), so two runs give equal bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from evals.cases import Case, FixtureError
from evals.observations import Observation
from evals.scorers import Score
from rag.types import Citation, Hit, Sentence

_DIGITS = 6
_Kind = TypeVar("_Kind", bound=BaseModel)


class ScoreRow(BaseModel):
    """A score and its reason."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    value: float
    reason: str


class CitationRow(BaseModel):
    """A citation as shown."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    n: int
    article_id: str
    version: str
    start: int
    end: int
    quote: str


class SentenceRow(BaseModel):
    """A sentence as shown."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: str
    supported: bool
    citations: tuple[CitationRow, ...]


class HitRow(BaseModel):
    """A hit of the case's own search."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    article_id: str
    start: int
    end: int
    dense_rank: int | None
    lexical_rank: int | None


class Row(BaseModel):
    """One case of a run; `error` holds a failure, and then there are no scores."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    type: str
    tags: tuple[str, ...]
    article: str
    question: str
    asked_at: str | None
    answerable: bool
    answers: tuple[str, ...]
    gold: tuple[tuple[str, int, int], ...]
    status: str | None = None
    reason: str | None = None
    short_answer: str | None = None
    sentences: tuple[SentenceRow, ...] = ()
    nearest: tuple[CitationRow, ...] = ()
    hits: tuple[HitRow, ...] = ()
    conflicts: int = 0
    unknown_marks: int = 0
    model: str = ""
    embedder: str = ""
    prompt: str | None = None
    scores: dict[str, ScoreRow] = {}
    error: str | None = None


class Timing(BaseModel):
    """How long a case took, in milliseconds; `first_ms` is the first piece of the answer."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    retrieve_ms: float
    first_ms: float
    total_ms: float
    stages_ms: dict[str, float] = {}


def scored_row(seen: Observation, scores: Mapping[str, Score]) -> Row:
    """Give the row of a case that ran."""
    answer = seen.answer
    return Row(
        **_asked(seen.case),
        status=answer.status,
        reason=answer.reason,
        short_answer=answer.short_answer,
        sentences=tuple(_sentence(sentence) for sentence in answer.sentences),
        nearest=tuple(_citation(citation) for citation in answer.nearest),
        hits=tuple(_hit(hit) for hit in seen.hits or ()),
        conflicts=len(answer.conflicts),
        unknown_marks=answer.unknown_marks,
        model=answer.model,
        embedder=answer.embedder,
        prompt=answer.prompt,
        scores={
            name: ScoreRow(value=round(score.value, _DIGITS), reason=score.reason)
            for name, score in scores.items()
        },
    )


def failed_row(case: Case, error: Exception) -> Row:
    """Give the row of a case that crashed: it counts as failed and is never left out."""
    return Row(**_asked(case), error=f"{type(error).__name__}: {error}")


def write_jsonl(path: Path, items: Iterable[BaseModel]) -> None:
    """Write one object per line, in the given order."""
    text = "".join(item.model_dump_json() + "\n" for item in items)
    path.write_text(text, encoding="utf-8", newline="\n")


def read_rows(path: Path) -> tuple[Row, ...]:
    """Read the rows of a run.

    Raises:
        FixtureError: the file is missing or a line is no row.
    """
    return tuple(_read(path, Row))


def read_timings(path: Path) -> tuple[Timing, ...]:
    """Read the times of a run.

    Raises:
        FixtureError: the file is missing or a line holds no times.
    """
    return tuple(_read(path, Timing))


def _read(path: Path, kind: type[_Kind]) -> Iterable[_Kind]:
    if not path.is_file():
        raise FixtureError(f"no {path.name} in {str(path.parent)!r}: is this the folder of a run?")
    for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
        if not line:
            continue
        try:
            yield kind.model_validate_json(line)
        except ValidationError as error:
            raise FixtureError(f"{path.name} line {number} is no {kind.__name__.lower()}") from error


def _asked(case: Case) -> dict[str, Any]:  # keyword arguments of Row
    asked_at: date | None = case.asked_at
    return {
        "id": case.id,
        "type": case.type,
        "tags": case.tags,
        "article": case.article,
        "question": case.question,
        "asked_at": asked_at.isoformat() if asked_at else None,
        "answerable": case.answerable,
        "answers": case.answers,
        "gold": tuple((span.article_id, span.start, span.end) for span in case.gold_spans),
    }


def _citation(citation: Citation) -> CitationRow:
    return CitationRow(
        n=citation.n,
        article_id=citation.article_id,
        version=citation.version,
        start=citation.start,
        end=citation.end,
        quote=citation.quote,
    )


def _sentence(sentence: Sentence) -> SentenceRow:
    return SentenceRow(
        text=sentence.text,
        supported=sentence.supported,
        citations=tuple(_citation(citation) for citation in sentence.citations),
    )


def _hit(hit: Hit) -> HitRow:
    return HitRow(
        article_id=hit.article_id,
        start=hit.start,
        end=hit.end,
        dense_rank=hit.dense_rank,
        lexical_rank=hit.lexical_rank,
    )
