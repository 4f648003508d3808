"""Opposite words that tell one thing from its two sides: "A sold it to B" and "B bought it"."""

from __future__ import annotations

import re
from functools import lru_cache

from rag.verification.words.tokens import Token, sense, stem, tokenize

# The word after which each of two opposites names the other side.
_LINKS = (
    ("sold lost lent", "to"),
    ("bought borrowed", "from"),
    ("ahead", "of"),
    ("behind", ""),
    ("more fewer less higher lower", "than"),
)
_END = r"of|for|in|on|at|by|from|to|with|than|as|and|but|who|which|whose|after|before|during|since|when|while"
_PARTY = rf"(?P<party>(?:(?!(?:{_END})\b)[\w'’-]+(?:\.(?=\w))?\s?){{1,6}})"
_CLAUSE = re.compile(r"[.;:](?!\d)|\b(?:but|while|although|though|whereas|yet)\b")
_ASIDE = re.compile(r",[^,]*,")
_BE = re.compile(r"\b(?:is|are|was|were|be|been|being)(?: \w+ly)? $")


def are_two_sides(claim: str, mine: Token, text: str, theirs: Token) -> bool:
    """Whether the one whom an opposite names as the other side is who does it in the other text.

    >>> claim, text = "The widow sold the clock.", "Brandt bought the clock from the widow of a sailor."
    >>> are_two_sides(claim, tokenize(claim)[2], text, tokenize(text)[1])
    True
    """
    if _HERS.search(claim, 0, mine.start) and _HIS.search(text, 0, theirs.start):
        return True
    if _HIS.search(claim, 0, mine.start) and _HERS.search(text, 0, theirs.start):
        return True
    return _is_party(claim, mine, text, theirs) or _is_party(text, theirs, claim, mine)


# "Her husband" for "his wife".
_HERS, _HIS = re.compile(r"\b[Hh]er $"), re.compile(r"\b[Hh]is $")


def _is_party(text: str, token: Token, other: str, word: Token) -> bool:
    """Whether the doer of a word of a text is whom the other text names as the other side."""
    if _BE.search(text[: token.start]):
        return False
    doers = {sense(t.stem) for t in tokenize(_before(text, token.start)) if t.is_content}
    return any(head in doers for head in _parties(other, word))


def _before(text: str, at: int) -> str:
    """The clause of a text up to a place, without what it says in passing."""
    start = max((cut.end() for cut in _CLAUSE.finditer(text, 0, at)), default=0)
    return _ASIDE.sub(" ", text[start:at])


def _parties(text: str, token: Token) -> list[str]:
    """The last word of each phrase that names the other side: "widow" of "from the widow of a sailor"."""
    found: list[str] = []
    for link in _links().get(sense(token.stem), ()):
        gap = rf"[^.,;:]*?\b{link}\s+" if link else r"\s+"
        if party := re.compile(gap + _PARTY).match(text, token.end):
            words = [t for t in tokenize(party["party"]) if t.is_content]
            found += [sense(words[-1].stem)] if words else []
    return found


@lru_cache(maxsize=1)
def _links() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for words, link in _LINKS:
        for word in words.split():
            key = sense(stem(word))
            found[key] = (*found.get(key, ()), link)
    return found
