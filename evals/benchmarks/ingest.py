"""Times a whole ingest against Chroma's raw `add` of the same rows, and gives the peak memory of each.

    python -m evals.benchmarks.ingest --data DIR

DIR holds `articles.jsonl`. The raw add writes the ids, vectors, documents and metadata that the
ingest made, in batches of 5,000, into a collection of the same configuration. Each runs in its own
process, so that neither warms the other.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from evals.benchmarks.memory import peak_mb
from rag.articles import load_articles
from rag.library import Library
from rag.store.chunks import read_for_index
from rag.store.vectors import EMBEDDED_BATCH, Place, create_index

ASKED_RATIO = 2.5
ASKED_MB = 600


def ingest(data: Path, library: Path) -> dict[str, float]:
    """Add all articles of a benchmark to a new library and give the seconds and the peak memory."""
    started = time.perf_counter()
    with Library.open(library) as opened:
        report = opened.add(load_articles([data / "articles.jsonl"]))
    seconds = time.perf_counter() - started
    return {"seconds": seconds, "peak_mb": peak_mb(), "articles": report.count("added")}


def raw_add(library: Path, folder: Path) -> dict[str, float]:
    """Add the rows of a library to an empty Chroma collection and give the seconds that it took."""
    with Library.open(library) as opened, opened.database.reading() as connection:
        rows = read_for_index(connection, after=0, limit=10**9)
    place = Place(folder=folder, library="raw", url=None, timeout_s=60)
    index = create_index(place, 1, embedder="raw", dimension=len(rows[0].vector))
    started = time.perf_counter()
    for first in range(0, len(rows), EMBEDDED_BATCH):
        index.add(rows[first : first + EMBEDDED_BATCH])
    seconds = time.perf_counter() - started
    return {"seconds": seconds, "chunks": len(rows)}


def main() -> None:
    """Run both and print the ratio; exit 1 when it is above what is asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=3, help="the medians are compared")
    parser.add_argument("--ingest", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--raw", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.ingest is not None:
        print(json.dumps(ingest(options.data, options.ingest)))
    elif options.raw is not None:
        with tempfile.TemporaryDirectory() as folder:
            print(json.dumps(raw_add(options.raw, Path(folder))))
    else:
        sys.exit(_compare(options.data, options.rounds))


def _compare(data: Path, rounds: int) -> int:
    whole: list[dict[str, float]] = []
    raw: list[dict[str, float]] = []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            whole.append(_child(data, "--ingest", folder))
            raw.append(_child(data, "--raw", folder))
    seconds = sorted(each["seconds"] for each in whole)[rounds // 2]
    raw_seconds = sorted(each["seconds"] for each in raw)[rounds // 2]
    ratio, memory = seconds / raw_seconds, max(each["peak_mb"] for each in whole)
    outcome = {
        "articles": whole[0]["articles"],
        "chunks": raw[0]["chunks"],
        "ingest_s": round(seconds, 2),
        "raw_add_s": round(raw_seconds, 2),
        "ratio": round(ratio, 2),
        "peak_mb": round(memory),
        "rounds": [(round(a["seconds"], 2), round(b["seconds"], 2)) for a, b in zip(whole, raw, strict=True)],
    }
    print(json.dumps(outcome, indent=2))
    return 0 if ratio <= ASKED_RATIO and memory <= ASKED_MB else 1


def _child(data: Path, *arguments: str) -> dict[str, float]:
    command = [sys.executable, "-m", "evals.benchmarks.ingest", "--data", str(data), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


if __name__ == "__main__":
    main()
