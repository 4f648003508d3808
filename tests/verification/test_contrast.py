"""A claim read beside its contraries: denied, with other names, with two names exchanged."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.types import Article, Fact
from rag.verification import check
from rag.verification.case import open_case
from rag.verification.contrast import contraries, contrast, exchanged

# The evidence, a claim in other words, the same with two names exchanged.
EXCHANGED = [
    (
        "Marlow came on late and put the hosts ahead after 74 minutes from Danny Okes's cross.",
        "After 74 minutes Marlow gave the home side the lead from a cross by Danny Okes.",
        "After 74 minutes Danny Okes gave the home side the lead from a cross by Marlow.",
    ),
    (
        "A Northmarch museum is to return a sacred drum and 45 other objects to a community in Verania.",
        "A museum in Northmarch will send 45 objects and a sacred drum back to people in Verania.",
        "A museum in Verania will send 45 objects and a sacred drum back to people in Northmarch.",
    ),
    (
        "Judge Nora Kett suspended the last year of the term on condition that Furlong stays sober.",
        "The last year of the term was suspended by Judge Nora Kett, provided that Furlong stays sober.",
        "The last year of the term was suspended by Furlong, provided that Judge Nora Kett stays sober.",
    ),
]


def status_of(claim: str, evidence: str) -> str:
    return check(claim, Article(id="a", text=evidence, title="Report")).status


@pytest.mark.parametrize(("evidence", "claim", "altered"), EXCHANGED)
def test_two_names_in_each_others_place_are_found(evidence: str, claim: str, altered: str) -> None:
    assert status_of(claim, evidence) == "supported"
    assert status_of(altered, evidence) != "supported"


def test_what_the_evidence_rather_carries_is_said() -> None:
    evidence, claim, altered = EXCHANGED[0]
    notes = [fact.note or "" for fact in check(altered, Article(id="a", text=evidence)).facts]
    assert any(claim in note for note in notes), notes


def test_a_denial_stands_by_its_lead_over_the_claim_that_affirms() -> None:
    evidence = "Orla Finch was away when the council voted on the tram line in May, the minutes show."
    claim = "The minutes show that Orla Finch was not present for the May vote on the tram line."
    assert status_of(claim, evidence) == "supported"
    assert status_of(claim.replace("was not", "was"), evidence) != "supported"


@pytest.mark.parametrize(
    ("word", "plain"), [("cannot", "can"), ("won’t", "will"), ("did not", "did"), ("didn't", "did")]
)
def test_the_contrary_of_a_denial_affirms(word: str, plain: str) -> None:
    claim = f"Cray {word} pay for the bridge."
    start = claim.index(word)
    denial = Fact(
        kind="negation", text=word, claim_start=start, claim_end=start + len(word), status="missing"
    )
    assert contraries(denial, open_case(claim, (), None)) == [f"Cray {plain} pay for the bridge."]


@given(st.text(max_size=120))
def test_exchanging_keeps_every_character(claim: str) -> None:
    assert all(sorted(other) == sorted(claim) for other in exchanged(claim))


def test_a_contrast_is_with_the_likeliest_contrary() -> None:
    odds = {"it is": 1.5, "it is not": -2.0, "it never is": 0.5}
    found = contrast("it is", ["it is not", "it never is"], ("line",), lambda claim, lines: odds[claim])
    assert found is not None
    assert (found.contrary, found.lead) == ("it never is", 1.0)
    assert contrast("it is", [], ("line",), lambda claim, lines: odds[claim]) is None
