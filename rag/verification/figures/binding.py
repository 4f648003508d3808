"""Binds the figures of a sentence to what they count, to their period and to each other.

There is no parser here: a sentence is cut into segments at commas and at the words that set
figures against each other (including, of whom, up from, and, but), and each figure belongs to the
words of its segment.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from rag.verification.figures.finding import find_quantities
from rag.verification.figures.quantities import Qualifier, Quantity
from rag.verification.figures.roles import TOTAL, WINDOW, Role, role_of, with_expected, with_totals
from rag.verification.times.bound_periods import periods_of
from rag.verification.times.dates import UNITS
from rag.verification.times.finding import TimeExpression, find_times
from rag.verification.times.same_period import same_period
from rag.verification.words.segments import Segment, home_of, segments_of
from rag.verification.words.tokens import Token, sense, tokenize

Kind = Literal[
    "number", "money", "percent", "duration", "date", "person", "place", "reason", "polarity", "text"
]
_OF_WHOM = re.compile(r"\bof (?:whom|which|these|those|them),? (?:only |just )?$", re.IGNORECASE)
_OF_THEM = re.compile(r" of (?:them|these|those|whom|which)\b(?! [a-z]+s\b)")
_NOUN_STOP = frozenset(
    """in on at by for from to with since until during over under between after before as than and or but that
    who which last next this when while where is are was were be been had has have will would could may might
    said says were""".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundFigure:
    """A figure with what it counts, its period and its place among the other figures.

    `nouns` and `words` are senses (see `tokens.sense`): of the words it counts, and of all
    content words of its segment. `inherited` marks nouns taken over from an earlier figure.
    `scope` adds to `words` those of the main clause on which a part depends; `segment` is its place.
    """

    quantity: Quantity
    nouns: tuple[str, ...]
    words: frozenset[str]
    period: TimeExpression | None = None
    role: Role = "plain"
    inherited: bool = False
    scope: frozenset[str] = frozenset[str]()
    segment: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraints:
    """What a question asks of its answer."""

    kind: Kind
    periods: tuple[TimeExpression, ...] = ()
    nouns: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()
    total: bool = False
    qualifier: Qualifier = "exact"


@lru_cache(maxsize=2048)
def clause_constraints(sentence: str) -> tuple[BoundFigure, ...]:
    """Give every figure of a sentence with its noun, period and role.

    >>> text = "At least 80,000 civilians have fled, including 30,000 in the past week alone."
    >>> [(f.quantity.text, f.role, f.nouns, f.period and f.period.text) for f in clause_constraints(text)]
    [('80,000', 'total', ('people',), None), ('30,000', 'part', ('people',), 'the past week')]
    """
    quantities = [q for q in find_quantities(sentence) if q.form != "multiple"]
    if not quantities:
        return ()
    segments = segments_of(sentence, quantities)
    homes = [home_of(segments, quantity) for quantity in quantities]
    periods = periods_of(sentence, quantities, segments, homes)
    roles: list[Role] = [
        role_of(sentence, quantity, segments[home]) for quantity, home in zip(quantities, homes, strict=True)
    ]
    places = [segments[home] for home in homes]
    return tuple(
        _bound(sentence, quantities, places, with_expected(sentence, quantities, with_totals(roles)), periods)
    )


@lru_cache(maxsize=512)
def question_constraints(question: str) -> Constraints:
    """Give what a question binds: the kind of answer, its period, what is counted, whether the total.

    >>> asked = question_constraints("How many civilians fled in the past week?")
    >>> asked.kind, asked.nouns, [period.text for period in asked.periods]
    ('number', ('people',), ['the past week'])
    """
    times = tuple(time for time in find_times(question) if time.form != "clock")
    quantities = find_quantities(question)
    return Constraints(
        kind=_kind(question),
        periods=times,
        nouns=_asked_nouns(question),
        words=_content(question, 0, len(question), times, quantities),
        total=bool(TOTAL.search(question)),
        qualifier=_asked_qualifier(question),
    )


def fit(asked: Constraints, figure: BoundFigure, *, published: date | None = None) -> float:
    """Give how well a figure answers what a question binds: 1 it fits, 0 it is for something else.

    A question that names a period rejects figures of other periods, and takes a figure without
    any period only as a weak candidate (0.3). A question without one prefers the whole to its parts.
    """
    if asked.periods:
        return max(_period_fit(period, figure, published) for period in asked.periods)
    if figure.role in {"part", "before", "change"}:
        return 0.4
    return 0.8 if asked.total and figure.role != "total" else 1.0


def fits(
    asked: Constraints, figures: tuple[BoundFigure, ...], *, published: date | None = None
) -> tuple[float, ...]:
    """Give the fit of each figure of one sentence, weighed against each other.

    A word of the question that stands with one figure and not with another speaks for the one.

    >>> text = "The company cut 500 jobs, of which 200 were in London."
    >>> fits(question_constraints("How many jobs went in London?"), clause_constraints(text))
    (0.6, 1.0)
    """
    counts = {word: sum(word in figure.scope for figure in figures) for word in asked.words}
    told = {word for word, count in counts.items() if 0 < count < len(figures)}
    scores: list[float] = []
    for figure in figures:
        score = fit(asked, figure, published=published)
        if not asked.periods and figure.role in {"part", "change"} and told & figure.scope:
            score = 1.0
        scores.append(round(score * 0.6 ** len(told - figure.scope), 3))
    return tuple(scores)


def _period_fit(period: TimeExpression, figure: BoundFigure, published: date | None) -> float:
    if figure.period is None:
        return 0.3
    return same_period(period, figure.period, published)


def _bound(
    sentence: str,
    quantities: list[Quantity],
    places: list[Segment],
    roles: list[Role],
    periods: dict[int, TimeExpression],
) -> list[BoundFigure]:
    times = find_times(sentence)
    found: list[BoundFigure] = []
    for index, quantity in enumerate(quantities):
        nouns = (
            () if _OF_WHOM.search(sentence[: quantity.qualifier_start]) else _nouns(sentence, quantity, times)
        )
        nouns = () if nouns == ("other",) else nouns
        segment = places[index]
        words = _content(sentence, segment.start, segment.end, times, tuple(quantities))
        whole = next((one for one in reversed(found) if _counts_things(one.quantity)), None)
        depends = whole is not None and (
            roles[index] in {"part", "before", "after"}
            or not words
            or (not nouns and _is_alike(quantity, whole.quantity))
        )
        found.append(
            BoundFigure(
                quantity=quantity,
                nouns=whole.nouns if whole and depends and not nouns else nouns,
                words=words,
                period=periods.get(index),
                role=roles[index],
                inherited=depends and not nouns,
                segment=(segment.start, segment.end),
                scope=words | (whole.scope if whole and depends else frozenset[str]()),
            )
        )
    return found


def _is_alike(bare: Quantity, whole: Quantity) -> bool:
    """Whether a figure without a noun may count what an earlier one does: "310 people; today 88"."""
    return bare.unit == whole.unit == "" and bare.form == whole.form == "number"


def _counts_things(quantity: Quantity) -> bool:
    return quantity.unit not in UNITS and quantity.form not in {"ordinal", "fraction"}


def _nouns(sentence: str, quantity: Quantity, times: tuple[TimeExpression, ...]) -> tuple[str, ...]:
    """The words directly after a figure up to the first preposition, verb or mark: what it counts."""
    stop = min((time.start for time in times if time.start >= quantity.end), default=len(sentence))
    nouns: list[str] = []
    if _OF_THEM.match(sentence, quantity.end):
        return ()
    for token in tokenize(sentence[quantity.end : min(stop, quantity.end + WINDOW)]):
        lower = token.text.lower()
        if lower in _OF and len(nouns) < 3:
            continue
        if not token.is_word or lower in _NOUN_STOP or _is_verb(token) or len(nouns) == 3:
            break
        if token.is_content:
            nouns.append(sense(token.stem))
    return tuple(nouns)


_OF = frozenset({"of", "the", "more", "other", "its", "their", "-"})


def _is_verb(token: Token) -> bool:
    lower = token.text.lower()
    return (lower.endswith("ed") and len(lower) > 4) or token.stem in _MOVED_BY


_MOVED_BY = frozenset(
    "flee say rise fall die kill leave take make go come get see find hold lose win".split()
)


def _content(
    text: str, start: int, end: int, times: tuple[TimeExpression, ...], quantities: tuple[Quantity, ...]
) -> frozenset[str]:
    out = [(t.start, t.end) for t in times] + [(q.start, q.end) for q in quantities]
    return frozenset(
        sense(token.stem)
        for token in tokenize(text)
        if start <= token.start < end and token.is_content and not any(a <= token.start < b for a, b in out)
    )


_KINDS: tuple[tuple[Kind, str], ...] = (
    ("percent", r"\b(?:what|which) (?:percentage|per ?cent|share|proportion)\b|\bhow many per ?cent\b"),
    ("duration", r"\bhow (?:long|old)\b"),
    ("money", r"\bhow much (?:money\b|(?:did|does|do|will|would|has|have|had|was|were|is|are) .{0,60}"
              r"\b(?:costs?|pay|paid|raised?|spen[dt]|fined?|earn(?:ed)?|owed?|donated?|worth|sold for)\b)"
              r"|\bwhat (?:will|did|does|would) .{0,60}\bcost\b|\bwhat (?:price|sum|amount)\b"
              r"|\bhow expensive\b"),
    ("number", r"\bhow (?:many|much|often|far|high|big|large|fast|tall)\b|\bwhat (?:number|figure"
               r"|is the (?:number|total|toll)|was the (?:number|total|toll)|(?:is"
               r"|was) the .{0,20}(?:toll|rate|number))\b"),
    ("date", r"\bwhen\b|\b(?:what|which) (?:day|date|year|month|week|time|weekday)\b|\bhow (?:soon"
             r"|recently)\b"),
    ("person", r"\bwho(?:m|se)?\b"),
    ("place", r"\bwhere\b|\b(?:what|which) (?:city|country|town|place|state|region|province|village)\b"),
    ("reason", r"\bwhy\b|\bwhat (?:caused|led)\b"),
    ("polarity", r"^(?:did|does|do|is|are|was|were|has|have|had|will|would|can|could|should)\b"),
)  # fmt: skip


def _kind(question: str) -> Kind:
    lower = question.strip().lower()
    for kind, pattern in _KINDS:
        if re.search(pattern, lower):
            return kind
    return "text"


def _asked_nouns(question: str) -> tuple[str, ...]:
    match = re.search(
        r"\bhow (?:many|much)\b(?: (?:more|fewer|less|other))?|\bnumber of\b|\bshare of\b|\bpercentage of\b",
        question,
        re.IGNORECASE,
    )
    if not match:
        return ()
    nouns: list[str] = []
    for token in tokenize(question[match.end() :]):
        if (
            not token.is_word
            or token.text.lower() in _NOUN_STOP | {"did", "do", "does", "have"}
            or _is_verb(token)
            or len(nouns) == 3
        ):
            break
        if token.is_content:
            nouns.append(sense(token.stem))
    return tuple(nouns)


def _asked_qualifier(question: str) -> Qualifier:
    return "exactly" if re.search(r"\b(?:exactly|precisely|exact)\b", question, re.IGNORECASE) else "exact"
