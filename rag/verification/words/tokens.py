"""Words with their offsets, and what makes two words the same for the checks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rag.verification.words.wordlists import IRREGULAR, OPPOSITES, STOPWORDS, SYNONYM_GROUPS

_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S.
    r"|\d+(?:[.,:]\d+)*(?:st|nd|rd|th)?"
    r"|[^\W\d_]+(?:['’][^\W\d_]+)*"
    r"|\S"
)
_POSSESSIVE = re.compile(r"['’]s?$")

# "Travelled", "cancelled", "fuelled": the l is doubled in British spelling.
_BRITISH = re.compile(r"[aeiou](?:n?[vcbdnr]e|ue|[ng]a|[iu]a)ll$")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or punctuation mark; `stem` is what is compared.

    `is_word`: it holds a letter or digit; `is_content`: it also carries meaning of its own.
    """

    text: str
    start: int
    end: int
    stem: str
    is_word: bool
    is_content: bool


@lru_cache(maxsize=4096)
def tokenize(text: str) -> tuple[Token, ...]:
    """Split a text into tokens; hyphenated words are split, apostrophes are kept inside.

    >>> [token.stem for token in tokenize("Civilians fled the town's port.")]
    ['civilian', 'flee', 'the', 'town', 'port', '.']
    """
    return tuple(_token(match) for match in _WORD.finditer(text))


def _token(match: re.Match[str]) -> Token:
    text = match.group()
    return Token(text, match.start(), match.end(), *_kind(text))


@lru_cache(maxsize=65536)
def _kind(text: str) -> tuple[str, bool, bool]:
    """The stem of a token, whether it is a word, and whether it carries meaning."""
    is_word = text[0].isalnum()
    return (stem(text) if is_word else text), is_word, is_word and text.lower() not in STOPWORDS


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Give the form of an English word under which its inflections are the same."""
    lower = _POSSESSIVE.sub("", word.lower().replace("’", "'")).replace(".", "")
    if not lower:
        return word.lower()
    known = IRREGULAR.get(lower) or IRREGULAR.get(lower.removesuffix("s"))
    if known:
        return known
    if not lower.isalpha() or len(lower) <= 3:
        return lower
    return _strip(lower)


@lru_cache(maxsize=65536)
def sense(word_stem: str) -> str:
    """Give the name of the group of near-synonyms of a stem, or the stem itself."""
    return _senses().get(word_stem, word_stem)


@lru_cache(maxsize=1)
def _senses() -> dict[str, str]:
    senses: dict[str, str] = {}
    for line in SYNONYM_GROUPS.strip().splitlines():
        names = [stem(word) for word in line.split()]
        for name in names:
            senses.setdefault(name, names[0])
    return senses


def are_opposite(first: str, second: str) -> bool:
    """Whether two senses are opposites, like rise and fall.

    >>> are_opposite(sense(stem("fell")), sense(stem("climbed")))
    True
    """
    return second in opposites_of(first)


def opposites_of(word: str) -> frozenset[str]:
    """The senses that are opposites of a sense."""
    return _opposites().get(word, frozenset())


@lru_cache(maxsize=1)
def _opposites() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for pair in OPPOSITES.replace("\n", " ").split(";"):
        first, second = (sense(stem(word)) for word in pair.split())
        found.setdefault(first, set()).add(second)
        found.setdefault(second, set()).add(first)
    return {word: frozenset(others) for word, others in found.items()}


def content_stems(text: str) -> frozenset[str]:
    """The senses of the content words of a text."""
    return frozenset(sense(token.stem) for token in tokenize(text) if token.is_content)


def _strip(word: str) -> str:
    word = _plural(word)
    for suffix in ("ing", "ed"):
        base = word[: -len(suffix)]
        if word.endswith(suffix) and len(base) >= 3 and any(letter in "aeiouy" for letter in base):
            return _restore(base)
    if word.endswith("ment") and len(word) > 7:
        word = word[:-4]
    if word.endswith("e") and len(word) > 3:
        return word[:-1]
    if word.endswith("y") and len(word) > 4:
        return word[:-1] + "i"
    return word


def _plural(word: str) -> str:
    if word.endswith("sses"):
        return word[:-2]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("xes", "ches", "shes", "zes", "oes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _restore(base: str) -> str:
    if len(base) > 3 and base[-1] == base[-2] and (base[-1] not in "lsz" or _BRITISH.search(base)):
        return base[:-1]
    if base.endswith("e") and len(base) > 4:
        return base[:-1]
    return base[:-1] + "i" if base.endswith("y") and len(base) > 4 else base
