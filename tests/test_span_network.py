"""The reader's network: its files, its offsets, and the joint decision over windows."""

from __future__ import annotations

import hashlib
import json
from datetime import date, timedelta

import pytest

from rag.errors import ModelError
from rag.models.answer_forms import answer_key, same_answer, trimmed
from rag.models.selection import Read, SelectionWeights, ages_of, choose
from rag.models.span_network import PACKAGED, Span, SpanNetwork, SpanPrediction, Window
from rag.models.windows import reading_windows
from rag.networks import CONFIG_FILE
from rag.types import Passage, Source

BRIDGE = Window(
    title="Bridge closed after storm",
    text="A storm closed the Harland bridge on Tuesday. Engineers said 45 cables had to be replaced, "
    "including 12 in the past month.",
)


@pytest.fixture(scope="module")
def network() -> SpanNetwork:
    return SpanNetwork.load()


def test_packaged_files_have_the_checksums_of_the_configuration() -> None:
    config = json.loads((PACKAGED / CONFIG_FILE).read_text("utf-8"))
    for name, checksum in config["sha256"].items():
        assert hashlib.sha256((PACKAGED / name).read_bytes()).hexdigest() == checksum, name


def test_packaged_files_are_at_most_30_megabytes() -> None:
    assert sum(path.stat().st_size for path in PACKAGED.iterdir()) <= 30_000_000


def test_load_names_the_missing_file(tmp_path: object) -> None:
    from pathlib import Path

    with pytest.raises(ModelError, match=r"model\.onnx"):
        SpanNetwork.load(Path(str(tmp_path)))


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        pytest.param("How many cables were replaced in the past month?", "12", id="the part, by its period"),
        pytest.param("How many cables had to be replaced in total?", "45", id="the total"),
        pytest.param("When was the bridge closed?", "Tuesday", id="the day"),
    ],
)
def test_best_span_answers(network: SpanNetwork, question: str, answer: str) -> None:
    best = network.read(question, [BRIDGE])[0].spans[0]
    assert BRIDGE.text[best.start : best.end].removeprefix("on ") == answer


def test_relevance_is_higher_for_the_window_that_answers(network: SpanNetwork) -> None:
    other = Window(text="The council will vote on the new budget next week, the mayor said.")
    found = network.read("How many cables had to be replaced?", [other, BRIDGE])
    assert found[1].relevance > found[0].relevance
    assert found[1].no_answer < found[0].no_answer


def test_spans_are_code_points_where_characters_are_wide_or_combined(network: SpanNetwork) -> None:
    text = "🎉🎉 In Zu\u0308rich sagte der “Bürgermeister”. The café\u0301 on Main Street reopened Friday 🎉"
    for span in network.read("When did the café reopen?", [Window(text=text)])[0].spans:
        assert 0 <= span.start < span.end <= len(text)
        assert text[span.start : span.end].strip() == text[span.start : span.end]


def test_prediction_does_not_depend_on_the_other_windows(network: SpanNetwork) -> None:
    long = Window(text=" ".join([BRIDGE.text] * 4))
    alone = network.read("When was the bridge closed?", [BRIDGE])[0]
    among = network.read("When was the bridge closed?", [long, BRIDGE, long])[1]
    assert [(s.start, s.end) for s in alone.spans] == [(s.start, s.end) for s in among.spans]


@pytest.mark.parametrize("text", ["", " ", "word " * 900], ids=["empty", "blank", "far too long"])
def test_read_takes_any_text(network: SpanNetwork, text: str) -> None:
    prediction = network.read("What happened?", [Window(text=text)])[0]
    assert all(0 <= span.start < span.end <= len(text) for span in prediction.spans)


def test_read_of_no_windows_is_empty(network: SpanNetwork) -> None:
    assert network.read("What happened?", []) == []


# --- the joint decision ---------------------------------------------------------------------------


def _read(
    text: str, answer: str, article: str, *, margin: float = 2.0, relevance: float = 1.0, rank: int = 1
) -> Read:
    start = text.index(answer)
    span = Span(start=start, end=start + len(answer), margin=margin)
    prediction = SpanPrediction(relevance=0.7, relevance_logit=relevance, no_answer=0.2, spans=(span,))
    return Read(text=text, article_id=article, rank=rank, prediction=prediction)


