"""How well what a figure counts, and the words bound to it, fit the words of a question.

Each constant is the factor of one finding; 1.0 speaks neither way.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from rag.models.figure_places import AskedFigure, FigurePlace
from rag.verification.figures.binding import BoundFigure
from rag.verification.words.tokens import sense, stem

_NOUN_IN_SCOPE, _NOUN_BEFORE, _NOUN_EARLIER, _NOUN_ABSENT = 0.9, 0.9, 0.75, 0.45
_OTHER_NOUN, _OTHER_NOUN_IN_SCOPE = 0.2, 0.5
_OTHER_MODIFIER, _MODIFIER_ABSENT = 0.35, 0.6
_KIND_OF_NOUN, _COUNTED_BY_OTHER = 0.75, 0.25
_IN_SENTENCE, _SENTENCE_BEFORE, _EARLIER, _LATER, _WORD_ABSENT = 0.9, 0.85, 0.75, 0.6, 0.75
_SHARED, _RIVAL_HAS, _RIVAL_EARLIER, _RIVAL_LATER = 0.65, 0.35, 0.6, 0.5
_NAME_BEFORE, _NAME_ABSENT = 0.92, 0.15
_MOST_ABSENT = 0.5
_FULL_WORDS = 3
_GENERIC = ("animal", "people", "case", "item", "unit", "piece")
_PERSONS = (
    "visitor villager traveller runner worker pupil student patient passenger teacher nurse farmer soldier"
    " refugee migrant voter adult child man woman citizen inhabitant spectator fan customer user member"
    " caller guest"
)


def noun_fit(asked: AskedFigure, place: FigurePlace, figure: BoundFigure) -> float:
    """Give how well the figure counts what is asked for."""
    if not asked.nouns:
        return 1.0
    *modifiers, head = asked.nouns
    around = figure.scope | set(figure.nouns)
    missing = [word for word in modifiers if word not in around]
    fitted = _head_fit(head, place, figure)
    if missing and set(figure.nouns) - set(asked.nouns) and not figure.inherited:
        return fitted * _OTHER_MODIFIER
    if any(word in other.words for word in missing for other in place.figures if other is not figure):
        return fitted * _OTHER_MODIFIER
    absent = [word for word in missing if word not in place.words | place.earlier]
    return fitted * _MODIFIER_ABSENT ** len(absent)


def _head_fit(head: str, place: FigurePlace, figure: BoundFigure) -> float:
    if head in figure.nouns or head == _unit_word(figure):
        return 1.0
    other = bool(figure.nouns) and not figure.inherited and not figure.quantity.unit
    if head in figure.scope:
        return _OTHER_NOUN_IN_SCOPE if other else _NOUN_IN_SCOPE
    if other:
        return _KIND_OF_NOUN if _is_kind_of(head, figure, place) else _OTHER_NOUN
    return _open_fit(head, place, figure)


def _unit_word(figure: BoundFigure) -> str:
    return sense(stem(figure.quantity.text.split()[-1])) if figure.quantity.unit else ""


def _open_fit(head: str, place: FigurePlace, figure: BoundFigure) -> float:
    """A figure without a noun of its own counts what was counted before it."""
    if any(head in rival.nouns and not rival.inherited for rival in place.figures):
        return _COUNTED_BY_OTHER if figure.inherited else _NOUN_BEFORE
    if head in place.words | place.before:
        return _NOUN_BEFORE
    return _NOUN_EARLIER if head in place.earlier else _NOUN_ABSENT


@lru_cache(maxsize=1)
def _generic() -> frozenset[str]:
    return frozenset(sense(stem(word)) for word in _GENERIC)


@lru_cache(maxsize=1)
def _persons() -> frozenset[str]:
    return frozenset(sense(stem(word)) for word in _PERSONS.split())


def _is_kind_of(head: str, figure: BoundFigure, place: FigurePlace) -> bool:
    """2,100 animals for sheep named before, 88,000 visitors for people."""
    if head == "people":
        return bool(_persons() & set(figure.nouns))
    return head in place.earlier and len(figure.nouns) == 1 and figure.nouns[0] in _generic()


def words_fit(
    asked: AskedFigure, place: FigurePlace, figure: BoundFigure, rivals: Sequence[FigurePlace]
) -> float:
    """Give the product over the words of the question, tempered where there are many."""
    fitted = 1.0
    for word in sorted(asked.words):
        fitted *= _word_fit(word, asked, place, figure, rivals)
    told = (asked.words - asked.names) | set(asked.nouns)
    absent = [word for word in told if word not in place.whole]
    if len(told) > 1 and 2 * len(absent) > len(told):
        fitted *= _MOST_ABSENT
    return fitted ** min(1.0, _FULL_WORDS / max(1, len(asked.words)))


def _word_fit(
    word: str, asked: AskedFigure, place: FigurePlace, figure: BoundFigure, rivals: Sequence[FigurePlace]
) -> float:
    if word in figure.scope or word in figure.nouns:
        return 1.0
    if any(word in other.words for other in place.figures if other is not figure):
        shared = _IN_SENTENCE if word in asked.names else _SHARED
        return shared if _is_subject(word, place) else _RIVAL_HAS
    if word in place.words:
        return _IN_SENTENCE
    return _outside_fit(word, asked, place, figure, rivals)


def _outside_fit(
    word: str, asked: AskedFigure, place: FigurePlace, figure: BoundFigure, rivals: Sequence[FigurePlace]
) -> float:
    """A word of the question that the sentence does not hold."""
    name = word in asked.names
    bound = any(word in other.scope for rival in rivals for other in rival.figures)
    if word in place.earlier:
        if bound and not name and _says_more(asked, figure):
            return _RIVAL_EARLIER
        nearby = _SENTENCE_BEFORE if word in place.before else _EARLIER
        return _NAME_BEFORE if name else nearby
    if word in place.whole:
        return _RIVAL_LATER if bound else _LATER
    return _NAME_ABSENT if name and not _resembles(word, place.whole) else _WORD_ABSENT


def _says_more(asked: AskedFigure, figure: BoundFigure) -> bool:
    """Whether the figure's own clause says something of its own, so that it does not go on with another's."""
    return len(figure.words - asked.words - set(asked.nouns) - set(figure.nouns)) > 0


def _is_subject(word: str, place: FigurePlace) -> bool:
    """Whether a word stands before every figure of its sentence: a subject that they share."""
    first = place.figures[0]
    return word in first.words and any(
        sense(stem(part)) == word
        for part in re.findall(r"[\w’']+", place.source.text[: first.quantity.start])
    )


def _resembles(name: str, words: frozenset[str]) -> bool:
    """Norland and Norlandic: one name in another form."""
    return any(word[:4] == name[:4] for word in words) if len(name) >= 4 else False
