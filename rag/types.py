"""The values that flow through Dateline, in the order in which they appear: read this first.

Every `start` and `end` is an index in Unicode code points into `Article.text`, `end`
exclusive, so that `article.text[start:end]` is the text meant.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal, cast

AddStatus = Literal["added", "updated", "unchanged", "refused"]
AnswerStatus = Literal["answered", "no_evidence", "incomplete"]
FactStatus = Literal["matched", "missing", "contradicted", "computed"]
SupportStatus = Literal["supported", "unsupported", "contradicted"]
ConflictKind = Literal["update", "disagreement", "scope", "correction"]
SummaryStyle = Literal["brief", "bullets", "timeline", "background"]
SectionKind = Literal["story", "all", "several", "one", "changed", "disagree"]


# --- articles -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A news article as it was read: `text` is never changed after decoding.

    `published` is a date, or a datetime with a zone where the time of day is known; an ISO 8601
    string is accepted and parsed. `published_inferred` marks a date found in the text and not
    given by metadata or by the user.

    >>> Article(id="a", text="Rain fell.", published="2026-03-01").published
    datetime.date(2026, 3, 1)
    """

    id: str
    text: str
    title: str = ""
    source: str | None = None
    authors: tuple[str, ...] = ()
    url: str | None = None
    published: date | None = None
    language: str | None = None
    published_inferred: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "published", parse_published(self.published))
        object.__setattr__(self, "authors", _as_names(self.authors))

    @property
    def version(self) -> str:
        """The first 16 hexadecimal digits of the SHA-256 of `text`."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """A run of whole sentences of one article; the chunks of an article cover it without gaps."""

    article_id: str
    version: str
    index: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddResult:
    """What became of one article that was added."""

    article_id: str
    version: str | None
    status: AddStatus
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddReport:
    """What became of every article of one `Library.add`, in order."""

    results: tuple[AddResult, ...]

    def count(self, status: AddStatus) -> int:
        """The number of articles with this status."""
        return sum(result.status == status for result in self.results)


# --- retrieval ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A chunk found for a question; a higher `score` is better, within one search only.

    `dense_rank` and `lexical_rank` count from 1; None where that search did not find the chunk.
    """

    article_id: str
    version: str
    start: int
    end: int
    text: str
    score: float
    title: str = ""
    source: str | None = None
    published: date | None = None
    dense_rank: int | None = None
    lexical_rank: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One numbered sentence that a model may cite as `[number]`."""

    number: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A retrieved run of sentences of one article, as the writer and the reader see it."""

    article_id: str
    version: str
    title: str
    source: str | None
    published: date | None
    start: int
    end: int
    text: str
    score: float
    sentences: tuple[Source, ...]


