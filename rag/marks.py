"""Reads the citation marks of a reply (`[1]`, `[1, 2]`, `[1-3]`, `【1】`, `[^1]` …); pure.

A mark names numbered sources; `known` are the numbers that were shown to the model. Not marks are
inline code, URLs, Markdown links, and plain brackets that hold only a year or a range outside the
list, such as `[2019]` or `[10-12]`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from rag.text import Span, sentence_spans
from rag.types import DraftSentence

_WORD = r"(?:sources?|sentences?|ref(?:erence)?s?|citations?|cites?|notes?|nos?\.?|s)"
_NUMBER = rf"\^?[ \t]?(?:{_WORD}[ \t]?)?#?\d{{1,4}}(?:[ \t]?(?:-|‐|‑|–|—|to)[ \t]?\d{{1,4}})?"
_SEPARATOR = r"(?:[ \t]?(?:,|;|&|and|/)[ \t]?|[ \t])"
_TOKEN = re.compile(
    r"(?P<code>`[^`\n]+`)"
    rf"|(?P<link>!?\[[^\[\]【】\n]{{0,200}}\]\([^()\s]*\))"
    r"|(?P<url>https?://\S+)"
    rf"|(?P<mark>[\[【](?P<inside>[ \t]?(?:{_WORD}[ \t]?:?[ \t]?)?"
    rf"{_NUMBER}(?:{_SEPARATOR}{_NUMBER}){{0,11}}[ \t]?)"
    r"(?:†[^\[\]【】\n]{0,40})?[\]】])",
    re.IGNORECASE,
)
_RANGE = re.compile(r"(\d{1,4})(?:[ \t]?(?:-|‐|‑|–|—|to)[ \t]?(\d{1,4}))?", re.IGNORECASE)
_OPEN = re.compile(r"[\[【][^\[\]【】\n]{0,400}(?:\](?:\([^()\s]*)?)?\Z")
_BULLET = re.compile(r"[ \t]*(?:[-*+•–][ \t]+|\(?(?P<item>\d{1,2})[.)][ \t]+|#{1,6}[ \t]+)")
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_REFERENCES = re.compile(r"\W*(?:sources?|references|citations|notes)\W*\Z", re.IGNORECASE)
_REFERENCE = re.compile(r"[ \t]*(?:[-*][ \t]*)?[\[【(]?\^?\d{1,4}\b")
_FOOTNOTE = re.compile(r"[ \t]*\[\^\d{1,4}\]:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A mark at `text[start:end]`: the known numbers it names, and how many others."""

    start: int
    end: int
    numbers: tuple[int, ...]
    unknown: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedReply:
    """The sentences of a reply without their marks, and how many marks were outside the list."""

    sentences: tuple[DraftSentence, ...]
    unknown_marks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Unmarked:
    """A text without its marks; `places[i]` is where the i-th mark stood in it."""

    text: str
    places: tuple[int, ...]


def find_marks(text: str, known: Collection[int]) -> list[Mark]:
    """Give the marks of the text in order.

    >>> [mark.numbers for mark in find_marks("Rain fell [1, 3-4]. In [2019] too.", {1, 2, 3, 4})]
    [(1, 3, 4)]
    """
    found = (_as_mark(match, known) for match in _TOKEN.finditer(text) if match["mark"])
    return [mark for mark in found if mark is not None]


def without_marks(text: str, known: Collection[int]) -> str:
    """Give the text without its marks and without the spaces that only they needed.

    >>> without_marks("Rain fell [1]. [2] Snow fell.", {1, 2})
    'Rain fell. Snow fell.'
    """
    return _unmarked(text, find_marks(text, known)).text


def parse_reply(text: str, known: Collection[int]) -> ParsedReply:
    """Give the sentences of a reply, each with the numbers that its marks name.

    A mark belongs to the sentence it stands in or directly after; in a paragraph that begins with a
    mark, to the sentence after it. Where a paragraph has marks only at its very end, they count for
    each of its sentences: every sentence is checked against its own spans later, so a mark that does
    not carry a sentence cannot support it. A list of references at the end is left out.
    """
    sentences: list[DraftSentence] = []
    unknown = 0
    for block in _blocks(_without_references(text.splitlines())):
        marks = find_marks(block, known)
        unknown += sum(mark.unknown for mark in marks)
        parsed = _block_sentences(block.replace("\n", " "), marks)
        if not parsed and marks and sentences:
            last = sentences.pop()
            parsed = [DraftSentence(text=last.text, marks=_unique((*last.marks, *_numbers(marks))))]
        sentences += parsed
    return ParsedReply(sentences=tuple(sentences), unknown_marks=unknown)


class MarkStream:
    """Turns the marks of a streamed reply into the numbers shown, 1..n by first use.

    A piece is held back until no later text can change what it means; however the reply is cut, the
    pieces given join to the same text.
    """

    def __init__(self, sources: Mapping[int, tuple[int, ...]]) -> None:
        """`sources` gives, for each number of the prompt, the source numbers that it stands for."""
        self._sources = sources
        self._shown: dict[int, int] = {}
        self._pending = ""

    def feed(self, piece: str) -> str:
        """Take the next piece and give what is now certain."""
        self._pending += piece
        cut = _settled(self._pending)
        settled, self._pending = self._pending[:cut], self._pending[cut:]
        return self._converted(settled)

    def finish(self) -> str:
        """Give what was held back until the end was known."""
        rest, self._pending = self._pending, ""
        return self._converted(rest)

    def _converted(self, text: str) -> str:
        parts: list[str] = []
        end = 0
        for mark in find_marks(text, self._sources):
            before = text[end : mark.start]
            parts += [before, self._as_shown(mark)] if mark.numbers else [before.rstrip(" \t")]
            end = mark.end
        return "".join([*parts, text[end:]])

    def _as_shown(self, mark: Mark) -> str:
        sources = _unique(tuple(source for number in mark.numbers for source in self._sources[number]))
        return "".join(f"[{self._shown.setdefault(source, len(self._shown) + 1)}]" for source in sources)


