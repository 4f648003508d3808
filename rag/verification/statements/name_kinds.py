"""Whether a claim treats a name as what the article knows it as: a person, a place or a thing."""

from __future__ import annotations

import re

from rag.verification.case import Case
from rag.verification.statements.name_mentions import VERB
from rag.verification.statements.name_words import JOB_WORDS, TITLE_WORDS
from rag.verification.statements.names import HONORIFICS, Name, find_names

_MEN, _WOMEN = frozenset({"mr", "sir", "lord"}), frozenset({"mrs", "ms", "dame", "lady", "miss"})
_PERSONS = HONORIFICS | {"justice", "professor", "judge"}
_THE = re.compile(r"\b[Tt]he $")
_ALONE = re.compile(
    r"(?:['’]s\b)?(?:[.,;:]|$"
    r"| (?:(?!(?:sea|river|lake)bed\b|watershed\b)[a-z]+ed|lost|won|made|took|gave|said|says"
    r"|held|led|left|met|beat|told)\b"
    r"| (?:has|have|had|was|were|is|are|will|would|could|on|in|at|to|and(?! [A-Z])|from|by)\b)"
)
_PLACE = re.compile(
    r"\b(?:in|at|near|outside|(?:mayor|city|town|port|village|island|people|residents|parts) of"
    r"|between [A-Z][\w ]+ and) $"
)
# What always has an article: "won the Straits Cup" for "the Straits Cup final".
_EVENTS = frozenset("cup trophy league championship open prize award games festival marathon derby".split())
_GROUND = frozenset("lake mount river port fort cape mayor loch lough".split())
_PREPOSITION = re.compile(
    r"\b(?:in|at|near|from|of|between|around|into|(?:road|way|border) to) (?:the )?"
    r"(?:[a-z]+ern |central |upper |lower )?$"
)
_OFFICES = TITLE_WORDS - frozenset(
    "prime foreign interior defence defense finance health education deputy vice chief executive"
    " detective".split()
)
_JOB_BEFORE = re.compile(rf"\b(?:{'|'.join(sorted(_OFFICES | JOB_WORDS))}) $", re.IGNORECASE)
_OFFICE_BEFORE = re.compile(rf"\b(?:{'|'.join(sorted(_OFFICES))}) $")
_AGED = re.compile(r"(?:, (?:aged )?\d\d\b(?! [a-z])| \(\d\d\))")


def clash_of(name: Name, case: Case) -> str | None:
    """Say how the claim takes a name for another kind of thing: "Dr Sorrel Bay", "the Ann Poe", "in Ann Poe".

    Only names that the article has are judged, by all the places where it has them.
    """
    found: list[tuple[Name, str]] = []
    for text in {line.evidence.context or line.text for line in case.lines}:
        found += [(other, text) for other in find_names(text) if set(name.core) <= set(other.core)]
    if not found:
        return None
    persons = {
        word
        for line in case.lines
        for other in find_names(line.evidence.context or line.text)
        if other.core[-1] == name.core[-1] or (other, line.evidence.context or line.text) in found
        for word in _honorifics(other, line.evidence.context or line.text)
    }
    called = _honorifics(name, case.claim)
    if called and not _is_person(called, persons, name, found):
        return f"the article does not have {name.text!r} as a person"
    before, after = case.claim[: name.start], case.claim[name.end :]
    is_person = bool(persons) or _is_so_called(found)
    places = [_PREPOSITION.search(text[: other.start]) is not None for other, text in found]
    if _OFFICE_BEFORE.search(before) and all(places):
        return f"the article does not have {name.text!r} as a person"
    parted = all(
        len(other.core) > len(name.core) and other.core[-1] == name.core[-1] and other.core[0] not in _GROUND
        for other, _ in found
    )
    placed = any(places)
    with_article = any(_has_article(name, other, text) for other, text in found)
    if (
        not called
        and name.core[-1] not in _EVENTS
        and _THE.search(before)
        and _ALONE.match(after)
        and not with_article
        and (placed or is_person)
    ):
        return f"the article does not have {name.text!r} with an article"
    if _PLACE.search(before) and not after.startswith(("'s", "’s")) and not placed and (is_person or parted):
        return f"the article has {name.text!r} as a person"
    return None


def _is_so_called(found: list[tuple[Name, str]]) -> bool:
    """Whether the article has a name with a title, a job or an age, and nowhere as that of a place."""
    return any(
        set(other.titles) & _OFFICES
        or _JOB_BEFORE.search(text[: other.start])
        or _AGED.match(text, other.end)
        for other, text in found
    ) and not any(_PREPOSITION.search(text[: other.start]) for other, text in found)


# A noun in the singular that a name stands before; "the Front says" has none.
_MODIFIED = re.compile(r" (?P<noun>[a-z]{3,}[a-rt-z])\b")
_NO_NOUNS = frozenset(
    "near from with that when while after before over into under against"
    " who what where will would have has had were was said also then"
    " guilty responsible liable open available due ready unable unlikely likely".split()
)


def _has_article(name: Name, other: Name, text: str) -> bool:
    """Whether the article has "the" before a name itself, not before what it stands in: "the Tesk camp"."""
    if not _THE.search(text[: other.start]) or (
        len(other.core) > len(name.core) and other.core[-1] != name.core[-1]
    ):
        return False
    found = _MODIFIED.match(text, other.end)
    word = found.group("noun") if found else ""
    return word in _NO_NOUNS or not word or VERB.fullmatch(word) is not None


def _honorifics(name: Name, text: str) -> set[str]:
    """The honorifics that a name opens with, or that stand before it."""
    first = text[max(0, name.start - 12) : name.end].removesuffix(name.text).split()[-1:]
    words = {word.lower().strip(".") for word in [*first, *name.text.split()[:2]]}
    return words & _PERSONS


def _is_person(called: set[str], persons: set[str], name: Name, found: list[tuple[Name, str]]) -> bool:
    """Whether the article has such a person: with a fitting honorific, or by a first name and a last."""
    if persons & _PERSONS - _MEN - _WOMEN and not persons & (_MEN | _WOMEN):
        return True
    if persons:
        return not ((called & _MEN and not persons & _MEN) or (called & _WOMEN and not persons & _WOMEN))
    return any(
        len(other.core) > 1
        and " of " not in other.text
        and other.core[-1] == name.core[-1]
        and not _PREPOSITION.search(text[: other.start])
        for other, text in found
    )
