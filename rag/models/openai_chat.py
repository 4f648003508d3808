"""Chat completions of any OpenAI-compatible endpoint, streamed; every fault becomes one of our errors."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from functools import partial
from typing import Protocol, cast
from urllib.parse import urlsplit

import httpx2
import openai
from openai.types.chat import ChatCompletionMessageParam
from pydantic import BaseModel, SecretStr, ValidationError

from rag.errors import ModelError, SettingsError
from rag.models.chat import Finish, Reply
from rag.models.deadline import within
from rag.models.endpoint_errors import Endpoint, Failure, is_loopback
from rag.prompt import Message
from rag.settings import Settings

OPENAI_URL = "https://api.openai.com/v1"
LONGEST_WAIT_S = 20.0
FIRST_WAIT_S = 0.5
MAX_REPLY_CHARS = 200_000

_FINISHES: dict[str, Finish] = {"length": "length", "max_tokens": "length", "content_filter": "filtered"}


class OpenAIChat:
    """A model behind an OpenAI-compatible endpoint (OpenAI, llama.cpp, vLLM, Ollama, LM Studio …).

    `timeout_s` is a total deadline of one reply: retries, waits and the stream included. Nothing is
    retried once text has come. `transport` and `wait` are for tests.

    Raises:
        SettingsError: the base URL is no http(s) address, or the key holds characters that no key has.
    """

    def __init__(
        self,
        name: str,
        *,
        base_url: str | None = None,
        api_key: SecretStr | None = None,
        timeout_s: float = 120.0,
        retries: int = 2,
        answer_tokens: int = 1000,
        transport: httpx2.BaseTransport | None = None,
        wait: Callable[[float], object] = time.sleep,
    ) -> None:
        url = _checked_url(base_url or OPENAI_URL)
        key = _checked_key(api_key)
        self.name = f"openai:{name}"
        self._model = name
        self._endpoint = Endpoint(model=self.name, url=url, key=key)
        self._options: dict[str, object] = {"max_tokens": answer_tokens, "temperature": 0}
        self._timeout_s = timeout_s
        self._retries = retries
        self._wait = wait
        # a proxy named in the environment cannot reach this machine's own loopback
        http = httpx2.Client(transport=transport, timeout=timeout_s, trust_env=not is_loopback(url))
        self._client = openai.OpenAI(base_url=url, api_key=key or "none", max_retries=0, http_client=http)

    @classmethod
    def from_settings(
        cls, name: str, settings: Settings, *, transport: httpx2.BaseTransport | None = None
    ) -> OpenAIChat:
        """Give the model with this name at the endpoint of the settings."""
        return cls(
            name,
            base_url=settings.base_url,
            api_key=settings.api_key,
            timeout_s=settings.model_timeout_s,
            retries=settings.model_retries,
            answer_tokens=settings.answer_tokens,
            transport=transport,
        )

    def __repr__(self) -> str:
        return f"OpenAIChat({self._endpoint.who})"

    def close(self) -> None:
        """Close the connections to the endpoint."""
        self._client.close()

    def stream(self, messages: Sequence[Message]) -> Reply:
        """Start a reply; the call goes out when its first piece is asked for.

        Raises, while the reply is read:
            ModelAuthError, ModelLimitError, ModelTimeout, ModelContextError, ModelReplyError,
            ModelError: as their names say; none of them shows the key.
        """
        message = (
            f"{self._endpoint.who} did not finish within {self._timeout_s:g} s; "
            "raise DATELINE_MODEL_TIMEOUT_S, or use a faster model"
        )
        return Reply(within(self._timeout_s, partial(self._reply, messages), message))

    def _reply(self, messages: Sequence[Message]) -> Generator[str, None, Finish | None]:
        _check_text(messages)
        opened = self._open(messages)
        if isinstance(opened, Failure):
            return "filtered"
        try:
            return (yield from _whole_characters(self._read(opened)))
        except (openai.OpenAIError, httpx2.HTTPError, ValueError) as error:
            failure = self._failure(error)
        finally:
            opened.http_response.close()
        # raised after the handler, so that the library's error, which may show the key, is not chained
        raise failure.error

    def _open(self, messages: Sequence[Message]) -> _Opened | Failure:
        """Give the reply once its headers are good, or the failure of a filtered prompt."""
        ends_at = time.monotonic() + self._timeout_s
        options = dict(self._options)
        tries = 0
        while True:
            opened = self._try(messages, options)
            if not isinstance(opened, Failure) or opened.filtered:
                return opened
            if opened.refused_option in options:
                _step_down(options, opened.refused_option)
                continue
            wait_s = FIRST_WAIT_S * 2**tries if opened.wait_s is None else opened.wait_s
            longest_s = min(LONGEST_WAIT_S, ends_at - time.monotonic())
            if not opened.retry or tries >= self._retries or wait_s > longest_s:
                raise opened.error
            tries += 1
            self._wait(wait_s)

    def _try(self, messages: Sequence[Message], options: dict[str, object]) -> _Opened | Failure:
        try:
            return self._client.chat.completions.with_raw_response.create(
                model=self._model,
                messages=cast(list[ChatCompletionMessageParam], list(messages)),
                stream=True,
                extra_body=options,
            )
        except (openai.OpenAIError, httpx2.HTTPError, ValueError) as error:
            return self._failure(error, opening=True)

    def _read(self, opened: _Opened) -> Generator[str, None, Finish | None]:
        finish: Finish | None = None
        refused = False
        choices = chars = 0
        for choice in _choices(opened):
            choices += 1
            part = choice.delta or choice.message or _Part()
            refused = refused or bool(part.refusal)
            finish = _FINISHES.get(choice.finish_reason, "stop") if choice.finish_reason else finish
            chars += len(part.content or "")
            if chars > MAX_REPLY_CHARS:
                return "length"
            if part.content:
                yield part.content
        if not choices:
            raise _OddReplyError("an empty reply without choices")
        return "refused" if refused else finish

    def _failure(self, error: Exception, *, opening: bool = False) -> Failure:
        endpoint = self._endpoint
        if isinstance(error, openai.APITimeoutError | httpx2.TimeoutException):
            return endpoint.too_slow()
        if isinstance(error, openai.APIConnectionError | httpx2.HTTPError):
            return endpoint.unreachable() if opening else endpoint.broken_off()
        if isinstance(error, openai.APIStatusError):
            code = str(error.code or error.type or "")
            message = re.sub(r"\AError code: \d+(?: - )?", "", str(error)) or error.response.reason_phrase
            return endpoint.refused(
                error.status_code, message=message, code=code, headers=error.response.headers
            )
        if isinstance(error, openai.APIError | _ReportedError):
            return endpoint.reported(str(error))
        return endpoint.not_a_reply(str(error) if isinstance(error, _OddReplyError) else "broken JSON")


class _Opened(Protocol):
    """A response whose headers are good; `parse` reads its body as a stream of chunks."""

    http_response: httpx2.Response

    def parse(self) -> Iterable[object]: ...


class _OddReplyError(ValueError):
    """The endpoint sent something that is no part of a chat completion; the text says what."""


class _ReportedError(ValueError):
    """The endpoint sent an error with status 200; the text is its message."""


class _Error(BaseModel):
    message: str


class _Part(BaseModel):
    content: str | None = None
    refusal: str | None = None


class _Choice(BaseModel):
    delta: _Part | None = None
    message: _Part | None = None
    finish_reason: str | None = None


class _Chunk(BaseModel):
    choices: list[_Choice] | None = None
    error: _Error | object = None


def _choices(opened: _Opened) -> Iterator[_Choice]:
    """Give the first choice of each chunk, whether the endpoint streamed or sent all in one."""
    response = opened.http_response
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "text/html":
        raise _OddReplyError("an HTML page")
    if kind == "application/json":
        response.read()
        chunks: Iterator[object] = iter([json.loads(response.text)])
    else:
        chunks = (
            chunk.model_dump(warnings=False) if isinstance(chunk, BaseModel) else chunk
            for chunk in opened.parse()
        )
    for chunk in chunks:
        yield from _first_choice(chunk)


def _first_choice(data: object) -> list[_Choice]:
    try:
        chunk = _Chunk.model_validate(data)
    except ValidationError as error:
        raise _OddReplyError(f"{data!r}") from error
    if chunk.error:
        raise _ReportedError(chunk.error.message if isinstance(chunk.error, _Error) else str(chunk.error))
    return (chunk.choices or [])[:1]


def _whole_characters(pieces: Generator[str, None, Finish | None]) -> Generator[str, None, Finish | None]:
    """Join the halves of a character that was cut into two pieces; half a character alone becomes �."""
    held = ""
    while True:
        try:
            text = held + next(pieces)
        except StopIteration as end:
            if held:
                yield "\ufffd"
            return end.value
        held = text[-1] if "\ud800" <= text[-1] <= "\udbff" else ""
        whole = text[: len(text) - len(held)]
        yield whole.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _step_down(options: dict[str, object], refused: str) -> None:
    """Leave out an option that the endpoint does not know; newer models name the length otherwise."""
    value = options.pop(refused)
    if refused == "max_tokens":
        options["max_completion_tokens"] = value


def _check_text(messages: Sequence[Message]) -> None:
    for message in messages:
        try:
            message["content"].encode()
        except UnicodeEncodeError as error:
            text = f"the prompt holds a lone surrogate at {error.start}: it is no text; remove it"
            raise ModelError(text) from error


def _checked_url(url: str) -> str:
    url = url.strip()
    try:
        parts = urlsplit(url)
        good = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        good = False
    if not good:
        raise SettingsError(
            f"setting 'base_url' is {url!r}; it must be an address like http://127.0.0.1:8080/v1"
        )
    return url


def _checked_key(api_key: SecretStr | None) -> str:
    key = api_key.get_secret_value().strip() if api_key else ""
    if not all("!" <= character <= "~" for character in key):
        raise SettingsError(
            "setting 'api_key' holds a space or another character that no key has; paste it again"
        )
    return key
