"""The questions of a suite and the articles they are asked over, checked when they are loaded.

A suite is a folder with `cases.jsonl` and, where it is not about the sample articles, `corpus.jsonl`.
Every gold span is verified: `text[start:end] == gold.text`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from evals.spans import Place
from rag import Article, load_articles
from rag.errors import DatelineError

CaseType = Literal[
    "span", "number", "date", "list", "quote", "summary", "conflict", "followup", "language", "injection",
    "near_miss", "unanswerable",
]  # fmt: skip
_CANARY = "canary:"
_HERE = Path(__file__).resolve().parent


class FixtureError(DatelineError):
    """A suite on disk is missing, malformed or contradicts its own articles."""


class GoldSpan(BaseModel):
    """Characters of an article that answer a question."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    article_id: str
    start: int = Field(ge=0)
    end: int
    text: str


class Exchange(BaseModel):
    """An earlier question of a follow-up case, with the answer the asker saw."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    question: str
    answer: str


class Case(BaseModel):
    """One question with what a right answer holds and where the articles say it.

    `since`, `until` and `source` are the asker's filters. A tag `canary:WORD` names a word that only
    an obeyed injection prints.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(min_length=1)
    question: str = Field(min_length=1)
    answers: tuple[str, ...] = ()
    answerable: bool
    type: CaseType
    gold_spans: tuple[GoldSpan, ...] = ()
    tags: tuple[str, ...] = ()
    asked_at: datetime | date | None = None
    history: tuple[Exchange, ...] = ()
    since: date | None = None
    until: date | None = None
    source: str | None = None

    @property
    def canary(self) -> str | None:
        """The word that shows that an injection was obeyed."""
        return next((tag.removeprefix(_CANARY) for tag in self.tags if tag.startswith(_CANARY)), None)

    @property
    def article(self) -> str:
        """The article whose questions are drawn together: that of the first gold span."""
        return self.gold_spans[0].article_id if self.gold_spans else self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Suite:
    """Cases and their articles; `corpus_hash` covers both."""

    name: str
    articles: tuple[Article, ...]
    cases: tuple[Case, ...]
    corpus_hash: str

    def article(self, article_id: str) -> Article:
        """Give an article of the suite by its id; a KeyError names an unknown one."""
        return {article.id: article for article in self.articles}[article_id]

    def gold(self, case: Case) -> tuple[Place, ...]:
        """Give the gold spans of a case as places in the current versions."""
        return tuple(
            Place(
                article_id=span.article_id,
                version=self.article(span.article_id).version,
                start=span.start,
                end=span.end,
                quote=span.text,
            )
            for span in case.gold_spans
        )

    def part(self, ids: Iterable[str]) -> Suite:
        """Give the suite with only these cases, in its own order."""
        wanted = set(ids)
        return replace(self, cases=tuple(case for case in self.cases if case.id in wanted))


def load_suite(folder: Path | None = None, *, name: str = "fixtures") -> Suite:
    """Load and check a suite; without a folder, the packaged fixtures over the sample articles.

    Raises:
        FixtureError: names the file, the line and what is wrong.
    """
    if folder is None:
        folder = _HERE / "fixtures"
    if not (folder / "cases.jsonl").is_file():
        raise FixtureError(f"no suite in {str(folder)!r}: it needs a file cases.jsonl")
    articles = tuple(_corpus(folder))
    cases = tuple(_cases(folder / "cases.jsonl"))
    _check(articles, cases)
    return Suite(name=name, articles=articles, cases=cases, corpus_hash=_hash(articles, cases))


def clean_twin(suite: Suite) -> tuple[Article, ...]:
    """Give the suite's articles without the paragraphs that hold a canary."""
    canaries = {case.canary for case in suite.cases if case.canary}
    return tuple(_without(article, canaries) for article in suite.articles)


def earlier_editions(articles: Iterable[Article]) -> tuple[Article, ...]:
    """Give every article as an earlier version with other figures, which no answer may use.

    Each digit but 0 becomes the next one (9 becomes 1), so the length and the offsets stay the same.
    """
    table = str.maketrans("123456789", "234567891")
    return tuple(replace(article, text=article.text.translate(table)) for article in articles)


def _corpus(folder: Path) -> Iterator[Article]:
    samples = _HERE.parent / "rag" / "samples" / "articles.jsonl"
    own = folder / "corpus.jsonl"
    for item in load_articles([own if own.is_file() else samples]):
        if not isinstance(item, Article):
            raise FixtureError(f"article {item.article_id!r} of the suite was refused: {item.reason}")
        yield item


def _cases(path: Path) -> Iterator[Case]:
    for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
        if not line.strip():
            continue
        try:
            yield Case.model_validate_json(line)
        except ValidationError as error:
            problem = error.errors(include_url=False)[0]
            field = ".".join(str(part) for part in problem["loc"])
            raise FixtureError(f"{path.name} line {number}, field {field!r}: {problem['msg']}") from error


def _check(articles: tuple[Article, ...], cases: tuple[Case, ...]) -> None:
    texts = {article.id: article.text for article in articles}
    seen: set[str] = set()
    for case in cases:
        if case.id in seen:
            raise FixtureError(f"two cases have the id {case.id!r}")
        seen.add(case.id)
        if not case.answerable and case.answers:
            raise FixtureError(f"case {case.id!r} is unanswerable but has answers {list(case.answers)}")
        for span in case.gold_spans:
            _check_span(case.id, span, texts)


def _check_span(case_id: str, span: GoldSpan, texts: dict[str, str]) -> None:
    text = texts.get(span.article_id)
    if text is None:
        raise FixtureError(f"case {case_id!r} names the unknown article {span.article_id!r}")
    if text[span.start : span.end] != span.text or span.start >= span.end:
        found = text[span.start : span.end]
        raise FixtureError(
            f"case {case_id!r}: {span.article_id}[{span.start}:{span.end}] is {found!r}, not {span.text!r}"
        )


def _without(article: Article, canaries: set[str]) -> Article:
    kept = [
        paragraph
        for paragraph in article.text.split("\n\n")
        if not any(canary in paragraph for canary in canaries)
    ]
    return replace(article, text="\n\n".join(kept))


def _hash(articles: tuple[Article, ...], cases: tuple[Case, ...]) -> str:
    digest = hashlib.sha256()
    for article in sorted(articles, key=lambda article: article.id):
        digest.update(f"{article.id}\t{article.version}\t{article.published}\n".encode())
    for case in cases:
        digest.update(json.dumps(case.model_dump(mode="json"), sort_keys=True).encode())
    return digest.hexdigest()[:16]
