"""Composes a summary of the articles' own sentences, offline."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from rag.embeddings import Embedder
from rag.summarization.candidates import Candidate, find_candidates
from rag.summarization.event_dates import EventDays, event_days
from rag.summarization.page_matter import is_digest
from rag.summarization.query_words import query_words, share_of
from rag.summarization.selection import Scene, choose, set_scene
from rag.summarization.shelf import Quotation, Shelf
from rag.types import Article, Citation, Sentence, Stage, SummaryStyle

NAME = "extractive"
_EARLIER = re.compile(
    r"\b(?:had|began|begun|since|after|ago|earlier|founded|previous(?:ly)?|formerly|until"
    r"|last (?:year|month|week)|in (?:1[5-9]|20)\d\d)\b"
)
_BACKGROUND = 0.4
_TOPIC = 0.8
_ASKED_FOR = 0.5
_OUTDATED = 0.8
_NEWER = 0.6
_NEWS_STYLES = frozenset({"brief", "bullets"})
_FORECAST = re.compile(
    r"\b(?:will|would|could|may|might"
    r"|(?:is|are) (?:likely|expected|set|due|forecast|predicted|scheduled|about|going) to)\b"
)
_MARKED = 0.5
_SAME_FACT = 0.5
_MOST_OTHERS = 8
_SAME_EVENT = 0.55


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """Checked sentences without numbers; of `written` sentences, `dropped` were not carried.

    `days` are the days of each sentence's event where they were asked for.
    """

    sentences: tuple[Sentence, ...]
    written: int = 0
    dropped: int = 0
    days: tuple[EventDays, ...] = ()
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What to compose: of which articles, oldest first, how, how long, on what.

    `marked` are spans that matter for what the articles say together, such as those of a conflict.
    """

    shelf: Shelf
    articles: tuple[Article, ...]
    style: SummaryStyle
    words: int
    topic: str = ""
    marked: tuple[Citation, ...] = ()
    first: int | None = None


