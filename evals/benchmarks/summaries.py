"""Summaries against written references: ROUGE beside lead baselines, key figures, spans, event dates, lies.

`dateline eval benchmark summaries --data evals/fixtures`
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict
from rouge_score import rouge_scorer
from tqdm import tqdm

from evals.benchmarks.outcomes import Outcome, Request
from evals.benchmarks.questions import data_folder
from evals.drafters import open_drafter
from evals.statistics import Estimate, compare, mean, wilson
from rag import Article, Summary, summarize
from rag.samples import SAMPLES
from rag.summarization.writing import Summarizer
from rag.text import sentence_spans
from rag.types import SummaryStyle

NAME = "summaries"
FILES = ("summaries.jsonl", "timelines.jsonl")
LENGTH = 100
LONG = 5000
KINDS = ("rouge1", "rouge2", "rougeL")
LIARS = ("wrong_figure", "merging", "swapped_names")
_TITLES = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prime Minister|Professor|Judge|[A-Z]\w+(?= [A-Z]))\s+")


class Reference(BaseModel):
    """One line of `summaries.jsonl`."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str
    article_ids: tuple[str, ...]
    reference: str
    key_figures: tuple[str, ...]


class Timeline(BaseModel):
    """One line of `timelines.jsonl`."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str
    article_ids: tuple[str, ...]
    events: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A reference, its articles and the summary made of them."""

    row: Reference
    articles: tuple[Article, ...]
    summary: Summary

    @property
    def group(self) -> str:
        """Whether it is of one article or of a set."""
        return "single" if len(self.articles) == 1 else "sets"

    @property
    def text(self) -> str:
        """The sentences alone, without headings and marks."""
        return " ".join(sentence.text for sentence in self.summary.sentences)


Summarize = Callable[[Sequence[Article], SummaryStyle, int], Summary]


def run(request: Request) -> Outcome:
    """Summarize every fixture in 100 words, every timeline in full, and some with lying models."""
    folder = data_folder(request.data, "fixtures", needs=FILES)
    articles = sample_articles()
    make = _maker(request, request.opened.drafter)
    rows = [Reference.model_validate_json(line) for line in _lines(folder / FILES[0])][:: request.every]
    made = [_made(row, articles, make) for row in tqdm(rows, desc="summaries", disable=not request.progress)]
    timelines = [Timeline.model_validate_json(line) for line in _lines(folder / FILES[1])]
    metrics = {
        **rouge_figures(made),
        **figure_figures(made),
        **span_figures(made, articles),
        **date_figures(timelines[:: request.every], articles, make),
        **lie_figures(request, rows, articles),
    }
    return Outcome(name=NAME, mode=request.opened.mode, model=request.opened.model, metrics=metrics)


def rouge_figures(made: Sequence[Made]) -> dict[str, Estimate]:
    """Give ROUGE F1 of the summaries and of two baselines, and the paired differences.

    `lead3` is the first three sentences of the first article; `lead` the first sentences of all
    articles in turn, up to the length.
    """
    scorer = rouge_scorer.RougeScorer(list(KINDS), use_stemmer=True)
    figures: dict[str, Estimate] = {}
    for group in ("single", "sets"):
        own = [one for one in made if one.group == group]
        if not own:
            continue
        texts = {
            "ours": [one.text for one in own],
            "lead3": [lead(one.articles[:1], sentences=3) for one in own],
            "lead": [lead(one.articles, words=LENGTH) for one in own],
        }
        clusters = [one.row.id for one in own]
        for kind in KINDS:
            scores = {
                name: [
                    _f1(scorer, one.row.reference, text, kind)
                    for one, text in zip(own, made_texts, strict=True)
                ]
                for name, made_texts in texts.items()
            }
            figures |= {f"{kind}_{group}_{name}": mean(values) for name, values in scores.items()}
            for name in ("lead3", "lead"):
                difference = compare(scores[name], scores["ours"], clusters).difference
                figures[f"{kind}_{group}_over_{name}"] = difference
    return figures


def figure_figures(made: Sequence[Made]) -> dict[str, Estimate]:
    """Give the share of key figures that the summaries keep."""
    figures: dict[str, Estimate] = {}
    for group in ("single", "sets", "all"):
        own = [one for one in made if group in (one.group, "all")]
        kept = [float(_keeps(one.text, figure)) for one in own for figure in one.row.key_figures]
        clusters = [one.row.id for one in own for _ in one.row.key_figures]
        if kept:
            figures[f"key_figures_{group}"] = mean(kept, clusters)
    return figures


