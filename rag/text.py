"""Sentences and normalized text, each with exact offsets into the text it came from; pure.

Sentence ends come from sentencex; the rules around it add what news needs: lines and titles,
quotations, datelines and by-lines. Offsets are ours: sentencex only proposes where to cut.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

import regex

MAX_SENTENCE_CHARS = 2000
LONGEST_CLUSTER = 256
_WINDOW_CHARS = 8000
_LONGEST_WRAPPED_LINE = 120

_LINE = regex.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]*(?:\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]|\Z)")
_GRAPHEME = regex.compile(r"\X")
_SURE_BOUNDARY = regex.compile(r"\p{GCB=Other}\p{GCB=Other}|\n|\p{GCB=Other}\r")
_HEADING = regex.compile(r"#{1,6}\s")
_ITEM = regex.compile(r"(?:[-*+•–]|\(?\d{1,3}[.)])\s+\S")
_CONTINUED = regex.compile(r"\p{Ll}{2}|[,;)]")
_ITEM_NUMBER = regex.compile(r"\(?\d{1,3}\.\Z")
_SURE_END = regex.compile(r"[.!?…。！？؟:;][\"'”’»)\]]*\Z")

# Quotes are hidden from sentencex, which takes a quotation as one sentence and is quadratic in
# unclosed ones; a straight or curly apostrophe inside a word stays.
_QUOTE = regex.compile(r"[\"“”„«»‘‹›]|(?<![\p{L}\p{N}])'|(?<=[.,!?…])['’](?=\s|\Z)")
_SURROGATE = regex.compile(r"[\ud800-\udfff]")
_CLOSERS = "\"'”’»›)]"
_OPENERS = "\"'“‘„«‹¿¡([ "
_MISSED = regex.compile(r"(?<=[.!?…])[\"'”’»)\]]+\s+(?=[\"“‘«(\[]?\p{Lu})|[!?]\s+(?=[\"“‘«(\[]?\p{Lu})")

_ACRONYM_END = regex.compile(r"(?:\p{Lu}\.|\p{Lu}[\p{L}'’]+ St\.)[\"'”’»)\]]*\s+(?=\p{Lu})")
_UNSPACED_STOP = regex.compile(r"[。！？؟]\Z")
_CLOSED_QUOTE = regex.compile(r"[?!…][\"'”’»]+\Z")
_DATELINE = regex.compile(
    r"\p{Lu}[\p{Lu}.'’ -]+(?:,[^—–()\n]{1,40})?(?:\([^)\n]{1,40}\))?[^\p{Ll}\n]{0,12}(?:—|–|--| -)\s"
)
_ABBREVIATION = regex.compile(
    r"(?:^|[\s(\[\"“‘'-])(?:Mr|Mrs|Ms|Mx|Dr|Prof|Rev|Fr|St|ST|Ste|Mt|MT|Ft|FT|Gen|Maj|Col|Lt|Capt|Cmdr|Adm|Sgt|Cpl|"
    r"Pvt|Gov|Sen|Rep|Atty|Asst|Supt|Det|Insp|Pres|Amb|Hon|Messrs|Wm|vs|v|ca|approx|e\.g|i\.e|cf|Op)\.\Z"
)
_BEFORE_NUMBER = regex.compile(
    r"(?:^|[\s(\[\"“‘'])(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|[Nn]os?|Arts?|Secs?|Figs?|pp?|pop|[Ee]st|hr|"
    r"Vol|Ch|Ex|c)\.\Z"
)
_CLOCK = regex.compile(r"(?:\b[ap]\.m\.|\d\s?[ap]m\.)\Z")
_AFTER_CLOCK = regex.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|(?:[A-Z]{1,4}T|UTC|Z)\b|(?:Eastern|Central|Mountain|Pacific|local)\b"
)
_INITIALS = regex.compile(r"(?:^|[\s(\[\"“‘'.])\p{Lu}\.\Z")
_STREET = regex.compile(r"\p{Lu}[\p{L}'’]+ St\.\Z")
_STARTER = regex.compile(
    r"(?:The|They|He|She|It|Its|His|Her|Their|We|Our|You|This|That|These|Those|There|But|And|Or|In|At|On|By|For|From|"
    r"After|Before|Since|While|When|Where|Who|What|Why|How|If|As|With|Both|Neither|Nothing|Nobody|None|Some|Many|Most|"
    r"Few|Several|All|Only|One|Two|Three|Four|Five|Officials|Police|Diplomats|Critics|Another|Later|Last|Now|Then)\s"
)
_BRAND = regex.compile(r"\p{Ll}\p{Lu}")
_ATTRIBUTION = regex.compile(
    r"(?:[\p{L}\p{M}'’.,-]+\s+){0,6}?(?:said|says|asked|asks|told|tells|added|adds|wrote|writes|shouted|yelled|cried|"
    r"replied|called|screamed|tweeted|posted|exclaimed|demanded|warned|insisted|wondered|read|chanted|recalled)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A half-open range of code points of a text."""

    start: int
    end: int


