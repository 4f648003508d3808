"""The Stop button: the answer's stream is closed, nothing is kept, the question comes back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.ui.running import FLED, RunningApp, Visit, flood_answer, listening, make_app
from tests.ui.stand_ins import FLOOD, RIVAL, cited, quoting

NewVisit = Callable[..., Visit]


@pytest.fixture
def slow_app(tmp_path: Path) -> Iterator[RunningApp]:
    """An app whose model takes its time over a very long draft."""
    running = make_app(tmp_path / "library")
    running.library.add([FLOOD, RIVAL])
    running.answers.reply = lambda question: quoting(question, cited(FLOOD, FLED), text="word " * 50_000)
    running.answers.pace_s = 0.05
    with listening(running):
        yield running
    running.library.close()


def test_stopped_answer_closes_its_stream_and_gives_the_question_back(
    slow_app: RunningApp, visit: NewVisit
) -> None:
    one = visit()
    page = one.open(slow_app.url)
    box, stop = page.get_by_label("Your question"), page.get_by_role("button", name="Stop")
    expect(stop).to_have_count(0)
    box.fill("A long <b>story</b>?")
    box.press("Enter")
    page.locator("#current .draft").wait_for()
    stop.click()
    expect(page.locator("#current")).to_contain_text("Stopped. Nothing of it was kept.")
    expect(page.locator("#current .question")).to_have_text("A long <b>story</b>?")
    expect(box).to_have_value("A long <b>story</b>?")
    expect(stop).to_have_count(0)
    assert slow_app.answers.was_closed.wait(timeout=30)
    assert slow_app.answers.finished == 0
    expect(page.locator("#conversation-list label")).to_have_count(0)
    slow_app.answers.reply, slow_app.answers.pace_s = flood_answer, 0.0
    one.wait_until_free()
    one.ask("How many fled?")
    expect(page.locator("#current .answer")).to_be_visible()
    expect(stop).to_have_count(0)
