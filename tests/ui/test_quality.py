"""The Quality tab: no runs, real runs, damaged ones, names from elsewhere, and nothing unescaped."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from evals.gate import Check
from evals.run import ARTICLES, ROWS
from tests.ui.eval_runs import ATTACK, QUOTE, app_with_runs, row, write_run
from tests.ui.running import Visit
from ui.quality import Quality

NewVisit = Callable[..., Visit]


def test_without_runs_the_page_says_how_to_make_one(tmp_path: Path) -> None:
    page = Quality(folder=tmp_path / "nowhere").page()
    assert "dateline eval run --model extractive --out runs/NAME" in page


def test_newest_run_is_shown_with_its_gate_and_the_list_of_all(tmp_path: Path) -> None:
    failed = Check(name="f1", passed=False, detail="lost <b>much</b>")
    write_run(tmp_path / "old", row("a", right=True), at=1)
    write_run(tmp_path / "deep" / "new", row("a", right=False), checks=(failed,), at=2)
    page = Quality(folder=tmp_path).page()
    assert page.index("deep/new") < page.index(">old<")
    assert "1 of 1 failed" in page
    assert "lost &lt;b&gt;much&lt;/b&gt;" in page
    assert "0 of 1 (0%)" in page
    assert "1 of 1 (100%)" in page
    assert "not gated" in page


def test_worst_case_shows_expected_got_and_the_span_in_its_place(tmp_path: Path) -> None:
    write_run(tmp_path / "one", row("good", right=True), row("bad", right=False))
    page = Quality(folder=tmp_path).page()
    assert '<dt>Expected</dt><dd dir="auto">80,000</dd>' in page
    assert '<dt>Got</dt><dd dir="auto">30,000</dd>' in page
    assert f"the mayor, Odile Ferrant, said.&#10;&#10;<mark>{QUOTE}</mark> “We have no" in page
    assert "<code>bad</code>" in page
    assert "<code>good</code>" not in page


def test_two_runs_are_compared_question_by_question(tmp_path: Path) -> None:
    write_run(tmp_path / "before", row("a", right=False), row("b", right=True), at=1)
    write_run(tmp_path / "after", row("a", right=True), row("b", right=True), model="other", at=2)
    page = Quality(folder=tmp_path).page("after", against="before")
    assert '<td class="number">0.500</td><td class="number">1.000</td>' in page
    assert "Different models: extractive (offline) and other (offline)." in page
    assert '<option value="before" selected>' in page


@pytest.mark.parametrize("name", ["../secret", "/etc", "..", "one/../one", "<script>"])
def test_name_that_is_not_in_the_list_is_never_a_path(tmp_path: Path, name: str) -> None:
    write_run(tmp_path / "secret", row("a", right=True))
    write_run(tmp_path / "runs" / "one", row("a", right=True))
    for page in (
        Quality(folder=tmp_path / "runs").page(name),
        Quality(folder=tmp_path / "runs").page("one", against=name),
    ):
        assert "there is no run" in page
        assert "<script>" not in page


@pytest.mark.parametrize("file", ["manifest.json", ROWS, "junit.xml", ARTICLES])
def test_damaged_run_is_named_and_the_others_are_shown(tmp_path: Path, file: str) -> None:
    good = Check(name="f1", passed=True, detail="")
    write_run(tmp_path / "fine", row("a", right=True), checks=(good,), at=9_000_000_000)
    write_run(tmp_path / "torn", row("a", right=True), checks=(good,), at=1)
    (tmp_path / "torn" / file).write_text("{<")
    assert "1 of 1 (100%)" in Quality(folder=tmp_path).page("fine")
    torn = Quality(folder=tmp_path).page("torn")
    assert 'role="alert"' in torn
    assert file in torn
    assert "fine</button>" in torn


def test_runs_are_read_in_the_browser_and_nothing_of_them_is_loaded(tmp_path: Path, visit: NewVisit) -> None:
    running = app_with_runs(tmp_path)
    running.start()
    page = visit().open(running.url)
    page.get_by_role("tab", name="Quality").click()
    expect(page.locator(".run-name")).to_have_text("first")
    expect(page.locator(".plot svg")).to_be_visible()
    page.locator(".eval-case summary").click()
    expect(page.locator(".eval-case bdi")).to_have_text(ATTACK)
    expect(page.locator(".eval-case mark").first).to_have_text(QUOTE)
    page.get_by_label("Compare with an earlier run").select_option("second")
    expect(page.locator("table.compared")).to_contain_text("exact answer")
    page.get_by_role("button", name="second").click()
    expect(page.locator(".run-name")).to_have_text("second")
    expect(page.locator("#quality-page")).to_contain_text("Every case of this run is right.")
    assert page.evaluate("window.hit") is None
    assert page.locator("#quality-page img").count() == 0
    running.stop()
    running.library.close()
