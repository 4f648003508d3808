"""A run: equal rows twice, taken up again, crashes kept; and the command line over it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from faults import crashing_on
from suites import SUITE, manifest_of, write_suite

from evals.commands import main
from evals.drafters import open_drafter
from evals.gate import Baseline, check_run
from evals.pipelines import Pipeline, open_pipeline
from evals.report import junit_report, markdown_report, write_reports
from evals.run import Run, load_run, run_suite
from rag import Settings, ask_stream
from rag.types import Event

SETTINGS = Settings(_env_file=None)  # pyright: ignore[reportCallIssue] -- pydantic-settings takes it


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pipeline]:
    folder = tmp_path_factory.mktemp("run")
    opened = open_drafter("mock", SETTINGS)
    with open_pipeline(SUITE, folder=folder, settings=SETTINGS, opened=opened) as opened_pipeline:
        yield opened_pipeline


def run(pipeline: Pipeline, out: Path, *, workers: int = 2) -> Run:
    return run_suite(
        SUITE, pipeline=pipeline, manifest=manifest_of(SUITE, SETTINGS), out=out, workers=workers
    )


def test_two_runs_give_equal_rows(pipeline: Pipeline, tmp_path: Path) -> None:
    run(pipeline, tmp_path / "a", workers=1)
    run(pipeline, tmp_path / "b", workers=4)
    rows = (tmp_path / "a" / "rows.jsonl").read_bytes()
    assert rows == (tmp_path / "b" / "rows.jsonl").read_bytes()
    assert b"_ms" not in rows
    assert {path.name for path in (tmp_path / "a").iterdir()} == {
        "manifest.json",
        "rows.jsonl",
        "timings.jsonl",
        "articles.jsonl",
    }


def test_run_survives_its_folder(pipeline: Pipeline, tmp_path: Path) -> None:
    made = run(pipeline, tmp_path)
    assert load_run(tmp_path) == made


class Interrupted:
    """Asks, and is interrupted at the second question."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, *arguments: Any, **named: Any) -> Iterator[Event]:
        self.asked += 1
        if self.asked == 2:
            raise KeyboardInterrupt
        yield from ask_stream(*arguments, **named)


