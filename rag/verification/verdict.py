"""The facts of a claim weighed against the reading of the whole claim.

The checks compare words; a true claim in other words fails some of them. Where the entailment network
is sure enough that the evidence carries the claim, the facts that failed are matched, "in other words".
Where no fact failed but the claim is in other words, the reading must not speak against it, and where it
shares few words with its evidence, speak for it, less so where they share a figure; else a fact of the kind
`meaning` is missing. A claim that has its evidence's words in another order is refuted by the lowest odds
only, and one that has hardly any of them is borne out by high odds. How sure it must be stands in the
network's configuration, in log odds (`training/tune_verdict.py`).

Negations and names are read beside their contraries too (`rag.verification.contrast`): a failed one is
overruled only by a lead over the claim denied or with other names (`leads`), and a claim in other words that
no check refuses is refuted where the evidence rather carries a contrary, or the claim with two names
exchanged (`against`).

A reading overrules only the classes of failed facts that the configuration names, each from log odds of its
own; two figures told otherwise it never does. What `failed_classes` tells apart and the configuration leaves
out (another figure, a calendar date, a role, an opposite, quoted words) passed as near misses with high odds.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from rag.text import sentence_spans
from rag.types import Fact
from rag.verification.case import Case, before, fact
from rag.verification.contrast import Contrast, Odds, contraries, contrast, exchanged
from rag.verification.entailment import entailment, packaged_limits
from rag.verification.figures.finding import find_quantities
from rag.verification.figures.mentions import FOR, HAS
from rag.verification.figures.quantities import Quantity
from rag.verification.figures.values import amount_of, in_unit, is_near
from rag.verification.statements.attribution import find_speakers
from rag.verification.statements.names import find_names, same_name
from rag.verification.statements.negation_facts import FIRST, PLAINLY
from rag.verification.support import coverage_of, shared_runs
from rag.verification.weights import FLOOR

FAILED = frozenset({"missing", "contradicted"})
OTHERWISE = "in other words; "
_CARRIED = "read as a whole, the evidence carries this in other words"
_REFUTED = "read as a whole, the evidence does not carry this"
_RATHER = "the evidence rather carries"
_SAYS = re.compile(r",? (?:said|says|told|tells|[a-z]+ed)\b")
_PEAK = re.compile(r"'(?:as \w+ as|up to)\b")
_RANKS = 10  # "first" to "tenth"; a higher ordinal is as often the day of a month
_LONG = 11  # words; a shorter claim says one thing, which its facts compare best
_WIDER = 4  # sentences before the evidence
_COPIED = 0.5  # runs of three words; what repeats so many is not told in other words
_MERE = 0.95  # of these runs; what repeats so many is a copy


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a claim stands by its facts, before it is read as a whole.

    `failed`: the class of each fact that failed (`failed_classes`); `coverage`: the share of its words that
    the evidence has; `unknown`: whether that is less than a supported claim must share; `counted`: whether
    the evidence bears out a figure of it, or a date by computing; `retold`: whether it is of some length and
    no mere copy of its evidence; `reworded`: whether it is in other words besides.
    """

    failed: tuple[str, ...]
    coverage: float
    unknown: bool
    counted: bool
    retold: bool
    reworded: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A claim beside a contrary of it: of which fact, or of two names exchanged."""

    name: str
    contrast: Contrast
    fact: Fact | None = None


def weighed(facts: Sequence[Fact], case: Case) -> list[Fact]:
    """Give the facts as they stand after the reading of the whole claim."""
    standing, limits = standing_of(facts, case), packaged_limits()
    needed = needed_odds(standing, limits)
    if needed is None and (standing.failed or not standing.retold):
        return list(facts)
    whole = (case.claim, 0, len(case.claim))
    if needed is not None and not (
        entailment(case.claim, read_with(facts, case)) >= needed
        and all(lead >= limits["leads"][name] for name, lead in leads_of(facts, case, limits["leads"]))
    ):
        return [*facts, *([] if standing.failed else [fact("meaning", whole, "missing", note=_REFUTED)])]
    for doubt in doubts_of(facts, case) if standing.retold else ():
        if doubt.contrast.lead < limits["against"][doubt.name]:
            return _doubted(facts, doubt, case)
    told = [_otherwise(one) if one.status in FAILED else one for one in facts]
    return [*told, fact("meaning", whole, "matched", note=_CARRIED)] if standing.unknown else told


def standing_of(facts: Sequence[Fact], case: Case) -> Standing:
    """Give how a claim stands by its facts."""
    texts = [line.text for line in case.lines]
    runs = shared_runs(case.claim, texts) if texts else 1.0
    is_long = len(case.claim.split()) >= _LONG
    return Standing(
        failed=tuple(failed_classes(facts, case)),
        coverage=coverage_of(case, facts, said=True) if texts else 1.0,
        unknown=bool(texts) and coverage_of(case, facts) < FLOOR,
        counted=any(
            one.status == "computed" or (one.kind == "figure" and one.status == "matched") for one in facts
        ),
        retold=is_long and runs < _MERE,
        reworded=is_long and runs < _COPIED,
    )


def needed_odds(standing: Standing, limits: Mapping[str, Any]) -> float | None:
    """Give the log odds from which a reading bears out a claim, or None where its facts decide alone.

    `limits` is the `verdict` of a network's configuration.
    """
    least = [limits["unknown"]] if standing.unknown else []
    if standing.failed:
        overruled: Mapping[str, float] = limits["overruled"]
        told_once = standing.failed.count("told") <= 1
        if not (standing.reworded and told_once and overruled.keys() >= set(standing.failed)):
            return None
        further = limits["each_further"] * (len(standing.failed) - 1)
        return max([*least, *(overruled[one] for one in standing.failed)]) + further
    steps = [step for most, *step in limits["unlike"] if standing.coverage <= most]
    if standing.reworded:
        most, *reordered = limits["same_words"]
        steps.append(reordered if standing.coverage >= most else limits["reworded"])
    return max([*least, *(step[standing.counted] for step in steps)], default=None)


def leads_of(
    facts: Sequence[Fact], case: Case, classes: Container[str], odds: Odds = entailment
) -> Iterator[tuple[str, float]]:
    """Give the classes of failed facts that have contraries, and the claim's lead over them.

    That of a name is the mean of the leads with one sentence before the evidence and with several.
    """
    near, wide = read_with(facts, case), with_context(case, _WIDER)
    for failed in facts:
        name = _class_of(failed, case) if failed.status in FAILED else ""
        others = contraries(failed, case) if name in classes else []
        readings = (near, wide) if failed.kind in {"name", "speaker"} else (near,)
        found = [contrast(case.claim, others, lines, odds) for lines in readings]
        if leads := [each.lead for each in found if each]:
            yield name, sum(leads) / len(leads)


def doubts_of(facts: Sequence[Fact], case: Case, odds: Odds = entailment) -> Iterator[Doubt]:
    """Give what may be wrong although no check found it: a negation, or names exchanged.

    Of several negations none is doubted: the network is at a loss with one that is denied by another.
    """
    lines = read_with(facts, case)
    denials = [one for one in facts if one.kind == "negation"]
    if len(denials) == 1 and denials[0].status == "matched":
        found = contrast(case.claim, contraries(denials[0], case), lines, odds)
        if found:
            yield Doubt(name="negation", contrast=found, fact=denials[0])
    if found := contrast(case.claim, exchanged(case.claim), lines, odds):
        yield Doubt(name="exchanged", contrast=found)


def _doubted(facts: Sequence[Fact], doubt: Doubt, case: Case) -> list[Fact]:
    """The facts with the doubted one contradicted, or with two names that are exchanged."""
    note = f"{_RATHER} {doubt.contrast.contrary!r}"
    if doubt.fact is None:
        return [*facts, fact("role", (case.claim, 0, len(case.claim)), "contradicted", note=note)]
    return [replace(one, status="contradicted", note=note) if one is doubt.fact else one for one in facts]


def read_with(facts: Sequence[Fact], case: Case) -> tuple[str, ...]:
    """Give what a claim is read with: its lines; title and sentence before where a name may be from there."""
    is_named_before = any(
        (one.kind == "name" and one.status == "matched" and one.note)
        or (one.kind in {"name", "speaker"} and one.status in FAILED)
        for one in facts
    )
    return with_context(case, 1) if is_named_before else tuple(line.text for line in case.lines)


def with_context(case: Case, sentences: int) -> tuple[str, ...]:
    """Give the lines of a case after the title of the first one's article and some sentences before it."""
    if not case.lines:
        return ()
    first = case.lines[0]
    earlier = before(first)
    spans = sentence_spans(earlier)[-sentences:]
    context = [first.evidence.title, *(earlier[span.start : span.end] for span in spans)]
    return (*(text for text in context if text), *(line.text for line in case.lines))


