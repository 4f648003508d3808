"""Composes a summary with a writing model: notes on each article, then one text, every sentence checked.

A note carries the numbers of its source sentences through to the last text: a span is never guessed
again. A sentence that its spans do not carry is written once more, and else left out.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, runtime_checkable

from rag.checking import problems_of
from rag.citations import cite
from rag.prompt import load_prompt
from rag.settings import Settings
from rag.store.notes import KeptNotes
from rag.summarization.event_dates import EventDays, event_days
from rag.summarization.extracting import Composed, Task
from rag.summarization.faithfulness import ALONE, carried_whole
from rag.summarization.passages import article_passages
from rag.summarization.resuming import Memory, Wish, numbered_notes
from rag.types import Delta, Draft, DraftSentence, Passage, Sentence, Stage, SummaryStyle

_OVERRUN = 1.2
_FEWEST_NOTE_WORDS = 40
_NOTE_WORDS_STEP = 20
_PASSAGE_CHARS = 6000
_SHORTEST_PASSAGE = 600
_PROMPT_TOKENS = 900
_CHARS_PER_TOKEN = 2


@runtime_checkable
class Summarizer(Protocol):
    """A writing model that can make notes, combine them and correct a sentence."""

    @property
    def name(self) -> str:
        """The name of the model."""
        ...

    def summarize(
        self, passages: Sequence[Passage], *, style: SummaryStyle = "brief", words: int = 100, topic: str = ""
    ) -> Iterator[Delta | Draft]:
        """Write a summary of passages; the last item is the Draft."""
        ...

    def combine(
        self,
        notes: Sequence[DraftSentence],
        passages: Sequence[Passage],
        *,
        style: SummaryStyle = "brief",
        words: int = 100,
        topic: str = "",
    ) -> Iterator[Delta | Draft]:
        """Write one summary of notes; the last item is the Draft."""
        ...

    def revise(self, sentence: str, problems: Sequence[str], passages: Sequence[Passage]) -> Draft:
        """Write a sentence again that failed a check."""
        ...


@dataclass(slots=True)
class _Count:
    written: int = 0
    dropped: int = 0

    def add(self, other: _Count) -> None:
        self.written += other.written
        self.dropped += other.dropped


class ModelComposer:
    """Has a model write, and keeps what the articles carry.

    What was noted on each article is kept in `notes`, and used again unless `fresh`.
    """

    def __init__(
        self, writer: Summarizer, *, settings: Settings, notes: KeptNotes | None = None, fresh: bool = False
    ) -> None:
        room = settings.context_tokens - settings.answer_tokens - _PROMPT_TOKENS
        self._writer = writer
        self._passage_chars = max(_SHORTEST_PASSAGE, min(_PASSAGE_CHARS, _CHARS_PER_TOKEN * room))
        self._memory = Memory(notes, model=writer.name, settings=settings, fresh=fresh)

    @property
    def prompt(self) -> str:
        """The prompts in use, such as `summarize@1+combine@1`."""
        return "+".join(load_prompt(name).label for name in ("summarize", "combine"))

    @property
    def name(self) -> str:
        """The name of the model."""
        return self._writer.name

    def compose(self, task: Task) -> Iterator[Stage | Delta | Composed]:
        """Yield a stage per article and the text as it is written, and last the checked sentences.

        Raises:
            ModelError: the endpoint failed.
        """
        passages = article_passages(task.shelf, max_chars=self._passage_chars, first=task.first)
        count = _Count()
        if len(passages) == 1:
            draft, sentences = yield from self._alone(task, passages[0], count)
        else:
            notes = yield from self._notes(task, passages, count)
            yield Stage(name="combining", detail=f"{len(notes)} notes")
            draft = yield from self._last(
                self._writer.combine(notes, passages, style=task.style, words=task.words, topic=task.topic)
            )
            yield Stage(name="checking")
            sentences = self._carried(task, draft, passages, count)
        yield self._composed(task, draft, sentences, count)

    def _alone(
        self, task: Task, passage: Passage, count: _Count
    ) -> Generator[Stage | Delta, None, tuple[Draft, list[Sentence]]]:
        """Have one passage summarized at once, or give what an earlier run kept of that."""
        wish = Wish(style=task.style, words=task.words, topic=task.topic)
        kept = self._memory.recall(passage, wish)
        if kept is not None:
            yield Stage(name="resuming", detail=passage.title or passage.article_id)
            count.add(_Count(kept.written, kept.dropped))
            draft = Draft(sentences=tuple(numbered_notes(kept, passage)))
            return draft, self._carried(task, draft, [passage], _Count())
        yield Stage(name="writing", detail=passage.title or passage.article_id)
        draft = yield from self._last(
            self._writer.summarize([passage], style=wish.style, words=wish.words, topic=wish.topic)
        )
        yield Stage(name="checking")
        sentences = self._carried_and_kept(task, draft, passage, wish, count)
        return draft, sentences

    def _notes(
        self, task: Task, passages: Sequence[Passage], count: _Count
    ) -> Generator[Stage, None, list[DraftSentence]]:
        """Write notes on each passage; a note that its spans do not carry is left out here already."""
        wish = Wish(style="bullets", words=_note_words(task.words, len(passages)), topic=task.topic)
        known = {place: self._memory.recall(passage, wish) for place, passage in enumerate(passages)}
        found = sum(kept is not None for kept in known.values())
        if found:
            yield Stage(name="resuming", detail=f"{found} of {len(passages)} were read before")
        notes: list[DraftSentence] = []
        for place, passage in enumerate(passages):
            kept = known[place]
            if kept is not None:
                count.add(_Count(kept.written, kept.dropped))
                notes += numbered_notes(kept, passage)
                continue
            title = passage.title or passage.article_id
            yield Stage(name="reading", detail=title, step=place + 1, steps=len(passages))
            notes += self._noted(task, passage, wish, count)
        return notes

    def _noted(self, task: Task, passage: Passage, wish: Wish, count: _Count) -> list[DraftSentence]:
        draft = _drained(
            self._writer.summarize([passage], style=wish.style, words=wish.words, topic=wish.topic)
        )
        numbers = {(one.start, one.end): one.number for one in passage.sentences}
        return [
            DraftSentence(
                text=sentence.text,
                marks=tuple(numbers[one.start, one.end] for one in sentence.citations),
            )
            for sentence in self._carried_and_kept(task, draft, passage, wish, count)
        ]

    def _carried_and_kept(
        self, task: Task, draft: Draft, passage: Passage, wish: Wish, count: _Count
    ) -> list[Sentence]:
        """Check what was written on one passage, and keep it unless it was cut off."""
        own = _Count()
        sentences = self._carried(task, draft, [passage], own)
        if draft.complete:
            self._memory.keep(passage, wish, sentences, written=own.written, dropped=own.dropped)
        count.add(own)
        return sentences

    def _last(self, items: Iterator[Delta | Draft]) -> Generator[Delta, None, Draft]:
        for item in items:
            if isinstance(item, Draft):
                return item
            yield item
        return Draft(sentences=(), refused=True)

    def _carried(
        self, task: Task, draft: Draft, passages: Sequence[Passage], count: _Count
    ) -> list[Sentence]:
        kept: list[Sentence] = []
        for cited in cite(draft, passages):
            sentence = carried_whole(cited, task.shelf)
            count.written += 1
            carried = sentence if sentence.supported else self._revised(task, sentence, passages)
            if carried is None:
                count.dropped += 1
            elif all(carried.text != other.text for other in kept):
                kept.append(carried)
        return kept

    def _revised(self, task: Task, sentence: Sentence, passages: Sequence[Passage]) -> Sentence | None:
        """Give the sentence as the model corrects it, if its spans carry it then."""
        cited = {citation.article_id for citation in sentence.citations}
        sources = [passage for passage in passages if not cited or passage.article_id in cited]
        wrong = problems_of(task.shelf.checked([sentence])[0])
        draft = self._writer.revise(sentence.text, [*wrong, ALONE], sources)
        if draft.refused or len(draft.sentences) != 1:
            return None
        corrected = carried_whole(cite(draft, sources)[0], task.shelf)
        return corrected if corrected.supported else None

    def _composed(self, task: Task, draft: Draft, sentences: Sequence[Sentence], count: _Count) -> Composed:
        kept = _within(sentences, task.words)
        days: list[EventDays] = []
        if task.style == "timeline":
            dated = [(day, sentence) for sentence in kept if (day := _day_of(sentence)) is not None]
            dated.sort(key=lambda pair: (pair[0].start, pair[0].end))
            kept, days = [sentence for _, sentence in dated], [day for day, _ in dated]
        reason = draft.reason if not draft.complete else None
        return Composed(
            sentences=tuple(kept),
            written=count.written,
            dropped=count.dropped,
            days=tuple(days),
            reason=reason,
        )


def _note_words(words: int, passages: int) -> int:
    """Twice the share of a passage, in steps, so that one article more asks nothing new of the others."""
    share = -(-2 * words // (passages * _NOTE_WORDS_STEP)) * _NOTE_WORDS_STEP
    return max(_FEWEST_NOTE_WORDS, share)


def _drained(items: Iterator[Delta | Draft]) -> Draft:
    return next(item for item in items if isinstance(item, Draft))


def _within(sentences: Sequence[Sentence], words: int) -> list[Sentence]:
    """Give the sentences up to a fifth more words than asked for, and one at least."""
    kept: list[Sentence] = []
    total = 0
    for sentence in sentences:
        total += len(sentence.text.split())
        if kept and total > words * _OVERRUN:
            break
        kept.append(sentence)
    return kept


def _day_of(sentence: Sentence) -> EventDays | None:
    """The days that the sentence names, else those of its first span, else that article's day."""
    first = sentence.citations[0]
    for text in (sentence.text, first.quote):
        found = event_days(text, first.published)
        if found is not None:
            return found
    if first.published is None:
        return None
    day = date(first.published.year, first.published.month, first.published.day)
    return EventDays(start=day, end=day, stated=False)
