"""An app that runs in this process on a port of its own, and a person's visit to it."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import uvicorn
from playwright.sync_api import BrowserContext, Page

from rag.library import Library
from rag.settings import load_settings
from rag.types import Answer
from tests.embedders import HashingEmbedder
from tests.ui.stand_ins import FLOOD, NOON, RIVAL, Scripted, cited, quoting, scripted
from ui.app import create_app
from ui.handlers import Handlers
from ui.shelf import Shelf

FLED = "About 30,000 people fled in the past week, the mayor, Odile Ferrant, said."


def flood_answer(question: str) -> Answer:
    """Give the answer that a scripted app gives unless a test asks for another."""
    return quoting(
        question,
        cited(FLOOD, FLED),
        cited(RIVAL, "The council put the number of displaced at 72,000.", n=2),
        short_answer="30,000",
        short_answer_citation=cited(FLOOD, FLED),
    )


@dataclass(slots=True)
class RunningApp:
    """An app on a port of its own; `reply` may be changed while it runs."""

    library: Library
    handlers: Handlers
    shelf: Shelf
    answers: Scripted
    url: str = ""
    _server: uvicorn.Server | None = field(default=None, repr=False)
    _thread: threading.Thread | None = field(default=None, repr=False)

    def start(self, *, port: int = 0, examples: tuple[str, ...] = ()) -> None:
        """Listen on `port`, or on a free one."""
        listener = socket.create_server(("127.0.0.1", port))
        self.url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        app = create_app(self.handlers, self.shelf, examples=examples)
        self._server = uvicorn.Server(uvicorn.Config(app, log_level="error", timeout_graceful_shutdown=1))
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [listener]}, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop listening."""
        if self._server is not None and self._thread is not None:
            self._server.should_exit = True
            self._thread.join(timeout=10)


@contextmanager
def listening(running: RunningApp) -> Generator[RunningApp]:
    """Start an app and stop it in the end, whatever happened."""
    running.start()
    try:
        yield running
    finally:
        running.stop()


def make_app(folder: Path, *, reply: Callable[[str], Answer | Exception] = flood_answer) -> RunningApp:
    """Give an app, not yet started, over a library in `folder`."""
    settings = load_settings(library=folder, max_file_mb=1.0)
    library = Library.open(folder, settings=settings, embedder=HashingEmbedder())
    answers = scripted(reply)
    handlers = Handlers(
        library=library,
        settings=settings,
        conversations=library.conversations,
        answer=answers,
        clock=lambda: NOON,
        frame_s=0.0,
    )
    return RunningApp(
        library=library, handlers=handlers, shelf=Shelf(library=library, settings=settings), answers=answers
    )


@dataclass(slots=True)
class Visit:
    """One person's browser: a page, and every request that left this machine."""

    page: Page
    context: BrowserContext
    outside: list[str] = field(default_factory=list[str])
    errors: list[str] = field(default_factory=list[str])

    def open(self, url: str) -> Page:
        """Open the app and wait until it can be used."""
        self.page.goto(url)
        self.page.get_by_label("Your question").wait_for()
        return self.page

    def ask(self, question: str) -> None:
        """Ask, wait for the checked answer or the error, and until the page takes the next question."""
        before = self.page.locator("#current .question").all_inner_texts()
        self.page.get_by_label("Your question").fill(question)
        self.page.get_by_label("Your question").press("Enter")
        done = "#current .answer, #current .problem"
        if before == [question]:
            self.page.locator("#current .stages").wait_for(state="attached")
        self.page.locator("#current .question", has_text=question[:60]).wait_for()
        self.page.locator(done).first.wait_for()
        self.wait_until_free()

    def wait_until_free(self) -> None:
        """Wait until the page takes the next question.

        Gradio drops what is sent between the last view of one answer and the end of its event.
        """
        self.page.locator("#waiting [data-testid=status-tracker].hide").wait_for(state="attached")


def note_outside(visit: Visit, url: str) -> None:
    """Keep the address of a request that left this machine."""
    if not url.startswith(("http://127.0.0.1:", "data:", "blob:")):
        visit.outside.append(url)
