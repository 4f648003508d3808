"""The training example: a question, one window of text, and the answer's span in it or none."""

from __future__ import annotations

from dataclasses import dataclass

NO_SPAN = (-1, -1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One row; `start` and `end` are code points in `text`, both -1 where it holds no answer."""

    question: str
    title: str
    text: str
    start: int
    end: int
    source: str

    @property
    def answerable(self) -> bool:
        return self.start >= 0
