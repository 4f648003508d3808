"""Answers a question from a library: retrieve, draft, cite, check."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from itertools import zip_longest

from rag.checking import check_sentences, problems_of
from rag.citations import cite, cite_conflicts, cite_phrase, cite_sources, marked_text
from rag.errors import QuestionError
from rag.followups import complete_question
from rag.library import Library
from rag.missing import cite_figures, what_is_missing
from rag.models import Drafter, Reviser, Rewriter, open_model
from rag.models.matching import sentence_candidates
from rag.models.reader import Reader
from rag.models.reranking import WIDER, rerank
from rag.retrieval.passages import build_passages
from rag.types import (
    Answer,
    AnswerStatus,
    Citation,
    Delta,
    Done,
    Draft,
    DraftSentence,
    Event,
    Passage,
    Sentence,
    Stage,
    Turn,
    parse_published,
)
from rag.verification import find_conflicts, period_notice

NEAREST = 3
NO_ARTICLES = "The library holds no articles yet; add some with `dateline add`."
NOTHING_FOUND = "No article in the library, with these filters, matches the question."
NEAREST_SHOWN = "The nearest sentences are shown."
CUT_OFF = "The reply was cut off before its end."
NOT_CARRIED = "Nothing that was drafted is carried by the articles."


def ask(
    library: Library,
    question: str,
    *,
    model: str | Drafter | None = None,
    history: Sequence[Turn] = (),
    asked_at: str | date | datetime | None = None,
    since: str | date | None = None,
    until: str | date | None = None,
    source: str | None = None,
) -> Answer:
    """Answer a question, every sentence with the spans that support it.

    Args:
        library: where the articles are.
        question: in words; with `history` it may follow up on the last turn.
        model: `extractive`, `openai:NAME` or a drafter; None for the setting of the library.
        history: earlier turns, oldest first.
        asked_at: when the question is asked, now if None; reports near it rank first, none is left out.
        since: leave out articles published before this day.
        until: leave out articles published after this day.
        source: leave out articles of other outlets.

    Returns:
        The answer; `status` is `no_evidence` where the articles do not state it.

    Raises:
        QuestionError: the question is empty, too long or no valid text.
        ModelError: the writing model failed.
    """
    *_, done = ask_stream(
        library,
        question,
        model=model,
        history=history,
        asked_at=asked_at,
        since=since,
        until=until,
        source=source,
    )
    assert isinstance(done, Done)
    return done.answer


def ask_stream(
    library: Library,
    question: str,
    *,
    model: str | Drafter | None = None,
    history: Sequence[Turn] = (),
    asked_at: str | date | datetime | None = None,
    since: str | date | None = None,
    until: str | date | None = None,
    source: str | None = None,
) -> Iterator[Event]:
    """Yield `Stage` and `Delta` while the answer is made, and last `Done` with the checked answer.

    Takes and raises what `ask` does. The text of a Delta is a draft; only the answer is checked.
    """
    library.prepare()  # Chroma opens while the model does
    drafter = _drafter(model, library)
    library.check_question(question)
    checked = question.strip()
    moment = _moment("asked_at", asked_at) or datetime.now(UTC)
    making = _Making(library=library, drafter=drafter, question=checked, asked_at=moment)
    yield Stage(name="searching")
    full = _full_question(drafter, checked, history)
    passages = making.retrieve(
        full, since=_moment("since", since), until=_moment("until", until), source=source
    )
    if not passages:
        yield Done(
            answer=making.without_evidence((), reason=NOTHING_FOUND if library.articles() else NO_ARTICLES)
        )
        return
    yield Stage(name="reading", detail=f"{len(passages)} passages")
    draft = yield from making.draft(full, passages)
    yield Stage(name="checking")
    yield Done(answer=making.finish(full, draft, passages))


@dataclass(slots=True)
class _Making:
    """One answer while it is made, and how long each stage took."""

    library: Library
    drafter: Drafter
    question: str
    asked_at: date
    timings_ms: dict[str, float] = field(default_factory=dict[str, float])

    def retrieve(
        self, question: str, *, since: date | None, until: date | None, source: str | None
    ) -> list[Passage]:
        started = time.perf_counter()
        keep = self.library.settings.passages
        is_reranked = self.library.settings.rerank and not isinstance(self.drafter, Reader)
        hits = self.library.search(
            question,
            limit=keep * WIDER if is_reranked else keep,
            since=since,
            until=until,
            source=source,
            asked_at=self.asked_at,
        )
        passages = build_passages(self.library, hits)
        self._took("retrieve", started)
        if is_reranked:
            started = time.perf_counter()
            passages = rerank(question, passages, keep=keep, asked_at=self.asked_at)
            self._took("rerank", started)
        return passages

    def draft(self, question: str, passages: Sequence[Passage]) -> Generator[Delta, None, Draft]:
        started = time.perf_counter()
        draft: Draft | None = None
        for item in self.drafter.draft(question, passages, asked_at=self.asked_at):
            if isinstance(item, Draft):
                draft = item
            else:
                if "first_token" not in self.timings_ms:
                    self._took("first_token", started)
                yield item
        assert draft is not None
        self._took("draft", started)
        return draft

    def finish(self, question: str, draft: Draft, passages: Sequence[Passage]) -> Answer:
        started = time.perf_counter()
        draft, sentences = self._revised(question, draft, passages)
        failed = any(not sentence.supported for sentence in sentences)
        if failed and self.library.settings.unsupported == "drop":
            kept = [one for one, checked in zip(draft.sentences, sentences, strict=True) if checked.supported]
            draft = replace(draft, sentences=tuple(kept))
            sentences = self._checked(question, draft, passages)
        self._took("check", started)
        if draft.refused or not any(sentence.supported for sentence in sentences):
            return self._without_answer(question, draft, sentences, passages)
        phrase = draft.phrase
        place = cite_phrase(phrase, passages, sentences) if phrase else None
        return replace(
            self._empty("answered" if draft.complete else "incomplete"),
            text=marked_text(sentences),
            sentences=sentences,
            reason=None if draft.complete else draft.reason or CUT_OFF,
            short_answer=place.quote if place else None,
            short_answer_citation=place,
            confidence=draft.confidence,
            notice=period_notice(question, sentences, passages, asked_at=self.asked_at),
            conflicts=cite_conflicts(find_conflicts(question, passages), sentences),
            unknown_marks=draft.unknown_marks,
        )

    def _checked(self, question: str, draft: Draft, passages: Sequence[Passage]) -> tuple[Sentence, ...]:
        return check_sentences(self.library, cite(draft, passages), question=question)

    def _revised(
        self, question: str, draft: Draft, passages: Sequence[Passage]
    ) -> tuple[Draft, tuple[Sentence, ...]]:
        """The draft with each sentence that failed written again, once, where the drafter can."""
        sentences = self._checked(question, draft, passages)
        if not isinstance(self.drafter, Reviser) or all(sentence.supported for sentence in sentences):
            return draft, sentences
        written: list[DraftSentence] = []
        for drafted, checked in zip(draft.sentences, sentences, strict=True):
            again = None if checked.supported else self._again(question, checked, passages)
            written.extend(again or [drafted])
        draft = replace(draft, sentences=tuple(written))
        return draft, self._checked(question, draft, passages)

    def _again(
        self, question: str, failed: Sentence, passages: Sequence[Passage]
    ) -> Sequence[DraftSentence] | None:
        """The sentence written again; None where that is refused or fails the checks too."""
        assert isinstance(self.drafter, Reviser)
        revised = self.drafter.revise(failed.text, problems_of(failed), passages)
        passed = not revised.refused and all(
            one.supported for one in self._checked(question, revised, passages)
        )
        return revised.sentences if passed else None

    def _without_answer(
        self, question: str, draft: Draft, sentences: tuple[Sentence, ...], passages: Sequence[Passage]
    ) -> Answer:
        if not draft.complete:
            return replace(
                self._empty("incomplete"),
                text=marked_text(sentences),
                sentences=sentences,
                reason=draft.reason or CUT_OFF,
                unknown_marks=draft.unknown_marks,
            )
        missing = what_is_missing(question, passages)
        shared = [one.source.number for one in sentence_candidates(question, passages)[:NEAREST]]
        named = [one.source.number for one in missing.given]
        numbers = dict.fromkeys([*named, *_in_turn(draft.near, shared)])
        nearest = cite_sources(list(numbers)[:NEAREST], passages)
        said = ("" if draft.refused else f"{NOT_CARRIED} ") + f"{missing.text} {NEAREST_SHOWN}"
        answer = self.without_evidence(nearest, reason=draft.reason or said)
        return replace(
            answer,
            given=cite_figures(missing.given, nearest),
            confidence=draft.confidence,
            unknown_marks=draft.unknown_marks,
        )

    def without_evidence(self, nearest: tuple[Citation, ...], *, reason: str) -> Answer:
        return replace(self._empty("no_evidence"), text=reason, reason=reason, nearest=nearest)

    def _empty(self, status: AnswerStatus) -> Answer:
        return Answer(
            question=self.question,
            status=status,
            text="",
            model=self.drafter.name,
            embedder=self.library.embedder.name,
            prompt=self.drafter.prompt,
            timings_ms=dict(self.timings_ms),
        )

    def _took(self, stage: str, started: float) -> None:
        self.timings_ms[stage] = round((time.perf_counter() - started) * 1000, 1)


def _in_turn(*rankings: Sequence[int]) -> list[int]:
    """The first of each ranking, then the second of each, and so on."""
    return [number for level in zip_longest(*rankings) for number in level if number is not None]


def _drafter(model: str | Drafter | None, library: Library) -> Drafter:
    if model is None or isinstance(model, str):
        return open_model(model or library.settings.model, library.settings)
    return model


def _full_question(drafter: Drafter, question: str, history: Sequence[Turn]) -> str:
    if history and isinstance(drafter, Rewriter):
        return drafter.rewrite(question, history)
    return complete_question(question, history)


def _moment(name: str, value: str | date | None) -> date | None:
    try:
        return parse_published(value)
    except ValueError as error:
        raise QuestionError(f"{name}={value!r} is no date; give one such as 2026-03-01") from error
