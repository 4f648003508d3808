"""Checks quotations word for word, and who is said to have said something."""

from __future__ import annotations

import re

from rag.text import sentence_spans
from rag.types import Fact
from rag.verification.case import Case, Line, before, fact
from rag.verification.statements.attribution import Speaker, find_speakers, find_tellers
from rag.verification.statements.known_names import may_be_it, may_be_she
from rag.verification.statements.names import Name, find_names, same_name
from rag.verification.statements.quotations import find_quotations, find_verbatim
from rag.verification.words.number_words import COUNTING, FRACTIONS, spelled_value
from rag.verification.words.tokens import content_stems, tokenize

_NEAR = 0.5
_BACK = 6  # sentences back that "she" may reach
# "The Ferryman's Daughter": two words with capitals or more, as the title of a work.
_TITLE = re.compile(r"(?=.*\b[A-Z].*\s[A-Z])(?:[A-Z][\w'’-]*|\d+|of|the|and|in|a|an|to|for|on|at|,|:|\s)+")
_THINGS = frozenset({"it", "its"})
_OPENS = re.compile(r"(?:He|She|(?:His|Her)(?! [a-z]+,))\b")
# The noun that ends right before a name, and what stands beside it in commas.
_NOUN_FIRST = re.compile(r"(?:[\w'’-]+ ){0,4}[\w'’-]+,? $")
_BESIDE_NAME = re.compile(r", (?!who\b|which\b|and\b|but\b)[^,.;]{1,60}")
_OFFICE_OF = re.compile(
    r"\b(?:mayor|president|premier|governor|leader|head|director|captain|king|queen) of (?:the )?$"
)
_OF = re.compile(r" (?:of|from|at) ")
_HONORIFIC = ("Mr", "Ms", "Mrs", "Dr")
_GENERIC = content_stems(
    "company firm airline bank group agency ministry club operator party university hospital council "
    "committee union"
    " court government office charity network maker owner retailer chain buyer seller brewer manufacturer"
    " producer publisher supplier contractor developer lender insurer supermarket business chipmaker carmaker"
    " automaker drugmaker steelmaker planemaker carrier broadcaster lender bidder museum school trust"
)
_ANY_FIRM = content_stems("company firm business group owner operator")
# Words for one kind of speaker; only one without a name is known by it.
_KINDS = tuple(
    content_stems(words)
    for words in (
        "lawyer barrister solicitor attorney counsel advocate defending",
        "researcher scientist author academic team scholar study biologist astronomer geologist",
        "newspaper paper daily",
        "doctor dr physician surgeon consultant medic",
        "head headteacher director chief boss leader principal chancellor manager",
        "critic opponent",
        "campaigner campaign activist",
        "meteorologist meteorological forecaster weather",
        "detective investigator sergeant inspector",
        "judge magistrate",
        "airline carrier",
        "team campaign camp",
        "official spokesman spokeswoman spokesperson",
        "resident villager inhabitant islander townspeople",
        "family relative parent",
        "observer monitor",
        "army military troop soldier",
        "rebel insurgent guerrilla",
        "pupil student schoolchild",
        "passenger commuter traveller traveler",
        "motorist driver",
        "farmer grower",
        "shareholder investor",
        "teacher educator",
        "firefighter fire brigade",
        "economist analyst",
        "prosecutor prosecution prosecuting",
        "environmentalist conservationist",
        "fan supporter",
        "tenant renter",
        "drugmaker pharmaceutical",
        "captain skipper",
        "coach trainer",
    )
)
# Those who live there.
_LOCALS = re.compile(r"\b(?:locals|people (?:living|who live) (?:there|nearby|near))\b", re.IGNORECASE)
# Those who speak about another, not for them.
_BESIDE = content_stems("critics opponents rivals victims enemies fans")


def check_quotations(case: Case) -> list[Fact]:
    """Give a fact for every quotation of a claim: quotation marks may only hold verbatim text."""
    facts: list[Fact] = []
    for quotation in find_quotations(case.claim):
        place = (quotation.text, quotation.start, quotation.end)
        facts.append(_verbatim(place, case) or _altered(place, case))
    return facts


def _verbatim(place: tuple[str, int, int], case: Case) -> Fact | None:
    for line in case.lines:
        spot = find_verbatim(place[0], line.text)
        if spot:
            return fact("quotation", place, "matched", line=line, found=spot)
    for line in case.lines if _TITLE.fullmatch(place[0]) else ():
        if find_verbatim(place[0], line.evidence.context):
            return fact("quotation", place, "matched", line=line, note="a title that the article has")
    for line in case.lines:
        spot = find_verbatim(place[0], line.evidence.text)
        if spot:
            shift = line.evidence.start - line.start
            return fact("quotation", place, "matched", line=line, found=(spot[0] + shift, spot[1] + shift))
    return None


