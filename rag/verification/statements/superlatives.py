"""A denial told as a record, and the reverse: "not seen since May" for "the largest since May"."""

from __future__ import annotations

import re

from rag.verification.statements.negation import Negation, find_negations
from rag.verification.words.clauses import clause_around
from rag.verification.words.tokens import are_opposite, content_stems, sense, tokenize

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
    r"|more(?! than (?:\d|an? |one |two |three ))|less|fewer|(?:so|as|this|such an?) \w+)\b"
)
# "Harvest" and "forest" are no superlatives.
_EST = (
    r"(?!(?:harv|for|inter|prot|arr|inv|gu|hon|mod|cont|ch|cr|qu|requ|dig|temp|conqu|inqu|sugg"
    r"|midw|northw|southw)est\b)\w{2,}est"
)
_SUPERLATIVE = re.compile(
    rf"\b(?:{_EST}|\w+-(?:day|week|month|year) (?:low|high)"
    r"|most|worst|best|record|unprecedented|unmatched|unrivalled|more than any(?:one|body| other)?)\b",
    re.IGNORECASE,
)
_SMALLER = re.compile(r"\b(?:less|fewer|lower|smaller)\b")
_SMALLEST = re.compile(r"\b(?:(?<!\bat )least|fewest|lowest|smallest)\b", re.IGNORECASE)
# "Better than we had hoped".
_THAN = re.compile(
    r"\b(?P<degree>\w{2,}er|(?:more|less)(?: \w+)?|worse)(?: [\w'’-]+){0,3}? than (?P<than>[^.;,]*)",
    re.IGNORECASE,
)
_SO = re.compile(r"\b(?:so|as|this|that|such an?|such|quite|nearly as) (?P<degree>\w+)", re.IGNORECASE)
_ABLE = re.compile(r"\b(?:can|could|(?:is|are|was|were) able to) (?!have\b)")
_FALLING_SHORT = frozenset("less fewer lower smaller cheaper lighter shorter easier".split())
_BASES: dict[str, set[str]] = {
    "better": {"good", "well"},
    "worse": {"bad", "badly"},
    "more": {"much", "many"},
    "further": {"far"},
}
# "Their highest since 2022": a level that was "not seen since".
_SUPERLATIVE_SINCE = re.compile(
    rf"\b(?:{_EST}|most|worst|record|best)\b[^.;]{{0,50}}\b(?:since|in|for|ever)\b", re.IGNORECASE
)
_LEVEL = re.compile(
    r"\s(?:\w+ )?(?:been )?(?:seen|reached|exceeded|surpassed|matched|beaten|bettered|equalled|topped"
    r"|passed|recorded"
    r"|witnessed|known|happened|occurred|had|so|as|this|such)\b"
)
# "A level exceeded since 2019" is not "the highest since 2019".
_BEATEN = re.compile(
    r"\b(?:level|height|depth|figure|total|mark|rate|score|share|number)s? "
    r"(?:exceeded|surpassed|matched|beaten|bettered|equalled|topped|passed)\b"
)
_NOT_SO = re.compile(
    r"\b(?:not|never|no|none|nobody|nothing|first(?! (?:quarter|half)\b)"
    r"|last|again|only|return\w*|back|n['’]t)\b|n['’]t\b",
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
        return _SUPERLATIVE.search(clause_around(claim, mine.start)) is None and not _is_contrary(rest, text)
    before = _BEFORE if is_none else _BEFORE_AT_END
    if before.search(rest) and "first" not in claim and re.search(r"\bfirst\b", text):
        return True
    if _BEFORE_DAY.search(rest) and _FIRST_THEN.search(text) and "first" not in claim:
        return True
    compared = _COMPARED.search(rest)
    if not compared or not (is_none or _EVER.search(claim)):
        return False
    best = (_SMALLEST if _SMALLER.match(compared.group()) else _SUPERLATIVE).search(text)
    return best is not None and compared.group() not in text and best.group() not in claim


def _is_contrary(rest: str, text: str) -> bool:
    """Whether "so low" is said of the highest: the two are opposites."""
    so, best = _SO.search(rest), re.search(r"\b(\w{2,})est\b", text)
    return so is not None and best is not None and are_opposite(so["degree"].lower(), best[1].lower())


def is_surpassed(mine: Negation, claim: str, text: str) -> bool:
    """Whether a text says "better than hoped" for "not hoped for one so good".

    >>> from rag.verification.statements.negation import find_negations
    >>> claim = "The guild had not hoped for a catch this good."
    >>> is_surpassed(find_negations(claim)[0], claim, "The catch was better than the guild had hoped.")
    True
    """
    for compared in _THAN.finditer(text):
        than = compared["than"]
        if not mine.reach or mine.reach[0] not in content_stems(than):
            continue
        degree, _, what = compared["degree"].lower().partition(" ")
        if _ABLE.search(than) and degree not in _FALLING_SHORT and _unable(mine, claim):
            return True
        if any(_is_of(so, degree, what) for so in _SO.finditer(claim, mine.end)):
            return True
    return False


def loses_comparison(claim: str, text: str) -> tuple[int, int] | None:
    """Where a claim has been hoped "so good" what a text says was "better than hoped"."""
    for compared in _THAN.finditer(text):
        degree, _, what = compared["degree"].lower().partition(" ")
        for so in _SO.finditer(claim):
            before = [token for token in tokenize(claim[: so.start()]) if token.is_content]
            if (
                before
                and sense(before[-1].stem) in content_stems(compared["than"])
                and _is_of(so, degree, what)
                and not find_negations(claim)
            ):
                return so.span()
    return None


def _is_of(so: re.Match[str], degree: str, what: str) -> bool:
    """Whether a comparative is one of the word after "so": "bigger" of "so big", "more vain" of "so vain"."""
    bases = _BASES.get(degree) or _stripped(degree)
    return so["degree"].lower() in bases or (degree == "more" and so["degree"].lower() == what)


def _unable(mine: Negation, claim: str) -> bool:
    """Whether a negation says that something cannot be: "could not", "cannot", "unable to"."""
    return mine.text.lower() in {"cannot", "unable"} or claim[: mine.start].lower().endswith(
        ("could ", "can", "could")
    )


def _stripped(comparative: str) -> set[str]:
    """What a comparative may be of: "big" of "bigger", "early" of "earlier", "late" of "later"."""
    root = comparative.removesuffix("er")
    return {root, root + "e", root[:-1], root.removesuffix("i") + "y", root + "ly"}


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
