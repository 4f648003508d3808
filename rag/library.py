"""A library of articles on disk: add, search, read, remove, rebuild, check."""

from __future__ import annotations

import logging
import os
import threading
import weakref
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from types import TracebackType

import numpy as np
from numpy.typing import NDArray

from rag import ingestion
from rag.embeddings import Embedder, open_embedder
from rag.errors import NotFound, QuestionError, StoreError
from rag.examination import examine
from rag.retrieval import searching
from rag.settings import Settings, load_settings
from rag.store import articles as article_rows
from rag.store import facts
from rag.store.articles import ArticleRow, VersionRow
from rag.store.chunks import Filter
from rag.store.conversations import Conversations
from rag.store.database import Database, open_database
from rag.store.index import IndexKeeper
from rag.store.index import Progress as RebuildProgress
from rag.store.lock import FILE_NAME as LOCK_NAME
from rag.store.lock import IndexLock
from rag.store.notes import KeptNotes
from rag.store.vectors import Place
from rag.text import Span, sentence_spans
from rag.types import AddReport, AddResult, Article, Hit

INDEX_FOLDER = "index"
MAX_NOTICES = 50

logger = logging.getLogger("dateline")


@dataclass(frozen=True, slots=True, kw_only=True)
class DoctorReport:
    """What a check of the library found; `problems` are sentences that say what to do."""

    ok: bool
    problems: tuple[str, ...]