def _altered(place: tuple[str, int, int], case: Case) -> Fact:
    mine = content_stems(place[0])
    for line in case.lines:
        theirs = content_stems(line.text)
        if mine and len(mine & theirs) / len(mine) >= _NEAR:
            return fact("quotation", place, "contradicted", line=line, note="the words differ")
    return fact("quotation", place, "missing", note="these words do not stand in the cited text")


def check_speakers(case: Case) -> list[Fact]:
    """Give a fact for every speaker of a claim."""
    facts: list[Fact] = []
    for speaker in find_speakers(case.claim):
        if speaker.pronoun and not speaker.name:
            continue
        facts.append(_check(speaker, case))
    return facts


def _check(speaker: Speaker, case: Case) -> Fact:
    place = (speaker.text, speaker.start, speaker.end)
    spoken = [(line, theirs) for line in case.lines for theirs in find_speakers(line.text)]
    for line, theirs in spoken:
        if _same(speaker, theirs, line):
            return fact("speaker", place, "matched", line=line, found=(theirs.start, theirs.end))
    named = [(line, theirs) for line, theirs in spoken if not theirs.pronoun]
    for line in case.lines:
        if spoken and all(_is_of_others(speaker, theirs) for _, theirs in spoken):
            break
        if _is_in_words(speaker, line, spoken=bool(named)):
            return fact("speaker", place, "matched", line=line, note="named in the cited text")
    if named:
        line, theirs = named[0]
        note = f"the evidence has {theirs.text!r} say it"
        return fact("speaker", place, "contradicted", line=line, found=(theirs.start, theirs.end), note=note)
    if spoken:
        line, theirs = spoken[0]
        return fact(
            "speaker",
            place,
            "missing",
            line=line,
            found=(theirs.start, theirs.end),
            note="another may be meant",
        )
    return _untold(speaker, case)


def _untold(speaker: Speaker, case: Case) -> Fact:
    """The fact of a speaker whose lines have no verb of saying."""
    place = (speaker.text, speaker.start, speaker.end)
    for line in case.lines:
        if any(not theirs.name and _same(speaker, theirs, line) for theirs in find_tellers(line.text)):
            return fact("speaker", place, "matched", line=line, note="told without a verb of saying")
        if _goes_on(speaker, line):
            return fact("speaker", place, "matched", line=line, note="from the sentences around")
    return fact("speaker", place, "missing", note="the cited text does not say who said it")


def _same(mine: Speaker, theirs: Speaker, line: Line) -> bool:
    if not (mine.name or theirs.name) and _counts(mine.text) and _counts(theirs.text):
        return True
    if mine.name and theirs.name:
        return (
            same_name(mine.name, theirs.name)
            or _is_of_body(mine, theirs)
            or _is_role(mine, theirs)
            or (theirs.epithet and _stands_for(mine, theirs, line))
        )
    if theirs.pronoun and not theirs.name and mine.words and mine.words <= _GENERIC and not mine.name:
        return True
    if theirs.pronoun and not theirs.name:
        return _stands_for(mine, theirs, line)
    if (
        theirs.name
        and not mine.name
        and mine.words <= _GENERIC
        and (mine.words & (theirs.words | _ANY_FIRM) or not theirs.words & _GENERIC)
        and not theirs.name.text.startswith(_HONORIFIC)
    ):
        return True
    return (
        _is_role(mine, theirs)
        or _is_named(mine, theirs, line)
        or (not mine.name and bool(_kinds(mine.text) & _kinds(theirs.text)))
        or (
            mine.name is not None
            and (theirs.epithet or theirs.words <= _GENERIC)
            and _stands_for(mine, theirs, line)
        )
    )


def _kinds(words: str) -> frozenset[int]:
    """Which kinds of speakers some words name."""
    stems = content_stems(_LOCALS.sub("residents", words))
    return frozenset(number for number, kind in enumerate(_KINDS) if stems & kind)


def _counts(words: str) -> bool:
    """Whether a speaker is a number of people: "just over half", "62% of those asked"."""
    return any(
        token.text[0].isdigit() or token.text.lower() in COUNTING | FRACTIONS.keys()
        for token in tokenize(words)
    )


def _is_in_words(mine: Speaker, line: Line, *, spoken: bool) -> bool:
    """Whether the line names the speaker in other words than a verb of saying."""
    if mine.name and any(same_name(mine.name, other) for other in find_names(line.text)):
        return not spoken
    if mine.name and not mine.name.doubtful:
        return False
    words = {word for word in mine.words if spelled_value(word) is None}
    shared = words & content_stems(line.text)
    kinds = _kinds(mine.text) & _kinds(line.text)
    alike = sum(not _KINDS[kind] & shared for kind in kinds)
    return bool(words) and 2 * (len(shared) + alike) >= len(words)


