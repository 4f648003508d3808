"""The benchmarks, over small data sets of the same form, made here."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from evals.benchmarks.outcomes import Anchor, Outcome, outcome_table
from evals.benchmarks.questions import Asked, Question, answer_figures, citation_figures, retrieval_figures
from evals.commands import main
from evals.spans import Place
from evals.statistics import wilson
from rag import Answer, Citation, Hit, Sentence

NEWS = [
    {
        "id": "n1",
        "title": "Bridge",
        "date": "2025-03-12",
        "url": "",
        "text": "The Sava Bridge was built in 1958.",
    },
    {
        "id": "n2",
        "title": "Rates",
        "date": "2025-06-12",
        "url": "",
        "text": "The central bank of Kessland cut its rate.",
    },
]
QUESTIONS = [
    {
        "id": "q1", "date": "2025-03-14", "source": "CNN", "question": "When was the Sava Bridge built?",
        "answers": ["1958"], "answerable": True, "gold_article_ids": ["n1"],
        "answer_spans": [{"article_id": "n1", "start": 29, "end": 33}], "possible_article_ids": [],
    },
    {
        "id": "q2", "date": "2025-03-14", "source": "CNN", "question": "Which composer won the Alder medal?",
        "answers": ["Nobody"], "answerable": False, "gold_article_ids": [], "answer_spans": [],
        "possible_article_ids": [],
    },
]  # fmt: skip
ANCHORS = {
    "open_gpt3_gcs": {"open": {"answerable": {"em": 54.0, "f1": 66.2, "contains_gold": 69.7, "n": 211}}}
}
SQUAD = [
    {"id": "p1", "title": "T", "text": "The Sava Bridge was built in 1958."},
    {"id": "p2", "title": "T", "text": "The library of Lowmarch lent 830,000 books."},
]
SQUAD_QUESTIONS: list[dict[str, Any]] = [
    {"id": "s1", "question": "When was the Sava Bridge built?", "answers": [{"text": "1958", "start": 29}],
     "article_id": "p1", "answerable": True},
    {"id": "s2", "question": "When was the Sava Bridge built?", "answers": [],
     "article_id": "p2", "answerable": False},
]  # fmt: skip
CLAIMS = (
    ("About 9,500 people have left Brenik.", "supported"),
    ("About 12,000 cows like Brenik.", "unsupported"),
)
FACTS = [
    {
        "id": f"f{index}",
        "dataset": "qags-xsum",
        "source": "About 9,500 people have left Brenik.",
        "label": label,
        "claim_or_summary": claim,
    }
    for index, (claim, label) in enumerate(CLAIMS)
]
FAKES = [
    {"id": "c1", "question": "When was the Sava Bridge built?", "answer": [["1958"]], "fake_answer": "1961",
     "positive": ["The Sava Bridge was built in 1958.", "Built in 1958, the Sava Bridge is old."],
     "positive_wrong": ["The Sava Bridge was built in 1961.", "Built in 1961, the Sava Bridge is old."],
     "negative": ["The Sava Bridge is long."]},
]  # fmt: skip


def write(folder: Path, **files: list[Any] | dict[str, Any]) -> Path:
    for name, content in files.items():
        if isinstance(content, dict):
            (folder / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")
        else:
            lines = "".join(json.dumps(row) + "\n" for row in content)
            (folder / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    return folder


ASKED = {"contains", "em", "f1", "sentence_contains", "refused_answerable", "ms_p50", "ms_p95"}
SEARCHED = {
    "hit@1",
    "hit@5",
    "hit@10",
    "span@1",
    "span@5",
    "span@10",
    "citation_precision",
    "citation_recall",
}


@pytest.mark.parametrize(
    ("name", "files", "metrics"),
    [
        pytest.param(
            "news_qa",
            {"articles": NEWS, "questions": QUESTIONS, "anchors": ANCHORS},
            ASKED | SEARCHED | {"refused_unanswerable", "short_answer_words"},
            id="news_qa",
        ),
        pytest.param(
            "squad2",
            {"articles": SQUAD, "questions": SQUAD_QUESTIONS},
            ASKED | {"f1.answerable", "em.answerable", "refused_unanswerable"},
            id="squad2",
        ),
        pytest.param(
            "faithfulness", {"items": FACTS}, {"balanced_accuracy.qags-xsum", "ms_p50"}, id="faithfulness"
        ),
        pytest.param(
            "counterfactual",
            {"items": FAKES},
            ASKED | {"conflict_noticed", "both_shown"},
            id="counterfactual",
        ),
    ],
)
def test_benchmark_writes_its_figures(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    name: str,
    files: dict[str, list[Any]],
    metrics: set[str],
) -> None:
    out = tmp_path / "out.json"
    data = write(tmp_path, **files)
    assert main(["benchmark", name, "--data", str(data), "--json", str(out), "--quiet"]) == 0
    record = json.loads(out.read_text("utf-8"))
    assert set(record) == {"set", "mode", "model", "revision", "metrics"}
    assert record["set"] == name
    assert record["mode"] == "offline"
    assert metrics <= set(record["metrics"])
    for value in record["metrics"].values():
        assert set(value) == {"value", "low", "high", "n"}
        assert value["low"] <= value["value"] <= value["high"]
    assert f"## {name}" in capsys.readouterr().out


# --- figures by hand --------------------------------------------------------------------------


def cited(article: str, start: int, end: int) -> Citation:
    return Citation(
        n=1,
        article_id=article,
        version="v",
        title="",
        source=None,
        published=None,
        start=start,
        end=end,
        quote="",
    )


def hit(article: str, start: int, end: int) -> Hit:
    return Hit(article_id=article, version="v", start=start, end=end, text="", score=1.0)


def asked(
    *citations: Citation,
    hits: tuple[Hit, ...] = (),
    short: str | None = "1958",
    possible: tuple[str, ...] = (),
    refused: bool = False,
) -> Asked:
    question = Question(
        id="q",
        text="When?",
        answers=("1958",),
        answerable=True,
        cluster="a",
        gold=(Place(article_id="a", version="v", start=10, end=14),),
        gold_articles=frozenset({"a"}),
        possible=frozenset(possible),
    )
    sentences = () if refused else (Sentence(text="It was 1958.", supported=True, citations=citations),)
    answer = Answer(
        question="When?",
        status="no_evidence" if refused else "answered",
        text="",
        sentences=sentences,
        short_answer=None if refused else short,
    )
    return Asked(question=question, answer=answer, ms=1.0, hits=hits)


def test_refusal_of_an_answerable_question_counts_as_wrong() -> None:
    figures = answer_figures([asked(cited("a", 0, 20)), asked(refused=True)])
    assert figures["contains"].value == 0.5
    assert figures["em"].value == 0.5
    assert figures["refused_answerable"].value == 0.5
    assert "refused_unanswerable" not in figures


def test_possible_articles_count_neither_way() -> None:
    right, beside, possible = cited("a", 0, 20), cited("a", 50, 60), cited("p", 0, 9)
    figures = citation_figures([asked(right, beside, possible, possible=("p",))])
    assert (figures["citation_precision"].value, figures["citation_recall"].value) == (0.5, 1.0)
    assert "citation_precision" not in citation_figures([asked(possible, possible=("p",))])


def test_hits_are_counted_by_article_and_spans_by_chunk() -> None:
    hits = (hit("x", 0, 9), hit("x", 9, 20), hit("p", 0, 9), hit("a", 20, 30), hit("a", 0, 20))
    figures = retrieval_figures([asked(hits=hits, possible=("p",))])
    # articles: x, a (p left out); chunks: x, x, a without, a with the span
    assert (figures["hit@1"].value, figures["hit@5"].value) == (0.0, 1.0)
    assert (figures["span@1"].value, figures["span@5"].value) == (0.0, 1.0)


def test_table_stands_beside_the_anchors() -> None:
    anchor = Anchor(name="BM25", figures={"hit@1": 0.58}, note="as published")
    outcome = Outcome(
        name="news_qa",
        mode="offline",
        model="extractive",
        metrics={"hit@1": wilson(6, 10)},
        anchors=(anchor,),
    )
    table = outcome_table(outcome)
    assert "| hit@1 | 0.600 (0.313–0.832) | 10 | 0.580 |" in table
    assert "- BM25: as published" in table