def sentence_spans(text: str, language: str | None = None) -> list[Span]:
    """Give the sentences of a text in order, without the white space around them.

    A blank line, a title line or a list item ends a sentence; a line broken only to fit a width
    does not. A closing quote belongs to its sentence, and so does the attribution after it. No
    sentence is much longer than `MAX_SENTENCE_CHARS`; no grapheme cluster is split.
    """
    return list(_spans(text, language or "en"))


@lru_cache(maxsize=256)
def _spans(text: str, language: str) -> tuple[Span, ...]:
    """The sentences of a text; the articles that are searched for one question come again for the next."""
    spans: list[Span] = []
    for block in _blocks(text):
        for sentence in _sentences(text, block, language):
            spans.extend(_bounded(text, sentence, after=spans[-1].end if spans else 0))
    return tuple(spans)


def grapheme_floor(text: str, index: int) -> int:
    """Give the last index at or before this one where no grapheme cluster is cut.

    A cluster of more than `LONGEST_CLUSTER` code points may be cut: no script writes one.
    """
    if index <= 0 or index >= len(text):
        return max(0, min(index, len(text)))
    start, limit = index, max(0, index - LONGEST_CLUSTER)
    while start > limit and not _SURE_BOUNDARY.match(text, start - 1):
        start -= 1
    # On a copy of the neighbourhood: in a run of flags the library looks back to the first one.
    for cluster in _GRAPHEME.finditer(text[start : index + LONGEST_CLUSTER]):
        if start + cluster.end() >= index:
            return index if start + cluster.end() == index else start + cluster.start()
    return index


def grapheme_ceiling(text: str, index: int) -> int:
    """Give the first index at or after this one where no grapheme cluster is cut."""
    floor = grapheme_floor(text, index)
    if floor == index:
        return index
    cluster = _GRAPHEME.match(text[floor : floor + LONGEST_CLUSTER])
    return max(index, floor + cluster.end()) if cluster else index


def is_title_line(line: str) -> bool:
    """Say whether a line reads as a title: short, not ended as a sentence, capitalized."""
    line = line.strip()
    if not 2 <= len(line) <= _LONGEST_WRAPPED_LINE or _SURE_END.search(line):
        return False
    words = [word for word in regex.findall(r"[\p{L}\p{M}'’]+", line) if len(word) > 3]
    return bool(words) and sum(word[0].isupper() for word in words) >= 0.75 * len(words)


# --- lines ----------------------------------------------------------------------------------


def _blocks(text: str) -> Iterator[Span]:
    """Give the runs of lines between blank lines, cut at titles, list items and full lines."""
    lines: list[Span] = []
    for match in _LINE.finditer(text):
        if match.group().strip():
            lines.append(Span(start=match.start(), end=match.end()))
        elif lines:
            yield from _paragraphs(text, lines)
            lines = []
    if lines:
        yield from _paragraphs(text, lines)


def _paragraphs(text: str, lines: list[Span]) -> Iterator[Span]:
    words = [text[line.start : line.end].strip() for line in lines]
    width = max(len(line) for line in words)
    start = 0
    for index in range(1, len(lines) + 1):
        if index == len(lines) or _is_break(words[index - 1], words[index], width):
            yield Span(start=lines[start].start, end=lines[index - 1].end)
            start = index


def _is_break(line: str, following: str, width: int) -> bool:
    """Say whether the line was ended on purpose and not to keep within the width."""
    if _CONTINUED.match(following) and not _SURE_END.search(line) and not _HEADING.match(line):
        return False
    if width > _LONGEST_WRAPPED_LINE or any(
        _HEADING.match(part) or _ITEM.match(part) for part in (line, following)
    ):
        return True
    first_word = following.split(maxsplit=1)[0]
    return len(line) + 1 + len(first_word) <= width or is_title_line(line)


# --- sentences ------------------------------------------------------------------------------


def _sentences(text: str, block: Span, language: str) -> Iterator[Span]:
    """Give the sentences of a block, read in windows so that the time stays linear."""
    start = block.start
    while start < block.end:
        stop = min(block.end, start + _WINDOW_CHARS)
        found = list(_cut(text[start:stop], language))
        resume = stop
        if stop < block.end and len(found) > 1:
            resume = start + found.pop().start
        for sentence in found:
            yield Span(start=start + sentence.start, end=start + sentence.end)
        start = resume


def _cut(piece: str, language: str) -> Iterator[Span]:
    """Give the trimmed sentences of one piece of text."""
    start = _skip_blank(piece, 0)
    for end in [*_ends(piece, language), len(piece)]:
        stop = len(piece[:end].rstrip())
        if stop > start:
            yield Span(start=start, end=stop)
            start = _skip_blank(piece, end)


def _ends(piece: str, language: str) -> list[int]:
    # Imported here: a command that splits nothing does not load the library.
    import sentencex

    masked = _SURROGATE.sub("\ufffd", _QUOTE.sub(" ", piece))
    bounds = cast(
        list[dict[str, int]],
        sentencex.get_sentence_boundaries(language, masked),  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType] -- a compiled module without stubs
    )
    starts = [bound["start_index"] for bound in bounds]
    starts += [match.end() for match in _MISSED.finditer(piece)]
    starts += [match.end() for match in _ACRONYM_END.finditer(piece)]
    dateline = _DATELINE.match(piece)
    first = dateline.end() if dateline else 0
    ends = {_end_before(piece, start) for start in starts}
    return sorted(end for end in ends if first < end < len(piece) and _is_end(piece, end))


