"""The road of an article into the store: checked, chunked, embedded, and written in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rag.chunking import chunk_article
from rag.embeddings import Embedder
from rag.errors import EmbedderMismatch, StoreError
from rag.store import facts, new_vectors
from rag.store.articles import Prepared, find_article, merged, put_article
from rag.store.database import Connection, Database
from rag.types import AddResult, Article, Chunk

# A group is embedded at once and committed at once: large enough that the disk is not waited for
# per article, small enough that little is waited for before it is acknowledged.
GROUP_ARTICLES = 32
GROUP_CHARS = 400_000
REEMBED_CHUNKS = 1000
MAX_ID_CHARS = 500

Progress = Callable[[AddResult], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingestion:
    """Adds articles to a store with an embedder."""

    database: Database
    embedder: Embedder
    chunk_chars: int

    def run(self, articles: Iterable[Article | AddResult], progress: Progress | None) -> list[AddResult]:
        """Add the articles and give what became of each, in order.

        `progress` is called with a result once it is durable.
        """
        results: list[AddResult] = []
        for group in grouped(articles):
            for result in self._add_group(group):
                results.append(result)
                if progress is not None:
                    progress(result)
        return results

    def _add_group(self, group: Sequence[Article | AddResult]) -> list[AddResult]:
        work = self._prepared([self._checked(each) for each in group])
        with self.database.writing() as connection:
            claim_embedder(connection, self.embedder)
            results = [put_article(connection, each) if isinstance(each, Prepared) else each for each in work]
            if any(result.status in ("added", "updated") for result in results):
                facts.count_up(connection, facts.REVISION)
        return results

    def _checked(self, article: Article | AddResult) -> Article | AddResult:
        if isinstance(article, AddResult):
            return article
        reason = refusal(article)
        if reason is not None:
            return AddResult(article_id=_shown(article.id), version=None, status="refused", reason=reason)
        with self.database.reading() as connection:
            known = find_article(connection, article.id)
        if known is not None and merged(article, known) == known:
            return AddResult(article_id=article.id, version=article.version, status="unchanged")
        return article

    def _prepared(self, items: Sequence[Article | AddResult]) -> list[Prepared | AddResult]:
        chunks = {
            item.id: chunk_article(item, max_chars=self.chunk_chars)
            for item in items
            if isinstance(item, Article)
        }
        titles = {item.id: item.title for item in items if isinstance(item, Article)}
        texts = [embedded_text(titles[key], each.text) for key, own in chunks.items() for each in own]
        vectors = embed(self.embedder, texts)
        prepared: list[Prepared | AddResult] = []
        first = 0
        for item in items:
            if isinstance(item, AddResult):
                prepared.append(item)
                continue
            own = chunks[item.id]
            prepared.append(_with_vectors(item, own, vectors[first : first + len(own)]))
            first += len(own)
        return prepared


def grouped(articles: Iterable[Article | AddResult]) -> Iterator[list[Article | AddResult]]:
    """Give the articles in groups of a bounded size in which no id occurs twice."""
    group: list[Article | AddResult] = []
    ids: set[str] = set()
    chars = 0
    for article in articles:
        text = article.text if isinstance(article, Article) else ""
        full = len(group) >= GROUP_ARTICLES or chars + len(text) > GROUP_CHARS
        if group and (full or (isinstance(article, Article) and article.id in ids)):
            yield group
            group, chars = [], 0
            ids.clear()
        group.append(article)
        chars += len(text)
        if isinstance(article, Article):
            ids.add(article.id)
    if group:
        yield group


def refusal(article: Article) -> str | None:
    """Say why an article cannot be stored, or None where it can."""
    fields = (article.id, article.title, article.source or "", article.url or "", *article.authors)
    if not article.id.strip() or len(article.id) > MAX_ID_CHARS:
        return f"its id must have 1 to {MAX_ID_CHARS} characters; it has {len(article.id)}"
    if not article.text.strip():
        return "empty: it holds no text"
    if "\0" in article.text or any("\0" in field for field in fields):
        return "it holds a NUL character and is no plain text; save it as UTF-8 text"
    if any(_has_surrogates(field) for field in (article.text, *fields)):
        return "it holds lone surrogates and is no valid Unicode; decode it with the right encoding"
    return None


def claim_embedder(connection: Connection, embedder: Embedder) -> None:
    """Write down the embedder of an empty library; check it in any other.

    Raises:
        EmbedderMismatch: the library holds vectors of another embedder.
    """
    if facts.get_fact(connection, facts.EMBEDDER) is None:
        facts.set_fact(connection, facts.EMBEDDER, embedder.name)
        facts.set_fact(connection, facts.DIMENSION, str(embedder.dimension))
    check_embedder(connection, embedder)


def check_embedder(connection: Connection, embedder: Embedder) -> None:
    """Check that the library's vectors are of this embedder.

    Raises:
        EmbedderMismatch: they are of another name or dimension.
    """
    name = facts.get_fact(connection, facts.EMBEDDER)
    dimension = facts.get_number(connection, facts.DIMENSION)
    if name is not None and not _is_of(connection, embedder):
        raise EmbedderMismatch(
            f"the library was embedded with {name!r} ({dimension} dimensions) and {embedder.name!r} "
            f"({embedder.dimension}) is set; run `dateline rebuild` to embed it anew, or set "
            "DATELINE_EMBEDDER back"
        )


def embedded_text(title: str, text: str) -> str:
    """Give the text that stands for a chunk in the vector index."""
    return f"{title}\n{text}" if title else text


def reembed(database: Database, embedder: Embedder) -> None:
    """Embed every chunk anew where the library was embedded with another embedder.

    The new vectors are written beside the old ones and take their place in one transaction.
    """
    with database.writing() as connection:
        known = facts.get_fact(connection, facts.EMBEDDER)
        if known is None or _is_of(connection, embedder):
            return
        new_vectors.clear(connection)
    last = 0
    while True:
        with database.reading() as connection:
            batch = new_vectors.next_texts(connection, after=last, limit=REEMBED_CHUNKS)
        vectors = embed(embedder, [embedded_text(each.title, each.text) for each in batch])
        if not np.isfinite(vectors).all():
            raise StoreError(f"the embedder {embedder.name!r} gave NaN; nothing was changed")
        with database.writing() as connection:
            new_vectors.put(connection, [each.id for each in batch], vectors)
            last = batch[-1].id if batch else last
            if not new_vectors.next_texts(connection, after=last, limit=1):
                new_vectors.take_over(connection)
                facts.set_fact(connection, facts.EMBEDDER, embedder.name)
                facts.set_fact(connection, facts.DIMENSION, str(embedder.dimension))
                facts.count_up(connection, facts.REVISION)
                return


def embed(embedder: Embedder, texts: Sequence[str]) -> NDArray[np.float32]:
    """Embed texts and check the shape of what comes back.

    Raises:
        StoreError: the embedder gave another number of vectors or another dimension.
    """
    if not texts:
        return np.zeros((0, embedder.dimension), dtype=np.float32)
    vectors = np.ascontiguousarray(embedder.embed_documents(texts), dtype=np.float32)
    if vectors.shape != (len(texts), embedder.dimension):
        raise StoreError(
            f"the embedder {embedder.name!r} gave vectors of shape {vectors.shape} for {len(texts)} texts "
            f"of {embedder.dimension} dimensions; check DATELINE_EMBEDDER"
        )
    return vectors


def _is_of(connection: Connection, embedder: Embedder) -> bool:
    return facts.get_fact(connection, facts.EMBEDDER) == embedder.name and (
        facts.get_number(connection, facts.DIMENSION) == embedder.dimension
    )


def _with_vectors(
    article: Article, chunks: Sequence[Chunk], vectors: NDArray[np.float32]
) -> Prepared | AddResult:
    if not np.isfinite(vectors).all():
        reason = "its vectors are not numbers (NaN or infinite); check the embedder"
        return AddResult(article_id=article.id, version=None, status="refused", reason=reason)
    return Prepared(article=article, chunks=tuple(chunks), vectors=vectors)


def _has_surrogates(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


def _shown(article_id: str) -> str:
    shown = article_id.encode("utf-8", "replace").decode("utf-8")
    return shown if len(shown) <= 80 else shown[:79] + "…"