def span_figures(made: Sequence[Made], articles: dict[str, Article]) -> dict[str, Estimate]:
    """Give the share of sentences with a supporting span, of exact offsets, and of lengths kept."""
    sentences = [sentence for one in made for sentence in one.summary.sentences]
    citations = [citation for sentence in sentences for citation in sentence.citations]
    exact = sum(articles[c.article_id].text[c.start : c.end] == c.quote for c in citations)
    supported = sum(sentence.supported and bool(sentence.citations) for sentence in sentences)
    lengths = [0.8 * LENGTH <= len(one.text.split()) <= 1.2 * LENGTH for one in made]
    return {
        "supported": wilson(supported, len(sentences)),
        "offsets_exact": wilson(exact, len(citations)),
        "length_kept": wilson(sum(lengths), len(lengths)),
    }


def date_figures(
    timelines: Sequence[Timeline], articles: dict[str, Article], make: Summarize
) -> dict[str, Estimate]:
    """Give the share of the written events that a full timeline holds with exactly their day."""
    right: list[float] = []
    clusters: list[str] = []
    for row in timelines:
        summary = make([articles[name] for name in row.article_ids], "timeline", LONG)
        for event in row.events:
            right.append(float(_is_dated(summary, event)))
            clusters.append(row.id)
    return {"event_dates": mean(right, clusters)} if right else {}


def lie_figures(
    request: Request, rows: Sequence[Reference], articles: dict[str, Article]
) -> dict[str, Estimate]:
    """Give the share of summaries by lying mocked models that show a sentence with a false fact."""
    figures: dict[str, Estimate] = {}
    for persona in LIARS:
        opened = open_drafter(f"mock:{persona}", request.settings)
        make = _maker(request, opened.drafter)
        made = [_made(row, articles, make) for row in rows[::2]]
        figures[f"lies_shown_{persona}"] = wilson(sum(_shows_lie(one) for one in made), len(made))
        figures[f"dropped_{persona}"] = mean([one.summary.dropped for one in made])
    return figures


def sample_articles() -> dict[str, Article]:
    """Give the sample articles by id."""
    fields = ("id", "text", "title", "source", "published", "language")
    rows = [json.loads(line) for line in _lines(SAMPLES)]
    return {row["id"]: Article(**{name: row[name] for name in fields if name in row}) for row in rows}


def lead(articles: Sequence[Article], *, sentences: int | None = None, words: int | None = None) -> str:
    """Give the first sentences of the articles, in turn, up to a number of sentences or words."""
    spans = [
        (place, number, article.text[span.start : span.end])
        for number, article in enumerate(articles)
        for place, span in enumerate(sentence_spans(article.text, article.language))
    ]
    chosen: list[str] = []
    for _, _, text in sorted(spans, key=lambda one: one[:2])[:sentences]:
        if words is not None and chosen and len(" ".join([*chosen, text]).split()) > words * 1.1:
            break
        chosen.append(text)
    return " ".join(chosen)


def _f1(scorer: Any, reference: str, text: str, kind: str) -> float:
    # rouge-score has no types
    return float(scorer.score(reference, text)[kind].fmeasure)


def _maker(request: Request, drafter: object) -> Summarize:
    model = drafter if isinstance(drafter, Summarizer) else "extractive"

    def make(articles: Sequence[Article], style: SummaryStyle, length: int) -> Summary:
        return summarize(articles, style=style, length=length, model=model, settings=request.settings)

    return make


def _made(row: Reference, articles: dict[str, Article], make: Summarize) -> Made:
    chosen = tuple(articles[name] for name in row.article_ids)
    return Made(row=row, articles=chosen, summary=make(chosen, "brief", LENGTH))


def _keeps(text: str, figure: str) -> bool:
    return bool(re.search(rf"(?<![\w.]){re.escape(figure)}(?!\w|[.,]\d)", text, re.IGNORECASE))


def _is_dated(summary: Summary, event: dict[str, Any]) -> bool:
    for one in summary.events:
        citation = one.sentence.citations[0]
        inside = citation.start < event["end"] and event["start"] < citation.end
        if citation.article_id == event["article_id"] and inside and one.start.isoformat() == event["date"]:
            return True
    return False


def _shows_lie(made: Made) -> bool:
    """Whether a sentence is shown that no article holds; another form of the same name is no lie."""
    texts = [_TITLES.sub("", article.text) for article in made.articles]
    return any(
        sentence.supported and not any(_TITLES.sub("", sentence.text) in text for text in texts)
        for sentence in made.summary.sentences
    )


def _lines(path: Path) -> Iterator[str]:
    return (line for line in path.read_text("utf-8").split("\n") if line)
