"""Bytes to text, unchanged but for the byte order mark; what is no text is refused."""

from __future__ import annotations

import codecs
import re

from rag.errors import ArticleError

# The marks of UTF-32 come first: that of UTF-16 is the start of one of them.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a zip archive or an office document",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"GIF8": "an image",
    b"\x1f\x8b": "a gzip archive",
}
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_CONTROL_BYTES = bytes([*range(9), *range(14, 27), 28, 29, 30, 31, 127])
_MOST_CONTROL = 0.02
_BLANK = b" \t\r\n\x0b\x0c"
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def decode(data: bytes, *, name: str, encoding: str | None = None) -> str:
    """Give the text of a file's bytes: by its byte order mark, else the encoding, else UTF-8.

    No line end and no white space is changed. The mark itself is not part of the text.

    Raises:
        ArticleError: naming the file; empty, binary, or not valid in the encoding.
    """
    if not data.strip(_BLANK):
        raise ArticleError(f"{name}: empty; nothing to add")
    marked = marked_encoding(data)
    if marked is not None:
        mark, found = marked
        return _decoded(data[len(mark) :], found, name)
    _refuse_binary(data, name, encoding)
    return _decoded(data, encoding or "utf-8", name)


def marked_encoding(data: bytes) -> tuple[bytes, str] | None:
    """Give the byte order mark that the data begins with, and its encoding."""
    return next(((mark, name) for mark, name in _MARKS if data.startswith(mark)), None)


def check_encoding(encoding: str | None) -> None:
    """Refuse an encoding that Python does not know, or that gives no text.

    Raises:
        ArticleError: names it.
    """
    if encoding is None:
        return
    try:
        b"a".decode(encoding)
    except LookupError as error:
        raise ArticleError(
            f"unknown encoding {encoding!r}; name one such as cp1252, latin-1 or utf-16"
        ) from error
    except UnicodeError:
        return


def checked(text: str, *, name: str) -> str:
    """Give the text back if it can be stored, searched and cited.

    Raises:
        ArticleError: it is empty, or holds NUL, lone surrogates or many control characters.
    """
    if not any(character.isalnum() for character in text):
        raise ArticleError(f"{name}: empty: it holds no letter or digit; nothing to add")
    if "\x00" in text:
        at = text.index("\x00")
        raise ArticleError(
            f"{name}: holds a NUL character at {at}, so it is binary or damaged; save it as plain text"
        )
    if surrogate := _SURROGATE.search(text):
        raise ArticleError(
            f"{name}: holds a lone surrogate at {surrogate.start()}; write the character itself"
        )
    if len(_CONTROL.findall(text)) > _MOST_CONTROL * len(text):
        raise ArticleError(f"{name}: looks binary (many control characters); save it as plain text")
    return text


def _refuse_binary(data: bytes, name: str, encoding: str | None) -> None:
    for signature, kind in _SIGNATURES.items():
        if data.startswith(signature):
            raise ArticleError(f"{name}: is {kind}, not text; save its text as .txt, .md or .html")
    wide = encoding is not None and encoding.lower().replace("_", "-").startswith(("utf-16", "utf-32"))
    if b"\x00" in data and not wide:
        raise ArticleError(
            f"{name}: looks binary (holds NUL bytes); if it is UTF-16 text, name that encoding"
        )


def _decoded(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        control = sum(data.count(byte) for byte in _CONTROL_BYTES)
        if control > _MOST_CONTROL * len(data):
            raise ArticleError(f"{name}: looks binary, not {encoding} text; save it as plain text") from error
        raise ArticleError(
            f"{name}: not valid {encoding} at byte {error.start}; name its encoding (say, --encoding cp1252)"
        ) from error
    except (LookupError, UnicodeError) as error:
        raise ArticleError(
            f"{name}: cannot decode as {encoding!r} ({error}); name another encoding"
        ) from error
