"""A scripted OpenAI-compatible endpoint: over `httpx2.MockTransport` in tests and evals, over loopback HTTP
for `make demo-llm` (`python -m evals.mock_model --port 8093`).

The name of the model chooses the persona: `mock-faithful`, `mock-wrong_figure` … (`mock` is the faithful
one); `mock-status-401` and the like reply with that status. Replies are deterministic.
"""

from __future__ import annotations

import argparse
import base64
import contextlib
import hashlib
import json
import math
import os
import re
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx2
from pydantic import BaseModel, ConfigDict, ValidationError

from evals.mock_personas import PERSONAS, Script, play
from evals.mock_prompts import read_prompt

DIMENSION = 64
PIECE_CHARS = 5
_PREFIX = re.compile(r"^(?:openai:)?mock[-:]?")
_STATUS_TEXT = {
    401: ("invalid_api_key", "Incorrect API key provided."),
    403: ("forbidden", "This key may not use the model."),
    404: ("model_not_found", "The model does not exist."),
    429: ("rate_limit_exceeded", "Too many requests."),
    400: ("context_length_exceeded", "This model's maximum context length is 512 tokens."),
}


class _ChatMessage(BaseModel):
    role: str
    content: str


class _ChatRequest(BaseModel):
    model_config = ConfigDict(extra="allow")
    model: str
    messages: list[_ChatMessage]
    stream: bool = False


class _EmbeddingRequest(BaseModel):
    model_config = ConfigDict(extra="allow")
    model: str
    input: str | list[str]
    encoding_format: str = "float"
    dimensions: int = DIMENSION


def handle(request: httpx2.Request) -> httpx2.Response:
    """Reply to one request as an OpenAI-compatible endpoint does; give it to `httpx2.MockTransport`."""
    path = request.url.path.rstrip("/")
    try:
        if path.endswith("/models"):
            return httpx2.Response(200, json={"object": "list", "data": [_model(name) for name in PERSONAS]})
        if path.endswith("/chat/completions"):
            return _chat(_ChatRequest.model_validate_json(request.read()))
        if path.endswith("/embeddings"):
            return _embeddings(_EmbeddingRequest.model_validate_json(request.read()))
    except ValidationError as error:
        return _error(422, "invalid_request_error", str(error))
    return _error(404, "not_found", f"There is nothing at {path!r}.")


def transport() -> httpx2.MockTransport:
    """Give a transport over which every request reaches the mocked endpoint."""
    return httpx2.MockTransport(handle)


def embed(text: str, dimension: int = DIMENSION) -> list[float]:
    """Give a vector of hashed words with length 1: texts that share words are near each other."""
    values = [0.0] * dimension
    for word in re.findall(r"\w+", text.lower()) or [""]:
        digest = hashlib.sha256(word.encode("utf-8", "replace")).digest()
        values[digest[0] % dimension] += 1.0 if digest[1] % 2 else -1.0
        values[digest[2] % dimension] += 0.5
    norm = math.sqrt(sum(value * value for value in values)) or 1.0
    return [value / norm for value in values]


def _chat(asked: _ChatRequest) -> httpx2.Response:
    persona = _PREFIX.sub("", asked.model) or "faithful"
    if status := re.fullmatch(r"status-(\d{3})", persona):
        return _error(
            int(status[1]), *_STATUS_TEXT.get(int(status[1]), ("server_error", "The server failed."))
        )
    if persona.removesuffix("_once") not in PERSONAS:
        return _error(404, "model_not_found", f"The model {asked.model!r} does not exist.")
    messages = [message.model_dump() for message in asked.messages]
    system = next((message["content"] for message in messages if message["role"] == "system"), "")
    script = play(persona, read_prompt(messages), system=system)
    if script.fault in {"html", "empty_object", "error_object"}:
        return _odd_reply(script)
    if asked.stream:
        return httpx2.Response(
            200, headers={"content-type": "text/event-stream"}, stream=_Events(asked.model, script)
        )
    return httpx2.Response(200, json=_completion(asked.model, script))


def _odd_reply(script: Script) -> httpx2.Response:
    if script.fault == "html":
        return httpx2.Response(200, html="<!doctype html><html><body>Welcome to the proxy</body></html>")
    if script.fault == "empty_object":
        return httpx2.Response(200, json={})
    return httpx2.Response(200, json={"error": {"message": "The model crashed.", "type": "server_error"}})


