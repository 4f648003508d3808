"""Denials told in other words: true restatements pass, a denial added or dropped does not."""

from __future__ import annotations

import pytest

from rag.types import Article
from rag.verification import check

CASES = [
    # a phrase
    ("Trams will run as usual on Sunday.", "There will be no disruption to trams on Sunday.", True),
    ("Trams will run as usual on Sunday.", "There will be no trams on Sunday.", False),
    (
        "It remains to be seen whether the seals will return.",
        "It is not yet known whether the seals will return.",
        True,
    ),
    ("The ferry firm stood by its timetable.", "The ferry firm did not withdraw its timetable.", True),
    (
        "The clerk said that the pump had worked properly.",
        "Nothing was wrong with the pump, the clerk said.",
        True,
    ),
    ("The clinic ran out of bandages on Monday.", "The clinic had no bandages left on Monday.", True),
    ("The clinic ran out of bandages on Monday.", "The clinic did not run out of bandages on Monday.", False),
    ("The party crossed on a hired boat.", "The party crossed on a boat that was not its own.", True),
    (
        "The union wants a limit of nine patients per nurse.",
        "No nurse should have more than nine patients, the union says.",
        True,
    ),
    ("The vote is not binding.", "The vote is non-binding.", True),
    # a record
    (
        "Rents rose to 900 crowns, their highest since 2014.",
        "Rents rose to 900 crowns, a level not seen since 2014.",
        True,
    ),
    (
        "Rents rose to 900 crowns, their highest since 2014.",
        "Rents rose to 900 crowns, a level seen since 2014.",
        False,
    ),
    ("It was the first strike at the mill since 2011.", "The mill had not had a strike since 2011.", True),
    ("It was the first strike at the mill since 2011.", "The mill had had a strike since 2011.", False),
    (
        "It was the costliest flood in the valley's history.",
        "No flood in the valley's history was dearer.",
        True,
    ),
    # a denial
    (
        "The mayor dismissed reports that the baths would close.",
        "The mayor said it was not true that the baths would close.",
        True,
    ),
    (
        "The mayor dismissed reports that the baths would close.",
        "The mayor said it was true that the baths would close.",
        False,
    ),
    (
        "The firm denied that it had failed to warn its neighbours.",
        "The firm said that it had warned its neighbours.",
        True,
    ),
    ("Refuse collectors in Lund accepted the offer.", "Bin collectors in Lund accepted the offer.", True),
    ("The clerk found nothing in the box.", "The clerk did not find anything in the box.", True),
    ("The clerk found nothing in the box.", "The clerk found the letter in the box.", False),
    # one "not" too many
    (
        "It was the first strike at the mill since 2011.",
        "The mill had not never had a strike since 2011.",
        False,
    ),
    ("The schools were not closed by the storm.", "The schools were not spared by the storm.", False),
    ("Two kilns will be shut until May.", "Two kilns will not be closed until May.", False),
    ("The mill will be shut until the spring.", "The mill will not be shut until the spring.", False),
    ("Ann Poe ruled out leaving the post.", "Ann Poe will leave the post.", False),
    ("The clerk counted 50 boats, not 40.", "The clerk counted not 50 boats but 40.", False),
    ("The firm put the sale of its mill on hold.", "The firm suspended the sale of its mill.", True),
    ("The firm put the sale of its mill on hold.", "The firm did not suspend the sale of its mill.", False),
    # the rest of a whole
    (
        "The port has 90 boats, of which 20 sail at night.",
        "Seventy boats of the port do not sail at night.",
        True,
    ),
    ("The port has 90 boats, of which 20 sail at night.", "Seventy boats of the port sail at night.", False),
    # opposites in other places
    (
        "Brandt raised its dividend although rain cut its harvest.",
        "Brandt increased its dividend although rain cut its harvest.",
        True,
    ),
    ("Brandt raised its dividend, said the board.", "Brandt cut its dividend, said the board.", False),
    ("Free Fen, a far-right party, lost all its seats.", "Free Fen was left without a seat.", True),
    # what is only meant
    ("The vaccine was offered to children in June.", "Children could have the vaccine in June.", True),
    ("The port was to have opened by June.", "The port opened by June.", False),
]


@pytest.mark.parametrize(("evidence", "claim", "carried"), CASES, ids=[claim for _, claim, _ in CASES])
def test_a_denial_may_be_told_in_other_words(evidence: str, claim: str, carried: bool) -> None:
    found = check(claim, Article(id="a", text=evidence))
    assert (found.status == "supported") is carried, [(f.kind, f.text, f.status, f.note) for f in found.facts]
