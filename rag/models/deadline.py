"""Holds a total deadline over an iterator that may block, such as the stream of an endpoint."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Generic, TypeVar

from rag.errors import ModelTimeout

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class _Item(Generic[T]):
    value: T


@dataclass(frozen=True, slots=True)
class _End(Generic[R]):
    value: R


def within(
    timeout_s: float, start: Callable[[], Generator[T, None, R]], message: str
) -> Generator[T, None, R]:
    """Give the items of `start()` until `timeout_s` seconds have passed since the first was asked for.

    The items are made on a thread of their own: a read timeout of the network starts anew with each
    byte, so a server that drips would never meet it. Closing this generator closes the other one as
    soon as its next item comes or its own timeout ends.

    Raises:
        ModelTimeout: with `message`, when the time is over.
    """
    ends_at = time.monotonic() + timeout_s
    items: queue.SimpleQueue[_Item[T] | _End[R] | BaseException] = queue.SimpleQueue()
    stopped = threading.Event()
    threading.Thread(target=_pump, args=(start, items, stopped), name="dateline-model", daemon=True).start()
    try:
        while True:
            item = _next(items, ends_at, message)
            if isinstance(item, _End):
                return item.value
            if isinstance(item, BaseException):
                raise item
            yield item.value
    finally:
        stopped.set()


def _next(
    items: queue.SimpleQueue[_Item[T] | _End[R] | BaseException], ends_at: float, message: str
) -> _Item[T] | _End[R] | BaseException:
    try:
        return items.get(timeout=max(0.0, ends_at - time.monotonic()))
    except queue.Empty:
        return ModelTimeout(message)


def _pump(
    start: Callable[[], Generator[T, None, R]],
    items: queue.SimpleQueue[_Item[T] | _End[R] | BaseException],
    stopped: threading.Event,
) -> None:
    pieces = start()
    try:
        while not stopped.is_set():
            items.put(_Item(next(pieces)))
    except StopIteration as end:
        items.put(_End(end.value))
    except BaseException as error:  # noqa: BLE001 -- handed to the thread that reads, which raises it
        items.put(error)
    finally:
        pieces.close()
