"""Answers through the whole road: the library, a drafter, the citations and the checks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from evals.mock_model import transport
from rag import Article, Delta, Done, Library, Stage, Turn, ask, ask_stream
from rag.errors import QuestionError
from rag.models.openai_chat import OpenAIChat
from rag.models.writer import Writer
from rag.settings import Settings, load_settings
from rag.types import Draft, Passage

TEXT = (
    "MARROW BAY, 4 June - Rain has damaged at least 640 houses in Marrow Bay since Sunday, including 210 on "
    "Wednesday alone.\n\nMayor Tilda Roe said that no one was hurt. Ferries will not run before Saturday.\n"
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    settings = load_settings(library=tmp_path_factory.mktemp("library"))
    with Library.open(settings=settings) as opened:
        opened.add([Article(id="rain", text=TEXT, title="Rain in Marrow Bay", published="2025-06-04")])  # pyright: ignore[reportArgumentType] -- strings are parsed
        yield opened


def writer(persona: str, **settings: Any) -> Writer:
    return Writer(OpenAIChat(f"mock-{persona}", transport=transport()), settings=Settings(**settings))


def test_ask_cites_the_exact_span(library: Library) -> None:
    answer = ask(library, "How many houses were damaged on Wednesday?")
    assert answer.status == "answered"
    assert answer.short_answer == "210"
    place = answer.short_answer_citation
    assert place is not None
    assert library.get("rain", place.version).text[place.start : place.end] == "210"


@pytest.mark.parametrize("asked_at", [None, "2019-01-01", "2031-05-05T08:00:00-07:00"])
def test_the_moment_of_asking_never_changes_what_one_article_says(
    library: Library, asked_at: str | None
) -> None:
    assert ask(library, "How many houses were damaged on Wednesday?", asked_at=asked_at).short_answer == "210"


def test_since_and_until_filter_and_say_so(library: Library) -> None:
    answer = ask(library, "How many houses were damaged?", until="2025-06-03")
    assert (answer.status, answer.nearest) == ("no_evidence", ())
    assert "filters" in answer.text


def test_the_stream_ends_with_the_answer_that_ask_gives(library: Library) -> None:
    question = "How many houses were damaged on Wednesday?"
    events = list(ask_stream(library, question))
    assert [event.name for event in events if isinstance(event, Stage)] == [
        "searching",
        "reading",
        "checking",
    ]
    assert any(isinstance(event, Delta) for event in events)
    done = events[-1]
    assert isinstance(done, Done)
    asked = ask(library, question)
    assert (done.answer.text, done.answer.sentences) == (asked.text, asked.sentences)


def test_a_follow_up_is_read_with_its_history(library: Library) -> None:
    first = "How many houses were damaged on Wednesday?"
    answer = ask(library, "And in total?", history=[Turn(question=first, answer="210 on Wednesday alone.")])
    assert answer.question == "And in total?"
    assert answer.short_answer == "at least 640"


def test_a_faithful_writer_is_shown_with_its_spans(library: Library) -> None:
    answer = ask(library, "How many houses were damaged on Wednesday?", model=writer("faithful"))
    assert answer.status == "answered"
    assert "210" in answer.text
    assert answer.prompt is not None
    assert answer.prompt.startswith("answer@")
    for sentence in answer.sentences:
        assert sentence.supported
        for citation in sentence.citations:
            assert TEXT[citation.start : citation.end] == citation.quote


@pytest.mark.parametrize(
    "persona",
    [
        "wrong_figure",
        "dropped_negation",
        "altered_quotation",
        "wrong_source",
        "citation_free",
        "injected",
        "outside_list",
    ],
)
def test_a_writer_that_errs_is_never_shown_as_supported(library: Library, persona: str) -> None:
    answer = ask(library, "How many houses were damaged on Wednesday?", model=writer(persona))
    wrong = [sentence for sentence in answer.sentences if sentence.supported and "210" not in sentence.text]
    assert wrong == []
    assert answer.status != "answered" or answer.sentences


def test_a_failed_sentence_is_sent_back_once_and_mended(library: Library) -> None:
    answer = ask(library, "How many houses were damaged on Wednesday?", model=writer("wrong_figure_once"))
    assert answer.status == "answered"
    assert all(sentence.supported for sentence in answer.sentences)


def test_an_answer_that_was_cut_off_is_incomplete(library: Library) -> None:
    answer = ask(library, "How many houses were damaged on Wednesday?", model=writer("truncated"))
    assert answer.status == "incomplete"
    assert answer.reason


@pytest.mark.parametrize(
    ("question", "said"),
    [
        pytest.param("  \n", "empty", id="blank"),
        pytest.param("why " * 2000, "limit", id="long"),
        pytest.param("who \ud800?", "surrogate", id="surrogate"),
    ],
)
def test_a_bad_question_is_refused(library: Library, question: str, said: str) -> None:
    with pytest.raises(QuestionError, match=said):
        ask(library, question)


def test_an_empty_library_says_so_and_asks_no_model(tmp_path: Path) -> None:
    calls: list[str] = []

    class Spy:
        name = "spy"
        prompt = None

        def draft(self, question: str, *_: object, **__: object) -> Iterator[Any]:
            calls.append(question)
            yield from ()

    with Library.open(settings=load_settings(library=tmp_path)) as empty:
        answer = ask(empty, "Who won?", model=Spy())
    assert answer.status == "no_evidence"
    assert calls == []


class Listening:
    """A drafter that keeps the passages it is given, and refuses."""

    name = "listening"
    prompt = None

    def __init__(self, *near: int) -> None:
        self.near = near
        self.passages: list[Passage] = []

    def draft(
        self, question: str, passages: Sequence[Passage], *, asked_at: date | None = None
    ) -> Iterator[Delta | Draft]:
        self.passages = list(passages)
        yield Draft(sentences=(), refused=True, near=self.near)


def test_reranking_gives_a_writer_the_passage_with_the_answer_first(tmp_path: Path) -> None:
    near = "Mayor Tilda Roe spoke of the Marrow Bay houses, the rain and the damage to houses in Marrow Bay."
    articles = [
        Article(id=f"near-{number}", text=near + " " * number, title="Rain in Marrow Bay")
        for number in range(3)
    ]
    articles.append(Article(id="rain", text=TEXT, title="Weather"))
    question = "How many houses in Marrow Bay has the rain damaged, according to Mayor Tilda Roe?"
    heard = Listening()
    settings = load_settings(library=tmp_path, rerank=True, passages=2)
    with Library.open(settings=settings) as library:
        library.add(articles)
        answer = ask(library, question, model=heard)
    assert heard.passages[0].article_id == "rain"
    assert len(heard.passages) == 2
    numbers = [source.number for passage in heard.passages for source in passage.sentences]
    assert numbers == list(range(1, len(numbers) + 1))
    assert "rerank" in answer.timings_ms


def test_a_refusal_shows_what_came_nearest_and_what_shares_most_words(library: Library) -> None:
    answer = ask(library, "Was anyone hurt by rain in Marrow Bay houses?", model=Listening(3))
    assert answer.status == "no_evidence"
    shown = [citation.quote for citation in answer.nearest]
    assert shown[0] == "Ferries will not run before Saturday."
    assert shown[1].startswith("MARROW BAY")
