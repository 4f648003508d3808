"""Times the page over a library of one's own: `python -m tests.ui.measure ARTICLES [--questions FILE]`.

Prints JSON: first paint, first stage line, first words, checked answer and span on screen after a
click, each as median and 95th percentile in milliseconds, and the p95 of 50 people at once.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from rag.answering import ask_stream
from rag.articles import load_articles
from rag.library import Library
from rag.settings import load_settings
from tests.ui.crowd import crowd
from tests.ui.running import RunningApp, listening
from tests.ui.stand_ins import scripted
from ui.handlers import Handlers
from ui.shelf import Shelf

# Times are taken in the page itself, from the key press on, so that the driver's own time is left out.
WATCH = """question => new Promise(resolve => {
  const box = document.querySelector('#question textarea'), at = {}, asked = performance.now();
  const look = () => {
    const current = document.querySelector('#current');
    const mine = current.querySelector('.question')?.textContent === question;
    const note = (name, selector) => {
      if (mine && !at[name] && current.querySelector(selector)) at[name] = performance.now() - asked;
    };
    note('first_stage', '.stages');
    note('first_words', '.draft, .answer');
    note('answer', '.answer, .problem');
    if (at.answer) resolve(at); else requestAnimationFrame(look);
  };
  box.value = question;
  box.dispatchEvent(new Event('input', {bubbles: true}));
  setTimeout(() => {
    document.querySelector('#question .submit-button').click();
    look();
  }, 50);
})"""
CLICK = """() => new Promise(resolve => {
  const clicked = performance.now(), sheet = document.querySelector('#source-pane .pane-sheet');
  sheet.replaceChildren();
  document.querySelector('#current a.chip').click();
  const look = () => {
    const box = sheet.querySelector('mark')?.getBoundingClientRect();
    if (box && box.top >= 0 && box.bottom <= innerHeight + box.height) resolve(performance.now() - clicked);
    else requestAnimationFrame(look);
  };
  look();
})"""
PAINT = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"
USABLE = "() => performance.now()"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path, nargs="+", help="files or folders of articles")
    parser.add_argument("--questions", type=Path, help="JSONL rows with a `question`")
    parser.add_argument("--limit", type=int, default=40, help="how many questions")
    parser.add_argument("--people", type=int, default=50, help="how many people at once")
    options = parser.parse_args()
    questions = _questions(options.questions, options.limit)
    with tempfile.TemporaryDirectory() as folder:
        settings = load_settings(library=Path(folder))
        with Library.open(settings=settings) as library:
            library.add(load_articles(options.articles))
            handlers = Handlers(
                library=library, settings=settings, conversations=library.conversations, answer=ask_stream
            )
            shelf = Shelf(library=library, settings=settings)
            running = RunningApp(
                library=library, handlers=handlers, shelf=shelf, answers=scripted(AssertionError)
            )
            with listening(running):
                figures = _figures(running.url, questions, people=options.people)
            figures["articles"] = len(library.articles())
    sys.stdout.write(json.dumps(figures, indent=2) + "\n")


def _questions(path: Path | None, limit: int) -> list[str]:
    if path is None:
        return ["How many people were affected?", "Who spoke?", "What happened on Monday?"]
    lines = path.read_text(encoding="utf-8").splitlines()
    return [str(json.loads(line)["question"]) for line in lines[:limit] if line.strip()]


def _figures(url: str, questions: list[str], *, people: int) -> dict[str, Any]:
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        paints = [_first_paint(browser, url) for _ in range(5)]
        times = _asked(browser, url, questions)
        browser.close()
    times["first_paint"] = [paint["first_paint"] for paint in paints]
    times["usable"] = [paint["usable"] for paint in paints]
    exchanges = crowd(url, people=people, questions=5)
    times["crowd"] = [exchange.seconds * 1000 for exchange in exchanges]
    failed = sum(exchange.status != 200 for exchange in exchanges)
    return {name: _summary(values) for name, values in sorted(times.items())} | {"crowd_failed": failed}


def _first_paint(browser: Browser, url: str) -> dict[str, float]:
    context = browser.new_context()
    page = _opened(context.new_page(), url)
    times = {"first_paint": float(page.evaluate(PAINT) or 0.0), "usable": float(page.evaluate(USABLE))}
    context.close()
    return times


def _asked(browser: Browser, url: str, questions: list[str]) -> dict[str, list[float]]:
    page = _opened(browser.new_context().new_page(), url)
    times: dict[str, list[float]] = {}
    for question in questions:
        at: dict[str, float] = page.evaluate(WATCH, question)
        if page.locator("#current a.chip").count():
            at["span_on_screen"] = page.evaluate(CLICK)
            page.get_by_role("button", name="Close", exact=True).click()
        for name, value in at.items():
            times.setdefault(name, []).append(value)
        page.get_by_role("button", name="New conversation").click()
        page.locator("#welcome").wait_for()
    return times


def _opened(page: Page, url: str) -> Page:
    page.goto(url)
    page.get_by_label("Your question").wait_for()
    return page


def _summary(values: list[float]) -> dict[str, float]:
    p95 = quantiles(values, n=20)[-1] if len(values) > 1 else values[0]
    return {"n": len(values), "median_ms": round(median(values), 1), "p95_ms": round(p95, 1)}


if __name__ == "__main__":
    main()
