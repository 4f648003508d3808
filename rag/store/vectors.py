"""One Chroma collection of chunk vectors: embedded in a folder or on a server, rebuilt at will.

The only file that imports chromadb, and it does so when an index is opened: the import takes
about a second, and `dateline list` has no use for it.
"""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from rag.errors import IndexUnavailable, SettingsError, StoreError
from rag.store.chunks import Filter, IndexRow, Vectors
from rag.store.deadline import DeadlinePassed, within

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection

Result = TypeVar("Result")

# Chroma takes 5,461 rows at once; a server is asked for less at a time, for its deadline's sake.
EMBEDDED_BATCH = 5000
SERVER_BATCH = 1000
# The configuration is fixed when a collection is made; these values keep recall against exact
# search above 0.98 at 100,000 chunks.
_CONFIGURATION: Any = {
    "hnsw": {"space": "cosine", "ef_construction": 200, "max_neighbors": 32, "ef_search": 200}
}


# The process that first opened an embedded index here: the threads of Chroma's Rust code do not
# survive a fork, and any call to it in the child hangs.
_first_user: int | None = None


class IndexMissing(StoreError):
    """The collection does not exist (any more): rebuild it."""


class IndexDamaged(StoreError):
    """The collection cannot be read or does not hold what it should: rebuild it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the collections of one library are: in a folder, or on the server of a URL."""

    folder: Path
    library: str
    url: str | None
    timeout_s: float

    def __post_init__(self) -> None:
        """Refuse an address that is none.

        Raises:
            SettingsError: the URL is not of the form http://HOST:PORT.
        """
        address = urlsplit(self.url or "http://embedded")
        if address.scheme not in ("http", "https") or not address.hostname:
            raise SettingsError(f"setting 'chroma' has the value {self.url!r}; give http://HOST:PORT")

    @property
    def name(self) -> str:
        """How the place is written down in the library, which may move with its folder."""
        return self.url or "embedded"

    @property
    def batch(self) -> int:
        """How many rows are written at once."""
        return SERVER_BATCH if self.url else EMBEDDED_BATCH

    def path(self, generation: int) -> Path:
        """The folder of one generation of the embedded index: a damaged one is left behind whole."""
        return self.folder / str(generation)

    @property
    def prefix(self) -> str:
        """How the names of this library's collections begin; a server may hold those of many."""
        return f"dateline-{self.library}-"

    def collection(self, generation: int) -> str:
        """The name of one generation's collection."""
        return f"{self.prefix}{generation}"


