"""Times of day: how they are written, and whether two of them are one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rag.verification.words.number_words import spelled_or_digits

_HOURS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_ZONES: dict[str, tuple[float, ...]] = {
    "gmt": (0,), "utc": (0,), "bst": (1,), "cet": (1,), "cest": (2,), "eet": (2,), "eest": (3,), "msk": (3,),
    "est": (-5,), "edt": (-4,), "et": (-5, -4), "cst": (-6,), "cdt": (-5,), "mst": (-7,), "mdt": (-6,),
    "pst": (-8,), "pdt": (-7,), "pt": (-8, -7), "ist": (5.5,), "jst": (9,), "aest": (10,), "aedt": (11,),
}  # fmt: skip
_ZONE = "(?: ?(?:" + "|".join(zone.upper() for zone in _ZONES) + "|local time))"
_PART = r"(?: ?[ap]\.?m\b\.?| in the (?:morning|afternoon|evening)| at night)"
_HOUR = rf"(?:\d{{1,2}}|{_HOURS})"
_FEW = r"(?:\d{1,2}|five|ten|twenty|twenty-five)"
# "1:38 behind", "a lead of 2:05": minutes and seconds; "at 14:30 ahead of the storm" is a time of day.
GAP = (
    r"(?<![\d:.])(?:(?:(?<=lead of )|(?<=gap of )|(?<=margin of )|(?<=deficit of )|(?<=advantage of )"
    r"|(?<=time of )|(?<=clocked ))\d{1,2}:[0-5]\d(?![\d:]|\.\d| ?[ap]\.?m\b)"
    r"|(?<!at )(?<!by )(?<!from )(?<!until )(?<!till )(?<!to )(?<!after )(?<!before )(?<!since )"
    r"\d{1,2}:[0-5]\d(?= (?:behind|ahead|adrift|clear|down on|in front|off the"
    r"|slower|faster|quicker|longer|shorter)\b))"
)
CLOCK = (
    rf"\b(?:(?:(?:half|(?:a )?quarter|{_FEW}(?: minutes)?) past"
    rf"|(?<!from )(?:(?:a )?quarter|{_FEW} minutes) to)"
    rf" (?:noon|midday|midnight|{_HOUR}\b{_PART}?)|{_FEW} to {_HOUR}{_PART}"
    rf"|\d{{1,2}}[:.]\d\d{_PART}|{_HOUR}(?: o['’]clock)?{_PART}|{_HOUR} o['’]clock"
    rf"|(?!{GAP})(?<![\d:])[012]?\d:[0-5]\d(?![\d:]|\.\d)"
    rf"|[012]\d[0-5]\d(?= ?(?:GMT|UTC|BST|CET|hours)\b)){_ZONE}?"
    r"|\b(?:noon|midday|midnight)\b"
    r"|\b(?:[01]?\d|2[0-3])[:.][0-5]\d (?:the (?:next|following) )(?:morning|afternoon|evening)\b"
    r"|(?<=\bat )(?:[01]?\d|2[0-3])[:.][0-5]\d(?= on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)"
)
_TO = re.compile(r"(?P<minutes>.+?)(?: minutes)? (?P<way>past|to) (?P<rest>.+)")
_NAMED = {"noon": 12 * 60, "midday": 12 * 60, "midnight": 0}
_OF_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day: the minutes after midnight that it may mean, and those of its zone from UTC."""

    minutes: frozenset[int]
    offsets: frozenset[int]


def same_clock(first: str, second: str) -> bool:
    """Whether two times of day may be one; a zone counts where both name one.

    >>> same_clock("3:40 p.m. GMT", "15:40"), same_clock("9 am EST", "2 pm GMT"), same_clock("noon", "12 am")
    (True, True, False)
    """
    mine, theirs = read_clock(first), read_clock(second)
    if not mine.offsets or not theirs.offsets:
        return bool(mine.minutes & theirs.minutes)
    return bool(_in_utc(mine) & _in_utc(theirs))


@lru_cache(maxsize=1024)
def read_clock(text: str) -> Clock:
    """The time of day that a text such as "half past two in the afternoon" means."""
    lower = text.lower().replace("’", "'")
    zone = re.search(r"\b(" + "|".join(_ZONES) + r")$", lower)
    lower = re.sub(
        r"[ap]\.m\b\.?", lambda match: match.group()[0] + "m", lower[: zone.start()] if zone else lower
    )
    offsets = frozenset(round(60 * hours) for hours in _ZONES[zone.group()]) if zone else frozenset[int]()
    return Clock(_minutes(lower.strip(" .")), offsets)


def _in_utc(clock: Clock) -> frozenset[int]:
    return frozenset((minutes - offset) % _OF_DAY for minutes in clock.minutes for offset in clock.offsets)


def _minutes(text: str) -> frozenset[int]:
    if text in _NAMED:
        return frozenset({_NAMED[text]})
    told = _TO.match(text)
    if told is None:
        return _plain(text)
    words = told.group("minutes").removeprefix("a ")
    count = int({"half": 30, "quarter": 15}.get(words) or spelled_or_digits(words.replace("-", " ")) or 0)
    step = count if told.group("way") == "past" else -count
    return frozenset((minutes + step) % _OF_DAY for minutes in _minutes(told.group("rest")))


def _plain(text: str) -> frozenset[int]:
    """The minutes of "3:40 pm", "1540", "seven in the morning" or "7 o'clock", which may be either half."""
    numbers = re.findall(r"\d+", text)
    if len(numbers) == 1 and len(numbers[0]) == 4:
        numbers = [numbers[0][:2], numbers[0][2:]]
    hour = int(numbers[0]) if numbers else int(spelled_or_digits(text.split(maxsplit=1)[0]) or 0)
    minute = int(numbers[1]) if len(numbers) > 1 else 0
    half = _half(text, hour)
    if half is None:
        halves = (0, 12) if 1 <= hour <= 12 and not text.startswith("0") else (0,)
        return frozenset(((hour + more) * 60 + minute) % _OF_DAY for more in halves)
    return frozenset({((hour % 12 + half) * 60 + minute) % _OF_DAY})


def _half(text: str, hour: int) -> int | None:
    if re.search(r"\dam\b| am\b|morning", text):
        return 0
    if re.search(r"\dpm\b| pm\b|afternoon|evening", text):
        return 12
    return (12 if 6 <= hour < 12 else 0) if "night" in text else None
