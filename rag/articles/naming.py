"""Ids of articles: names that are stable, short and never a path."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata

from rag.errors import ArticleError

_LONGEST_ID = 200
_LONGEST_SLUG = 80
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def slug(name: str) -> str:
    """Give a name as letters, digits, `.`, `_` and `-`; a hash follows where more than blanks changed.

    >>> slug("Idlib report"), slug("../../x")
    ('Idlib-report', 'x-69e0a8a0')
    """
    readable = unicodedata.normalize("NFC", os.fsencode(name).decode("utf-8", "replace"))
    plain = re.sub(r"[^\w.-]+", "-", readable).strip("-._")[:_LONGEST_SLUG]
    if plain and plain == re.sub(r"\s+", "-", readable):
        return plain
    return f"{plain}-{digest(name)}".lstrip("-")


def digest(name: str) -> str:
    """Give a short hash of a name, of whatever bytes it is made."""
    return hashlib.sha256(name.encode("utf-8", "surrogateescape")).hexdigest()[:8]


def checked_id(article_id: str, *, name: str) -> str:
    """Give the id back if it can be printed on one line and is not too long; it is never used as a path.

    Raises:
        ArticleError: names the file and the line.
    """
    if len(article_id) > _LONGEST_ID:
        raise ArticleError(
            f"{name}: the id has {len(article_id)} characters; at most {_LONGEST_ID} are allowed"
        )
    if not article_id.strip() or _CONTROL.search(article_id):
        raise ArticleError(
            f"{name}: the id {article_id!r} is blank or holds control characters; give another"
        )
    return article_id
