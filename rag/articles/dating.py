"""A publication date found near the top of a text; a date is read, never guessed."""

from __future__ import annotations

import re
from datetime import date

_TOP_CHARS = 1200
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|"
    r"Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_WRITTEN = (
    re.compile(rf"\b{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>(?:19|20)\d\d)\b", re.IGNORECASE),
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)? {_MONTH},? (?P<year>(?:19|20)\d\d)\b", re.IGNORECASE),
    re.compile(r"(?<![\d/-])(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?![\d/-])"),
)
# A date that a verb or preposition governs is the date of an event, not of the article.
_GOVERNED = re.compile(
    r"\b(?:on|in|since|until|till|by|before|after|from|to|of|for|through|between|and|or|born|dated|the|effective|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day,?)\s*\Z",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\b(?:published|posted|updated|date|issued|filed)(?:\s+on|\s+at)?\s*:?\s*\Z", re.IGNORECASE
)
_DATELINE = re.compile(r"(?:\A|\n)\s*[A-ZÀ-Þ][A-ZÀ-Þ.,' -]+[A-Za-z., ]{0,30}\s*(?:\([^)\n]{1,40}\)\s*)?\Z")


def find_date(text: str) -> date | None:
    """Give the date that the top of the text states as its own, or None.

    In this order: a date labelled as that of publication or alone on its line, the date of a
    dateline, and the only full date there, if no preposition makes it the date of an event.

    >>> find_date("Dam holds\\n\\nPublished March 1, 2026\\n\\nThe dam held.")
    datetime.date(2026, 3, 1)
    >>> find_date("He was born on March 1, 1952.") is None
    True
    """
    top = text[:_TOP_CHARS]
    found = sorted(
        (match for pattern in _WRITTEN for match in pattern.finditer(top)), key=lambda match: match.start()
    )
    dated = [(match, day) for match in found if (day := _day(match)) is not None]
    for is_own in (_is_labelled, _is_dateline):
        for match, day in dated:
            if is_own(top, match):
                return day
    days = {day for _, day in dated}
    free = [day for match, day in dated if not _GOVERNED.search(top[: match.start()])]
    return free[0] if len(days) == 1 and free else None


def _is_labelled(text: str, match: re.Match[str]) -> bool:
    line_start = text.rfind("\n", 0, match.start()) + 1
    line_end = text.find("\n", match.end())
    before = text[line_start : match.start()]
    after = text[match.end() : len(text) if line_end < 0 else line_end]
    if _LABEL.search(before):
        return True
    weekday = re.fullmatch(r"\s*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s*)?", before, re.IGNORECASE)
    return (
        weekday is not None and re.fullmatch(r"[\s|,.·-]*(?:\d{1,2}[:.]\d\d.{0,12})?\s*", after) is not None
    )


def _is_dateline(text: str, match: re.Match[str]) -> bool:
    before, after = text[max(0, match.start() - 90) : match.start()], text[match.end() : match.end() + 60]
    return bool(_DATELINE.search(before) and re.match(r"\s*(?:\([^)\n]{1,40}\)\s*)?(?:—|–|--|-)\s", after))


def _day(match: re.Match[str]) -> date | None:
    month = match["month"]
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
    try:
        return date(int(match["year"]), number, int(match["day"]))
    except ValueError:
        return None
