"""The writer: renders a prompt with numbered sources, streams a model's reply, and reads its marks."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from rag.errors import ModelContextError, ModelError, ModelReplyError
from rag.marks import MarkStream, parse_reply
from rag.models.chat import Finish, Model, how_it_failed
from rag.models.cleaning import Cleaner
from rag.models.rewriting import rewrite_question
from rag.models.source_list import (
    cleaned_for_prompt,
    estimated_tokens,
    halved,
    list_sources,
    within_budget,
)
from rag.prompt import Message, Prompt, load_prompt
from rag.settings import Settings
from rag.types import Delta, Draft, DraftSentence, Passage, Turn

REFUSAL = "The articles do not say."
Style = Literal["brief", "bullets", "timeline", "background"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Request:
    """One rendered prompt, and the source numbers that each of its numbers stands for."""

    messages: tuple[Message, ...]
    sources: dict[int, tuple[int, ...]]


class Writer:
    """Drafts answers and summaries with a language model.

    Prompt and reply hold `settings.context_tokens` together, the reply `settings.answer_tokens` of them.
    `answer` is another prompt for answers than the packaged one, to compare the two.
    """

    def __init__(self, model: Model, *, settings: Settings, answer: Prompt | None = None) -> None:
        self.model = model
        self._prompt_tokens = settings.context_tokens - settings.answer_tokens
        self._answer = answer or load_prompt("answer")

    @property
    def name(self) -> str:
        """The name of the model."""
        return self.model.name

    @property
    def prompt(self) -> str:
        """The prompt of an answer, such as `answer@1`."""
        return self._answer.label

    def draft(
        self, question: str, passages: Sequence[Passage], *, asked_at: date | None = None
    ) -> Iterator[Delta | Draft]:
        """Yield the answer as it is written, its marks as the numbers shown, and last the Draft.

        Without passages the model is not called, and the draft refuses.

        Raises:
            ModelError: the endpoint failed before any text came.
        """
        values = {"question": " ".join(question.split()), "asked_on": _day(asked_at), "refusal": REFUSAL}
        yield from self._from_passages(self._answer, values, passages)

    def summarize(
        self, passages: Sequence[Passage], *, style: Style = "brief", words: int = 100, topic: str = ""
    ) -> Iterator[Delta | Draft]:
        """Yield a summary of the passages as it is written, and last the Draft; as `draft` does."""
        values = {"style": style, "words": str(words), "topic": _topic(topic), "refusal": REFUSAL}
        yield from self._from_passages(load_prompt("summarize"), values, passages)

    def combine(
        self,
        notes: Sequence[DraftSentence],
        passages: Sequence[Passage],
        *,
        style: Style = "brief",
        words: int = 100,
        topic: str = "",
    ) -> Iterator[Delta | Draft]:
        """Yield one summary made of notes on several articles, and last the Draft.

        The model sees and cites notes; each note brings its own marks along, so the marks of the
        draft are again numbers of sources. Notes whose sources no passage holds are left out.
        """
        prompt = load_prompt("combine")
        values = {"style": style, "words": str(words), "topic": _topic(topic), "refusal": REFUSAL}
        kept = _held_notes(notes, passages)
        while kept and self._room(prompt, {**values, "notes": _note_list(kept, passages)}) < 0:
            kept = kept[:-1]
        if not kept:
            yield Draft(sentences=(), refused=True)
            return
        messages = prompt.render({**values, "notes": _note_list(kept, passages)})
        sources = {number: note.marks for number, note in enumerate(kept, start=1)}
        yield from self._written(_Request(messages=messages, sources=sources))

    def revise(self, sentence: str, problems: Sequence[str], passages: Sequence[Passage]) -> Draft:
        """Give the sentence written again after a check found problems; refused where it cannot be.

        Raises:
            ModelError: the endpoint failed.
        """
        listed = "\n".join(f"- {cleaned_for_prompt(problem)}" for problem in problems)
        values = {"sentence": cleaned_for_prompt(sentence), "problems": listed, "refusal": REFUSAL}
        items = self._from_passages(load_prompt("revise"), values, passages)
        return next(item for item in items if isinstance(item, Draft))

    def rewrite(self, question: str, history: Sequence[Turn]) -> str:
        """Give a follow-up question as one that stands alone; see `rewrite_question`."""
        return rewrite_question(self.model, question, history)

    def _from_passages(
        self, prompt: Prompt, values: Mapping[str, str], passages: Sequence[Passage]
    ) -> Iterator[Delta | Draft]:
        """Write from as many passages as fit, and from half of them where the model finds those too long."""
        if not list_sources(passages).numbers:
            yield Draft(sentences=(), refused=True)
            return
        kept = within_budget(passages, self._room(prompt, {**values, "articles": ""}))
        if not kept:
            raise ModelContextError(
                f"no passage fits into {self._prompt_tokens} tokens beside the prompt {prompt.label!r}; "
                "raise DATELINE_CONTEXT_TOKENS"
            )
        try:
            yield from self._written(_request(prompt, values, kept))
        except ModelContextError:
            yield from self._written(_request(prompt, values, halved(kept)))

    def _room(self, prompt: Prompt, values: Mapping[str, str]) -> int:
        """Give the tokens that are left when the prompt is rendered with these values."""
        messages = prompt.render(values)
        return self._prompt_tokens - sum(estimated_tokens(message["content"]) + 10 for message in messages)

    def _written(self, request: _Request) -> Iterator[Delta | Draft]:
        """Stream a reply; ask once more if it is an object or a list instead of sentences."""
        for _attempt in range(2):
            draft = yield from self._attempt(request)
            if draft is not None:
                yield draft
                return
        raise ModelReplyError(
            f"{self.name} wrote JSON twice where sentences were asked for; use another model"
        )

    def _attempt(self, request: _Request) -> Generator[Delta, None, Draft | None]:
        """Give the Draft of one reply, or None if it is malformed."""
        reply = self.model.stream(request.messages)
        text = _Text(request.sources)
        broken: str | None = None
        with closing(iter(reply)) as pieces:
            try:
                for piece in pieces:
                    yield from text.feed(piece)
            except ModelContextError:
                raise
            except ModelError as error:
                if not text.text.strip():
                    raise
                broken = str(error)
        yield from text.finish()
        if text.is_json and reply.finish == "stop":
            return None
        return self._draft_of(text.text, request.sources, finish=reply.finish, broken=broken)

    def _draft_of(
        self, text: str, sources: Mapping[int, tuple[int, ...]], *, finish: Finish | None, broken: str | None
    ) -> Draft:
        parsed = parse_reply(text, sources)
        kept = [sentence for sentence in parsed.sentences if not _is_refusal(sentence.text)]
        if finish in {"refused", "filtered"} or not parsed.sentences:
            reason = broken or f"{self.name} {how_it_failed(finish)}."
            return Draft(sentences=(), complete=False, unknown_marks=parsed.unknown_marks, reason=reason)
        if len(kept) < len(parsed.sentences) and not any(sentence.marks for sentence in kept):
            return Draft(
                sentences=(), refused=True, complete=finish == "stop", unknown_marks=parsed.unknown_marks
            )
        sentences = tuple(
            replace(sentence, marks=_source_marks(sentence.marks, sources)) for sentence in kept
        )
        if finish == "stop" and broken is None:
            return Draft(sentences=sentences, unknown_marks=parsed.unknown_marks)
        reason = broken or f"{self.name} {how_it_failed(finish)}."
        return Draft(sentences=sentences, complete=False, unknown_marks=parsed.unknown_marks, reason=reason)


class _Text:
    """The text of a reply while it comes in, cleaned, and the deltas that show it."""

    def __init__(self, sources: Mapping[int, tuple[int, ...]]) -> None:
        self._sources = sources
        self._cleaner = Cleaner()
        self._marks = MarkStream(sources)
        self.text = ""

    @property
    def is_json(self) -> bool:
        """Whether this is an object, or a list of them, where sentences were asked for."""
        return self.text.lstrip().startswith(("{", "[{", '["'))

    def feed(self, piece: str) -> Iterator[Delta]:
        yield from self._take(self._cleaner.feed(piece))

    def finish(self) -> Iterator[Delta]:
        yield from self._take(self._cleaner.finish())
        if not self.is_json and (rest := self._marks.finish()):
            yield Delta(text=rest)

    def _take(self, piece: str) -> Iterator[Delta]:
        if self._cleaner.restarted:
            self.text, self._marks = "", MarkStream(self._sources)
        self.text += piece
        shown = self._marks.feed(piece) if not self.is_json else ""
        if shown:
            yield Delta(text=shown)


def _request(prompt: Prompt, values: Mapping[str, str], passages: Sequence[Passage]) -> _Request:
    listed = list_sources(passages)
    messages = prompt.render({**values, "articles": listed.text})
    return _Request(messages=messages, sources={number: (number,) for number in listed.numbers})


def _held_notes(notes: Sequence[DraftSentence], passages: Sequence[Passage]) -> list[DraftSentence]:
    held = {source.number for passage in passages for source in passage.sentences}
    marked = (replace(note, marks=tuple(mark for mark in note.marks if mark in held)) for note in notes)
    return [note for note in marked if note.marks]


def _note_list(notes: Sequence[DraftSentence], passages: Sequence[Passage]) -> str:
    """Give the notes as lines `[n] text`, under the article that the first mark of each is from."""
    article_of = {source.number: passage for passage in passages for source in passage.sentences}
    lines: list[str] = []
    last: tuple[str, str] | None = None
    for number, note in enumerate(notes, start=1):
        passage = article_of[note.marks[0]]
        if (passage.article_id, passage.version) != last:
            last = (passage.article_id, passage.version)
            published = passage.published.isoformat() if passage.published else "unknown"
            lines += ["", f"From: {cleaned_for_prompt(passage.title) or 'unknown'} ({published})"]
        lines.append(f"[{number}] {cleaned_for_prompt(note.text)}")
    return "\n".join(lines).strip()


def _source_marks(marks: Sequence[int], sources: Mapping[int, tuple[int, ...]]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(source for mark in marks for source in sources[mark]))


def _is_refusal(text: str) -> bool:
    return text.strip(" .!\"'“”").casefold() == REFUSAL.strip(".").casefold()


def _day(moment: date | None) -> str:
    return "unknown" if moment is None else moment.strftime("%Y-%m-%d (%A)")


def _topic(topic: str) -> str:
    return " ".join(topic.split()) or "everything important"
