"""One number for one span, wherever it stands in a summary."""

from __future__ import annotations

from dataclasses import replace

from rag.types import Citation, Conflict, Summary

Span = tuple[str, str, int, int]


def renumbered(made: Summary) -> Summary:
    """Give the summary with the citations of its figures numbered on from those of its sentences.

    A span that a sentence cites keeps its number there; so each number on the page names one place.
    """
    numbers = {_span(cited): cited.n for sentence in made.sentences for cited in sentence.citations}
    last = max(numbers.values(), default=0)

    def numbered(cited: Citation) -> Citation:
        nonlocal last
        if _span(cited) not in numbers:
            last += 1
            numbers[_span(cited)] = last
        return replace(cited, n=numbers[_span(cited)])

    def of_conflict(conflict: Conflict) -> Conflict:
        figures = tuple(replace(figure, citation=numbered(figure.citation)) for figure in conflict.figures)
        return replace(conflict, figures=figures)

    figures = tuple(replace(row, citation=numbered(row.citation)) for row in made.figures)
    return replace(made, figures=figures, conflicts=tuple(of_conflict(one) for one in made.conflicts))


def _span(cited: Citation) -> Span:
    return cited.article_id, cited.version, cited.start, cited.end
