"""A denial told as a record, and the reverse: "not seen since May" for "the largest since May"."""

from __future__ import annotations

import re

from rag.verification.statements.negation import Negation

NONE_WORDS = frozenset({"no", "never", "nowhere", "none", "nothing", "nobody", "no one"})
_UNIT = r"(?:years?|decades?|centur|months?|weeks?|days?)"
_LIMIT = re.compile(
    rf"\b(?:for|in|over) (?:[\w-]+ ){{0,5}}{_UNIT}|\b(?:in|since) (?:the |its |their )?\d{{4}}"
    r"|\bsince (?:\d|[A-Z]|the |early |late |mid|at least |last )|\bever since\b"
    r"|\b(?:in|of) (?:the|its) [^.;,]{0,30}history",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"\b(?:before|until|previously|earlier)\b")
_BEFORE_AT_END = re.compile(r"\b(?:before(?= *(?:[.,;]|$))|previously)")
# "Was not told before 29 September" for "was first told on 29 September".
_BEFORE_DAY = re.compile(r"\b(?:before|until) (?:\d|[A-Z])")
_FIRST_THEN = re.compile(r"\bfirst \w+(?:ed|en|ld|de|rd|w|t) (?:on|in|at)\b")
_FIRST = re.compile(
    r"\b(?:first|last) (?:[\w'’-]+ ){0,6}(?:in|for|since)\b|\b(?:first|last) time\b", re.IGNORECASE
)
_EVER = re.compile(
    r"\b(?:since|ever|before|in (?:\d+|\w+) years|for (?:[\w-]+ ){1,4}(?:years|months|weeks|decades?))\b",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"\b(?:(?:bigg|larg|great|high|low|small|long|short|clos|near|wett|hott|cold|warm|old|young|fast|slow"
    r"|strong"
    r"|weak|deep|rich|poor|dear|cheap|fresh|broad|tall|wid|\w{2,}i)er|better|worse"
    r"|more(?! than (?:\d|an? |one |two |three ))|(?:so|as|such an?) \w+)\b"
)
_SUPERLATIVE = re.compile(
    r"\b(?:\w{2,}est|\w+-(?:day|week|month|year) (?:low|high)"
    r"|most|worst|best|record|unprecedented|unmatched|unrivalled|more than any(?:one|body| other)?)\b",
    re.IGNORECASE,
)
# "Their highest since 2022": a level that was "not seen since".
_SUPERLATIVE_SINCE = re.compile(
    r"\b(?:\w{2,}est|most|worst|record|best)\b[^.;]{0,50}\b(?:since|in|for|ever)\b", re.IGNORECASE
)
_LEVEL = re.compile(
    r"\s(?:\w+ )?(?:been )?(?:seen|reached|exceeded|surpassed|matched|beaten|bettered|equalled|topped"
    r"|passed|recorded"
    r"|witnessed|known|happened|occurred|had|so|as)\b"
)
# "A level exceeded since 2019" is not "the highest since 2019".
_BEATEN = re.compile(
    r"\b(?:level|height|depth|figure|total|mark|rate|score|share|number)s? "
    r"(?:exceeded|surpassed|matched|beaten|bettered|equalled|topped|passed)\b"
)
_NOT_SO = re.compile(
    r"\b(?:not|never|no|none|nobody|nothing|first|last|again|only|return\w*|back|n['’]t)\b|n['’]t\b",
    re.IGNORECASE,
)
_PERFECT = re.compile(r"\b(?:has|have|had|seen|reached|happened|known|recorded)\b")


def is_record(mine: Negation, claim: str, text: str) -> bool:
    """Whether a denial of a claim is a record or a first of a text.

    >>> from rag.verification.statements.negation import find_negations
    >>> claim = "Sales rose to 900, a level not seen since 2019."
    >>> is_record(find_negations(claim)[0], claim, "Sales rose to 900, the highest since 2019.")
    True
    """
    rest = claim[mine.end :]
    is_none = mine.text.lower() in NONE_WORDS
    if _LIMIT.search(claim) and not _FIRST.search(claim) and _FIRST.search(text):
        return True
    if _LEVEL.match(rest) and _LIMIT.search(rest) and _SUPERLATIVE_SINCE.search(text):
        return _SUPERLATIVE.search(claim) is None
    before = _BEFORE if is_none else _BEFORE_AT_END
    if before.search(rest) and "first" not in claim and re.search(r"\bfirst\b", text):
        return True
    if _BEFORE_DAY.search(rest) and _FIRST_THEN.search(text) and "first" not in claim:
        return True
    compared = _COMPARED.search(rest)
    if not compared or not (is_none or _EVER.search(claim)):
        return False
    best = _SUPERLATIVE.search(text)
    return best is not None and compared.group() not in text and best.group() not in claim


def loses_record(claim: str, text: str) -> tuple[int, int] | None:
    """Where a claim has happen since a time what is the first or a record since then: "seen since 2019"."""
    if _NOT_SO.search(claim) or _SUPERLATIVE.search(claim):
        return None
    since = re.search(r"\b(?:since|for) (?=[^.;,]*(?:\d|year|month|decade))", claim)
    if not since:
        return None
    if (
        _BEATEN.search(claim, 0, since.start())
        and _SUPERLATIVE_SINCE.search(text)
        and _same_since(claim, text)
    ):
        return since.span()
    if not _PERFECT.search(claim, 0, since.start()):
        return None
    if _PERFECT.findall(claim[: since.start()])[-1] in {"has", "have", "had"} and not _same_since(
        claim, text
    ):
        return None
    return since.span() if _FIRST.search(text) or _SUPERLATIVE_SINCE.search(text) else None


def _same_since(claim: str, text: str) -> bool:
    """Whether both count from the same year."""
    pattern = r"\bsince\b[^.;]*?\b((?:19|20)\d\d)\b"
    mine, theirs = re.search(pattern, claim), re.search(pattern, text)
    return mine is not None and theirs is not None and mine.group(1) == theirs.group(1)
