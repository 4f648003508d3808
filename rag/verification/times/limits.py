"""Whether before, after, since and until, and what qualifies a length of time, agree on both sides."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from rag.verification.figures.finding import find_quantities
from rag.verification.statements.roles import find_verbs
from rag.verification.times.agreement import COARSE, is_ahead, is_turn_of_year, limit_day
from rag.verification.times.mentions import TimeMention, length_qualifier
from rag.verification.times.parts import is_to_date
from rag.verification.words.tokens import sense, stem, tokenize

_LIMITS = {"from": "since", "till": "until", "up to": "until", "through": "until", "by": "until"}
_EARLIEST = re.compile(r"[^,;.]{0,12}\b(?:at the earliest|or later|is the earliest)\b", re.IGNORECASE)


def limits_agree(mine: TimeMention, theirs: TimeMention) -> bool:
    """Before, after, since and until must not be exchanged; since and until not added or dropped."""
    ahead = is_ahead(mine.time, theirs.time)
    mine, theirs = (replace(each, time=replace(each.time, future=ahead)) for each in (mine, theirs))
    limits = (mine.time.limit, theirs.time.limit)
    first, second = (_LIMITS.get(limit or "", limit) for limit in limits)
    if first == second or _is_from(limits) or "between" in {first, second} or _is_first_time(mine, theirs):
        return not _is_day_too_early(mine, theirs)
    if _EARLIEST.match(mine.text, mine.time.end) and second == "before":
        return _is_earliest(mine, theirs, waits=first == "until")
    pair = {first, second}
    if pair == {"until", "before"} and _starts(mine) and _starts(theirs):
        return True
    if _is_too_strict(mine, theirs):
        return False
    if pair in ({None, "until"}, {"until", "before"}) or (None in pair and mine.time.form == "clock"):
        return True
    return _counts_from(mine, theirs, (first, second)) or _is_limited_otherwise(mine, theirs, (first, second))


def _is_from(limits: tuple[str | None, str | None]) -> bool:
    """Whether one of two limits is "from", which may be left out, and the other does not end there."""
    return "from" in limits and not {"until", "till"} & set(limits)


_FIRST = re.compile(
    r"\bfor the first time\b|\bfirst \w+(?:ed|en|ld|de|rd|w|t) (?:on|in|at)\b"
    r"|\bthe first\b[^,;.]* (?:since|in)\b"
)


def _is_first_time(mine: TimeMention, theirs: TimeMention) -> bool:
    """ "Before Saturday it had not erupted for 86 years" for "on Saturday for the first time in 86 years"."""
    if mine.time.limit != "before" or theirs.time.limit is not None:
        return False
    return bool(_FIRST.search(theirs.text) and _DENIES.search(mine.text))


def _is_limited_otherwise(
    mine: TimeMention, theirs: TimeMention, limits: tuple[str | None, str | None]
) -> bool:
    """Whether two times with unlike limits tell the same: "this year" for "before the year is out"."""
    day = theirs.day
    if (end := limit_day(mine.time, day)) is not None and end == limit_day(theirs.time, day):
        return True
    if is_to_date(mine.time, theirs.time, day) or is_turn_of_year(mine.time, theirs):
        return True
    if "-quarter" in (mine.time.text + theirs.time.text).lower() or (_starts(mine) and _starts(theirs)):
        return True
    if _limits_clause(mine, theirs) or _limits_clause(theirs, mine):
        return True
    whole = theirs.time.form == "edge" and mine.time.form in COARSE
    return whole and limits in {(None, "until"), (None, "before")}


def _is_too_strict(mine: TimeMention, theirs: TimeMention) -> bool:
    """ "Before August" for "by the end of August"."""
    day = theirs.day
    end, told = limit_day(mine.time, day), limit_day(theirs.time, day)
    if _starts(mine) and theirs.time.limit in {"until", "till"}:
        return False
    if mine.time.limit != "before" or end is None or told is None or end[0] != told[0]:
        return False
    return end[1] + timedelta(days=7) < told[1]


def _is_day_too_early(mine: TimeMention, theirs: TimeMention) -> bool:
    """ "Before 2022" for "before 2022 is out"."""
    limits = {mine.time.limit, theirs.time.limit}
    return limits == {"before"} and not _starts(mine) and _is_too_strict(mine, theirs)


def _limits_clause(limited: TimeMention, other: TimeMention) -> bool:
    """ "Since Monday" for "since the engine failed on Monday"."""
    if limited.time.limit not in {"since", "until", "before"} or other.time.limit is not None:
        return False
    clause = re.split(r"[,;.]", other.before)[-1][-_REACH:]
    return re.search(rf"\b{limited.time.limit}\b", clause, re.IGNORECASE) is not None


# The date that a change is counted from: "from 815 at the end of May", "the figure in 2010".
_BASE = re.compile(
    r"\b(?:from|than|compared with|against|figure|level|number|total|opened|founded|began|started|built"
    r"|launched|established|introduced|set up|born|joined|elected|appointed|first"
    r"|what \w+ (?:was|were)|as (?:many|much|high|low|large|small) as"
    r"|times as (?:many|much)|(?:twice|half) as (?:many|much))\b[^,;:]{0,24}$",
    re.IGNORECASE,
)
_LAST = re.compile(r"\blast (?:\w+ ){1,3}(?:was|came) (?:in |on )?$", re.IGNORECASE)


def _counts_from(mine: TimeMention, theirs: TimeMention, limits: tuple[str | None, str | None]) -> bool:
    """Whether the side that does not say "since" says in other words that it counts from its date."""
    if "after" in limits and (_last_since(mine, theirs) or _none_since(mine, theirs, limits)):
        return True
    if "since" in limits and (mine.time.form == "past" or "last time" in mine.before.lower()):
        return True
    told = limits == (None, "since") and _WHEN.match(theirs.text, theirs.time.end) is not None
    if told and all(quantity.form == "multiple" for quantity in find_quantities(_clause_of(mine))):
        return True
    if None in limits and "since" in limits and (_closed_since(mine, theirs) or _last_since(mine, theirs)):
        return True
    if limits == (None, "since"):
        return bool(_BASE.search(mine.before) or _LAST.search(mine.before))
    return limits == ("since", None) and bool(_BASE.search(theirs.before))


def _none_since(mine: TimeMention, theirs: TimeMention, limits: tuple[str | None, str | None]) -> bool:
    """ "No visit after May" for "no visit since May": of what has not been, both say the same."""
    pair = set(limits) == {"after", "since"}
    return pair and all(_DENIES.search(_clause_of(each)) for each in (mine, theirs))


_WHEN = re.compile(r", when\b")
_START = re.compile(
    r"\b(?:no|not) (?:earlier|sooner) than (?:in |on |at )?(?:the )?$|\buntil at least (?:the )?$"
    r"|\bonly (?:in|on|at|from|after|by) (?:the )?$",
    re.IGNORECASE,
)
_REACH = 60


def _starts(mention: TimeMention) -> bool:
    """Whether a time is told as the earliest: "not before May", "no earlier than", "at the earliest"."""
    clause = re.split(r"[;.]|, ", mention.before)[-1][-_REACH:]
    if mention.time.limit in {"before", "until", "till"} and _DENIES.search(clause):
        return True
    if mention.time.limit == "before" and _DOUBTS.search(mention.before[-_REACH:]):
        return True
    return bool(_START.search(mention.before) or _EARLIEST.match(mention.text, mention.time.end))


def _is_earliest(mine: TimeMention, theirs: TimeMention, *, waits: bool) -> bool:
    """ "On Saturday at the earliest" for "not before Saturday"; `waits` where it is "until Saturday"."""
    if not waits:
        return _starts(theirs) or bool(_DENIES.search(theirs.text))
    return _starts(theirs) and bool(_DENIES.search(mine.before) or _waits(mine, theirs))


# What lasts until the day before which something is not done.
_WAITS = re.compile(
    r"\b(?:(?:wait|clos|shut|idle|sideline|suspend|halt|stopp|bann|barr|postpone|delay)\w*"
    r"|out|off|away|without|unable|grounded|mothballed|excluded|evacuated|on hold)\b",
    re.IGNORECASE,
)


def _waits(mine: TimeMention, theirs: TimeMention) -> bool:
    """ "Have to wait until Saturday", "stay shut until Saturday"; not where that itself is still to come."""
    words = {match.group().lower()[:4] for match in _WAITS.finditer(mine.before[-_REACH:])}
    return bool(words) and not any(re.search(rf"\b{word}", theirs.text, re.IGNORECASE) for word in words)


_DENIES = re.compile(
    r"\b(?:not|never|no|nobody|no-one|none|nothing|neither|nor|cannot)\b|n['’]t\b", re.IGNORECASE
)
# What says no of a time before another: "unlikely to open before May", "barred from racing before May".
_DOUBTS = re.compile(
    _DENIES.pattern
    + r"|\b(?:unlikely|hardly|scarcely|doubt\w*|unable|unwilling|impossible|too (?:soon|early)"
    r"|(?:barred|banned|forbidden|prohibited|prevented|stopped) from|refus\w+|rul\w+ out)\b",
    re.IGNORECASE,
)
_EVER_SINCE = re.compile(r"\b(?:ever since|since then|(?:has|have) since)\b")
_LAST_TIME = re.compile(r"\b(?:last|latest|final|most recent(?:ly)?)\b", re.IGNORECASE)
# The clause that says what has lasted since then: "which has been shut", "it had not blasted there".
_STATE = re.compile(
    r"\b(?:(?:has|have|had|is|are|was|were)(?: \w+ly)?(?: been)? |(?=(?:missing|extinct)\b))"
    r"(?P<state>\w+(?: [\w'’-]+){0,6})"
)
_CLAUSE = re.compile(r"[,;:]|\b(?:which|that(?= (?:ha[sd]|have|is|was|it|he|she|they)\b)|who|and|but)\b")


def _closed_since(mine: TimeMention, theirs: TimeMention) -> bool:
    """ "Closed on 8 February" for "has been closed since 8 February", where nothing is counted."""
    since, other = (mine, theirs) if mine.time.limit == "since" else (theirs, mine)
    clause, began = _clause_of(since), _clause_of(other)
    near = {sense(token.stem) for token in tokenize(began)[-_STATE_REACH:]}
    if denials := _NO_LONGER.findall(clause):
        return len(denials) == 1 and bool(near & _STOPS)
    if since is mine and (_is_new_state(clause, began) or _is_begun(clause, began)):
        return True
    state = _STATE.search(clause)
    if state is None:
        return False
    words = [sense(token.stem) for token in tokenize(state.group("state")) if token.is_content]
    if words and near & _STARTS.get(words[0], frozenset()):
        return True
    return bool(near & set(words)) and not find_quantities(clause) and not find_quantities(began)


_IS_SINCE = re.compile(
    r"\b(?:has|have|had) been (?:back |once more |again )?"
    r"(?:in|on|off|out|without|under|at|with|away|back)\b(?! talks)|\bin (?:effect|force|place|office)\b"
)


def _is_new_state(clause: str, began: str) -> bool:
    """ "Has been back in its hands since Sunday" for "was retaken on Sunday": what was done on that day."""
    verbs = [token.text.lower() for token in find_verbs(began)]
    told = bool(verbs) and verbs[-1] not in _SAYING and sense(stem(verbs[-1])) not in _STOPS
    return bool(_IS_SINCE.search(clause)) and told and not find_quantities(clause)


# States that last, each with what begins them.
_BEGUN = tuple(
    (re.compile(rf"\b(?:{state})\b"), re.compile(rf"\b(?:{begins})\b"))
    for state, begins in (
        (
            r"(?:in|at) (?:charge|power|command|(?:the|its|his|her) (?:job|post|role|chair|helm))",
            r"took (?:over|charge|power|command|the|up)|taken over|became|appointed|elected|named|installed"
            r"|promoted|hired|succeeded|replaced|sworn in|came (?:to power|in)|won|joined|seized|began",
        ),
        (
            r"in (?:business|existence|operation|service|use)",
            r"founded|opened|established|launched|built|set up|created|introduced|unveiled|started|began",
        ),
    )
)


def _is_begun(clause: str, began: str) -> bool:
    """ "In charge since July" for "took over in July"."""
    return any(state.search(clause) and begins.search(began) for state, begins in _BEGUN)


_SAYING = frozenset("said told announced reported warned confirmed added held met".split())


def _clause_of(mention: TimeMention) -> str:
    """The words of a time's clause that stand before it, or after it where it opens the clause."""
    clause = _CLAUSE.split(re.sub(r"(?i)(?:since|in|on)(?: the)? $", "", mention.before))[-1]
    return clause if clause.strip() else _CLAUSE.split(mention.text[mention.time.end :])[0]


