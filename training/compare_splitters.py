"""Compare sentence splitters on the project's labelled news sentences: boundary F1, exact spans, time.

    pip install pysbd syntok
    python -m training.compare_splitters

On 402 sentences in November 2026: sentencex 1.0.32 F1 0.956, pysbd 0.3.4 0.942, syntok 1.4.4 0.906;
`rag.text`, which is sentencex and rules for lines, quotations and datelines, 0.994. On the same
quiet machine sentencex took 8 ms for all of them, syntok 86 ms and pysbd 285 ms. The offsets of
syntok start anew with each paragraph, which costs it some of its score here.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from rag.text import sentence_spans

LABELLED = Path(__file__).resolve().parent.parent / "tests" / "data" / "sentences.jsonl"
Spans = set[tuple[int, int]]


def main() -> None:
    """Print one line per splitter."""
    rows = [json.loads(line) for line in LABELLED.read_text("utf-8").split("\n") if line]
    for splitter in (by_sentencex, by_pysbd, by_syntok, by_rag):
        print(splitter.__name__.removeprefix("by_"), report(rows, splitter))


def report(rows: list[dict[str, object]], splitter: Callable[[str], Spans]) -> str:
    """Give F1 of the ends of sentences, the share of spans found exactly, and the time."""
    right = found = wanted = exact = 0
    started = time.perf_counter()
    for row in rows:
        spans, gold = splitter(str(row["text"])), {(start, end) for start, end in row["spans"]}  # type: ignore[attr-defined]
        ends, gold_ends = {end for _, end in spans}, {end for _, end in gold}
        right, found, wanted = right + len(ends & gold_ends), found + len(ends), wanted + len(gold_ends)
        exact += len(spans & gold)
    took_ms = 1000 * (time.perf_counter() - started)
    return f"F1 {2 * right / (found + wanted):.3f}, exact {exact / wanted:.3f}, {took_ms:.0f} ms, n {wanted}"


def by_sentencex(text: str) -> Spans:
    """Split by sentencex alone."""
    import sentencex

    return trimmed(
        text,
        ((each["start_index"], each["end_index"]) for each in sentencex.get_sentence_boundaries("en", text)),
    )


def by_pysbd(text: str) -> Spans:
    """Split by pysbd."""
    import pysbd

    spans = pysbd.Segmenter(language="en", clean=False, char_span=True).segment(text)
    return trimmed(text, ((span.start, span.end) for span in spans))


def by_syntok(text: str) -> Spans:
    """Split by syntok."""
    from syntok import segmenter

    sentences = (sentence for paragraph in segmenter.process(text) for sentence in paragraph)
    return {(each[0].offset, each[-1].offset + len(each[-1].value)) for each in sentences}


def by_rag(text: str) -> Spans:
    """Split as Dateline does."""
    return {(span.start, span.end) for span in sentence_spans(text)}


def trimmed(text: str, spans: Iterable[tuple[int, int]]) -> Spans:
    """Leave out the white space around the spans, and spans of nothing else."""
    cut = (
        (end - len(text[start:end].lstrip()), start + len(text[start:end].rstrip())) for start, end in spans
    )
    return {(start, end) for start, end in cut if start < end}


if __name__ == "__main__":
    main()
