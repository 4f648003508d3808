"""A running app over a small library, and Debian's Chromium to look at it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Playwright, expect, sync_playwright

from tests.ui.running import RunningApp, Visit, flood_answer, make_app, note_outside
from tests.ui.stand_ins import FLOOD, ODD, RIVAL

CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def shared_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningApp]:
    """An app over three articles; visits have cookies of their own, so the tests may share it."""
    running = make_app(tmp_path_factory.mktemp("app") / "library")
    running.library.add([FLOOD, RIVAL, ODD])
    running.start(examples=("Who is the mayor?",))
    yield running
    running.stop()
    running.library.close()


@pytest.fixture
def app(shared_app: RunningApp) -> RunningApp:
    """The shared app with its usual answers."""
    shared_app.answers.reply = flood_answer
    shared_app.answers.asked.clear()
    return shared_app


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """The driver of the browser; what is expected may take long on a busy machine."""
    expect.set_options(timeout=30_000)
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Debian's Chromium; where it is missing the tests fail in CI and say so loudly elsewhere."""
    path = shutil.which("chromium")
    if path is None:
        message = "CHROMIUM IS MISSING: no browser test ran; install it with `apt-get install chromium`"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    opened = playwright.chromium.launch(executable_path=path, args=list(CHROMIUM_FLAGS))
    yield opened
    opened.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Visit]]:
    """Make visits, each with cookies of its own; none may send a request to another machine."""
    made: list[Visit] = []

    def make(**options: object) -> Visit:
        context = browser.new_context(**options)  # pyright: ignore[reportArgumentType] -- passed through
        one = Visit(page=context.new_page(), context=context)
        context.on("request", lambda request: note_outside(one, request.url))
        one.page.on("pageerror", lambda error: one.errors.append(str(error)))
        made.append(one)
        return one

    yield make
    for one in made:
        one.context.close()
    assert [url for one in made for url in one.outside] == []
    assert [error for one in made for error in one.errors] == []
