"""Times offline briefings over the 300 articles of a library that lie closest together in time.

    python -m evals.benchmarks.briefing_speed LIBRARY

Each briefing runs in a process of its own, so that opening the library and the embedder counts too. The
queries are the words that most titles of the period begin with a capital. Prints one JSON object: seconds
to the first bullet and to the whole, for each query and at worst, with the load average beside them.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from rag import Delta, Library, summarize_stream
from rag.store.articles import ArticleRow
from rag.verification.words.wordlists import STOPWORDS

ASKED_FIRST_S = 3.0
ASKED_ALL_S = 15.0
IN_PERIOD = 300
LENGTH = 400
_NAME = re.compile(r"\b[A-Z][a-z]{3,}\b")


def main() -> None:
    """Time every query; exit 1 where one takes longer than is asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("library", type=Path)
    parser.add_argument("--queries", type=int, default=5, help="how many are timed")
    parser.add_argument("--one", nargs=3, metavar=("QUERY", "SINCE", "UNTIL"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one is not None:
        print(json.dumps(briefing(options.library, *options.one)))
    else:
        sys.exit(_compare(options.library, options.queries))


def briefing(folder: Path, query: str, since: str, until: str) -> dict[str, float]:
    """Brief on a query and give the seconds to the first bullet and to the end."""
    started = time.perf_counter()
    first = 0.0
    with Library.open(folder) as library:
        for event in summarize_stream(
            query,
            library=library,
            style="bullets",
            length=LENGTH,
            model="extractive",
            since=since,
            until=until,
        ):
            if isinstance(event, Delta) and not first:
                first = time.perf_counter() - started
    return {"first_s": round(first, 2), "all_s": round(time.perf_counter() - started, 2)}


def densest_period(rows: Sequence[ArticleRow], count: int) -> list[ArticleRow]:
    """Give the `count` dated articles, or all, that lie closest together in time."""
    dated = sorted((row for row in rows if row.published), key=lambda row: f"{row.published:%Y-%m-%d}")
    if len(dated) <= count:
        return dated
    days = [row.published.toordinal() for row in dated if row.published]
    start = min(range(len(dated) - count + 1), key=lambda place: days[place + count - 1] - days[place])
    return dated[start : start + count]


def common_names(titles: Sequence[str], most: int) -> list[str]:
    """Give the words with a capital that stand in most titles."""
    words = Counter(word for title in titles for word in set(_NAME.findall(title)))
    common = [word for word, _ in words.most_common() if word.lower() not in STOPWORDS]
    return common[:most]


def _compare(folder: Path, queries: int) -> int:
    with Library.open(folder) as library:
        rows = library.articles()
    period = densest_period(rows, IN_PERIOD)
    since, until = (f"{row.published:%Y-%m-%d}" for row in (period[0], period[-1]))
    names = common_names([row.title for row in period], queries)
    timed = {name: _child(folder, name, since, until) for name in names}
    first, whole = (max(one[key] for one in timed.values()) for key in ("first_s", "all_s"))
    outcome = {
        "articles": len(rows),
        "in_period": len(period),
        "period": f"{since} to {until}",
        "first_bullet_s": first,
        "all_s": whole,
        "queries": timed,
        "load_average": [round(load, 2) for load in os.getloadavg()],
        "cores": os.cpu_count(),
    }
    print(json.dumps(outcome, indent=2))
    return 0 if first <= ASKED_FIRST_S and whole <= ASKED_ALL_S else 1


def _child(folder: Path, *arguments: str) -> dict[str, float]:
    command = [sys.executable, "-m", "evals.benchmarks.briefing_speed", str(folder), "--one", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


if __name__ == "__main__":
    main()
