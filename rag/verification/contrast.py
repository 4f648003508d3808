"""A claim read beside its contraries: the same words with one fact changed.

How sure a reading is falls with every word that a true claim changes, so that it says little by itself of a
claim told freely. The claim denied, with another name or with two names exchanged has the same words but
one, and what the evidence carries it carries better than those (contrast sets: Gardner et al. 2020,
"Evaluating Models' Local Decision Boundaries via Contrast Sets").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rag.types import Fact
from rag.verification.case import Case
from rag.verification.statements.name_mentions import VERB
from rag.verification.statements.name_words import NAME_ALIASES
from rag.verification.statements.names import Name, find_names, same_name

Odds = Callable[[str, tuple[str, ...]], float]
_FURTHER = 3  # names of the article beside those of the cited sentence
_EXCHANGES = 2
_POSITIVE = {
    "not": "",
    "no": "a",
    "never": "always",
    "nothing": "something",
    "nobody": "somebody",
    "none": "all",
    "neither": "each",
    "without": "with",
    "denied": "confirmed",
    "unable": "able",
    "cannot": "can",
    "can't": "can",
    "won't": "will",
}
_NEGATIVE = re.compile(rf"\b(?:{'|'.join(_POSITIVE)})\b|n't\b".replace("'", "['’]"), re.IGNORECASE)
_AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|could|can|may|might|must|should|did|does|do)\b"
)
_REACH = 40  # code points before a denied word in which its auxiliary stands


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast:
    """The contrary of a claim that the evidence carries best, and the claim's lead over it in log odds."""

    contrary: str
    lead: float


def contrast(claim: str, others: Sequence[str], lines: tuple[str, ...], odds: Odds) -> Contrast | None:
    """Read a claim and its contraries with some lines; None where it has none."""
    if not (others and lines):
        return None
    log_odds, contrary = max((odds(other, lines), other) for other in others)
    return Contrast(contrary=contrary, lead=odds(claim, lines) - log_odds)


def contraries(one: Fact, case: Case) -> list[str]:
    """Give the claim denied, or with other names in the place of one; none for facts of other kinds."""
    if one.kind == "negation":
        return [_turned(one, case.claim)]
    named = [name for name in find_names(case.claim) if one.claim_start <= name.start < one.claim_end]
    return _renamed(named[-1], case) if named and one.kind in {"name", "speaker"} else []


def exchanged(claim: str) -> list[str]:
    """Give the claim with two neighbouring names, a verb between them, in each other's place.

    >>> exchanged("Ness beat Cray on Friday, and Poe was glad.")
    ['Cray beat Ness on Friday, and Poe was glad.', 'Ness beat Poe on Friday, and Cray was glad.']
    """
    pairs = [
        (first, last)
        for first, last in pairwise(find_names(claim))
        if not same_name(first, last) and VERB.search(claim[first.end : last.start])
    ]
    return [
        f"{claim[: one.start]}{two.text}{claim[one.end : two.start]}{one.text}{claim[two.end :]}"
        for one, two in pairs[:_EXCHANGES]
    ]


def _turned(one: Fact, claim: str) -> str:
    """The claim without its negative, or with one at its auxiliary."""
    negative = _NEGATIVE.search(claim, one.claim_start, one.claim_end)
    if negative:
        plain = _POSITIVE.get(negative.group().lower().replace("’", "'"), "")
        return " ".join(f"{claim[: negative.start()]}{plain}{claim[negative.end() :]}".split())
    near = _AUXILIARY.search(claim, max(0, one.claim_start - _REACH)) or _AUXILIARY.search(claim)
    if near:
        return f"{claim[: near.end()]} not{claim[near.end() :]}"
    return f"It is not true that {claim}"


def _renamed(name: Name, case: Case) -> list[str]:
    """The claim with each name of the cited sentences that it lacks, and with some of the article's."""
    own = find_names(case.claim)
    cited = [other for line in case.lines for other in find_names(line.text)]
    further = [other for text in {line.evidence.context for line in case.lines} for other in find_names(text)]
    words = len(name.text.split())
    further.sort(key=lambda other: (abs(len(other.text.split()) - words), other.start))
    first = _lacking(cited, own)
    rest = [text for text in _lacking(further, own) if text not in first]
    return [
        f"{case.claim[: name.start]}{text}{case.claim[name.end :]}" for text in [*first, *rest[:_FURTHER]]
    ]


def _lacking(names: Iterable[Name], own: tuple[Name, ...]) -> list[str]:
    """The texts of names that the claim does not have, each once; no "Spaniard", who may be one of them."""
    unsure = (name for name in names if not (name.doubtful or name.text.lower() in NAME_ALIASES))
    texts = (name.text for name in unsure if not any(same_name(name, mine) for mine in own))
    return list(dict.fromkeys(texts))
