"""How a text says without a negation what another denies: "stayed shut" for "did not open"."""

from __future__ import annotations

import re
from functools import lru_cache

from rag.verification.statements.negation import Negation, find_negations
from rag.verification.words.tokens import Token, content_stems, opposites_of, sense, stem, tokenize
from rag.verification.words.wordlists import COMPLEMENTS, RESTRICTIVE_WORDS

_EARLIEST = re.compile(
    r"\b(?:at the earliest|no (?:earlier|sooner) than"
    r"|or later|only|t(?:akes?|ook) (?:more than|until)|new to|for the first time"
    r"|last (?:\w+ ){1,3}(?:was|came)|put back|pushed back|postponed|delayed"
    r"|before anyone|passed before|unnoticed|the most"
    r"|(?:advis|warn|recommend|vot|decid)\w* against)\b",
    re.IGNORECASE,
)
# "Cannot sail until the engine is checked": the denial has a condition.
_UNTIL = re.compile(
    r"\b(?:until|unless|without|before(?=\s)|except|other than|anyone else|any other|alone"
    r"|single-handed(?:ly)?|(?:on|by) (?:its|their|his|her|my|our|your) own"
    r"|by (?:itself|themselves|himself|herself)|if)\b",
    re.IGNORECASE,
)
# "Must be checked before it sails": the same condition without a denial.
_NEEDED = re.compile(
    r"\b(?:needs?|needed|requires?|required|must|depends?|depended|relies|rely|ha[sd] to|have to"
    r"|subject to|only|once(?=\s\w)|first|conditions?|conditional|provided|as long as|await\w*|waits?|waiting"
    r"|by the time"
    r"|with the (?:help|support|backing|consent) of|thanks to)\b",
    re.IGNORECASE,
)

_WITHOUT = re.compile(
    r"\b(?:unless|without|alone|single-handed(?:ly)?|(?:on|by) (?:its|their|his|her) own"
    r"|by (?:itself|themselves|himself|herself))\b",
    re.IGNORECASE,
)
_NEEDS = re.compile(
    r"\b(?:needs?|needed|requires?|required|depends?|depended|must|ha[sd] to|have to"
    r"|last resort|only (?:if|as|when|once|after))\b"
)

# "No other town" is "the only town".
_OTHER = re.compile(r"(?:\s\w+)?\s(?:other|others|else)\b")
_SOLE = re.compile(r"\b(?:only|last|sole|solely|alone|unique|uniquely|lone)\b", re.IGNORECASE)

# "No longer" is said with what ended.
_LONGER = re.compile(r"\b(?:no longer|any ?more|any longer)\b", re.IGNORECASE)
_ENDED = re.compile(
    r"\b(?:(?:step|stand)(?:s|ped|ping|ing)? down|stood down|leav(?:e|es|ing)|left|quit\w*|resign\w*|retir\w*"
    r"|end(?:s|ed|ing)?|stop(?:s|ped|ping)?|scrap\w*|abolish\w*|ceas\w*|clos(?:e|es|ed|ing|ure)|shut(?:s|ting)?"
    r"|drop(?:s|ped|ping)?|abandon\w*|withdr[ae]w\w*|lost|loses?|former(?:ly)?|sold|sells?|gave up|given up"
    r"|expire[sd]?|remov\w*|cancel\w*|illegal|bann?(?:s|ed|ing)?|replac\w*|used to|suspend\w*)\b",
    re.IGNORECASE,
)
_UNREAL = frozenset({"to", "will", "would", "may", "might", "could", "should", "must", "whether"})
_YET = re.compile(r"\s+yet\b|[^.;,]{0,30} yet\b", re.IGNORECASE)


# "Refuse collectors" refuse nothing.
_REFUSE = re.compile(r"refuse (?:collect|worker|lorr|truck|bin|site|tip|dump)", re.IGNORECASE)


def says_otherwise(negation: Negation, text: str, other: str) -> bool:
    """Whether a text may say what a negation of the other denies, with a word of another kind.

    >>> from rag.verification.statements.negation import find_negations
    >>> denied = "The museum did not open on Tuesday."
    >>> says_otherwise(find_negations(denied)[0], "The museum stayed shut on Tuesday.", denied)
    True
    """
    known = {token.text.lower() for token in tokenize(other)}
    words = [token for token in tokenize(text) if token.text.lower() not in known]
    if _EARLIEST.search(text) and not _EARLIEST.search(other):
        return True
    return any(
        (t.text.lower() in RESTRICTIVE_WORDS and sense(t.stem) not in negation.reach[:2])
        or (sense(t.stem) not in negation.reach and opposites_of(sense(t.stem)) & set(negation.reach))
        for t in words
    ) or has_complement(negation.reach, text, other)


