"""Articles cut into chunks of whole sentences: exact offsets, no gaps, no overlap."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, islice, pairwise

import regex

from rag.text import grapheme_ceiling, grapheme_floor, sentence_spans
from rag.types import Article, Chunk

_BLANK_LINE = regex.compile(r"(?:\r\n|[\r\n\u2028\u2029])[ \t]*(?:\r\n|[\r\n\u2028\u2029])|\u2029")
_PRIVATE_USE = range(0xE000, 0xF8FF)


def chunk_article(article: Article, *, max_chars: int) -> list[Chunk]:
    """Give the chunks of an article in order; joined, they are its text.

    A chunk ends with a paragraph where it can and with a sentence where it must. It holds at most
    `max_chars` code points, white space at its ends apart; only a longer sentence is cut, between
    grapheme clusters. A text of white space has no chunks.

    >>> [chunk.text for chunk in chunk_article(Article(id="a", text="One. Two."), max_chars=6)]
    ['One. ', 'Two.']
    """
    pieces = _join_blank(_split(article.text, max_chars))
    ends = accumulate(len(piece) for piece in pieces)
    return [
        Chunk(
            article_id=article.id,
            version=article.version,
            index=index,
            start=end - len(piece),
            end=end,
            text=piece,
        )
        for index, (piece, end) in enumerate(zip(pieces, ends, strict=True))
    ]


def _split(text: str, max_chars: int) -> list[str]:
    """Let the splitter merge the units of the text, which marks name by their rank.

    The marks are code points that the text does not hold, so that every cut is at one of ours and
    the pieces without them join to the text.
    """
    # Imported here: the import takes 0.7 s, and a command that only asks chunks nothing.
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    if not text.strip():
        return []
    marks = list(islice((chr(code) for code in _PRIVATE_USE if chr(code) not in text), 3))
    erase = str.maketrans("", "", "".join(marks))

    def length(marked: str) -> int:
        return len(marked) - sum(map(marked.count, marks))

    splitter = RecursiveCharacterTextSplitter(
        separators=marks,
        keep_separator="end",
        strip_whitespace=False,
        chunk_size=max_chars,
        chunk_overlap=0,
        length_function=length,
    )
    return [
        piece.translate(erase) for piece in splitter.split_text("".join(_marked(text, max_chars, *marks)))
    ]


def _marked(text: str, max_chars: int, paragraph: str, sentence: str, cut: str) -> Iterator[str]:
    """Give the text with a mark at the end of each paragraph, sentence and piece of a long one."""
    starts = [0, *(span.start for span in sentence_spans(text)[1:]), len(text)]
    for start, end in pairwise(starts):
        *pieces, last = _pieces(text, start, end, max_chars)
        for piece in pieces:
            yield piece + cut
        yield last + (paragraph if _BLANK_LINE.search(last) else sentence)


def _pieces(text: str, start: int, end: int, max_chars: int) -> Iterator[str]:
    """Give the range whole, or in pieces of at most `max_chars`, white space at the ends apart."""
    while len(content := text[start:end].strip()) > max_chars:
        first = text.index(content[0], start)
        blank = text.rfind(" ", first + max_chars // 2, first + max_chars)
        cut = grapheme_floor(text, blank + 1 if blank > 0 else first + max_chars)
        cut = cut if cut > first else grapheme_ceiling(text, first + max_chars)
        yield text[start:cut]
        start = cut
    yield text[start:end]


def _join_blank(pieces: list[str]) -> list[str]:
    """Put a piece of white space, which no search can find, to the piece before it or after it."""
    joined: list[str] = []
    for piece in pieces:
        if joined and (not piece.strip() or not joined[-1].strip()):
            joined[-1] += piece
        else:
            joined.append(piece)
    return joined
