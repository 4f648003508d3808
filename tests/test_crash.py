"""kill -9 at a few random moments; `python -m evals.benchmarks.crash` does it hundreds of times."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from evals.benchmarks import crash
from rag.library import Library


@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9 here")
def test_nothing_acknowledged_is_lost_when_killed(tmp_path: Path) -> None:
    report = crash.run(trials=6, seed=7, folder=tmp_path)
    assert report.failures == ()
    assert report.articles_checked > 0


def test_faults_are_found_when_something_is_lost(tmp_path: Path) -> None:
    ledger = crash.Ledger()
    for line in ("begin a 1", "done a 1", "begin b 1", "done b 1", "begin c 1", "done c 1", "removed c"):
        ledger.note(line)
    with Library.open(tmp_path) as library:
        library.add([crash.make_article("b", 2), crash.make_article("c", 1)])
        found = list(crash.faults(library, ledger))
    assert [fault.split("'")[1] for fault in found] == ["a", "b", "c"]
