"""Facts about a library as a whole: its embedder, its index, a count of its changes."""

from __future__ import annotations

import sqlite3
import uuid

EMBEDDER = "embedder"
DIMENSION = "dimension"
REVISION = "revision"
LIBRARY = "library"
GENERATION = "generation"
INDEX = "index"


def get_fact(connection: sqlite3.Connection, name: str) -> str | None:
    """Give a fact, or None where it is not known yet."""
    row = connection.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
    return None if row is None else row[0]


def set_fact(connection: sqlite3.Connection, name: str, value: str) -> None:
    """Set a fact."""
    connection.execute(
        "INSERT INTO facts VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2", (name, value)
    )


def get_number(connection: sqlite3.Connection, name: str) -> int:
    """Give a fact that counts something; 0 where it is not known yet."""
    return int(get_fact(connection, name) or 0)


def count_up(connection: sqlite3.Connection, name: str) -> int:
    """Raise a number by one and give it."""
    number = get_number(connection, name) + 1
    set_fact(connection, name, str(number))
    return number


def library_id(connection: sqlite3.Connection) -> str:
    """Give the random name that tells this library's collections apart on a shared Chroma server.

    It is made on first use: call it inside a write transaction.
    """
    known = get_fact(connection, LIBRARY)
    if known is None:
        known = uuid.uuid4().hex[:12]
        set_fact(connection, LIBRARY, known)
    return known
