"""Accessibility: axe-core finds nothing serious in either theme; 200 % zoom and a phone still work."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Page, expect

from tests.ui.eval_runs import app_with_runs
from tests.ui.running import RunningApp, Visit, listening

NewVisit = Callable[..., Visit]

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def violations(page: Page) -> list[str]:
    """Give the serious and critical findings on what is shown now."""
    page.evaluate(AXE)
    found: dict[str, Any] = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{one['id']}: {node['html'][:120]}"
        for one in found["violations"]
        if one["impact"] in {"serious", "critical"}
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious(app: RunningApp, visit: NewVisit, theme: Literal["light", "dark"]) -> None:
    one = visit(color_scheme=theme)
    page = one.open(app.url)
    assert violations(page) == []
    one.ask("How many fled?")
    page.get_by_role("button", name="Filters").click()
    page.locator("#current a.chip").first.click()
    expect(page.locator("#source-pane mark").first).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Close", exact=True).click()
    for tab, shown in (("Articles", "table.articles"), ("Settings", "table.settings")):
        page.get_by_role("tab", name=tab).click()
        expect(page.locator(shown)).to_be_visible()
        assert violations(page) == []
    page.get_by_role("tab", name="Briefing").click()
    page.get_by_label("About").fill("people fled")
    for style in ("Brief", "Timeline"):
        page.get_by_role("radio", name=style, exact=True).check()
        page.get_by_role("button", name="Summarize").click()
        shown = ".summary .timeline" if style == "Timeline" else ".summary"
        expect(page.locator(f"#briefing-result {shown}").first).to_be_visible()
        assert violations(page) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_the_eval_runs(
    tmp_path: Path, visit: NewVisit, theme: Literal["light", "dark"]
) -> None:
    running = app_with_runs(tmp_path)
    with listening(running):
        page = visit(color_scheme=theme).open(running.url)
        page.get_by_role("tab", name="Quality").click()
        expect(page.locator("table.runs")).to_be_visible()
        page.locator(".eval-case summary").first.click()
        page.get_by_label("Compare with an earlier run").select_option("second")
        expect(page.locator("table.compared")).to_be_visible()
        assert violations(page) == []
    running.library.close()


@pytest.mark.parametrize("tab", ["Ask", "Articles", "Briefing", "Quality", "Settings"])
def test_every_tab_is_reached_on_a_phone_and_fits_it(tmp_path: Path, visit: NewVisit, tab: str) -> None:
    running = app_with_runs(tmp_path)
    with listening(running):
        page = visit(viewport={"width": 390, "height": 844}).open(running.url)
        page.get_by_role("tab", name=tab, exact=True).click()
        if tab == "Quality":
            expect(page.locator(".plot svg")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
    running.library.close()


@pytest.mark.parametrize(
    ("width", "height"), [(390, 844), (640, 430)], ids=["phone", "1280 wide at 200 percent zoom"]
)
def test_page_is_not_wider_than_a_small_screen(
    app: RunningApp, visit: NewVisit, width: int, height: int
) -> None:
    one = visit(viewport={"width": width, "height": height})
    page = one.open(app.url)
    one.ask("How many fled?")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator("#current a.chip").first.click()
    expect(page.locator("#source-pane mark").first).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_question_is_asked_and_its_proof_opened_by_keyboard_alone(app: RunningApp, visit: NewVisit) -> None:
    one = visit()
    page = one.open(app.url)
    expect(page.get_by_label("Your question")).to_be_focused()
    page.keyboard.type("How many fled?")
    page.keyboard.press("Enter")
    expect(page.locator("#current .answer")).to_be_visible()
    for _ in range(40):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.matches('a.chip')"):
            break
    page.keyboard.press("Enter")
    expect(page.locator("#source-pane mark").first).to_be_in_viewport()


def test_newest_answer_is_a_live_region(app: RunningApp, visit: NewVisit) -> None:
    one = visit()
    page = one.open(app.url)
    one.ask("How many fled?")
    region = page.get_by_role("region", name="Newest answer")
    expect(region).to_have_attribute("aria-live", "polite")
    expect(region).to_have_attribute("aria-busy", "false")