def test_choose_prefers_the_answer_that_other_articles_give_too() -> None:
    reads = [
        _read("It was Lindau.", "Lindau", "a", margin=2.1),
        _read("They named Osei.", "Osei", "b"),
        _read("Kofi Osei won.", "Kofi Osei", "c"),
    ]
    assert choose(reads, SelectionWeights(agreement=0.0))[0].text == "Lindau"
    best = choose(reads, SelectionWeights(rank=0.0, agreement=1.5))[0]
    assert (best.text, best.agreeing) == ("Kofi Osei", (1,))


def test_choose_gives_each_answer_once_and_spans_of_their_window() -> None:
    reads = [_read("In all 30,000 fled.", "30,000", "a"), _read("Some 30000 fled.", "30000", "b", rank=2)]
    choices = choose(reads, SelectionWeights())
    assert [choice.text for choice in choices] == ["30,000"]
    assert reads[choices[0].window].text[choices[0].start : choices[0].end] == "30,000"


@pytest.mark.parametrize(("later", "most"), [(0, 40.0), (30, 40.0), (60, 10.0), (400, 2.0)])
def test_age_tells_less_the_longer_ago_all_articles_are(later: int, most: float) -> None:
    newest = date(2025, 5, 20)
    published = [newest, newest - timedelta(days=40), None]
    ages = ages_of(published, newest + timedelta(days=later))
    assert ages[0] == 0.0
    assert ages[1] is not None
    assert 0 < ages[1] <= most
    assert ages[2] is None


def test_confidence_rises_with_the_score() -> None:
    weights = SelectionWeights(slope=1.0, offset=-1.0)
    low, high = (choose([_read("It was Lindau.", "Lindau", "a", margin=m)], weights)[0] for m in (-4.0, 6.0))
    assert low.confidence < high.confidence


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param("Joe Biden", "President Biden", True, id="name in a longer form"),
        pytest.param("30,000", "the 30000", True, id="commas and articles"),
        pytest.param("30", "30 000", False, id="different figures"),
        pytest.param("Velmont", "Karsova", False, id="different places"),
    ],
)
def test_same_answer(one: str, other: str, same: bool) -> None:
    assert same_answer(answer_key(one), answer_key(other)) is same


def test_trimmed_drops_quotes_and_stops() -> None:
    text = "He said “the bridge,” twice."
    start, end = trimmed(text, 8, 21)
    assert text[start:end] == "the bridge"


# --- windows --------------------------------------------------------------------------------------


def _passage(sentences: list[str], *, begin: int = 100) -> Passage:
    sources: list[Source] = []
    for sentence in sentences:
        at = sources[-1].end + 1 if sources else begin
        sources.append(Source(number=len(sources) + 1, start=at, end=at + len(sentence), text=sentence))
    text = " ".join(sentences)
    return Passage(
        article_id="a",
        version="v",
        title="",
        source=None,
        published=None,
        start=begin,
        end=begin + len(text),
        text=text,
        score=1.0,
        sentences=tuple(sources),
    )


def test_windows_cover_a_passage_in_whole_sentences() -> None:
    passage = _passage(
        [f"Sentence number {n} says something about the harbour and its ships." for n in range(20)]
    )
    windows = sorted(reading_windows("What about ships?", [passage]), key=lambda window: window.start)
    assert [s for w in windows for s in w.sentences] == list(passage.sentences)
    for window in windows:
        begin = window.start - passage.start
        assert passage.text[begin : begin + len(window.text)] == window.text
        assert len(window.text) <= 560


def test_windows_with_the_words_of_the_question_come_first() -> None:
    dull = _passage(["The council met on Monday. " * 3])
    telling = _passage(["The ferry to Brindale sank in March."])
    assert reading_windows("When did the ferry sink?", [dull, telling])[0].passage is telling
    assert len(reading_windows("When did the ferry sink?", [dull, telling], most=1)) == 1
