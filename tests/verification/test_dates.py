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
]


@pytest.mark.parametrize(("evidence", "claim", "carried"), CASES, ids=[claim for _, claim, _ in CASES])
def test_a_time_may_be_told_otherwise(evidence: str, claim: str, carried: bool) -> None:
    article = Article(id="a", text=BEFORE + evidence, published="2021-03-18")  # pyright: ignore[reportArgumentType] -- Article parses it
    found = check(claim, article, spans=[("a", len(BEFORE), len(article.text))])
    assert (found.status == "supported") is carried, found.facts
