"""Matches the words of a question with the sentences of passages."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rag.types import Passage, Source
from rag.verification.words.tokens import sense, tokenize

_NEAR = 0.4
_TITLE = 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A phrase that may answer, inside one source sentence; `score` is between 0 and 1."""

    source: Source
    passage: Passage
    start: int
    end: int
    score: float

    @property
    def text(self) -> str:
        """The phrase."""
        return self.passage.text[self.start - self.passage.start : self.end - self.passage.start]


@lru_cache(maxsize=8192)
def words_of(text: str) -> frozenset[str]:
    """Give the senses of the content words of a text."""
    return frozenset(sense(token.stem) for token in tokenize(text) if token.is_content)


@dataclass(frozen=True, slots=True)
class Weights:
    """Inverse sentence frequency of words over the passages that were retrieved."""

    counts: Counter[str]
    total: int

    @classmethod
    def of(cls, passages: Sequence[Passage]) -> Weights:
        """Count the words of every sentence of the passages."""
        sentences = [words_of(source.text) for passage in passages for source in passage.sentences]
        return cls(Counter(word for words in sentences for word in words), len(sentences))

    def of_question(self, words: Iterable[str]) -> dict[str, float]:
        """Give the weight of each word; one that no sentence holds weighs most."""
        return {word: math.log(1 + (self.total + 1) / (self.counts[word] + 0.5)) for word in sorted(words)}


def sentence_candidates(question: str, passages: Sequence[Passage]) -> list[Candidate]:
    """Give every sentence by the share of the question's words that it holds, best first.

    A word weighs by its rarity among the sentences retrieved; one that stands only in a
    neighbouring sentence or in the title counts in part.
    """
    weights = Weights.of(passages)
    wanted = weights.of_question(words_of(question))
    total = sum(wanted.values()) or 1.0
    found: list[Candidate] = []
    for passage in passages:
        title = words_of(passage.title)
        for place, source in enumerate(passage.sentences):
            near = words_of(
                " ".join(other.text for other in passage.sentences[max(0, place - 1) : place + 2])
            )
            own = words_of(source.text)
            score = sum(weight * _share(word, own, near, title) for word, weight in wanted.items()) / total
            found.append(
                Candidate(source=source, passage=passage, start=source.start, end=source.end, score=score)
            )
    return sorted(found, key=lambda one: (-one.score, one.source.number))


def _share(word: str, own: frozenset[str], near: frozenset[str], title: frozenset[str]) -> float:
    if word in own:
        return 1.0
    return max(_NEAR * (word in near), _TITLE * (word in title))
