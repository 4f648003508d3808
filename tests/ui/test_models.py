"""The page over the real answering: offline, and with the scripted OpenAI-compatible server."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from evals.mock_model import serve
from rag.answering import ask_stream
from rag.library import Library
from rag.settings import load_settings
from tests.ui.running import RunningApp, Visit, listening
from tests.ui.stand_ins import FLOOD, RIVAL, scripted
from ui.handlers import Handlers
from ui.shelf import Shelf

NewVisit = Callable[..., Visit]
MARKED = "[...document.querySelectorAll('#source-pane mark')].map(mark => mark.textContent).join('')"


@pytest.fixture(params=["extractive", "openai:mock-faithful"])
def real_app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[RunningApp]:
    """An app that really answers, offline or through a scripted endpoint on this machine."""
    endpoint = serve()
    threading.Thread(target=endpoint.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{endpoint.server_address[1]}/v1"
    settings = load_settings(
        library=tmp_path / "library", model=request.param, base_url=url, api_key="sk-canary-5417"
    )
    with Library.open(settings=settings) as library:
        library.add([FLOOD, RIVAL])
        handlers = Handlers(
            library=library, settings=settings, conversations=library.conversations, answer=ask_stream
        )
        shelf = Shelf(library=library, settings=settings)
        unused = scripted(AssertionError)
        running = RunningApp(library=library, handlers=handlers, shelf=shelf, answers=unused)
        with listening(running):
            yield running
    endpoint.shutdown()
    endpoint.server_close()


def test_answer_is_streamed_cited_and_kept(real_app: RunningApp, visit: NewVisit) -> None:
    one = visit()
    page = one.open(real_app.url)
    one.ask("How many people fled in the past week?")
    expect(page.locator("#current .answer")).to_contain_text("30,000")
    page.locator("#current a.chip").first.click()
    page.locator("#source-pane mark").first.wait_for()
    marked = page.evaluate(MARKED)
    assert marked in FLOOD.text
    assert "30,000" in marked
    page.reload()
    expect(page.locator("#earlier .answer")).to_contain_text("30,000")


def test_key_is_shown_nowhere(real_app: RunningApp, visit: NewVisit) -> None:
    one = visit()
    page = one.open(real_app.url)
    one.ask("How many people fled in the past week?")
    page.get_by_role("tab", name="Settings").click()
    page.get_by_role("button", name="Test the connections").click()
    expect(page.locator("#connections")).to_contain_text("Answers:")
    assert "canary" not in page.content()
    assert "canary" not in page.request.get(f"{real_app.url}/config").text()
    assert "canary" not in page.request.get(f"{real_app.url}/dateline/export/1.json").text()
