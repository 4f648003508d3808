"""Hits as passages: neighbouring hits of an article joined, their sentences numbered 1..k."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from rag.text import Span
from rag.types import Article, Hit, Passage, Source


class ArticleTexts(Protocol):
    """Where the texts of articles and their sentences are read from; a Library is one."""

    def get(self, article_id: str, version: str | None = None) -> Article:
        """Give an article."""
        ...

    def sentences(self, article_id: str, version: str | None = None) -> list[Span]:
        """Give the spans of its sentences."""
        ...


@dataclass(slots=True)
class _Run:
    """Neighbouring hits of one article; `first` and `last` are places in its list of sentences."""

    hit: Hit
    first: int
    last: int


def build_passages(
    library: ArticleTexts,
    hits: Iterable[Hit],
    *,
    max_sentences: int | None = None,
    neighbours: int = 0,
) -> list[Passage]:
    """Give the hits as passages of whole numbered sentences, the best hit's passage first.

    Hits of one article that touch or overlap become one passage. Sentences are numbered 1..k over
    all passages, and no sentence comes twice.

    Args:
        library: where the texts are read.
        hits: best first.
        max_sentences: how many sentences at most over all passages; the worst passages are cut.
        neighbours: how many sentences before and after each hit are taken in as well.
    """
    spans: dict[tuple[str, str], list[Span]] = {}
    runs: list[_Run] = []
    for hit in hits:
        key = (hit.article_id, hit.version)
        if key not in spans:
            spans[key] = library.sentences(hit.article_id, hit.version)
        run = _run(hit, spans[key], neighbours)
        if run is not None:
            runs = _joined(runs, run)
    return _numbered(library, runs, spans, max_sentences)


def _run(hit: Hit, spans: Sequence[Span], neighbours: int) -> _Run | None:
    inside = [place for place, span in enumerate(spans) if span.start < hit.end and span.end > hit.start]
    if not inside:
        return None
    return _Run(
        hit=hit,
        first=max(0, inside[0] - neighbours),
        last=min(len(spans) - 1, inside[-1] + neighbours),
    )


def _joined(runs: list[_Run], new: _Run) -> list[_Run]:
    """Give the runs with the new one joined to those of its article that it touches."""
    touched = [run for run in runs if _touch(run, new)]
    if not touched:
        return [*runs, new]
    merged = _Run(
        hit=touched[0].hit,
        first=min(run.first for run in (*touched, new)),
        last=max(run.last for run in (*touched, new)),
    )
    return [merged if run is touched[0] else run for run in runs if run is touched[0] or run not in touched]


def _touch(run: _Run, new: _Run) -> bool:
    same = (run.hit.article_id, run.hit.version) == (new.hit.article_id, new.hit.version)
    return same and new.first <= run.last + 1 and run.first <= new.last + 1


def _numbered(
    library: ArticleTexts,
    runs: Sequence[_Run],
    spans: dict[tuple[str, str], list[Span]],
    max_sentences: int | None,
) -> list[Passage]:
    passages: list[Passage] = []
    texts: dict[tuple[str, str], str] = {}
    number = 0
    for run in runs:
        key = (run.hit.article_id, run.hit.version)
        chosen = spans[key][run.first : run.last + 1]
        if max_sentences is not None:
            chosen = chosen[: max_sentences - number]
        if not chosen:
            break
        if key not in texts:
            texts[key] = library.get(*key).text
        passages.append(_passage(run.hit, texts[key], chosen, number))
        number += len(chosen)
    return passages


def _passage(hit: Hit, text: str, spans: Sequence[Span], before: int) -> Passage:
    start, end = spans[0].start, spans[-1].end
    return Passage(
        article_id=hit.article_id,
        version=hit.version,
        title=hit.title,
        source=hit.source,
        published=hit.published,
        start=start,
        end=end,
        text=text[start:end],
        score=hit.score,
        sentences=tuple(
            Source(number=number, start=span.start, end=span.end, text=text[span.start : span.end])
            for number, span in enumerate(spans, start=before + 1)
        ),
    )


def renumbered(passages: Sequence[Passage]) -> list[Passage]:
    """Give the passages with their sentences numbered 1..k anew, as after one was left out."""
    renewed: list[Passage] = []
    number = 0
    for passage in passages:
        sentences = tuple(
            replace(sentence, number=number + place) for place, sentence in enumerate(passage.sentences, 1)
        )
        renewed.append(replace(passage, sentences=sentences))
        number += len(sentences)
    return renewed
