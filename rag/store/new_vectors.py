"""Vectors of another embedder, gathered beside the old ones until they are complete."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from rag.store import facts
from rag.store.chunks import Vectors


@dataclass(frozen=True, slots=True, kw_only=True)
class ChunkText:
    """A chunk that is to be embedded, with the title of its article."""

    id: int
    title: str
    text: str


def clear(connection: sqlite3.Connection) -> None:
    """Forget what an interrupted rebuild has left."""
    connection.execute("DELETE FROM new_vectors")


def next_texts(connection: sqlite3.Connection, *, after: int, limit: int) -> list[ChunkText]:
    """Give the next chunks with an id above `after`."""
    rows = connection.execute(
        "SELECT c.id, w.title, w.body FROM chunks c JOIN words w ON w.rowid = c.id "
        "WHERE c.id > ? ORDER BY c.id LIMIT ?",
        (after, limit),
    )
    return [ChunkText(id=row[0], title=row[1], text=row[2]) for row in rows]


def put(connection: sqlite3.Connection, ids: Sequence[int], vectors: Vectors) -> None:
    """Keep the vectors of these chunks; a row of zeros is left out, as when an article is added."""
    connection.executemany(
        "INSERT OR REPLACE INTO new_vectors VALUES (?, ?)",
        [(chunk_id, vector.tobytes()) for chunk_id, vector in zip(ids, vectors, strict=True) if vector.any()],
    )


def take_over(connection: sqlite3.Connection) -> None:
    """Put the new vectors in the place of the old, and forget the index of the old ones."""
    connection.execute("DELETE FROM vectors")
    connection.execute(
        "INSERT INTO vectors SELECT chunk_id, vector FROM new_vectors "
        "WHERE chunk_id IN (SELECT id FROM chunks)"
    )
    connection.execute("DELETE FROM new_vectors")
    connection.execute("DELETE FROM pending")
    facts.set_fact(connection, facts.INDEX, "")
