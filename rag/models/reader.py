"""The offline reader: quotes the sentence that answers, and the phrase in it, without a language model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from rag.models.figure_answers import FIGURE_KINDS, figure_candidates
from rag.models.matching import Candidate, sentence_candidates
from rag.types import Delta, Draft, DraftSentence, Passage, Phrase
from rag.verification.binding import Constraints, question_constraints
from rag.verification.times import find_times

NAME = "extractive"
_NO_DATE = 0.3


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
        best = self._best(question, passages)
        if best is None or best.score < self._threshold:
            yield Draft(sentences=(), refused=True, confidence=0.0 if best is None else best.score)
            return
        yield Delta(text=f"{best.source.text} [1]")
        yield Draft(
            sentences=(DraftSentence(text=best.source.text, marks=(best.source.number,)),),
            phrase=_phrase(best),
            confidence=best.score,
        )

    def _best(self, question: str, passages: Sequence[Passage]) -> Candidate | None:
        asked = question_constraints(question)
        if asked.kind in FIGURE_KINDS:
            found = figure_candidates(asked, passages)
        else:
            found = [_typed(asked, one) for one in sentence_candidates(question, passages)]
        return max(found, key=lambda one: one.score, default=None)


def _typed(asked: Constraints, sentence: Candidate) -> Candidate:
    """The sentence narrowed to the phrase of the kind that is asked for, where a rule finds one."""
    if asked.kind != "date":
        return sentence
    times = [time for time in find_times(sentence.source.text) if time.form != "clock"]
    if not times:
        return replace(sentence, score=sentence.score * _NO_DATE)
    start = sentence.source.start
    return replace(sentence, start=start + times[0].start, end=start + times[0].end)


def _phrase(best: Candidate) -> Phrase | None:
    if (best.start, best.end) == (best.source.start, best.source.end):
        return None
    return Phrase(text=best.text, number=best.source.number, start=best.start, end=best.end)
