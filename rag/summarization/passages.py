"""Articles as passages of numbered sentences, for a model or for a search in their sentences."""

from __future__ import annotations

from collections.abc import Sequence

from rag.summarization.shelf import Shelf
from rag.types import Article, Passage, Source


def article_passages(
    shelf: Shelf, *, max_chars: int | None = None, first: int | None = None
) -> list[Passage]:
    """Give the articles of a shelf as passages of whole sentences, numbered 1..k over all of them.

    Args:
        shelf: the articles.
        max_chars: begin a new passage where one would be longer; None for one passage per article.
        first: take only so many sentences of each article.
    """
    passages: list[Passage] = []
    number = 1
    for article in shelf.articles:
        run: list[Source] = []
        for span in shelf.sentences(article.id)[:first]:
            if run and max_chars is not None and span.end - run[0].start > max_chars:
                passages.append(_passage(article, run))
                run = []
            text = article.text[span.start : span.end]
            run.append(Source(number=number, start=span.start, end=span.end, text=text))
            number += 1
        if run:
            passages.append(_passage(article, run))
    return passages


def _passage(article: Article, run: Sequence[Source]) -> Passage:
    start, end = run[0].start, run[-1].end
    return Passage(
        article_id=article.id,
        version=article.version,
        title=article.title,
        source=article.source,
        published=article.published,
        start=start,
        end=end,
        text=article.text[start:end],
        score=1.0,
        sentences=tuple(run),
    )
