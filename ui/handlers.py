"""Decides what each event of the page does: calls `rag` and gives values that `app` shows."""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from time import monotonic
from typing import Protocol, TypedDict, cast

from rag.errors import DatelineError, NotFound, QuestionError
from rag.library import Library
from rag.settings import Settings
from rag.store.conversations import ConversationRow, Conversations, KeptTurn, Verdict
from rag.types import Delta, Done, Event, Stage, Turn
from ui import render
from ui.stops import Running, Stops

_log = logging.getLogger(__name__)


class Answerer(Protocol):
    """The shape of `rag.ask_stream`, so that a scripted one can stand in its place."""

    def __call__(
        self,
        library: Library,
        question: str,
        *,
        model: str | None = None,
        history: Sequence[Turn] = (),
        asked_at: datetime | None = None,
        since: date | None = None,
        until: date | None = None,
        source: str | None = None,
    ) -> Iterator[Event]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What narrows the articles that are read: days as `YYYY-MM-DD`, and an outlet."""

    since: str | None = None
    until: str | None = None
    source: str | None = None


class _Limits(TypedDict):
    since: date | None
    until: date | None
    source: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AskView:
    """What the page shows while a question is answered; None leaves the text box as it is.

    `running` is the key by which the answer can be stopped, while it can.
    """

    earlier: str
    current: str
    box: str | None = None
    conversation_id: str | None = None
    is_final: bool = False
    running: str = ""


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Handlers:
    """The events of one app; of its own it keeps only which answers run, so that they can be stopped.

    While a draft is written, the page is drawn anew every `frame_s` seconds at most.
    """

    library: Library
    settings: Settings
    conversations: Conversations
    answer: Answerer
    clock: Callable[[], datetime] = field(default=_now)
    frame_s: float = 0.05
    stops: Stops = field(default_factory=Stops)

    # --- asking -----------------------------------------------------------------------------

    def ask(
        self,
        question: str,
        *,
        owner: str,
        conversation_id: str | None = None,
        filters: Filters = Filters(),
    ) -> Generator[AskView]:
        """Give the page's state again and again until the answer is checked and kept.

        Every error becomes a sentence on the page, with the question back in the text box. When the
        reader of this iterator goes away, the answer's own stream is closed with it.
        """
        question = question.strip()
        kept = self._kept(owner, conversation_id)
        conversation_id = conversation_id if kept else None
        earlier = "".join(self.turn(one) for one in kept)
        try:
            self._check(question)
            bodies = self._bodies(
                question, kept, owner=owner, conversation_id=conversation_id, filters=filters
            )
            with closing(bodies) as bodies, self.stops.watching(owner) as running:
                for body in bodies:
                    yield self._view(earlier, question, body, conversation_id, running)
                    if running.stopped.is_set() and isinstance(body, str):
                        yield self._stopped(earlier, question, conversation_id)
                        return
        except DatelineError as error:
            yield self._failed(earlier, question, str(error), conversation_id)
        except Exception as error:  # noqa: BLE001 -- the page must stay usable; the log has the whole story
            _log.exception("a question failed")
            message = (
                f"Dateline itself failed ({type(error).__name__}); its log says more. You can ask again."
            )
            yield self._failed(earlier, question, message, conversation_id)

    def _check(self, question: str) -> None:
        if not question:
            raise QuestionError("Type a question first.")
        if len(question) > self.settings.max_question_chars:
            raise QuestionError(
                f"The question has {len(question):,} characters and "
                f"{self.settings.max_question_chars:,} are taken; shorten it."
            )

    def _bodies(
        self,
        question: str,
        kept: Sequence[KeptTurn],
        *,
        owner: str,
        conversation_id: str | None,
        filters: Filters,
    ) -> Generator[str | KeptTurn]:
        stages, draft, drawn_at = [Stage(name="searching")], "", 0.0
        yield render.progress(stages)
        asked_at = self.clock()
        events = self.answer(
            self.library, question, history=_history(kept), asked_at=asked_at, **_limits(filters)
        )
        with closing(cast("_Closing", events)):
            for event in events:
                match event:
                    case Stage():
                        stages = [stage for stage in stages if stage.name != event.name] + [event]
                        drawn_at = 0.0
                    case Delta():
                        draft += event.text
                    case Done():
                        yield self.conversations.keep(
                            owner, event.answer, at=asked_at, conversation_id=conversation_id
                        )
                        return
                if monotonic() - drawn_at >= self.frame_s:
                    yield render.progress(stages, draft)
                    drawn_at = monotonic() if draft else 0.0

    def _view(
        self,
        earlier: str,
        question: str,
        body: str | KeptTurn,
        conversation_id: str | None,
        running: Running,
    ) -> AskView:
        if isinstance(body, KeptTurn):
            return AskView(
                earlier=earlier,
                current=self.turn(body),
                box="",
                conversation_id=body.conversation_id,
                is_final=True,
            )
        return AskView(
            earlier=earlier,
            current=render.turn(question, body),
            box="",
            conversation_id=conversation_id,
            running=running.key,
        )

    def _stopped(self, earlier: str, question: str, conversation_id: str | None) -> AskView:
        current = render.turn(question, render.stopped())
        return AskView(earlier=earlier, current=current, box=question, conversation_id=conversation_id)

    def _failed(self, earlier: str, question: str, message: str, conversation_id: str | None) -> AskView:
        body = render.problem(message)
        return AskView(
            earlier=earlier,
            current=render.turn(_shortened(question), body) if question else body,
            box=question,
            conversation_id=conversation_id,
        )

    # --- conversations ----------------------------------------------------------------------

    def turn(self, kept: KeptTurn) -> str:
        """Give one kept exchange as HTML."""
        return render.turn(
            kept.question, render.answer(kept.answer) + render.actions(kept.id, kept.verdict), turn_id=kept.id
        )

    def conversation(self, owner: str, conversation_id: str | None) -> str:
        """Give a whole conversation as HTML; nothing where the owner has no such conversation."""
        return "".join(self.turn(kept) for kept in self._kept(owner, conversation_id))

    def conversation_rows(self, owner: str) -> list[ConversationRow]:
        """Give the owner's conversations, the last used first."""
        return self.conversations.list(owner)

    def rate(self, owner: str, turn: object, *, verdict: object, comment: object) -> None:
        """Keep a verdict on an answer.

        Raises:
            NotFound: the owner has no such answer.
        """
        if not isinstance(turn, int) or verdict not in {"up", "down", None}:
            raise NotFound(f"there is no answer {turn!r} that could be rated {verdict!r}")
        said = comment if isinstance(comment, str) else ""
        self.conversations.rate(owner, turn, cast("Verdict | None", verdict), said)

    def _kept(self, owner: str, conversation_id: str | None) -> tuple[KeptTurn, ...]:
        if not conversation_id:
            return ()
        try:
            return self.conversations.turns(owner, conversation_id)
        except NotFound:
            return ()


class _Closing(Protocol):
    def close(self) -> None: ...


def _history(kept: Sequence[KeptTurn]) -> tuple[Turn, ...]:
    return tuple(Turn(question=one.question, answer=one.answer.text) for one in kept)


def _shortened(question: str, *, max_chars: int = 300) -> str:
    return question if len(question) <= max_chars else question[:max_chars] + " …"


def _limits(filters: Filters) -> _Limits:
    since, until = _day(filters.since, "from"), _day(filters.until, "to")
    if since and until and since > until:
        raise QuestionError(f"The period ends on {until} before it starts on {since}; swap the two dates.")
    return {"since": since, "until": until, "source": filters.source or None}


def _day(text: str | None, name: str) -> date | None:
    if not text or not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError as error:
        raise QuestionError(f"The date {text!r} in “{name}” is no day; write it like 2026-03-01.") from error
