"""The guard: foreign hosts and origins, sizes, headers, and whose cookie it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.types import ASGIApp

from rag.errors import SettingsError
from ui.security import CONTENT_SECURITY_POLICY, OWNER_COOKIE, Guard, Limits
from ui.server import check_address
from ui.sign_in import SignIn, read_accounts
from ui.visitors import owner_of

HTML = {"accept": "text/html"}


async def _echo(request: Request) -> JSONResponse:
    body = await request.body()
    return JSONResponse({"owner": owner_of(request), "size": len(body)})


def _inner() -> ASGIApp:
    return Starlette(routes=[Route("/{path:path}", _echo, methods=["GET", "POST"])])


def client(
    app: ASGIApp | None = None, *, address: str = "127.0.0.1", host: str = "127.0.0.1:7860"
) -> TestClient:
    guard = Guard(app or _inner(), address=address, limits=Limits(upload=1000, other=100))
    return TestClient(guard, base_url="http://127.0.0.1:7860", follow_redirects=False)


@pytest.mark.parametrize("host", ["127.0.0.1:7860", "localhost:7860", "[::1]:7860", "LOCALHOST"])
def test_own_host_is_answered(host: str) -> None:
    assert client().get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:7860", "127.0.0.1.evil.example", "10.0.0.9", "", "[", "a b"]
)
def test_foreign_host_is_refused(host: str) -> None:
    assert client().get("/", headers={"host": host}).status_code == 400


def test_server_on_every_address_takes_numbers_and_no_foreign_names() -> None:
    everywhere = client(address="0.0.0.0")
    assert everywhere.get("/", headers={"host": "192.168.1.5:7860"}).status_code == 200
    assert everywhere.get("/", headers={"host": "rebound.example"}).status_code == 400


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://127.0.0.1:9999", "http://localhost:7860", "file://"]
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_foreign_origin_is_refused(origin: str, method: str) -> None:
    assert client().request(method, "/x", headers={"origin": origin}).status_code == 400


def test_own_origin_is_answered() -> None:
    assert client().post("/x", headers={"origin": "http://127.0.0.1:7860"}).status_code == 200


@pytest.mark.parametrize("path", ["/", "/dateline/feedback", "/missing"])
def test_every_answer_carries_the_policy(path: str) -> None:
    for reply in (client().get(path), client().get(path, headers={"host": "evil.example"})):
        assert reply.headers["content-security-policy"] == CONTENT_SECURITY_POLICY
        assert reply.headers["x-content-type-options"] == "nosniff"
        assert "unsafe-eval" not in reply.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("path", "size", "status"), [("/x", 100, 200), ("/x", 101, 413), ("/upload", 1001, 413)]
)
def test_large_body_is_refused_by_its_length(path: str, size: int, status: int) -> None:
    assert client().post(path, content=b"x" * size).status_code == status


def test_large_body_without_a_length_is_refused_while_it_is_read() -> None:
    assert client().post("/x", content=iter([b"x" * 60, b"x" * 60])).status_code == 413


def test_page_sets_one_cookie_that_scripts_and_other_sites_cannot_use() -> None:
    visitor = client()
    cookie = visitor.get("/", headers=HTML).headers["set-cookie"]
    assert cookie.startswith(OWNER_COOKIE)
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    again = visitor.get("/", headers=HTML)
    assert "set-cookie" not in again.headers


def test_owner_is_the_same_for_one_cookie_and_differs_between_two() -> None:
    first, second = client(), client()
    assert owner(first) == owner(first)
    assert owner(first) != owner(second)


def owner(visitor: TestClient) -> str:
    """Give whom the app takes a visitor for."""
    visitor.get("/", headers=HTML)
    return visitor.get("/").json()["owner"]


@pytest.mark.parametrize("value", ["", "short", "a" * 44, '"' + "a" * 43])
def test_malformed_cookie_names_nobody(value: str) -> None:
    reply = client().get("/", headers={"cookie": f"{OWNER_COOKIE}={value}", **HTML})
    assert "set-cookie" in reply.headers


def test_owner_does_not_hold_the_cookie() -> None:
    visitor = client()
    visitor.get("/", headers=HTML)
    assert visitor.cookies[OWNER_COOKIE] not in visitor.get("/").json()["owner"]


# --- sign-in --------------------------------------------------------------------------------------


def signing_in(now: float = 1000.0) -> TestClient:
    return client(SignIn(_inner(), {"ann": "correct horse"}, clock=lambda: now))


def test_page_and_data_ask_to_sign_in_first() -> None:
    visitor = signing_in()
    assert visitor.get("/", headers=HTML).headers["location"] == "/sign-in"
    assert visitor.get("/dateline/source").status_code == 401
    assert visitor.post("/queue/join").status_code == 401


def test_right_password_opens_the_app_under_that_name() -> None:
    visitor = signing_in()
    assert visitor.post("/sign-in", data={"name": "ann", "password": "correct horse"}).status_code == 303
    assert visitor.get("/").json()["owner"] == "name:ann"
    visitor.get("/sign-out")
    assert visitor.get("/").status_code == 401


@pytest.mark.parametrize(
    ("name", "password"), [("ann", "wrong"), ("bob", "correct horse"), ("", ""), ("ann", "")]
)
def test_wrong_password_opens_nothing(name: str, password: str) -> None:
    visitor = signing_in()
    assert visitor.post("/sign-in", data={"name": name, "password": password}).status_code == 401
    assert visitor.get("/").status_code == 401


@pytest.mark.parametrize("session", ["", ".", "6e6f.00", "zz.zz"])
def test_forged_session_opens_nothing(session: str) -> None:
    reply = signing_in().get("/", headers={"cookie": f"dateline_session={session}"})
    assert reply.status_code == 401


def test_accounts_are_read_and_comments_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "accounts"
    path.write_text("# people\nann:correct horse:battery\n\n")
    path.chmod(0o600)
    assert read_accounts(path) == {"ann": "correct horse:battery"}


@pytest.mark.parametrize(
    ("text", "mode", "said"),
    [
        ("ann:correct horse\n", 0o644, "chmod 600"),
        ("ann\n", 0o600, "line 1"),
        ("ann:short\n", 0o600, "line 1"),
        ("# nobody\n", 0o600, "holds no account"),
    ],
    ids=["readable by others", "no colon", "short", "empty"],
)
def test_unsafe_accounts_are_refused(tmp_path: Path, text: str, mode: int, said: str) -> None:
    path = tmp_path / "accounts"
    path.write_text(text)
    path.chmod(mode)
    with pytest.raises(SettingsError, match=said):
        read_accounts(path)


def test_missing_accounts_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot read"):
        read_accounts(tmp_path / "none")


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::", "newsroom.example"])
def test_listening_beyond_this_machine_needs_accounts(host: str) -> None:
    with pytest.raises(SettingsError, match="--auth FILE"):
        check_address(host, has_accounts=False)
    check_address(host, has_accounts=True)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.9.9.9"])
def test_listening_on_this_machine_needs_none(host: str) -> None:
    check_address(host, has_accounts=False)
