"""Takes thoughts (`<think>…</think>`) and code fences out of a reply while it streams."""

from __future__ import annotations

import re

_TAG = re.compile(r"<(/?)(?:think|thinking|reasoning)>", re.IGNORECASE)
_TAGS = ("<think>", "</think>", "<thinking>", "</thinking>", "<reasoning>", "</reasoning>")
_LONGEST_TAG = max(len(tag) for tag in _TAGS)
_FENCE = re.compile(r"[ \t]*(?:```|~~~)[ \t]*[\w+-]*[ \t]*\Z")
_MAYBE_FENCE = re.compile(r"[ \t]*(?:`{0,3}|~{0,3}|(?:```|~~~)[ \t]*[\w+-]{0,30}[ \t]*)\Z")


def clean(text: str) -> str:
    """Give the text without thoughts and without the lines that open or close a code block.

    A closing tag without an opening one ends a thought that began before the reply: what stands
    before it goes too, as some chat templates open the thought themselves.

    >>> clean("<think>Hm.</think>Rain fell [1].")
    'Rain fell [1].'
    """
    cleaner = Cleaner()
    start = cleaner.feed(text)
    return start + cleaner.finish()


class Cleaner:
    """Cleans a reply piece by piece: however it is cut, the pieces given join to `clean(text)`.

    `restarted` tells that the piece given last begins the text anew, because a closing tag without
    an opening one turned all that was given before into a thought.
    """

    def __init__(self) -> None:
        self._pending = ""
        self._line = ""
        self._line_is_text = False
        self._in_thought = False
        self._skip_space = False
        self.restarted = False

    def feed(self, piece: str) -> str:
        """Take the next piece and give what is now certain."""
        self.restarted = False
        self._pending += piece
        given = ""
        while True:
            if self._skip_space:
                self._pending = self._pending.lstrip()
                self._skip_space = not self._pending
            tag = _TAG.search(self._pending)
            if tag is None:
                return given + self._without_tag()
            given += "" if self._in_thought else self._lines(self._pending[: tag.start()])
            self._pending = self._pending[tag.end() :]
            given = self._at_tag(given, closing=bool(tag[1]))

    def finish(self) -> str:
        """Give what was held back until the end was known."""
        self.restarted = False
        rest = "" if self._in_thought else self._lines(self._pending) + self._end_of_line()
        self._pending = ""
        return rest

    def _at_tag(self, given: str, *, closing: bool) -> str:
        if closing and not self._in_thought:
            self.restarted, given = True, ""
            self._line, self._line_is_text = "", False
        self._in_thought = not closing
        self._skip_space = closing
        return given

    def _without_tag(self) -> str:
        """Give what is pending but for a tail that may be the start of a tag."""
        tail = self._pending.rfind("<", max(0, len(self._pending) - _LONGEST_TAG))
        if tail < 0 or not any(tag.startswith(self._pending[tail:].lower()) for tag in _TAGS):
            tail = len(self._pending)
        settled, self._pending = self._pending[:tail], self._pending[tail:]
        return "" if self._in_thought else self._lines(settled)

    def _lines(self, text: str) -> str:
        """Give the text without the lines that are fences, holding back a line that may be one."""
        given: list[str] = []
        for line in text.splitlines(keepends=True) if "\n" in text else [text]:
            self._line += line
            if self._line_is_text or not _MAYBE_FENCE.match(self._line.rstrip("\n")):
                given.append(self._line)
                self._line, self._line_is_text = "", True
            if line.endswith("\n"):
                given.append(self._end_of_line())
        return "".join(given)

    def _end_of_line(self) -> str:
        line, self._line, self._line_is_text = self._line, "", False
        return "" if _FENCE.match(line.rstrip("\n")) else line
