"""Plain text and Markdown: the text as it is, with a title and a date read from its first lines."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from rag.articles.dating import find_date
from rag.articles.metadata import Given, first_date
from rag.text import is_title_line
from rag.types import Article

_LONGEST_TITLE = 150
_STOPS = (".", ":", ";", ",", ".”", '."', ".'", ".’")
_BREAK = re.compile(r"\r\n|[\r\n]")
_FRONT_MATTER = re.compile(r"---[ \t]*(?:\r\n|\n)(.*?)(?:\r\n|\n)---[ \t]*(?:\r\n|\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"([A-Za-z_]+):[ \t]*(.*?)[ \t]*\r?\Z")
_HEADING = re.compile(r"#{1,2}[ \t]+(.+?)[ \t#]*\Z")


def plain_article(text: str, *, article_id: str, kind: Literal["text", "markdown"], given: Given) -> Article:
    """Give an article whose text is `text` itself; the title line stays in it.

    Front matter of a Markdown file gives title, date, source, authors, url and language.
    """
    fields: Mapping[str, str] = _front_matter(text) if kind == "markdown" else {}
    published = first_date(fields.get("date") or fields.get("published"), given.published)
    inferred = None if published else find_date(text)
    authors = tuple(
        name.strip() for name in fields.get("author", fields.get("authors", "")).split(",") if name.strip()
    )
    return Article(
        id=article_id,
        text=text,
        title=fields.get("title") or _title(text, kind),
        source=fields.get("source") or given.source,
        authors=authors,
        url=fields.get("url"),
        published=published or inferred,
        language=fields.get("language") or fields.get("lang"),
        published_inferred=inferred is not None,
    )


def _title(text: str, kind: Literal["text", "markdown"]) -> str:
    """Give the first line if it reads as a title of what follows it, else nothing."""
    body = text[_front_length(text) :] if kind == "markdown" else text
    lines = [line.strip() for line in _BREAK.split(body[:4000].lstrip(), maxsplit=40)]
    first, rest = lines[0], lines[1:]
    if kind == "markdown":
        heading = next((match for line in lines if (match := _HEADING.match(line))), None)
        if heading:
            return heading[1]
    if not first or len(first) > _LONGEST_TITLE or first.endswith(_STOPS) or not any(rest):
        return ""
    return first if not rest[0] or is_title_line(first) else ""


def _front_length(text: str) -> int:
    match = _FRONT_MATTER.match(text)
    return match.end() if match else 0


def _front_matter(text: str) -> Mapping[str, str]:
    match = _FRONT_MATTER.match(text)
    found = (_FIELD.match(line) for line in match[1].split("\n")) if match else ()
    return {field[1].lower(): field[2].strip("\"'[]") for field in found if field}
