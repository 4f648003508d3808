"""The truth in SQLite: what is stored is read back exactly, whole or not at all."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest
from embedders import HashingEmbedder
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from rag.errors import EmbedderMismatch, NotFound, SchemaError, StoreError
from rag.library import Library
from rag.store.database import FILE_NAME, backup_path
from rag.store.schema import MIGRATIONS
from rag.types import AddResult, Article

FLOOD = Article(
    id="flood",
    title="River floods Osterby",
    text="The Lind burst its banks on Monday. About 4,000 people left Osterby.",
    source="Lind Courier",
    authors=("Ada Moor", "Ben Holt"),
    url="https://example.org/flood",
    published=date(2026, 3, 2),
    language="en",
)
FAIR = Article(id="fair", title="Harvest fair opens", text="The harvest fair opened in Velmark on Sunday.")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library", embedder=HashingEmbedder()) as library:
        yield library


def folder_of(library: Library) -> Path:
    return library.database.path.parent


def status_of(library: Library, article: Article) -> str:
    return library.add([article]).results[0].status


# --- articles and versions --------------------------------------------------------------------


def test_get_returns_the_article_as_it_was_added(library: Library) -> None:
    library.add([FLOOD])
    assert library.get("flood") == FLOOD


def test_get_returns_a_publication_time_with_its_zone(library: Library) -> None:
    moment = datetime(2026, 3, 2, 18, 30, tzinfo=UTC)
    library.add([Article(id="a", text="Rain fell.", published=moment)])
    assert library.get("a").published == moment


def test_add_reports_unchanged_when_the_article_is_known(library: Library) -> None:
    assert [status_of(library, FLOOD), status_of(library, FLOOD)] == ["added", "unchanged"]


def test_add_makes_a_new_version_when_the_text_changed(library: Library) -> None:
    changed = Article(id="flood", text="The Lind fell back within its banks.")
    library.add([FLOOD])
    assert status_of(library, changed) == "updated"
    assert library.get("flood").text == changed.text
    assert library.get("flood", FLOOD.version).text == FLOOD.text


def test_no_chunk_of_the_old_version_answers_when_the_text_changed(library: Library) -> None:
    library.add([FLOOD, Article(id="flood", text="The Lind fell back within its banks.")])
    assert {hit.version for hit in library.search("How many people left Osterby?")} == {
        library.get("flood").version
    }


def test_the_first_version_answers_again_when_its_text_is_added_again(library: Library) -> None:
    library.add([FLOOD, Article(id="flood", text="The Lind fell back."), FLOOD])
    assert library.get("flood").version == FLOOD.version
    assert [row.current for row in library.versions("flood")] == [True, False]


def test_old_version_keeps_its_own_title_and_date(library: Library) -> None:
    library.add([FLOOD, Article(id="flood", text="New.", title="New title", published=date(2026, 3, 5))])
    assert library.get("flood", FLOOD.version) == FLOOD


def test_metadata_is_kept_when_the_same_text_comes_without_it(library: Library) -> None:
    library.add([FLOOD])
    assert status_of(library, Article(id="flood", text=FLOOD.text)) == "unchanged"
    assert library.get("flood") == FLOOD


def test_metadata_is_updated_when_the_same_text_comes_with_a_date(library: Library) -> None:
    library.add([FAIR])
    dated = Article(id="fair", text=FAIR.text, published=date(2026, 9, 1))
    assert status_of(library, dated) == "updated"
    assert library.get("fair").published == date(2026, 9, 1)
    assert library.get("fair").title == FAIR.title


def test_a_given_date_stays_when_an_inferred_one_comes_later(library: Library) -> None:
    library.add([FLOOD])
    inferred = Article(id="flood", text=FLOOD.text, published=date(2026, 1, 1), published_inferred=True)
    library.add([inferred])
    assert library.get("flood").published == FLOOD.published


def test_remove_deletes_every_version(library: Library) -> None:
    library.add([FLOOD, Article(id="flood", text="The Lind fell back.")])
    assert library.remove("flood")
    assert not library.remove("flood")
    assert library.search("Lind Osterby") == []
    for version in (None, FLOOD.version):
        with pytest.raises(NotFound, match="flood"):
            library.get("flood", version)


def test_articles_lists_the_latest_published_first(library: Library) -> None:
    library.add([FAIR, FLOOD, Article(id="thaw", text="Thaw.", published=date(2026, 4, 1))])
    rows = library.articles()
    assert [row.id for row in rows] == ["thaw", "flood", "fair"]
    assert (rows[1].title, rows[1].source, rows[1].chars) == (FLOOD.title, FLOOD.source, len(FLOOD.text))


def test_versions_raises_when_there_is_no_such_article(library: Library) -> None:
    with pytest.raises(NotFound, match="nothing-here"):
        library.versions("nothing-here")


def test_add_passes_on_a_refused_file(library: Library) -> None:
    refused = AddResult(article_id="x.txt", version=None, status="refused", reason="empty")
    assert library.add([refused, FAIR]).results[0] == refused


def test_add_calls_progress_once_each_result_is_durable(library: Library) -> None:
    seen: list[tuple[str, bool]] = []

    def look(result: AddResult) -> None:
        with sqlite3.connect(folder_of(library) / FILE_NAME) as connection:
            row = connection.execute("SELECT 1 FROM articles WHERE id = ?", (result.article_id,)).fetchone()
        seen.append((result.article_id, row is not None))

    library.add([FLOOD, FAIR], progress=look)
    assert seen == [("flood", True), ("fair", True)]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_text_is_kept_exactly(library: Library, text: str) -> None:
    library.remove("a")
    if library.add([Article(id="a", text=text)]).count("refused"):
        assert not text.strip()
        return
    assert library.get("a").text == text
    for hit in library.search(text[:50].strip() or "a"):
        assert text[hit.start : hit.end] == hit.text


# --- what is refused --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("article", "reason"),
    [
        pytest.param(Article(id="", text="Rain."), "id", id="no id"),
        pytest.param(Article(id="x" * 501, text="Rain."), "id", id="long id"),
        pytest.param(Article(id="a", text=" \n\t"), "empty", id="white space"),
        pytest.param(Article(id="a", text="Ra\0in."), "NUL", id="NUL in the text"),
        pytest.param(Article(id="a", text="Ra\ud800in."), "surrogates", id="surrogate in the text"),
        pytest.param(
            Article(id="a", text="Rain.", title="\udfff"), "surrogates", id="surrogate in the title"
        ),
        pytest.param(Article(id="\ud800", text="Rain."), "surrogates", id="surrogate in the id"),
    ],
)
def test_add_refuses(library: Library, article: Article, reason: str) -> None:
    result = library.add([article, FAIR]).results[0]
    assert result.status == "refused"
    assert reason in (result.reason or "")
    assert [row.id for row in library.articles()] == ["fair"]


@pytest.mark.parametrize("article_id", ["../../etc/passwd", "/abs", "a\\b", "con", "x" * 500, "é/ü\n"])
def test_an_id_is_never_a_path(library: Library, tmp_path: Path, article_id: str) -> None:
    library.add([Article(id=article_id, text="Rain fell in Osterby.")])
    assert library.get(article_id).id == article_id
    assert library.search("Osterby")[0].article_id == article_id
    assert sorted(path.name for path in tmp_path.iterdir()) == ["library"]


class _Broken(HashingEmbedder):
    """Gives one vector in place of every vector of a text that holds `broken`."""

    def __init__(self, value: float) -> None:
        super().__init__()
        self.value = value

    def embed_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        vectors = super().embed_documents(texts)
        vectors[["broken" in text for text in texts]] = self.value
        return vectors


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_add_refuses_an_article_when_its_vectors_are_not_numbers(tmp_path: Path, value: float) -> None:
    with Library.open(tmp_path, embedder=_Broken(value)) as library:
        result, good = library.add([Article(id="a", text="It is broken."), FAIR]).results
        assert (result.status, good.status) == ("refused", "added")
        assert "NaN" in (result.reason or "")
        assert library.doctor().ok


def test_a_chunk_without_a_direction_is_found_by_its_words(tmp_path: Path) -> None:
    with Library.open(tmp_path, embedder=_Broken(0.0)) as library:
        library.add([Article(id="a", text="It is broken."), FAIR])
        hit = library.search("broken")[0]
        assert (hit.article_id, hit.dense_rank) == ("a", None)
        assert library.doctor().ok


# --- the embedder -----------------------------------------------------------------------------


OTHERS = [
    pytest.param(HashingEmbedder(name="other"), id="other name"),
    pytest.param(HashingEmbedder(dimension=32), id="other dimension"),
]


@pytest.mark.parametrize("other", OTHERS)
def test_search_and_add_refuse_another_embedder(tmp_path: Path, other: HashingEmbedder) -> None:
    with Library.open(tmp_path, embedder=HashingEmbedder()) as library:
        library.add([FLOOD])
    with Library.open(tmp_path, embedder=other) as library:
        with pytest.raises(EmbedderMismatch, match="rebuild"):
            library.search("flood")
        with pytest.raises(EmbedderMismatch, match="rebuild"):
            library.add([FAIR])
        assert "rebuild" in library.doctor().problems[0]


@pytest.mark.parametrize("other", OTHERS)
def test_rebuild_embeds_anew_when_the_embedder_changed(tmp_path: Path, other: HashingEmbedder) -> None:
    with Library.open(tmp_path, embedder=HashingEmbedder()) as library:
        library.add([FLOOD, FAIR])
    with Library.open(tmp_path, embedder=other) as library:
        library.rebuild()
        assert library.search("harvest fair")[0].dense_rank == 1
        assert library.doctor().ok
        assert status_of(library, FAIR) == "unchanged"


# --- the file ---------------------------------------------------------------------------------


def test_open_refuses_a_newer_schema(tmp_path: Path) -> None:
    Library.open(tmp_path, embedder=HashingEmbedder()).close()
    with sqlite3.connect(tmp_path / FILE_NAME) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(SchemaError, match="newer Dateline"):
        Library.open(tmp_path, embedder=HashingEmbedder())


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS)))
def test_open_backs_up_and_migrates_an_older_library(tmp_path: Path, version: int) -> None:
    path = tmp_path / FILE_NAME
    with sqlite3.connect(path) as connection:
        for statement in (statement for script in MIGRATIONS[:version] for statement in script):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {version}")
        connection.execute("INSERT INTO articles (id, version) VALUES ('old', ?)", (FAIR.version,))
        connection.execute(
            "INSERT INTO versions (article_key, version, title, authors, published_inferred, added_at, text) "
            "VALUES (1, ?, 'Old', '[]', 0, '2026-01-01T00:00:00+00:00', ?)",
            (FAIR.version, FAIR.text),
        )
    with Library.open(tmp_path, embedder=HashingEmbedder()) as library:
        assert library.get("old").text == FAIR.text
        assert status_of(library, FLOOD) == "added"
    with sqlite3.connect(backup_path(path, version)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (version,)
        assert connection.execute("SELECT id FROM articles").fetchall() == [("old",)]


@pytest.mark.parametrize("content", [b"no database at all" * 100, b"SQLite format 3\0" + b"\xff" * 5000])
def test_open_says_so_when_the_database_is_damaged(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    with pytest.raises(StoreError, match="damaged"):
        Library.open(tmp_path, embedder=HashingEmbedder())


def test_open_says_so_when_the_folder_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "library").write_text("")
    with pytest.raises(StoreError, match="library"):
        Library.open(tmp_path / "library", embedder=HashingEmbedder())


LIMITED = """
import resource, signal, sys
sys.path.insert(0, {tests!r})
from embedders import HashingEmbedder
from rag.errors import StoreError
from rag.library import Library
from rag.types import Article
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
size = (600_000, resource.RLIM_INFINITY)
with Library.open({folder!r}, embedder=HashingEmbedder()) as library:
    library.add([Article(id="first", text="The Lind burst its banks.")])
    resource.setrlimit(resource.RLIMIT_FSIZE, size)
    try:
        library.add([Article(id=str(n), text=f"Report {{n}}. " * 1200) for n in range(60)])
    except StoreError as error:
        print(error)
    print(library.get("first").text, [hit.article_id for hit in library.search("Lind")][0])
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    print(library.add([Article(id="late", text="There is room again.")]).results[0].status)
    print(library.doctor())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits file sizes as POSIX does")
