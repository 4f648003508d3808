"""Whether two negations deny the same: what they say of it, and what stands between them."""

from __future__ import annotations

import re
from functools import lru_cache

from rag.verification.statements.negation import OBJECTS, Negation, find_negations, negative_words
from rag.verification.words.tokens import sense, tokenize
from rag.verification.words.wordlists import ALIKE

_FILL = re.compile(r"\s+(?:(?:to|be|been|being|have|had|a|an|the|any|yet|\w+ly)\s+)*")
# What says no itself after "not": "was not lost", "were not away".
_NO = re.compile(
    r"(?:los(?:t|e|es|ing)|missing|absent|away|cut(?: off)?|block(?:ed|ing)?|tak(?:e|en) (?:out|away)"
    r"|axed?|removed?|eliminated?|closed?|shut|dropped|against|idle|empty"
    r"|p(?:ull(?:ed|ing)?|ut|ush(?:ed|ing)?) (?:out|back|off)|withdr\w+|delayed|held up|desert(?:ed|ing)?"
    r"|abandon(?:ed|ing)?|(?:voted|thrown) out|out of (?:contact|touch|use|order|action))\b",
    re.IGNORECASE,
)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|been|being) $")
# "Had never stood before" is "stood for the first time".
_FIRST_TIME = re.compile(r"[^,.;]*\bfor the first time\b")
_BEFORE = re.compile(r"[^,.;]*\b(?:before|previously)(?=[,.;])")
_BREAK = re.compile(r"[,;:]| (?:and|but) ")
_FAR = 45
# "Heard nothing": the verb stands before.
_VERB = re.compile(r"[\w'’-]+ $")


def denies_negative(mine: Negation, text: str) -> bool:
    """Whether the next word after a negation says no itself: "was not spared", "did not refuse"."""
    at = _next_word(mine, text)
    return any(n.start == at for n in find_negations(text)) or any(
        start == at for start, _ in negative_words(text)
    )


def denies_loss(mine: Negation, text: str) -> bool:
    """Whether the next word after a negation tells of a loss or an end: "were not lost", "was not cut".

    >>> claim = "The strings were not lost."
    >>> denies_loss(find_negations(claim)[0], claim)
    True
    """
    return _NO.match(text, _next_word(mine, text)) is not None


def _next_word(mine: Negation, text: str) -> int:
    rest = _FILL.match(text, mine.end)
    return rest.end() if rest else mine.end


def denies_later(negation: Negation, text: str) -> bool:
    """Whether a negation has another negative after it in its clause: "denied that it had failed"."""
    places = [n.start for n in find_negations(text)] + [start for start, _ in negative_words(text)]
    return any(start >= negation.end and not _BREAK.search(text, negation.end, start) for start in places)


def is_at_odds(mine: Negation, claim: str, theirs: Negation, text: str) -> bool:
    """Whether two negations that reach the same word deny different things."""
    if mine.kind == theirs.kind == "denial" and not theirs.reach:
        return len(mine.reach) > 1 and set(mine.reach) <= _plain_words(text)
    if mine.kind == "denial":
        return bool(theirs.kind == "denial" and mine.reach and theirs.reach) and _stands_plainly(
            mine, claim, theirs, text
        )
    first = mine.reach[0] if mine.reach else ""
    if denies_first(mine, claim, theirs, text):
        return True
    if first in theirs.reach and theirs.kind == "hard":
        return False
    undone = denies_later(theirs, text) or _denies_no(theirs, text)
    if mine.kind == "hard" and _denies_no(mine, claim) and not undone:
        return True
    return mine.kind == "hard" and first not in theirs.reach and first in _plain_words(text)


def denies_first(mine: Negation, claim: str, theirs: Negation, text: str) -> bool:
    """Whether a claim denies that it was the first time, of what a text says had never been before."""
    first = _FIRST_TIME.match(claim, mine.end) and not _FIRST_TIME.match(text, theirs.end)
    return bool(first) and _BEFORE.match(text, theirs.end) is not None


