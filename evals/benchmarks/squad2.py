"""Reading comprehension with unanswerable questions: each is asked over its own paragraph only.

`em` and `f1` are those of SQuAD 2.0: over all questions, and a refusal is right where there is no
answer. `em.answerable` and `f1.answerable` are over the answerable ones with abstention off.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from evals.benchmarks.libraries import open_or_build
from evals.benchmarks.outcomes import Anchor, Outcome, Request
from evals.benchmarks.questions import (
    Asked,
    Question,
    answer_figures,
    ask_all,
    citation_figures,
    data_folder,
    time_figures,
)
from evals.scorers import exact_match, f1
from evals.spans import Place
from evals.statistics import Estimate, mean
from rag import Article, Library, load_articles, open_model

NAME = "squad2"
FILES = ("articles.jsonl", "questions.jsonl")
_ANCHORS = (
    Anchor(
        name="first trial",
        figures={"f1": 0.512, "f1.answerable": 0.646},
        note="MiniLM-L6 trained on 8,000 pairs, 2 epochs",
    ),
    Anchor(name="BERT-base", figures={"f1": 0.76}, note="130,000 pairs, as published, on the whole set"),
)


class Reference(BaseModel):
    """One reference answer and where it starts."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    text: str
    start: int


class Record(BaseModel):
    """One line of `questions.jsonl`."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str
    question: str
    answers: tuple[Reference, ...] = ()
    article_id: str
    answerable: bool


def run(request: Request) -> Outcome:
    """Ask every question over its own paragraph, then the answerable ones again without abstention."""
    folder = data_folder(request.data, NAME, needs=FILES)
    with open_or_build(request, _paragraphs(folder / "articles.jsonl")) as library:
        questions = list(_questions(folder / "questions.jsonl", library))
        asked = ask_all(questions, library, request, drafter=request.opened.drafter, search=False)
        forced = _forced(questions, library, request)
    metrics = {
        **answer_figures(asked),
        "em": _over_all(asked, exact=True),
        "f1": _over_all(asked, exact=False),
        **forced,
        **citation_figures(asked),
        **time_figures(asked),
    }
    opened = request.opened
    return Outcome(name=NAME, mode=opened.mode, model=opened.model, metrics=metrics, anchors=_ANCHORS)


def _paragraphs(path: Path) -> Iterator[Article]:
    # The source filter of `ask` keeps a question to its own paragraph.
    for article in load_articles([path]):
        if isinstance(article, Article):
            yield replace(article, source=article.id)


def _questions(path: Path, library: Library) -> Iterator[Question]:
    versions = {row.id: row.version for row in library.articles()}
    for line in path.read_text("utf-8").split("\n"):
        if not line:
            continue
        record = Record.model_validate_json(line)
        yield Question(
            id=record.id,
            text=record.question,
            answers=tuple(answer.text for answer in record.answers),
            answerable=record.answerable,
            cluster=record.article_id,
            source=record.article_id,
            gold=tuple(_place(answer, record.article_id, versions) for answer in record.answers),
            gold_articles=frozenset({record.article_id}),
        )


def _place(answer: Reference, article_id: str, versions: dict[str, str]) -> Place:
    end = answer.start + len(answer.text)
    return Place(article_id=article_id, version=versions[article_id], start=answer.start, end=end)


def _over_all(asked: Sequence[Asked], *, exact: bool) -> Estimate:
    score = exact_match if exact else f1
    values = [score(item.short, item.question.answers).value for item in asked]
    return mean(values, [item.question.cluster for item in asked])


def _forced(questions: Sequence[Question], library: Library, request: Request) -> dict[str, Estimate]:
    if request.opened.mode != "offline":
        return {}  # only the offline reader has a threshold
    drafter = open_model(request.opened.model, request.settings.model_copy(update={"answer_threshold": 0.0}))
    answerable = [question for question in questions if question.answerable]
    asked = ask_all(answerable, library, request, drafter=drafter, search=False)
    return {"em.answerable": _over_all(asked, exact=True), "f1.answerable": _over_all(asked, exact=False)}
