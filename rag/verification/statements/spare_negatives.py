"""Negatives of the evidence that no negation of the claim is the twin of, and what they may stand for."""

from __future__ import annotations

from dataclasses import dataclass

from rag.verification.alignment import Neighbours, neighbours
from rag.verification.case import Case, Line
from rag.verification.statements.attribution import find_speakers
from rag.verification.statements.negation import (
    Negation,
    blocking_words,
    count_negative,
    denied_word,
    find_negations,
)
from rag.verification.words.clauses import CLAUSE_END, clause_around
from rag.verification.words.tokens import are_opposite, content_stems, sense, stem, tokenize

PLAIN = frozenset({"not", "n't", "n’t", "never", "denied", "denies", "deny", "denying"})
# How far apart, in words, two negatives may stand from the word that they share.
_NEAR = 6
# Words that many a negative has near it.
_LOOSE = frozenset(
    sense(stem(word))
    for word in "say people year month week day hour two three four five six seven eight nine ten".split()
)


@dataclass(frozen=True, slots=True)
class Spare:
    """A negative of the evidence: the words around it, and the word that it denies."""

    near: Neighbours
    word: str
    clause: str
    text: str


def spare_negatives(lines: list[Line], free: list[tuple[Line, Negation]], case: Case) -> list[Spare]:
    """Each negative of the evidence that the claim does not repeat."""
    mine = {token.text.lower() for token in tokenize(case.claim)}
    stems = {token.stem for token in tokenize(case.claim)}
    places = [
        (line, negation.start, negation.end, denied_word(negation))
        for line, negation in free
        if negation.kind != "soft" or stem(negation.text.split()[0]) not in stems
    ]
    for line in lines:
        cues = find_negations(line.text)
        places += [
            (line, start, end, "")
            for start, end in blocking_words(line.text)
            if line.text[start:end].lower() not in mine and not any(c.start <= start < c.end for c in cues)
        ]
    return [
        Spare(neighbours(line.text, start, end, ()), word, clause_around(line.text, start), line.text)
        for line, start, end, word in places
    ]


def is_told_elsewhere(claim: str, at: int, text: str, theirs: Negation) -> bool:
    """Whether the clause of a claim around a place tells another clause of a text than a negation's.

    >>> text = "Brandt kept the mill, which spins two tonnes of flax a day, but refused to sell the flax."
    >>> claim = "The mill spins two tonnes of flax a day."
    >>> is_told_elsewhere(claim, claim.index("flax"), text, find_negations(text)[0])
    True
    """
    clause = clause_around(claim, at)
    for speaker in find_speakers(claim):
        clause = clause.replace(claim[speaker.start : speaker.end], " ")
    mine = content_stems(clause)
    that = text.find(" that ", theirs.end) + 1 if theirs.kind == "denial" else 0
    denied = {clause_around(text, theirs.start), clause_around(text, max(that, theirs.start))}
    inside = mine & content_stems(" ".join(denied))
    others = mine.intersection(*(content_stems(text.replace(clause, " ")) for clause in denied))
    return len(others - inside) > len(inside)


def _is_elsewhere(mine: Negation, one: Spare, claim: str) -> bool:
    """Whether a text says elsewhere, and without the negative, what a negation of the claim denies."""
    cut = CLAUSE_END.search(claim, mine.end)
    denied = content_stems(claim[mine.end : cut.start() if cut else len(claim)])
    if denied & content_stems(one.clause):
        return False
    return any(
        len(denied & content_stems(clause)) > 1 and not count_negative(clause)
        for clause in CLAUSE_END.split(one.text)
    )


def takes_spare(mine: Negation, is_stated: bool, spare: list[Spare], case: Case) -> bool:
    """Whether a negative of the evidence stands among the same words; it is then no longer spare."""
    around = neighbours(case.claim, mine.start, mine.end, ())
    word = denied_word(mine)
    near = _NEAR if mine.text.lower() in PLAIN else 2 * _NEAR
    other = next(
        (
            one
            for one in spare
            if _stand_near(around, one.near, near)
            and not are_opposite(word, one.word)
            and not _is_elsewhere(mine, one, case.claim)
        ),
        None,
    )
    if other is None or (is_stated and mine.text.lower() in PLAIN):
        return False
    spare.remove(other)
    return True


def _stand_near(first: Neighbours, second: Neighbours, most: int) -> bool:
    """Whether two negatives share a word that is near to both."""
    return any(
        abs(first[word]) + abs(second[word]) <= most
        for word in first.keys() & second.keys() - _LOOSE
        if word.isalpha()
    )
