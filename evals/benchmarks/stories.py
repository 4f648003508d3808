"""Story clusters over thousands of real news articles: are the articles of one question joined?

`dateline eval benchmark stories --data FOLDER`; with a file `labels.json` of read pairs
(`[{"pair": [id, id], "same_story": true}, …]`) in the folder, also the share of joined pairs that are right.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from evals.benchmarks.outcomes import Outcome, Request
from evals.benchmarks.questions import data_folder
from evals.statistics import Estimate, wilson
from rag import Article
from rag.embeddings import open_embedder
from rag.summarization.stories import find_stories, lead_text

NAME = "news_qa"
FILES = ("articles.jsonl", "questions.jsonl")
LABELS = "labels.json"
FAR_DAYS = 60


def run(request: Request) -> Outcome:
    """Cluster all articles and compare the clusters with the questions' gold articles."""
    folder = data_folder(request.data, NAME, needs=FILES)
    articles = [_article(row) for row in _rows(folder / FILES[0])]
    gold = [row["gold_article_ids"] for row in _rows(folder / FILES[1]) if row["answerable"]]
    embedder = open_embedder(request.settings)
    vectors = embedder.embed_documents([lead_text(article) for article in articles])
    story_of = {
        articles[place].id: number
        for number, story in enumerate(find_stories(articles, vectors))
        for place in story
    }
    metrics = {
        "same_question_joined": _joined(same_question(gold), story_of),
        "far_questions_joined": _joined(far_questions(gold, articles), story_of),
    }
    labels = request.data / LABELS
    if labels.is_file():
        metrics["joined_pairs_right"] = _right(json.loads(labels.read_text("utf-8")), story_of)
    return Outcome(name="stories", mode=request.opened.mode, model=embedder.name, metrics=metrics)


def same_question(gold: Sequence[Sequence[str]]) -> set[tuple[str, str]]:
    """Give the pairs of gold articles of one question."""
    return {pair for ids in gold for pair in combinations(sorted(set(ids)), 2)}


def far_questions(gold: Sequence[Sequence[str]], articles: Sequence[Article]) -> set[tuple[str, str]]:
    """Give the pairs of gold articles of different questions, more than 60 days apart."""
    days = {article.id: article.published.toordinal() for article in articles if article.published}
    return {
        (min(one, other), max(one, other))
        for ids, others in combinations(gold, 2)
        for one in ids
        for other in others
        if one != other and abs(days[one] - days[other]) > FAR_DAYS
    }


def _joined(pairs: set[tuple[str, str]], story_of: dict[str, int]) -> Estimate:
    return wilson(sum(story_of[one] == story_of[other] for one, other in pairs), len(pairs))


def _right(labels: Sequence[dict[str, Any]], story_of: dict[str, int]) -> Estimate:
    joined = [row for row in labels if story_of[row["pair"][0]] == story_of[row["pair"][1]]]
    return wilson(sum(bool(row["same_story"]) for row in joined), len(joined))


def _article(row: dict[str, Any]) -> Article:
    return Article(id=row["id"], text=row["text"], title=row["title"], published=row["date"][:10])


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    return (json.loads(line) for line in path.read_text("utf-8").split("\n") if line)
