"""The facts of a claim weighed against the reading of the whole claim.

The checks compare words; a true claim in other words fails some of them. Where the entailment network
is sure enough that the evidence carries the claim, the facts that failed are matched, "in other words".
Where no fact failed and the network is sure that the evidence does not carry the claim, a fact of the
kind `meaning` is missing. How sure it must be stands in the network's configuration, in log odds
(`training/tune_verdict.py`).

A reading overrules only what other words can explain (`OVERRULED`): a denial, one qualifier, how certain
something is and who says it. It never overrules a figure that the evidence lacks or has for another thing or
period, two figures told otherwise, nor a name, a date, who did it to whom, an opposite or quoted words: there
it is often wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rag.text import sentence_spans
from rag.types import Fact
from rag.verification.case import Case, before, fact
from rag.verification.entailment import entailment, packaged_network
from rag.verification.figures.finding import find_quantities
from rag.verification.figures.quantities import Quantity
from rag.verification.figures.values import amount_of, in_unit, is_near
from rag.verification.support import shared_runs

OVERRULED = frozenset({"told", "negation", "modality", "speaker"})
"""The classes of failed facts that a reading of the whole claim may overrule (`failed_classes`)."""
FAILED = frozenset({"missing", "contradicted"})
OTHERWISE = "in other words; "
_REFUTED = "read as a whole, the evidence does not carry this"
_LONG = 11  # words; a shorter claim says one thing, which its facts compare best
_COPIED = 0.5  # runs of three words; what repeats so many is not told in other words


def weighed(facts: Sequence[Fact], case: Case) -> list[Fact]:
    """Give the facts as they stand after the reading of the whole claim."""
    if not is_read(case):
        return list(facts)
    classes = failed_classes(facts, case)
    if not OVERRULED.issuperset(classes) or classes.count("told") > 1:
        return list(facts)
    odds, limits = entailment(case.claim, read_with(facts, case)), packaged_network().config["verdict"]
    if classes:
        overruled = odds >= limits["overruled"] + limits["each_further"] * (len(classes) - 1)
        return [_otherwise(one) if overruled and one.status in FAILED else one for one in facts]
    if odds >= limits["refuted"]:
        return list(facts)
    return [*facts, fact("meaning", (case.claim, 0, len(case.claim)), "missing", note=_REFUTED)]


def is_read(case: Case) -> bool:
    """Whether a claim is read as a whole: one of some length, in other words than its evidence."""
    texts = [line.text for line in case.lines]
    return len(case.claim.split()) >= _LONG and bool(texts) and shared_runs(case.claim, texts) < _COPIED


def read_with(facts: Sequence[Fact], case: Case) -> tuple[str, ...]:
    """Give what a claim is read with: its lines, and title and sentence before where a name is from there."""
    texts = tuple(line.text for line in case.lines)
    if not any(one.kind == "name" and one.status == "matched" and one.note for one in facts):
        return texts
    first = case.lines[0]
    earlier = before(first)
    spans = sentence_spans(earlier)
    context = [first.evidence.title, earlier[spans[-1].start : spans[-1].end] if spans else ""]
    return (*(text for text in context if text), *texts)


def failed_classes(facts: Sequence[Fact], case: Case) -> list[str]:
    """Give the class of each fact that failed: its kind, and of a figure how it differs.

    `value`: the evidence has no such value of its unit; `told`: it has it with another qualifier; `bound`:
    it has it for something else; `period`: for another period, or for another than the question's.
    """
    return [_class_of(one, case) for one in facts if one.status in FAILED]


def _class_of(failed: Fact, case: Case) -> str:
    if failed.kind != "figure":
        return failed.kind
    mine = next((q for q in find_quantities(case.claim) if q.start <= failed.claim_start < q.end), None)
    stated = [q for line in case.lines for q in find_quantities(line.text)]
    note = failed.note or ""
    if mine is None or not any(_same_number(mine, other) for other in stated):
        return "value"
    if note.startswith("for ") or (case.asked and case.asked.periods):
        return "period"
    return "bound" if "evidence has" in note else "told"


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
