"""Writes a run down for people and for CI: `report.md`, `junit.xml` and `report.html` in its folder."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree

from evals.cases import FixtureError
from evals.gate import Check
from evals.manifest import Manifest
from evals.page import html_page
from evals.results import TYPE_COLUMNS, badness, by_type, estimates, failures, times
from evals.run import Run
from evals.statistics import Estimate

WHAT_A_MODE_SHOWS = {
    "mock": "A mocked model answered: the figures show retrieval, citation, abstention and checking, "
    "not how well any model writes.",
    "replay": "Recorded replies were played back: answers are those of the recording, times are not.",
    "offline": "The offline reader answered: the figures are its own.",
    "live": "A live model answered: another run may differ.",
}
JUNIT = "junit.xml"
_WORST = 10
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_reports(run: Run, checks: Sequence[Check]) -> tuple[Path, ...]:
    """Write the three reports of a run into its folder and give their paths."""
    texts = {
        "report.md": markdown_report(run, checks),
        JUNIT: junit_report(run, checks),
        "report.html": html_page(run, checks, note=WHAT_A_MODE_SHOWS[run.manifest.mode]),
    }
    for name, text in texts.items():
        (run.folder / name).write_text(text, encoding="utf-8", newline="\n")
    return tuple(run.folder / name for name in texts)


def markdown_report(run: Run, checks: Sequence[Check]) -> str:
    """Give the run as Markdown: gate, figures, by type, worst cases, times."""
    manifest = run.manifest
    parts = [
        f"# {manifest.suite}: {manifest.model} ({manifest.mode})",
        "",
        WHAT_A_MODE_SHOWS[manifest.mode],
        "",
        described(manifest),
        "",
        "## Gate",
        "",
        *(
            f"- {'passed' if check.passed else '**FAILED**'} {check.name}: {_cell(check.detail)}"
            for check in checks
        ),
        "",
        "## Figures",
        "",
        figures_table(estimates(run.rows)),
        "",
        "## By type",
        "",
        type_table(run),
        "",
        "## Worst cases",
        "",
        *_worst_cases(run),
        "",
        "## Times",
        "",
        "| what | ms (95%) |",
        "|---|---|",
        *(f"| {name} | {_interval(value, digits=1)} |" for name, value in times(run.timings).items()),
    ]
    return "\n".join(parts) + "\n"


def junit_report(run: Run, checks: Sequence[Check]) -> str:
    """Give the gate's checks and the cases as JUnit XML: a failed check fails, a crashed case is an error."""
    root = ElementTree.Element("testsuites", name="dateline eval")
    crashed = failures(run.rows)
    failed = sum(not check.passed for check in checks)
    gate = ElementTree.SubElement(
        root, "testsuite", name="gate", tests=str(len(checks)), failures=str(failed), errors="0"
    )
    for check in checks:
        test = ElementTree.SubElement(gate, "testcase", classname="gate", name=_xml(check.name))
        if not check.passed:
            ElementTree.SubElement(test, "failure", message=_xml(check.detail))
    cases = ElementTree.SubElement(
        root, "testsuite", name="cases", tests=str(len(run.rows)), failures="0", errors=str(len(crashed))
    )
    seconds = {timing.id: timing.total_ms / 1000 for timing in run.timings}
    for row in run.rows:
        time_s = f"{seconds.get(row.id, 0.0):.3f}"
        test = ElementTree.SubElement(cases, "testcase", classname=row.type, name=_xml(row.id), time=time_s)
        if row.error is not None:
            ElementTree.SubElement(test, "error", message=_xml(row.error))
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def read_gate(folder: Path) -> tuple[Check, ...]:
    """Give the checks that the last report of a run wrote down; none where it has no report.

    Raises:
        FixtureError: the report is damaged.
    """
    path = folder / JUNIT
    if not path.is_file():
        return ()
    try:
        tests = ElementTree.parse(path).getroot().findall("testsuite[@name='gate']/testcase")
    except ElementTree.ParseError as error:
        raise FixtureError(
            f"{path.name} in {str(folder)!r} is damaged; run `dateline eval report` on it"
        ) from error
    return tuple(_check(test) for test in tests)


def _check(test: ElementTree.Element) -> Check:
    failure = test.find("failure")
    detail = "" if failure is None else failure.get("message", "")
    return Check(name=test.get("name", ""), passed=failure is None, detail=detail)


def figures_table(figures: dict[str, Estimate]) -> str:
    """Give metrics with their intervals and counts as a Markdown table."""
    lines = [f"| {name} | {_interval(value)} | {value.n} |" for name, value in figures.items()]
    return "\n".join(["| metric | value (95%) | n |", "|---|---|---|", *lines])


def type_table(run: Run) -> str:
    """Give the main metrics by type of case as a Markdown table."""
    lines = [
        f"| type | n | {' | '.join(TYPE_COLUMNS)} | abstained |",
        "|---|---|" + "---|" * (len(TYPE_COLUMNS) + 1),
    ]
    for kind, rows in by_type(run.rows).items():
        figures = estimates(rows)
        cells = [f"{figures[name].value:.3f}" if name in figures else "–" for name in TYPE_COLUMNS]
        abstained = sum(row.status == "no_evidence" for row in rows)
        lines.append(f"| {kind} | {len(rows)} | {' | '.join(cells)} | {abstained} |")
    return "\n".join(lines)


def described(manifest: Manifest) -> str:
    """Give in one line what the run was made with."""
    return (
        f"Revision {manifest.revision or 'unknown'}, sources {manifest.source_hash}, "
        f"corpus {manifest.corpus_hash}, {manifest.cases} cases, seed {manifest.seed}."
    )


def _worst_cases(run: Run) -> list[str]:
    lines: list[str] = []
    for row in sorted(run.rows, key=badness)[:_WORST]:
        said = (
            row.error
            or row.short_answer
            or " ".join(sentence.text for sentence in row.sentences)
            or row.reason
        )
        wanted = " / ".join(row.answers[:2]) if row.answerable else "(no answer in the articles)"
        lines.append(
            f"- `{row.id}` {_cell(row.question)} — got: {_cell(said or '')[:200]} — wanted: {_cell(wanted)}"
        )
    return lines


def _interval(value: Estimate, *, digits: int = 3) -> str:
    return f"{value.value:.{digits}f} ({value.low:.{digits}f}–{value.high:.{digits}f})"


def _cell(text: str) -> str:
    flat = " ".join(text.split())
    return re.sub(r"([\\`*_\[\]<>|#])", r"\\\1", flat)


def _xml(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
