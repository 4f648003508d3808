"""Finds time expressions in a text; `times/anchoring.py` gives each its days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from rag.verification.times.patterns import (
    ALL_HINTS,
    CASED,
    COUNTS,
    DATED,
    DIGITS,
    FORMS,
    HINTS,
    MONTHS,
    UNITED,
    WEEKDAYS,
)
from rag.verification.times.tense import is_future

_Values = tuple[tuple[str, str | int | None], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression:
    """A time expression of a text: `form` and `values` name its row of the table.

    `limit` is the word before it that opens the range to the other side (since, by, until).
    """

    text: str
    start: int
    end: int
    form: str
    values: _Values = ()
    future: bool = False
    limit: str | None = None
    parts: tuple[TimeExpression, ...] = ()

    def get(self, name: str) -> str | int | None:
        """The value of one slot of the row."""
        return dict(self.values).get(name)

    @property
    def key(self) -> tuple[object, ...]:
        """What makes two expressions the same words for the same period, without any date."""
        return (self.form, *self.values, self.limit, *(part.key for part in self.parts))


# Groups of a second alternative, which a pattern must name otherwise.
_SAME = {
    "n2": "n",
    "unit2": "unit",
    "unit3": "unit",
    "season2": "season",
    "season3": "season",
    "day2": "day",
    "weekday2": "weekday",
    "century2": "century",
}
_ANY_DIGIT = re.compile(r"\d")
_ANY_UNIT = re.compile(
    r"\b(?:hour|day|night|week|fortnight|month|quarter|year|decade|centur|half|Q[1-4]|season)", re.IGNORECASE
)
_ANY_CLOCK = re.compile(
    r"[ap]\.?m\b|:\d\d|morning|afternoon|evening|at night|clock|\bpast\b|(?:quarter|minutes) to"
    r"|noon|midday|midnight"
    r"|GMT|UTC|BST|CET|\d hours",
    re.IGNORECASE,
)
_ANY_MONTH = re.compile(r"Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec")
_CUE = re.compile(
    r"(?:^|[,;:.–—-]|\b(?:in|since|until|till|by|of|from|to|and|or|through|during|before|after"
    r"|between|for|for the|the|early|late|mid"
    r"|throughout|through|around|every|each|next|last|this|year|than|on|through|that|about))[\s(]*$",
    re.IGNORECASE,
)
# "Would have made the work last 16 months": a verb, where "the" and a noun stand before it.
_NOUN_BEFORE = re.compile(r"\b(?:the|a|an|its|his|her|their|this|that) (?:[\w-]+ )?[a-z][\w-]+ $")
# "The last 12 months of the sentence": a part of that, not of the time up to now.
_OF_ITS = re.compile(
    r" of (?:(?:the|his|her|its|their|my|our|an?|that|this) |(?:[A-Z][\w-]+ )*[A-Z][\w-]+['’]s? )"
)
_LIMIT = re.compile(
    r"\b(since|until|till|up to|no later than|ahead of|by|before|after|beyond|from|through|between)\s+"
    r"(?:about |around |at least |late |early |the )?(?:(?:start|middle|end|beginning|height) of )?$",
    re.IGNORECASE,
)
_SHARE = re.compile(r"\b(half|(?:a )?quarter of) $", re.IGNORECASE)
# "After Monday's vote": what is limited is the vote.
_POSSESSIVE = re.compile(r"(?: (?:morning|afternoon|evening|night))?['’]s? ")
# "Before the Wednesday deadline", "since the 2015 crisis".
_THE_NOUN = re.compile(
    r"(?: (?:morning|afternoon|evening|night))? (?!(?:and|or|but|to|in|on|at|of|for|with|when|while|as|after"
    r"|before|since|until|by|from|through|morning|afternoon|evening|night|was|were|is|are|has|have|had|will|would|the|a|an)\b)[a-z]{4,}"
)
_JOIN = re.compile(r"^(?:\s?(?:to|and|until|till|through|-|–)\s?|-(?:to|through)-)$", re.IGNORECASE)
# "The January to June period".
_OVER = re.compile(r"\b(?:in|for|over|during|in the|the) $", re.IGNORECASE)
_PLURAL_NEXT = re.compile(
    r"^\s(?!(?:was|is|has|as|crisis|elections|olympics|games|levels|terms|prices|dollars)\b)[a-z]+s\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def find_times(text: str) -> tuple[TimeExpression, ...]:
    """Every time expression of a text, in order and without overlap.

    >>> [time.text for time in find_times("30,000 fled in the past week, he said on Tuesday.")]
    ['the past week', 'Tuesday']
    """
    taken: list[TimeExpression] = []
    absent = _absent_forms(text)
    for form, pattern in _patterns():
        if form in absent:
            continue
        for match in pattern.finditer(text):
            if not _is_free(match, taken) or not _is_time(form, match, text):
                continue
            taken.append(_expression(form, match, text))
    taken.extend(_elided_quarters(text, taken))
    return tuple(_joined(sorted(taken, key=lambda time: time.start), text))


# "From the third quarter to the fourth".
_ELIDED = re.compile(
    r"\b(?:in|from|to|for|during|than|and|against) (?P<whole>the (?P<ordinal>first|second|third|fourth))\b"
    r"(?=[.,;:)]|$| (?:from|to|after|and|but|as|when|while|against|compared|because)\b)"
)


def _elided_quarters(text: str, taken: list[TimeExpression]) -> Iterator[TimeExpression]:
    """The quarters of a text that leave out their noun, of the year of the quarter told beside them."""
    quarter = next((time for time in taken if time.form == "quarter" and time.get("ordinal")), None)
    if quarter is None:
        return
    for match in _ELIDED.finditer(text):
        if all(match.end() <= time.start or match.start("whole") >= time.end for time in taken):
            values = tuple(sorted({**dict(quarter.values), "ordinal": match["ordinal"]}.items()))
            start, end = match.span("whole")
            yield replace(quarter, text=match["whole"], start=start, end=end, values=values, limit=None)


def _absent_forms(text: str) -> frozenset[str]:
    """The forms of which a text lacks every word or sign that they need: their patterns are not tried."""
    lower = text.lower()
    hints = {hint for hint in ALL_HINTS if hint in lower}
    absent = frozenset(form for form, needed in HINTS.items() if hints.isdisjoint(needed))
    if not _ANY_MONTH.search(text):
        absent |= DATED - {"edge_date"}
    if not _ANY_UNIT.search(text):
        absent |= UNITED
    if not _ANY_CLOCK.search(text):
        absent |= {"clock"}
    return absent if _ANY_DIGIT.search(text) else absent | DIGITS


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The forms compiled, on first use."""
    return tuple((form, re.compile(words, 0 if form in CASED else re.IGNORECASE)) for form, words in FORMS)


