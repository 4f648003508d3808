"""A web server of our own on loopback, whose every reply a test writes itself."""

from __future__ import annotations

import threading
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGE = """<html lang="en"><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>
<p>The dam above Kesten held on Sunday, engineers said after a night of heavy rain.</p>
<p>About 4,000 people had left their homes by dusk, and they may return on Tuesday at the earliest.</p>
</article></body></html>"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What the server says to one path; with `drips` it sends a byte each half of a second."""

    body: bytes = b""
    kind: str = "text/html; charset=utf-8"
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    endless: bool = False
    drips: bool = False


@dataclass(slots=True)
class Site:
    """The replies by path, and the path and the Host header of every request."""

    port: int = 0
    replies: dict[str, Reply] = field(default_factory=dict[str, Reply])
    asked: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    stopped: threading.Event = field(default_factory=threading.Event)

    def url(self, path: str, *, host: str = "127.0.0.1") -> str:
        """Give the address of a path."""
        return f"http://{host}:{self.port}{path}"

    def page(self, path: str, *, title: str = "Dam holds", head: str = "") -> None:
        """Serve a page with an article under a path."""
        self.replies[path] = Reply(body=PAGE.format(title=title, head=head).encode())


@contextmanager
def serving() -> Generator[Site]:
    """Serve a site until the block ends."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, self.headers.get("Host", "")))
            _answer(self, site.replies.get(self.path, Reply(status=404)), site.stopped)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.stopped.set()
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)


def _answer(handler: BaseHTTPRequestHandler, reply: Reply, stopped: threading.Event) -> None:
    handler.send_response(reply.status)
    handler.send_header("Content-Type", reply.kind)
    for name, value in reply.headers:
        handler.send_header(name, value)
    handler.end_headers()
    try:
        handler.wfile.write(reply.body)
        while (reply.endless or reply.drips) and not stopped.wait(0.5 if reply.drips else 0):
            handler.wfile.write(b"<" if reply.drips else b"<p>more</p>" * 1000)
    except OSError:  # the reader has gone, as it should
        return
