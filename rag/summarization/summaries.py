"""Makes a summary: of one article, of several, of what a query finds, or as a timeline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from rag.embeddings import Embedder, open_embedder
from rag.errors import QuestionError, SettingsError
from rag.library import Library
from rag.models import open_model
from rag.settings import Settings, load_settings
from rag.store.notes import KeptNotes
from rag.summarization.extracting import NAME as EXTRACTIVE
from rag.summarization.extracting import Extractor
from rag.summarization.layouts import Composer, Making
from rag.summarization.subjects import found_articles, named_articles, read_period
from rag.summarization.writing import ModelComposer, Summarizer
from rag.types import Article, Stage, Summary, SummaryEvent, SummaryStyle

NOTHING_FOUND = "No article in the library, in this period, matches the query."
STYLES = ("brief", "bullets", "timeline", "background")


def summarize(
    subject: Article | Sequence[Article] | str,
    *,
    library: Library | None = None,
    style: SummaryStyle = "brief",
    length: int = 100,
    model: str | Summarizer | None = None,
    since: str | date | None = None,
    until: str | date | None = None,
    embedder: Embedder | None = None,
    settings: Settings | None = None,
    fresh: bool = False,
) -> Summary:
    """Summarize an article, several, or what a library says on a query, every sentence with its spans.

    Args:
        subject: an article, several, or a query over the library.
        library: where a query is searched; its embedder and settings are used.
        style: `brief`, `bullets`, `timeline` (one dated line per event) or `background` (oldest first).
        length: words, within 20 % where the articles hold as much.
        model: `extractive` (the articles' own sentences), `openai:NAME`, or a writer; None for the setting.
        since: leave out articles published before this day.
        until: leave out articles published after this day.
        embedder: in place of the one of the library or the settings.
        settings: in place of those of the library or the environment.
        fresh: have a model read every article again, whatever an earlier run noted in the library.

    Returns:
        The summary; without any sentence, `reason` says why.

    Raises:
        ArticleError: there is no article, or none holds a sentence.
        QuestionError: the query, a date or the length is not valid, or a query has no library.
        ModelError: the writing model failed.
    """
    *_, last = summarize_stream(
        subject,
        library=library,
        style=style,
        length=length,
        model=model,
        since=since,
        until=until,
        embedder=embedder,
        settings=settings,
        fresh=fresh,
    )
    assert isinstance(last, Summary)
    return last


def summarize_stream(
    subject: Article | Sequence[Article] | str,
    *,
    library: Library | None = None,
    style: SummaryStyle = "brief",
    length: int = 100,
    model: str | Summarizer | None = None,
    since: str | date | None = None,
    until: str | date | None = None,
    embedder: Embedder | None = None,
    settings: Settings | None = None,
    fresh: bool = False,
) -> Iterator[SummaryEvent]:
    """Yield a `Stage` per article and `Delta` text while the summary is made, and last the Summary.

    Takes and raises what `summarize` does. With a library, what a model noted on each article is kept
    at once: after an interruption the same call asks only for the articles that are left. The text of
    a Delta is a draft; only the Summary is checked.
    """
    _check(style, length)
    period = read_period(since, until)
    settings = settings or (library.settings if library else load_settings())
    if isinstance(subject, str):
        if library is None:
            raise QuestionError("a query needs a library; give one, or give articles")
        yield Stage(name="searching")
        found = found_articles(library, subject, period)
    else:
        found = named_articles([subject] if isinstance(subject, Article) else subject, period)
    embedder = embedder or (library.embedder if library else open_embedder(settings))
    notes = library.notes if library else None
    composer = _composer(model, settings, embedder, notes=notes, fresh=fresh)
    making = Making(subject=found, composer=composer, embedder=embedder, style=style, length=length)
    if not found.articles:
        yield making.summary((), reason=NOTHING_FOUND)
        return
    yield from making.stream()


def _check(style: str, length: int) -> None:
    if style not in STYLES:
        raise QuestionError(f"style {style!r} is unknown; use one of {', '.join(STYLES)}")
    if length < 1:
        raise QuestionError(f"length {length!r} is no number of words above 0")


def _composer(
    model: str | Summarizer | None,
    settings: Settings,
    embedder: Embedder,
    *,
    notes: KeptNotes | None,
    fresh: bool,
) -> Composer:
    name = model or settings.model
    if name == EXTRACTIVE:
        return Extractor(embedder)
    writer = open_model(name, settings) if isinstance(name, str) else name
    if not isinstance(writer, Summarizer):
        raise SettingsError(f"model {name!r} cannot summarize; use 'extractive' or 'openai:NAME'")
    return ModelComposer(writer, settings=settings, notes=notes, fresh=fresh)
