"""Time expressions resolve to the exact days of `docs/time.md`, read from the article alone."""

from __future__ import annotations

import json
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.types import parse_published
from rag.verification import resolve_times
from rag.verification.times.finding import find_times

DATA = Path(__file__).resolve().parent.parent / "data" / "relative_dates.jsonl"
ROWS = [json.loads(line) for line in DATA.read_text(encoding="utf-8").split("\n") if line]
DAY = date(2019, 12, 26)


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_a_relative_expression_has_its_exact_days(row: dict[str, str]) -> None:
    found = resolve_times(row["context"], parse_published(row["published"]))
    assert (row["start"], row["end"]) in [(str(each.start), str(each.end)) for each in found]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("in the last 24 hours", "2019-12-25", "2019-12-26"),
        ("over the past two months", "2019-10-26", "2019-12-26"),
        ("by the end of the quarter", "2019-12-31", "2019-12-31"),
        ("in the first quarter of 2020", "2020-01-01", "2020-03-31"),
        ("the 2015 crisis", "2015-01-01", "2015-12-31"),
        ("in the 1990s", "1990-01-01", "1999-12-31"),
        ("from 19 to 26 December", "2019-12-19", "2019-12-26"),
        ("between 2016 and 2018", "2016-01-01", "2018-12-31"),
        ("since November", "2019-11-01", "2019-12-26"),
        ("Dec. 24, 2019", "2019-12-24", "2019-12-24"),
        ("on 2019-12-24", "2019-12-24", "2019-12-24"),
        ("The bill passed on Monday", "2019-12-23", "2019-12-23"),
        ("The bill will pass on Monday", "2019-12-30", "2019-12-30"),
        ("over the weekend", "2019-12-21", "2019-12-22"),
        ("last summer", "2019-06-01", "2019-08-31"),
        ("in the first week of April", "2019-04-01", "2019-04-07"),
        ("the second week of April 2016", "2016-04-08", "2016-04-14"),
        ("in the third week of May", "2019-05-15", "2019-05-21"),
        ("The fourth week of March", "2019-03-22", "2019-03-28"),
        ("during the last week of February 2020", "2020-02-23", "2020-02-29"),
        ("in the first two weeks of October", "2019-10-01", "2019-10-14"),
        ("in the last ten days of November", "2019-11-21", "2019-11-30"),
        ("in the first half of April", "2019-04-01", "2019-04-15"),
        ("the second half of April", "2019-04-16", "2019-04-30"),
        ("it will open in the first week of April", "2020-04-01", "2020-04-07"),
        ("since the last week of November", "2019-11-24", "2019-12-26"),
        ("the day before yesterday", "2019-12-24", "2019-12-24"),
        ("It opened on Monday and closed the following day", "2019-12-24", "2019-12-24"),
        ("on Christmas Day", "2019-12-25", "2019-12-25"),
        ("It will open on Easter Monday", "2020-04-13", "2020-04-13"),
        ("on the first Saturday in October", "2019-10-05", "2019-10-05"),
        ("in the first half of the year", "2019-01-01", "2019-06-30"),
        ("in the opening three months of 2018", "2018-01-01", "2018-03-31"),
        ("in the three months to the end of September", "2019-07-01", "2019-09-30"),
        ("in the quarter that ended on 30 June", "2019-04-01", "2019-06-30"),
        ("in July last year", "2018-07-01", "2018-07-31"),
        ("in the autumn", "2019-09-01", "2019-11-30"),
        ("in the early nineties", "1990-01-01", "1999-12-31"),
        ("in the nineteenth century", "1800-01-01", "1899-12-31"),
        ("by the end of the decade", "2019-12-31", "2019-12-31"),
        ("the week before last", "2019-12-09", "2019-12-15"),
        ("a week on Saturday", "2020-01-04", "2020-01-04"),
        ("a quarter of a century ago", "1994-12-26", "1994-12-26"),
    ],
)
def test_an_expression_of_the_table(text: str, start: str, end: str) -> None:
    assert (start, end) in [(str(each.start), str(each.end)) for each in resolve_times(text, DAY)]


@pytest.mark.parametrize(
    "text", ["in the past week", "last month", "on Tuesday", "yesterday", "a year earlier"]
)
def test_without_a_publication_date_a_relative_expression_is_not_guessed(text: str) -> None:
    assert resolve_times(text, None) == []


@pytest.mark.parametrize(
    "text", ["he may march on", "2,015 people", "the second time", "in recent weeks", "$2015"]
)
def test_what_is_no_date_has_no_days(text: str) -> None:
    assert resolve_times(text, DAY) == []


@pytest.mark.parametrize("text", ["the third half of April", "the last 40 days of April"])
def test_a_part_that_no_month_has_is_not_guessed(text: str) -> None:
    assert resolve_times(text, DAY) == []


def test_the_day_is_that_of_the_article_zone() -> None:
    late = datetime.fromisoformat("2019-12-26T23:30:00+02:00")
    assert resolve_times("yesterday", late)[0].start == date(2019, 12, 25)


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=120), st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_any_text_gives_ordered_expressions_and_ranges(text: str, day: date) -> None:
    times = find_times(text)
    assert all(text[time.start : time.end] == time.text for time in times)
    assert all(first.end <= second.start for first, second in pairwise(times))
    assert all(found.start <= found.end for found in resolve_times(text, day))
