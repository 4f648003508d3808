"""Checks that a claim denies what its evidence denies and asserts what it asserts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.types import Fact
from rag.verification.alignment import neighbours
from rag.verification.case import Case, Line, fact, is_quoted
from rag.verification.figures.derived_facts import left_over
from rag.verification.statements.dropped_negations import find_dropped
from rag.verification.statements.negation import (
    Negation,
    blocking_words,
    find_negations,
    is_double,
)
from rag.verification.statements.restatements import (
    has_complement,
    is_condition,
    is_over,
    is_sole,
    is_still_open,
    says_otherwise,
)
from rag.verification.words.tokens import Token, are_opposite, sense, stem, tokenize

# "Is not expected to reopen" denies the reopening.
_EXPECTED = frozenset(
    sense(stem(w)) for w in "expect think believe plan want intend likely appear seem due able".split()
)
# Code points between "not" and the negation that it denies.
_BEFORE_TWIN = 8
_NONE = frozenset({"no", "never", "none", "nothing", "nobody"})


@dataclass(frozen=True, slots=True)
class _Spare:
    """A negative of the evidence: the words around it, and the word that it denies."""

    near: frozenset[str]
    word: str


def check_negation(case: Case) -> list[Fact]:
    """Give a fact for every negation of a claim, and for one of the evidence that the claim drops."""
    lines = _main_lines(case)
    free = [(line, negation) for line in lines for negation in find_negations(line.text)]
    facts: list[Fact] = []
    unmatched: list[Negation] = []
    claimed = [n for n in find_negations(case.claim) if not is_quoted(n.start, case)]
    for negation in sorted(claimed, key=lambda n: n.kind != "soft"):
        pairs = [pair for pair in free if _is_same(negation, pair[1])]
        pair = min(pairs, key=lambda pair: _distance(negation, pair[1]), default=None)
        if pair:
            free.remove(pair)
            facts.append(_matched(negation, *pair))
        else:
            unmatched.append(negation)
    spare = _spare(lines, free, case)
    twins = [] if any(n.kind == "hard" for _, n in free) else [each.claim_start for each in facts]
    hard = [negation for negation in unmatched if negation.kind != "soft"]
    facts += [
        _twice_denied(negation)
        if _denies_twin(negation, twins)
        else _unmatched(negation, spare, case, alone=len(hard) == 1)
        for negation in hard
    ]
    return facts + [dropped for pair in free if (dropped := find_dropped(*pair, case))][:1]


def _distance(mine: Negation, theirs: Negation) -> tuple[bool, bool]:
    """How far two negations that may be the same are from it: by the word denied, then by kind."""
    return mine.reach[:1] != theirs.reach[:1], mine.kind != theirs.kind


def _denies_twin(negation: Negation, twins: Sequence[int]) -> bool:
    """Whether a negation stands right before one that has its twin: "was not refused" for "was refused"."""
    return any(0 < start - negation.end <= _BEFORE_TWIN for start in twins)


def _twice_denied(negation: Negation) -> Fact:
    place = (negation.text, negation.start, negation.end)
    return fact("negation", place, "contradicted", note="a negation of a negation")


def _spare(lines: list[Line], free: list[tuple[Line, Negation]], case: Case) -> list[_Spare]:
    """Each negative of the evidence that the claim does not repeat."""
    mine = {token.text.lower() for token in tokenize(case.claim)}
    places = [(line, negation.start, negation.end, _denied_word(negation)) for line, negation in free]
    for line in lines:
        cues = find_negations(line.text)
        places += [
            (line, start, end, "")
            for start, end in blocking_words(line.text)
            if line.text[start:end].lower() not in mine and not any(c.start <= start < c.end for c in cues)
        ]
    return [
        _Spare(frozenset(neighbours(line.text, start, end, ())), word) for line, start, end, word in places
    ]


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


def _is_same(mine: Negation, theirs: Negation) -> bool:
    """Whether two negations deny the same word."""
    if mine.kind == "denial" and (theirs.kind == "denial" or theirs.text.lower().startswith("reject")):
        return True
    if not mine.reach or not theirs.reach:
        return mine.text.lower() == theirs.text.lower() or mine.kind == theirs.kind == "soft"
    if mine.text.lower() == theirs.text.lower() and mine.text.lower() in _NONE:
        return True
    if "denial" in {mine.kind, theirs.kind} and set(mine.reach[:1]) & set(theirs.reach):
        return True
    return mine.reach[0] in theirs.reach or theirs.reach[0] in mine.reach


def _matched(mine: Negation, line: Line, theirs: Negation) -> Fact:
    """The fact of a negation of the claim that has a twin."""
    return fact(
        "negation", (mine.text, mine.start, mine.end), "matched", line=line, found=(theirs.start, theirs.end)
    )


_PLAIN = frozenset({"not", "n't", "n’t", "never", "denied", "denies", "deny", "denying"})
_TWICE = re.compile(r" (?:be |been )?un(?!der|it|ion|iq|iv|til|less|cle|usual|common)[a-z]{4,}")


def _unmatched(mine: Negation, spare: list[_Spare], case: Case, *, alone: bool) -> Fact:
    """A negation of the claim with no twin: other negative words may say the same, an assertion does not."""
    place = (mine.text, mine.start, mine.end)
    if is_double(mine, case.claim) and not _stated_words(_denied_word(mine), case):
        return fact("negation", place, "matched", note="a negation of a negation")
    if _TWICE.match(case.claim, mine.end):
        return _twice_denied(mine)
    stated = _stated_words(_denied_word(mine), case)
    if note := _otherwise(mine, bool(stated), spare, case, alone=alone):
        line = case.lines[0]
        return fact("negation", place, "matched", line=line, note=note)
    if stated:
        line, token = stated[0]
        note = f"the evidence does not deny {token.text!r}"
        return fact("negation", place, "contradicted", line=line, found=(token.start, token.end), note=note)
    return fact("negation", place, "contradicted", note="the cited text denies nothing like it")


def _denied_word(negation: Negation) -> str:
    """The sense of the nearest word that a negation reaches, or an empty string."""
    return negation.reach[0] if negation.reach else ""


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


def _otherwise(
    mine: Negation, is_stated: bool, spare: list[_Spare], case: Case, *, alone: bool
) -> str | None:
    """How the evidence says a negation of the claim without its like, or None where it does not."""
    opposite = not is_stated and _has_opposite(mine, case, alone=alone)
    if _takes_spare(mine, is_stated, spare, case) or opposite or _is_limited(mine, is_stated, case):
        return "denied in other words"
    if any(left_over(case.claim, line.text) for line in case.lines):
        return "true of what is left over"
    if is_stated and any(_is_all_but(case.claim, line.text) for line in case.lines):
        return "but for those"
    return "as a superlative" if _is_superlative(mine, case) else None


def _is_all_but(claim: str, text: str) -> bool:
    """Whether the claim denies of a number what the text says of all but that number."""
    but = _ALL_BUT.search(text)
    return but is not None and re.search(rf"\b{but['number']}\b", claim, re.IGNORECASE) is not None


def _takes_spare(mine: Negation, is_stated: bool, spare: list[_Spare], case: Case) -> bool:
    """Whether a negative of the evidence stands among the same words; it is then no longer spare."""
    around = set(neighbours(case.claim, mine.start, mine.end, ()))
    word = _denied_word(mine)
    other = next((one for one in spare if one.near & around and not are_opposite(word, one.word)), None)
    if other is None or (is_stated and mine.text.lower() in _PLAIN):
        return False
    spare.remove(other)
    return True


def _has_opposite(mine: Negation, case: Case, *, alone: bool) -> bool:
    """Whether the evidence has an opposite of the word denied, or one that says "not" it."""
    word = _denied_word(mine)
    every = word in _EXPECTED or mine.text.lower() in _NONE
    words = mine.reach if every else (word,)
    if alone and any(has_complement(words, line.text, case.claim) for line in case.lines):
        return True
    return any(are_opposite(word, said) for line in case.lines for said in _said_words(line.text))


def _said_words(text: str) -> set[str]:
    """The senses of the words of a text that no hard negation reaches first."""
    denied = {n.reach[0] for n in find_negations(text) if n.kind == "hard" and n.reach}
    return {sense(token.stem) for token in tokenize(text)} - denied


_ALL_BUT = re.compile(r"\ball but (?:about |some )?(?P<number>\w+)", re.IGNORECASE)
_LIMITED = re.compile(r"\b(?:until|before|other than|anyone else|any other)\b")


def _is_limited(mine: Negation, is_stated: bool, case: Case) -> bool:
    """Whether the claim denies but for a limit that the evidence tells: "not before May", "only in May"."""
    if any(
        each(mine, case.claim, line.text) for line in case.lines for each in (is_sole, is_over, is_still_open)
    ):
        return True
    if any(is_condition(mine, case.claim, line.text, strict=is_stated) for line in case.lines):
        return True
    limited = mine.text.lower() == "yet to" or _LIMITED.search(case.claim[mine.end : mine.end + 60])
    return bool(limited) and any(says_otherwise(mine, line.text, case.claim) for line in case.lines)


_FOR_YEARS = re.compile(r"\b(?:for|in) (?:[\w-]+ ){0,4}(?:years?|decades?|centur|months?|weeks?)")
_SINCE = re.compile(r"\bsince (?:\d|[A-Z]|the |early |late |mid|at least |last )")
_TIME_SINCE = re.compile(r"\b(?:first|last) time\b|\bfirst (?:[\w-]+ ){1,3}since\b", re.IGNORECASE)
_BEFORE = re.compile(r"\b(?:before|until|previously|earlier)\b")
_FIRST_IN = re.compile(r"\b(?:first|last)\b[^.;]* (?:in|for|since) ", re.IGNORECASE)
_EVER = re.compile(
    r"\b(?:since|ever|before|in (?:\d+|\w+) years|for (?:[\w-]+ ){1,4}(?:years|months|weeks|decades?))\b",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"\b(?:bigger|larger|greater|higher|lower|smaller|longer|shorter|closer|nearer|busier|wetter|drier|hotter|colder"
    r"|warmer|older|younger|faster|slower|stronger|weaker|heavier|deeper|richer|poorer|dearer|cheaper|better|worse|more"
    r"|(?:so|as|such an?) \w+)\b"
)
_SUPERLATIVE = re.compile(
    r"\b(?:\w{2,}est|\w+-(?:day|week|month|year) (?:low|high)"
    r"|most|worst|record|unprecedented|unmatched|unrivalled)\b",
    re.IGNORECASE,
)


def _is_superlative(mine: Negation, case: Case) -> bool:
    """Whether "none was larger" stands for "the largest", or "not for years" for "the first in years"."""
    rest = case.claim[mine.end :]
    for limit, said in ((_FOR_YEARS, _FIRST_IN), (_SINCE, _TIME_SINCE)):
        if (
            limit.search(rest)
            and not said.search(case.claim)
            and any(said.search(line.text) for line in case.lines)
        ):
            return True
    if mine.text.lower() in _NONE | {"no one"} and _BEFORE.search(rest) and _is_first(case):
        return True
    compared = _COMPARED.search(rest)
    if not compared or not (mine.text.lower() in _NONE or _EVER.search(rest)):
        return False
    return any(
        (best := _SUPERLATIVE.search(line.text)) is not None
        and compared.group() not in line.text
        and best.group() not in case.claim
        for line in case.lines
    )


def _is_first(case: Case) -> bool:
    """Whether the evidence alone tells of a first: "the first to swim it"."""
    return "first" not in case.claim and any(re.search(r"\bfirst\b", line.text) for line in case.lines)
