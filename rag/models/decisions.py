"""Decides between the phrases that the network proposes: figures by their words, dates and reports.

What the rules know (the words bound to a figure, the names of the question, which report is newer)
and what the network trusts are combined in one confidence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from rag.models.answer_forms import asked_name
from rag.models.divisions import asks_for_parts, part_candidates
from rag.models.figure_answers import FIGURE_KINDS, figure_candidates
from rag.models.matching import Candidate, sentence_candidates
from rag.models.periods import periods_of_question
from rag.models.phrases import asks_for_several, whole_phrase
from rag.models.roles import is_role, role_candidates
from rag.models.windows import ReadingWindow
from rag.types import Passage
from rag.verification.figures.binding import Constraints
from rag.verification.figures.finding import find_quantities
from rag.verification.times.dates import day_of
from rag.verification.words.number_words import WORDS

# How much of a figure's confidence the rules decide; a figure that the network does not propose keeps some.
_RULES, _UNREAD = 0.7, 0.3
# The network's figure keeps this fit where the network is sure and the question binds no period.
_SURE, _SURE_FIT = 0.8, 0.6
# … unless the rules hold it for another kind of thing: student visas for work visas.
_SURE_LEAST = 0.4
# Figures of other articles within this share of the best answer the same question; the newest report leads.
_SAME_QUESTION = 0.85
# A question that asks for a sentence is answered by one that holds this share of its words.
_SENTENCE_SHARE, _SENTENCE_TRUST = 0.8, 0.75
_CAUSE = re.compile(
    r"\b(?:because|due to|caused?|blam\w+|owing to|as a result|reason|led to|came from|after|so that"
    r"|in order)\b",
    re.IGNORECASE,
)
# What a correction says was wrong, and a bare figure where a name is asked for.
_CORRECTED, _FIGURE_FOR_NAME = 0.4, 0.4
_WAS_WRONG = re.compile(
    r"\b(?:article|report|story|headline|version) (?:had )?(?:also )?"
    r"(?:said|stated|gave|described|reported|put)\b|\b(?:wrongly|incorrectly|mistakenly|in error)\b",
    re.IGNORECASE,
)
_JOINED, _LIST = re.compile(r",? and\b"), 1.12
_NAME_ASKED = re.compile(r"^(?:who|whom|whose|which|where)\b", re.IGNORECASE)
_BARE_FIGURE = re.compile(rf"^(?:[\d.,]+%?|{WORDS})$", re.IGNORECASE)
_MEASURED = re.compile(
    r"\bhow (?:far|high|tall|deep|wide|heavy|cold|warm|hot|fast|strong|big|large)\b", re.IGNORECASE
)
_AGE_ASKED = re.compile(r"\bhow old (?:is|are|was|were)\b", re.IGNORECASE)
_GAME_SCORE = re.compile(r"\d+[-–]\d+")
# A phrase is a figure where the figure makes most of it and no word is joined to it: no "COVID-19".
_MOSTLY, _NAME_BEFORE = 0.4, re.compile(r"[A-Za-z][-–]?$")
_MORE = 2
_SENTENCE_KINDS = frozenset({"polarity", "reason"})
_ASKS_FOR_SENTENCE = re.compile(
    r"^(?:summari[sz]e|describe|explain|what (?:is|was|do we|did .{3,40}) (?:known|know|find)\b"
    r"|how (?:did|does|do|is|was|were|are|has|have|will|can|could)\b)",
    re.IGNORECASE,
)


def decide(
    question: str,
    asked: Constraints,
    proposed: Sequence[Candidate],
    windows: Sequence[ReadingWindow],
    asked_at: date | None,
) -> list[Candidate]:
    """Give the answers, best first: the deciding one, and after it what other articles report of it."""
    if _is_about_figure(question, asked, proposed):
        ranked = _newest_first(_weighed(question, asked, proposed, windows), asked_at)
    else:
        ranked = sorted(proposed, key=lambda one: -one.score)
    read = narrowed(windows)
    if name := asked_name(question):
        ranked = _with_roles(role_candidates(name, read), [one for one in ranked if is_role(one, name)])
    several = asks_for_several(question, asked)
    ranked = [_guarded(question, one, several=several) for one in ranked[: _MORE * 4]]
    ranked = _reordered(ranked, several=several)
    if asks_for_parts(question):
        ranked = [*part_candidates(question, read)[:1], *ranked]
    if asks_for_sentence(question, asked):
        ranked = _sentences(question, asked, ranked, read)
    return [whole_phrase(one, asked, question) for one in ranked]


def asks_for_sentence(question: str, asked: Constraints) -> bool:
    """Whether a whole sentence answers best: yes or no, why, how, a summary."""
    return asked.kind in _SENTENCE_KINDS or bool(_ASKS_FOR_SENTENCE.search(question))


def further(best: Candidate, ranked: Sequence[Candidate], asked: Constraints) -> list[Candidate]:
    """Give up to two older or agreeing reports of the same figure from other articles."""
    if asked.kind not in FIGURE_KINDS or asked.periods:
        return []
    found: list[Candidate] = []
    seen = {best.passage.article_id}
    for one in ranked:
        if one.passage.article_id in seen or one.score < _SAME_QUESTION * best.score:
            continue
        seen.add(one.passage.article_id)
        found.append(one)
    return found[:_MORE]


def narrowed(windows: Sequence[ReadingWindow]) -> list[Passage]:
    """Give the windows as passages of their own."""
    return [
        replace(
            window.passage,
            start=window.start,
            end=window.sentences[-1].end,
            text=window.text,
            sentences=window.sentences,
        )
        for window in windows
    ]


def _is_about_figure(question: str, asked: Constraints, proposed: Sequence[Candidate]) -> bool:
    """A "how many" question; or "what was", with a period, whose best answer is a figure.

    The rules know no ages and no scores of games, so these stay with the network.
    """
    best = max(proposed, key=lambda one: one.score, default=None)
    if _AGE_ASKED.search(question) or (best and best.score >= _SURE and _GAME_SCORE.fullmatch(best.text)):
        return False
    if asked.kind in FIGURE_KINDS or _MEASURED.search(question):
        return True
    if asked.kind != "text" or best is None or not periods_of_question(question):
        return False
    return any(
        len(quantity.text) >= _MOSTLY * len(best.text)
        and not _NAME_BEFORE.search(best.text[: quantity.start])
        for quantity in find_quantities(best.text)
    )


def _weighed(
    question: str, asked: Constraints, proposed: Sequence[Candidate], windows: Sequence[ReadingWindow]
) -> list[Candidate]:
    """The figures of the windows, each by its own fit and by what the network thinks of it."""
    weighed: list[Candidate] = []
    figures = figure_candidates(question, asked, narrowed(windows))
    sure = _sure(asked, proposed, figures)
    for figure in figures:
        trust = max((one.score for one in proposed if _overlap(one, figure)), default=0.0)
        read_as = _UNREAD + (1 - _UNREAD) * trust
        rules = max(figure.score, _SURE_FIT) if figure is sure else figure.score
        weighed.append(replace(figure, score=rules**_RULES * read_as ** (1 - _RULES)))
    return sorted(weighed, key=lambda one: -one.score)


def _sure(
    asked: Constraints, proposed: Sequence[Candidate], figures: Sequence[Candidate]
) -> Candidate | None:
    """The figure of which the network is sure, where the rules prefer none of the same article.

    The rules tell the figures of one article apart, the network tells the articles apart.
    """
    best = max(proposed, key=lambda one: one.score, default=None)
    if asked.periods or asked.total or best is None or best.score < _SURE:
        return None
    own = [one for one in figures if one.passage.article_id == best.passage.article_id]
    return own[0] if own and own[0].score >= _SURE_LEAST and _overlap(best, own[0]) else None


def _newest_first(ranked: list[Candidate], asked_at: date | None) -> list[Candidate]:
    """Of the best figure of each article, the newest report before the day of asking leads."""
    if not ranked:
        return ranked
    rivals: dict[str, Candidate] = {}
    for one in ranked:
        if not _WAS_WRONG.search(one.source.text) and one.score >= _SAME_QUESTION * ranked[0].score:
            rivals.setdefault(one.passage.article_id, one)
    if not rivals:
        return ranked
    lead = max(rivals.values(), key=lambda one: (*_recency(one, asked_at), one.score))
    return [lead, *(one for one in ranked if one is not lead)]


def _recency(one: Candidate, asked_at: date | None) -> tuple[bool, int]:
    day, today = day_of(one.passage.published), day_of(asked_at)
    if day is None:
        return (False, 0)
    known = today is None or day <= today
    return (known, day.toordinal() if known else -day.toordinal())


def _reordered(ranked: list[Candidate], *, several: bool) -> list[Candidate]:
    """By score where a list was raised; without the first where it lost to another."""
    if several:
        return sorted(ranked, key=lambda one: -one.score)
    return sorted(ranked[1:], key=lambda one: -one.score) if _is_beaten(ranked) else ranked


def _is_beaten(ranked: Sequence[Candidate]) -> bool:
    """Whether what leads lost to another answer by what speaks against it."""
    best = max((one.score for one in ranked[1:]), default=0.0)
    return bool(ranked) and ranked[0].score < _SAME_QUESTION * best


def _guarded(question: str, one: Candidate, *, several: bool) -> Candidate:
    """Lower what a correction calls wrong and a bare figure for a name; raise a list that is asked for."""
    factor = _CORRECTED if _WAS_WRONG.search(one.source.text) else 1.0
    if _NAME_ASKED.match(question) and _BARE_FIGURE.match(one.text):
        factor *= _FIGURE_FOR_NAME
    if several and _JOINED.search(one.text):
        factor *= _LIST
    return replace(one, score=min(1.0, one.score * factor))


def _with_roles(roles: Sequence[Candidate], proposed: Sequence[Candidate]) -> list[Candidate]:
    """The roles beside the name, as sure as the network is of words that overlap them, and its others."""
    trusted = [
        replace(role, score=max([role.score, *(one.score for one in proposed if _overlap(one, role))]))
        for role in roles
    ]
    others = [one for one in proposed if not any(_overlap(one, role) for role in roles)]
    return sorted([*trusted, *others], key=lambda one: -one.score)


def _sentences(
    question: str, asked: Constraints, ranked: list[Candidate], read: Sequence[Passage]
) -> list[Candidate]:
    """Where the network is unsure, the sentence that holds most of the question's words."""
    lexical = sentence_candidates(question, read)[:1]
    if not lexical or lexical[0].score < _SENTENCE_SHARE:
        return ranked
    if asked.kind == "reason" and not _CAUSE.search(lexical[0].source.text):
        return ranked
    best = replace(lexical[0], score=lexical[0].score * _SENTENCE_TRUST)
    return ranked if ranked and ranked[0].score >= best.score else [best, *ranked]


def _overlap(one: Candidate, other: Candidate) -> bool:
    same = one.passage.article_id == other.passage.article_id
    return same and one.start < other.end and other.start < one.end
