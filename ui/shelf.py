"""Decides what the Articles tab does: list, add files and pasted text, remove."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from math import ceil
from pathlib import Path

from rag.errors import ArticleError
from rag.library import Library
from rag.settings import Settings
from rag.store.articles import ArticleRow, VersionRow
from rag.types import AddReport, AddResult, parse_published
from ui.article_table import ArticlePage
from ui.markup import escape

ROWS_PER_PAGE = 25
MAX_FILES = 200

Progress = Callable[[AddResult], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """The articles of a library as the page manages them."""

    library: Library
    settings: Settings

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

    def add_files(
        self, paths: Sequence[str], *, published: str = "", source: str = "", progress: Progress | None = None
    ) -> AddReport:
        """Add files; a refused one is a result with its reason and does not stop the rest.

        Raises:
            ArticleError: there are too many files, or the date is no date.
        """
        # Loaded here: the readers bring heavy libraries, and most sessions only ask.
        from rag.articles import load_articles

        if len(paths) > MAX_FILES:
            raise ArticleError(f"{len(paths)} files at once are too many; add {MAX_FILES} at a time.")
        articles = load_articles(
            [Path(path) for path in paths],
            published=_day(published),
            source=source.strip() or None,
            max_mb=self.settings.max_file_mb,
        )
        return self.library.add(articles, progress=progress)

    def add_text(self, text: str, *, title: str = "", published: str = "", source: str = "") -> AddReport:
        """Add a pasted text as it is.

        Raises:
            ArticleError: the text is empty or too large, or the date is no date.
        """
        from rag.articles import read_stdin

        limit = int(self.settings.max_file_mb * 1_000_000)
        if len(data := text.encode("utf-8", "surrogatepass")) > limit:
            raise ArticleError(f"The text has {len(data):,} bytes and {limit:,} are taken.")
        article = read_stdin(io.BytesIO(data), published=_day(published), source=source.strip() or None)
        return self.library.add([replace(article, title=title.strip() or article.title)])


def report(added: AddReport, *, names: Sequence[str] = ()) -> str:
    """Give what became of each article as HTML; `names` are the names of the files, in order."""
    counts = [f"{added.count(status)} {status}" for status in ("added", "updated", "unchanged", "refused")]
    shown = ", ".join(count for count in counts if not count.startswith("0 ")) or "Nothing to add"
    refused = "".join(
        f"<li><bdi>{escape(_name(result, names, place))}</bdi>: {escape(result.reason or 'refused')}</li>"
        for place, result in enumerate(added.results)
        if result.status == "refused"
    )
    listed = f'<ul class="refused">{refused}</ul>' if refused else ""
    headline = f"<p><strong>{shown[:1].upper()}{shown[1:]}.</strong></p>"
    return f'<div class="report" role="status">{headline}{listed}</div>'


def _name(result: AddResult, names: Sequence[str], place: int) -> str:
    return names[place] if len(names) > place else result.article_id


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
