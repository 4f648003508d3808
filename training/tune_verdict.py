"""How sure a reading must be to overrule the facts of a claim, or to refute it: what each limit would give.

    python -m training.tune_verdict [--network rag/assets/entailment] [--batches 47 48 49]
    python -m training.tune_verdict --overruled told=3 negation=0.5

Claims of batches of the fixtures on which the network was not trained, their mutants, and the claims beside
other sentences of their articles. Prints false alarms, altered claims and wrong sources found, for the facts
alone and for the limits of the configuration; then, for every class of failed facts and every limit (log
odds of the network), how many true and altered claims with only such facts a reading from there on bears
out. With limits given, what they give by operator; they are written into the configuration.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
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
from rag.verification.verdict import Standing, doubts_of, leads_of, needed_odds, read_with, standing_of

BATCHES = range(29, 51)  # later ones are there to measure on
ELSEWHERE = "wrong source"
SENTENCES = 4  # of the article, beside which each claim is held as from a wrong source
EACH_FURTHER = 0.5  # what every failed fact after the first adds to the limit
# Up to which share of shared words a claim needs which log odds although no fact of it failed, and which
# where the evidence bears out a figure of it; then the same for any claim in other words.
UNLIKE = ((0.34, 0.0, -1.5), (0.42, -1.0, -2.0), (0.5, -1.0, -2.0))
REWORDED_ODDS = (-2.4, -4.0)
SAME_WORDS = (0.9, -4.0, -4.0)  # from which share of shared words on a claim is only told in another order
UNKNOWN = 2.5  # for a claim that shares fewer words than a supported one must
# By how much a claim must lead over its contraries where a negation or a name of it failed, and from which
# lead of a contrary, or of itself with two names exchanged, it is refuted.
LEADS = {"negation": 0.5, "denial": 0.5, "name": 0.0, "unnamed": 0.0, "named": -0.75}
AGAINST = {"negation": -3.0, "exchanged": -0.5}
OVERRULING = (0.0, 1.0, 2.0, 3.0, 4.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A claim beside a sentence: how it stands and its status by facts alone, and how the network reads it.

    `leads`: the class of each failed fact with contraries, and the claim's lead over them in log odds;
    `doubts`: the same for what no check refuses. Both are empty where no limit asks for them.
    """

    operator: str
    standing: Standing
    supported: bool
    log_odds: float
    leads: tuple[tuple[str, float], ...]
    doubts: tuple[tuple[str, float], ...]

    def is_supported(self, limits: dict[str, Any] | None) -> bool:
        """Whether the claim is supported under these limits; by its facts alone where it is not read."""
        needed = needed_odds(self.standing, limits) if limits else None
        if limits is None or (needed is None and self.standing.failed):
            return self.supported
        if needed is not None and self.log_odds < needed:
            return False
        return (
            (needed is not None or self.supported)
            and all(lead >= limits["leads"][name] for name, lead in self.leads)
            and all(lead >= limits["against"][name] for name, lead in self.doubts)
        )


def limits_of(
    overruled: Mapping[str, float],
) -> dict[str, Any]:
    """The `verdict` of a configuration."""
    return {
        "overruled": dict(overruled),
        "each_further": EACH_FURTHER,
        "unlike": [list(step) for step in UNLIKE],
        "reworded": list(REWORDED_ODDS),
        "same_words": list(SAME_WORDS),
        "unknown": UNKNOWN,
        "leads": LEADS,
        "against": AGAINST,
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
    standing = standing_of(facts, case)
    odds = lru_cache(network.log_odds)
    doubts = doubts_of(facts, case, odds) if standing.retold else ()
    return Row(
        operator=operator,
        standing=standing,
        supported=status_of(facts, features_of(case, facts)) == "supported",
        log_odds=odds(text, read_with(facts, case)),
        leads=tuple(leads_of(facts, case, LEADS, odds)) if standing.reworded else (),
        doubts=tuple((one.name, one.contrast.lead) for one in doubts),
    )


def _shares(rows: Sequence[Row], limits: dict[str, Any] | None) -> str:
    """The false alarms, the altered claims and the wrong sources found under these limits."""
    totals, missed = Counter[str](), Counter[str]()
    for row in rows:
        kind = row.operator if row.operator in {UNALTERED, ELSEWHERE} else "altered"
        totals[kind] += 1
        missed[kind] += not row.is_supported(limits)
    shares = {kind: f"{missed[kind] / total:.4f}" for kind, total in totals.items()}
    return f"alarms {shares[UNALTERED]}, found: altered {shares['altered']}, sources {shares[ELSEWHERE]}"


def _by_class(rows: Sequence[Row]) -> Iterator[str]:
    """For each class of failed facts, how many claims a reading bears out."""
    read = [row for row in rows if row.standing.reworded and row.operator != ELSEWHERE]
    for name in sorted({one for row in read for one in row.standing.failed}):
        alike = [row for row in read if set(row.standing.failed) == {name}]
        yield f"{name} borne out: " + "; ".join(
            f"from {limit} {_split(row for row in alike if row.log_odds >= limit)}" for limit in OVERRULING
        )


def _split(rows: Iterable[Row]) -> str:
    operators = Counter(row.operator == UNALTERED for row in rows)
    return f"{operators[True]} true, {operators[False]} altered"


def _limit(text: str) -> tuple[str, float]:
    name, _, odds = text.partition("=")
    return name, float(odds)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--network", type=Path, default=PACKAGED)
    parser.add_argument("--batches", type=int, nargs="+", default=[*BATCHES], help="of the fresh paraphrases")
    parser.add_argument("--overruled", type=_limit, nargs="+", metavar="CLASS=ODDS")
    arguments = parser.parse_args()
    network = EntailmentNetwork.load(arguments.network)
    rows = [row for batch in arguments.batches for row in rows_of(batch, network)]
    path = arguments.network / CONFIG_FILE
    config = json.loads(path.read_text("utf-8"))
    print(f"facts alone: {_shares(rows, None)}")
    if configured := config.get("verdict"):
        print(f"as configured: {_shares(rows, configured)}")
    for line in _by_class(rows):
        print(line)
    if arguments.overruled is None:
        return
    limits = limits_of(dict(arguments.overruled))
    print(f"with these limits: {_shares(rows, limits)}")
    totals = Counter(row.operator for row in rows)
    found = Counter(row.operator for row in rows if not row.is_supported(limits))
    by_facts = Counter(row.operator for row in rows if not row.supported)
    for name in sorted(totals):
        print(f"{name}: {found[name]} of {totals[name]}, by facts alone {by_facts[name]}")
    path.write_text(json.dumps(config | {"verdict": limits}, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
