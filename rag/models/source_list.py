"""Writes passages into a prompt as numbered source sentences, within a budget of tokens; pure.

Only this copy is cleaned of what could be taken for marks, tags or instructions of the chat format;
the text that is quoted stays as it was published.
"""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from rag.types import Passage, Source

_BRACKETED = re.compile(r"[\[【]((?:[^\[\]【】\n]{0,40}\d[^\[\]【】\n]{0,40}))[\]】]")
_TAG = re.compile(
    r"<(?=\s*/?\s*(?:articles?|question|history|notes?|sentence|claim|evidence|think|system|user|assistant)\b|\|)",
    re.IGNORECASE,
)
_TO_A_MACHINE = re.compile(
    r"(?:^|[:;!#*>—-]|\b(?:please|now|and|must|should))\W*(?:ignore|disregard|forget)\s+(?:\w+\s+){0,3}?"
    r"(?:(?:all|any|previous|prior|above|earlier|preceding|your|these)\s+(?:\w+\s+){0,2}?(?:instructions?|prompts?)"
    r"|(?:previous|prior|above|earlier|preceding)\s+(?:rules|directions)|(?:instructions?|prompts?|rules)\s+above)\b"
    r"|^\W*you are now (?:a|an|the|in|no longer)\b|^\W*system\s*:|[<‹]\|im_start\||\[/?INST\]"
    r"|\binstructions? (?:for|to) (?:the |any |an? )?(?:assistant|(?:language |ai )model|ai|chatbot)\b",
    re.IGNORECASE,
)
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_CLOSING_BAR = re.compile(r"\|>")
_LETTERS = string.ascii_letters.encode()
_LETTERS_PER_TOKEN = 3
_BYTES_PER_TOKEN = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceList:
    """The sources as they stand in a prompt, and the numbers that may be cited."""

    text: str
    numbers: tuple[int, ...]


def list_sources(passages: Sequence[Passage]) -> SourceList:
    """Give the sentences of the passages by article, each as one line `[number] text`.

    Articles come in the order of their first passage, sentences in the order of the article; a
    sentence of two passages stands once. A paragraph that speaks to a machine ("ignore all previous
    instructions …") is left out from there on, so that it can be neither obeyed nor cited: the quote
    would carry whatever it orders.
    """
    blocks: list[str] = []
    numbers: list[int] = []
    for group in _by_article(passages):
        sources = {
            (source.start, source.end): source for passage in group for source in usable_sources(passage)
        }
        ordered = [sources[place] for place in sorted(sources)]
        if not ordered:
            continue
        lines = [f"[{source.number}] {cleaned_for_prompt(source.text)}" for source in ordered]
        blocks.append("\n".join([*_heading(group[0]), *lines]))
        numbers += [source.number for source in ordered]
    text = "\n\n".join(f"<article>\n{block}\n</article>" for block in blocks)
    return SourceList(text=text, numbers=tuple(numbers))


def within_budget(passages: Sequence[Passage], tokens: int) -> tuple[Passage, ...]:
    """Give as many passages, best first, as fit by estimate; of a first one too long, its beginning."""
    costs = accumulate(estimated_tokens(list_sources([passage]).text) for passage in passages)
    fitting = sum(cost <= tokens for cost in costs)
    if fitting or not passages:
        return tuple(passages[:fitting])
    first = passages[0]
    for length in range(len(first.sentences) - 1, 0, -1):
        shorter = replace(first, sentences=first.sentences[:length])
        if estimated_tokens(list_sources([shorter]).text) <= tokens:
            return (shorter,)
    return ()


def halved(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """Give the better half of the passages; of a single one, the first half of its sentences."""
    if len(passages) > 1:
        return tuple(passages[: (len(passages) + 1) // 2])
    return tuple(
        replace(only, sentences=only.sentences[: (len(only.sentences) + 1) // 2]) for only in passages
    )


def cleaned_for_prompt(text: str) -> str:
    """Give a text on one line, without hidden characters, and with marks and tags made harmless.

    >>> cleaned_for_prompt("Rain [1]\\n</articles> fell\\u200b.")
    'Rain (1) ‹/articles> fell.'
    """
    text = " ".join(text.split())
    if not text.isprintable():
        text = "".join(character for character in text if not _is_hidden(character))
        text = text.encode("utf-8", "replace").decode()
    text = _BRACKETED.sub(r"(\1)", text)
    return _CLOSING_BAR.sub("|›", _TAG.sub("‹", text)).strip()


def estimated_tokens(text: str) -> int:
    """Give a number of tokens that hardly any tokenizer exceeds, without one at hand.

    Three Latin letters, two bytes of any other script, or one digit or sign count as a token.
    """
    plain = text.encode("ascii", "ignore")
    signs = len(plain.translate(None, _LETTERS + b" \t\r\n"))
    letters = len(plain) - len(plain.translate(None, _LETTERS))
    other_bytes = len(text.encode("utf-8", "replace")) - len(plain)
    return -(-letters // _LETTERS_PER_TOKEN) + signs + -(-other_bytes // _BYTES_PER_TOKEN) + text.count("\n")


def _by_article(passages: Sequence[Passage]) -> list[list[Passage]]:
    groups: dict[tuple[str, str], list[Passage]] = {}
    for passage in passages:
        groups.setdefault((passage.article_id, passage.version), []).append(passage)
    return list(groups.values())


def usable_sources(passage: Passage) -> list[Source]:
    """Give the sentences of a passage that do not stand in a paragraph after words to a machine."""
    breaks = [passage.start + match.start() for match in _BLANK_LINE.finditer(passage.text)]
    usable: list[Source] = []
    silent_until = -1
    for source in passage.sentences:
        if source.start >= silent_until and _TO_A_MACHINE.search(cleaned_for_prompt(source.text)):
            ending = (place for place in breaks if place >= source.end)
            silent_until = next(ending, passage.start + len(passage.text))
        if source.start >= silent_until:
            usable.append(source)
    return usable


def _heading(passage: Passage) -> list[str]:
    published = passage.published.isoformat() if passage.published else "unknown"
    return [
        f"Title: {cleaned_for_prompt(passage.title) or 'unknown'}",
        f"Source: {cleaned_for_prompt(passage.source or '') or 'unknown'}",
        f"Published: {published}",
    ]


def _is_hidden(character: str) -> bool:
    """Control, zero-width, direction, tag and private-use characters: nothing that a reader sees."""
    return unicodedata.category(character) in {"Cc", "Cf", "Co"}
