"""Conversations: kept exactly, and never another owner's."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from rag.errors import NotFound, StoreError
from rag.store.answer_record import dump_answer, load_answer
from rag.store.conversations import Conversations
from rag.store.database import open_database
from rag.types import Answer, Citation, Conflict, DateRange, Fact, Figure, Sentence

NOON = datetime(2026, 3, 5, 12, tzinfo=UTC)
LATER = datetime(2026, 3, 6, 12, tzinfo=UTC)

CITED = Citation(
    n=2,
    article_id="a",
    version="0" * 16,
    title="Título 👩‍👩‍👧",
    source=None,
    published=datetime.fromisoformat("2026-03-01T08:00:00+02:00"),
    start=3,
    end=9,
    quote="قال \r\n",
)
FULL = Answer(
    question="Who?",
    status="answered",
    text="She did [2].",
    sentences=(
        Sentence(
            text="She did.",
            supported=True,
            citations=(CITED,),
            checks=(Fact(kind="name", text="She", claim_start=0, claim_end=3, status="matched"),),
            as_of=date(2026, 3, 1),
            periods=(DateRange(text="today", start=date(2026, 3, 1), end=date(2026, 3, 1)),),
        ),
    ),
    short_answer_citation=CITED,
    conflicts=(
        Conflict(kind="update", subject="s", figures=(Figure(value="1", as_of=None, citation=CITED),)),
    ),
    timings_ms={"search": 1.5},
)
EMPTY = Answer(question="And when?", status="no_evidence", text="")


@pytest.fixture
def conversations(tmp_path: Path) -> Conversations:
    return Conversations(open_database(tmp_path))


@pytest.mark.parametrize("answer", [FULL, EMPTY], ids=["full", "empty"])
def test_answer_is_equal_when_loaded_again(answer: Answer) -> None:
    assert load_answer(dump_answer(answer)) == answer


def test_record_that_is_no_answer_is_refused() -> None:
    with pytest.raises(StoreError, match="delete its conversation"):
        load_answer('{"question": "q"}')


def test_turns_come_back_in_order_after_a_restart(tmp_path: Path) -> None:
    first = Conversations(open_database(tmp_path)).keep("ann", FULL, at=NOON)
    again = Conversations(open_database(tmp_path))
    again.keep("ann", EMPTY, at=LATER, conversation_id=first.conversation_id)
    kept = again.turns("ann", first.conversation_id)
    assert [turn.answer for turn in kept] == [FULL, EMPTY]
    assert [turn.asked_at for turn in kept] == [NOON, LATER]


def test_list_gives_the_last_used_conversation_first(conversations: Conversations) -> None:
    old = conversations.keep("ann", FULL, at=NOON)
    new = conversations.keep("ann", EMPTY, at=LATER)
    rows = conversations.list("ann")
    assert [row.id for row in rows] == [new.conversation_id, old.conversation_id]
    assert [row.title for row in rows] == ["And when?", "Who?"]


def test_another_owner_sees_and_changes_nothing(conversations: Conversations) -> None:
    kept = conversations.keep("ann", FULL, at=NOON)
    assert conversations.list("bob") == []
    with pytest.raises(NotFound):
        conversations.turns("bob", kept.conversation_id)
    with pytest.raises(NotFound):
        conversations.turn("bob", kept.id)
    with pytest.raises(NotFound):
        conversations.rate("bob", kept.id, "down")
    with pytest.raises(NotFound):
        conversations.keep("bob", EMPTY, at=LATER, conversation_id=kept.conversation_id)
    assert not conversations.delete("bob", kept.conversation_id)
    assert conversations.turns("ann", kept.conversation_id)[0].verdict is None


def test_deleted_conversation_is_gone_with_its_turns(conversations: Conversations) -> None:
    kept = conversations.keep("ann", FULL, at=NOON)
    assert conversations.delete("ann", kept.conversation_id)
    assert conversations.list("ann") == []
    with pytest.raises(NotFound):
        conversations.turn("ann", kept.id)


def test_verdict_and_comment_are_kept_for_the_evals(conversations: Conversations) -> None:
    kept = conversations.keep("ann", FULL, at=NOON)
    conversations.keep("ann", EMPTY, at=LATER)
    conversations.rate("ann", kept.id, "down", "wrong week")
    (rated,) = conversations.rated()
    assert (rated.id, rated.verdict, rated.comment, rated.answer) == (kept.id, "down", "wrong week", FULL)
