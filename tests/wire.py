"""A fake endpoint on the wire, and passages to write from, for the tests of the writing model."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date

import httpx2
from pydantic import SecretStr

from rag.models.openai_chat import OpenAIChat
from rag.models.writer import Writer
from rag.settings import Settings
from rag.text import sentence_spans
from rag.types import Delta, Draft, Passage, Source

KEY = "sk-canary-5f2e8d"
URL = "http://127.0.0.1:9/v1"

Handler = Callable[[httpx2.Request], httpx2.Response]


def passages(*texts: str, published: date | None = date(2026, 3, 1), title: str = "Title") -> list[Passage]:
    """Give one passage for each text, each of another article, with all sentences numbered."""
    number = 0
    made: list[Passage] = []
    for place, text in enumerate(texts):
        sources: list[Source] = []
        for span in sentence_spans(text):
            number += 1
            sources.append(
                Source(number=number, start=span.start, end=span.end, text=text[span.start : span.end])
            )
        made.append(
            Passage(
                article_id=f"a{place}",
                version="v",
                title=title,
                source="The Alder Gazette",
                published=published,
                start=0,
                end=len(text),
                text=text,
                score=1.0 - place / 100,
                sentences=tuple(sources),
            )
        )
    return made


def chunk(content: str | None = None, *, finish: str | None = None, **delta: object) -> dict[str, object]:
    """Give one chunk of a streamed chat completion."""
    part = {**delta, **({} if content is None else {"content": content})}
    return {
        "id": "x",
        "object": "chat.completion.chunk",
        "choices": [{"delta": part, "finish_reason": finish}],
    }


def streamed(*chunks: object, done: bool = True) -> httpx2.Response:
    """Give a response that streams the chunks as server-sent events."""
    lines = [f"data: {json.dumps(one)}\n\n" for one in chunks] + (["data: [DONE]\n\n"] if done else [])
    return httpx2.Response(200, headers={"content-type": "text/event-stream"}, text="".join(lines))


def said(text: str, *, finish: str | None = "stop", size: int = 3) -> httpx2.Response:
    """Give a response that streams a text in small pieces."""
    pieces = [chunk(text[start : start + size]) for start in range(0, len(text), size)]
    return streamed(*pieces, chunk(finish=finish), done=finish is not None)


class Body(httpx2.SyncByteStream):
    """A body that is made while it is read; `closed` tells that the reader let go of it."""

    def __init__(
        self, pieces: Callable[[], Iterator[bytes]], on_close: Callable[[], object] = lambda: None
    ) -> None:
        self._pieces = pieces
        self._on_close = on_close

    def __iter__(self) -> Iterator[bytes]:
        yield from self._pieces()

    def close(self) -> None:
        self._on_close()


class Endpoint:
    """Replies with one response after the other (the last one for ever) and keeps what was sent."""

    def __init__(self, *responses: httpx2.Response | Handler) -> None:
        self._responses = list(responses)
        self.requests: list[httpx2.Request] = []

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.requests.append(request)
        response = self._responses.pop(0) if len(self._responses) > 1 else self._responses[0]
        return response(request) if callable(response) else response

    @property
    def bodies(self) -> list[dict[str, object]]:
        """The JSON of each request."""
        return [json.loads(request.content) for request in self.requests]

    @property
    def prompts(self) -> list[str]:
        """The user's message of each request."""
        return [json.loads(request.content)["messages"][-1]["content"] for request in self.requests]

    def chat(
        self, *, timeout_s: float = 30.0, retries: int = 2, waits: list[float] | None = None
    ) -> OpenAIChat:
        """Give a model at this endpoint that notes its waits instead of waiting."""
        return OpenAIChat(
            "test",
            base_url=URL,
            api_key=SecretStr(KEY),
            timeout_s=timeout_s,
            retries=retries,
            transport=httpx2.MockTransport(self),
            wait=(waits if waits is not None else []).append,
        )

    def writer(self, **settings: int) -> Writer:
        """Give a writer over a model at this endpoint."""
        return Writer(self.chat(), settings=Settings.model_validate(settings))


def shown(items: Iterable[Delta | Draft]) -> tuple[str, Draft]:
    """Give the text that was streamed, and the draft at the end."""
    text = ""
    draft: Draft | None = None
    for item in items:
        assert draft is None, "the draft comes last"
        if isinstance(item, Delta):
            text += item.text
        else:
            draft = item
    assert draft is not None
    return text, draft
