"""Runs a suite: every case through `ask_stream`, in parallel, resumable, scored, written to a folder.

The folder gets `manifest.json`, `rows.jsonl` (equal bytes from run to run), `timings.jsonl` and
`articles.jsonl` (the texts that citations point into).
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tqdm import tqdm

from evals.cases import Case, Suite
from evals.manifest import FILE, Manifest, read_manifest, write_manifest
from evals.metrics import METRICS, Metric, score_all
from evals.observations import Observation
from evals.pipelines import Pipeline
from evals.rows import Row, Timing, failed_row, read_rows, read_timings, scored_row, write_jsonl
from evals.self_check import scorer_faults
from rag import Answer, Library
from rag.errors import NotFound
from rag.types import Delta, Done, Event, Hit, Turn

ROWS, TIMINGS, ARTICLES = "rows.jsonl", "timings.jsonl", "articles.jsonl"
_PARTIAL = ".partial"
SEARCH_LIMIT = 10
CLOCK = date(2026, 1, 1)
"""When a case is asked that names no time: answers must not depend on today."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A finished run, as it lies in its folder."""

    folder: Path
    manifest: Manifest
    rows: tuple[Row, ...]
    timings: tuple[Timing, ...]


def run_suite(
    suite: Suite,
    *,
    pipeline: Pipeline,
    manifest: Manifest,
    out: Path,
    metrics: Sequence[Metric] = METRICS,
    workers: int = 2,
    progress: bool = False,
) -> Run:
    """Run every case and write the folder; an interrupted run of an equal manifest is taken up again."""
    out.mkdir(parents=True, exist_ok=True)
    manifest = manifest.model_copy(update={"scorer_faults": scorer_faults(metrics)})
    rows, timings = _done_before(out, manifest)
    write_manifest(out, manifest)
    _write_articles(out / ARTICLES, suite)
    todo = [case for case in suite.cases if case.id not in rows]
    judge = _Judge(suite=suite, pipeline=pipeline, metrics=metrics)
    with (
        ThreadPoolExecutor(max_workers=workers) as pool,
        tqdm(
            total=len(suite.cases),
            initial=len(rows),
            desc=suite.name,
            unit="case",
            disable=None if progress else True,  # None: only on a terminal
        ) as bar,
    ):
        futures = [pool.submit(judge.row, case) for case in todo]
        for future in as_completed(futures):
            row, timing = future.result()
            rows[row.id], timings[row.id] = row, timing
            _append(out, row, timing)
            bar.update()
    return _finish(out, manifest, suite, rows, timings)


