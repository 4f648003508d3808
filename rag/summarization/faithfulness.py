"""The stricter gate for what a model writes: every sentence is carried whole by each span it cites.

The checks look at facts, and at all cited spans together. Here a span must also hold the words of the
sentence, so that neither two stories joined to one nor a sentence without any fact can pass.
"""

from __future__ import annotations

import re
from dataclasses import replace

from rag.summarization.shelf import Shelf
from rag.types import Citation, Sentence
from rag.verification.words.tokens import Token, sense, tokenize

KNOWN_WORDS = 0.65
_PERIODS = frozenset(
    sense(token.stem)
    for token in tokenize("second minute hour day night week weekend month quarter year decade century")
)
_DATELINE = re.compile(r"[^.!?]{2,50}?,? \d{1,2} [A-Z][a-z]+ (?:—|–|-) ")
_FIRST_PERSON = re.compile(r"\b(?:I|I['’]\w+|[Ww]e|[Mm]y|[Oo]ur|[Mm]ine)\b")
_QUOTED = re.compile(r"[\"“][^\"“”]*[\"”]")
_NEGATORS = frozenset({"not", "no", "never", "none", "nor", "neither", "without", "cannot", "nobody"})
_LOCKED = frozenset({"name", "date", "figure"})
_COPY = 0.85
_LONGEST_MISS = 1
_FEWEST_WORDS = 3
ALONE = "one source sentence alone must carry all of it: write it from one"


def carried_whole(sentence: Sentence, shelf: Shelf) -> Sentence:
    """Give the sentence with only those spans that carry it alone; not supported where none does."""
    found = [one for one in (_alone(sentence, citation, shelf) for citation in sentence.citations) if one]
    if not found:
        return replace(sentence, supported=False)
    citations = tuple(one.citations[0] for one in found)
    return replace(found[0], citations=citations)


def _alone(sentence: Sentence, citation: Citation, shelf: Shelf) -> Sentence | None:
    checked = shelf.checked([replace(sentence, citations=(citation,))])[0]
    return checked if checked.supported and _holds_words(checked, citation) else None


def _holds_words(sentence: Sentence, citation: Citation) -> bool:
    """Whether the span has the words of the sentence, or the checks found them there as a fact."""
    known = {sense(token.stem) for token in tokenize(citation.quote)}
    words = [token for token in tokenize(sentence.text) if token.is_content]
    stands = [sense(token.stem) in known for token in words]
    held = [here or _is_checked(token, sentence) for token, here in zip(words, stands, strict=True)]
    if any(sense(word.stem) in _PERIODS and not is_held for word, is_held in zip(words, held, strict=True)):
        return False
    if _longest_miss(held) > _LONGEST_MISS or sum(held) < min(_FEWEST_WORDS, len(words)):
        return False
    return sum(held) >= KNOWN_WORDS * len(words) and _is_told_alike(sentence.text, citation.quote)


def _is_told_alike(text: str, quote: str) -> bool:
    """Whether speaker, dateline and negations are those of the span, as far as the wording is."""
    if text in quote:
        return True
    dateline = _DATELINE.match(text)
    if (dateline and dateline.group() not in quote) or _FIRST_PERSON.search(_QUOTED.sub("", text)):
        return False
    mine, theirs = ([token.text for token in tokenize(each)] for each in (text, quote))
    if sum(word in mine for word in theirs) < _COPY * len(theirs):
        return True
    new_names = {word for word in mine[1:] if word[0].isupper()} - set(theirs)
    return not new_names and _negations(mine) == _negations(theirs)


def _negations(words: list[str]) -> int:
    return sum(word.lower() in _NEGATORS or word.endswith(("n't", "n’t")) for word in words)


def _longest_miss(held: list[bool]) -> int:
    longest = run = 0
    for is_held in held:
        run = 0 if is_held else run + 1
        longest = max(longest, run)
    return longest


def _is_checked(token: Token, sentence: Sentence) -> bool:
    return any(
        fact.status in {"matched", "computed"} and fact.claim_start <= token.start < fact.claim_end
        for fact in sentence.checks
        if fact.kind in _LOCKED
    )
