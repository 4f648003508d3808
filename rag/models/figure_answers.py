"""Finds the figure that a "how many" question asks for: by what is counted, its period and its role.

Sentence similarity cannot tell the part from the total, nor this week from this month. Here a
figure is a candidate only if the words bound to it (`rag.verification.binding`) agree with what the
question binds, and the score says how well.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rag.models.matching import Candidate, Weights, words_of
from rag.types import Passage, Source
from rag.verification.binding import BoundFigure, Constraints, clause_constraints, fits
from rag.verification.dates import day_of

FIGURE_KINDS = frozenset({"number", "money", "percent", "duration"})
_NEAR = 0.6
_TITLE = 0.3
_OTHER_NOUN = 0.25
_NOUN_IN_SCOPE = 0.8
_UNKNOWN_NOUN = 0.8
_UNCOVERED = 0.3
_DURATIONS = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "decade", "century"})


def figure_candidates(asked: Constraints, passages: Sequence[Passage]) -> list[Candidate]:
    """Give every figure that may answer the question, best first; ties in reading order."""
    weights = Weights.of(passages)
    wanted = weights.of_question(asked.words)
    found: list[Candidate] = []
    for passage in passages:
        title = words_of(passage.title)
        for place, source in enumerate(passage.sentences):
            near = [
                passage.sentences[at].text
                for at in (place - 1, place + 1)
                if 0 <= at < len(passage.sentences)
            ]
            context = {word: _NEAR for text in near for word in words_of(text)} | {
                word: _TITLE for word in title - words_of(" ".join(near))
            }
            found += _in_sentence(asked, wanted, passage, source, context)
    return sorted(found, key=lambda candidate: (-candidate.score, candidate.source.number, candidate.start))


def _in_sentence(
    asked: Constraints,
    wanted: Mapping[str, float],
    passage: Passage,
    source: Source,
    context: Mapping[str, float],
) -> Iterator[Candidate]:
    figures = clause_constraints(source.text)
    if not figures:
        return
    own = words_of(source.text)
    total = sum(wanted.values()) or 1.0
    covered = (
        sum(weight * (1.0 if word in own else context.get(word, 0.0)) for word, weight in wanted.items())
        / total
    )
    published = day_of(passage.published)
    for figure, fit in zip(figures, fits(asked, figures, published=published), strict=True):
        score = (
            (_UNCOVERED + (1 - _UNCOVERED) * covered)
            * fit
            * _form_fit(asked, figure)
            * _noun_fit(asked, figure)
        )
        if score > 0:
            start, end = source.start + figure.quantity.qualifier_start, source.start + figure.quantity.end
            yield Candidate(source=source, passage=passage, start=start, end=end, score=score)


def _form_fit(asked: Constraints, figure: BoundFigure) -> float:
    quantity = figure.quantity
    if quantity.form in {"ordinal", "multiple"}:
        return 0.0
    percent = quantity.unit == "percent" or quantity.form == "fraction"
    duration = quantity.unit in _DURATIONS
    if asked.kind in {"percent", "duration"}:
        return float(percent if asked.kind == "percent" else duration)
    if duration and quantity.unit not in asked.nouns:
        return 0.0
    return 0.3 if percent and asked.kind == "number" else 1.0


def _noun_fit(asked: Constraints, figure: BoundFigure) -> float:
    if not asked.nouns:
        return 1.0
    if set(asked.nouns) & set(figure.nouns):
        return 1.0
    if set(asked.nouns) & figure.scope:
        return _NOUN_IN_SCOPE
    return _OTHER_NOUN if figure.nouns and not figure.inherited else _UNKNOWN_NOUN
