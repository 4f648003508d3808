"""Chunks in SQLite: their spans, their words (FTS5), their vectors, and what Chroma still lacks."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from rag.types import Chunk

Vectors = NDArray[np.float32]

_JOINED = (
    "chunks c JOIN articles a ON a.key = c.article_key "
    "JOIN versions v ON v.article_key = a.key AND v.version = a.version"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which articles may answer; an article without a date never lies within a range of dates."""

    since: date | None = None
    until: date | None = None
    source: str | None = None
    article_ids: tuple[str, ...] | None = None

    def __bool__(self) -> bool:
        """Whether anything is left out at all."""
        return any(value is not None for value in (self.since, self.until, self.source, self.article_ids))


@dataclass(frozen=True, slots=True, kw_only=True)
class ChunkRow:
    """What ranking needs to know of a chunk; `day` is the publication day as a number."""

    id: int
    article_id: str
    version: str
    start: int
    end: int
    title: str
    source: str | None
    published: str | None
    day: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexRow:
    """A chunk as it goes into the Chroma index."""

    id: int
    article_id: str
    version: str
    source: str | None
    day: int | None
    text: str
    vector: Vectors


def put_chunks(
    connection: sqlite3.Connection, article_key: int, title: str, chunks: Sequence[Chunk], vectors: Vectors
) -> None:
    """Write the chunks of one article's newest version, with words and vectors."""
    for chunk, vector in zip(chunks, vectors, strict=True):
        chunk_id = connection.execute(
            'INSERT INTO chunks (article_key, start, "end") VALUES (?, ?, ?)',
            (article_key, chunk.start, chunk.end),
        ).lastrowid
        connection.execute(
            "INSERT INTO words (rowid, title, body) VALUES (?, ?, ?)", (chunk_id, title, chunk.text)
        )
        if vector.any():
            connection.execute("INSERT INTO vectors VALUES (?, ?)", (chunk_id, vector.tobytes()))
            connection.execute("INSERT INTO pending VALUES (?, 0)", (chunk_id,))


def remove_chunks(connection: sqlite3.Connection, article_key: int) -> None:
    """Remove the chunks of one article and list them for removal from Chroma."""
    ids = connection.execute("SELECT id FROM chunks WHERE article_key = ?", (article_key,)).fetchall()
    # One that waits to be added is listed for removal too: Chroma may hold it since a crash.
    connection.executemany(
        "INSERT INTO pending SELECT chunk_id, 1 FROM vectors WHERE chunk_id = ? "
        "ON CONFLICT (chunk_id) DO UPDATE SET removal = 1",
        ids,
    )
    connection.executemany("DELETE FROM vectors WHERE chunk_id = ?", ids)
    connection.executemany("DELETE FROM words WHERE rowid = ?", ids)
    connection.execute("DELETE FROM chunks WHERE article_key = ?", (article_key,))


def match_words(
    connection: sqlite3.Connection, query: str, *, title_weight: float, within: Filter, limit: int
) -> list[tuple[int, float]]:
    """Give the ids of the chunks that match an FTS5 query with their BM25 scores, best first."""
    condition, values = _condition(within)
    inside = f"AND rowid IN (SELECT c.id FROM {_JOINED} WHERE {condition})" if within else ""
    rows = connection.execute(
        f"SELECT rowid, -bm25(words, ?, 1.0) AS score FROM words WHERE words MATCH ? {inside} "
        "ORDER BY score DESC, rowid LIMIT ?",
        (title_weight, query, *values, limit),
    )
    return [(chunk_id, score) for chunk_id, score in rows]


def select_ids(connection: sqlite3.Connection, within: Filter) -> list[int]:
    """Give the ids of all chunks with a vector that a filter lets through."""
    condition, values = _condition(within)
    rows = connection.execute(
        f"SELECT c.id FROM {_JOINED} WHERE {condition} AND c.id IN (SELECT chunk_id FROM vectors)", values
    )
    return [row[0] for row in rows]


def read_chunks(connection: sqlite3.Connection, ids: Iterable[int]) -> dict[int, ChunkRow]:
    """Give the chunks that still exist among these ids."""
    rows = connection.execute(
        'SELECT c.id, a.id, a.version, c.start, c."end", v.title, v.source, v.published, v.day '
        f"FROM {_JOINED} WHERE c.id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(ids)),),
    )
    return {
        row[0]: ChunkRow(
            id=row[0],
            article_id=row[1],
            version=row[2],
            start=row[3],
            end=row[4],
            title=row[5],
            source=row[6],
            published=row[7],
            day=row[8],
        )
        for row in rows
    }


def read_texts(connection: sqlite3.Connection, ids: Iterable[int]) -> dict[int, str]:
    """Give the texts of chunks by id."""
    rows = connection.execute(
        "SELECT rowid, body FROM words WHERE rowid IN (SELECT value FROM json_each(?))",
        (json.dumps(list(ids)),),
    )
    return dict(rows.fetchall())


