"""What an abstention says: what the articles give, and what they do not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rag import Answer, Article, Library, ask
from rag.export import plain
from rag.models import Drafter
from rag.settings import load_settings
from rag.terminal import print_answer
from rag.types import Delta, Draft

FLOOD = (
    "SALTWICK, 6 May - Floods along the Orr have driven at least 52,000 people from their homes, including "
    "17,000 in the past week alone, the Harbour Committee said.\n\nThe committee has opened nine shelters in "
    "Saltwick. Its director, Nell Harrow, said that 4,100 tents had arrived in April.\n"
)
TRAMS = (
    "Tramways of Corran carried 3.4 million passengers in 2023 and 3.9 million passengers in 2024, its "
    "operator said on Monday. The operator, Carline, employs 410 drivers.\n"
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    settings = load_settings(library=tmp_path_factory.mktemp("library"))
    with Library.open(settings=settings) as opened:
        opened.add(
            [
                Article(id="flood", text=FLOOD, title="Floods along the Orr", published="2025-05-06"),  # pyright: ignore[reportArgumentType] -- strings are parsed
                Article(id="trams", text=TRAMS, title="More ride the trams", published="2025-01-20"),  # pyright: ignore[reportArgumentType] -- strings are parsed
            ]
        )
        yield opened


class Refusing:
    """Finds no answer, whatever is asked."""

    name = "refusing"
    prompt: str | None = None

    def draft(self, *_: object, **__: object) -> Iterator[Delta | Draft]:
        yield Draft(sentences=(), refused=True)


def refused(library: Library, question: str) -> Answer:
    drafter: Drafter = Refusing()
    answer = ask(library, question, model=drafter, asked_at="2025-06-01")
    assert answer.status == "no_evidence"
    return answer


@pytest.mark.parametrize(
    ("question", "said"),
    [
        pytest.param(
            "How many people fled the Orr in the past month?",
            "The articles give the past week (17,000) and the total (at least 52,000), not the past month.",
            id="another period",
        ),
        pytest.param(
            "How many passengers did the Corran tramways carry in 2022?",
            "The articles give 2023 (3.4 million) and 2024 (3.9 million), not 2022.",
            id="other years",
        ),
        pytest.param(
            "How many people fled Ambleford?", "The passages found do not mention Ambleford.", id="name"
        ),
        pytest.param(
            "Who paid the ransom in Saltwick?",
            "The passages found do not have the words “paid” or “ransom”.",
            id="words",
        ),
        pytest.param(
            "How many drivers does Carline employ?",
            "No passage found states this for certain.",
            id="none",
        ),
        pytest.param(
            "Wie viele Menschen sind geflohen?",
            "No passage found states this for certain.",
            id="another language",
        ),
    ],
)
def test_an_abstention_says_what_is_missing(library: Library, question: str, said: str) -> None:
    answer = refused(library, question)
    assert answer.text == f"{said} The nearest sentences are shown."
    assert answer.reason == answer.text


def test_what_is_given_is_an_exact_span_of_a_sentence_shown(library: Library) -> None:
    answer = refused(library, "How many people fled the Orr in the past month?")
    assert [one.quote for one in answer.given] == ["17,000", "at least 52,000"]
    shown = {one.n: one for one in answer.nearest}
    for one in answer.given:
        assert library.get(one.article_id, one.version).text[one.start : one.end] == one.quote
        assert shown[one.n].start <= one.start < one.end <= shown[one.n].end
    assert plain(answer)["given"][0]["quote"] == "17,000"


def test_a_figure_of_the_period_asked_is_never_denied(library: Library) -> None:
    assert "past week" not in refused(library, "How many people fled the Orr in the past week?").text


def test_a_report_of_another_time_is_shown_with_a_notice(
    library: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = ask(library, "How many people fled the Orr in the past week?", asked_at="2026-11-22")
    assert answer.short_answer == "17,000"
    assert answer.notice == "No report from 15–22 November 2026 was found; this is as of 6 May 2025."
    print_answer(answer)
    assert answer.notice in capsys.readouterr().out


@pytest.mark.parametrize("asked_at", ["2025-05-06", "2025-05-09T23:30:00-11:00"])
def test_a_report_of_the_period_needs_no_notice(library: Library, asked_at: str) -> None:
    answer = ask(library, "How many people fled the Orr in the past week?", asked_at=asked_at)
    assert (answer.short_answer, answer.notice) == ("17,000", None)


def test_an_empty_library_is_said_first(tmp_path: Path) -> None:
    with Library.open(settings=load_settings(library=tmp_path)) as empty:
        answer = ask(empty, "How many fled in the past month?")
    assert "holds no articles" in answer.text