def _end_before(piece: str, start: int) -> int:
    """Give the end of the sentence that stops before this start: its closing quotes are in it."""
    end = start
    while end > 0 and (piece[end - 1].isspace() or piece[end - 1] in _OPENERS):
        end -= 1
    while end < len(piece) and piece[end] in _CLOSERS:
        end += 1
    return end


def _is_end(piece: str, end: int) -> bool:
    """Say whether the sentence really stops here; sentencex and `_MISSED` propose too much."""
    left, after = piece[max(0, end - 24) : end], piece[end : end + 160]
    if not after[0].isspace():
        return _UNSPACED_STOP.search(left) is not None
    right = after.lstrip()
    bare = right.lstrip(_OPENERS)
    if not bare or (end < 8 and _ITEM_NUMBER.fullmatch(piece[:end].strip())):
        return False
    if _CLOSED_QUOTE.search(left):
        return not (right[0].islower() or _ATTRIBUTION.match(right))
    return not _continues(left, bare)


def _continues(left: str, right: str) -> bool:
    """Say whether the stop belongs to an abbreviation and the sentence goes on."""
    if right[0].islower() and not _BRAND.match(right):
        return True
    if _BEFORE_NUMBER.search(left):
        return right[0].isdigit()
    if _CLOCK.search(left):
        return _AFTER_CLOCK.match(right) is not None
    if _INITIALS.search(left) or _STREET.search(left):
        return not _STARTER.match(right)
    return _ABBREVIATION.search(left) is not None


def _bounded(text: str, sentence: Span, *, after: int) -> Iterator[Span]:
    """Give one sentence on grapheme boundaries, or its pieces where it is too long to be one."""
    start, end = max(after, grapheme_floor(text, sentence.start)), grapheme_ceiling(text, sentence.end)
    while end - start > MAX_SENTENCE_CHARS:
        blank = text.rfind(" ", start + MAX_SENTENCE_CHARS // 2, start + MAX_SENTENCE_CHARS)
        cut = grapheme_floor(text, blank + 1 if blank > 0 else start + MAX_SENTENCE_CHARS)
        cut = cut if cut > start else grapheme_ceiling(text, start + MAX_SENTENCE_CHARS)
        yield Span(start=start, end=cut)
        start = cut
    if end > start:
        yield Span(start=start, end=end)


def _skip_blank(text: str, start: int) -> int:
    return len(text) - len(text[start:].lstrip())


# --- normalized text ------------------------------------------------------------------------

_PIECE = regex.compile(r"[!-~]+(?![^\x00-\x7f])|\s+|\X")
_INVISIBLE = regex.compile(r"[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SIGNS = str.maketrans(
    dict.fromkeys("“”„‟«»＂", '"') | dict.fromkeys("‘’‚‛‹›`´′＇", "'") | dict.fromkeys("‐‑‒–—―−﹣－", "-")
)
_COMPATIBLE = ("<wide>", "<narrow>", "<compat>", "<noBreak>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Normalized:
    """Text for comparison, and for each of its code points the span of the original it is from."""

    text: str
    spans: tuple[tuple[int, int], ...]

    def original(self, start: int, end: int) -> Span:
        """Give the span of the original that this range of the normalized text stands for."""
        if start >= end:
            at = self.spans[start][0] if start < len(self.spans) else (self.spans[-1][1] if self.spans else 0)
            return Span(start=at, end=at)
        return Span(start=self.spans[start][0], end=self.spans[end - 1][1])


def normalize(text: str) -> Normalized:
    """Give the text in one spelling: NFC, plain quotes and dashes, single blanks, no hidden marks.

    Ligatures and full-width forms are written out; superscripts and fractions stay, since `10²` is
    not `102`. Case stays. Nothing is trimmed.
    """
    pieces: list[str] = []
    spans: list[tuple[int, int]] = []
    for match in _PIECE.finditer(text):
        start, end = match.span()
        piece = _plain(match.group())
        pieces.append(piece)
        if len(piece) == end - start and piece.isascii():
            spans.extend((at, at + 1) for at in range(start, end))
        else:
            spans.extend([(start, end)] * len(piece))
    return Normalized(text="".join(pieces), spans=tuple(spans))


def _plain(piece: str) -> str:
    if piece.isspace():
        return " "
    if not piece.isascii():
        piece = _INVISIBLE.sub("", unicodedata.normalize("NFC", piece))
        piece = "".join(_compatible(character) for character in piece)
    return piece.translate(_SIGNS)


def _compatible(character: str) -> str:
    kind = unicodedata.decomposition(character).partition(" ")[0]
    return unicodedata.normalize("NFKC", character) if kind in _COMPATIBLE else character
