"""Decides what the Articles tab does: list, add files and pasted text, remove."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from math import ceil
from pathlib import Path

from rag.articles.fetching import Fetcher
from rag.articles.web import fetch_articles, fetcher_of
from rag.errors import ArticleError, DatelineError
from rag.library import Library
from rag.settings import Settings
from rag.store.articles import ArticleRow, VersionRow
from rag.types import AddReport, AddResult, AddStatus, Article, parse_published
from ui import panels
from ui.article_table import ArticlePage
from ui.markup import escape

_log = logging.getLogger(__name__)

ROWS_PER_PAGE = 25
MAX_FILES = 200
STATUSES: tuple[AddStatus, ...] = ("added", "updated", "unchanged", "refused")

Progress = Callable[[int, str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What someone wants to add: files, a pasted text, web addresses, and what they do not say themselves."""

    paths: tuple[str, ...] = ()
    addresses: str = ""
    text: str = ""
    title: str = ""
    published: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """The articles of a library as the page manages them; `fetcher` stands in for that of the settings."""

    library: Library
    settings: Settings
    fetcher: Fetcher | None = None

    def page(self, search: str, *, order: str, number: str) -> ArticlePage:
        """Give one page of the articles whose title, source or id holds all words of `search`."""
        rows = self.library.articles()
        words = search.casefold().split()
        found = _ordered([row for row in rows if _matches(row, words)], order)
        pages = max(1, ceil(len(found) / ROWS_PER_PAGE))
        page = min(max(int(number), 1), pages) if number.isascii() and number.isdecimal() else 1
        shown = found[(page - 1) * ROWS_PER_PAGE : page * ROWS_PER_PAGE]
        return ArticlePage(rows=shown, found=len(found), total=len(rows), page=page, pages=pages)

    def sources(self) -> list[str]:
        """Give the outlets of the library, sorted."""
        return sorted({row.source for row in self.library.articles() if row.source})

    def versions(self, article_id: str) -> list[VersionRow]:
        """Give the versions of an article, the oldest first."""
        return self.library.versions(article_id)

    def remove(self, article_id: str) -> bool:
        """Remove every version of an article."""
        return self.library.remove(article_id)

    def add(self, wanted: Wanted, *, progress: Progress | None = None) -> str:
        """Add files and pasted text, and give what became of them, or the error, as HTML."""
        done = 0

        def count(result: AddResult) -> None:
            nonlocal done
            done += 1
            if progress is not None:
                progress(done, f"{done} read: {result.article_id}")

        try:
            added = self.library.add(self._articles(wanted), progress=count)
        except DatelineError as error:
            return panels.problem(str(error))
        except Exception as error:  # noqa: BLE001 -- the page must stay usable; the log has the whole story
            _log.exception("articles could not be added")
            return panels.problem(f"Dateline itself failed ({type(error).__name__}); its log says more.")
        return report(added)

    def _articles(self, wanted: Wanted) -> Iterator[Article | AddResult]:
        # Loaded here: the readers bring heavy libraries, and most sessions only ask.
        from rag.articles import load_articles, read_stdin

        published, source = _day(wanted.published), wanted.source.strip() or None
        if len(wanted.paths) > MAX_FILES:
            raise ArticleError(f"{len(wanted.paths)} files at once are too many; add {MAX_FILES} at a time.")
        limit = self.settings.max_file_mb
        yield from load_articles(
            [Path(path) for path in wanted.paths], published=published, source=source, max_mb=limit
        )
        if addresses := wanted.addresses.split():
            fetcher = self.fetcher or fetcher_of(self.settings)
            yield from fetch_articles(addresses, fetcher=fetcher, published=published, source=source)
        if not wanted.text.strip():
            return
        data = wanted.text.encode("utf-8", "surrogatepass")
        if len(data) > limit * 1_000_000:
            raise ArticleError(f"The text has {len(data):,} bytes and {limit:g} MB are taken.")
        article = read_stdin(io.BytesIO(data), published=published, source=source)
        yield replace(article, title=wanted.title.strip() or article.title)


def report(added: AddReport) -> str:
    """Give what became of each article as HTML, the refused ones with their reasons."""
    counts = [(status, added.count(status)) for status in STATUSES]
    shown = ", ".join(f"{count:,} {status}" for status, count in counts if count) or "Nothing to add"
    refused = "".join(
        f"<li><bdi>{escape(Path(result.article_id).name)}</bdi>: {escape(result.reason or 'refused')}</li>"
        for result in added.results
        if result.status == "refused"
    )
    listed = f'<ul class="refused">{refused}</ul>' if refused else ""
    return f'<div class="report" role="status"><p><strong>{shown}.</strong></p>{listed}</div>'


def _day(text: str) -> date | None:
    try:
        return parse_published(text.strip())
    except ValueError as error:
        raise ArticleError(f"{error}.") from error


def _matches(row: ArticleRow, words: Sequence[str]) -> bool:
    haystack = f"{row.title} {row.source or ''} {row.id}".casefold()
    return all(word in haystack for word in words)


def _ordered(rows: list[ArticleRow], order: str) -> list[ArticleRow]:
    if order == "title":
        return sorted(rows, key=lambda row: (row.title.casefold(), row.id))
    if order == "source":
        return sorted(rows, key=lambda row: ((row.source or "~").casefold(), row.id))
    if order == "added":
        return sorted(rows, key=lambda row: str(row.added_at), reverse=True)
    return sorted(rows, key=lambda row: _day_number(row.published), reverse=order != "oldest")


def _day_number(published: date | datetime | None) -> int:
    return published.toordinal() if published is not None else 0
