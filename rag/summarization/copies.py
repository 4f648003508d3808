"""Finds articles that repeat another one's text, such as wire copies, so that each counts once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rag.types import Article
from rag.verification.conflicts.origins import Runs, have_one_origin, runs_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Distinct:
    """Articles without their copies; `copied` names the original of each copy."""

    articles: tuple[Article, ...]
    copied: dict[str, str]


def distinct_articles(articles: Sequence[Article]) -> Distinct:
    """Give the articles without those of which more than half of the five-word runs stand in an earlier one.

    Of two copies the one published first is kept; where that is not known, the first one given.
    """
    order = sorted(range(len(articles)), key=lambda place: (_moment(articles[place]), place))
    kept: dict[int, Runs] = {}
    copied: dict[str, str] = {}
    for place in order:
        runs = runs_of(articles[place].text)
        original = next((other for other, theirs in kept.items() if have_one_origin(runs, theirs)), None)
        if original is None:
            kept[place] = runs
        elif articles[place].id != articles[original].id:
            copied[articles[place].id] = articles[original].id
    return Distinct(articles=tuple(articles[place] for place in sorted(kept)), copied=copied)


def _moment(article: Article) -> str:
    return article.published.isoformat() if article.published else "9999"
