"""A library beside another process, across a fork, and under a doctor's eye."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from embedders import HashingEmbedder

from rag.errors import QuestionError, StoreError
from rag.library import Library
from rag.settings import load_settings
from rag.store.database import FILE_NAME
from rag.types import Article

FLOOD = Article(id="flood", title="River floods Osterby", text="The Lind burst its banks. 4,000 people left.")
FAIR = Article(id="fair", title="Harvest fair opens", text="The harvest fair opened in Velmark on Sunday.")
TESTS = str(Path(__file__).parent)

ADDING = """
import sys
sys.path.insert(0, {tests!r})
from embedders import HashingEmbedder
from rag.library import Library
from rag.types import Article
with Library.open({folder!r}, embedder=HashingEmbedder()) as library:
    report = library.add(
        [Article(id=f"late-{{n}}", text=f"Late report {{n}} of an eclipse.") for n in range({count})]
    )
    print(report.count("added"))
    print(*library.notices, sep="\\n")
"""


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library", embedder=HashingEmbedder()) as library:
        library.add([FLOOD, FAIR])
        yield library


def folder_of(library: Library) -> Path:
    return library.database.path.parent


def run(script: str, **values: object) -> list[str]:
    """Run a script in another process and give the lines that it printed."""
    done = subprocess.run(
        [sys.executable, "-c", script.format(tests=TESTS, **values)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


# --- questions --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "message"),
    [
        pytest.param("", "empty", id="empty"),
        pytest.param(" \n ", "empty", id="white space"),
        pytest.param("flood\ud800", "surrogates", id="surrogate"),
        pytest.param("x" * 1_000_000, "at most", id="1 MB"),
    ],
)
def test_search_refuses_a_question(library: Library, question: str, message: str) -> None:
    with pytest.raises(QuestionError, match=message):
        library.search(question)


def test_search_gives_nothing_when_there_are_no_articles(tmp_path: Path) -> None:
    with Library.open(tmp_path, embedder=HashingEmbedder()) as library:
        assert library.search("Who won?") == []
        assert library.articles() == []
        assert library.doctor().ok


def test_settings_choose_the_folder_when_no_location_is_given(tmp_path: Path) -> None:
    settings = load_settings(library=tmp_path / "chosen")
    with Library.open(settings=settings, embedder=HashingEmbedder()) as library:
        assert folder_of(library) == tmp_path / "chosen"


# --- several processes ------------------------------------------------------------------------


def test_articles_of_another_process_answer_at_once(library: Library) -> None:
    library.search("flood")
    lines = run(ADDING, folder=str(folder_of(library)), count=30)
    assert lines[0] == "30"
    assert "in use by process" in lines[1]
    hit = library.search("late report 17 of an eclipse")[0]
    assert (hit.article_id, hit.dense_rank) == ("late-17", 1)
    assert library.doctor().ok


def test_search_is_exact_and_says_so_when_another_holds_the_index(library: Library) -> None:
    library.search("flood")
    with Library.open(folder_of(library), embedder=HashingEmbedder()) as other:
        assert other.search("harvest fair")[0].dense_rank == 1
        assert f"process {os.getpid()}" in other.notices[0]
        other.add([Article(id="late", text="An eclipse darkened the harbour.")])
        assert other.search("an eclipse")[0].article_id == "late"
        assert library.search("an eclipse")[0].article_id == "late"
    assert library.doctor().ok


def test_rebuild_names_the_holder_when_another_holds_the_index(library: Library) -> None:
    library.search("flood")
    other = Library.open(folder_of(library), embedder=HashingEmbedder())
    with other, pytest.raises(StoreError, match=rf"in use by process {os.getpid()}"):
        other.rebuild()


def test_index_passes_on_when_its_holder_closes(tmp_path: Path) -> None:
    with Library.open(tmp_path, embedder=HashingEmbedder()) as first:
        first.add([FLOOD])
        with Library.open(tmp_path, embedder=HashingEmbedder()) as second:
            second.add([FAIR])
            first.close()
            second.rebuild()
            assert second.doctor().ok


def test_two_processes_add_at_once(library: Library) -> None:
    script = ADDING.format(tests=TESTS, folder=str(folder_of(library)), count=200)
    other = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    for number in range(20):
        library.add([Article(id=f"own-{number}", text=f"Own report {number} from the coast.")])
    output, _ = other.communicate()
    assert output.splitlines()[0] == "200"
    assert len(library.articles()) == 222
    assert library.doctor().ok


FORKING = """
import os, sys
sys.path.insert(0, {tests!r})
from embedders import HashingEmbedder
from rag.library import Library
from rag.types import Article
library = Library.open({folder!r}, embedder=HashingEmbedder())
library.add([Article(id="own", text="The parent wrote this.")])
library.search("parent")
if {closed}:
    library.close()
child = os.fork()
if child == 0:
    if {closed}:
        library = Library.open({folder!r}, embedder=HashingEmbedder())
    hit = library.search("the harvest fair")[0]
    print(hit.article_id, hit.dense_rank)
    print(library.add([Article(id="child", text="A child wrote this.")]).count("added"))
    print(*library.notices)
    library.close()
    sys.exit()
os.waitpid(child, 0)
with Library.open({folder!r}, embedder=HashingEmbedder()) as again:
    print(again.search("a child wrote this")[0].article_id, again.doctor().ok)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
@pytest.mark.parametrize("closed", [False, True], ids=["open at the fork", "closed before it"])
def test_library_works_on_both_sides_of_a_fork(library: Library, closed: bool) -> None:
    library.close()
    lines = run(FORKING, folder=str(folder_of(library)), closed=closed)
    assert lines[:2] == ["fair 1", "1"]
    assert "forked" in lines[2]
    assert lines[3] == "child True"


# --- doctor -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        pytest.param(
            "UPDATE versions SET text = 'Else.' || text WHERE title LIKE 'River%'", "flood", id="text"
        ),
        pytest.param("DELETE FROM chunks WHERE id = 1", "flood", id="chunk"),
        pytest.param("DELETE FROM words WHERE rowid = 1", "flood", id="words"),
        pytest.param("INSERT INTO vectors VALUES (999, x'00000000')", "vectors", id="vector"),
    ],
)
def test_doctor_finds_what_does_not_agree(library: Library, statement: str, problem: str) -> None:
    library.close()
    with sqlite3.connect(folder_of(library) / FILE_NAME) as connection:
        connection.execute(statement)
    with Library.open(folder_of(library), embedder=HashingEmbedder()) as again:
        report = again.doctor()
    assert not report.ok
    assert any(problem in each for each in report.problems)


def test_notices_are_given_once(library: Library) -> None:
    library.search("flood")
    with Library.open(folder_of(library), embedder=HashingEmbedder()) as other:
        for _ in range(3):
            other.search("flood")
        assert len(other.notices) == 1
