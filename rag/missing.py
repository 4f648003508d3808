"""Says what the articles give in place of what was asked: facts of the passages found, never a guess.

Figures that would answer but for their period are what the articles do give. Otherwise the name, the
period or the word of the question that no passage holds is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date

from rag.models.figure_answers import FIGURE_KINDS
from rag.models.figure_fit import form_fit
from rag.models.figure_places import AskedFigure, FigurePlace, asked_figure, figure_places
from rag.models.figure_words import noun_fit, words_fit
from rag.models.languages import language_of
from rag.models.matching import Candidate, sentence_candidates
from rag.models.periods import Period, period_match
from rag.types import Citation, Passage
from rag.verification.figures.binding import BoundFigure, question_constraints
from rag.verification.figures.finding import find_quantities
from rag.verification.statements.names import Name, find_names, same_name
from rag.verification.times.anchoring import days_of
from rag.verification.times.dates import Days, day_of
from rag.verification.times.finding import find_times
from rag.verification.words.tokens import Token, content_stems, sense, tokenize

NO_PASSAGE = "No passage found states this for certain."
TOTAL, UNDATED = "the total", "a figure without a period"
# What a figure must have of the question's noun and words to be named, and how near to the best one.
_FITS, _NEAR, _MOST = 0.45, 0.7, 3
_LISTED = 0.9
_TITLE_CHARS, _WORD_CHARS = 70, 4
_MEASURED = re.compile(r"^(?:and )?what (?:is|was|are|were)\b", re.IGNORECASE)
_DATELINE = re.compile(r"^[^a-z]{2,40},? \d{0,2} ?[A-Z][a-z]+ ?\d{0,2} [-–—]")
# Periods that are told from another one and say nothing alone: "a year earlier".
_FROM_ANOTHER_DAY = frozenset({"offset", "same_period", "neighbour"})
_FRAME = re.compile(r"\bhow (\w+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """What is there and what is not, in one sentence, and the figures that it names."""

    text: str
    given: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Given:
    """A figure that answers but for its period, what it is for, and how well it fits."""

    label: str
    figure: Candidate


def what_is_missing(question: str, passages: Sequence[Passage]) -> Missing:
    """Give what the passages hold of what a question asks, and what they do not.

    Args:
        question: a question that they were found not to answer.
        passages: what was retrieved for it.
    """
    if not passages or language_of(question) != "en":
        return Missing(text=NO_PASSAGE)
    return (
        _other_periods(question, passages)
        or _absent_period(question, passages)
        or _absent(question, passages)
        or Missing(text=NO_PASSAGE)
    )


def cite_figures(given: Sequence[Candidate], nearest: Sequence[Citation]) -> tuple[Citation, ...]:
    """Give the exact spans of figures, each under the number of the nearest sentence that holds it."""
    return tuple(
        replace(sentence, start=one.start, end=one.end, quote=one.text)
        for one in given
        for sentence in nearest
        if sentence.article_id == one.passage.article_id and sentence.start <= one.start < sentence.end
    )


# --- figures of another period ------------------------------------------------------------------


def _other_periods(question: str, passages: Sequence[Passage]) -> Missing | None:
    """Give the figures of one article for the thing asked, where none has the period asked."""
    constraints = question_constraints(question)
    wanted = asked_figure(question, constraints)
    measured = constraints.kind in FIGURE_KINDS or _MEASURED.search(question)
    if not measured or len(wanted.periods) != 1 or wanted.clock:
        return None
    found = list(_figures(wanted, passages))
    if all(one.label == UNDATED for one in found) or any(not one.label for one in found):
        return None
    best = max(found, key=lambda one: one.figure.score).figure
    near = [
        one
        for one in found
        if one.figure.score >= _NEAR * best.score and one.figure.passage.article_id == best.passage.article_id
    ]
    period = wanted.periods[0]
    given = _distinct(near)
    listed = _listed([f"{one.label} ({_plain(one.figure.text)})" for one in given])
    asked = _plain(question[period.start : period.end])
    return Missing(text=f"The articles give {listed}, not {asked}.", given=tuple(one.figure for one in given))


def _distinct(found: Sequence[_Given]) -> list[_Given]:
    """Periods first, then the total; a figure without a period where there is nothing else."""
    order = sorted(
        found,
        key=lambda one: (one.label == UNDATED, one.label == TOTAL, -one.figure.score, one.figure.start),
    )
    kept: list[_Given] = []
    for one in order:
        values = {_value(other.figure) for other in kept}
        spare = one.label == UNDATED and bool(kept)
        if (
            not spare
            and one.label not in {other.label for other in kept}
            and _value(one.figure) not in values
        ):
            kept.append(one)
    return kept[:_MOST]


def _value(figure: Candidate) -> float | None:
    quantities = find_quantities(figure.text)
    return quantities[0].value if quantities else None


def _figures(wanted: AskedFigure, passages: Sequence[Passage]) -> Iterable[_Given]:
    """Yield what counts the thing asked; the label is empty where it has the period asked."""
    places = [place for passage in passages for place in figure_places(passage)]
    for place in places:
        rivals = [other for other in places if other.passage.article_id == place.passage.article_id]
        for index, figure in enumerate(place.figures):
            score = form_fit(wanted, figure.quantity) * noun_fit(wanted, place, figure)
            listed = _is_listed(wanted, place, figure)
            score *= _LISTED if listed else words_fit(wanted, place, figure, rivals)
            label = _label(wanted.periods[0], place, index)
            bound = _is_bound(wanted, figure.scope | set(figure.nouns))
            if bound and score >= _FITS and label is not None:
                yield _Given(label=label, figure=_candidate(place, index, score))


def _is_listed(wanted: AskedFigure, place: FigurePlace, figure: BoundFigure) -> bool:
    """ "3m passengers in 2023 and 4m passengers in 2024": the words of the first are the second's too."""
    noun = set(wanted.nouns[-1:]) & set(figure.nouns)
    return bool(noun) and any(
        other is not figure and noun <= set(other.nouns) and wanted.words <= other.scope
        for other in place.figures
    )


