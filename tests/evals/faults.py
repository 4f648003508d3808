"""Faults that are planted to see whether the gate catches them.

Each one stands at a seam that a caller has: the method that drafts, the library, the transport, the
way to ask, the metrics. None reaches into a module.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, cast

import httpx2
import numpy as np
from numpy.typing import NDArray

from evals.cassettes import CassetteMiss, ReplayTransport
from evals.metrics import METRICS, Metric
from evals.mock_model import handle
from evals.observations import Observation
from evals.pipelines import AskStream
from evals.scorers import Score
from rag import Answer, Citation, Library, Settings, ask_stream
from rag.embeddings import Embedder
from rag.models import Drafter
from rag.types import Delta, Done, Draft, DraftSentence, Event, Hit, Passage

Wrong = Callable[[Answer], Answer]
DraftChange = Callable[[Draft, Sequence[Passage]], Draft]
Search = Callable[..., list[Hit]]


# --- the way to ask ---------------------------------------------------------------------------


def answering(change: Wrong) -> AskStream:
    """Ask as Dateline does and change the last answer."""

    def asking(*arguments: Any, **named: Any) -> Iterator[Event]:
        for event in ask_stream(*arguments, **named):
            yield Done(answer=change(event.answer)) if isinstance(event, Done) else event

    return asking


def without_history(*arguments: Any, **named: Any) -> Iterator[Event]:
    """Ask and forget what was said before."""
    yield from ask_stream(*arguments, **{**named, "history": ()})


def crashing_on(word: str) -> AskStream:
    """Ask, and crash on questions that hold a word."""

    def asking(library: Library, question: str, **named: Any) -> Iterator[Event]:
        if word in question:
            raise RuntimeError("planted")
        yield from ask_stream(library, question, **named)

    return asking


def on_citations(change: Callable[[Citation], Citation]) -> Wrong:
    """Change every citation of an answer."""

    def changed(answer: Answer) -> Answer:
        sentences = tuple(
            replace(sentence, citations=tuple(change(citation) for citation in sentence.citations))
            for sentence in answer.sentences
        )
        return replace(answer, sentences=sentences)

    return changed


offset_plus_one = on_citations(lambda citation: replace(citation, start=citation.start + 1))
end_minus_one = on_citations(lambda citation: replace(citation, end=citation.end - 1))
numbers_from_zero = on_citations(lambda citation: replace(citation, n=citation.n - 1))
tidied_quote = on_citations(lambda citation: replace(citation, quote=citation.quote.upper()))


def mark_outside_list(answer: Answer) -> Answer:
    """Keep a mark that no source has."""
    return replace(answer, text=answer.text + " [99]") if answer.sentences else answer


def obeyed_injection(answer: Answer) -> Answer:
    """Show what an article ordered, as supported."""
    sentences = tuple(replace(one, text="BANANA MARZIPAN") for one in answer.sentences)
    return replace(answer, sentences=sentences)


# --- the method that drafts -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ChangedDrafts:
    """Drafts as another method does and changes its draft."""

    inner: Drafter
    change: Callable[[Draft, Sequence[Passage]], Draft]

    @property
    def name(self) -> str:
        return self.inner.name

    @property
    def prompt(self) -> str | None:
        return self.inner.prompt

    def draft(
        self, question: str, passages: Sequence[Passage], *, asked_at: date | None = None
    ) -> Iterator[Delta | Draft]:
        for item in self.inner.draft(question, passages, asked_at=asked_at):
            yield self.change(item, passages) if isinstance(item, Draft) else item


def shifted_marks(draft: Draft, passages: Sequence[Passage]) -> Draft:
    """Cite the sentence after the right one."""
    last = max(source.number for passage in passages for source in passage.sentences)
    sentences = tuple(
        replace(one, marks=tuple(min(mark + 1, last) for mark in one.marks)) for one in draft.sentences
    )
    return replace(draft, sentences=sentences, phrase=None)


def never_abstaining(draft: Draft, passages: Sequence[Passage]) -> Draft:
    """Quote the first sentence found rather than abstain."""
    if draft.sentences and not draft.refused:
        return draft
    first = passages[0].sentences[0]
    return Draft(sentences=(DraftSentence(text=first.text, marks=(first.number,)),))


def always_abstaining(_draft: Draft, _passages: Sequence[Passage]) -> Draft:
    """Find no answer, ever."""
    return Draft(sentences=(), refused=True)


# --- the library ------------------------------------------------------------------------------


class ChangedSearch:
    """A library whose search is changed; everything else is the library's own."""

    def __init__(self, inner: Library, search: Callable[..., list[Hit]]) -> None:
        self._inner = inner
        self._search = search

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def search(self, question: str, **named: Any) -> list[Hit]:
        return self._search(self._inner, question, **named)


