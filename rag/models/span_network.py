"""The offline reader's network: one pass gives a window's relevance, its answer spans and "no answer".

The layout of a row is `[CLS] question [SEP] title [SEP] window [SEP]`, without the title's part where
there is no title; segment 0 is the question, segment 1 the rest, and token 0 stands for "no answer
here". Training uses `encode` too. The network only scores: which window and span to show is decided in
`rag.models.selection`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from rag.networks import ASSETS, CLS, SEP, Floats, Network, inputs_of, load_network

PACKAGED = ASSETS / "reader"
MAX_QUESTION, MAX_TITLE = 48, 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A short run of text, at most about 160 tokens; what goes over the network's length is not read."""

    text: str
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A phrase of the window, in code points; `margin` is its log odds against "no answer here"."""

    start: int
    end: int
    margin: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanPrediction:
    """What the network says of one window.

    `relevance` is the chance that the window answers, `no_answer` the chance that its spans do not;
    `relevance_logit` is the relevance before the sigmoid. `spans` come best first; an empty window has
    none.
    """

    relevance: float
    relevance_logit: float
    no_answer: float
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One encoded window: ids, where segment 1 and the window begin, and its tokens' spans in the text."""

    ids: tuple[int, ...]
    second: int
    window: int
    offsets: tuple[tuple[int, int], ...]


def encode(tokenizer: Tokenizer, question: str, window: Window, *, max_tokens: int) -> Row:
    """Give the token ids of a question and a window, cut so that the row fits into `max_tokens`."""
    ask = tokenizer.encode(question, add_special_tokens=False).ids[:MAX_QUESTION]
    head = tokenizer.encode(window.title, add_special_tokens=False).ids[:MAX_TITLE] if window.title else []
    body = tokenizer.encode(window.text, add_special_tokens=False)
    second = len(ask) + 2
    begin = second + (len(head) + 1 if head else 0)
    room = max_tokens - begin - 1
    ids = (CLS, *ask, SEP, *((*head, SEP) if head else ()), *body.ids[:room], SEP)
    return Row(ids=ids, second=second, window=begin, offsets=tuple(body.offsets[:room]))


class SpanNetwork:
    """The packaged network, loaded; safe to use from several threads.

    >>> network = SpanNetwork.load()
    >>> window = Window(text="Heavy rain closed 14 schools in Velmont on Monday.")
    >>> best = network.read("How many schools were closed?", [window])[0].spans[0]
    >>> window.text[best.start : best.end]
    '14'
    """

    def __init__(self, network: Network) -> None:
        """Wrap a loaded network; `load` reads the packaged one."""
        self._session = network.session
        self._tokenizer = network.tokenizer
        self.config: dict[str, Any] = network.config
        self._max_tokens = int(self.config["max_tokens"])
        self._batch = int(self.config["batch"])
        self._max_answer = int(self.config["max_answer_tokens"])

    @classmethod
    def load(cls, folder: Path | None = None, *, threads: int = 2) -> SpanNetwork:
        """Load the packaged network, or the one in `folder`.

        Raises:
            ModelError: a file is missing or cannot be read as a network.
        """
        return cls(load_network(folder or PACKAGED, threads=threads))

    def read(self, question: str, windows: Sequence[Window], *, spans: int = 4) -> list[SpanPrediction]:
        """Give a prediction for every window, in their order, each with its best `spans` phrases."""
        rows = [encode(self._tokenizer, question, window, max_tokens=self._max_tokens) for window in windows]
        order = sorted(range(len(rows)), key=lambda i: len(rows[i].ids))
        found: dict[int, SpanPrediction] = {}
        for at in range(0, len(order), self._batch):
            places = order[at : at + self._batch]
            start, end, relevance = self._session.run(
                None, inputs_of([(rows[i].ids, rows[i].second) for i in places])
            )
            for at_row, place in enumerate(places):
                one = self._prediction(
                    rows[place], start[at_row], end[at_row], float(relevance[at_row]), spans
                )
                found[place] = one
        return [found[i] for i in range(len(rows))]

    def _prediction(
        self, row: Row, start: Floats, end: Floats, relevance: float, most: int
    ) -> SpanPrediction:
        width = len(row.offsets)
        inside = slice(row.window, row.window + width)
        none = float(start[0] + end[0])
        spans = _best_spans(
            row.offsets, start[inside], end[inside], none=none, longest=self._max_answer, most=most
        )
        first = np.concatenate([start[:1], start[inside]])
        last = np.concatenate([end[:1], end[inside]])
        return SpanPrediction(
            relevance=_sigmoid(relevance),
            relevance_logit=relevance,
            no_answer=math.sqrt(_share_of_first(first) * _share_of_first(last)),
            spans=spans,
        )


def _best_spans(
    offsets: Sequence[tuple[int, int]], start: Floats, end: Floats, *, none: float, longest: int, most: int
) -> tuple[Span, ...]:
    """The `most` best spans of at most `longest` tokens that do not overlap; ties in reading order."""
    width = len(offsets)
    scores = start[:, None] + end[None, :]
    allowed = np.triu(np.ones((width, width), dtype=bool)) & ~np.triu(
        np.ones((width, width), dtype=bool), longest
    )
    flat = np.where(allowed, scores, -np.inf).ravel()
    chosen: list[tuple[int, int]] = []
    spans: list[Span] = []
    for place in np.argsort(-flat, kind="stable")[: 40 * most]:
        first, last = divmod(int(place), width)
        if not np.isfinite(flat[place]) or len(spans) == most:
            break
        if any(first <= b and last >= a for a, b in chosen):
            continue
        chosen.append((first, last))
        spans.append(Span(start=offsets[first][0], end=offsets[last][1], margin=float(flat[place]) - none))
    return tuple(spans)


def _share_of_first(logits: Floats) -> float:
    weights = np.exp(logits - logits.max())
    return float(weights[0] / weights.sum())


def _sigmoid(value: float) -> float:
    return 1 / (1 + math.exp(-value)) if value >= 0 else math.exp(value) / (1 + math.exp(value))
