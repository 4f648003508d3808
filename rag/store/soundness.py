"""Checks that the tables of a library agree with each other."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from rag.store.articles import current_articles
from rag.types import Article

_REBUILD = "run `dateline rebuild`"
_AGAIN = "remove it and add it again"


def damaged_files(connection: sqlite3.Connection) -> Iterator[str]:
    """Give what SQLite's own check finds wrong with the file."""
    for (finding,) in connection.execute("PRAGMA quick_check"):
        if finding != "ok":
            yield f"the database is damaged ({finding}); restore it from a backup"


def disagreements(connection: sqlite3.Connection) -> Iterator[str]:
    """Give the articles whose text, version, chunks or words do not agree."""
    for article, version in current_articles(connection):
        spans = connection.execute(
            'SELECT c.start, c."end", w.body FROM chunks c LEFT JOIN words w ON w.rowid = c.id '
            "WHERE c.article_key = (SELECT key FROM articles WHERE id = ?) ORDER BY c.start",
            (article.id,),
        ).fetchall()
        yield from _faults(article, version, spans)
    for table, column in (("words", "rowid"), ("vectors", "chunk_id")):
        (orphans,) = connection.execute(
            f"SELECT count(*) FROM {table} WHERE {column} NOT IN (SELECT id FROM chunks)"
        ).fetchone()
        if orphans:
            yield f"{orphans} rows of {table!r} belong to no chunk; {_REBUILD}"


def _faults(article: Article, version: str, spans: list[tuple[int, int, str | None]]) -> Iterator[str]:
    if article.version != version:
        yield f"the text of article {article.id!r} is not that of its version {version}; {_AGAIN}"
    covered = 0
    for start, end, body in spans:
        if start > covered and article.text[covered:start].strip():
            yield f"article {article.id!r} has a gap before {start}; {_AGAIN}"
        if body != article.text[start:end]:
            yield f"chunk {start}:{end} of article {article.id!r} differs from its text; {_AGAIN}"
        covered = max(covered, end)
    if article.text[covered:].strip():
        yield f"article {article.id!r} has no chunk after {covered}; {_AGAIN}"
