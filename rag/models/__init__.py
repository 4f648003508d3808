"""Writers and readers: what turns passages into a draft."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Protocol, runtime_checkable

from rag.errors import SettingsError
from rag.models.reader import NAME as EXTRACTIVE
from rag.models.reader import Reader
from rag.settings import Settings, load_settings
from rag.types import Delta, Draft, Passage, Turn


class Drafter(Protocol):
    """What drafts an answer from numbered passages; the last item of `draft` is the Draft."""

    @property
    def name(self) -> str:
        """The name that answers and evals show."""
        ...

    @property
    def prompt(self) -> str | None:
        """The prompt in use as `name@version`, or None."""
        ...

    def draft(
        self, question: str, passages: Sequence[Passage], *, asked_at: date | None = None
    ) -> Iterator[Delta | Draft]:
        """Draft an answer to the question from the passages."""
        ...


@runtime_checkable
class Rewriter(Protocol):
    """A drafter that can also make a follow-up into a full question."""

    def rewrite(self, question: str, history: Sequence[Turn]) -> str:
        """Give the question as one that stands alone."""
        ...


@runtime_checkable
class Reviser(Protocol):
    """A drafter that can write a sentence again that a check found wrong."""

    def revise(self, sentence: str, problems: Sequence[str], passages: Sequence[Passage]) -> Draft:
        """Give the sentence written again; refused where it cannot be."""
        ...


def open_model(name: str, settings: Settings | None = None) -> Drafter:
    """Give the reader (`extractive`) or a writer over an OpenAI-compatible endpoint (`openai:NAME`).

    Raises:
        SettingsError: the name is neither.
    """
    settings = settings or load_settings()
    if name == EXTRACTIVE:
        return Reader(threshold=settings.answer_threshold)
    kind, _, model = name.partition(":")
    if kind != "openai" or not model:
        raise SettingsError(f"model {name!r} is unknown; use 'extractive' or 'openai:NAME'")
    from rag.models.openai_chat import OpenAIChat  # the SDK takes over a second to import
    from rag.models.writer import Writer

    return Writer(OpenAIChat.from_settings(model, settings), settings=settings)
