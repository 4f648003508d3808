"""The `dateline` command: what can be typed, and what becomes of errors. Results go to stdout."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from rag import commands
from rag.errors import DatelineError
from rag.terminal import warn
from rag.types import parse_published

DONE, FAILED, BAD_USAGE = 0, 1, 2
STYLES = ("brief", "bullets", "timeline", "background")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Returns:
        0 when done (finding no evidence included), 1 when it failed, 2 on bad usage.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments[:1] == ["eval"]:
        return commands.run_evals(arguments[1:])
    options = _parser().parse_args(arguments)
    try:
        return options.run(options)
    except DatelineError as error:
        warn(str(error))
        return FAILED
    except BrokenPipeError:  # the reader of our output went away; nothing is left to say
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except KeyboardInterrupt:
        warn("interrupted; what was acknowledged is kept")
        return FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="dateline",
        description="Answers about news articles, every sentence with the exact span that supports it.",
    )
    parser.add_argument("--library", metavar="DIR", help="folder of the library (default: setting `library`)")
    group = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    one = _command(
        group, "add", commands.add, "read articles (files, folders, addresses, - for standard input)"
    )
    one.add_argument("paths", nargs="+", metavar="PATH")
    one.add_argument(
        "--published", type=_date, metavar="DATE", help="publication date where the article gives none"
    )
    one.add_argument("--source", metavar="NAME", help="outlet, where the article gives none")
    one.add_argument("--encoding", metavar="NAME", help="encoding of the files (default: UTF-8, or by BOM)")

    one = _command(group, "ask", commands.ask, "answer a question, with citations")
    one.add_argument("question")
    _add_asking(one)

    one = _command(group, "chat", commands.chat, "ask several questions, with follow-ups", json_output=False)
    _add_asking(one)

    one = _command(group, "search", commands.search, "find the passages nearest to a question")
    one.add_argument("question")
    one.add_argument("--limit", type=_count, default=10, metavar="N")
    _add_filters(one)

    _command(group, "list", commands.list_articles, "list the articles")

    one = _command(group, "show", commands.show, "print an article, or a span of it")
    one.add_argument("article_id", metavar="ID")
    one.add_argument("--span", type=_span, metavar="START:END", help="code points, end exclusive")
    one.add_argument("--version", metavar="V")

    one = _command(group, "remove", commands.remove, "remove every version of articles", json_output=False)
    one.add_argument("article_ids", nargs="+", metavar="ID")

    _command(
        group,
        "rebuild",
        commands.rebuild,
        "make the vector index anew from the stored vectors",
        json_output=False,
    )
    _command(group, "doctor", commands.doctor, "check the library")

    one = _command(group, "summarize", commands.summarize, "summarize articles, every sentence with its span")
    one.add_argument("article_ids", nargs="*", metavar="ID")
    one.add_argument("--query", metavar="TEXT", help="summarize what the library says on this, by story")
    one.add_argument("--style", choices=STYLES, default="brief")
    one.add_argument("--since", type=_date, metavar="DATE", help="published on this day or later")
    one.add_argument("--until", type=_date, metavar="DATE", help="published on this day or earlier")
    one.add_argument("--length", type=_count, default=100, metavar="WORDS", help="within 20 %%")
    one.add_argument("--model", metavar="M", help="`extractive` or `openai:NAME`")
    one.add_argument(
        "--fresh", action="store_true", help="have every article read again, whatever an earlier run noted"
    )

    one = _command(group, "check", commands.check, "check a sentence against articles, fact by fact")
    one.add_argument("claim", nargs="?")
    one.add_argument("articles", nargs="*", metavar="ARTICLE")
    one.add_argument("--published", type=_date, metavar="DATE")
    one.add_argument("--jsonl", metavar="FILE", help="one {claim, text, published} a line")

    one = _command(group, "app", commands.app, "open the app in a browser", json_output=False)
    one.add_argument("--host", default="127.0.0.1")
    one.add_argument("--port", type=int, default=7860)
    one.add_argument(
        "--auth", metavar="FILE", help="file of `name:password` lines; needed beyond this machine"
    )

    _command(group, "settings", commands.show_settings, "show every setting and its value")
    group.add_parser("eval", help="run the evals: `dateline eval --help`", add_help=False)
    return parser


def _command(
    group: Any, name: str, run: Callable[[argparse.Namespace], int], text: str, *, json_output: bool = True
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = group.add_parser(name, help=text, description=text)
    parser.set_defaults(run=run)
    # Also accepted after the command; SUPPRESS keeps a value given before it.
    parser.add_argument("--library", metavar="DIR", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    if json_output:
        parser.add_argument("--json", action="store_true", help="print JSON")
    return parser


def _add_filters(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--since", type=_date, metavar="DATE", help="published on this day or later")
    parser.add_argument("--until", type=_date, metavar="DATE", help="published on this day or earlier")
    parser.add_argument("--source", metavar="NAME", help="published by this outlet")


def _add_asking(parser: argparse.ArgumentParser) -> None:
    _add_filters(parser)
    parser.add_argument(
        "--asked-at", type=_moment, metavar="TIME", help="moment of the question; ranks, never filters"
    )
    parser.add_argument("--model", metavar="M", help="`extractive` or `openai:NAME`")


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date; give one such as 2026-03-01") from None


def _moment(text: str) -> date:
    try:
        found = parse_published(text)
    except ValueError:
        found = None
    if found is None:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no date or time; give one such as 2026-03-01T12:00:00+00:00"
        )
    return found


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number above 0")
    return int(text)


def _span(text: str) -> tuple[int, int]:
    start, colon, end = text.partition(":")
    if not colon or not start.isdecimal() or not end.isdecimal() or int(start) >= int(end):
        raise argparse.ArgumentTypeError(f"{text!r} is no span; give START:END such as 120:184")
    return int(start), int(end)


if __name__ == "__main__":
    sys.exit(main())
