"""Rises told as falls, the smaller as the larger and the like, over the words that news uses."""

from __future__ import annotations

import pytest

from rag.types import Article
from rag.verification import check

FALLS = (
    "fell dropped tumbled slumped plunged sank shrank slipped slid eased dipped declined decreased crashed"
    " contracted dwindled diminished retreated receded subsided weakened softened nosedived plummeted dived"
    " collapsed slowed"
).split()
RISES = (
    "rose climbed grew increased jumped leapt surged soared gained advanced rallied rebounded recovered"
    " swelled spiked ballooned rocketed skyrocketed strengthened expanded improved accelerated bounced"
).split()
COMPARED = (
    "smaller/bigger smaller/larger shorter/longer slower/faster cheaper/dearer lower/higher earlier/later"
    " younger/older weaker/stronger lighter/heavier colder/warmer worse/better quieter/louder poorer/richer"
    " narrower/wider thinner/thicker"
).split()
DONE = (
    "rejected/welcomed opposed/backed condemned/praised suspended/dismissed charged/convicted"
    " arrested/charged accused/convicted proposed/approved postponed/cancelled upheld/overturned jailed/fined"
).split()


def status(claim: str, evidence: str) -> str:
    return check(claim, Article(id="a", text=evidence)).status


WAYS = [(verb, "fell", "rose") for verb in FALLS] + [(verb, "rose", "fell") for verb in RISES]


@pytest.mark.parametrize(("verb", "way", "other"), WAYS)
def test_a_fall_is_no_rise(verb: str, way: str, other: str) -> None:
    evidence = f"Net profit {verb} 14% to $86m even though sales {other} 3%."
    assert status(f"Net profit {way} 14% to $86m.", evidence) == "supported"
    assert status(f"Net profit {other} 14% to $86m.", evidence) != "supported"


TOLD = (
    (
        COMPARED,
        "The mayor said that the bridge was {} than the old one.",
        "The bridge is {} than the old one, the mayor said.",
    ),
    (
        DONE,
        "On Friday the plan of the two managers was {} by the court.",
        "The plan of the managers was {} on Friday by the court.",
    ),
)
TURNED = [(pair, evidence, claim) for pairs, evidence, claim in TOLD for pair in pairs]


@pytest.mark.parametrize(("pair", "evidence", "claim"), TURNED, ids=[pair for pair, _, _ in TURNED])
@pytest.mark.parametrize("turned", [False, True])
def test_a_word_is_not_the_other_of_its_pair(pair: str, evidence: str, claim: str, turned: bool) -> None:
    word, other = pair.split("/")[:: -1 if turned else 1]
    assert status(claim.format(word), evidence.format(word)) == "supported"
    assert status(claim.format(other), evidence.format(word)) != "supported"


def test_this_season_is_not_the_last() -> None:
    evidence = "Dnipro Agro moves 5m tonnes this season, up from 3.8m last season."
    assert status("Last season Dnipro Agro moved 3.8m tonnes.", evidence) == "supported"
    assert status("Last season Dnipro Agro moved 5m tonnes.", evidence) == "contradicted"


def test_a_sum_of_three_figures_is_checked() -> None:
    evidence = (
        "Payrolls at Nimbus shrank by 1,900 to 61,300 in the quarter to June, a fifth successive decline,"
        " and attrition edged up from 12.4% to 12.9%."
    )
    assert status("Nimbus began the quarter with 59,400 people.", evidence) != "supported"


def test_the_up_of_another_verb_is_no_rise() -> None:
    evidence = "Fuel now accounts for 29% of costs, up from 24% two years ago."
    claim = "The share of costs taken up by fuel has fallen to 29%, from 24% two years earlier."
    assert status(claim, evidence) == "contradicted"


@pytest.mark.parametrize("verb", ["ended up 3%", "closed up 3%", "picked up by 3%"])
def test_the_up_of_a_price_is_a_rise(verb: str) -> None:
    evidence = f"Shares of Brandt {verb} on Monday after the forecast."
    assert status("Shares of Brandt rose by 3% on Monday.", evidence) == "supported"
    assert status("Shares of Brandt fell by 3% on Monday.", evidence) == "contradicted"
