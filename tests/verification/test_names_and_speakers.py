"""Names, speakers and roles in other words: true claims pass, near misses do not."""

from __future__ import annotations

import pytest

from rag.types import Article
from rag.verification import check

# What the article says before the cited sentence, the sentence, the claim, whether it is carried.
CASES = [
    # the first word of a sentence is capital without being part of a name
    ("", "Dunmore Rail closed 12 stations.", "Twelve Dunmore Rail stations closed.", True),
    ("", "Ilka Borsen, 19, won the race.", "Nineteen-year-old Ilka Borsen won the race.", True),
    ("", "Ilka Borsen, 19, won the race.", "Nineteen-year-old Anna Borsen won the race.", False),
    ("", "Ilka Borsen came fourth in Ness.", "Fourth-placed Ilka Borsen was in Ness.", True),
    ("", "Ann Poe, who runs a bakery, won.", "Bakeress Ann Poe won.", True),
    ("", "Tarn Marine met the Sailors' Guild.", "Tarn Marine and the Sailors' Guild met.", True),
    # accents written as marks of their own
    ("", "Rene\u0301 Dufai\u0302t won the prize.", "René Dufaît won the prize.", True),
    ("", "Rene\u0301 Dufai\u0302t won the prize.", "René Dufort won the prize.", False),
    # other forms of a name
    ("", "The Breton sailor came home.", "The sailor from Brittany came home.", True),
    ("", "The Breton sailor came home.", "The sailor from Normandy came home.", False),
    ("", "The water was heated to 30C.", "The water was heated to 30 degrees Celsius.", True),
    ("", "She uses artificial intelligence.", "She uses AI.", True),
    # what a noun of the sentence stands for
    (
        "The bakery chain Corvex is to close 40 shops, Ann Poe of the Ness Times wrote.",
        "The chain's shops have lost money.",
        "Corvex's shops have lost money.",
        True,
    ),
    (
        "The bakery chain Corvex is to close 40 shops, Ann Poe of the Ness Times wrote.",
        "The chain's shops have lost money.",
        "The shops of the Ness Times have lost money.",
        False,
    ),
    # persons, places and what has an article
    ("Ms Borsen lives in Upper Cray.", "Ms Borsen spoke.", "Mr Borsen spoke.", False),
    ("", "Ann Poe of the University of Upper Cray spoke.", "Dr Upper Cray spoke.", False),
    ("", "Ann Poe lost a vote in Upper Cray.", "The Upper Cray lost a vote.", False),
    ("Mr Poe left.", "Tom Poe was elected mayor of Cray.", "Cray was elected mayor of Tom Poe.", False),
    ("", "Voters in Cray elected Tom Poe as mayor.", "Tom Poe was elected mayor of Cray.", True),
    ("", "Tom Poe held the champion, Jon Ware, to a draw.", "Jon Ware drew with Tom Poe.", True),
    ("", "The Cray coach, Ann Poe, resigned.", "Ann Poe, who coaches Cray, resigned.", True),
    # speakers by their kind
    ("", "Borsen's barrister, Ann Poe, said he was ill.", "Borsen's lawyer said he was ill.", True),
    ("", "Ann Poe, defending, said he was ill.", "His lawyer said he was ill.", True),
    ("", "His doctor, Ann Poe, said he was ill.", "The lawyer said he was ill.", False),
    ("", "Dr Ann Poe said the child was well.", "The doctor said the child was well.", True),
    ("", "The mayor said the plan was unfair.", "Critics of the mayor said the plan was unfair.", False),
    (
        "Mr Ware ran the mill for 20 years, and his sons left Cray long ago for a town by the sea.",
        "The man was ill, and police said they were sad.",
        "Police said they were sad.",
        True,
    ),
    (
        "Mr Ware ran the mill for 20 years, and his sons left Cray long ago for a town by the sea.",
        "The man was ill, and police said they were sad.",
        "Mr Ware said he was sad.",
        False,
    ),
    (
        "Mr Ware ran.",
        "Ms Poe alleged that votes were bought.",
        "Mr Ware claimed that votes were bought.",
        False,
    ),
    # where the speaker stands
    ("", "Ms Poe, who had won, said in the rain that she was glad.", "Ms Poe said she was glad.", True),
    ("", "Ms Poe, who had won, said in the rain that she was glad.", "Mr Ware said she was glad.", False),
    ("", "Corvex, the bank, made a loss but said it was safe.", "The bank said it was safe.", True),
    ("", "Corvex, the bank, made a loss but said it was safe.", "The union said it was safe.", False),
    ("", "The flood hit 5,000 homes, officials said.", "Officials said the flood hit 5,000 homes.", True),
    ("", "The study that was held back says so.", "The study says so.", True),
    ("", "There were 40 confirmed cases, the clinic said.", "The clinic confirmed 40 cases.", True),
    # roles
    ("", "Officials dug two graves at night.", "Two graves were dug by night by officials.", True),
    ("", "The council said it had received two bids.", "Two bids were received, the council said.", True),
    ("", "The bank put failed payments at 400.", "Four hundred payments failed, the bank said.", True),
    ("", "The union sued the bank because the fund failed.", "The bank sued the union.", False),
    # figures and dates need not be told in the words of the evidence
    ("", "Turnout fell to 44%.", "Forty-four per cent took part in the ballot.", True),
    ("", "Turnout fell to 44%.", "Forty-five per cent took part in the ballot.", False),
    ("", "Turnout fell to 44%.", "Many were kept from the ballot by heavy rain.", False),
]


@pytest.mark.parametrize(("before", "evidence", "claim", "carried"), CASES, ids=[row[2] for row in CASES])
def test_names_speakers_and_roles(before: str, evidence: str, claim: str, carried: bool) -> None:
    text = f"{before} {evidence}" if before else evidence
    article = Article(id="a", text=text, published="2021-03-18")  # pyright: ignore[reportArgumentType] -- Article parses it
    found = check(claim, article, spans=[("a", len(text) - len(evidence), len(text))])
    assert (found.status == "supported") is carried, found.facts
