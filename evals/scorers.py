"""Scorers of an answer's words: each is pure and gives a value with its reason, or None.

`exact_match` and `f1` follow the evaluation script of SQuAD to the letter (lower case, ASCII
punctuation and articles removed, best over the references), so figures compare with published ones.
"""

from __future__ import annotations

import re
import string
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from evals.figures import calendar_dates, names, quantities, same_date, same_quantity

_ARTICLES = re.compile(r"\b(a|an|the)\b")
_STEM = 5
_PUNCTUATION = frozenset(string.punctuation)


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A value, as a rule from 0 to 1, and why."""

    value: float
    reason: str


def normalize_answer(text: str) -> str:
    """Give the form in which SQuAD compares answers; accents first composed, so that é is é.

    >>> normalize_answer("The  Harbour-Master's office.")
    'harbourmasters office'
    """
    composed = unicodedata.normalize("NFC", text)
    lowered = "".join(character for character in composed.lower() if character not in _PUNCTUATION)
    return " ".join(_ARTICLES.sub(" ", lowered).split())


def exact_match(answer: str, references: Sequence[str]) -> Score:
    """Give 1 when a reference equals the answer; no reference means that "" is right."""
    given = normalize_answer(answer)
    for reference in references or ("",):
        if normalize_answer(reference) == given:
            return Score(value=1.0, reason=f"equals {reference!r}")
    return Score(value=0.0, reason=f"{answer!r} equals none of {list(references)}")


def f1(answer: str, references: Sequence[str]) -> Score:
    """Give the best F1 of words over the references; no reference means that "" is right."""
    scored = [(_word_f1(answer, reference), reference) for reference in references or ("",)]
    value, reference = max(scored, key=lambda pair: pair[0])
    return Score(value=value, reason=f"{answer!r} against {reference!r}")


def answer_contains(answer: str, references: Sequence[str]) -> Score | None:
    """Give 1 when a reference stands in the answer as whole words."""
    if not references:
        return None
    given = f" {normalize_answer(answer)} "
    for reference in references:
        wanted = normalize_answer(reference)
        if wanted and f" {wanted} " in given:
            return Score(value=1.0, reason=f"holds {reference!r}")
    return Score(value=0.0, reason=f"{answer!r} holds none of {list(references)}")


def numeric_match(answer: str, references: Sequence[str]) -> Score | None:
    """Give 1 when every number and date of a reference is in the answer, with its unit and scale.

    None where no reference holds a number or a date.
    """
    numeric = [reference for reference in references if quantities(reference) or calendar_dates(reference)]
    if not numeric:
        return None
    missing = [_missing_figures(reference, answer) for reference in numeric]
    if not all(missing):
        return Score(value=1.0, reason=f"{answer!r} gives the figures of {numeric[missing.index(())]!r}")
    return Score(value=0.0, reason=f"{answer!r} lacks {', '.join(missing[0])}")


def figure_faithfulness(sentence: str, evidence: Sequence[str]) -> Score | None:
    """Give the share of the sentence's numbers, dates and names that its own evidence holds.

    None where the sentence holds none. Every date part and every word of a name must be found.
    """
    text = "\n".join(evidence)
    lacking = _missing_figures(sentence, text, about=False)
    given, words = names(sentence), _words(text) | {"of", "the"}
    lacking += tuple(name for name in given if not _words(name) <= words)
    total = len(quantities(sentence)) + len(calendar_dates(sentence)) + len(given)
    if not total:
        return None
    reason = f"lacks {', '.join(lacking)}" if lacking else f"{total} found"
    return Score(value=1 - len(lacking) / total, reason=reason)


def word_support(sentence: str, evidence: Sequence[str]) -> Score | None:
    """Give the share of the sentence's longer words that its own evidence holds, by their first letters.

    None where it has none. It is coarse on purpose: a paraphrase keeps a part, an invention none.
    """
    wanted = {word[:_STEM] for word in _words(sentence) if len(word) >= _STEM - 1}
    if not wanted:
        return None
    held = {word[:_STEM] for word in _words("\n".join(evidence))}
    return Score(
        value=len(wanted & held) / len(wanted), reason=f"{len(wanted & held)} of {len(wanted)} words"
    )


def _word_f1(answer: str, reference: str) -> float:
    given, wanted = normalize_answer(answer).split(), normalize_answer(reference).split()
    if not given or not wanted:
        return float(given == wanted)
    shared = (Counter(given) & Counter(wanted)).total()
    if not shared:
        return 0.0
    precision, recall = shared / len(given), shared / len(wanted)
    return 2 * precision * recall / (precision + recall)


def _missing_figures(reference: str, text: str, *, about: bool = True) -> tuple[str, ...]:
    numbers, dates = quantities(text), calendar_dates(text)
    figures = [wanted if about else replace(wanted, about=False) for wanted in quantities(reference)]
    return (
        *(wanted.text for wanted in figures if not any(same_quantity(q, wanted) for q in numbers)),
        *(
            wanted.text
            for wanted in calendar_dates(reference)
            if not any(same_date(d, wanted) for d in dates)
        ),
    )


def _words(text: str) -> set[str]:
    return {re.sub(r"[’']s$", "", word) for word in re.findall(r"[\w’'-]+", text.casefold())}
