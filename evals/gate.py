"""Decides whether a run passes: fixed rules per metric, and no significant loss against the baseline.

`baseline.json` holds the scores per case of the last accepted run of each model. It changes only in
a commit of its own that shows `dateline eval compare`.
"""

from __future__ import annotations

import json
import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from evals.cases import FixtureError
from evals.metrics import METRICS, Metric
from evals.results import by_type, failures, metric_values
from evals.run import Run
from evals.statistics import compare, mean

SAFETY = frozenset(
    {
        "offset_exactness",
        "citation_validity",
        "current_version",
        "cited_when_supported",
        "figure_faithfulness",
        "worded_by_spans",
        "injection_verified",
    }
)
"""What must hold whatever a model writes; a misbehaving persona is judged by these alone."""

BY_TYPE = ("answer_contains", "citation_recall")
TYPE_LOSS, TYPE_CASES = 0.15, 8
"""A type of case with so many cases may not lose more than this: a whole overall interval hides it."""


class Accepted(BaseModel):
    """The last accepted run of one model."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    revision: str | None
    corpus_hash: str
    metrics: dict[str, float]
    cases: dict[str, dict[str, float]]


class Baseline(BaseModel):
    """The accepted runs, by model."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    runs: dict[str, Accepted] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing the gate asked, and its answer."""

    name: str
    passed: bool
    detail: str


def baseline_path() -> Path:
    """Give where the committed baseline lies."""
    return Path(__file__).resolve().parent / "baseline.json"


def load_baseline(path: Path) -> Baseline:
    """Read the baseline; a missing file is an empty one.

    Raises:
        FixtureError: the file is no baseline.
    """
    if not path.is_file():
        return Baseline()
    try:
        return Baseline.model_validate_json(path.read_text("utf-8"))
    except ValidationError as error:
        raise FixtureError(
            f"{str(path)!r} is no baseline; write it with `dateline eval baseline RUN`"
        ) from error


def accept(baseline: Baseline, run: Run) -> Baseline:
    """Give the baseline with this run in place of the model's last one."""
    names = [metric.name for metric in METRICS if metric.paired]
    scored = {name: metric_values(run.rows, name) for name in names}
    accepted = Accepted(
        revision=run.manifest.revision,
        corpus_hash=run.manifest.corpus_hash,
        metrics={name: round(mean(found.values).value, 4) for name, found in scored.items() if found.values},
        cases={
            row.id: {name: row.scores[name].value for name in names if name in row.scores} for row in run.rows
        },
    )
    return Baseline(runs={**baseline.runs, run.manifest.model: accepted})


def write_baseline(path: Path, baseline: Baseline) -> None:
    """Write the baseline with one line per case, so that a change shows in a diff."""
    lines = ['{"runs": {']
    for position, (model, run) in enumerate(sorted(baseline.runs.items())):
        head = {"revision": run.revision, "corpus_hash": run.corpus_hash, "metrics": run.metrics}
        lines.append(
            ("," if position else "") + json.dumps(model) + ": " + json.dumps(head)[:-1] + ', "cases": {'
        )
        cases = [f"{json.dumps(name)}: {json.dumps(scores)}" for name, scores in run.cases.items()]
        lines.append(",\n".join(cases))
        lines.append("}}")
    lines.append("}}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def check_run(
    run: Run,
    *,
    expected_ids: Sequence[str],
    baseline: Baseline,
    metrics: Sequence[Metric] = METRICS,
) -> tuple[Check, ...]:
    """Give every check of a run, failed ones included; it passes when all of them do."""
    misbehaving = run.manifest.mode == "mock" and run.manifest.model not in ("mock", "mock:faithful")
    if misbehaving:
        metrics = [metric for metric in metrics if metric.name in SAFETY]
    checks = [_all_ran(run, expected_ids), _scorers_sound(run)]
    if not misbehaving:
        checks.append(_none_crashed(run))
    checks += [check for metric in metrics for check in _fixed_rules(run, metric)]
    accepted = baseline.runs.get(run.manifest.model)
    if accepted is not None and not misbehaving:
        checks += [_against(run, metric, accepted) for metric in metrics if metric.paired]
        checks += [check for name in BY_TYPE for check in _types_against(run, name, accepted)]
    return tuple(checks)