# --- drafts: what a writer or a reader returns --------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A short answer: a span inside the source sentence with this number."""

    text: str
    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftSentence:
    """One sentence of a draft and the numbers of the sources it cites, in order, none twice."""

    text: str
    marks: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An unchecked answer. `confidence` is the chance that it answers, where the method has one.

    `refused` says that the method itself found no answer. `unknown_marks` counts marks outside the
    list, which are dropped. `complete` is False when the reply was cut off. `near` are the numbers of the
    source sentences that came nearest to an answer that the method refused to give, best first.
    """

    sentences: tuple[DraftSentence, ...]
    phrase: Phrase | None = None
    confidence: float | None = None
    refused: bool = False
    complete: bool = True
    unknown_marks: int = 0
    reason: str | None = None
    near: tuple[int, ...] = ()


# --- answers --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """The exact span that supports a sentence: `quote == article.text[start:end]`.

    `n` is the number shown, 1..n by first use in the answer.
    """

    n: int
    article_id: str
    version: str
    title: str
    source: str | None
    published: date | None
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One checkable fact of a claim, and where the evidence carries or contradicts it.

    `claim_start` and `claim_end` are offsets into the claim; `start` and `end` into the article.
    """

    kind: str
    text: str
    claim_start: int
    claim_end: int
    status: FactStatus
    article_id: str | None = None
    start: int | None = None
    end: int | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DateRange:
    """What a time expression of a sentence means: calendar days, both ends included."""

    text: str
    start: date
    end: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence shown, its citations, and what the checks found in them."""

    text: str
    supported: bool
    citations: tuple[Citation, ...] = ()
    score: float | None = None
    checks: tuple[Fact, ...] = ()
    as_of: date | None = None
    periods: tuple[DateRange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One value of a quantity that several articles report, with its citation.

    `outlets` are the sources that report it, `origins` how many of them wrote it themselves:
    near-identical wire copy counts once.
    """

    value: str
    as_of: date | None
    citation: Citation
    outlets: tuple[str, ...] = ()
    origins: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """The same quantity with different values across articles, newest first."""

    kind: ConflictKind
    subject: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A checked answer: every supported sentence carries the spans that support it.

    Where there is no answer, `text` says what is missing, `given` holds the spans that it names and
    `nearest` the closest sentences. `notice` says that no report falls into the period asked for.
    `timings_ms` has one entry per stage.
    """

    question: str
    status: AnswerStatus
    text: str
    sentences: tuple[Sentence, ...] = ()
    reason: str | None = None
    short_answer: str | None = None
    short_answer_citation: Citation | None = None
    confidence: float | None = None
    nearest: tuple[Citation, ...] = ()
    given: tuple[Citation, ...] = ()
    notice: str | None = None
    conflicts: tuple[Conflict, ...] = ()
    model: str = ""
    embedder: str = ""
    prompt: str | None = None
    unknown_marks: int = 0
    timings_ms: dict[str, float] = field(default_factory=dict[str, float])


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One earlier exchange of a conversation."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A line of progress while an answer is made: what is being done, in words.

    Where the steps can be counted, this is step `step` of `steps`.
    """

    name: str
    detail: str = ""
    step: int | None = None
    steps: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delta:
    """A piece of draft text; citation marks in it are already the numbers that are shown."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """The last event of a stream: the checked answer."""

    answer: Answer


Event = Stage | Delta | Done


# --- verification and summaries ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """Whether an article carries a claim, fact by fact, with the best spans as evidence."""

    claim: str
    status: SupportStatus
    score: float
    facts: tuple[Fact, ...]
    spans: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Sentences of a summary under one heading.

    `kind` is a story of a briefing, or what all articles report, several of them or one alone, what
    changed, or where they disagree. `published` is the newest date of its articles.
    """

    kind: SectionKind
    heading: str
    sentences: tuple[Sentence, ...]
    article_ids: tuple[str, ...] = ()
    published: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEvent:
    """One dated line of a timeline: `start` to `end` are the days of the event itself.

    `published` is the day of the article that reports it.
    """

    start: date
    end: date
    published: date | None
    sentence: Sentence

    @property
    def days(self) -> str:
        """The days as short as they are exact: 2024-03-01, 2024-03, 2024, or the first to the last."""
        first, last = self.start.isoformat(), self.end.isoformat()
        if first == last:
            return first
        whole_months = self.start.day == 1 and (self.end + timedelta(days=1)).day == 1
        if whole_months and first[:4] == last[:4]:
            if first[5:7] == last[5:7]:
                return first[:7]
            if (first[5:7], last[5:7]) == ("01", "12"):
                return first[:4]
        return f"{first} to {last}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """One value of a figure that changes over time; the rows of one `subject` stand together."""

    subject: str
    value: str
    as_of: date | None
    citation: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A summary in which every sentence carries its exact spans.

    `sentences` holds every sentence shown, in order; `sections` and `events` group the same ones.
    `copies` are articles left out because each repeats another one's text. `dropped` is the share
    of a writing model's sentences that no span carried, and that were left out. `reason` says why
    there is no sentence, or why a model's text is incomplete.
    """

    text: str
    sentences: tuple[Sentence, ...]
    style: str
    article_ids: tuple[str, ...]
    model: str
    embedder: str
    sections: tuple[Section, ...] = ()
    events: tuple[TimelineEvent, ...] = ()
    figures: tuple[FigureRow, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    copies: tuple[str, ...] = ()
    dropped: float = 0.0
    prompt: str | None = None
    reason: str | None = None


SummaryEvent = Stage | Delta | Summary


def parse_published(value: object) -> date | None:
    """Give a publication date as a date, or as a datetime with a zone where one is known.

    A naive time of day is dropped: without a zone it does not name a moment.

    Raises:
        ValueError: the value is no date and no ISO 8601 string.
    """
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value if value.tzinfo is not None else value.date()
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        raise ValueError(f"{value!r} is no publication date; give an ISO 8601 date")
    text = value.strip()
    try:
        return date.fromisoformat(text) if len(text) <= 10 else parse_published(datetime.fromisoformat(text))
    except ValueError as error:
        raise ValueError(
            f"{value!r} is no publication date; give an ISO 8601 date such as 2026-03-01"
        ) from error


def _as_names(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,) if value else ()
    if isinstance(value, Iterable):
        return tuple(str(name) for name in cast(Iterable[object], value))
    return ()
