"""Keeps what a writing model noted on an article, so that a summary that was interrupted goes on there.

A note is used again only for the same version of the article, prompt text, model and parameters.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from rag.prompt import load_prompt
from rag.settings import Settings
from rag.store.notes import ArticleNotes, KeptNotes, Note
from rag.types import DraftSentence, Passage, Sentence, SummaryStyle

_PROMPTS = ("summarize", "revise")
_METHOD = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a model is asked to note on one passage."""

    style: SummaryStyle
    words: int
    topic: str


class Memory:
    """The notes of one model in one library; without a library nothing is kept.

    With `fresh` nothing is used again, and what is made now is kept in its place.
    """

    def __init__(self, kept: KeptNotes | None, *, model: str, settings: Settings, fresh: bool) -> None:
        self._kept = kept
        self._fresh = fresh
        prompts = [load_prompt(name) for name in _PROMPTS]
        self._how = [
            _METHOD,
            model,
            settings.context_tokens,
            settings.answer_tokens,
            *(part for prompt in prompts for part in (prompt.label, prompt.system, prompt.user)),
        ]

    def recall(self, passage: Passage, wish: Wish) -> ArticleNotes | None:
        """Give the notes of an earlier run whose every span is a sentence of the passage, or None."""
        if self._kept is None or self._fresh:
            return None
        found = self._kept.find(passage.article_id, passage.version, self._asked(passage, wish))
        if found is None:
            return None
        numbers = _numbers(passage)
        is_whole = all(note.spans and all(span in numbers for span in note.spans) for note in found.notes)
        return found if is_whole else None

    def keep(
        self, passage: Passage, wish: Wish, sentences: Sequence[Sentence], *, written: int, dropped: int
    ) -> None:
        """Keep the checked sentences on a passage."""
        if self._kept is None:
            return
        made = ArticleNotes(notes=tuple(map(_note, sentences)), written=written, dropped=dropped)
        self._kept.keep(passage.article_id, passage.version, self._asked(passage, wish), made)

    def _asked(self, passage: Passage, wish: Wish) -> str:
        """A digest, so that neither the prompts nor what someone searched for are stored."""
        heading = (passage.title, passage.source, str(passage.published))
        place = (passage.start, passage.end, len(passage.sentences))
        told = [*self._how, *heading, *place, wish.style, wish.words, wish.topic]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def numbered_notes(made: ArticleNotes, passage: Passage) -> list[DraftSentence]:
    """Give the notes with the numbers that their spans have in the passage."""
    numbers = _numbers(passage)
    return [
        DraftSentence(text=note.text, marks=tuple(numbers[span] for span in note.spans))
        for note in made.notes
    ]


def _note(sentence: Sentence) -> Note:
    return Note(text=sentence.text, spans=tuple((one.start, one.end) for one in sentence.citations))


def _numbers(passage: Passage) -> dict[tuple[int, int], int]:
    return {(source.start, source.end): source.number for source in passage.sentences}
