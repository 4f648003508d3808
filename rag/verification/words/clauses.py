"""The clause of a sentence around a place."""

from __future__ import annotations

import re

CLAUSE_END = re.compile(
    r"[;:]|,(?!\d)| (?:but|while|although|though)(?= )"
    r"| and (?=(?:that|it|he|she|they|said|says|told)\b|\w+ed\b)"
)


def clause_around(text: str, at: int) -> str:
    """The words of a text around a place, up to the next comma or "but"."""
    start = max((cut.end() for cut in CLAUSE_END.finditer(text) if cut.end() <= at), default=0)
    after = CLAUSE_END.search(text, at)
    return text[start : after.start() if after else len(text)]
