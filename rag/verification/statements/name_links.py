"""Names that stand in the claim where the evidence links another one: beside the same title, name or noun."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.verification.figures.finding import find_quantities
from rag.verification.figures.quantities import Quantity
from rag.verification.figures.values import same_value
from rag.verification.statements.name_mentions import NameMention, is_person, owned, possessed
from rag.verification.statements.name_words import JOB_WORDS, TITLE_WORDS
from rag.verification.words.tokens import sense, stem

_PAIR = re.compile(r"['’]?s? (?:and|to) (?:the )?")
_APPOSED_BEFORE = re.compile(
    r"\b(?:[Tt]he|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|[A-Z][\w-]+['’]s?)"
    r"(?P<office>(?: [a-z'’-]+){0,3} [a-z]{4,}), $"
)
_APPOSED_AFTER = re.compile(
    r", (?:the|its|their|his|her)(?P<office>(?: [a-z'’-]+){0,3} [a-z]{4,})(?=[.,;]|$| (?:of|for|at)\b)"
)
# "Poe of the Harvest Party, the premier": Poe is the premier.
_WITHIN = re.compile(r"[A-ZÀ-ÖØ-Þ][\w'’-]*,? (?:of|at|from|in|for) (?:the )?$")
_OWNER = re.compile(r"^.*['’]s? ")
_CALLED = re.compile(
    r"(?:\b(?:" + "|".join(sorted(TITLE_WORDS | JOB_WORDS | {"officer"})) + r") )+$", re.IGNORECASE
)
_TIGHT = re.compile(r"(?: (?:will|would|has|had|have|having|on|with|got|won|took|scored)){0,2} ")


def linked_otherwise(
    mine: NameMention, claimed: list[NameMention], found: list[NameMention]
) -> NameMention | None:
    """The name of the evidence in whose place a name of the claim stands, told by what both are linked to."""
    others = [theirs for theirs in found if theirs.line and not mine.is_same(theirs)]
    return next(
        (
            theirs
            for theirs in others
            if _has_partner(mine, theirs, claimed, found)
            or _has_office(mine, theirs, claimed, found)
            or _has_figure(mine, theirs, found)
            or _is_base(mine, theirs)
            or _owns(mine, theirs, claimed, found)
        ),
        None,
    )


def _has_partner(
    mine: NameMention, theirs: NameMention, claimed: list[NameMention], found: list[NameMention]
) -> bool:
    """ "Ness and Cray" for "Ness and Lund", "from Lund to Ness" for "from Cray to Ness"."""
    if any(theirs.is_same(other) for other in claimed):
        return False
    for partner, link, side in _partners(mine, claimed):
        pairs = [(other, way) for other, joint, way in _partners(theirs, found) if joint == link]
        if any(partner.is_same(other) and (link == "and" or way == side) for other, way in pairs):
            return not any(
                partner.is_same(other)
                for own in found
                if mine.is_same(own)
                for other, _, _ in _partners(own, found)
            )
    return False


def _partners(mine: NameMention, all_: list[NameMention]) -> Iterator[tuple[NameMention, str, bool]]:
    """The names that a name is joined to by "and" or "to", and whether it stands first."""
    for other in all_:
        if other.text != mine.text or other.name.start == mine.name.start:
            continue
        first, last = sorted((mine.name, other.name), key=lambda name: name.start)
        link = _PAIR.fullmatch(mine.text[first.end : last.start])
        if link and ("and" in link.group() or mine.text[: first.start].endswith("from ")):
            yield other, "and" if "and" in link.group() else "to", first is mine.name


def _has_office(
    mine: NameMention, theirs: NameMention, claimed: list[NameMention], found: list[NameMention]
) -> bool:
    """ "President Poe" for "the president, Ann Ware"; "Corvex, its director" for "the director, Ann Poe"."""
    shared = _offices(mine) & _offices(theirs)
    own = [other for other in found if mine.is_same(other)]
    named = [other for other in claimed if theirs.is_same(other)]
    return (
        bool(shared)
        and not _OWNER.match(mine.name.text)
        and not any(shared & _offices(other) for other in (*own, *named))
    )


def _offices(mention: NameMention) -> set[frozenset[str]]:
    """What a name is called by a title before it or by a noun in commas beside it."""
    after = None if _WITHIN.search(mention.before) else _APPOSED_AFTER.match(mention.text, mention.name.end)
    apposed = (_APPOSED_BEFORE.search(mention.before), after)
    words = [_OWNER.sub("", found.group("office")).split() for found in apposed if found]
    called = _CALLED.search(mention.before)
    words.append([word for word in called.group().split() if word != "the"] if called else [])
    return {frozenset(sense(stem(word)) for word in each) for each in (*words, mention.name.titles) if each}


def _has_figure(mine: NameMention, theirs: NameMention, found: list[NameMention]) -> bool:
    """ "The League on 26" where the evidence has "the League 31, the Harvest Party 26"."""
    figure, told = _figure_after(mine), _figure_after(theirs)
    if figure is None or told is None or not same_value(figure, told):
        return False
    own = [_figure_after(other) for other in found if mine.is_same(other)]
    return bool(own) and all(other is not None and not same_value(figure, other) for other in own)


def _figure_after(mention: NameMention) -> Quantity | None:
    """The figure that follows a name at once, with no more than "had" or "on" between."""
    for quantity in find_quantities(mention.text):
        if quantity.start >= mention.name.end and quantity.form == "number":
            between = mention.text[mention.name.end : quantity.start]
            return quantity if _TIGHT.fullmatch(between) else None
    return None


def _owns(
    mine: NameMention, theirs: NameMention, claimed: list[NameMention], found: list[NameMention]
) -> bool:
    """ "The parliament of Ness" for "Cray's parliament", where Ness has none."""
    own = [other for other in found if mine.is_same(other)]
    if is_person(mine) or any(theirs.is_same(other) for other in claimed):
        return False
    words = possessed(mine) if own else possessed(mine) | owned(mine)
    shared = words & possessed(theirs)
    return bool(shared - {word for other in own for word in owned(other)})


def _is_base(mine: NameMention, theirs: NameMention) -> bool:
    """ "Corvex-based" where the evidence has "based in Ness"."""
    return mine.name.text.endswith("-based") and theirs.before.endswith("based in ")
