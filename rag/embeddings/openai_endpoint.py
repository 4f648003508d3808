"""Embeddings from any OpenAI-compatible endpoint, through the OpenAI SDK."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Generator, Sequence
from functools import partial
from typing import NoReturn

import httpx2
import numpy as np
import openai
from numpy.typing import NDArray
from pydantic import BaseModel, SecretStr, ValidationError

from rag.errors import ModelError, ModelReplyError
from rag.models.deadline import within
from rag.models.endpoint_errors import Endpoint, Failure, is_loopback

OPENAI_URL = "https://api.openai.com/v1"
BATCH = 64
LONGEST_WAIT_S = 20.0
FIRST_WAIT_S = 0.5


class OpenAIEmbedder:
    """Embeds by calls to `/embeddings`; the dimension is learnt from the first reply.

    The vectors are normalized to length 1. A reply with another number of rows, another dimension, a
    NaN or a zero vector is refused. `timeout_s` is a total deadline of one batch of `BATCH` texts,
    retries and waits included. `transport` and `wait` are for tests.
    """

    def __init__(
        self,
        model: str,
        *,
        base_url: str | None = None,
        api_key: SecretStr | None = None,
        timeout_s: float = 120.0,
        retries: int = 2,
        transport: httpx2.BaseTransport | None = None,
        wait: Callable[[float], object] = time.sleep,
    ) -> None:
        url = (base_url or OPENAI_URL).strip()
        key = api_key.get_secret_value().strip() if api_key else ""
        self.name = f"openai:{model}"
        self._model = model
        self._endpoint = Endpoint(model=self.name, url=url, key=key)
        self._timeout_s = timeout_s
        self._retries = retries
        self._wait = wait
        self._dimension: int | None = None
        # a proxy named in the environment cannot reach this machine's own loopback
        http = httpx2.Client(transport=transport, timeout=timeout_s, trust_env=not is_loopback(url))
        self._client = openai.OpenAI(base_url=url, api_key=key or "none", max_retries=0, http_client=http)

    def __repr__(self) -> str:
        return f"OpenAIEmbedder({self._endpoint.who})"

    @property
    def dimension(self) -> int:
        """The length of a vector; a call finds it where nothing was embedded yet."""
        if self._dimension is None:
            self.embed_query("dimension")
        return self._dimension or 0

    def embed_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Give one row of length 1 per text, in order.

        Raises:
            ModelAuthError, ModelLimitError, ModelTimeout, ModelReplyError, ModelError: as their names
                say; none of them shows the key.
        """
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        return np.concatenate(
            [self._embed(texts[first : first + BATCH]) for first in range(0, len(texts), BATCH)]
        )

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """Give the vector of one question."""
        return self.embed_documents([text])[0]

    def close(self) -> None:
        """Close the connections to the endpoint."""
        self._client.close()

    def _embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        message = (
            f"{self._endpoint.who} did not embed within {self._timeout_s:g} s; raise DATELINE_MODEL_TIMEOUT_S"
        )
        body = next(within(self._timeout_s, partial(self._reply, list(texts)), message))
        return self._unit_rows(body, len(texts))

    def _reply(self, texts: list[str]) -> Generator[str, None, None]:
        """Give the body of the reply as the only item, after as many tries as are allowed."""
        ends_at = time.monotonic() + self._timeout_s
        tries = 0
        while isinstance(outcome := self._try(texts), Failure):
            wait_s = FIRST_WAIT_S * 2**tries if outcome.wait_s is None else outcome.wait_s
            if (
                not outcome.retry
                or tries >= self._retries
                or wait_s > min(LONGEST_WAIT_S, ends_at - time.monotonic())
            ):
                raise outcome.error
            tries += 1
            self._wait(wait_s)
        yield outcome

    def _try(self, texts: list[str]) -> str | Failure:
        try:
            raw = self._client.embeddings.with_raw_response.create(
                model=self._model, input=texts, encoding_format="float"
            )
            return raw.http_response.text
        except UnicodeEncodeError as error:
            text = f"a text to embed holds a lone surrogate at {error.start}: it is no text; remove it"
            return Failure(error=ModelError(text))
        except (openai.OpenAIError, httpx2.HTTPError) as error:
            return self._failure(error)

    def _failure(self, error: Exception) -> Failure:
        if isinstance(error, openai.APITimeoutError | httpx2.TimeoutException):
            return self._endpoint.too_slow()
        if isinstance(error, openai.APIStatusError):
            code = str(error.code or error.type or "")
            headers = error.response.headers
            return self._endpoint.refused(
                error.status_code, message=error.message, code=code, headers=headers
            )
        return self._endpoint.unreachable()

    def _unit_rows(self, body: str, count: int) -> NDArray[np.float32]:
        """Give the vectors of a reply in the order of their index, each of length 1."""
        try:
            items = _Reply.model_validate(json.loads(body)).data
        except (ValidationError, ValueError):
            self._odd(f"no list of embeddings but {self._endpoint.redacted(body)}")
        if sorted(item.index for item in items) != list(range(count)):
            self._odd(f"{len(items)} embeddings for {count} texts")
        widths = {len(item.embedding) for item in items} | (
            {self._dimension} if self._dimension else set[int]()
        )
        if len(widths) != 1 or 0 in widths:
            self._odd(f"vectors of different dimensions: {', '.join(map(str, sorted(widths)))}")
        rows = np.array(
            [item.embedding for item in sorted(items, key=lambda item: item.index)], dtype=np.float64
        )
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        if not np.isfinite(lengths).all() or not (lengths > 0).all():
            self._odd("a vector that is zero or not a number")
        self._dimension = widths.pop()
        return (rows / lengths).astype(np.float32)

    def _odd(self, what: str) -> NoReturn:
        hint = "check DATELINE_BASE_URL and that DATELINE_EMBEDDER names an embedding model"
        raise ModelReplyError(f"{self._endpoint.who} sent {what}; {hint}")


class _Item(BaseModel):
    index: int
    embedding: list[float]


class _Reply(BaseModel):
    data: list[_Item]
