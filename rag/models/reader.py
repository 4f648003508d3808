"""The offline reader: quotes the sentence that answers, and the phrase in it, without a language model.

The network proposes phrases over the best windows; `decisions` weighs them with what the rules know. A
question in another language than English is answered with the sentence that shares most words with it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rag.models.decisions import decide, further
from rag.models.languages import foreign_candidates, language_of
from rag.models.matching import Candidate
from rag.models.newest import newest_leads
from rag.models.reading import read_windows, selection_weights, usual_threshold
from rag.models.selection import Choice, choose
from rag.models.source_list import usable_sources
from rag.models.windows import ReadingWindow, reading_windows
from rag.types import Delta, Draft, DraftSentence, Passage, Phrase, Source
from rag.verification.figures.binding import question_constraints

NAME = "extractive"
_NEAREST = 3
# Log odds given to every phrase, because the rules lower some answers after the network's own threshold.
_LEEWAY = 0.1


@dataclass(frozen=True, slots=True)
class _Found:
    """The deciding answer, further reports of it, the other answers, and whether its phrase is shown."""

    best: Candidate
    more: tuple[Candidate, ...] = ()
    others: tuple[Candidate, ...] = ()
    phrase: bool = True


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
        """Give the sentences as Deltas, the deciding one first, then the Draft; or one that refuses."""
        found = _find(question, passages, asked_at)
        if found is None or found.best.score < self._threshold:
            yield _refusal(found)
            return
        best = found.best
        shown = [best, *(one for one in found.more if one.score >= self._threshold)]
        for n, one in enumerate(shown, start=1):
            yield Delta(text=f"{' ' if n > 1 else ''}{one.source.text} [{n}]")
        phrase = Phrase(text=best.text, number=best.source.number, start=best.start, end=best.end)
        yield Draft(
            sentences=tuple(DraftSentence(text=one.source.text, marks=(one.source.number,)) for one in shown),
            phrase=phrase if found.phrase else None,
            confidence=round(best.score, 4),
        )


def _find(question: str, passages: Sequence[Passage], asked_at: date | None) -> _Found | None:
    passages = [run for passage in passages for run in _readable(passage)]
    if language_of(question) != "en":
        foreign = foreign_candidates(question, passages)
        return _Found(foreign[0], phrase=False) if foreign else None
    windows = reading_windows(question, passages)
    if not windows:
        return None
    asked = question_constraints(question)
    ranked = decide(question, asked, _proposed(question, windows, asked_at), windows, asked_at)
    ranked = newest_leads(question, asked, ranked, passages, asked_at=asked_at)
    if not ranked:
        return None
    best = ranked[0]
    whole = (best.start, best.end) == (best.source.start, best.source.end)
    phrase = not whole and asked.kind != "polarity"
    return _Found(best, tuple(further(best, ranked[1:], asked)), tuple(ranked[1:]), phrase)


def _refusal(found: _Found | None) -> Draft:
    """A draft that refuses, with the sentences that came nearest to an answer."""
    if found is None:
        return Draft(sentences=(), refused=True, confidence=0.0)
    near = dict.fromkeys(one.source.number for one in (found.best, *found.others))
    return Draft(
        sentences=(), refused=True, confidence=round(found.best.score, 4), near=tuple(near)[:_NEAREST]
    )


def _readable(passage: Passage) -> list[Passage]:
    """The passage without words to a machine, cut where they stood."""
    runs: list[list[Source]] = []
    for source in usable_sources(passage):
        if not runs or source.number != runs[-1][-1].number + 1:
            runs.append([])
        runs[-1].append(source)
    return [
        replace(
            passage,
            start=run[0].start,
            end=run[-1].end,
            text=passage.text[run[0].start - passage.start : run[-1].end - passage.start],
            sentences=tuple(run),
        )
        for run in runs
    ]


def _proposed(question: str, windows: Sequence[ReadingWindow], asked_at: date | None) -> list[Candidate]:
    """The phrases that the network proposes, with its confidence in each."""
    reads = read_windows(question, windows, asked_at)
    usual = usual_threshold()
    choices = choose(reads, selection_weights(), question=question)
    return [_candidate(windows[choice.window], choice, usual) for choice in choices]


def _confidence(value: float, usual: float) -> float:
    """Shift a confidence in log odds so that `usual`, the network's own threshold, stands at 0.5."""
    odds = value / max(1 - value, 1e-9) * (1 - usual) / usual * math.exp(_LEEWAY)
    return odds / (1 + odds)


def _candidate(window: ReadingWindow, choice: Choice, usual: float) -> Candidate:
    """The phrase in its sentence; one that runs over the end of a sentence is cut there."""
    start = window.start + choice.start
    source = next(one for one in reversed(window.sentences) if one.start <= start)
    return Candidate(
        source=source,
        passage=window.passage,
        start=start,
        end=min(window.start + choice.end, source.end),
        score=_confidence(choice.confidence, usual),
    )