def _as_mark(match: re.Match[str], known: Collection[int]) -> Mark | None:
    numbers: list[int] = []
    unknown = 0
    odd = False
    for part in _RANGE.finditer(match["inside"]):
        low, high = int(part[1]), int(part[2] or part[1])
        named = range(low, min(high, low + 100) + 1)
        inside = [number for number in named if number in known]
        numbers += inside
        unknown += max(1, len(named)) - len(inside)
        odd = odd or (not inside and (part[2] is not None or len(part[1]) == 4))
    plain = match["mark"][0] == "[" and not re.search(r"[^\W\d_]{3}|[\^†#]", match["mark"])
    if plain and odd and not numbers:
        return None
    return Mark(start=match.start(), end=match.end(), numbers=_unique(tuple(numbers)), unknown=unknown)


def _unmarked(text: str, marks: list[Mark]) -> _Unmarked:
    clean = ""
    end = 0
    places: list[int] = []
    for mark in marks:
        clean += text[end : mark.start] if clean else text[end : mark.start].lstrip()
        end = mark.end
        following = text[end : end + 1]
        if not clean or (clean[-1].isspace() and (not following or not following.isalnum())):
            clean = clean.rstrip()
        elif following.isalnum() and not clean[-1].isspace():
            clean += " "
        places.append(len(clean.rstrip()))
    rest = text[end:] if clean else text[end:].lstrip()
    return _Unmarked(text=clean + rest, places=tuple(places))


def _without_references(lines: list[str]) -> list[str]:
    """Give the lines before a list of references at the end."""
    end = len(lines)
    while end and (not lines[end - 1].strip() or _FOOTNOTE.match(lines[end - 1])):
        end -= 1
    for start in range(end - 1, -1, -1):
        if lines[start].strip() and _REFERENCES.match(lines[start]):
            return lines[:start]
        if lines[start].strip() and not _REFERENCE.match(lines[start]):
            break
    return lines[:end]


def _blocks(lines: list[str]) -> Iterator[str]:
    """Give the paragraphs and list items of a reply, without their bullets."""
    block: list[str] = []
    items = 0
    for line in lines:
        bullet = _BULLET.match(line)
        if bullet and bullet["item"]:
            # only 1, 2, 3 … is a list: a line may also begin with a figure
            bullet = bullet if int(bullet["item"]) == items + 1 else None
            items += bullet is not None
        if block and (bullet or not line.strip()):
            yield "\n".join(block)
            block = []
        if line.strip():
            block.append(line[bullet.end() :] if bullet else line)
    if block:
        yield "\n".join(block)


def _block_sentences(block: str, marks: list[Mark]) -> list[DraftSentence]:
    unmarked = _unmarked(block, marks)
    spans = [
        span
        for span in sentence_spans(unmarked.text)
        if any(map(str.isalnum, unmarked.text[span.start : span.end]))
    ]
    numbers: list[tuple[int, ...]] = [()] * len(spans)
    if not spans:
        return []
    leading = bool(marks) and unmarked.places[0] == 0 and unmarked.places[-1] < len(unmarked.text.rstrip())
    for mark, place in zip(marks, unmarked.places, strict=True):
        owner = _owner(spans, place, leading=leading)
        numbers[owner] = _unique((*numbers[owner], *mark.numbers))
    if not any(numbers[:-1]) and all(place >= spans[-1].end - 1 for place in unmarked.places):
        numbers = [numbers[-1]] * len(spans)
    texts = (_EMPHASIS.sub(r"\2", unmarked.text[span.start : span.end]) for span in spans)
    return [DraftSentence(text=text, marks=own) for text, own in zip(texts, numbers, strict=True)]


def _owner(spans: list[Span], place: int, *, leading: bool) -> int:
    """Give the index of the sentence that a mark at this place belongs to."""
    if leading:
        return next((index for index, span in enumerate(spans) if span.end > place), len(spans) - 1)
    return max((index for index, span in enumerate(spans) if span.start < place), default=0)


def _settled(text: str) -> int:
    """Give the length of the start of the text that later pieces cannot turn into something else.

    It ends before white space, outside of anything that is still open on the last line.
    """
    tokens = list(_TOKEN.finditer(text))
    limit = len(text)
    if tokens and tokens[-1].end() == limit:
        limit = tokens[-1].start()
    if bracket := _OPEN.search(text):
        limit = min(limit, bracket.start())
    inside = [index for token in tokens for index in range(token.start(), token.end())]
    tick = _stray_tick(text, set(inside))
    limit = limit if tick is None else min(limit, tick)
    spaces = [match.start() for match in re.finditer(r"\s+", text[: limit + 1]) if match.start() <= limit]
    return next((space for space in reversed(spaces) if space not in set(inside)), 0)


def _stray_tick(text: str, inside: set[int]) -> int | None:
    """Give the place of a backtick on the last line that may still open inline code."""
    line = text.rfind("\n") + 1
    return next((at for at in range(line, len(text)) if text[at] == "`" and at not in inside), None)


def _numbers(marks: list[Mark]) -> tuple[int, ...]:
    return tuple(number for mark in marks for number in mark.numbers)


def _unique(numbers: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(numbers))
