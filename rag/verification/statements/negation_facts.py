"""Checks that a claim denies what its evidence denies and asserts what it asserts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.types import Fact
from rag.verification.case import Case, Line, fact, is_quoted
from rag.verification.figures.derived_facts import left_over
from rag.verification.statements.denied_phrases import is_phrased
from rag.verification.statements.dropped_negations import find_dropped
from rag.verification.statements.negation import (
    CueKind,
    Negation,
    count_negative,
    denied_word,
    find_negations,
    is_double,
    negative_words,
)
from rag.verification.statements.restatements import (
    has_complement,
    is_condition,
    is_over,
    is_sole,
    is_still_open,
    says_otherwise,
)
from rag.verification.statements.rests import is_rest, takes_rest
from rag.verification.statements.spare_negatives import Spare, spare_negatives, takes_spare
from rag.verification.statements.superlatives import NONE_WORDS, is_record, loses_record
from rag.verification.words.tokens import Token, are_opposite, sense, stem, tokenize

# "Is not expected to reopen" denies the reopening.
_EXPECTED = frozenset(
    sense(stem(w)) for w in "expect think believe plan want intend likely appear seem due able".split()
)
# Code points between "not" and the negation that it denies.
_BEFORE_TWIN = 8


def check_negation(case: Case) -> list[Fact]:
    """Give a fact for every negation of a claim, and for one of the evidence that the claim drops."""
    lines = _main_lines(case)
    free = [(line, negation) for line in lines for negation in find_negations(line.text)]
    facts: list[Fact] = []
    unmatched: list[Negation] = []
    claimed = [n for n in find_negations(case.claim) if not is_quoted(n.start, case)]
    doubled = [n for n in claimed if _TWO_NOTS.match(case.claim, n.start)]
    facts += [_twice_denied(negation) for negation in doubled]
    claimed = [n for n in claimed if n not in doubled]
    for negation in sorted(claimed, key=lambda n: _KINDS.index(n.kind)):
        pairs = [pair for pair in free if _is_same(negation, pair[1])]
        pair = min(pairs, key=lambda pair: _distance(negation, pair[1]), default=None)
        if pair:
            free.remove(pair)
            facts.append(_matched(negation, *pair))
        else:
            unmatched.append(negation)
    spare = spare_negatives(lines, free, case)
    twins = [] if any(n.kind == "hard" for _, n in free) else [each.claim_start for each in facts]
    plain_only = not any(n.kind != "soft" and _denies_later(n, line.text) for line, n in free)
    hard = sorted((n for n in unmatched if n.kind != "soft"), key=lambda n: n.start)
    facts += [
        _twice_denied(negation)
        if _denies_twin(negation, twins) or _is_second(negation, hard, case.claim)
        else _unmatched(negation, spare, case, alone=len(hard) == 1, plain_only=plain_only)
        for negation in hard
    ]
    facts += _lost(case)
    return facts + [dropped for pair in free if (dropped := find_dropped(*pair, case))][:1]


def _lost(case: Case) -> list[Fact]:
    """The fact of a claim that says plainly what the evidence denies by a record or of the rest."""
    for line in case.lines:
        if since := loses_record(case.claim, line.text):
            place = (case.claim[slice(*since)], *since)
            return [
                fact("negation", place, "contradicted", line=line, note="the evidence says it is the first")
            ]
        if not find_negations(case.claim) and takes_rest(case.claim, line.text):
            place = (case.claim, 0, len(case.claim))
            return [fact("negation", place, "contradicted", line=line, note="true of the others alone")]
    return []


def _distance(mine: Negation, theirs: Negation) -> tuple[bool, bool]:
    """How far two negations that may be the same are from it: by the word denied, then by kind."""
    return mine.reach[:1] != theirs.reach[:1], mine.kind != theirs.kind


def _denies_twin(negation: Negation, twins: Sequence[int]) -> bool:
    """Whether a negation stands right before one that has its twin: "was not refused" for "was refused"."""
    return any(0 < start - negation.end <= _BEFORE_TWIN for start in twins)


def _is_second(negation: Negation, others: Sequence[Negation], claim: str) -> bool:
    """Whether another negation without a twin stands before one in its clause: "no ferry was not late"."""
    return any(
        other.end <= negation.start and not _CLAUSES.search(claim, other.end, negation.start)
        for other in others
        if "denial" not in {other.kind, negation.kind}
    )


def _twice_denied(negation: Negation) -> Fact:
    place = (negation.text, negation.start, negation.end)
    return fact("negation", place, "contradicted", note="a negation of a negation")


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
    if bool(mine.reach) != bool(theirs.reach) and "hard" in {mine.kind, theirs.kind}:
        return False
    if not mine.reach or not theirs.reach:
        return mine.text.lower() == theirs.text.lower() or mine.kind == theirs.kind == "soft"
    if mine.text.lower() == theirs.text.lower() and mine.text.lower() in NONE_WORDS:
        return True
    if "denial" in {mine.kind, theirs.kind} and set(mine.reach[:1]) & set(theirs.reach):
        return True
    return mine.reach[0] in theirs.reach or theirs.reach[0] in mine.reach


def _matched(mine: Negation, line: Line, theirs: Negation) -> Fact:
    """The fact of a negation of the claim that has a twin."""
    return fact(
        "negation", (mine.text, mine.start, mine.end), "matched", line=line, found=(theirs.start, theirs.end)
    )


_KINDS: tuple[CueKind, ...] = ("denial", "soft", "hard")
_CLAUSES = re.compile(r"[,;:]|\b(?:and|or|but|nor|that|who|which|what|when|where|if|because|as|than|to)\b")
# "Not never", "had not had not": no English, so one "not" too many.
_TWO_NOTS = re.compile(
    r"(?:not|never|cannot|n['’]t)\s+(?:(?:have|has|had|be|been|being|also|still|make|up)\s+){0,2}"
    r"(?:not|never|no(?! (?:more|less|fewer|later|better)\b)|none|nothing|nobody|no longer|yet to|hardly"
    r"|barely"
    r"|scarcely)\b"
)
_FILL = re.compile(r"\s+(?:(?:be|been|being|a|an|the|any|yet)\s+)*")
_TWICE = re.compile(r" (?:be |been )?un(?!der|it|ion|iq|iv|til|less|cle|usual|common)[a-z]{4,}")


def _unmatched(mine: Negation, spare: list[Spare], case: Case, *, alone: bool, plain_only: bool) -> Fact:
    """A negation of the claim with no twin: other negative words may say the same, an assertion does not."""
    place = (mine.text, mine.start, mine.end)
    if is_double(mine, case.claim) and not _stated_words(denied_word(mine), case):
        return fact("negation", place, "matched", note="a negation of a negation")
    if _is_twice(mine, case, plain_only=plain_only):
        return _twice_denied(mine)
    stated = _stated_words(denied_word(mine), case)
    if note := _otherwise(mine, bool(stated), spare, case, alone=alone):
        line = case.lines[0]
        return fact("negation", place, "matched", line=line, note=note)
    if stated:
        line, token = stated[0]
        note = f"the evidence does not deny {token.text!r}"
        return fact("negation", place, "contradicted", line=line, found=(token.start, token.end), note=note)
    return fact("negation", place, "contradicted", note="the cited text denies nothing like it")


def _is_twice(mine: Negation, case: Case, *, plain_only: bool) -> bool:
    """Whether a claim denies what it denies already, or a negative that the evidence has no denial of."""
    if _TWICE.match(case.claim, mine.end):
        return True
    negative = plain_only and _denies_negative(mine, case.claim)
    return negative and any(count_negative(line.text) for line in case.lines)


def _denies_later(negation: Negation, text: str) -> bool:
    """Whether a negation has another negative after it in its clause: "denied that it had failed"."""
    places = [n.start for n in find_negations(text)] + [start for start, _ in negative_words(text)]
    return any(
        start >= negation.end and not re.search(r"[,;:]| (?:and|but) ", text[negation.end : start])
        for start in places
    )


def _denies_negative(mine: Negation, claim: str) -> bool:
    """Whether the next word after a negation says no itself: "was not spared", "did not refuse"."""
    rest = _FILL.match(claim, mine.end)
    at = rest.end() if rest else mine.end
    return any(n.start == at for n in find_negations(claim)) or any(
        start == at for start, _ in negative_words(claim)
    )


# "Would have allowed" states nothing.
_UNREAL = re.compile(r"\b(?:would|could|might|should) have (?:been )?$")


def _stated_words(word: str, case: Case) -> list[tuple[Line, Token]]:
    """Where the evidence says a word without any negation that reaches it."""
    return [
        (line, token)
        for line in case.lines
        for token in tokenize(line.text)
        if token.is_content
        and sense(token.stem) == word
        and not _UNREAL.search(line.text, 0, token.start)
        and not any(word in negation.reach for negation in find_negations(line.text))
    ]


def _otherwise(mine: Negation, is_stated: bool, spare: list[Spare], case: Case, *, alone: bool) -> str | None:
    """How the evidence says a negation of the claim without its like, or None where it does not."""
    opposite = not is_stated and _has_opposite(mine, case, alone=alone)
    if takes_spare(mine, is_stated, spare, case) or opposite or _is_limited(mine, is_stated, case):
        return "denied in other words"
    if any(is_phrased(mine, case.claim, line.text) for line in case.lines):
        return "denied in other words"
    if any(left_over(case.claim, line.text) or is_rest(case.claim, line.text) for line in case.lines):
        return "true of what is left over"
    if is_stated and any(_is_all_but(case.claim, line.text) for line in case.lines):
        return "but for those"
    if _denies_negative(mine, case.claim):
        return None
    return "as a superlative" if any(is_record(mine, case.claim, line.text) for line in case.lines) else None


def _is_all_but(claim: str, text: str) -> bool:
    """Whether the claim denies of a number what the text says of all but that number."""
    but = _ALL_BUT.search(text)
    return but is not None and re.search(rf"\b{but['number']}\b", claim, re.IGNORECASE) is not None


def _has_opposite(mine: Negation, case: Case, *, alone: bool) -> bool:
    """Whether the evidence has an opposite of the word denied, or one that says "not" it."""
    word = denied_word(mine)
    every = word in _EXPECTED or mine.text.lower() in NONE_WORDS
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
    return (
        bool(limited)
        and not is_stated
        and any(says_otherwise(mine, line.text, case.claim) for line in case.lines)
    )
