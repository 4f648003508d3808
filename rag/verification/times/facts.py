"""Checks the dates, periods and times of a claim against those of its evidence."""

from __future__ import annotations

import re
from dataclasses import replace

from rag.types import Fact
from rag.verification.alignment import closeness, misbound
from rag.verification.case import Case, Line, before, fact
from rag.verification.figures.finding import find_quantities
from rag.verification.figures.quantities import Quantity
from rag.verification.figures.values import same_value
from rag.verification.statements.roles import find_verbs
from rag.verification.times.agreement import is_same_time
from rag.verification.times.anchoring import days_of
from rag.verification.times.dates import Days, day_of
from rag.verification.times.finding import TimeExpression, find_times
from rag.verification.times.in_passing import said_in_passing
from rag.verification.times.inferred import step_of
from rag.verification.times.limits import lengths_agree, limits_agree
from rag.verification.times.mentions import WEEKDAY, TimeMention, are_comparable, times_of
from rag.verification.times.otherwise import date_fact, place_of, said_otherwise
from rag.verification.times.tense import is_past
from rag.verification.words.tokens import sense, stem


def check_times(case: Case) -> list[Fact]:
    """Give a fact for every date, period and time of day of a claim."""
    claimed = times_of(case.claim, None)
    found = [mention for line in case.lines for mention in times_of(line.text, line)]
    scores = [[closeness(mine.near, theirs.near, turned=True) for theirs in found] for mine in claimed]
    return [
        _check(index, claimed, found, scores, case)
        for index, mine in enumerate(claimed)
        if mine.time.form != "vague"
        and not any(start <= mine.time.start and mine.time.end <= end for start, end in case.quoted)
    ]


def _check(
    index: int, claimed: list[TimeMention], found: list[TimeMention], scores: list[list[float]], case: Case
) -> Fact:
    mine = claimed[index]
    told_by = _told_by_another(mine, claimed, case)
    same = [j for j, theirs in enumerate(found) if not told_by and is_same_time(mine.time, theirs, mine.text)]
    if not same:
        return (
            said_otherwise(mine, found, case)
            or said_in_passing(mine, found, case)
            or _unmatched(mine, claimed, found, scores[index], case)
        )
    theirs = found[max(same, key=lambda j: (limits_agree(mine, found[j]), scores[index][j]))]
    if not limits_agree(mine, theirs) or not lengths_agree(mine, theirs):
        told = f"{theirs.time.limit or ''} {theirs.time.text}".strip()
        return date_fact(mine, "contradicted", theirs, note=f"the evidence says {told!r}")
    if all(_is_done_too_early(mine, found[j]) for j in same):
        return date_fact(mine, "contradicted", theirs, note="the evidence says it is still to come")
    own = [found[j] for j in same]
    taken = (
        _taken(mine, own, found)
        or _taken_by_figure(mine, own, found)
        or _is_of_saying(mine, own, found, claimed)
    )
    if taken is not None:
        note = f"there the evidence has {taken.time.text!r}"
        inferred = said_otherwise(mine, [taken], case) if step_of(mine.time) else None
        return inferred or date_fact(mine, "contradicted", taken, note=note)
    other = misbound(
        index,
        scores,
        lambda i, j: is_same_time(claimed[i].time, found[j], case.claim),
        lambda i, j: _could_be(claimed[i], found[j], claimed),
    )
    if other is not None and not any(_is_kept(mine, each, claimed) for each in own):
        note = f"here the evidence has {found[other].time.text!r}"
        return date_fact(mine, "contradicted", found[other], note=note)
    return date_fact(mine, "matched", theirs)


_SAID = re.compile(
    r"\b(?:said|says|told \w+|announced|reported|warned|confirmed|added)(?: (?:late|early))?(?: on| in)? $"
)


def _is_kept(mine: TimeMention, theirs: TimeMention, claimed: list[TimeMention]) -> bool:
    """Whether a time stands by what it stands by in the evidence: "said on Monday", "4,700 on Saturday"."""
    if _SAID.search(mine.before) and _SAID.search(theirs.before):
        return True
    figure = _figure_before(theirs)
    return (
        figure is not None
        and len(claimed) == 1
        and any(same_value(figure, other) for other in find_quantities(mine.text))
    )


