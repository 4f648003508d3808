"""Runs a suite over a grid of settings: a table and a plot of quality against time."""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.cases import load_suite
from evals.plots import Point, quality_against_time
from evals.results import estimates
from evals.running import Options, run_model
from evals.statistics import Estimate, quantile
from rag import Settings
from rag.errors import SettingsError
from rag.settings import load_settings

DEFAULT_GRID = {
    "chunk_chars": ("450", "1800"),
    "passages": ("6", "24"),
    "lexical_weight": ("0", "1", "4"),
    "dense_weight": ("0", "1.6"),
    "answer_threshold": ("0.4", "0.6"),
}
"""Values tried beside the defaults, one setting at a time, when no `--set` is given."""
_SHOWN = ("f1", "answer_contains", "citation_recall", "recall@5", "abstention_recall", "false_refusals")


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The figures of one combination of settings."""

    label: str
    figures: Mapping[str, Estimate]
    total_ms: Estimate


def parse_grid(given: Sequence[str] | None) -> tuple[dict[str, str], ...]:
    """Give the combinations of `NAME=V1,V2` arguments; without any, one setting at a time.

    >>> parse_grid(["passages=6,14"])
    ({'passages': '6'}, {'passages': '14'})
    """
    if not given:
        single = [{name: value} for name, values in DEFAULT_GRID.items() for value in values]
        return ({}, *single)
    axes: list[list[tuple[str, str]]] = []
    for text in given:
        name, _, values = text.partition("=")
        if not values or name not in {*Settings.model_fields, "prompt"}:
            raise SettingsError(f"--set {text!r} is no setting with values; write for example passages=6,14")
        axes.append([(name, value) for value in values.split(",")])
    return tuple(dict(combination) for combination in itertools.product(*axes))


def sweep(
    grid: Sequence[Mapping[str, str]], *, suite: str, model: str, metric: str, progress: bool
) -> tuple[Result, ...]:
    """Run the suite once per combination; one case at a time, so that times are true."""
    loaded = load_suite() if suite == "fixtures" else load_suite(Path(suite), name=suite)
    results: list[Result] = []
    with tempfile.TemporaryDirectory(prefix="dateline-sweep-") as scratch:
        for index, changes in enumerate(grid):
            prompt = changes.get("prompt")
            settings = load_settings(**{name: value for name, value in changes.items() if name != "prompt"})
            options = Options(
                suite=suite,
                model=model,
                out=Path(scratch) / str(index),
                workers=1,
                progress=progress,
                settings=settings,
                prompt=Path(prompt) if prompt else None,
            )
            run = run_model(loaded, options)
            figures = estimates(run.rows)
            if metric not in figures:
                raise SettingsError(f"metric {metric!r} is unknown; use one of {', '.join(figures)}")
            total = quantile([timing.total_ms for timing in run.timings], 0.5)
            results.append(Result(label=_label(changes), figures=figures, total_ms=total))
    return tuple(results)


def write_sweep(results: Sequence[Result], out: Path, *, metric: str) -> str:
    """Write `sweep.md` and `sweep.svg` and give the table."""
    out.mkdir(parents=True, exist_ok=True)
    names = tuple(dict.fromkeys((metric, *_SHOWN)))
    table = "\n".join(_table(results, names)) + "\n"
    points = [
        Point(label=result.label, time_ms=result.total_ms.value, quality=result.figures[metric])
        for result in results
    ]
    (out / "sweep.md").write_text(table, encoding="utf-8")
    (out / "sweep.svg").write_text(
        quality_against_time(points, title="Quality against time", quality=metric), encoding="utf-8"
    )
    return table


def _table(results: Sequence[Result], names: Sequence[str]) -> Iterator[str]:
    yield f"| settings | {' | '.join(names)} | ms p50 |"
    yield "|---|" + "---|" * (len(names) + 1)
    for result in results:
        cells = [_cell(result.figures.get(name)) for name in names]
        yield f"| {result.label} | {' | '.join(cells)} | {result.total_ms.value:.0f} |"


def _cell(value: Estimate | None) -> str:
    return "–" if value is None else f"{value.value:.3f} ({value.low:.3f}–{value.high:.3f})"


def _label(changes: Mapping[str, str]) -> str:
    return ", ".join(f"{name}={value}" for name, value in changes.items()) or "defaults"
