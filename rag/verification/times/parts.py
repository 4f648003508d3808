"""Early, middle and late parts of a period: "at the start of the week" is "early this week"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from rag.verification.times.anchoring import days_of, whole_of
from rag.verification.times.dates import Days
from rag.verification.times.finding import TimeExpression
from rag.verification.times.patterns import EDGES

_INSIDE = re.compile(r"^(?:the )?(?P<part>early|mid|late)(?=[ -])", re.IGNORECASE)
_BEFORE = re.compile(
    r"\b(?:(?P<part>early|mid|late)(?: in| on)?|(?P<edge>start|beginning|opening|middle|end|close|tail end"
    r"|first days|last days|closing days|opening days) of|(?P<way>begins?|began|starts?|started|opens?|opened"
    r"|ends?|ended|out))(?: the)?[ -]$",
    re.IGNORECASE,
)
# Where in its period a day may lie, as shares of the period.
_ROOM = {"early": (0.0, 0.45), "mid": (0.2, 0.8), "late": (0.55, 1.0)}
_EXACT = frozenset(
    {
        "iso",
        "day_month",
        "month_day",
        "weekday",
        "month",
        "month_year",
        "year",
        "today",
        "holiday",
        "before_last",
    }
)


def parts_agree(
    mine: tuple[TimeExpression, str], theirs: tuple[TimeExpression, str], day: date | None
) -> bool | None:
    """Whether two times, each with its text, are one part of one period; None where parts do not tell."""
    part = part_of(*mine)
    if part is None:
        return None
    other = part_of(*theirs)
    whole, told = whole_of(mine[0], day), whole_of(theirs[0], day)
    if whole is None or told is None:
        return None
    if other is not None and whole == told:
        return part == other
    if told not in whole or told == whole or theirs[0].form not in _EXACT | {"month_part"}:
        return None
    return _is_there(part, mine[0].form, theirs[0].form, (told, whole))


def _is_there(part: str, form: str, other: str, days: tuple[Days, Days]) -> bool | None:
    """Whether the first of two runs of days lies in a part of the second; None where that is not known."""
    told, whole = days
    if form in {"edge", "edge_date"} and _is_at_edge(part, told, whole):
        return True
    if form == "edge" or other == "month_part":
        return None
    if form == "edge_date" and told.end - told.start < timedelta(days=8):
        return _lies(part, told, whole)
    return None if _lies(part, told, whole) else False


def _is_at_edge(part: str, days: Days, whole: Days) -> bool:
    """Whether a month is the first or last of its year or quarter, a week the first or last of its month."""
    short = 3 * (days.end - days.start) < whole.end - whole.start and days.end > days.start
    return short and ((part, days.start) == ("early", whole.start) or (part, days.end) == ("late", whole.end))


def part_of(time: TimeExpression, text: str) -> str | None:
    """ "early", "mid" or "late", where a time or the words beside it say so."""
    if edge := time.get("edge") or time.get("edge2"):
        return EDGES.get(str(edge), "late")
    if inside := _INSIDE.match(time.text):
        return inside.group("part").lower()
    before = _BEFORE.search(text[max(0, time.start - 24) : time.start])
    if before and (word := before.group("part")):
        return word.lower()
    if before and (edge := before.group("edge")):
        return EDGES.get(
            edge.lower().split()[0], "late" if edge.lower().startswith(("tail", "last", "clos")) else "early"
        )
    return None


def is_to_date(first: TimeExpression, second: TimeExpression, day: date | None) -> bool:
    """Whether one of two times is the other up to the day: "since the beginning of June" for "this month"."""
    return _is_so_far(first, second, day) or _is_so_far(second, first, day)


def _is_so_far(since: TimeExpression, whole: TimeExpression, day: date | None) -> bool:
    if day is None or since.limit not in {"since", "from"} or whole.limit is not None or whole.form == "past":
        return False
    start, days = days_of(replace(since, limit=None), day), days_of(whole, day)
    if start is None or days is None or not days.start <= day <= days.end or days.start == days.end:
        return False
    return start.start == days.start


def _lies(part: str, days: Days, whole: Days) -> bool:
    """Whether some of the days lie in a part of a period."""
    length = (whole.end - whole.start).days + 1
    first = (days.start - whole.start).days / length
    last = ((days.end - whole.start).days + 1) / length
    low, high = _ROOM[part]
    return first < high and last > low