class VectorIndex:
    """One generation of the index; make it with `create_index` or `open_index`."""

    def __init__(self, place: Place, generation: int, *, create: dict[str, Any] | None = None) -> None:
        self.place = place
        self.generation = generation
        self._guard = threading.Lock()
        self._client: ClientAPI | None = None
        self._collection: Collection | None = None
        self._create = create

    def add(self, rows: Sequence[IndexRow]) -> None:
        """Add chunks; one that is there already stays as it is."""
        for first in range(0, len(rows), self.place.batch):
            batch = rows[first : first + self.place.batch]
            ids = [str(row.id) for row in batch]
            vectors: Any = [row.vector for row in batch]
            documents = [row.text for row in batch]
            metadatas: Any = [_metadata(row) for row in batch]
            self._call(
                lambda collection, ids=ids, vectors=vectors, documents=documents, metadatas=metadatas: (
                    collection.add(ids=ids, embeddings=vectors, documents=documents, metadatas=metadatas)
                )
            )

    def remove(self, ids: Sequence[int]) -> None:
        """Remove chunks; one that is not there is no error."""
        for first in range(0, len(ids), self.place.batch):
            batch = [str(each) for each in ids[first : first + self.place.batch]]
            self._call(lambda collection, batch=batch: collection.delete(ids=batch))

    def nearest(self, vector: Vectors, *, limit: int, only: Filter) -> list[tuple[int, float]]:
        """Give ids and cosines of the nearest chunks, nearest first."""
        query: Any = [vector]
        where: Any = _where(only)
        found: Any = self._call(
            lambda collection: collection.query(
                query_embeddings=query, n_results=limit, where=where, include=["distances"]
            )
        )
        return [
            (int(chunk_id), 1.0 - float(distance))
            for chunk_id, distance in zip(found["ids"][0], found["distances"][0], strict=True)
        ]

    def count(self) -> int:
        """Give the number of chunks in the index."""
        return self._call(lambda collection: collection.count())

    def ids(self) -> set[int]:
        """Give the ids of all chunks in the index."""
        found: set[int] = set()
        while True:
            offset = len(found)
            page: Any = self._call(
                lambda collection, offset=offset: collection.get(include=[], limit=10_000, offset=offset)
            )
            if not page["ids"]:
                return found
            found.update(int(chunk_id) for chunk_id in page["ids"])

    def facts(self) -> dict[str, Any]:
        """Give what was written beside the collection when it was made."""
        return self._call(lambda collection: dict(collection.metadata or {}))

    def discard_others(self) -> None:
        """Remove what earlier or interrupted rebuilds left of this library; never another's."""
        if self.place.url is None:
            for folder in self.place.folder.glob("*"):
                if folder.name != str(self.generation):
                    shutil.rmtree(folder, ignore_errors=True)
        else:
            self._call(lambda collection: self._delete_others(collection.name))

    def close(self) -> None:
        """Close the client; the collection stays."""
        with self._guard:
            client, self._client, self._collection = self._client, None, None
        if client is not None:
            _close(client)

    def _call(self, action: Callable[[Collection], Result]) -> Result:
        if self.place.url is None:
            return self._embedded(action)
        deadline = time.monotonic() + self.place.timeout_s
        try:
            return self._served(action, deadline)
        except _Disconnected:
            # The server may have been restarted: one more attempt, on a new connection.
            self._forget()
        try:
            return self._served(action, deadline)
        except _Disconnected as error:
            self._forget()
            raise IndexUnavailable(
                f"cannot reach Chroma at {self.place.url!r} ({error}); start it or set DATELINE_CHROMA"
            ) from error

    def _embedded(self, action: Callable[[Collection], Result]) -> Result:
        try:
            return action(self._opened())
        except (StoreError, KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # a panic of Chroma's Rust code is no Exception
            if type(error).__name__ == "NotFoundError":
                raise IndexMissing(f"the Chroma index {self.generation} is missing ({error})") from error
            raise IndexDamaged(f"the Chroma index {self.generation} cannot be used ({error})") from error

    def _served(self, action: Callable[[Collection], Result], deadline: float) -> Result:
        from chromadb.errors import ChromaError, NotFoundError

        try:
            return within(deadline - time.monotonic(), lambda: action(self._opened()))
        except DeadlinePassed as error:
            self._forget()
            raise IndexUnavailable(
                f"Chroma at {self.place.url!r} did not answer within {self.place.timeout_s:g} s; "
                "check it or raise DATELINE_CHROMA_TIMEOUT_S"
            ) from error
        except StoreError:
            raise
        except NotFoundError as error:
            self._forget()
            raise IndexMissing(f"Chroma at {self.place.url!r} has no such collection ({error})") from error
        except ChromaError as error:
            raise IndexUnavailable(
                f"Chroma at {self.place.url!r} failed ({error}); if it goes on, run `dateline rebuild`"
            ) from error
        except Exception as error:
            raise _Disconnected(str(error) or type(error).__name__) from error

    def _opened(self) -> Collection:
        with self._guard:
            if self._collection is not None:
                return self._collection
        # Connecting may hang on a server: it must not keep other threads from their deadline.
        client = _client(self.place, self.generation)
        name = self.place.collection(self.generation)
        if self._create is not None:
            _delete(client, name)
            collection = client.create_collection(
                name, embedding_function=None, metadata=self._create, configuration=_CONFIGURATION
            )
            self._create = None
        else:
            collection = client.get_collection(name, embedding_function=None)
        with self._guard:
            self._client, self._collection = client, collection
        return collection

    def _delete_others(self, kept: str) -> None:
        client = self._client
        if client is None:
            return
        for collection in client.list_collections():
            if collection.name.startswith(self.place.prefix) and collection.name != kept:
                client.delete_collection(collection.name)

    def _forget(self) -> None:
        with self._guard:
            self._client, self._collection = None, None


class _Disconnected(Exception):
    """The server did not reply to a request."""


def usable(place: Place) -> bool:
    """Say whether this process can use the index: not embedded in the child of one that did."""
    return place.url is not None or _first_user in (None, os.getpid())


def create_index(place: Place, generation: int, *, embedder: str, dimension: int) -> VectorIndex:
    """Make an empty collection that states which embedder its vectors come from."""
    if place.url is None:
        shutil.rmtree(place.path(generation), ignore_errors=True)
    stated = {"embedder": embedder, "dimension": dimension, "library": place.library}
    index = VectorIndex(place, generation, create=stated)
    index.count()
    return index


def open_index(place: Place, generation: int, *, embedder: str, dimension: int) -> VectorIndex:
    """Open a collection and check whose vectors it holds.

    Raises:
        IndexMissing: there is none.
        IndexDamaged: it cannot be read or holds vectors of another embedder.
        IndexUnavailable: the server does not answer.
    """
    if place.url is None and not (place.path(generation) / "chroma.sqlite3").exists():
        raise IndexMissing(f"the Chroma index {generation} is missing")
    index = VectorIndex(place, generation)
    stated = index.facts()
    if (stated.get("embedder"), stated.get("dimension")) != (embedder, dimension):
        index.close()
        raise IndexDamaged(f"the Chroma index {generation} was made for another embedder ({stated})")
    return index


def _client(place: Place, generation: int) -> ClientAPI:
    import chromadb
    from chromadb.config import Settings

    # Without _env_file Chroma reads the `.env` of the current folder.
    settings = Settings(_env_file=None, anonymized_telemetry=False)  # pyright: ignore[reportCallIssue] -- pydantic's argument
    if place.url is None:
        global _first_user  # noqa: PLW0603 -- a fact about the process, as the loaded library is
        _first_user = _first_user or os.getpid()
        return chromadb.PersistentClient(path=str(place.path(generation)), settings=settings)
    address = urlsplit(place.url)
    secure = address.scheme == "https"
    return chromadb.HttpClient(
        host=address.hostname or "",
        port=address.port or (443 if secure else 8000),
        ssl=secure,
        settings=settings,
    )


def _delete(client: ClientAPI, name: str) -> None:
    """Delete what an interrupted rebuild left under this name."""
    if any(collection.name == name for collection in client.list_collections()):
        client.delete_collection(name)


def _close(client: Any) -> None:
    client.close()


def _metadata(row: IndexRow) -> dict[str, str | int]:
    # Chroma takes no None: what is unknown is left out.
    known: dict[str, str | int] = {"article_id": row.article_id, "version": row.version}
    if row.source is not None:
        known["source"] = row.source
    if row.day is not None:
        known["published_day"] = row.day
    return known


def _where(only: Filter) -> dict[str, Any] | None:
    parts: list[dict[str, Any]] = []
    if only.since is not None:
        parts.append({"published_day": {"$gte": only.since.toordinal()}})
    if only.until is not None:
        parts.append({"published_day": {"$lte": only.until.toordinal()}})
    if only.source is not None:
        parts.append({"source": only.source})
    if only.article_ids is not None:
        parts.append({"article_id": {"$in": list(only.article_ids)}})
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else {"$and": parts}
