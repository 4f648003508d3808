"""Takes the pictures of the app that the documents show: `python -m docs.screenshots [RUNS]`.

Each tab over the sample library, in light, dark and at a phone's width, reduced to 128 colours. RUNS is
a folder of eval runs for the Quality tab (default: the setting `runs`).
"""

from __future__ import annotations

import io
import shutil
import socket
import sys
import tempfile
import threading
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import uvicorn
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from rag.answering import ask_stream
from rag.library import Library
from rag.settings import load_settings
from ui.app import create_app
from ui.handlers import Handlers
from ui.server import EXAMPLES, add_samples
from ui.shelf import Shelf

IMAGES = Path(__file__).parent / "images"
QUESTION = "How many people have been uprooted in the Oskel valley?"
TOPIC = "fighting in the Oskel valley"
COLOURS = 128
LOOKS: dict[str, tuple[int, int, Literal["light", "dark"]]] = {
    "light": (1280, 800, "light"),
    "dark": (1280, 800, "dark"),
    "phone": (390, 780, "light"),
}


def main() -> None:
    """Write every picture to `docs/images`."""
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("chromium is missing; install it with `apt-get install chromium`")
    IMAGES.mkdir(parents=True, exist_ok=True)
    runs = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    with (
        tempfile.TemporaryDirectory() as folder,
        _served(Path(folder), runs) as url,
        sync_playwright() as driver,
    ):
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for look in LOOKS:
            _take_all(browser, url, look)
        browser.close()


@contextmanager
def _served(folder: Path, runs: Path | None = None) -> Generator[str]:
    settings = load_settings(library=folder, runs=runs)
    with Library.open(settings=settings) as library:
        add_samples(library)
        handlers = Handlers(
            library=library, settings=settings, conversations=library.conversations, answer=ask_stream
        )
        # The pictures name the folder that a reader would have, and nothing of this machine.
        shown = settings.model_copy(update={"library": Path("~/.dateline-samples")})
        app = create_app(handlers, Shelf(library=library, settings=shown), examples=EXAMPLES)
        listener = socket.create_server(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", timeout_graceful_shutdown=1))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join(timeout=10)


def _take_all(browser: Browser, url: str, look: str) -> None:
    width, height, scheme = LOOKS[look]
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(url)
    question = page.get_by_label("Your question")
    question.fill(QUESTION)
    question.press("Enter")
    page.locator("#current .answer").wait_for()
    if look == "phone":
        _save(page, f"answer-{look}")
    page.locator("#current a.chip").first.click()
    page.locator("#source-pane mark").first.wait_for()
    _save(page, f"ask-{look}")
    page.get_by_role("button", name="Close", exact=True).click()
    page.get_by_role("tab", name="Articles").click()
    page.locator("table.articles").wait_for()
    _save(page, f"articles-{look}")
    page.get_by_role("tab", name="Briefing").click()
    page.get_by_label("About").fill(TOPIC)
    page.get_by_role("radio", name="Timeline", exact=True).check()
    page.get_by_role("button", name="Summarize").click()
    page.locator("#briefing-result .timeline").wait_for()
    page.locator("#briefing-options").scroll_into_view_if_needed()
    _save(page, f"briefing-{look}", whole=look != "phone")
    page.get_by_role("tab", name="Quality").click()
    page.locator("table.runs").wait_for(timeout=120_000)
    _save(page, f"quality-{look}", whole=look != "phone")
    page.get_by_role("tab", name="Settings").click()
    page.locator("table.settings").wait_for()
    _save(page, f"settings-{look}")
    context.close()


def _save(page: Page, name: str, *, whole: bool = False) -> None:
    page.mouse.move(0, 0)
    page.evaluate("document.fonts.ready")
    # Of a long page the upper part, two windows high.
    height = (page.viewport_size or {"height": 800})["height"] * (2 if whole else 1)
    picture = Image.open(io.BytesIO(page.screenshot(animations="disabled", full_page=whole))).convert("RGB")
    picture = picture.crop((0, 0, picture.width, min(picture.height, height)))
    picture.quantize(COLOURS).save(IMAGES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
