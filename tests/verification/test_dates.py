"""Dates, deadlines and lengths of time in other words: true restatements pass, other times do not."""

from __future__ import annotations

import pytest

from rag.types import Article
from rag.verification import check

BEFORE = "Rain fell all Sunday. "
CASES = [
    # a deadline by its last day, or by the first one after it
    ("The hall must be sold by the end of August.", "The hall should be sold before September.", True),
    ("The hall must be sold by the end of August.", "The hall should be sold before August.", False),
    ("No fees are paid after 30 April.", "From May on no fees are paid.", True),
    ("No fees are paid after 30 April.", "From June on no fees are paid.", False),
    # a day without a year, of which only one side says that it is to come
    ("Trains resume on Monday.", "The trains are to run again on 22 March, resuming their service.", True),
    ("Trains resume on Monday.", "The trains are to run again on 23 March, resuming their service.", False),
    ("She had not been mayor until Monday.", "Only on 15 March had she become mayor.", True),
    # what began or ended on a day, and what has been so since
    (
        "The old mark for the river, which was set in 1968, fell.",
        "A mark that had stood since 1968 fell.",
        True,
    ),
    (
        "The old mark for the river, which was set in 1968, fell.",
        "A mark that had stood since 1986 fell.",
        False,
    ),
    ("The quarry stopped blasting in August.", "The quarry has not blasted since August.", True),
    (
        "She gave up the post of chair on 1 March.",
        "Since 1 March she has no longer held the post of chair.",
        True,
    ),
    ("In May the school made Latin compulsory.", "Latin has been compulsory at the school since May.", True),
    ("The raids killed 40 people in May.", "Raids have killed 40 people since May.", False),
    # a day told by its distance from the article
    ("Anna Berg has led the bank since 2009.", "Anna Berg has led the bank for the past 12 years.", True),
    ("Anna Berg has led the bank since 2009.", "Anna Berg has led the bank for the past 20 years.", False),
    ("The tunnel could open by 2024.", "The tunnel might open in three years' time.", True),
    ("The tunnel could open by 2024.", "The tunnel might open in five years' time.", False),
    (
        "In October she had told a meeting of the plan.",
        "Five months before, she had told a meeting of the plan.",
        True,
    ),
    (
        "In October she had told a meeting of the plan.",
        "Nine months before, she had told a meeting of the plan.",
        False,
    ),
    # the same months of another year
    (
        "The line carried 410,000 people between January and June, fewer than in the same period of 2020.",
        "In the first six months of 2020 the line carried more people.",
        True,
    ),
    (
        "The line carried 410,000 people between January and June, fewer than in the same period of 2020.",
        "In the first six months of 2019 the line carried more people.",
        False,
    ),
    ("Sales rose in the three months to the end of June.", "Sales rose in the April to June quarter.", True),
    ("Sales rose in the three months to the end of June.", "Sales rose in the March to May quarter.", False),
    # a time of the article itself, or of the sentences before, beside those that the evidence has
    (
        "Turnout was 54%, the lowest since 1993.",
        "Not since 1993 has turnout been as low as Sunday's 54%.",
        True,
    ),
    (
        "Turnout was 54%, the lowest since 1993.",
        "Not since 1993 has turnout been as low as Friday's 54%.",
        False,
    ),
    ("Some 700 pupils sat the test, 40 more than in 2020.", "Some 700 pupils sat the test this year.", True),
    ("Some 700 pupils sat the test last year.", "Some 700 pupils sat the test this year.", False),
]


@pytest.mark.parametrize(("evidence", "claim", "carried"), CASES, ids=[claim for _, claim, _ in CASES])
def test_a_time_may_be_told_otherwise(evidence: str, claim: str, carried: bool) -> None:
    article = Article(id="a", text=BEFORE + evidence, published="2021-03-18")  # pyright: ignore[reportArgumentType] -- Article parses it
    found = check(claim, article, spans=[("a", len(BEFORE), len(article.text))])
    assert (found.status == "supported") is carried, found.facts