def _is_free(match: re.Match[str], taken: list[TimeExpression]) -> bool:
    return all(match.end() <= time.start or match.start() >= time.end for time in taken)


def _is_time(form: str, match: re.Match[str], text: str) -> bool:
    before, after = text[: match.start()], text[match.end() :]
    if form == "month":
        named = match.group("month").rstrip(".")
        return bool(
            named not in {"May", "March", "Mar", "Jan", "Dec", "Jun", "Apr"}
            or match.groupdict().get("which")
            or match.groupdict().get("of")
            or _CUE.search(before)
            or after.startswith(("-to-", "-through-"))
        )
    if form == "year":
        return bool(_CUE.search(before)) or not _PLURAL_NEXT.match(after)
    if form == "unit":
        return match.group("unit") not in {"decade", "century"}
    if form == "past" and (told := match.group().lower()).startswith(("last ", "the last ")):
        return not _OF_ITS.match(after) and not (told.startswith("last ") and _NOUN_BEFORE.search(before))
    if form == "offset" and match.group("direction").lower() == "in":
        return is_future(text, match.start(), match.end())
    return True


def _expression(form: str, match: re.Match[str], text: str) -> TimeExpression:
    owns = _POSSESSIVE.match(text, match.end())
    share = _SHARE.search(text, max(0, match.start() - 16), match.start()) if form == "offset" else None
    start = share.start() if share else match.start()
    limit = None if owns else _LIMIT.search(text[max(0, start - 24) : start])
    named = {_SAME.get(name, name): value for name, value in match.groupdict().items() if value is not None}
    values = tuple((name, _value(name, value)) for name, value in sorted(named.items()))
    if limit and _THE_NOUN.match(text, match.end()) and limit.group().lower().endswith(" the "):
        limit = None
    return TimeExpression(
        text=text[start : match.end()],
        start=start,
        end=match.end(),
        form=form,
        values=_of_share(values, share.group(1).lower()) if share else values,
        future=is_future(text, match.start(), match.end()),
        limit=_limit_of(values, limit.group(1).lower() if limit else None),
    )


