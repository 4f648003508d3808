"""Figures whose value the evidence has, told by other words: what is the same and what is not."""

from __future__ import annotations

import pytest

from rag.types import Article
from rag.verification import check

CASES = [
    # The unit is that of another figure, or goes without saying.
    ("Crews have paved 4 of the 9 miles.", "Four miles of the nine have been paved by crews.", True),
    ("Crews have paved 4 of the 9 miles.", "Five miles of the nine have been paved by crews.", False),
    ("A ferry trip takes 14 minutes instead of 25.", "A ferry trip took 25 minutes and takes 14 now.", True),
    ("Entries fell 8% to 4,300.", "Entries fell to 4,300.", True),
    ("Entries fell 8% to 4,300.", "Entries fell to 4,800.", False),
    ("In Norby it was minus 14 degrees.", "The thermometer in Norby showed -14.", True),
    ("In Norby it was minus 14 degrees.", "The thermometer in Norby showed 14.", False),
    ("Gusts reached 90 miles an hour in Norby.", "There were gusts of 90 mph in Norby.", True),
    ("The vaccine is for babies under two months old.", "The vaccine is for babies under two months.", True),
    ("The vaccine is for babies under two months old.", "The vaccine is for babies under two years.", False),
    # A place in a row, and as many as it.
    ("The plot turns in the sixth chapter.", "The plot turns in chapter six.", True),
    ("The plot turns in the sixth chapter.", "The plot turns in chapter five.", False),
    ("Dahl scored in the 34th minute.", "Dahl scored after 34 minutes.", True),
    ("Dahl scored in the 34th minute.", "Dahl scored after 35 minutes.", False),
    # Scores and votes.
    ("The bill was passed by 61 votes to 47.", "Opponents of the bill lost by 47 votes to 61.", True),
    ("The bill was passed by 61 votes to 47.", "Opponents of the bill lost by 46 votes to 61.", False),
    ("Of the members, 230 voted for it and 75 against.", "Members approved it by 230 votes to 75.", True),
    ("Of the members, 230 voted for it and 75 against.", "Members approved it by 75 votes to 230.", False),
    # Bounds: denied, of a limit, and words that only look like one.
    ("The minister denied that the dam would pass 80 metres.", "The dam would not exceed 80 metres.", True),
    ("The dam would pass 80 metres, the minister said.", "The dam would not exceed 80 metres.", False),
    ("The longest of the tunnels is 7 km.", "None of the tunnels is longer than 7 km.", True),
    ("The longest of the tunnels is 7 km.", "None of the tunnels is shorter than 7 km.", False),
    ("The army handed over 45 prisoners.", "The army handed 45 prisoners over.", True),
    ("The army freed over 45 prisoners.", "The army freed 45 prisoners.", False),
    ("Talks about 30 vases continue.", "The talks on 30 vases continue.", True),
    ("The wall is about 20 metres long.", "The 20-metre wall is long.", True),
    # Which figure it is: the level before, a part, a pair in its order.
    ("The club has 64 members, down from 90 a decade ago.", "Ten years ago the club had 90 members.", True),
    ("The club has 64 members, down from 90 a decade ago.", "Ten years ago the club had 64 members.", False),
    ("A poll found 57% against the plan and 30% in favour.", "The plan is opposed, by 57% to 30%.", True),
    ("The game of 40 moves lasted five hours.", "It was five hours before the game was over.", True),
    (
        "The fine led to 80 appeals, 12 of them upheld.",
        "It led to 80 appeals, 12 of which led to success.",
        True,
    ),
    ("Turnout was 44%, up from 37% in 2021.", "Turnout rose to 44% in 2021.", False),
]


@pytest.mark.parametrize(("evidence", "claim", "carried"), CASES, ids=[claim for _, claim, _ in CASES])
def test_a_figure_told_otherwise_is_the_same(evidence: str, claim: str, carried: bool) -> None:
    assert (check(claim, Article(id="a", text=evidence)).status == "supported") is carried
