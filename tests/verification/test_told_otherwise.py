"""Figures told by a word, a date, a share, a limit or another unit: true ones hold, altered ones do not."""

from __future__ import annotations

from datetime import date

import pytest

from rag.types import Article
from rag.verification import check

# (evidence, a true claim, the claim with one thing altered)
ROWS = [
    (
        "The opening match of the festival drew 900 people.",
        "The first match of the festival drew 900 people.",
        "The fourth match of the festival drew 900 people.",
    ),
    (
        "Nurses at the hospital will be balloted again in May.",
        "Nurses at the hospital will be balloted a second time in May.",
        "Nurses at the hospital will be balloted a third time in May.",
    ),
    (
        "Ida Brandt and Per Holm meet in a run-off on 6 April.",
        "Ida Brandt and Per Holm meet in a second round on 6 April.",
        "Ida Brandt and Per Holm meet in a third round on 6 April.",
    ),
    (
        "The hearing was put off to 24 March.",
        "The hearing, which was put off, is to be held on the 24th.",
        "The hearing, which was put off, is to be held on the 27th.",
    ),
    (
        "The first ferry leaves at 7.20am on Monday.",
        "The first ferry leaves shortly after seven on Monday.",
        "The first ferry leaves shortly after nine on Monday.",
    ),
    (
        "The company cut its forecast of sales for 2026 on Friday.",
        "The company cut its 2026 sales forecast on Friday.",
        "The company cut its 2027 sales forecast on Friday.",
    ),
    (
        "It is the fourth-largest lake in the country.",
        "Only three lakes in the country are larger.",
        "Only five lakes in the country are larger.",
    ),
    (
        "The pact was signed at the ninth attempt.",
        "The pact was signed after eight failures.",
        "The pact was signed after six failures.",
    ),
    (
        "Norrby are fifth in the table, up from ninth in May.",
        "Norrby have climbed four places in the table since May.",
        "Norrby have climbed six places in the table since May.",
    ),
    (
        "Snowfall was a quarter below average.",
        "Snowfall was three-quarters of the average.",
        "Snowfall was two-thirds of the average.",
    ),
    (
        "The harbour handled 9% fewer containers than in 2019.",
        "Container traffic in the harbour was at 91% of its 2019 level.",
        "Container traffic in the harbour was at 81% of its 2019 level.",
    ),
    (
        "The grant of 4 million crowns is a fifth of the theatre's budget.",
        "The theatre has a budget of 20 million crowns.",
        "The theatre has a budget of 30 million crowns.",
    ),
    (
        "The bakery sells twice as many loaves as a year ago.",
        "A year ago the bakery sold half as many loaves.",
        "A year ago the bakery sold a third as many loaves.",
    ),
    (
        "The stall sold 3,600 oysters in three days.",
        "The stall sold 1,200 oysters a day on average.",
        "The stall sold 1,300 oysters a day on average.",
    ),
    (
        "Admission is free for anyone under 16.",
        "Admission is free for those aged 15 and under.",
        "Admission is free for those aged 17 and under.",
    ),
    (
        "Staff had asked for 8% and were offered 2%.",
        "Staff were offered a quarter of what they had asked for, which was 8%.",
        "Staff were offered half of what they had asked for, which was 8%.",
    ),
    (
        "The wreck lies 80 kilometres off the coast.",
        "The wreck lies some 50 miles off the coast.",
        "The wreck lies some 80 miles off the coast.",
    ),
    (
        "The walkout lasted 23 days.",
        "The walkout lasted over three weeks.",
        "The walkout lasted over five weeks.",
    ),
    (
        "The repairs cost £94,000.",
        "The repairs cost less than £95,000.",
        "The repairs cost more than £95,000.",
    ),
    (
        "The fare is £60, halved for pensioners.",
        "The fare is £60, but £30 for pensioners.",
        "The fare is £60, but £20 for pensioners.",
    ),
    (
        "The mill employs 310 people, 40 fewer than a year earlier.",
        "The mill employs 310 people, against 350 a year earlier.",
        "The mill employs 310 people, against 390 a year earlier.",
    ),
    (
        "Turnout was 52%, seven points above the minimum needed for the vote to count.",
        "Turnout was 52%, when 45% was needed for the vote to count.",
        "Turnout was 52%, when 41% was needed for the vote to count.",
    ),
    (
        "The motion was carried by 28 votes to 14.",
        "Twice as many councillors voted for the motion as against it.",
        "Three times as many councillors voted for the motion as against it.",
    ),
    (
        "Four of the nine rowers retired in the heat.",
        "Five of the nine rowers carried on.",
        "Six of the nine rowers carried on.",
    ),
    (
        "The organ was built in 1905.",
        "The organ is 120 years old.",
        "The organ is 130 years old.",
    ),
    (
        "The fair ran between 3 and 8 March.",
        "The fair lasted six days, from 3 to 8 March.",
        "The fair lasted nine days, from 3 to 8 March.",
    ),
    (
        "The crew is on its 30th day at sea.",
        "The crew has been at sea for over four weeks.",
        "The crew has been at sea for over six weeks.",
    ),
    (
        "The storm killed three sailors and a diver.",
        "The storm killed four people.",
        "The storm killed five people.",
    ),
    (
        "Most of the trains were cancelled on Friday.",
        "Fewer than half of the trains ran on Friday.",
        "More than half of the trains ran on Friday.",
    ),
    (
        "The pension fund's share of the pipeline rose by one percentage point to 9%.",
        "The pension fund's share of the pipeline had been 8%.",
        "The pension fund's share of the pipeline had been 7%.",
    ),
]


def status(claim: str, evidence: str) -> str:
    article = Article(id="a", text=evidence, published=date(2025, 3, 16))
    return check(claim, article, spans=[("a", 0, len(evidence))]).status


@pytest.mark.parametrize(("evidence", "claim", "altered"), ROWS)
def test_a_figure_told_otherwise_is_supported(evidence: str, claim: str, altered: str) -> None:
    assert status(claim, evidence) == "supported"


@pytest.mark.parametrize(("evidence", "claim", "altered"), ROWS)
def test_another_figure_is_not(evidence: str, claim: str, altered: str) -> None:
    assert status(altered, evidence) != "supported"
