"""A deadline around a call that has none of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

Result = TypeVar("Result")


class DeadlinePassed(Exception):
    """The call did not return in time; it is left behind on its thread."""


class _Outcome(Generic[Result]):
    """What a call on another thread gave or raised."""

    def __init__(self) -> None:
        self.values: list[Result] = []
        self.error: BaseException | None = None


def within(timeout_s: float, call: Callable[[], Result]) -> Result:
    """Give what `call` gives, raise what it raises, or stop waiting for it.

    It runs on a daemon thread, which cannot be killed but does not keep the process alive.

    Raises:
        DeadlinePassed: it took longer than `timeout_s`.
    """
    outcome = _Outcome[Result]()

    def run() -> None:
        try:
            outcome.values.append(call())
        except BaseException as error:  # noqa: BLE001 -- raised again on the waiting thread
            outcome.error = error

    worker = threading.Thread(target=run, name="dateline-chroma-call", daemon=True)
    worker.start()
    worker.join(max(0.0, timeout_s))
    if outcome.error is not None:
        raise outcome.error
    if not outcome.values:
        raise DeadlinePassed
    return outcome.values[0]