def load_run(folder: Path) -> Run:
    """Read a run from its folder.

    Raises:
        FixtureError: the folder holds no finished run.
    """
    return Run(
        folder=folder,
        manifest=read_manifest(folder),
        rows=read_rows(folder / ROWS),
        timings=read_timings(folder / TIMINGS),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judge:
    suite: Suite
    pipeline: Pipeline
    metrics: Sequence[Metric]

    def row(self, case: Case) -> tuple[Row, Timing]:
        started = time.perf_counter()
        try:
            seen, timing = observe(case, suite=self.suite, pipeline=self.pipeline)
            return scored_row(seen, score_all(seen, self.metrics)), timing
        except Exception as error:  # noqa: BLE001 -- a crash is a failed row, and the gate counts it
            total_ms = _ms_since(started)
            return failed_row(case, error), Timing(id=case.id, retrieve_ms=0, first_ms=0, total_ms=total_ms)


def observe(case: Case, *, suite: Suite, pipeline: Pipeline) -> tuple[Observation, Timing]:
    """Ask one case and search for it, and give what came back with its times."""
    started = time.perf_counter()
    hits = _search(case, pipeline.library)
    retrieve_ms = _ms_since(started)
    started = time.perf_counter()
    first_ms: float | None = None
    answer: Answer | None = None
    for event in ask_case(case, pipeline, pipeline.library):
        if isinstance(event, Delta) and first_ms is None:
            first_ms = _ms_since(started)
        if isinstance(event, Done):
            answer = event.answer
    total_ms = _ms_since(started)
    if answer is None:
        raise RuntimeError("the stream ended without an answer")
    seen = Observation(
        case=case,
        gold=suite.gold(case),
        answer=answer,
        hits=hits,
        repeated=_search(case, pipeline.library),
        text_of=_texts(pipeline.library),
        newest={article.id: article.version for article in suite.articles},
        twin=_twin_answer(case, pipeline),
    )
    timing = Timing(
        id=case.id,
        retrieve_ms=retrieve_ms,
        first_ms=total_ms if first_ms is None else first_ms,
        total_ms=total_ms,
        stages_ms={name: round(value, 2) for name, value in answer.timings_ms.items()},
    )
    return seen, timing


def ask_case(case: Case, pipeline: Pipeline, library: Library) -> Iterator[Event]:
    """Ask a case as its asker would: with its history, its clock and its filters."""
    history = tuple(Turn(question=turn.question, answer=turn.answer) for turn in case.history)
    return pipeline.answer(
        library,
        case.question,
        model=pipeline.drafter,
        history=history,
        asked_at=case.asked_at or CLOCK,
        since=case.since,
        until=case.until,
        source=case.source,
    )


def _search(case: Case, library: Library) -> tuple[Hit, ...] | None:
    if case.history:
        return None
    hits = library.search(
        case.question,
        limit=SEARCH_LIMIT,
        since=case.since,
        until=case.until,
        source=case.source,
        asked_at=case.asked_at or CLOCK,
    )
    return tuple(hits)


def _twin_answer(case: Case, pipeline: Pipeline) -> Answer | None:
    if case.canary is None or pipeline.twin is None:
        return None
    for event in ask_case(case, pipeline, pipeline.twin):
        if isinstance(event, Done):
            return event.answer
    return None


def _texts(library: Library) -> Callable[[str, str], str | None]:
    def text_of(article_id: str, version: str) -> str | None:
        try:
            return library.get(article_id, version).text
        except NotFound:
            return None

    return text_of


def _done_before(out: Path, manifest: Manifest) -> tuple[dict[str, Row], dict[str, Timing]]:
    rows, timings = out / (ROWS + _PARTIAL), out / (TIMINGS + _PARTIAL)
    if (out / FILE).is_file() and rows.is_file() and timings.is_file() and read_manifest(out) == manifest:
        timed = {timing.id: timing for timing in read_timings(timings)}
        return {row.id: row for row in read_rows(rows) if row.id in timed}, timed
    rows.unlink(missing_ok=True)
    timings.unlink(missing_ok=True)
    return {}, {}


def _append(out: Path, row: Row, timing: Timing) -> None:
    for name, item in ((ROWS, row), (TIMINGS, timing)):
        with (out / (name + _PARTIAL)).open("a", encoding="utf-8") as file:
            file.write(item.model_dump_json() + "\n")


def _finish(
    out: Path, manifest: Manifest, suite: Suite, rows: dict[str, Row], timings: dict[str, Timing]
) -> Run:
    ordered = tuple(rows[case.id] for case in suite.cases)
    timed = tuple(timings[case.id] for case in suite.cases)
    write_jsonl(out / ROWS, ordered)
    write_jsonl(out / TIMINGS, timed)
    for name in (ROWS, TIMINGS):
        (out / (name + _PARTIAL)).unlink(missing_ok=True)
    return Run(folder=out, manifest=manifest, rows=ordered, timings=timed)


def _write_articles(path: Path, suite: Suite) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for article in suite.articles:
            record = {
                "id": article.id,
                "version": article.version,
                "title": article.title,
                "source": article.source,
                "published": article.published.isoformat() if article.published else None,
                "text": article.text,
            }
            file.write(json.dumps(record, ensure_ascii=False) + "\n")


def _ms_since(started: float) -> float:
    return round((time.perf_counter() - started) * 1000, 2)
