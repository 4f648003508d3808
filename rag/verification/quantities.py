"""A figure as a value with unit and qualifier, and the words that qualify it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Qualifier = Literal["exact", "about", "nearly", "more", "at_least", "fewer", "at_most", "exactly"]
Form = Literal["number", "ordinal", "fraction", "vague", "multiple"]
_BEFORE: tuple[tuple[Qualifier, str], ...] = (
    ("at_least", r"at least|no fewer than|no less than|not less than|not fewer than|a minimum of"
                 r"|minimum of|no lower than"),
    ("at_most", r"at most|no more than|not more than|(?<!went )(?<!goes )(?<!going )(?<!gone )(?<!go )"
                r"(?<!moved )(?<!came )up to|as many as|as much as|a maximum of"
                r"|maximum of|no higher than|capped at|limited to|at the most|as high as|as long as"
                r"|as far as|reaching"),
    ("more", r"more than|older than|over the age of|above the age of|over|above|upwards? of"
             r"|exceeding|exceeded|exceeds|in excess of|north of"
             r"|greater than|higher than|topped|topping|surpassed|surpassing|well over|just over"
             r"|just above|slightly over|passed|crossed|little more than|beyond"
             r"|a little over|slightly more than"),
    ("nearly", r"nearly|almost|just under|close to|approaching|just short of|not quite|just below|near"
               r"|a little under|slightly less than"),
    ("fewer", r"fewer than|younger than|under the age of|below the age of|less than"
              r"|under|below|lower than|smaller than|well under|south of"),
    ("about", r"about|around|roughly|approximately|some|an estimated|estimated|circa|in the region of"
              r"|more or less|approx\.?|something like|perhaps|an average of about|~"),
    ("exactly", r"exactly|precisely"),
)  # fmt: skip
_QUALIFIER = re.compile(
    r"(?:^|(?<=\W))(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _BEFORE)
    + r")\s+(?:(?:only|just|a|a record"
    r"|an? (?:weight|height|length|total|maximum|depth|speed|cost|age) of)\s+)?$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"(?:\+|\s?plus\b(?=[.,;]| [a-z]+s\b)|\s(?:[a-z]+\s){0,2}?"
    r"(?:(?P<at_least>or more|or above|at (?:the )?least(?!\s[a-z$£€]*\d|\s\w+\s[a-z]+s\b)"
    r"|or higher)|(?P<at_most>or fewer|or less|at (?:the )?most|or below)|(?P<about>or so|or thereabouts)))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A figure of a text; `high` is the upper end of a range.

    `form` is what kind of figure it is; `start` and `end` span number, scale and unit without the
    qualifier, which `qualifier_start` adds.
    """

    text: str
    start: int
    end: int
    qualifier_start: int
    value: float
    high: float | None = None
    unit: str = ""
    qualifier: Qualifier = "exact"
    form: Form = "number"


def read_qualifier(text: str, start: int, end: int) -> tuple[Qualifier, int]:
    """The qualifier that stands before or after a place of a text, and where it begins."""
    window = max(0, start - 32)
    before = _QUALIFIER.search(text[window:start])
    if before and before.lastgroup:
        return before.lastgroup, window + before.start(before.lastgroup)  # type: ignore[return-value]
    after = _AFTER.match(text, end)
    if after:
        return after.lastgroup or "at_least", start  # type: ignore[return-value]
    return "exact", start


_SEASONS = re.compile(r" (?:summers|winters|seasons|nights|weekends|games|matches|rounds|sessions|visits)\b")
_TIME_UNITS = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "decade", "century"})
# "Over three days" is how long, not more than three days, unless a word before it measures.
_DURING = re.compile(
    r"(?<!for )(?<!by )(?<!just )(?<!well )(?<!of )(?<!last )(?<!take )(?<!took )\bover (?:the )?$",
    re.IGNORECASE,
)


def quantity_at(
    text: str,
    place: tuple[int, int],
    value: float,
    *,
    high: float | None = None,
    unit: str = "",
    form: Form = "number",
) -> Quantity:
    """The figure that stands at a place of a text, with the words that qualify it; `unit` in the singular."""
    start, end = place
    qualifier, qualifier_start = read_qualifier(text, start, end)
    lasting = unit in _TIME_UNITS or _SEASONS.match(text, end)
    if lasting and _DURING.search(text[max(0, start - 24) : start]):
        qualifier, qualifier_start = "exact", start
    return Quantity(
        text=text[start:end],
        start=start,
        end=end,
        qualifier_start=qualifier_start,
        value=value,
        high=high,
        unit=unit,
        qualifier=qualifier,
        form=form,
    )
