"""Draws an article for the source pane, with the cited span marked at its exact code points."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from rag.store.articles import VersionRow
from rag.types import Article
from ui.markup import byline, escape, safe_link, shown_date, source_address

_PARAGRAPH_END = re.compile(r"\n[^\S\n]*\n\s*")


def article_pane(
    article: Article, *, start: int | None = None, end: int | None = None, versions: Sequence[VersionRow] = ()
) -> str:
    """Give the article as HTML; the text of its marks together is `article.text[start:end]`.

    Raises:
        ValueError: the span does not lie within the text.
    """
    if (start is None) != (end is None):
        raise ValueError("a span needs both its start and its end")
    if start is not None and end is not None and not 0 <= start < end <= len(article.text):
        raise ValueError(f"the span {start}:{end} does not lie within the {len(article.text)} characters")
    span = f' data-span="{start}:{end}"' if start is not None else ""
    return (
        f'<article class="source" lang="{escape(article.language or "")}">{_head(article, versions)}'
        f'<div class="source-text"{span}>{_text(article.text, start or 0, end or 0)}</div></article>'
    )


def _head(article: Article, versions: Sequence[VersionRow]) -> str:
    authors = (
        f'<p class="authors" dir="auto">By {escape(", ".join(article.authors))}</p>'
        if article.authors
        else ""
    )
    inferred = ' <span class="inferred">(date found in the text)</span>' if article.published_inferred else ""
    link = safe_link(article.url, "Open the original")
    return (
        f'<header><h2 dir="auto">{escape(article.title or "Untitled")}</h2>{authors}'
        f'<p class="byline">{byline(article.source, article.published)}{inferred}</p>'
        f"{f'<p>{link}</p>' if link else ''}{_versions(article, versions)}</header>"
    )


def _versions(article: Article, versions: Sequence[VersionRow]) -> str:
    if len(versions) < 2:
        return ""
    items = "".join(_version(article, row) for row in reversed(versions))
    is_old = any(row.version == article.version and not row.current for row in versions)
    old = "This is an older version; answers use the newest. " if is_old else ""
    count = f"{old}{len(versions)} versions"
    return f'<details class="versions"><summary>{count}</summary><ol reversed>{items}</ol></details>'


def _version(article: Article, row: VersionRow) -> str:
    current = ' aria-current="true"' if row.version == article.version else ""
    words = f"added {shown_date(row.added_at)}, {row.chars:,} characters{', newest' if row.current else ''}"
    address = escape(source_address(article.id, row.version))
    return f'<li><a class="open-article" href="{address}"{current}>{escape(words)}</a></li>'


def _text(text: str, start: int, end: int) -> str:
    cuts = [match.end() for match in _PARAGRAPH_END.finditer(text)]
    bounds = [0, *(cut for cut in cuts if cut < len(text)), len(text)]
    return "".join(f"<p>{_marked(text, begin, stop, start, end)}</p>" for begin, stop in pairwise(bounds))


def _marked(text: str, begin: int, stop: int, start: int, end: int) -> str:
    first, last = max(begin, start), min(stop, end)
    if first >= last:
        return escape(text[begin:stop])
    return f"{escape(text[begin:first])}<mark>{escape(text[first:last])}</mark>{escape(text[last:stop])}"


def standalone(body: str, *, title: str) -> str:
    """Give a whole page around `body`, for a chip that is opened in a tab of its own."""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title>"
        '<link rel="stylesheet" href="/dateline/theme.css"><link rel="stylesheet" href="/dateline/pane.css">'
        "</head>"
        f'<body class="standalone"><main>{body}</main></body></html>'
    )
