"""The SQLite database of a library: its schema, migrations, connections and transactions.

SQLite is the truth: what a committed transaction holds is never lost, and everything else (the
Chroma index) is made from it. Connections are lent for one short block each and never held across
a `yield` to a caller, so a library may be used from several threads.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path

from rag.errors import SchemaError, StoreError
from rag.store.schema import MIGRATIONS

FILE_NAME = "dateline.db"
BUSY_TIMEOUT_S = 30.0

Connection = sqlite3.Connection


class Database:
    """One SQLite file and its idle connections; open it with `open_database`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._idle: list[sqlite3.Connection] = []
        self._guard = threading.Lock()
        self._pid = os.getpid()
        self._inherited: list[sqlite3.Connection] = []

    @contextmanager
    def reading(self) -> Generator[sqlite3.Connection, None, None]:
        """Lend a connection inside a read transaction: one snapshot for all its statements."""
        with self._lent() as connection, explained(self.path):
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                connection.execute("ROLLBACK")

    @contextmanager
    def writing(self) -> Generator[sqlite3.Connection, None, None]:
        """Lend a connection inside a write transaction; it is durable once the block is left."""
        with self._lent() as connection, explained(self.path):
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def close(self) -> None:
        """Close the idle connections; the database may still be used and opens new ones."""
        with self._guard:
            idle, self._idle = self._idle, []
        if self._pid == os.getpid():
            for connection in idle:
                connection.close()

    @contextmanager
    def _lent(self) -> Generator[sqlite3.Connection, None, None]:
        connection = self._take()
        try:
            yield connection
        except sqlite3.DatabaseError:
            connection.close()
            raise
        finally:
            self._give_back(connection)

    def _take(self) -> sqlite3.Connection:
        with self._guard:
            if self._pid != os.getpid():
                # SQLite connections must not cross a fork, not even to be closed there.
                self._inherited, self._idle, self._pid = self._idle, [], os.getpid()
            if self._idle:
                return self._idle.pop()
        return connect(self.path)

    def _give_back(self, connection: sqlite3.Connection) -> None:
        with self._guard:
            if not _is_closed(connection) and not connection.in_transaction:
                self._idle.append(connection)


def open_database(folder: Path) -> Database:
    """Open the library in `folder`, made where it is missing, migrated where it is older.

    Raises:
        SchemaError: a newer version of Dateline wrote it.
        StoreError: the folder cannot be written or the file is damaged.
    """
    path = folder / FILE_NAME
    _check_folder(folder)
    with explained(path), closing(connect(path)) as connection:
        version: int = connection.execute("PRAGMA user_version").fetchone()[0]
        if version > len(MIGRATIONS):
            raise SchemaError(
                f"the library {str(folder)!r} has schema {version} and this Dateline reads up to "
                f"{len(MIGRATIONS)}; install a newer Dateline"
            )
        if version < len(MIGRATIONS):
            _migrate(connection, path, version)
    return Database(path)


def connect(path: Path) -> sqlite3.Connection:
    """Open one connection with the settings that the promises of the store rest on."""
    with explained(path):
        # check_same_thread is off because the pool hands a connection to one thread at a time.
        connection = sqlite3.connect(
            path, timeout=BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False
        )
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA cache_size = -16000")
        except sqlite3.Error:
            connection.close()
            raise
        return connection


def backup_path(path: Path, version: int) -> Path:
    """The copy of a library that is kept before it is migrated from schema `version`."""
    return path.with_name(f"{path.name}.schema{version}.bak")


@contextmanager
def explained(path: Path) -> Generator[None, None, None]:
    """Turn an error of SQLite into a StoreError that says what to do."""
    try:
        yield
    except sqlite3.Error as error:
        raise StoreError(_explanation(path, error)) from error


def _explanation(path: Path, error: sqlite3.Error) -> str:
    text = str(error)
    name = getattr(error, "sqlite_errorname", "")
    folder = str(path.parent)
    if name.startswith(("SQLITE_FULL", "SQLITE_IOERR")):
        return f"cannot write the library {folder!r} ({text}); free some disk space and run the command again"
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        return f"cannot write the library {folder!r} ({text}); check the rights of the folder and its files"
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return f"the library {folder!r} is being written by another process ({text}); try again"
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return f"{str(path)!r} is damaged or no library ({text}); restore it from a backup"
    return f"the library {folder!r} failed: {text}"


def _check_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"cannot make the library folder {str(folder)!r}: {error.strerror}") from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise StoreError(
            f"the library folder {str(folder)!r} is read-only; make it writable or set DATELINE_LIBRARY"
        )


def _migrate(connection: sqlite3.Connection, path: Path, version: int) -> None:
    if version > 0:
        copy = backup_path(path, version)
        copy.unlink(missing_ok=True)
        connection.execute("VACUUM INTO ?", (str(copy),))
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Another process may have migrated between the first look and this lock.
        current: int = connection.execute("PRAGMA user_version").fetchone()[0]
        for script in MIGRATIONS[current:]:
            for statement in script:
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {max(current, len(MIGRATIONS))}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _is_closed(connection: sqlite3.Connection) -> bool:
    try:
        connection.total_changes  # noqa: B018 -- the cheapest question that a closed connection refuses
    except sqlite3.ProgrammingError:
        return True
    return False
