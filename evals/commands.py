"""`dateline eval …`: run, compare, report, baseline, benchmark, sweep.

Exit codes: 0 passed, 1 a gate or a run failed, 2 bad usage or a bad fixture.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from evals.cases import FixtureError
from rag.errors import DatelineError, SettingsError

PASSED, FAILED, BAD_USAGE = 0, 1, 2
RUNS = Path("runs")


def main(argv: Sequence[str]) -> int:
    """Run one command of the evals.

    Returns:
        0 when it passed, 1 when a gate or the run failed, 2 on bad usage or a bad fixture.
    """
    options = _parser().parse_args(list(argv))
    try:
        return options.run(options)
    except (FixtureError, SettingsError) as error:
        print(f"dateline eval: {error}", file=sys.stderr)
        return BAD_USAGE
    except DatelineError as error:
        print(f"dateline eval: {error}", file=sys.stderr)
        return FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="dateline eval",
        description="Measure Dateline: offline by default, every figure with its interval.",
    )
    group = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_run(group)
    compare = group.add_parser("compare", help="compare two runs question by question")
    compare.add_argument("before", type=Path)
    compare.add_argument("after", type=Path)
    compare.set_defaults(run=_compare)
    report = group.add_parser(
        "report", help="write report.md, junit.xml and report.html of a run, and gate it"
    )
    report.add_argument("folder", type=Path)
    report.add_argument("--baseline", type=Path, help="another baseline than the committed one")
    report.set_defaults(run=_report)
    baseline = group.add_parser("baseline", help="accept runs as the baseline that later runs are held to")
    baseline.add_argument("folders", type=Path, nargs="+")
    baseline.add_argument("--baseline", type=Path, help="another file than the committed one")
    baseline.set_defaults(run=_baseline)
    _add_benchmark(group)
    _add_sweep(group)
    return parser


def _add_run(group: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:  # pyright: ignore[reportPrivateUsage] -- argparse names no public type
    run = group.add_parser("run", help="run a suite, gate it and report it")
    run.add_argument("--suite", default="fixtures", help="`fixtures`, or a folder with cases.jsonl")
    run.add_argument(
        "--model",
        default="mock",
        help="mock, mock:PERSONA, mock:all, extractive, replay:FILE or openai:NAME (default: mock)",
    )
    run.add_argument("--out", type=Path, help="folder of the run (default: runs/SUITE-MODEL)")
    run.add_argument(
        "--record", type=Path, metavar="FILE", help="write every reply of the model to a cassette"
    )
    run.add_argument(
        "--workers",
        type=int,
        help="cases at a time (default: 1 for a mocked or replayed model, whose work is all Python; else 2)",
    )
    run.add_argument("--only", metavar="TEXT", help="only cases whose id, type or tags hold this")
    run.add_argument(
        "--every", type=int, default=1, metavar="N", help="only every n-th case, for a quick look"
    )
    run.add_argument("--baseline", type=Path, help="another baseline than the committed one")
    run.add_argument("--quiet", action="store_true", help="no progress bar")
    run.set_defaults(run=_run)


def _add_benchmark(group: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:  # pyright: ignore[reportPrivateUsage] -- argparse names no public type
    from evals.benchmarks.registry import BENCHMARKS

    benchmark = group.add_parser("benchmark", help="measure on public data by folder")
    benchmark.add_argument("set", choices=sorted(BENCHMARKS))
    benchmark.add_argument(
        "--data", type=Path, required=True, help="the set's folder, or the folder that holds it"
    )
    benchmark.add_argument("--model", default="extractive", help="as for `run` (default: extractive)")
    benchmark.add_argument("--json", type=Path, metavar="OUT", help="write the figures as JSON")
    benchmark.add_argument("--library", type=Path, help="keep the library of the articles in this folder")
    benchmark.add_argument("--workers", type=int, default=1, help="questions at a time; 1 for true times")
    benchmark.add_argument("--every", type=int, default=1, metavar="N", help="only every n-th question")
    benchmark.add_argument("--quiet", action="store_true", help="no progress bar")
    benchmark.set_defaults(run=_benchmark)


def _add_sweep(group: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:  # pyright: ignore[reportPrivateUsage] -- argparse names no public type
    sweep = group.add_parser("sweep", help="quality against time over settings")
    sweep.add_argument("--suite", default="fixtures", help="`fixtures`, or a folder with cases.jsonl")
    sweep.add_argument("--model", default="extractive", help="as for `run` (default: extractive)")
    sweep.add_argument(
        "--set",
        action="append",
        metavar="NAME=V1,V2",
        help="a setting and its values, or prompt=FILE1,FILE2; may be given again: each combination is run",
    )
    sweep.add_argument("--metric", default="f1", help="the quality that is plotted (default: f1)")
    sweep.add_argument("--out", type=Path, default=RUNS / "sweep", help="folder for sweep.md and sweep.svg")
    sweep.add_argument("--quiet", action="store_true", help="no progress bar")
    sweep.set_defaults(run=_sweep)


# --- commands ---------------------------------------------------------------------------------
# They import inside, because the SDK and the store take seconds to import and `--help` needs neither.


def _run(options: argparse.Namespace) -> int:
    from evals.running import Options, run_and_report, run_personas

    chosen = Options(
        suite=options.suite,
        model=options.model,
        out=options.out or RUNS / f"{Path(options.suite).name}-{_file_name(options.model)}",
        record=options.record,
        workers=options.workers,
        only=options.only,
        every=options.every,
        baseline=options.baseline,
        progress=not options.quiet,
    )
    for name in ("workers", "every"):
        if getattr(options, name) is not None and getattr(options, name) < 1:
            raise SettingsError(f"--{name} is {getattr(options, name)}; it must be 1 or more")
    outcome = run_personas(chosen) if options.model == "mock:all" else run_and_report(chosen)
    print(outcome.summary)
    return PASSED if outcome.passed else FAILED


def _compare(options: argparse.Namespace) -> int:
    from evals.compare import comparison_markdown
    from evals.run import load_run

    print(comparison_markdown(load_run(options.before), load_run(options.after)), end="")
    return PASSED


def _report(options: argparse.Namespace) -> int:
    from evals.running import report_folder

    outcome = report_folder(options.folder, baseline=options.baseline)
    print(outcome.summary)
    return PASSED if outcome.passed else FAILED


def _baseline(options: argparse.Namespace) -> int:
    from evals.gate import accept, baseline_path, load_baseline, write_baseline
    from evals.run import load_run

    path = options.baseline or baseline_path()
    baseline = load_baseline(path)
    for folder in options.folders:
        baseline = accept(baseline, load_run(folder))
    write_baseline(path, baseline)
    print(f"wrote {path}; commit it by itself, with the output of `dateline eval compare`")
    return PASSED


def _benchmark(options: argparse.Namespace) -> int:
    from evals.benchmarks.outcomes import Request, outcome_json, outcome_table
    from evals.benchmarks.registry import run_benchmark
    from evals.drafters import open_drafter
    from rag.settings import load_settings

    settings = load_settings()
    with tempfile.TemporaryDirectory(prefix="dateline-benchmark-") as scratch:
        request = Request(
            data=options.data,
            opened=open_drafter(options.model, settings),
            settings=settings,
            library=options.library or Path(scratch) / "library",
            workers=options.workers,
            every=options.every,
            progress=not options.quiet,
        )
        outcome = run_benchmark(options.set, request)
    if options.json:
        options.json.write_text(outcome_json(outcome), encoding="utf-8")
    print(outcome_table(outcome), end="")
    return PASSED


def _sweep(options: argparse.Namespace) -> int:
    from evals.sweep import parse_grid, sweep, write_sweep

    grid = parse_grid(options.set)
    results = sweep(
        grid, suite=options.suite, model=options.model, metric=options.metric, progress=not options.quiet
    )
    print(write_sweep(results, options.out, metric=options.metric))
    return PASSED


def _file_name(model: str) -> str:
    return "".join(character if character.isalnum() or character in "-_." else "-" for character in model)
