"""Orders passages for a writing model by what the offline reader's network thinks of their windows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rag.models.reading import read_windows, selection_weights
from rag.models.selection import window_order
from rag.models.windows import reading_windows
from rag.retrieval.passages import renumbered
from rag.types import Passage

# Twice as many passages are searched as are kept, and this many windows of them are read.
WIDER = 2
_WINDOWS = 28


def rerank(
    question: str, passages: Sequence[Passage], *, keep: int, asked_at: date | None = None
) -> list[Passage]:
    """Give the `keep` passages most likely to hold the answer, best first, numbered anew.

    A passage is as good as its best window; those of which no window was read follow in their order.
    """
    windows = reading_windows(question, passages, most=_WINDOWS)
    if not windows:
        return list(passages[:keep])
    order = window_order(read_windows(question, windows, asked_at), selection_weights())
    places = {id(passage): place for place, passage in enumerate(passages)}
    best = dict.fromkeys(places[id(windows[place].passage)] for place in order)
    chosen = [*best, *(place for place in range(len(passages)) if place not in best)]
    return renumbered([passages[place] for place in chosen[:keep]])
