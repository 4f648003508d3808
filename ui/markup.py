"""Safe pieces of HTML: every string from an article, a user or a model passes through here.

A piece is one line without a line feed, so that no reader of Markdown can find a paragraph in it.
"""

from __future__ import annotations

import html
from datetime import date
from urllib.parse import urlencode, urlsplit

from rag.types import Citation

SOURCE_PATH = "/dateline/source"

_EXACT = {"\r": "&#13;", "\n": "&#10;", "\t": "&#9;", "\x00": "\ufffd"}


def escape(text: str) -> str:
    """Give `text` as HTML that shows these characters and nothing else.

    >>> escape('<b a="1">')
    '&lt;b a=&quot;1&quot;&gt;'
    """
    escaped = html.escape(text, quote=True)
    for character, entity in _EXACT.items():
        escaped = escaped.replace(character, entity)
    return escaped.encode("utf-8", "replace").decode("utf-8")


def isolated(text: str) -> str:
    """Give `text` as HTML that cannot turn the writing direction of what stands around it."""
    return f"<bdi>{escape(text)}</bdi>"


def shown_date(day: date | None) -> str:
    """Give a date as people write it.

    >>> shown_date(date(2026, 3, 1))
    '1 March 2026'
    """
    return "date unknown" if day is None else f"{day.day} {day:%B} {day.year}"


def time_element(day: date | None) -> str:
    """Give a date as HTML that machines can read too."""
    if day is None:
        return "<span>date unknown</span>"
    return f'<time datetime="{day:%Y-%m-%d}">{shown_date(day)}</time>'


def byline(source: str | None, published: date | None) -> str:
    """Give the outlet and the date of an article as HTML."""
    outlet = isolated(source) if source else "<span>source unknown</span>"
    return f'{outlet} <span aria-hidden="true">·</span> {time_element(published)}'


def safe_link(url: str | None, text: str) -> str:
    """Give a link that opens apart from the page, or nothing when `url` is no http(s) address."""
    if not url or not is_web_address(url):
        return ""
    return (
        f'<a class="outward" href="{escape(url)}" target="_blank" rel="noopener noreferrer">'
        f"{escape(text)}</a>"
    )


def is_web_address(url: str) -> bool:
    """Tell whether `url` is an http or https address with a host."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def source_address(article_id: str, version: str, *, start: int | None = None, end: int | None = None) -> str:
    """Give the address under which the app shows an article, with a span marked where one is given."""
    query: dict[str, str | int] = {"article_id": article_id, "version": version}
    if start is not None and end is not None:
        query |= {"start": start, "end": end}
    return f"{SOURCE_PATH}?{urlencode(query, errors='surrogatepass')}"


def chip(citation: Citation, *, label: str | None = None) -> str:
    """Give the small number of a citation: a link to its span, with the quotation for hovering."""
    address = source_address(citation.article_id, citation.version, start=citation.start, end=citation.end)
    number = label or (str(citation.n) if citation.n else "source")
    spoken = f"Citation {number}, {citation.source or 'source unknown'}, {shown_date(citation.published)}"
    return (
        f'<a class="chip" href="{escape(address)}" aria-label="{escape(spoken)}">{escape(number)}'
        f"{_tip(citation)}</a>"
    )


def _tip(citation: Citation) -> str:
    return (
        '<span class="tip">'
        f'<span class="tip-quote" dir="auto">{escape(_clipped(citation.quote))}</span>'
        f'<span class="tip-title" dir="auto">{escape(citation.title or "Untitled")}</span>'
        f'<span class="tip-byline">{byline(citation.source, citation.published)}</span>'
        "</span>"
    )


def _clipped(quote: str, *, max_chars: int = 420) -> str:
    return quote if len(quote) <= max_chars else quote[:max_chars].rstrip() + " …"
