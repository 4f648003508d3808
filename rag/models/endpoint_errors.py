"""Says in our own errors, never showing the key, what went wrong at an OpenAI-compatible endpoint."""

from __future__ import annotations

import ipaddress
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from rag.errors import (
    ModelAuthError,
    ModelContextError,
    ModelError,
    ModelLimitError,
    ModelReplyError,
    ModelTimeout,
)

_RETRIED = {408, 409, 425, 429}
_QUOTA = {"insufficient_quota", "billing_hard_limit_reached", "billing_not_active"}
_OVERFLOW = re.compile(
    r"context[ _](?:length|size|window)|maximum context|(?:prompt|input|request) (?:is )?too (?:long|large)"
    r"|too many (?:input |prompt )?tokens|exceeds? the (?:available |model'?s )?(?:context|maximum)",
    re.IGNORECASE,
)
_FILTER = re.compile(r"content[ _](?:filter|policy|management policy)", re.IGNORECASE)
_OPTIONS = ("max_tokens", "temperature")
_LONGEST_MESSAGE = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """What a failed call means: the error to raise, and whether or when to try again."""

    error: ModelError
    retry: bool = False
    wait_s: float | None = None
    refused_option: str | None = None
    filtered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Whom a message is about, and the key that it must not show."""

    model: str
    url: str
    key: str = field(repr=False)

    @property
    def who(self) -> str:
        """The model and its address, such as `openai:NAME at 'http://…'`."""
        return f"{self.model} at {shown_url(self.url)!r}"

    def redacted(self, text: str) -> str:
        """Give the text on one line, short, and without the key."""
        text = " ".join(text.replace(self.key, "***").split()) if self.key else " ".join(text.split())
        if re.search(r"<!doctype|<html", text, re.IGNORECASE):
            return "an HTML page"
        return text if len(text) <= _LONGEST_MESSAGE else text[:_LONGEST_MESSAGE] + " …"

    def unreachable(self) -> Failure:
        """No connection, or it broke before the reply."""
        return Failure(
            error=ModelError(f"cannot reach {self.who}; start it, or set DATELINE_BASE_URL"), retry=True
        )

    def broken_off(self) -> Failure:
        """The connection was lost while the reply was read."""
        return Failure(error=ModelReplyError(f"{self.who} broke off in the middle of the reply; ask again"))

    def too_slow(self) -> Failure:
        """A read met its timeout."""
        message = f"{self.who} did not reply in time; raise DATELINE_MODEL_TIMEOUT_S, or use a faster model"
        return Failure(error=ModelTimeout(message))

    def not_a_reply(self, what: str) -> Failure:
        """The endpoint said 200 and sent something else than a chat completion."""
        hint = "check DATELINE_BASE_URL, which usually ends in /v1"
        return Failure(
            error=ModelReplyError(f"{self.who} sent no chat completion but {self.redacted(what)}; {hint}")
        )

    def reported(self, message: str) -> Failure:
        """The endpoint said 200 and sent an error."""
        if _OVERFLOW.search(message):
            return Failure(error=self._overflow(message))
        return Failure(error=ModelReplyError(f"{self.who} reports an error: {self.redacted(message)}"))

    def refused(self, status: int, *, message: str, code: str, headers: Mapping[str, str]) -> Failure:
        """The endpoint answered with this status of HTTP instead of a reply."""
        said = self.redacted(message)
        if status in {401, 403}:
            what = "refused the key; check the key in" if self.key else "wants a key; set"
            return Failure(error=ModelAuthError(f"{self.who} {what} DATELINE_API_KEY ({status})"))
        if status == 402 or code in _QUOTA:
            text = f"{self.who} says that the quota is used up ({status}): {said}; check the plan of this key"
            return Failure(error=ModelLimitError(text))
        if status == 429:
            return self._limited(said, wait_after(headers))
        if status in _RETRIED or status >= 500:
            error = ModelError(f"{self.who} failed ({status}): {said}; try again later")
            return Failure(error=error, retry=True, wait_s=wait_after(headers))
        if status == 404:
            text = f"{self.who} was not found (404): {said}; check DATELINE_MODEL and DATELINE_BASE_URL"
            return Failure(error=ModelError(text))
        return self._rejected(status, message, code)

    def _limited(self, said: str, wait_s: float | None) -> Failure:
        when = "later" if wait_s is None else f"in {wait_s:.0f} s"
        error = ModelLimitError(f"{self.who} limits the rate of requests (429): {said}; try again {when}")
        return Failure(error=error, retry=True, wait_s=wait_s)

    def _rejected(self, status: int, message: str, code: str) -> Failure:
        error = ModelError(f"{self.who} rejected the request ({status}): {self.redacted(message)}")
        if code == "context_length_exceeded" or status == 413 or _OVERFLOW.search(message):
            return Failure(error=self._overflow(message))
        if "content_filter" in code or _FILTER.search(message):
            return Failure(error=error, filtered=True)
        option = next((name for name in _OPTIONS if name in message), None)
        return Failure(error=error, refused_option=option)

    def _overflow(self, message: str) -> ModelContextError:
        hint = "lower DATELINE_CONTEXT_TOKENS to what the model holds"
        return ModelContextError(f"the prompt does not fit into {self.who}: {self.redacted(message)}; {hint}")


def wait_after(headers: Mapping[str, str]) -> float | None:
    """Give the seconds that `Retry-After` asks for, in any of its three forms; None without it."""
    try:
        if "retry-after-ms" in headers:
            return max(0.0, float(headers["retry-after-ms"]) / 1000)
        value = headers.get("retry-after")
        if value is None:
            return None
        if re.fullmatch(r"\s*\d+(?:\.\d+)?\s*", value):
            return float(value)
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    except (ValueError, OverflowError):
        return None


def is_loopback(url: str) -> bool:
    """Whether the address names this machine itself."""
    host = (urlsplit(url).hostname or "").lower()
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def shown_url(url: str) -> str:
    """Give the address without user, password and query, which may be secret."""
    parts = urlsplit(url)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    return f"{parts.scheme}://{host}" + (f":{parts.port}" if parts.port else "") + parts.path.rstrip("/")
