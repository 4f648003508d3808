"""The command line: what it prints, and its exit codes."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from rag.cli import main

TEXT = (
    "Harbour ferry strike\n\nFerry crews in Port Merrow have cancelled at least 410 sailings since May "
    "began, including 95 in the past week alone, the company said. Its chief, Lena Ortiz, blamed the "
    "weather.\n"
)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "ferries.txt"
    path.write_bytes(TEXT.encode())
    return path


@pytest.fixture
def library(tmp_path: Path, article: Path, capsys: pytest.CaptureFixture[str]) -> str:
    folder = str(tmp_path / "library")
    assert main(["--library", folder, "add", str(article), "--published", "2025-05-20"]) == 0
    capsys.readouterr()
    return folder


def run_json(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert main(arguments) == 0
    return json.loads(capsys.readouterr().out)


def test_add_prints_one_json_line_an_article(
    tmp_path: Path, article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--library", str(tmp_path / "new"), "add", str(article), "--json"]
    assert main(arguments) == 0
    added = json.loads(capsys.readouterr().out)
    assert (added["status"], added["reason"]) == ("added", None)
    assert main(arguments) == 0
    again = json.loads(capsys.readouterr().out)
    assert again == added | {"status": "unchanged"}


def test_add_fails_and_says_why_when_a_file_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b" \n")
    assert main(["--library", str(tmp_path / "new"), "add", str(empty), "--json"]) == 1
    refused = json.loads(capsys.readouterr().out)
    assert refused["status"] == "refused"
    assert "empty" in refused["reason"]


def test_add_reads_standard_input_unchanged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "A line.\r\nAnother line of the article.  \n"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode()), newline=""))
    folder = str(tmp_path / "new")
    assert main(["--library", folder, "add", "-", "--json"]) == 0
    article_id = json.loads(capsys.readouterr().out)["article_id"]
    assert run_json(capsys, "--library", folder, "show", article_id, "--json")["text"] == text


@pytest.mark.parametrize("asked_at", ["2019-01-01", "2026-11-22T10:00:00+00:00"])
@pytest.mark.parametrize(
    ("question", "short_answer"),
    [
        pytest.param("How many sailings were cancelled in the past week?", "95", id="part"),
        pytest.param("How many sailings have been cancelled in total?", "410", id="total"),
    ],
)
def test_ask_gives_the_figure_with_its_exact_span(
    library: str, capsys: pytest.CaptureFixture[str], question: str, short_answer: str, asked_at: str
) -> None:
    answer = run_json(capsys, "--library", library, "ask", question, "--asked-at", asked_at, "--json")
    assert answer["status"] == "answered"
    assert short_answer in answer["short_answer"]
    citations = [citation for sentence in answer["sentences"] for citation in sentence["citations"]]
    assert citations
    assert all(TEXT[one["start"] : one["end"]] == one["quote"] for one in citations)


def test_ask_abstains_and_shows_the_nearest_sentences_when_the_period_is_not_stated(
    library: str, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = run_json(
        capsys, "--library", library, "ask", "How many sailings were cancelled in the past month?", "--json"
    )
    assert (answer["status"], answer["short_answer"], answer["sentences"]) == ("no_evidence", None, [])
    assert any("410 sailings" in one["quote"] for one in answer["nearest"])


def test_ask_prints_the_mark_and_the_quotation_for_people(
    library: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--library", library, "ask", "How many sailings were cancelled in the past week?"]) == 0
    printed = capsys.readouterr().out
    assert "[1]" in printed
    assert "“Ferry crews in Port Merrow" in printed


def test_ask_says_so_when_the_library_is_empty(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer = run_json(capsys, "--library", str(tmp_path / "new"), "ask", "Who won?", "--json")
    assert answer["status"] == "no_evidence"
    assert "no articles" in answer["reason"]


def test_chat_completes_a_follow_up(
    library: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = "How many sailings were cancelled in the past week?\nAnd in total?\n"
    monkeypatch.setattr("sys.stdin", io.StringIO(asked))
    assert main(["--library", library, "chat"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if line in {"95", "at least 410", "410"}][-1] != "95"


def test_search_list_show_and_remove(library: str, capsys: pytest.CaptureFixture[str]) -> None:
    (row,) = run_json(capsys, "--library", library, "list", "--json")
    hits = run_json(capsys, "--library", library, "search", "ferry sailings", "--limit", "1", "--json")
    assert hits[0]["article_id"] == row["article_id"]
    span = f"{hits[0]['start']}:{hits[0]['end']}"
    shown = run_json(capsys, "--library", library, "show", row["article_id"], "--span", span, "--json")
    assert shown["text"] == hits[0]["text"] == TEXT[hits[0]["start"] : hits[0]["end"]]
    assert main(["--library", library, "remove", row["article_id"]]) == 0
    assert main(["--library", library, "remove", row["article_id"]]) == 1
    assert "no article" in capsys.readouterr().err
    assert run_json(capsys, "--library", library, "list", "--json") == []


def test_summarize_quotes_with_exact_spans(library: str, capsys: pytest.CaptureFixture[str]) -> None:
    (row,) = run_json(capsys, "--library", library, "list", "--json")
    summary = run_json(capsys, "--library", library, "summarize", row["article_id"], "--json")
    assert summary["sentences"]
    for sentence in summary["sentences"]:
        (citation,) = sentence["citations"]
        assert TEXT[citation["start"] : citation["end"]] == citation["quote"] == sentence["text"]


def test_summarize_takes_a_query_and_a_style(library: str, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("--library", library, "summarize", "--query", "ferry sailings", "--json")
    briefing = run_json(capsys, *arguments)
    assert [section["kind"] for section in briefing["sections"]] == ["story"]
    timeline = run_json(capsys, *arguments, "--style", "timeline")
    assert [event["start"] for event in timeline["events"]] == ["2025-05-20"]
    assert run_json(capsys, *arguments, "--since", "2030-01-01")["reason"]


def test_summarize_needs_articles_or_a_query(library: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--library", library, "summarize"]) == 2
    assert "--query" in capsys.readouterr().err


def test_doctor_and_rebuild_on_a_sound_library(library: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_json(capsys, "--library", library, "doctor", "--json") == {"ok": True, "problems": []}
    assert main(["--library", library, "rebuild"]) == 0
    assert run_json(capsys, "--library", library, "doctor", "--json")["ok"]


def test_settings_never_show_the_key(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-canary-1234")
    assert main(["settings"]) == 0
    assert main(["settings", "--json"]) == 0
    assert "canary" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        pytest.param("DATELINE_PASAGES", "3", "unknown setting 'DATELINE_PASAGES'", id="misspelt"),
        pytest.param("DATELINE_PASSAGES", "0", "passages", id="out-of-bounds"),
    ],
)
def test_a_wrong_setting_fails_at_start(
    name: str, value: str, said: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    assert main(["settings"]) == 1
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["ask", "Who?", "--since", "yesterday"], id="date"),
        pytest.param(["show", "a", "--span", "9:3"], id="span"),
        pytest.param(["search", "a", "--limit", "0"], id="limit"),
        pytest.param(["frobnicate"], id="command"),
        pytest.param([], id="none"),
    ],
)
def test_bad_usage_exits_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exit_info:
        main(arguments)
    assert exit_info.value.code == 2
    assert capsys.readouterr().out == ""
