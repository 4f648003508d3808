"""How sure a reading must be to overrule the facts of a claim, or to refute it: what each limit would give.

    python -m training.tune_verdict [--network rag/assets/entailment] [--batches 23 24 25]
    python -m training.tune_verdict --overruled 0.5 --refuted -5.75

Claims of the fixtures' batches 11 to 16, their mutants, and the claims beside other sentences of their
articles; the network was trained on none of them. Prints false alarms, altered claims and wrong sources
found, for the facts alone, for the limits of the configuration and for a grid of limits (log odds of the
network); with both limits given, by operator too, and writes them into the configuration.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.benchmarks.mutants import UNALTERED, Claim, load_claims
from evals.benchmarks.mutator import mutants
from rag.networks import CONFIG_FILE
from rag.text import sentence_spans
from rag.verification.case import Evidence, open_case
from rag.verification.check import evidence_of, find_facts
from rag.verification.entailment import PACKAGED, EntailmentNetwork
from rag.verification.support import features_of, status_of
from rag.verification.verdict import Standing, needed_odds, read_with, standing_of

BATCHES = range(11, 17)
ELSEWHERE = "wrong source"
SENTENCES = 4  # of the article, beside which each claim is held as from a wrong source
EACH_FURTHER = 0.5  # what every failed fact after the first adds to the limit
# Up to which share of shared words a claim needs which log odds although no fact of it failed.
UNLIKE = ((0.34, 1.0), (0.5, -2.0))
COUNTED = -4.0  # the same for a claim of which the evidence bears out a figure
NEVER = float("inf")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A claim beside a sentence: how it stands and its status by facts alone, the network's log odds."""

    operator: str
    standing: Standing
    supported: bool
    log_odds: float

    def is_supported(self, limits: dict[str, Any]) -> bool:
        """Whether the claim is supported under these limits; one that is not read by its facts alone."""
        needed = needed_odds(self.standing, limits)
        if needed is None or not (self.supported or self.standing.failed):
            return self.supported
        return self.log_odds >= needed


def limits_of(
    overruled: float, refuted: float, *, unlike: Sequence[tuple[float, float]] = UNLIKE
) -> dict[str, Any]:
    """The `verdict` of a configuration."""
    return {
        "overruled": overruled,
        "each_further": EACH_FURTHER,
        "refuted": refuted,
        "unlike": [list(step) for step in unlike],
        "counted": COUNTED,
    }


def rows_of(batch: int, network: EntailmentNetwork) -> Iterator[Row]:
    """Check and read the claims of a batch, their mutants, and the claims beside wrong sentences."""
    rng = random.Random(batch)
    for claim in load_claims("fresh", batch=batch):
        article, text = claim.article, claim.text
        own = evidence_of(article, claim.start, claim.end)
        yield _row(UNALTERED, text, own, network)
        for mutant in mutants(text, article.text, each=2):
            yield _row(mutant.operator, mutant.claim, own, network)
        for other in _others(claim, rng):
            yield _row(ELSEWHERE, text, other, network)


def _others(claim: Claim, rng: random.Random) -> list[Evidence]:
    """Some other sentences of the article of a claim."""
    spans = [s for s in sentence_spans(claim.article.text) if s.end <= claim.start or s.start >= claim.end]
    chosen = rng.sample(spans, min(SENTENCES, len(spans)))
    return [evidence_of(claim.article, span.start, span.end) for span in chosen]


def _row(operator: str, text: str, evidence: Evidence, network: EntailmentNetwork) -> Row:
    case = open_case(text, (evidence,), None)
    facts = find_facts(case)
    return Row(
        operator=operator,
        standing=standing_of(facts, case),
        supported=status_of(facts, features_of(case, facts)) == "supported",
        log_odds=network.log_odds(text, read_with(facts, case)),
    )


def _shares(rows: Sequence[Row], limits: dict[str, Any]) -> str:
    """The false alarms, the altered claims and the wrong sources found under these limits."""
    totals, missed = Counter[str](), Counter[str]()
    for row in rows:
        kind = row.operator if row.operator in {UNALTERED, ELSEWHERE} else "altered"
        totals[kind] += 1
        missed[kind] += not row.is_supported(limits)
    shares = {kind: f"{missed[kind] / total:.4f}" for kind, total in totals.items()}
    return f"alarms {shares[UNALTERED]}, found: altered {shares['altered']}, sources {shares[ELSEWHERE]}"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--network", type=Path, default=PACKAGED)
    parser.add_argument("--batches", type=int, nargs="+", default=[*BATCHES], help="of the fresh paraphrases")
    parser.add_argument("--overruled", type=float)
    parser.add_argument("--refuted", type=float)
    arguments = parser.parse_args()
    network = EntailmentNetwork.load(arguments.network)
    rows = [row for batch in arguments.batches for row in rows_of(batch, network)]
    path = arguments.network / CONFIG_FILE
    config = json.loads(path.read_text("utf-8"))
    alone = limits_of(NEVER, -NEVER, unlike=())
    print(f"facts alone: {_shares(rows, alone)}")
    if configured := config.get("verdict"):
        print(f"as configured: {_shares(rows, configured)}")
    for overruled in (0.0, 0.5, 1.0, 1.5, 2.0):
        for refuted in (-NEVER, -5.0, -4.5, -4.0):
            said = _shares(rows, limits_of(overruled, refuted))
            print(f"overruled from {overruled}, refuted below {refuted}: {said}")
    if arguments.overruled is None or arguments.refuted is None:
        return
    limits = limits_of(arguments.overruled, arguments.refuted)
    totals = Counter(row.operator for row in rows)
    found = Counter(row.operator for row in rows if not row.is_supported(limits))
    by_facts = Counter(row.operator for row in rows if not row.supported)
    for name in sorted(totals):
        print(f"{name}: {found[name]} of {totals[name]}, by facts alone {by_facts[name]}")
    path.write_text(json.dumps(config | {"verdict": limits}, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
