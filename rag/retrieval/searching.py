"""From a question to hits: words and vectors searched apart, fused by rank, joined to the truth."""

from __future__ import annotations

from collections.abc import Sequence
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
) -> list[int]:
    """Give the ids of the chunks that share words with the question, best first."""
    query = lexical_query(question)
    if query is None:
        return []
    return [
        chunk_id
        for chunk_id, _ in match_words(
            connection, query, title_weight=TITLE_WEIGHT, within=within, limit=limit
        )
    ]


def fused_hits(
    connection: Connection,
    *,
    lexical: Sequence[int],
    dense: Sequence[int],
    weights: Weights,
    asked_at: date | None = None,
    limit: int,
) -> list[Hit]:
    """Give the best hits of both rankings; a chunk that is no longer in the library is dropped.

    `asked_at` only ranks: what was published near it, mostly before it, comes first among equals.
    """
    rows = read_chunks(connection, {*lexical, *dense})
    scores = fuse(
        [
            (weights.lexical, [each for each in lexical if each in rows]),
            (weights.dense, [each for each in dense if each in rows]),
        ]
    )
    if asked_at is not None:
        asked_day = asked_at.toordinal()
        for chunk_id in scores:
            scores[chunk_id] += weights.date / DAMPING * nearness(rows[chunk_id].day, asked_day)
    ties = {chunk_id: (row.article_id, row.start) for chunk_id, row in rows.items()}
    best = order(scores, ties)[:limit]
    texts = read_texts(connection, best)
    lexical_ranks = {chunk_id: rank for rank, chunk_id in enumerate(lexical, start=1)}
    dense_ranks = {chunk_id: rank for rank, chunk_id in enumerate(dense, start=1)}
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
