"""HTML pages: the article's text, title, date, authors and source, found by trafilatura."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.articles.dating import find_date
from rag.articles.decoding import checked, decode, marked_encoding
from rag.articles.metadata import Given, first_date
from rag.errors import ArticleError
from rag.hidden import unseen_parts
from rag.types import Article

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_LANGUAGE = re.compile(r"<html[^>]{0,400}\blang\s*=\s*[\"']?([A-Za-z]{2,3})", re.IGNORECASE)
_PUBLISHED = re.compile(
    r"(?:article:published_time[\"'][^>]{0,80}content\s*=\s*[\"']|\"datePublished\"\s*:\s*\")([^\"']{10,40})[\"']"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    text: str
    title: str
    authors: tuple[str, ...]
    published: str | None
    source: str | None
    url: str | None


def html_article(data: bytes, *, name: str, article_id: str, given: Given, encoding: str | None) -> Article:
    """Give the article of a page; its text is what trafilatura extracts, a blank line after each block.

    What the markup hides from readers (not displayed, no size, white on white) is no part of it.

    Raises:
        ArticleError: the bytes are no text, or the page holds no article.
    """
    markup = decode(data, name=name, encoding=encoding or _declared(data))
    page = _page(markup, name)
    text = checked(page.text, name=name)
    language = _LANGUAGE.search(markup)
    published = first_date(page.published, given.published)
    inferred = None if published else find_date(text)
    return Article(
        id=article_id,
        text=text,
        title=page.title,
        source=page.source or given.source,
        authors=page.authors,
        url=page.url,
        published=published or inferred,
        language=language[1].lower() if language else None,
        published_inferred=inferred is not None,
    )


def _page(markup: str, name: str) -> _Page:
    # Imported here: a library of plain text does not pay for the HTML stack.
    import trafilatura

    document = trafilatura.bare_extraction(
        markup,
        with_metadata=True,
        include_comments=False,
        prune_xpath=unseen_parts(),
        # without the extensive search, only what the page marks as its date counts
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if document is None or isinstance(document, dict) or not (document.text or "").strip():
        raise ArticleError(f"{name}: no article text found in the page; save the text as .txt")
    precise = _PUBLISHED.search(markup)
    return _Page(
        text="\n\n".join((document.text or "").split("\n")),
        title=document.title or "",
        authors=tuple(author.strip() for author in (document.author or "").split(";") if author.strip()),
        published=precise[1] if precise and first_date(precise[1], None) else document.date,
        source=document.sitename,
        url=document.url,
    )


def _declared(data: bytes) -> str | None:
    """Give the charset that the page declares, where it has no byte order mark and is not UTF-8."""
    match = _CHARSET.search(data[:4096])
    if match is None or marked_encoding(data):
        return None
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return match[1].decode("ascii")
    return None