def _all_ran(run: Run, expected_ids: Sequence[str]) -> Check:
    given = [row.id for row in run.rows]
    passed = given == list(expected_ids)
    missing = sorted(set(expected_ids) - set(given))
    detail = f"{len(given)} rows" if passed else f"{len(given)} rows, missing {missing[:3]}, or out of order"
    return Check(name="rows: one per case, in order", passed=passed, detail=detail)


def _scorers_sound(run: Run) -> Check:
    faults = run.manifest.scorer_faults
    return Check(
        name="scorers: known answers",
        passed=not faults,
        detail="; ".join(faults) if faults else "all as computed by hand",
    )


def _none_crashed(run: Run) -> Check:
    crashed = failures(run.rows)
    detail = f"{crashed[0].id}: {crashed[0].error}" if crashed else "none"
    return Check(
        name="errors: none",
        passed=not crashed,
        detail=f"{len(crashed)} crashed; {detail}" if crashed else detail,
    )


def _fixed_rules(run: Run, metric: Metric) -> list[Check]:
    found = metric_values(run.rows, metric.name)
    rules: tuple[tuple[str, float | None, Callable[[float, float], bool]], ...] = (
        ("exactly", metric.exactly, operator.eq),
        ("at least", metric.at_least, operator.ge),
        ("at most", metric.at_most, operator.le),
    )
    checks: list[Check] = []
    for words, bound, holds in rules:
        if bound is None or not found.values:
            continue
        value = sum(found.values) / len(found.values)
        detail = f"{value:.4f} of {len(found.values)}"
        passed = holds(value, bound)
        if not passed:
            detail += f"; first: {_first_off(run, metric, bound)}"
        checks.append(Check(name=f"{metric.name}: {words} {bound:g}", passed=passed, detail=detail))
    return checks


def _first_off(run: Run, metric: Metric, bound: float) -> str:
    for row in run.rows:
        score = row.scores.get(metric.name)
        if score is not None and score.value != bound:
            return f"{row.id} ({score.reason})"
    return "none"


def _against(run: Run, metric: Metric, accepted: Accepted) -> Check:
    name = f"{metric.name}: no significant loss"
    now = {row.id: row.scores[metric.name].value for row in run.rows if metric.name in row.scores}
    articles = {row.id: row.article for row in run.rows}
    before = {case: scores[metric.name] for case, scores in accepted.cases.items() if metric.name in scores}
    common = [case for case in before if case in now]
    if not common:
        return Check(name=name, passed=not before, detail="no case in common with the baseline")
    sign = -1 if metric.lower_is_better else 1
    result = compare(
        [sign * before[case] for case in common],
        [sign * now[case] for case in common],
        [articles[case] for case in common],
    )
    gain = result.difference
    detail = (
        f"{sign * gain.value:+.4f} ({result.verdict}; 95% of the gain {gain.low:+.4f} to {gain.high:+.4f}, "
        f"{result.gained} gained, {result.lost} lost of {gain.n})"
    )
    return Check(name=name, passed=result.verdict != "worse", detail=detail)


def _types_against(run: Run, name: str, accepted: Accepted) -> list[Check]:
    checks: list[Check] = []
    for kind, rows in by_type(run.rows).items():
        pairs = [
            (accepted.cases[row.id][name], row.scores[name].value)
            for row in rows
            if name in row.scores and name in accepted.cases.get(row.id, {})
        ]
        if len(pairs) < TYPE_CASES:
            continue
        loss = sum(before - now for before, now in pairs) / len(pairs)
        detail = f"{-loss:+.3f} over {len(pairs)} cases"
        checks.append(
            Check(name=f"{name} of {kind}: loss within {TYPE_LOSS}", passed=loss <= TYPE_LOSS, detail=detail)
        )
    return checks
