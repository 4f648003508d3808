"""Scorers of places: citations and hits against gold spans, by character, in the same version.

A hit or a citation counts only through the characters it covers, so re-chunking does not move the
scores. `mrr` and `ndcg` are the formulas of trec_eval with "holds a gold span" for relevance.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from evals.scorers import Score

TextOf = Callable[[str, str], str | None]
"""Gives the text of an article's version, or None where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Characters `start` to `end` of one version of an article, and the quote claimed for them."""

    article_id: str
    version: str
    start: int
    end: int
    quote: str = ""

    def holds(self, other: Place) -> bool:
        """Say whether the other place lies wholly inside this one."""
        return self._same_text(other) and self.start <= other.start and other.end <= self.end

    def shared(self, other: Place) -> int:
        """Give the number of characters that both places cover."""
        if not self._same_text(other):
            return 0
        return max(0, min(self.end, other.end) - max(self.start, other.start))

    def _same_text(self, other: Place) -> bool:
        return (self.article_id, self.version) == (other.article_id, other.version)


# --- citations --------------------------------------------------------------------------------


def offset_exactness(citations: Sequence[Place], text_of: TextOf) -> Score | None:
    """Give the share of citations whose offsets slice exactly the quote out of the article."""
    if not citations:
        return None
    wrong = [place for place in citations if not _exact(place, text_of)]
    reason = f"not exact: {_shown(wrong[0])}" if wrong else f"{len(citations)} exact"
    return Score(value=1 - len(wrong) / len(citations), reason=reason)


def citation_validity(numbers: Sequence[int], marks: Sequence[int]) -> Score | None:
    """Give the share of marks shown that resolve to a citation; numbering must be 1..n by first use.

    Args:
        numbers: the number of every citation, in the order shown.
        marks: the number of every mark in the text shown, in its order.
    """
    emitted = [*numbers, *marks]
    if not emitted:
        return None
    first_use = list(dict.fromkeys(numbers))
    if first_use != list(range(1, len(first_use) + 1)):
        return Score(value=0.0, reason=f"numbered {first_use}, not 1..{len(first_use)} by first use")
    unknown = [mark for mark in marks if mark not in first_use]
    reason = f"no citation {unknown[0]}" if unknown else f"{len(emitted)} resolve"
    return Score(value=1 - len(unknown) / len(emitted), reason=reason)


def citation_precision(citations: Sequence[Place], gold: Sequence[Place]) -> Score | None:
    """Give the share of citations that overlap a gold span; None without citations or gold."""
    if not citations or not gold:
        return None
    wrong = [place for place in citations if not any(place.shared(span) for span in gold)]
    reason = f"beside the gold: {_shown(wrong[0])}" if wrong else f"{len(citations)} overlap"
    return Score(value=1 - len(wrong) / len(citations), reason=reason)


def citation_recall(sentences: Sequence[Sequence[Place]], gold: Sequence[Place]) -> Score | None:
    """Give the share of sentences whose citations together cover a gold span; 0 without a sentence."""
    if not gold:
        return None
    if not sentences:
        return Score(value=0.0, reason="no sentence")
    covered = [any(_covers(cited, span) for span in gold) for cited in sentences]
    return Score(
        value=sum(covered) / len(covered), reason=f"{sum(covered)} of {len(covered)} sentences cover gold"
    )


def evidence_recall(citations: Sequence[Place], gold: Sequence[Place]) -> Score | None:
    """Give the share of gold spans that the citations cover together."""
    if not gold:
        return None
    missed = [span for span in gold if not _covers(citations, span)]
    reason = f"missed {_shown(missed[0])}" if missed else f"all {len(gold)} covered"
    return Score(value=1 - len(missed) / len(gold), reason=reason)


def span_iou(citations: Sequence[Place], gold: Sequence[Place]) -> Score | None:
    """Give the best intersection over union, by character, of a citation and a gold span."""
    return _best_overlap(citations, gold, lambda shared, a, b: shared / (a + b - shared))