def _is_role(mine: Speaker, theirs: Speaker) -> bool:
    """Whether the words that describe the two agree: "the regional health office" and "the health office"."""
    if _is_of_others(mine, theirs):
        return False
    words = mine.words
    if mine.name and theirs.name:
        words -= content_stems(mine.name.text)
    shared = words & theirs.words
    return bool(shared) and len(shared) >= 0.5 * min(len(mine.words), len(theirs.words))


def _is_of_body(mine: Speaker, theirs: Speaker) -> bool:
    """Whether "Poe of Corvex" is who is told of with Corvex: "Ann Poe, the head of Corvex"."""
    if mine.name is None or theirs.name is None or not (of := _OF.search(mine.name.text)):
        return False
    surname, body = mine.name.text[: of.start()], mine.name.text[of.end() :]
    return theirs.name.text.endswith(f" {surname}") and body in theirs.text


def _is_of_others(mine: Speaker, theirs: Speaker) -> bool:
    """Whether two speakers are of two kinds (lawyer, doctor), or one is beside the other: a critic."""
    kinds, others = _kinds(mine.text), _kinds(theirs.text)
    if kinds & others:
        return False
    return bool(kinds and others) or bool(mine.words & _BESIDE) != bool(theirs.words & _BESIDE)


def _is_named(mine: Speaker, theirs: Speaker, line: Line) -> bool:
    """Whether the article joins the name of one with the role of the other: "Haldane, the spokeswoman"."""
    name, words = (mine.name, theirs.words) if mine.name else (theirs.name, mine.words)
    if name is None:
        return False
    text = line.evidence.context or line.text
    beside: set[str] = set()
    for other in find_names(text):
        if same_name(name, other):
            beside |= content_stems(text[max(0, other.start - 60) : other.end + 60])
    return bool(words) and len(words & beside) >= 0.5 * len(words)


def _stands_for(mine: Speaker, theirs: Speaker, line: Line) -> bool:
    """Whether a pronoun or a noun of the line may stand for the speaker.

    The nearest sentence before it that names anybody names them; for "it" and "the company", anybody but
    persons and places, and where no sentence does, the title. "He fell behind Poe" names others than him.
    """
    is_person = theirs.epithet or (theirs.pronoun and theirs.text.lower() not in _THINGS)
    text = before(line)
    spans = sentence_spans(text)
    surnames = {name.core[-1] for name in find_names(line.evidence.context) if len(name.core) > 1}
    for span in reversed(spans[-_BACK:] if is_person else spans):
        sentence = text[span.start : span.end]
        if is_person and _OPENS.match(sentence):
            continue
        may_be = may_be_she if is_person else may_be_it
        names = [
            one
            for one in find_names(sentence)
            if may_be(one, sentence) and not _OFFICE_OF.search(sentence[: one.start])
        ]
        if mine.name and any(same_name(mine.name, other) for other in names):
            return True
        if (
            not mine.name
            and mine.words
            and len(mine.words & content_stems(sentence)) >= 0.6 * len(mine.words)
        ):
            return True
        if is_person and not mine.name and any(_is_called(mine.words, other, line) for other in names):
            return True
        if any(not other.doubtful or other.core[-1] in surnames for other in names):
            return False
    titled = find_names(line.evidence.title)
    return not is_person and mine.name is not None and any(same_name(mine.name, one) for one in titled)


def _is_called(words: frozenset[str], name: Name, line: Line) -> bool:
    """Whether the article gives a name this role: "the captain, Jon Ware", "Ann Poe, minister of health"."""
    text = line.evidence.context
    given: set[str] = set()
    for other in find_names(text):
        if same_name(name, other):
            given |= content_stems(" ".join(other.titles))
            first = _NOUN_FIRST.search(text[max(0, other.start - 60) : other.start])
            if first and words & content_stems(first.group().split()[-1]):
                given |= content_stems(first.group())
            if beside := _BESIDE_NAME.match(text, other.end):
                given |= content_stems(beside.group())
    return bool(words) and len(words & given) >= 0.5 * len(words)


def _goes_on(mine: Speaker, line: Line) -> bool:
    """A line without a speaker of its own may go on with the speech of the sentence before or after it."""
    context = line.evidence.context
    around = (
        context[max(0, line.start - 400) : line.start] + "\n" + context[line.start + len(line.text) :][:250]
    )
    if not re.search(r"[\"“”]", around + line.text):
        return False
    return any(_same(mine, theirs, line) for theirs in find_speakers(around) if not theirs.pronoun)
