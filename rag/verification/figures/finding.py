"""Figures of a text: value, unit, scale, qualifier and range, with their offsets."""

from __future__ import annotations

import re
from functools import lru_cache

from rag.verification.figures.mixed import find_compounds, find_mixed
from rag.verification.figures.multiples import find_multiples
from rag.verification.figures.patterns import FRACTION, NUMBER, ORDINAL, VAGUE
from rag.verification.figures.quantities import Quantity, quantity_at, read_qualifier
from rag.verification.figures.ranges import NOUN_NEXT, with_ranges, with_shared_units
from rag.verification.figures.units import unit_of
from rag.verification.times.clock import GAP
from rag.verification.times.finding import find_times
from rag.verification.words.number_words import (
    FRACTIONS,
    ORDINALS,
    SCALES,
    SHORT_SCALES,
    WORDS,
    spelled_or_digits,
    spelled_value,
)


@lru_cache(maxsize=4096)
def find_quantities(text: str) -> tuple[Quantity, ...]:
    """Every figure of a text that is no part of a date or time, in order.

    >>> text = "At least $1.2bn, or 5 per cent, went to two towns."
    >>> [(q.value, q.unit, q.qualifier) for q in find_quantities(text)]
    [(1200000000.0, 'dollar', 'at_least'), (5.0, 'percent', 'exact'), (2.0, '', 'exact')]
    """
    taken = [(time.start, time.end) for time in find_times(text)]
    found = [*_races(text), *find_compounds(text)]
    taken += [(race.start, race.end) for race in found]
    for finder in (find_multiples, find_mixed, _fractions, _numbers, _ordinals, _vague):
        for quantity in finder(text):
            if all(quantity.end <= start or quantity.start >= end for start, end in taken):
                found.append(quantity)
                taken.append((quantity.start, quantity.end))
    return with_shared_units(with_ranges(sorted(found, key=lambda quantity: quantity.start), text), text)


_RACE = re.compile(r"(?<![\d:.])(?:(?P<h>\d{1,2}):)?(?P<m>\d{1,2}):(?P<s>[0-5]\d(?P<part>\.\d+)?)(?![\d:])")

_GAP = re.compile(GAP, re.IGNORECASE)


def _races(text: str) -> list[Quantity]:
    """ "2:07:31", "30:38.0" and "1:38 behind", in seconds; "14:30" is a time of day."""
    return [
        quantity_at(
            text,
            match.span(),
            3600 * int(match["h"] or 0) + 60 * int(match["m"]) + float(match["s"]),
            unit="second",
        )
        for match in _RACE.finditer(text)
        if match["h"] or match["part"] or _GAP.match(text, match.start())
    ]


def _numbers(text: str) -> list[Quantity]:
    return [quantity for match in NUMBER.finditer(text) if (quantity := _number(match, text))]


def _number(match: re.Match[str], text: str) -> Quantity | None:
    """A number in digits or words with its scale and unit; None for "one" as a pronoun."""
    words, digits = match.group("words"), match.group("digits")
    value = spelled_value(words) if words else float(re.sub(r"[,\u00a0\u202f]", "", digits))
    lone = words and words.lower() == "one" and not _is_label(text, match.start())
    if value is None or (lone and _is_pronoun_one(match, text)):
        return None
    scale = (match.group("scale") or "").lower().strip(" -\u00a0")
    if len(scale) <= 3 and scale in SHORT_SCALES and scale in {"m", "b", "k"} and words:
        return None
    for part in scale.split():
        value *= SCALES.get(part) or SHORT_SCALES[part]
    if match.group("sign"):
        value = -value
    start = match.start() + len(match.group()) - len(match.group().lstrip())
    unit, end = unit_of(match, text)
    if not unit and _AGED.search(text[max(0, start - 24) : start]) and not NOUN_NEXT.match(text, end):
        unit = "age"
    if not unit and _WHO_IS.search(text[:start]) and _AGE_END.match(text, end):
        unit = "age"
    if match.group("ordinal") and text[end:].lower().startswith(" birthday"):
        return quantity_at(text, (start, end), value, unit="age")
    if not unit and (_MAGNITUDE.search(text[:start]) or _MAGNITUDE_NEXT.match(text, end)):
        unit = "magnitude"
    if not unit and "." in text[start:end] and value < _STRONGEST and _is_of_quake(text, start, end):
        unit = "magnitude"
    form = "ordinal" if match.group("ordinal") else "label" if _is_label(text, start) else "number"
    return quantity_at(text, (start, end), value, unit=unit, form=form)


