"""Summarizes an article in its own sentences, each with its exact span."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from rag.embeddings import Embedder, open_embedder
from rag.errors import ArticleError
from rag.settings import Settings, load_settings
from rag.text import Span, sentence_spans
from rag.types import Article, Citation, Sentence, Summary

_LEAD = 0.35
_FIGURE = 0.05
_REDUNDANCY = 0.5
_SHORTEST_WORDS = 5
_OVERRUN = 1.2


def summarize(
    article: Article, *, length: int = 100, embedder: Embedder | None = None, settings: Settings | None = None
) -> Summary:
    """Give the sentences of an article that matter most, in reading order.

    A sentence weighs by its closeness to the whole article (cosine with the mean vector), by how
    early it stands and by its figures; one that repeats a chosen one weighs less (maximal marginal
    relevance, Carbonell and Goldstein 1998).

    Args:
        article: what to summarize.
        length: words, 20 % more at most; one sentence is always given.
        embedder: for the closeness; None for the one of the settings.
        settings: None for those of the environment.

    Raises:
        ArticleError: the article has no sentence.
    """
    spans = sentence_spans(article.text, article.language)
    if not spans:
        raise ArticleError(f"article {article.id!r} has no sentence to summarize")
    used = embedder or open_embedder(settings or load_settings())
    texts = [article.text[span.start : span.end] for span in spans]
    chosen = _chosen(texts, used.embed_documents(texts), length)
    sentences = tuple(_quoted(article, spans[place], n) for n, place in enumerate(sorted(chosen), start=1))
    return Summary(
        text=" ".join(f"{sentence.text} [{sentence.citations[0].n}]" for sentence in sentences),
        sentences=sentences,
        style="brief",
        article_ids=(article.id,),
        model="extractive",
        embedder=used.name,
    )


def _chosen(texts: list[str], vectors: NDArray[np.float32], length: int) -> list[int]:
    words = [len(text.split()) for text in texts]
    weights = _weights(texts, vectors)
    chosen: list[int] = []
    left = set(range(len(texts)))
    while left:
        best = max(left, key=lambda place: (weights[place] - _repeats(vectors, place, chosen), -place))
        left.remove(best)
        if not chosen or sum(words[place] for place in chosen) + words[best] <= length * _OVERRUN:
            chosen.append(best)
    return chosen


def _weights(texts: list[str], vectors: NDArray[np.float32]) -> list[float]:
    mean = vectors.mean(axis=0)
    mean /= np.linalg.norm(mean) or 1.0
    closeness = vectors @ mean
    return [
        float(closeness[place])
        + _LEAD / (1 + place)
        + _FIGURE * bool(re.search(r"\d", text))
        - float(len(text.split()) < _SHORTEST_WORDS)
        for place, text in enumerate(texts)
    ]


def _repeats(vectors: NDArray[np.float32], place: int, chosen: list[int]) -> float:
    return _REDUNDANCY * max((float(vectors[place] @ vectors[other]) for other in chosen), default=0.0)


def _quoted(article: Article, span: Span, n: int) -> Sentence:
    quote = article.text[span.start : span.end]
    citation = Citation(
        n=n,
        article_id=article.id,
        version=article.version,
        title=article.title,
        source=article.source,
        published=article.published,
        start=span.start,
        end=span.end,
        quote=quote,
    )
    return Sentence(text=quote, supported=True, citations=(citation,))
