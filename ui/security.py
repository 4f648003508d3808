"""The guard in front of every request: Host and Origin, size of the body, headers, owner cookie."""

from __future__ import annotations

import ipaddress
import re
import secrets
import socket
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from http.cookies import CookieError, SimpleCookie
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

OWNER_COOKIE = "dateline_owner"
OWNER_COOKIE_AGE_S = 400 * 24 * 3600

CONTENT_SECURITY_POLICY = (
    "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
    "script-src 'self' 'unsafe-inline'; connect-src 'self'; font-src 'self' data:; "
    "form-action 'self'; base-uri 'self'; frame-ancestors 'self'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}

_LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
_OWNER = re.compile(r"[A-Za-z0-9_-]{43}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Largest request bodies in bytes: of an upload, and of everything else."""

    upload: int
    other: int = 1_000_000


@dataclass(frozen=True, slots=True)
class Guard:
    """An ASGI app in front of `app` that refuses foreign hosts and origins and large bodies.

    `address` is where the server listens; its own names are allowed, and `hosts` beside them. A
    server that listens on every address takes any numeric one: rebinding needs a name.
    """

    app: ASGIApp
    address: str = "127.0.0.1"
    hosts: Iterable[str] = ()
    limits: Limits = field(default_factory=lambda: Limits(upload=20_000_000))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 400 or 413."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refusal = self._refusal(headers) or self._oversize(scope, headers)
        if refusal:
            await _with_headers(refusal, scope, receive, send)
            return
        owner, is_new = _owner_of(headers)
        scope.setdefault("state", {})["owner_cookie"] = owner
        await self._pass_on(
            scope, receive, send, cookie=owner if is_new and _is_page(scope, headers) else None
        )

    async def _pass_on(self, scope: Scope, receive: Receive, send: Send, *, cookie: str | None) -> None:
        body = _Body(receive=receive, limit=self._limit(scope))
        started = False

        async def send_guarded(message: Message) -> None:
            nonlocal started
            if body.is_too_large and not started:
                return
            if message["type"] == "http.response.start":
                started = True
                _add_headers(message, cookie=cookie)
            await send(message)

        try:
            await self.app(scope, body.next_part, send_guarded)
        except ClientDisconnect:
            if not body.is_too_large:
                raise
        if body.is_too_large and not started:
            await _with_headers(_too_large(body.limit), scope, receive, send)

    def _refusal(self, headers: Headers) -> PlainTextResponse | None:
        host = headers.get("host", "")
        if not self._is_allowed(host):
            return PlainTextResponse(f"Dateline does not answer to the host {host!r}.", status_code=400)
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc.lower() != host.lower():
            return PlainTextResponse(f"Dateline takes no requests from {origin!r}.", status_code=400)
        return None

    def _is_allowed(self, host: str) -> bool:
        name = _host_name(host)
        if name in _LOCAL_NAMES or name == self.address.lower() or name in {h.lower() for h in self.hosts}:
            return True
        if self.address not in {"0.0.0.0", "::"}:
            return False
        return _is_numeric(name) or name == socket.gethostname().lower()

    def _limit(self, scope: Scope) -> int:
        return self.limits.upload if str(scope["path"]).endswith("/upload") else self.limits.other

    def _oversize(self, scope: Scope, headers: Headers) -> PlainTextResponse | None:
        length = headers.get("content-length", "0")
        limit = self._limit(scope)
        return None if length.isdigit() and int(length) <= limit else _too_large(limit)


@dataclass(slots=True, kw_only=True)
class _Body:
    """The parts of a body; once they pass the limit, the app is told that the client has left."""

    receive: Receive
    limit: int
    seen: int = 0

    @property
    def is_too_large(self) -> bool:
        return self.seen > self.limit

    async def next_part(self) -> Message:
        message = await self.receive()
        self.seen += len(message.get("body", b""))
        return {"type": "http.disconnect"} if self.is_too_large else message


def visitor(owner_cookie: str) -> str:
    """Give the name under which the store keeps what belongs to the holder of a cookie."""
    return "visitor:" + sha256(owner_cookie.encode()).hexdigest()[:32]


def _host_name(host: str) -> str:
    try:
        return (urlsplit(f"//{host}").hostname or "").lower()
    except ValueError:
        return ""


def _is_numeric(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _owner_of(headers: Headers) -> tuple[str, bool]:
    try:
        cookie = SimpleCookie(headers.get("cookie", "")).get(OWNER_COOKIE)
    except CookieError:
        cookie = None
    if cookie is not None and _OWNER.fullmatch(cookie.value):
        return cookie.value, False
    return secrets.token_urlsafe(32), True


def _is_page(scope: Scope, headers: Headers) -> bool:
    return scope["method"] == "GET" and "text/html" in headers.get("accept", "")


def _add_headers(message: Message, *, cookie: str | None) -> None:
    headers = MutableHeaders(scope=message)
    for name, value in HEADERS.items():
        headers[name] = value
    if cookie is not None:
        headers.append(
            "Set-Cookie",
            f"{OWNER_COOKIE}={cookie}; Path=/; Max-Age={OWNER_COOKIE_AGE_S}; HttpOnly; SameSite=Lax",
        )


async def _with_headers(response: PlainTextResponse, scope: Scope, receive: Receive, send: Send) -> None:
    response.headers.update(HEADERS)
    await response(scope, receive, send)


def _too_large(limit: int) -> PlainTextResponse:
    return PlainTextResponse(
        f"The request is larger than the {limit / 1_000_000:.0f} MB that are taken.", status_code=413
    )
