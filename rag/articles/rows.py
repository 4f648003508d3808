"""JSON and JSON Lines: one object per article, read one line at a time."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, ValidationError

from rag.articles.dating import find_date
from rag.articles.decoding import checked, decode, marked_encoding
from rag.articles.metadata import Given
from rag.articles.naming import checked_id, slug
from rag.errors import ArticleError
from rag.types import AddResult, Article, parse_published

_FIELDS = "id, title, text, url, source, authors, published or date, language"


class Row(BaseModel):
    """One article of a JSON file; fields of other names are left alone."""

    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    text: str
    id: str | None = None
    title: str | None = None
    url: str | None = None
    source: str | None = None
    authors: list[str] | str | None = Field(None, validation_alias=AliasChoices("authors", "author"))
    published: str | None = Field(None, validation_alias=AliasChoices("published", "date"))
    language: str | None = None


def jsonl_articles(
    path: Path, *, given: Given, encoding: str | None, max_bytes: int
) -> Iterator[Article | AddResult]:
    """Give the article of each line; a line that is none is refused by itself.

    A UTF-8 file is read line by line, so its size does not matter; one line may hold `max_bytes`.

    Raises:
        ArticleError: the file is in another encoding and too large to be decoded at once.
    """
    number = 0
    for number, line in enumerate(_lines(path, encoding=encoding, max_bytes=max_bytes), 1):
        name = f"{path.name}:{number}"
        try:
            if len(line) > max_bytes:
                raise ArticleError(
                    f"{name}: the line is longer than {max_bytes:,} bytes; raise the limit or split it"
                )
            if not line.strip():
                continue
            yield row_article(_parsed(decode(line, name=name), name), name=name, stem=path.stem, given=given)
        except ArticleError as error:
            yield AddResult(article_id=name, version=None, status="refused", reason=str(error))
    if number == 0:
        raise ArticleError(f"{path.name}: empty; nothing to add")


def json_articles(path: Path, text: str, *, given: Given) -> Iterator[Article | AddResult]:
    """Give the article of a JSON object, or those of a list, or of the list in its field `articles`.

    Raises:
        ArticleError: the file is no JSON, or neither an object nor a list.
    """
    value = _parsed(text, path.name)
    if isinstance(value, dict):
        held = cast(dict[str, object], value)
        value = held.get("articles", held)
    if not isinstance(value, list):
        yield row_article(value, name=path.name, stem=path.stem, given=given)
        return
    for number, row in enumerate(cast(list[object], value), 1):
        name = f"{path.name}[{number}]"
        try:
            yield row_article(row, name=name, stem=path.stem, given=given)
        except ArticleError as error:
            yield AddResult(article_id=name, version=None, status="refused", reason=str(error))


def row_article(value: object, *, name: str, stem: str, given: Given) -> Article:
    """Give the article of one JSON object.

    Raises:
        ArticleError: a field is missing, has a wrong type, or holds what cannot be stored.
    """
    try:
        row = Row.model_validate(value)
        stated = parse_published(row.published)
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]
        field = ".".join(map(str, problem["loc"])) or "the row"
        raise ArticleError(f"{name}: {field}: {problem['msg']}; the fields are {_FIELDS}") from error
    except ValueError as error:
        raise ArticleError(f"{name}: {error}") from error
    text = checked(row.text, name=name)
    for field, words in (("id", row.id), ("title", row.title), ("source", row.source), ("url", row.url)):
        _check_field(words, f"{name}: {field}")
    published = stated or given.published
    inferred = None if published else find_date(text)
    return Article(
        id=checked_id(row.id, name=name) if row.id else _id_of(row, stem),
        text=text,
        title=row.title or "",
        source=row.source or given.source,
        authors=tuple(row.authors)
        if isinstance(row.authors, list)
        else ((row.authors,) if row.authors else ()),
        url=row.url,
        published=published or inferred,
        language=row.language,
        published_inferred=inferred is not None,
    )


def _check_field(words: str | None, name: str) -> None:
    try:
        (words or "").encode("utf-8")
    except UnicodeEncodeError as error:
        raise ArticleError(f"{name} holds a lone surrogate; write the character itself") from error
    if words and "\x00" in words:
        raise ArticleError(f"{name} holds a NUL character; remove it")


def _id_of(row: Row, stem: str) -> str:
    """Name a row without an id by its address or title, which stay when its text changes."""
    identity = row.url or row.title or row.text
    return f"{slug(stem)}-{hashlib.sha256(identity.encode('utf-8', 'replace')).hexdigest()[:12]}"


def _parsed(text: str, name: str) -> object:
    try:
        return json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise ArticleError(f"{name}: no valid JSON ({error}); write one object per article") from error


def _lines(path: Path, *, encoding: str | None, max_bytes: int) -> Iterator[bytes]:
    """Give the lines as UTF-8 bytes."""
    with path.open("rb") as file:
        mark, found = marked_encoding(file.read(4)) or (b"", encoding or "utf-8")
        file.seek(len(mark))
        if found.lower().replace("_", "-") in {"utf-8", "utf8"}:
            yield from _short_lines(file, max_bytes)
            return
        data = file.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise ArticleError(f"{path.name}: larger than {max_bytes:,} bytes and not UTF-8; convert it to UTF-8")
    for line in decode(data, name=path.name, encoding=found).split("\n"):
        yield line.encode("utf-8", "surrogatepass")


def _short_lines(file: BinaryIO, max_bytes: int) -> Iterator[bytes]:
    """Give the lines; of one that is too long, only its beginning, and the rest is skipped."""
    while line := file.readline(max_bytes + 1):
        whole = line
        while len(whole) > max_bytes and not whole.endswith(b"\n"):
            whole = file.readline(max_bytes + 1)
            if not whole:
                break
        yield line
