"""From a question to hits: words and vectors searched apart, fused by rank, joined to the truth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from rag.retrieval.fusion import DAMPING, fuse, nearness, order
from rag.retrieval.words import lexical_query
from rag.store.articles import as_published
from rag.store.chunks import ChunkRow, Filter, match_words, read_chunks, read_texts
from rag.store.database import Connection
from rag.types import Hit

CANDIDATES = 100
TITLE_WEIGHT = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How much each ranking counts in the fusion."""

    lexical: float
    dense: float
    date: float = 1.0


def lexical_ranking(
    connection: Connection, question: str, *, within: Filter, limit: int = CANDIDATES
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
    by_words, by_vector = _ranked(lexical, rows), _ranked(dense, rows)
    scores = fuse([(weights.lexical, by_words), (weights.dense, by_vector)])
    if asked_at is not None:
        asked_day = asked_at.toordinal()
        for chunk_id in scores:
            scores[chunk_id] += weights.date / DAMPING * nearness(rows[chunk_id].day, asked_day)
    best = order(scores, {chunk_id: _place(row) for chunk_id, row in rows.items()})[:limit]
    texts = read_texts(connection, best)
    lexical_ranks = {chunk_id: rank for rank, chunk_id in enumerate(by_words, start=1)}
    dense_ranks = {chunk_id: rank for rank, chunk_id in enumerate(by_vector, start=1)}
    return [
        _hit(
            rows[chunk_id],
            text=texts[chunk_id],
            score=scores[chunk_id],
            lexical_rank=lexical_ranks.get(chunk_id),
            dense_rank=dense_ranks.get(chunk_id),
        )
        for chunk_id in best
    ]


def _ranked(found: Sequence[tuple[int, float]], rows: Mapping[int, ChunkRow]) -> list[int]:
    """Give the ids that still exist, best first; equal scores do not depend on when one was added."""
    known = [(chunk_id, score) for chunk_id, score in found if chunk_id in rows]
    known.sort(key=lambda each: (-round(each[1], 5), _place(rows[each[0]])))
    return [chunk_id for chunk_id, _ in known]


def _place(row: ChunkRow) -> tuple[str, int]:
    return row.article_id, row.start


def as_date(moment: date | datetime | None) -> date | None:
    """Give the calendar day of a moment, in the zone it was given in."""
    return moment.date() if isinstance(moment, datetime) else moment


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