class Library:
    """Articles, their versions, and the search over the newest ones; close it, or use `with`.

    It may be used from several threads, and several processes may open the same folder.
    """

    def __init__(self, database: Database, *, settings: Settings, embedder: Embedder | None) -> None:
        self.settings = settings
        self.database = database
        self._embedder = embedder
        self._guard = threading.Lock()
        self._notices: deque[str] = deque(maxlen=MAX_NOTICES)
        self._inherited: list[IndexKeeper] = []
        self._pid = os.getpid()
        self._index = self._new_index()
        self._closing = weakref.finalize(self, _close, self._index, self.database, self._pid)

    @classmethod
    def open(
        cls,
        location: str | Path | None = None,
        *,
        settings: Settings | None = None,
        embedder: Embedder | None = None,
    ) -> Library:
        """Open the library in a folder, made where it is missing.

        Args:
            location: the folder; the setting `library` where it is left out.
            settings: the settings of this library; read from the environment where left out.
            embedder: an embedder of one's own in place of the one in the settings.

        Raises:
            SchemaError: a newer Dateline wrote it.
            StoreError: it cannot be written or is damaged.
        """
        settings = settings or load_settings()
        folder = Path(location) if location is not None else settings.library
        return cls(open_database(folder.expanduser()), settings=settings, embedder=embedder)

    def close(self) -> None:
        """Wait for work on the index that is under way, and close the files of the library.

        A library that is not closed is closed when the program ends.
        """
        self._closing()

    def __enter__(self) -> Library:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def embedder(self) -> Embedder:
        """The embedder, opened on first use."""
        with self._guard:
            if self._embedder is None:
                self._embedder = open_embedder(self.settings)
            return self._embedder

    @property
    def conversations(self) -> Conversations:
        """The conversations about this library, each of one owner."""
        return Conversations(self.database)

    @property
    def notes(self) -> KeptNotes:
        """The notes of writing models on these articles, kept for interrupted summaries."""
        return KeptNotes(self.database)

    def add(
        self,
        articles: Iterable[Article | AddResult],
        *,
        progress: Callable[[AddResult], None] | None = None,
    ) -> AddReport:
        """Add articles; each is wholly durable before `progress` is called with its result.

        A result in place of an article, such as a refused file, is passed on.
        """
        work = ingestion.Ingestion(
            database=self.database, embedder=self.embedder, chunk_chars=self.settings.chunk_chars
        )
        index = self._own_index()
        results = work.run(articles, progress)
        if any(result.status in ("added", "updated") for result in results):
            index.bring_up_to_date()
        return AddReport(results=tuple(results))

    def search(
        self,
        question: str,
        *,
        limit: int = 10,
        since: str | date | None = None,
        until: str | date | None = None,
        source: str | None = None,
        article_ids: Sequence[str] | None = None,
        asked_at: str | date | datetime | None = None,
    ) -> list[Hit]:
        """Give the chunks that answer a question best, best first; none is a result too.

        Args:
            limit: how many hits at most.
            since: only articles published on this day or later; without a date they are left out.
            until: only articles published on this day or earlier.
            source: only articles of this source.
            article_ids: only these articles.
            asked_at: when the question is asked; it ranks and never filters.

        Raises:
            QuestionError: the question is blank, too long or not valid text.
            EmbedderMismatch: the library was embedded with another embedder.
        """
        self.check_question(question)
        within = Filter(
            since=searching.as_date(since),
            until=searching.as_date(until),
            source=source,
            article_ids=None if article_ids is None else tuple(article_ids),
        )
        self.prepare()
        vector = self._query_vector(question)
        candidates = max(limit, searching.CANDIDATES)
        with self.database.reading() as connection:
            ingestion.check_embedder(connection, self.embedder)
            lexical = searching.lexical_ranking(connection, question, within=within, limit=candidates)
        dense: list[tuple[int, float]] = []
        if vector is not None:
            dense = self._own_index().nearest(vector, limit=candidates, only=within)
        with self.database.reading() as connection:
            return searching.fused_hits(
                connection,
                lexical=lexical,
                dense=dense,
                weights=searching.Weights(
                    lexical=self.settings.lexical_weight, dense=self.settings.dense_weight
                ),
                asked_at=searching.ranking_date(question, asked_at),
                limit=limit,
            )

    def prepare(self) -> None:
        """Begin to open the index in the background, which takes about a second the first time.

        `search` does so itself; a caller with other things to load first calls this before them.
        """
        self._own_index().start()

    def get(self, article_id: str, version: str | None = None) -> Article:
        """Give the newest version of an article, or the version asked for.

        Raises:
            NotFound: there is no such article or version.
        """
        with self.database.reading() as connection:
            article = article_rows.find_article(connection, article_id, version)
        if article is None:
            which = f"article {article_id!r}" + (f" in version {version!r}" if version else "")
            raise NotFound(f"no {which} in the library; `dateline list` shows what is there")
        return article

    def remove(self, article_id: str) -> bool:
        """Remove every version of an article; False where there was none."""
        with self.database.writing() as connection:
            removed = article_rows.remove_article(connection, article_id)
            if removed:
                facts.count_up(connection, facts.REVISION)
        return removed

    def articles(self) -> list[ArticleRow]:
        """Give one row per article, the latest published first."""
        with self.database.reading() as connection:
            return list(article_rows.list_articles(connection))

    def versions(self, article_id: str) -> list[VersionRow]:
        """Give the versions of an article, oldest first.

        Raises:
            NotFound: there is no such article.
        """
        with self.database.reading() as connection:
            return article_rows.list_versions(connection, article_id)

    def sentences(self, article_id: str, version: str | None = None) -> list[Span]:
        """Give the spans of the sentences of an article.

        Raises:
            NotFound: there is no such article or version.
        """
        article = self.get(article_id, version)
        return sentence_spans(article.text, article.language)

    def rebuild(self, progress: RebuildProgress | None = None) -> None:
        """Make the index anew; the old one serves until the new one is complete.

        Vectors are kept, unless the embedder has changed: then every chunk is embedded again.
        `progress` is called with the chunks done and the chunks in all.

        Raises:
            StoreError: another process holds the index.
        """
        index = self._own_index()
        index.claim()
        ingestion.reembed(self.database, self.embedder)
        index.rebuild(progress)

    def doctor(self) -> DoctorReport:
        """Check the library and its index; what can be repaired from the articles is repaired."""
        problems = examine(self.database, self.embedder)
        if not problems:
            problems = self._own_index().problems()
        return DoctorReport(ok=not problems, problems=tuple(problems))

    @property
    def notices(self) -> tuple[str, ...]:
        """What happened to the index that one should know, latest last; also logged as warnings."""
        return tuple(self._notices)

    def _new_index(self) -> IndexKeeper:
        folder = self.database.path.parent
        with self.database.reading() as connection:
            name = facts.get_fact(connection, facts.LIBRARY)
        if name is None:
            with self.database.writing() as connection:
                name = facts.library_id(connection)
        place = Place(
            folder=folder / INDEX_FOLDER,
            library=name,
            url=self.settings.chroma,
            timeout_s=self.settings.chroma_timeout_s,
        )
        return IndexKeeper(self.database, place, lock=IndexLock(folder / LOCK_NAME), notify=self._notify)

    def _own_index(self) -> IndexKeeper:
        """Give the index of this process: Chroma hangs when it is used across a fork."""
        if self._pid != os.getpid():
            self._inherited.append(self._index)
            self._index, self._pid = self._new_index(), os.getpid()
            self._closing = weakref.finalize(self, _close, self._index, self.database, self._pid)
        return self._index

    def _notify(self, message: str) -> None:
        if message not in self._notices:
            self._notices.append(message)
            logger.warning(message)

    def check_question(self, question: str) -> None:
        """Refuse a question that cannot be searched.

        Raises:
            QuestionError: it is blank, too long or not valid text.
        """
        if not question.strip():
            raise QuestionError("the question is empty; ask one")
        if len(question) > self.settings.max_question_chars:
            raise QuestionError(
                f"the question has {len(question)} characters and by the limit at most "
                f"{self.settings.max_question_chars} are read; shorten it or raise `max_question_chars`"
            )
        try:
            question.encode("utf-8")
        except UnicodeEncodeError as error:
            raise QuestionError("the question holds lone surrogates and is no valid text") from error

    def _query_vector(self, question: str) -> NDArray[np.float32] | None:
        vector = np.ascontiguousarray(self.embedder.embed_query(question), dtype=np.float32)
        if not np.isfinite(vector).all():
            raise StoreError(f"the embedder {self.embedder.name!r} gave NaN for the question; check it")
        return vector if vector.any() else None


def _close(index: IndexKeeper, database: Database, pid: int) -> None:
    # What was opened before a fork is left to the process that opened it.
    if pid == os.getpid():
        index.close()
        database.close()
