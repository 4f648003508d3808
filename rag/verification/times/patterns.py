"""How time expressions are written: the pieces, and one row or more for each form of `docs/time.md`."""

from __future__ import annotations

from rag.verification.times.clock import CLOCK
from rag.verification.times.holidays import HOLIDAYS

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
COUNTS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "twenty-five": 25,
    "thirty": 30, "thirty-five": 35, "forty": 40, "forty-five": 45, "fifty": 50, "sixty": 60, "seventy": 70,
    "seventy-five": 75, "eighty": 80, "ninety": 90, "a hundred": 100, "a couple of": 2, "a dozen": 12,
}  # fmt: skip
CENTURIES = {
    "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15,
    "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20,
    "twenty-first": 21,
}  # fmt: skip
DECADES = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties")
EDGES = {
    "start": "early", "beginning": "early", "opening": "early",
    "turn": "early", "middle": "mid", "end": "late", "close": "late", "rest": "late", "remainder": "late",
}  # fmt: skip


def _after(words: str) -> str:
    """A pattern for a place after one of some words."""
    return "(?:" + "|".join(rf"(?<=\b{word} )" for word in words.split()) + ")"


def _than_last(slot: str, unit: str) -> str:
    """A pattern for the "last" of "this year than last", "as last" or "than in the last"."""
    told = "|".join(
        rf"(?<=this (?P<{slot}{number}>{unit}) {words} )"
        for number, words in (("", "than"), ("2", "as"), ("3", "than in the"))
    )
    return rf"(?:{told})(?P<which>last)\b(?! [a-z]+(?<= year| week| time))"


_N = r"(?P<n>\d{1,3}|" + "|".join(sorted(COUNTS, key=len, reverse=True)) + ")"
_UNIT = r"(?P<unit>hour|day|night|week|fortnight|month|quarter|year|decade|century|centurie)s?\b"
_CALENDAR = r"(?P<unit>week|month|quarter|year|decade|century)\b"
_LONE = r"(?P<unit>hour|fortnight|decade|century)\b"  # of no calendar
_MONTH = (
    r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)(?![^\W\d_])"
)
_YEAR = r"(?P<year>1[5-9]\d\d|20\d\d)(?![\d%]|[.,]\d)"
_DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\d:%]|[.,]\d)"
_WEEKDAY = r"(?P<weekday>Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_VERB = "is|are|was|were|has|have|had|will|would"
_WEEKDAY_BEFORE = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?:,| the)? )?"
_EDGE_VERB = "begins|began|starts|started|ended|ends|is out|was out|is over|was over|closes|closed"
_OF = r"(?:,?(?: of)? (?P<of>last|next|this) year\b)"
_PART = r"(?:(?:early|mid|late|the end of|the start of) ?-?)?"
_SEASON = r"(?P<season>spring|summer|autumn|(?<!for the )(?<!of the )fall(?! (?:in|from|to|by)\b)|winter)"
_ORDINAL = "first|second|last|final|opening|closing"
_RUN_END = (
    rf"(?:(?:the )?end of |end-)?(?:{_DAY} )?(?-i:{_MONTH})"
    rf"(?: (?P<day2>[12]\d|3[01]|[1-9])(?:st|nd|rd|th)?\b)?(?:,? {_YEAR})?"
)
_ENDED = " (?:to|through|up to|(?:(?:that|which) )?(?:ended|ending|ends)(?: on| in| at)?) "
_IN_SEASON = _after(
    "in by until till since during over before after through throughout from for of early late this"
    " every each whole entire"
)

