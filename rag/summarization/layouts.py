"""Lays out what was composed: one text, sections of several articles, stories of a briefing, a timeline."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from rag.embeddings import Embedder
from rag.summarization.conflicts import conflicts_between
from rag.summarization.event_dates import EventDays
from rag.summarization.extracting import Composed, Task
from rag.summarization.grouping import changing_figures, conflict_spans, group_sentences
from rag.summarization.shelf import Numbers, Shelf, marked
from rag.summarization.stories import find_stories, lead_text
from rag.summarization.subjects import Subject
from rag.types import (
    Article,
    Conflict,
    Delta,
    Section,
    Sentence,
    Stage,
    Summary,
    SummaryEvent,
    SummaryStyle,
    TimelineEvent,
)

_SITE = re.compile(r"\s+\|[^|]{1,30}$")
_CENTRAL = 0.9
_STORY_WORDS = 35
_MOST_STORIES = 12
_STORY_SENTENCES = 20
_STORY_ARTICLES = 6


class Composer(Protocol):
    """What turns articles into checked sentences: the articles' own, or a model's."""

    @property
    def name(self) -> str: ...

    @property
    def prompt(self) -> str | None: ...

    def compose(self, task: Task) -> Iterator[Stage | Delta | Composed]: ...


@dataclass(slots=True)
class Making:
    """One summary while it is made."""

    subject: Subject
    composer: Composer
    embedder: Embedder
    style: SummaryStyle
    length: int
    numbers: Numbers = field(default_factory=Numbers)
    written: int = 0
    dropped: int = 0
    reason: str | None = None

    def stream(self) -> Iterator[SummaryEvent]:
        if self.style == "timeline":
            yield from self._timeline()
        elif self.subject.query:
            yield from self._briefing()
        else:
            yield from self._together()

    def summary(
        self,
        sentences: Sequence[Sentence],
        *,
        sections: Sequence[Section] = (),
        conflicts: Sequence[Conflict] = (),
        days: Sequence[EventDays] = (),
        reason: str | None = None,
    ) -> Summary:
        events = tuple(_event(day, sentence) for day, sentence in zip(days, sentences, strict=bool(days)))
        shown = [(section.heading, section.sentences) for section in sections] or [("", tuple(sentences))]
        return Summary(
            text=_text(shown, events, bullets=self.style == "bullets" or bool(self.subject.query)),
            sentences=tuple(sentences),
            style=self.style,
            article_ids=tuple(article.id for article in self.subject.articles),
            model=self.composer.name,
            embedder=self.embedder.name,
            sections=tuple(sections),
            events=events,
            figures=tuple(self.numbers.numbered_row(row) for row in changing_figures(conflicts)),
            conflicts=tuple(self.numbers.numbered_conflict(conflict) for conflict in conflicts),
            copies=self.subject.copies,
            dropped=round(self.dropped / self.written, 4) if self.written else 0.0,
            prompt=self.composer.prompt,
            reason=reason or self.reason,
        )

    def _together(self) -> Iterator[SummaryEvent]:
        """One text of one article, or of several with what they share and where they differ."""
        conflicts = self._conflicts()
        composed = yield from self._compose(
            self._task(self.subject.articles, self.length, conflicts=conflicts)
        )
        several = len(self.subject.articles) > 1 and self.style != "background"
        groups = group_sentences(composed.sentences, self.subject.articles, conflicts) if several else []
        ordered = [sentence for group in groups for sentence in group.sentences]
        sentences = [self.numbers.numbered(sentence) for sentence in ordered or composed.sentences]
        yield self._final(sentences, _renumbered(groups, sentences), conflicts=conflicts)

    def _briefing(self) -> Iterator[SummaryEvent]:
        """One section per story, the newest first; each is shown as soon as it is checked."""
        yield Stage(name="grouping", detail=f"{len(self.subject.articles)} articles")
        stories = self._stories()
        sections: list[Section] = []
        left = self.length
        for number, (heading, members) in enumerate(stories):
            words = max(_STORY_WORDS, left // (len(stories) - number))
            task = self._task(self._first_found(members), words, first=_STORY_SENTENCES)
            composed = yield from self._compose(task, show=False)
            if not composed.sentences:
                continue
            sentences = tuple(self.numbers.numbered(sentence) for sentence in composed.sentences)
            left -= sum(len(sentence.text.split()) for sentence in sentences)
            newest = members[-1]
            sections.append(
                Section(
                    kind="story",
                    heading=heading,
                    sentences=sentences,
                    article_ids=tuple(article.id for article in members),
                    published=newest.published,
                )
            )
            yield Delta(text=_text([(sections[-1].heading, sentences)], (), bullets=True) + "\n\n")
        flat = [sentence for section in sections for sentence in section.sentences]
        yield self._final(flat, sections)

    def _first_found(self, members: Sequence[Article]) -> tuple[Article, ...]:
        """The articles of a story that the query found first; a story is told from no more than these."""
        ranks = self.subject.ranks or {}
        best = sorted(members, key=lambda article: ranks.get(article.id, len(ranks)))[:_STORY_ARTICLES]
        return tuple(article for article in members if article in best)

    def _timeline(self) -> Iterator[SummaryEvent]:
        conflicts = self._conflicts()
        composed = yield from self._compose(self._task(self.subject.articles, self.length))
        sentences = [self.numbers.numbered(sentence) for sentence in composed.sentences]
        yield self._final(sentences, (), conflicts=conflicts, days=composed.days)

    def _final(
        self,
        sentences: Sequence[Sentence],
        sections: Sequence[Section],
        *,
        conflicts: Sequence[Conflict] = (),
        days: Sequence[EventDays] = (),
    ) -> Summary:
        reason = None if sentences or self.reason else _why_empty(self.style, self.written)
        return self.summary(sentences, sections=sections, conflicts=conflicts, days=days, reason=reason)

    def _compose(self, task: Task, *, show: bool = True) -> Generator[SummaryEvent, None, Composed]:
        composed = Composed(sentences=())
        for item in self.composer.compose(task):
            if isinstance(item, Composed):
                composed = item
            elif show or isinstance(item, Stage):
                yield item
        self.written += composed.written
        self.dropped += composed.dropped
        self.reason = self.reason or composed.reason
        return composed

    def _task(
        self,
        articles: Sequence[Article],
        words: int,
        *,
        conflicts: Sequence[Conflict] = (),
        first: int | None = None,
    ) -> Task:
        return Task(
            shelf=Shelf(articles),
            articles=tuple(articles),
            style=self.style,
            words=words,
            topic=self.subject.query,
            marked=conflict_spans(conflicts),
            first=first,
        )

    def _conflicts(self) -> tuple[Conflict, ...]:
        articles = self.subject.articles
        if len(articles) < 2:
            return ()
        leads = self.embedder.embed_documents([lead_text(article) for article in articles])
        return conflicts_between(articles, leads)

    def _stories(self) -> list[tuple[str, tuple[Article, ...]]]:
        """The stories that the query found first, the newest first; in each, the oldest article first.

        Each is headed by the title of its newest article among those that are about all of it.
        """
        articles, ranks = self.subject.articles, self.subject.ranks or {}
        vectors = self.embedder.embed_documents([lead_text(article) for article in articles])
        stories = find_stories(articles, vectors)
        best = [min(ranks.get(articles[place].id, len(ranks)) for place in story) for story in stories]
        most = min(_MOST_STORIES, max(1, self.length // _STORY_WORDS))
        kept = sorted(range(len(stories)), key=lambda story: best[story])[:most]
        told = [stories[number] for number in sorted(kept)]
        return [
            (_heading(story, articles, vectors), tuple(articles[place] for place in reversed(story)))
            for story in told
        ]


def _heading(story: Sequence[int], articles: Sequence[Article], vectors: NDArray[np.float32]) -> str:
    """The title of the newest article near to all of the story, without the name of the site."""
    members = list(story)
    closeness = vectors[members] @ vectors[members].mean(axis=0)
    near = closeness >= _CENTRAL * float(closeness.max())
    central = articles[members[int(near.argmax())]]
    return _SITE.sub("", central.title) or central.id


def _event(day: EventDays, sentence: Sentence) -> TimelineEvent:
    published = sentence.citations[0].published
    return TimelineEvent(start=day.start, end=day.end, published=published, sentence=sentence)


def _renumbered(groups: Sequence[Section], sentences: Sequence[Sentence]) -> list[Section]:
    """Give the groups with the numbered sentences, which are theirs in order."""
    rest = iter(sentences)
    return [replace(group, sentences=tuple(next(rest) for _ in group.sentences)) for group in groups]


def _text(
    shown: Sequence[tuple[str, Sequence[Sentence]]], events: Sequence[TimelineEvent], *, bullets: bool
) -> str:
    if events:
        return "\n".join(f"{event.days}: {' '.join(marked(event.sentence).split())}" for event in events)
    parts: list[str] = []
    for heading, sentences in shown:
        lines = [f"- {marked(one)}" if bullets else marked(one) for one in sentences]
        body = ("\n" if bullets else " ").join(lines)
        parts.append(f"{heading}\n{body}" if heading else body)
    return "\n\n".join(parts)


def _why_empty(style: str, written: int) -> str:
    if written:
        return "No sentence that was written is carried by the articles."
    return "No sentence of the articles names a day." if style == "timeline" else "No sentence can be quoted."
