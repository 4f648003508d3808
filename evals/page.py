"""Draws a run as one HTML page that needs nothing else: no network, every string escaped.

Cases stand worst first; each opens to its answer, its scores and the articles with cited and gold
spans marked. Filters are a few lines of inline script.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import pairwise
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from evals import plots
from evals.cases import FixtureError
from evals.gate import Check
from evals.results import PLOTTED, TYPE_COLUMNS, badness, by_type, estimates, outcome_of, times
from evals.rows import Row, SentenceRow
from evals.run import ARTICLES, Run
from evals.statistics import Estimate

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:"


class SourceArticle(BaseModel):
    """One line of a run's `articles.jsonl`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    version: str
    title: str
    source: str | None
    published: str | None
    text: str


def html_page(run: Run, checks: Sequence[Check], *, note: str) -> str:
    """Give the whole page."""
    manifest, figures = run.manifest, estimates(run.rows)
    articles = source_articles(run.folder / ARTICLES)
    title = f"{manifest.suite}: {manifest.model} ({manifest.mode})"
    shown = [(name, figures[name]) for name in PLOTTED if name in figures]
    bars = plots.bars(shown, title="Main metrics with 95% intervals")
    curve = plots.times([t.total_ms for t in run.timings], title="Share of cases answered within a time")
    worst_first = sorted(run.rows, key=badness)
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width"><title>{escape(title)}</title>
<style>{_asset("page.css")}</style></head><body>
<header><h1>{escape(title)}</h1><p class="mode">{escape(note)}</p>
<p>Revision {escape(manifest.revision or "unknown")}, sources {escape(manifest.source_hash)},
corpus {escape(manifest.corpus_hash)}, {manifest.cases} cases, seed {manifest.seed}.</p></header>
<section><h2>Gate: {_verdict(checks)}</h2>{_gate(checks)}</section>
<section><h2>Figures</h2>{bars}{_figures(figures)}</section>
<section><h2>By type</h2>{_types(run)}</section>
<section><h2>Times</h2>{curve}{_times(run)}</section>
<section><h2>Cases, worst first</h2>{_filters(run)}
{"".join(_case(row, articles) for row in worst_first)}</section>
<script>{_asset("page.js")}</script></body></html>
"""


def highlighted(text: str, marks: Sequence[tuple[int, int, str]]) -> str:
    """Give escaped text with `<mark>` around spans; each mark is start, end and a class.

    Overlapping spans are cut at their borders, so that the result nests.
    """
    borders = sorted({0, len(text), *(edge for start, end, _ in marks for edge in (start, end))})
    borders = [edge for edge in borders if 0 <= edge <= len(text)]
    parts: list[str] = []
    for start, end in pairwise(borders):
        names = sorted({name for first, last, name in marks if first <= start and end <= last})
        piece = escape(text[start:end])
        parts.append(f'<mark class="{escape(" ".join(names))}">{piece}</mark>' if names else piece)
    return "".join(parts)


def source_articles(path: Path) -> dict[str, SourceArticle]:
    """Give the articles of a run by id; none where the file is missing.

    Raises:
        FixtureError: a line is no article.
    """
    if not path.is_file():
        return {}
    lines = [line for line in path.read_text("utf-8").split("\n") if line]
    try:
        return {article.id: article for article in map(SourceArticle.model_validate_json, lines)}
    except ValidationError as error:
        raise FixtureError(f"{path.name} in {str(path.parent)!r} holds a line that is no article") from error


def _asset(name: str) -> str:
    return (Path(__file__).resolve().parent / name).read_text("utf-8")


def _verdict(checks: Sequence[Check]) -> str:
    failed = sum(not check.passed for check in checks)
    return f"{failed} of {len(checks)} checks failed" if failed else f"all {len(checks)} checks passed"


def _gate(checks: Sequence[Check]) -> str:
    ordered = sorted(checks, key=lambda check: check.passed)
    lines = [
        f"<tr><td>{'passed' if check.passed else '<b>FAILED</b>'}</td><td>{escape(check.name)}</td>"
        f"<td>{escape(check.detail)}</td></tr>"
        for check in ordered
    ]
    state = "" if all(check.passed for check in checks) else " open"
    return f"<details{state}><summary>Checks</summary><table>{''.join(lines)}</table></details>"


def _figures(figures: dict[str, Estimate]) -> str:
    lines = [
        f"<tr><td>{escape(name)}</td><td>{value.value:.3f}</td><td>{value.low:.3f}–{value.high:.3f}</td>"
        f"<td>{value.n}</td></tr>"
        for name, value in figures.items()
    ]
    head = "<tr><th>metric</th><th>value</th><th>95%</th><th>n</th></tr>"
    return f"<details><summary>All figures</summary><table>{head}{''.join(lines)}</table></details>"


def _types(run: Run) -> str:
    head = "".join(f"<th>{escape(name)}</th>" for name in TYPE_COLUMNS)
    lines: list[str] = []
    for kind, rows in by_type(run.rows).items():
        figures = estimates(rows)
        cells = "".join(
            f"<td>{figures[name].value:.2f}</td>" if name in figures else "<td>–</td>"
            for name in TYPE_COLUMNS
        )
        lines.append(f"<tr><td>{escape(kind)}</td><td>{len(rows)}</td>{cells}</tr>")
    return f"<table><tr><th>type</th><th>n</th>{head}</tr>{''.join(lines)}</table>"


def _times(run: Run) -> str:
    lines = [
        f"<tr><td>{escape(name)}</td><td>{value.value:.1f} ms</td>"
        f"<td>{value.low:.1f}–{value.high:.1f}</td></tr>"
        for name, value in times(run.timings).items()
    ]
    return f"<table><tr><th>what</th><th>value</th><th>95%</th></tr>{''.join(lines)}</table>"


def _filters(run: Run) -> str:
    kinds = "".join(f"<option>{escape(kind)}</option>" for kind in by_type(run.rows))
    return (
        '<p class="filters"><label>type <select id="type"><option value="">all</option>'
        f'{kinds}</select></label> <label>outcome <select id="outcome"><option value="">all</option>'
        "<option>right</option><option>wrong</option><option>abstained</option><option>crashed</option></select>"
        '</label> <label>text <input id="text" type="search"></label> <span id="count"></span></p>'
        '<p class="legend">In the articles: <mark class="cited">cited</mark>, <mark class="gold">gold</mark> '
        '(underlined), <mark class="cited gold">cited and gold</mark>.</p>'
    )


def _case(row: Row, articles: dict[str, SourceArticle]) -> str:
    outcome = outcome_of(row)
    words = " ".join((row.id, row.question, *row.answers, *row.tags)).casefold()
    sources = "".join(_source(row, articles[name]) for name in _shown_articles(row) if name in articles)
    return (
        f'<details class="case {outcome}" data-type="{escape(row.type)}" data-outcome="{outcome}" '
        f'data-text="{escape(words)}"><summary><code>{escape(row.id)}</code> '
        f'<span class="outcome">{outcome}</span> '
        f"<bdi>{escape(row.question)}</bdi></summary>{_answer(row)}{_scores(row)}{sources}</details>"
    )


def _answer(row: Row) -> str:
    if row.error is not None:
        return f'<p class="error">{escape(row.error)}</p>'
    wanted = " / ".join(row.answers) if row.answerable else "no answer in the articles"
    said = "".join(_sentence(sentence) for sentence in row.sentences)
    short = f"<p>Short answer: <b><bdi>{escape(row.short_answer)}</bdi></b></p>" if row.short_answer else ""
    reason = f"<p>{escape(row.reason)}</p>" if row.reason else ""
    status = f"<p>Wanted: <bdi>{escape(wanted)}</bdi></p><p>Status: {escape(row.status or '')}</p>"
    return f"{status}{short}{said}{reason}"


def _sentence(sentence: SentenceRow) -> str:
    numbers = "".join(f"[{citation.n}]" for citation in sentence.citations)
    flag = "" if sentence.supported else ' <span class="unsupported">unsupported</span>'
    return f'<p dir="auto">{escape(sentence.text)} <b>{numbers}</b>{flag}</p>'


def _scores(row: Row) -> str:
    lines = [
        f"<tr><td>{escape(name)}</td><td>{score.value:.3f}</td><td><bdi>{escape(score.reason)}</bdi></td></tr>"
        for name, score in row.scores.items()
    ]
    return f"<details><summary>Scores</summary><table>{''.join(lines)}</table></details>" if lines else ""


def _shown_articles(row: Row) -> list[str]:
    cited = [citation.article_id for sentence in row.sentences for citation in sentence.citations]
    return list(dict.fromkeys([*cited, *(article_id for article_id, _, _ in row.gold)]))


def _source(row: Row, article: SourceArticle) -> str:
    marks = [(start, end, "gold") for article_id, start, end in row.gold if article_id == article.id]
    for sentence in row.sentences:
        for citation in sentence.citations:
            if (citation.article_id, citation.version) == (article.id, article.version):
                marks.append((citation.start, citation.end, "cited"))
    about = " · ".join(part for part in (article.source, article.published) if part)
    return (
        f'<article><h4 dir="auto">{escape(article.title)}</h4><p class="about">{escape(about)}</p>'
        f'<div class="text" dir="auto">{highlighted(article.text, marks)}</div></article>'
    )
