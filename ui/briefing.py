"""Decides what the Briefing tab does: summarize a query or chosen articles, in a style and length."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass

from rag.errors import DatelineError, QuestionError
from rag.library import Library
from rag.summarization import summarize_stream
from rag.types import Article, Delta, Stage, Summary, SummaryStyle
from ui import panels
from ui.render import progress
from ui.summary_view import summary_view

SUMMARY_STYLES: dict[SummaryStyle, str] = {
    "brief": "Brief",
    "bullets": "Bullets",
    "timeline": "Timeline",
    "background": "Background, oldest first",
}
LENGTHS = (60, 100, 200, 400)
OFFERED_ARTICLES = 300

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What someone wants summarized; chosen articles come before a query."""

    query: str = ""
    article_ids: tuple[str, ...] = ()
    style: SummaryStyle = "brief"
    length: int = 100
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefing:
    """The summaries of one library."""

    library: Library

    def offered(self) -> list[tuple[str, str]]:
        """Give the newest articles as labels and ids."""
        rows = self.library.articles()[:OFFERED_ARTICLES]
        return [(f"{row.title or row.id} ({row.source or 'source unknown'})", row.id) for row in rows]

    def make(self, wish: Wish) -> Iterator[str]:
        """Give the state of the page again and again, last the checked summary or the error."""
        try:
            yield from self._made(wish)
        except DatelineError as error:
            yield panels.problem(str(error))
        except Exception as error:  # noqa: BLE001 -- the page must stay usable; the log has the whole story
            _log.exception("a summary failed")
            yield panels.problem(f"Dateline itself failed ({type(error).__name__}); its log says more.")

    def _made(self, wish: Wish) -> Iterator[str]:
        stages, draft = [Stage(name="reading")], ""
        yield progress(stages)
        events = summarize_stream(
            self._subject(wish),
            library=self.library,
            style=wish.style,
            length=wish.length,
            since=wish.since[:10] or None,
            until=wish.until[:10] or None,
        )
        for event in events:
            match event:
                case Stage():
                    stages = [event]
                case Delta():
                    draft += event.text
                case Summary():
                    yield summary_view(event)
                    return
            yield progress(stages, draft)

    def _subject(self, wish: Wish) -> str | list[Article]:
        if wish.article_ids:
            return [self.library.get(article_id) for article_id in wish.article_ids]
        if not wish.query.strip():
            raise QuestionError("Name a topic, or choose articles.")
        return wish.query.strip()
