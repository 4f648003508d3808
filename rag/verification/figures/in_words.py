"""Figures that the evidence gives without a number: "a day", "both", "doubled"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.types import Fact
from rag.verification.case import Case, Line, fact
from rag.verification.figures.binding import clause_constraints
from rag.verification.figures.counting import years_at
from rag.verification.figures.derived import multiple_of
from rag.verification.figures.finding import find_quantities
from rag.verification.figures.levels import implied
from rag.verification.figures.mentions import HAS, SAYS, Mention
from rag.verification.figures.quantities import Qualifier, Quantity, read_qualifier
from rag.verification.figures.values import agrees, are_opposite_bounds, is_near, is_rounded
from rag.verification.statements.names import find_names, same_name
from rag.verification.words.number_words import WORDS
from rag.verification.words.tokens import sense, stem

# They are two by what they are.
_TWO_SIDES = re.compile(r"the two (?:sides|camps|parties|teams|rivals|rounds|halves|clubs)\b")
_COMPARING = (
    r"(?:old|young|larg|bigg|small|tall|short|long|high|low|cheap|dear|fast|slow|heavi|light|new|strong|weak"
    r"|wid|narrow|rich|poor|near|great)er|elder|lesser|upper|former|latter"
)
_OF_THE_TWO = re.compile(rf"\b(?:{_COMPARING}|one) of (?:the|these|those|his|her|its|their) $", re.IGNORECASE)
_COMPARATIVE = re.compile(
    rf"\b(?:the|his|her|its|their) (?:{_COMPARING})(?: (?P<noun>[a-z]+))?", re.IGNORECASE
)
# "Who voted no with Councillor Holm", and nobody else.
_WITH = re.compile(r"\bwho\b[^,;.]* (?:together |along )?(?:with|alongside) ", re.IGNORECASE)
_AND_NEXT = re.compile(r",? (?:and|or) |, (?:[A-Z][\w.'’-]+ )+and ")
_TITLE = 20
_AS_MUCH = re.compile(r" (?:as|the|its|their|his|her|that|those|what|more|less|over|[a-z]+er)\b")
_NO_NOUN = r"(?!(?:of|in|at|on|by|to|for|from|with|was|were|is|are|has|had|and|or)\b)"
_NOUN = re.compile(rf"[\w,.]+[\s-]{_NO_NOUN}(?P<noun>[A-Za-z]+)")
# "One more summer" is "another summer", and not "another two summers".
_ONE_MORE = re.compile(
    rf"one (?:more|further|additional|extra) (?P<noun>[a-z-]+)(?: {_NO_NOUN}(?P<next>[a-z-]+))?",
    re.IGNORECASE,
)
_ONE_AMONG = re.compile(r"\bone of (?:them|whom|these|those)\b", re.IGNORECASE)
_PERSONS = "person|man|woman|boy|girl|child|teenager|pensioner|passenger|driver|cyclist|pedestrian|worker"
# "Annulled twice" for "the second time that it was annulled".
_NTH = re.compile(r" time\b")
_COUNT_OF_TIMES = re.compile(r" times\b", re.IGNORECASE)


def one_in_words(mine: Mention, _: Sequence[Mention], case: Case) -> Fact | None:
    """ "One day" for "a day": the article may count one by its article."""
    if _COUNT_OF_TIMES.match(case.claim, mine.quantity.end) and (often := _times(mine, case)):
        return often
    if mine.quantity.text.lower().startswith("two") and not mine.quantity.unit:
        return _pair(mine, case)
    if mine.quantity.value != 1 or mine.quantity.form != "number":
        return None
    if more := _ONE_MORE.match(case.claim, mine.quantity.start):
        return _another(mine, more, case)
    following = _NOUN.match(case.claim, mine.quantity.start)
    for line in case.lines:
        match = _one_of(following.group("noun"), line.text) if following else None
        if match:
            place = (mine.quantity.text, mine.quantity.start, mine.quantity.end)
            return fact("figure", place, "matched", line=line, found=(match.start(), match.end()))
    return None


def _one_of(noun: str, text: str) -> re.Match[str] | None:
    """Where a sentence counts one of a thing by its article, or one of those that it has told of."""
    if noun.endswith("s") and not noun.endswith("ss"):
        return None
    named = rf"(?:{_PERSONS})\b" if noun.lower() == "person" else re.escape(noun)
    counted = re.search(rf"\b(?:an?|single|only|the) (?:\w+ )?{named}", text, re.IGNORECASE)
    return counted or _ONE_AMONG.search(text)


def _another(mine: Mention, more: re.Match[str], case: Case) -> Fact | None:
    """ "One more summer" for "another summer", within the same bounds."""
    nouns = "|".join(re.escape(noun) for noun in more.groups() if noun)
    pattern = rf"\b(?:another|an? (?:further|additional|extra|second)) (?:(?!{WORDS})[a-z-]+ )?(?:{nouns})\b"
    for line in case.lines:
        for match in re.finditer(pattern, line.text, re.IGNORECASE):
            qualifier, _ = read_qualifier(line.text, *match.span())
            if agrees(mine.quantity, replace(mine.quantity, qualifier=qualifier)):
                place = (mine.quantity.text, mine.quantity.start, mine.quantity.end)
                return fact("figure", place, "matched", line=line, found=match.span())
    return None


def _times(mine: Mention, case: Case) -> Fact | None:
    """ "Two times a year" for "twice a year"."""
    place = (mine.quantity.text, mine.quantity.start, mine.quantity.end)
    for line in case.lines:
        for theirs in find_quantities(line.text):
            same = theirs.form == "multiple" and is_near(mine.quantity.value, theirs.value)
            if same and agrees(mine.quantity, theirs):
                return fact("figure", place, "matched", line=line, found=(theirs.start, theirs.end))
    return None


def _pair(mine: Mention, case: Case) -> Fact | None:
    """ "Two" for "both", "a pair", "a couple" or two names joined by "and"."""
    if _TWO_SIDES.match(case.claim[: mine.quantity.start][-4:].lower() + case.claim[mine.quantity.start :]):
        place = (mine.quantity.text, mine.quantity.start, mine.quantity.end)
        nouns = set(mine.bound.nouns[:1])
        others = [one for line in case.lines for one in clause_constraints(line.text)]
        if not any(nouns & set(one.nouns) for one in others):
            return fact("figure", place, "matched", line=case.lines[0])
    for line in case.lines:
        match = re.search(
            r"\b(?:both|pair|couple|twins?|neither|either|each other|twice(?! (?:as|the|its|that)\b))\b",
            line.text,
            re.IGNORECASE,
        )
        if match:
            place = (mine.quantity.text, mine.quantity.start, mine.quantity.end)
            return fact("figure", place, "matched", line=line, found=(match.start(), match.end()))
        if spot := _one_of_two(mine, line.text):
            place = (mine.quantity.text, mine.quantity.start, mine.quantity.end)
            return fact("figure", place, "matched", line=line, found=spot)
    return None


def _one_of_two(mine: Mention, text: str) -> tuple[int, int] | None:
    """ "The elder of the two brothers" for "the older brother", "one of the two" for "who left with Holm"."""
    claim, at = mine.text, mine.quantity
    if not _OF_THE_TWO.search(claim[: at.start]):
        return None
    noun = _NOUN.match(claim, at.start)
    stems = {sense(stem(noun.group("noun").lower()))} if noun else set[str]()
    for match in _COMPARATIVE.finditer(text):
        following = match.group("noun")
        if not stems or not following or sense(stem(following.lower())) in stems:
            return match.span()
    return _companion(claim, text)


def _companion(claim: str, text: str) -> tuple[int, int] | None:
    """Where somebody whom the claim names does something with one other: "Holm, who voted no with Dahl"."""
    for match in _WITH.finditer(text):
        beside = next((name for name in find_names(text) if name.start >= match.end()), None)
        who = [name for name in find_names(text) if name.end <= match.start()][-1:]
        if beside is None or beside.start - match.end() > _TITLE or _AND_NEXT.match(text, beside.end):
            continue
        if any(same_name(name, other) for name in find_names(claim) for other in (*who, beside)):
            return match.start(), beside.end
    return None


def check_multiples(case: Case) -> list[Fact]:
    """Doubled, twice, 3.6 times: a multiple that agrees in the evidence carries it, or two figures."""
    return [
        _multiple_fact(quantity, case)
        for quantity in find_quantities(case.claim)
        if quantity.form == "multiple" and not is_inside(quantity, case.quoted)
    ]


def _multiple_fact(mine: Quantity, case: Case) -> Fact:
    place = (mine.text, mine.start, mine.end)
    stated = [
        (line, theirs)
        for line in case.lines
        for theirs in find_quantities(line.text)
        if theirs.form == "multiple"
        or _COUNT_OF_TIMES.match(line.text, theirs.end)
        or (theirs.form == "ordinal" and mine.text.lower() == "twice" and _NTH.match(line.text, theirs.end))
    ]
    for line, theirs in stated:
        same = is_near(mine.value, theirs.value)
        if (same and agrees(mine, theirs)) or is_rounded(mine, replace(theirs, form="multiple")):
            return fact("figure", place, "matched", line=line, found=(theirs.start, theirs.end))
    if theirs := _count_of(mine, case):
        line, spot = theirs
        return fact("figure", place, "matched", line=line, found=spot)
    if computed := _ratio(mine.value, mine, case):
        return computed
    for line, theirs in stated:
        if is_near(mine.value, theirs.value):
            found = (theirs.qualifier_start, theirs.end)
            note = f"{HAS if are_opposite_bounds(mine, theirs) else SAYS} {line.text[slice(*found)]!r}"
            return fact("figure", place, "contradicted", line=line, found=found, note=note)
    return fact("figure", place, "missing", note="no such multiple in the cited text")


def _count_of(mine: Quantity, case: Case) -> tuple[Line, tuple[int, int]] | None:
    """ "Scored twice" for "two goals": how often, and not how many times as much."""
    how_often = mine.text.lower() == "twice" and not _AS_MUCH.match(case.claim, mine.end)
    for line in case.lines if how_often and mine.qualifier == "exact" else ():
        if spot := years_at(line.text, mine.value):
            return line, spot
        for theirs in find_quantities(line.text):
            counts = theirs.form == "number" and theirs.qualifier == "exact" and theirs.high is None
            if counts and not theirs.unit and is_near(theirs.value, mine.value):
                return line, (theirs.start, theirs.end)
    return None


# "More than halved" is a multiple of fewer than 0.5.
_INVERSE: dict[Qualifier, Qualifier] = {"more": "fewer", "fewer": "more", "nearly": "more"}


def _ratio(value: float, mine: Quantity, case: Case) -> Fact | None:
    """The fact of a multiple ("halved", "six times") of two figures of one sentence."""
    qualifier = (
        _INVERSE.get(mine.qualifier, mine.qualifier)
        if mine.text.lower().startswith("halv")
        else mine.qualifier
    )
    place = (mine.text, mine.start, mine.end)
    for line in case.lines:
        stated = find_quantities(line.text)
        for other in stated:
            if (
                other.form in {"fraction", "multiple"}
                and is_near(other.value, value)
                and other.qualifier == qualifier
            ):
                return fact("figure", place, "matched", line=line, found=(other.start, other.end))
        found = multiple_of(value, qualifier, stated) or implied(
            replace(mine, qualifier=qualifier), case.claim, stated, line.text
        )
        if found:
            note = f"computed from {' and '.join(q.text for q in found.operands)}"
            spot = (found.operands[0].start, found.operands[0].end)
            return fact("figure", place, "computed", line=line, found=spot, note=note)
    return None


def is_inside(quantity: Quantity, places: tuple[tuple[int, int], ...]) -> bool:
    """Whether a figure lies within one of the (start, end) places of its text."""
    return any(start <= quantity.start and quantity.end <= end for start, end in places)
