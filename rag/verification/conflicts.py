"""Puts the same quantity side by side where articles give it different values.

Each article's best figure for the question is taken; values that differ become one conflict with
the newest first. Nothing is averaged, and nothing is chosen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from rag.types import Citation, Conflict, ConflictKind, Figure, Passage, Source
from rag.verification.binding import BoundFigure, Constraints, clause_constraints, fits, question_constraints
from rag.verification.dates import day_of
from rag.verification.figure_facts import same_value
from rag.verification.figures import find_quantities
from rag.verification.names import Name, find_names, same_name
from rag.verification.origins import count_origins
from rag.verification.tokens import content_stems, sense, tokenize

_KINDS = frozenset({"number", "money", "percent", "duration"})
_CORRECTION = re.compile(
    r"\bcorrect(?:ion|ed|s)\b|\ban error\b|\bin error\b|\berroneously\b|\bwrongly\b|\bmisstated\b"
    r"|\bearlier version\b|, not \d",
    re.IGNORECASE,
)
_UPDATE = re.compile(r"\b(?:update|updated|has risen|had risen|have risen|so far|latest)\b", re.IGNORECASE)
_GROWING = frozenset(
    content_stems(
        "killed dead died toll injured hurt displaced arrested missing infected raised counted homeless "
        "evacuated"
    )
)
_CURRENCIES = frozenset(
    {"dollar", "pound", "euro", "yen", "yuan", "rupee", "rouble", "lira", "won", "peso", "franc", "krona"}
)
_TIMES = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "age"})
_PLACE = re.compile(r"\b(?:in|at|near|around|of|from)\s+(?:the\s+)?(?:\w+ern\s)?$")
_LIGHT = frozenset(
    content_stems("people person take part make do go come get have be number many much money")
)
_PREPOSITION = re.compile(
    r"\b(?:in|at|from|by|for|after|during|against|on|near|over|since|under|to)\b", re.IGNORECASE
)
_MEASURED = re.compile(r"\bhow (?:far|tall|high|fast|big|large|often|old|long)\b", re.IGNORECASE)
_SAME_TIME_DAYS, _NEAREST = 1, 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reported:
    """A figure that may answer the question, where it stands, and how well it fits."""

    figure: BoundFigure
    passage: Passage
    source: Source
    score: float

    @property
    def day(self) -> date | None:
        return day_of(self.passage.published)

    @property
    def value(self) -> str:
        quantity = self.figure.quantity
        return self.source.text[quantity.qualifier_start : quantity.end].strip()


def find_conflicts(question: str, passages: Sequence[Passage]) -> tuple[Conflict, ...]:
    """Give the conflict of the quantity that a question asks for, if articles differ on it.

    Args:
        question: a question for a figure; others have no conflicts.
        passages: what was retrieved, with the articles' titles, sources and dates.
    """
    asked = question_constraints(question)
    if asked.kind not in _KINDS or find_quantities(question) or _MEASURED.search(question):
        return ()
    best = _best_by_article(_candidates(question, asked, passages))
    groups = _by_value(best)
    if len(groups) < 2:
        return ()
    figures = tuple(_figure(number, group) for number, group in enumerate(groups, 1))
    return (Conflict(kind=_kind(groups, asked), subject=_subject(question), figures=figures),)


def _candidates(question: str, asked: Constraints, passages: Sequence[Passage]) -> list[_Reported]:
    names = [name for name in find_names(question) if not name.doubtful]
    needed = _needed(question, asked)
    verb = _last_needed(question, needed)
    topic = asked.words - _LIGHT
    found: list[_Reported] = []
    for passage in passages:
        around = content_stems(passage.title + "\n" + passage.text)
        if not needed or len(topic & around) < 0.6 * len(topic) or not _names_all(names, passage):
            continue
        for source in passage.sentences:
            found.extend(_of_sentence(asked, (needed, verb), passage, source))
    return found


def _needed(question: str, asked: Constraints) -> frozenset[str]:
    """The words that say what is counted and what became of it: those before the first preposition."""
    named = {word for name in find_names(question) for word in content_stems(name.text)}
    cut = _PREPOSITION.search(question)
    head = content_stems(question[: cut.start()] if cut else question) & asked.words
    needed = head - named - _LIGHT
    return frozenset(needed or (asked.words - named - _LIGHT))


def _last_needed(question: str, needed: frozenset[str]) -> str | None:
    """The last needed word before the first preposition: what became of the thing counted."""
    cut = _PREPOSITION.search(question)
    words = [sense(token.stem) for token in tokenize(question[: cut.start()] if cut else question)]
    return next((word for word in reversed(words) if word in needed), None)


def _names_all(names: Sequence[Name], passage: Passage) -> bool:
    text = passage.title + "\n" + passage.text
    return all(any(same_name(name, other) for other in find_names(text)) for name in names)


def _of_sentence(
    asked: Constraints, wanted: tuple[frozenset[str], str | None], passage: Passage, source: Source
) -> list[_Reported]:
    needed, verb = wanted
    figures = clause_constraints(source.text)
    scores = fits(asked, figures, published=passage.published) if figures else ()
    found: list[_Reported] = []
    for figure, fit in zip(figures, scores, strict=True):
        noun = _noun_score(asked, figure)
        share = len(needed & (figure.scope | set(figure.nouns))) / len(needed)
        enough = share >= 0.5 and (
            verb in figure.scope or verb in figure.nouns or bool(_CORRECTION.search(passage.text))
        )
        if verb is None:
            share = len(needed & content_stems(source.text)) / len(needed)
            enough = share >= 0.6
        if enough and fit >= 0.35 and noun >= 0 and _is_right_kind(asked, figure):
            found.append(
                _Reported(figure=figure, passage=passage, source=source, score=share + 0.5 * noun + 0.5 * fit)
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
        or set(figure.nouns) & _GROWING
        or (wanted & people and set(figure.nouns) & people)
    ):
        return 0.5
    return -1.0


def _best_by_article(candidates: Sequence[_Reported]) -> list[_Reported]:
    best: dict[str, _Reported] = {}
    for reported in candidates:
        held = best.get(reported.passage.article_id)
        if held is None or _rank(reported) > _rank(held):
            best[reported.passage.article_id] = reported
    top = max((reported.score for reported in best.values()), default=0.0)
    return [reported for reported in best.values() if reported.score >= _NEAREST * top]


def _rank(reported: _Reported) -> tuple[float, int]:
    """The better fit, then the earlier sentence; in a correction the later one, which sets right."""
    late = bool(_CORRECTION.search(reported.passage.text))
    return reported.score, reported.source.start if late else -reported.source.start


def _by_value(best: Sequence[_Reported]) -> list[list[_Reported]]:
    """Groups of articles with one value, the group with the newest article first."""
    groups: list[list[_Reported]] = []
    for reported in sorted(best, key=_newest_first):
        for group in groups:
            if same_value(group[0].figure.quantity, reported.figure.quantity):
                group.append(reported)
                break
        else:
            groups.append([reported])
    return groups


def _newest_first(reported: _Reported) -> tuple[float, bool, str]:
    published = reported.passage.published
    moment = published.timestamp() / 86400 if isinstance(published, datetime) else 0.0
    if reported.day is not None and not moment:
        moment = float((reported.day - date(1970, 1, 1)).days)
    return (-moment, not _UPDATE.search(reported.passage.text), reported.passage.article_id)


def _kind(groups: Sequence[Sequence[_Reported]], asked: Constraints) -> ConflictKind:
    newest, older = groups[0][0], groups[1][0]
    if _CORRECTION.search(newest.passage.text) or _CORRECTION.search(newest.passage.title):
        return "correction"
    if _is_scope(newest, older, asked):
        return "scope"
    apart = abs((newest.day - older.day).days) if newest.day and older.day else 0
    growing = bool((asked.words | newest.figure.scope) & _GROWING)
    if apart > _SAME_TIME_DAYS or (growing and (apart or _UPDATE.search(newest.passage.text))):
        return "update"
    return "disagreement"


def _is_scope(first: _Reported, second: _Reported, asked: Constraints) -> bool:
    """Whether the figures are for different places or different stated periods."""
    places = _places(first), _places(second)
    if places[0] and places[1] and not any(same_name(a, b) for a in places[0] for b in places[1]):
        return True
    periods = first.figure.period, second.figure.period
    stated = all(
        period is not None and period.form in {"year", "month_year", "quarter", "decade"}
        for period in periods
    )
    return stated and periods[0] is not None and periods[1] is not None and periods[0].key != periods[1].key


def _places(reported: _Reported) -> list[Name]:
    """Names after "in" or "at" close to the figure."""
    text, quantity = reported.source.text, reported.figure.quantity
    return [
        name
        for name in find_names(text)
        if _PLACE.search(text[: name.start])
        and min(abs(name.start - quantity.end), abs(quantity.start - name.end)) < 40
    ]


def _figure(number: int, group: Sequence[_Reported]) -> Figure:
    reported = group[0]
    passage, source = reported.passage, reported.source
    outlets = tuple(dict.fromkeys(each.passage.source or each.passage.article_id for each in group))
    return Figure(
        value=reported.value,
        as_of=reported.day,
        citation=Citation(
            n=number,
            article_id=passage.article_id,
            version=passage.version,
            title=passage.title,
            source=passage.source,
            published=passage.published,
            start=source.start,
            end=source.end,
            quote=source.text,
        ),
        outlets=outlets,
        origins=count_origins([each.passage.text for each in group]),
    )


def _subject(question: str) -> str:
    return question.strip().rstrip("?").strip()
