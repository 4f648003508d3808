"""Many people at once, speaking the page's own protocol to a running app."""

from __future__ import annotations

import asyncio
import json
import secrets
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, cast

import httpx

from ui.security import OWNER_COOKIE

API = "/gradio_api"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One question of one person and the last answer that the page would show for it."""

    person: int
    question: str
    status: int
    shown: str
    earlier: str
    seconds: float


def crowd(url: str, *, people: int, questions: int) -> list[Exchange]:
    """Let `people` ask `questions` questions each, one after another, all at the same time."""
    # On a thread of its own, because Playwright keeps an event loop running on the main one.
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(lambda: asyncio.run(_crowd(url, people, questions))).result()


async def _crowd(url: str, people: int, questions: int) -> list[Exchange]:
    # A connection of its own for each request: one kept for later may be closed by the server as it is used.
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=0)
    async with httpx.AsyncClient(base_url=url, limits=limits, timeout=300, trust_env=False) as client:
        which = await _ask_event(client)
        tasks = [_person(client, which, number, questions) for number in range(people)]
        return [exchange for exchanges in await asyncio.gather(*tasks) for exchange in exchanges]


async def _ask_event(client: httpx.AsyncClient) -> int:
    config = (await client.get("/config")).json()
    return next(event["id"] for event in config["dependencies"] if event["api_name"] == "ask")


async def _person(client: httpx.AsyncClient, which: int, number: int, questions: int) -> list[Exchange]:
    session = secrets.token_hex(8)
    cookie = {"cookie": f"{OWNER_COOKIE}={secrets.token_urlsafe(32)}"}
    conversation = ""
    exchanges: list[Exchange] = []
    for place in range(questions):
        question = f"Question {place} of person {number}?"
        started = time.perf_counter()
        body = {"data": [question, conversation, None, None, ""], "fn_index": which, "session_hash": session}
        joined = await client.post(f"{API}/queue/join", json=body, headers=cookie)
        values = await _last_values(client, session, cookie) if joined.status_code == 200 else ("",) * 4
        conversation = str(values[3])
        exchanges.append(
            Exchange(
                person=number,
                question=question,
                status=joined.status_code,
                earlier=str(values[1]),
                shown=str(values[2]),
                seconds=time.perf_counter() - started,
            )
        )
    return exchanges


async def _last_values(client: httpx.AsyncClient, session: str, cookie: dict[str, str]) -> tuple[Any, ...]:
    values: list[Any] = [""] * 4
    async with client.stream(
        "GET", f"{API}/queue/data", params={"session_hash": session}, headers=cookie
    ) as stream:
        async for line in stream.aiter_lines():
            if not line.startswith("data:"):
                continue
            message = json.loads(line.removeprefix("data:"))
            if message["msg"] in {"process_generating", "process_completed"}:
                values = _updated(values, message["output"].get("data") or [])
            if message["msg"] == "process_completed":
                return tuple(values)
    return tuple(values)


def _updated(values: list[Any], data: list[Any]) -> list[Any]:
    """Apply what the server sent: whole values at first, then edits of the strings before."""
    return [_edited(old, new) for old, new in zip(values, data, strict=False)]


def _edited(old: Any, new: Any) -> Any:
    if not isinstance(new, list) or not all(isinstance(edit, list) for edit in cast("list[Any]", new)):
        return cast("Any", new)
    for action, path, value in cast("list[Any]", new):
        if not path:
            old = old + value if action == "append" else value
    return old
