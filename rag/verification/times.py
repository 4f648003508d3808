"""Finds time expressions in a text; `anchoring.py` gives each its days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from rag.verification.tense import is_future

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_COUNTS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fourteen": 14, "fifteen": 15, "eighteen": 18,
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90, "a couple of": 2,
}  # fmt: skip

_N = r"(?P<n>\d{1,3}|" + "|".join(sorted(_COUNTS, key=len, reverse=True)) + ")"
_UNIT = r"(?P<unit>hour|day|night|week|fortnight|month|quarter|year|decade|century|centurie)s?\b"
_CALENDAR = r"(?P<unit>week|month|quarter|year|decade|century)\b"
_MONTH = (
    r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)(?![a-z])"
)
_YEAR = r"(?P<year>1[5-9]\d\d|20\d\d)(?![\d%]|[.,]\d)"
_DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\d:%]|[.,]\d)"
_WEEKDAY = r"(?P<weekday>Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_WEEKDAY_BEFORE = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?:,| the)? )?"
_PART = r"(?:(?:early|mid|late|the end of|the start of) ?-?)?"
_SEASON = r"(?P<season>spring|summer|autumn|fall|winter)"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression:
    """A time expression of a text: `form` and `values` name its row of the table.

    `limit` is the word before it that opens the range to the other side (since, by, until).
    """

    text: str
    start: int
    end: int
    form: str
    values: tuple[tuple[str, str | int | None], ...] = ()
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


_CASED = frozenset({"month", "month_year", "day_month", "month_day", "days_month", "month_days", "weekday"})
_WHICH = ("last", "previous", "preceding", "this", "current", "next", "following")
# A form is looked for only in a text that holds one of these; forms without a line are always tried.
_HINTS: dict[str, tuple[str, ...]] = {
    "edge": (" of the", " of this", " of last", " of next", "end", " began", " started"),
    "month_part": ("week", "half of", "days of"),
    "edge_date": ("end of", "start of", "beginning of"),
    "quarter": ("quarter", "q1", "q2", "q3", "q4"),
    "season": ("spring", "summer", "autumn", "fall", "winter"),
    "same_period": ("the same",),
    "past": ("past", "last", "previous", "preceding"),
    "vague": ("past", "last", "recent", "coming", "next", "previous", "few", "several", "many", "some"),
    "coming": ("coming", "next", "following"),
    "offset": (" ago", "earlier", "later", "from now", "previously", "before", "time", "in "),
    "before_last": ("the day",),
    "neighbour": ("day",),
    "unit": _WHICH,
    "weekend": ("weekend",),
    "today": ("today", "tonight", "this ", "yesterday", "last night", "tomorrow", "overnight"),
    "weekday": ("day",),
    "decade": ("0s",),
    "clock": (" in the ", "clock", ":", ".", "am", "pm", "noon", "midday", "midnight", " a", " p"),
}
_ALL_HINTS = tuple({hint for needed in _HINTS.values() for hint in needed})
_DATED = frozenset(
    {"month_part", "days_month", "month_days", "day_month", "month_day", "month_year", "edge_date", "month"}
)
_DIGITS = frozenset(
    {"iso", "days_month", "month_days", "day_month", "month_day", "month_year", "year", "decade"}
)
_ANY_DIGIT = re.compile(r"\d")
_ANY_MONTH = re.compile(r"Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec")
_FORMS: tuple[tuple[str, str], ...] = (
    ("iso", r"\b(?P<year>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)\b"),
    ("month_part", rf"\b(?:the )?(?P<ordinal>first|second|third|fourth|last|final) (?:{_N} )?"
                   rf"(?P<part>week|half|day)s? of (?-i:{_MONTH})(?! \d\d?\b)(?:,? {_YEAR})?"),
    ("days_month", rf"\b{_DAY.replace('day>', 'first>')}\s?(?:to|and|through|-"
                   rf"|–)\s?{_DAY} {_MONTH}(?:,? {_YEAR})?"),
    ("month_days", rf"\b{_MONTH} {_DAY.replace('day>', 'first>')}\s?(?:to|and|through|-"
                   rf"|–)\s?{_DAY}(?:,? {_YEAR})?"),
    ("day_month", rf"\b{_WEEKDAY_BEFORE}{_DAY}(?: of)? {_MONTH}(?:,? {_YEAR})?"),
    ("month_day", rf"\b{_WEEKDAY_BEFORE}{_MONTH} {_DAY}(?:,? {_YEAR})?"),
    (
        "edge",
        rf"\b(?:the )?(?P<edge>end|start|beginning) of (?:the|(?P<which>this|last|next)) {_CALENDAR}"
        rf"(?! of)|\b(?P<edge2>year|month)[- ]end\b",
    ),
    ("edge", r"\bthe (?P<unit>week|month|quarter|year) (?P<edge>began|started|ended)\b"),
    ("edge_date", rf"\b(?:the )?(?P<edge>end|start|beginning) of (?:(?:(?-i:{_MONTH}))(?: {_YEAR})?"
                  rf"|{_YEAR.replace('year>', 'only>')})"),
    ("month_year", rf"\b{_PART}{_MONTH}(?: of|,)? {_YEAR}"),
    ("quarter", rf"\b(?:the )?(?P<ordinal>first|second|third|fourth|final|[1-4](?:st|nd|rd"
                rf"|th))[ -]quarter(?:(?: of)? {_YEAR})?"),
    ("quarter", rf"\bQ(?P<number>[1-4])(?: (?:of )?{_YEAR})?\b"),
    ("season", rf"\b(?:(?P<which>last|this|next) )?{_PART}{_SEASON}(?: of)? {_YEAR}"),
    ("season", rf"\b(?P<which>last|this|next) {_SEASON}\b"),
    ("same_period", r"\bthe same (?:period|time|week|month|quarter|day) (?:of )?(?:last year"
                    r"|a year (?:earlier|ago|before))"),
    ("past", rf"\b(?:the |these |this )?(?<!would )(?<!will )(?<!could )(?<!can )(?<!may )(?<!to )(?<!not )"
             rf"(?:past|last|previous|preceding) {_N} {_UNIT}"),
    ("past", rf"\b(?:(?:the|this) )?past {_UNIT}(?! of)"),
    ("past", rf"\bthe last {_UNIT}(?! of)"),
    ("vague", rf"\b(?:the )?(?:past|last|recent|coming|next|previous) (?:few |several |couple of "
              rf"|many )?{_UNIT.replace('s?', 's')}"),
    ("vague", rf"\b(?:a few|several|many|some) {_UNIT} (?:ago|earlier|later|before)\b"),
    ("coming", rf"\b(?:the )?(?:coming|next|following) {_N} {_UNIT}"),
    ("coming", rf"\bthe coming {_UNIT}"),
    ("offset", rf"\b{_N} {_UNIT} (?P<direction>ago|earlier|later|from now|previously)\b(?! than)"),
    ("offset", rf"\b{_N} {_UNIT} (?P<direction>before)(?=[\s]*(?:[.,;:!?)”\"]|$|and\b|but\b))"),
    ("offset", rf"\b(?:the )?{_UNIT} (?P<direction>before|earlier)(?=[\s]*(?:[.,;:!?)”\"]|$|and\b"
               rf"|but\b))"),
    ("offset", rf"\bin {_N} {_UNIT}(?P<direction>['’]? time\b)"),
    ("offset", rf"\b(?P<direction>in) {_N} {_UNIT}(?! of)"),
    ("before_last", r"\bthe day (?P<which>before yesterday|after tomorrow)\b"),
    ("neighbour", r"\bthe (?P<which>following|next|previous|preceding) day\b"),
    ("unit", rf"\b(?:(?:earlier|later|late|early) )?(?:the )?(?P<which>last|previous|preceding|this"
             rf"|current|next|following) {_CALENDAR}(?!['’]s|-|\s+of\b)"),
    ("unit", rf"\b(?:(?:earlier|later|late|early) )?(?:the )?(?P<which>last|previous|this|current"
             rf"|next|following) {_CALENDAR}(?=['’]s)"),
    *(("unit", rf"(?<=this (?P<unit>{unit}) than )(?P<which>last)\b")
      for unit in ("year", "month", "week", "season")),
    ("weekend", r"\b(?:the |over the |at the )?(?:(?P<which>last|this|next|past|coming) )?weekend\b"),
    ("today", r"\b(?P<word>today|tonight|this (?:morning|afternoon|evening)|yesterday(?: (?:morning"
              r"|afternoon|evening|night))?|last night|tomorrow|overnight)\b"),
    ("weekday", rf"\b(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his) )?{_WEEKDAY}\b"),
    ("decade", r"\b(?:the )?(?:early |mid-|late )?(?P<decade>1[5-9]\d0|20\d0)s\b"),
    ("month", rf"\b(?:(?P<which>last|next|this|this past) )?(?:(?:early|mid|late|middle of)[ -])?{_MONTH}"),
    ("year", rf"(?<![\d.,$£€₹-])\b(?:(?:early|mid|late)[ -])?{_YEAR}\b(?!-)"),
    ("clock", r"\b(?:\d{1,2}[:.]\d\d ?[ap]\.?m\b\.?|\d{1,2} ?[ap]\.?m\b\.?"
              r"|\d{1,2}(?:[:.]\d\d)?(?: o['’]clock)? in the (?:morning|afternoon|evening)"
              r"|(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine"
              r"|ten|eleven|twelve) (?:o['’]clock|in the (?:morning|afternoon|evening))"
              r"|[012]?\d:[0-5]\d(?!\d))(?: ?(?:GMT|UTC|EST|EDT|ET|PT|PST|PDT|BST|CET|local time))?"
              r"|\b(?:noon|midday|midnight)\b"),
)  # fmt: skip
_CUE = re.compile(
    r"(?:^|[,;:.–—-]|\b(?:in|since|until|till|by|of|from|to|and|or|through|during|before|after"
    r"|between|for|for the|the|early|late|mid"
    r"|throughout|through|around|every|each|next|last|this|year|than|on|through|that|about))[\s(]*$",
    re.IGNORECASE,
)
_LIMIT = re.compile(
    r"\b(since|until|till|up to|no later than|by|before|after|from|through|between)\s+(?:about |around "
    r"|at least |late |early |the )?(?:(?:start|middle|end|beginning|height) of )?$",
    re.IGNORECASE,
)
_JOIN = re.compile(r"^\s?(?:to|and|until|till|through|-|–)\s?$", re.IGNORECASE)
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
    return tuple(_joined(sorted(taken, key=lambda time: time.start), text))


def _absent_forms(text: str) -> frozenset[str]:
    """The forms of which a text lacks every word or sign that they need: their patterns are not tried."""
    lower = text.lower()
    hints = {hint for hint in _ALL_HINTS if hint in lower}
    absent = frozenset(form for form, needed in _HINTS.items() if hints.isdisjoint(needed))
    if not _ANY_MONTH.search(text):
        absent |= _DATED
    return absent if _ANY_DIGIT.search(text) else absent | _DIGITS


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The forms compiled, on first use."""
    return tuple((form, re.compile(words, 0 if form in _CASED else re.IGNORECASE)) for form, words in _FORMS)