def read_vectors(
    connection: sqlite3.Connection, ids: Sequence[int] | None = None
) -> tuple[NDArray[np.int64], Vectors]:
    """Give ids and vectors of these chunks, or of all, in the order of the ids."""
    chosen = "" if ids is None else "WHERE chunk_id IN (SELECT value FROM json_each(?))"
    rows = connection.execute(
        f"SELECT chunk_id, vector FROM vectors {chosen} ORDER BY chunk_id",
        () if ids is None else (json.dumps(list(ids)),),
    )
    keys: list[int] = []
    data = bytearray()
    for chunk_id, vector in rows:
        keys.append(chunk_id)
        data += vector
    matrix = np.frombuffer(data, dtype=np.float32).reshape(len(keys), -1) if keys else np.zeros((0, 0))
    return np.array(keys, dtype=np.int64), matrix.astype(np.float32, copy=False)


def read_for_index(connection: sqlite3.Connection, *, after: int, limit: int) -> list[IndexRow]:
    """Give the next chunks with an id above `after`, as Chroma wants them."""
    return _index_rows(connection, "x.chunk_id > ? ORDER BY x.chunk_id LIMIT ?", (after, limit))


def pending_additions(connection: sqlite3.Connection, limit: int) -> list[IndexRow]:
    """Give chunks that Chroma lacks, in the order of their ids."""
    chosen = "x.chunk_id IN (SELECT chunk_id FROM pending WHERE removal = 0 ORDER BY chunk_id LIMIT ?)"
    return _index_rows(connection, f"{chosen} ORDER BY x.chunk_id", (limit,))


def pending_ids(connection: sqlite3.Connection, *, removal: bool) -> list[int]:
    """Give the ids that wait to be added to Chroma, or to be removed from it."""
    rows = connection.execute(
        "SELECT chunk_id FROM pending WHERE removal = ? ORDER BY chunk_id", (int(removal),)
    )
    return [row[0] for row in rows]


def settle(connection: sqlite3.Connection, ids: Iterable[int], *, removal: bool) -> None:
    """Strike chunks off the pending list, unless what is pending for them has changed."""
    connection.executemany(
        "DELETE FROM pending WHERE chunk_id = ? AND removal = ?", [(each, int(removal)) for each in ids]
    )


def settle_up_to(connection: sqlite3.Connection, last: int) -> None:
    """Strike all additions up to this id off the pending list."""
    connection.execute("DELETE FROM pending WHERE removal = 0 AND chunk_id <= ?", (last,))


def count_pending(connection: sqlite3.Connection, *, removal: bool) -> int:
    """Give how many chunks wait to be added to Chroma, or to be removed from it."""
    return connection.execute("SELECT count(*) FROM pending WHERE removal = ?", (int(removal),)).fetchone()[0]


def sample_indexed(connection: sqlite3.Connection) -> list[Vectors]:
    """Give a few vectors that Chroma must hold: the first, the last and one between."""
    settled = "SELECT vector FROM vectors WHERE chunk_id NOT IN (SELECT chunk_id FROM pending)"
    middle = "(SELECT (min(chunk_id) + max(chunk_id)) / 2 FROM vectors)"
    found = [
        connection.execute(f"{settled} {chosen} LIMIT 1").fetchone()
        for chosen in (
            "ORDER BY chunk_id",
            "ORDER BY chunk_id DESC",
            f"AND chunk_id >= {middle} ORDER BY chunk_id",
        )
    ]
    return [np.frombuffer(row[0], dtype=np.float32) for row in found if row is not None]


def count_vectors(connection: sqlite3.Connection) -> int:
    """Give the number of chunks with a vector."""
    return connection.execute("SELECT count(*) FROM vectors").fetchone()[0]


def _index_rows(connection: sqlite3.Connection, chosen: str, values: Sequence[object]) -> list[IndexRow]:
    rows = connection.execute(
        "SELECT c.id, a.id, a.version, v.source, v.day, w.body, x.vector FROM vectors x "
        "JOIN chunks c ON c.id = x.chunk_id JOIN words w ON w.rowid = c.id "
        "JOIN articles a ON a.key = c.article_key "
        f"JOIN versions v ON v.article_key = a.key AND v.version = a.version WHERE {chosen}",
        values,
    )
    return [
        IndexRow(
            id=row[0],
            article_id=row[1],
            version=row[2],
            source=row[3],
            day=row[4],
            text=row[5],
            vector=np.frombuffer(row[6], dtype=np.float32),
        )
        for row in rows
    ]


def _condition(within: Filter) -> tuple[str, list[object]]:
    parts: list[str] = []
    values: list[object] = []
    if within.since is not None:
        parts.append("v.day >= ?")
        values.append(within.since.toordinal())
    if within.until is not None:
        parts.append("v.day <= ?")
        values.append(within.until.toordinal())
    if within.source is not None:
        parts.append("v.source = ?")
        values.append(within.source)
    if within.article_ids is not None:
        parts.append("a.id IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(within.article_ids))
    return " AND ".join(parts) or "TRUE", values
