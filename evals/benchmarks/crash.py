"""Kills a process that adds, changes, removes and rebuilds, at random moments, and checks what is left.

    python -m evals.benchmarks.crash --trials 200

What was acknowledged must be there, every article wholly there or not at all, and `doctor` clean.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from rag.errors import NotFound
from rag.library import Library
from rag.types import AddResult, Article

BATCH = 12
# Chroma writes its vector index to disk every 1,000 chunks: with this many articles to begin
# with, every rebuild does.
FIRST_ARTICLES = 900
SEARCHED = 25
LONGEST_WORK_S = 3.0
TRIALS_PER_LIBRARY = 20
_SUBJECTS = "harbour council tram school bridge market storm ferry vote strike orchard museum".split()


@dataclass(slots=True)
class Ledger:
    """What the killed processes have acknowledged; a revision that was only begun may be there too."""

    acknowledged: dict[str, int] = field(default_factory=dict[str, int])
    begun: dict[str, list[int]] = field(default_factory=dict[str, list[int]])
    removing: set[str] = field(default_factory=set[str])
    removed: set[str] = field(default_factory=set[str])

    def note(self, line: str) -> str:
        """Take in one line of a worker and give its first word."""
        word, _, rest = line.strip().partition(" ")
        name, _, revision = rest.partition(" ")
        if word == "begin":
            self.begun.setdefault(name, []).append(int(revision))
        elif word == "done":
            self.acknowledged[name] = int(revision)
        elif word == "removing":
            self.removing.add(name)
        elif word == "removed":
            self.removed.add(name)
        return word


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """When a worker is killed: so long after its process starts, or after its work does."""

    delay_s: float
    from_start: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """How the trials went; `failures` are sentences, none where all is well."""

    trials: int
    killed_during: dict[str, int]
    articles_checked: int
    indexes_rebuilt: int
    failures: tuple[str, ...]


def make_article(name: str, revision: int) -> Article:
    """Give one article by its name and revision, always the same."""
    source = random.Random(f"{name} {revision}")
    sentences = [
        f"On day {source.randrange(1000)} the {source.choice(_SUBJECTS)} of town {name} "
        f"saw {source.randrange(10**6)} people."
        for _ in range(source.randrange(3, 40))
    ]
    text = f"This is revision {revision} of {name}. " + " ".join(sentences)
    return Article(id=name, text=text, title=f"Report {name}", source="trial", published=date(2026, 3, 1))


def work(folder: Path, seed: int) -> None:
    """Add, change, remove and rebuild without end, saying on stdout what is begun and done."""
    source = random.Random(seed)
    with Library.open(folder) as library:
        known = [row.id for row in library.articles()]
        library.search("report")
        _say("work")
        for step in itertools.count():
            if source.random() < 0.4:
                _say("rebuild")
                library.rebuild()
                _say("rebuilt")
            batch = [_next(source, known, seed, step, place) for place in range(BATCH)]
            for name, revision in batch:
                _say("begin", name, revision)
            revisions = dict(batch)

            def done(result: AddResult, revisions: dict[str, int] = revisions) -> None:
                _say("done", result.article_id, revisions[result.article_id])

            library.add([make_article(name, revision) for name, revision in batch], progress=done)
            known.extend(name for name, _ in batch if name not in known)
            if step % 3 == 0:
                _remove(library, known.pop(source.randrange(len(known))))


def run(trials: int, seed: int, folder: Path) -> Report:
    """Kill a worker `trials` times and check the library after each."""
    source = random.Random(seed)
    during: Counter[str] = Counter()
    failures: list[str] = []
    checked = rebuilt = 0
    ledger = Ledger()
    for trial in range(trials):
        if trial % TRIALS_PER_LIBRARY == 0:
            ledger = Ledger()
            _fill(folder / str(trial // TRIALS_PER_LIBRARY), ledger)
        library = folder / str(trial // TRIALS_PER_LIBRARY)
        moment = Moment(delay_s=source.uniform(0, LONGEST_WORK_S), from_start=source.random() < 0.2)
        during[_kill(library, ledger, seed=seed * 100_000 + trial, moment=moment)] += 1
        with Library.open(library) as opened:
            found = list(faults(opened, ledger))
            checked += len(ledger.begun)
            rebuilt += any("rebuilding" in notice for notice in opened.notices)
        failures.extend(f"trial {trial}: {fault}" for fault in found)
        for failure in failures[len(failures) - len(found) :]:
            print(f"\n{failure}", file=sys.stderr)
        print(f"\r{trial + 1}/{trials} trials, {len(failures)} failures", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return Report(
        trials=trials,
        killed_during=dict(during),
        articles_checked=checked,
        indexes_rebuilt=rebuilt,
        failures=tuple(failures),
    )


def faults(library: Library, ledger: Ledger) -> Iterator[str]:
    """Give every way in which the library does not keep what was acknowledged."""
    yield from library.doctor().problems
    searched = set(list(ledger.begun)[-SEARCHED:])
    for name, begun in ledger.begun.items():
        least = ledger.acknowledged.get(name, 0)
        try:
            text = library.get(name).text
        except NotFound:
            if least and name not in ledger.removing:
                yield f"{name!r} was acknowledged and is not there"
            continue
        if name in ledger.removed:
            yield f"{name!r} was removed and is there"
        allowed = [make_article(name, revision).text for revision in begun if revision >= least]
        if text not in allowed:
            yield f"{name!r} is there in part, or older than acknowledged"
        elif name in searched and not any(
            hit.article_id == name for hit in library.search(f"report {name}", limit=20)
        ):
            yield f"{name!r} is there and does not answer"


def main() -> None:
    """Run the trials from the command line; exit 1 when one failed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--trials", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.work is not None:
        work(options.work, options.seed)
        return
    with tempfile.TemporaryDirectory() as folder:
        report = run(options.trials, options.seed, Path(folder))
    print(
        json.dumps(
            {
                "trials": report.trials,
                "killed_during": report.killed_during,
                "articles_checked": report.articles_checked,
                "indexes_rebuilt": report.indexes_rebuilt,
                "failures": report.failures,
            },
            indent=2,
        )
    )
    sys.exit(1 if report.failures else 0)


