"""The altered facts are altered independently of the checks, and the checks find them."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.benchmarks import mutator
from evals.benchmarks.mutants import UNALTERED, load_claims, outcomes_of, rates_of
from evals.benchmarks.mutator import OPERATORS, mutants


def test_the_mutator_imports_nothing_from_the_checks() -> None:
    assert (
        "rag"
        not in Path(mutator.__file__)
        .read_text(encoding="utf-8")
        .split("import annotations", 1)[1]
        .split("_FIGURE")[0]
    )


def test_there_are_twelve_operators_or_more() -> None:
    assert len(OPERATORS) >= 12


@pytest.mark.parametrize(
    ("operator", "claim", "altered"),
    [
        ("weekday", "Rain fell on Monday.", {"Rain fell on Wednesday.", "Rain fell on Friday."}),
        ("negation", "He did not sign.", {"He sign."}),
        ("figures_swapped", "It rose from 12 to 30 people.", set[str]()),
        ("unit", "It is 40 km long.", {"It is 40 miles long."}),
        ("scale", "It cost 3 million euros.", {"It cost 3 billion euros."}),
    ],
)
def test_an_operator_alters_one_fact(operator: str, claim: str, altered: set[str]) -> None:
    assert {mutant.claim for mutant in mutants(claim, "") if mutant.operator == operator} == altered


def test_altered_facts_are_found_and_true_claims_pass() -> None:
    outcomes = [outcome for claim in load_claims("all")[::6] for outcome in outcomes_of(claim, each=1)]
    rates = {rate.name: rate.share for rate in rates_of(outcomes)}
    assert rates["found, all"] >= 0.95
    assert rates["false alarms, verbatim"] <= 0.03
    assert rates["false alarms, paraphrase"] <= 0.05
    assert any(outcome.operator == UNALTERED for outcome in outcomes)
