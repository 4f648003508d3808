"""Libraries of a benchmark's articles: kept in a folder, and built again only when they differ."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from contextlib import contextmanager

from evals.benchmarks.outcomes import Request
from evals.cases import FixtureError
from rag import Article, Library
from rag.types import AddResult


@contextmanager
def open_or_build(request: Request, articles: Iterable[Article | AddResult]) -> Generator[Library]:
    """Open the library of the request and add what is missing; equal articles are added only once.

    Raises:
        FixtureError: an article was refused.
    """
    with Library.open(request.library, settings=request.settings) as library:
        report = library.add(articles)
        refused = next((result for result in report.results if result.status == "refused"), None)
        if refused is not None:
            raise FixtureError(f"article {refused.article_id!r} was refused: {refused.reason}")
        yield library
