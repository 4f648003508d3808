"""The support score of a claim: a logistic sum over its facts and over how its words align.

The facts decide the status of a claim; the score ranks claims and says how far their wording and
their facts agree with the evidence. `training/fit_support.py` fits `weights.py`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rag.types import Fact, SupportStatus
from rag.verification.case import Case
from rag.verification.weights import BIAS, FLOOR, WEIGHTS
from rag.verification.words.tokens import sense, stem, tokenize

_LONG, _SHORT = 8, 8
_WORD = re.compile(r"\w+")
# Facts whose words need not stand in the evidence: "three in the afternoon" for "3pm".
_TOLD = frozenset({"figure", "date"})
_BORNE = frozenset({"matched", "computed"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """What the score is made of: shares from 0 to 1, and counts.

    `best_line`: content words of the claim found in the sentence of the evidence that has most;
    `pairs`: neighbouring content words that are near neighbours in the evidence; `words3`: runs of
    three words that stand in the article; `copied`: the longest run that does, as a share of the
    claim; `novel_run`: content words in the longest run that the evidence lacks; `failed`: facts
    that are missing or contradicted; `length`: the natural logarithm of the claim's words, eight at least,
    because a long claim shares less with any one sentence. `coverage` (`coverage_of`)
    has no weight: it only sets the floor of a supported claim.
    """

    coverage: float
    best_line: float
    pairs: float
    words3: float
    copied: float
    novel_run: float
    failed: float
    length: float


def features_of(case: Case, facts: Sequence[Fact]) -> Features:
    """Give the features of a claim, its evidence and the facts found."""
    words = _content(case.claim)
    lines = [_content(line.text) for line in case.lines]
    known = _known(case)
    near = {pair for line in lines for pair in _pairs(line, 4)}
    sources = tuple({line.evidence.context or line.evidence.text for line in case.lines})
    return Features(
        coverage=coverage_of(case, facts),
        best_line=max((_share([word in set(line) for word in words]) for line in lines), default=0.0),
        pairs=_share([pair in near for pair in _pairs(words, 1)]),
        words3=shared_runs(case.claim, sources),
        copied=max((_copied(case.claim, source) for source in sources), default=0.0),
        novel_run=float(min(_LONG, _longest([word not in known for word in words]))),
        failed=float(sum(fact.status in {"missing", "contradicted"} for fact in facts)),
        length=math.log(max(_SHORT, len(_words(case.claim)))),
    )


def coverage_of(case: Case, facts: Sequence[Fact], *, said: bool = False) -> float:
    """Give the share of a claim's content words that its evidence has, in these words or as a fact.

    Words of saying do not count, nor do names that the evidence has as "she" or "the company". With `said`,
    of a claim that somebody else says too, only the words of what is said.
    """
    known = _known(case)
    borne = [f for f in facts if f.status in _BORNE]
    told = [(f.claim_start, f.claim_end) for f in borne if f.kind in _TOLD]
    meant = [(f.claim_start, f.claim_end) for f in borne if f.kind == "name" and f.note]
    if said:
        meant += [(f.claim_start, f.claim_end) for f in borne if f.kind == "speaker"]
    found: list[bool] = []
    for token in tokenize(case.claim):
        is_told, is_meant = (any(s <= token.start < e for s, e in places) for places in (told, meant))
        word = sense(token.stem)
        if token.is_content and not is_meant and (is_told or word not in _saying()):
            found.append(is_told or word in known)
    return _share(found)


def shared_runs(claim: str, sources: Sequence[str]) -> float:
    """Give the share of a claim's runs of three words that stand in one of the sources."""
    return _share([any(run in _runs(source) for source in sources) for run in _trigrams(_words(claim))])


def score_of(features: Features) -> float:
    """Give the support score, from 0 to 1; 0.5 lies between supported and not, by human labels."""
    return _logistic(BIAS + sum(weight * getattr(features, name) for name, weight in WEIGHTS.items()))


def joined_score(scores: Sequence[float]) -> float:
    """Give the score of a claim of several sentences: the mean on the logistic scale."""
    if not scores:
        return 0.0
    inside = [min(max(score, 1e-4), 1 - 1e-4) for score in scores]
    return _logistic(sum(math.log(score / (1 - score)) for score in inside) / len(inside))


def status_of(facts: Sequence[Fact], features: Features) -> SupportStatus:
    """Give the status: a contradicted fact contradicts; a missing one unsupports.

    So do unknown words, unless the claim was read as a whole and is carried.
    """
    if any(fact.status == "contradicted" for fact in facts):
        return "contradicted"
    is_carried = any(fact.kind == "meaning" and fact.status == "matched" for fact in facts)
    if any(fact.status == "missing" for fact in facts) or (features.coverage < FLOOR and not is_carried):
        return "unsupported"
    return "supported"


def _logistic(value: float) -> float:
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, value)))), 4)


def _share(found: Sequence[bool]) -> float:
    return sum(found) / len(found) if found else 1.0


def _known(case: Case) -> set[str]:
    """The senses of the content words of the evidence."""
    return {word for line in case.lines for word in _content(line.text)}


@lru_cache(maxsize=1)
def _saying() -> frozenset[str]:
    """The senses of the words of saying: nearly every news sentence holds one, so they carry nothing."""
    return frozenset(sense(stem(word)) for word in ("say", "tell", "told", "said", "add", "announce"))


@lru_cache(maxsize=4096)
def _content(text: str) -> tuple[str, ...]:
    return tuple(sense(token.stem) for token in tokenize(text) if token.is_content)


def _pairs(words: Sequence[str], reach: int) -> list[frozenset[str]]:
    return [
        frozenset({words[i], words[j]})
        for i in range(len(words))
        for j in range(i + 1, min(i + 1 + reach, len(words)))
    ]


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.lower()))


def _trigrams(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    return [words[at : at + 3] for at in range(len(words) - 2)]


@lru_cache(maxsize=64)
def _runs(text: str) -> frozenset[tuple[str, ...]]:
    return frozenset(_trigrams(_words(text)))


@lru_cache(maxsize=64)
def _places(text: str) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for at, word in enumerate(_words(text)):
        places.setdefault(word, []).append(at)
    return places


def _copied(claim: str, source: str) -> float:
    """The share of the claim's words in the longest run that stands in the source."""
    words, others, places = _words(claim), _words(source), _places(source)
    best = at = 0
    while at < len(words):
        length = max(
            (
                _run_length(words[at:], others[place : place + len(words) - at])
                for place in places.get(words[at], [])
            ),
            default=0,
        )
        best = max(best, length)
        at += max(length, 1)
    return best / len(words) if words else 1.0


def _run_length(first: tuple[str, ...], second: tuple[str, ...]) -> int:
    length = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        length += 1
    return length


def _longest(flags: Sequence[bool]) -> int:
    longest = run = 0
    for flag in flags:
        run = run + 1 if flag else 0
        longest = max(longest, run)
    return longest
