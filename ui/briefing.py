"""Decides what the Briefing tab does: summarize a query or chosen articles, in a style and length."""

from __future__ import annotations

import logging
import secrets
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field
from threading import Lock

from rag.errors import DatelineError, NotFound, QuestionError
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


class MadeSummaries:
    """The last summaries of this process, for copies and exports; each for its own owner only."""

    def __init__(self, *, limit: int = 200) -> None:
        self._limit = limit
        self._lock = Lock()
        self._kept: OrderedDict[tuple[str, str], Summary] = OrderedDict()

    def keep(self, owner: str, made: Summary) -> str:
        """Keep a summary and give its key; the oldest one goes when there are too many."""
        key = secrets.token_urlsafe(16)
        with self._lock:
            self._kept[owner, key] = made
            while len(self._kept) > self._limit:
                self._kept.popitem(last=False)
        return key

    def get(self, owner: str, key: str) -> Summary:
        """Give a summary back.

        Raises:
            NotFound: the owner has no such summary, or it is too long ago.
        """
        with self._lock:
            made = self._kept.get((owner, key))
        if made is None:
            raise NotFound("this summary is no longer at hand; make it again and export it then")
        return made


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefing:
    """The summaries of one library."""

    library: Library
    made: MadeSummaries = field(default_factory=MadeSummaries)

    def offered(self) -> list[tuple[str, str]]:
        """Give the newest articles as labels and ids."""
        rows = self.library.articles()[:OFFERED_ARTICLES]
        return [(f"{row.title or row.id} ({row.source or 'source unknown'})", row.id) for row in rows]

    def make(self, wish: Wish, *, owner: str) -> Iterator[str]:
        """Give the state of the page again and again, last the checked summary or the error."""
        try:
            yield from self._views(wish, owner)
        except DatelineError as error:
            yield panels.problem(str(error))
        except Exception as error:  # noqa: BLE001 -- the page must stay usable; the log has the whole story
            _log.exception("a summary failed")
            yield panels.problem(f"Dateline itself failed ({type(error).__name__}); its log says more.")

    def _views(self, wish: Wish, owner: str) -> Iterator[str]:
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
                    yield summary_view(event, address=f"/dateline/summary/{self.made.keep(owner, event)}")
                    return
            yield progress(stages, draft)

    def _subject(self, wish: Wish) -> str | list[Article]:
        if wish.article_ids:
            return [self.library.get(article_id) for article_id in wish.article_ids]
        if not wish.query.strip():
            raise QuestionError("Name a topic, or choose articles.")
        return wish.query.strip()
