"""Altered facts found, and false alarms: mutants of the true claims of the fixtures.

    python -m evals.benchmarks.mutants [--half dev|held|all|fresh|every] [--batch 7] [--each 2]
                                       [--show OPERATOR] [--json FILE]

The half `fresh` holds paraphrases written after the checks, in batches, two in three of them over articles of
their own; `--batch` takes one of them. `every` is `all` and `fresh`.
Every true claim (a sentence of an article, or a paraphrase of one) is checked against the sentence
that it comes from, unaltered and altered in one fact by each operator of `mutator.py`. A mutant is
found where its status is not `supported`; an unaltered claim that is not supported is a false alarm.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from evals.benchmarks.mutator import mutants
from rag.types import Article
from rag.verification import check

ROOT = Path(__file__).resolve().parent.parent.parent
CLAIMS = ROOT / "evals" / "fixtures" / "claims.jsonl"
FRESH = CLAIMS.with_name("claims_fresh.jsonl")
ARTICLES = ROOT / "rag" / "samples" / "articles.jsonl"
FRESH_ARTICLES = CLAIMS.with_name("claims_articles.jsonl")
UNALTERED = "unaltered"
_FILES = {"all": (CLAIMS,), "fresh": (FRESH,), "every": (CLAIMS, FRESH)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A true claim and the sentence that carries it."""

    id: str
    kind: str
    text: str
    article: Article
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One claim or mutant, and whether it came out as supported."""

    id: str
    kind: str
    operator: str
    text: str
    supported: bool
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """A count of a total with its Wilson interval."""

    name: str
    count: int
    total: int

    @property
    def share(self) -> float:
        """The count over the total."""
        return self.count / self.total if self.total else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """The 95% Wilson interval of the share."""
        if not self.total:
            return 0.0, 1.0
        z, n, p = 1.96, self.total, self.share
        middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        half = z * ((p * (1 - p) / n + z * z / (4 * n * n)) ** 0.5) / (1 + z * z / n)
        return max(0.0, middle - half), min(1.0, middle + half)


def load_claims(half: str, *, batch: int | None = None) -> list[Claim]:
    """Read the claims of a half, of both (`all`), the `fresh` ones (of one batch if given) or `every` one."""
    articles = {row["id"]: _article(row) for file in (ARTICLES, FRESH_ARTICLES) for row in _rows(file)}
    return [
        Claim(
            id=row["id"],
            kind=row["kind"],
            text=row["claim"],
            article=articles[row["article_id"]],
            start=row["span"]["start"],
            end=row["span"]["end"],
        )
        for file in _FILES.get(half, (CLAIMS,))
        for row in _rows(file)
        if (half in _FILES or row["half"] == half) and batch in {None, row.get("batch")}
    ]


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line:
            yield json.loads(line)


def _article(row: dict[str, Any]) -> Article:
    names = ("id", "text", "title", "source", "published")
    return Article(**{name: row[name] for name in names if name in row})


def outcomes_of(claim: Claim, *, each: int) -> list[Outcome]:
    """Check a claim and its mutants."""
    altered = [
        (mutant.operator, mutant.claim) for mutant in mutants(claim.text, claim.article.text, each=each)
    ]
    return [_outcome(claim, operator, text) for operator, text in [(UNALTERED, claim.text), *altered]]


def _outcome(claim: Claim, operator: str, text: str) -> Outcome:
    found = check(text, claim.article, spans=[(claim.article.id, claim.start, claim.end)])
    notes = tuple(
        f"{fact.kind} {fact.text!r}: {fact.note}"
        for fact in found.facts
        if fact.status in {"missing", "contradicted"}
    )
    return Outcome(
        id=claim.id,
        kind=claim.kind,
        operator=operator,
        text=text,
        supported=found.status == "supported",
        notes=notes,
    )


def rates_of(outcomes: Sequence[Outcome]) -> list[Rate]:
    """False alarms by kind of claim, then mutants found: overall, on paraphrases, and by operator."""
    rates: list[Rate] = []
    for kind in sorted({outcome.kind for outcome in outcomes}):
        mine = [o for o in outcomes if o.operator == UNALTERED and o.kind == kind]
        rates.append(
            Rate(name=f"false alarms, {kind}", count=sum(not o.supported for o in mine), total=len(mine))
        )
    altered = [o for o in outcomes if o.operator != UNALTERED]
    rates.append(_found("found, all", altered))
    rates.append(_found("found, of paraphrases", [o for o in altered if "paraphrase" in o.kind]))
    for operator in sorted({o.operator for o in altered}):
        rates.append(_found(f"found, {operator}", [o for o in altered if o.operator == operator]))
    return rates


def _found(name: str, outcomes: Sequence[Outcome]) -> Rate:
    return Rate(name=name, count=sum(not o.supported for o in outcomes), total=len(outcomes))


def main() -> None:
    """Print the rates, and the misses that are asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--half", choices=["dev", "held", *_FILES], default="dev")
    parser.add_argument("--batch", type=int, help="of the fresh paraphrases")
    parser.add_argument("--each", type=int, default=2, help="mutants of each operator for one claim, at most")
    parser.add_argument("--show", default="", help="an operator, `unaltered` or `all`: print what went wrong")
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    outcomes = [
        o
        for claim in load_claims(arguments.half, batch=arguments.batch)
        for o in outcomes_of(claim, each=arguments.each)
    ]
    for outcome in outcomes:
        wrong = outcome.supported != (outcome.operator == UNALTERED)
        if wrong and arguments.show in {outcome.operator, "all"}:
            print(f"{outcome.id} {outcome.operator}: {outcome.text}\n    {'; '.join(outcome.notes)}")
    rates = rates_of(outcomes)
    for rate in rates:
        low, high = rate.interval
        print(f"| {rate.name} | {rate.count} of {rate.total} | {rate.share:.3f} | {low:.3f}-{high:.3f} |")
    if arguments.json:
        arguments.json.write_text(json.dumps([asdict(rate) for rate in rates], indent=1))


if __name__ == "__main__":
    main()
