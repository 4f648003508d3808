"""A real `chroma run` on loopback for tests, and a server that accepts and never replies."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path


class ChromaServer:
    """One `chroma run` process on a free port; it may be stopped and started again on that port."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self._process: subprocess.Popen[str] | None = None

    @property
    def url(self) -> str:
        """The URL for the setting `chroma`."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it and wait until it says that it listens."""
        self._process = subprocess.Popen(
            [_command(), "run", "--path", self.folder, "--host", "127.0.0.1", "--port", str(self.port)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            cwd=self.folder,
        )
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if "listening on address" in line:
                # It blocks when nobody reads what it logs.
                threading.Thread(target=self._process.stdout.read, daemon=True).start()
                return
        raise AssertionError("chroma run ended before it listened")

    def stop(self) -> None:
        """Kill it."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


@contextmanager
def silent_server(port: int) -> Generator[None, None, None]:
    """Keep a server on a port that accepts connections and never says a word."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", port))
        listener.listen(16)
        yield


def free_port() -> int:
    """Give a port on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _command() -> str:
    found = shutil.which("chroma", path=str(Path(sys.executable).parent)) or shutil.which("chroma")
    assert found is not None
    return found
