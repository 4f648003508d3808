"""Asks the questions of a benchmark through `ask` and `Library.search`, and scores them alike.

Thresholds are the shipped settings: nothing is fitted on the data.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tqdm import tqdm

from evals.benchmarks.outcomes import Request
from evals.cases import FixtureError
from evals.observations import cited_place, hit_place
from evals.scorers import answer_contains, exact_match, f1
from evals.spans import Place
from evals.statistics import Estimate, mean, quantile
from rag import Answer, Library, ask
from rag.models import Drafter
from rag.types import Citation, Hit

SEARCH_LIMIT = 50
"""Hits of one search: enough to hold 10 articles after those that count neither way are left out."""
DEPTHS = (1, 5, 10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question of a benchmark. Articles in `possible` count neither as right nor as wrong."""

    id: str
    text: str
    answers: tuple[str, ...]
    answerable: bool
    cluster: str
    asked_at: date | None = None
    source: str | None = None
    gold: tuple[Place, ...] = ()
    gold_articles: frozenset[str] = frozenset()
    possible: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question with what came back; `hits` are empty where retrieval is not measured."""

    question: Question
    answer: Answer
    ms: float
    hits: tuple[Hit, ...] = ()
    exact: tuple[bool, ...] = ()
    """For every citation of the answer, nearest sentences included: whether its quote is its span."""

    @property
    def refused(self) -> bool:
        """Whether Dateline declined to answer."""
        return self.answer.status == "no_evidence"

    @property
    def short(self) -> str:
        """The short answer, or all sentences where there is none; "" when refused."""
        if self.refused:
            return ""
        return self.answer.short_answer or " ".join(sentence.text for sentence in self.answer.sentences)


def ask_all(
    questions: Sequence[Question], library: Library, request: Request, *, drafter: Drafter, search: bool
) -> tuple[Asked, ...]:
    """Ask every question, in order; `search` also keeps the hits of a plain search."""
    chosen = questions[:: request.every]

    def one(question: Question) -> Asked:
        return _ask(question, library, drafter, search=search)

    with ThreadPoolExecutor(max_workers=request.workers) as pool:
        asked = pool.map(one, chosen)
        return tuple(
            tqdm(asked, total=len(chosen), unit="question", disable=None if request.progress else True)
        )


def answer_figures(asked: Sequence[Asked]) -> dict[str, Estimate]:
    """Give the figures of the answers to the answerable questions, and of refusals."""
    answerable = [item for item in asked if item.question.answerable]
    unanswerable = [item for item in asked if not item.question.answerable]
    figures = {
        "contains": _mean(answerable, _contains),
        "em": _mean(answerable, lambda item: exact_match(item.short, item.question.answers).value),
        "f1": _mean(answerable, lambda item: f1(item.short, item.question.answers).value),
        "sentence_contains": _mean(answerable, _sentence_contains),
        "short_answer_words": _mean(answerable, _short_answer_words),
        "refused_unanswerable": _mean(unanswerable, lambda item: float(item.refused)),
        "refused_answerable": _mean(answerable, lambda item: float(item.refused)),
    }
    return _present(figures)


def citation_figures(asked: Sequence[Asked]) -> dict[str, Estimate]:
    """Give the share of citations that overlap a gold span, of questions with one, and of exact quotes."""
    answerable = [item for item in asked if item.question.gold]
    exact = [float(one) for item in asked for one in item.exact]
    figures = {
        "citation_precision": _mean(answerable, _citation_precision),
        "citation_recall": _mean(answerable, _citation_recall),
        "offset_exactness": mean(exact) if exact else None,
    }
    return _present(figures)


def retrieval_figures(asked: Sequence[Asked]) -> dict[str, Estimate]:
    """Give gold articles among the first distinct articles, and gold spans inside the first chunks."""
    answerable = [item for item in asked if item.question.gold]
    figures: dict[str, Estimate | None] = {}
    for depth in DEPTHS:
        figures[f"hit@{depth}"] = _mean(answerable, lambda item, k=depth: _article_found(item, k))
    for depth in DEPTHS:
        figures[f"span@{depth}"] = _mean(answerable, lambda item, k=depth: _span_found(item, k))
    return _present(figures)


def time_figures(asked: Sequence[Asked]) -> dict[str, Estimate]:
    """Give p50 and p95 of one `ask`, in milliseconds; the first, which opens the embedder, is left out."""
    warm = [item.ms for item in asked[1:]] or [item.ms for item in asked]
    return {"ms_p50": quantile(warm, 0.5), "ms_p95": quantile(warm, 0.95)}


def data_folder(folder: Path, name: str, *, needs: Sequence[str]) -> Path:
    """Give the folder of a set: the one named, or a folder of the set's name inside it.

    Raises:
        FixtureError: neither holds the files that the set needs.
    """
    for candidate in (folder, folder / name):
        if all((candidate / file).is_file() for file in needs):
            return candidate
    raise FixtureError(f"no {name} data in {str(folder)!r}: it needs {', '.join(needs)}")


def _ask(question: Question, library: Library, drafter: Drafter, *, search: bool) -> Asked:
    started = time.perf_counter()
    answer = ask(library, question.text, model=drafter, asked_at=question.asked_at, source=question.source)
    ms = (time.perf_counter() - started) * 1000
    hits: list[Hit] = []
    if search:
        hits = library.search(question.text, limit=SEARCH_LIMIT, asked_at=question.asked_at)
    exact = tuple(
        library.get(one.article_id, one.version).text[one.start : one.end] == one.quote
        for one in _citations(answer)
    )
    return Asked(question=question, answer=answer, ms=ms, hits=tuple(hits), exact=exact)


def _citations(answer: Answer) -> list[Citation]:
    shown = [citation for sentence in answer.sentences for citation in sentence.citations]
    figures = [figure.citation for conflict in answer.conflicts for figure in conflict.figures]
    phrase = [answer.short_answer_citation] if answer.short_answer_citation else []
    return [*shown, *answer.nearest, *figures, *phrase]


def _mean(asked: Sequence[Asked], score: Callable[[Asked], float | None]) -> Estimate | None:
    scored = [(item.question.cluster, score(item)) for item in asked]
    values = [value for _, value in scored if value is not None]
    clusters = [cluster for cluster, value in scored if value is not None]
    return mean(values, clusters) if values else None


def _present(figures: dict[str, Estimate | None]) -> dict[str, Estimate]:
    return {name: value for name, value in figures.items() if value is not None}


def _contains(item: Asked) -> float | None:
    score = answer_contains(item.short, item.question.answers)
    return score.value if score else None


def _sentence_contains(item: Asked) -> float | None:
    top = "" if item.refused or not item.answer.sentences else item.answer.sentences[0].text
    score = answer_contains(top, item.question.answers)
    return score.value if score else None


def _short_answer_words(item: Asked) -> float | None:
    short = item.answer.short_answer
    return float(len(short.split())) if short else None


def _counted_citations(item: Asked) -> list[Place]:
    left_out = item.question.possible - item.question.gold_articles
    return [
        cited_place(citation)
        for sentence in item.answer.sentences
        for citation in sentence.citations
        if citation.article_id not in left_out
    ]


def _citation_precision(item: Asked) -> float | None:
    cited = _counted_citations(item)
    if item.refused or not cited:
        return None
    return sum(any(place.shared(gold) for gold in item.question.gold) for place in cited) / len(cited)


def _citation_recall(item: Asked) -> float | None:
    cited = _counted_citations(item)
    if not cited and any(sentence.citations for sentence in item.answer.sentences):
        return None  # only articles that count neither way
    return float(any(place.shared(gold) for place in cited for gold in item.question.gold))


def _counted_hits(item: Asked) -> list[Hit]:
    left_out = item.question.possible - item.question.gold_articles
    return [hit for hit in item.hits if hit.article_id not in left_out]


def _article_found(item: Asked, depth: int) -> float:
    articles = list(dict.fromkeys(hit.article_id for hit in _counted_hits(item)))
    return float(any(article in item.question.gold_articles for article in articles[:depth]))


def _span_found(item: Asked, depth: int) -> float:
    places = [hit_place(hit) for hit in _counted_hits(item)[:depth]]
    return float(any(place.holds(gold) for place in places for gold in item.question.gold))