def failed_classes(facts: Sequence[Fact], case: Case) -> list[str]:
    """Give the class of each fact that failed: its kind, and of a figure how it differs.

    `denial`: a negation lost or doubled by the claim's own form; `record`: a first or a record that is lost.
    `named`: a speaker with a name that the evidence does not have; `unnamed`: a name that it does not have,
    `name` one that stands elsewhere; `placed`: a date that it has for something else. Of figures, `rank`: a
    low ordinal, where the evidence has none; `value`: it has no such value of its unit; `told`: it has it
    with another qualifier, `peak` as the most or the least there was; `bound`: it has it for something else;
    `period`: for another period, or for another than the question's.
    """
    return [_class_of(one, case) for one in facts if one.status in FAILED]


def _class_of(failed: Fact, case: Case) -> str:
    if failed.kind == "figure":
        return _figure_class(failed, case)
    if failed.kind == "speaker" and _is_foreign(failed.text, case):
        return "named"
    if failed.kind == "negation" and failed.note in PLAINLY:
        return "record" if failed.note == FIRST else "denial"
    if failed.kind == "date" and HAS in (failed.note or ""):
        return "placed"
    return "unnamed" if failed.kind == "name" and failed.status == "missing" else failed.kind


def _figure_class(failed: Fact, case: Case) -> str:
    mine = next((q for q in find_quantities(case.claim) if q.start <= failed.claim_start < q.end), None)
    stated = [q for line in case.lines for q in find_quantities(line.text)]
    note = failed.note or ""
    if mine is None or not any(_same_number(mine, other) for other in stated):
        ranks = (q.form == "ordinal" for q in stated)
        is_rank = mine is not None and mine.form == "ordinal" and mine.value <= _RANKS and not any(ranks)
        return "rank" if is_rank else "value"
    if _PEAK.search(note):
        return "peak"
    if note.startswith(FOR) or (case.asked and case.asked.periods):
        return "period"
    return "bound" if HAS in note else "told"


def _is_foreign(speaker: str, case: Case) -> bool:
    """Whether a speaker has a name that the evidence does not have, or not among its own speakers."""
    told = [each.name for line in case.lines for each in find_speakers(line.text) if each.name]
    named = [(name, line.text[name.end :]) for line in case.lines for name in find_names(line.text)]
    stated = [*told, *(name for name, after in named if not told or _SAYS.match(after))]
    return any(not any(same_name(name, other) for other in stated) for name in find_names(speaker))


def _same_number(mine: Quantity, other: Quantity) -> bool:
    """Whether two figures have one number, of one unit where both have a unit."""
    if mine.unit and other.unit and mine.unit != other.unit:
        other = in_unit(other, mine.unit)
        if other.unit != mine.unit:
            return False
    ends = [amount_of(other)[0], other.value, *([other.high] if other.high is not None else [])]
    return any(is_near(value, end) for value in (mine.value, amount_of(mine)[0]) for end in ends)


def _otherwise(failed: Fact) -> Fact:
    return replace(failed, status="matched", note=f"{OTHERWISE}{failed.note}")
