"""The embedder over an OpenAI-compatible endpoint, scripted at the wire."""

from __future__ import annotations

import json
from collections.abc import Callable

import httpx2
import numpy as np
import pytest
from pydantic import SecretStr

from rag.embeddings import open_embedder
from rag.embeddings.openai_endpoint import BATCH, OpenAIEmbedder
from rag.errors import (
    DatelineError,
    ModelAuthError,
    ModelError,
    ModelLimitError,
    ModelReplyError,
    ModelTimeout,
)
from rag.settings import load_settings

KEY = "canary-key-4711"
Handler = Callable[[httpx2.Request], httpx2.Response]


reply = httpx2.Response


def embedder(handler: Handler, *, timeout_s: float = 5.0, retries: int = 0) -> OpenAIEmbedder:
    return OpenAIEmbedder(
        "small",
        base_url="http://127.0.0.1:9/v1",
        api_key=SecretStr(KEY),
        timeout_s=timeout_s,
        retries=retries,
        transport=httpx2.MockTransport(handler),
        wait=lambda _: None,
    )


def data(*vectors: list[float]) -> httpx2.Response:
    items = [{"object": "embedding", "index": at, "embedding": vector} for at, vector in enumerate(vectors)]
    return reply(200, json={"object": "list", "model": "small", "data": items[::-1]})


def always(response: httpx2.Response) -> Handler:
    return lambda _: response


def test_vectors_are_in_the_order_of_the_texts_and_of_length_1():
    vectors = embedder(always(data([3.0, 4.0], [0.0, 2.0]))).embed_documents(["a", "b"])
    assert vectors.dtype == np.float32
    assert vectors.tolist() == [pytest.approx([0.6, 0.8]), [0.0, 1.0]]


def test_request_names_the_model_and_carries_the_key_and_the_texts():
    sent: list[httpx2.Request] = []

    def handler(request: httpx2.Request) -> httpx2.Response:
        sent.append(request)
        return data([1.0, 0.0])

    embedder(handler).embed_query("Rain fell.")
    body = json.loads(sent[0].content)
    assert sent[0].url.path == "/v1/embeddings"
    assert sent[0].headers["authorization"] == f"Bearer {KEY}"
    assert (body["model"], body["input"]) == ("small", ["Rain fell."])


def test_many_texts_go_in_batches():
    sizes: list[int] = []

    def handler(request: httpx2.Request) -> httpx2.Response:
        sizes.append(len(json.loads(request.content)["input"]))
        return data(*[[1.0, float(at)] for at in range(sizes[-1])])

    one = embedder(handler)
    assert one.embed_documents(["text"] * (BATCH + 3)).shape == (BATCH + 3, 2)
    assert sizes == [BATCH, 3]
    assert (one.name, one.dimension) == ("openai:small", 2)


def test_dimension_is_found_by_a_call_where_nothing_was_embedded():
    assert embedder(always(data([1.0, 0.0, 0.0]))).dimension == 3


@pytest.mark.parametrize(
    ("response", "error"),
    [
        pytest.param(reply(401, json={"error": {"message": f"bad {KEY}"}}), ModelAuthError, id="401"),
        pytest.param(reply(403, json={"error": {"message": f"bad {KEY}"}}), ModelAuthError, id="403"),
        pytest.param(reply(429, json={"error": {"message": "slow"}}), ModelLimitError, id="429"),
        pytest.param(reply(500, text=f"oops {KEY}"), ModelError, id="500"),
        pytest.param(reply(502, html="<html>bad gateway</html>"), ModelError, id="502-html"),
        pytest.param(reply(200, html="<html>hello</html>"), ModelReplyError, id="html"),
        pytest.param(reply(200, text="{"), ModelReplyError, id="broken-json"),
        pytest.param(reply(200, json={}), ModelReplyError, id="empty-object"),
        pytest.param(reply(200, json={"error": {"message": KEY}}), ModelReplyError, id="error-in-200"),
        pytest.param(data(), ModelReplyError, id="no-rows"),
        pytest.param(data([1.0], [1.0]), ModelReplyError, id="too-many-rows"),
        pytest.param(data([]), ModelReplyError, id="empty-vector"),
        pytest.param(data([0.0, 0.0]), ModelReplyError, id="zero"),
        pytest.param(
            reply(200, text='{"data": [{"index": 0, "embedding": [NaN, 1]}]}'), ModelReplyError, id="nan"
        ),
        pytest.param(
            reply(200, text='{"data": [{"index": 0, "embedding": [1e999, 1]}]}'),
            ModelReplyError,
            id="infinite",
        ),
    ],
)
def test_bad_reply_becomes_our_error_without_the_key(response: httpx2.Response, error: type[DatelineError]):
    one = embedder(always(response))
    with pytest.raises(error) as caught:
        one.embed_query("Rain fell.")
    assert KEY not in str(caught.value) + repr(caught.value.__cause__) + repr(one)


def test_changed_dimension_is_refused():
    replies = iter([data([1.0, 0.0]), data([1.0, 0.0, 0.0])])
    one = embedder(lambda _: next(replies))
    one.embed_query("a")
    with pytest.raises(ModelReplyError, match="2, 3"):
        one.embed_query("b")


def test_failed_call_is_retried_as_often_as_set():
    replies = iter([reply(500, text="x"), reply(503, text="x"), data([1.0, 0.0])])
    assert embedder(lambda _: next(replies), retries=2).embed_query("a").tolist() == [1.0, 0.0]


def test_refused_key_is_not_retried():
    replies = iter([reply(401, json={}), data([1.0, 0.0])])
    with pytest.raises(ModelAuthError):
        embedder(lambda _: next(replies), retries=2).embed_query("a")
    assert next(replies).status_code == 200


def test_total_deadline_ends_the_wait(request: pytest.FixtureRequest):
    import threading

    release = threading.Event()
    request.addfinalizer(release.set)

    def handler(_: httpx2.Request) -> httpx2.Response:
        release.wait(30)
        return data([1.0])

    with pytest.raises(ModelTimeout, match=r"0\.2 s"):
        embedder(handler, timeout_s=0.2).embed_query("a")


@pytest.mark.parametrize(
    "fault", [httpx2.ConnectError("refused"), httpx2.ReadTimeout("slow"), httpx2.ReadError("reset")]
)
def test_broken_connection_becomes_our_error(fault: Exception):
    def handler(_: httpx2.Request) -> httpx2.Response:
        raise fault

    with pytest.raises(ModelError):
        embedder(handler).embed_query("a")


def test_lone_surrogate_becomes_our_error():
    with pytest.raises(ModelError, match="lone surrogate"):
        embedder(always(data([1.0]))).embed_query("a\ud800")


def test_settings_open_it_by_name():
    settings = load_settings(embedder="openai:small", base_url="http://127.0.0.1:9/v1", api_key=KEY)
    opened = open_embedder(settings)
    assert opened.name == "openai:small"
    assert KEY not in repr(opened)
