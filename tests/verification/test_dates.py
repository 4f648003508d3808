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
    ("It has lost 64 nurses since May, when its grant was cut.", "Its grant was cut in May.", True),
    ("It has lost 64 nurses since May, when its grant was cut.", "It lost 64 nurses in May.", False),
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
        "The line carried 410,000 people between January and June, as many as in the same period of 2020.",
        "In the first six months of 2020 the line carried as many people.",
        True,
    ),
    (
        "The line carried 410,000 people between January and June, as many as in the same period of 2020.",
        "In the first six months of 2019 the line carried as many people.",
        False,
    ),
    ("Sales rose in the three months to the end of June.", "Sales rose in the April to June quarter.", True),
    ("Sales rose in the three months to the end of June.", "Sales rose in the March to May quarter.", False),
    # a length of time that runs back, up to now or on
    (
        "Guards worked 81 hours in the previous seven days.",
        "Guards worked 81 hours in the preceding week.",
        True,
    ),
    (
        "Guards worked 81 hours in the previous seven days.",
        "Guards worked 81 hours in the preceding month.",
        False,
    ),
    ("It was the fourth leak in 14 months.", "There were four leaks in the past 14 months.", True),
    ("It was the fourth leak in 14 months.", "There were four leaks in the past 15 months.", False),
    ("He was barred from office for 12 years.", "He is barred from office for the next 12 years.", True),
    ("He was barred from office for 12 years.", "He is barred from office for the next 10 years.", False),
    (
        "The offer stands for three weeks.",
        "The offer ends before 9 April, and stands for three weeks.",
        False,
    ),
    # between two days that the evidence compares
    (
        "Some 900 homes were dark on Tuesday, down from 2,000 on Monday.",
        "Between Monday and Tuesday the number of dark homes fell to 900.",
        True,
    ),
    (
        "Some 900 homes were dark on Tuesday, down from 2,000 on Monday.",
        "Between Sunday and Tuesday the number of dark homes fell to 900.",
        False,
    ),
    # the first month of a year, the first week of a month
    (
        "A donor halved the grant in January 2020.",
        "A donor halved the grant at the start of last year.",
        True,
    ),
    ("A donor halved the grant in June 2020.", "A donor halved the grant at the start of last year.", False),
    ("Work begins in the first week of April.", "Work begins at the beginning of April.", True),
    ("Work begins in the last week of April.", "Work begins at the beginning of April.", False),
    # a time to come and the past day on which it was told
    (
        "Staff wept yesterday as bosses told them that 140 jobs would go by next summer.",
        "Bosses are to cut 140 jobs by next summer.",
        True,
    ),
    (
        "Staff wept yesterday as bosses told them that 140 jobs would go by next summer.",
        "Bosses are to cut 140 jobs by next spring.",
        False,
    ),
    ("The clerk has worked there for 18 years.", "The clerk has worked there since about 2003.", True),
    ("The clerk has worked there for 18 years.", "The clerk has worked there since about 2006.", False),
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