def _denies_no(negation: Negation, text: str) -> bool:
    return denies_negative(negation, text) or denies_loss(negation, text)


@lru_cache(maxsize=1024)
def _plain_words(text: str) -> frozenset[str]:
    """The senses of the content words of a text that none of its negations reaches."""
    denied = {word for negation in find_negations(text) for word in negation.reach}
    return frozenset(sense(token.stem) for token in tokenize(text) if token.is_content) - denied


def _stands_plainly(mine: Negation, claim: str, theirs: Negation, text: str) -> bool:
    """Whether what a claim says is denied stands before the denial of the text, and not in it."""
    if _PASSIVE.search(claim, 0, mine.start) or _PASSIVE.search(text, 0, theirs.start):
        return False
    said = {sense(t.stem) for t in tokenize(claim[mine.end :]) if t.is_content}
    inside = {sense(t.stem) for t in tokenize(text[theirs.end :]) if t.is_content}
    outside = {sense(t.stem) for t in tokenize(text[: theirs.start]) if t.is_content}
    return not said & inside and len(said & outside) > 1


@lru_cache(maxsize=1)
def _rows() -> tuple[re.Pattern[str], ...]:
    rows = re.sub(r"\n +", "", ALIKE).strip().splitlines()
    return tuple(re.compile(rf"\b(?:{row.strip()})", re.IGNORECASE) for row in rows)


# What is not said, by the word that asks for it or a noun for it: "did not say when", "no date was given".
_UNTOLD = {
    "when": "when|date|timetable",
    "why": "why|reason|explanation",
    "how": "how (?:many|much)|figure|number|sum|price|amount",
    "who": "who(?:se)?|name",
    "where": "where",
}
_TELLING = r"(?:sa(?:y|id)|tell|specif(?:y|ied)|disclosed?|reveal(?:ed)?|g[ia]ven?|explain(?:ed)?|set|named?)"
_UNTOLD_PATTERNS = {
    kind: re.compile(
        rf"\s+(?:\w+ )?{_TELLING}\b (?:\w+ )?(?:{words})s?\b|\s+(?:{words})s?\b [^,;.]*?\b{_TELLING}\b",
        re.IGNORECASE,
    )
    for kind, words in _UNTOLD.items()
}


def _untold(negation: Negation, text: str) -> str | None:
    """What a negation says is not told: "when", "why", "how", "who" or "where"."""
    kinds = (kind for kind, pattern in _UNTOLD_PATTERNS.items() if pattern.match(text, negation.end))
    return next(kinds, None)


def are_alike(mine: Negation, claim: str, theirs: Negation, text: str) -> bool:
    """Whether two negations deny the same: in phrases of one group, or that the same is told.

    >>> claim, text = "He was not involved.", "He took no part in it."
    >>> are_alike(find_negations(claim)[0], claim, find_negations(text)[0], text)
    True
    """
    untold, other = _untold(mine, claim), _untold(theirs, text)
    if untold and other:
        return untold == other
    return any(_denies(mine, claim, row) and _denies(theirs, text, row) for row in _rows())


def phrase_kept(theirs: Negation, text: str, claim: str) -> re.Match[str] | None:
    """Where a claim says without a negation what one of a text denies, in a phrase of the same group."""
    for row in _rows():
        if not _denies(theirs, text, row):
            continue
        for found in row.finditer(claim):
            if not any(0 <= found.start() - n.end < _FAR for n in find_negations(claim)):
                return found
    return None


def _denies(negation: Negation, text: str, row: re.Pattern[str]) -> bool:
    verb = _VERB.search(text, 0, negation.start) if negation.text.lower() in OBJECTS else None
    start = verb.start() if verb else negation.end
    later = (n.start for n in find_negations(text) if n.start >= negation.end and n.kind == "hard")
    found = row.search(text, start, min([negation.end + _FAR, *later]))
    return found is not None and not re.search(r"[,;:.]", text[negation.end : found.start()])