def has_complement(words: tuple[str, ...], text: str, other: str) -> bool:
    """Whether a text has a word, absent from the other, that says "not" one of some words."""
    known = {token.stem for token in tokenize(other)}
    wanted = {found for word in words for found in _complements().get(word, ())}
    wanted -= {n.reach[0] for n in find_negations(text) if n.kind == "hard" and n.reach}
    return bool(wanted) and any(
        sense(token.stem) in wanted
        for token in tokenize(text)
        if token.stem not in known and not _REFUSE.match(text, token.start)
    )


def is_sole(negation: Negation, text: str, other: str) -> bool:
    """Whether a negation of a text says "no other" for the only one of the other text."""
    return bool(_OTHER.match(text, negation.end)) and bool(_SOLE.search(other))


def is_over(negation: Negation, text: str, other: str) -> bool:
    """Whether a text says "no longer" of what ends in the other text."""
    if not _LONGER.match(text, negation.start) and not _LONGER.search(text, negation.end):
        return False
    return any(ended.group().lower() not in text.lower() for ended in _ENDED.finditer(other))


def is_still_open(negation: Negation, text: str, other: str) -> bool:
    """Whether a text says "not yet" of what is only to be done in the other: "has until Friday to sign"."""
    if negation.text.lower() != "yet to" and not _YET.match(text, negation.end):
        return False
    tokens = tokenize(other)
    places = [i for i, token in enumerate(tokens) if sense(token.stem) in negation.reach[:1]]
    return bool(places) and all(_is_unreal(tokens, place) for place in places)


def _is_unreal(tokens: tuple[Token, ...], index: int) -> bool:
    """Whether a verb is an infinitive or stands under a modal word."""
    before = [token.text.lower() for token in tokens[max(0, index - 2) : index]]
    return bool(_UNREAL.intersection(before)) or before[-1:] == ["be"]


def is_only_then(negation: Negation, text: str, other: str) -> bool:
    """Whether a negation of a text says "not until" what the other text says was "only when".

    >>> text = "It was not until Roux looked that the crack was seen."
    >>> other = "The crack was seen only when Roux looked."
    >>> is_only_then(find_negations(text)[0], text, other)
    True
    """
    mine, theirs = _UNTIL_THEN.match(text, negation.end), _ONLY_THEN.search(other)
    if mine is None or theirs is None or _ONLY_THEN.search(text):
        return False
    when = content_stems(mine["when"])
    return bool(when & content_stems(theirs["when"] or theirs["first"] or theirs["before"]))


_UNTIL_THEN = re.compile(r"[^,.;]*?\b(?:until|till) (?:after |when )?(?P<when>[^,.;]*)")
_ONLY_THEN = re.compile(
    r"\bonly (?:(?:\w+ ){0,2}(?:after|when|once)|in|on|at|from|as late as|last|this)\b(?P<when>[^.;]*)"
    r"|(?P<first>first \w+ (?:[\w'’-]+ ){0,4}?(?:when|after|once)\b[^.;]*)"
    r"|(?P<before>[^.;]*\b(?:in|on|after|when) [^.;]*)\bonly then\b",
    re.IGNORECASE,
)


def is_condition(negation: Negation, text: str, other: str, *, strict: bool = False) -> bool:
    """Whether a negation of a text says "not without" what the other text says is needed.

    `strict`: the other text has the words denied, so it must need what the first cannot do without.
    """
    until, needed = (_WITHOUT, _NEEDS) if strict else (_UNTIL, _NEEDED)
    if not until.search(text, negation.end):
        return False
    return any(need.group().lower() not in text.lower() for need in needed.finditer(other))


@lru_cache(maxsize=1)
def _complements() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in COMPLEMENTS.strip().splitlines():
        left, right = ({sense(stem(word)) for word in half.split()} for half in row.split("|"))
        for word in left:
            found.setdefault(word, set()).update(right - {word})
        for word in right:
            found.setdefault(word, set()).update(left - {word})
    return {word: frozenset(others) for word, others in found.items()}