_LIMITS = {"no later than": "by", "beyond": "after", "ahead of": "before"}


def _limit_of(values: _Values, limit: str | None) -> str | None:
    """The word before a time in its common form; "the rest of the week" lasts until its end."""
    if dict(values).get("edge") in {"rest", "remainder"}:
        return "until"
    return _LIMITS.get(limit, limit) if limit else None


def _of_share(values: _Values, share: str) -> _Values:
    """ "A quarter of a century ago" as 25 years ago."""
    slots = dict(values)
    half = share == "half"
    count, unit = {"year": (6 if half else 3, "month"), "decade": (5 if half else 2, "year")}.get(
        str(slots.get("unit")), (50 if half else 25, "year")
    )
    return tuple({**slots, "n": count, "unit": unit}.items())


# The edge of a period that its verb tells: "before the year is out".
_EDGE_NAMES = {
    **dict.fromkeys(("is", "was", "ends", "ended", "closes", "closed"), "end"),
    **dict.fromkeys(("begins", "began", "starts", "started"), "start"),
}


def _value(name: str, value: str) -> str | int:
    lower = value.lower().rstrip(".")
    if name == "n":
        return int(lower) if lower.isdigit() else COUNTS[lower.replace("’", "'")]
    if name == "edge":
        return _EDGE_NAMES.get(lower.split()[0], lower)
    if name == "month":
        return next(number for number, month in enumerate(MONTHS, 1) if month.startswith(lower[:3]))
    if name == "weekday":
        return next(number for number, weekday in enumerate(WEEKDAYS) if weekday.startswith(lower))
    return int(lower) if lower.isdigit() else lower.replace("’", "'")


def _joined(times: list[TimeExpression], text: str) -> Iterator[TimeExpression]:
    index = 0
    while index < len(times):
        pair = times[index : index + 2]
        if len(pair) == 2 and _joins(pair[0], pair[1], text):
            yield _span(pair[0], pair[1], text)
        else:
            yield from pair[:1]
        index += 2 if len(pair) == 2 and _joins(pair[0], pair[1], text) else 1


def _span(first: TimeExpression, last: TimeExpression, text: str) -> TimeExpression:
    return TimeExpression(
        text=text[first.start : last.end],
        start=first.start,
        end=last.end,
        form="span",
        future=first.future,
        parts=(_of_one_year(replace(first, limit=None), last), replace(last, limit=None)),
    )


def _of_one_year(first: TimeExpression, last: TimeExpression) -> TimeExpression:
    """The first day or month of a span with the year of its end, where it names none: "May to July 2024"."""
    months = [each.get("month") for each in (first, last)]
    stated = tuple((name, value) for name, value in last.values if name in {"year", "of"})
    if (
        not stated
        or not isinstance(months[0], int)
        or not isinstance(months[1], int)
        or months[0] > months[1]
    ):
        return first
    return (
        first
        if {name for name, _ in first.values} & {"year", "of"}
        else replace(first, values=first.values + stated)
    )


def _joins(first: TimeExpression, last: TimeExpression, text: str) -> bool:
    between = text[first.end : last.start]
    comparable = {first.form, last.form} <= {
        "year",
        "month",
        "month_year",
        "day_month",
        "month_day",
        "weekday",
        "iso",
    }
    if not comparable or not _JOIN.match(between):
        return False
    if between.strip() == "to" and (first.form == last.form == "year" or _OVER.search(text[: first.start])):
        return True
    return first.limit in {"from", "between"} or "-" in between or between.strip() == "–"
