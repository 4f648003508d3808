"""Recorded model replies: a transport that records a live run, and one that plays it back.

A cassette is JSON Lines, one reply a line, found by the request's method, path and canonical body.
It holds no header of a request, so no key; a key that a reply echoes is masked.
"""

from __future__ import annotations

import hashlib
import json
import threading
import time
from pathlib import Path
from typing import Any

import httpx2
from pydantic import BaseModel, ConfigDict, ValidationError

from evals.cases import FixtureError
from rag.errors import DatelineError

_PASSING = frozenset({408, 409, 429})


class Reply(BaseModel):
    """One recorded reply and the request it belongs to, for people to read."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    key: str
    method: str
    path: str
    model: str | None
    request: Any  # whatever JSON was sent
    status: int
    content_type: str
    body: str
    elapsed_ms: float


class _Named(BaseModel):
    model: str | None = None


class CassetteMiss(httpx2.TransportError):
    """The cassette holds no reply to a request; nothing was sent."""


class MissedReplyError(DatelineError):
    """A replay asked for a reply that was never recorded; the message says what to do."""


class RecordTransport(httpx2.BaseTransport):
    """Sends requests on and writes each reply once; an equal request later gets the same reply.

    Passing failures (429, 5xx) are handed on and not recorded, so a retry is recorded instead.
    """

    def __init__(self, inner: httpx2.BaseTransport, path: Path) -> None:
        self._inner = inner
        self._path = path
        self._replies = load_cassette(path) if path.exists() else {}
        self._lock = threading.Lock()

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Give the live reply, or the recorded one where this request was sent before."""
        key = request_key(request)
        known = self._replies.get(key)
        if known is not None:
            return _response(known)
        started = time.perf_counter()
        response = self._inner.handle_request(request)
        content = response.read()
        elapsed_ms = round((time.perf_counter() - started) * 1000, 1)
        if response.status_code >= 500 or response.status_code in _PASSING:
            return httpx2.Response(response.status_code, headers=response.headers, content=content)
        reply = Reply(
            key=key,
            method=request.method,
            path=request.url.path,
            model=_named_model(request),
            request=_body(request),
            status=response.status_code,
            content_type=response.headers.get("content-type", "application/json"),
            body=_masked(content.decode("utf-8", "replace"), request),
            elapsed_ms=elapsed_ms,
        )
        return _response(self._keep(reply))

    def close(self) -> None:
        """Close the transport that sends."""
        self._inner.close()

    def _keep(self, reply: Reply) -> Reply:
        with self._lock:
            first = self._replies.setdefault(reply.key, reply)
            if first is reply:
                with self._path.open("a", encoding="utf-8") as file:
                    file.write(reply.model_dump_json() + "\n")
        return first


class ReplayTransport(httpx2.BaseTransport):
    """Plays a cassette; it has no way to reach a network. `misses` says what it could not give."""

    def __init__(self, path: Path) -> None:
        self._replies = load_cassette(path)
        self._name = path.name
        self.misses: list[str] = []

    @property
    def elapsed_ms(self) -> tuple[float, ...]:
        """How long each reply took when it was recorded."""
        return tuple(reply.elapsed_ms for reply in self._replies.values())

    @property
    def model(self) -> str | None:
        """The model that the recorded requests name."""
        return next((reply.model for reply in self._replies.values() if reply.model), None)

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Give the recorded reply.

        Raises:
            CassetteMiss: this request was never recorded.
        """
        key = request_key(request)
        reply = self._replies.get(key)
        if reply is None:
            self.misses.append(
                f"cassette {self._name!r} has no reply to {request.method} {request.url.path} ({key[:12]}); "
                "the prompt, the settings or the articles changed: record it again"
            )
            raise CassetteMiss(self.misses[-1])
        return _response(reply)


def request_key(request: httpx2.Request) -> str:
    """Give the SHA-256 of method, path and canonical body; host, headers and key play no part."""
    body = json.dumps(_body(request), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(f"{request.method}\n{request.url.path}\n{body}".encode()).hexdigest()


def load_cassette(path: Path) -> dict[str, Reply]:
    """Read a cassette.

    Raises:
        FixtureError: the file is missing or a line is no recorded reply.
    """
    if not path.is_file():
        raise FixtureError(f"no cassette at {str(path)!r}; record one with --record")
    replies: dict[str, Reply] = {}
    for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
        if not line:
            continue
        try:
            reply = Reply.model_validate_json(line)
        except ValidationError as error:
            raise FixtureError(f"cassette {path.name!r} line {number} is no recorded reply") from error
        replies.setdefault(reply.key, reply)
    return replies


def _body(request: httpx2.Request) -> Any:  # any JSON value
    content = request.read()
    try:
        return json.loads(content) if content else None
    except ValueError:
        return content.decode("utf-8", "replace")


def _named_model(request: httpx2.Request) -> str | None:
    try:
        return _Named.model_validate_json(request.read()).model
    except ValidationError:
        return None


def _masked(text: str, request: httpx2.Request) -> str:
    key = request.headers.get("authorization", "").removeprefix("Bearer ").strip()
    return text.replace(key, "***") if key else text


def _response(reply: Reply) -> httpx2.Response:
    return httpx2.Response(
        reply.status, headers={"content-type": reply.content_type}, content=reply.body.encode("utf-8")
    )