def _could_be(mine: TimeMention, theirs: TimeMention, claimed: list[TimeMention]) -> bool:
    """Whether a time of the evidence could stand in the place of the claim's: no past one for one ahead."""
    if not are_comparable(mine.time, theirs.time) or _is_dateline(theirs) or _is_of_other_size(mine, theirs):
        return False
    day = theirs.day
    own, told = days_of(mine.time, day), days_of(theirs.time, day)
    if day is None or own is None or told is None or not told.end < day < own.start:
        return True
    return any(is_same_time(other.time, theirs, other.text) for other in claimed)


_SIZES = (
    frozenset({"weekday", "day_month", "month_day", "today", "neighbour"}),
    frozenset({"month", "month_year", "season", "quarter"}),
    frozenset({"year", "decade", "century"}),
)


def _is_of_other_size(mine: TimeMention, theirs: TimeMention) -> bool:
    """Whether one of two times is a day and the other a year: "on Monday" never stands for "in 1971"."""
    sizes = [
        next((n for n, size in enumerate(_SIZES) if each.time.form in size), None) for each in (mine, theirs)
    ]
    return None not in sizes and sizes[0] != sizes[1]


def _told_by_another(mine: TimeMention, claimed: list[TimeMention], case: Case) -> bool:
    """Whether "the previous quarter" stands beside a first quarter, from which it is then told."""
    day = next((day_of(line.published) for line in case.lines), None)
    days = days_of(mine.time, day) if step_of(mine.time) and not mine.time.get("n") else None
    return days is not None and any(days_of(o.time, day) == days for o in claimed if o is not mine)


_PRESENT_PASSIVE = re.compile(r"\b(?:is|are|be|being) \w+ (?:(?:on|in|at|from|this) )?(?:the )?$")
_WORD_BEFORE = re.compile(r"(\w+) (?:(?:on|in|at|from|this) )?(?:the )?$")


def _is_done_too_early(mine: TimeMention, theirs: TimeMention) -> bool:
    """ "Opened on 4 October" for "opens on 4 October", which is still to come."""
    words = [match.group(1) for each in (mine, theirs) if (match := _WORD_BEFORE.search(each.before))]
    if len(words) < 2 or mine.time.future or not theirs.time.future or "would" in mine.before:
        return False
    done, ahead = (word.lower() for word in words)
    if _PRESENT_PASSIVE.search(mine.before):
        return False
    return is_past(done) and not is_past(ahead) and sense(stem(done)) == sense(stem(ahead))


def _taken(mine: TimeMention, same: list[TimeMention], found: list[TimeMention]) -> TimeMention | None:
    """Another date of the evidence that has the verb of the claim's date."""
    verb = _verb_before(mine)
    stated = {_verb_before(theirs) for theirs in same}
    if verb is None or None in stated or verb in stated:
        return None
    others = [
        o for o in found if o not in same and are_comparable(mine.time, o.time) and _verb_before(o) == verb
    ]
    return others[0] if others else None


_STARTING = re.compile(r"^(?:start|begin|open|end|clos|resum)\w*ing$", re.IGNORECASE)
_DAYS = frozenset({"weekday", "day_month", "month_day"})


def _is_of_saying(
    mine: TimeMention, same: list[TimeMention], found: list[TimeMention], claimed: list[TimeMention]
) -> TimeMention | None:
    """The date of what "began on Thursday" in the claim, where the evidence only has "said on Thursday"."""
    verb = _WORD_BEFORE.search(mine.before)
    if mine.time.form not in _DAYS or verb is None or _SAID.search(mine.before):
        return None
    if not is_past(verb.group(1).lower()) and not _STARTING.search(verb.group(1)):
        return None
    if not all(re.search(r"\bsaid (?:on )?$", theirs.before) for theirs in same):
        return None
    told = [*same, *(o for o in found if any(is_same_time(c.time, o, c.text) for c in claimed))]
    others = (o for o in found if o not in told and o.time.form in _DAYS)
    return next((other for other in others if not _is_dateline(other)), None)


def _taken_by_figure(
    mine: TimeMention, same: list[TimeMention], found: list[TimeMention]
) -> TimeMention | None:
    """Another date of the evidence that stands right after the figure of this one: "2.9% in April"."""
    figure = _figure_before(mine)
    stated = [_figure_before(theirs) for theirs in same]
    if figure is None or any(other is None or same_value(figure, other) for other in stated):
        return None
    for theirs in found:
        other = (
            _figure_before(theirs) if theirs not in same and are_comparable(mine.time, theirs.time) else None
        )
        if other is not None and same_value(figure, other):
            return theirs
    return None


