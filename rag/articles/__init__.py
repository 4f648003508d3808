"""Articles read from files, folders and standard input; one reader per format.

The text of `.txt`, `.md`, standard input and of a JSON `text` is the decoded input unchanged, so
that anyone can check `text[start:end] == quote` against the file.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import BinaryIO

from rag.articles.decoding import check_encoding, checked, decode
from rag.articles.html import html_article
from rag.articles.metadata import Given
from rag.articles.naming import digest, slug
from rag.articles.plain import plain_article
from rag.articles.rows import json_articles, jsonl_articles
from rag.errors import ArticleError
from rag.types import AddResult, Article

__all__ = ["EXTENSIONS", "load_articles", "read_stdin"]

EXTENSIONS = (".txt", ".text", ".md", ".markdown", ".html", ".htm", ".json", ".jsonl", ".ndjson")
_MB = 1_000_000


def load_articles(
    paths: Iterable[str | Path] | str | Path,
    *,
    published: date | str | None = None,
    source: str | None = None,
    max_mb: float = 20.0,
    encoding: str | None = None,
) -> Iterator[Article | AddResult]:
    """Give the articles of files and folders one at a time; a refused one as an `AddResult`.

    `published` and `source` count where an article says nothing itself. A folder gives its files of
    the known formats, in order of their names; links inside it that lead out of it are refused.

    Raises:
        ArticleError: `published` is no date, or the encoding is unknown; files are refused one by one.
    """
    given = Given.checked(published, source)
    check_encoding(encoding)
    listed = [paths] if isinstance(paths, (str, Path)) else paths
    return _load(listed, given=given, encoding=encoding, max_bytes=int(max_mb * _MB))


def read_stdin(
    stream: BinaryIO,
    *,
    published: date | str | None = None,
    source: str | None = None,
    max_mb: float = 20.0,
    encoding: str | None = None,
) -> Article:
    """Give the plain text of a binary stream as one article; its id is a hash of the text.

    Raises:
        ArticleError: empty, too large, binary, or not valid in the encoding.
    """
    given = Given.checked(published, source)
    check_encoding(encoding)
    data = stream.read(int(max_mb * _MB) + 1)
    if len(data) > max_mb * _MB:
        raise ArticleError(
            f"standard input: larger than {max_mb:g} MB; raise DATELINE_MAX_FILE_MB or split it"
        )
    text = checked(decode(data, name="standard input", encoding=encoding), name="standard input")
    article_id = "stdin-" + hashlib.sha256(text.encode()).hexdigest()[:12]
    return plain_article(text, article_id=article_id, kind="text", given=given)


def _load(
    paths: Iterable[str | Path], *, given: Given, encoding: str | None, max_bytes: int
) -> Iterator[Article | AddResult]:
    taken: dict[str, Path] = {}
    for named in paths:
        root = Path(named)
        for path in _files(root):
            article_id = _article_id(path, root, taken)
            try:
                _check_file(path, root, max_bytes)
                yield from _read(path, article_id, given=given, encoding=encoding, max_bytes=max_bytes)
            except ArticleError as error:
                yield AddResult(article_id=article_id, version=None, status="refused", reason=str(error))
            except OSError as error:
                reason = f"{_shown(path)}: cannot be read ({error.strerror or error}); check its rights"
                yield AddResult(article_id=article_id, version=None, status="refused", reason=reason)


def _files(root: Path) -> Iterator[Path]:
    """Give the file itself, or the files of a folder that have a known extension, sorted."""
    if not root.is_dir():
        yield root
        return
    for folder, names, files in os.walk(root, followlinks=False):
        names[:] = sorted(name for name in names if not name.startswith("."))
        known = (
            name for name in sorted(files) if name.lower().endswith(EXTENSIONS) and not name.startswith(".")
        )
        yield from (Path(folder) / name for name in known)


def _check_file(path: Path, root: Path, max_bytes: int) -> None:
    """Refuse what must not be opened at all; the size is checked before anything is read."""
    if path != root and not path.resolve().is_relative_to(root.resolve()):
        raise ArticleError(
            f"{_shown(path)}: a link that leads out of the folder; add its target by its own path"
        )
    if not path.exists():
        raise ArticleError(f"{_shown(path)}: no such file")
    if not path.is_file():
        raise ArticleError(f"{_shown(path)}: not a regular file")
    if path.suffix.lower() not in EXTENSIONS:
        raise ArticleError(
            f"{_shown(path)}: unknown format {path.suffix!r}; known are {', '.join(EXTENSIONS)}"
        )
    size = path.stat().st_size
    if size > max_bytes and path.suffix.lower() not in {".jsonl", ".ndjson"}:
        raise ArticleError(
            f"{_shown(path)}: {size / _MB:.1f} MB, over the limit of {max_bytes / _MB:g} MB; "
            "raise DATELINE_MAX_FILE_MB or split it"
        )


def _read(
    path: Path, article_id: str, *, given: Given, encoding: str | None, max_bytes: int
) -> Iterator[Article | AddResult]:
    suffix, name = path.suffix.lower(), _shown(path)
    if suffix in {".jsonl", ".ndjson"}:
        yield from jsonl_articles(path, given=given, encoding=encoding, max_bytes=max_bytes)
        return
    with path.open("rb") as file:
        data = file.read(max_bytes + 1)
    if suffix in {".html", ".htm"}:
        yield html_article(data, name=name, article_id=article_id, given=given, encoding=encoding)
    elif suffix == ".json":
        yield from json_articles(path, decode(data, name=name, encoding=encoding), given=given)
    else:
        kind = "markdown" if suffix in {".md", ".markdown"} else "text"
        text = checked(decode(data, name=name, encoding=encoding), name=name)
        yield plain_article(text, article_id=article_id, kind=kind, given=given)


def _article_id(path: Path, root: Path, taken: dict[str, Path]) -> str:
    """Name a file by its name, in a folder by its way there; a second file of that name gets a hash."""
    relative = path.relative_to(root) if path != root else Path(path.name)
    name = slug("-".join([*relative.parts[:-1], relative.stem]))
    if taken.setdefault(name, path) != path:
        name = f"{name}-{digest(str(relative) if path != root else str(path))}"
    return name


def _shown(path: Path) -> str:
    """Give the file's name on one line, whatever bytes it is made of."""
    return ascii(path.name)[1:-1] if not path.name.isprintable() else path.name
