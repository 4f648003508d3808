"""How sure a reading must be to overrule the facts of a claim, or to refute it: what each limit would give.

    python -m training.tune_verdict [--network rag/assets/entailment] [--overruled 1 --refuted -4.5]

Claims and mutants of the fixtures' batches 11 to 13, from which neither the checks nor the network were
made. Prints false alarms and altered claims found, for the facts alone and for a grid of limits (log
odds of the network); with both limits given, by operator too, and writes them into the configuration.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.benchmarks.mutants import UNALTERED, Claim, load_claims
from evals.benchmarks.mutator import mutants
from rag.networks import CONFIG_FILE
from rag.verification.case import open_case
from rag.verification.check import evidence_of, find_facts
from rag.verification.entailment import PACKAGED, EntailmentNetwork
from rag.verification.support import features_of, status_of
from rag.verification.verdict import OVERRULED, failed_classes, is_read, read_with

BATCHES = (11, 12, 13)
EACH_FURTHER = 0.5  # what every failed fact after the first adds to the limit
NEVER = float("inf")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A claim or mutant: its classes of failed facts, its status by facts alone, the network's log odds."""

    operator: str
    classes: tuple[str, ...]
    supported: bool
    log_odds: float | None

    def is_supported(self, overruled: float, refuted: float) -> bool:
        """Whether the claim is supported under these limits; one that is not read by its facts alone."""
        if self.log_odds is None:
            return self.supported
        if self.supported:
            return self.log_odds >= refuted
        if not self.classes or not OVERRULED.issuperset(self.classes):
            return False
        return self.log_odds >= overruled + EACH_FURTHER * (len(self.classes) - 1)


def rows_of(batch: int, network: EntailmentNetwork) -> list[Row]:
    """Check and read the claims of a batch and their mutants."""
    return [
        _row(operator, text, claim, network)
        for claim in load_claims("fresh", batch=batch)
        for operator, text in [
            (UNALTERED, claim.text),
            *((m.operator, m.claim) for m in mutants(claim.text, claim.article.text, each=2)),
        ]
    ]


def _row(operator: str, text: str, claim: Claim, network: EntailmentNetwork) -> Row:
    case = open_case(text, (evidence_of(claim.article, claim.start, claim.end),), None)
    facts = find_facts(case)
    return Row(
        operator=operator,
        classes=tuple(failed_classes(facts, case)),
        supported=status_of(facts, features_of(case, facts)) == "supported",
        log_odds=network.log_odds(text, read_with(facts, case)) if is_read(case) else None,
    )


def _shares(rows: Sequence[Row], overruled: float, refuted: float) -> str:
    """The false alarms and the altered claims found under these limits."""
    true = [not row.is_supported(overruled, refuted) for row in rows if row.operator == UNALTERED]
    altered = [not row.is_supported(overruled, refuted) for row in rows if row.operator != UNALTERED]
    return f"alarms {sum(true) / len(true):.3f}, found {sum(altered) / len(altered):.4f}"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--network", type=Path, default=PACKAGED)
    parser.add_argument("--overruled", type=float)
    parser.add_argument("--refuted", type=float)
    arguments = parser.parse_args()
    network = EntailmentNetwork.load(arguments.network)
    rows = [row for batch in BATCHES for row in rows_of(batch, network)]
    print(f"facts alone: {_shares(rows, NEVER, -NEVER)}")
    for overruled in (0.0, 0.5, 1.0, 1.5, 2.0):
        for refuted in (-NEVER, -5.0, -4.5, -4.0):
            print(f"overruled from {overruled}, refuted below {refuted}: {_shares(rows, overruled, refuted)}")
    if arguments.overruled is None or arguments.refuted is None:
        return
    limits = (arguments.overruled, arguments.refuted)
    totals = Counter(row.operator for row in rows)
    found = Counter(row.operator for row in rows if not row.is_supported(*limits))
    alone = Counter(row.operator for row in rows if not row.supported)
    for name in sorted(totals):
        print(f"{name}: {found[name]} of {totals[name]}, by facts alone {alone[name]}")
    path = arguments.network / CONFIG_FILE
    verdict = {"overruled": limits[0], "each_further": EACH_FURTHER, "refuted": limits[1]}
    path.write_text(
        json.dumps(json.loads(path.read_text("utf-8")) | {"verdict": verdict}, indent=2) + "\n", "utf-8"
    )


if __name__ == "__main__":
    main()