_LINK = re.compile(r" (?:in|on|for|at|during|since|until|by)?(?: the)? ?")


def _figure_before(mention: TimeMention) -> Quantity | None:
    """The figure that stands right before a time: "2.9% in April"."""
    before = [q for q in find_quantities(mention.text) if q.end < mention.time.start and q.form == "number"]
    if not before or not _LINK.fullmatch(mention.text[before[-1].end : mention.time.start]):
        return None
    return before[-1]


_NEAR = 10


def _verb_before(mention: TimeMention) -> str | None:
    """The sense of the verb that ends just before a time."""
    near = range(mention.time.start - _NEAR, mention.time.start + 1)
    verbs = [token for token in find_verbs(mention.text) if token.end in near and token.text.islower()]
    return sense(verbs[-1].stem) if verbs else None


_DATELINE = re.compile(r"[A-Z][A-Z'’. -]+,? [^—–()\n]{0,30}?(?:—|–|--)")


def _is_dateline(mention: TimeMention) -> bool:
    """Whether a time stands in the dateline that opens an article: "OSLO, 4 May -- "."""
    return bool(_DATELINE.match(mention.text[: mention.time.end + 4])) and mention.time.start < 40


_ABSOLUTE = frozenset({"iso", "day_month", "month_day", "days_month", "month_days", "month_year", "year"})


_COMPARED = re.compile(r"\b(?:than|as|from|since|compared with|against) (?:\w+ ){0,2}$")


def _has_its_own(theirs: TimeMention, mine: TimeMention, claimed: list[TimeMention]) -> bool:
    """Whether a time of the evidence is not in the place of the claim's: another has it, or it compares."""
    others = (other for other in claimed if other is not mine)
    if any(is_same_time(other.time, theirs, other.text) for other in others):
        return True
    return bool(_COMPARED.search(theirs.before)) and (
        not _COMPARED.search(mine.before) or _is_present(mine.time)
    )


def _is_in_place(mine: TimeMention, theirs: TimeMention) -> bool:
    """Whether a time of the evidence has the form, the limit and the words before it of the claim's."""
    if mine.time.form != theirs.time.form or mine.time.limit != theirs.time.limit:
        return False
    return mine.time.limit is not None and mine.before.split()[-2:] == theirs.before.split()[-2:]


def _unmatched(
    mine: TimeMention, claimed: list[TimeMention], found: list[TimeMention], scores: list[float], case: Case
) -> Fact:
    """The fact of a time that no time of the evidence is: said otherwise, from the context, or wrong."""
    known = next(((line, note) for line in case.lines if (note := _in_context(mine.time, line))), None)
    is_dated = known and mine.time.form in _ABSOLUTE and not WEEKDAY.search(mine.time.text)
    rivals = [j for j, theirs in enumerate(found) if are_comparable(mine.time, theirs.time)]
    if known:
        rivals = [j for j in rivals if not _has_its_own(found[j], mine, claimed)]
    if rivals and not (is_dated and not any(_is_in_place(mine, found[j]) for j in rivals)):
        theirs = found[max(rivals, key=lambda j: scores[j])]
        return date_fact(mine, "contradicted", theirs, note=f"the evidence says {theirs.time.text!r}")
    if known:
        line, note = known
        return fact("date", place_of(mine), "matched", line=line, note=note)
    return fact("date", place_of(mine), "missing", note="no such date in the cited text")


def _as_ahead(time: TimeExpression, other: TimeExpression) -> TimeExpression:
    """A day of the week, to come or past as another is said to be."""
    return replace(time, future=other.future) if time.form == other.form == "weekday" else time


def _is_present(time: TimeExpression) -> bool:
    """ "This year", of the article."""
    return time.form == "unit" and time.get("which") in {"this", "current"} and time.text[0].lower() in "tc"


def _in_context(time: TimeExpression, line: Line) -> str | None:
    """A date may come from the sentences before, the dateline or the publication date."""
    day = day_of(line.published)
    days = days_of(time, day)
    if days is None and _is_present(time):
        return "the date of the article"
    if time.form == "clock" or days is None:
        return None
    if day is not None and (days == Days(day, day) or _is_present(time)):
        return "the date of the article"
    for other in find_times(before(line)):
        if other.form != "clock" and days in (days_of(other, day), days_of(_as_ahead(other, time), day)):
            return "from the sentences before"
    return None
