"""Joins a draft to the exact spans that its marks name: no model ever writes an offset."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rag.types import Citation, Conflict, Draft, Passage, Phrase, Sentence, Source


@dataclass(frozen=True, slots=True)
class _Place:
    passage: Passage
    source: Source

    def citation(self, n: int, start: int, end: int) -> Citation:
        passage = self.passage
        return Citation(
            n=n,
            article_id=passage.article_id,
            version=passage.version,
            title=passage.title,
            source=passage.source,
            published=passage.published,
            start=start,
            end=end,
            quote=passage.text[start - passage.start : end - passage.start],
        )


def cite(draft: Draft, passages: Sequence[Passage]) -> tuple[Sentence, ...]:
    """Give the sentences of a draft, each with the spans of the sources that it cites.

    Spans are numbered 1..n by first use; a source cited again keeps its number. A mark that no
    passage holds gives no citation. `supported` says only that there is a span: whether the span
    carries the sentence is checked later.
    """
    places = _places(passages)
    shown: dict[int, int] = {}
    sentences: list[Sentence] = []
    for sentence in draft.sentences:
        citations = _citations(sentence.marks, places, shown)
        sentences.append(Sentence(text=sentence.text, supported=bool(citations), citations=citations))
    return tuple(sentences)


def cite_phrase(
    phrase: Phrase, passages: Sequence[Passage], sentences: Iterable[Sentence] = ()
) -> Citation | None:
    """Give the span of a short answer, under the number that its sentence has in the answer.

    A sentence that the answer does not cite gets the next number. None if no passage holds it.
    """
    place = _places(passages).get(phrase.number)
    if place is None:
        return None
    cited = [citation for sentence in sentences for citation in sentence.citations]
    for citation in cited:
        same = citation.article_id == place.passage.article_id and citation.version == place.passage.version
        if same and citation.start <= phrase.start and phrase.end <= citation.end:
            return place.citation(citation.n, phrase.start, phrase.end)
    following = max((citation.n for citation in cited), default=0) + 1
    return place.citation(following, phrase.start, phrase.end)


def cite_conflicts(conflicts: Iterable[Conflict], sentences: Iterable[Sentence]) -> tuple[Conflict, ...]:
    """Give conflicts with the numbers of the answer: that of the span around each figure, else the next."""
    conflicts = tuple(conflicts)
    given = [figure.citation for conflict in conflicts for figure in conflict.figures]
    numbered = iter(_renumbered(given, sentences))
    return tuple(
        replace(
            conflict, figures=tuple(replace(figure, citation=next(numbered)) for figure in conflict.figures)
        )
        for conflict in conflicts
    )


def marked_text(sentences: Iterable[Sentence]) -> str:
    """Give the sentences with their marks, as one text."""
    return " ".join(
        sentence.text + "".join(f" [{citation.n}]" for citation in sentence.citations)
        for sentence in sentences
    )


def cite_sources(numbers: Iterable[int], passages: Sequence[Passage]) -> tuple[Citation, ...]:
    """Give the spans of these sources, numbered from 1 in this order; unknown numbers are left out."""
    return _citations(tuple(numbers), _places(passages), {})


def _renumbered(citations: Iterable[Citation], sentences: Iterable[Sentence]) -> tuple[Citation, ...]:
    """Further citations of an answer with the number of the span around them, else the next."""
    shown = {citation.n: citation for sentence in sentences for citation in sentence.citations}
    following = max(shown, default=0)
    numbered: list[Citation] = []
    for citation in citations:
        n = next((n for n, other in shown.items() if _holds(other, citation)), None)
        if n is None:
            following += 1
            n = following
            shown[n] = citation
        numbered.append(replace(citation, n=n))
    return tuple(numbered)


def _holds(outer: Citation, inner: Citation) -> bool:
    same = (outer.article_id, outer.version) == (inner.article_id, inner.version)
    return same and outer.start <= inner.start and inner.end <= outer.end


def _places(passages: Sequence[Passage]) -> dict[int, _Place]:
    places: dict[int, _Place] = {}
    for passage in passages:
        for source in passage.sentences:
            places.setdefault(source.number, _Place(passage, source))
    return places


def _citations(
    numbers: Sequence[int], places: dict[int, _Place], shown: dict[int, int]
) -> tuple[Citation, ...]:
    found = [places[number] for number in dict.fromkeys(numbers) if number in places]
    return tuple(
        place.citation(
            shown.setdefault(place.source.number, len(shown) + 1), place.source.start, place.source.end
        )
        for place in found
    )
