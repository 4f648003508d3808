"""What a run asks: a library over the suite's articles, the method that drafts, and the way to ask.

A library of a suite also holds an earlier edition of every article with other figures, so that an
answer from an old version shows.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from evals.cases import FixtureError, Suite, clean_twin, earlier_editions
from evals.drafters import Opened
from rag import Article, Library, Settings, ask_stream
from rag.models import Drafter
from rag.types import Event

AskStream = Callable[..., Iterator[Event]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pipeline:
    """The parts that a run asks; tests plant faults by passing others.

    `twin` holds the same articles without injections.
    """

    library: Library
    drafter: Drafter
    answer: AskStream = ask_stream
    twin: Library | None = None


@contextmanager
def open_pipeline(suite: Suite, *, folder: Path, settings: Settings, opened: Opened) -> Generator[Pipeline]:
    """Build the libraries of a suite in a folder and close them at the end."""
    with ExitStack() as stack:
        library = stack.enter_context(build_library(folder / "library", suite.articles, settings=settings))
        twin = None
        if any(case.canary for case in suite.cases):
            twin = stack.enter_context(build_library(folder / "twin", clean_twin(suite), settings=settings))
        yield Pipeline(library=library, drafter=opened.drafter, twin=twin)


def build_library(
    folder: Path, articles: Iterable[Article], *, settings: Settings, with_earlier: bool = True
) -> Library:
    """Make a library of the articles, each with an earlier edition of itself before it."""
    newest = tuple(articles)
    library = Library.open(folder, settings=settings)
    try:
        for batch in (earlier_editions(newest) if with_earlier else (), newest):
            _refuse_refused(library, batch)
    except BaseException:
        library.close()
        raise
    return library


def _refuse_refused(library: Library, articles: tuple[Article, ...]) -> None:
    for result in library.add(articles).results:
        if result.status == "refused":
            raise FixtureError(f"article {result.article_id!r} was refused: {result.reason}")
