"""What is denied of the rest of a whole: "16 do not sail" for "of its 20 boats, of which four sail"."""

from __future__ import annotations

import re

from rag.verification.figures.derived import complements, follows
from rag.verification.figures.finding import find_quantities
from rag.verification.figures.values import is_near
from rag.verification.words.tokens import content_stems

_PART = re.compile(r"\bof (?:whom|which)\b(?P<said>[^.;]*)")
_LEFT = re.compile(
    r"\b(?:all but|rest|remaining|remainder|others?|left|without|except|more|fewer|less|apart|ahead|behind)\b"
)


def is_rest(claim: str, text: str) -> bool:
    """Whether a figure of a claim is what a part leaves of its whole in a text.

    >>> is_rest("Sixteen boats do not sail.", "It has 20 boats, of which four sail.")
    True
    """
    if not _PART.search(text):
        return False
    stated = find_quantities(text)
    fresh = [q for q in find_quantities(claim) if not any(is_near(q.value, other.value) for other in stated)]
    return any(follows(rest.value, q.value, q.qualifier) for q in fresh for rest in complements(stated))


def takes_rest(claim: str, text: str) -> bool:
    """Whether a claim without a denial says of the rest what the text says of the part alone."""
    part = _PART.search(text)
    if part is None or _LEFT.search(claim) or not is_rest(claim, text):
        return False
    return bool(content_stems(part["said"]) & (content_stems(claim) - content_stems(text[: part.start()])))
