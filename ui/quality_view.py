"""Draws the Quality tab: the runs, the figures of one, its worst cases, and a comparison."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from evals import plots
from evals.compare import Line
from evals.gate import Check
from evals.manifest import Manifest
from evals.metrics import METRICS
from evals.page import SourceArticle
from evals.report import WHAT_A_MODE_SHOWS
from evals.results import PLOTTED, TYPE_COLUMNS, by_type, estimates, times
from evals.rows import Row
from evals.run import Run
from ui.eval_case import eval_case
from ui.markup import escape, isolated, time_element

METRIC_WORDS = {
    "exact_match": "exact answer",
    "f1": "words of the answer (F1)",
    "answer_contains": "answer contains the right one",
    "numeric_match": "right number",
    "citation_recall": "expected spans cited",
    "citation_precision": "citations on an expected span",
    "citation_f1": "citations (F1)",
    "span_iou": "overlap with the expected span",
    "abstention_recall": "refused where it must",
    "abstention_precision": "right to refuse",
    "false_refusals": "refused wrongly (less is better)",
    "recall@1": "passage found first",
    "recall@5": "passage found among 5",
    "recall@10": "passage found among 10",
    "mrr": "rank of it (MRR)",
    "ndcg@10": "order of hits (nDCG@10)",
}

_TYPE_METRICS = tuple(metric for metric in METRICS if metric.name in TYPE_COLUMNS)
_PLOT_METRICS = tuple(metric for metric in METRICS if metric.name in PLOTTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunLine:
    """One run in the list; `problem` says why it cannot be read."""

    name: str
    when: datetime
    manifest: Manifest | None = None
    right: int = 0
    cases: int = 0
    checks: int = 0
    failed: int = 0
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenRun:
    """The run that is shown, with the worst of its `wrong` cases and its articles by id."""

    name: str
    run: Run
    checks: Sequence[Check]
    worst: Sequence[Row]
    wrong: int
    articles: Mapping[str, SourceArticle]


def no_runs(folder: str) -> str:
    """Say how to make a run."""
    return (
        f'<p class="empty">There are no eval runs in <bdi>{escape(folder)}</bdi> yet. Make one with '
        "<code>dateline eval run --model extractive --out runs/NAME</code>; the setting "
        "<code>DATELINE_RUNS</code> names another folder.</p>"
    )


def run_view(chosen: ChosenRun, *, comparison: str) -> str:
    """Give what is known of a run, with its comparison with another before the worst cases."""
    return (
        f"{_heading(chosen)}{_gate(chosen.checks)}{_figures(chosen.run)}{_types(chosen.run)}"
        f"{_times(chosen.run)}{comparison}{_worst(chosen)}"
    )


# --- list and heading -------------------------------------------------------------------------


def run_list(lines: Sequence[RunLine], chosen: str) -> str:
    """Give the table of the runs."""
    rows = "".join(_list_row(line, is_chosen=line.name == chosen) for line in lines)
    heads = "".join(
        f'<th scope="col">{words}</th>' for words in ("Run", "Model", "Finished", "Revision", "Right", "Gate")
    )
    return _scrolling(
        f'<table class="runs"><caption class="unseen">Eval runs, the newest first</caption><thead><tr>{heads}'
        f"</tr></thead><tbody>{rows}</tbody></table>",
        "Eval runs",
    )


def _list_row(line: RunLine, *, is_chosen: bool) -> str:
    current = ' aria-current="true"' if is_chosen else ""
    name = (
        f'<th scope="row"><button type="button" class="open-run" data-run="{escape(line.name)}"{current}>'
        f"{escape(line.name)}</button></th>"
    )
    if line.manifest is None:
        return f'<tr>{name}<td colspan="5" class="failed">{escape(line.problem)}</td></tr>'
    return (
        f"<tr>{name}<td>{isolated(line.manifest.model)}</td><td>{time_element(line.when)}</td>"
        f"<td>{isolated(line.manifest.revision or 'unknown')}</td>"
        f"<td>{line.right:,} of {line.cases:,} ({_percent(line.right, line.cases)})</td>"
        f"<td>{_gate_words(line.checks, line.failed)}</td></tr>"
    )


def _gate_words(checks: int, failed: int) -> str:
    if not checks:
        return "not gated"
    if failed:
        return f'<span class="verdict contradicted">✗ {failed} of {checks} failed</span>'
    return f"✓ all {checks} passed"


def _heading(chosen: ChosenRun) -> str:
    made = chosen.run.manifest
    words = f"Suite {made.suite}, {made.cases:,} cases, model {made.model}."
    return (
        f'<h2 class="run-name"><bdi>{escape(chosen.name)}</bdi></h2>'
        f'<p class="run-note">{escape(WHAT_A_MODE_SHOWS[made.mode])} {escape(words)}</p>'
    )


def _gate(checks: Sequence[Check]) -> str:
    failed = "".join(
        f"<li><strong>{escape(check.name)}</strong>: {escape(check.detail)}</li>"
        for check in checks
        if not check.passed
    )
    return f'<div class="problem"><p>The gate failed:</p><ul>{failed}</ul></div>' if failed else ""


# --- figures ----------------------------------------------------------------------------------


def _figures(run: Run) -> str:
    found = estimates(run.rows, _PLOT_METRICS)
    shown = [(METRIC_WORDS[name], found[name]) for name in PLOTTED if name in found]
    drawn = plots.bars(shown, title="Main figures of the run, with their 95 % intervals")
    rows = "".join(
        f'<tr><th scope="row">{escape(words)}</th><td class="number">{value.value:.3f}</td>'
        f'<td class="number">{value.low:.3f} to {value.high:.3f}</td><td class="number">{value.n}</td></tr>'
        for words, value in shown
    )
    table = (
        '<table><thead><tr><th scope="col">Figure</th><th scope="col">Value</th>'
        '<th scope="col">95 % interval</th><th scope="col">Cases</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )
    plot = _scrolling(drawn, "Main figures", kind="plot")
    return f"<h3>Main figures</h3>{plot}<details><summary>As a table</summary>{table}</details>"


def _types(run: Run) -> str:
    heads = "".join(f'<th scope="col">{escape(METRIC_WORDS[name])}</th>' for name in TYPE_COLUMNS)
    rows = "".join(_type_row(kind, rows) for kind, rows in by_type(run.rows).items())
    table = (
        f'<table><thead><tr><th scope="col">Type</th><th scope="col">Cases</th>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )
    return f"<h3>By type of question</h3>{_scrolling(table, 'By type of question')}"


def _type_row(kind: str, rows: Sequence[Row]) -> str:
    found = estimates(rows, _TYPE_METRICS)
    cells = "".join(
        f'<td class="number">{f"{found[name].value:.2f}" if name in found else "–"}</td>'
        for name in TYPE_COLUMNS
    )
    return f'<tr><th scope="row">{escape(kind)}</th><td class="number">{len(rows)}</td>{cells}</tr>'


def _times(run: Run) -> str:
    found = times(run.timings)
    if not found:
        return ""
    words = ", ".join(
        f"{name.replace(' p50', ' median')} {value.value:,.0f} ms" for name, value in found.items()
    )
    return f'<p class="run-note">Times per question: {escape(words)}.</p>'


# --- comparison -------------------------------------------------------------------------------


def choice_to_compare(lines: Sequence[RunLine], chosen: str, against: str) -> str:
    """Give the list of the other runs to compare with; nothing where there is none."""
    others = [line.name for line in lines if line.name != chosen and line.manifest is not None]
    if not others:
        return ""
    options = "".join(
        f'<option value="{escape(name)}"{" selected" if name == against else ""}>{escape(name)}</option>'
        for name in others
    )
    return (
        '<h3>Compare</h3><p class="list-controls compare"><label>Compare with an earlier run '
        f'<select id="quality-against"><option value="">none</option>{options}</select></label></p>'
    )


def comparison(lines: Sequence[Line], notes: Sequence[str]) -> str:
    """Give two runs beside each other, question by question, and what else differs between them."""
    said = f'<p class="run-note">{escape(" ".join(notes))}</p>' if notes else ""
    heads = ("Figure", "Before", "This run", "Gain (95 % interval)", "Gained / lost", "Verdict")
    head = "".join(f'<th scope="col">{words}</th>' for words in heads)
    rows = "".join(_compared(line) for line in lines)
    if not rows:
        return f'{said}<p class="empty">The two runs have no case in common.</p>'
    table = f'<table class="compared"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
    return said + _scrolling(table, "Comparison")


def _compared(line: Line) -> str:
    gain = line.comparison.difference
    words = METRIC_WORDS.get(line.metric, line.metric)
    return (
        f'<tr><th scope="row">{escape(words)}</th><td class="number">{line.before:.3f}</td>'
        f'<td class="number">{line.after:.3f}</td>'
        f'<td class="number">{gain.value:+.3f} ({gain.low:+.3f} to {gain.high:+.3f})</td>'
        f'<td class="number">{line.comparison.gained} / {line.comparison.lost}</td>'
        f"<td>{escape(line.comparison.verdict)}</td></tr>"
    )


def _worst(chosen: ChosenRun) -> str:
    if not chosen.worst:
        return "<h3>Worst cases</h3><p>Every case of this run is right.</p>"
    cases = "".join(eval_case(row, chosen.articles) for row in chosen.worst)
    shown = f"the worst {len(chosen.worst)} of " if len(chosen.worst) < chosen.wrong else ""
    return f"<h3>Worst cases <small>({shown}{chosen.wrong:,} that are not right)</small></h3>{cases}"


def _scrolling(content: str, name: str, *, kind: str = "wide") -> str:
    # Focusable, so that what a small screen cuts off can be reached by keyboard.
    return f'<div class="{kind}" role="region" tabindex="0" aria-label="{escape(name)}">{content}</div>'


def _percent(part: int, whole: int) -> str:
    return f"{part / whole:.0%}" if whole else "–"
