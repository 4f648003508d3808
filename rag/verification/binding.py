"""Binds the figures of a sentence to what they count, to their period and to each other.

There is no parser here: a sentence is cut into segments at commas and at the words that set
figures against each other (including, of whom, up from, and, but), and each figure belongs to the
words of its segment.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from rag.verification.anchoring import days_of
from rag.verification.dates import UNITS, day_of
from rag.verification.figures import Qualifier, Quantity, find_quantities
from rag.verification.times import TimeExpression, find_times
from rag.verification.tokens import Token, sense, tokenize

Role = Literal["plain", "total", "part", "before", "after", "change"]
Kind = Literal[
    "number", "money", "percent", "duration", "date", "person", "place", "reason", "polarity", "text"
]

_CUT = re.compile(
    r"(?<!\d),|,(?!\d{2,3}\b)|[;:()]|\s[-–—]{1,2}\s|—"
    r"|\b(?:including|of (?:whom|which|them|those)|among (?:them|whom)|up from|down from"
    r"|compared (?:with|to)|against"
    r"|from(?= (?:about |around |some |nearly |at least |more than )?[$£€]?\d)|bringing|taking"
    r"|while|but|whereas|as well as|with(?= \w+ of (?:them|those)))\b"
    r"|\band\b|\bplus\b",
    re.IGNORECASE,
)
_PART = re.compile(r"\b(?:including|among (?:them|whom)|of (?:whom|which|those|them))\b", re.IGNORECASE)
_PART_AFTER = re.compile(r"^\s+of (?:them|these|those|whom|which)\b", re.IGNORECASE)
_SHARE_OF = re.compile(
    r"^(?: (?!of\b)[a-z]+){0,2} (?:out )?of (?:the |its |their |his |her |these |those |all |some "
    r"|about |nearly )*\d",
    re.IGNORECASE,
)
_OF_WHOLE = re.compile(
    r"(?:^|[,;—–]\s*|\b(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|\w+teen|\w+ty|\w+ty-\w+|half|most|thirds?|quarters?)"
    r"(?: (?!of\b)[a-z]+)?\s(?:out )?|\bfor )of (?:the |its |their |his |her |these |those |all )*$",
    re.IGNORECASE,
)
_OF_WHOM = re.compile(r"\bof (?:whom|which|these|those|them),? (?:only |just )?$", re.IGNORECASE)
_TOTAL = re.compile(
    r"\b(?:total(?:ling|ing|led|ed)?|in all|altogether|overall|combined|toll)\b", re.IGNORECASE
)
_BEFORE = re.compile(
    r"\b(?:up from|down from|compared (?:with|to)|against|from|previous(?:ly)?|earlier"
    r"|prior)\s*(?:\w+\s){0,2}$",
    re.IGNORECASE,
)
_BEFORE_AFTER = re.compile(
    r"^[^,;.]{0,24}\b(?:before that|before then|previously|beforehand|earlier)\b", re.IGNORECASE
)
_CHANGE = re.compile(
    r"\b(?:by|(?:increase|rise|fall|drop|cut|decrease|growth|decline|reduction|gain|loss|jump) of"
    r"|another|a further|an additional|an extra)\s*(?:(?:about|around|some|at least|more than|nearly)\s)?$",
    re.IGNORECASE,
)
_CHANGE_AFTER = re.compile(r"^\s(?:more|additional|extra|further)\b", re.IGNORECASE)
_AFTER = re.compile(
    r"\b(?:to|at)\s*(?:(?:about|around|some|at least|more than|nearly|just|a|record|over)\s)*$", re.IGNORECASE
)
_MOVE = frozenset({"rise", "fall", "raise", "cut", "grow", "double", "bring", "take", "up", "down"})
_SAY = frozenset({"say", "ask"})
_NOUN_STOP = frozenset(
    """in on at by for from to with since until during over under between after before as than and or but that
    who which last next this when while where is are was were be been had has have will would could may might
    said says were""".split()
)
_WINDOW = 48


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


@dataclass(frozen=True, slots=True)
class _Segment:
    start: int
    end: int
    cue: str


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
    segments = _segments(sentence, quantities)
    homes = [_home(segments, quantity) for quantity in quantities]
    periods = _periods(sentence, quantities, segments, homes)
    roles: list[Role] = [
        _role(sentence, quantity, segments[home]) for quantity, home in zip(quantities, homes, strict=True)
    ]
    places = [segments[home] for home in homes]
    return tuple(_bound(sentence, quantities, places, _with_totals(roles), periods))


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
        total=bool(_TOTAL.search(question)),
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


def same_period(first: TimeExpression, second: TimeExpression, published: date | None = None) -> float:
    """Give 1.0 where two expressions name one period, 0.7 where loosely, else 0.0.

    Both are read from the same day: a question about "the past week" means the article's own.
    """
    if first.key == second.key or (_length(first) is not None and _length(first) == _length(second)):
        return 1.0
    day = day_of(published)
    days, others = days_of(first, day), days_of(second, day)
    if days is not None and days == others:
        return 1.0
    years = {first.get("year"), second.get("year")}
    if _loose(first) is not None and _loose(first) == _loose(second) and (None in years or len(years) == 1):
        return 0.7
    return 0.0


def _period_fit(period: TimeExpression, figure: BoundFigure, published: date | None) -> float:
    if figure.period is None:
        return 0.3
    return same_period(period, figure.period, published)


def _length(time: TimeExpression) -> tuple[str, float, str] | None:
    if time.form not in {"past", "coming"}:
        return None
    count, unit = UNITS[str(time.get("unit"))]
    number = time.get("n")
    total = count * (number if isinstance(number, int) else 1)
    days = {"hour": 1 / 24, "day": 1, "week": 7}
    months = {"month": 1, "quarter": 3, "year": 12}
    if unit in days:
        return (time.form, total * days[unit], "days")
    return (time.form, float(total * months[unit]), "months")


def _loose(time: TimeExpression) -> tuple[object, ...] | None:
    """Names the period by its unit, so that "last week" is near "the past week", and May near May 2019."""
    if time.get("unit") in UNITS and _is_last(time):
        return ("last", UNITS[str(time.get("unit"))])
    names = {
        "quarter": ("ordinal", "number"),
        "month": ("month",),
        "month_year": ("month",),
        "day_month": ("month", "day"),
        "month_day": ("month", "day"),
    }.get(time.form)
    if names is None:
        return None
    return (len(names), *(time.get(name) for name in names), time.limit)


def _is_last(time: TimeExpression) -> bool:
    if time.form == "unit":
        return time.get("which") in {"last", "previous", "preceding"}
    back = time.form == "past" or time.get("direction") in {"before", "earlier", "ago"}
    return time.form in {"past", "offset"} and back and time.get("n") in {None, 1}


def _segments(sentence: str, quantities: list[Quantity]) -> list[_Segment]:
    inside = [(q.qualifier_start, q.end) for q in quantities] + [
        (t.start, t.end) for t in find_times(sentence)
    ]
    cuts = [
        match
        for match in _CUT.finditer(sentence)
        if not any(start < match.end() and match.start() < end for start, end in inside)
        and not (match.group().lower() == "and" and not _sets_apart(sentence, match, quantities))
        and not _is_share(match, quantities)
    ]
    starts = [0, *(match.start() for match in cuts)]
    ends = [*(match.start() for match in cuts), len(sentence)]
    cues = ["", *(match.group().strip().lower() for match in cuts)]
    return [_Segment(*parts) for parts in zip(starts, ends, cues, strict=True)]


def _is_share(match: re.Match[str], quantities: list[Quantity]) -> bool:
    """ "Nine of them at the weekend": the words after it belong to the figure before it."""
    return match.group().lower().startswith("of ") and any(q.end == match.start() - 1 for q in quantities)


def _sets_apart(sentence: str, match: re.Match[str], quantities: list[Quantity]) -> bool:
    before = any(q.end <= match.start() for q in quantities)
    after = [q for q in quantities if q.start >= match.end()]
    return before and bool(after) and not re.search(r"[;:.]", sentence[match.end() : after[0].start])


def _home(segments: list[_Segment], quantity: Quantity) -> int:
    return max(index for index, segment in enumerate(segments) if segment.start <= quantity.start)


def _periods(
    sentence: str, quantities: list[Quantity], segments: list[_Segment], homes: list[int]
) -> dict[int, TimeExpression]:
    bound: dict[int, TimeExpression] = {}
    waiting: list[TimeExpression] = []
    for time in find_times(sentence):
        if time.form == "clock" or is_reporting(sentence, time):
            continue
        home = max(index for index, segment in enumerate(segments) if segment.start <= time.start)
        index = _owner(time, home, quantities, homes)
        if index is None:
            waiting.append(time)
        else:
            bound.setdefault(index, time)
    for time in waiting:
        _hand_over(time, quantities, bound, sentence)
    return bound


def _owner(time: TimeExpression, home: int, quantities: list[Quantity], homes: list[int]) -> int | None:
    mine = [index for index, figure_home in enumerate(homes) if figure_home == home]
    if mine:
        before = [index for index in mine if quantities[index].end <= time.start]
        return before[-1] if before else mine[0]
    return None


def _hand_over(
    time: TimeExpression, quantities: list[Quantity], bound: dict[int, TimeExpression], sentence: str
) -> None:
    after = [index for index, q in enumerate(quantities) if q.start >= time.end]
    before = [index for index, q in enumerate(quantities) if q.end <= time.start]
    if before:
        between = tokenize(sentence[quantities[before[-1]].end : time.start])
        if sum(token.is_content for token in between) <= 3:
            bound.setdefault(before[-1], time)
        return
    for index in after:
        if index in bound or re.search(
            r"\b(?:bringing|taking|total)\b", sentence[time.end : quantities[index].start]
        ):
            break
        if index > after[0] and not _is_joined(sentence, quantities[index - 1], quantities[index]):
            break
        bound[index] = time


def _is_joined(sentence: str, first: Quantity, second: Quantity) -> bool:
    return bool(re.search(r"\band\b", sentence[first.end : second.start]))


def is_reporting(sentence: str, time: TimeExpression) -> bool:
    """Whether a time tells when something was said, not when it was so."""
    if re.search(r"\b(?:than|as) (?:\w+ ){0,3}$", sentence[: time.start]):
        return True
    if time.form not in {"weekday", "today", "day_month", "month_day"}:
        return False
    return _said_before(sentence, time)


def _said_before(sentence: str, time: TimeExpression) -> bool:
    words = [t for t in tokenize(sentence[: time.start]) if t.is_word][-4:]
    return any(sense(word.stem) in _SAY for word in words)


def _role(sentence: str, quantity: Quantity, segment: _Segment) -> Role:
    before = sentence[segment.start : quantity.qualifier_start]
    near, rest = before[-_WINDOW:], sentence[quantity.end :]
    after = sentence[quantity.end : segment.end]
    whole = _OF_WHOLE.search(sentence[: quantity.qualifier_start])
    moved = any(sense(token.stem) in _MOVE for token in tokenize(sentence[: quantity.start]))
    rules: tuple[tuple[Role, object], ...] = (
        ("part", _PART.search(before) or _PART_AFTER.match(rest) or _SHARE_OF.match(rest)),
        ("total", whole or _TOTAL.search(near) or _TOTAL.search(after[:_WINDOW])),
        ("before", _BEFORE.search(near) or _BEFORE_AFTER.match(after)),
        ("change", _CHANGE.search(near) or _CHANGE_AFTER.match(after)),
        ("after", moved and _AFTER.search(near)),
    )
    for role, applies in rules:
        if applies:
            return role
    return "plain"


def _with_totals(roles: Sequence[Role]) -> list[Role]:
    """A plain figure with a part after it, and no other plain figure between, is their total."""
    named = list(roles)
    for index, role in enumerate(roles):
        earlier = [at for at in range(index) if roles[at] == "plain"]
        if role == "part" and earlier and "total" not in named:
            named[earlier[-1]] = "total"
    return named


def _bound(
    sentence: str,
    quantities: list[Quantity],
    places: list[_Segment],
    roles: list[Role],
    periods: dict[int, TimeExpression],
) -> list[BoundFigure]:
    times = find_times(sentence)
    found: list[BoundFigure] = []
    for index, quantity in enumerate(quantities):
        nouns = (
            () if _OF_WHOM.search(sentence[: quantity.qualifier_start]) else _nouns(sentence, quantity, times)
        )
        segment = places[index]
        words = _content(sentence, segment.start, segment.end, times, tuple(quantities))
        whole = next((one for one in reversed(found) if _counts_things(one.quantity)), None)
        depends = whole is not None and (roles[index] in {"part", "before", "after"} or not words)
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


def _counts_things(quantity: Quantity) -> bool:
    return quantity.unit not in UNITS and quantity.form not in {"ordinal", "fraction"}


def _nouns(sentence: str, quantity: Quantity, times: tuple[TimeExpression, ...]) -> tuple[str, ...]:
    """The words directly after a figure up to the first preposition, verb or mark: what it counts."""
    stop = min((time.start for time in times if time.start >= quantity.end), default=len(sentence))
    nouns: list[str] = []
    for token in tokenize(sentence[quantity.end : min(stop, quantity.end + _WINDOW)]):
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
    ("money", r"\bhow much (?:money|did .{0,40}(?:cost|pay|raise|spend))|\bwhat (?:will|did|does"
              r"|would) .{0,60}\bcost\b|\bwhat (?:price|sum|amount)\b|\bhow expensive\b"),
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
