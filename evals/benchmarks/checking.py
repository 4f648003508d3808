"""How long the checks of one answer take: 5 sentences with 2 spans each, of articles not read before.

    python -m evals.benchmarks.checking [--answers 60] [--json FILE]

Answers are made of the paraphrases of the fixtures; what was found in earlier texts is forgotten before
each answer. Beside the whole, the time of each check on its own, once the text has been read.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import Any, cast

from evals.benchmarks.mutants import Claim, load_claims
from rag.text import sentence_spans
from rag.verification import Evidence, check_sentence
from rag.verification.case import open_case
from rag.verification.check import CHECKS
from rag.verification.support import features_of

SENTENCES, SPANS = 5, 2
_TEXTS = range(64, 8193)  # the sizes of caches of texts; smaller and larger ones are of words


@dataclass(frozen=True, slots=True, kw_only=True)
class _Time:
    """How long one answer took; processor time does not count what else the machine did."""

    wall_ms: float
    processor_ms: float


def main() -> None:
    """Print the median and the 95th percentile of whole answers, and the median of each check."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--answers", type=int, default=60)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    answers = list(_answers(load_claims("all")))[: arguments.answers]
    _timed(answers[0])  # word lists are read once a process
    times = [_timed(answer) for answer in answers]
    wall, processor = [one.wall_ms for one in times], [one.processor_ms for one in times]
    figures = {
        "answers": float(len(times)),
        "answer_ms_p50": median(wall),
        "answer_ms_p95": quantiles(wall, n=20)[-1],
        "answer_processor_ms_p50": median(processor),
        "answer_processor_ms_p95": quantiles(processor, n=20)[-1],
        **_by_check(answers),
        "load_average": os.getloadavg()[0],
    }
    for name, value in figures.items():
        print(f"| {name} | {value:.2f} |")
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=1))


def _answers(claims: Sequence[Claim]) -> Iterator[list[tuple[str, list[Evidence]]]]:
    """Five claims of five articles each, every one with its sentence and the one after it."""
    mixed = sorted((one for one in claims if one.kind == "paraphrase"), key=lambda one: one.text[::-1])
    for at in range(0, len(mixed) - SENTENCES, SENTENCES):
        yield [(one.text, _evidence(one)) for one in mixed[at : at + SENTENCES]]


def _evidence(claim: Claim) -> list[Evidence]:
    text = claim.article.text
    places = [(span.start, span.end) for span in sentence_spans(text)]
    first = next(n for n, (start, end) in enumerate(places) if start <= claim.start < end)
    return [
        Evidence(
            article_id=claim.article.id,
            start=start,
            end=end,
            text=text[start:end],
            published=claim.article.published,
            context=text,
            title=claim.article.title,
        )
        for start, end in (places * 2)[first : first + SPANS]
    ]


def _timed(answer: Sequence[tuple[str, list[Evidence]]]) -> _Time:
    forget_texts()
    started, busy = time.perf_counter(), time.process_time()
    for text, evidence in answer:
        check_sentence(text, evidence)
    return _Time(
        wall_ms=(time.perf_counter() - started) * 1000, processor_ms=(time.process_time() - busy) * 1000
    )


def _by_check(answers: Sequence[Sequence[tuple[str, list[Evidence]]]]) -> dict[str, float]:
    """The median time of each check of an answer whose texts are already read."""
    figures: dict[str, float] = {}
    for check in CHECKS:
        times: list[float] = []
        for answer in answers:
            cases = [open_case(text, tuple(evidence), None) for text, evidence in answer]
            for case in cases:
                check(case)
            started = time.perf_counter()
            for case in cases:
                check(case)
            times.append((time.perf_counter() - started) * 1000)
        figures[f"{check.__name__}_ms_read"] = median(times)
    return figures | {"features_ms_read": _features(answers)}


def _features(answers: Sequence[Sequence[tuple[str, list[Evidence]]]]) -> float:
    times: list[float] = []
    for answer in answers:
        cases = [open_case(text, tuple(evidence), None) for text, evidence in answer]
        for case in cases:
            features_of(case, [])
        started = time.perf_counter()
        for case in cases:
            features_of(case, [])
        times.append((time.perf_counter() - started) * 1000)
    return median(times)


def forget_texts() -> None:
    """Empty the caches of texts in the checks."""
    for name, module in list(sys.modules.items()):
        if name.startswith("rag.verification"):
            for value in vars(module).values():
                info = cast(Callable[[], Any] | None, getattr(value, "cache_info", None))
                if info is not None and info().maxsize in _TEXTS:
                    value.cache_clear()


if __name__ == "__main__":
    main()
