"""The support score against human labels: balanced accuracy at the shipped border, per data set.

`faithfulness.py` beside this file fits and tests the score by folds; here nothing is fitted.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict
from tqdm import tqdm

from evals.benchmarks.outcomes import Anchor, Outcome, Request
from evals.benchmarks.questions import data_folder
from evals.statistics import balanced_accuracy, quantile
from rag import Article
from rag.verification import check

NAME = "faithfulness"
FILES = ("items.jsonl",)
BORDER = 0.5
"""A score from here on means supported; the shipped score is made for it."""
DETECTORS = ("gpt_4o", "hhem-2.1-english", "trueteacher")
_QAGS = Anchor(
    name="QAFactEval",
    figures={"balanced_accuracy.qags-cnndm": 0.754, "balanced_accuracy.qags-xsum": 0.756},
    note="published, on other items of QAGS (whole summaries), so only indicative",
)


class Item(BaseModel):
    """One line of `items.jsonl`."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str
    dataset: str
    source: str
    claim_or_summary: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """An item with what the checks say."""

    item: Item
    passed: bool
    ms: float


def run(request: Request) -> Outcome:
    """Check every claim against its own source; the model plays no part."""
    folder = data_folder(request.data, NAME, needs=FILES)
    items = [Item.model_validate_json(line) for line in _lines(folder / "items.jsonl")][:: request.every]
    scored = [_scored(item) for item in tqdm(items, disable=None if request.progress else True)]
    metrics = {
        f"balanced_accuracy.{name}": balanced_accuracy(
            [one.passed for one in scored if one.item.dataset == name],
            [one.item.label == "supported" for one in scored if one.item.dataset == name],
            [one.item.source for one in scored if one.item.dataset == name],
        )
        for name in sorted({item.dataset for item in items})
    }
    times = [one.ms for one in scored]
    metrics |= {"ms_p50": quantile(times, 0.5), "ms_p95": quantile(times, 0.95)}
    return Outcome(name=NAME, mode="offline", model="checks", metrics=metrics, anchors=_anchors(folder))


def _lines(path: Path) -> Iterator[str]:
    return (line for line in path.read_text("utf-8").split("\n") if line)


def _scored(item: Item) -> Scored:
    started = time.perf_counter()
    score = check(item.claim_or_summary, Article(id=item.id, text=item.source)).score
    return Scored(item=item, passed=score >= BORDER, ms=(time.perf_counter() - started) * 1000)


def _anchors(folder: Path) -> Sequence[Anchor]:
    path = folder / "anchors.json"
    published: dict[str, Any] = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    same_label: dict[str, Any] = published.get("questionable+unwanted", {})
    detectors = [
        Anchor(
            name=name,
            figures={"balanced_accuracy.faithbench": same_label[name]["balanced_accuracy"] / 100},
            note="published detector on the same items",
        )
        for name in DETECTORS
        if name in same_label
    ]
    return (*detectors, _QAGS)