def test_interrupted_run_is_taken_up_again(pipeline: Pipeline, tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        run(replace(pipeline, answer=Interrupted()), tmp_path, workers=1)
    done = (tmp_path / "rows.jsonl.partial").read_text("utf-8").splitlines()
    assert len(done) == 1
    counting = Interrupted()
    counting.asked = 10
    whole = run(replace(pipeline, answer=counting), tmp_path, workers=1)
    assert [row.id for row in whole.rows] == ["q1", "q2", "q3", "q4"]
    assert counting.asked == 10 + 4  # q2, its twin, q3 and q4
    assert not (tmp_path / "rows.jsonl.partial").exists()


def test_crash_is_a_failed_row_that_the_gate_counts(pipeline: Pipeline, tmp_path: Path) -> None:
    broken = run(replace(pipeline, answer=crashing_on("chess")), tmp_path)
    assert [row.error for row in broken.rows] == [None, None, None, "RuntimeError: planted"]
    checks = check_run(broken, expected_ids=["q1", "q2", "q3", "q4"], baseline=Baseline())
    assert [check.name for check in checks if not check.passed] == ["errors: none"]
    tree = ElementTree.fromstring(junit_report(broken, checks))
    assert [suite.attrib["errors"] for suite in tree] == ["0", "1"]


def test_reports_say_what_a_mock_shows_and_escape_everything(pipeline: Pipeline, tmp_path: Path) -> None:
    made = run(pipeline, tmp_path)
    evil = "<script>alert(1)</script>|\n# x"
    rows = tuple(row.model_copy(update={"question": evil, "error": evil}) for row in made.rows)
    altered = replace(made, rows=rows)
    checks = check_run(altered, expected_ids=["q1"], baseline=Baseline())
    page = write_reports(altered, checks)[2].read_text("utf-8")
    assert "<script>alert" not in page
    assert "not how well any model writes" in page
    assert "src=" not in page
    assert "http" not in page.replace("http-equiv", "").replace("http://www.w3.org/2000/svg", "")
    assert "<script>" not in markdown_report(altered, checks)


def test_page_marks_the_cited_span_in_the_article(pipeline: Pipeline, tmp_path: Path) -> None:
    made = run(pipeline, tmp_path)
    page = write_reports(made, ())[2].read_text("utf-8")
    assert '<mark class="cited gold">The Sava Bridge was built in 1958.</mark>' in page


def test_page_runs_its_filters_in_a_browser(pipeline: Pipeline, tmp_path: Path) -> None:
    chromium = shutil.which("chromium")
    if chromium is None:
        message = "CHROMIUM IS MISSING: the report was not opened; install it with `apt-get install chromium`"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(message)
    page = write_reports(run(pipeline, tmp_path), ())[2]
    flags = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}"]
    shown = subprocess.run(
        [chromium, *flags, "--dump-dom", page.as_uri()],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert '<span id="count">4 of 4 cases</span>' in shown.stdout


def test_manifest_names_what_it_was_made_with(pipeline: Pipeline, tmp_path: Path) -> None:
    run(pipeline, tmp_path)
    manifest = json.loads((tmp_path / "manifest.json").read_text("utf-8"))
    assert manifest["mode"] == "mock"
    assert manifest["prompts"]["answer"]
    assert manifest["versions"]["openai"]
    assert "api_key" not in manifest["settings"]
    assert manifest["scorer_faults"] == []


# --- the command line -------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_suite(tmp_path / "suite")


def test_record_then_replay_gives_equal_rows(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cassette, live, replayed = tmp_path / "run.cassette", tmp_path / "live", tmp_path / "replayed"
    common = ["--suite", str(folder), "--quiet", "--only", "q1"]
    assert main(["run", *common, "--out", str(live), "--record", str(cassette)]) == 0
    assert main(["run", *common, "--out", str(replayed), "--model", f"replay:{cassette}"]) == 0
    assert (live / "rows.jsonl").read_bytes() == (replayed / "rows.jsonl").read_bytes()
    assert json.loads((replayed / "manifest.json").read_text("utf-8"))["mode"] == "replay"
    assert main(["compare", str(live), str(replayed)]) == 0
    assert "| f1 |" in capsys.readouterr().out


def test_replay_of_another_question_fails(folder: Path, tmp_path: Path) -> None:
    cassette = tmp_path / "run.cassette"
    common = ["run", "--suite", str(folder), "--quiet", "--out", str(tmp_path / "out")]
    assert main([*common, "--only", "q1", "--record", str(cassette)]) == 0
    assert main([*common, "--only", "q3", "--model", f"replay:{cassette}"]) == 1
    row = json.loads((tmp_path / "out" / "rows.jsonl").read_text("utf-8"))
    assert "has no reply" in row["error"]


def test_gate_of_a_worse_run_exits_with_one(folder: Path, tmp_path: Path) -> None:
    baseline, out = tmp_path / "baseline.json", tmp_path / "out"
    assert main(["run", "--suite", str(folder), "--quiet", "--only", "q1", "--out", str(out)]) == 0
    assert main(["baseline", str(out), "--baseline", str(baseline)]) == 0
    assert main(["report", str(out), "--baseline", str(baseline)]) == 0
    rows = (out / "rows.jsonl").read_text("utf-8")
    (out / "rows.jsonl").write_text(
        rows.replace('"offset_exactness":{"value":1.0', '"offset_exactness":{"value":0.0'), encoding="utf-8"
    )
    assert main(["report", str(out), "--baseline", str(baseline)]) == 1


def test_personas_are_tabulated(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    personas = ("faithful", "wrong_figure", "citation_free", "malformed")
    monkeypatch.setattr("evals.running.PERSONAS", personas)  # each of the 30 costs a second
    arguments = [
        "run",
        "--suite",
        str(folder),
        "--model",
        "mock:all",
        "--out",
        str(tmp_path / "all"),
        "--quiet",
    ]
    assert main(arguments) == 0
    table = capsys.readouterr().out
    assert "Safety metrics that are not perfect: none." in table
    assert [line.split(" | ")[0] for line in table.splitlines() if line.startswith("| ")][1:] == [
        f"| {persona}" for persona in personas
    ]


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["run", "--model", "gpt"], id="unknown-model"),
        pytest.param(["run", "--model", "mock:saint"], id="unknown-persona"),
        pytest.param(["run", "--suite", "nowhere"], id="no-suite"),
        pytest.param(["run", "--workers", "0"], id="no-workers"),
        pytest.param(["run", "--only", "no such case"], id="no-case"),
        pytest.param(["run", "--model", "replay:nowhere"], id="no-cassette"),
        pytest.param(["report", "nowhere"], id="no-run"),
        pytest.param(["benchmark", "news_qa", "--data", "nowhere"], id="no-data"),
        pytest.param(["sweep", "--set", "colour=red"], id="no-setting"),
    ],
)
def test_bad_usage_exits_with_two(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    assert capsys.readouterr().err.startswith("dateline eval: ")
