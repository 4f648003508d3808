"""A wrong fact planted in one of several articles: is it noticed, are both shown, is it believed?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from evals.benchmarks.libraries import open_or_build
from evals.benchmarks.outcomes import Outcome, Request
from evals.benchmarks.questions import Asked, Question, answer_figures, ask_all, data_folder, time_figures
from evals.scorers import answer_contains
from evals.statistics import Estimate, mean
from rag import Article

NAME = "counterfactual"
FILES = ("items.jsonl",)


class Item(BaseModel):
    """One line of `items.jsonl`."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str
    question: str
    answer: str | tuple[tuple[str, ...], ...]
    fake_answer: str
    positive: tuple[str, ...]
    positive_wrong: tuple[str, ...]
    negative: tuple[str, ...] = ()

    @property
    def answers(self) -> tuple[str, ...]:
        """The answer in all its spellings."""
        if isinstance(self.answer, str):
            return (self.answer,)
        return tuple(spelling for spellings in self.answer for spelling in spellings)


def run(request: Request) -> Outcome:
    """Ask every question over its own articles, the first true one replaced by its false copy.

    An item with one true article keeps it beside the false one.
    """
    folder = data_folder(request.data, NAME, needs=FILES)
    items = [Item.model_validate_json(line) for line in _lines(folder / "items.jsonl")]
    articles = [article for item in items for article in _articles(item)]
    with open_or_build(request, articles) as library:
        questions = [_question(item) for item in items]
        asked = ask_all(questions, library, request, drafter=request.opened.drafter, search=False)
    metrics = {
        **answer_figures(asked),
        **_conflict_figures(items[:: request.every], asked),
        **time_figures(asked),
    }
    return Outcome(name=NAME, mode=request.opened.mode, model=request.opened.model, metrics=metrics)


def _lines(path: Path) -> Iterator[str]:
    return (line for line in path.read_text("utf-8").split("\n") if line)


def _articles(item: Item) -> Iterator[Article]:
    true = item.positive[1:] or item.positive
    texts = (("false", item.positive_wrong[:1]), ("true", true), ("other", item.negative))
    for kind, snippets in texts:
        for number, text in enumerate(dict.fromkeys(snippets)):
            yield Article(id=f"{item.id}-{kind}-{number}", text=text, source=item.id)


def _question(item: Item) -> Question:
    return Question(
        id=item.id,
        text=item.question,
        answers=item.answers,
        answerable=True,
        cluster=item.id,
        source=item.id,
    )


def _conflict_figures(items: Sequence[Item], asked: Sequence[Asked]) -> dict[str, Estimate]:
    pairs = list(zip(items, asked, strict=True))
    shown = [_shown(answered) for answered in asked]
    true = [_holds(text, *item.answers) for text, item in zip(shown, items, strict=True)]
    false = [_holds(text, item.fake_answer) for text, item in zip(shown, items, strict=True)]
    return {
        "conflict_noticed": mean([float(bool(answered.answer.conflicts)) for _, answered in pairs]),
        "both_shown": mean([float(a and b) for a, b in zip(true, false, strict=True)]),
        "only_false_shown": mean([float(b and not a) for a, b in zip(true, false, strict=True)]),
        "false_in_short_answer": mean([float(_holds(one.short, item.fake_answer)) for item, one in pairs]),
    }


def _shown(asked: Asked) -> str:
    """Everything on the screen: sentences, their quotes and the figures of conflicts."""
    answer = asked.answer
    quotes = [citation.quote for sentence in answer.sentences for citation in sentence.citations]
    figures = [figure.citation.quote for conflict in answer.conflicts for figure in conflict.figures]
    return "\n".join([*(sentence.text for sentence in answer.sentences), *quotes, *figures])


def _holds(text: str, *answers: str) -> bool:
    score = answer_contains(text, answers)
    return score is not None and score.value == 1
