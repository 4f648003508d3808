"""Finds the figure that a "how many" question asks for: by what is counted, its period and its role.

Sentence similarity cannot tell the part from the total, nor this week from this month. Here every
figure of the passages is weighed by what is bound to it (`rag.verification.binding`): what the
question restricts and the figure is not bound to counts against it, most of all another period.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rag.models.figure_fit import AskedFigure, FigurePlace, fit, form_fit
from rag.models.matching import Candidate, words_of
from rag.models.periods import Period, periods_of_figures, periods_of_question
from rag.types import Passage
from rag.verification.binding import Constraints, clause_constraints
from rag.verification.figures import Quantity, find_quantities
from rag.verification.tokens import sense, stem, tokenize

FIGURE_KINDS = frozenset({"number", "money", "percent", "duration"})
_DURATIONS = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "decade", "century"})
_PART_ASKED = re.compile(
    r"\bhow (?:many|much) of (?:the|these|those|them|its|their|his|her)\b", re.IGNORECASE
)
_MEASURES = frozenset(sense(stem(word)) for word in ("percentage", "share", "proportion", "number", "amount"))
_NEGATED = re.compile(r"\b(?:not|never|without|no)\b|n['’]t\b", re.IGNORECASE)


def figure_candidates(question: str, asked: Constraints, passages: Sequence[Passage]) -> list[Candidate]:
    """Give every figure that may answer the question, best first; ties in reading order."""
    wanted = asked_figure(question, asked)
    places = [place for passage in passages for place in _places(asked, passage)]
    found: list[Candidate] = []
    for place in places:
        rivals = [other for other in places if other.passage.article_id == place.passage.article_id]
        for index, figure in enumerate(place.figures):
            score = fit(wanted, place, index, rivals)
            if score > 0:
                start = place.source.start + figure.quantity.qualifier_start
                end = place.source.start + figure.quantity.end
                found.append(
                    Candidate(source=place.source, passage=place.passage, start=start, end=end, score=score)
                )
    return sorted(found, key=lambda candidate: (-candidate.score, candidate.source.number, candidate.start))


def asked_figure(question: str, asked: Constraints) -> AskedFigure:
    """Give a question as the figures are matched with it."""
    periods = periods_of_question(question)
    nouns = () if asked.kind == "percent" else asked.nouns
    return AskedFigure(
        constraints=asked,
        nouns=nouns,
        words=asked.words - frozenset(nouns) - _MEASURES - _words_in(question, periods),
        names=_names(question, [(period.start, period.end) for period in periods]),
        periods=periods,
        numbers=_numbers(question),
        clock=any(period.is_clock for period in periods),
        part=bool(_PART_ASKED.search(question)),
        negated=bool(_NEGATED.search(question)),
    )


def _places(asked: Constraints, passage: Passage) -> Iterable[FigurePlace]:
    sentences = passage.sentences
    whole = words_of(passage.text)
    for at, source in enumerate(sentences):
        figures = tuple(f for f in clause_constraints(source.text) if form_fit(asked, f.quantity) > 0)
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


def _numbers(question: str) -> tuple[Quantity, ...]:
    return tuple(
        quantity
        for quantity in find_quantities(question)
        if quantity.form == "number" and quantity.unit not in _DURATIONS
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
