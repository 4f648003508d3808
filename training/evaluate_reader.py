"""Measures an exported reader on news questions over BM25 windows and on SQuAD 2.0 paragraphs.

    python -m training.evaluate_reader MODEL DATA --reads reads.jsonl [--part news|squad2|all] [--again]

DATA holds `news_qa` and `squad2`. What the network said of every window is kept in `--reads`, from
which `training.tune_selection` fits the weights of the joint decision; with those in MODEL, this prints
the figures with their 95 % intervals.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from evals.scorers import answer_contains, exact_match, f1
from evals.statistics import mean
from rag.models.selection import Choice, Read, SelectionWeights, ages_of, choose, window_order
from rag.models.span_network import Span, SpanNetwork, SpanPrediction, Window
from rag.models.windows import ReadingWindow
from rag.networks import CONFIG_FILE
from rag.text import sentence_spans
from training.news_windows import NewsIndex, read_articles, windows_for
from training.reader_data import read_jsonl

CHUNKS, WINDOWS, SPANS = 14, 14, 8
REFUSED_AT_MOST = 0.15
# What is shipped refuses less than the bound allows, so that other questions stay within it too.
OPERATING = 0.12


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One benchmark question with everything that was read for it."""

    id: str
    question: str
    answers: tuple[str, ...]
    reads: tuple[Read, ...]
    sentences: tuple[tuple[tuple[int, int], ...], ...]
    gold: tuple[bool, ...]
    search_ms: float
    read_ms: float


def read_news(network: SpanNetwork, folder: Path, *, windows: int = WINDOWS) -> list[Asked]:
    """Retrieve and read the windows of every news question."""
    index = NewsIndex(read_articles(folder / "articles.jsonl"))
    asked: list[Asked] = []
    for row in _rows(folder / "questions.jsonl"):
        day, question = date.fromisoformat(str(row["date"])[:10]), str(row["question"])
        began = time.perf_counter()
        chosen = windows_for(index, question, day, chunks=CHUNKS, windows=windows)
        searched = time.perf_counter()
        found = network.read(
            question, [Window(text=w.text, title=w.passage.title) for w in chosen], spans=SPANS
        )
        done = time.perf_counter()
        ages = ages_of([w.passage.published for w in chosen], day)
        reads = tuple(
            Read(
                text=w.text,
                article_id=w.passage.article_id,
                rank=rank,
                prediction=prediction,
                overlap=w.overlap,
                age_days=age,
            )
            for rank, (w, prediction, age) in enumerate(zip(chosen, found, ages, strict=True), 1)
        )
        spans = tuple(tuple((s.start - w.start, s.end - w.start) for s in w.sentences) for w in chosen)
        asked.append(
            Asked(
                id=str(row["id"]),
                question=question,
                answers=tuple(row["answers"]) if row["answerable"] else (),
                reads=reads,
                sentences=spans,
                gold=tuple(_holds_gold(window, row["answer_spans"]) for window in chosen),
                search_ms=(searched - began) * 1000,
                read_ms=(done - searched) * 1000,
            )
        )
    return asked


def _holds_gold(window: ReadingWindow, golds: Sequence[dict[str, Any]]) -> bool:
    inside = [g for g in golds if g["article_id"] == window.passage.article_id and g["start"] >= window.start]
    return any(g["end"] <= window.start + len(window.text) for g in inside)


