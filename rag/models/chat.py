"""The seam to a language model: messages in, a streamed reply out."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Sequence
from typing import Literal, Protocol

from rag.errors import ModelReplyError
from rag.models.cleaning import Cleaner
from rag.prompt import Message

Finish = Literal["stop", "length", "filtered", "refused"]


class Reply:
    """The text of one reply, piece by piece; iterate once.

    `finish` tells how the reply ended once the iteration is over; None then means that it broke
    off without saying so, and before then that it still runs.
    """

    def __init__(self, pieces: Generator[str, None, Finish | None]) -> None:
        self._pieces = pieces
        self.finish: Finish | None = None

    def __iter__(self) -> Generator[str, None, None]:
        self.finish = yield from self._pieces


class Model(Protocol):
    """A language model; the only way to one (`openai_chat.py` is the one that talks to endpoints)."""

    @property
    def name(self) -> str:
        """What an answer records as its model, such as `openai:NAME`."""
        ...

    def stream(self, messages: Sequence[Message]) -> Reply:
        """Start a reply to the messages.

        Raises:
            ModelError: one of its children, here or while the reply is read.
        """
        ...


def complete(model: Model, messages: Sequence[Message]) -> str:
    """Give a whole reply, without thoughts and code fences.

    Raises:
        ModelReplyError: the reply is empty, was refused, filtered or cut off.
    """
    reply = model.stream(messages)
    text = "".join(cleaned(reply)).strip()
    if reply.finish != "stop" or not text:
        raise ModelReplyError(f"{model.name} {how_it_failed(reply.finish)}; ask again")
    return text


def cleaned(pieces: Iterable[str]) -> Iterator[str]:
    """Give the pieces without thoughts and code fences (thoughts without an opening tag stay)."""
    cleaner = Cleaner()
    for piece in pieces:
        yield cleaner.feed(piece)
    yield cleaner.finish()


def how_it_failed(finish: Finish | None) -> str:
    """Say in words why a reply without usable text ended, to follow the name of the model."""
    return {
        "stop": "returned an empty reply",
        "length": "reached its length limit before it finished",
        "filtered": "had its reply withheld by the endpoint's content filter",
        "refused": "refused to reply",
        None: "broke off before the reply was complete",
    }[finish]
