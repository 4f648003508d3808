"""Eval runs written by hand, and an app that shows them."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from evals.gate import Check
from evals.manifest import Manifest, write_manifest
from evals.page import SourceArticle
from evals.report import write_reports
from evals.rows import CitationRow, Row, ScoreRow, SentenceRow, Timing, write_jsonl
from evals.run import ARTICLES, ROWS, TIMINGS, Run
from tests.ui.running import RunningApp, make_app
from tests.ui.stand_ins import FLOOD

ATTACK = '<img src="https://tracker.example/q.png" onerror="window.hit=1">'
QUOTE = "In all, 80,000 people have left since the rains began."


def row(name: str, *, right: bool, kind: str = "number", question: str = "How many left?") -> Row:
    """Give a case that was answered with a citation."""
    start = FLOOD.text.index(QUOTE)
    cited = CitationRow(
        n=1, article_id=FLOOD.id, version=FLOOD.version, start=start, end=start + len(QUOTE), quote=QUOTE
    )
    return Row(
        id=name,
        type=kind,
        tags=(),
        article=FLOOD.id,
        question=question,
        asked_at=None,
        answerable=True,
        answers=("80,000",),
        gold=((FLOOD.id, start, start + len(QUOTE)),),
        status="answered",
        short_answer="80,000" if right else "30,000",
        sentences=(SentenceRow(text=QUOTE, supported=True, citations=(cited,)),),
        scores={
            "answer_contains": ScoreRow(value=float(right), reason="by hand"),
            "exact_match": ScoreRow(value=float(right), reason="by hand"),
        },
    )


def write_run(
    folder: Path, *rows: Row, model: str = "extractive", checks: tuple[Check, ...] = (), at: int = 1
) -> None:
    """Write a finished run as `dateline eval run` leaves it, finished at this second."""
    folder.mkdir(parents=True)
    manifest = Manifest(
        suite="small",
        mode="offline",
        model=model,
        revision="abc123",
        source_hash="s",
        versions={},
        settings={},
        prompts={},
        corpus_hash="c",
        seed=1,
        cases=len(rows),
    )
    timings = tuple(Timing(id=one.id, retrieve_ms=5, first_ms=10, total_ms=20) for one in rows)
    article = SourceArticle(
        id=FLOOD.id, version=FLOOD.version, title=FLOOD.title, source=ATTACK, published=None, text=FLOOD.text
    )
    write_manifest(folder, manifest)
    write_jsonl(folder / ROWS, rows)
    write_jsonl(folder / TIMINGS, timings)
    write_jsonl(folder / ARTICLES, [article])
    if checks:
        write_reports(Run(folder=folder, manifest=manifest, rows=rows, timings=timings), checks)
    os.utime(folder / ROWS, (at, at))


def app_with_runs(folder: Path) -> RunningApp:
    """Give an app, not yet started, with two runs: the newer one went wrong and asks something hostile."""
    write_run(folder / "runs" / "first", row("a", right=False, question=ATTACK), at=2)
    write_run(folder / "runs" / "second", row("a", right=True), model=ATTACK, at=1)
    running = make_app(folder / "library")
    settings = running.shelf.settings.model_copy(update={"runs": folder / "runs"})
    running.shelf = replace(running.shelf, settings=settings)
    return running
