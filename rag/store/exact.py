"""Exact search over the vectors in SQLite: slower than an index in the long run, never wrong."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Sequence

import numpy as np

from rag.store import facts
from rag.store.chunks import Vectors, read_vectors


class ExactSearch:
    """Cosine search over the truth; it keeps all vectors in memory until the library changes."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._revision = -1
        self._ids = np.zeros(0, dtype=np.int64)
        self._matrix: Vectors = np.zeros((0, 0), dtype=np.float32)

    def search_all(
        self, connection: sqlite3.Connection, vector: Vectors, limit: int
    ) -> list[tuple[int, float]]:
        """Give ids and cosines of the nearest chunks of the whole library, nearest first."""
        with self._guard:
            revision = facts.get_number(connection, facts.REVISION)
            if revision != self._revision:
                self._ids, self._matrix = read_vectors(connection)
                self._revision = revision
            ids, matrix = self._ids, self._matrix
        return nearest(ids, matrix, vector, limit)


def search_among(
    connection: sqlite3.Connection, vector: Vectors, limit: int, *, ids: Sequence[int]
) -> list[tuple[int, float]]:
    """Give ids and cosines of the nearest of these chunks, nearest first."""
    if not ids:
        return []
    keys, matrix = read_vectors(connection, ids)
    return nearest(keys, matrix, vector, limit)


def nearest(ids: np.ndarray, matrix: Vectors, vector: Vectors, limit: int) -> list[tuple[int, float]]:
    """Give the rows with the highest cosine to a unit vector, ties by id."""
    if not len(ids):
        return []
    cosines = matrix @ vector
    best = np.argpartition(-cosines, limit - 1)[:limit] if limit < len(ids) else np.arange(len(ids))
    ordered = best[np.lexsort((ids[best], -cosines[best]))]
    return [(int(ids[row]), float(cosines[row])) for row in ordered]