class _Events(httpx2.SyncByteStream):
    """The server-sent events of one reply, pauses and faults included."""

    def __init__(self, model: str, script: Script) -> None:
        self._model = model
        self._script = script

    def __iter__(self) -> Iterator[bytes]:
        script = self._script
        if script.fault == "no_choices":
            yield b'data: {"object": "chat.completion.chunk", "choices": []}\n\ndata: [DONE]\n\n'
            return
        yield self._event({"role": "assistant", "content": ""})
        for start in range(0, len(script.text), PIECE_CHARS):
            if script.pause_s:
                time.sleep(script.pause_s)
            yield self._event({_field(script): script.text[start : start + PIECE_CHARS]})
        if script.fault == "malformed":
            yield b'data: {"choices": [{"delta": {"conte\n\n'
        if script.fault == "reset":
            raise httpx2.ReadError("connection reset by peer")
        if script.fault is None:
            yield self._event({}, finish=script.finish)
            yield b"data: [DONE]\n\n"

    def _event(self, delta: dict[str, str], finish: str | None = None) -> bytes:
        chunk = {
            "id": "mock",
            "object": "chat.completion.chunk",
            "created": 0,
            "model": self._model,
            "choices": [{"index": 0, "delta": delta, "finish_reason": finish}],
        }
        return b"data: " + json.dumps(chunk).encode() + b"\n\n"


def _completion(model: str, script: Script) -> dict[str, object]:
    message = {"role": "assistant", "content": None, _field(script): script.text}
    choice = {"index": 0, "message": message, "finish_reason": script.finish}
    choices = [] if script.fault == "no_choices" else [choice]
    return {"id": "mock", "object": "chat.completion", "created": 0, "model": model, "choices": choices}


def _field(script: Script) -> str:
    return "refusal" if script.refusal else "content"


def _embeddings(asked: _EmbeddingRequest) -> httpx2.Response:
    texts = [asked.input] if isinstance(asked.input, str) else asked.input
    rows: list[dict[str, object]] = []
    for index, text in enumerate(texts):
        vector: object = embed(text, asked.dimensions)
        if asked.encoding_format == "base64":
            vector = base64.b64encode(
                struct.pack(f"<{asked.dimensions}f", *embed(text, asked.dimensions))
            ).decode()
        rows.append({"object": "embedding", "index": index, "embedding": vector})
    usage = {"prompt_tokens": 0, "total_tokens": 0}
    return httpx2.Response(200, json={"object": "list", "model": asked.model, "data": rows, "usage": usage})


def _model(persona: str) -> dict[str, object]:
    return {"id": f"mock-{persona}", "object": "model", "created": 0, "owned_by": "dateline"}


def _error(status: int, code: str, message: str) -> httpx2.Response:
    return httpx2.Response(status, json={"error": {"message": message, "type": code, "code": code}})


class _Handler(BaseHTTPRequestHandler):
    """Hands requests of a real socket to `handle` and streams what it gives."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._reply()

    def do_POST(self) -> None:
        self._reply()

    def log_message(self, format: str, *args: object) -> None:
        """Stay silent: requests may hold questions and keys."""

    def _reply(self) -> None:
        length = int(self.headers.get("content-length") or 0)
        url = f"http://{self.headers.get('host', 'localhost')}{self.path}"
        request = httpx2.Request(
            self.command, url, headers=dict(self.headers), content=self.rfile.read(length)
        )
        response = handle(request)
        self.send_response(response.status_code)
        self.send_header("content-type", response.headers.get("content-type", "application/json"))
        self.send_header("transfer-encoding", "chunked")
        self.end_headers()
        try:
            for piece in [response.content] if response.is_stream_consumed else response.iter_raw():
                self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
                self.wfile.flush()
            self.wfile.write(b"0\r\n\r\n")
        except (httpx2.ReadError, OSError):
            self.close_connection = True


def serve(port: int = 0) -> ThreadingHTTPServer:
    """Give a server on this machine's loopback; 0 picks a free port (`server_address`).

    Call `serve_forever()` to run it, `shutdown()` and `server_close()` to end it.
    """
    server = ThreadingHTTPServer(("127.0.0.1", port), _Handler)
    server.daemon_threads = True
    return server


def main() -> int:
    """Serve until interrupted, or while a command runs that is to use the server."""
    parser = argparse.ArgumentParser(description="A scripted OpenAI-compatible endpoint on loopback.")
    parser.add_argument(
        "--port", type=int, help="port to listen on (default: 8093, or any free one for --while)"
    )
    parser.add_argument(
        "--while",
        dest="command",
        nargs=argparse.REMAINDER,
        help="run this command with its settings pointed here",
    )
    options = parser.parse_args()
    with serve(options.port if options.port is not None else (0 if options.command else 8093)) as server:
        url = f"http://127.0.0.1:{server.server_address[1]}/v1"
        if options.command:
            return _serve_while(options.command, server, url)
        print(f"listening on {url}", flush=True)
        with contextlib.suppress(KeyboardInterrupt):
            server.serve_forever()
    return 0


def _serve_while(command: list[str], server: ThreadingHTTPServer, url: str) -> int:
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        settings = {"DATELINE_BASE_URL": url, "DATELINE_API_KEY": "unused"}
        return subprocess.run(command, env=os.environ | settings, check=False).returncode
    finally:
        server.shutdown()


if __name__ == "__main__":
    sys.exit(main())
