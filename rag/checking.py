"""Runs the checks: on the cited sentences of an answer, and on claims that someone brings."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ValidationError

from rag.articles import load_articles
from rag.errors import ArticleError
from rag.retrieval.passages import ArticleTexts
from rag.types import AddResult, Article, Citation, Sentence, Verification
from rag.verification import Evidence, check, check_sentence, resolve_times


class ClaimRow(BaseModel):
    """One line of `dateline check --jsonl`."""

    claim: str
    text: str
    published: str | None = None


def check_sentences(
    library: ArticleTexts, sentences: Sequence[Sentence], *, question: str | None = None
) -> tuple[Sentence, ...]:
    """Give the sentences with their facts, score and periods; one that fails is not supported.

    A sentence without a citation keeps none and is not supported.
    """
    return tuple(
        _check_one(library, sentence, question) if sentence.citations else sentence for sentence in sentences
    )


def problems_of(sentence: Sentence) -> list[str]:
    """Give in words what the checks found wrong with a sentence."""
    if not sentence.citations:
        return ["it cites no source"]
    found = [
        f"{fact.kind} {fact.text!r} is {fact.status} in the cited sources"
        + (f": {fact.note}" if fact.note else "")
        for fact in sentence.checks
        if fact.status in ("missing", "contradicted")
    ]
    return found or ["the cited sources do not carry it"]


def check_files(claim: str, paths: Sequence[str], *, published: date | None = None) -> Verification:
    """Check a claim against article files.

    Raises:
        ArticleError: a file cannot be read as an article.
    """
    articles: list[Article] = []
    for item in load_articles([Path(path) for path in paths], published=published):
        if isinstance(item, AddResult):
            raise ArticleError(item.reason or f"cannot read {item.article_id!r}")
        articles.append(item)
    return check(claim, articles)


def check_lines(path: Path) -> Iterator[Verification]:
    """Check each line of a JSON Lines file of {claim, text, published} against its own text.

    Raises:
        ArticleError: the file cannot be read, or a line is no such object.
    """
    try:
        lines = path.read_bytes().decode("utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise ArticleError(f"cannot read {str(path)!r}: {error}") from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _check_line(line, f"{path.name}:{number}")


def _check_line(line: str, place: str) -> Verification:
    try:
        row = ClaimRow.model_validate(json.loads(line))
        article = Article(id=place, text=row.text, published=row.published)  # pyright: ignore[reportArgumentType] -- Article parses it
    except (ValueError, ValidationError) as error:
        raise ArticleError(
            f"{place}: each line is an object with claim, text and published ({error})"
        ) from error
    return check(row.claim, article)


def _check_one(library: ArticleTexts, sentence: Sentence, question: str | None) -> Sentence:
    checked = check_sentence(
        sentence.text, [_evidence(library, citation) for citation in sentence.citations], question=question
    )
    published = max((c.published for c in sentence.citations if c.published), key=_day, default=None)
    return replace(
        sentence,
        supported=checked.status == "supported",
        score=round(checked.score, 4),
        checks=checked.facts,
        as_of=_day(published) if published else None,
        periods=tuple(resolve_times(sentence.text, published)) if published else (),
    )


def _evidence(library: ArticleTexts, citation: Citation) -> Evidence:
    article = library.get(citation.article_id, citation.version)
    return Evidence(
        article_id=citation.article_id,
        start=citation.start,
        end=citation.end,
        text=citation.quote,
        published=citation.published,
        context=article.text,
        title=article.title,
    )


def _day(published: date) -> date:
    return date(published.year, published.month, published.day)
