"""Parts, totals and periods of invented articles: every figure right or abstained, none wrong."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from rag import Answer, Article, Library, ask

DATA = Path(__file__).parent / "data"
FILES = ("variants.jsonl", "more_variants.jsonl")
ASKED_AT = ("2019-01-01", "2025-06-30", "2031-12-31")
RIGHT_AT_LEAST = 0.85


def _rows() -> list[dict[str, Any]]:
    return [json.loads(line) for name in FILES for line in (DATA / name).read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """All articles, each under a source of its own, so that each question is asked of its article."""
    with Library.open(tmp_path_factory.mktemp("variants")) as opened:
        opened.add(
            [
                Article(id=row["id"], text=row["text"], published=row["published"], source=row["id"])
                for row in _rows()
            ]
        )
        yield opened


def _verdict(answer: Answer, expected: str | None) -> str:
    if answer.status == "no_evidence":
        return "right" if expected is None else "abstained"
    given = answer.short_answer or answer.text
    number = (expected or "").split()[0:1]
    held = bool(number) and re.search(rf"(?<![\d.,\w]){re.escape(number[0])}(?![\d\w])", given) is not None
    return "right" if held and len(given.split()) <= 6 else "wrong"


def test_no_figure_is_wrong_and_most_are_given(library: Library) -> None:
    counts: Counter[tuple[bool, str]] = Counter()
    wrong: list[str] = []
    questions = [(row["id"], asked) for row in _rows() for asked in row["questions"]]
    for place, (source, asked) in enumerate(questions):
        answer = ask(library, asked["question"], source=source, asked_at=ASKED_AT[place % len(ASKED_AT)])
        verdict = _verdict(answer, asked["expect"])
        counts[asked["expect"] is not None, verdict] += 1
        if verdict == "wrong":
            wrong.append(f"{source}: {asked['question']} {answer.short_answer!r}, not {asked['expect']!r}")
    assert not wrong, "\n".join(wrong)
    answerable = sum(count for (answerable, _), count in counts.items() if answerable)
    assert counts[True, "right"] >= RIGHT_AT_LEAST * answerable, counts


@pytest.mark.parametrize("asked_at", ASKED_AT)
def test_the_part_the_total_and_no_other_period_at_any_day_of_asking(library: Library, asked_at: str) -> None:
    part = ask(library, "How many people fled in the past week?", source="m01-valley", asked_at=asked_at)
    total = ask(library, "How many have been displaced in total?", source="m01-valley", asked_at=asked_at)
    other = ask(library, "How many fled in the past month?", source="m01-valley", asked_at=asked_at)
    assert part.short_answer == "22,000"
    assert total.short_answer is not None
    assert "60,000" in total.short_answer
    assert other.status == "no_evidence"
    assert other.nearest
    for answer in (part, total):
        for sentence in answer.sentences:
            for citation in sentence.citations:
                text = library.get(citation.article_id, citation.version).text
                assert text[citation.start : citation.end] == citation.quote
