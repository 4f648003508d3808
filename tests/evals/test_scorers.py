"""The scorers of words: against the SQuAD formulas by hand, and units, scales and dates."""

from __future__ import annotations

import pytest

from evals.figures import calendar_dates, names, quantities
from evals.scorers import (
    answer_contains,
    exact_match,
    f1,
    figure_faithfulness,
    normalize_answer,
    numeric_match,
    word_support,
)


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        pytest.param("The  Harbour-Master's office.", "harbourmasters office", id="punctuation-and-article"),
        pytest.param("An apple a day", "apple day", id="articles-inside"),
        pytest.param("Theatre", "theatre", id="article-inside-word-stays"),
        pytest.param("“Quoted” – dash", "“quoted” – dash", id="only-ascii-punctuation-as-in-the-reference"),
        pytest.param("$1,200", "1200", id="comma-in-number"),
        pytest.param("Ame\u0301lie", "am\u00e9lie", id="accents-composed"),
    ],
)
def test_normalize_answer_follows_squad(text: str, normal: str) -> None:
    assert normalize_answer(text) == normal


@pytest.mark.parametrize(
    ("answer", "references", "em", "expected_f1"),
    [
        pytest.param("the Sava Bridge", ["Sava Bridge"], 1.0, 1.0, id="article"),
        # shared: sava, bridge; precision 2/4, recall 2/2
        pytest.param("old Sava Bridge collapsed", ["Sava Bridge"], 0.0, 2 / 3, id="half-precision"),
        # against "Dr Maren Tolvik": precision 2/2, recall 2/3
        pytest.param("Maren Tolvik", ["Rusk", "Dr Maren Tolvik"], 0.0, 0.8, id="best-reference"),
        # multiset: "to to be" and "to be or not to be": shared 3, precision 1, recall 3/6
        pytest.param("to to be", ["to be or not to be"], 0.0, 2 / 3, id="words-are-counted"),
        pytest.param("", [], 1.0, 1.0, id="nothing-where-nothing-is-right"),
        pytest.param("Brenik", [], 0.0, 0.0, id="something-where-nothing-is-right"),
        pytest.param("", ["Brenik"], 0.0, 0.0, id="nothing-where-something-is-right"),
        pytest.param("the", ["a"], 1.0, 1.0, id="both-empty-after-normalizing"),
    ],
)
def test_exact_match_and_f1_follow_squad(
    answer: str, references: list[str], em: float, expected_f1: float
) -> None:
    assert exact_match(answer, references).value == em
    assert f1(answer, references).value == pytest.approx(expected_f1)


@pytest.mark.parametrize(
    ("answer", "references", "value"),
    [
        pytest.param("It fell to 45 on Monday.", ["45"], 1.0, id="word"),
        pytest.param("It fell to 450 on Monday.", ["45"], 0.0, id="not-part-of-a-word"),
        pytest.param("About 6,000 people", ["nine", "about 6,000"], 1.0, id="any-reference"),
    ],
)
def test_answer_contains_whole_words(answer: str, references: list[str], value: float) -> None:
    score = answer_contains(answer, references)
    assert score is not None
    assert score.value == value


def test_answer_contains_does_not_apply_without_references() -> None:
    assert answer_contains("anything", []) is None


@pytest.mark.parametrize(
    ("answer", "reference", "value"),
    [
        pytest.param("5 percent", "5%", 1.0, id="percent-spelled"),
        pytest.param("5 per cent", "5%", 1.0, id="per-cent"),
        pytest.param("5 points", "5%", 0.0, id="points-are-not-percent"),
        pytest.param("5 percentage points", "5 points", 1.0, id="percentage-points"),
        pytest.param("1.3bn crowns", "1.3 billion crowns", 1.0, id="bn"),
        pytest.param("1.3 million crowns", "1.3bn crowns", 0.0, id="scale"),
        pytest.param("€212m", "212 million euros", 1.0, id="currency-sign"),
        pytest.param("$212m", "€212m", 0.0, id="other-currency"),
        pytest.param("Twenty-seven people", "27", 1.0, id="number-word"),
        pytest.param("30,000 people fled", "30,000", 1.0, id="thousands"),
        pytest.param("30,500", "about 30,000", 1.0, id="about-allows-a-little"),
        pytest.param("33,000", "about 30,000", 0.0, id="about-is-not-anything"),
        pytest.param("30,500", "30,000", 0.0, id="exact-otherwise"),
        pytest.param("two hundred thousand", "200,000", 1.0, id="words-and-scales"),
        pytest.param("22 June 2025", "June 22", 1.0, id="date-either-way"),
        pytest.param("23 June", "22 June", 0.0, id="other-day"),
        pytest.param("22 June", "22 June 2025", 0.0, id="year-missing"),
        pytest.param("2025-06-22", "22 June 2025", 1.0, id="iso-date"),
        pytest.param("3 lakh", "300,000", 1.0, id="lakh"),
    ],
)
def test_numeric_match_reads_unit_scale_and_date(answer: str, reference: str, value: float) -> None:
    score = numeric_match(answer, [reference])
    assert score is not None
    assert score.value == value, score.reason


def test_numeric_match_does_not_apply_to_words() -> None:
    assert numeric_match("Dal Suren", ["Dal Suren"]) is None


def test_quantities_leave_dates_out() -> None:
    assert [quantity.text for quantity in quantities("On 12 March 2025, 9,500 people")] == ["9,500"]
    assert [date.text for date in calendar_dates("On 12 March 2025, 9,500 people")] == ["12 March 2025"]


def test_names_leave_the_opening_word_out() -> None:
    assert names("People met Petra Haldane in Brenik. Nobody spoke.") == ("Petra Haldane", "Brenik")


@pytest.mark.parametrize(
    ("sentence", "evidence", "value"),
    [
        pytest.param(
            "Some 9,500 fled Brenik.", "About 9,500 people left Brenik on Monday.", 1.0, id="carried"
        ),
        pytest.param(
            "Some 9,600 fled Brenik.", "About 9,500 people left Brenik on Monday.", 0.5, id="other-figure"
        ),
        pytest.param("The toll was given by Mr Rusk.", "Petra Haldane gave the toll.", 0.0, id="other-name"),
        pytest.param("Shells fell on 9 March.", "Shells fell on 10 March.", 0.0, id="other-date"),
    ],
)
def test_figure_faithfulness_asks_the_own_spans(sentence: str, evidence: str, value: float) -> None:
    score = figure_faithfulness(sentence, [evidence])
    assert score is not None
    assert score.value == pytest.approx(value), score.reason


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        pytest.param("About 9,500 people have left Brenik.", 1.0, id="verbatim"),
        pytest.param("Thousands of people left.", 2 / 3, id="paraphrase"),
        pytest.param("I was told to say that all went well.", 0.0, id="invention"),
    ],
)
def test_word_support_by_hand(sentence: str, value: float) -> None:
    score = word_support(sentence, ["About 9,500 people have left Brenik."])
    assert score is not None
    assert score.value == pytest.approx(value), score.reason


def test_figure_faithfulness_does_not_apply_without_figures() -> None:
    assert figure_faithfulness("Nobody was hurt.", ["Nobody was hurt."]) is None
