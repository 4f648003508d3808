"""The OpenAI-compatible endpoint: every fault on the wire becomes one of our errors, none shows the key."""

from __future__ import annotations

import json
import logging
import threading
import traceback
from collections.abc import Iterator
from email.utils import formatdate
from itertools import count
from time import monotonic, time

import httpx2
import pytest
from pydantic import SecretStr
from wire import KEY, URL, Body, Endpoint, chunk, said, streamed

from evals.mock_model import serve
from rag.errors import (
    ModelAuthError,
    ModelContextError,
    ModelError,
    ModelLimitError,
    ModelReplyError,
    ModelTimeout,
    SettingsError,
)
from rag.models.chat import complete
from rag.models.openai_chat import OpenAIChat
from rag.prompt import Message
from rag.settings import load_settings

MESSAGES: list[Message] = [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Hello"}]
SSE = {"content-type": "text/event-stream"}


def read(chat: OpenAIChat) -> str:
    return "".join(chat.stream(MESSAGES))


def failed(
    status: int, *, code: str = "x", headers: dict[str, str] | None = None, message: str = "No."
) -> httpx2.Response:
    return httpx2.Response(status, headers=headers, json={"error": {"message": message, "code": code}})


def test_a_reply_streams_and_says_that_it_is_whole() -> None:
    endpoint = Endpoint(said("Rain fell [1]."))
    reply = endpoint.chat().stream(MESSAGES)
    assert reply.finish is None
    assert "".join(reply) == "Rain fell [1]."
    assert reply.finish == "stop"
    (body,) = endpoint.bodies
    assert (body["model"], body["messages"], body["stream"]) == ("test", MESSAGES, True)
    assert (body["max_tokens"], body["temperature"]) == (1000, 0)
    assert endpoint.requests[0].headers["authorization"] == f"Bearer {KEY}"


def test_a_reply_in_one_piece_is_read_when_the_endpoint_does_not_stream() -> None:
    whole = {"choices": [{"message": {"content": "Rain fell."}, "finish_reason": "stop"}]}
    reply = Endpoint(httpx2.Response(200, json=whole)).chat().stream(MESSAGES)
    assert ("".join(reply), reply.finish) == ("Rain fell.", "stop")


@pytest.mark.parametrize(
    ("reason", "finish"),
    [("stop", "stop"), ("length", "length"), ("content_filter", "filtered"), ("eos", "stop"), (None, None)],
)
def test_the_end_of_a_reply_is_told(reason: str | None, finish: str | None) -> None:
    reply = Endpoint(said("Rain", finish=reason)).chat().stream(MESSAGES)
    assert ("".join(reply), reply.finish) == ("Rain", finish)


def test_a_refusal_is_told_and_its_words_are_no_reply() -> None:
    reply = Endpoint(streamed(chunk(refusal="I cannot."), chunk(finish="stop"))).chat().stream(MESSAGES)
    assert ("".join(reply), reply.finish) == ("", "refused")


@pytest.mark.parametrize("status", [401, 403])
def test_a_refused_key_is_an_auth_error_and_is_not_tried_again(status: int) -> None:
    endpoint = Endpoint(failed(status))
    with pytest.raises(ModelAuthError, match="check the key"):
        read(endpoint.chat())
    assert len(endpoint.requests) == 1


def test_a_short_retry_after_is_waited_for() -> None:
    endpoint, waits = Endpoint(failed(429, headers={"retry-after": "3"}), said("Rain.")), list[float]()
    assert read(endpoint.chat(waits=waits)) == "Rain."
    assert waits == [3.0]


@pytest.mark.parametrize(
    "headers",
    [
        {"retry-after": "3600"},
        {"retry-after-ms": "60000"},
        {"retry-after": formatdate(time() + 3600, usegmt=True)},
    ],
    ids=["seconds", "milliseconds", "date"],
)
def test_a_long_retry_after_fails_at_once(headers: dict[str, str]) -> None:
    endpoint, waits = Endpoint(failed(429, headers=headers)), list[float]()
    with pytest.raises(ModelLimitError, match=r"try again in \d+ s"):
        read(endpoint.chat(waits=waits))
    assert (len(endpoint.requests), waits) == (1, [])


def test_a_wait_beyond_the_deadline_fails_at_once() -> None:
    endpoint = Endpoint(failed(429, headers={"retry-after": "10"}))
    with pytest.raises(ModelLimitError):
        read(endpoint.chat(timeout_s=5))
    assert len(endpoint.requests) == 1


@pytest.mark.parametrize("status", [429, 402])
def test_a_used_up_quota_fails_at_once(status: int) -> None:
    endpoint = Endpoint(failed(status, code="insufficient_quota"))
    with pytest.raises(ModelLimitError, match="quota"):
        read(endpoint.chat())
    assert len(endpoint.requests) == 1


def test_a_failing_server_is_tried_again_and_then_reported() -> None:
    endpoint, waits = (
        Endpoint(httpx2.Response(502, html="<html><body>Bad gateway</body></html>")),
        list[float](),
    )
    with pytest.raises(ModelError, match=r"\(502\): Bad Gateway"):
        read(endpoint.chat(retries=2, waits=waits))
    assert (len(endpoint.requests), waits) == (3, [0.5, 1.0])


def test_a_server_that_recovers_is_not_reported() -> None:
    assert read(Endpoint(failed(500), said("Rain.")).chat()) == "Rain."


def test_a_lost_connection_is_tried_again_before_the_reply_starts() -> None:
    def refuse(request: httpx2.Request) -> httpx2.Response:
        raise httpx2.ConnectError("connection refused", request=request)

    endpoint = Endpoint(refuse)
    with pytest.raises(ModelError, match=r"cannot reach .*DATELINE_BASE_URL"):
        read(endpoint.chat(retries=1))
    assert len(endpoint.requests) == 2


def test_nothing_is_tried_again_once_text_has_come() -> None:
    def pieces() -> Iterator[bytes]:
        yield f"data: {json.dumps(chunk('Rain'))}\n\n".encode()
        raise httpx2.ReadError("connection reset by peer")

    endpoint = Endpoint(lambda _: httpx2.Response(200, headers=SSE, stream=Body(pieces)))
    reply = iter(endpoint.chat().stream(MESSAGES))
    assert next(reply) == "Rain"
    with pytest.raises(ModelReplyError, match="broke off"):
        next(reply)
    assert len(endpoint.requests) == 1


@pytest.mark.parametrize(
    ("response", "message"),
    [
        pytest.param(httpx2.Response(200, html="<html>Welcome</html>"), "an HTML page", id="html"),
        pytest.param(httpx2.Response(200, json={}), "without choices", id="empty object"),
        pytest.param(httpx2.Response(200, json={"error": {"message": "Boom."}}), "Boom", id="error object"),
        pytest.param(httpx2.Response(200, json={"error": "Boom."}), "Boom", id="error text"),
        pytest.param(httpx2.Response(200, json={"choices": []}), "without choices", id="no choices"),
        pytest.param(httpx2.Response(200, json={"choices": "odd"}), "odd", id="odd choices"),
        pytest.param(httpx2.Response(200, json=[1]), r"\[1\]", id="list"),
        pytest.param(
            httpx2.Response(200, headers={"content-type": "application/json"}, text="{"),
            "JSON",
            id="cut json",
        ),
        pytest.param(httpx2.Response(200, headers=SSE, text="data: {oops\n\n"), "JSON", id="cut event"),
        pytest.param(
            httpx2.Response(200, headers=SSE, content=b'data: {"a":"\xff"}\n\n'), "JSON", id="bad bytes"
        ),
        pytest.param(streamed({"error": {"message": "Boom."}}), "Boom", id="streamed error"),
        pytest.param(streamed({}, {"choices": None}), "without choices", id="streamed nothing"),
        pytest.param(streamed([1], "x", None), r"\[1\]", id="streamed odd values"),
        pytest.param(streamed({"choices": [{"delta": {"content": [1]}}]}), "content", id="odd content"),
        pytest.param(httpx2.Response(200, text=""), "without choices", id="empty body"),
    ],
)
def test_an_odd_reply_is_a_typed_error(response: httpx2.Response, message: str) -> None:
    with pytest.raises(ModelReplyError, match=message):
        read(Endpoint(response).chat())


def test_halves_of_a_character_are_joined_and_a_lone_half_is_replaced() -> None:
    response = streamed(chunk("a\ud83d"), chunk("\ude00b\ude00c"), chunk("\ud83d"), chunk(finish="stop"))
    assert read(Endpoint(response).chat()) == "a😀b\ufffdc\ufffd"


def test_a_lone_surrogate_in_the_prompt_is_refused_before_it_is_sent() -> None:
    endpoint = Endpoint(said("x"))
    with pytest.raises(ModelError, match="lone surrogate at 2"):
        list(endpoint.chat().stream([{"role": "user", "content": "ab\ud800"}]))
    assert not endpoint.requests


@pytest.mark.parametrize(
    ("status", "code", "message"),
    [
        (400, "context_length_exceeded", "No."),
        (400, "x", "This model's maximum context length is 4096 tokens."),
        (400, "x", "the request exceeds the available context size"),
        (413, "x", "Too large."),
    ],
)
def test_a_prompt_that_is_too_long_has_an_error_of_its_own(status: int, code: str, message: str) -> None:
    with pytest.raises(ModelContextError, match="DATELINE_CONTEXT_TOKENS"):
        read(Endpoint(failed(status, code=code, message=message)).chat())


def test_a_filtered_prompt_ends_as_filtered() -> None:
    reply = Endpoint(failed(400, code="content_filter")).chat().stream(MESSAGES)
    assert ("".join(reply), reply.finish) == ("", "filtered")


def test_options_that_the_endpoint_does_not_know_are_left_out() -> None:
    endpoint = Endpoint(
        failed(400, message="Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."),
        failed(400, message="Unsupported value: 'temperature' does not support 0."),
        said("Rain."),
    )
    assert read(endpoint.chat()) == "Rain."
    last = endpoint.bodies[-1]
    assert last["max_completion_tokens"] == 1000
    assert not {"max_tokens", "temperature"} & set(last)


def test_a_missing_model_names_the_settings() -> None:
    with pytest.raises(ModelError, match="DATELINE_MODEL"):
        read(Endpoint(failed(404)).chat())


def test_a_slow_drip_meets_the_total_deadline() -> None:
    enough = threading.Event()
    started = monotonic()

    def drip() -> Iterator[bytes]:
        for _ in count():
            if enough.wait(0.05):
                return
            yield f"data: {json.dumps(chunk('a'))}\n\n".encode()

    endpoint = Endpoint(lambda _: httpx2.Response(200, headers=SSE, stream=Body(drip)))
    with pytest.raises(ModelTimeout, match=r"within 0\.5 s"):
        read(endpoint.chat(timeout_s=0.5))
    enough.set()
    assert monotonic() - started < 5


def test_a_hanging_server_meets_the_total_deadline() -> None:
    enough = threading.Event()

    def hang(_: httpx2.Request) -> httpx2.Response:
        enough.wait(30)
        return said("x")

    with pytest.raises(ModelTimeout, match="DATELINE_MODEL_TIMEOUT_S"):
        read(Endpoint(hang).chat(timeout_s=0.2))
    enough.set()


def test_the_stream_is_closed_when_the_reader_leaves() -> None:
    closed, left = threading.Event(), threading.Event()

    def pieces() -> Iterator[bytes]:
        yield f"data: {json.dumps(chunk('a'))}\n\n".encode()
        left.wait(30)
        for _ in range(1000):
            yield f"data: {json.dumps(chunk('b'))}\n\n".encode()

    endpoint = Endpoint(lambda _: httpx2.Response(200, headers=SSE, stream=Body(pieces, closed.set)))
    reply = iter(endpoint.chat().stream(MESSAGES))
    assert next(reply) == "a"
    reply.close()
    left.set()
    assert closed.wait(10)


def test_the_key_shows_nowhere(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    seen: list[str] = [repr(Endpoint(said("x")).chat())]
    echo = f"You sent Authorization: Bearer {KEY}"
    odd = [
        *(failed(status, message=echo) for status in (400, 401, 402, 403, 404, 418, 429, 500)),
        httpx2.Response(200, json={"error": {"message": echo}}),
        httpx2.Response(200, json=[echo]),
        streamed({"error": {"message": echo}}),
        streamed([echo]),
    ]
    for response in odd:
        with pytest.raises(ModelError) as caught:
            read(Endpoint(response).chat(retries=0))
        seen += [str(caught.value), "".join(traceback.format_exception(caught.value))]
        assert caught.value.__context__ is None
    assert KEY not in "\n".join([*seen, caplog.text])


def test_a_key_with_odd_characters_is_refused_without_showing_it() -> None:
    with pytest.raises(SettingsError, match="api_key") as caught:
        OpenAIChat("x", api_key=SecretStr(f"{KEY}\nx"))
    assert KEY not in str(caught.value)


@pytest.mark.parametrize("url", ["localhost:8080", "ftp://x", "http://", "http://x:99999/v1"])
def test_a_base_url_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(SettingsError, match="base_url"):
        OpenAIChat("x", base_url=url)


def test_user_and_password_of_the_base_url_are_not_shown() -> None:
    assert "secret" not in repr(OpenAIChat("x", base_url="http://user:secret@127.0.0.1:9/v1?key=secret"))


def test_a_local_endpoint_is_reached_when_a_proxy_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with serve() as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        url = f"http://127.0.0.1:{server.server_address[1]}/v1"
        chat = OpenAIChat.from_settings("mock-faithful", load_settings(base_url=url, model_timeout_s=30))
        assert complete(chat, MESSAGES) == "I am a mocked model."
        server.shutdown()


def test_settings_are_passed_on() -> None:
    endpoint = Endpoint(said("x"))
    settings = load_settings(base_url=URL, api_key=KEY, answer_tokens=77)
    assert read(OpenAIChat.from_settings("test", settings, transport=httpx2.MockTransport(endpoint))) == "x"
    assert endpoint.bodies[0]["max_tokens"] == 77
    assert endpoint.requests[0].headers["authorization"] == f"Bearer {KEY}"
