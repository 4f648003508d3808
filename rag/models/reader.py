"""The offline reader: quotes the sentence that answers, and the phrase in it, without a language model.

The network proposes phrases over the best windows; for a question about a figure, the words bound to
each figure decide between the phrases that it proposes (`figure_answers`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from rag.models.figure_answers import FIGURE_KINDS, figure_candidates
from rag.models.matching import Candidate
from rag.models.selection import Choice, Read, SelectionWeights, ages_of, choose
from rag.models.span_network import SpanNetwork, Window
from rag.models.windows import ReadingWindow, reading_windows
from rag.types import Delta, Draft, DraftSentence, Passage, Phrase
from rag.verification.binding import Constraints, question_constraints
from rag.verification.dates import day_of

NAME = "extractive"
_UNREAD = 0.3
_RULES = 0.7
_SPANS = 8


class Reader:
    """Answers in quotations; every sentence of its drafts is a source sentence, unchanged."""

    name = NAME
    prompt: str | None = None

    def __init__(self, *, threshold: float) -> None:
        """Abstain below `threshold`, a confidence between 0 and 1."""
        self._threshold = threshold

    def draft(
        self, question: str, passages: Sequence[Passage], *, asked_at: date | None = None
    ) -> Iterator[Delta | Draft]:
        """Give the deciding sentence as a Delta, then the Draft; or a Draft that refuses."""
        best = self._best(question, passages, asked_at)
        if best is None or best.score < self._threshold:
            yield Draft(sentences=(), refused=True, confidence=0.0 if best is None else best.score)
            return
        yield Delta(text=f"{best.source.text} [1]")
        yield Draft(
            sentences=(DraftSentence(text=best.source.text, marks=(best.source.number,)),),
            phrase=Phrase(text=best.text, number=best.source.number, start=best.start, end=best.end),
            confidence=round(best.score, 4),
        )

    def _best(self, question: str, passages: Sequence[Passage], asked_at: date | None) -> Candidate | None:
        windows = reading_windows(question, passages)
        if not windows:
            return None
        network = packaged_network()
        found = network.read(
            question, [Window(text=w.text, title=w.passage.title) for w in windows], spans=_SPANS
        )
        ages = ages_of([day_of(w.passage.published) for w in windows], day_of(asked_at))
        reads = [
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
        choices = choose(reads, SelectionWeights.of(network.config.get("selection", {})))
        proposed = [_candidate(windows[choice.window], choice) for choice in choices]
        asked = question_constraints(question)
        if asked.kind in FIGURE_KINDS:
            proposed = _weighed(question, asked, proposed, windows)
        return max(proposed, key=lambda one: one.score, default=None)


@lru_cache(maxsize=1)
def packaged_network() -> SpanNetwork:
    """Give the packaged network, loaded once a process."""
    return SpanNetwork.load()


def _candidate(window: ReadingWindow, choice: Choice) -> Candidate:
    """The phrase in its sentence; one that runs over the end of a sentence is cut there."""
    start = window.start + choice.start
    source = next(one for one in reversed(window.sentences) if one.start <= start)
    return Candidate(
        source=source,
        passage=window.passage,
        start=start,
        end=min(window.start + choice.end, source.end),
        score=choice.confidence,
    )


def _weighed(
    question: str, asked: Constraints, proposed: Sequence[Candidate], windows: Sequence[ReadingWindow]
) -> list[Candidate]:
    """The figures of the windows, each by its own fit and by what the network thinks of it."""
    read = [_narrowed(window) for window in windows]
    weighed: list[Candidate] = []
    for figure in figure_candidates(question, asked, read):
        near = [one.score for one in proposed if _overlap(one, figure)]
        trust = max(near, default=0.0)
        read_as = _UNREAD + (1 - _UNREAD) * trust
        weighed.append(replace(figure, score=figure.score**_RULES * read_as ** (1 - _RULES)))
    return weighed


def _narrowed(window: ReadingWindow) -> Passage:
    end = window.sentences[-1].end
    return replace(window.passage, start=window.start, end=end, text=window.text, sentences=window.sentences)


def _overlap(one: Candidate, other: Candidate) -> bool:
    same = one.passage.article_id == other.passage.article_id
    return same and one.start < other.end and other.start < one.end
