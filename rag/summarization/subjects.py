"""What a summary is made of: the articles named, or those of a library that a query finds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from rag.errors import ArticleError, QuestionError
from rag.library import Library
from rag.summarization.copies import distinct_articles
from rag.summarization.query_words import query_words, share_of
from rag.summarization.stories import lead_text
from rag.types import Article, Hit, parse_published

FOUND_PASSAGES = 80
_SHARED_WORDS = 0.6
_SHARED_AT_FIRST = 0.5
_FIRST_CHARS = 2500
_NEAR = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Articles without copies, oldest first; `ranks` says how early a query found each."""

    articles: tuple[Article, ...]
    copies: tuple[str, ...] = ()
    query: str = ""
    ranks: dict[str, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Days of publication, both included; None leaves a side open."""

    since: date | None = None
    until: date | None = None

    def holds(self, published: date | None) -> bool:
        """Whether an article of this day is inside; without a day only where both sides are open."""
        if self.since is None and self.until is None:
            return True
        if published is None:
            return False
        day = date(published.year, published.month, published.day)
        return (self.since is None or day >= self.since) and (self.until is None or day <= self.until)


def read_period(since: str | date | None, until: str | date | None) -> Period:
    """Give the period of two dates.

    Raises:
        QuestionError: one is no date, or the first is after the last.
    """
    first, last = _day("since", since), _day("until", until)
    if first and last and first > last:
        raise QuestionError(f"since={first} is after until={last}; exchange them")
    return Period(since=first, until=last)


def named_articles(articles: Sequence[Article], period: Period) -> Subject:
    """Give the articles of the period.

    Raises:
        ArticleError: there is none.
    """
    inside = [article for article in articles if period.holds(article.published)]
    if not inside:
        raise ArticleError(
            "there is no article to summarize"
            + (" that was published in this period" if articles else "; name one, or give a query")
        )
    return _subject({article.id: article for article in inside})


def found_articles(library: Library, query: str, period: Period) -> Subject:
    """Give the articles that a query finds and that share its words; none is a result too.

    Raises:
        QuestionError: the query is blank, too long or no valid text.
    """
    hits = library.search(query, limit=FOUND_PASSAGES, since=period.since, until=period.until)
    ranks: dict[str, int] = {}
    for rank, hit in enumerate(hits):
        ranks.setdefault(hit.article_id, rank)
    wanted = query_words(query)
    kept = {
        article_id: article
        for article_id, rank in ranks.items()
        if (share_of(wanted, _found_text(hits, article_id)) >= _SHARED_WORDS or (not wanted and rank < 10))
        and _is_on(wanted, article := library.get(article_id))
    }
    return replace(_subject(_near(library, query, kept)), query=query, ranks=ranks)


def _near(library: Library, query: str, articles: dict[str, Article]) -> dict[str, Article]:
    """Leave out what only mentions the query: beginnings half as near to it as the nearest one."""
    if not articles:
        return articles
    leads = library.embedder.embed_documents([lead_text(article) for article in articles.values()])
    closeness = leads @ library.embedder.embed_query(query)
    near = closeness >= _NEAR * max(0.0, float(closeness.max()))
    return {key: article for (key, article), is_near in zip(articles.items(), near, strict=True) if is_near}


def _subject(articles: dict[str, Article]) -> Subject:
    distinct = distinct_articles(list(articles.values()))
    ordered = sorted(distinct.articles, key=lambda article: (_moment(article.published), article.id))
    return Subject(articles=tuple(ordered), copies=tuple(sorted(distinct.copied)))


def _moment(published: date | None) -> str:
    return published.isoformat() if published else ""


def _found_text(hits: Sequence[Hit], article_id: str) -> str:
    own = [hit for hit in hits if hit.article_id == article_id]
    return "\n".join([own[0].title, *(hit.text for hit in own)])


def _is_on(wanted: dict[str, int], article: Article) -> bool:
    """Whether the title or the beginning has the words too: an article on it, not one that mentions it."""
    return (
        not wanted or share_of(wanted, f"{article.title}\n{article.text[:_FIRST_CHARS]}") >= _SHARED_AT_FIRST
    )


def _day(name: str, value: str | date | None) -> date | None:
    try:
        found = parse_published(value)
    except ValueError as error:
        raise QuestionError(f"{name}={value!r} is no date; give one such as 2026-03-01") from error
    return found.date() if isinstance(found, datetime) else found
