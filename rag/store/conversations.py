"""Conversations, their turns and what people thought of the answers: in the library's database.

Everything belongs to an owner, and every call names its owner: what belongs to another does not
exist. An owner is a name that was signed in or the digest of a random cookie; see `ui.security`.
"""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from rag.errors import NotFound
from rag.store.answer_record import dump_answer, load_answer
from rag.store.database import Database
from rag.types import Answer

Verdict = Literal["up", "down"]

MAX_COMMENT_CHARS = 2000
MAX_TITLE_CHARS = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationRow:
    """One conversation of a list; `title` is its first question, shortened."""

    id: str
    title: str
    updated_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptTurn:
    """One exchange as it was shown, with the verdict and comment of its owner."""

    id: int
    conversation_id: str
    question: str
    answer: Answer
    asked_at: datetime
    verdict: Verdict | None = None
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Conversations:
    """The conversations in one library."""

    database: Database

    def list(self, owner: str, *, limit: int = 100) -> list[ConversationRow]:
        """Give the owner's conversations, the one last added to first."""
        with self.database.reading() as connection:
            rows = connection.execute(
                "SELECT id, title, updated_at FROM conversations WHERE owner = ? "
                "ORDER BY updated_at DESC, id LIMIT ?",
                (owner, limit),
            ).fetchall()
        return [
            ConversationRow(id=row[0], title=row[1], updated_at=datetime.fromisoformat(row[2]))
            for row in rows
        ]

    def turns(self, owner: str, conversation_id: str) -> tuple[KeptTurn, ...]:
        """Give the turns of a conversation in order.

        Raises:
            NotFound: the owner has no such conversation.
        """
        with self.database.reading() as connection:
            _check_owner(connection, owner, conversation_id)
            rows = connection.execute(
                f"SELECT {_TURN_COLUMNS} FROM turns WHERE conversation_id = ? ORDER BY id", (conversation_id,)
            ).fetchall()
        return tuple(_turn(row) for row in rows)

    def turn(self, owner: str, turn_id: int) -> KeptTurn:
        """Give one turn.

        Raises:
            NotFound: the owner has no such turn.
        """
        with self.database.reading() as connection:
            row = connection.execute(
                f"SELECT {_TURN_COLUMNS} FROM turns WHERE id = ? AND conversation_id IN "
                "(SELECT id FROM conversations WHERE owner = ?)",
                (turn_id, owner),
            ).fetchone()
        if row is None:
            raise NotFound(f"there is no answer {turn_id} of yours; it may have been deleted")
        return _turn(row)

    def keep(
        self, owner: str, answer: Answer, *, at: datetime, conversation_id: str | None = None
    ) -> KeptTurn:
        """Add an answer to a conversation, or to a new one.

        Raises:
            NotFound: the owner has no such conversation.
        """
        with self.database.writing() as connection:
            if conversation_id is None:
                conversation_id = _start(connection, owner, answer.question, at)
            _check_owner(connection, owner, conversation_id)
            turn_id = connection.execute(
                "INSERT INTO turns (conversation_id, asked_at, question, answer) VALUES (?, ?, ?, ?)",
                (conversation_id, at.isoformat(), answer.question, dump_answer(answer)),
            ).lastrowid
            connection.execute(
                "UPDATE conversations SET updated_at = ? WHERE id = ?", (at.isoformat(), conversation_id)
            )
        return KeptTurn(
            id=turn_id or 0,
            conversation_id=conversation_id,
            question=answer.question,
            answer=answer,
            asked_at=at,
        )

    def delete(self, owner: str, conversation_id: str) -> bool:
        """Delete a conversation with its turns; False when the owner has no such conversation."""
        with self.database.writing() as connection:
            deleted = connection.execute(
                "DELETE FROM conversations WHERE id = ? AND owner = ?", (conversation_id, owner)
            ).rowcount
        return deleted > 0

    def rate(self, owner: str, turn_id: int, verdict: Verdict | None, comment: str = "") -> None:
        """Keep what the owner thinks of an answer, in place of what was said before.

        Raises:
            NotFound: the owner has no such turn.
        """
        self.turn(owner, turn_id)
        with self.database.writing() as connection:
            connection.execute(
                "UPDATE turns SET verdict = ?, comment = ? WHERE id = ?",
                (verdict, comment[:MAX_COMMENT_CHARS], turn_id),
            )

    def rated(self) -> Iterator[KeptTurn]:
        """Give every answer that was given a verdict, of all owners and without their names."""
        with self.database.reading() as connection:
            rows = connection.execute(
                f"SELECT {_TURN_COLUMNS} FROM turns WHERE verdict IS NOT NULL ORDER BY id"
            ).fetchall()
        return (_turn(row) for row in rows)


_TURN_COLUMNS = "id, conversation_id, question, answer, asked_at, verdict, comment"


def _turn(row: tuple[int, str, str, str, str, Verdict | None, str]) -> KeptTurn:
    return KeptTurn(
        id=row[0],
        conversation_id=row[1],
        question=row[2],
        answer=load_answer(row[3]),
        asked_at=datetime.fromisoformat(row[4]),
        verdict=row[5],
        comment=row[6],
    )


def _start(connection: sqlite3.Connection, owner: str, question: str, at: datetime) -> str:
    conversation_id = secrets.token_urlsafe(16)
    words = " ".join(question.split())
    title = words if len(words) <= MAX_TITLE_CHARS else words[: MAX_TITLE_CHARS - 1].rstrip() + "…"
    connection.execute(
        "INSERT INTO conversations (id, owner, title, updated_at) VALUES (?, ?, ?, ?)",
        (conversation_id, owner, title, at.isoformat()),
    )
    return conversation_id


def _check_owner(connection: sqlite3.Connection, owner: str, conversation_id: str) -> None:
    found = connection.execute(
        "SELECT 1 FROM conversations WHERE id = ? AND owner = ?", (conversation_id, owner)
    ).fetchone()
    if found is None:
        raise NotFound(f"there is no conversation {conversation_id!r} of yours; it may have been deleted")
