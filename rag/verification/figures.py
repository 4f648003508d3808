"""Figures of a text: value, unit, scale, qualifier and range, with their offsets."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from rag.verification.number_words import FRACTIONS, ORDINALS, SCALES, SHORT_SCALES, WORDS, spelled_value
from rag.verification.times import find_times

Qualifier = Literal["exact", "about", "nearly", "more", "at_least", "fewer", "at_most", "exactly"]
_GROUPED = r"\d{1,3}(?:[,\u00a0\u202f]\d{2,3})*[,\u00a0\u202f]\d{3}(?:\.\d+)?(?!\d)"
_DIGITS = rf"(?:{_GROUPED}|\d+(?:\.\d+)?)"
_SCALE = "|".join([*SCALES, *SHORT_SCALES])
_SYMBOLS = {
    "$": "dollar",
    "£": "pound",
    "€": "euro",
    "¥": "yen",
    "₹": "rupee",
    "₽": "rouble",
    "₺": "lira",
    "₩": "won",
}
_NUMBER = re.compile(
    rf"(?P<sign>(?<![\w\d])[-−–](?=\d))?"
    rf"(?P<money>(?:US|A|C|HK|NZ|S|R)?[$£€¥₹₽₺₩]\s?|\b(?:Rs\.?|USD|EUR|GBP|INR)\s?)?"
    rf"(?:(?<![\w.])(?P<digits>{_DIGITS})(?P<ordinal>st\b|nd\b|rd\b|th\b)?|\b(?P<words>{WORDS}))"
    rf"(?P<scale>[\s-]?(?:hundred|thousand|million|billion|trillion|lakh|crore|dozen)(?:\s(?:million|billion|crore))?\b"
    rf"|\s?(?:k|m|mn|mln|bn|bln|b|tn|trn)\b(?!['’]))?"
    rf"(?P<unit>\s?%|[\s-](?:per ?cent(?:age)?(?:[\s-]points?)?|percent(?:age)?(?:[\s-]points?)?"
    rf"|pct)\b|\s?°\s?[CF]\b)?",
    re.IGNORECASE,
)
_FRACTION = re.compile(
    r"\b(?:(?P<n>one|two|three|four|a|\d)[\s-](?P<d>half|thirds?|quarters?|fifths?"
    r"|tenths?)(?=[\s,.;:-])(?! (?:of (?:the )?(?:19|20)|finals?\b|place\b|time\b))|half (?:of|the"
    r"|an?)\b|half(?= of\b))",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"\b(?P<word>" + "|".join(ORDINALS) + r")\b", re.IGNORECASE)
_VAGUE = re.compile(
    r"\b(?:tens|hundreds|thousands|millions|billions|dozens|scores|lakhs|crores)(?: of (?:thousands"
    r"|millions|billions))?\b",
    re.IGNORECASE,
)
_TIMES = re.compile(r"\b(?P<word>twice|once|thrice|doubled?|tripled?|quadrupled|halved)\b", re.IGNORECASE)
_UNIT_WORDS: dict[str, str] = {}
for _names in (
    "percent;point;dollar buck;pound quid;euro;cent;penny pence;yen;yuan renminbi;rupee;rouble ruble;"
    "lira;won;peso;franc;krona krone;"
    "km kilometre kilometer kilometres kilometers kms;mile miles;metre meter metres meters;cm "
    "centimetre centimeter centimetres centimeters;"
    "mm millimetre millimeter millimetres millimeters;foot feet ft;inch inches;yard yards;acre acres;"
    "hectare hectares;litre liter litres liters;"
    "gallon gallons;barrel barrels;tonne tonnes;ton tons;kg kilogram kilograms kilo kilos;gram grams;"
    "lb lbs;mph;kph;degree degrees celsius fahrenheit;watt watts;megawatt megawatts mw;gigawatt "
    "gigawatts gw;kilowatt kilowatts kw;"
    "second seconds;minute minutes;hour hours;day days;week weeks;month months;year years;decade "
    "decades;century centuries"
).split(";"):
    for _name in _names.split():
        _UNIT_WORDS[_name] = _names.split()[0]
        _UNIT_WORDS.setdefault(_name + "s", _names.split()[0])
_NEXT_WORD = re.compile(
    r"[\s-]{1,2}(?:more |extra |additional |further |square |cubic |US |Canadian |Australian "
    r"|Indian )?(?P<word>[a-z]+)\b",
    re.IGNORECASE,
)
_BEFORE: tuple[tuple[Qualifier, str], ...] = (
    ("at_least", r"at least|no fewer than|no less than|not less than|not fewer than|a minimum of"
                 r"|minimum of|no lower than"),
    ("at_most", r"at most|no more than|not more than|up to|as many as|as much as|a maximum of"
                r"|maximum of|no higher than|capped at|at the most|as high as"),
    ("more", r"more than|older than|over|above|upwards? of|exceeding|exceeded|exceeds|in excess of|north of"
             r"|greater than|higher than|topped|topping|surpassed|surpassing|well over|just over"
             r"|just above|slightly over|little more than|beyond"
             r"|a little over|slightly more than"),
    ("nearly", r"nearly|almost|just under|close to|approaching|just short of|not quite|just below|near"
               r"|a little under|slightly less than"),
    ("fewer", r"fewer than|younger than|less than|under|below|lower than|smaller than|well under|south of"),
    ("about", r"about|around|roughly|approximately|some|an estimated|estimated|circa|in the region of"
              r"|more or less|approx\.?|something like|perhaps|an average of about|~"),
    ("exactly", r"exactly|precisely"),
)  # fmt: skip
_QUALIFIER = re.compile(
    r"(?:^|(?<=\W))(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _BEFORE)
    + r")\s+(?:(?:only|just|a|a record)\s+)?$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"(?:\+|\s(?:[a-z]+\s){0,2}?(?:(?P<at_least>or more|or above|at (?:the )?least|or higher"
    r"|plus\b)|(?P<at_most>or fewer|or less|at (?:the )?most|or below)|(?P<about>or so|or thereabouts)))",
    re.IGNORECASE,
)
_RANGE = re.compile(r"^\s?(?P<join>-|–|—|to|and|or)\s?$", re.IGNORECASE)


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
    form: Literal["number", "ordinal", "fraction", "vague", "multiple"] = "number"


@lru_cache(maxsize=4096)
def find_quantities(text: str) -> tuple[Quantity, ...]:
    """Every figure of a text that is no part of a date or time, in order.

    >>> text = "At least $1.2bn, or 5 per cent, went to two towns."
    >>> [(q.value, q.unit, q.qualifier) for q in find_quantities(text)]
    [(1200000000.0, 'dollar', 'at_least'), (5.0, 'percent', 'exact'), (2.0, '', 'exact')]
    """
    taken = [(time.start, time.end) for time in find_times(text)]
    found: list[Quantity] = []
    for finder in (_fractions, _numbers, _ordinals, _vague, _multiples):
        for quantity in finder(text):
            if all(quantity.end <= start or quantity.start >= end for start, end in taken):
                found.append(quantity)
                taken.append((quantity.start, quantity.end))
    return _with_shared_units(_ranged(sorted(found, key=lambda quantity: quantity.start), text), text)


def _numbers(text: str) -> list[Quantity]:
    return [quantity for match in _NUMBER.finditer(text) if (quantity := _number(match, text))]


def _number(match: re.Match[str], text: str) -> Quantity | None:
    words, digits = match.group("words"), match.group("digits")
    value = spelled_value(words) if words else float(re.sub(r"[,\u00a0\u202f]", "", digits))
    if value is None or (words and words.lower() == "one" and _is_pronoun_one(match, text)):
        return None
    scale = (match.group("scale") or "").lower().strip(" -\u00a0")
    if len(scale) <= 3 and scale in SHORT_SCALES and scale in {"m", "b", "k"} and words:
        return None
    for part in scale.split():
        value *= SCALES.get(part) or SHORT_SCALES[part]
    if match.group("sign"):
        value = -value
    start = match.start() + len(match.group()) - len(match.group().lstrip())
    unit, end = _unit(match, text)
    form = "ordinal" if match.group("ordinal") else "number"
    return _quantity(text, start, end, value, unit=unit, form=form)


def _is_pronoun_one(match: re.Match[str], text: str) -> bool:
    if read_qualifier(text, match.start(), match.end())[0] != "exact":
        return False
    after = text[match.end() : match.end() + 12].lower()
    before = text[max(0, match.start() - 8) : match.start()].lower()
    counted = re.match(
        r"\s(?:person|man|woman|child|million|billion|in \w+|hundred|day|week|month|year|hour)", after
    )
    return not counted or bool(
        re.search(r"(?:no|any|every|some|each|this|that|the|new|last|first)[\s-]$", before)
    )


def _unit(match: re.Match[str], text: str) -> tuple[str, int]:
    """The unit of a number, as a word of one form, and where it ends."""
    written = (match.group("unit") or "").lower().strip(" -\u00a0")
    money = (match.group("money") or "").strip().lower()
    following = _NEXT_WORD.match(text, match.end())
    if written:
        points = re.match(r"[\s-](?:percentage )?points?\b", text[match.end("unit") :])
        if "point" in written or points:
            return "point", match.end("unit") + (points.end() if points else 0)
        return ("degree" if "°" in written else "percent"), match.end("unit")
    if money:
        return _currency(money), match.end()
    return _unit_word(following, text) or ("", match.end())


def _unit_word(following: re.Match[str] | None, text: str) -> tuple[str, int] | None:
    """The unit that the word after a number names."""
    if following is None:
        return None
    word, rest = following.group("word").lower(), text[following.end() :]
    points = re.match(r"[\s-]points?\b", rest)
    if word in {"percentage", "basis"} and points:
        return ("point" if word == "percentage" else "basis point"), following.end() + points.end()
    if word not in _UNIT_WORDS:
        return None
    old = re.match(r"[\s-]olds?\b", rest)
    return ("age", following.end() + old.end()) if old else (_UNIT_WORDS[word], following.end())


def _currency(symbol: str) -> str:
    if symbol[-1] in _SYMBOLS:
        return _SYMBOLS[symbol[-1]]
    return {"rs": "rupee", "rs.": "rupee", "inr": "rupee", "usd": "dollar", "eur": "euro", "gbp": "pound"}[
        symbol
    ]


def _quantity(
    text: str,
    start: int,
    end: int,
    value: float,
    *,
    unit: str = "",
    form: Literal["number", "ordinal", "fraction", "vague", "multiple"] = "number",
) -> Quantity:
    qualifier, qualifier_start = read_qualifier(text, start, end)
    if unit in _TIME_UNITS and _DURING.search(text[max(0, start - 24) : start]):
        qualifier, qualifier_start = "exact", start
    return Quantity(
        text=text[start:end],
        start=start,
        end=end,
        qualifier_start=qualifier_start,
        value=value,
        unit=unit,
        qualifier=qualifier,
        form=form,
    )


_TIME_UNITS = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "decade", "century"})
# "over three days" is how long, not more than three days, unless a word before it measures.
_DURING = re.compile(
    r"(?<!for )(?<!by )(?<!just )(?<!well )(?<!of )(?<!last )(?<!take )(?<!took )\bover (?:the )?$",
    re.IGNORECASE,
)


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


def _fractions(text: str) -> list[Quantity]:
    found: list[Quantity] = []
    for match in _FRACTION.finditer(text):
        count = spelled_value(match.group("n") or "one") if (match.group("n") or "a").lower() != "a" else 1.0
        count = float(match.group("n")) if (match.group("n") or "").isdigit() else count
        share = FRACTIONS[(match.group("d") or "half").lower().rstrip("s")]
        if re.match(
            r"half an? (?:hundred|thousand|million|billion|dozen)", text[match.start() :], re.IGNORECASE
        ):
            continue
        after = re.match(
            r"(?: of)?(?: an?| one)? (?P<unit>percentage[ -]point|per ?cent|point)",
            text[match.end() :].replace("  ", " "),
        )
        if after:
            unit = "point" if "point" in after.group("unit") else "percent"
            found.append(
                _quantity(text, match.start(), match.end() + after.end(), (count or 1) * share, unit=unit)
            )
            continue
        found.append(_quantity(text, match.start(), match.end(), (count or 1) * share, form="fraction"))
    return found


def _ordinals(text: str) -> list[Quantity]:
    return [
        _quantity(text, match.start(), match.end(), ORDINALS[match.group("word").lower()], form="ordinal")
        for match in _ORDINAL.finditer(text)
        if not re.match(r"s\b| (?:lady|minister|class)\b", text[match.end() :], re.IGNORECASE)
    ]


def _vague(text: str) -> list[Quantity]:
    return [
        _quantity(text, m.start(), m.end(), _vague_value(m.group()), form="vague")
        for m in _VAGUE.finditer(text)
    ]


def _vague_value(words: str) -> float:
    value = 1.0
    for word in words.lower().split():
        value *= {"tens": 10, "dozens": 12, "scores": 20}.get(word, SCALES.get(word.rstrip("s"), 1))
    return value


def _multiples(text: str) -> list[Quantity]:
    values = {
        "twice": 2,
        "once": 1,
        "thrice": 3,
        "double": 2,
        "doubled": 2,
        "triple": 3,
        "tripled": 3,
        "quadrupled": 4,
        "halved": 0.5,
    }
    return [
        _quantity(text, match.start(), match.end(), values[match.group("word").lower()], form="multiple")
        for match in _TIMES.finditer(text)
        if match.group("word").lower() != "once"
    ]


def _ranged(found: list[Quantity], text: str) -> tuple[Quantity, ...]:
    merged: list[Quantity] = []
    for quantity in found:
        last = merged[-1] if merged else None
        if last and last.high is None and _is_range(last, quantity, text):
            merged[-1] = _range(last, quantity, text)
        else:
            merged.append(quantity)
    return tuple(merged)


def _with_shared_units(found: tuple[Quantity, ...], text: str) -> tuple[Quantity, ...]:
    """In "from 16 minutes to seven" and "to seven minutes from 16" both figures have the one unit."""
    units = list(found)
    for at, (first, second) in enumerate(pairwise(found)):
        if bool(first.unit) == bool(second.unit) or not _SHARED.match(
            text[first.end : second.qualifier_start]
        ):
            continue
        if text[: first.qualifier_start].endswith("by "):
            continue
        bare, other = (at, second) if second.unit else (at + 1, first)
        if not _NOUN_NEXT.match(text, found[bare].end) and other.unit != "age":
            units[bare] = replace(found[bare], unit=other.unit)
    return tuple(units)


_SHARED = re.compile(r"\s(?:(?!and\b)[a-z]+\s){0,3}?(?:to|from)\s$", re.IGNORECASE)
_NOUN_NEXT = re.compile(
    r"\s(?!to\b|from\b|in\b|by\b|on\b|at\b|and\b|a\b|per\b|this\b|last\b)[a-z]", re.IGNORECASE
)


def _is_range(low: Quantity, high: Quantity, text: str) -> bool:
    join = _RANGE.match(text[low.end : high.start])
    if not join or low.form != "number" or high.form != "number":
        return False
    if (low.unit and high.unit and low.unit != high.unit) or (
        low.unit and low.unit not in _SYMBOLS.values() and not high.unit
    ):
        return False
    before = text[max(0, low.qualifier_start - 10) : low.qualifier_start].lower()
    if join.group("join").lower() == "and":
        return bool(re.search(r"\bbetween\s$", before))
    if join.group("join").lower() == "or":
        return high.value == low.value + 1 and not low.unit
    return low.value < high.value and not re.search(r"\b(?:from|by)\s$", before)


def _range(low: Quantity, high: Quantity, text: str) -> Quantity:
    scale = 1.0
    for factor in (10**9, 10**6, 10**3):
        if high.value >= factor and low.value < 1000 and high.value / factor > low.value:
            scale = float(factor)
            break
    return Quantity(
        text=text[low.start : high.end],
        start=low.start,
        end=high.end,
        qualifier_start=low.qualifier_start,
        value=low.value * scale
        if high.value >= 1000 and not re.search(r"\d[,.]\d{3}", high.text)
        else low.value,
        high=high.value,
        unit=high.unit or low.unit,
        qualifier=low.qualifier,
    )
