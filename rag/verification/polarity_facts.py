"""Checks that a claim denies, asserts, or only foresees what its evidence does."""

from __future__ import annotations

import re

from rag.types import Fact
from rag.verification.alignment import neighbours
from rag.verification.case import Case, Line, fact
from rag.verification.derived_facts import left_over
from rag.verification.modality import Governed, find_governed, has_modal, is_finite
from rag.verification.negation import Negation, count_negative, find_negations, negative_words
from rag.verification.tokens import Token, are_opposite, opposites_of, sense, tokenize
from rag.verification.wordlists import RESTRICTIVE_WORDS, STOPWORDS

_PLAIN = frozenset({"not", "n't", "n’t", "never", "denied", "denies", "deny", "denying"})
_BESIDE = 6
_TWICE = re.compile(r" (?:be |been )?un(?!der|it|ion|iq|iv|til|less|cle|usual|common)[a-z]{4,}")
_THAN_FIGURE = re.compile(r"(?:more|fewer|less) than\b", re.IGNORECASE)
_UP_TO = re.compile(r"up to\b", re.IGNORECASE)
_COMPARED = re.compile(r"\b(?:\w{2,}er|more|worse|(?:so|as|such an?) \w+)\b")
_SUPERLATIVE = re.compile(
    r"\b(?:\w{2,}est|most|worst|record|unprecedented|unmatched|unrivalled)\b", re.IGNORECASE
)
_FOR_YEARS = re.compile(r"\b(?:for|in) (?:[a-z]+ ){0,3}(?:years?|decades?|centur)")
_FIRST_IN = re.compile(r"\b(?:first|last)\b[^.;]* (?:in|for|since) ", re.IGNORECASE)
_EVER = re.compile(r"\b(?:since|ever|before|in (?:\d+|\w+) years)\b", re.IGNORECASE)
_EARLIEST = re.compile(
    r"\b(?:at the earliest|or later|only|takes? more than|new to|for the first time"
    r"|last (?:\w+ ){1,3}(?:was|came)|before anyone|passed before|unnoticed|the most|maximum)\b",
    re.IGNORECASE,
)
_FIGURE_BEFORE = re.compile(r"(?:\d|%|per ?cent|points?) $")
_PARTICLES = frozenset({"up", "down"})
_MOVED_NEXT = re.compile(r"\s+(?:(?:by|from|to|on|at)\s+)?[$£€]?\d|\s*[.,;]|$")
_NONE = frozenset({"no", "never", "none", "nothing", "nobody"})
_UNWILLING = ("refus", "declin", "fail")


def check_negation(case: Case) -> list[Fact]:
    """Give a fact for every negation of a claim, and for one of the evidence that the claim drops."""
    lines = _main_lines(case)
    free = [(line, negation) for line in lines for negation in find_negations(line.text)]
    facts: list[Fact] = []
    unmatched: list[Negation] = []
    claimed = [n for n in find_negations(case.claim) if not _is_quoted(n.start, case)]
    for negation in sorted(claimed, key=lambda n: n.kind != "soft"):
        pairs = [pair for pair in free if _is_same(negation, pair[1])]
        pair = min(pairs, key=lambda pair: pair[1].kind != negation.kind, default=None)
        if pair:
            free.remove(pair)
            facts.append(_matched(negation, *pair))
        else:
            unmatched.append(negation)
    spare = _spare(lines, free, case)
    facts += [_unmatched(negation, spare, case) for negation in unmatched if negation.kind != "soft"]
    return facts + [dropped for pair in free if (dropped := _dropped(*pair, case))][:1]


def _spare(lines: list[Line], free: list[tuple[Line, Negation]], case: Case) -> list[set[str]]:
    """The surroundings of each negative of the evidence that the claim does not repeat."""
    mine = {token.text.lower() for token in tokenize(case.claim)}
    places = [(line, negation.start, negation.end) for line, negation in free]
    for line in lines:
        cues = find_negations(line.text)
        places += [
            (line, start, end)
            for start, end in negative_words(line.text)
            if line.text[start:end].lower() not in mine and not any(c.start <= start < c.end for c in cues)
        ]
    return [set(neighbours(line.text, start, end, ())) for line, start, end in places]


def _main_lines(case: Case) -> list[Line]:
    """The sentences of the evidence that share more than half of the most that any shares."""
    words = {sense(t.stem) for t in tokenize(case.claim) if t.is_content}
    counts = [
        len(words & {sense(t.stem) for t in tokenize(line.text) if t.is_content}) for line in case.lines
    ]
    most = max(counts, default=0)
    return [line for line, count in zip(case.lines, counts, strict=True) if count * 2 > most] or list(
        case.lines
    )


def _is_quoted(at: int, case: Case) -> bool:
    return any(start <= at < end for start, end in case.quoted)


