"""Checks the names and titles of a claim against those of its evidence, pronouns included."""

from __future__ import annotations

import re

from rag.types import Fact, FactStatus
from rag.verification.alignment import closeness, is_turned, misbound, neighbours
from rag.verification.case import Case, Line, fact
from rag.verification.figures.holders import have_same_figures
from rag.verification.statements.attribution import find_speakers
from rag.verification.statements.known_names import (
    DATELINE,
    find_plain,
    in_context,
    is_known,
    is_prominent,
)
from rag.verification.statements.name_kinds import clash_of
from rag.verification.statements.name_links import linked_otherwise
from rag.verification.statements.name_mentions import (
    VERB,
    NameMention,
    in_full,
    is_person,
    is_place,
    mentions_of,
    nouns_of,
    stays_put,
    taken_by,
)
from rag.verification.statements.names import Name, find_names, same_name
from rag.verification.words.tokens import sense, stem, tokenize

_DATED = re.compile(r"[A-Z][\w'’. -]+, \d{1,2} [A-Z][a-z]+ (?:—|–|--)\s")
_DRAW = re.compile(r"\b(?:drew|drawn|(?:to|in) a (?:[\w-]+ )?draw)\b")
_PLACED = re.compile(r"\b(?:in|at|near|of|from|around|outside) (?:the )?$")
_MUTUAL = re.compile(
    r"\b(?:met|married|drew|divorced|(?:spoke|talked|spoken|met|agreed|worked|merged|clashed|played) with)\b"
)
_FAR = 1.2
_COMPARED = re.compile(r"\b[a-z]+er \w+ $")
# What each of two is to the other.
_SYMMETRIC = frozenset(
    sense(stem(noun)) for noun in "rival partner neighbour colleague counterpart opponent ally twin".split()
)


def check_names(case: Case) -> list[Fact]:
    """Give a fact for every name of a claim, and for titles that the article does not give."""
    placed = _has_own_dateline(case)
    claimed = [m for m in mentions_of(case.claim, None, placed=placed) if not _is_common(m.name, case)]
    found = [in_full(each) for line in case.lines for each in mentions_of(line.text, line, placed=placed)]
    scores = [[_closeness(mine, theirs, case) for theirs in found] for mine in claimed]
    return [
        _check(index, claimed, found, scores, case)
        for index, mine in enumerate(claimed)
        if not any(start <= mine.name.start and mine.name.end <= end for start, end in case.quoted)
    ]


def _closeness(mine: NameMention, theirs: NameMention, case: Case) -> float:
    turned = theirs.line is not None and is_turned(case.claim, theirs.line.text)
    return closeness(mine.near, theirs.near, turned=turned)


def _has_own_dateline(case: Case) -> bool:
    """Whether the claim has a dateline that no article of the evidence has."""
    dateline = DATELINE.match(case.claim) or _DATED.match(case.claim)
    return dateline is not None and not any(
        dateline.group().casefold() in f"{line.evidence.context} {line.text}".casefold()
        for line in case.lines
    )


def _is_common(name: Name, case: Case) -> bool:
    """A capital at the start of a sentence, of a word that no article writes with one elsewhere."""
    if not name.doubtful:
        return False
    lower = re.escape(name.text.split("'")[0].split("’")[0])
    inside = re.compile(rf"(?<![.!?:\n—–-])(?<!^)\s[\"“‘(]?{lower}\b(?!(?:['’]s?)? [A-Z])")
    for line in case.lines:
        texts = (line.evidence.context or line.text, line.evidence.title)
        if any(inside.search(text) for text in texts):
            return False
        if any(re.search(rf"\b{lower.lower()}", text) for text in texts):
            return True
    return True


def _check(
    index: int, claimed: list[NameMention], found: list[NameMention], scores: list[list[float]], case: Case
) -> Fact:
    mine = claimed[index]
    place = (mine.name.text, mine.name.start, mine.name.end)
    same = [j for j, theirs in enumerate(found) if same_name(mine.name, theirs.name)]
    if linked := linked_otherwise(mine, claimed, found) or taken_by(mine, claimed, found):
        return _contradicted(mine, linked)
    if not same:
        return _unmatched(mine, claimed, found, scores[index], case)
    theirs = found[max(same, key=lambda j: scores[index][j])]
    if unfit := _unfit(mine.name, theirs, case):
        return fact("name", place, unfit[0], line=theirs.line, found=theirs.spot, note=unfit[1])
    other = misbound(
        index,
        scores,
        lambda i, j: same_name(claimed[i].name, found[j].name),
        lambda i, j: not _is_other_kind(claimed[i], found[j], claimed, found, case),
        margin=1.2,
    )
    if beside := _beside_noun(mine, claimed, found, case):
        note = f"the evidence calls {beside.name.text!r} so"
        return fact("name", place, "contradicted", line=beside.line, found=beside.spot, note=note)
    if (
        other is not None
        and not _speaks(mine, found[other], case)
        and not _is_joined(mine, found[other], claimed, case)
        and not any(have_same_figures(case.claim, line.text) for line in case.lines)
        and not _are_even(case)
        and not any(stays_put(each, found) for each in claimed if each is mine or each.is_same(found[other]))
    ):
        return _contradicted(mine, found[other])
    return fact("name", place, "matched", line=theirs.line, found=theirs.spot)


