"""Figures of a text: value, unit, scale, qualifier and range, with their offsets."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from rag.verification.figure_patterns import (
    AND_A_HALF,
    ATTACHED,
    BELOW_ZERO,
    FRACTION,
    HALF_A_UNIT,
    HOURS_MINUTES,
    NEXT_WORD,
    NUMBER,
    ONE_IN,
    ONE_OF_NOUN,
    ORDINAL,
    PARTS_OF_UNIT,
    SCORE,
    SCORED,
    SYMBOLS,
    TIMES,
    UNIT_AND_A_HALF,
    UNIT_AND_A_QUARTER,
    UNIT_WORDS,
    VAGUE,
    VOTED,
    VOTES,
)
from rag.verification.figure_ranges import with_ranges, with_shared_units
from rag.verification.number_words import (
    FRACTIONS,
    ORDINALS,
    SCALES,
    SHORT_SCALES,
    spelled_or_digits,
    spelled_value,
)
from rag.verification.quantities import Quantity, read_qualifier
from rag.verification.times import find_times


@lru_cache(maxsize=4096)
def find_quantities(text: str) -> tuple[Quantity, ...]:
    """Every figure of a text that is no part of a date or time, in order.

    >>> text = "At least $1.2bn, or 5 per cent, went to two towns."
    >>> [(q.value, q.unit, q.qualifier) for q in find_quantities(text)]
    [(1200000000.0, 'dollar', 'at_least'), (5.0, 'percent', 'exact'), (2.0, '', 'exact')]
    """
    taken = [(time.start, time.end) for time in find_times(text)]
    found: list[Quantity] = []
    for finder in (_mixed, _fractions, _numbers, _ordinals, _vague, _multiples):
        for quantity in finder(text):
            if all(quantity.end <= start or quantity.start >= end for start, end in taken):
                found.append(quantity)
                taken.append((quantity.start, quantity.end))
    return with_shared_units(with_ranges(sorted(found, key=lambda quantity: quantity.start), text), text)


_ROUND_WHOLES = frozenset({12, 20, 50, 100})


def _mixed(text: str) -> list[Quantity]:
    """ "Five and a half years", "an hour and a half", "half an hour", "two in five", "nine out of ten"."""
    found = [
        _quantity(text, m.start(), m.end(), (spelled_or_digits(m.group("n")) or 0) + 0.5, unit=_time_unit(m))
        for m in AND_A_HALF.finditer(text)
    ]
    found += [
        _quantity(text, m.start(), m.end(), 1.5, unit=_time_unit(m)) for m in UNIT_AND_A_HALF.finditer(text)
    ]
    found += [
        _quantity(text, m.start(), m.end(), 1.25, unit=_time_unit(m))
        for m in UNIT_AND_A_QUARTER.finditer(text)
    ]
    found += [
        _quantity(text, m.start(), m.end(), 0.5, unit=_time_unit(m)) for m in HALF_A_UNIT.finditer(text)
    ]
    found += [
        _quantity(text, m.start(), m.end(), 1 / whole, form="fraction")
        for m in ONE_OF_NOUN.finditer(text)
        if (whole := spelled_or_digits(m.group("m")))
    ]
    for match in HOURS_MINUTES.finditer(text):
        each, unit = (60, "minute") if match.group("unit").lower() == "hour" else (12, "month")
        whole = (
            1.0 if match.group("whole").lower() in {"a", "an"} else spelled_or_digits(match.group("whole"))
        )
        length = each * (whole or 0) + (spelled_or_digits(match.group("rest")) or 0)
        found.append(_quantity(text, match.start(), match.end(), length, unit=unit))
    for match in BELOW_ZERO.finditer(text):
        cold = spelled_or_digits(match.group("after") or match.group("before"))
        found.append(_quantity(text, match.start(), match.end(), -(cold or 0.0), unit="degree"))
    found += [
        _quantity(
            text,
            m.start(),
            m.end(),
            (spelled_or_digits(m.group("n")) or 0) / (10 if m.group("part").lower() == "tenth" else 100),
            unit=UNIT_WORDS.get(m.group("unit").lower(), "percent"),
        )
        for m in PARTS_OF_UNIT.finditer(text)
    ]
    if VOTED.search(text):
        found += [
            _quantity(text, m.start(), m.end(), low, high=high, unit="score")
            for m in VOTES.finditer(text)
            for low, high in [tuple(float(part.replace(",", "")) for part in m.groups())]
        ]
    if SCORED.search(text):
        found += [
            _quantity(text, m.start(), m.end(), float(m.group(1)), high=float(m.group(2)), unit="score")
            for m in SCORE.finditer(text)
        ]
    for match in ONE_IN.finditer(text):
        part, whole = (spelled_or_digits(match.group(name)) for name in ("n", "m"))
        if part and whole and part < whole and (whole <= 10 or whole in _ROUND_WHOLES):
            found.append(_quantity(text, match.start(), match.end(), part / whole, form="fraction"))
    return found


def _time_unit(match: re.Match[str]) -> str:
    return UNIT_WORDS.get((match.group("unit") or "").lower(), "")


def _numbers(text: str) -> list[Quantity]:
    return [quantity for match in NUMBER.finditer(text) if (quantity := _number(match, text))]


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


_ONE_AMONG = re.compile(
    r" of (?:the |at least |about |more than |some |nearly |those |these |its |their )", re.IGNORECASE
)


def _is_pronoun_one(match: re.Match[str], text: str) -> bool:
    if _ONE_AMONG.match(text, match.end()):
        return True
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
    following = NEXT_WORD.match(text, match.end())
    if written:
        points = re.match(r"[\s-](?:percentage )?points?\b", text[match.end("unit") :])
        if "point" in written or points:
            return "point", match.end("unit") + (points.end() if points else 0)
        return ("degree" if "°" in written else "percent"), match.end("unit")
    if money:
        return _currency(money), match.end()
    if attached := ATTACHED.match(text, match.end()):
        return (
            UNIT_WORDS[attached.group("word").lower()] if attached.group("word") else "degree"
        ), attached.end()
    return _unit_word(following, text) or ("", match.end())


def _unit_word(following: re.Match[str] | None, text: str) -> tuple[str, int] | None:
    """The unit that the word after a number names."""
    if following is None:
        return None
    word, rest = following.group("word").lower(), text[following.end() :]
    points = re.match(r"[\s-]points?\b", rest)
    if word in {"percentage", "basis"} and points:
        return ("point" if word == "percentage" else "basis point"), following.end() + points.end()
    if word not in UNIT_WORDS:
        return None
    old = re.match(r"[\s-]olds?\b", rest)
    return ("age", following.end() + old.end()) if old else (UNIT_WORDS[word], following.end())


def _currency(symbol: str) -> str:
    if symbol[-1] in SYMBOLS:
        return SYMBOLS[symbol[-1]]
    return {"rs": "rupee", "rs.": "rupee", "inr": "rupee", "usd": "dollar", "eur": "euro", "gbp": "pound"}[
        symbol
    ]


def _quantity(
    text: str,
    start: int,
    end: int,
    value: float,
    *,
    high: float | None = None,
    unit: str = "",
    form: Literal["number", "ordinal", "fraction", "vague", "multiple"] = "number",
) -> Quantity:
    qualifier, qualifier_start = read_qualifier(text, start, end)
    if (unit in _TIME_UNITS or _SEASONS.match(text, end)) and _DURING.search(
        text[max(0, start - 24) : start]
    ):
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


_SEASONS = re.compile(r" (?:summers|winters|seasons|nights|weekends|games|matches|rounds|sessions|visits)\b")
_TIME_UNITS = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "decade", "century"})
# "over three days" is how long, not more than three days, unless a word before it measures.
_DURING = re.compile(
    r"(?<!for )(?<!by )(?<!just )(?<!well )(?<!of )(?<!last )(?<!take )(?<!took )\bover (?:the )?$",
    re.IGNORECASE,
)


def _fractions(text: str) -> list[Quantity]:
    found: list[Quantity] = []
    for match in FRACTION.finditer(text):
        count = spelled_value(match.group("n") or "one") if (match.group("n") or "a").lower() != "a" else 1.0
        count = float(match.group("n")) if (match.group("n") or "").isdigit() else count
        share = FRACTIONS[(match.group("d") or "half").lower().rstrip("s")]
        if re.match(
            r"half an? (?:hundred|thousand|million|billion|dozen)", text[match.start() :], re.IGNORECASE
        ):
            continue
        after = re.match(
            r"(?: of)?(?: an?| one)?[ -](?P<unit>percentage[ -]point|per ?cent|point)",
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
        for match in ORDINAL.finditer(text)
        if not text[: match.start()].lower().endswith("at ")
        and not re.match(r"s\b|[ -]?hand\b| (?:lady|minister|class)\b", text[match.end() :], re.IGNORECASE)
    ]


def _vague(text: str) -> list[Quantity]:
    return [
        _quantity(text, m.start(), m.end(), _vague_value(m.group()), form="vague")
        for m in VAGUE.finditer(text)
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
        for match in TIMES.finditer(text)
        if match.group("word").lower() != "once"
    ]