def _is_free(match: re.Match[str], taken: list[TimeExpression]) -> bool:
    return all(match.end() <= time.start or match.start() >= time.end for time in taken)


def _is_time(form: str, match: re.Match[str], text: str) -> bool:
    before, after = text[: match.start()], text[match.end() :]
    if form == "month":
        named = match.group("month").rstrip(".")
        return bool(
            named not in {"May", "March", "Mar", "Jan", "Dec", "Jun", "Apr"}
            or match.group("which")
            or _CUE.search(before)
        )
    if form == "year":
        return bool(_CUE.search(before)) or not _PLURAL_NEXT.match(after)
    if form == "unit":
        return match.group("unit") not in {"decade", "century"}
    if form == "offset" and match.group("direction").lower() == "in":
        return is_future(text, match.start(), match.end())
    return True


def _expression(form: str, match: re.Match[str], text: str) -> TimeExpression:
    limit = _LIMIT.search(text[max(0, match.start() - 24) : match.start()])
    values = tuple(
        (name, _value(name, value)) for name, value in match.groupdict().items() if value is not None
    )
    return TimeExpression(
        text=match.group(),
        start=match.start(),
        end=match.end(),
        form=form,
        values=values,
        future=is_future(text, match.start(), match.end()),
        limit=limit.group(1).lower().replace("no later than", "by") if limit else None,
    )


def _value(name: str, value: str) -> str | int:
    lower = value.lower().rstrip(".")
    if name == "n":
        return int(lower) if lower.isdigit() else _COUNTS[lower]
    if name == "month":
        return next(number for number, month in enumerate(MONTHS, 1) if month.startswith(lower[:3]))
    if name == "weekday":
        return next(number for number, weekday in enumerate(WEEKDAYS) if weekday.startswith(lower))
    return int(lower) if lower.isdigit() else lower


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
        parts=(replace(first, limit=None), replace(last, limit=None)),
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
    if first.form == last.form == "year" and between.strip() == "to":
        return True
    return first.limit in {"from", "between"} or between.strip() in {"-", "–"}
