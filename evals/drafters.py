"""Opens what answers in a run by its name: a mocked model, the reader, a replay or a live endpoint.

The mock, the replay and the recorder all sit below the OpenAI SDK, as its transport, so the same
writer, parsing and error handling run as with a live model.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import httpx2

from evals.cassettes import MissedReplyError, RecordTransport, ReplayTransport
from evals.manifest import Mode
from evals.mock_model import transport as mock_transport
from evals.mock_personas import PERSONAS
from rag import Settings, open_model
from rag.errors import DatelineError, ModelError, SettingsError
from rag.models import Drafter
from rag.models.openai_chat import OpenAIChat
from rag.models.writer import Writer
from rag.prompt import Prompt, load_prompt
from rag.types import Delta, Draft, Passage, Turn

FAITHFUL = "faithful"
REPLAYED = "replayed"
"""The model name in recorded requests, where the cassette does not tell another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What answers, its name in reports, and how it is to be called there."""

    drafter: Drafter
    model: str
    mode: Mode
    recorded_ms: tuple[float, ...] = ()


def open_drafter(
    model: str, settings: Settings, *, record: Path | None = None, prompt: Path | None = None
) -> Opened:
    """Open `mock`, `mock:PERSONA`, `extractive`, `replay:FILE` or `openai:NAME`.

    Args:
        model: which of them.
        settings: as for `dateline ask`.
        record: a cassette to which every reply of a mock or a live model is written.
        prompt: another file than the packaged prompt for answers.

    Raises:
        SettingsError: the name is none of them.
        FixtureError: there is no such cassette.
        PromptError: the prompt file is missing or malformed.
    """
    answer = load_prompt(prompt.stem, prompt.parent) if prompt else None
    kind, _, rest = model.partition(":")
    if kind == "mock":
        return _mocked(rest or FAITHFUL, settings, record, answer)
    if kind == "replay" and rest:
        return _replayed(Path(rest), settings, answer)
    if kind == "openai" and rest:
        transport = RecordTransport(httpx2.HTTPTransport(), record) if record else None
        writer = over(transport, name=rest, settings=settings, answer=answer)
        return Opened(drafter=writer, model=model, mode="live")
    if model == "extractive":
        return Opened(drafter=open_model(model, settings), model=model, mode="offline")
    raise SettingsError(
        f"model {model!r} is unknown; use mock, mock:PERSONA ({', '.join(PERSONAS)}), extractive, "
        "replay:FILE or openai:NAME"
    )


def over(
    transport: httpx2.BaseTransport | None, *, name: str, settings: Settings, answer: Prompt | None = None
) -> Writer:
    """Give the product's own writer over a transport in place of the network."""
    model = OpenAIChat.from_settings(name, settings, transport=transport)
    return Writer(model, settings=settings, answer=answer)


def _mocked(persona: str, settings: Settings, record: Path | None, answer: Prompt | None) -> Opened:
    if persona not in PERSONAS:
        raise SettingsError(f"persona {persona!r} is unknown; use one of {', '.join(PERSONAS)}")
    transport: httpx2.BaseTransport = mock_transport()
    if record is not None:
        transport = RecordTransport(transport, record)
    name = "mock" if persona == FAITHFUL else f"mock:{persona}"
    drafter = over(transport, name=f"mock-{persona}", settings=_offline(settings), answer=answer)
    return Opened(drafter=drafter, model=name, mode="mock")


def _replayed(path: Path, settings: Settings, answer: Prompt | None) -> Opened:
    transport = ReplayTransport(path)
    settings = _offline(settings)
    model = OpenAIChat.from_settings(transport.model or REPLAYED, settings, transport=transport)
    drafter = _ReplayingWriter(model, settings=settings, replay=transport, answer=answer)
    return Opened(
        drafter=drafter, model=f"replay:{path.name}", mode="replay", recorded_ms=transport.elapsed_ms
    )


def _offline(settings: Settings) -> Settings:
    # No key and no address of a real endpoint: neither may reach a mock, a cassette or a manifest.
    # No retries: a miss stays a miss.
    return settings.model_copy(
        update={"base_url": "http://127.0.0.1:9/v1", "api_key": None, "model_retries": 0}
    )


class _ReplayingWriter(Writer):
    """The writer, naming a miss of the cassette where the SDK says only that nothing was reached."""

    def __init__(
        self, model: OpenAIChat, *, settings: Settings, replay: ReplayTransport, answer: Prompt | None
    ) -> None:
        super().__init__(model, settings=settings, answer=answer)
        self._replay = replay

    def draft(
        self, question: str, passages: Sequence[Passage], *, asked_at: date | None = None
    ) -> Iterator[Delta | Draft]:
        try:
            yield from super().draft(question, passages, asked_at=asked_at)
        except ModelError as error:
            raise self._named(error) from error

    def rewrite(self, question: str, history: Sequence[Turn]) -> str:
        try:
            return super().rewrite(question, history)
        except ModelError as error:
            raise self._named(error) from error

    def _named(self, error: ModelError) -> DatelineError:
        return MissedReplyError(self._replay.misses[-1]) if self._replay.misses else error
