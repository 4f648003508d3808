"""Tells English from other languages, and compares words where the English network cannot read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from rag.models.matching import Candidate, Weights
from rag.types import Passage

_FUNCTION_WORDS = {
    "en": "the of and in to was were is are did does do how what who when where which why many much has"
    " have had will by for on at from with that it",
    "es": "el la los las de del en y que un una por para con se su al es no cuántos cuántas cuánto"
    " cuánta quién qué cuándo dónde cuál cómo hasta fue son",
    "de": "der die das den dem des und in im ist war wurde wer was wie viele wann wo warum welche für"
    " nach mit von zu auf ein eine einen nicht sich wird über sagte",
    "fr": "le la les de des du et en un une est sont qui que quoi quand où combien pourquoi comment pour"
    " avec sur au aux dans par ne pas",
    "it": "il lo la gli le di del della e in un una è sono chi che cosa quando dove quanti quanto perché"
    " come per con",
    "pt": "o a os as de do da dos das e em um uma é são quem que quando onde quantos quanto por para com não",
    "nl": "de het een en van in is zijn wie wat wanneer waar hoeveel waarom hoe voor met op niet te",
    "ar": "في من على إلى عن ما هي هو كم متى أين هذا هذه التي الذي إن أن و",
}
_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")
_PREFIXES = re.compile(r"^(?:وال|بال|لل|ال|و(?=\w{4})|ب(?=\w{4}))")
_STEM = 5
_LATIN = re.compile(r"[a-z]", re.IGNORECASE)


@lru_cache(maxsize=4096)
def language_of(text: str) -> str:
    """Give the language whose function words a text holds most; English where nothing tells.

    >>> language_of("¿Cuántos barcos se quedaron en el puerto?")
    'es'
    """
    words = [word.lower() for word in _WORD.findall(text)]
    counts: Counter[str] = Counter()
    for language, listed in _function_words().items():
        counts[language] = sum(word in listed for word in words)
    best = max(counts, key=lambda language: (counts[language], language == "en"))
    if counts[best]:
        return best
    return "en" if _LATIN.search(text) or not words else "other"


def foreign_candidates(question: str, passages: Sequence[Passage]) -> list[Candidate]:
    """Give the sentences in the question's own language by the share of its words they hold, best first."""
    language = language_of(question)
    own = [
        (passage, source)
        for passage in passages
        for source in passage.sentences
        if language_of(passage.text) == language
    ]
    words = [_stems(source.text, language) for _, source in own]
    weights = Weights(Counter(word for held in words for word in held), len(own))
    wanted = weights.of_question(_stems(question, language))
    total = sum(wanted.values()) or 1.0
    found = [
        Candidate(
            source=source,
            passage=passage,
            start=source.start,
            end=source.end,
            score=sum(weight for word, weight in wanted.items() if word in held) / total,
        )
        for (passage, source), held in zip(own, words, strict=True)
    ]
    return sorted(found, key=lambda one: (-one.score, one.source.number))


@lru_cache(maxsize=1)
def _function_words() -> dict[str, frozenset[str]]:
    return {language: frozenset(words.split()) for language, words in _FUNCTION_WORDS.items()}


@lru_cache(maxsize=4096)
def _stems(text: str, language: str) -> frozenset[str]:
    """The words without the function words, cut to what inflection seldom touches."""
    listed = _function_words().get(language, frozenset())
    words = [word for word in _WORD.findall(text.lower()) if word not in listed]
    return frozenset(_PREFIXES.sub("", word)[:_STEM] for word in words)