CASED = frozenset({"month", "month_year", "day_month", "month_day", "days_month", "month_days", "weekday"})
_WHICH = ("last", "previous", "preceding", "this", "current", "next", "following")
# A form is looked for only in a text that holds one of these; forms without a line are always tried.
HINTS: dict[str, tuple[str, ...]] = {
    "edge": (
        " of the",
        " of this",
        " of last",
        " of next",
        "end",
        " beg",
        " start",
        " out",
        " over",
        " close",
    ),
    "holiday": (
        " day",
        "new year",
        " eve",
        "easter",
        "christmas",
        "friday",
        "ash wed",
        "thursday",
        "whit",
        "hallow",
        "pentecost",
        "epiphany",
        "fourth",
    ),
    "part_of_unit": (
        "half",
        "month of",
        "months of",
        "week of",
        "weeks of",
        "day of",
        "days of",
        "s first",
        "s second",
        "s last",
        "s final",
        "s opening",
        "s closing",
    ),
    "nth_weekday": ("day of", "day in"),
    "run_to": (" to ", " end", " through "),
    "century": ("century",),
    "month_part": ("week", "half of", "days of"),
    "edge_date": (
        "end of",
        "start of",
        "beginning of",
        "opening of",
        "close of",
        "rest of",
        "remainder of",
        " out",
        " over",
        " end",
        " close",
        " beg",
        " start",
    ),
    "quarter": ("quarter", "q1", "q2", "q3", "q4"),
    "season": ("spring", "summer", "autumn", "fall", "winter"),
    "same_period": ("the same",),
    "past": ("past", "last", "previous", "preceding"),
    "vague": ("past", "last", "recent", "coming", "next", "previous", "few", "several", "many", "some"),
    "coming": ("coming", "next", "following", " ahead"),
    "offset": (
        " ago",
        "earlier",
        "later",
        "from now",
        "previously",
        "before",
        "time",
        "in ",
        "years on",
        "year on",
        "decades on",
        "decade on",
        "months on",
        "weeks on",
        "days on",
    ),
    "before_last": ("the day", "before last"),
    "weekday_week": ("day week", "a week on"),
    "weekdays": ("weekdays", "working days", "monday"),
    "weekends": ("weekends", "saturdays"),
    "neighbour": ("day",),
    "unit": _WHICH,
    "season_of_play": ("season",),
    "weekend": ("weekend",),
    "today": ("today", "tonight", "this ", "yesterday", "last night", "tomorrow", "overnight"),
    "weekday": ("day",),
    "decade": ("0s", "ties"),
}
ALL_HINTS = tuple({hint for needed in HINTS.values() for hint in needed})
DATED = frozenset(
    {
        "nth_weekday",
        "run_to",
        "month_part",
        "days_month",
        "month_days",
        "day_month",
        "month_day",
        "month_year",
        "edge_date",
        "month",
    }
)
# Forms that name a unit of time.
UNITED = frozenset(
    {"edge", "month_part", "part_of_unit", "run_to", "past", "vague", "coming", "offset", "before_last",
     "unit", "century", "quarter"}
)  # fmt: skip
DIGITS = frozenset({"iso", "days_month", "month_days", "day_month", "month_day", "month_year", "year"})
FORMS: tuple[tuple[str, str], ...] = (
    ("iso", r"\b(?P<year>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)\b"),
    ("holiday", r"\b(?P<holiday>" + "|".join(HOLIDAYS).replace("'", "['’]?") + r")\b"),
    ("holiday", _after("before until till since by") + r"the (?P<holiday>new year)\b(?!['’])"),
    ("holiday", _after("at by in") + r"(?-i:(?P<holiday>Christmas|Easter))\b"
                r"(?! (?!(?:and|or|but|when|as|in|at|to|" + _VERB + r")\b)[a-zA-Z]|['’-])"),
    ("holiday", _after("after since until before around") +
                rf"(?-i:(?P<holiday>Christmas|Easter))\b(?=[.,;]|$| (?:{_VERB})\b)"),
    ("part_of_unit", rf"\b(?:the )?(?P<ordinal>{_ORDINAL}) (?:{_N} )?(?P<part>week|day|month|half)s? of "
                     rf"(?:the|(?P<which>this|last|next)) (?P<unit>year|month|week|quarter)\b"),
    ("part_of_unit", rf"\b(?:the )?(?P<ordinal>{_ORDINAL}) (?:{_N} )?(?P<part>week|month|half)s? of "
                     rf"{_YEAR}"),
    ("part_of_unit", rf"\b(?:the|this) (?P<unit>year|month|week|quarter)['’]s (?P<ordinal>{_ORDINAL})"
                     rf" (?:{_N} )?"
                     r"(?P<part>week|day|month|half)s?\b"),
    ("part_of_unit", r"\b(?P<ordinal>first|second)-(?P<part>half)(?= (?!time)[a-z])"),
    ("nth_weekday", rf"\b(?:the )?(?P<ordinal>first|second|third|fourth|last|final) {_WEEKDAY} (?:of|in) "
                    rf"(?-i:{_MONTH})(?: {_YEAR})?"),
    ("run_to", rf"\b(?:the |{_after('in for over')}){_N} (?P<unit>week|month|year)s?{_ENDED}{_RUN_END}"),
    ("run_to", r"\b(?:the|a(?! week)) (?P<unit>week|quarter|half|year)(?:(?<=half)[ -]year)?"
               rf"{_ENDED}{_RUN_END}"),
    ("month_part", rf"\b(?:the )?(?P<ordinal>first|second|third|fourth|last|final) (?:{_N} )?"
                   rf"(?P<part>week|half|day)s? of (?-i:{_MONTH})(?! \d\d?\b)(?:,? {_YEAR})?"),
    ("days_month", rf"\b{_DAY.replace('day>', 'first>')}\s?(?:to|and|through|-"
                   rf"|–)\s?{_DAY} {_MONTH}(?:,? {_YEAR})?"),
    ("month_days", rf"\b{_MONTH} {_DAY.replace('day>', 'first>')}\s?(?:to|and|through|-"
                   rf"|–)\s?{_DAY}(?:,? {_YEAR})?"),
    ("day_month", rf"\b{_WEEKDAY_BEFORE}{_DAY}(?: of)? {_MONTH}(?:,? {_YEAR}|{_OF})?"),
    ("month_day", rf"\b{_WEEKDAY_BEFORE}{_MONTH} {_DAY}(?:,? {_YEAR}|{_OF})?"),
    (
        "edge",
        rf"\b(?:the )?(?P<edge>end|start|beginning|opening|middle|close|rest|remainder) of "
        rf"(?:the|(?P<which>this|last|next)) {_CALENDAR}(?! of)|\b(?P<edge2>year|month)[- ]end\b",
    ),
    ("edge", rf"\b(?:the|(?P<which>this)(?= \w+ (?:is|was|ends|ended)\b))"
             rf" (?P<unit>week|month|quarter|year|decade) (?P<edge>{_EDGE_VERB})\b"),
    ("edge", rf"\b(?:(?:the|(?P<which>this|last|next)) )?{_CALENDAR}['’]s"
             r" (?P<edge>end|close|start|beginning)\b"),
    ("edge_date", rf"{_after('before by until till once when after')}"
                  rf"(?:(?-i:{_MONTH})(?: {_YEAR})?|{_YEAR.replace('year>', 'only>')})"
                  rf" (?P<edge>{_EDGE_VERB})\b"),
    ("edge", r"\bthe (?P<edge>turn) of (?:the|(?P<which>this|last)) (?P<unit>year|decade|century)\b"),
    ("edge_date", rf"\b(?:the )?(?P<edge>end|start|beginning|opening|close|rest|remainder) of "
                  rf"(?:(?:(?-i:{_MONTH}))(?: {_YEAR})?"
                  rf"|{_YEAR.replace('year>', 'only>')})"),
    ("month_year", rf"\b{_PART}{_MONTH}(?: of|,)? {_YEAR}"),
    ("month", rf"\b(?:(?:early|mid|late|middle of)[ -])?{_MONTH}{_OF}"),
    ("quarter", rf"\b(?:the )?(?P<ordinal>first|second|third|fourth|final|last(?= quarter of)|[1-4]"
                rf"(?:st|nd|rd|th))[ -]quarter"
                rf"(?! (?:running|in a row|straight|in succession|of an hour))"
                rf"(?:(?: of)? {_YEAR}| of (?:the|(?P<which>this|last|next)) year)?"),
    ("quarter", rf"\bQ(?P<number>[1-4])(?: (?:of )?{_YEAR})?\b"),
    *(("season", _than_last("season", name)) for name in ("spring", "summer", "autumn", "winter")),
    ("season", rf"\b(?:(?P<which>last|this|next) )?{_PART}{_SEASON}(?:(?: of)? {_YEAR}|{_OF})"),
    ("season", rf"\b(?:the )?(?P<which>last|previous|preceding|this|next) {_SEASON}\b"),
    ("season", rf"{_IN_SEASON}(?:the )?(?:early|mid|late)?[ -]?{_SEASON}\b(?! of\b|-)"),
    ("same_period", rf"\bthe same (?:{_N} )?(?:period|time|week|month|quarter|day)s? (?:of |in )?"
                    rf"(?:{_YEAR}|(?:last|the previous|the preceding) year|a year (?:earlier|ago|before)"
                    r"|the year before)"),
    ("past", rf"\b(?:the |these |this )?(?<!would )(?<!will )(?<!could )(?<!can )(?<!may )(?<!to )(?<!not )"
             rf"(?:past|last|previous|preceding) {_N} {_UNIT}"),
    ("past", rf"\b(?:the )?(?:previous|preceding) {_LONE}"),
    ("past", rf"\b(?:(?:the|this) )?past {_UNIT}(?! of| and a half\b)"),
    ("past", rf"\bthe last {_UNIT}(?! of| and a half\b)"),
    ("vague", rf"\b(?:the )?(?:past|last|recent|coming|next|previous) (?:few |several |couple of "
              rf"|many )?{_UNIT.replace('s?', 's')}"),
    ("vague", rf"\b(?:a few|several|many|some) {_UNIT} (?:ago|earlier|later|before)\b"),
    ("coming", rf"\b(?:the )?(?:coming|next) {_N} {_UNIT}|\bthe following {_N.replace('n>', 'n2>')} "
               rf"{_UNIT.replace('unit>', 'unit2>')}"),
    ("coming", rf"\bthe coming {_UNIT}"),
    ("coming", rf"\bthe (?:next|following) {_LONE}"),
    ("coming", rf"\bthe (?:{_N} )?{_UNIT} ahead\b"),
    ("offset", rf"\b{_N} {_UNIT} (?P<direction>ago|earlier|later|from now|previously)\b(?! than)"),
    ("offset", rf"\b{_N} {_UNIT} (?P<direction>on)(?=[,.;]| and\b)"),
    ("offset", rf"\b{_N} {_UNIT} (?P<direction>before)(?=[\s]*(?:[.,;:!?)”\"]|$|and\b|but\b))"),
    ("offset", rf"\b(?:the )?{_UNIT} (?P<direction>before|earlier)(?=[\s]*(?:[.,;:!?)”\"]|$|and\b"
               rf"|but\b))"),
    ("offset", rf"\bin {_N} {_UNIT}(?P<direction>['’]? time\b)"),
    ("offset", rf"\b(?P<direction>in) {_N} {_UNIT}(?! of)"),
    ("before_last", r"\bthe (?P<unit>week|month|year) before (?P<which>last)\b"),
    ("before_last", r"\bthe day (?P<which>before yesterday|after tomorrow)\b"),
    ("neighbour", r"\bthe (?P<which>following|next|previous|preceding) day\b"),
    ("unit", rf"\b(?:(?:earlier|later|late|early|mid)[ -])?(?:the )?(?P<which>last|previous|preceding|this"
             rf"|current|next|following) {_CALENDAR}(?!['’]s|-|\s+of\b(?! \w+ing\b))"),
    ("unit", rf"\b(?:(?:earlier|later|late|early|mid)[ -])?(?:the )?(?P<which>last|previous|this|current"
             rf"|next|following) {_CALENDAR}(?=['’]s)"),
    ("unit", rf"\b(?<!the )(?P<which>last|this|next) {_CALENDAR}(?= of (?:its|his|her|their|the|an?"
             rf"|(?!1[5-9]\d\d|20\d\d)\d+|{'|'.join(COUNTS)})\b)"),
    ("unit", r"\b(?<!the )(?<!one )(?P<which>last|this|next) (?P<unit>hour)\b(?! of)"),
    *(("unit", _than_last("unit", unit)) for unit in ("year", "quarter", "month", "week")),
    ("season_of_play", _than_last("unit", "season")),
    ("season_of_play", r"\b(?:the )?(?P<which>last|previous|preceding|this|current|next|coming)"
                       r" (?P<unit>season)\b"),
    ("weekday_week", rf"\ba week on (?-i:{_WEEKDAY})\b"
                     rf"|\b(?-i:{_WEEKDAY.replace('weekday>', 'weekday2>')}) week\b"),
    ("weekdays", r"\b(?:weekdays|(?<=on )working days|(?:from )?Mondays (?:to|through) Fridays)\b"),
    ("weekends", r"\b(?:weekends|Saturdays and Sundays)\b"),
    ("weekend", r"\b(?:the |over the |at the )?(?:(?P<which>last|this|next|past|coming) )?weekend\b"),
    ("today", r"\b(?P<word>today(?!['’]s (?:pace|rates?|prices?|levels?|standards?|money|values?)\b)"
              r"|tonight|this (?:morning|afternoon|evening)|yesterday(?: (?:morning"
              r"|afternoon|evening|night))?|last night|tomorrow|overnight)\b"),
    ("weekday", rf"\b(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his) )?{_WEEKDAY}\b"),
    ("decade", r"\b(?:the )?(?:early |mid-|late )?(?P<decade>1[5-9]\d0|20\d0)s\b"),
    ("decade", rf"\bthe (?:early |mid-|late )?(?:['’](?P<short>[2-9]0)s|(?P<named>{'|'.join(DECADES)}))\b"),
    ("century", rf"\b(?P<century>1[1-9]|20|21)(?:th|st)[ -]century\b"
                rf"|\b(?P<century2>{'|'.join(CENTURIES)})[ -]century\b"),
    ("month", rf"\b(?:(?P<which>last|next|this|this past) )?(?:(?:early|mid|late|middle of)[ -])?{_MONTH}"),
    ("year", r"(?:(?<![\d.,$£€₹-])|(?<=\b[12]\d\d\d[-–])|(?<=\d-to-)|(?<=\d-through-))\b"
             rf"(?:(?:early|mid|late)[ -])?{_YEAR}\b"
             r"(?!-(?!(?:to-|through-)?(?:1[5-9]|20)\d\d\b)| ?(?:GMT|UTC|BST|CET|hours)\b)"),
    ("clock", CLOCK),
)  # fmt: skip
