"""Names that the cited sentence has in another form, or has a word for; other names do not pass."""

from __future__ import annotations

import pytest

from rag.types import Article
from rag.verification import check

TRIAL = (
    "Gareth Pell, 41, has been jailed for stealing from his employer. Pell, who kept the books of Corvex, "
    "pleaded guilty in March. Judge Ilka Borsen heard the case in Cray. Sergeant Tom Ware said that Pell had "
    "repaid nothing."
)
VISIT = (
    "King Osric and Queen Brenna arrived in Cray on Tuesday. Osric met Mayor Ann Poe. The museum will return "
    "two masks, Poe said."
)
RACE = "Tomas Abel won the stage. Mikkel Rosen of Denmark was second. Abel, who leads Rosen, was glad."

# What the article says before the cited sentence, the sentence, the claim, whether it is carried.
CASES = [
    # a title with "the" for the only one who has it
    (TRIAL, "The judge did not accept the excuse.", "Judge Borsen did not accept the excuse.", True),
    (TRIAL, "The judge did not accept the excuse.", "Sergeant Ware did not accept the excuse.", False),
    (
        VISIT,
        "The queen, a trained nurse, spent the morning at a clinic in Tema.",
        "Queen Brenna, who trained as a nurse, spent the morning at a clinic in Tema.",
        True,
    ),
    (
        VISIT,
        "The queen, a trained nurse, spent the morning at a clinic in Tema.",
        "King Osric, who trained as a nurse, spent the morning at a clinic in Tema.",
        False,
    ),
    # whom the article is about, named beside everybody whom the sentence names
    (
        TRIAL,
        'Counsel Jon Fitch said his client was "deeply ashamed" and had been ill.',
        'Counsel Jon Fitch said Pell was "deeply ashamed" and had been ill.',
        True,
    ),
    (
        TRIAL,
        'Counsel Jon Fitch said his client was "deeply ashamed" and had been ill.',
        'Counsel Jon Fitch said Borsen was "deeply ashamed" and had been ill.',
        False,
    ),
    (TRIAL, "Prosecutors had asked for five years.", "Prosecutors had asked for five years for Pell.", True),
    (TRIAL, "Prosecutors had asked for five years.", "Prosecutors had asked for five years for Ware.", False),
    (
        TRIAL,
        "Counsel Jon Fitch said that an appeal was planned and would be lodged within a week.",
        "Pell said that an appeal was planned and would be lodged within a week.",
        False,
    ),
    # the country of "national" and "the country's"
    (
        "CRAY - A strong earthquake struck southern Verania on Tuesday, killing 11 people.",
        "The national weather centre had at first put the magnitude at 6.7.",
        "Verania's weather centre had at first put the magnitude at 6.7.",
        True,
    ),
    # a first name for the one who has it
    (
        RACE,
        '"It is not over, because Mikkel is better than me against the clock," he said.',
        "Rosen is better against the clock, he said.",
        True,
    ),
    (
        RACE,
        '"It is not over, because Mikkel is better than me against the clock," he said.',
        "Abel is better against the clock, he said.",
        False,
    ),
    # abbreviated nations, with stops
    (
        "",
        "Corvex rejected an approach from its U.S. rival Marsh Foods on Friday.",
        "Corvex turned down an approach from its American rival Marsh Foods on Friday.",
        True,
    ),
    (
        "",
        "Corvex rejected an approach from its U.S. rival Marsh Foods on Friday.",
        "Corvex turned down an approach from its British rival Marsh Foods on Friday.",
        False,
    ),
    (
        "",
        "About 480 of the jobs are in Sweden, with the rest in Poland, Ireland and the United States.",
        "About 480 of the jobs are in Sweden and the others are in Poland, Ireland and the US.",
        True,
    ),
    (
        "",
        "About 480 of the jobs are in Sweden, with the rest in Poland, Ireland and the United States.",
        "About 480 of the jobs are in Sweden and the others are in Poland, Ireland and the UK.",
        False,
    ),
    # "the" before two names that share a noun, and before a name that an adjective follows
    (
        "Mr Quay Road lives in Upper Cray.",
        "The branches at Upper Cray and Low Ness will close in May.",
        "The Upper Cray and Low Ness branches will close in May.",
        True,
    ),
    (
        "The factory is in Upper Cray.",
        "A court found three managers of the Upper Cray Tea Works guilty of fraud in Cray.",
        "Three managers of the Upper Cray Tea Works were convicted of fraud in Cray.",
        True,
    ),
    # two names with nothing between them
    (
        "",
        "Nell Farrow, who read the weather for 34 years and became mayor of Port Merrin, has died.",
        "The former mayor of Port Merrin Nell Farrow, who read the weather for 34 years, has died.",
        True,
    ),
    (
        "Dan Farrow was her son.",
        "Nell Farrow, who read the weather for 34 years and became mayor of Port Merrin, has died.",
        "The former mayor of Port Merrin Dan Farrow, who read the weather for 34 years, has died.",
        False,
    ),
    (
        "",
        "Jens Ober of the consultancy Skyline Partners called the order bold but manageable.",
        "Skyline Partners' Jens Ober saw the order as bold yet manageable.",
        True,
    ),
    # rivals and partners are so to each other
    (
        "",
        "The regulator has blocked the planned takeover of Corvex by its larger rival Marsh Foods.",
        "The regulator has stopped Marsh Foods from taking over its smaller rival Corvex.",
        True,
    ),
    (
        "",
        "The regulator has blocked the planned takeover of Corvex by its larger rival Marsh Foods.",
        "The regulator has stopped Marsh Foods from being taken over by its larger rival Corvex.",
        False,
    ),
    # a capital for its government
    (
        "Gale Wings, an airline, will stop flying in May.",
        "Minister Ann Poe said Ottawa would not rescue the company.",
        "The federal government will not rescue Gale Wings, minister Ann Poe said.",
        True,
    ),
    # persons are no places, and a job stays with its own
    (
        "",
        "The mayor of Flint Ness, Gord Petrenko, said the hospital relied on the airline.",
        "The hospital in Flint Ness relied on the airline, according to mayor Gord Petrenko.",
        True,
    ),
    (
        "Mayor Gord Petrenko spoke first.",
        "The mayor of Flint Ness, Gord Petrenko, said the hospital relied on the airline.",
        "The hospital in Gord Petrenko relied on the airline, according to mayor Flint Ness.",
        False,
    ),
    (
        "Tom Abel left.",
        "Castleford manager Gwen Tranter said she had not planned to use him for more than 20 minutes.",
        "Castleford's manager, Gwen Tranter, said her plan had been to give Tom Abel only 20 minutes.",
        True,
    ),
    (
        "Tom Abel left.",
        "Castleford manager Gwen Tranter said she had not planned to use him for more than 20 minutes.",
        "Castleford's manager, Tom Abel, said her plan had been to give Gwen Tranter only 20 minutes.",
        False,
    ),
    (
        "Nina Kvar won the prize.",
        "Kvar was not in the hall, and her producer, Tomas Wie, accepted the award for her.",
        "Producer Tomas Wie collected the award on Kvar's behalf.",
        True,
    ),
    (
        "Nina Kvar won the prize.",
        "Kvar was not in the hall, and her producer, Tomas Wie, accepted the award for her.",
        "Producer Kvar collected the award on Tomas Wie's behalf.",
        False,
    ),
    (
        "Poe left. Ann Poe, 36, won the prize.",
        "King Osric and Ann Poe landed in Accra on Monday.",
        "King Osric and Accra landed in Ann Poe on Monday.",
        False,
    ),
    # "the company" and "the city" with which the article opens
    (
        "Corvex, which owns the ferry, withdrew it. The Lady Brenna, a smaller boat, will sail from Ness.",
        '"We know how much this hurts," said Fiona Gale, the company\'s operations director.',
        "Corvex's operations director, Fiona Gale, said it knew how much this hurt.",
        True,
    ),
    (
        "Corvex, which owns the ferry, withdrew it. Marsh Foods has a smaller boat that sails from Ness.",
        '"We know how much this hurts," said Fiona Gale, the company\'s operations director.',
        "Ness's operations director, Fiona Gale, said it knew how much this hurt.",
        False,
    ),
    (
        "The council of Upper Cray has rejected a plan for 50 flats. Mayor Glenn Orr was for it.",
        "The city has added fewer than 200 flats since 2020, according to the planning department.",
        "Upper Cray has added fewer than 200 flats since 2020.",
        True,
    ),
    (
        "Tom Abel came on for Castleford.",
        "The 22-year-old Nigerian forward replaced the injured Luke Mars in the 58th minute.",
        "Abel, 22, came on for Luke Mars in the 58th minute.",
        True,
    ),
    (
        "Shares in Corvex fell.",
        "Chief executive Yusuf Clarke said the group would close one of its four kilns in October.",
        "One of Corvex's four kilns is to shut in October, the chief executive said.",
        True,
    ),
]


@pytest.mark.parametrize(("before", "evidence", "claim", "carried"), CASES, ids=[row[2] for row in CASES])
def test_names_meant(before: str, evidence: str, claim: str, carried: bool) -> None:
    text = f"{before} {evidence}" if before else evidence
    article = Article(id="a", text=text, published="2021-03-18")  # pyright: ignore[reportArgumentType] -- Article parses it
    found = check(claim, article, spans=[("a", len(text) - len(evidence), len(text))])
    assert (found.status == "supported") is carried, found.facts
