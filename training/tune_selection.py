"""Fits the weights of the joint decision to a news benchmark, and stores them beside the network.

    python -m training.tune_selection reads.jsonl [--write MODEL] [--folds 2]

The weights of span, relevance, rank, age and overlap maximize the chance of a right phrase among all
phrases of a question; agreement is then chosen from a grid; slope and offset make the confidence the
chance that the first phrase is right. Cross-validated figures are printed first.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

import torch

from evals.scorers import answer_contains, f1
from rag.models.answer_forms import Asking, full_name, trimmed
from rag.models.selection import SelectionWeights, choose, window_features
from rag.networks import CONFIG_FILE
from training.evaluate_reader import Asked, load, news_figures

# What one article alone says is less sure than the benchmark's many reports make it: log odds are drawn in
# to this share of theirs, about the threshold, which decides as before.
STEADY = 0.745
AGREEMENT = (0.0, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0)


def is_right(text: str, answers: Sequence[str]) -> bool:
    """Whether a phrase counts as right: it holds the answer and little else."""
    score = answer_contains(text, answers)
    return bool(score and score.value) and f1(text, answers).value >= 0.5


def _phrases(asked: Asked) -> tuple[torch.Tensor, torch.Tensor]:
    features: list[tuple[float, ...]] = []
    right: list[float] = []
    asking = Asking.of(asked.question)
    for read in asked.reads:
        for span in read.prediction.spans:
            start, end = trimmed(read.text, span.start, span.end)
            if asking.person_or_team:
                start, end = full_name(read.text, start, end)
            text = read.text[start:end]
            features.append(
                (max(-12.0, min(12.0, span.margin)), *window_features(read), *asking.features(text))
            )
            right.append(f1(text, asked.answers).value if is_right(text, asked.answers) else 0.0)
    return torch.tensor(features), torch.tensor(right)


def fit_ranking(asked: Sequence[Asked]) -> SelectionWeights:
    """The weights that make right phrases most likely among all phrases of their question."""
    groups = [g for a in asked if a.answers and (g := _phrases(a))[1].sum() > 0]
    weights = torch.tensor([0.4, 0.2, 0.4, 0.5, 0.3, 1.0, 1.0], requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=60)

    def closure() -> torch.Tensor:
        optimizer.zero_grad()
        loss = sum(
            (
                torch.logsumexp(f @ weights, 0) - torch.logsumexp((f @ weights)[r > 0] + r[r > 0].log(), 0)
                for f, r in groups
            ),
            torch.tensor(0.0),
        )
        loss = loss / len(groups) + 0.002 * (weights**2).sum()
        loss.backward()
        return loss

    optimizer.step(closure)
    margin, relevance, rank, age, words, echo, form = weights.clamp(min=0.0).tolist()
    fitted = SelectionWeights(
        margin=margin, relevance=relevance, rank=rank, age=age, words=words, echo=echo, form=form
    )

    def quality(candidate: SelectionWeights) -> float:
        found = [(a, choose(a.reads, candidate, question=a.question)) for a in asked if a.answers]
        return sum(is_right(c[0].text, a.answers) + f1(c[0].text, a.answers).value for a, c in found if c)

    return max((replace(fitted, agreement=value) for value in AGREEMENT), key=quality)


def fit_confidence(asked: Sequence[Asked], weights: SelectionWeights) -> SelectionWeights:
    """Slope and offset by logistic regression: is the first phrase right?"""
    scores, right = [], []
    for a in asked:
        if found := choose(a.reads, weights, question=a.question):
            scores.append(found[0].score)
            right.append(float(bool(a.answers) and is_right(found[0].text, a.answers)))
    score, label = torch.tensor(scores), torch.tensor(right)
    line = torch.tensor([0.5, -1.0], requires_grad=True)
    optimizer = torch.optim.LBFGS([line], max_iter=100)

    def closure() -> torch.Tensor:
        optimizer.zero_grad()
        loss = torch.nn.functional.binary_cross_entropy_with_logits(line[0] * score + line[1], label)
        loss.backward()
        return loss

    optimizer.step(closure)
    return replace(weights, slope=line[0].item(), offset=line[1].item())


def fit(asked: Sequence[Asked]) -> SelectionWeights:
    return fit_confidence(asked, fit_ranking(asked))


def drawn_in(weights: SelectionWeights, threshold: float) -> SelectionWeights:
    """The weights with less extreme confidences that cross `threshold` at the same score."""
    odds = math.log(threshold / (1 - threshold))
    return replace(weights, slope=STEADY * weights.slope, offset=odds + STEADY * (weights.offset - odds))


def cross_validated(asked: Sequence[Asked], folds: int) -> dict[str, str]:
    """Figures in which each question is decided by weights fitted without its fold (thresholds per fold)."""
    rows: list[dict[str, object]] = []
    for fold in range(folds):
        weights = fit([a for i, a in enumerate(asked) if i % folds != fold])
        rows.append(news_figures([a for i, a in enumerate(asked) if i % folds == fold], weights))
    names = [name for name, value in rows[0].items() if isinstance(value, str)]
    return {n: f"{sum(float(str(r[n]).split()[0]) for r in rows) / folds:.1f}" for n in names}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reads", type=Path)
    parser.add_argument(
        "--write", type=Path, help="folder of the exported network whose configuration gets the weights"
    )
    parser.add_argument("--folds", type=int, default=2)
    args = parser.parse_args()
    asked = load(args.reads)
    if args.folds:
        print("cross-validated", json.dumps(cross_validated(asked, args.folds)))
    weights = fit(asked)
    figures = news_figures(asked, weights)
    print(json.dumps(asdict(weights)), json.dumps(figures, indent=1))
    if args.write:
        path = args.write / CONFIG_FILE
        config = json.loads(path.read_text("utf-8"))
        shipped = drawn_in(weights, figures["threshold"])
        config["selection"] = {name: round(value, 4) for name, value in asdict(shipped).items()}
        config["threshold"] = figures["threshold"]
        path.write_text(json.dumps(config, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
