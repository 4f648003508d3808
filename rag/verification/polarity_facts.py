"""Checks that a claim denies, asserts, or only foresees what its evidence does."""

from __future__ import annotations

from rag.types import Fact
from rag.verification.case import Case, Line, fact
from rag.verification.negation import Negated, find_negated, has_negation, is_denial, modality_of
from rag.verification.tokens import Token, sense, tokenize
from rag.verification.wordlists import ANTONYMS, NEGATIVE_WORDS


def check_negation(case: Case) -> list[Fact]:
    """Give a fact for every negation of a claim, and for every one of the evidence that it drops."""
    lines = [line for line in case.lines]
    mine = [n for n in find_negated(case.claim) if n.strong and not _is_quoted(n.start, case)]
    facts = [_claimed(negated, case, lines) for negated in mine]
    return facts + [dropped for line in lines if (dropped := _dropped(line, case))]


def _is_quoted(at: int, case: Case) -> bool:
    return any(start <= at < end for start, end in case.quoted)


def _claimed(negated: Negated, case: Case, lines: list[Line]) -> Fact:
    place = (case.claim[negated.start : negated.end], negated.start, negated.end)
    for line in lines:
        for theirs in find_negated(line.text):
            if theirs.word == negated.word or (
                theirs.strong and theirs.cue[:4] == negated.cue[:4] and is_denial(negated.cue)
            ):
                return fact("negation", place, "matched", line=line, found=(theirs.start, theirs.end))
    for line in lines:
        stated = [t for t in tokenize(line.text) if sense(t.stem) == negated.word and t.is_content]
        if stated:
            note = f"the evidence does not deny {stated[0].text!r}"
            return fact(
                "negation",
                place,
                "contradicted",
                line=line,
                found=(stated[0].start, stated[0].end),
                note=note,
            )
    for line in lines:
        if has_negation(line.text) or _negative(line.text) or _opposite(negated.word, line.text):
            return fact(
                "negation",
                place,
                "matched",
                line=line,
                found=(0, len(line.text)),
                note="denied in other words",
            )
    return fact("negation", place, "contradicted", note="the cited text denies nothing")


def _negative(text: str) -> bool:
    return any(token.text.lower() in NEGATIVE_WORDS for token in tokenize(text))


def _opposite(word: str, text: str) -> bool:
    return any(frozenset({word, sense(token.stem)}) in ANTONYMS for token in tokenize(text))


def _dropped(line: Line, case: Case) -> Fact | None:
    """A word that the evidence denies and the claim asserts."""
    if len(case.lines) > 1 and not _is_main(line, case):
        return None
    denied = {n.word for n in find_negated(case.claim)}
    asserted = {
        sense(t.stem): t for t in tokenize(case.claim) if t.is_content and not _is_quoted(t.start, case)
    }
    elsewhere = _asserted_elsewhere(line, case)
    for theirs in find_negated(line.text):
        token = asserted.get(theirs.word)
        if not theirs.strong or token is None or theirs.word in denied or theirs.word in elsewhere:
            continue
        if is_denial(theirs.cue) or _covered(theirs, line, asserted):
            if any(sense(t.stem)[:4] == theirs.cue[:4] for t in tokenize(case.claim)):
                continue
            place = (token.text, token.start, token.end)
            note = f"the evidence says {line.text[theirs.start : theirs.end]!r}"
            return fact(
                "negation", place, "contradicted", line=line, found=(theirs.start, theirs.end), note=note
            )
    return None


def _is_main(line: Line, case: Case) -> bool:
    """Whether a line shares more content with the claim than the others do."""
    words = {sense(t.stem) for t in tokenize(case.claim) if t.is_content}
    counts = [
        len(words & {sense(t.stem) for t in tokenize(other.text) if t.is_content}) for other in case.lines
    ]
    return counts[case.lines.index(line)] >= max(counts)


def _asserted_elsewhere(line: Line, case: Case) -> set[str]:
    """Words that the evidence also asserts, outside any negation."""
    words: set[str] = set()
    for other in case.lines:
        inside = find_negated(other.text)
        for token in tokenize(other.text):
            reached = any(n.word == sense(token.stem) for n in inside)
            if token.is_content and not reached:
                words.add(sense(token.stem))
    return words


def _covered(theirs: Negated, line: Line, asserted: dict[str, Token]) -> bool:
    """Whether the claim repeats more of what stands around the negation than the word alone."""
    reach = [n.word for n in find_negated(line.text) if n.start == theirs.start]
    return sum(word in asserted for word in reach) >= 0.5 * len(reach)


def check_modality(case: Case) -> list[Fact]:
    """Give a fact for every verb that the claim asserts and the evidence does not, or the reverse."""
    facts: list[Fact] = []
    for token in tokenize(case.claim):
        if token.is_content and not _is_quoted(token.start, case):
            found = _modality(token, case)
            if found:
                facts.append(found)
    return facts


def _modality(token: Token, case: Case) -> Fact | None:
    word = sense(token.stem)
    twins = [
        (line, t)
        for line in case.lines
        for t in tokenize(line.text)
        if sense(t.stem) == word and t.is_content
    ]
    if not twins or word in {n.word for n in find_negated(case.claim)}:
        return None
    mine = modality_of(case.claim, token)
    theirs = [modality_of(line.text, other) for line, other in twins]
    place = (token.text, token.start, token.end)
    line, other = twins[0]
    if mine in theirs:
        if mine == "asserted":
            return None
        return fact("modality", place, "matched", line=line, found=(other.start, other.end))
    if mine == "asserted" and set(theirs) == {"intended"} and not token.text.lower().endswith(("ed", "s")):
        return None
    note = f"the evidence has it {theirs[0]}, the claim {mine}"
    return fact("modality", place, "contradicted", line=line, found=(other.start, other.end), note=note)


def check_opposites(case: Case) -> list[Fact]:
    """Give a fact for every word whose opposite the evidence has in its place."""
    words = {sense(t.stem): (line, t) for line in case.lines for t in tokenize(line.text) if t.is_word}
    mine = {sense(t.stem) for t in tokenize(case.claim)}
    facts: list[Fact] = []
    for token in tokenize(case.claim):
        word = sense(token.stem)
        if word in words or _is_quoted(token.start, case):
            continue
        rivals = [other for other in words if frozenset({word, other}) in ANTONYMS and other not in mine]
        if rivals and not has_negation(case.claim):
            line, other = words[rivals[0]]
            note = f"the evidence says {other.text!r}"
            place = (token.text, token.start, token.end)
            facts.append(
                fact("word", place, "contradicted", line=line, found=(other.start, other.end), note=note)
            )
    return facts
