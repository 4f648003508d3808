"""Many people at once, and people who leave: nothing is mixed up, nothing keeps running."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from rag.types import Answer
from tests.ui.crowd import crowd
from tests.ui.running import FLED, RunningApp, Visit, make_app
from tests.ui.stand_ins import FLOOD, cited, quoting
from ui.app import AT_ONCE

NewVisit = Callable[..., Visit]


@pytest.fixture
def own_app(tmp_path: Path) -> Iterator[RunningApp]:
    """An app that no other test uses."""
    running = make_app(tmp_path / "library")
    running.library.add([FLOOD])
    running.start()
    yield running
    running.stop()
    running.library.close()


def echo(question: str) -> Answer:
    """Give an answer that names its question."""
    return quoting(question, cited(FLOOD, FLED), short_answer=f"Echo of {question}")


def test_fifty_people_get_their_own_answers(
    own_app: RunningApp, record_property: Callable[..., None]
) -> None:
    own_app.answers.reply = echo
    exchanges = crowd(own_app.url, people=50, questions=5)
    assert {exchange.status for exchange in exchanges} == {200}
    for exchange in exchanges:
        assert f"Echo of {exchange.question}" in exchange.shown
        others = exchange.earlier.replace(f"of person {exchange.person}?", "")
        assert "of person" not in others
    seconds = sorted(exchange.seconds for exchange in exchanges)
    record_property("p95_s", seconds[int(0.95 * len(seconds))])


def test_a_thousand_at_once_are_served_or_told_to_come_back(own_app: RunningApp) -> None:
    own_app.answers.reply = echo
    exchanges = crowd(own_app.url, people=1000, questions=1)
    served = [exchange for exchange in exchanges if exchange.status == 200]
    assert {exchange.status for exchange in exchanges} <= {200, 503}
    assert len(served) >= 200
    assert all(f"Echo of {exchange.question}" in exchange.shown for exchange in served)
    assert crowd(own_app.url, people=1, questions=1)[0].status == 200


def test_stream_is_closed_when_the_tab_is_closed(own_app: RunningApp, visit: NewVisit) -> None:
    own_app.answers.reply = lambda question: quoting(question, cited(FLOOD, FLED), text="word " * 20_000)
    one = visit()
    page = one.open(own_app.url)
    page.get_by_label("Your question").fill("A long story?")
    page.get_by_label("Your question").press("Enter")
    page.locator("#current .draft").wait_for()
    page.close()
    assert own_app.answers.was_closed.wait(timeout=30)
    assert own_app.answers.finished == 0


def test_place_in_the_queue_is_shown_while_others_are_served(own_app: RunningApp, visit: NewVisit) -> None:
    gate = threading.Event()

    def held(question: str) -> Answer:
        gate.wait(timeout=60)
        return echo(question)

    own_app.answers.reply = held
    pages = [visit().open(own_app.url) for _ in range(AT_ONCE + 1)]
    for page in pages:
        page.get_by_label("Your question").fill("Who?")
        page.get_by_label("Your question").press("Enter")
        page.locator("#current .stages, #waiting .progress-text").first.wait_for()
    expect(pages[-1].locator("#waiting")).to_contain_text("queue: 1/1")
    gate.set()
    for page in pages:
        expect(page.locator("#current .answer")).to_be_visible()
