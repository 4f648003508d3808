"""Answers that are running now, so that the person who asked can stop one."""

from __future__ import annotations

import secrets
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event


@dataclass(frozen=True, slots=True)
class Running:
    """One running answer; `key` names it on the page, `stopped` says that it should end."""

    key: str
    stopped: Event = field(default_factory=Event)


class Stops:
    """The running answers of one app, each known to its own owner only."""

    def __init__(self) -> None:
        self._running: dict[tuple[str, str], Running] = {}

    @contextmanager
    def watching(self, owner: str) -> Generator[Running]:
        """Give a running answer that `stop` reaches until the block ends."""
        running = Running(secrets.token_urlsafe(16))
        self._running[owner, running.key] = running
        try:
            yield running
        finally:
            del self._running[owner, running.key]

    def stop(self, owner: str, key: str) -> None:
        """Ask an answer to end; one that has ended, or is another's, is left alone."""
        running = self._running.get((owner, key))
        if running is not None:
            running.stopped.set()
