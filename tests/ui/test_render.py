"""Drawing: nothing of an article, a question or a model reaches the page unescaped."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.store.articles import VersionRow
from rag.types import Answer, Article, Conflict, DateRange, Fact, Figure, Sentence, Stage
from tests.ui.stand_ins import FLOOD, ODD, RIVAL, cited, quoting
from ui import render
from ui.export import markdown
from ui.markup import escape, safe_link
from ui.source_pane import article_pane

ALLOWED = frozenset(
    "a article aside bdi blockquote button caption details div footer h2 h3 h4 header li mark ol p q "
    "section span strong summary sup table tbody td th thead time tr ul".split()
)
TEXTS = st.text(st.characters(codec="utf-8"), max_size=200)
ATTACKS = st.sampled_from(
    [
        "<script>x()</script>",
        '"><img src=x onerror=y>',
        "' onclick='z",
        "</bdi>",
        "&lt;",
        "[1]",
        "{{7*7}}",
        "\n\n# h",
    ]
)


class Seen(HTMLParser):
    """The tags, the attribute names and the text of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.marked = ""
        self._depth = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self._depth += tag == "mark"

    def handle_endtag(self, tag: str) -> None:
        self._depth -= tag == "mark"

    def handle_data(self, data: str) -> None:
        self.marked += data if self._depth else ""


def is_inert(html: str) -> bool:
    """Tell whether a piece holds only our own tags, no handlers and no line feed."""
    seen = Seen(html)
    return (
        seen.tags <= ALLOWED
        and not any(name.startswith("on") for name in seen.attributes)
        and "\n" not in html
    )


@given(st.lists(TEXTS | ATTACKS, min_size=6, max_size=6))
def test_every_part_of_an_answer_is_escaped(words: list[str]) -> None:
    citation = replace(
        cited(FLOOD, "80,000"), title=words[0], source=words[1], quote=words[2], article_id=words[3]
    )
    fact = Fact(kind=words[0], text=words[1], claim_start=0, claim_end=1, status="missing", note=words[2])
    answer = Answer(
        question=words[4],
        status="answered",
        text=words[5],
        sentences=(Sentence(text=words[5], supported=False, citations=(citation,), checks=(fact,)),),
        short_answer=words[4],
        nearest=(citation,),
        conflicts=(
            Conflict(
                kind="scope",
                subject=words[0],
                figures=(Figure(value=words[1], as_of=None, citation=citation),),
            ),
        ),
        model=words[3],
    )
    drawn = render.turn(
        words[4], render.answer(answer) + render.answer(replace(answer, status="no_evidence"))
    )
    assert is_inert(drawn)
    assert is_inert(render.turn(words[4], render.progress([Stage(name=words[0], detail=words[1])], words[5])))
    assert is_inert(render.turn(words[4], render.problem(words[5])))


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=300) | st.just(ODD.text), st.data())
def test_marks_of_the_pane_hold_exactly_the_span(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    drawn = article_pane(Article(id="a", text=text, title="t"), start=start, end=end)
    assert is_inert(drawn)
    assert Seen(drawn).marked == text[start:end].replace("\x00", "\ufffd")


@pytest.mark.parametrize(("start", "end"), [(0, 0), (5, 4), (-1, 3), (0, 10**6), (3, None)])
def test_span_outside_the_text_is_refused(start: int, end: int | None) -> None:
    with pytest.raises(ValueError, match="span"):
        article_pane(FLOOD, start=start, end=end)


def test_lone_surrogate_is_shown_and_breaks_nothing() -> None:
    assert "?" in escape("a\ud800b")


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "file:///etc/passwd",
        "http://",
        "https://[",
        "x",
        None,
    ],
)
def test_only_web_addresses_become_links(url: str | None) -> None:
    assert safe_link(url, "Open") == ""


def test_web_address_opens_apart_from_the_page() -> None:
    link = safe_link("https://example.org/a?b=1&c=<", "Open")
    assert 'rel="noopener noreferrer"' in link
    assert "b=1&amp;c=&lt;" in link


def test_unsupported_and_contradicted_sentences_say_so_in_words() -> None:
    wrong = Fact(kind="figure", text="9", claim_start=0, claim_end=1, status="contradicted")
    answer = quoting(
        "q",
        sentences=(
            Sentence(text="One.", supported=True, citations=(cited(FLOOD, "80,000"),)),
            Sentence(text="Two.", supported=False),
            Sentence(text="Three.", supported=False, checks=(wrong,)),
        ),
    )
    drawn = render.answer(answer)
    assert drawn.count("Not supported") == 1
    assert drawn.count("> Contradicted<") == 1
    assert "contradicted by the article" in drawn


def test_facts_periods_and_as_of_are_shown_in_words() -> None:
    citation = cited(FLOOD, "About 30,000 people fled in the past week")
    fact = Fact(
        kind="figure",
        text="30,000",
        claim_start=0,
        claim_end=6,
        status="matched",
        article_id="flood",
        start=citation.start + 6,
        end=citation.start + 12,
    )
    week = DateRange(text="past week", start=date(2026, 2, 23), end=date(2026, 3, 1))
    sentence = Sentence(
        text="30,000 fled.",
        supported=True,
        citations=(citation,),
        checks=(fact,),
        as_of=date(2026, 3, 1),
        periods=(week,),
    )
    drawn = render.answer(quoting("q", sentences=(sentence,)))
    assert "Checked: 1 of 1 fact found" in drawn
    assert "found in the article" in drawn
    assert "means 23 February 2026 to 1 March 2026" in drawn
    assert 'as of <time datetime="2026-03-01">1 March 2026</time>' in drawn


def test_abstention_says_what_is_missing_and_shows_the_nearest() -> None:
    answer = Answer(
        question="q",
        status="no_evidence",
        text="",
        reason="No month is named.",
        nearest=(cited(FLOOD, "80,000"),),
    )
    drawn = render.answer(answer)
    assert "No month is named." in drawn
    assert "The nearest sentences" in drawn


def test_cut_off_answer_says_incomplete() -> None:
    assert "Incomplete." in render.answer(quoting("q", cited(FLOOD, "80,000"), status="incomplete"))


def test_older_version_says_so_and_links_to_the_newest() -> None:
    rows = [
        VersionRow(
            version=version,
            title="",
            published=None,
            added_at=datetime(2026, 3, day, tzinfo=UTC),
            chars=10,
            current=day == 2,
        )
        for version, day in ((FLOOD.version, 1), ("newer", 2))
    ]
    drawn = article_pane(FLOOD, versions=rows)
    assert "This is an older version" in drawn
    assert "version=newer" in drawn


def test_markdown_has_a_footnote_per_citation_and_nothing_that_loads() -> None:
    answer = quoting(
        "Who *said* ![x](https://t.example/a.png)?", cited(ODD, ODD.text[-40:]), cited(RIVAL, "72,000", n=2)
    )
    note = markdown(answer)
    assert "[^1]: “" in note
    assert "[^2]: “72,000” — Bay council disputes flood count, Coast Courier, 3 March 2026" in note
    assert "![" not in note
    assert "<b" not in note.replace("\\<b", "")


@given(TEXTS | ATTACKS)
def test_markdown_of_any_text_has_no_link_image_or_tag(text: str) -> None:
    note = markdown(quoting(text, replace(cited(FLOOD, "80,000"), quote=text, title=text, source=text)))
    assert "](" not in note.replace("\\](", "").replace("\\]\\(", "")
    assert not any(before != "\\" for before, after in pairwise(note) if after == "<")
