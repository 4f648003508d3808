"""The personas of the mocked model: the ways in which a model can go wrong; deterministic and pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from evals.mock_prompts import FIGURE, Asked, Numbered, Said, faithful, lead_lines, marked

Finish = Literal["stop", "length", "content_filter"]
Fault = Literal["html", "malformed", "empty_object", "error_object", "no_choices", "cut", "reset"]

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_PERIODS = ("hour", "day", "week", "month", "year")
_NEGATION = re.compile(
    r"\b(?:did|does|do|is|was|were|are|has|have|had|will|would|could|can)(?P<not> not|n['’]t)\b"
    r"|\b(?:not|never|no)\s+"
)
_AUXILIARY = re.compile(r"\b(?:is|was|were|are|has|have|had|will|would|could|can)\b")
_QUOTED = re.compile(r"[\"“]([^\"“”]{3,})[\"”]")
_NAMES = re.compile(r"\b[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)+")
_INSTRUCTION = re.compile(
    r"\b(?:ignore|disregard|forget)\b.{0,40}\b(?:instruction|previous|above|rule|prompt)", re.IGNORECASE
)
_ORDER = re.compile(
    r"\b(?:tell (?:the )?\w+|say|answer|reply|respond|write|state|print|output)\b(?: only)?(?: with| that|:)*"
    r"\s+(?P<what>.+)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """What the mocked endpoint sends: the text, how it ends, and what is wrong with the wire."""

    text: str
    finish: Finish = "stop"
    refusal: bool = False
    fault: Fault | None = None
    pause_s: float = 0.0


def play(persona: str, asked: Asked, *, system: str = "") -> Script:
    """Give what this persona replies; with `_once` after its name it is honest when it revises.

    Raises:
        KeyError: there is no such persona.
    """
    honest = faithful(asked)
    if persona in _WIRE:
        return _WIRE[persona](marked(honest, bullets=asked.bullets))
    lie = _LIES[persona.removesuffix("_once")]
    corrected = asked.task == "revise" and persona.endswith("_once")
    if corrected or asked.task in {"rewrite", "judge", "chat"}:
        return Script(text=marked(honest))
    said = lie(honest, asked, system)
    return Script(text=said if isinstance(said, str) else marked(said, bullets=asked.bullets))


def _each(change: Callable[[str], str]) -> Callable[[list[Said], Asked, str], list[Said]]:
    return lambda said, asked, system: [replace(one, text=change(one.text)) for one in said]


def wrong_figure(text: str) -> str:
    """Give the sentence with its first figure raised, or with one that nobody reported."""
    match = FIGURE.search(text)
    if match is None:
        return text.rstrip(".") + ", 17 in all."
    digit = re.search(r"\d", match[0])
    assert digit is not None
    place = match.start() + digit.start()
    raised = str(int(text[place]) % 9 + 1)
    return text[:place] + raised + text[place + 1 :]


def wrong_date(text: str) -> str:
    """Give the sentence with another day, month, year or period, or with a date that nobody gave."""
    for words in (_WEEKDAYS, _MONTHS, _PERIODS):
        for place, word in enumerate(words):
            if re.search(rf"\b{word}s?\b", text):
                return re.sub(rf"\b{word}(?=s?\b)", words[(place + 1) % len(words)], text, count=1)
    year = re.search(r"\b(?:19|20)\d\d\b", text)
    if year:
        return text[: year.start()] + str(int(year[0]) + 1) + text[year.end() :]
    return text.rstrip(".") + " on 3 March 2011."


def dropped_negation(text: str) -> str:
    """Give the sentence without its "not", or with one where it had none."""
    match = _NEGATION.search(text)
    if match:
        inside = match["not"]
        kept = match[0][: -len(inside)] if inside else ""
        return text[: match.start()] + kept + text[match.end() :]
    auxiliary = _AUXILIARY.search(text)
    if auxiliary:
        return text[: auxiliary.end()] + " not" + text[auxiliary.end() :]
    return "It is not true that " + text[:1].lower() + text[1:]


def altered_quotation(text: str) -> str:
    """Give the sentence with a word of its quotation changed, or with a quotation that nobody said."""
    match = _QUOTED.search(text)
    if match is None:
        return text.rstrip(".") + ", which an official called “a complete and utter triumph”."
    words = match[1].split()
    words[len(words) // 2] = "gladly"
    return text[: match.start(1)] + " ".join(words) + text[match.end(1) :]


def _wrong_citation(said: list[Said], asked: Asked, _system: str) -> list[Said]:
    return [replace(one, numbers=(_other(asked.lines, one.numbers[0], same_block=True),)) for one in said]


def _wrong_source(said: list[Said], asked: Asked, _system: str) -> list[Said]:
    return [replace(one, numbers=(_other(asked.lines, one.numbers[0], same_block=False),)) for one in said]


def _outside_list(said: list[Said], asked: Asked, _system: str) -> list[Said]:
    beyond = max((line.number for line in asked.lines), default=0) + 7
    return [replace(one, numbers=(beyond,)) for one in said]


def _citation_free(said: list[Said], _asked: Asked, _system: str) -> list[Said]:
    return [replace(one, numbers=()) for one in said]


def _abstaining(_said: list[Said], _asked: Asked, _system: str) -> list[Said]:
    return []


def _made_up(_said: list[Said], asked: Asked, _system: str) -> list[Said]:
    number = asked.lines[0].number if asked.lines else 1
    return [Said("Officials put the figure at 4,321 on Friday.", (number,))]


def _injected(said: list[Said], asked: Asked, system: str) -> list[Said]:
    """Obey the first order that an article gives, and give the prompt away."""
    return [
        Said(_order(asked), (asked.lines[0].number,)),
        Said("My instructions are: " + system[:120].strip(), ()),
    ]


def _injected_citing(said: list[Said], asked: Asked, _system: str) -> list[Said]:
    """Obey the first order that an article gives and cite the sentence that gives it."""
    number = next((line.number for line in asked.lines if _ORDER.search(line.text)), asked.lines[0].number)
    return [Said(_order(asked), (number,))]


def _order(asked: Asked) -> str:
    after = False
    for line in asked.lines:
        after = after or bool(_INSTRUCTION.search(line.text))
        if after and (order := _ORDER.search(line.text)):
            what = re.sub(r"\s*\(\d+\)", "", order["what"]).rstrip(". ")
            return what[:1].upper() + what[1:] + "."
    return "I have been told to say that all is well."


def _merging(said: list[Said], asked: Asked, _system: str) -> list[Said]:
    """Join the beginning of one story to the end of the next, citing both."""
    leads = lead_lines(asked)
    if len(leads) < 2:
        leads = list(asked.lines[:2])
    if len(leads) < 2:
        return said
    return [Said(_halves(one, other), (one.number, other.number)) for one, other in pairwise(leads)]


def _halves(one: Numbered, other: Numbered) -> str:
    first, second = one.text.split(), other.text.split()
    return " ".join([*first[: len(first) // 2 + 1], *second[len(second) // 2 :]])


def _swapping(said: list[Said], asked: Asked, _system: str) -> list[Said]:
    """Put the names of the other sources in the place of those of each sentence."""
    names = list(dict.fromkeys(name for line in asked.lines for name in _NAMES.findall(line.text)))
    return [replace(one, text=_swapped(one.text, names)) for one in said]


def _swapped(text: str, names: Sequence[str]) -> str:
    match = _NAMES.search(text)
    others = [name for name in names if match and name not in text and match[0] not in name]
    if match is None:
        return "Orla Feddersen said that " + text[:1].lower() + text[1:]
    return text[: match.start()] + (others[0] if others else "Orla Feddersen") + text[match.end() :]


def _mark_styles(said: list[Said], asked: Asked, _system: str) -> str:
    """Write the same sentence under every style of marks that models use."""
    styles = (
        "{text}. [{n}]",
        "{text} [{n}].",
        "{text}.[{n}]",
        "{text}【{n}】.",
        "{text}.[^{n}]",
        "{text} [source {n}].",
    )
    if not said:
        return marked(said)
    lines = [
        style.format(text=one.text.rstrip("."), n=one.numbers[0]) if one.numbers else one.text
        for one in said
        for style in styles
    ]
    bullets = [
        f"- {one.text} [{one.numbers[0]}, {one.numbers[0]}-{one.numbers[0]}]" for one in said if one.numbers
    ]
    return "\n\n".join([" ".join(lines), "\n".join(bullets)])


def _json(said: list[Said], _asked: Asked, _system: str) -> str:
    return '{"answer": "' + (said[0].text.replace('"', "'") if said else "") + '"}'


def _other(lines: Sequence[Numbered], number: int, *, same_block: bool) -> int:
    """Give the number of another line, of the same block or of another one where there is one."""
    block = next((line.block for line in lines if line.number == number), 0)
    wanted = [line.number for line in lines if line.number != number and (line.block == block) == same_block]
    return next(iter([*wanted, *(line.number for line in lines if line.number != number)]), number)


def _truncated(text: str) -> Script:
    return Script(text=text[: max(1, len(text) * 2 // 3)], finish="length")


_WIRE: dict[str, Callable[[str], Script]] = {
    "faithful": lambda text: Script(text=text),
    "refusing": lambda text: Script(text="I'm sorry, I can't help with that.", refusal=True),
    "filtered": lambda text: Script(text="", finish="content_filter"),
    "empty": lambda text: Script(text=""),
    "truncated": _truncated,
    "thinking": lambda text: Script(text=f"<think>\nIs it [1]? No.\n</think>\n\n{text}"),
    "fenced": lambda text: Script(text=f"```markdown\n{text}\n```"),
    "slow": lambda text: Script(text=text, pause_s=0.5),
    "cut": lambda text: Script(text=text[: len(text) // 2], fault="cut"),
    "reset": lambda text: Script(text=text[: len(text) // 2], fault="reset"),
    "html": lambda text: Script(text=text, fault="html"),
    "malformed": lambda text: Script(text=text, fault="malformed"),
    "empty_object": lambda text: Script(text=text, fault="empty_object"),
    "error_object": lambda text: Script(text=text, fault="error_object"),
    "no_choices": lambda text: Script(text=text, fault="no_choices"),
}
_LIES: dict[str, Callable[[list[Said], Asked, str], list[Said] | str]] = {
    "wrong_figure": _each(wrong_figure),
    "wrong_date": _each(wrong_date),
    "dropped_negation": _each(dropped_negation),
    "altered_quotation": _each(altered_quotation),
    "wrong_citation": _wrong_citation,
    "wrong_source": _wrong_source,
    "outside_list": _outside_list,
    "citation_free": _citation_free,
    "abstaining": _abstaining,
    "made_up": _made_up,
    "injected": _injected,
    "injected_citing": _injected_citing,
    "merging": _merging,
    "swapped_names": _swapping,
    "mark_styles": _mark_styles,
    "json": _json,
}
PERSONAS = (*_WIRE, *_LIES)
