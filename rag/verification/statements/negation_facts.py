"""Checks that a claim denies what its evidence denies and asserts what it asserts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.types import Fact
from rag.verification.case import Case, Line, fact, is_quoted
from rag.verification.statements.denied_otherwise import has_opposite, told_otherwise
from rag.verification.statements.denied_phrases import is_phrased
from rag.verification.statements.dropped_negations import find_dropped
from rag.verification.statements.lost_denials import find_lost
from rag.verification.statements.negation import (
    CueKind,
    Negation,
    blocking_words,
    count_negative,
    denied_word,
    find_negations,
    is_double,
)
from rag.verification.statements.rests import takes_rest
from rag.verification.statements.same_denial import (
    are_alike,
    denies_first,
    denies_later,
    denies_loss,
    denies_negative,
    is_at_odds,
    phrase_kept,
)
from rag.verification.statements.spare_negatives import (
    Spare,
    is_told_elsewhere,
    spare_negatives,
    takes_spare,
)
from rag.verification.statements.superlatives import NONE_WORDS, loses_comparison, loses_record
from rag.verification.words.clauses import clause_around
from rag.verification.words.tokens import Token, sense, stem, tokenize

TWICE, DENIED, FIRST = (
    "a negation of a negation",
    "the evidence denies it",
    "the evidence says it is the first",
)
PLAINLY = frozenset({TWICE, DENIED, FIRST})
"""Notes on denials that the form of a claim shows lost or doubled: a reading needs more to overrule them."""
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
    for negation in sorted(
        claimed, key=lambda n: (not _has_alike(n, free, case), not n.reach, _KINDS.index(n.kind))
    ):
        pairs = [pair for pair in free if _is_twin(negation, *pair, case)]
        pair = min(pairs, key=lambda pair: _distance(negation, *pair, case), default=None)
        if pair:
            free.remove(pair)
            facts.append(_matched(negation, *pair))
        else:
            unmatched.append(negation)
    spare = spare_negatives(lines, free, case)
    for soft in (n for n in unmatched if n.kind == "soft" and n.text.lower() == "without"):
        takes_spare(soft, False, spare, case)
    twins = [] if any(n.kind == "hard" for _, n in free) else [each.claim_start for each in facts]
    plain_only = not any(n.kind != "soft" and denies_later(n, line.text) for line, n in free)
    inner = [] if any(n.kind == "denial" for line in lines for n in find_negations(line.text)) else facts
    hard = sorted((n for n in unmatched if n.kind != "soft"), key=lambda n: n.start)
    facts += [
        _twice_denied(negation)
        if _denies_twin(negation, twins)
        or _is_second(negation, hard, case.claim)
        or _denies_denied(negation, inner, case.claim)
        or _denies_phrase(negation, case)
        else _unmatched(negation, spare, case, alone=len(hard) == 1, plain_only=plain_only)
        for negation in hard
    ]
    facts += _lost(case)
    return facts + [dropped for pair in free if (dropped := find_dropped(*pair, case))][:1]


def _lost(case: Case) -> list[Fact]:
    """The fact of a claim that says plainly what the evidence denies by a record or of the rest."""
    for line in case.lines:
        if spot := find_lost(case.claim, line.text) or loses_comparison(case.claim, line.text):
            note = DENIED
        elif spot := loses_record(case.claim, line.text):
            note = FIRST
        elif not find_negations(case.claim) and takes_rest(case.claim, line.text):
            spot, note = (0, len(case.claim)), "true of the others alone"
        else:
            continue
        place = (case.claim[slice(*spot)], *spot)
        return [fact("negation", place, "contradicted", line=line, note=note)]
    return []


def _distance(mine: Negation, line: Line, theirs: Negation, case: Case) -> tuple[bool, bool, bool]:
    """How far two negations that may be the same are from it: by phrase, by the word denied, by kind."""
    alike = are_alike(mine, case.claim, theirs, line.text)
    return not alike, mine.reach[:1] != theirs.reach[:1], mine.kind != theirs.kind


def _denies_twin(negation: Negation, twins: Sequence[int]) -> bool:
    """Whether a negation stands right before one that has its twin: "was not refused" for "was refused"."""
    return any(0 < start - negation.end <= _BEFORE_TWIN for start in twins)


def _denies_denied(mine: Negation, matched: Sequence[Fact], claim: str) -> bool:
    """Whether a claim says "denied" of what the evidence denies once: "denied that it was not late"."""
    return mine.kind == "denial" and any(
        each.claim_start >= mine.end
        and each.text.lower() in {"not", "never", "n't", "n’t"}
        and not _AND.search(claim, mine.end, each.claim_start)
        for each in matched
    )


_AND = re.compile(r"[,;:]| (?:and|but|or) ")


def _denies_phrase(mine: Negation, case: Case) -> bool:
    """Whether a claim denies the phrase for what the evidence denies: "not as usual" for "not affected"."""
    clause = clause_around(case.claim, mine.start)
    denied = clause[max(0, clause.find(mine.text)) :]
    return any(
        theirs.kind == "hard"
        and (is_phrased(theirs, line.text, denied) or denies_first(mine, case.claim, theirs, line.text))
        for line in case.lines
        for theirs in find_negations(line.text)
    )


def _is_second(negation: Negation, others: Sequence[Negation], claim: str) -> bool:
    """Whether another negation without a twin stands before one in its clause: "no ferry was not late"."""
    return any(
        other.end <= negation.start and not _CLAUSES.search(claim, other.end, negation.start)
        for other in others
        if "denial" not in {other.kind, negation.kind}
    )


def _twice_denied(negation: Negation) -> Fact:
    place = (negation.text, negation.start, negation.end)
    return fact("negation", place, "contradicted", note=TWICE)


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
    if bool(mine.reach) != bool(theirs.reach) and ("hard" in {mine.kind, theirs.kind} or _is_aside(mine)):
        return False
    if not mine.reach or not theirs.reach:
        return mine.text.lower() == theirs.text.lower() or mine.kind == theirs.kind == "soft"
    if mine.text.lower() == theirs.text.lower() and mine.text.lower() in NONE_WORDS:
        return True
    if "denial" in {mine.kind, theirs.kind} and set(mine.reach[:1]) & set(theirs.reach):
        return True
    return mine.reach[0] in theirs.reach or theirs.reach[0] in mine.reach


def _is_aside(mine: Negation) -> bool:
    """Whether a negation only sets one thing against another: "instead of"."""
    return mine.text.lower().endswith((" of", " than"))


def _has_alike(mine: Negation, free: Sequence[tuple[Line, Negation]], case: Case) -> bool:
    """Whether a negation of the evidence denies the same in a phrase of one group."""
    return any(are_alike(mine, case.claim, theirs, line.text) for line, theirs in free)


def _is_twin(mine: Negation, line: Line, theirs: Negation, case: Case) -> bool:
    """Whether a negation of the evidence denies what one of the claim does."""
    if are_alike(mine, case.claim, theirs, line.text):
        return True
    if theirs.kind == "denial" and is_told_elsewhere(case.claim, mine.start, line.text, theirs):
        return False
    if (
        theirs.kind == "hard"
        and mine.reach[:1] != theirs.reach[:1]
        and phrase_kept(theirs, line.text, case.claim)
    ):
        return False
    return _is_same(mine, theirs) and not is_at_odds(mine, case.claim, theirs, line.text)


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
    r"|(?:no|nor|neither)\s+(?:(?!(?:and|or|but|that|who|which|to|why|if|reason|sa\w+|told|he|she|it|they|we|the|there|doubt|one|matter)\b)"
    r"[\w'’-]+\s+){0,4}?(?:is|are|was|were|has|have|had|will|would|can|could|did|does|do)\s+not\b"
    r"(?! only)",
    re.IGNORECASE,
)
_TWICE = re.compile(r" (?:be |been )?un(?!der|it|ion|iq|iv|til|less|cle|usual|common)[a-z]{4,}")


def _unmatched(mine: Negation, spare: list[Spare], case: Case, *, alone: bool, plain_only: bool) -> Fact:
    """A negation of the claim with no twin: other negative words may say the same, an assertion does not."""
    place = (mine.text, mine.start, mine.end)
    if is_double(mine, case.claim) and not _stated_words(denied_word(mine), case):
        return fact("negation", place, "matched", note=TWICE)
    if _is_unless(mine, case):
        return fact("negation", place, "matched", line=case.lines[0], note="denied in other words")
    if _is_twice(mine, case, plain_only=plain_only):
        return _twice_denied(mine)
    stated = _stated_words(denied_word(mine), case)
    if note := told_otherwise(mine, bool(stated), spare, case, alone=alone):
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
    lost = denies_loss(mine, case.claim) and not has_opposite(mine, case, alone=True)
    negative = plain_only and (lost or denies_negative(mine, case.claim))
    return negative and any(count_negative(line.text) or blocking_words(line.text) for line in case.lines)


_GIVEN_UP = {sense(stem(word)) for word in ("drop", "abandon", "scrap", "withdraw", "shelve")}
_IF = re.compile(r"\bif\b[^,;.]*$", re.IGNORECASE)
_UNLESS = re.compile(r"\bunless\b[^,;.]*(?:,[^,;.]*,[^,;.]*)?", re.IGNORECASE)


def _is_unless(mine: Negation, case: Case) -> bool:
    """Whether a claim tells as "if … not" what the evidence tells as "unless"."""
    if not _IF.search(case.claim, 0, mine.start) or _UNLESS.search(case.claim):
        return False
    denied = denied_word(mine)
    alike = _GIVEN_UP if denied in _GIVEN_UP else {denied}
    conditions = (found.group() for line in case.lines for found in _UNLESS.finditer(line.text))
    return any(alike & {sense(token.stem) for token in tokenize(one)} for one in conditions)


# "Would have allowed" states nothing.
_UNREAL = re.compile(r"\b(?:would|could|might|should) have (?:been )?$")


# "Few in the village believed him": nothing stated.
_FEW = re.compile(r"(?<!\ba )\b(?:few|little)\b(?! more| less)[^,.;]*$", re.IGNORECASE)


def _stated_words(word: str, case: Case) -> list[tuple[Line, Token]]:
    """Where the evidence says a word without any negation that reaches it."""
    return [
        (line, token)
        for line in case.lines
        for token in tokenize(line.text)
        if token.is_content
        and sense(token.stem) == word
        and not _UNREAL.search(line.text, 0, token.start)
        and not _FEW.search(line.text, 0, token.start)
        and not any(word in negation.reach for negation in find_negations(line.text))
    ]