def read_squad2(network: SpanNetwork, folder: Path) -> list[Asked]:
    """Read every question over its own paragraph, in overlapping windows of up to 700 characters."""
    texts = {str(a["id"]): str(a["text"]) for a in read_jsonl(folder / "articles.jsonl")}
    titles = {str(a["id"]): str(a["title"]).replace("_", " ") for a in read_jsonl(folder / "articles.jsonl")}
    asked: list[Asked] = []
    for row in _rows(folder / "questions.jsonl"):
        article = str(row["article_id"])
        cut = overlapping(texts[article], 700)
        began = time.perf_counter()
        found = network.read(
            str(row["question"]), [Window(text=texts[article][s:e], title=titles[article]) for s, e in cut]
        )
        took = (time.perf_counter() - began) * 1000
        reads = tuple(
            Read(text=texts[article][s:e], article_id=article, rank=1, prediction=p)
            for (s, e), p in zip(cut, found, strict=True)
        )
        asked.append(
            Asked(
                id=str(row["id"]),
                question=str(row["question"]),
                answers=tuple(answer["text"] for answer in row["answers"]) if row["answerable"] else (),
                reads=reads,
                sentences=(),
                gold=(),
                search_ms=0.0,
                read_ms=took,
            )
        )
    return asked


def _rows(path: Path) -> list[dict[str, Any]]:
    return read_jsonl(path)


def overlapping(text: str, most: int) -> list[tuple[int, int]]:
    """Windows of whole sentences up to `most` characters, each begun half a window after the last."""
    spans = sentence_spans(text)
    windows: list[tuple[int, int]] = []
    first = 0
    while first < len(spans):
        last = max(
            [first, *(i for i in range(first, len(spans)) if spans[i].end - spans[first].start <= most)]
        )
        windows.append((spans[first].start, spans[last].end))
        if last == len(spans) - 1:
            break
        middle = (spans[first].start + spans[last].end) / 2
        first = max(first + 1, next(i for i, s in enumerate(spans) if s.end > middle))
    return windows


def save(asked: Iterable[Asked], path: Path) -> None:
    path.write_text("".join(json.dumps(asdict(a), ensure_ascii=False) + "\n" for a in asked), "utf-8")


def load(path: Path) -> list[Asked]:
    """The saved questions and reads."""
    asked: list[Asked] = []
    for row in read_jsonl(path):
        data: Any = row
        reads: list[Read] = []
        for read in data["reads"]:
            prediction = read.pop("prediction")
            spans = tuple(Span(**span) for span in prediction.pop("spans"))
            reads.append(Read(**read, prediction=SpanPrediction(**prediction, spans=spans)))
        sentences = tuple(tuple((s, e) for s, e in window) for window in data.pop("sentences"))
        data |= {
            "reads": tuple(reads),
            "gold": tuple(data["gold"]),
            "answers": tuple(data["answers"]),
            "sentences": sentences,
        }
        asked.append(Asked(**data))
    return asked


def threshold_refusing(confidences: Sequence[float], share: float) -> float:
    """The highest threshold that refuses at most `share` of these confidences."""
    ordered = sorted(confidences)
    return ordered[int(share * len(ordered))]


def _best(asked: Asked, weights: SelectionWeights) -> Choice | None:
    found = choose(asked.reads, weights, question=asked.question)
    return found[0] if found else None


def top_sentence(asked: Asked, choice: Choice) -> str:
    """The sentence or sentences of the window that the chosen phrase touches."""
    touched = [s for s in asked.sentences[choice.window] if s[0] < choice.end and s[1] > choice.start]
    return asked.reads[choice.window].text[touched[0][0] : touched[-1][1]] if touched else ""


