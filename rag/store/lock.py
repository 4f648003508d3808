"""The lock on a library's index: one process at a time brings Chroma up to date.

The operating system frees it when its process ends, however it ends. The file names the process
and the command that hold it, so that a refusal can say whom to wait for.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from rag.errors import StoreError

FILE_NAME = "index.lock"
_SHOWN_CHARS = 80


class IndexLock:
    """An exclusive lock on one file; a second holder is refused, in this process as in another."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._descriptor: int | None = None

    @property
    def held(self) -> bool:
        """Whether this object holds the lock."""
        return self._descriptor is not None

    def acquire(self) -> bool:
        """Take the lock if it is free; never waits."""
        if self._descriptor is not None:
            return True
        try:
            descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise StoreError(f"cannot open the index lock {str(self.path)!r}: {error.strerror}") from error
        if not _lock(descriptor):
            os.close(descriptor)
            return False
        os.ftruncate(descriptor, 0)
        os.write(descriptor, json.dumps({"pid": os.getpid(), "command": _command()}).encode())
        self._descriptor = descriptor
        return True

    def release(self) -> None:
        """Give the lock back.

        The file stays: removing it would let two processes lock two files of one name.
        """
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def holder(self) -> str:
        """Say which process holds the lock, for a message."""
        try:
            known = json.loads(self.path.read_text())
            return f"process {known['pid']} ({known['command']})"
        except (OSError, ValueError, KeyError, TypeError):
            return "another process"


def _command() -> str:
    words = [Path(sys.argv[0]).name if sys.argv else "python", *sys.argv[1:]]
    text = " ".join(words)
    return text if len(text) <= _SHOWN_CHARS else text[: _SHOWN_CHARS - 1] + "…"


if sys.platform == "win32":
    import msvcrt

    # Windows locks byte ranges that others then cannot read: lock one far behind the text.
    _LOCKED_BYTE = 1 << 20

    def _lock(descriptor: int) -> bool:
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
