"""Keeps the Chroma index true to SQLite, and searches it, or SQLite where Chroma cannot be used.

Whoever holds `index.lock` opens the index, brings it up to date every second or two, and rebuilds
it where it is missing or damaged. A process without the lock searches exactly over the vectors in
SQLite. Chunks that wait for Chroma are searched exactly beside it, so that an article answers as
soon as it is stored.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rag.errors import IndexUnavailable, StoreError
from rag.store import chunks as rows
from rag.store import facts
from rag.store.chunks import Filter, Vectors
from rag.store.database import Connection, Database
from rag.store.exact import ExactSearch, search_among
from rag.store.lock import IndexLock
from rag.store.vectors import (
    IndexDamaged,
    IndexMissing,
    Place,
    VectorIndex,
    create_index,
    open_index,
    usable,
)

UPKEEP_S = 1.5
# Among this many chunks or fewer, exact search beats a filter in Chroma, whose cost grows with
# the whole collection.
EXACT_CHUNKS = 4000

_FORKED = (
    "this process was forked from one that had used the index; it searches exactly without it: "
    "open the library in a new process to use it"
)

Notify = Callable[[str], None]
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexState:
    """What the library says about its index; `generation` 0: there is none yet."""

    generation: int
    place: str | None
    embedder: str | None
    dimension: int
    additions: int
    removals: int


class IndexKeeper:
    """The index of one library in one process."""

    def __init__(self, database: Database, place: Place, *, lock: IndexLock, notify: Notify) -> None:
        self._database = database
        self._place = place
        self._lock = lock
        self._notify = notify
        self._exact = ExactSearch()
        self._upkeep = threading.RLock()
        self._current: VectorIndex | None = None
        self._retired: list[VectorIndex] = []
        self._known = threading.Event()
        self._trouble: IndexUnavailable | None = None
        self._stopping = threading.Event()
        self._wake = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to open the index in the background and keep it up to date from then on."""
        with self._database.reading() as connection:
            empty = facts.get_fact(connection, facts.EMBEDDER) is None
        if self._thread is None and not empty and not self._stopping.is_set():
            self._thread = threading.Thread(target=self._run, name="dateline-index", daemon=True)
            self._thread.start()

    def nearest(self, vector: Vectors, *, limit: int, only: Filter) -> list[tuple[int, float]]:
        """Give ids and cosines of the chunks nearest to a unit vector, nearest first.

        Raises:
            IndexUnavailable: the Chroma server cannot be reached or does not answer in time.
        """
        with self._database.reading() as connection:
            chosen = rows.select_ids(connection, only) if only else None
            if chosen is not None and len(chosen) <= EXACT_CHUNKS:
                return search_among(connection, vector, limit, ids=chosen)
        index = self._opened()
        found = None if index is None else self._indexed(index, vector, limit, only)
        with self._database.reading() as connection:
            if found is None:
                return self._exactly(connection, vector, limit, chosen)
            waiting = rows.pending_ids(connection, removal=False)
            if chosen is not None:
                waiting = sorted(set(waiting) & set(chosen))
            merged = {**dict(found), **dict(search_among(connection, vector, limit, ids=waiting))}
        return sorted(merged.items(), key=lambda each: (-each[1], each[0]))[:limit]

    def bring_up_to_date(self) -> None:
        """Bring Chroma up to date if this process may; what it lacks stays listed otherwise."""
        with self._upkeep:
            try:
                self._maintain()
            except IndexUnavailable as error:
                self._notify(f"the new articles are stored and wait for the index: {error}")

    def rebuild(self, progress: Progress | None = None) -> None:
        """Make the index anew from the vectors in SQLite; the old one serves until it is done.

        Raises:
            StoreError: another process holds the index.
        """
        self.claim()
        with self._upkeep:
            self._rebuild(progress)

    def claim(self) -> None:
        """Take the index lock for this process.

        Raises:
            StoreError: another process holds it, or this one was forked.
        """
        if not usable(self._place):
            raise StoreError(_FORKED)
        if not self._lock.acquire():
            raise StoreError(f"the index is in use by {self._lock.holder()}; end that and run this again")

    def problems(self) -> list[str]:
        """Compare the index with the library, after bringing it up to date; none where all is well."""
        with self._upkeep:
            try:
                self._maintain()
                index = self._current
                if index is None:
                    return []
                with self._database.reading() as connection:
                    expected = set(rows.read_vectors(connection)[0].tolist())
                    expected -= set(rows.pending_ids(connection, removal=False))
                found = index.ids()
            except StoreError as error:
                return [str(error)]
        lacking, stale = len(expected - found), len(found - expected)
        if lacking or stale:
            return [f"the index lacks {lacking} chunks and holds {stale} too many; run `dateline rebuild`"]
        return []

    def close(self) -> None:
        """Wait for upkeep to end, then close the index and give the lock back."""
        self._stopping.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join()
        with self._upkeep:
            self._close_retired()
            if self._current is not None:
                self._current.close()
                self._current = None
            self._lock.release()

    # --- searching ------------------------------------------------------------------------------

    def _opened(self) -> VectorIndex | None:
        """Give the index if it can be searched now; wait for it while it is being opened."""
        self.start()
        if self._place.url is not None and self._current is None:
            self._current = self._attached()
        if self._thread is None:
            return None
        self._known.wait(self._place.timeout_s)
        if self._current is None and self._trouble is not None:
            raise self._trouble
        return self._current

    def _attached(self) -> VectorIndex | None:
        """Open the collection on the server for reading, which needs no lock."""
        state = self._state()
        if state.generation == 0 or state.place != self._place.name:
            return None
        try:
            return self._open(state)
        except (IndexMissing, IndexDamaged):
            self._wake.set()
            return None

    def _indexed(
        self, index: VectorIndex, vector: Vectors, limit: int, only: Filter
    ) -> list[tuple[int, float]] | None:
        try:
            return index.nearest(vector, limit=limit, only=only)
        except (IndexMissing, IndexDamaged):
            if self._current is not index and self._current is not None:
                return self._current.nearest(vector, limit=limit, only=only)
            self._current = None
            self._notify("the Chroma index cannot be read; searching exactly until it is rebuilt")
            self._wake.set()
            return None

    def _exactly(
        self, connection: Connection, vector: Vectors, limit: int, chosen: Sequence[int] | None
    ) -> list[tuple[int, float]]:
        if chosen is not None:
            return search_among(connection, vector, limit, ids=chosen)
        return self._exact.search_all(connection, vector, limit)

    # --- upkeep ---------------------------------------------------------------------------------

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                with self._upkeep:
                    self._maintain()
                self._trouble = None
            except IndexUnavailable as error:
                self._trouble = error
            except StoreError as error:
                self._notify(f"the index was not brought up to date: {error}")
            self._known.set()
            self._wake.wait(UPKEEP_S)
            self._wake.clear()

    def _maintain(self) -> None:
        """Open or rebuild the index as needed and bring it up to date, if the lock is free."""
        self._close_retired()
        state = self._state()
        if state.embedder is None:
            return
        if not usable(self._place):
            self._notify(_FORKED)
            return
        if not self._lock.acquire():
            if self._place.url is None:
                self._notify(f"the index is in use by {self._lock.holder()}; searching exactly without it")
            return
        if self._current is None or self._current.generation != state.generation:
            self._open_or_rebuild(state)
        if self._current is not None and (state.additions or state.removals):
            self._update(self._current)

    def _open_or_rebuild(self, state: IndexState) -> None:
        if state.generation == 0 or state.place != self._place.name:
            self._rebuild(None)
            return
        try:
            index = self._open(state)
            _verify(index, state, self._database)
            index.discard_others()
            self._current = index
        except (IndexMissing, IndexDamaged) as error:
            self._notify(f"{error}; rebuilding it from the library")
            self._rebuild(None)
            self._notify("the index is rebuilt")

    def _open(self, state: IndexState) -> VectorIndex:
        return open_index(
            self._place, state.generation, embedder=state.embedder or "", dimension=state.dimension
        )

    def _update(self, index: VectorIndex) -> None:
        with self._database.reading() as connection:
            doomed = rows.pending_ids(connection, removal=True)
        if doomed:
            index.remove(doomed)
            with self._database.writing() as connection:
                rows.settle(connection, doomed, removal=True)
        while True:
            with self._database.reading() as connection:
                additions = rows.pending_additions(connection, self._place.batch)
            if not additions:
                return
            index.add(additions)
            with self._database.writing() as connection:
                rows.settle(connection, [row.id for row in additions], removal=False)

    def _rebuild(self, progress: Progress | None) -> None:
        state = self._state()
        with self._database.reading() as connection:
            total = rows.count_vectors(connection)
        generation = state.generation + 1
        index = create_index(
            self._place, generation, embedder=state.embedder or "", dimension=state.dimension
        )
        # From here on the old index, or exact search, may serve: none needs to wait for the new.
        self._known.set()
        last = done = 0
        while True:
            with self._database.reading() as connection:
                batch = rows.read_for_index(connection, after=last, limit=self._place.batch)
            if not batch:
                break
            index.add(batch)
            last = batch[-1].id
            done += len(batch)
            if progress is not None:
                progress(done, max(done, total))
        self._switch(index, last)

    def _switch(self, index: VectorIndex, last: int) -> None:
        with self._database.writing() as connection:
            # Removals stay listed: they may have come after their chunk was copied.
            rows.settle_up_to(connection, last)
            facts.set_fact(connection, facts.GENERATION, str(index.generation))
            facts.set_fact(connection, facts.INDEX, self._place.name)
        if self._current is not None:
            # A search on another thread may still be using it: it is closed at the next upkeep.
            self._retired.append(self._current)
        self._current = index

    def _close_retired(self) -> None:
        if not self._retired:
            return
        for index in self._retired:
            index.close()
        self._retired.clear()
        if self._current is not None:
            self._current.discard_others()

    def _state(self) -> IndexState:
        with self._database.reading() as connection:
            return IndexState(
                generation=facts.get_number(connection, facts.GENERATION),
                place=facts.get_fact(connection, facts.INDEX),
                embedder=facts.get_fact(connection, facts.EMBEDDER),
                dimension=facts.get_number(connection, facts.DIMENSION),
                additions=rows.count_pending(connection, removal=False),
                removals=rows.count_pending(connection, removal=True),
            )


def _verify(index: VectorIndex, state: IndexState, database: Database) -> None:
    """Check that an index holds what it should and finds a few of its chunks.

    Raises:
        IndexDamaged: it does not.
    """
    with database.reading() as connection:
        vectors = rows.count_vectors(connection)
        samples = rows.sample_indexed(connection)
    count = index.count()
    if not vectors - state.additions <= count <= vectors + state.removals:
        raise IndexDamaged(f"the Chroma index holds {count} chunks and the library {vectors}")
    for vector in samples:
        found = index.nearest(vector, limit=1, only=Filter())
        if not found or found[0][1] < 0.99:
            raise IndexDamaged("the Chroma index does not find its own chunks")
