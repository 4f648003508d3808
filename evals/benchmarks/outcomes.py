"""The figures of a benchmark, as JSON and as a table beside published anchors."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.drafters import Opened
from evals.manifest import Mode, revision
from evals.statistics import Estimate
from rag import Settings

_DIGITS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a benchmark is run with: its data, what answers, and where the library may be kept.

    `every` asks only every n-th question, for a quick look; `progress` shows a bar.
    """

    data: Path
    opened: Opened
    settings: Settings
    library: Path
    workers: int = 1
    every: int = 1
    progress: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A published system's figures on the same or, if the note says so, on other questions."""

    name: str
    figures: Mapping[str, float]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The figures of one benchmark: rates from 0 to 1, times in milliseconds."""

    name: str
    mode: Mode
    model: str
    metrics: Mapping[str, Estimate]
    anchors: Sequence[Anchor] = ()


def outcome_json(outcome: Outcome) -> str:
    """Give the outcome as one JSON object."""
    metrics = {
        name: {
            "value": round(value.value, _DIGITS),
            "low": round(value.low, _DIGITS),
            "high": round(value.high, _DIGITS),
            "n": value.n,
        }
        for name, value in outcome.metrics.items()
    }
    record = {
        "set": outcome.name,
        "mode": outcome.mode,
        "model": outcome.model,
        "revision": revision(),
        "metrics": metrics,
    }
    return json.dumps(record, indent=1) + "\n"


def outcome_table(outcome: Outcome) -> str:
    """Give the figures with their intervals beside the anchors, as a Markdown table."""
    names = [anchor.name for anchor in outcome.anchors]
    lines = [
        f"## {outcome.name}: {outcome.model} ({outcome.mode})",
        "",
        f"| metric | Dateline (95%) | n |{''.join(f' {name} |' for name in names)}",
        "|---|---|---|" + "---|" * len(names),
    ]
    for name, value in outcome.metrics.items():
        cells = [
            f"{anchor.figures[name]:.3f}" if name in anchor.figures else "" for anchor in outcome.anchors
        ]
        lines.append(
            f"| {name} | {_shown(name, value)} | {value.n} |{''.join(f' {cell} |' for cell in cells)}"
        )
    notes = [f"- {anchor.name}: {anchor.note}" for anchor in outcome.anchors if anchor.note]
    return "\n".join([*lines, *(["", *notes] if notes else [])]) + "\n"


def _shown(name: str, value: Estimate) -> str:
    digits = 1 if name.startswith("ms_") or name.endswith("_words") else 3
    return f"{value.value:.{digits}f} ({value.low:.{digits}f}–{value.high:.{digits}f})"