def news_figures(asked: Sequence[Asked], weights: SelectionWeights) -> dict[str, Any]:
    """The figures of the news benchmark."""
    answerable = [(a, _best(a, weights)) for a in asked if a.answers]
    other = [(a, _best(a, weights)) for a in asked if not a.answers]
    texts = [choice.text if choice else "" for _, choice in answerable]
    golds = [a.answers for a, _ in answerable]
    sure = [c.confidence if c else 0.0 for _, c in answerable]
    threshold = threshold_refusing(sure, REFUSED_AT_MOST)
    shipped = threshold_refusing(sure, OPERATING)
    kept = [(a, c) for a, c in answerable if c and c.confidence >= shipped]
    refused = [c.confidence if c else 0.0 for _, c in other]
    contained = [answer_contains(top_sentence(a, c) if c else "", a.answers) for a, c in answerable]
    first8 = [
        float(any(_contains(s.text, a.answers) for s in choose(a.reads, weights, question=a.question)[:8]))
        for a, _ in answerable
    ]
    orders = [(a, window_order(a.reads, weights)) for a, _ in answerable]
    return {
        "gold_in_first_window": _show([float(any(a.gold[i] for i in order[:1])) for a, order in orders]),
        "gold_in_first_5_windows": _show([float(any(a.gold[i] for i in order[:5])) for a, order in orders]),
        "contains": _show([_contains(t, g) for t, g in zip(texts, golds, strict=True)]),
        "em": _show([exact_match(t, g).value for t, g in zip(texts, golds, strict=True)]),
        "f1": _show([f1(t, g).value for t, g in zip(texts, golds, strict=True)]),
        "any_of_8": _show(first8),
        "sentence_contains": _show([score.value if score else 0.0 for score in contained]),
        "mean_words": round(statistics.mean(len(t.split()) for t in texts), 2),
        "refused_unanswerable": _show([float(one < threshold) for one in refused]),
        "threshold": round(shipped, 4),
        "refused_unanswerable_shipped": _show([float(one < shipped) for one in refused]),
        "right_of_kept": _show([_contains(c.text, a.answers) for a, c in kept]),
        "search_ms_p50": round(statistics.median(a.search_ms for a in asked)),
        "read_ms_p50": round(statistics.median(a.read_ms for a in asked)),
    }


def squad2_figures(asked: Sequence[Asked], weights: SelectionWeights) -> dict[str, Any]:
    """F1 with no-answer, the threshold fitted on the other half of the questions, and on the answerable."""
    chosen = [_best(a, weights) for a in asked]

    def value(i: int, threshold: float) -> float:
        choice = chosen[i]
        given = "" if choice is None or choice.confidence < threshold else choice.text
        return f1(given, asked[i].answers).value if asked[i].answers else float(not given)

    grid = [i / 100 for i in range(1, 100)]
    values: list[float] = []
    for half in (0, 1):
        fit = range(1 - half, len(asked), 2)
        best = max(grid, key=lambda t: sum(value(i, t) for i in fit))
        values += [value(i, best) for i in range(half, len(asked), 2)]
    answerable = [i for i, a in enumerate(asked) if a.answers]
    exact = [exact_match(c.text if (c := chosen[i]) else "", asked[i].answers).value for i in answerable]
    return {
        "f1_with_no_answer": _show(values),
        "f1_answerable": _show([value(i, 0.0) for i in answerable]),
        "em_answerable": _show(exact),
    }


def _contains(text: str, answers: Sequence[str]) -> float:
    score = answer_contains(text, answers)
    return score.value if score else 0.0


def _show(values: Sequence[float]) -> str:
    estimate = mean(values)
    return f"{100 * estimate.value:.1f} [{100 * estimate.low:.1f}, {100 * estimate.high:.1f}] n={len(values)}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument(
        "--reads", type=Path, required=True, help="file to keep what was read in; .squad2 is added for SQuAD"
    )
    parser.add_argument("--part", choices=("news", "squad2", "all"), default="all")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--again", action="store_true", help="read anew though the file exists")
    args = parser.parse_args()
    config = json.loads((args.model / CONFIG_FILE).read_text("utf-8"))
    weights = SelectionWeights.of(config.get("selection", {}))
    network = SpanNetwork.load(args.model, threads=args.threads)
    parts = (("news", read_news, news_figures, "news_qa"), ("squad2", read_squad2, squad2_figures, "squad2"))
    for name, reader, figures, folder in parts:
        if args.part not in (name, "all"):
            continue
        path = args.reads if name == "news" else args.reads.with_suffix(".squad2.jsonl")
        if args.again or not path.exists():
            save(reader(network, args.data / folder), path)
        print(name, json.dumps(figures(load(path), weights), indent=1))


if __name__ == "__main__":
    main()
