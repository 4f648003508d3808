"""Reads from single sentences who did or is what a question asks, and when it was: by place, without a model.

Only what stands at the verb or the office asked for counts ("X bought Y", "Y's director, X", "released on
D"); a sentence that says it in other words is passed over, so that two different readings are a conflict.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from rag.types import Passage, Source
from rag.verification.statements.names import Name, find_names, same_name
from rag.verification.times.dates import day_of
from rag.verification.times.finding import TimeExpression, find_times
from rag.verification.words.tokens import Token, content_stems, sense, tokenize

Form = Literal["doer", "named", "holder", "date"]
_AUXILIARY = r"(?:was|were|is|are|did|does|do|will|has|have|had)"
_QUESTIONS: tuple[tuple[Form, str], ...] = (
    ("holder", r"^who (?:is|was|are|were|became|will be) (?:the )?(?P<rest>[^?]+)"),
    ("named", r"^(?:who|which \w+) (?:was|were|is|has been) (?P<verb>\w+(?:ed|en|un))\b(?P<rest>[^?]+)"),
    (
        "date",
        r"^what (?:is|was) the (?P<verb>release|premiere|publication|opening|launch) date "
        r"(?:of|for) (?P<rest>[^?]+)",
    ),
    ("date", rf"^when {_AUXILIARY} (?P<rest>[^?]+)"),
    ("doer", r"^(?:who|which \w+) (?P<verb>[a-z]+)\b(?P<rest>[^?]+)"),
)
_PREPOSITION = re.compile(r"\s(?:of|in|at|for|on|from|after|during|by|to)\s", re.IGNORECASE)
_BEFORE_VERB = re.compile(
    r"^(?: ?\([^()]{1,40}\))?(?:, [^,;.]{1,60},)?"
    r"(?:,? (?:has|have|had|also|later|then|just|finally|was the one who|who))*\s$"
)
_BEFORE_PASSIVE = re.compile(
    r"^(?:, [^,;.]{1,60},)?(?: (?:has|have|had|been|was|were|is|also|later|then|just))+\s$"
)
_TO_VERB = re.compile(r"^ [a-z][^.;?!]{3,120}\sto $")
_GIVEN_TO = re.compile(r"^ to (?:the )?(?:[\w-]+ ){0,3}$")
_BY = re.compile(r"^(?:(?:, | and |, and )[\w-]+(?:ed|en))* by $")
_IS = re.compile(
    r"^(?:, (?:the |its |a |an )?|(?: (?:is|was|has been|had been|became|remains|serves as|has served as)) "
    r"(?:the |its )?)(?:new |current )?$"
)
_NOT_NOW = re.compile(
    r"\b(?:former|ex|late|then|past|previous|outgoing|deputy|vice|assistant|acting|incoming|retired"
    r"|not|never|denied|could|would|may|might|if)\b", re.IGNORECASE,
)  # fmt: skip
_DATED = frozenset({"iso", "day_month", "month_day", "month_year", "year"})
_TO_DATE = re.compile(r"^(?:[^.;,]|\((?=[A-Z])){0,28}\s(?:on|in)?\s?(?:\w+day,? )?$")
_ALIKE, _ONE_TIME_DAYS = 0.85, 60
_COMPANY = frozenset("inc corp co company group ltd plc llc".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What one sentence states as the answer: a name, or a date with its parts."""

    passage: Passage
    source: Source
    start: int
    end: int
    name: Name | None = None
    date: tuple[int, int | None, int | None] | None = None

    @property
    def text(self) -> str:
        """The words themselves."""
        return self.source.text[self.start : self.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What a question wants to know: `key` is the verb or the office, `topic` every other word."""

    form: Form
    key: str
    topic: frozenset[str]
    names: tuple[Name, ...]
    years: frozenset[int]


def stated_answers(question: str, passages: Sequence[Passage]) -> list[Stated]:
    """Give one reading for each article that states the answer, unless it states two.

    >>> question = "Who bought the Orr ferry?"
    >>> text = "Carline bought the Orr ferry on Monday."
    >>> source = Source(number=1, start=0, end=len(text), text=text)
    >>> passage = Passage(article_id="a", version="v", title="", source=None, published=None, start=0,
    ...                   end=len(text), text=text, score=1.0, sentences=(source,))
    >>> [one.text for one in stated_answers(question, [passage])]
    ['Carline']
    """
    asked = _asked(question)
    if asked is None:
        return []
    found: dict[str, list[Stated]] = {}
    for passage in passages:
        for source in passage.sentences:
            if _is_about(asked, passage, source):
                found.setdefault(passage.article_id, []).extend(_readings(asked, passage, source))
    sure = [own[0] for own in found.values() if own and all(agree(own[0], one) for one in own)]
    return sure if asked.form == "holder" else _of_one_time(sure)


def _of_one_time(found: Sequence[Stated]) -> list[Stated]:
    """The newest reading and those of the weeks before it: an older one is of another such event."""
    days = [day_of(one.passage.published) for one in found]
    newest = max((day for day in days if day), default=None)
    return [
        one
        for one, day in zip(found, days, strict=True)
        if newest is None or day is None or (newest - day).days <= _ONE_TIME_DAYS
    ]


def agree(first: Stated, second: Stated) -> bool:
    """Whether two readings may both be true: one name may be the other's short form, one date its year."""
    if first.name is not None and second.name is not None:
        return same_name(first.name, second.name) or _is_spelled_alike(first.name, second.name)
    if first.date is None or second.date is None:
        return False
    return all(a is None or b is None or a == b for a, b in zip(first.date, second.date, strict=True))


def _is_spelled_alike(first: Name, second: Name) -> bool:
    """Christophe Gans is Cristophe Gans, and what a headline adds to a name is no other name."""
    pairs = list(zip(first.core, second.core, strict=False))
    return len(pairs) > 1 and all(
        difflib.SequenceMatcher(None, one, other).ratio() >= _ALIKE for one, other in pairs
    )


@lru_cache(maxsize=256)
def _asked(question: str) -> _Asked | None:
    for form, pattern in _QUESTIONS:
        match = re.match(pattern, question.strip(), re.IGNORECASE)
        if match is None:
            continue
        rest = match.group("rest")
        verb = match.groupdict().get("verb")
        key = _sense(verb) if verb else _key(form, rest)
        if form == "holder" and re.search(r"\w+(?:ed|wn) ", rest.split(" of ")[0] + " "):
            continue
        times = find_times(question)
        years = frozenset(year for time in times if isinstance(year := time.get("year"), int))
        dated = content_stems(" ".join(time.text for time in times))
        topic = content_stems(rest) - dated - {key}
        names = tuple(one for one in find_names(question) if not one.doubtful)
        if key is None or not topic:
            return None
        return _Asked(form=form, key=key, topic=topic, names=names, years=years)
    return None


def _key(form: Form, rest: str) -> str | None:
    """The office of "the director of X"; the verb of "X released in Y"."""
    head = _PREPOSITION.split(rest, maxsplit=1)[0] if form == "holder" else rest
    words = [token for token in tokenize(head) if token.is_content]
    lower = [token for token in words if token.text[0].islower() or token.text.isupper()]
    last = lower[-1:] if lower else []
    return sense(last[0].stem) if last else None


def _is_about(asked: _Asked, passage: Passage, source: Source) -> bool:
    """Names and years of the question may stand around the sentence, its other words must be in it."""
    around = f"{passage.title}\n{passage.text}"
    if any(not any(_is_same_thing(name, other) for other in find_names(around)) for name in asked.names):
        return False
    own = content_stems(source.text)
    if asked.form == "date":
        named = {word for name in asked.names for word in content_stems(name.text)}
        numbers = {word for word in asked.topic if word.isdigit()}
        return asked.topic - named - numbers <= own and numbers <= content_stems(around)
    day = day_of(passage.published)
    years = {time.get("year") for time in find_times(source.text)} - {None}
    years = years or ({time.get("year") for time in find_times(around)} - {None})
    return asked.topic <= own and asked.years <= (years | ({day.year} if day else set()) or asked.years)


def _is_same_thing(asked: Name, other: Name) -> bool:
    """The LEGO Group is LEGO, the LEGO Foundation is not."""
    return same_name(asked, other) and set(other.core) - set(asked.core) <= _COMPANY


def _readings(asked: _Asked, passage: Passage, source: Source) -> Iterator[Stated]:
    text = source.text
    keys = [token for token in tokenize(text) if _is_key(asked, token)]
    if asked.form == "date":
        for time in find_times(text):
            date = _parts(time)
            if date and any(_TO_DATE.match(text[key.end : time.start]) for key in keys):
                yield Stated(passage=passage, source=source, start=time.start, end=time.end, date=date)
        return
    for name in (*find_names(text), *(name for key in keys for name in _after_office(text, key))):
        if any(_is_same_thing(one, name) or same_name(one, name) for one in asked.names):
            continue
        if any(_fills(asked, text, name, key) for key in keys if not name.start <= key.start < name.end):
            yield Stated(passage=passage, source=source, start=name.start, end=name.end, name=name)


def _after_office(text: str, key: Token) -> Iterator[Name]:
    """ "Mark Webb" of "Orr CEO Mark Webb", which is one run of capitals."""
    whole = next((name for name in find_names(text) if name.start <= key.start < key.end < name.end), None)
    if whole is None:
        return
    for name in find_names("the " + text[key.end + 1 : whole.end])[:1]:
        if name.start == 4:
            shift = key.end - 3
            yield replace(name, start=name.start + shift, end=name.end + shift)


def _fills(asked: _Asked, text: str, name: Name, key: Token) -> bool:
    """Whether a name stands in the place that is asked for."""
    if _NOT_NOW.search(text[max(0, min(name.start, key.start) - 24) : max(name.end, key.end)]):
        return False
    if name.end <= key.start:
        return _fills_before(asked, text, name, key)
    return key.end <= name.start and _fills_after(asked, text, name, key)


def _fills_before(asked: _Asked, text: str, name: Name, key: Token) -> bool:
    """ "X is Y's director", "X has been named", "X, who won the cup"; "X beat Z to win the cup"."""
    between = _without(asked, text, name.end, key.start)
    if asked.form == "holder":
        return bool(_IS.match(between))
    if not _goes_on(asked, text[key.end :]):
        return False
    if asked.form == "named":
        return bool(_BEFORE_PASSIVE.match(between))
    return bool(_BEFORE_VERB.match(between) or (name.start < 3 and _TO_VERB.match(between)))


def _fills_after(asked: _Asked, text: str, name: Name, key: Token) -> bool:
    """ "Orr director X", "directed by X", "the prize was awarded to X"."""
    after = _without(asked, text, key.end, name.start)
    by = bool(_BY.match(after))
    if asked.form == "doer":
        return by or (key.stem.endswith("or") and after == " ")
    if asked.form == "named":
        title = re.match(r"^ [a-z]+ [A-Z]", text[name.end :])
        given = not title and bool(_GIVEN_TO.match(after))
        return given or (after == " " and _goes_on(asked, text[name.end :]))
    if after == " ":
        return _has_topic(asked, text[: key.start][-40:]) or _has_topic(asked, _owned(text[name.end :]))
    return by or bool(re.match(r"^, $| is $", after))


def _without(asked: _Asked, text: str, start: int, end: int) -> str:
    """The text between name and key without the names of the question: "X is Y's director"."""
    if asked.form != "holder":
        return text[start:end]
    for name in find_names(text):
        if start <= name.start < name.end <= end and any(same_name(name, one) for one in asked.names):
            between = text[start : name.start] + re.sub(r"^['’]s?\s?|^\s", "", text[name.end : end])
            return between
    return text[start:end]


def _has_topic(asked: _Asked, text: str) -> bool:
    return asked.topic <= content_stems(text)


def _owned(rest: str) -> str:
    """What follows a name as its own: "'s film X"."""
    return rest[:40] if rest.startswith(("'s ", "’s ")) else ""


def _goes_on(asked: _Asked, rest: str) -> bool:
    """Whether what follows the verb is what was asked for: "won the cup" and not "won a stage of the cup"."""
    following = [token for token in tokenize(rest[:60]) if token.is_content][:1]
    return bool(following) and (sense(following[0].stem) in asked.topic or following[0].text.isdigit())


def _is_key(asked: _Asked, token: Token) -> bool:
    if not token.is_content or token.text.endswith(("'s", "’s")):
        return False
    own = sense(token.stem)
    return own == asked.key or {own, asked.key} == {
        asked.key.removesuffix("or"),
        own.removesuffix("or") + "or",
    }


def _parts(time: TimeExpression) -> tuple[int, int | None, int | None] | None:
    year = time.get("year")
    if time.form not in _DATED or not isinstance(year, int):
        return None
    month, day = time.get("month") or time.get("m"), time.get("day") or time.get("d")
    return year, month if isinstance(month, int) else None, day if isinstance(day, int) else None


def _sense(word: str) -> str:
    return sense(tokenize(word)[0].stem)
