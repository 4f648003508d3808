"""How many, how sure and in what order: what the evidence says, and what it does not."""

from __future__ import annotations

import pytest

from rag.types import Article
from rag.verification import check

# (evidence, a true claim, the same with one word at odds with the evidence)
ROWS = [
    (
        "Most of the 2,300 job losses will fall at the Drossen mill.",
        "The Drossen mill will bear most of the job losses.",
        "The Drossen mill will bear all of the job losses.",
    ),
    (
        "Firefighters contained 60 per cent of the Redwater fire by dusk.",
        "By dusk the Redwater fire was 60 per cent contained.",
        "By dusk the Redwater fire was fully contained.",
    ),
    (
        "The bracelet was probably melted down within days of the theft.",
        "The bracelet was in all likelihood melted down within days of the theft.",
        "The bracelet was definitely melted down within days of the theft.",
    ),
    (
        "Two dams could overflow by the weekend, the institute warned.",
        "Two dams might overflow by the weekend, the institute warned.",
        "Two dams will spill over by the weekend, the institute warned.",
    ),
    (
        "The dam could burst by the weekend, the institute warned.",
        "There is a risk that the dam will burst by the weekend, the institute warned.",
        "The dam will burst by the weekend, the institute warned.",
    ),
    (
        "The strike may last until autumn, the union said.",
        "It is possible that the strike will last until autumn, the union said.",
        "The strike will last until autumn, the union said.",
    ),
    (
        "Each passenger gets 600 euros on top of a full refund.",
        "Each passenger gets 600 euros in addition to a full refund.",
        "Each passenger gets 600 euros in place of a full refund.",
    ),
    (
        "Traore scored twice in the final eight minutes.",
        "Traore scored twice in the last eight minutes.",
        "Traore scored twice in the first eight minutes.",
    ),
    (
        "Dating the find would take several months.",
        "Dating the find would take a few months.",
        "Dating the find would take several weeks.",
    ),
    (
        "Schools will shut from Thursday as the storm nears.",
        "Schools will be closed from Thursday as the storm nears.",
        "Schools will be closed until Thursday as the storm nears.",
    ),
]


def status(claim: str, evidence: str) -> str:
    return check(claim, Article(id="a", text=evidence)).status


@pytest.mark.parametrize(("evidence", "claim", "altered"), ROWS)
def test_a_claim_that_keeps_the_degree_is_supported(evidence: str, claim: str, altered: str) -> None:
    assert status(claim, evidence) == "supported"


@pytest.mark.parametrize(("evidence", "claim", "altered"), ROWS)
def test_a_claim_that_says_more_or_less_is_not(evidence: str, claim: str, altered: str) -> None:
    assert status(altered, evidence) == "contradicted"
