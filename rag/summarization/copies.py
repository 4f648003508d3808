"""Finds articles that repeat another one's text, such as wire copies, so that each counts once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.types import Article

SHINGLE_WORDS = 5
SHARED = 0.5
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Distinct:
    """Articles without their copies; `copied` names the original of each copy."""

    articles: tuple[Article, ...]
    copied: dict[str, str]


def distinct_articles(articles: Sequence[Article]) -> Distinct:
    """Give the articles without those of which half the five-word runs stand in an earlier one.

    Of two copies the one published first is kept; where that is not known, the first one given.
    """
    order = sorted(range(len(articles)), key=lambda place: (_moment(articles[place]), place))
    kept: dict[int, set[tuple[str, ...]]] = {}
    copied: dict[str, str] = {}
    for place in order:
        runs = _shingles(articles[place].text)
        original = next((other for other, theirs in kept.items() if _is_copy(runs, theirs)), None)
        if original is None:
            kept[place] = runs
        elif articles[place].id != articles[original].id:
            copied[articles[place].id] = articles[original].id
    return Distinct(articles=tuple(articles[place] for place in sorted(kept)), copied=copied)


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    return {tuple(words[at : at + SHINGLE_WORDS]) for at in range(max(1, len(words) - SHINGLE_WORDS + 1))}


def _is_copy(runs: set[tuple[str, ...]], others: set[tuple[str, ...]]) -> bool:
    shorter = min(len(runs), len(others))
    return shorter > 0 and len(runs & others) >= SHARED * shorter


def _moment(article: Article) -> str:
    return article.published.isoformat() if article.published else "9999"