def span_f1(citations: Sequence[Place], gold: Sequence[Place]) -> Score | None:
    """Give the best F1, by character, of a citation and a gold span."""
    return _best_overlap(citations, gold, lambda shared, a, b: 2 * shared / (a + b))


# --- retrieval --------------------------------------------------------------------------------


def recall_at(hits: Sequence[Place], gold: Sequence[Place], *, k: int, any_of: bool = False) -> Score | None:
    """Give the share of gold spans inside the first k hits; `any_of` asks for one of them only."""
    if not gold:
        return None
    found = [any(hit.holds(span) for hit in hits[:k]) for span in gold]
    value = float(any(found)) if any_of else sum(found) / len(found)
    return Score(value=value, reason=f"{sum(found)} of {len(gold)} gold spans in the first {k}")


def mrr(hits: Sequence[Place], gold: Sequence[Place]) -> Score | None:
    """Give one over the rank of the first hit that holds a gold span."""
    if not gold:
        return None
    for rank, hit in enumerate(hits, 1):
        if any(hit.holds(span) for span in gold):
            return Score(value=1 / rank, reason=f"first at rank {rank}")
    return Score(value=0.0, reason=f"not among {len(hits)} hits")


def ndcg_at(hits: Sequence[Place], gold: Sequence[Place], *, k: int) -> Score | None:
    """Give trec_eval's ndcg_cut with a gain of 1 for each hit that holds a gold span not held before."""
    if not gold:
        return None
    left, gain = list(gold), 0.0
    for rank, hit in enumerate(hits[:k], 1):
        found = [span for span in left if hit.holds(span)]
        if found:
            gain += 1 / math.log2(rank + 1)
            left = [span for span in left if span not in found]
    ideal = sum(1 / math.log2(rank + 1) for rank in range(1, min(k, _fewest_hits(hits, gold)) + 1))
    return Score(value=gain / ideal, reason=f"gain {gain:.3f} of {ideal:.3f}")


def ordered_hits(scores: Sequence[float], keys: Sequence[tuple[str, int]]) -> Score | None:
    """Give 1 when scores fall and equal scores stand in the order of article id and offset."""
    if not scores:
        return None
    ranks = [(-score, key) for score, key in zip(scores, keys, strict=True)]
    wrong = [rank for rank in range(1, len(ranks)) if ranks[rank] < ranks[rank - 1]]
    reason = f"rank {wrong[0] + 1} is out of order" if wrong else f"{len(scores)} in order"
    return Score(value=float(not wrong), reason=reason)


def _fewest_hits(hits: Sequence[Place], gold: Sequence[Place]) -> int:
    # Two gold spans inside one hit are one relevant hit: the ideal ranking cannot do better.
    together, left = 0, list(gold)
    for hit in hits:
        found = [span for span in left if hit.holds(span)]
        together += bool(found)
        left = [span for span in left if span not in found]
    return together + len(left)


def _exact(place: Place, text_of: TextOf) -> bool:
    text = text_of(place.article_id, place.version)
    if text is None or not 0 <= place.start < place.end <= len(text):
        return False
    return text[place.start : place.end] == place.quote


def _covers(citations: Sequence[Place], span: Place) -> bool:
    reached = span.start
    for place in sorted(citations, key=lambda place: place.start):
        if place.shared(span) and place.start <= reached:
            reached = max(reached, place.end)
    return reached >= span.end


def _best_overlap(
    citations: Sequence[Place], gold: Sequence[Place], measure: Callable[[int, int, int], float]
) -> Score | None:
    if not gold:
        return None
    values = [
        measure(place.shared(span), place.end - place.start, span.end - span.start)
        for place in citations
        for span in gold
    ]
    best = max(values, default=0.0)
    return Score(value=best, reason=f"best of {len(values)} pairs")


def _shown(place: Place) -> str:
    return f"{place.article_id}[{place.start}:{place.end}]"