def _is_bound(wanted: AskedFigure, bound: AbstractSet[str]) -> bool:
    """Whether the figure's own clause holds what is counted, or all that "what was" asks for."""
    if wanted.constraints.kind in FIGURE_KINDS and wanted.nouns:
        return wanted.nouns[-1] in bound
    return bool(wanted.words) and wanted.words - wanted.names <= bound


def _label(asked: Period, place: FigurePlace, index: int) -> str | None:
    """What a figure is for in the words of its sentence; None where that cannot be said."""
    opening = _DATELINE.match(place.source.text)
    after = opening.end() if opening else 0
    own = [one for one in place.periods[index] if not one.is_clock and one.start >= after]
    if any(period_match(asked, period, place.published) for period in own):
        return ""
    if own and own[0].time is not None and own[0].time.form in _FROM_ANOTHER_DAY:
        return None
    if own:
        text = place.source.text[: own[0].end]
        return _plain(text[own[0].start - len("between ") * text[: own[0].start].endswith("between ") :])
    role = place.figures[index].role
    if role == "total":
        return TOTAL
    return UNDATED if role in {"plain", "after"} else None


def _candidate(place: FigurePlace, index: int, score: float) -> Candidate:
    quantity, source = place.figures[index].quantity, place.source
    start = quantity.start if quantity.qualifier == "about" else quantity.qualifier_start
    return Candidate(
        source=source,
        passage=place.passage,
        start=source.start + start,
        end=source.start + quantity.end,
        score=score,
    )


# --- what no passage holds ----------------------------------------------------------------------


def _absent_period(question: str, passages: Sequence[Passage]) -> Missing | None:
    """A stated year, month or day of which no passage speaks, and in which none was published."""
    for time in find_times(question):
        days = days_of(time, None)
        if days is None or any(_speaks_of(days, passage) for passage in passages):
            continue
        return Missing(text=f"None of the passages found speaks of {_plain(time.text)}.")
    return None


def _absent(question: str, passages: Sequence[Passage]) -> Missing | None:
    """A name or word of the question that no passage holds, else none of the nearest article's."""
    for where, some in _nearest_first(question, passages):
        names = [one.text for one in find_names(question) if not one.doubtful and not _is_named(one, some)]
        if names:
            return Missing(text=f"{where} not mention {_listed(names, 'or')}.")
        words = _absent_words(question, some)
        if words:
            many = "s" if len(words) > 1 else ""
            return Missing(text=f"{where} not have the word{many} {_listed(words, 'or')}.")
    return None


def _absent_words(question: str, passages: Sequence[Passage]) -> list[str]:
    out = [(one.start, one.end) for one in (*find_names(question), *find_times(question))]
    out += [match.span(1) for match in _FRAME.finditer(question)]
    held = content_stems("\n".join(passage.title + "\n" + passage.text for passage in passages))
    words = {
        token.stem: f"“{_whole(question, token)}”"
        for token in tokenize(question)
        if token.is_content
        and len(token.text) >= _WORD_CHARS
        and sense(token.stem) not in held
        and not any(start <= token.start < end for start, end in out)
    }
    return list(dict.fromkeys(words.values()))


def _whole(text: str, token: Token) -> str:
    """The word with what hyphens join to it."""
    before = re.search(r"(?:\w+-)*$", text[: token.start])
    after = re.match(r"(?:-\w+)*", text[token.end :])
    return (before.group() if before else "") + token.text + (after.group() if after else "")


def _nearest_first(question: str, passages: Sequence[Passage]) -> list[tuple[str, list[Passage]]]:
    """All passages, then those of the article of the nearest sentence, with the words to open with."""
    found = [("The passages found do", list(passages))]
    best = sentence_candidates(question, passages)[0].passage
    title = _plain(best.title)
    if title and len(title) <= _TITLE_CHARS:
        own = [passage for passage in passages if passage.article_id == best.article_id]
        found.append((f"The passages found of “{title}” do", own))
    return found


def _is_named(name: Name, passages: Sequence[Passage]) -> bool:
    """Whether the name, or any word of it, stands in the passages."""
    text = "\n".join(passage.title + "\n" + passage.text for passage in passages)
    words = {token.text.lower() for token in tokenize(text)}
    return bool(words & set(name.core)) or any(same_name(name, other) for other in find_names(text))


def _speaks_of(days: Days, passage: Passage) -> bool:
    day: date | None = day_of(passage.published)
    if day is not None and days.start <= day <= days.end:
        return True
    stated = (days_of(time, day) for time in find_times(passage.title + "\n" + passage.text))
    return any(one is not None and one.start <= days.end and days.start <= one.end for one in stated)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _listed(parts: Sequence[str], last: str = "and") -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {last} {parts[-1]}"
