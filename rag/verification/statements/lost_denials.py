"""Denials that a claim leaves out and gives away: "any" without a "not", "until" for "only on"."""

from __future__ import annotations

import re

from rag.verification.statements.negation import blocking_words, count_negative, find_negations
from rag.verification.words.clauses import clause_around
from rag.verification.words.tokens import content_stems, sense, stem

# Words that stand under a denial: "had even one picture".
_UNDER = re.compile(
    r"\b(?:even (?:one|a single)|at all(?=[.,;]|$)|so much as|any(?:one|body|thing|where)?)\b", re.IGNORECASE
)
_LICENCE = re.compile(
    r"\b(?:not|no|never|nor|neither|none|nobody|nothing|without|before|if|whether|than|den\w+|refus\w*|reject\w*"
    r"|bann?\w*|bar(?:s|red)?|prohibit\w*|forb\w+|prevent\w*|stop\w*|avoid\w*|hardly|barely|scarcely|rarely|few\w*"
    r"|little|only|unless|too|unlikely|doubt\w*|against|first|last|every|all|free|lack\w*|fail\w*|unable|ask\w*"
    r"|impossible|with?h[eo]ld\w*|cannot"
    r"|\w+est|most|worst|as|un\w+|ruled? out|exempt\w*|oppos\w*|protect\w*)\b|n['’]t\b"
    r"|\b(?:in|at|by|for|from|of|on|to|with) $",
    re.IGNORECASE,
)
# "Had none and had fired any": a denial does not reach over "and" to another verb.
_PREDICATE = re.compile(r"\band (?=(?:had|has|have|was|were|is|are|did|does)\b)")
_MODAL = re.compile(r"\b(?:can|could|may|might|must|should|would|will)\b")
_UNTIL = re.compile(r"\b(?:un)?till?\b(?P<when>[^,.;]*)", re.IGNORECASE)
_ONLY = re.compile(r"\bonly (?:on|in|at|from|after|by|this)?(?P<when>[^,.;]*)")
_BEFORE = re.compile(r"\bbefore\b(?P<when>[^,.;]*)", re.IGNORECASE)
_SET_OFF = re.compile(r"\bset(?:s|ting)? (?:off|out|sail)\b|\bdepart(?:s|ed|ing)?\b")
_LASTING = re.compile(
    r"\b(?:stay|remain|keep|kept|wait|delay|postpon|hold|held|last|continu|clos|shut|open|suspend|stuck|stood)\w*\b"
    r"|\bbe(?:en)?\b"
)
_CLOSED = re.compile(r"\b(?:closed?|shut|suspend\w*|halt\w*|cancel\w*|out of \w+|bann?\w*)\b", re.IGNORECASE)
# "As tools but as toys": one is denied.
_AS_BUT = re.compile(r"\b(?P<as>as|for|by|from|because) (?:[\w'’-]+ ){1,4}but (?P=as)\b", re.IGNORECASE)
_NOT = re.compile(r"\b(?:not|never|rather than|instead of)\b|n['’]t\b", re.IGNORECASE)
_TOO = re.compile(r"\btoo (?P<word>\w+) (?:to|for)\b")
_ENOUGH = re.compile(r"\b(?P<word>\w+) enough (?:to|for)\b")


def find_lost(claim: str, text: str) -> tuple[int, int] | None:
    """Where a claim gives away that it leaves out a denial of a text.

    >>> find_lost("The boat sailed until Friday.", "The boat sailed only on Friday.")
    (16, 28)
    """
    if found := _unlicensed(claim, text) or _fits(claim, text) or _unconditional(claim, text):
        return found
    if (told := _AS_BUT.search(claim)) and _NOT.search(text) and not _negative(claim[: told.end()]):
        return told.span()
    for pattern, other in ((_UNTIL, _ONLY), (_BEFORE, _UNTIL)):
        mine, theirs = pattern.search(claim), other.search(text)
        if mine and theirs and _same_day(mine["when"], theirs["when"]):
            here, there = clause_around(claim, mine.start()), clause_around(text, theirs.start())
            if _negative(here):
                continue
            if pattern is _UNTIL and not _LASTING.search(here) and _verbs(here) & _verbs(there):
                return mine.span()
            if pattern is _BEFORE and _CLOSED.search(there) and not _CLOSED.search(here):
                return mine.span()
    return None


def _unlicensed(claim: str, text: str) -> tuple[int, int] | None:
    """Where a word stands that needs a denial, in a claim that leaves out one of the text."""
    if not find_negations(text) and not re.search(r"\bonly\b", text):
        return None
    for under in _UNDER.finditer(claim):
        clause = clause_around(claim, under.start())
        before = _PREDICATE.split(re.split(rf"\b{under.group()}\b", clause)[0])[-1]
        if not _LICENCE.search(before) and not _MODAL.search(clause):
            return under.span()
    return None


def _fits(claim: str, text: str) -> tuple[int, int] | None:
    """Where a claim has enough of what the text has too little: "big enough" for "too small"."""
    mine, theirs = _ENOUGH.search(claim), _TOO.search(text)
    if mine is None or theirs is None or "enough" in text or _negative(clause_around(claim, mine.start())):
        return None
    return None if sense(stem(mine["word"])) == sense(stem(theirs["word"])) else mine.span()


_IF = re.compile(r"\bif\b(?P<clause>[^,.;]*)", re.IGNORECASE)
_UNLESS = re.compile(r"\bunless\b(?P<clause>[^,.;]*)", re.IGNORECASE)


def _unconditional(claim: str, text: str) -> tuple[int, int] | None:
    """Where a claim has "if" for the "unless" of a text, with no denial in its place."""
    mine, theirs = _IF.search(claim), _UNLESS.search(text)
    if mine is None or theirs is None or _UNLESS.search(claim) or find_negations(claim):
        return None
    if find_negations(_UNLESS.sub("", text)):
        return None
    return mine.span() if content_stems(mine["clause"]) & content_stems(theirs["clause"]) else None


def _negative(text: str) -> bool:
    return bool(count_negative(text) or blocking_words(text))


def _same_day(mine: str, theirs: str) -> bool:
    words = content_stems(mine)
    return bool(words) and words <= content_stems(theirs)


def _verbs(text: str) -> frozenset[str]:
    """The senses of the words of a clause, with "leave" for "set off"."""
    return content_stems(_SET_OFF.sub("left", text))
