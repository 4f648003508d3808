"""What one text says by a denial and the other by a phrase without one: "not affected", "as usual"."""

from __future__ import annotations

import re
from functools import lru_cache

from rag.verification.statements.negation import Negation, find_negations
from rag.verification.words.wordlists import DENIED_PHRASES

_FAR = 70
# "No class may have more than 28": a limit of 28.
_MORE = re.compile(
    r"[^.;]{0,60}\b(?:(?:more|longer|later|higher|faster|further) than|over|above|exceed\w*|beyond"
    r"|(?:faster|longer|higher))\b",
    re.IGNORECASE,
)
_MOST = re.compile(
    r"\b(?:limit\w*|cap(?:ped)?|maximum|ceiling|no more than|up to|at (?:the )?most|at the latest)\b",
    re.IGNORECASE,
)
_Row = tuple[re.Pattern[str], re.Pattern[str]]


@lru_cache(maxsize=1)
def _rows() -> tuple[_Row, ...]:
    rows = (row.split("<>") for row in re.sub(r"\n +", "", DENIED_PHRASES).strip().splitlines())
    return tuple(
        (
            re.compile(rf"\b(?:{denied.strip()})\b", re.IGNORECASE),
            re.compile(rf"\b(?:{plain.strip()})\b", re.IGNORECASE),
        )
        for denied, plain in rows
    )


def is_phrased(negation: Negation, text: str, other: str) -> bool:
    """Whether another text has the phrase for what a negation of a text denies.

    >>> text = "There will be no disruption to trains."
    >>> is_phrased(find_negations(text)[0], text, "Trains will run as usual.")
    True
    """
    next_one = [n.start for n in find_negations(text) if n.start >= negation.end and n.kind != "soft"]
    end = min([negation.end + _FAR, *next_one])
    return any(
        not plain.search(text) and not re.search(r"[.;]", text[negation.end : found.start()])
        for denied, plain in _rows()
        if plain.search(other)
        for found in denied.finditer(text, negation.end, end)
    ) or bool(_MORE.match(text, negation.end) and _MOST.search(other) and not _MOST.search(text))
