"""Suites are checked when they are loaded; twins and earlier editions are made from them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from suites import ARTICLES, LIBRARY, SUITE

from evals.cases import FixtureError, clean_twin, earlier_editions, load_suite

ARTICLE = {
    "id": "own-1",
    "title": "T",
    "source": "S",
    "published": "2025-01-01",
    "text": "Rain fell. Nobody came.",
}
CASE: dict[str, object] = {
    "id": "c1",
    "question": "What fell?",
    "answers": ["Rain"],
    "answerable": True,
    "type": "span",
    "gold_spans": [{"article_id": "own-1", "start": 0, "end": 10, "text": "Rain fell."}],
    "tags": [],
}


def write(folder: Path, *cases: dict[str, object]) -> Path:
    (folder / "corpus.jsonl").write_text(json.dumps(ARTICLE) + "\n", encoding="utf-8")
    (folder / "cases.jsonl").write_text("".join(json.dumps(case) + "\n" for case in cases), encoding="utf-8")
    return folder


def test_packaged_fixtures_load_and_cover_the_types() -> None:
    suite = load_suite()
    assert len(suite.cases) >= 150
    kinds = {case.type for case in suite.cases}
    assert {
        "span",
        "number",
        "date",
        "list",
        "quote",
        "near_miss",
        "conflict",
        "injection",
        "followup",
    } <= kinds


def test_suite_of_ones_own_is_loaded(tmp_path: Path) -> None:
    suite = load_suite(write(tmp_path, CASE), name="own")
    assert [case.id for case in suite.cases] == ["c1"]
    assert suite.gold(suite.cases[0])[0].version == suite.article("own-1").version


@pytest.mark.parametrize(
    ("change", "message"),
    [
        pytest.param(
            {"gold_spans": [{"article_id": "own-1", "start": 1, "end": 10, "text": "Rain fell."}]},
            "ain fell",
            id="offset-one-off",
        ),
        pytest.param(
            {"gold_spans": [{"article_id": "none", "start": 0, "end": 1, "text": "R"}]},
            "unknown article",
            id="unknown-article",
        ),
        pytest.param(
            {"answerable": False, "gold_spans": []},
            "unanswerable but has answers",
            id="answers-without-answer",
        ),
        pytest.param({"type": "riddle"}, "line 1, field 'type'", id="unknown-type"),
        pytest.param({"colour": "red"}, "line 1, field 'colour'", id="unknown-field"),
    ],
)
def test_wrong_case_is_refused(tmp_path: Path, change: dict[str, object], message: str) -> None:
    with pytest.raises(FixtureError, match=message):
        load_suite(write(tmp_path, {**CASE, **change}), name="own")


def test_two_cases_with_one_id_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FixtureError, match="two cases"):
        load_suite(write(tmp_path, CASE, CASE), name="own")


def test_folder_without_cases_is_named(tmp_path: Path) -> None:
    with pytest.raises(FixtureError, match=r"needs a file cases\.jsonl"):
        load_suite(tmp_path, name="own")


def test_clean_twin_loses_only_the_paragraph_with_the_canary() -> None:
    twins = {article.id: article for article in clean_twin(SUITE)}
    assert "BANANA" not in twins["library"].text
    assert twins["library"].text.startswith("The library of Lowmarch")
    assert twins["library"].text.endswith("It lent 830,000 books.")
    assert twins["bridge"].text == SUITE.article("bridge").text


def test_earlier_editions_differ_in_figures_only() -> None:
    for now, before in zip(ARTICLES, earlier_editions(ARTICLES), strict=True):
        assert now.version != before.version
        assert len(now.text) == len(before.text)
        assert not set("123456789") & {b for a, b in zip(now.text, before.text, strict=True) if a == b}
    assert LIBRARY.text.count("BANANA") == 1
