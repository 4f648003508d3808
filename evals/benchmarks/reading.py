"""How long the offline reader takes for a question, beside the bare network on the same tokens.

    python -m evals.benchmarks.reading LIBRARY --questions FILE [--limit 60]

FILE has {`question`, `date`} per line. The reader's own work (windows, tokens, spans, rules) should add
little to what the network needs; opening the network is timed as well.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from rag.library import Library
from rag.models.reader import Reader
from rag.models.span_network import PACKAGED, SpanNetwork, Window, encode
from rag.models.windows import reading_windows
from rag.networks import MODEL_FILE, TOKENIZER_FILE, load_tokenizer
from rag.retrieval.passages import build_passages
from rag.types import Passage, parse_published


def main() -> None:
    """Print the times in milliseconds and the ratio of the medians."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("library", type=Path)
    parser.add_argument("--questions", type=Path, required=True)
    parser.add_argument("--limit", type=int, default=60)
    arguments = parser.parse_args()
    lines = arguments.questions.read_text("utf-8").split("\n")
    rows: list[dict[str, Any]] = [json.loads(line) for line in lines if line][: arguments.limit]
    started = time.perf_counter()
    network = SpanNetwork.load()
    loaded = time.perf_counter() - started
    with Library.open(arguments.library) as library:
        asked = [(row["question"], _passages(library, row)) for row in rows]
    reader = Reader(threshold=0.5)
    list(reader.draft(*asked[0]))  # loads what is read once a process
    whole = [_ms(lambda each=each: list(reader.draft(*each))) for each in asked]
    bare = [_bare(*each, max_tokens=int(network.config["max_tokens"])) for each in asked]
    figures = {
        "questions": len(asked),
        "load_ms": loaded * 1000,
        "reader_ms_p50": median(whole),
        "reader_ms_p95": quantiles(whole, n=20)[-1],
        "network_ms_p50": median(bare),
        "ratio": median(one / other for one, other in zip(whole, bare, strict=True)),
        "load_average": os.getloadavg()[0],
    }
    sys.stdout.write(json.dumps({name: round(value, 2) for name, value in figures.items()}, indent=1) + "\n")


def _passages(library: Library, row: dict[str, Any]) -> list[Passage]:
    asked_at = parse_published(row.get("date"))
    return build_passages(
        library, library.search(row["question"], limit=library.settings.passages, asked_at=asked_at)
    )


def _bare(question: str, passages: Sequence[Passage], *, max_tokens: int) -> float:
    """The time of the network alone over the tokens that the reader gives it, one window at a time."""
    tokens = [
        encode(
            _tokenizer(), question, Window(text=each.text, title=each.passage.title), max_tokens=max_tokens
        )
        for each in reading_windows(question, passages)
    ]
    inputs = [
        {
            "input_ids": np.array([row.ids]),
            "attention_mask": np.ones((1, len(row.ids)), dtype=np.int64),
            "token_type_ids": np.array([[int(place >= row.second) for place in range(len(row.ids))]]),
        }
        for row in tokens
    ]
    return _ms(lambda: [_session().run(None, each) for each in inputs])


def _ms(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


@lru_cache(maxsize=1)
def _session() -> Any:
    runtime: Any = importlib.import_module("onnxruntime")  # as the network's own file does: it is untyped
    options = runtime.SessionOptions()
    options.intra_op_num_threads = 2
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return runtime.InferenceSession(str(PACKAGED / MODEL_FILE), options)


@lru_cache(maxsize=1)
def _tokenizer() -> Tokenizer:
    return load_tokenizer(PACKAGED / TOKENIZER_FILE)


if __name__ == "__main__":
    main()
