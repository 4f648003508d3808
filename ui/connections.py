"""Tries what is in use once, for the Settings tab: the embedder, the index, the model."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from rag.errors import DatelineError
from rag.library import Library
from rag.models import open_model
from rag.types import Passage, Source
from ui.markup import escape

_TEXT = "The connection works."
_PASSAGE = Passage(
    article_id="connection-test",
    version="",
    title="Connection test",
    source=None,
    published=None,
    start=0,
    end=len(_TEXT),
    text=_TEXT,
    score=1.0,
    sentences=(Source(number=1, start=0, end=len(_TEXT), text=_TEXT),),
)


def connection_report(library: Library) -> str:
    """Give a line for each part in use: that it works and how long it took, or its error."""
    lines = (
        _line("Embeddings", lambda: library.embedder.embed_query("test")),
        _line("Index", lambda: library.search("test", limit=1)),
        _line("Answers", lambda: _draft(library)),
    )
    return f'<ul class="connections" role="status">{"".join(lines)}</ul>'


def _draft(library: Library) -> None:
    drafter = open_model(library.settings.model, library.settings)
    for _ in drafter.draft("Does the connection work?", [_PASSAGE]):
        pass


def _line(name: str, attempt: Callable[[], object]) -> str:
    started = monotonic()
    try:
        attempt()
    except DatelineError as error:
        return f'<li class="failed"><strong>{name}: failed.</strong> {escape(str(error))}</li>'
    return f"<li><strong>{name}: works.</strong> Took {monotonic() - started:.1f} s.</li>"
