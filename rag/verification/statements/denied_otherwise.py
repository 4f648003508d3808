"""How the evidence says in another way what a claim denies: by an opposite, a limit, a part or a record."""

from __future__ import annotations

import re

from rag.verification.case import Case
from rag.verification.figures.derived_facts import left_over
from rag.verification.statements.denied_phrases import is_phrased
from rag.verification.statements.negation import Negation, denied_word, find_negations
from rag.verification.statements.restatements import (
    has_complement,
    is_condition,
    is_only_then,
    is_over,
    is_sole,
    is_still_open,
    says_otherwise,
)
from rag.verification.statements.rests import is_rest
from rag.verification.statements.same_denial import denies_negative
from rag.verification.statements.spare_negatives import PLAIN, Spare, takes_spare
from rag.verification.statements.superlatives import NONE_WORDS, is_record, is_surpassed
from rag.verification.words.clauses import clause_around
from rag.verification.words.tokens import are_opposite, sense, stem, tokenize

# "Is not expected to reopen" denies the reopening.
_EXPECTED = frozenset(
    sense(stem(w)) for w in "expect think believe plan want intend likely appear seem due able".split()
)


def told_otherwise(
    mine: Negation, is_stated: bool, spare: list[Spare], case: Case, *, alone: bool
) -> str | None:
    """How the evidence says a negation of the claim without its like, or None where it does not."""
    opposite = (not is_stated or mine.text == "No") and has_opposite(mine, case, alone=alone)
    if takes_spare(mine, is_stated, spare, case) or opposite or _is_limited(mine, is_stated, case):
        return "denied in other words"
    plainly = is_stated and mine.text.lower() in PLAIN and _denies_next(mine, case.claim)
    if not plainly and any(is_phrased(mine, case.claim, line.text) for line in case.lines):
        return "denied in other words"
    if note := _of_others(mine, is_stated, case):
        return note
    if any(is_surpassed(mine, case.claim, line.text) for line in case.lines):
        return "as a comparison"
    if not denies_negative(mine, case.claim) and any(
        is_record(mine, case.claim, line.text) for line in case.lines
    ):
        return "as a superlative"
    return None


def _denies_next(mine: Negation, claim: str) -> bool:
    """Whether the next word after a negation is the one that it denies: not so in "187 not out"."""
    after = _NEXT.match(claim, mine.end)
    return after is not None and sense(stem(after["word"])) == denied_word(mine)


_NEXT = re.compile(r"\s+(?:(?:be|been|being|have|has|yet|an?|the|any|\w+ly)\s+)*(?P<word>[\w'’-]+)")


def _of_others(mine: Negation, is_stated: bool, case: Case) -> str | None:
    """How a negation of the claim denies of some what the evidence says of the others."""
    clause = clause_around(case.claim, mine.start)
    if any(_is_left(clause, line.text) for line in case.lines):
        return "true of what is left over"
    if is_stated and any(_is_all_but(case.claim, line.text) for line in case.lines):
        return "but for those"
    if any(_is_remainder(mine, case.claim, line.text) for line in case.lines):
        return "true of the rest"
    return None


def _is_remainder(mine: Negation, claim: str, text: str) -> bool:
    """Whether a claim speaks of "what the grant does not pay" where the text has the rest."""
    return bool(_WHAT.search(claim, 0, mine.start) and _REST.search(text) and not _REST.search(claim))


def _is_left(clause: str, text: str) -> bool:
    """Whether a clause denies of a number what the text says of the others, none of them exempt."""
    return not _ALL_BUT.search(text) and (left_over(clause, text) or is_rest(clause, text))


def _is_all_but(claim: str, text: str) -> bool:
    """Whether the claim denies of a number what the text says of all but that number."""
    but = _ALL_BUT.search(text)
    if but is None or (_GONE.search(text, but.end()) and not _GONE.search(claim)):
        return False
    return re.search(rf"\b{but['number']}\b", claim, re.IGNORECASE) is not None


def has_opposite(mine: Negation, case: Case, *, alone: bool) -> bool:
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
_WHAT = re.compile(r"\bwhat(?: [\w'’£€$.,%]+){1,6} $")
_REST = re.compile(r"\b(?:the (?:rest|remainder|balance)|the remaining)\b")
_GONE = re.compile(r"\b(?:left|leave|gone|lost|closed|shut|quit|missing|out of)\b", re.IGNORECASE)
_BEFORE = re.compile(r"\bbefore\b")
_ONLY_AFTER = re.compile(r"\bonly (?:after|when|once)\b")
_LIMITED = re.compile(r"\b(?:until|before|other than|anyone else|any other)\b")


def _is_limited(mine: Negation, is_stated: bool, case: Case) -> bool:
    """Whether the claim denies but for a limit that the evidence tells: "not before May", "only in May"."""
    if any(
        each(mine, case.claim, line.text) for line in case.lines for each in (is_sole, is_over, is_still_open)
    ):
        return True
    if any(is_condition(mine, case.claim, line.text, strict=is_stated) for line in case.lines):
        return True
    if not has_opposite(mine, case, alone=True) and any(
        is_only_then(mine, case.claim, line.text) for line in case.lines
    ):
        return True
    if any(_BEFORE.search(case.claim, mine.end) and _ONLY_AFTER.search(line.text) for line in case.lines):
        return True
    if any(_lasts_until(mine, case.claim, line.text) for line in case.lines):
        return False
    limited = mine.text.lower() == "yet to" or _LIMITED.search(case.claim[mine.end : mine.end + 60])
    return (
        bool(limited)
        and not is_stated
        and any(says_otherwise(mine, line.text, case.claim) for line in case.lines)
    )


_UNTIL = re.compile(r"\b(?:un)?till?\b")
_LASTS = re.compile(
    r"\b(?:stay|remain|last|continu|run|valid|open)\w*\b|\bin (?:force|place)\b", re.IGNORECASE
)
_ENDED = re.compile(
    r"\b(?:clos|shut|suspend|halt|cancel|out of|bann?|block|off|end|stop|expire|wait|ris|fall|final)\w*\b"
)


def _lasts_until(mine: Negation, claim: str, text: str) -> bool:
    """Whether a text has last until a time what a claim says does not: "stays open until ten"."""
    until = _UNTIL.search(text)
    if until is None or not _UNTIL.search(claim, mine.end):
        return False
    here, there = clause_around(claim, mine.start), clause_around(text, until.start())
    return bool(_LASTS.search(there)) and not _ENDED.search(here) and not _ENDED.search(there)
