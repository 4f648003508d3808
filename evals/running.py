"""Runs a suite by its name with a model by its name: build, run, gate, report, and say it in words."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from evals.cases import Case, FixtureError, Suite, load_suite
from evals.drafters import Opened, open_drafter
from evals.gate import Baseline, Check, baseline_path, check_run, load_baseline
from evals.manifest import make_manifest
from evals.mock_personas import PERSONAS
from evals.personas import persona_table
from evals.pipelines import Pipeline, open_pipeline
from evals.report import WHAT_A_MODE_SHOWS, described, figures_table, write_reports
from evals.results import estimates
from evals.run import Run, load_run, run_suite
from evals.statistics import SEED
from rag import Settings
from rag.settings import load_settings

FIXTURES_NAME = "fixtures"
TOO_SLOW = frozenset({"slow"})
"""Personas left out of `mock:all`: they only take time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What to run. `settings` are those of the environment where left out, `prompt` the packaged one.

    `workers` is how many cases run at a time; left out, 1 for a mocked or replayed model, which two
    threads only slow down, and else 2.
    """

    suite: str
    model: str
    out: Path
    record: Path | None = None
    workers: int | None = None
    only: str | None = None
    every: int = 1
    baseline: Path | None = None
    progress: bool = False
    settings: Settings | None = None
    prompt: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Whether everything passed, and what to print."""

    passed: bool
    summary: str


def run_and_report(options: Options) -> Outcome:
    """Run a suite with one model, gate it and write its reports."""
    suite = _suite(options.suite, options.only, every=options.every)
    run = run_model(suite, options)
    return _reported(run, suite, options.baseline)


def run_personas(options: Options) -> Outcome:
    """Run the suite with every persona of the mocked model and tabulate what Dateline makes of each."""
    suite = _suite(options.suite, options.only, every=options.every)
    settings = options.settings or load_settings()
    runs: dict[str, Run] = {}
    failed: list[str] = []
    with _opened_pipeline(suite, settings, open_drafter("mock", settings)) as pipeline:
        for persona in (name for name in PERSONAS if name not in TOO_SLOW):
            one = replace(options, model=f"mock:{persona}", out=options.out / persona)
            opened = open_drafter(one.model, settings, prompt=options.prompt)
            runs[persona] = _run(suite, one, opened, replace(pipeline, drafter=opened.drafter))
            checks = _checks(runs[persona], suite, options.baseline)
            write_reports(runs[persona], checks)
            failed += [
                f"FAILED {persona}: {check.name}: {check.detail}" for check in checks if not check.passed
            ]
    table = persona_table(runs)
    (options.out / "personas.md").write_text(table, encoding="utf-8")
    return Outcome(passed=not failed, summary="\n".join([table, *failed]))


def run_model(suite: Suite, options: Options) -> Run:
    """Run a suite with one model over a library made for it."""
    settings = options.settings or load_settings()
    opened = open_drafter(options.model, settings, record=options.record, prompt=options.prompt)
    with _opened_pipeline(suite, settings, opened) as pipeline:
        return _run(suite, options, opened, pipeline)


@contextmanager
def _opened_pipeline(suite: Suite, settings: Settings, opened: Opened) -> Generator[Pipeline]:
    folder = Path(tempfile.mkdtemp(prefix="dateline-eval-"))
    try:
        with open_pipeline(suite, folder=folder, settings=settings, opened=opened) as pipeline:
            yield pipeline
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(suite: Suite, options: Options, opened: Opened, pipeline: Pipeline) -> Run:
    manifest = make_manifest(
        suite=suite.name,
        mode=opened.mode,
        model=opened.model,
        settings=pipeline.library.settings,
        corpus_hash=suite.corpus_hash,
        seed=SEED,
        cases=len(suite.cases),
        recorded_ms=opened.recorded_ms,
    )
    return run_suite(
        suite,
        pipeline=pipeline,
        manifest=manifest,
        out=options.out,
        workers=options.workers or (1 if opened.mode in {"mock", "replay"} else 2),
        progress=options.progress,
    )


def report_folder(folder: Path, *, baseline: Path | None) -> Outcome:
    """Gate a finished run again and write its reports anew.

    A run of a part of its suite is held to the cases that it has.
    """
    run = load_run(folder)
    suite = _suite(run.manifest.suite, None)
    if run.manifest.cases != len(suite.cases):
        suite = suite.part(row.id for row in run.rows)
    return _reported(run, suite, baseline)


def _reported(run: Run, suite: Suite, baseline: Path | None) -> Outcome:
    checks = _checks(run, suite, baseline)
    paths = write_reports(run, checks)
    return Outcome(passed=all(check.passed for check in checks), summary=_summary(run, checks, paths))


def _checks(run: Run, suite: Suite, baseline: Path | None) -> tuple[Check, ...]:
    return check_run(
        run,
        expected_ids=[case.id for case in suite.cases],
        baseline=_baseline(suite, baseline),
    )


def _baseline(suite: Suite, path: Path | None) -> Baseline:
    """The baseline named; else the committed one, which holds for the project's own fixtures only."""
    if path is None and suite.name != FIXTURES_NAME:
        return Baseline()
    return load_baseline(path or baseline_path())


def _suite(name: str, only: str | None, *, every: int = 1) -> Suite:
    suite = load_suite() if name == FIXTURES_NAME else load_suite(Path(name), name=name)
    if only is None and every == 1:
        return suite
    chosen = [case.id for case in suite.cases if only is None or _fits(case, only)]
    part = suite.part(chosen[::every])
    if not part.cases:
        raise FixtureError(f"no case of {name!r} has {only!r} in its id, type or tags")
    return part


def _fits(case: Case, text: str) -> bool:
    return any(text in word for word in (case.id, case.type, *case.tags))


def _summary(run: Run, checks: Sequence[Check], paths: Sequence[Path]) -> str:
    manifest = run.manifest
    failed = [check for check in checks if not check.passed]
    lines = [
        f"{manifest.suite}: {manifest.model} ({manifest.mode}). {WHAT_A_MODE_SHOWS[manifest.mode]}",
        described(manifest),
        "",
        figures_table(estimates(run.rows)),
        "",
        *(f"FAILED {check.name}: {check.detail}" for check in failed),
        f"gate: {len(checks) - len(failed)} of {len(checks)} checks passed",
        f"reports: {', '.join(str(path) for path in paths)}",
    ]
    return "\n".join(lines)
