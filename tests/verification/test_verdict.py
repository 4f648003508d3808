"""The facts of a claim weighed against the reading of the whole claim by the entailment network."""

from __future__ import annotations

import hashlib
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from rag.errors import ModelError
from rag.networks import CONFIG_FILE
from rag.types import Article, Verification
from rag.verification import Evidence, check
from rag.verification.case import Case, open_case
from rag.verification.check import find_facts
from rag.verification.entailment import PACKAGED, EntailmentNetwork
from rag.verification.verdict import OTHERWISE, standing_of


def verify(claim: str, evidence: str) -> Verification:
    return check(claim, Article(id="a", text=evidence, title="Report"))


def case_of(claim: str, evidence: str) -> Case:
    return open_case(claim, (Evidence(article_id="a", start=0, end=len(evidence), text=evidence),), None)


@pytest.fixture(scope="module")
def network() -> EntailmentNetwork:
    return EntailmentNetwork.load()


def test_packaged_files_have_the_checksums_of_the_configuration() -> None:
    config = json.loads((PACKAGED / CONFIG_FILE).read_text("utf-8"))
    for name, checksum in config["sha256"].items():
        assert hashlib.sha256((PACKAGED / name).read_bytes()).hexdigest() == checksum, name


def test_load_names_the_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"model\.onnx"):
        EntailmentNetwork.load(tmp_path)


def test_threads_read_as_one_does(network: EntailmentNetwork) -> None:
    claims = [f"The council will close {count} of its libraries in May." for count in range(3, 11)]
    lines = ("The council said that it would close six of its 14 libraries in May.",)
    alone = [network.log_odds(claim, lines) for claim in claims]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(network.log_odds, claims, [lines] * len(claims)))
    assert together == alone


def test_a_long_evidence_is_read_where_it_speaks_of_the_claim(network: EntailmentNetwork) -> None:
    filler = tuple(
        f"The committee also discussed item {n} of the agenda, on drains and lamps, for an hour."
        for n in range(30)
    )
    said = "The mayor said that the bridge would not be closed."
    claim = "The mayor said the bridge would stay open."
    assert network.log_odds(claim, (*filler, said)) > network.log_odds(claim, filler)


REWORDED = [
    (
        "Orla Finch, a former nurse, took 41.7% in the final count, ahead of the sitting mayor with 37.2%.",
        "A former nurse, Orla Finch, finished first in the final count with 41.7%, ahead of the mayor.",
    ),
    (
        "The court heard that Marlow believed the warehouse was empty that night.",
        "Marlow thought that nobody was inside the warehouse that night, the court was told.",
    ),
    (
        "The commission said it had received 37 complaints, all but two of which it has since dismissed.",
        "All except two of the 37 complaints that reached the commission have since been thrown out.",
    ),
]


@pytest.mark.parametrize(("evidence", "claim"), REWORDED)
def test_a_true_claim_in_other_words_is_supported(evidence: str, claim: str) -> None:
    assert verify(claim, evidence).status == "supported"


@pytest.mark.parametrize(("pair", "failed"), [(REWORDED[0], "rank"), (REWORDED[1], "negation")])
def test_a_fact_that_the_reading_overrules_says_so(pair: tuple[str, str], failed: str) -> None:
    evidence, claim = pair
    case = case_of(claim, evidence)
    assert standing_of(find_facts(case), case).failed == (failed,)
    assert any((fact.note or "").startswith(OTHERWISE) for fact in verify(claim, evidence).facts)


STANDING = [
    (
        "Restoring the old film will cost £90,000, the museum said, of which £24,000 is at hand.",
        "£24,000",
        "£42,000",
    ),
    ("The committee met for almost five hours on Monday night and heard 37 people.", "almost", "more than"),
    ("The council backed the offer of its workers by 287 votes to 94.", "287 votes to 94", "94 votes to 287"),
    ("The company will close 14 of its shops by May, the owner told staff.", "14", "17"),
    ("The company will close 14 of its shops by May, the owner told staff.", "May", "June"),
    ("Halden said on Friday that it would buy Corvex from Brandt for $3bn.", "Halden", "Brandt"),
]


@pytest.mark.parametrize(("sentence", "word", "other"), STANDING)
def test_no_reading_overrules_a_wrong_figure_date_or_name(sentence: str, word: str, other: str) -> None:
    assert verify(sentence.replace(word, other), sentence).status != "supported"


def test_no_reading_overrules_a_speaker_with_a_name_that_the_evidence_lacks() -> None:
    evidence = "An appeal could cost the council up to £240,000, officers warned on Friday."
    claim = "Tom Ware warned that the council might face a bill of as much as £240,000 if it is appealed."
    text = f"Tom Ware runs the council. {evidence}"
    article = Article(id="a", text=text, title="Report")
    found = check(claim, article, spans=[("a", len(text) - len(evidence), len(text))])
    assert found.status == "contradicted"
    assert [fact.kind for fact in found.facts if fact.status == "contradicted"] == ["speaker"]


OTHER_SOURCES = [
    (
        "The bill makes it the dearest flood in the history of Varn.",
        "The flood in Varn has now killed nine people.",
    ),
    (
        "The drivers' union said that this meant longer hours.",
        "The drivers' union said it had never asked for a ban.",
    ),
    (
        "The teachers' union said that this amounted to a cut.",
        "The teachers' union said it had never asked for a national ban.",
    ),
]


@pytest.mark.parametrize(("claim", "evidence"), OTHER_SOURCES)
def test_a_claim_that_shares_only_its_subject_with_its_source_is_unsupported(
    claim: str, evidence: str
) -> None:
    assert verify(claim, evidence).status == "unsupported"


SHORT = [
    ("Nobody was hurt.", "There were no injuries."),
    ("Litter fell by more than half.", "Rubbish fell to 2.3 tonnes from 5.8 tonnes."),
    ("The firm is bankrupt.", "The company has gone into insolvency."),
]


@pytest.mark.parametrize(("claim", "evidence"), SHORT)
def test_a_short_claim_in_other_words_is_supported(claim: str, evidence: str) -> None:
    assert verify(claim, evidence).status == "supported"


def test_a_short_claim_and_one_in_the_same_words_rest_on_their_facts_alone() -> None:
    evidence = "The council will close six of its 14 libraries in May, the mayor said."
    for claim in ("Libraries will close.", evidence):
        case = case_of(claim, evidence)
        assert not standing_of(find_facts(case), case).reworded


NO_WORD_SHARED = [
    ("The show did not go ahead.", "The show went ahead.", "The concert was called off."),
    ("The vessel went down.", "The vessel was rescued.", "The boat sank."),
]


@pytest.mark.parametrize(("claim", "altered", "evidence"), NO_WORD_SHARED)
def test_a_claim_that_shares_no_word_is_borne_out_by_the_whole_alone(
    claim: str, altered: str, evidence: str
) -> None:
    found = verify(claim, evidence)
    assert found.status == "supported"
    assert [(one.kind, one.status) for one in found.facts if one.kind == "meaning"] == [
        ("meaning", "matched")
    ]
    assert verify(altered, evidence).status == "unsupported"


def test_a_claim_in_another_order_is_not_refuted_lightly() -> None:
    evidence = "The app was built by a Nairobi firm under a contract worth 410m shillings."
    assert verify("A Nairobi firm built the app under a 410 million shilling contract.", evidence).status == (
        "supported"
    )
