"""Finds the figure that a "how many" question asks for: by what is counted, its period and its role.

Sentence similarity cannot tell the part from the total, nor this week from this month. Here every
figure of the passages is weighed by what is bound to it (`rag.verification.figures.binding`): what the
question restricts and the figure is not bound to counts against it, most of all another period.
"""

from __future__ import annotations

from collections.abc import Sequence

from rag.models.figure_fit import fit
from rag.models.figure_places import asked_figure, figure_places
from rag.models.matching import Candidate
from rag.types import Passage
from rag.verification.figures.binding import Constraints
from rag.verification.figures.quantities import Quantity

FIGURE_KINDS = frozenset({"number", "money", "percent", "duration"})


def figure_candidates(question: str, asked: Constraints, passages: Sequence[Passage]) -> list[Candidate]:
    """Give every figure that may answer the question, best first; ties in reading order."""
    wanted = asked_figure(question, asked)
    places = [place for passage in passages for place in figure_places(passage)]
    found: list[Candidate] = []
    for place in places:
        rivals = [other for other in places if other.passage.article_id == place.passage.article_id]
        for index, figure in enumerate(place.figures):
            score = fit(wanted, place, index, rivals)
            if score > 0:
                start, end = phrase_span(figure.quantity)
                found.append(
                    Candidate(
                        source=place.source,
                        passage=place.passage,
                        start=place.source.start + start,
                        end=place.source.start + end,
                        score=score,
                    )
                )
    return sorted(found, key=lambda candidate: (-candidate.score, candidate.source.number, candidate.start))


def phrase_span(quantity: Quantity) -> tuple[int, int]:
    """Give where a figure starts and ends with its qualifier, but for "about"."""
    start = quantity.start if quantity.qualifier == "about" else quantity.qualifier_start
    return start, quantity.end
