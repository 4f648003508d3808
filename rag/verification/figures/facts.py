"""Checks the figures of a claim against those of its evidence: value, unit, qualifier and binding."""

from __future__ import annotations

import re
from dataclasses import replace

from rag.types import Fact
from rag.verification.alignment import misbound
from rag.verification.case import Case
from rag.verification.figures.at_home import has_its_bound, is_figure_at_home, is_in_contrast, is_paired
from rag.verification.figures.binding import clause_constraints
from rag.verification.figures.clashes import clash_of
from rag.verification.figures.derived_facts import derive
from rag.verification.figures.directions import way_of
from rag.verification.figures.finding import find_quantities
from rag.verification.figures.holders import have_same_figures
from rag.verification.figures.impossible import check_possible
from rag.verification.figures.in_words import check_multiples, is_inside, one_in_words
from rag.verification.figures.mentions import (
    HAS,
    SAYS,
    Mention,
    are_comparable,
    are_far_apart,
    closeness_of,
    figure_fact,
    is_group,
    mentions_of,
    shown,
)
from rag.verification.figures.outside import told_before
from rag.verification.figures.partition import is_reckoned
from rag.verification.figures.patterns import UNIT_WORDS
from rag.verification.figures.qualifiers import are_opposite, is_end, may_agree
from rag.verification.figures.ranges import NOUN_NEXT
from rag.verification.figures.rates import rate_of
from rag.verification.figures.retold import (
    is_on_side,
    is_reversed,
    is_told_otherwise,
    is_winning_share,
    side_of_vote,
    vote_of,
)
from rag.verification.figures.rows import told_by_row
from rag.verification.figures.siblings import told_by_birth
from rag.verification.figures.values import in_unit, is_near, is_rounded, is_some_of, same_value
from rag.verification.times.dates import UNITS

_UNIT_LATER = re.compile(r" [a-z\d]+-[a-z]+ (?P<unit>[a-z]+)\b")  # "four ten-hour days"
_PLURAL = re.compile(r"\b[a-z]+s\b")


def check_figures(case: Case) -> list[Fact]:
    """Give a fact for every figure of a claim."""
    claimed = [_asked_period(mention, case) for mention in mentions_of(case.claim, None)]
    found = [mention for line in case.lines for mention in mentions_of(line.text, line)]
    scores = [[closeness_of(mine, theirs) for theirs in found] for mine in claimed]
    return [
        told_by_birth(mention, case) or _check(index, claimed, found, scores, case)
        for index, mention in enumerate(claimed)
        if not is_inside(mention.quantity, case.quoted)
    ] + [*check_multiples(case), *check_possible(case)]


def _equal(mine: Mention, theirs: Mention, claimed: list[Mention]) -> bool:
    """The same value, or one end of a range of which the claim gives the other end too."""
    if (
        same_value(mine.quantity, theirs.quantity)
        or _is_without_unit(mine, theirs)
        or is_told_otherwise(mine, theirs)
    ):
        return True
    own = in_unit(mine.quantity, theirs.quantity.unit)
    low, high = theirs.quantity.value, theirs.quantity.high
    if high is None or own.unit not in {"", theirs.quantity.unit}:
        return False
    if is_end(own, theirs.quantity):
        return True
    if is_on_side(mine, theirs) is False:
        return False
    values = [mention.quantity.value for mention in claimed]
    both = low in values and high in values and values.index(low) + 1 == values.index(high)
    return both and mine.quantity.value in {low, high}


def _is_without_unit(mine: Mention, theirs: Mention) -> bool:
    """The same figure, its unit left out beside another that has it: "660,000 tonnes of 1.3 million"."""
    bare, full = (mine, theirs) if theirs.quantity.unit else (theirs, mine)
    if (
        bare.quantity.unit
        or full.quantity.unit in {"", "percent", "point", "age", "magnitude"}
        or bare.quantity.form != "number"
        or bare.quantity.high
        or is_group(bare)
    ):
        return False
    if NOUN_NEXT.match(bare.text, bare.quantity.end):
        later = _UNIT_LATER.match(bare.text, bare.quantity.end)
        named = UNIT_WORDS.get(later.group("unit")) if later else None
        return named == full.quantity.unit and same_value(bare.quantity, replace(full.quantity, unit=""))
    units = {q.unit for q in find_quantities(bare.text) if q.unit not in UNITS}
    units |= {UNIT_WORDS.get(word, "") for word in _PLURAL.findall(bare.text)}
    return full.quantity.unit in units and same_value(bare.quantity, replace(full.quantity, unit=""))


def _asked_period(mention: Mention, case: Case) -> Mention:
    """A figure without a period of its own answers for the period of its question."""
    asked = case.asked
    if (
        asked is None
        or mention.bound.period
        or len(asked.periods) != 1
        or asked.kind not in {"number", "money", "percent"}
    ):
        return mention
    if any(figure.period for figure in clause_constraints(case.claim)):
        return mention
    return replace(mention, bound=replace(mention.bound, period=asked.periods[0]))


