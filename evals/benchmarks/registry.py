"""The benchmarks by name; each is imported only when it runs."""

from __future__ import annotations

from importlib import import_module

from evals.benchmarks.outcomes import Outcome, Request

BENCHMARKS = {
    "news_qa": "evals.benchmarks.news_qa",
    "squad2": "evals.benchmarks.squad2",
    "faithfulness": "evals.benchmarks.support",
    "counterfactual": "evals.benchmarks.counterfactual",
    "summaries": "evals.benchmarks.summaries",
    "stories": "evals.benchmarks.stories",
}


def run_benchmark(name: str, request: Request) -> Outcome:
    """Run a benchmark by its name."""
    return import_module(BENCHMARKS[name]).run(request)
