"""What `doctor` checks: that every article is wholly in the store and that its parts agree."""

from __future__ import annotations

from collections.abc import Iterator

from rag.embeddings import Embedder
from rag.errors import DatelineError
from rag.ingestion import check_embedder
from rag.store.database import Database
from rag.store.soundness import damaged_files, disagreements


def examine(database: Database, embedder: Embedder) -> list[str]:
    """Give the problems of a library, each a sentence; none where all is well."""
    return list(_problems(database, embedder))


def _problems(database: Database, embedder: Embedder) -> Iterator[str]:
    try:
        with database.reading() as connection:
            yield from list(damaged_files(connection))
        with database.reading() as connection:
            yield from list(disagreements(connection))
        with database.reading() as connection:
            check_embedder(connection, embedder)
    except DatelineError as error:
        yield str(error)
