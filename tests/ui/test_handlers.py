"""Events of the page, without a page: errors as sentences, filters, owners, streams that are closed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from rag.errors import ModelTimeout, NotFound
from tests.ui.running import FLED, RunningApp, make_app
from tests.ui.stand_ins import FLOOD, cited, quoting
from ui.handlers import AskView, Filters


@pytest.fixture
def running(tmp_path: Path) -> Iterator[RunningApp]:
    """An app that does not listen."""
    made = make_app(tmp_path / "library")
    made.library.add([FLOOD])
    yield made
    made.library.close()


def last(views: Iterator[AskView]) -> AskView:
    """Give what the page shows in the end."""
    return list(views)[-1]


def test_first_view_names_a_stage_before_the_answer_begins(running: RunningApp) -> None:
    view = next(running.handlers.ask("How many?", owner="ann"))
    assert "Searching" in view.current
    assert running.answers.asked == []


def test_final_view_keeps_the_answer_and_empties_the_box(running: RunningApp) -> None:
    view = last(running.handlers.ask("How many?", owner="ann"))
    assert view.is_final
    assert view.box == ""
    assert FLED in running.handlers.conversation("ann", view.conversation_id)


def test_draft_is_shown_with_the_numbers_of_its_marks(running: RunningApp) -> None:
    drawn = [view.current for view in running.handlers.ask("How many?", owner="ann")]
    assert any('<sup class="draft-mark">1</sup>' in html for html in drawn)


def test_follow_up_brings_the_history_and_stays_in_the_conversation(running: RunningApp) -> None:
    first = last(running.handlers.ask("How many?", owner="ann"))
    second = last(running.handlers.ask("In all?", owner="ann", conversation_id=first.conversation_id))
    assert second.conversation_id == first.conversation_id
    assert [turn.question for turn in running.answers.asked[1][1]] == ["How many?"]


def test_conversation_of_another_is_neither_read_nor_written(running: RunningApp) -> None:
    mine = last(running.handlers.ask("How many?", owner="ann"))
    other = last(running.handlers.ask("In all?", owner="bob", conversation_id=mine.conversation_id))
    assert other.conversation_id != mine.conversation_id
    assert other.earlier == ""
    assert running.answers.asked[1][1] == ()
    assert running.handlers.conversation("bob", mine.conversation_id) == ""


def test_filters_reach_the_answer_as_days(running: RunningApp) -> None:
    filters = Filters(since="2026-03-01", until="2026-03-02 00:00:00", source="Harbour Ledger")
    last(running.handlers.ask("How many?", owner="ann", filters=filters))
    limits = running.answers.asked[0][2]
    assert (limits["since"], limits["until"]) == (date(2026, 3, 1), date(2026, 3, 2))
    assert limits["source"] == "Harbour Ledger"


@pytest.mark.parametrize(
    ("question", "filters", "said"),
    [
        ("  ", Filters(), "Type a question first."),
        ("x" * 2001, Filters(), "2,001 characters"),
        ("x" * 1_000_000, Filters(), "shorten it"),
        ("How many?", Filters(since="soon"), "is no day"),
        ("How many?", Filters(since="2026-03-02", until="2026-03-01"), "swap the two dates"),
    ],
    ids=["blank", "long", "a million", "no date", "swapped"],
)
def test_question_that_cannot_be_asked_is_a_sentence(
    running: RunningApp, question: str, filters: Filters, said: str
) -> None:
    view = last(running.handlers.ask(question, owner="ann", filters=filters))
    assert said in view.current
    assert len(view.current) < 2000
    assert running.answers.asked == []
    assert running.handlers.conversation_rows("ann") == []


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ModelTimeout("the reply took longer than 120 s"), "120 s"),
        (ZeroDivisionError("key=s3cret"), "ZeroDivisionError"),
    ],
    ids=["ours", "unexpected"],
)
def test_failure_gives_the_question_back_and_keeps_nothing(
    running: RunningApp, error: Exception, said: str
) -> None:
    running.answers.reply = lambda question: error
    view = last(running.handlers.ask("How many?", owner="ann"))
    assert said in view.current
    assert "s3cret" not in view.current
    assert view.box == "How many?"
    assert running.handlers.conversation_rows("ann") == []


def test_stream_of_the_answer_is_closed_when_the_page_goes_away(running: RunningApp) -> None:
    views = running.handlers.ask("How many?", owner="ann")
    for _ in range(4):
        next(views)
    assert running.answers.closed == 0
    views.close()
    assert running.answers.closed == 1
    assert running.handlers.conversation_rows("ann") == []


def test_stopped_answer_is_closed_and_gives_the_question_back(running: RunningApp) -> None:
    views = running.handlers.ask("How many?", owner="ann")
    key = next(views).running
    running.handlers.stops.stop("ann", key)
    view = last(views)
    assert "Stopped." in view.current
    assert (view.box, view.running, view.is_final) == ("How many?", "", False)
    assert running.answers.finished == 0
    assert running.handlers.conversation_rows("ann") == []


def test_answer_of_another_is_not_stopped(running: RunningApp) -> None:
    views = running.handlers.ask("How many?", owner="ann")
    key = next(views).running
    running.handlers.stops.stop("bob", key)
    running.handlers.stops.stop("ann", "another")
    assert last(views).is_final


@pytest.mark.parametrize(("turn", "verdict"), [("1", "up"), (None, "up"), (1, "sideways"), (99, "up")])
def test_rating_of_nothing_is_refused(running: RunningApp, turn: object, verdict: object) -> None:
    with pytest.raises(NotFound):
        running.handlers.rate("ann", turn, verdict=verdict, comment="")


def test_answer_says_with_a_chip_where_it_comes_from(running: RunningApp) -> None:
    running.answers.reply = lambda question: quoting(question, cited(FLOOD, "80,000"))
    view = last(running.handlers.ask("How many?", owner="ann"))
    start = FLOOD.text.index("80,000")
    assert f"version={FLOOD.version}&amp;start={start}&amp;end={start + 6}" in view.current
