"""The Articles tab and what can be done with an answer, in a real browser."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import Page, expect

from rag.articles.fetching import Fetcher
from rag.types import Article
from tests.ui.running import FLED, RunningApp, Visit, listening, make_app
from tests.ui.stand_ins import FLOOD, ODD
from tests.web_server import serving
from ui.shelf import Wanted

NewVisit = Callable[..., Visit]


def open_articles(app: RunningApp, visit: NewVisit) -> Page:
    """Give a page that shows the list of articles."""
    page = visit().open(app.url)
    page.get_by_role("tab", name="Articles").click()
    expect(page.locator("table.articles")).to_be_visible()
    return page


def test_several_files_are_added_and_a_bad_one_says_why(
    app: RunningApp, visit: NewVisit, tmp_path: Path
) -> None:
    (tmp_path / "Ferry late.txt").write_text("The ferry was late by two hours on Monday.", encoding="utf-8")
    (tmp_path / "empty.txt").write_text("  \n")
    hostile = tmp_path / "<img src=x onerror=alert(1)>.txt"
    hostile.write_bytes(b"\x00\x01\x02\x03" * 50)
    page = open_articles(app, visit)
    page.locator("#files input[type=file]").set_input_files(
        [str(path) for path in sorted(tmp_path.iterdir())]
    )
    expect(page.locator("#files .file-preview tr, #files .file")).to_have_count(3)
    page.get_by_role("button", name="Add to the library").click()
    said = page.locator("#add-report .report")
    expect(said).to_contain_text("1 added, 2 refused.")
    expect(said).to_contain_text("empty")
    assert page.locator("#add-report img").count() == 0
    expect(page.locator("table.articles")).to_contain_text("Ferry")


def test_page_with_scripts_is_read_as_text_and_shown_inert(
    app: RunningApp, visit: NewVisit, tmp_path: Path
) -> None:
    path = tmp_path / "scripted.html"
    path.write_text(
        "<html><head><title>Harbour &lt;b&gt;closed&lt;/b&gt;</title><script>window.hit = 1</script></head>"
        "<body><article><h1>Harbour closed</h1><p>The harbour was closed for two days after the storm, the "
        "harbour master said on Monday morning.</p><script>window.hit = 2</script>"
        "<img src=x onerror='window.hit = 3'>"
        "<p>Ships waited outside the breakwater until the wind had dropped on Wednesday.</p></article></body>"
    )
    page = open_articles(app, visit)
    page.locator("#files input[type=file]").set_input_files(str(path))
    page.get_by_role("button", name="Add to the library").click()
    expect(page.locator("#add-report .report")).to_contain_text("1 added.")
    page.locator("table.articles a", has_text="Harbour").first.click()
    shown = page.locator("#source-pane .source-text")
    expect(shown).to_contain_text("Ships waited outside the breakwater")
    expect(shown).not_to_contain_text("window.hit")
    assert page.evaluate("window.hit") is None
    assert page.locator("#source-pane script, #source-pane img").count() == 0


def test_pasted_text_is_added_with_its_title_and_can_be_opened(app: RunningApp, visit: NewVisit) -> None:
    page = open_articles(app, visit)
    page.get_by_label("Or paste a text").fill("Snow fell on the pass.\n\nThe road was closed.")
    page.get_by_role("textbox", name="Title", exact=True).fill("Snow on the pass")
    page.get_by_role("button", name="Add to the library").click()
    expect(page.locator("#add-report .report")).to_contain_text("1 added.")
    page.get_by_role("link", name="Snow on the pass").click()
    expect(page.locator("#source-pane h2")).to_have_text("Snow on the pass")
    expect(page.locator("#source-pane .source-text")).to_contain_text("The road was closed.")
    expect(page.locator("#source-pane mark")).to_have_count(0)


def test_address_of_a_page_is_added_where_fetching_is_allowed(tmp_path: Path, visit: NewVisit) -> None:
    running = make_app(tmp_path / "library")
    allowed = running.shelf.settings.model_copy(update={"fetch": True})
    here = Fetcher(max_bytes=200_000, allows=lambda address: address.is_loopback)
    running.shelf = replace(running.shelf, settings=allowed, fetcher=here)
    with serving() as site, listening(running):
        site.page("/dam", title="<b>Dam</b> holds &lt;i&gt;")
        page = visit().open(running.url)
        page.get_by_role("tab", name="Articles").click()
        field = page.get_by_label("Or addresses of pages or feeds, one a line")
        field.fill(f"{site.url('/dam')}\n{site.url('/missing')}")
        page.get_by_role("button", name="Add to the library").click()
        expect(page.locator("#add-report .report")).to_contain_text("1 added, 1 refused.")
        expect(page.locator("#add-report .report")).to_contain_text("the server answers 404")
        expect(field).to_have_value("")
        expect(page.locator("table.articles tbody tr")).to_have_count(1)
        page.locator("table.articles a").first.click()
        expect(page.locator("#source-pane .source-text")).to_contain_text(
            "The dam above Kesten held on Sunday"
        )
        expect(page.get_by_role("link", name="Open the original")).to_have_attribute("href", site.url("/dam"))
    running.library.close()


def test_addresses_are_not_offered_unless_fetching_is_allowed(app: RunningApp, visit: NewVisit) -> None:
    page = open_articles(app, visit)
    expect(page.get_by_label("Or addresses of pages or feeds, one a line")).to_have_count(0)
    expect(page.get_by_text("where DATELINE_FETCH is true")).to_be_visible()
    shown = app.shelf.add(Wanted(addresses="https://news.example/a"))
    assert "DATELINE_FETCH" in shown


def test_file_over_the_limit_is_refused_before_it_is_read(
    app: RunningApp, visit: NewVisit, tmp_path: Path
) -> None:
    large = tmp_path / "large.txt"
    large.write_text("word " * 300_000)
    page = open_articles(app, visit)
    page.locator("#files input[type=file]").set_input_files(str(large))
    expect(
        page.get_by_text(re.compile("maximum allowed size|too large", re.IGNORECASE)).first
    ).to_be_visible()
    assert all(row.title != "large" for row in app.library.articles())


def test_list_is_searched_and_sorted(app: RunningApp, visit: NewVisit) -> None:
    page = open_articles(app, visit)
    page.get_by_label("Search the list").fill("harbour ledger")
    expect(page.locator("table.articles tbody tr")).to_have_count(1)
    expect(page.locator("table.articles")).to_contain_text(FLOOD.title)
    page.get_by_label("Search the list").fill("nothing like this")
    expect(page.locator(".empty")).to_contain_text("matches")
    page.get_by_label("Search the list").fill("")
    titles = page.locator("table.articles tbody th")
    expect(titles.first).to_contain_text(ODD.title)
    page.get_by_label("Sort by").select_option("oldest")
    expect(titles.last).to_contain_text(ODD.title)


def test_removal_asks_first(app: RunningApp, visit: NewVisit) -> None:
    app.library.add([Article(id="doomed", text="It will go.", title="Doomed <b>report</b>")])
    page = open_articles(app, visit)
    remove = page.get_by_role("button", name="Remove Doomed <b>report</b>")
    remove.click()
    expect(page.get_by_role("dialog")).to_contain_text("Doomed <b>report</b>")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    remove.click()
    page.get_by_role("dialog").get_by_role("button", name="Remove").click()
    expect(remove).to_have_count(0)
    assert all(row.id != "doomed" for row in app.library.articles())


def test_versions_of_an_article_can_be_opened(app: RunningApp, visit: NewVisit) -> None:
    app.library.add([Article(id="twice", text="Seven were hurt.", title="Counted twice")])
    app.library.add([Article(id="twice", text="Nine were hurt.", title="Counted twice")])
    page = open_articles(app, visit)
    page.get_by_role("link", name="Counted twice").click()
    expect(page.locator("#source-pane .source-text")).to_have_text("Nine were hurt.")
    page.locator(".versions summary").click()
    page.locator(".versions a").last.click()
    expect(page.locator("#source-pane .source-text")).to_have_text("Seven were hurt.")
    expect(page.locator(".versions summary")).to_contain_text("older version")


def test_answer_is_exported_and_copied_with_its_citations(app: RunningApp, visit: NewVisit) -> None:
    one = visit(permissions=["clipboard-read", "clipboard-write"])
    page = one.open(app.url)
    one.ask("How many fled?")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="JSON").click()
    row = json.loads(waiting.value.path().read_text(encoding="utf-8"))
    assert row["sentences"][0]["citations"][0]["quote"] == FLED
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Markdown").click()
    note = waiting.value.path().read_text(encoding="utf-8")
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == note
    assert f"[^1]: “{FLED}”" in note


def test_verdict_and_comment_are_kept_and_shown_again(app: RunningApp, visit: NewVisit) -> None:
    one = visit()
    page = one.open(app.url)
    one.ask("How many fled?")
    page.get_by_role("button", name="Not helpful").click()
    page.get_by_label("What was wrong? (optional)").fill("Wrong <week>")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Kept with this answer.")).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name="Not helpful")).to_have_attribute("aria-pressed", "true")
    assert [turn.comment for turn in app.handlers.conversations.rated()][-1] == "Wrong <week>"


def test_export_of_another_visitor_is_not_found(app: RunningApp, visit: NewVisit) -> None:
    first, second = visit(), visit()
    page = first.open(app.url)
    first.ask("How many fled?")
    address = page.get_by_role("link", name="JSON").get_attribute("href")
    other = second.open(app.url)
    assert other.request.get(f"{app.url}{address}").status == 404


def test_filters_narrow_the_question(app: RunningApp, visit: NewVisit) -> None:
    one = visit()
    page = one.open(app.url)
    page.get_by_role("button", name="Filters").click()
    page.locator("#since input").fill("2026-03-02")
    page.get_by_role("combobox", name="Source").click()
    page.get_by_role("option", name="Coast Courier").click()
    one.ask("How many fled?")
    limits = app.answers.asked[-1][2]
    assert str(limits["since"]) == "2026-03-02"
    assert limits["source"] == "Coast Courier"


def test_chip_opened_in_a_tab_of_its_own_is_a_whole_page(app: RunningApp, visit: NewVisit) -> None:
    one = visit()
    page = one.open(app.url)
    one.ask("How many fled?")
    address = page.locator("#current a.chip").first.get_attribute("href")
    page.goto(f"{app.url}{address}")
    expect(page.locator("mark")).to_have_text(FLED)
    expect(page).to_have_title(FLOOD.title)