def test_add_says_so_and_goes_on_later_when_the_disk_is_full(tmp_path: Path) -> None:
    script = LIMITED.format(tests=str(Path(__file__).parent), folder=str(tmp_path / "library"))
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, cwd=Path.cwd()
    )
    lines = done.stdout.splitlines()
    assert "free some disk space" in lines[0], done.stderr
    assert lines[1:3] == ["The Lind burst its banks. first", "added"]
    assert "ok=True" in lines[3]


READ_ONLY = """
import os, sys
sys.path.insert(0, {tests!r})
from embedders import HashingEmbedder
from rag.errors import StoreError
from rag.library import Library
os.setgid(65534), os.setuid(65534)
try:
    Library.open({folder!r}, embedder=HashingEmbedder())
except StoreError as error:
    print(error)
"""


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that any user may look into, which `tmp_path` is not."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        folder.chmod(0o755)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="rights as POSIX has them")
@pytest.mark.parametrize("filled", [False, True], ids=["new", "filled"])
def test_open_says_so_when_the_folder_is_read_only(open_folder: Path, filled: bool) -> None:
    if filled:
        Library.open(open_folder, embedder=HashingEmbedder()).close()
    if os.geteuid() != 0:
        open_folder.chmod(0o555)
        with pytest.raises(StoreError, match="read-only"):
            Library.open(open_folder, embedder=HashingEmbedder())
        return
    # Root may write anywhere: another user tries.
    script = READ_ONLY.format(tests=str(Path(__file__).parent), folder=str(open_folder))
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, cwd=Path.cwd()
    )
    assert "read-only; make it writable" in done.stdout, done.stderr


# --- several at once --------------------------------------------------------------------------


def test_threads_add_and_search_at_once(library: Library) -> None:
    failures: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for step in range(5):
                library.add([Article(id=f"{number}-{step}", text=f"Report {number} of day {step}.")])
                assert library.search(f"report {number}", limit=1)
        except BaseException as error:  # noqa: BLE001 -- shown by the assertion below
            failures.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(library.articles()) == 30
    assert library.doctor().ok


def test_two_libraries_write_to_one_folder(library: Library) -> None:
    with Library.open(folder_of(library), embedder=HashingEmbedder()) as other:
        library.add([FLOOD])
        other.add([FAIR])
        assert (
            {row.id for row in library.articles()}
            == {row.id for row in other.articles()}
            == {"flood", "fair"}
        )
        assert library.search("harvest fair")[0].article_id == "fair"
