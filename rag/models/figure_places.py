"""What a question about a figure asks, and the figures of a passage with what stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from rag.models.matching import words_of
from rag.models.periods import Period, periods_of_figures, periods_of_question
from rag.types import Passage, Source
from rag.verification.figures.binding import BoundFigure, Constraints, clause_constraints
from rag.verification.figures.finding import find_quantities
from rag.verification.figures.quantities import Quantity
from rag.verification.times.dates import day_of
from rag.verification.words.tokens import sense, stem, tokenize

DURATIONS = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "decade", "century"})
STATE = re.compile(r"\b(?:still|remain\w*|left|now|currently)\b", re.IGNORECASE)
_MODES = (
    "average mean typical normal usual",
    "aim plan want hope target goal expect forecast",
    "limit maximum minimum",
)
_MEASURES = "percentage share proportion number amount"
_HOW = re.compile(r"\bhow (far|high|tall|deep|wide|heavy|cold|warm|hot|fast|strong)\b", re.IGNORECASE)
_COUNT = re.compile(r"\bhow many\b", re.IGNORECASE)
_CHANGE = re.compile(r"\bby how (?:much|many)\b|\bhow much (?:more|less|higher|lower)\b", re.IGNORECASE)
_PART_ASKED = re.compile(
    r"\bhow (?:many|much) of (?:the|these|those|them|its|their|his|her)\b", re.IGNORECASE
)
_NEGATED = re.compile(r"\b(?:not|never|without|no)\b|n['’]t\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedFigure:
    """A question about a figure: `nouns` is what is counted, `words` the rest, `names` among them.

    `count` marks "how many", `change` "by how much", `part` "how many of the …", `state` what is still
    or now so, `negated` what is not so.
    """

    constraints: Constraints
    nouns: tuple[str, ...]
    words: frozenset[str]
    names: frozenset[str]
    periods: tuple[Period, ...]
    numbers: tuple[Quantity, ...]
    dimension: str
    clock: bool
    count: bool
    change: bool
    part: bool
    state: bool
    negated: bool
    all_words: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigurePlace:
    """A sentence with its figures and what stands around it in its passage."""

    passage: Passage
    source: Source
    figures: tuple[BoundFigure, ...]
    periods: tuple[tuple[Period, ...], ...]
    words: frozenset[str]
    before: frozenset[str]
    earlier: frozenset[str]
    whole: frozenset[str]
    near_periods: tuple[Period, ...]
    negated: bool

    @property
    def published(self) -> date | None:
        """The day of the article."""
        return day_of(self.passage.published)


def asked_figure(question: str, asked: Constraints) -> AskedFigure:
    """Give a question as the figures are matched with it."""
    periods = periods_of_question(question)
    dimension = _HOW.search(question)
    nouns = () if asked.kind == "percent" else asked.nouns
    return AskedFigure(
        constraints=asked,
        nouns=nouns,
        words=asked.words.difference(nouns, _measures(), *modes(), _words_in(question, periods)),
        names=_names(question, [(period.start, period.end) for period in periods]),
        periods=periods,
        numbers=_numbers(question),
        dimension=dimension.group(1).lower() if dimension else "",
        clock=any(period.is_clock for period in periods),
        count=bool(_COUNT.search(question)),
        change=bool(_CHANGE.search(question)),
        state=bool(STATE.search(question)),
        all_words=words_of(question),
        part=bool(_PART_ASKED.search(question)),
        negated=bool(_NEGATED.search(question)),
    )


def figure_places(passage: Passage) -> Iterator[FigurePlace]:
    """Yield the sentences of a passage that hold a figure."""
    sentences = passage.sentences
    whole = words_of(passage.text)
    for at, source in enumerate(sentences):
        spans = [(period.start, period.end) for period in periods_of_question(source.text)]
        figures = tuple(
            figure for figure in clause_constraints(source.text) if not _inside(figure.quantity, spans)
        )
        if not figures:
            continue
        before = sentences[at - 1].text if at else ""
        yield FigurePlace(
            passage=passage,
            source=source,
            figures=figures,
            periods=periods_of_figures(source.text, figures),
            words=words_of(source.text),
            before=words_of(before),
            earlier=words_of(" ".join(other.text for other in sentences[:at])) | words_of(passage.title),
            whole=whole | words_of(passage.title),
            near_periods=periods_of_question(before),
            negated=bool(_NEGATED.search(source.text)),
        )


@lru_cache(maxsize=1)
def _measures() -> frozenset[str]:
    return frozenset(sense(stem(word)) for word in _MEASURES.split())


@lru_cache(maxsize=1)
def modes() -> tuple[frozenset[str], ...]:
    """Give the senses of the words that make of a count an average, a plan or a limit, group by group."""
    return tuple(frozenset(sense(stem(word)) for word in words.split()) for words in _MODES)


def _inside(quantity: Quantity, spans: Sequence[tuple[int, int]]) -> bool:
    """The "half" of "the first half of June"."""
    return any(start <= quantity.start < end for start, end in spans)


def _numbers(question: str) -> tuple[Quantity, ...]:
    return tuple(
        quantity
        for quantity in find_quantities(question)
        if quantity.form == "number" and quantity.unit not in DURATIONS
    )


def _words_in(question: str, periods: Sequence[Period]) -> frozenset[str]:
    return words_of(" ".join(question[period.start : period.end] for period in periods if period.is_clock))


def _names(question: str, times: Sequence[tuple[int, int]]) -> frozenset[str]:
    """The senses of the capitalised words after the first that are no part of a period."""
    return frozenset(
        sense(stem(token.text))
        for token in tokenize(question)[1:]
        if token.is_content
        and token.text[0].isupper()
        and not any(start <= token.start < end for start, end in times)
    )
