"""Finds the figure of each article that may answer a question for a figure, by the words bound to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from rag.types import Passage, Source
from rag.verification.figures.binding import BoundFigure, Constraints, clause_constraints, fits
from rag.verification.statements.names import Name, find_names, same_name
from rag.verification.words.tokens import content_stems, sense, tokenize

CORRECTION = re.compile(
    r"\bcorrect(?:ion|ed|s)\b|\ban error\b|\bin error\b|\berroneously\b|\bwrongly\b|\bmisstated\b"
    r"|\bearlier version\b|, not \d",
    re.IGNORECASE,
)
GROWING = frozenset(
    content_stems(
        "killed dead died toll injured hurt displaced arrested missing infected raised counted homeless "
        "evacuated"
    )
)
_CURRENCIES = frozenset(
    {"dollar", "pound", "euro", "yen", "yuan", "rupee", "rouble", "lira", "won", "peso", "franc", "krona"}
)
_TIMES = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "age"})
_LIGHT = frozenset(
    content_stems(
        "people person take part make do go come get have be number many much money attend join draw gather"
    )
)
# A crowd is counted once under many names.
_CROWD = content_stems("march protest protester demonstration demonstrate demonstrator rally")
_PREPOSITION = re.compile(
    r"\b(?:in|at|from|by|for|after|during|against|on|near|over|since|under|to)\b", re.IGNORECASE
)
_VERB_AT_THE_END = re.compile(r"(?<=\w )(?P<verb>[a-z]+)\W*$")
# A figure this far from the best fit, or this many times the middle one, is of something else.
_NEAREST, _FAR_OFF = 0.6, 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """A figure that may answer the question, where it stands, and how well it fits."""

    figure: BoundFigure
    passage: Passage
    source: Source
    score: float

    @property
    def value(self) -> str:
        """The figure as written, with its qualifier."""
        quantity = self.figure.quantity
        return self.source.text[quantity.qualifier_start : quantity.end].strip()


def reported_figures(question: str, asked: Constraints, passages: Sequence[Passage]) -> list[Reported]:
    """Give the best figure of each article that may answer a question, but for those far from the best."""
    return _best_by_article(_candidates(question, asked, passages))


def _candidates(question: str, asked: Constraints, passages: Sequence[Passage]) -> list[Reported]:
    names = [name for name in find_names(question) if not name.doubtful]
    needed = _one_crowd(_needed(question, asked))
    verb = _last_needed(question, needed)
    topic = _one_crowd(asked.words - _LIGHT)
    found: list[Reported] = []
    for passage in passages:
        around = _all_crowds(content_stems(passage.title + "\n" + passage.text))
        if not needed or len(topic & around) < 0.6 * len(topic) or not _names_all(names, passage):
            continue
        for source in passage.sentences:
            found.extend(_of_sentence(asked, (needed, verb), passage, source))
    return found


def _one_crowd(words: frozenset[str]) -> frozenset[str]:
    """The words with one in the place of all names of a crowd."""
    return words - _CROWD | {min(_CROWD)} if words & _CROWD else words


def _all_crowds(words: frozenset[str]) -> frozenset[str]:
    return words | _CROWD if words & _CROWD else words


def _needed(question: str, asked: Constraints) -> frozenset[str]:
    """The words that say what is counted and what became of it."""
    named = {word for name in find_names(question) for word in content_stems(name.text)}
    head = content_stems(_head(question)) & asked.words
    needed = head - named - _LIGHT
    return frozenset(needed or (asked.words - named - _LIGHT))


def _last_needed(question: str, needed: frozenset[str]) -> str | None:
    """The last needed word of the head: what became of the thing counted."""
    words = [sense(token.stem) for token in tokenize(_head(question))]
    words = [min(_CROWD) if word in _CROWD else word for word in words]
    return next((word for word in reversed(words) if word in needed), None)


def _head(question: str) -> str:
    """The question before its first preposition, and a verb at its end: how many has X in Y displaced."""
    cut = _PREPOSITION.search(question)
    if cut is None:
        return question
    last = _VERB_AT_THE_END.search(question, cut.start())
    return question[: cut.start()] + (last["verb"] if last and _is_verb(last["verb"]) else "")


def _is_verb(word: str) -> bool:
    return word.endswith("ed") or bool(content_stems(word) & GROWING)


def _names_all(names: Sequence[Name], passage: Passage) -> bool:
    text = passage.title + "\n" + passage.text
    return all(any(same_name(name, other) for other in find_names(text)) for name in names)


def _of_sentence(
    asked: Constraints, wanted: tuple[frozenset[str], str | None], passage: Passage, source: Source
) -> list[Reported]:
    needed, verb = wanted
    figures = clause_constraints(source.text)
    scores = fits(asked, figures, published=passage.published) if figures else ()
    found: list[Reported] = []
    for figure, fit in zip(figures, scores, strict=True):
        noun = _noun_score(asked, figure)
        own = figure.scope | frozenset(figure.nouns)
        if figure is figures[0]:
            own |= content_stems(source.text[: figure.quantity.start])
        own = _all_crowds(own)
        share = len(needed & own) / len(needed)
        enough = share >= 0.5 and (verb in own or bool(CORRECTION.search(passage.text)))
        if verb is None:
            share = len(needed & _all_crowds(content_stems(source.text))) / len(needed)
            enough = share >= 0.6
        if enough and fit >= 0.35 and noun >= 0 and _is_right_kind(asked, figure):
            found.append(
                Reported(figure=figure, passage=passage, source=source, score=share + 0.5 * noun + 0.5 * fit)
            )
    return found


def _is_right_kind(asked: Constraints, figure: BoundFigure) -> bool:
    unit, form = figure.quantity.unit, figure.quantity.form
    if form in {"ordinal", "multiple", "vague"} or figure.role in {"before", "change"}:
        return False
    if asked.kind == "percent":
        return unit == "percent" or form == "fraction"
    if asked.kind == "duration":
        return unit in _TIMES
    if asked.kind == "money":
        return unit not in {"percent", "point", *_TIMES}
    return form != "fraction" and unit not in {
        "percent",
        "point",
        *_TIMES,
        *(_CURRENCIES if asked.nouns else ()),
    }


def _noun_score(asked: Constraints, figure: BoundFigure) -> float:
    """1 where the figure counts what is asked, 0.5 where nothing speaks against it, else -1."""
    wanted = set(asked.nouns) - content_stems("money")
    if not wanted or wanted & set(figure.nouns):
        return 1.0
    if wanted & figure.words:
        return 0.7
    people = {"people", "customer", "voter", "pupil"}
    if (
        not figure.nouns
        or figure.inherited
        or set(figure.nouns) & GROWING
        or (wanted & people and set(figure.nouns) & people)
    ):
        return 0.5
    return -1.0


def _best_by_article(candidates: Sequence[Reported]) -> list[Reported]:
    best: dict[str, Reported] = {}
    for reported in candidates:
        held = best.get(reported.passage.article_id)
        if held is None or _rank(reported) > _rank(held):
            best[reported.passage.article_id] = reported
    top = max((reported.score for reported in best.values()), default=0.0)
    near = [reported for reported in best.values() if reported.score >= _NEAREST * top]
    middle = median(one.figure.quantity.value for one in near) if len(near) > 2 else 0.0
    return [one for one in near if middle <= 0 or _is_near(one.figure.quantity.value, middle)]


def _is_near(value: float, middle: float) -> bool:
    return middle / _FAR_OFF <= value <= middle * _FAR_OFF


def _rank(reported: Reported) -> tuple[float, int]:
    """The better fit, then the earlier sentence; in a correction the later one, which sets right."""
    late = bool(CORRECTION.search(reported.passage.text))
    return reported.score, reported.source.start if late else -reported.source.start
