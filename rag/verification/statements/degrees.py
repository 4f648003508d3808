"""How many, how sure, in what order: words of a claim beside which the evidence says the contrary.

"All of the jobs" for "most of the jobs", "will spill over" for "could overflow", "definitely" for
"probably", "the first nine shows" for "the remaining nine", "instead of a refund" for "on top of a refund".
Each row of the table needs three things of whole sentences: a word of the claim, none like it in the
evidence, and one there that says less or something else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.types import Fact
from rag.verification.case import Case, fact, is_quoted
from rag.verification.statements.modality import is_hedged


@dataclass(frozen=True, slots=True)
class _Odds:
    """What a claim says, what of the like would bear it out, and what in the evidence is at odds with it."""

    claimed: re.Pattern[str]
    alike: re.Pattern[str]
    at_odds: re.Pattern[str]


def _row(claimed: str, alike: str, at_odds: str) -> _Odds:
    return _Odds(*(re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for words in (claimed, alike, at_odds)))


_UNITS = "minutes|hours|days|weeks|months|years|decades"
_VAGUE = r"(?:several|a few|some|many|a couple of)"
_PARTS = (
    r"most(?:ly)? (?:of|in|at)|some of|part of|(?:two|three|four|five|six|seven|eight|nine|ten|\d+) of|partly"
    r"|\d+ per cent|\d+%"
)
_TABLE = (
    _row(
        r"all (?:of )?(?:the|its|their|his|her)(?= (?!more)\w)|all(?= [a-z]+s\b)|fully|entirely|completely",
        r"all|every\w*|each|entire\w*|full\w*|complete\w*|whole|wholly|altogether|both|total\w*|no(?:body|ne)?"
        r"|any",
        _PARTS,
    ),
    _row(
        r"certainly|definitely|undoubtedly|beyond (?:all )?doubt|confirmed as|proven|conclusively",
        r"certain\w*|definite\w*|doubt\w*|confirm\w*|prove\w*|conclusive\w*|sure|clear\w*",
        r"probabl[ye]|may|might|could|possibl[ye]|likely|suspicious|suspected|believed|thought|alleged\w*"
        r"|supposed",
    ),
    _row(
        r"will(?! (?:be )?(?:able|allowed))",
        r"will|would|shall|going to|(?:is|are|was|were) to|due|set to|plan\w*|expect\w*|must|vow\w*|pledg\w*"
        r"|promis\w*|intend\w*|aim\w*|next|tomorrow|from|until|agree\w*|schedul\w*|to be|\w+ing|should"
        r"|has to|have to",
        r"could|may|might|possibl[ye]|possibility",
    ),
    _row(
        r"in place of|instead of",
        r"instead|in place|rather|replac\w*|not",
        r"on top of|in addition to|as well as",
    ),
    _row(
        r"on top of|in addition to",
        r"on top|addition|as well|also|and|plus",
        r"instead of|in place of|rather than",
    ),
    _row(
        r"at the latest|no later than",
        r"latest|no later|by|deadline|within",
        r"at the earliest|until at least|not before",
    ),
)
_ORDER = re.compile(
    r"\b(?P<end>first|opening|initial|last|final|closing|remaining) (?P<what>(?:\w+ )?[a-z]+s)\b",
    re.IGNORECASE,
)
_OPENING = frozenset({"first", "opening", "initial"})
_LASTING = re.compile(rf"\b{_VAGUE} (?P<unit>{_UNITS})\b", re.IGNORECASE)


def check_degrees(case: Case) -> list[Fact]:
    """Give a fact for every word of how many, how sure or in what order that is at odds with the evidence."""
    text = " ".join(line.text for line in case.lines)
    facts: list[Fact] = []
    for row in _TABLE:
        mine = row.claimed.search(case.claim)
        if mine is None or is_quoted(mine.start(), case) or row.alike.search(text):
            continue
        if mine.group() == "will" and is_hedged(case.claim, mine.start()):
            continue
        if theirs := row.at_odds.search(text):
            facts.append(_at_odds(mine, theirs.group()))
    return facts + _order(case, text) + _lasting(case, text)


def _order(case: Case, text: str) -> list[Fact]:
    """ "The first nine concerts" for "the remaining nine concerts"."""
    stated = [_ends(match) for match in _ORDER.finditer(text)]
    facts: list[Fact] = []
    for mine in _ORDER.finditer(case.claim):
        opens, what = _ends(mine)
        if (not opens, what) in stated and (opens, what) not in stated:
            facts.append(_at_odds(mine, f"{'last' if opens else 'first'} {what}"))
    return facts


def _ends(match: re.Match[str]) -> tuple[bool, str]:
    """Whether the first or the last are named, and the first word of what they are of."""
    return match.group("end").lower() in _OPENING, match.group("what").lower().split()[0]


def _lasting(case: Case, text: str) -> list[Fact]:
    """ "Several weeks" for "several months"."""
    units = {m.group("unit").lower() for m in _LASTING.finditer(text)}
    return [
        _at_odds(mine, f"several {sorted(units)[0]}")
        for mine in _LASTING.finditer(case.claim)
        if units and not re.search(rf"\b{mine.group('unit')[:-1]}", text, re.IGNORECASE)
    ]


def _at_odds(mine: re.Match[str], theirs: str) -> Fact:
    place = (mine.group(), mine.start(), mine.end())
    return fact("word", place, "contradicted", note=f"the evidence says {theirs!r}")
