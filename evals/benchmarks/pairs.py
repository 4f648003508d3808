"""Rewordings and near misses: pairs of a sentence and a claim, by construction of the language.

    python -m evals.benchmarks.pairs [--folder evals/fixtures/twins] [--show]

Each file of `evals/fixtures/pairs` holds a class of facts (figures, times, words), each of
`evals/fixtures/twins` true rewordings of news sentences and of each a false twin, wrong in one respect, as a
careless writer makes them. A true claim that is not supported is a false alarm; a false one that is supported
was missed. Then how often the packaged network, read alone, ranks a true claim above a false one.
"""

from __future__ import annotations

import argparse
import json
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from evals.benchmarks.mutants import CLAIMS, Rate
from rag.types import Article
from rag.verification import check
from rag.verification.entailment import entailment

PAIRS = CLAIMS.parent / "pairs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A sentence, a claim about it, and whether the sentence carries it."""

    id: str
    evidence: str
    claim: str
    published: date
    is_true: bool
    how: str


def load_pairs(path: Path) -> list[Pair]:
    """Read the pairs of one file of JSON Lines."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
    return [
        Pair(
            id=row["id"],
            evidence=row["evidence"],
            claim=row["claim"],
            published=date.fromisoformat(row["published"]),
            is_true=row["true"],
            how=row["how"],
        )
        for row in rows
    ]


def notes_of(pair: Pair) -> tuple[str, ...] | None:
    """Check the claim: None where it is supported, else what speaks against it."""
    article = Article(id=pair.id, text=pair.evidence, published=pair.published)
    found = check(pair.claim, article, spans=[(pair.id, 0, len(pair.evidence))])
    if found.status == "supported":
        return None
    return tuple(
        f"{fact.kind} {fact.text!r}: {fact.note}"
        for fact in found.facts
        if fact.status not in {"matched", "computed"}
    )


def rates_of(name: str, pairs: Sequence[Pair]) -> list[Rate]:
    """Give the share of true claims that are called wrong, and of false ones that pass."""
    true = [pair for pair in pairs if pair.is_true]
    false = [pair for pair in pairs if not pair.is_true]
    alarms = sum(notes_of(pair) is not None for pair in true)
    passed = sum(notes_of(pair) is None for pair in false)
    return [
        Rate(name=f"{name}: true, called wrong", count=alarms, total=len(true)),
        Rate(name=f"{name}: false, passed", count=passed, total=len(false)),
    ]


def ranking_of(pairs: Sequence[Pair]) -> float:
    """Give how often a true claim has higher log odds than a false one (the area under the ROC curve).

    Computed from ranks: Hanley and McNeil 1982, https://doi.org/10.1148/radiology.143.1.7063747.
    """
    odds = {
        truth: sorted(entailment(one.claim, (one.evidence,)) for one in pairs if one.is_true == truth)
        for truth in (True, False)
    }
    below = sum(bisect_left(odds[False], each) + bisect_right(odds[False], each) for each in odds[True]) / 2
    return below / (len(odds[True]) * len(odds[False]))


def main() -> None:
    """Print the rates, and the pairs that came out wrong if they are asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--folder", type=Path, default=PAIRS)
    parser.add_argument("--show", action="store_true", help="print what went wrong")
    arguments = parser.parse_args()
    for path in sorted(arguments.folder.glob("*.jsonl")):
        pairs = load_pairs(path)
        for pair in pairs if arguments.show else ():
            notes = notes_of(pair)
            if (notes is None) != pair.is_true:
                print(f"{pair.id} {pair.how}: {pair.claim}\n    {pair.evidence}\n    {notes}")
        for rate in rates_of(path.stem, pairs):
            low, high = rate.interval
            print(f"| {rate.name} | {rate.count} of {rate.total} | {rate.share:.3f} | {low:.3f}-{high:.3f} |")
        print(f"| {path.stem}: ranked rightly by the network | | {ranking_of(pairs):.3f} | |", flush=True)


if __name__ == "__main__":
    main()