def _check(
    index: int, claimed: list[Mention], found: list[Mention], scores: list[list[float]], case: Case
) -> Fact:
    mine = claimed[index]
    equal = [j for j, theirs in enumerate(found) if _equal(mine, theirs, claimed)]
    if not equal:
        return _unequal(index, mine, found, scores, case)
    agreeing = [j for j in equal if may_agree(mine, found[j], case)]
    if not agreeing:
        theirs = found[max(equal, key=lambda j: scores[index][j])]
        if mine.quantity.form == "fraction" and (in_words := told_by_row(mine, found, case)):
            return in_words
        return _stated(mine, theirs, otherwise=are_opposite(mine, theirs))
    here = [found[j] for j in agreeing]
    clash = clash_of(mine, here, found, claimed)
    if clash is not None:
        return clash
    other = misbound(
        index,
        scores,
        lambda i, j: (
            _equal(claimed[i], found[j], claimed) or is_rounded(claimed[i].quantity, found[j].quantity)
        ),
        lambda i, j: (
            claimed[i].quantity.unit == found[j].quantity.unit
            and are_comparable(claimed[i], found[j])
            and not are_far_apart(claimed[i], found[j])
        ),
    )
    if (
        other is not None
        and mine.quantity.form != "ordinal"
        and not is_figure_at_home(mine, here, found[other])
        and not is_reckoned(mine, here, found[other])
        and not has_its_bound(mine, here, found[other], claimed)
        and not is_in_contrast(mine, here, found[other], claimed)
        and not is_paired(mine, here, found[other], claimed)
        and not any(is_winning_share(mine, each) or have_same_figures(mine.text, each.text) for each in here)
    ):
        return figure_fact(mine, "contradicted", found[other], note=f"here {HAS} {shown(found[other])!r}")
    return figure_fact(mine, "matched", found[max(agreeing, key=lambda j: scores[index][j])])


def _unequal(index: int, mine: Mention, found: list[Mention], scores: list[list[float]], case: Case) -> Fact:
    """The fact of a figure that the evidence does not state: rounded, in words, computed or none of these."""
    for theirs in found:
        if is_some_of(mine.quantity, theirs.quantity) or _is_rounded(mine, theirs, found):
            return figure_fact(mine, "matched", theirs, note="rounded")
    if theirs := vote_of(mine, found) or side_of_vote(mine, found):
        return figure_fact(mine, "matched", theirs)
    for rule in (told_by_row, one_in_words, derive, told_before):
        if otherwise := rule(mine, found, case):
            return otherwise
    rivals = [j for j, theirs in enumerate(found) if _is_rival(mine, theirs)]
    if rivals:
        theirs = found[max(rivals, key=lambda j: scores[index][j])]
        other = is_reversed(mine, theirs) or _is_of_other(mine, theirs) or _is_other_way(mine, theirs)
        return _stated(mine, theirs, otherwise=other)
    return figure_fact(mine, "missing", None, note="no such figure in the cited text")


def _stated(mine: Mention, theirs: Mention, *, otherwise: bool) -> Fact:
    """The fact of a figure in whose place the evidence has another, `otherwise` of something else."""
    return figure_fact(mine, "contradicted", theirs, note=f"{HAS if otherwise else SAYS} {shown(theirs)!r}")


def _is_rounded(mine: Mention, theirs: Mention, found: list[Mention]) -> bool:
    """Whether a figure is the rounder one of another, and not of a level for a change or a part for all."""
    if not is_rounded(mine.quantity, theirs.quantity):
        return False
    if (
        mine.quantity.unit != theirs.quantity.unit
        and rate_of(theirs.text, theirs.quantity)
        and not (rate_of(mine.text, mine.quantity))
    ):
        return False
    changes = any(one.bound.role == "change" and are_comparable(mine, one) for one in found)
    level = mine.bound.role == "change" != theirs.bound.role and changes
    part = mine.bound.role == "plain" and theirs.bound.role == "part" and not mine.bound.period
    return not level and not (part and theirs.bound.period)


def _is_of_other(mine: Mention, theirs: Mention) -> bool:
    """The number of a length of time told of things: "2 fewer students" beside "two years"."""
    return not mine.quantity.unit and theirs.quantity.unit in UNITS and bool(mine.bound.nouns)


def _is_other_way(mine: Mention, theirs: Mention) -> bool:
    """Whether the clauses of two figures tell one of a rise and the other of a fall."""
    ways = [way_of(one.text[slice(*one.bound.segment)]) for one in (mine, theirs)]
    return ways[0] * ways[1] < 0


def _is_rival(mine: Mention, theirs: Mention) -> bool:
    """Whether a figure of the evidence stands where the claim's figure stands."""
    if are_comparable(mine, theirs):
        return bool(set(mine.bound.nouns) & set(theirs.bound.nouns) or set(mine.near) & set(theirs.near))
    return is_near(mine.quantity.value, theirs.quantity.value)
