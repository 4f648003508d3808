"""Compares fused retrieval with BM25 alone on `news_qa`, and times it.

    python -m evals.benchmarks.retrieval --data DIR [--rephrased FILE]

DIR holds `articles.jsonl` and `questions.jsonl`. hit@k: a gold article is among the first k
articles; span@k: a chunk among the first k holds a gold span. The interval is of the paired
difference in hit@10, by bootstrap over questions.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from evals.benchmarks.memory import peak_mb
from rag.articles import load_articles
from rag.library import Library
from rag.settings import Settings, load_settings
from rag.types import Hit

CUTS = (1, 5, 10)
SEARCHED = 60
FILTER_DAYS = 365


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question with the articles and spans that answer it."""

    text: str
    asked: date
    articles: frozenset[str]
    spans: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """The share of questions by figure, whether each hit at 10, and the times of each search."""

    figures: dict[str, float]
    hits: tuple[bool, ...]
    times_ms: tuple[float, ...]


def main() -> None:
    """Run the comparison and print it as JSON."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--rephrased", type=Path, help="JSONL of id and question, in place of the originals")
    parser.add_argument("--library", type=Path, help="keep the library here and use it again")
    options = parser.parse_args()
    questions = load_questions(options.data, options.rephrased)
    with tempfile.TemporaryDirectory() as folder:
        library = options.library or Path(folder)
        with Library.open(library) as opened:
            opened.add(load_articles([options.data / "articles.jsonl"]))
        print(json.dumps(compare(library, questions), indent=2))


def load_questions(data: Path, rephrased: Path | None) -> list[Question]:
    """Give the answerable questions, or those of them that were rephrased, in their new words."""
    words = None if rephrased is None else {row["id"]: row["question"] for row in _rows(rephrased)}
    return [
        Question(
            text=row["question"] if words is None else words[row["id"]],
            asked=date.fromisoformat(row["date"][:10]),
            articles=frozenset(row["gold_article_ids"]),
            spans=tuple((span["article_id"], span["start"], span["end"]) for span in row["answer_spans"]),
        )
        for row in _rows(data / "questions.jsonl")
        if row["answerable"] and (words is None or row["id"] in words)
    ]


def compare(library: Path, questions: Sequence[Question]) -> dict[str, Any]:
    """Score BM25 alone, vectors alone, both, both with the date of asking, and both filtered."""

    def plain(opened: Library, question: Question) -> list[Hit]:
        return opened.search(question.text, limit=SEARCHED)

    def dated(opened: Library, question: Question) -> list[Hit]:
        return opened.search(question.text, limit=SEARCHED, asked_at=question.asked)

    def filtered(opened: Library, question: Question) -> list[Hit]:
        since = question.asked - timedelta(days=FILTER_DAYS)
        return opened.search(question.text, limit=SEARCHED, since=since, until=question.asked)

    alone = score(library, load_settings(dense_weight=0.0), questions, plain)
    fused = score(library, load_settings(), questions, plain)
    others = {
        "vectors": score(library, load_settings(lexical_weight=0.0), questions, plain),
        "fused, asked_at": score(library, load_settings(), questions, dated),
        "fused, a year": score(library, load_settings(), questions, filtered),
    }
    return {
        "questions": len(questions),
        "figures": {
            name: {**scores.figures, "p50_ms": _percentile(scores, 50), "p95_ms": _percentile(scores, 95)}
            for name, scores in {"BM25": alone, "fused": fused, **others}.items()
        },
        "fused - BM25, hit@10": _interval(fused.hits, alone.hits),
        "peak_mb": round(peak_mb()),
    }


def score(
    library: Path,
    settings: Settings,
    questions: Sequence[Question],
    search: Callable[[Library, Question], list[Hit]],
) -> Scores:
    """Search every question and give the figures."""
    counts = dict.fromkeys([f"{kind}@{cut}" for kind in ("hit", "span") for cut in CUTS], 0)
    hits: list[bool] = []
    times: list[float] = []
    with Library.open(library, settings=settings) as opened:
        search(opened, questions[0])
        for question in questions:
            started = time.perf_counter()
            found = search(opened, question)
            times.append((time.perf_counter() - started) * 1000)
            articles = list(dict.fromkeys(hit.article_id for hit in found))
            for cut in CUTS:
                counts[f"hit@{cut}"] += bool(question.articles & set(articles[:cut]))
                counts[f"span@{cut}"] += any(_holds(hit, question) for hit in found[:cut])
            hits.append(bool(question.articles & set(articles[:10])))
    figures = {name: round(count / len(questions), 4) for name, count in counts.items()}
    return Scores(figures=figures, hits=tuple(hits), times_ms=tuple(times))


def _holds(hit: Hit, question: Question) -> bool:
    return any(
        hit.article_id == article_id and hit.start <= start and end <= hit.end
        for article_id, start, end in question.spans
    )


def _interval(new: Sequence[bool], old: Sequence[bool], *, rounds: int = 2000) -> dict[str, float]:
    differences = [int(after) - int(before) for after, before in zip(new, old, strict=True)]
    source = random.Random(1)
    means = sorted(
        sum(source.choices(differences, k=len(differences))) / len(differences) for _ in range(rounds)
    )
    return {
        "mean": round(sum(differences) / len(differences), 4),
        "low": round(means[int(rounds * 0.025)], 4),
        "high": round(means[int(rounds * 0.975)], 4),
    }


def _percentile(scores: Scores, percent: int) -> float:
    ordered = sorted(scores.times_ms)
    return round(ordered[min(len(ordered) - 1, len(ordered) * percent // 100)], 1)


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


if __name__ == "__main__":
    main()
