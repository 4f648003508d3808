"""Sign-in with a name and a password, for an app that others can reach."""

from __future__ import annotations

import hmac
import secrets
import time
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from urllib.parse import parse_qs

import anyio
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from rag.errors import SettingsError
from ui import panels

SESSION_COOKIE = "dateline_session"
SESSION_S = 30 * 24 * 3600
PAUSE_AFTER_FAILURE_S = 0.5
OPEN_PATHS = frozenset({"/dateline/theme.css", "/dateline/layout.css", "/dateline/icon.svg"})


def read_accounts(path: Path) -> dict[str, str]:
    """Give the passwords by name from a file of `name:password` lines; `#` starts a comment.

    Raises:
        SettingsError: the file cannot be read, others may read it, or a line is no account.
    """
    try:
        mode, lines = path.stat().st_mode, path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"cannot read the accounts in {str(path)!r}: {error}") from error
    if mode & 0o077:
        raise SettingsError(f"others may read the passwords in {str(path)!r}; run `chmod 600` on it")
    accounts: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        name, colon, password = line.partition(":")
        if not colon or not name.strip() or len(password) < 8:
            raise SettingsError(
                f"line {number} of {str(path)!r} is not `name:password` with 8 characters or more"
            )
        accounts[name.strip()] = password
    if not accounts:
        raise SettingsError(f"{str(path)!r} holds no account; write lines of `name:password`")
    return accounts


class SignIn:
    """An ASGI app in front of `app` that lets only signed-in people through.

    A session is a cookie signed with a key of this process, so a restart signs everyone out.
    """

    def __init__(
        self, app: ASGIApp, accounts: Mapping[str, str], *, clock: Callable[[], float] = time.time
    ) -> None:
        self._app = app
        self._accounts = dict(accounts)
        self._clock = clock
        self._key = secrets.token_bytes(32)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with the name in its state, or ask to sign in."""
        if scope["type"] != "http" or scope["path"] in OPEN_PATHS:
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        if scope["path"] == "/sign-in":
            await (await self._sign_in(request))(scope, receive, send)
            return
        if scope["path"] == "/sign-out":
            await _signed_out()(scope, receive, send)
            return
        name = self._name_in(request.cookies.get(SESSION_COOKIE, ""))
        if name is None:
            await _ask_to_sign_in(request)(scope, receive, send)
            return
        scope.setdefault("state", {})["signed_in"] = name
        await self._app(scope, receive, send)

    async def _sign_in(self, request: Request) -> Response:
        if request.method != "POST":
            return HTMLResponse(panels.sign_in())
        fields = parse_qs((await request.body()).decode("utf-8", "replace"))
        name, password = fields.get("name", [""])[0].strip(), fields.get("password", [""])[0]
        if not self._is_right(name, password):
            await anyio.sleep(PAUSE_AFTER_FAILURE_S)
            return HTMLResponse(
                panels.sign_in("This name and password do not belong together."), status_code=401
            )
        response = RedirectResponse("/", status_code=303)
        _set_session(response, self._session(name), SESSION_S)
        return response

    def _is_right(self, name: str, password: str) -> bool:
        known = self._accounts.get(name)
        # Compared even for an unknown name, so that the time taken does not tell which names exist.
        same = hmac.compare_digest((known or secrets.token_hex()).encode(), password.encode())
        return same and known is not None

    def _session(self, name: str) -> str:
        content = f"{int(self._clock()) + SESSION_S}:{name}".encode().hex()
        return f"{content}.{self._signature(content)}"

    def _name_in(self, session: str) -> str | None:
        content, _, signature = session.partition(".")
        if not hmac.compare_digest(self._signature(content).encode(), signature.encode("utf-8", "replace")):
            return None
        until, _, name = bytes.fromhex(content).decode().partition(":")
        return name if int(until) > self._clock() and name in self._accounts else None

    def _signature(self, content: str) -> str:
        return hmac.new(self._key, content.encode("utf-8", "replace"), sha256).hexdigest()


def _set_session(response: Response, value: str, age_s: int) -> None:
    cookie = f"{SESSION_COOKIE}={value}; Path=/; Max-Age={age_s}; HttpOnly; SameSite=Lax"
    MutableHeaders(raw=response.raw_headers).append("Set-Cookie", cookie)


def _signed_out() -> Response:
    response = RedirectResponse("/sign-in", status_code=303)
    response.delete_cookie(SESSION_COOKIE, path="/", httponly=True, samesite="lax")
    return response


def _ask_to_sign_in(request: Request) -> Response:
    if request.method == "GET" and "text/html" in request.headers.get("accept", ""):
        return RedirectResponse("/sign-in", status_code=303)
    return PlainTextResponse("Sign in first.", status_code=401)