_AGED = re.compile(
    rf"\b(?:the age of|live to(?: the age of| be)?|aged(?: between)?(?: (?:\d+|{WORDS}) (?:and|or|to))?) $",
    re.IGNORECASE,
)
_WHO_IS = re.compile(r"\bwho (?:is|was|turns|turned) $")
_AGE_END = re.compile(r"[,.;]| (?:and|when|at the time)\b")
_MAGNITUDE = re.compile(r"\bmagnitude(?: of)?(?: (?:about|around|at least|up to|some))? $", re.IGNORECASE)
_MAGNITUDE_NEXT = re.compile(r"[ -]magnitude\b| on the Richter scale\b", re.IGNORECASE)
_STRONGEST = 10
_QUAKE = r"\b(?:(?:earth)?quakes?|tremors?|temblors?|aftershocks?|foreshocks?)\b"
_IN_QUAKE = re.compile(_QUAKE, re.IGNORECASE)
_MEASURED = re.compile(
    rf"(?:\b(?:measur(?:ed|es|ing)|register(?:ed|s|ing)|recorded (?:at|as)|rated(?: at)?)|{_QUAKE} of) $",
    re.IGNORECASE,
)
_QUAKE_NEXT = re.compile(rf"[ -]{_QUAKE}", re.IGNORECASE)


def _is_of_quake(text: str, start: int, end: int) -> bool:
    """Whether a number tells how strong a quake was: "the largest tremor measured 5.1", "a 4.3 quake"."""
    if _QUAKE_NEXT.match(text, end):
        return True
    told = _MEASURED.search(text[:start]) and not NOUN_NEXT.match(text, end)
    return bool(told and _IN_QUAKE.search(text))


_LABEL = re.compile(
    r"(?:\bNo\.? ?|#|\b(?:world|bus|tram|route|line|flight|room|ward|platform|gate|court|game|round|stage)"
    r" number "
    r"|\b(?:ranked|rank|seeded|position) (?:number |no\.? )?)$",
    re.IGNORECASE,
)
# "Chapter four", "stage 4", "convoys two and three", "between weeks 20 and 32".
_IN_A_ROW = re.compile(
    r"\b(?:(?:(?:in|on|by|from|between|until|after|since|at|of) (?:day|week|month|year))|chapter"
    r"|stage|round|convoy|volume|episode|phase|page|act|part|game|match|set|lap|hole"
    rf"|group|grade|section|article|scene|question|heat)s? (?:(?:\d{{1,3}}|{WORDS}) (?:and|to) )?$",
    re.IGNORECASE,
)
_LABEL_END = re.compile(
    rf"(?:\d{{1,3}}|{WORDS})(?= (?:and|to) (?:\d|{WORDS})|[.,;:]?$|[.,;:] | (?:of|in|at|on|with"
    rf"|was|were|is|are|has"
    r"|had|brought|and)\b)(?! of (?:the|them|its|their)\b)",
    re.IGNORECASE,
)


def _is_label(text: str, start: int) -> bool:
    """Whether a number names a place in a row: "No 7", "ranked 70", "the world number one"."""
    before = _LABEL.search(text[max(0, start - 24) : start])
    if before is not None:
        return text[start].isdigit() or not before.group().lower().startswith("no")
    return bool(_IN_A_ROW.search(text[max(0, start - 24) : start]) and _LABEL_END.match(text, start))


_ONE_AMONG = re.compile(
    r" of (?:the |at least |about |more than |some |nearly |those |these |its |their )", re.IGNORECASE
)

# "Nine counts of fraud and one of theft": one of what is counted before it.
_COUNTED_OF = re.compile(rf"\b(?:\d+|{WORDS})(?: [a-z]+)? of [a-z][a-z -]{{2,40}},? and $", re.IGNORECASE)


# "They were 102-7 at one point": some time.
# "She might one day return", "a cheaper plan, perhaps one without the tower".
_SOME_DAY = re.compile(
    r"\b(?:will|would|could|may|might|can|hop(?:es?|ed|ing)|dream(?:s|ed|t|ing)?(?: of)?"
    r"|want(?:s|ed)?|that|to) $",
    re.IGNORECASE,
)
_DAY_NEXT = re.compile(
    r" day (?!(?:of|a|an|per|each|every|late\w*|earlier|before|after|old|long|off|at|in)\b)[a-z]"
)
_PERHAPS = re.compile(r"\b(?:perhaps|about|around|like) $", re.IGNORECASE)
_WITH_NEXT = re.compile(r" (?:with|without|that|which|who|whose|where|for|from)\b", re.IGNORECASE)
_AT_ONE = re.compile(r"\bat $", re.IGNORECASE)
_POINT_NEXT = re.compile(r" (?:point|time|stage|moment)\b", re.IGNORECASE)


