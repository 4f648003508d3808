"""A figure as a value with unit and qualifier, and the words that qualify it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Qualifier = Literal["exact", "about", "nearly", "over", "more", "at_least", "fewer", "at_most", "exactly"]
Form = Literal["number", "ordinal", "label", "fraction", "vague", "multiple"]
_BARELY = (
    r"(?:just|slightly|a little|little|a touch|a shade|a fraction|a whisker|marginally|fractionally|narrowly)"
)
_FAR = r"(?:well|far|comfortably|considerably|significantly|much|way)"
_BEFORE: tuple[tuple[Qualifier, str], ...] = (
    ("at_least", r"at (?:the )?(?:very )?least|(?:a )?minimum(?: of)?"
                 r"|(?:no|not) (?:fewer|less|lower|smaller|shorter|under|below|younger)(?: than)?"),
    ("at_most", r"at (?:the )?(?:very )?most"
                r"|(?:not?|never|none(?: of (?:them|whom))?)"
                r" (?:more|higher|larger|longer|greater|older|later) than"
                r"|(?<!went )(?<!goes )(?<!going )(?<!gone )(?<!go )"
                r"(?<!moved )(?<!came )(?<!edged )(?<!inched )(?<!crept )(?<!ticked )(?<!nudged )up to"
                r"|as (?:many|much|high|long|far|fast|heavy|tall|deep|large|great|big|wide|old|strong) as"
                r"|(?:a )?maximum(?: of)?|capped at|limited to|limit(?:s|ed|ing)? (?:[a-z]+ ){1,4}to"
                r"|not exceeding|not to exceed"
                r"|a (?:limit|ceiling|cap) of|reaching"),
    ("over", rf"{_BARELY} (?:over|above|more than|past|in excess of|north of)"),
    ("more", rf"(?:{_FAR} )?(?:more than|over|above|(?<!the )(?<!half )past|beyond|in excess of|north of)"
             r"|(?<!c)older than|upwards? of|exceed(?:ed|s|ing)?|(?:greater|higher|longer|larger"
             r"|better|further|farther|heavier|taller|deeper|wider|faster|dearer|hotter"
             r"|warmer|worse) than"
             r"|topp?(?:ed|s|ing)|surpass(?:ed|es|ing)?|pass(?:ed|es|ing)?|cross(?:ed|es|ing)"),
    ("nearly", rf"nearly|almost|{_BARELY} (?:under|below|short of|shy of|less than|fewer than)"
               r"|close (?:to|on)|approaching|nearing|not quite|near|nigh on|getting on for|virtually"
               r"|the (?:best|better) part of|shy of|not far (?:off|short of)|verging on"),
    ("fewer", r"not even"
             rf"|(?:{_FAR} )?(?:fewer than|less than|under|below|lower than|smaller than|short of|south of)"
              r"|(?:younger|shorter|colder|cooler|cheaper|slower|lighter|narrower|nearer) than"),
    ("about", r"about|around|roughly|approximately|some|an estimated|estimated|circa|in the region of"
              r"|more or less|approx\.?|something like|perhaps|an average of about|~"
              r"|(?:in|of|on) the order of|in the neighbou?rhood of|somewhere around|give or take"),
    ("exactly", r"exactly|precisely"),
)  # fmt: skip
_QUALIFIER = re.compile(
    r"(?:^|(?<=\W))(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _BEFORE)
    + r")(?:\s+(?:(?:only|just|a|their|his|her|a record|the age of|age"
    r"|an? (?:weight|height|length|total|maximum|depth|speed|cost|age) of)\s+)?|(?<=over)-|(?<=under)-)$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"(?:\+|[\s-]plus\b(?=[.,;]|$| [a-z]+s\b)"
    r"|s?\s(?:(?!(?:until|till|through|by|before|from|for|since)\s)[a-z]+\s){0,2}?"
    r"(?:(?P<at_least>(?:or|and) (?:more|above|over|older|higher|longer|larger|upwards?)"
    r"(?! than| [a-z]* ?[\d$£€])"
    r"|at (?:the )?least(?!\s[a-z$£€]*\d|\s\w+\s[a-z]+s\b)|at a minimum)"
    r"|(?P<at_most>(?:or|and) (?:fewer|less|under|below|younger|shorter|smaller)(?! than| [a-z]* ?[\d$£€])"
    r"|at (?:the )?most|at a maximum)|(?P<about>or so|or thereabouts|give or take))\b|(?P<round>-odd\b))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A figure of a text; `high` is the upper end of a range.

    `form` is what kind of figure it is, a label a number in a row ("No 7"); `start` and `end` span
    number, scale and unit without the qualifier, which `qualifier_start` adds.
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
        if after.lastgroup == "round":
            return "about", start
        return after.lastgroup or "at_least", start  # type: ignore[return-value]
    return "exact", start


_SEASONS = re.compile(
    r" (?:[a-z]+ )?(?:summers|winters|seasons|nights|weekends|games|matches|rounds|sessions|visits)\b"
)
_TIME_UNITS = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "decade", "century"})
# "Over three days" is how long, not more than three days, unless a word before it measures.
_DURING = re.compile(
    r"(?<!\bfor )(?<!\bspent )(?<!\bby )(?<!\bjust )(?<!\bwell )(?<!\bof )(?<!\blast )(?<!\btake )"
    r"(?<!\btook )(?<!\blasted )(?<!\blasts )(?<!\bin )(?<!\blittle )(?<!\bslightly )(?<!\btouch )"
    r"\bover (?:the |an? )?$",
    re.IGNORECASE,
)
# "Handed over 72 soldiers", "talks about 16 objects": the word belongs to the verb or noun before it.
_PHRASAL = re.compile(
    r"\b(?:(?:hand(?:s|ed|ing)?|spread|tak(?:es?|ing|en)|took|turn(?:s|ed|ing)?|g[ia]ven?|giving|sign(?:s|ed)?"
    r"|w[io]n|mull(?:ed|ing)|scattered|talks?|dispute|row|quarrel(?:led)?) over"
    r"|(?:talk(?:s|ed|ing)?|discussions?|negotiations?|(?:what|nothing|little|much|more|things?|else|words?)"
    r" (?:[a-z]+ )?sa(?:id|ys?)|spoke|speak|hear(?:d|s)?|t[eo]ld?|know|knew"
    r"|complain(?:ed|ts?|ing)|quer(?:y|ies)|questions?|questioned|asked|concern(?:s|ed)|worried|lies|wrote|books?"
    r"|films?|article|report) about"
    r"|(?:was|were|is|are) short of)\s$",
    re.IGNORECASE,
)

# "Lies under 410 metres of ice": where a thing is, not how much there is of it.
_LYING = re.compile(
    r"\b(?:l(?:ies?|ay|ain|ying)|buried|hidden|trapped|entombed|preserved|submerged|sits?|sat|sitting|vanished"
    r"|disappeared|rests?|resting) (?:deep )?(?:under|below) $",
    re.IGNORECASE,
)
# "Built under a £3m contract".
_UNDER_A = re.compile(r"\bunder (?:a|an|the|their|his|her|its) $", re.IGNORECASE)
_OF_MATTER = re.compile(r" of [a-z]")
_DEPTHS = frozenset({"metre", "km", "cm", "mm", "foot", "inch", "mile", "yard"})


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
    before = text[max(0, start - 32) : start]
    lies = unit in _DEPTHS and _OF_MATTER.match(text, end) and _LYING.search(before)
    told_by = _PHRASAL.search(before) or _UNDER_A.search(before)
    told_by = told_by or (unit == "score" and qualifier == "more")  # "passed 7-5"
    if (lasting and _DURING.search(before)) or told_by or lies:
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
