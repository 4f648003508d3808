"""Embeddings from any OpenAI-compatible endpoint, through the OpenAI SDK."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import NoReturn
from urllib.parse import urlsplit

import httpx2
import numpy as np
import openai
from numpy.typing import NDArray
from pydantic import SecretStr

from rag.errors import ModelAuthError, ModelError, ModelLimitError, ModelReplyError, ModelTimeout

_BATCH = 64
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
_NO_KEY = "none"


class OpenAIEmbedder:
    """Embeds by calls to `/embeddings`; the dimension is learnt from the first reply.

    The vectors are normalized to length 1. A reply with another number of rows, another dimension,
    a NaN or a zero vector is refused.
    """

    def __init__(
        self,
        model: str,
        *,
        base_url: str | None,
        api_key: SecretStr | None,
        timeout_s: float,
        retries: int,
        transport: httpx2.BaseTransport | None = None,
    ) -> None:
        self.name = f"openai:{model}"
        self._model = model
        self._timeout_s = timeout_s
        self._dimension: int | None = None
        self._key = api_key.get_secret_value() if api_key else _NO_KEY
        self._client = openai.OpenAI(
            api_key=self._key,
            base_url=base_url,
            max_retries=retries,
            http_client=httpx2.Client(transport=transport, trust_env=not is_loopback(base_url)),
        )

    @property
    def dimension(self) -> int:
        """The length of a vector; one short call finds it where nothing was embedded yet."""
        if self._dimension is None:
            self.embed_query("dimension")
        return self._dimension or 0

    def embed_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Give one row of length 1 per text, in order.

        Raises:
            ModelError: one of its children says what the endpoint did.
        """
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        rows = [self._embed(texts[first : first + _BATCH]) for first in range(0, len(texts), _BATCH)]
        return np.concatenate(rows)

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """Give the vector of one question."""
        return self.embed_documents([text])[0]

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def _embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        deadline = time.monotonic() + self._timeout_s
        try:
            reply = self._client.embeddings.create(
                model=self._model, input=list(texts), encoding_format="float", timeout=self._timeout_s
            )
        except (openai.OpenAIError, httpx2.HTTPError, ValueError, AttributeError, TypeError) as error:
            self._fail(error)
        if time.monotonic() > deadline:
            raise ModelTimeout(
                f"{self.name} did not embed within {self._timeout_s:g} s; raise DATELINE_MODEL_TIMEOUT_S"
            )
        return self._checked(reply, len(texts))

    def _checked(self, reply: object, count: int) -> NDArray[np.float32]:
        rows = _rows_of(reply)
        if rows is None or len(rows) != count:
            raise ModelReplyError(
                f"{self.name} replied without {count} embeddings; check DATELINE_BASE_URL and the model"
            )
        if self._dimension is not None and rows.shape[1] != self._dimension:
            raise ModelReplyError(
                f"{self.name} gave vectors of {rows.shape[1]} dimensions after vectors of {self._dimension}; "
                "check that the endpoint serves one model"
            )
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        if not np.isfinite(rows).all() or not (lengths > 0).all():
            raise ModelReplyError(
                f"{self.name} gave a vector that is zero or not a number; nothing was stored of it"
            )
        self._dimension = int(rows.shape[1])
        return (rows / lengths).astype(np.float32)

    def _fail(self, error: Exception) -> NoReturn:
        """Raise our error for the SDK's; the key is cut out of what is shown."""
        shown = str(error).replace(self._key, "***")[:300]
        if isinstance(error, (openai.AuthenticationError, openai.PermissionDeniedError)):
            raise ModelAuthError(f"{self.name} refused the key; check DATELINE_API_KEY") from None
        if isinstance(error, openai.RateLimitError):
            raise ModelLimitError(
                f"{self.name} refused for its rate limit or quota ({shown}); try again later"
            ) from None
        if isinstance(error, (openai.APITimeoutError, httpx2.TimeoutException)):
            raise ModelTimeout(
                f"{self.name} did not embed within {self._timeout_s:g} s; raise DATELINE_MODEL_TIMEOUT_S"
            ) from None
        if isinstance(error, (openai.APIConnectionError, httpx2.HTTPError)):
            raise ModelError(
                f"cannot reach {self.name}: {shown}; start it or set DATELINE_BASE_URL"
            ) from None
        if isinstance(error, openai.APIStatusError):
            raise ModelError(f"{self.name} failed with status {error.status_code}: {shown}") from None
        raise ModelReplyError(
            f"{self.name} replied with no embeddings ({type(error).__name__}: {shown})"
        ) from None


def is_loopback(base_url: str | None) -> bool:
    """Say whether the endpoint is on this machine, where a proxy of the environment must not serve."""
    return base_url is not None and (urlsplit(base_url).hostname or "") in _LOOPBACK


def _rows_of(reply: object) -> NDArray[np.float64] | None:
    """Give the vectors in the order of their `index`; None where the reply is no list of them."""
    data = getattr(reply, "data", None)
    if not isinstance(data, list) or not data:
        return None
    try:
        ordered = sorted(data, key=lambda item: int(item.index))  # pyright: ignore -- a reply's parts are unchecked
        rows = np.asarray([item.embedding for item in ordered], dtype=np.float64)  # pyright: ignore -- the same
    except (AttributeError, TypeError, ValueError):
        return None
    return rows if rows.ndim == 2 and rows.shape[1] else None
