"""From a question to hits: words and vectors searched apart, fused by rank, joined to the truth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from rag.errors import QuestionError
from rag.retrieval.fusion import fuse, names_another_year, nearness, order, raised, ranks
from rag.retrieval.words import lexical_query
from rag.store.articles import as_published
from rag.store.chunks import ChunkRow, Filter, match_words, read_chunks, read_texts
from rag.store.database import Connection
from rag.types import Hit, parse_published

CANDIDATES = 100
# A word of the title counts this much of one in the text.
TITLE_WEIGHT = 0.75


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How much each ranking counts in the fusion."""

    lexical: float
    dense: float


def lexical_ranking(
    connection: Connection, question: str, *, within: Filter, limit: int
) -> list[tuple[int, float]]:
    """Give ids and BM25 scores of the chunks that share words with the question, best first."""
    query = lexical_query(question)
    if query is None:
        return []
    return match_words(connection, query, title_weight=TITLE_WEIGHT, within=within, limit=limit)


def fused_hits(
    connection: Connection,
    *,
    lexical: Sequence[tuple[int, float]],
    dense: Sequence[tuple[int, float]],
    weights: Weights,
    asked_at: date | None = None,
    limit: int,
) -> list[Hit]:
    """Give the best hits of both searches; a chunk that is no longer in the library is dropped.

    `asked_at` only ranks: what was published near it, mostly before it, comes first among equals.
    """
    rows = read_chunks(connection, {chunk_id for chunk_id, _ in (*lexical, *dense)})
    by_words = ranks([each for each in lexical if each[0] in rows])
    by_vector = ranks([each for each in dense if each[0] in rows])
    scores = fuse([(weights.lexical, by_words), (weights.dense, by_vector)])
    if asked_at is not None:
        scale, asked_day = max(weights.lexical, weights.dense), asked_at.toordinal()
        scores = {
            chunk_id: raised(score, nearness(rows[chunk_id].day, asked_day), scale=scale)
            for chunk_id, score in scores.items()
        }
    best = order(scores, {chunk_id: (row.article_id, row.start) for chunk_id, row in rows.items()})[:limit]
    texts = read_texts(connection, best)
    return [
        _hit(
            rows[chunk_id],
            text=texts[chunk_id],
            score=scores[chunk_id],
            lexical_rank=by_words.get(chunk_id),
            dense_rank=by_vector.get(chunk_id),
        )
        for chunk_id in best
    ]


def ranking_date(question: str, asked_at: str | date | datetime | None) -> date | None:
    """Give the day near which reports rank first; None where the question names another year."""
    day = as_date(asked_at)
    return None if day is None or names_another_year(question, day.year) else day


def as_date(moment: str | date | datetime | None) -> date | None:
    """Give the calendar day of a moment, in the zone it was given in; a string is ISO 8601.

    Raises:
        QuestionError: the string is no date.
    """
    try:
        known = parse_published(moment)
    except ValueError as error:
        raise QuestionError(str(error)) from error
    return known.date() if isinstance(known, datetime) else known


def _hit(row: ChunkRow, *, text: str, score: float, lexical_rank: int | None, dense_rank: int | None) -> Hit:
    return Hit(
        article_id=row.article_id,
        version=row.version,
        start=row.start,
        end=row.end,
        text=text,
        score=score,
        title=row.title,
        source=row.source,
        published=as_published(row.published),
        lexical_rank=lexical_rank,
        dense_rank=dense_rank,
    )
