"""Notes that a writing model made on articles, kept so that an interrupted summary goes on where it stopped.

They can all be made again: a note that cannot be read, or whose article is gone, is as good as none.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime

from rag.store.database import Database

MOST_PER_ARTICLE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One sentence and the spans of its article that carry it, as (start, end)."""

    text: str
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleNotes:
    """The notes on one article; of `written` sentences, `dropped` were not carried."""

    notes: tuple[Note, ...]
    written: int
    dropped: int


@dataclass(frozen=True, slots=True)
class KeptNotes:
    """The notes kept in one library."""

    database: Database

    def find(self, article_id: str, version: str, asked: str) -> ArticleNotes | None:
        """Give the notes on this version that were asked for in exactly this way, or None."""
        with self.database.reading() as connection:
            row = connection.execute(
                "SELECT notes.notes FROM notes JOIN articles ON articles.key = notes.article_key "
                "WHERE articles.id = ? AND notes.version = ? AND notes.asked = ?",
                (article_id, version, asked),
            ).fetchone()
        return None if row is None else _loaded(row[0])

    def keep(self, article_id: str, version: str, asked: str, made: ArticleNotes) -> bool:
        """Keep the notes; False where the library does not hold this version as the newest one.

        Notes on older versions of the article are deleted, and the oldest beyond a hundred.
        """
        with self.database.writing() as connection:
            key = connection.execute(
                "SELECT key FROM articles WHERE id = ? AND version = ?", (article_id, version)
            ).fetchone()
            if key is None:
                return False
            connection.execute(
                "INSERT OR REPLACE INTO notes (article_key, version, asked, made_at, notes) "
                "VALUES (?, ?, ?, ?, ?)",
                (*key, version, asked, datetime.now(UTC).isoformat(timespec="seconds"), _dumped(made)),
            )
            _prune(connection, key[0], version)
        return True


def _prune(connection: sqlite3.Connection, article_key: int, version: str) -> None:
    connection.execute("DELETE FROM notes WHERE article_key = ? AND version <> ?", (article_key, version))
    connection.execute(
        "DELETE FROM notes WHERE id IN "
        "(SELECT id FROM notes WHERE article_key = ? ORDER BY id DESC LIMIT -1 OFFSET ?)",
        (article_key, MOST_PER_ARTICLE),
    )


def _dumped(made: ArticleNotes) -> str:
    rows = [{"text": note.text, "spans": note.spans} for note in made.notes]
    return json.dumps({"notes": rows, "written": made.written, "dropped": made.dropped}, ensure_ascii=False)


def _loaded(record: str) -> ArticleNotes | None:
    try:
        row = json.loads(record)
        notes = tuple(
            Note(text=str(one["text"]), spans=tuple((int(start), int(end)) for start, end in one["spans"]))
            for one in row["notes"]
        )
        return ArticleNotes(notes=notes, written=int(row["written"]), dropped=int(row["dropped"]))
    except (ValueError, TypeError, KeyError):
        return None