def _is_idle_one(text: str, lead: str, end: int) -> bool:
    """Whether it is some time or a thing told before: "at one point", "might one day", "perhaps one that"."""
    nexts = ((_AT_ONE, _POINT_NEXT), (_SOME_DAY, _DAY_NEXT), (_PERHAPS, _WITH_NEXT))
    return any(before.search(lead) and after.match(text, end) for before, after in nexts)


def _is_pronoun_one(match: re.Match[str], text: str) -> bool:
    """Whether "one" counts nothing: "one of the towns", "the new one"."""
    if _COUNTED_OF.search(text[: match.start()]) and text[match.end() :].startswith(" of "):
        return bool(_ONE_AMONG.match(text, match.end()))
    if not match.group("unit") and _ONE_AMONG.match(text, match.end()):
        return True
    lead = text[: match.start() + len(match.group()) - len(match.group().lstrip())]
    if _is_idle_one(text, lead, match.end()):
        return True
    if match.group("unit") or read_qualifier(text, match.start(), match.end())[0] != "exact":
        return False
    after = text[match.end() : match.end() + 12].lower()
    before = text[max(0, match.start() - 8) : match.start()].lower()
    counted = re.match(
        r"\s(?:(?:percentage|basis) point|degree|seat|vote|goal|point"
        r"|person|man|woman|child|million|billion"
        r"|in (?!(?:19|20)\d\d\b)\w+|hundred|day|week|month|year|hour)",
        after,
    )
    return not counted or bool(
        re.search(r"(?:no|any|every|some|each|this|that|the|new|last|first)[\s-]$", before)
    )


_HALF_OF_SCALE = re.compile(r"half an? (?:hundred|thousand|million|billion|dozen)", re.IGNORECASE)
_PERCENT_NEXT = re.compile(r"(?: of)?(?: an?| one)?[ -](?P<unit>percentage[ -]point|per ?cent|point)")


def _fractions(text: str) -> list[Quantity]:
    return [
        _fraction(match, text)
        for match in FRACTION.finditer(text)
        if not _HALF_OF_SCALE.match(text, match.start()) and not _is_whole(match)
    ]


def _is_whole(match: re.Match[str]) -> bool:
    """Whether it counts quarters of a year or the like: "for six quarters running"."""
    count = spelled_or_digits((match.group("n") or "1").lower()) or 1
    return count * FRACTIONS[(match.group("d") or "half").lower().rstrip("s")] > 1


def _fraction(match: re.Match[str], text: str) -> Quantity:
    """ "Two thirds" as a share of one, "half a point" in its unit."""
    count = (match.group("n") or "a").lower()
    number = float(count) if count.isdigit() else spelled_value("one" if count == "a" else count)
    value = (number or 1) * FRACTIONS[(match.group("d") or "half").lower().rstrip("s")]
    after = _PERCENT_NEXT.match(text[match.end() :].replace("  ", " "))
    if not after:
        return quantity_at(text, match.span(), value, form="fraction")
    unit = "point" if "point" in after.group("unit") else "percent"
    return quantity_at(text, (match.start(), match.end() + after.end()), value, unit=unit)


_AT_PLACE = re.compile(r"\bat $", re.IGNORECASE)
_NO_ORDINAL = re.compile(r"s\b|[ -]?hand\b| (?:lady|minister|class)\b", re.IGNORECASE)


def _ordinals(text: str) -> list[Quantity]:
    return [
        quantity_at(text, match.span(), ORDINALS[match.group("word").lower()], form="ordinal")
        for match in ORDINAL.finditer(text)
        if not _AT_PLACE.search(text, 0, match.start()) and not _NO_ORDINAL.match(text[match.end() :])
    ]


def _vague(text: str) -> list[Quantity]:
    return [quantity_at(text, m.span(), _vague_value(m.group()), form="vague") for m in VAGUE.finditer(text)]


def _vague_value(words: str) -> float:
    """The least that "dozens" or "tens of thousands" stands for: 12, 10,000."""
    value = 1.0
    for word in words.lower().split():
        value *= {"tens": 10, "dozens": 12, "scores": 20}.get(word, SCALES.get(word.rstrip("s"), 1))
    return value