def _contradicted(mine: NameMention, theirs: NameMention) -> Fact:
    """The fact of a name in whose place the evidence has another."""
    place, note = (mine.name.text, *mine.spot), f"here the evidence has {theirs.name.text!r}"
    return fact("name", place, "contradicted", line=theirs.line, found=theirs.spot, note=note)


def _unfit(name: Name, theirs: NameMention, case: Case) -> tuple[FactStatus, str] | None:
    """What a name has that the article does not give it: a longer form, a title, another kind."""
    if len(name.core) > len(theirs.name.core) and not is_known(name, case):
        return "missing", f"the article does not name {name.text}"
    if note := clash_of(name, case):
        return "contradicted", note
    if not _has_title(name, theirs):
        return "missing", f"the article does not call {' '.join(name.core).title()} {' '.join(name.titles)}"
    return None


def _beside_noun(
    mine: NameMention, claimed: list[NameMention], found: list[NameMention], case: Case
) -> NameMention | None:
    """Another name of the claim that has, in the evidence, the noun of this one: "the captain, Garrick"."""
    nouns = nouns_of(mine)
    if any("respectively" in line.text for line in case.lines):
        return None
    for theirs in found:
        if (
            theirs.line is not None
            and {noun for noun, _ in nouns & nouns_of(theirs)} - _turned_nouns(mine, theirs)
            and not same_name(mine.name, theirs.name)
            and any(same_name(other.name, theirs.name) for other in claimed)
            and not _is_other_kind(mine, theirs, claimed, found, case)
            and not any(
                same_name(mine.name, own.name) and own.line and nouns & nouns_of(own) for own in found
            )
        ):
            return theirs
    return None


def _turned_nouns(mine: NameMention, theirs: NameMention) -> frozenset[str]:
    """What either of two may be called: "larger rival" and "smaller rival", but not "larger rival" twice."""
    one, other = _COMPARED.search(mine.before), _COMPARED.search(theirs.before)
    return frozenset() if one and other and one.group() == other.group() else _SYMMETRIC


def _is_other_kind(
    mine: NameMention, theirs: NameMention, claimed: list[NameMention], found: list[NameMention], case: Case
) -> bool:
    """Whether one of two names is a place wherever it stands, and the other nowhere: they stay apart."""

    def places(name: Name) -> set[bool]:
        inside = [m for m in claimed if same_name(m.name, name)]
        outside = [m for m in found if m.line and same_name(m.name, name)]
        kinds = {bool(_PLACED.search(case.claim[: m.name.start])) for m in inside}
        return kinds | {bool(_PLACED.search(m.line.text[: m.name.start])) for m in outside if m.line}

    first, second = places(mine.name), places(theirs.name)
    return len(first) == len(second) == 1 and first != second


def _speaks(mine: NameMention, theirs: NameMention, case: Case) -> bool:
    """Whether either of two names is a speaker where it stands, and one of the other side too."""
    claimed = [s for s in find_speakers(case.claim) if s.name]
    stated = [s for line in case.lines for s in find_speakers(line.text) if s.name]
    return any(
        same_name(one.name, other.name)
        and (
            (same_name(one.name, mine.name) and one.start <= mine.name.start < one.end)
            or (same_name(other.name, theirs.name) and other.start <= theirs.name.start < other.end)
        )
        for one in claimed
        for other in stated
        if one.name and other.name
    )


def _are_even(case: Case) -> bool:
    """Whether claim and evidence tell of a draw, which has no winner."""
    return bool(_DRAW.search(case.claim)) and any(_DRAW.search(line.text) for line in case.lines)


def _is_joined(mine: NameMention, theirs: NameMention, claimed: list[NameMention], case: Case) -> bool:
    """Whether the other name stands beside this one in the claim, with no verb between them."""
    for other in claimed:
        if other is not mine and same_name(other.name, theirs.name):
            first, second = sorted((mine.name, other.name), key=lambda name: name.start)
            between = _MUTUAL.sub("", case.claim[first.end : second.start])
            if not VERB.search(between):
                return True
    return False


def _has_title(name: Name, theirs: NameMention) -> bool:
    """Titles may stand anywhere in the article beside the same name."""
    line = theirs.line
    if not name.titles or line is None or set(name.titles) <= set(theirs.name.titles):
        return True
    words: set[str] = set()
    for other in find_names(line.evidence.context or line.text):
        if same_name(name, other):
            text = line.evidence.context or line.text
            words |= {token.stem for token in tokenize(text[max(0, other.start - 60) : other.end + 80])}
    return {stem(title) for title in name.titles} <= words


