"""Figures are read with their value, unit, scale, qualifier and range."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.verification.figures.finding import find_quantities


@pytest.mark.parametrize(
    ("text", "value", "unit", "qualifier"),
    [
        ("80,000 people", 80_000, "", "exact"),
        ("at least 80,000 people", 80_000, "", "at_least"),
        ("80,000 or more people", 80_000, "", "at_least"),
        ("80,000+ people", 80_000, "", "at_least"),
        ("no more than 12", 12, "", "at_most"),
        ("$1.2bn", 1.2e9, "dollar", "exact"),
        ("1.2 billion dollars", 1.2e9, "dollar", "exact"),
        ("€4m", 4e6, "euro", "exact"),
        ("Rs 3 crore", 3e7, "rupee", "exact"),
        ("₹2,50,000", 250_000, "rupee", "exact"),
        ("1.5 lakh", 150_000, "", "exact"),
        ("5 per cent", 5, "percent", "exact"),
        ("5%", 5, "percent", "exact"),
        ("3.5 percentage points", 3.5, "point", "exact"),
        ("25 basis points", 25, "basis point", "exact"),
        ("twenty-five lorries", 25, "", "exact"),
        ("two hundred and fifty thousand", 250_000, "", "exact"),
        ("half a million", 500_000, "", "exact"),
        ("two dozen eggs", 24, "", "exact"),
        ("nearly 40 km", 40, "km", "nearly"),
        ("some 300 homes", 300, "", "about"),
        ("a 34-year-old man", 34, "age", "exact"),
        ("the 21st time", 21, "", "exact"),
        ("40 second-hand vans", 40, "", "exact"),
        ("-5 degrees", -5, "degree", "exact"),
        ("a two-and-a-half-year sentence", 2.5, "year", "exact"),
        ("two and a half million pounds", 2.5e6, "pound", "exact"),
        ("half a mile away", 0.5, "mile", "exact"),
        ("two hours, one minute and nine seconds", 7269, "second", "exact"),
        ("6ft 2in tall", 74, "inch", "exact"),
        ("a fortnight", 2, "week", "exact"),
        ("every fourth household", 0.25, "", "exact"),
        ("just over 3,000 homes", 3_000, "", "over"),
        ("the best part of a million pounds", 1e6, "pound", "nearly"),
        ("over-70s", 70, "", "more"),
        ("men over the age of 70", 70, "age", "more"),
        ("aged 70 and over", 70, "age", "at_least"),
        ("3.6 times as much", 3.6, "", "exact"),
        ("a tenfold rise", 10, "", "exact"),
        ("a quarter of a million geese", 250_000, "", "exact"),
        ("won in 2:11:05", 7865, "second", "exact"),
        ("a time of 29:40.5", 1780.5, "second", "exact"),
        ("from 2 hours 40 minutes to 1 hour", 160, "minute", "exact"),
        ("an extra year and a half in prison", 1.5, "year", "exact"),
        ("minus 7 in Hammar on Sunday", -7, "degree", "exact"),
        ("eleven degrees of frost", -11, "degree", "exact"),
        ("give or take 3,000", 3_000, "", "about"),
        ("a nine-week-old strike", 9, "week", "exact"),
        ("6 square kilometres of marsh", 6, "square km", "exact"),
        ("a twenty-fifth of the reserve", 0.04, "", "exact"),
        ("five-sixths of the members", 5 / 6, "", "exact"),
        ("One new driver in eight", 0.125, "", "exact"),
        ("fell by almost half in May", 0.5, "", "nearly"),
        ("half-price tickets", 0.5, "", "exact"),
        ("A fifth member left", 5, "", "exact"),
        ("the forty-second day", 42, "", "exact"),
    ],
)
def test_a_figure_is_read(text: str, value: float, unit: str, qualifier: str) -> None:
    found = find_quantities(text)[0]
    assert (found.value, found.unit, found.qualifier) == (pytest.approx(value), unit, qualifier)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("between 10 and 15 people", 10, 15),
        ("10-15 km", 10, 15),
        ("2 to 3 million people", 2e6, 3e6),
        ("$3-4 billion", 3e9, 4e9),
        ("12- to 17-year-olds", 12, 17),
        ("won by three goals to two", 3, 2),
        ("lost by three races to two", 3, 2),
        ("voted 31 to 24 against", 31, 24),
        ("a two-nil win", 2, 0),
    ],
)
def test_a_range_has_two_ends(text: str, low: float, high: float) -> None:
    (found,) = find_quantities(text)
    assert (found.value, found.high) == (low, high)


@pytest.mark.parametrize("text", ["rose from 3% to 4%", "by 4 euros to 24 euros", "12 and 30"])
def test_two_figures_are_no_range(text: str) -> None:
    assert [quantity.high for quantity in find_quantities(text)] == [None, None]


def test_a_unit_is_shared_over_from_and_to() -> None:
    assert [q.unit for q in find_quantities("from 16 minutes to seven")] == ["minute", "minute"]


@pytest.mark.parametrize("text", ["on 12 March 2019", "at 9:30 a.m.", "in 2015", "nobody", "one of them"])
def test_dates_times_and_pronouns_are_no_figures(text: str) -> None:
    assert find_quantities(text) == ()


def test_two_number_words_are_two_figures() -> None:
    assert [(q.value, q.unit) for q in find_quantities("four ten-hour shifts")] == [(4, ""), (10, "hour")]


@given(st.text(max_size=100))
def test_offsets_hold_for_any_text(text: str) -> None:
    found = find_quantities(text)
    assert all(text[quantity.start : quantity.end] == quantity.text for quantity in found)
    assert all(first.end <= second.start for first, second in pairwise(found))
