"""Tells what a figure is among the others of its sentence: total, part, before, after or change."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from rag.verification.figures.quantities import Quantity
from rag.verification.words.segments import Segment
from rag.verification.words.tokens import sense, tokenize

Role = Literal["plain", "total", "part", "before", "after", "change", "expected"]
_PART = re.compile(r"\b(?:including|among (?:them|whom)|of (?:whom|which|those|them))\b", re.IGNORECASE)
_PART_AFTER = re.compile(r"^\s+of (?:them|these|those|whom|which|the [a-z]+ed)\b", re.IGNORECASE)
_SHARE_OF = re.compile(
    r"^(?: (?!of\b)[a-z]+){0,2} (?:out )?of (?:the |its |their |his |her |these |those |all |some "
    r"|about |nearly |[\w-]+['’]s? )*\d",
    re.IGNORECASE,
)
_OF_WHOLE = re.compile(
    r"(?:^|[,;—–]\s*|\b(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty|\w+ty-\w+|half|most|thirds?|quarters?)"
    r"(?: (?!of\b)[a-z]+)?\s(?:out )?|\bfor )of (?:the |its |their |his |her |these |those |all "
    r"|last |[\w-]+['’]s? )*$",
    re.IGNORECASE,
)
TOTAL = re.compile(
    r"\b(?:total(?:ling|ing|led|ed)?|in all|altogether|overall|combined|toll)\b", re.IGNORECASE
)
_BEFORE = re.compile(
    r"\b(?:(?:up from|down from|compared (?:with|to)|against|from|instead of|rather than"
    r"|previous(?:ly)?|earlier"
    r"|prior|normal(?:ly)?|usual(?:ly)?|original(?:ly)?|initial(?:ly)?|used to"
    r"|first (?=[a-z]+ed))\s*(?:\w+\s){0,3}"
    r"|(?:had|has|have|was|were) (?:earlier|previously|originally|initially) (?:[\w'’]+\s){1,8}"
    r"|ago (?:[\w'’]+\s){0,8})$",
    re.IGNORECASE,
)
# "Met from a $2m reserve": where it comes from, and no earlier level.
_FROM_A = re.compile(r"(?<!up )(?<!down )\bfrom an? $", re.IGNORECASE)
_NOUN_NEXT = re.compile(r" (?!(?:to|in|a|an|at|on|the|last|this|per|and|or|before|when|earlier|ago)\b)[a-z]+")
_TO = re.compile(r"\d\S* to $|(?:one|two|three|four|five|six|seven|eight|nine|ten|\w+teen|\w+ty) to $")
_BEFORE_AFTER = re.compile(
    r"^ (?:in )?the (?:previous|preceding) (?:week|month|quarter|year|season)\b"
    r"|^[^,;.]{0,24}\b(?:before that|before then|previously|beforehand|earlier(?! than)|before(?=[.,;]|$))\b",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"\b(?:(?:increase|rise|fall|drop|cut|decrease|growth|decline|reduction|gain|loss|jump) of"
    r"|another|a further|an additional|an extra)\s*(?:(?:about|around|some|at least|more than|nearly)\s)?$",
    re.IGNORECASE,
)
# What something can hold, or was first thought to come to, beside what it does.
_MADE_FOR = re.compile(
    r"\b(?:(?:built|designed|meant|intended|equipped) (?:for|to (?:hold|house|take|seat|shelter))"
    r"|(?:room|capacity|space) (?:for|of)|original (?:estimate|forecast|budget) of"
    r"|(?:first|originally|initially) (?:expected|estimated|forecast|budgeted|thought|meant|planned"
    r"|[a-z]+ed(?= at\b))"
    r"(?: (?:at|to [a-z]+))?)\s"
    r"(?:(?:about|around|some|at least|more than|nearly|only|just|up to|no more than)\s)*$",
    re.IGNORECASE,
)
_MOVE_OF = re.compile(
    r"\b(?:increase|rise|fall|drop|decrease|decline|reduction|jump) of\s*"
    r"(?:(?:about|around|some|at least|more than|nearly)\s)?$",
    re.IGNORECASE,
)
# "Up 18% from a year earlier": by how much.
_UP_OR_DOWN = re.compile(
    r"(?<!made )(?<!make )(?<!makes )(?<!making )\b(?:up|down) "
    r"(?:(?:about|around|some|at least|more than|nearly) )?$",
    re.IGNORECASE,
)
_BY = re.compile(r"\bby\s*(?:(?:about|around|some|at least|more than|nearly|a)\s)?$", re.IGNORECASE)
_COMPARED = re.compile(
    r"^(?: [a-z]+){0,2} (?:more|less|fewer|higher|lower|larger|smaller|longer|shorter|older"
    r"|younger|heavier|lighter|earlier|later|sooner|hotter|colder|warmer|cooler|dearer|cheaper|faster"
    r"|slower|deeper|taller|wider)"
    r"(?: [a-z]+){0,2} than\b(?! (?:the )?[\d$£€])|^ (?:down|up) on\b",
    re.IGNORECASE,
)
_CHANGE_AFTER = re.compile(
    r"^\s(?:more|additional|extra|further"
    r"|(?:less|fewer|lower|higher|behind|ahead|short|adrift)(?=[,.;]|$| (?:at|on|by|in|to)\b)"
    r"|down(?=[,.;]|$| (?:at|in)\b)"
    r"|(?:dearer|cheaper|heavier|lighter|taller|longer|shorter|larger|smaller)(?=[,.;]|$)"
    r"|(?:[a-z]+ )?(?:short(?: of)?|too (?:many|few|much)|ahead of|behind|clear of)"
    r"|(?:above|below) (?:normal|average|usual))\b",
    re.IGNORECASE,
)
_MARGIN = re.compile(
    r"\b(?:beat(?:ing)?|won|win(?:ning)?|los(?:t|ing)|defeat(?:ed|ing)|led|leading|miss(?:ed|ing)|exceed(?:ed|ing)"
    r"|outnumber(?:ed|ing)|trail(?:ed|ing)|edged|outsold|overshot)"
    r"(?:(?! by )[^,;]){0,40} by (?:(?:about|around|some|at least|more than|nearly|a)\s)?$",
    re.IGNORECASE,
)
# "A one-third fall", "the 4% rise in fares", and not "a 4% rise was".
_MOVE_NEXT = re.compile(
    r"[\s-](?:increase|rise|fall|drop|decrease|decline|reduction|jump|slump|surge|cut|growth)\b",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\b(?:to|at)\s*(?:(?:about|around|some|at least|more than|nearly|just|a|record|over)\s)*$", re.IGNORECASE
)
_MOVE = frozenset(
    {
        "rise",
        "fall",
        "raise",
        "cut",
        "grow",
        "double",
        "widen",
        "narrow",
        "lengthen",
        "shorten",
        "swell",
        "expand",
        "enlarg",
        "extend",
        "up",
        "down",
    }
)
WINDOW = 48


def role_of(sentence: str, quantity: Quantity, segment: Segment) -> Role:
    """What a figure is to the others of its sentence: a part, a total, a change, before or after it."""
    before = sentence[segment.start : quantity.qualifier_start]
    near, rest = before[-WINDOW:], sentence[quantity.end :]
    after = sentence[quantity.end : segment.end]
    whole = _OF_WHOLE.search(sentence[: quantity.qualifier_start])
    moved = any(sense(token.stem) in _MOVE for token in tokenize(sentence) if token.end <= quantity.start)
    rules: tuple[tuple[Role, object], ...] = (
        ("expected", _MADE_FOR.search(near)),
        ("part", _PART.search(before) or _PART_AFTER.match(rest) or _SHARE_OF.match(rest)),
        ("total", whole or TOTAL.search(near) or TOTAL.search(after[:WINDOW])),
        (
            "change",
            _COMPARED.match(after)
            or _MARGIN.search(near)
            or _MOVE_OF.search(near)
            or (_is_share(quantity) and (_MOVE_NEXT.match(rest) or _UP_OR_DOWN.search(near)))
            or ((moved or quantity.unit) and _BY.search(near)),
        ),
        ("before", _is_before(near, rest) or _BEFORE_AFTER.match(after)),
        ("change", _CHANGE.search(near) or _CHANGE_AFTER.match(after)),
        ("after", moved and _AFTER.search(near) and not near.endswith(", at ")),
    )
    for role, applies in rules:
        if applies:
            return role
    return "plain"


def _is_share(quantity: Quantity) -> bool:
    return quantity.form == "fraction" or quantity.unit in {"percent", "point"}


def _is_before(near: str, rest: str) -> bool:
    """Whether the words before a figure make it an earlier level: "from 12", not "from Lund rose 12"."""
    cue = _BEFORE.search(near)
    if cue is None or _TO.search(near) or (_FROM_A.search(near) and _NOUN_NEXT.match(rest)):
        return False
    return not any(sense(token.stem) in _MOVE for token in tokenize(near[cue.start() :])[1:])


def with_totals(roles: Sequence[Role]) -> list[Role]:
    """A plain figure with a part after it, and no other plain figure between, is their total."""
    named = list(roles)
    for index, role in enumerate(roles):
        earlier = [at for at in range(index) if roles[at] == "plain"]
        if role == "part" and earlier and "total" not in named:
            named[earlier[-1]] = "total"
    return named


_EXPECTED = re.compile(
    r"\b(?:expect\w*|forecast\w*|predict\w*|pencill?ed|target\w*|projected|projections?|goals? of|consensus"
    r"|anticipated|guide price|asking price|(?:the|its|their|an?) (?:\w+ )?estimate[sd]?|estimates"
    r"|budgeted|hoped|(?<=\d )to win|chas(?:e[ds]?|e of|ing)(?= (?:a )?\d+\b(?! [a-z]+s\b)))\b",
    re.IGNORECASE,
)
_CLAUSE_APART = 200
_NOW = re.compile(r"\b(?:now|currently|already|actual(?:ly)?|so far)\s(?:\w+\s)?$", re.IGNORECASE)
_CLAUSE_END = re.compile(
    r"[,;:—]|\b(?:when|while|but|although|though|whereas|than|against|compared|after|where|with|which|and)\b",
    re.IGNORECASE,
)


def with_expected(sentence: str, quantities: Sequence[Quantity], roles: Sequence[Role]) -> list[Role]:
    """Marks what was only expected: the figures in the clause of a word that says so, or nearest to it."""
    named = list(roles)
    for match in _EXPECTED.finditer(sentence) if quantities else ():
        far = [_distance(sentence, quantity, match.span()) for quantity in quantities]
        for at, distance in enumerate(far):
            told = distance == min(far) or max(distance, min(far)) < _CLAUSE_APART
            now = _NOW.search(sentence[: quantities[at].qualifier_start])
            if told and not now and named[at] in {"plain", "change"} and quantities[at].form != "ordinal":
                named[at] = "expected"
    return named


def _distance(sentence: str, quantity: Quantity, place: tuple[int, int]) -> int:
    """How far a figure is from a word: the clauses between count more than the characters."""
    start, end = place
    between = (end, quantity.qualifier_start) if end <= quantity.start else (quantity.end, start)
    if between[0] >= between[1]:
        return 0
    cuts = len(_CLAUSE_END.findall(sentence[between[0] : between[1]]))
    return _CLAUSE_APART * cuts + between[1] - between[0]
