"""What each command of `dateline` does; parsing is in `cli`, printing in `terminal`.

Each function takes the parsed options and returns the exit status. Modules that take long to
import are imported inside the command that needs them.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

from rag.errors import DatelineError, QuestionError
from rag.export import plain, to_json
from rag.settings import Settings, load_settings
from rag.terminal import (
    bold,
    byline,
    counter,
    out,
    print_answer,
    print_summary,
    print_verification,
    result_line,
    stage_line,
    warn,
    with_bar,
)
from rag.types import AddResult, Answer, Article, Done, Event, Stage, Summary, SummaryEvent, Turn

DONE, FAILED, BAD_USAGE = 0, 1, 2
T = TypeVar("T")


def add(options: Namespace) -> int:
    """Add files, folders, web addresses and standard input; one line each, printed once it is durable."""
    from rag.articles import load_articles, read_stdin
    from rag.articles.web import fetch_articles, fetcher_of, is_address
    from rag.library import Library

    settings = _settings(options)
    given = {"published": options.published, "source": options.source, "encoding": options.encoding}
    addresses = [path for path in options.paths if is_address(path)]
    paths = [Path(path) for path in options.paths if path != "-" and not is_address(path)]
    fetcher = fetcher_of(settings) if addresses else None
    refused: list[AddResult] = []

    def articles() -> Iterator[Article | AddResult]:
        if "-" in options.paths:
            yield read_stdin(sys.stdin.buffer, **given)
        yield from load_articles(paths, max_mb=settings.max_file_mb, **given)
        if fetcher is not None:
            yield from fetch_articles(
                addresses, fetcher=fetcher, published=options.published, source=options.source
            )

    def show_result(result: AddResult) -> None:
        if result.status == "refused":
            refused.append(result)
        out(to_json(result) if options.json else result_line(result))

    with Library.open(settings=settings) as library:
        library.add(articles(), progress=with_bar(show_result, unit="article"))
    return FAILED if refused else DONE


def ask(options: Namespace) -> int:
    """Answer one question."""
    from rag.answering import ask_stream
    from rag.library import Library

    settings = _settings(options)
    with Library.open(settings=settings) as library:
        answer = _answer(ask_stream(library, options.question, **_asked(options, settings)))
    if options.json:
        out(to_json(answer))
    else:
        print_answer(answer)
    return DONE


def chat(options: Namespace) -> int:
    """Answer questions from standard input until it ends; each may follow up on the last."""
    from rag.answering import ask_stream
    from rag.library import Library

    settings = _settings(options)
    history: list[Turn] = []
    with Library.open(settings=settings) as library:
        while question := _read_question():
            try:
                answer = _answer(ask_stream(library, question, history=history, **_asked(options, settings)))
            except QuestionError as error:
                warn(str(error))
                continue
            print_answer(answer)
            out()
            history.append(Turn(question=question, answer=answer.text))
    return DONE


def search(options: Namespace) -> int:
    """Show the passages nearest to a question."""
    from rag.library import Library

    with Library.open(settings=_settings(options)) as library:
        hits = library.search(
            options.question,
            limit=options.limit,
            since=options.since,
            until=options.until,
            source=options.source,
        )
    if options.json:
        out(to_json(hits))
        return DONE
    for hit in hits:
        out(f"{bold(hit.title or hit.article_id)}  {byline(hit.source, hit.published)}  {hit.score:.4f}")
        out(f"  {hit.article_id}[{hit.start}:{hit.end}]  {' '.join(hit.text.split())[:300]}\n")
    return DONE


def list_articles(options: Namespace) -> int:
    """List the articles of the library."""
    from rag.library import Library

    with Library.open(settings=_settings(options)) as library:
        rows = library.articles()
    if options.json:
        out(to_json([{"article_id": row.id} | plain(row) for row in rows]))
        return DONE
    for row in rows:
        out(f"{row.id}  {byline(row.source, row.published)}  {row.title}")
    return DONE


def show(options: Namespace) -> int:
    """Print an article or a span of it."""
    from rag.library import Library

    with Library.open(settings=_settings(options)) as library:
        article = library.get(options.article_id, options.version)
    start, end = options.span or (0, len(article.text))
    if end > len(article.text):
        raise DatelineError(
            f"span {start}:{end} ends after the article, which has {len(article.text)} code points"
        )
    if options.json:
        row = plain(article) | {
            "article_id": article.id,
            "version": article.version,
            "start": start,
            "end": end,
        }
        out(to_json(row | {"text": article.text[start:end]}))
    else:
        out(article.text[start:end])
    return DONE


def remove(options: Namespace) -> int:
    """Remove every version of articles."""
    from rag.library import Library

    with Library.open(settings=_settings(options)) as library:
        missing = [article_id for article_id in options.article_ids if not library.remove(article_id)]
    for article_id in missing:
        warn(f"there is no article {article_id!r}; `dateline list` shows them")
    return FAILED if missing else DONE


def rebuild(options: Namespace) -> int:
    """Make the vector index anew."""
    from rag.library import Library

    with Library.open(settings=_settings(options)) as library:
        library.rebuild(progress=counter("chunk"))
    return DONE


def doctor(options: Namespace) -> int:
    """Check the library."""
    from rag.library import Library

    with Library.open(settings=_settings(options)) as library:
        report = library.doctor()
    if options.json:
        out(to_json({"ok": report.ok, "problems": report.problems}))
    else:
        out("\n".join(report.problems) or "The library is sound.")
    return DONE if report.ok else FAILED


def summarize(options: Namespace) -> int:
    """Summarize an article, several together, or what the library says on a query."""
    from rag.library import Library
    from rag.summarization import summarize_stream

    if bool(options.article_ids) == (options.query is not None):
        warn('give articles or a query: dateline summarize ID… | --query "TEXT"')
        return BAD_USAGE
    settings = _settings(options)
    with Library.open(settings=settings) as library:
        subject = options.query or [library.get(article_id) for article_id in options.article_ids]
        events = summarize_stream(
            subject,
            library=library,
            style=options.style,
            length=options.length,
            model=settings.model,
            since=options.since,
            until=options.until,
            fresh=options.fresh,
        )
        summary = _summary(events)
    if options.json:
        out(to_json(summary))
    else:
        print_summary(summary)
    return DONE


def check(options: Namespace) -> int:
    """Check a claim against articles, or every line of a file of claims."""
    from rag.checking import check_files, check_lines

    if options.jsonl is not None:
        for verification in check_lines(Path(options.jsonl)):
            out(to_json(verification))
        return DONE
    if options.claim is None or not options.articles:
        warn('give a claim and an article: dateline check "CLAIM" ARTICLE…')
        return BAD_USAGE
    verification = check_files(options.claim, options.articles, published=options.published)
    if options.json:
        out(to_json(verification))
    else:
        print_verification(verification)
    return DONE


def app(options: Namespace) -> int:
    """Serve the app until it is interrupted."""
    from ui.server import serve

    serve(
        options.library, host=options.host, port=options.port, auth=options.auth, settings=_settings(options)
    )
    return DONE


def show_settings(options: Namespace) -> int:
    """Show every setting; the key itself is never shown."""
    settings = _settings(options)
    values = {name: getattr(settings, name) for name in Settings.model_fields}
    rows = {name: str(value) if isinstance(value, Path) else value for name, value in values.items()}
    rows |= {"api_key": "set" if settings.api_key else None}
    if options.json:
        out(to_json(rows))
        return DONE
    for name, field in Settings.model_fields.items():
        out(f"{bold(name)} = {rows[name]!r}\n    {field.description}")
    return DONE


def run_evals(arguments: Sequence[str]) -> int:
    """Hand the rest of the command line to the evals."""
    from evals.commands import main

    return main(list(arguments))


def _settings(options: Namespace) -> Settings:
    return load_settings(library=options.library, model=getattr(options, "model", None))


def _asked(options: Namespace, settings: Settings) -> dict[str, Any]:
    return {
        "model": settings.model,
        "asked_at": options.asked_at,
        "since": options.since,
        "until": options.until,
        "source": options.source,
    }


def _last(events: Iterator[T | Stage]) -> T:
    """Show the stages of a stream as they come and give its last event."""
    last: T | None = None
    for event in events:
        if isinstance(event, Stage):
            count = f" {event.step}/{event.steps}" if event.steps else ""
            stage_line(f"{event.name}{count} {event.detail}".strip())
        else:
            last = event
    stage_line("")
    assert last is not None
    return last


def _answer(events: Iterator[Event]) -> Answer:
    done = _last(events)
    assert isinstance(done, Done)
    return done.answer


def _summary(events: Iterator[SummaryEvent]) -> Summary:
    summary = _last(events)
    assert isinstance(summary, Summary)
    return summary


def _read_question() -> str | None:
    if sys.stdin.isatty():
        sys.stderr.write("\n> ")
        sys.stderr.flush()
    line = sys.stdin.readline()
    return line.strip() or None