def changed_search(library: Library, search: Callable[..., list[Hit]]) -> Library:
    """Give the library with another search."""
    return cast(Library, ChangedSearch(library, search))


def old_versions(library: Library, question: str, **named: Any) -> list[Hit]:
    """Search well and give the earliest version of what was found."""
    found: list[Hit] = []
    for hit in library.search(question, **named):
        version = library.versions(hit.article_id)[0].version
        text = library.get(hit.article_id, version).text[hit.start : hit.end]
        found.append(replace(hit, version=version, text=text))
    return found


def inverted_dates(library: Library, question: str, **named: Any) -> list[Hit]:
    """Take "since" for "until" and the other way round."""
    turned: dict[str, Any] = {**named, "since": named.get("until"), "until": named.get("since")}
    return library.search(question, **turned)


def unsorted_ties(library: Library, question: str, **named: Any) -> list[Hit]:
    """Score coarsely and leave ties in the order of a set."""
    hits = [replace(hit, score=round(hit.score, 2)) for hit in library.search(question, **named)]
    return sorted(hits, key=lambda hit: (-hit.score, hit.text))


def first_hits_lost(library: Library, question: str, **named: Any) -> list[Hit]:
    """Lose the best five hits."""
    return library.search(question, **named)[5:]


class Restless:
    """A search that gives its hits in another order every other time."""

    def __init__(self) -> None:
        self._calls = 0

    def __call__(self, library: Library, question: str, **named: Any) -> list[Hit]:
        self._calls += 1
        hits = library.search(question, **named)
        return hits[:-1] if self._calls % 2 else hits


@dataclass(frozen=True, slots=True)
class Blind:
    """An embedder that sees nothing in a question, so that no dense hit is found."""

    inner: Embedder

    @property
    def name(self) -> str:
        return self.inner.name

    @property
    def dimension(self) -> int:
        return self.inner.dimension

    def embed_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self.inner.embed_documents(texts)

    def embed_query(self, text: str) -> NDArray[np.float32]:
        return np.zeros(self.dimension, dtype=np.float32)


def without_words(settings: Settings) -> Settings:
    """Count the words of a question for nothing."""
    return settings.model_copy(update={"lexical_weight": 0.0})


# --- the transport ----------------------------------------------------------------------------


def unnumbered_prompt(request: httpx2.Request) -> httpx2.Response:
    """Send the prompt without the numbers of its sources."""
    body = json.loads(request.read())
    for message in body["messages"]:
        lines = message["content"].split("\n")
        message["content"] = "\n".join(line.partition("] ")[2] if line[:1] == "[" else line for line in lines)
    return handle(httpx2.Request(request.method, request.url, json=body))


class EmptyOnMiss(httpx2.BaseTransport):
    """Replays, and gives an empty reply where the cassette has none."""

    def __init__(self, inner: ReplayTransport) -> None:
        self._inner = inner

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        try:
            return self._inner.handle_request(request)
        except CassetteMiss:
            return httpx2.Response(
                200,
                headers={"content-type": "text/event-stream"},
                text='data: {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}\n\n'
                "data: [DONE]\n\n",
            )


# --- the metrics ------------------------------------------------------------------------------


def unnormalized(seen: Observation) -> Score | None:
    """Compare answers letter by letter."""
    return Score(value=float(seen.short in seen.case.answers), reason="letter by letter")


def article_recall(seen: Observation) -> Score | None:
    """Count an article found as its span found."""
    if not seen.gold or seen.hits is None:
        return None
    found = {hit.article_id for hit in seen.hits[:5]}
    return Score(value=float(all(gold.article_id in found for gold in seen.gold)), reason="by article")


def with_metric(name: str, score: Callable[[Observation], Score | None]) -> tuple[Metric, ...]:
    """Give all metrics with this one scored in another way."""
    return tuple(replace(metric, score=score) if metric.name == name else metric for metric in METRICS)
