"""The articles that one summary is made of, and quotations out of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.checking import check_sentences
from rag.errors import NotFound
from rag.text import Span, sentence_spans
from rag.types import Article, Citation, Conflict, FigureRow, Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """A sentence to show and the places, as (article id, start, end), that it is quoted from."""

    text: str
    places: tuple[tuple[str, int, int], ...]


class Shelf:
    """Articles by id, read as a Library is read."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self.articles = tuple(articles)
        self._by_id = {article.id: article for article in articles}
        self._spans: dict[str, list[Span]] = {}

    def get(self, article_id: str, version: str | None = None) -> Article:
        """Give an article.

        Raises:
            NotFound: it is not one of these, or not in this version.
        """
        article = self._by_id.get(article_id)
        if article is None or version not in (None, article.version):
            raise NotFound(f"article {article_id!r} is not among those summarized")
        return article

    def sentences(self, article_id: str, version: str | None = None) -> list[Span]:
        """Give the spans of an article's sentences."""
        if article_id not in self._spans:
            article = self.get(article_id, version)
            self._spans[article_id] = sentence_spans(article.text, article.language)
        return self._spans[article_id]

    def quote(self, quotation: Quotation) -> Sentence:
        """Give a sentence with its spans; their numbers are set by `numbered`."""
        citations = tuple(self.cite(*place) for place in quotation.places)
        return Sentence(text=quotation.text, supported=bool(citations), citations=citations)

    def cite(self, article_id: str, start: int, end: int) -> Citation:
        """Give a span as a citation without a number."""
        article = self.get(article_id)
        return Citation(
            n=0,
            article_id=article.id,
            version=article.version,
            title=article.title,
            source=article.source,
            published=article.published,
            start=start,
            end=end,
            quote=article.text[start:end],
        )

    def checked(self, sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
        """Give the sentences as the checks found them."""
        return check_sentences(self, sentences)


class Numbers:
    """Gives each span its number, 1..n by first use, wherever in a summary it stands."""

    def __init__(self) -> None:
        self._shown: dict[tuple[str, str, int, int], int] = {}

    def numbered(self, sentence: Sentence) -> Sentence:
        """Give the sentence with its citations numbered."""
        return replace(sentence, citations=tuple(self._cited(one) for one in sentence.citations))

    def numbered_row(self, row: FigureRow) -> FigureRow:
        """Give the row of a table with its citation numbered."""
        return replace(row, citation=self._cited(row.citation))

    def numbered_conflict(self, conflict: Conflict) -> Conflict:
        """Give the conflict with the citations of its figures numbered."""
        figures = tuple(replace(one, citation=self._cited(one.citation)) for one in conflict.figures)
        return replace(conflict, figures=figures)

    def _cited(self, citation: Citation) -> Citation:
        place = (citation.article_id, citation.version, citation.start, citation.end)
        return replace(citation, n=self._shown.setdefault(place, len(self._shown) + 1))


def marked(sentence: Sentence) -> str:
    """Give the text of a sentence with its marks."""
    return sentence.text + "".join(f" [{citation.n}]" for citation in sentence.citations)
