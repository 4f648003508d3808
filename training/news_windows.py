"""Retrieves the windows that the reader would read for a benchmark question: BM25, then word overlap."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rag.models.windows import ReadingWindow, reading_windows
from rag.retrieval.fusion import nearness
from rag.retrieval.words import lexical_query
from rag.text import Span, sentence_spans
from rag.types import Passage, Source
from training.reader_data import read_jsonl

CHUNK_CHARS = 900
NEARNESS_WEIGHT = 0.5


@dataclass(frozen=True, slots=True)
class NewsArticle:
    """One article of the benchmark."""

    id: str
    title: str
    text: str
    published: date
    sentences: list[Span]


@dataclass(frozen=True, slots=True)
class Chunk:
    """A run of sentences of one article."""

    article: NewsArticle
    first: int
    last: int


def read_articles(path: Path) -> list[NewsArticle]:
    """The articles of a benchmark file with their sentences."""
    return [
        NewsArticle(
            str(r["id"]),
            str(r["title"]),
            str(r["text"]),
            date.fromisoformat(str(r["date"])[:10]),
            sentence_spans(str(r["text"])),
        )
        for r in read_jsonl(path)
    ]


def _chunks(article: NewsArticle) -> Iterator[Chunk]:
    first = 0
    for i, span in enumerate(article.sentences):
        if i > first and span.end - article.sentences[first].start > CHUNK_CHARS:
            yield Chunk(article, first, i - 1)
            first = i
    if article.sentences:
        yield Chunk(article, first, len(article.sentences) - 1)


class NewsIndex:
    """A BM25 index of the chunks of all articles, in memory."""

    def __init__(self, articles: Sequence[NewsArticle]) -> None:
        self._chunks = [chunk for article in articles for chunk in _chunks(article)]
        self._database = sqlite3.connect(":memory:")
        self._database.execute(
            "CREATE VIRTUAL TABLE chunks USING fts5(title, text, tokenize='porter unicode61')"
        )
        self._database.executemany("INSERT INTO chunks(rowid, title, text) VALUES (?, ?, ?)", self._rows())

    def _rows(self) -> Iterator[tuple[int, str, str]]:
        for number, chunk in enumerate(self._chunks):
            spans = chunk.article.sentences
            yield (
                number,
                chunk.article.title,
                chunk.article.text[spans[chunk.first].start : spans[chunk.last].end],
            )

    def search(self, question: str, asked: date | None, most: int) -> list[Chunk]:
        """The best chunks: BM25, raised by up to half for articles of about the day of asking."""
        found = self._database.execute(
            "SELECT rowid, -bm25(chunks, 0.5, 1.0) FROM chunks WHERE chunks MATCH ? "
            "ORDER BY 2 DESC LIMIT 150",
            (lexical_query(question),),
        ).fetchall()

        def score(row: tuple[int, float]) -> float:
            if asked is None:
                return row[1]
            return row[1] * (
                1
                + NEARNESS_WEIGHT
                * nearness(self._chunks[row[0]].article.published.toordinal(), asked.toordinal())
            )

        return [self._chunks[row[0]] for row in sorted(found, key=score, reverse=True)[:most]]


def passage_of(chunk: Chunk) -> Passage:
    """The chunk as the reader sees passages."""
    article = chunk.article
    spans = article.sentences[chunk.first : chunk.last + 1]
    start, end = spans[0].start, spans[-1].end
    sentences = tuple(
        Source(number=i, start=s.start, end=s.end, text=article.text[s.start : s.end])
        for i, s in enumerate(spans, 1)
    )
    return Passage(
        article_id=article.id,
        version="",
        title=article.title,
        source=None,
        published=article.published,
        start=start,
        end=end,
        text=article.text[start:end],
        score=0.0,
        sentences=sentences,
    )


def windows_for(
    index: NewsIndex, question: str, asked: date | None, *, chunks: int, windows: int
) -> list[ReadingWindow]:
    """The windows to read for a question, best first."""
    return reading_windows(
        question, [passage_of(chunk) for chunk in index.search(question, asked, chunks)], most=windows
    )
