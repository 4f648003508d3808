"""Summaries on the page: the scale of a timeline, exports, nothing unescaped."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import expect
from test_render import ATTACKS, TEXTS, Seen

from rag.errors import NotFound
from rag.types import FigureRow, Section, Sentence, Summary, TimelineEvent
from tests.ui.running import FLED, RunningApp, Visit
from tests.ui.stand_ins import FLOOD, RIVAL, cited
from ui.briefing import MadeSummaries
from ui.export import summary_markdown
from ui.summary_view import summary_view
from ui.timeline import timeline

NewVisit = Callable[..., Visit]
COUNT = "The council put the number of displaced at 72,000."
FIRST = Sentence(text=FLED, supported=True, citations=(cited(FLOOD, FLED),))
SECOND = Sentence(text=COUNT, supported=True, citations=(cited(RIVAL, COUNT, n=2),))


def summary(**changes: object) -> Summary:
    """Give a summary of two sentences, with two figures of which one stands in a sentence."""
    rows = (
        FigureRow(
            subject="displaced",
            value="80,000",
            as_of=date(2026, 3, 2),
            citation=cited(FLOOD, "80,000", n=3),
        ),
        FigureRow(subject="displaced", value="72,000", as_of=None, citation=cited(RIVAL, COUNT, n=2)),
    )
    values: dict[str, object] = {
        "text": f"{FLED} [1] {COUNT} [2]",
        "sentences": (FIRST, SECOND),
        "style": "brief",
        "article_ids": ("flood", "rival"),
        "model": "extractive",
        "embedder": "hashing",
        "figures": rows,
    }
    return Summary(**(values | changes))  # pyright: ignore[reportArgumentType] -- built from fields by name


def event(start: date, days: int = 0) -> TimelineEvent:
    """Give an event of so many further days."""
    return TimelineEvent(start=start, end=start + timedelta(days), published=start, sentence=FIRST)


def test_markdown_of_a_summary_has_its_figures_and_a_footnote_per_span() -> None:
    note = summary_markdown(summary())
    assert note.startswith(f"{FLED}[^1] {COUNT}[^2]\n")
    assert (
        "| displaced | as of |\n|---|---|\n| 80,000[^3] | 2 March 2026 |\n| 72,000[^2] | 3 March 2026 |"
        in note
    )
    assert re.findall(r"^\[\^(\d)\]: “", note, re.MULTILINE) == ["1", "2", "3"]


def test_markdown_of_a_timeline_and_of_sections_keeps_their_order() -> None:
    events = (event(date(2026, 3, 1)), event(date(2026, 3, 4), days=2))
    note = summary_markdown(summary(events=events, style="timeline"))
    assert note.startswith(
        f"- **1 March 2026**: {FLED}[^1]\n- **4 March 2026 to 6 March 2026**: {FLED}[^1]\n"
    )
    sections = (Section(kind="story", heading="The flood", sentences=(FIRST,)),)
    assert summary_markdown(summary(sections=sections)).startswith(f"## The flood\n\n{FLED}[^1]\n")


@given(st.lists(TEXTS | ATTACKS, min_size=4, max_size=4))
def test_every_part_of_a_summary_is_escaped(words: list[str]) -> None:
    citation = replace(cited(FLOOD, FLED), title=words[0], source=words[1], quote=words[2])
    sentence = Sentence(text=words[3], supported=True, citations=(citation,))
    made = summary(
        sentences=(sentence,),
        figures=(FigureRow(subject=words[0], value=words[1], as_of=None, citation=citation),),
        sections=(Section(kind="story", heading=words[2], sentences=(sentence,)),),
        reason=words[3] or None,
    )
    html = summary_view(made, address=f"/dateline/summary/{words[0]}")
    seen = Seen(html)
    assert not seen.tags & {"script", "img", "b", "h1"}
    assert not any(name.startswith("on") for name in seen.attributes)
    assert "\n" not in html
    assert not re.search(r"(?<!\\)[<\[](?!\^\d+\])", summary_markdown(made).replace("|---|---|", ""))


def test_scale_has_a_dot_for_each_event_and_a_bar_for_several_days() -> None:
    svg = timeline([event(date(2026, 3, 1)), event(date(2026, 3, 2)), event(date(2026, 3, 20), days=5)])
    assert svg.count("<circle") == 3
    assert svg.count('class="span"') == 1
    assert "3 events from 1 March 2026 to 25 March 2026" in svg
    heights = re.findall(r'<circle class="day" cx="\d+" cy="(\d+)"', svg)
    assert heights[0] == heights[2]


def test_dots_of_one_day_stand_above_each_other() -> None:
    svg = timeline([event(date(2026, 3, 1))] * 3 + [event(date(2026, 4, 1))])
    places = re.findall(r'cx="(\d+)" cy="(\d+)"', svg)
    assert len(set(places)) == 4


@pytest.mark.parametrize("events", [[], [event(date(2026, 3, 1))] * 2], ids=["none", "one day"])
def test_scale_is_left_out_where_it_would_say_nothing(events: list[TimelineEvent]) -> None:
    assert timeline(events) == ""


def test_summary_is_given_back_to_its_owner_only_and_not_for_ever() -> None:
    kept = MadeSummaries(limit=2)
    key = kept.keep("ann", summary())
    assert kept.get("ann", key) == summary()
    for owner, asked in (("bob", key), ("ann", "another")):
        with pytest.raises(NotFound):
            kept.get(owner, asked)
    kept.keep("ann", summary())
    kept.keep("ann", summary())
    with pytest.raises(NotFound, match="make it again"):
        kept.get("ann", key)


def test_summary_is_copied_and_exported_in_the_browser(app: RunningApp, visit: NewVisit) -> None:
    one = visit(permissions=["clipboard-read", "clipboard-write"])
    page = one.open(app.url)
    page.get_by_role("tab", name="Briefing").click()
    page.get_by_label("About").fill("flood in Marrow Bay")
    page.get_by_role("button", name="Summarize").click()
    actions = page.get_by_role("group", name="This summary")
    expect(actions).to_be_visible()
    with page.expect_download() as waiting:
        actions.get_by_role("link", name="JSON").click()
    row = json.loads(waiting.value.path().read_text(encoding="utf-8"))
    quoted = row["sentences"][0]["citations"][0]
    article = app.library.get(quoted["article_id"], quoted["version"])
    assert article.text[quoted["start"] : quoted["end"]] == quoted["quote"]
    with page.expect_download() as waiting:
        actions.get_by_role("link", name="Markdown").click()
    note = waiting.value.path().read_text(encoding="utf-8")
    actions.get_by_role("button", name="Copy").click()
    expect(actions.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == note
    address = actions.get_by_role("link", name="JSON").get_attribute("href")
    other = visit().open(app.url)
    assert other.request.get(f"{app.url}{address}").status == 404
