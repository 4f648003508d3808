"""Figures that follow from those that the evidence shows: true ones hold, altered ones do not."""

from __future__ import annotations

from datetime import date

import pytest

from rag.types import Article
from rag.verification import check

# (evidence, a true claim, the claim with one thing altered)
ROWS = [
    (
        "Only 58% of pupils passed the examination.",
        "More than four in ten pupils failed the examination.",
        "More than half of pupils failed the examination.",
    ),
    (
        "Police named the dead as Carl Dunn, Rosa Meyer and Tilda Frost.",
        "Three people died.",
        "Four people died.",
    ),
    (
        "The strike is in its sixth week.",
        "The strike has lasted more than five weeks.",
        "The strike has lasted more than seven weeks.",
    ),
    (
        "The number of swans on the lake has doubled to 48 in five years.",
        "There were 24 swans on the lake five years ago.",
        "There were 34 swans on the lake five years ago.",
    ),
    (
        "Landlords own 61% of the flats, tenants 22% and the city the rest.",
        "The city owns 17% of the flats.",
        "The city owns 27% of the flats.",
    ),
    (
        "Tenants pay $12.50 per square foot at the mill.",
        "Tenants at the mill pay $12.50 for each square foot.",
        "Tenants at the mill pay $12.50 per square metre.",
    ),
    (
        "The number of stranded lorries has risen to 940, up from 600 a week earlier.",
        "There were 340 more stranded lorries than a week before.",
        "There were 350 more stranded lorries than a week before.",
    ),
    (
        "Turnout was 61%, compared with 68% in 2019.",
        "Turnout was seven percentage points lower than in 2019.",
        "Turnout was nine percentage points lower than in 2019.",
    ),
    (
        "Of the 60 bridges, 45 were repaired.",
        "Three-quarters of the 60 bridges were repaired.",
        "Two-thirds of the 60 bridges were repaired.",
    ),
    (
        "Rangers counted 31 of the park's 64 wolves.",
        "Rangers counted nearly half of the park's wolves.",
        "Rangers counted nearly a third of the park's wolves.",
    ),
    (
        "Twelve of the 15 boats reached the harbour.",
        "Three of the 15 boats did not reach the harbour.",
        "Four of the 15 boats did not reach the harbour.",
    ),
    (
        "About 88% of the votes have been counted.",
        "All but about 12% of the votes have been counted.",
        "All but about 15% of the votes have been counted.",
    ),
    (
        "Fewer than one in five homes in Ostmark has a cellar.",
        "More than four in five homes in Ostmark have no cellar.",
        "More than three in five homes in Ostmark have no cellar.",
    ),
    (
        "Thirty-one ferries were waiting on Sunday, compared with five on an ordinary day.",
        "More than six times as many ferries as on an ordinary day were waiting on Sunday.",
        "More than eight times as many ferries as on an ordinary day were waiting on Sunday.",
    ),
    (
        "The club has a budget of 2 million euros, a sixth of that of its rival.",
        "The rival's budget is six times as large as the 2 million euros of the club.",
        "The rival's budget is seven times as large as the 2 million euros of the club.",
    ),
    (
        "The dam will cost 90 million crowns, two-thirds of it borrowed.",
        "Of the cost of the dam, 60 million crowns is borrowed.",
        "Of the cost of the dam, 70 million crowns is borrowed.",
    ),
    (
        "The proposal was rejected by 52 votes to 41.",
        "The proposal was rejected by a margin of 11 votes.",
        "The proposal was rejected by a margin of 13 votes.",
    ),
    (
        "The journey will take 50 minutes, against an hour and 35 minutes now.",
        "The journey will take 50 minutes instead of 95 minutes.",
        "The journey will take 50 minutes instead of 85 minutes.",
    ),
    (
        "Trains were delayed by up to 90 minutes.",
        "Trains were delayed by up to an hour and a half.",
        "Trains were delayed by up to two hours and a half.",
    ),
    (
        "She was sentenced to two years and four months in prison.",
        "She was sentenced to 28 months in prison.",
        "She was sentenced to 26 months in prison.",
    ),
    (
        "Observers will stay on the border for six months.",
        "Observers will stay on the border for half a year.",
        "Observers will stay on the border for half a month.",
    ),
    (
        "It was minus 14 degrees in Norrhaven on Friday.",
        "It was 14 degrees below zero in Norrhaven on Friday.",
        "It was 14 degrees in Norrhaven on Friday.",
    ),
    (
        "The wall is 18 kilometres long and 3 metres high.",
        "The wall is 18km long and 3 metres high.",
        "The wall is 18cm long and 3 metres high.",
    ),
    (
        "It is the third delay to the tunnel.",
        "The tunnel has been delayed three times.",
        "The tunnel has been delayed four times.",
    ),
    (
        "Rovers beat United 5-4 on penalties after a 2-2 draw.",
        "Rovers drew 2-2 with United and won 5-4 on penalties.",
        "Rovers drew 2-2 with United and won 5-3 on penalties.",
    ),
    (
        "Output fell to 410 tonnes from 455 tonnes.",
        "Output was down to 410 tonnes, from 455 tonnes.",
        "Output was up to 410 tonnes, from 455 tonnes.",
    ),
    (
        "The bank raised its rate by half a percentage point to 4%.",
        "The bank raised its rate by 50 basis points to 4%.",
        "The bank raised its rate by 5 basis points to 4%.",
    ),
    (
        "The trust owns 12 square kilometres of marsh.",
        "The trust owns 1,200 hectares of marsh.",
        "The trust owns 120 hectares of marsh.",
    ),
    (
        "The fund has raised 12 million, of which 7 million came from Norby.",
        "More than half of the 12 million has come from Norby.",
        "Fewer than half of the 12 million has come from Norby.",
    ),
    (
        "Turnout was 44%, the lowest in a vote since 1990.",
        "Fewer than half of the voters took part; no vote since 1990 saw a lower turnout.",
        "More than half of the voters took part; no vote since 1990 saw a lower turnout.",
    ),
    (
        "The price will be cut to €300 from €420 in April.",
        "The price will be €120 lower from April.",
        "The price will be $120 lower from April.",
    ),
    (
        "The tax allowance will rise to 9,200 crowns from 8,600 crowns.",
        "The tax allowance will rise by 600 crowns.",
        "The tax allowance will rise by 600 dollars.",
    ),
    (
        "Profit fell to €38m from €129m, although revenue grew by 3% to €1.94bn.",
        "Revenue went up by 3% to €1.94bn, but profit fell from €129m to €38m.",
        "Revenue went up by 6% to €1.94bn, but profit fell from €129m to €38m.",
    ),
    (
        "Twelve patients have died; all but three of them were over 60.",
        "Nine of the 12 patients who died were over 60.",
        "Eight of the 12 patients who died were over 60.",
    ),
    (
        "Divers have examined 15 of the ship's 22 tanks.",
        "Seven of the ship's 22 tanks have not been examined.",
        "Nine of the ship's 22 tanks have not been examined.",
    ),
    (
        "Only 15% of the lake bed has been dug.",
        "Of the lake bed, 85% has not been dug.",
        "Of the lake bed, 85 percentage points has not been dug.",
    ),
    (
        "The tunnel will cut the trip to 50 minutes from 80.",
        "The tunnel will cut the trip by 30 minutes.",
        "The tunnel will cut the trip by 30 hours.",
    ),
    (
        "Orders for cars were down by almost a quarter.",
        "Orders for cars were down by nearly 25%.",
        "Orders for cars were down by nearly 28%.",
    ),
    (
        "Four of them were killed and six lost limbs.",
        "Ten of them lost their lives or their limbs.",
        "Nine of them lost their lives or their limbs.",
    ),
    (
        "Mines had killed 52 people, 20 of them children.",
        "Mines had killed 20 children, and 32 adults as well.",
        "Mines had killed 20 children, and 33 adults as well.",
    ),
    (
        "The jury chose it from 186 books.",
        "The jury preferred it to the other 185 books.",
        "The jury preferred it to the other 187 books.",
    ),
    (
        "The study followed 3,000 men and 4,500 women.",
        "The study followed 7,500 people.",
        "The study followed 8,500 people.",
    ),
    (
        "The yard built 17 boats longer than 30 metres last year against 22 in 2022.",
        "The yard built 17 boats of over 30 metres last year, five fewer than in 2022.",
        "The yard built 17 boats of over 30 metres last year, seven fewer than in 2022.",
    ),
    (
        "The euro zone's surplus narrowed to 14 billion euros in May from 22 billion in April.",
        "The euro zone's surplus was 14 billion euros in May, eight billion less than in April.",
        "The euro zone's surplus was 14 billion euros in May, eight billion more than in April.",
    ),
    (
        "Prices rose 3% in June, down from 3.7% in May and from a peak of 10.2% in August 2022.",
        "In June price growth was less than a third of its peak of 10.2%.",
        "In June price growth was more than a third of its peak of 10.2%.",
    ),
    # What a difference is set beside tells which of the two is the larger.
    (
        "Profit fell by a third to €41m, below the €47m that analysts had expected.",
        "Analysts had expected profit to be €6m higher than the €41m reported.",
        "Analysts had expected profit to be €6m lower than the €41m reported.",
    ),
    (
        "Girls did better than boys, with a pass rate of 81.5% against 77.2%.",
        "Among boys the pass rate was 77.2%, 4.3 points below that for girls.",
        "Among boys the pass rate was 77.2%, 4.3 points above that for girls.",
    ),
    (
        "Ida Holm pleaded guilty to six counts of theft and one of arson.",
        "Ida Holm admitted seven counts: six of theft and one of arson.",
        "Ida Holm admitted eight counts: six of theft and one of arson.",
    ),
    (
        "Each has about eight litres of water a day, compared with the 20 that doctors see as the minimum.",
        "Each has some eight litres of water a day, 12 fewer than doctors see as the minimum.",
        "Each has some eight litres of water a day, 17 fewer than doctors see as the minimum.",
    ),
    (
        "Sixteen of the 20 boats returned.",
        "Four-fifths of the 20 boats returned.",
        "Three-fifths of the 20 boats returned.",
    ),
    (
        "Of the village's 74 houses, 51 were buried.",
        "More than two-thirds of the 74 houses were buried.",
        "Fewer than two-thirds of the 74 houses were buried.",
    ),
]