class Extractor:
    """Quotes the sentences that matter most."""

    name = NAME
    prompt = None

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def compose(self, task: Task) -> Iterator[Stage | Composed]:
        """Yield a stage per article, and last the sentences; each was checked against its spans."""
        for article in task.articles:
            yield Stage(name="reading", detail=article.title or article.id)
        scene = self._scene(task)
        if scene is None:
            yield Composed(sentences=())
            return
        yield _events(task, scene) if task.style == "timeline" else _prose(task, scene)

    def _scene(self, task: Task) -> Scene | None:
        places = [task.shelf.sentences(article.id) for article in task.articles]
        candidates = find_candidates(task.articles, places=places, first=task.first)
        if not candidates:
            return None
        vectors = self._embedder.embed_documents([candidate.text for candidate in candidates])
        titles = self._embedder.embed_documents([article.title or " " for article in task.articles])
        bonus = np.array([_bonus(candidate, task) for candidate in candidates])
        mixed = _of_digests(candidates, task.articles)
        wanted = None
        if task.topic:
            bonus += _TOPIC * np.clip(vectors @ self._embedder.embed_query(task.topic), 0, 1)
            wanted = _wanted(task, candidates, mixed)
            if wanted is not None and not wanted.any():
                return None
        return set_scene(
            candidates,
            task.articles,
            vectors=vectors,
            titles=titles,
            bonus=bonus.tolist(),
            wanted=wanted.first if wanted else None,
            titled=wanted.titled if wanted else None,
            mixed=mixed,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """Which sentences speak of the topic by themselves, and which with the title of their article."""

    own: NDArray[np.bool_]
    titled: NDArray[np.bool_]

    @property
    def first(self) -> NDArray[np.bool_]:
        return self.own if self.own.any() else self.titled

    def any(self) -> bool:
        return bool(self.first.any())


def _wanted(task: Task, candidates: Sequence[Candidate], mixed: NDArray[np.bool_]) -> _Wanted | None:
    """Which sentences have most words of the topic, half of them at least; None where it has no words.

    The title of an article on many matters says nothing of its single sentences.
    """
    words = query_words(task.topic)
    if not words:
        return None
    shares = np.array([share_of(words, candidate.text) for candidate in candidates])
    titles = [task.articles[candidate.article].title for candidate in candidates]
    with_title = np.array(
        [share_of(words, f"{title}\n{one.text}") for title, one in zip(titles, candidates, strict=True)]
    )
    return _Wanted(
        own=shares >= max(_ASKED_FOR, float(shares.max())), titled=(with_title >= _ASKED_FOR) & ~mixed
    )


def _of_digests(candidates: Sequence[Candidate], articles: Sequence[Article]) -> NDArray[np.bool_]:
    mixed = [is_digest(article.title, article.text) for article in articles]
    return np.array([mixed[candidate.article] for candidate in candidates])


def _bonus(candidate: Candidate, task: Task) -> float:
    article = task.articles[candidate.article]
    bonus = _BACKGROUND if task.style == "background" and _EARLIER.search(candidate.text) else 0.0
    inside = any(
        one.article_id == article.id and one.start < candidate.end and candidate.start < one.end
        for one in task.marked
    )
    if task.topic and task.style in _NEWS_STYLES and len(task.articles) > 1:
        bonus += _NEWER * candidate.article / (len(task.articles) - 1)
    return bonus + _MARKED * inside - _OUTDATED * _is_outdated(candidate, task)


def _is_outdated(candidate: Candidate, task: Task) -> bool:
    """Whether it looks ahead from an earlier day than that of the newest article."""
    own, newest = task.articles[candidate.article].published, task.articles[-1].published
    earlier = bool(own and newest) and f"{own:%Y-%m-%d}" < f"{newest:%Y-%m-%d}"
    return earlier and task.style != "timeline" and bool(_FORECAST.search(candidate.text))


def _prose(task: Task, scene: Scene) -> Composed:
    chosen = choose(scene, task.words)
    if task.topic and task.style in _NEWS_STYLES:
        chosen.sort(key=lambda place: (-scene.candidates[place].article, place))
    quoted = [task.shelf.quote(_quotation(task, scene, place, chosen)) for place in chosen]
    checked = task.shelf.checked(quoted)
    kept = [place for place, sentence in zip(chosen, checked, strict=True) if sentence.supported]
    sentences = [sentence for sentence in checked if sentence.supported]
    if len(task.articles) > 1:
        sentences = [_with_others(task, scene, *pair) for pair in zip(kept, sentences, strict=True)]
    return Composed(sentences=tuple(sentences), written=len(quoted), dropped=len(quoted) - len(sentences))


def _quotation(task: Task, scene: Scene, place: int, chosen: Sequence[int]) -> Quotation:
    candidate = scene.candidates[place]
    article = task.articles[candidate.article].id
    own = (article, candidate.start, candidate.end)
    bracket = candidate.bracket
    if bracket is None or scene.before[place] in chosen:
        return Quotation(text=candidate.text, places=(own,))
    text = f"[{bracket.name}]{candidate.text[bracket.pronoun_chars :]}"
    return Quotation(text=text, places=(own, (article, bracket.start, bracket.end)))


def _with_others(task: Task, scene: Scene, place: int, sentence: Sentence) -> Sentence:
    """Give the sentence with the spans of other articles that carry it too."""
    own = scene.candidates[place].article
    others = [number for number in range(len(task.articles)) if number != own][:_MOST_OTHERS]
    found: list[Citation] = []
    for other in others:
        rival = _nearest(scene, place, other)
        if rival is None:
            continue
        span = scene.candidates[rival]
        citation = task.shelf.cite(task.articles[other].id, span.start, span.end)
        alone = replace(sentence, citations=(citation,))
        if task.shelf.checked([alone])[0].supported:
            found.append(citation)
    return replace(sentence, citations=(*sentence.citations, *found))


def _nearest(scene: Scene, place: int, article: int) -> int | None:
    near = [
        (float(scene.similarity[place, other]), -other)
        for other, candidate in enumerate(scene.candidates)
        if candidate.article == article
    ]
    score, other = max(near, default=(0.0, 0))
    return -other if score >= _SAME_FACT else None


def _events(task: Task, scene: Scene) -> Composed:
    """Quote dated sentences, one for each event, in order of the event's own days."""
    days = _days_of_candidates(task, scene)
    dated = [place for place, day in enumerate(days) if day is not None]
    loose = replace(scene, candidates=tuple(replace(one, leans=False) for one in scene.candidates))
    chosen = [place for place in choose(loose, task.words, among=dated) if days[place] is not None]
    kept: list[int] = []
    for place in chosen:
        same = [other for other in kept if days[other] == days[place]]
        if all(scene.similarity[place, other] < _SAME_EVENT for other in same):
            kept.append(place)
    quoted = [task.shelf.quote(_dated_quotation(task, scene, place)) for place in kept]
    checked = task.shelf.checked(quoted)
    pairs = [
        (day, sentence)
        for place, sentence in zip(kept, checked, strict=True)
        if sentence.supported and (day := days[place])
    ]
    pairs.sort(key=lambda pair: (pair[0].start, pair[0].end))
    return Composed(
        sentences=tuple(sentence for _, sentence in pairs),
        days=tuple(day for day, _ in pairs),
        written=len(quoted),
        dropped=len(quoted) - len(pairs),
    )


def _days_of_candidates(task: Task, scene: Scene) -> list[EventDays | None]:
    first: dict[int, int] = {}
    for candidate in scene.candidates:
        first.setdefault(candidate.article, candidate.place)
    return [
        event_days(one.text, task.articles[one.article].published, opens=one.place == first[one.article])
        for one in scene.candidates
    ]


def _dated_quotation(task: Task, scene: Scene, place: int) -> Quotation:
    """Quote an event, from the sentence before where it leans on that one and nothing is between."""
    candidate = scene.candidates[place]
    article = task.articles[candidate.article]
    start = candidate.start
    before = scene.before[place]
    if candidate.leans and before is not None:
        earlier = scene.candidates[before]
        if not article.text[earlier.end : start].strip():
            start = earlier.start
    text = article.text[start : candidate.end]
    return Quotation(text=text, places=((article.id, start, candidate.end),))