def _fill(folder: Path, ledger: Ledger) -> None:
    names = [f"first{number}" for number in range(FIRST_ARTICLES)]
    with Library.open(folder) as library:
        library.add(make_article(name, 1) for name in names)
    for name in names:
        ledger.note(f"begin {name} 1")
        ledger.note(f"done {name} 1")


def _kill(library: Path, ledger: Ledger, *, seed: int, moment: Moment) -> str:
    """Kill a worker some time after it begins, and give the stage it was killed in."""
    command = [sys.executable, "-m", __spec__.name if __spec__ else __name__]
    worker = subprocess.Popen(
        [*command, "--work", str(library), "--seed", str(seed)], stdout=subprocess.PIPE, text=True
    )
    assert worker.stdout is not None
    stage = "start"
    timer = threading.Timer(moment.delay_s, worker.kill)
    if moment.from_start:
        timer.start()
    for line in worker.stdout:
        # A line that was cut off by the kill has no end.
        if line.endswith("\n"):
            stage = ledger.note(line)
        if stage == "work" and not moment.from_start:
            timer.start()
    timer.cancel()
    if worker.wait() >= 0:
        raise RuntimeError(f"the worker ended by itself with code {worker.returncode}")
    return {"begin": "add", "done": "add", "rebuild": "rebuild", "removing": "remove"}.get(stage, "between")


def _next(source: random.Random, known: list[str], seed: int, step: int, place: int) -> tuple[str, int]:
    """Give a new article, or a new revision of a known one now and then."""
    if known and source.random() < 0.2:
        # Revisions grow with the seed, which grows with the trials.
        return source.choice(known), 2 + seed % 100_000 * 1000 + step
    return f"t{seed}s{step}p{place}", 1


def _remove(library: Library, name: str) -> None:
    _say("removing", name)
    library.remove(name)
    _say("removed", name)


def _say(*words: object) -> None:
    print(*words, flush=True)


if __name__ == "__main__":
    main()
