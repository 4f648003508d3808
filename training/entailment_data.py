"""Examples of claims that a sentence of news carries, and of claims that it does not.

    python -m training.entailment_data --out examples.jsonl [--easy-first] [--seed 1] [--share 0.05]

Sources, all of them written for this project:
- `training/entailment/sentences.jsonl`: a sentence with two true rewordings and two false ones;
- `training/entailment/twins.jsonl`: a sentence with three true rewordings, and of each a false twin, wrong in
  one respect;
- `training/entailment/paraphrases.jsonl`: true paraphrases of sentences of `articles.jsonl` and the samples;
- `evals/fixtures`: the claims up to batch 28 and the pairs, which the checks were tuned on.

Of each paraphrase the mutants of `evals.benchmarks.mutator` are false examples, and so is the paraphrase
beside other sentences of its article: a source that is cited wrongly. Every twin and every pair is taken,
and of the other kinds as many as `MIX` says (of each operator alike); another seed takes others.
With `--easy-first`, wrong sources, mutants and paraphrases come first: from twins alone an encoder that has
never compared two texts learns nothing for hundreds of steps.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import islice, zip_longest
from pathlib import Path
from typing import Any

from evals.benchmarks.mutants import ARTICLES, load_claims
from evals.benchmarks.mutator import mutants
from rag.text import sentence_spans
from training.reader_data import read_jsonl

ROOT = Path(__file__).resolve().parent.parent
WRITTEN = ROOT / "training" / "entailment"
PAIRS = ROOT / "evals" / "fixtures" / "pairs"
NEIGHBOURED = 0.3
ELSEWHERE = 2  # other sentences of the article to which each paraphrase is held, the nearest in words first
TUNED_BATCHES = range(1, 29)  # later batches are there to measure on
MIX = {"rewording": 4000, "mutant": 6000, "paraphrase": 4000, "elsewhere": 800}
EASY = {"elsewhere": 1300, "mutant": 1300, "paraphrase": 1500}
WRITTEN_KINDS = frozenset({"twin", "pair", "rewording", "paraphrase", "elsewhere"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A claim, the sentence it is to be judged by, and whether that carries it; `kind` is how it was made."""

    claim: str
    evidence: str
    carried: bool
    kind: str


def examples(rng: random.Random) -> Iterator[Example]:
    """Give every example once; some evidence has a neighbouring sentence with it, as citations do."""
    yield from _written_sentences()
    yield from _pairs()
    articles = {row["id"]: row for file in (ARTICLES, WRITTEN / "articles.jsonl") for row in _rows(file)}
    for row in _rows(WRITTEN / "paraphrases.jsonl"):
        article = articles[row["article_id"]]
        place = _Place(
            title=article.get("title", ""), text=article["text"], start=row["start"], end=row["end"]
        )
        yield from _of_claim(row["claim"], place, rng)
    tuned = [claim for batch in TUNED_BATCHES for claim in load_claims("fresh", batch=batch)]
    for claim in [*load_claims("all"), *tuned]:
        article = claim.article
        place = _Place(title=article.title, text=article.text, start=claim.start, end=claim.end)
        yield from _of_claim(claim.text, place, rng)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """A sentence of a text."""

    title: str
    text: str
    start: int
    end: int

    def evidence(self, rng: random.Random) -> str:
        """The sentence, at times with the one before or after it, or with the title and the one before."""
        kind = rng.choice(("before", "after", "context")) if rng.random() < NEIGHBOURED else "alone"
        spans = sentence_spans(self.text)
        at = next(n for n, span in enumerate(spans) if span.start <= self.start < span.end)
        first = at - 1 if kind in {"before", "context"} and at else at
        last = at + 1 if kind == "after" and at + 1 < len(spans) else at
        start, end = min(self.start, spans[first].start), max(self.end, spans[last].end)
        if kind == "alone":
            start, end = self.start, self.end
        return f"{self.title} {self.text[start:end]}" if kind == "context" else self.text[start:end]

    def elsewhere(self, claim: str, rng: random.Random) -> list[str]:
        """Other sentences of the text: the one that shares most words with the claim, and any others."""
        spans = [s for s in sentence_spans(self.text) if s.end <= self.start or s.start >= self.end]
        texts = [self.text[span.start : span.end] for span in spans]
        rng.shuffle(texts)
        words = set(claim.lower().split())
        nearest = max(texts, key=lambda text: len(words & set(text.lower().split())), default="")
        return [nearest, *(text for text in texts if text != nearest)][: ELSEWHERE if texts else 0]


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    yield from read_jsonl(path)


def _written_sentences() -> Iterator[Example]:
    for kind, file in (("rewording", "sentences.jsonl"), ("twin", "twins.jsonl")):
        for row in _rows(WRITTEN / file):
            for carried in (True, False):
                for claim in row["true" if carried else "false"]:
                    yield Example(claim=claim, evidence=row["sentence"], carried=carried, kind=kind)


def _pairs() -> Iterator[Example]:
    for file in sorted(PAIRS.glob("*.jsonl")):
        for row in _rows(file):
            yield Example(claim=row["claim"], evidence=row["evidence"], carried=row["true"], kind="pair")


def _of_claim(claim: str, place: _Place, rng: random.Random) -> Iterator[Example]:
    yield Example(claim=claim, evidence=place.evidence(rng), carried=True, kind="paraphrase")
    for mutant in mutants(claim, place.text, each=2):
        yield Example(claim=mutant.claim, evidence=place.evidence(rng), carried=False, kind=mutant.operator)
    for sentence in place.elsewhere(claim, rng):
        yield Example(claim=claim, evidence=sentence, carried=False, kind="elsewhere")


def mixed(made: Sequence[Example], rng: random.Random, *, easy_first: bool) -> list[Example]:
    """Draw what `MIX` says in random order, after what `EASY` says where that comes first."""
    by_kind: dict[str, list[Example]] = defaultdict(list)
    for one in rng.sample(made, len(made)):
        by_kind[one.kind if one.kind in WRITTEN_KINDS else "mutant"].append(one)
    by_kind["mutant"] = _in_turn(by_kind["mutant"])
    left = {name: iter(rows) for name, rows in by_kind.items()}
    drawn: list[Example] = []
    for part in (EASY, MIX) if easy_first else (MIX,):
        rows = [row for name, count in part.items() for row in islice(left.get(name, ()), count)]
        if part is MIX:
            rows += by_kind["twin"] + by_kind["pair"]
        rng.shuffle(rows)
        drawn += rows
    return drawn


def _in_turn(rows: Sequence[Example]) -> list[Example]:
    """The rows with their kinds in turn, so that the first ones hold of each kind alike."""
    by_kind: dict[str, list[Example]] = defaultdict(list)
    for row in rows:
        by_kind[row.kind].append(row)
    return [row for turn in zip_longest(*by_kind.values()) for row in turn if row is not None]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--easy-first", action="store_true", help="for a run from the base itself")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--share", type=float, default=1.0, help="take this share of the examples, for a trial"
    )
    arguments = parser.parse_args()
    rng = random.Random(arguments.seed)
    rows = mixed([*examples(rng)], rng, easy_first=arguments.easy_first)
    rows = rows[: int(len(rows) * arguments.share)]
    with arguments.out.open("w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(asdict(row), ensure_ascii=False) + "\n")
    print(f"{len(rows)} examples, {sum(row.carried for row in rows) / len(rows):.2f} of them carried")


if __name__ == "__main__":
    main()
