"""A summary by a writing model that was interrupted goes on where it stopped."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx2
import pytest
from embedders import HashingEmbedder
from wire import Endpoint, said

from rag.errors import ModelError
from rag.library import Library
from rag.settings import Settings
from rag.store.database import FILE_NAME
from rag.summarization import summarize, summarize_stream
from rag.types import Article, Stage, Summary

SETTINGS = Settings.model_validate({})
TOWNS = ("Ambry", "Merrow", "Oskel")
ARTICLES = tuple(
    Article(
        id=f"rain-{town.lower()}",
        text=f"Rain fell on {count} villages around {town} on Friday. The river at {town} rose.",
        title=f"Rain in {town}",
        published="2026-03-01",  # pyright: ignore[reportArgumentType] -- Article parses it
    )
    for count, town in zip((40, 50, 60), TOWNS, strict=True)
)
# The sentences are numbered 1, 2 of the first article, 3, 4 of the second and so on.
NOTES = [
    said(f"- Rain fell on {40 + 10 * place} villages around {town} on Friday [{2 * place + 1}].")
    for place, town in enumerate(TOWNS)
]
COMBINED = said(
    "Rain fell on 40 villages around Ambry on Friday [1]. "
    "Rain fell on 60 villages around Oskel on Friday [3]."
)
DOWN = httpx2.Response(400, json={"error": {"message": "no", "code": "bad_request"}})


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library", settings=SETTINGS, embedder=HashingEmbedder()) as opened:
        opened.add(ARTICLES)
        yield opened


def _made(library: Library, endpoint: Endpoint, *, fresh: bool = False, length: int = 100) -> Summary:
    articles = [library.get(article.id) for article in ARTICLES]
    return summarize(articles, library=library, model=endpoint.writer(), fresh=fresh, length=length)


def _assert_exact(summary: Summary, library: Library) -> None:
    assert len(summary.sentences) == 2
    for sentence in summary.sentences:
        for citation in sentence.citations:
            article = library.get(citation.article_id, citation.version)
            assert article.text[citation.start : citation.end] == citation.quote
            assert sentence.text == citation.quote


def test_only_the_missing_articles_are_asked_again_after_a_failure(library: Library) -> None:
    with pytest.raises(ModelError):
        _made(library, Endpoint(NOTES[0], NOTES[1], DOWN))
    again = Endpoint(NOTES[2], COMBINED)
    summary = _made(library, again)
    assert len(again.prompts) == 2
    assert "around Oskel" in again.prompts[0]
    assert "around Ambry" not in again.prompts[0]
    assert "[1] Rain fell on 40 villages around Ambry" in again.prompts[1]
    _assert_exact(summary, library)
    assert summary.dropped == 0


def test_a_stream_that_is_given_up_goes_on_at_the_article_it_was_at(library: Library) -> None:
    """A closed stream is what Ctrl+C leaves behind."""
    articles = [library.get(article.id) for article in ARTICLES]
    stream = summarize_stream(articles, library=library, model=Endpoint(*NOTES).writer())
    steps = [next(stream), next(stream), next(stream)]
    assert [(one.step, one.steps, one.detail) for one in steps if isinstance(one, Stage)] == [
        (1, 3, "Rain in Ambry"),
        (2, 3, "Rain in Merrow"),
        (3, 3, "Rain in Oskel"),
    ]
    del stream
    again = Endpoint(NOTES[2], COMBINED)
    events = list(summarize_stream(articles, library=library, model=again.writer()))
    stages = [(event.name, event.detail) for event in events if isinstance(event, Stage)]
    assert stages[:2] == [("resuming", "2 of 3 were read before"), ("reading", "Rain in Oskel")]
    assert len(again.requests) == 2
    assert isinstance(events[-1], Summary)
    _assert_exact(events[-1], library)


def test_a_later_process_goes_on_too(library: Library) -> None:
    _made(library, Endpoint(*NOTES, COMBINED))
    folder = library.database.path.parent
    with Library.open(folder, settings=SETTINGS, embedder=HashingEmbedder()) as later:
        again = Endpoint(COMBINED)
        _assert_exact(_made(later, again), later)
        assert len(again.requests) == 1


def test_fresh_asks_for_every_article(library: Library) -> None:
    _made(library, Endpoint(*NOTES, COMBINED))
    again = Endpoint(*NOTES, COMBINED)
    _made(library, again, fresh=True)
    assert len(again.requests) == 4


def test_a_changed_article_is_read_again_and_its_old_notes_are_deleted(library: Library) -> None:
    _made(library, Endpoint(*NOTES, COMBINED))
    changed = replace(ARTICLES[2], text=ARTICLES[2].text.replace("60", "70"))
    library.add([changed])
    note = said("- Rain fell on 70 villages around Oskel on Friday [5].")
    combined = said("Rain fell on 40 villages around Ambry [1]. Rain fell on 70 villages around Oskel [3].")
    again = Endpoint(note, combined)
    summary = _made(library, again)
    assert len(again.requests) == 2
    assert "70 villages" in again.prompts[0]
    assert {one.citations[0].version for one in summary.sentences} == {ARTICLES[0].version, changed.version}
    assert _rows(library, "SELECT count(*) FROM notes WHERE version = ?", ARTICLES[2].version) == [(0,)]


def test_another_model_or_length_is_asked_anew(library: Library) -> None:
    _made(library, Endpoint(*NOTES, COMBINED))
    longer = Endpoint(*NOTES, COMBINED)
    _made(library, longer, length=400)
    assert len(longer.requests) == 4


def test_a_reply_that_was_cut_off_is_not_kept(library: Library) -> None:
    cut = said("- Rain fell on 40 villages around Ambry on Friday [1].", finish="length")
    _made(library, Endpoint(cut, NOTES[1], NOTES[2], COMBINED))
    again = Endpoint(NOTES[0], COMBINED)
    _made(library, again)
    assert len(again.requests) == 2


def test_the_share_dropped_counts_what_an_earlier_run_dropped(library: Library) -> None:
    lie = said(
        "- Rain fell on 40 villages around Ambry on Friday [1].\n- Snow fell on 99 villages around Ambry [1]."
    )
    corrected = said("The articles do not say.")
    first = _made(library, Endpoint(lie, corrected, NOTES[1], NOTES[2], COMBINED))
    again = _made(library, Endpoint(COMBINED))
    assert first.dropped == again.dropped > 0


def test_what_is_kept_holds_no_key_no_prompt_and_no_query(library: Library) -> None:
    endpoint = Endpoint(NOTES[0])
    summarize([library.get(ARTICLES[0].id)], library=library, model=endpoint.writer())
    secret = str(endpoint.requests[0].headers["authorization"]).removeprefix("Bearer ")
    stored = "\n".join(map(str, _rows(library, "SELECT * FROM notes")))
    assert "Rain fell on 40 villages" in stored
    assert secret not in stored
    assert "You summarize" not in stored


@pytest.mark.parametrize("record", ["no JSON", "[]", '{"notes": [{"text": "Lie.", "spans": [[0, 9999]]}]}'])
def test_a_record_that_cannot_be_used_is_asked_for_again(library: Library, record: str) -> None:
    _made(library, Endpoint(*NOTES, COMBINED))
    with sqlite3.connect(library.database.path.parent / FILE_NAME) as connection:
        connection.execute("UPDATE notes SET notes = ?", (record,))
    again = Endpoint(*NOTES, COMBINED)
    _assert_exact(_made(library, again), library)
    assert len(again.requests) == 4


def test_notes_go_with_their_article(library: Library) -> None:
    _made(library, Endpoint(*NOTES, COMBINED))
    library.remove(ARTICLES[0].id)
    assert _rows(library, "SELECT count(*) FROM notes") == [(2,)]


def test_the_command_line_needs_no_endpoint_for_what_is_kept(tmp_path: Path) -> None:
    """With the scripted server of `make demo-llm`, which ends with the command it runs for."""
    folder = str(tmp_path / "library")
    with Library.open(folder, settings=SETTINGS) as opened:
        opened.add(ARTICLES[:1])
    command = [sys.executable, "-m", "rag.cli", "--library", folder, "summarize", ARTICLES[0].id]
    command += ["--model", "openai:mock"]
    served = [sys.executable, "-m", "evals.mock_model", "--while", *command]
    alone = os.environ | {"DATELINE_BASE_URL": "http://127.0.0.1:9/v1", "DATELINE_API_KEY": "unused"}
    alone["DATELINE_MODEL_RETRIES"] = "0"
    first = subprocess.run(served, capture_output=True, text=True, check=True)
    again = subprocess.run(command, env=alone, capture_output=True, text=True, check=True)
    fresh = subprocess.run([*command, "--fresh"], env=alone, capture_output=True, text=True, check=False)
    assert "Rain fell on 40 villages" in first.stdout
    assert again.stdout == first.stdout
    assert fresh.returncode == 1
    assert "unused" not in fresh.stderr


def _rows(library: Library, statement: str, *values: str) -> list[tuple[object, ...]]:
    with library.database.reading() as connection:
        return connection.execute(statement, values).fetchall()
