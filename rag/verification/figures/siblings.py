"""How many brothers and sisters somebody has: "the third of five children" has four, two of them older."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.types import Fact
from rag.verification.case import Case, fact
from rag.verification.figures.mentions import HAS, Mention
from rag.verification.words.number_words import ORDINALS, WORDS, spelled_or_digits

_BOTH = r"(?:brothers (?:and|or) sisters|sisters (?:and|or) brothers)"
_N = rf"(?P<n>\d+|{WORDS})"
_FROM_END = r"youngest|last"
# "The second-youngest of six children", "one of four sisters".
_BORN = re.compile(
    rf"\b(?:(?P<nth>second|third)[ -])?(?P<place>one|{_FROM_END}|eldest|oldest|{'|'.join(ORDINALS)})"
    rf"(?:[ -]born)?(?: child| son| daughter)? of {_N} (?:[a-z-]+ )?"
    rf"(?P<kind>{_BOTH}|children|kids|siblings|brothers|sons|boys|sisters|daughters|girls)\b",
    re.IGNORECASE,
)
_HAD = re.compile(
    rf"(?<!of )\b{_N} (?:(?P<side>older|elder|big|younger|little) )?"
    rf"(?P<kind>{_BOTH}|siblings|brothers|sisters)\b(?! (?:and|or) (?:an?|\d+|{WORDS})\b)"
    r"(?:,? (?:all|both|each)(?: of (?:them|whom))?(?: (?:were|are|was|is))? (?P<all>older|younger))?",
    re.IGNORECASE,
)
_HAD_BOTH = re.compile(
    rf"(?<!of )\b{_N} (?P<one>brother|sister)s? and (?P<more>an?|\d+|{WORDS})"
    r" (?!(?P=one))(?:brother|sister)s?\b",
    re.IGNORECASE,
)
_KINDS = {
    "brothers": "brother", "sons": "brother", "boys": "brother",
    "sisters": "sister", "daughters": "sister", "girls": "sister",
}  # fmt: skip
_SIDES = {"elder": "older", "big": "older", "little": "younger"}
_Counts = dict[tuple[str, str], int]


def told_by_birth(mine: Mention, case: Case) -> Fact | None:
    """The fact of a count of siblings where the evidence has the place among them, and the reverse."""
    claimed = next((told for told in _tellings(mine.text) if told[1].start("n") == mine.quantity.start), None)
    if claimed is None:
        return None
    way, _, counts = claimed
    for line in case.lines:
        for other, match, stated in _tellings(line.text):
            shared = counts.keys() & stated.keys() if other != way else set[tuple[str, str]]()
            if shared:
                same = all(counts[key] == stated[key] for key in shared)
                place = (mine.quantity.text, mine.quantity.start, mine.quantity.end)
                note = None if same else f"{HAS} {match.group()!r}"
                status = "matched" if same else "contradicted"
                return fact("figure", place, status, line=line, found=match.span(), note=note)
    return None


def _tellings(text: str) -> Iterator[tuple[str, re.Match[str], _Counts]]:
    """How a text tells of siblings, where, and how many are older, younger and all."""
    for match in _BORN.finditer(text):
        if (size := spelled_or_digits(match.group("n").lower())) is not None:
            yield "place", match, _by_place(match, int(size))
    for match in _HAD.finditer(text):
        side = (match.group("side") or match.group("all") or "all").lower()
        if (count := spelled_or_digits(match.group("n").lower())) is not None:
            yield "count", match, {(_kind(match), _SIDES.get(side, side)): int(count)}
    for match in _HAD_BOTH.finditer(text):
        parts = [spelled_or_digits(match.group(name).lower()) for name in ("n", "more")]
        count = sum(int(part or 1) for part in parts)
        yield "sum", match, {("", "all"): count}


def _kind(match: re.Match[str]) -> str:
    return _KINDS.get(match.group("kind").lower(), "")


def _by_place(match: re.Match[str], size: int) -> _Counts:
    """The siblings of the third of five children: four, two of them older and two younger."""
    kind, place = _kind(match), match.group("place").lower()
    nth = ORDINALS.get((match.group("nth") or "first").lower(), 1)
    if place == "one":
        return {(kind, "all"): size - 1}
    at = size + 1 - nth if place in _FROM_END.split("|") else nth if "est" in place else ORDINALS[place]
    return {(kind, "all"): size - 1, (kind, "older"): at - 1, (kind, "younger"): size - at}
