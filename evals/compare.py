"""Compares two runs question by question: what got better, what broke, and what one cannot tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evals.metrics import METRICS, Metric
from evals.results import metric_values
from evals.run import Run
from evals.statistics import Comparison, compare

_SHOWN = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One metric in two runs, over the cases that have it in both.

    `comparison` is in the direction of better: a positive difference is a gain.
    """

    metric: str
    before: float
    after: float
    comparison: Comparison
    lost: tuple[str, ...]


def compare_runs(before: Run, after: Run, metrics: Sequence[Metric] = METRICS) -> tuple[Line, ...]:
    """Give one line per metric that both runs have."""
    lines = (_line(before, after, metric) for metric in metrics)
    return tuple(line for line in lines if line is not None)


def comparison_notes(before: Run, after: Run) -> tuple[str, ...]:
    """Say in sentences what besides the code differs between the runs."""
    notes: list[str] = []
    a, b = before.manifest, after.manifest
    if a.corpus_hash != b.corpus_hash:
        notes.append("The suites differ: only cases with the same id are compared.")
    if (a.mode, a.model) != (b.mode, b.model):
        notes.append(f"Different models: {a.model} ({a.mode}) and {b.model} ({b.mode}).")
    changed = sorted(name for name in a.settings | b.settings if a.settings.get(name) != b.settings.get(name))
    if changed:
        notes.append("Different settings: " + ", ".join(changed) + ".")
    prompts = sorted(name for name in a.prompts | b.prompts if a.prompts.get(name) != b.prompts.get(name))
    if prompts:
        notes.append("Different prompts: " + ", ".join(prompts) + ".")
    return tuple(notes)


def comparison_markdown(before: Run, after: Run) -> str:
    """Give the comparison as Markdown, with the cases that were lost."""
    lines = compare_runs(before, after)
    head = f"{before.manifest.revision or 'unknown'} → {after.manifest.revision or 'unknown'}"
    parts = [f"# Comparison {head}", *comparison_notes(before, after), ""]
    parts += [
        "| metric | before | after | gain (95%) | n | gained / lost | verdict |",
        "|---|---|---|---|---|---|---|",
        *(_table_line(line) for line in lines),
        "",
    ]
    parts += [
        f"- {line.metric} lost: {', '.join(line.lost[:_SHOWN])}{' …' if len(line.lost) > _SHOWN else ''}"
        for line in lines
        if line.lost
    ]
    return "\n".join(parts).rstrip() + "\n"


def _line(before: Run, after: Run, metric: Metric) -> Line | None:
    old, new = metric_values(before.rows, metric.name), metric_values(after.rows, metric.name)
    first, second = dict(zip(old.ids, old.values, strict=True)), dict(zip(new.ids, new.values, strict=True))
    articles = dict(zip(old.ids, old.articles, strict=True))
    common = [case for case in old.ids if case in second]
    if not common:
        return None
    sign = -1 if metric.lower_is_better else 1
    comparison = compare(
        [sign * first[case] for case in common],
        [sign * second[case] for case in common],
        [articles[case] for case in common],
    )
    return Line(
        metric=metric.name,
        before=sum(first[case] for case in common) / len(common),
        after=sum(second[case] for case in common) / len(common),
        comparison=comparison,
        lost=tuple(case for case in common if sign * (second[case] - first[case]) < 0),
    )


def _table_line(line: Line) -> str:
    gain = line.comparison.difference
    return (
        f"| {line.metric} | {line.before:.3f} | {line.after:.3f} "
        f"| {gain.value:+.3f} ({gain.low:+.3f} to {gain.high:+.3f}) | {gain.n} "
        f"| {line.comparison.gained} / {line.comparison.lost} | {line.comparison.verdict} |"
    )
