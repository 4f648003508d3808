"""Answers "Who is NAME?" by what the articles say the name is: "the chief executive, Caspian Rudd".

News tells a person's role beside the name, in apposition; the network knows names better than roles.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.models.matching import Candidate
from rag.types import Passage, Source

# What a role may be made of; it ends at a comma or a verb.
_WORDS = r"(?:(?:[\w’'-]+|&) ){0,9}?[\w’'-]+"
_AFTER = re.compile(rf", (?P<role>(?:the|a|an|one of) {_WORDS})(?=[,.;]| who\b| that\b)")
_DOES = re.compile(rf", who (?P<role>(?!had\b|was\b|is\b|said\b|has\b){_WORDS})(?=[,.;])")
_TITLE_BEFORE = re.compile(r"(?:Mr|Mrs|Ms|Dr|Prof|Sir|Dame)\.? $")
_BEGINS = re.compile(r"(?:the|an?|its|their|his|her|my|our|[\w’'-]+['’]s)$", re.IGNORECASE)
_NO_ROLE = frozenset(
    "said says told added was were is are had has have will would and when after by that met asked in on at"
    " near off between over under to from with before about as but or who which".split()
)
_INSIDE = frozenset({"of", "for"})
_MOST_WORDS = 9
_BESIDE, _DOING = 0.75, 0.6


def is_role(one: Candidate, name: str) -> bool:
    """Whether a phrase may say what the name is: in a sentence that has it, and no name of its own."""
    return name in one.source.text and any(word[0].islower() for word in one.text.split())


def role_candidates(name: str, passages: Sequence[Passage]) -> list[Candidate]:
    """Give the roles that stand beside the name, the surest first; ties in reading order."""
    found = [
        candidate
        for passage in passages
        for source in passage.sentences
        if (candidate := _candidate(name, passage, source))
    ]
    return sorted(found, key=lambda one: -one.score)


def _candidate(name: str, passage: Passage, source: Source) -> Candidate | None:
    text = source.text
    at = re.search(rf"\b{re.escape(name)}\b(?!['’]s)", text)
    if not at:
        return None
    for pattern, score, place in ((_AFTER, _BESIDE, text[at.end() :]), (_DOES, _DOING, text[at.end() :])):
        if role := pattern.match(place):
            start, end = at.end() + role.start("role"), at.end() + role.end("role")
            return Candidate(
                source=source,
                passage=passage,
                start=source.start + start,
                end=source.start + end,
                score=score,
            )
    begin, end = _before(text, at.start())
    if begin == end:
        return None
    return Candidate(
        source=source, passage=passage, start=source.start + begin, end=source.start + end, score=_BESIDE
    )


def _before(text: str, name: int) -> tuple[int, int]:
    """The role that ends where the name at `name` begins: "the leader of the League, ", "the baker "."""
    title = _TITLE_BEFORE.search(text[:name])
    head = text[: title.start() if title else name].rstrip()
    end = len(head.rstrip(","))
    words = list(re.finditer(r"[^\s\"“”]+", head[:end]))[-_MOST_WORDS:]
    for place in range(len(words) - 1, -1, -1):
        word = words[place].group()
        if word.lower() in _NO_ROLE or word[-1] in ",;:.":
            break
        if place == len(words) - 1 and word.lower() in _INSIDE:
            break
        if _BEGINS.match(word):
            before = words[place - 1].group().lower() if place else ""
            if before in _INSIDE or _BEGINS.match(before):
                continue
            whole = place < len(words) - 1 and (before not in _NO_ROLE or before in {"by", "said", "and"})
            return (words[place].start(), end) if whole else (end, end)
    return end, end