def status(claim: str, evidence: str) -> str:
    article = Article(id="a", text=evidence, published=date(2025, 3, 16))
    return check(claim, article, spans=[("a", 0, len(evidence))]).status


@pytest.mark.parametrize(("evidence", "claim", "altered"), ROWS)
def test_a_figure_that_follows_is_supported(evidence: str, claim: str, altered: str) -> None:
    assert status(claim, evidence) == "supported"


@pytest.mark.parametrize(("evidence", "claim", "altered"), ROWS)
def test_a_figure_that_does_not_follow_is_not(evidence: str, claim: str, altered: str) -> None:
    assert status(altered, evidence) != "supported"


def test_a_computed_figure_names_its_operands() -> None:
    evidence = "The proposal was rejected by 52 votes against, with 41 in favour."
    article = Article(id="a", text=evidence)
    facts = check("It failed by a margin of 11 votes.", article).facts
    computed = [fact for fact in facts if fact.status == "computed"]
    assert [fact.text for fact in computed] == ["11"]
    assert computed[0].note == "computed from 52 and 41"


def test_a_length_of_time_may_be_read_from_two_dates() -> None:
    evidence = "He ran the fund between March 2016 and September 2021."
    assert status("He ran the fund for about five and a half years.", evidence) == "supported"
    assert status("He ran the fund for about seven and a half years.", evidence) != "supported"