def _is_same(mine: Negation, theirs: Negation) -> bool:
    if mine.kind == "denial" and (theirs.kind == "denial" or theirs.text.lower().startswith("reject")):
        return True
    if not mine.reach or not theirs.reach:
        return mine.text.lower() == theirs.text.lower()
    if mine.text.lower() == theirs.text.lower() and mine.text.lower() in _NONE:
        return True
    if "denial" in {mine.kind, theirs.kind} and set(mine.reach[:1]) & set(theirs.reach):
        return True
    return mine.reach[0] in theirs.reach or theirs.reach[0] in mine.reach


def _matched(mine: Negation, line: Line, theirs: Negation) -> Fact:
    return fact(
        "negation", (mine.text, mine.start, mine.end), "matched", line=line, found=(theirs.start, theirs.end)
    )


def _unmatched(mine: Negation, spare: list[set[str]], case: Case) -> Fact:
    """A negation of the claim with no twin: other negative words may say the same, an assertion does not."""
    place = (mine.text, mine.start, mine.end)
    word = mine.reach[0] if mine.reach else ""
    opposite = any(are_opposite(word, sense(t.stem)) for line in case.lines for t in tokenize(line.text))
    stated = _stated_words(word, case)
    around = set(neighbours(case.claim, mine.start, mine.end, ()))
    other = next((near for near in spare if near & around), None)
    if _TWICE.match(case.claim, mine.end):
        return fact("negation", place, "contradicted", note="a negation of a negation")
    if other is not None and not (stated and mine.text.lower() in _PLAIN):
        spare.remove(other)
        opposite, stated = True, []
    if opposite and not stated:
        line = case.lines[0]
        return fact(
            "negation", place, "matched", line=line, found=(0, len(line.text)), note="denied in other words"
        )
    limited = any(_says_otherwise(mine, line.text, case.claim) for line in case.lines)
    if limited and (
        mine.text.lower() == "yet to"
        or re.search(
            r"\b(?:until|before|other than|anyone else|any other)\b", case.claim[mine.end : mine.end + 60]
        )
    ):
        line = case.lines[0]
        return fact(
            "negation", place, "matched", line=line, found=(0, len(line.text)), note="denied in other words"
        )
    if any(left_over(case.claim, line.text) for line in case.lines):
        line = case.lines[0]
        note = "true of what is left over"
        return fact("negation", place, "matched", line=line, found=(0, len(line.text)), note=note)
    rest = case.claim[mine.end :]
    first = _FOR_YEARS.search(rest) and any(_FIRST_IN.search(line.text) for line in case.lines)
    superlative = (
        first
        or (mine.text.lower() in _NONE or _EVER.search(rest))
        and any(_is_superlative(rest, line.text) for line in case.lines)
    )
    if superlative:
        return fact(
            "negation",
            place,
            "matched",
            line=case.lines[0],
            found=(0, len(case.lines[0].text)),
            note="as a superlative",
        )
    if stated:
        line, token = stated[0]
        note = f"the evidence does not deny {token.text!r}"
        return fact("negation", place, "contradicted", line=line, found=(token.start, token.end), note=note)
    return fact("negation", place, "contradicted", note="the cited text denies nothing like it")


def _is_superlative(comparison: str, text: str) -> bool:
    """Whether "none was larger" may say what "the largest" or "a record" says, and "never so close" "the closest"."""
    return bool(_COMPARED.search(comparison) and _SUPERLATIVE.search(text))


def _stated_words(word: str, case: Case) -> list[tuple[Line, Token]]:
    """Where the evidence says a word without any negation that reaches it."""
    return [
        (line, token)
        for line in case.lines
        for token in tokenize(line.text)
        if token.is_content
        and sense(token.stem) == word
        and not any(word in negation.reach for negation in find_negations(line.text))
    ]


def _dropped(line: Line, theirs: Negation, case: Case) -> Fact | None:
    """A negation of the evidence that the claim leaves out while it repeats the words denied."""
    soft = theirs.kind == "soft" and not (
        theirs.text.lower().startswith(_UNWILLING) and not count_negative(case.claim)
    )
    double = any(n.start - theirs.end in range(1, 4) for n in find_negations(line.text) if n.kind == "soft")
    if soft or double or not theirs.reach or count_negative(case.claim) >= count_negative(line.text):
        return None
    if theirs.kind == "hard" and _says_otherwise(theirs, case.claim, line.text):
        return None
    asserted = {
        sense(t.stem): t for t in tokenize(case.claim) if t.is_content and not _is_quoted(t.start, case)
    }
    repeated = [word for word in theirs.reach[:3] if word in asserted]
    if len(repeated) * 2 < len(theirs.reach[:3]) or (repeated == ["say"]):
        return None
    token = asserted[repeated[0]]
    note = f"the evidence says {theirs.text!r}"
    place = (token.text, token.start, token.end)
    return fact("negation", place, "contradicted", line=line, found=(theirs.start, theirs.end), note=note)


def _says_otherwise(negation: Negation, text: str, other: str) -> bool:
    """Whether a text may say the same without a negation: "stayed shut" for "did not open"."""
    known = {token.text.lower() for token in tokenize(other)}
    words = [token for token in tokenize(text) if token.text.lower() not in known]
    if _EARLIEST.search(text) and not _EARLIEST.search(other):
        return True
    return any(
        t.text.lower() in RESTRICTIVE_WORDS or opposites_of(sense(t.stem)) & set(negation.reach)
        for t in words
    )


