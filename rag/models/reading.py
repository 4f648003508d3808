"""Reads windows with the packaged network: what it says of each, with the window's place and age."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from rag.models.selection import Read, SelectionWeights, ages_of
from rag.models.span_network import SpanNetwork, Window
from rag.models.windows import ReadingWindow
from rag.verification.times.dates import day_of

_SPANS = 8


@lru_cache(maxsize=1)
def packaged_network() -> SpanNetwork:
    """Give the packaged network, loaded once a process."""
    return SpanNetwork.load()


def selection_weights() -> SelectionWeights:
    """Give the weights of the joint decision that are packaged with the network."""
    return SelectionWeights.of(packaged_network().config.get("selection", {}))


def usual_threshold() -> float:
    """Give the confidence at which the packaged weights refuse."""
    return float(packaged_network().config.get("threshold", 0.5))


def read_windows(question: str, windows: Sequence[ReadingWindow], asked_at: date | None) -> list[Read]:
    """Give each window as read, in the given order."""
    found = packaged_network().read(
        question, [Window(text=window.text, title=window.passage.title) for window in windows], spans=_SPANS
    )
    ages = ages_of([day_of(window.passage.published) for window in windows], day_of(asked_at))
    return [
        Read(
            text=window.text,
            article_id=window.passage.article_id,
            rank=rank,
            prediction=prediction,
            age_days=age,
            overlap=window.overlap,
        )
        for rank, (window, prediction, age) in enumerate(zip(windows, found, ages, strict=True), start=1)
    ]
