"""Record and replay at the transport: equal replies, no network, no key, a miss is an error."""

from __future__ import annotations

from pathlib import Path

import httpx2
import pytest

from evals.cases import FixtureError
from evals.cassettes import CassetteMiss, RecordTransport, ReplayTransport, load_cassette, request_key

KEY = "sk-canary-1234567890"
URL = "https://models.example/v1/chat/completions"


def ask(transport: httpx2.BaseTransport, body: dict[str, object]) -> httpx2.Response:
    with httpx2.Client(transport=transport) as client:
        return client.post(URL, json=body, headers={"authorization": f"Bearer {KEY}"})


class Endpoint:
    """Counts calls and echoes the key, as a careless endpoint does."""

    def __init__(self, statuses: tuple[int, ...] = (200,)) -> None:
        self.calls = 0
        self._statuses = statuses

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        status = self._statuses[min(self.calls, len(self._statuses) - 1)]
        self.calls += 1
        return httpx2.Response(status, text=f'data: {{"call": {self.calls}, "key": "{KEY}"}}\n\n')


def test_replay_gives_the_recorded_bytes(tmp_path: Path) -> None:
    cassette = tmp_path / "run.jsonl"
    live = ask(RecordTransport(httpx2.MockTransport(Endpoint()), cassette), {"model": "m", "n": 1})
    first = ask(ReplayTransport(cassette), {"model": "m", "n": 1})
    second = ask(ReplayTransport(cassette), {"n": 1, "model": "m"})  # key order plays no part
    assert first.content == second.content
    assert first.content == live.content
    assert ReplayTransport(cassette).model == "m"


def test_cassette_holds_no_key(tmp_path: Path) -> None:
    cassette = tmp_path / "run.jsonl"
    ask(RecordTransport(httpx2.MockTransport(Endpoint()), cassette), {"model": "m"})
    assert KEY not in cassette.read_text("utf-8")


def test_miss_is_an_error_and_sends_nothing(tmp_path: Path) -> None:
    cassette = tmp_path / "run.jsonl"
    ask(RecordTransport(httpx2.MockTransport(Endpoint()), cassette), {"n": 1})
    with pytest.raises(CassetteMiss, match="record it again"):
        ask(ReplayTransport(cassette), {"n": 2})


def test_equal_request_is_sent_once(tmp_path: Path) -> None:
    endpoint = Endpoint()
    recorder = RecordTransport(httpx2.MockTransport(endpoint), tmp_path / "run.jsonl")
    assert ask(recorder, {"n": 1}).content == ask(recorder, {"n": 1}).content
    assert endpoint.calls == 1


def test_passing_failure_is_not_recorded(tmp_path: Path) -> None:
    cassette = tmp_path / "run.jsonl"
    recorder = RecordTransport(httpx2.MockTransport(Endpoint((503, 429, 200))), cassette)
    assert [ask(recorder, {"n": 1}).status_code for _ in range(3)] == [503, 429, 200]
    assert [reply.status for reply in load_cassette(cassette).values()] == [200]


def test_key_of_a_request_ignores_host_and_headers() -> None:
    here = httpx2.Request("POST", "http://one.example/v1/chat", json={"a": 1, "b": "é"})
    there = httpx2.Request("POST", "http://two.example/v1/chat", json={"b": "é", "a": 1}, headers={"x": "y"})
    other = httpx2.Request("POST", "http://one.example/v1/embeddings", json={"a": 1, "b": "é"})
    assert request_key(here) == request_key(there)
    assert request_key(here) != request_key(other)


@pytest.mark.parametrize(
    "text", [pytest.param(None, id="missing"), pytest.param('{"key": 1}\n', id="no-reply")]
)
def test_unreadable_cassette_is_named(tmp_path: Path, text: str | None) -> None:
    path = tmp_path / "run.jsonl"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(FixtureError, match=r"cassette"):
        ReplayTransport(path)
