"""Quotations of a text: what stands inside quotation marks, and whether a span holds it verbatim."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_QUOTED = re.compile(
    r"“(?P<curly>[^“”]+)”|“(?P<mixed>[^“”\"]+)\"|\"(?P<straight>[^\"]+)\"|«(?P<guillemet>[^«»]+)»"
    r"|(?<![\w’'])‘(?P<single>[^‘]+?)’(?!\w)|(?<![\w'])'(?P<plain>[^']+(?:'\w[^']*)*)'(?!\w)"
    r"|(?<!\w)`{1,2}\s?(?P<tick>[^`]+?)\s?'{1,2}(?!\w)"
)
_GAP = re.compile(r"\s*(?:\[[^\]]*\]|\(?\.\.\.\)?|…)\s*")
_FOLD = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " ", "‑": "-"})


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quoted run: the offsets are those of the text inside the marks."""

    text: str
    start: int
    end: int


@lru_cache(maxsize=4096)
def find_quotations(text: str) -> tuple[Quotation, ...]:
    """Every quotation of a text, in order.

    >>> [quotation.text for quotation in find_quotations('It was “a mess”, he said: "We\\'re done."')]
    ['a mess', "We're done."]
    """
    found: list[Quotation] = []
    for match in _QUOTED.finditer(text):
        name = str(match.lastgroup)
        found.append(Quotation(match.group(name), match.start(name), match.end(name)))
    return tuple(found)


def find_verbatim(quotation: str, text: str) -> tuple[int, int] | None:
    """Give where a text holds every piece of a quotation word for word, in order; else None.

    Marks of omission ("…", "[…]") split the pieces; the kind of quotation mark, dash and space, the
    case of the first letter and closing punctuation do not count.
    """
    pieces = [piece.strip(" .,;:!?-\n") for piece in _GAP.split(quotation.translate(_FOLD))]
    folded = text.translate(_FOLD)
    first: int | None = None
    at = 0
    for piece in filter(None, pieces):
        pattern = r"(?<!\w)" + r"\s+".join(re.escape(word) for word in piece.split()) + r"(?!\w)"
        match = re.compile(pattern, re.IGNORECASE).search(folded, at)
        if match is None or not _same_case(piece, match.group()):
            return None
        first = match.start() if first is None else first
        at = match.end()
    return None if first is None else (first, at)


def _same_case(piece: str, found: str) -> bool:
    return (
        piece.split(maxsplit=1)[0][1:] == found.split(maxsplit=1)[0][1:] or piece.islower() or found.islower()
    )
