"""Decides what the Quality tab shows: the eval runs of a folder, one of them, two beside each other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from evals.compare import compare_runs, comparison_notes
from evals.metrics import METRICS
from evals.page import source_articles
from evals.report import read_gate
from evals.results import badness, outcome_of
from evals.run import ARTICLES, ROWS, Run, load_run
from rag.errors import DatelineError, NotFound
from ui import panels, quality_view
from ui.quality_view import ChosenRun, RunLine

MOST_RUNS = 20
MOST_CASES = 15

_PAIRED = tuple(metric for metric in METRICS if metric.paired)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """The eval runs in `folder` and one folder further down; a run is named by its way from there."""

    folder: Path

    def page(self, name: str = "", *, against: str = "") -> str:
        """Give the list of runs, the chosen one (else the newest) and its comparison, as HTML."""
        folders = self._folders()
        if not folders:
            return quality_view.no_runs(str(self.folder))
        name = name or next(iter(folders))
        lines = [_line(one, folder) for one, folder in folders.items()]
        try:
            shown = self._shown(folders, lines, name, against)
        except DatelineError as error:
            shown = panels.problem(str(error))
        return quality_view.run_list(lines, name) + shown

    def _shown(self, folders: dict[str, Path], lines: list[RunLine], name: str, against: str) -> str:
        for asked in (name, against):
            if asked and asked not in folders:
                raise NotFound(f"there is no run {asked!r} in {str(self.folder)!r}; reload the page")
        run = load_run(folders[name])
        compared = _comparison(load_run(folders[against]), run) if against else ""
        choice = quality_view.choice_to_compare(lines, name, against)
        return quality_view.run_view(_chosen(name, run), comparison=choice + compared)

    def _folders(self) -> dict[str, Path]:
        """Give the finished runs by name, the newest first."""
        found = [path.parent for deep in ("*", "*/*") for path in self.folder.glob(f"{deep}/{ROWS}")]
        newest = sorted(found, key=lambda path: (-_finished_at(path).timestamp(), str(path)))[:MOST_RUNS]
        return {path.relative_to(self.folder).as_posix(): path for path in newest}


def _finished_at(folder: Path) -> datetime:
    return datetime.fromtimestamp((folder / ROWS).stat().st_mtime, tz=UTC)


def _line(name: str, folder: Path) -> RunLine:
    when = _finished_at(folder)
    try:
        run, checks = load_run(folder), read_gate(folder)
    except DatelineError as error:
        return RunLine(name=name, when=when, problem=str(error))
    return RunLine(
        name=name,
        when=when,
        manifest=run.manifest,
        right=sum(outcome_of(row) == "right" for row in run.rows),
        cases=len(run.rows),
        checks=len(checks),
        failed=sum(not check.passed for check in checks),
    )


def _chosen(name: str, run: Run) -> ChosenRun:
    worst = [row for row in sorted(run.rows, key=badness) if outcome_of(row) != "right"]
    return ChosenRun(
        name=name,
        run=run,
        checks=read_gate(run.folder),
        worst=tuple(worst[:MOST_CASES]),
        wrong=len(worst),
        articles=source_articles(run.folder / ARTICLES),
    )


def _comparison(before: Run, after: Run) -> str:
    lines = compare_runs(before, after, _PAIRED)
    return quality_view.comparison(lines, comparison_notes(before, after))
