"""The Briefing and Settings tabs, and a library without articles, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.ui.running import RunningApp, Visit, make_app
from tests.ui.stand_ins import FLOOD

NewVisit = Callable[..., Visit]
MARKED = "[...document.querySelectorAll('#source-pane mark')].map(mark => mark.textContent).join('')"


@pytest.mark.parametrize("style", ["Brief", "Bullets", "Timeline"])
def test_briefing_shows_sentences_with_their_spans(app: RunningApp, visit: NewVisit, style: str) -> None:
    page = visit().open(app.url)
    page.get_by_role("tab", name="Briefing").click()
    page.get_by_label("About").fill("flood displaced people")
    page.get_by_role("radio", name=style, exact=True).check()
    page.get_by_role("button", name="Summarize").click()
    chip = page.locator("#briefing-result .summary a.chip").first
    expect(chip).to_be_visible()
    chip.click()
    page.locator("#source-pane mark").first.wait_for()
    marked = page.evaluate(MARKED)
    assert any(marked in app.library.get(row.id).text for row in app.library.articles())
    assert len(marked) > 10


def test_briefing_of_a_chosen_article(app: RunningApp, visit: NewVisit) -> None:
    page = visit().open(app.url)
    page.get_by_role("tab", name="Briefing").click()
    page.get_by_role("combobox", name="Or these articles").click()
    page.get_by_role("option", name=FLOOD.title).click()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Summarize").click()
    expect(page.locator("#briefing-result .colophon")).to_contain_text("From 1 article")


def test_briefing_without_a_topic_says_what_to_do(app: RunningApp, visit: NewVisit) -> None:
    page = visit().open(app.url)
    page.get_by_role("tab", name="Briefing").click()
    page.get_by_role("button", name="Summarize").click()
    expect(page.locator("#briefing-result")).to_contain_text("Name a topic, or choose articles.")


def test_settings_say_what_is_in_use_and_that_it_works(app: RunningApp, visit: NewVisit) -> None:
    page = visit().open(app.url)
    page.get_by_role("tab", name="Settings").click()
    expect(page.locator("table.settings")).to_contain_text("not used")
    page.get_by_role("button", name="Test the connections").click()
    expect(page.locator("#connections")).to_contain_text("Answers: works.")
    expect(page.locator("#connections .failed")).to_have_count(0)


def test_library_without_articles_offers_to_add_some(tmp_path: Path, visit: NewVisit) -> None:
    empty = make_app(tmp_path / "library")
    empty.start()
    page = visit().open(empty.url)
    expect(page.locator("#welcome")).to_contain_text("No articles yet")
    page.get_by_role("tab", name="Articles").click()
    expect(page.locator("#article-list .empty")).to_contain_text("Add files or paste a text above.")
    empty.stop()
    empty.library.close()
