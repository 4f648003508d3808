"""Draws the list of articles: one page of a table, with what each row can do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rag.store.articles import ArticleRow
from ui.markup import escape, isolated, source_address, time_element


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePage:
    """Some of the articles that a search of the list found; `page` counts from 1."""

    rows: Sequence[ArticleRow]
    found: int
    total: int
    page: int
    pages: int


def article_table(page: ArticlePage) -> str:
    """Give the table of one page, or a sentence where there is nothing to show."""
    if not page.total:
        return '<p class="empty">No articles yet. Add files or paste a text above.</p>'
    if not page.found:
        return f'<p class="empty" role="status">None of the {page.total:,} articles matches.</p>'
    rows = "".join(_row(row) for row in page.rows)
    return (
        f'<p class="count" role="status">{_count(page)}</p><table class="articles"><thead><tr>'
        '<th scope="col">Title</th><th scope="col">Source</th><th scope="col">Published</th>'
        '<th scope="col">Versions</th><th scope="col"><span class="unseen">Actions</span></th></tr></thead>'
        f"<tbody>{rows}</tbody></table>{_pager(page)}"
    )


def _count(page: ArticlePage) -> str:
    if page.found == page.total:
        return f"{page.total:,} article{'s' if page.total != 1 else ''}"
    return f"{page.found:,} of {page.total:,} articles"


def _row(row: ArticleRow) -> str:
    title = row.title or row.id
    return (
        f'<tr><th scope="row"><a class="open-article" dir="auto" '
        f'href="{escape(source_address(row.id, row.version))}">{escape(title)}</a></th>'
        f"<td>{isolated(row.source) if row.source else '—'}</td><td>{time_element(row.published)}</td>"
        f'<td class="number">{row.n_versions}</td><td><button type="button" class="quiet remove" '
        f'data-article="{escape(row.id)}" data-title="{escape(title)}" '
        f'aria-label="Remove {escape(title)}">Remove</button></td></tr>'
    )


def _pager(page: ArticlePage) -> str:
    if page.pages < 2:
        return ""
    return (
        '<nav class="pager" aria-label="Pages of articles">'
        f"{_page_button('Previous', page.page - 1, enabled=page.page > 1)}"
        f"<span>Page {page.page} of {page.pages}</span>"
        f"{_page_button('Next', page.page + 1, enabled=page.page < page.pages)}</nav>"
    )


def _page_button(words: str, number: int, *, enabled: bool) -> str:
    state = "" if enabled else " disabled"
    return f'<button type="button" class="quiet page" data-page="{number}"{state}>{words}</button>'