_STATE_REACH = 10
_NO_LONGER = re.compile(r"\b(?:not|no longer|no one|nobody|nothing|none|never)\b|n['’]t\b", re.IGNORECASE)
# What begins a state that lasts, and what ends one.
_STARTS = {
    sense(stem(state)): frozenset(sense(stem(word)) for word in words.split())
    for state, words in (
        ("open", "opened"), ("shut", "closed shut"), ("run", "took became started"),
        ("led", "took became elected"), ("lead", "took became elected"),
        ("chair", "became elected"), ("head", "became took appointed"), ("stood", "set dated"),
        ("belonged", "set won took bought"), ("held", "set won took became"), ("owned", "bought took"),
        ("worked", "joined hired"), ("lived", "moved settled"), ("miss", "disappeared vanished lost stolen"),
        ("extinct", "died"),
    )
}  # fmt: skip
_STOPS = frozenset(
    sense(stem(word))
    for word in "stopped ended ceased gave left quit halted suspended banned barred closed shut withdrew lost"
    " resigned retired sacked fired dismissed ousted dropped removed abandoned cancelled forbidden".split()
)


def _last_since(mine: TimeMention, theirs: TimeMention) -> bool:
    """ "Has not shown since 1998" for "showed for the last time in 1998", and the reverse."""
    since, other = (mine, theirs) if mine.time.limit in {"since", "after"} else (theirs, mine)
    if (
        other is theirs
        and _EVER_SINCE.search(other.text, other.time.end)
        and not find_quantities(mine.before)
    ):
        return True
    return bool(_DENIES.search(since.before) and _LAST_TIME.search(other.before))


def lengths_agree(mine: TimeMention, theirs: TimeMention) -> bool:
    """ "More than three weeks ago" is not "exactly three weeks ago"."""
    if mine.time.form == "clock":
        if mine.time.limit and mine.time.limit == theirs.time.limit:
            return True
        qualifiers = {length_qualifier(mine), length_qualifier(theirs)}
        return len(qualifiers) == 1 or qualifiers.isdisjoint({"more", "fewer", "at_least", "at_most"})
    if None in {mine.time.get("n"), theirs.time.get("n")}:
        return True
    first, second = (length_qualifier(mention) for mention in (mine, theirs))
    return first == second
