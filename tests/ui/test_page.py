"""The page in a real browser: ask, see the proof, keyboard, escaping, errors, reload."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from rag.errors import ModelAuthError
from rag.types import Answer, Citation
from tests.ui.running import FLED, RunningApp, Visit, make_app
from tests.ui.stand_ins import FLOOD, ODD, cited, quoting

NewVisit = Callable[..., Visit]
MARKED = "[...document.querySelectorAll('#source-pane mark')].map(mark => mark.textContent).join('')"


def test_answer_shows_chips_and_the_source_at_its_span(app: RunningApp, visit: NewVisit) -> None:
    one = visit()
    page = one.open(app.url)
    one.ask("How many fled?")
    expect(page.locator("#current .phrase > bdi")).to_have_text("30,000")
    page.locator("#current blockquote a.chip").first.click()
    expect(page.locator("#source-pane mark").first).to_be_in_viewport()
    assert page.evaluate(MARKED) == FLED
    expect(page.locator("#source-pane h2")).to_have_text(FLOOD.title)
    expect(page.locator("#source-pane .authors")).to_have_text("By Ines Calloway")
    expect(page.locator("#source-pane .byline")).to_contain_text("Harbour Ledger · 2 March 2026")
    expect(page.get_by_role("link", name="Open the original")).to_have_attribute("href", FLOOD.url or "")


def test_next_and_previous_walk_through_the_citations(app: RunningApp, visit: NewVisit) -> None:
    one = visit()
    page = one.open(app.url)
    one.ask("How many fled?")
    page.locator("#current a.chip").first.click()
    expect(page.locator(".pane-place")).to_have_text("Citation 1 of 2")
    page.get_by_role("button", name="Next", exact=True).click()
    expect(page.locator("#source-pane mark")).to_have_text(
        "The council put the number of displaced at 72,000."
    )
    page.get_by_role("button", name="Previous", exact=True).click()
    expect(page.locator("#source-pane mark")).to_have_text(FLED)


def test_chip_works_by_keyboard_and_escape_returns_to_it(app: RunningApp, visit: NewVisit) -> None:
    one = visit()
    page = one.open(app.url)
    one.ask("How many fled?")
    chip = page.locator("#current a.chip").first
    chip.focus()
    expect(page.get_by_role("tooltip")).to_contain_text(FLED)
    page.keyboard.press("Enter")
    expect(page.locator("#source-pane mark")).to_have_text(FLED)
    page.keyboard.press("Escape")
    expect(page.locator("#source-pane")).to_be_hidden()
    expect(chip).to_be_focused()


def test_pointing_at_a_chip_shows_quotation_source_and_date(app: RunningApp, visit: NewVisit) -> None:
    one = visit()
    page = one.open(app.url)
    one.ask("How many fled?")
    page.locator("#current a.chip").last.hover()
    expect(page.get_by_role("tooltip")).to_contain_text("at 72,000.")
    expect(page.get_by_role("link", name="Citation 2, Coast Courier · 3 March 2026")).to_be_visible()
    expect(page.get_by_role("tooltip")).to_contain_text("Coast Courier · 3 March 2026")


@pytest.mark.parametrize(
    "quote",
    [
        "Families 👩‍👩‍👧‍👦 came with 🐕‍🦺 and e\u0301clairs; <script>alert('x')</script> they said.",
        "👩‍👩‍👧‍👦",
        "e\u0301clairs",
        "قال رئيس البلدية إن ثلاثين ألف شخص غادروا المدينة.",
        "<b>end</b>. ![x](https://tracker.example/b.png) [1]",
        "they said.\r\n\r\nقال رئيس",
        ODD.text,
    ],
    ids=["mixed", "emoji", "combining", "right to left", "markup", "across paragraphs", "whole"],
)
def test_marked_text_equals_the_quotation(app: RunningApp, visit: NewVisit, quote: str) -> None:
    app.answers.reply = lambda question: quoting(question, cited(ODD, quote))
    one = visit()
    page = one.open(app.url)
    one.ask("What of the families?")
    page.locator("#current a.chip").first.click()
    page.locator("#source-pane mark").first.wait_for()
    assert page.evaluate(MARKED) == quote


def test_hostile_article_answer_and_question_are_inert(app: RunningApp, visit: NewVisit) -> None:
    hostile = (
        '<img src="https://tracker.example/q.png" onerror="window.hit=1"> ![i](https://tracker.example/r.png)'
    )
    citation = cited(ODD, "they said.")
    app.answers.reply = lambda question: Answer(
        question=question, status="answered", text=hostile, short_answer=hostile, nearest=(citation,)
    )
    one = visit()
    page = one.open(app.url)
    one.ask(hostile)
    expect(page.locator("#current .question")).to_have_text(hostile)
    expect(page.locator("#current .prose > .sentence > .claim")).to_have_text(hostile)
    assert page.locator("#current img, #current script").count() == 0
    assert page.evaluate("window.hit") is None


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ModelAuthError("the endpoint refused the key; check it"), "check it"),
        (KeyError("<b>secret</b>"), "KeyError"),
    ],
    ids=["ours", "unexpected"],
)
def test_error_is_a_sentence_and_the_box_stays_usable(
    app: RunningApp, visit: NewVisit, error: Exception, said: str
) -> None:
    app.answers.reply = lambda question: error
    one = visit()
    page = one.open(app.url)
    one.ask("How many fled?")
    expect(page.get_by_role("alert")).to_contain_text(said)
    expect(page.get_by_role("alert")).not_to_contain_text("secret")
    expect(page.get_by_label("Your question")).to_have_value("How many fled?")
    app.answers.reply = lambda question: quoting(question, cited(FLOOD, FLED))
    one.ask("And now?")
    expect(page.locator("#current .answer")).to_be_visible()


def test_conversation_survives_a_reload_and_feeds_the_follow_up(app: RunningApp, visit: NewVisit) -> None:
    one = visit()
    page = one.open(app.url)
    one.ask("How many fled?")
    numbers = page.locator("#current a.chip").evaluate_all("chips => chips.map(chip => chip.href)")
    page.reload()
    expect(page.locator("#earlier .question")).to_have_text("How many fled?")
    assert page.locator("#earlier a.chip").evaluate_all("chips => chips.map(chip => chip.href)") == numbers
    one.ask("And in total?")
    _, history, _ = app.answers.asked[-1]
    assert [turn.question for turn in history] == ["How many fled?"]


def test_open_page_goes_on_after_a_restart_of_the_server(tmp_path: Path, visit: NewVisit) -> None:
    first = make_app(tmp_path / "library")
    first.library.add([FLOOD])
    first.start()
    one = visit()
    page = one.open(first.url)
    one.ask("How many fled?")
    first.stop()
    first.library.close()
    second = make_app(tmp_path / "library")
    second.start(port=int(first.url.rpartition(":")[2]))
    one.ask("And in total?")
    assert [turn.question for turn in second.answers.asked[-1][1]] == ["How many fled?"]
    page.reload()
    expect(page.locator("#earlier .question")).to_have_text(["How many fled?", "And in total?"])
    second.stop()
    second.library.close()


def test_earlier_conversation_is_opened_from_the_list(app: RunningApp, visit: NewVisit) -> None:
    one = visit()
    page = one.open(app.url)
    one.ask("How many fled?")
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator("#welcome")).to_be_visible()
    one.ask("Who is the mayor?")
    expect(page.locator("#conversation-list label")).to_have_count(2)
    page.locator("#conversation-list label", has_text="How many fled?").click()
    expect(page.locator("#earlier .question")).to_have_text("How many fled?")
    expect(page.locator("#current .question")).to_have_count(0)


def test_another_visitor_sees_no_conversation_of_the_first(app: RunningApp, visit: NewVisit) -> None:
    first, second = visit(), visit()
    first.open(app.url)
    first.ask("How many fled?")
    page = second.open(app.url)
    expect(page.locator("#welcome")).to_be_visible()
    expect(page.locator("#conversation-list label")).to_have_count(0)


def test_deleted_conversation_does_not_come_back(app: RunningApp, visit: NewVisit) -> None:
    one = visit()
    page = one.open(app.url)
    one.ask("How many fled?")
    page.get_by_role("button", name="Delete this conversation").click()
    expect(page.locator("#welcome")).to_be_visible()
    page.reload()
    expect(page.locator("#welcome")).to_be_visible()
    expect(page.locator("#earlier .question")).to_have_count(0)


def test_example_question_is_asked_by_a_click(app: RunningApp, visit: NewVisit) -> None:
    one = visit()
    page = one.open(app.url)
    page.get_by_role("button", name="Who is the mayor?").click()
    expect(page.locator("#current .question")).to_have_text("Who is the mayor?")
    expect(page.locator("#current .answer")).to_be_visible()


def test_marked_spans_equal_their_quotations_over_a_hundred_citations(
    app: RunningApp, visit: NewVisit
) -> None:
    citations = hundred_citations()
    app.answers.reply = lambda question: quoting(question, *citations)
    one = visit()
    page = one.open(app.url)
    one.ask("Everything?")
    page.locator("#current a.chip").first.click()
    for place, citation in enumerate(citations, start=1):
        expect(page.locator(".pane-place")).to_have_text(f"Citation {place} of {len(citations)}")
        page.locator(f"#source-pane [data-span='{citation.start}:{citation.end}']").wait_for(state="attached")
        assert page.evaluate(MARKED) == citation.quote
        if place < len(citations):
            page.get_by_role("button", name="Next", exact=True).click()


def hundred_citations() -> tuple[Citation, ...]:
    """Give citations of spans of every length that start at odd places of the trapped article."""
    spans = [(start, start + 1 + (start * 7) % 40) for start in range(0, len(ODD.text) - 41)][:110]
    return tuple(
        Citation(
            n=n,
            article_id=ODD.id,
            version=ODD.version,
            title=ODD.title,
            source=ODD.source,
            published=ODD.published,
            start=start,
            end=end,
            quote=ODD.text[start:end],
        )
        for n, (start, end) in enumerate(spans, start=1)
    )