def check_modality(case: Case) -> list[Fact]:
    """Give a fact for every verb that is possible or foretold in the claim only, or in the evidence only."""
    facts: list[Fact] = []
    for governed in find_governed(case.claim):
        found = None if _is_quoted(governed.start, case) else _governed(governed, case)
        if found:
            facts.append(found)
    if not has_modal(case.claim):
        facts += [
            found
            for line in case.lines
            for theirs in find_governed(line.text)
            if (found := _stated(theirs, line, case))
        ]
    return facts


def _governed(mine: Governed, case: Case) -> Fact | None:
    place = (case.claim[mine.start : mine.end], mine.start, mine.end)
    twins = [(line, g) for line in case.lines for g in find_governed(line.text) if g.word == mine.word]
    same = [(line, g) for line, g in twins if g.modality == mine.modality or "could" in {g.cue, mine.cue}]
    if same:
        line, theirs = same[0]
        return fact("modality", place, "matched", line=line, found=(theirs.start, theirs.end))
    if twins:
        line, theirs = twins[0]
        note = f"the evidence says {theirs.cue!r}"
        return fact("modality", place, "contradicted", line=line, found=(theirs.start, theirs.end), note=note)
    if mine.cue == "could" or mine.word == "say":
        return None
    return _asserted(mine, place, case)


def _asserted(mine: Governed, place: tuple[str, int, int], case: Case) -> Fact | None:
    for line in case.lines:
        tokens = tokenize(line.text)
        for index, token in enumerate(tokens):
            if sense(token.stem) == mine.word and is_finite(tokens, index) and not has_modal(line.text):
                note = f"the evidence states it: {token.text!r}"
                return fact(
                    "modality", place, "contradicted", line=line, found=(token.start, token.end), note=note
                )
    return None


def _stated(theirs: Governed, line: Line, case: Case) -> Fact | None:
    """A verb that the evidence foresees or holds possible and the claim reports as done."""
    tokens = tokenize(case.claim)
    for index, token in enumerate(tokens):
        if (
            sense(token.stem) == theirs.word
            and is_finite(tokens, index)
            and not _is_quoted(token.start, case)
        ):
            if theirs.word == "say" or theirs.cue == "could":
                return None
            note = f"the evidence says {theirs.cue!r}"
            place = (token.text, token.start, token.end)
            return fact(
                "modality", place, "contradicted", line=line, found=(theirs.start, theirs.end), note=note
            )
    return None


def check_opposites(case: Case) -> list[Fact]:
    """Give a fact for every word whose opposite the evidence has in its place."""
    words = {
        sense(t.stem): (line, t)
        for line in case.lines
        for t in tokenize(line.text)
        if t.is_word and not _UP_TO.match(line.text, t.start)
    }
    roots = {t.stem[:-2] for _, t in words.values() if t.stem.endswith("er")}
    mine = {sense(t.stem) for t in tokenize(case.claim)}
    negated = {word for n in find_negations(case.claim) for word in n.reach}
    negated |= {word for line in case.lines for n in find_negations(line.text) for word in n.reach}
    facts: list[Fact] = []
    for token in tokenize(case.claim):
        word = sense(token.stem)
        if token.text.lower() == "lower" and _FIGURE_BEFORE.search(case.claim[: token.start]):
            continue
        if _THAN_FIGURE.match(case.claim, token.start) or _UP_TO.match(case.claim, token.start):
            continue
        if word in _PARTICLES and not _MOVED_NEXT.match(case.claim, token.end):
            continue
        if (
            word in words
            or word in negated
            or {token.stem, token.stem + token.stem[-1]} & roots
            or _is_quoted(token.start, case)
        ):
            continue
        rivals = [
            o
            for o in sorted(opposites_of(word))
            if o in words
            and o not in mine | negated
            and _stand_alike(token, words[o][1], case.claim, words[o][0])
        ]
        if rivals:
            line, other = words[rivals[0]]
            note = f"the evidence says {other.text!r}"
            place = (token.text, token.start, token.end)
            facts.append(
                fact("word", place, "contradicted", line=line, found=(other.start, other.end), note=note)
            )
    return facts


def _stand_alike(token: Token, other: Token, claim: str, line: Line) -> bool:
    """Whether two words stand among the same words: opposites elsewhere in the sentence say nothing."""
    if {token.text.lower(), other.text.lower()} <= STOPWORDS:
        return _next_word(claim, token) == _next_word(line.text, other)
    mine = neighbours(claim, token.start, token.end, ())
    theirs = neighbours(line.text, other.start, other.end, ())
    return any(
        abs(distance) <= _BESIDE and abs(theirs.get(word, 99)) <= _BESIDE for word, distance in mine.items()
    )


def _next_word(text: str, token: Token) -> str | None:
    return next((sense(t.stem) for t in tokenize(text) if t.start >= token.end and t.is_content), None)
