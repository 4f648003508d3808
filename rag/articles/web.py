"""Articles from the web: a page, a text, or every page of a feed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from urllib.parse import urlsplit

from rag.articles.decoding import checked, decode
from rag.articles.feeds import FeedEntry, read_feed
from rag.articles.fetching import FEEDS, PAGES, Fetched, Fetcher
from rag.articles.html import html_article
from rag.articles.metadata import Given
from rag.articles.naming import slug
from rag.articles.plain import plain_article
from rag.errors import ArticleError, SettingsError
from rag.settings import Settings
from rag.types import AddResult, Article

MOST_ENTRIES = 50


def is_address(text: str) -> bool:
    """Tell whether something that was named is a web address and no file.

    >>> is_address("https://example.org/a"), is_address("a.html")
    (True, False)
    """
    return text.strip().lower().startswith(("http://", "https://"))


def fetcher_of(settings: Settings) -> Fetcher:
    """Give a fetcher with the limits of the settings.

    Raises:
        SettingsError: fetching is off.
    """
    if not settings.fetch:
        raise SettingsError(
            "web addresses are not fetched unless DATELINE_FETCH is true; set it to allow that"
        )
    return Fetcher(max_bytes=int(settings.max_file_mb * 1_000_000))


def fetch_articles(
    addresses: Iterable[str],
    *,
    fetcher: Fetcher,
    published: date | str | None = None,
    source: str | None = None,
) -> Iterator[Article | AddResult]:
    """Give the articles at web addresses one at a time; a refused one as an `AddResult`.

    A feed gives the pages of its newest entries, each dated by the page itself, else by the feed.
    `published` and `source` count where neither says anything.

    Raises:
        ArticleError: `published` is no date; addresses are refused one by one.
    """
    given = Given.checked(published, source)
    return (each for address in addresses for each in _fetched(address.strip(), fetcher, given))


def _fetched(address: str, fetcher: Fetcher, given: Given) -> Iterator[Article | AddResult]:
    try:
        reply = fetcher.fetch(address)
        if reply.kind not in FEEDS:
            yield _article(reply, given)
            return
        feed = read_feed(reply.data, url=address)
        if not feed.entries:
            raise ArticleError(f"{address}: a feed without entries; nothing to add")
    except ArticleError as error:
        yield _refused(address, error)
        return
    for entry in feed.entries[:MOST_ENTRIES]:
        yield _of_entry(entry, fetcher, given)


def _of_entry(entry: FeedEntry, fetcher: Fetcher, given: Given) -> Article | AddResult:
    try:
        reply = fetcher.fetch(entry.url)
        if reply.kind in FEEDS:
            raise ArticleError(f"{entry.url}: a feed inside a feed; add it by its own address")
        article = _article(reply, replace(given, published=entry.published or given.published))
    except ArticleError as error:
        return _refused(entry.url, error)
    return replace(article, title=article.title or entry.title)


def _article(reply: Fetched, given: Given) -> Article:
    parts = urlsplit(reply.url)
    article_id = slug(reply.url.partition("://")[2])
    if reply.kind in PAGES:
        article = html_article(
            reply.data, name=reply.url, article_id=article_id, given=given, encoding=_encoding(reply)
        )
    else:
        text = checked(decode(reply.data, name=reply.url, encoding=_encoding(reply)), name=reply.url)
        article = plain_article(text, article_id=article_id, kind="text", given=given)
    return replace(article, url=reply.url, source=article.source or parts.hostname)


def _encoding(reply: Fetched) -> str | None:
    """Give what the server says of the encoding; html pages of UTF-8 need no word of it."""
    try:
        reply.data.decode("utf-8")
    except UnicodeDecodeError:
        return reply.charset
    return None


def _refused(address: str, error: ArticleError) -> AddResult:
    return AddResult(article_id=address[:200], version=None, status="refused", reason=str(error))
