"""Articles and their versions in SQLite: written whole or not at all, read back exactly."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import numpy as np
from numpy.typing import NDArray

from rag.errors import NotFound
from rag.hidden import hidden_note
from rag.store import chunks as chunk_rows
from rag.types import AddResult, Article, Chunk

_CURRENT = "articles a JOIN versions v ON v.article_key = a.key AND v.version = a.version"
_COLUMNS = "a.id, v.text, v.title, v.source, v.authors, v.url, v.published, v.language, v.published_inferred"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRow:
    """One line of the list of articles; `chars` is the length of the newest text."""

    id: str
    version: str
    title: str
    source: str | None
    published: date | None
    added_at: datetime
    n_versions: int
    chars: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRow:
    """One version of an article; `current` marks the one that answers."""

    version: str
    title: str
    published: date | None
    added_at: datetime
    chars: int
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """An article that is ready to be written: its chunks and one vector for each.

    A row of zeros is a chunk without a direction: it is found by its words only.
    """

    article: Article
    chunks: tuple[Chunk, ...]
    vectors: NDArray[np.float32]


def put_article(connection: sqlite3.Connection, prepared: Prepared) -> AddResult:
    """Write the article with its chunks, words and vectors, and list them as pending for Chroma."""
    article = prepared.article
    known = find_article(connection, article.id)
    if known is not None and merged(article, known) == known:
        return AddResult(article_id=article.id, version=known.version, status="unchanged")
    if known is not None:
        article = merged(article, known)
    key = _put_version(connection, article)
    chunk_rows.remove_chunks(connection, key)
    chunk_rows.put_chunks(connection, key, article.title, prepared.chunks, prepared.vectors)
    status = "added" if known is None else "updated"
    note = hidden_note(article.text)
    return AddResult(article_id=article.id, version=article.version, status=status, reason=note)


def merged(article: Article, known: Article) -> Article:
    """Give the new article with what it leaves out taken from the known one.

    Adding a file again without its date or source does not erase them, and a date found in the
    text does not replace one that was given.
    """
    keep_date = article.published is None or (article.published_inferred and not known.published_inferred)
    return replace(
        article,
        title=article.title or known.title,
        source=article.source or known.source,
        authors=article.authors or known.authors,
        url=article.url or known.url,
        language=article.language or known.language,
        published=known.published if keep_date else article.published,
        published_inferred=known.published_inferred if keep_date else article.published_inferred,
    )


def find_article(
    connection: sqlite3.Connection, article_id: str, version: str | None = None
) -> Article | None:
    """Give the newest version of an article, or the one asked for; None where there is none."""
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM articles a JOIN versions v ON v.article_key = a.key "
        "WHERE a.id = ? AND v.version = coalesce(?, a.version)",
        (article_id, version),
    ).fetchone()
    return None if row is None else _as_article(row)


def remove_article(connection: sqlite3.Connection, article_id: str) -> bool:
    """Remove every version of an article; False where there was none."""
    row = connection.execute("SELECT key FROM articles WHERE id = ?", (article_id,)).fetchone()
    if row is None:
        return False
    chunk_rows.remove_chunks(connection, row[0])
    connection.execute("DELETE FROM articles WHERE key = ?", row)
    return True


def list_articles(connection: sqlite3.Connection) -> Iterator[ArticleRow]:
    """Give one row per article, the latest published first, those without a date last."""
    rows = connection.execute(
        "SELECT a.id, v.version, v.title, v.source, v.published, v.added_at, "
        "(SELECT count(*) FROM versions o WHERE o.article_key = a.key), length(v.text) "
        f"FROM {_CURRENT} ORDER BY v.day IS NULL, v.day DESC, a.id"
    )
    for article_id, version, title, source, published, added_at, n_versions, chars in rows:
        yield ArticleRow(
            id=article_id,
            version=version,
            title=title,
            source=source,
            published=as_published(published),
            added_at=datetime.fromisoformat(added_at),
            n_versions=n_versions,
            chars=chars,
        )


def current_articles(connection: sqlite3.Connection) -> Iterator[tuple[Article, str]]:
    """Give the newest version of every article with the version it is stored under."""
    for row in connection.execute(f"SELECT {_COLUMNS}, v.version FROM {_CURRENT} ORDER BY a.id"):
        yield _as_article(row[:-1]), row[-1]


def list_versions(connection: sqlite3.Connection, article_id: str) -> list[VersionRow]:
    """Give the versions of an article, oldest first.

    Raises:
        NotFound: there is no such article.
    """
    rows = connection.execute(
        "SELECT v.version, v.title, v.published, v.added_at, length(v.text), v.version = a.version "
        "FROM articles a JOIN versions v ON v.article_key = a.key WHERE a.id = ? ORDER BY v.key",
        (article_id,),
    ).fetchall()
    if not rows:
        raise NotFound(f"no article {article_id!r} in the library; `dateline list` shows what is there")
    return [
        VersionRow(
            version=version,
            title=title,
            published=as_published(published),
            added_at=datetime.fromisoformat(added_at),
            chars=chars,
            current=bool(current),
        )
        for version, title, published, added_at, chars, current in rows
    ]


def as_published(value: str | None) -> date | None:
    """Read a publication date as it is stored: ISO 8601, with a time only where one was known."""
    if value is None:
        return None
    return date.fromisoformat(value) if len(value) == 10 else datetime.fromisoformat(value)


def as_day(published: date | None) -> int | None:
    """Give the day number by which dates are filtered and compared."""
    return None if published is None else published.toordinal()


def _put_version(connection: sqlite3.Connection, article: Article) -> int:
    connection.execute(
        "INSERT INTO articles (id, version) VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET version = ?2",
        (article.id, article.version),
    )
    key: int = connection.execute("SELECT key FROM articles WHERE id = ?", (article.id,)).fetchone()[0]
    values: Sequence[object] = (
        key,
        article.version,
        article.title,
        article.source,
        json.dumps(article.authors, ensure_ascii=False),
        article.url,
        None if article.published is None else article.published.isoformat(),
        as_day(article.published),
        article.language,
        article.published_inferred,
        datetime.now(UTC).isoformat(timespec="seconds"),
        article.text,
    )
    connection.execute(
        "INSERT INTO versions (article_key, version, title, source, authors, url, published, day, language, "
        "published_inferred, added_at, text) VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12) "
        "ON CONFLICT (article_key, version) DO UPDATE SET title = ?3, source = ?4, authors = ?5, url = ?6, "
        "published = ?7, day = ?8, language = ?9, published_inferred = ?10",
        values,
    )
    return key


def _as_article(row: Sequence[object]) -> Article:
    article_id, text, title, source, authors, url, published, language, inferred = row
    return Article(
        id=str(article_id),
        text=str(text),
        title=str(title),
        source=None if source is None else str(source),
        authors=tuple(json.loads(str(authors))),
        url=None if url is None else str(url),
        published=as_published(None if published is None else str(published)),
        language=None if language is None else str(language),
        published_inferred=bool(inferred),
    )