def _unmatched(
    mine: NameMention, claimed: list[NameMention], found: list[NameMention], scores: list[float], case: Case
) -> Fact:
    place = (mine.name.text, mine.name.start, mine.name.end)
    free = [
        j
        for j, theirs in enumerate(found)
        if not theirs.name.doubtful
        and not _is_adjective(theirs)
        and not any(same_name(other.name, theirs.name) for other in claimed)
        and not (is_person(theirs) and is_place(mine.name, case))
    ]
    best = max(free, key=lambda j: scores[j], default=None)
    for line in case.lines:
        spot = find_plain(mine.name, line.text)
        if spot and (best is None or not _is_elsewhere(mine, line, spot, scores[best])):
            return fact("name", place, "matched", line=line, found=spot)
    beside = next((j for j in free if _stands_alike(mine, found[j])), None)
    if beside is None and best is not None and scores[best] >= 0.9:
        beside = best
    if beside is not None:
        if note := _is_subject(mine, found[beside]) or _is_meant(mine, found[beside], case):
            return fact("name", place, "matched", line=found[beside].line, note=note)
        return _contradicted(mine, found[beside])
    if note := clash_of(mine.name, case):
        return fact("name", place, "missing", note=note)
    for line in case.lines:
        note = in_context(mine.name, line) or _is_topic(mine.name, line, claimed, found, case)
        if note:
            return fact("name", place, "matched", line=line, note=note)
    return fact("name", place, "missing", note="no such name in the cited text")


_DEMONYM = re.compile(r"(?:[a-z]an|ish|ese|[a-z]ch)$")


def _is_adjective(mention: NameMention) -> bool:
    """Whether a name is no more than where somebody is from: "the Nigerian forward"."""
    return (
        bool(_DEMONYM.search(mention.name.text))
        and re.match(r" [a-z]", mention.text[mention.name.end :]) is not None
    )


_WHERE = re.compile(
    r"\b(?P<where>in|at|near|around|from) (?:the )?(?:(?:nearby|town of|city of|village of) )?$", re.I
)


def _stands_alike(mine: NameMention, theirs: NameMention) -> bool:
    """Whether two names stand after one preposition, alone in the place: "from Ness", "from Cray"."""
    own, told = _WHERE.search(mine.before), _WHERE.search(theirs.before)
    if own is None or told is None:
        return False
    return own.group("where").lower() == told.group("where").lower()


_OWNER = re.compile(r"['’]s? [a-z]")
_GOVERNMENT = re.compile(r"\bgovernment\b")
_SUBJECT = re.compile(r"(?:He|She|It|They|His|Her|Its|Their)\b")


def _is_subject(mine: NameMention, theirs: NameMention) -> str | None:
    """A name that opens the claim for the pronoun that opens the evidence, with the other name after it."""
    line = theirs.line
    if mine.before.strip() or line is None or not _SUBJECT.match(line.text):
        return None
    return in_context(mine.name, line)


def _is_meant(mine: NameMention, theirs: NameMention, case: Case) -> str | None:
    """A name that a pronoun or noun of the evidence stands for, beside one that cannot be in its place.

    Such is a place ("founded in Cork"), the evidence's speaker, what the claim has a noun for ("the court"),
    and a capital that stands for its government ("Ottawa would not pay").
    """
    line = theirs.line
    if line is None or (_PLACED.search(mine.before.lower()) and not _OWNER.match(mine.text, mine.name.end)):
        return None
    telling = [s.name for s in find_speakers(mine.text) if s.name]
    told = any(same_name(name, mine.name) for name in telling)
    speaks = any(
        s.name and same_name(s.name, theirs.name) and s.epithet is told for s in find_speakers(line.text)
    )
    noun = re.search(rf"\b{re.escape(theirs.name.core[-1])}\b", case.claim) is not None
    governs = _GOVERNMENT.search(case.claim) and not _GOVERNMENT.search(line.text)
    apart = _PLACED.search(theirs.before) or speaks or noun or (governs and len(theirs.name.core) == 1)
    return in_context(mine.name, line) if apart else None


def _is_elsewhere(mine: NameMention, line: Line, spot: tuple[int, int], other: float) -> bool:
    """Whether a common noun is all that the line has of a name, far from where it has another name."""
    common = line.text[spot[0]].islower() and " " not in mine.name.text
    return common and other > closeness(mine.near, neighbours(line.text, *spot, ())) + _FAR


def _is_topic(
    name: Name, line: Line, claimed: list[NameMention], found: list[NameMention], case: Case
) -> str | None:
    """A name that the article is about may be added to a line whose own names the claim has all."""
    others = [m.name for m in found if m.line is line and not _is_common(m.name, case)]
    if any(not any(same_name(mine.name, other) for mine in claimed) for other in others):
        return None
    titled = any(set(name.core) <= set(other.core) for other in find_names(line.evidence.title))
    return "what the article is about" if titled or is_prominent(name, line) else None
