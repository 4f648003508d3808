"""Quiz questions over thousands of real news articles: the whole road, from search to short answer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from evals.benchmarks.libraries import open_or_build
from evals.benchmarks.outcomes import Anchor, Outcome, Request
from evals.benchmarks.questions import (
    Question,
    answer_figures,
    ask_all,
    citation_figures,
    data_folder,
    retrieval_figures,
    time_figures,
)
from evals.spans import Place
from rag import Library, load_articles
from rag.types import parse_published

NAME = "news_qa"
FILES = ("articles.jsonl", "questions.jsonl")
_SYSTEMS = ("open_gpt3_gcs", "open_gpt3_dpr", "closed_gpt3", "open_rag_gcs")
_BM25 = Anchor(
    name="BM25 chunks",
    figures={
        "hit@1": 0.58,
        "hit@5": 0.895,
        "hit@10": 0.963,
        "span@1": 0.47,
        "span@5": 0.815,
        "span@10": 0.895,
    },
    note="plain BM25 over chunks of about 900 characters, same questions",
)


class Span(BaseModel):
    """A gold mention of an answer."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    article_id: str
    start: int
    end: int


class Record(BaseModel):
    """One line of `questions.jsonl`; fields that are not scored are left alone."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str
    date: str
    question: str
    answers: tuple[str, ...] = ()
    answerable: bool
    gold_article_ids: tuple[str, ...] = ()
    answer_spans: tuple[Span, ...] = ()
    possible_article_ids: tuple[str, ...] = ()


def run(request: Request) -> Outcome:
    """Ask every question with its date as `asked_at`, over one library of all articles."""
    folder = data_folder(request.data, NAME, needs=FILES)
    articles = load_articles([folder / "articles.jsonl"])
    with open_or_build(request, articles) as library:
        questions = list(_questions(folder / "questions.jsonl", library))
        asked = ask_all(questions, library, request, drafter=request.opened.drafter, search=True)
    metrics = {
        **answer_figures(asked),
        **retrieval_figures(asked),
        **citation_figures(asked),
        **time_figures(asked),
    }
    opened = request.opened
    return Outcome(name=NAME, mode=opened.mode, model=opened.model, metrics=metrics, anchors=_anchors(folder))


def _questions(path: Path, library: Library) -> Iterator[Question]:
    versions = {row.id: row.version for row in library.articles()}
    for line in path.read_text("utf-8").split("\n"):
        if not line:
            continue
        record = Record.model_validate_json(line)
        yield Question(
            id=record.id,
            text=record.question,
            answers=record.answers if record.answerable else (),
            answerable=record.answerable,
            cluster=record.gold_article_ids[0] if record.gold_article_ids else record.id,
            asked_at=parse_published(record.date),
            gold=tuple(_place(span, versions[span.article_id]) for span in record.answer_spans),
            gold_articles=frozenset(record.gold_article_ids),
            possible=frozenset(record.possible_article_ids),
        )


def _place(span: Span, version: str) -> Place:
    return Place(article_id=span.article_id, version=version, start=span.start, end=span.end)


def _anchors(folder: Path) -> tuple[Anchor, ...]:
    path = folder / "anchors.json"
    published: dict[str, Any] = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    found = [
        _published(name, published[name]["open"]["answerable"]) for name in _SYSTEMS if name in published
    ]
    return (_BM25, *found)


def _published(name: str, percent: dict[str, float]) -> Anchor:
    figures = {"contains": percent["contains_gold"], "em": percent["em"], "f1": percent["f1"]}
    return Anchor(
        name=name,
        figures={metric: value / 100 for metric, value in figures.items()},
        note=f"published, {percent['n']:.0f} answerable questions of 2023 in this set, own search results",
    )
