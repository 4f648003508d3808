"""The Chroma index, embedded and on a server: one suite on both, then the faults of each."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from chroma_server import ChromaServer, free_port, silent_server
from embedders import HashingEmbedder

from rag.errors import IndexUnavailable, SettingsError
from rag.library import INDEX_FOLDER, Library
from rag.settings import Settings, load_settings
from rag.types import Article, Hit

ARTICLES = [
    Article(
        id=f"{town}-{day}",
        title=f"{town} report",
        text=f"The council of {town} met on day {day}. It spoke of {subject} for {day} hours.",
        source=source,
        published=date(2026, 3, day),
    )
    for town, source in (("Osterby", "Courier"), ("Velmark", "Gazette"))
    for day, subject in ((1, "the harbour wall"), (2, "school meals"), (3, "a tram line"))
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """A folder and settings with which a library is opened again and again."""

    folder: Path
    settings: Settings

    def open(self) -> Library:
        return Library.open(self.folder, settings=self.settings, embedder=HashingEmbedder())


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaServer]:
    server = ChromaServer(tmp_path_factory.mktemp("chroma"))
    server.start()
    yield server
    server.stop()


@pytest.fixture(params=["embedded", "server"])
def shelf(request: pytest.FixtureRequest, tmp_path: Path) -> Shelf:
    if request.param == "embedded":
        return Shelf(folder=tmp_path / "library", settings=load_settings())
    server: ChromaServer = request.getfixturevalue("server")
    return Shelf(folder=tmp_path / "library", settings=load_settings(chroma=server.url))


def embedded(tmp_path: Path) -> Shelf:
    return Shelf(folder=tmp_path / "library", settings=load_settings())


def on_server(tmp_path: Path, url: str, timeout_s: float = 10.0) -> Shelf:
    return Shelf(folder=tmp_path / "library", settings=load_settings(chroma=url, chroma_timeout_s=timeout_s))


def dense_ids(hits: list[Hit]) -> list[str]:
    """The articles that the vectors found, nearest first."""
    found = [hit for hit in hits if hit.dense_rank is not None]
    return [hit.article_id for hit in sorted(found, key=lambda hit: hit.dense_rank or 0)]


# --- on both ----------------------------------------------------------------------------------


def test_search_finds_by_vector(shelf: Shelf) -> None:
    with shelf.open() as library:
        library.add(ARTICLES)
        assert dense_ids(library.search("the council of Velmark, day 2, school meals"))[0] == "Velmark-2"
        assert library.notices == ()


def test_search_finds_the_same_after_reopening(shelf: Shelf) -> None:
    question = "the harbour wall of Osterby"
    with shelf.open() as library:
        library.add(ARTICLES)
        before = library.search(question)
    with shelf.open() as library:
        assert library.search(question) == before
        assert library.notices == ()


def test_search_equals_exact_search(shelf: Shelf) -> None:
    question = "a tram line"
    with shelf.open() as library:
        library.add(ARTICLES)
        indexed = library.search(question)
        exact = library.search(question, article_ids=[article.id for article in ARTICLES])
    assert dense_ids(indexed) == dense_ids(exact)


def test_removed_article_is_not_found(shelf: Shelf) -> None:
    with shelf.open() as library:
        library.add(ARTICLES)
        library.remove("Velmark-2")
        assert "Velmark-2" not in dense_ids(library.search("school meals in Velmark"))
        assert library.doctor().ok


def test_changed_article_answers_with_its_new_text(shelf: Shelf) -> None:
    changed = Article(id="Velmark-2", text="Nothing but snow was seen in Velmark.")
    with shelf.open() as library:
        library.add(ARTICLES)
        library.add([changed])
        hits = library.search("snow seen")
        assert dense_ids(hits)[0] == "Velmark-2"
        assert {hit.version for hit in hits if hit.article_id == "Velmark-2"} == {changed.version}
        assert library.doctor().ok


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        pytest.param({"since": date(2026, 3, 3)}, {"Osterby-3", "Velmark-3"}, id="since"),
        pytest.param({"until": date(2026, 3, 1)}, {"Osterby-1", "Velmark-1"}, id="until"),
        pytest.param(
            {"since": date(2026, 3, 2), "until": date(2026, 3, 2), "source": "Gazette"},
            {"Velmark-2"},
            id="a day of a source",
        ),
        pytest.param({"article_ids": ["Osterby-2"]}, {"Osterby-2"}, id="article"),
        pytest.param({"article_ids": []}, set[str](), id="no article"),
        pytest.param({"source": "Nobody"}, set[str](), id="unknown source"),
    ],
)
@pytest.mark.parametrize("exact_chunks", [4000, 0], ids=["exact", "where"])
def test_search_filters(
    shelf: Shelf,
    monkeypatch: pytest.MonkeyPatch,
    filters: dict[str, object],
    expected: set[str],
    exact_chunks: int,
) -> None:
    monkeypatch.setattr("rag.store.index.EXACT_CHUNKS", exact_chunks)
    with shelf.open() as library:
        library.add([*ARTICLES, Article(id="undated", text="The council met.")])
        hits = library.search("the council met", limit=50, **filters)  # pyright: ignore[reportArgumentType] -- one table for all filters
        assert {hit.article_id for hit in hits} == expected
        assert set(dense_ids(hits)) == expected


def test_rebuild_gives_the_same_hits(shelf: Shelf) -> None:
    steps: list[tuple[int, int]] = []
    with shelf.open() as library:
        library.add(ARTICLES)
        before = library.search("school meals")
        library.rebuild(lambda done, total: steps.append((done, total)))
        assert library.search("school meals") == before
        assert library.doctor().ok
    assert steps[-1] == (len(ARTICLES), len(ARTICLES))


def test_search_is_served_while_a_rebuild_runs(shelf: Shelf) -> None:
    found: list[list[str]] = []
    with shelf.open() as library:
        library.add(ARTICLES)

        def look(done: int, total: int) -> None:
            searcher = threading.Thread(
                target=lambda: found.append(dense_ids(library.search("school meals in Velmark")))
            )
            searcher.start()
            searcher.join()

        library.rebuild(look)
    assert found
    assert all(ids[0] == "Velmark-2" for ids in found)


def test_article_added_during_a_rebuild_is_found_after_it(shelf: Shelf) -> None:
    late = Article(id="late", text="An eclipse darkened the harbour.")
    with shelf.open() as library, shelf.open() as other:
        library.add(ARTICLES)

        def change(done: int, total: int) -> None:
            other.add([late])
            other.remove("Velmark-2")

        library.rebuild(change)
        assert dense_ids(library.search("an eclipse"))[0] == "late"
        assert "Velmark-2" not in dense_ids(library.search("school meals in Velmark"))
        assert library.doctor().ok


def test_library_moves_between_embedded_and_server(tmp_path: Path, server: ChromaServer) -> None:
    for shelf in (embedded(tmp_path), on_server(tmp_path, server.url), embedded(tmp_path)):
        with shelf.open() as library:
            library.add(ARTICLES)
            assert dense_ids(library.search("school meals in Velmark"))[0] == "Velmark-2"
            assert library.doctor().ok


def test_two_libraries_share_a_server(tmp_path: Path, server: ChromaServer) -> None:
    with (
        on_server(tmp_path / "a", server.url).open() as one,
        on_server(tmp_path / "b", server.url).open() as two,
    ):
        one.add(ARTICLES[:3])
        two.add(ARTICLES[3:])
        two.rebuild()
        assert one.doctor().ok
        assert set(dense_ids(one.search("council"))) == {article.id for article in ARTICLES[:3]}


# --- embedded: damage -------------------------------------------------------------------------


def index_files(shelf: Shelf) -> list[Path]:
    return [path for path in (shelf.folder / INDEX_FOLDER).rglob("*") if path.is_file()]


def remove_all(shelf: Shelf) -> None:
    shutil.rmtree(shelf.folder / INDEX_FOLDER)


def truncate_all(shelf: Shelf) -> None:
    for path in index_files(shelf):
        os.truncate(path, path.stat().st_size // 2)


def empty_all(shelf: Shelf) -> None:
    for path in index_files(shelf):
        path.write_bytes(b"")


def overwrite_all(shelf: Shelf) -> None:
    for path in index_files(shelf):
        path.write_bytes(b"\xff" * path.stat().st_size)


def remove_segment(shelf: Shelf) -> None:
    for path in index_files(shelf):
        if path.suffix == ".bin":
            path.unlink()


def overwrite_segment(shelf: Shelf) -> None:
    for path in index_files(shelf):
        if path.suffix in (".bin", ".pickle"):
            path.write_bytes(b"\xff" * path.stat().st_size)


@pytest.mark.parametrize("damage", [remove_all, truncate_all, empty_all, overwrite_all])
def test_damaged_index_is_rebuilt_on_open(tmp_path: Path, damage: object) -> None:
    shelf = embedded(tmp_path)
    with shelf.open() as library:
        library.add(ARTICLES)
    assert callable(damage)
    damage(shelf)
    with shelf.open() as library:
        assert dense_ids(library.search("school meals in Velmark"))[0] == "Velmark-2"
    assert any("rebuilding" in notice for notice in library.notices)
    with shelf.open() as library:
        assert dense_ids(library.search("school meals in Velmark"))[0] == "Velmark-2"
        assert library.doctor().ok
        assert library.notices == ()


@pytest.mark.parametrize("damage", [remove_segment, overwrite_segment])
def test_damaged_vectors_are_found_and_rebuilt(tmp_path: Path, damage: object) -> None:
    shelf = embedded(tmp_path)
    many = [Article(id=str(number), text=f"Report {number} from the coast.") for number in range(1500)]
    with shelf.open() as library:
        library.add(many)
    assert any(path.suffix == ".bin" for path in index_files(shelf))
    assert callable(damage)
    damage(shelf)
    with shelf.open() as library:
        assert "777" in dense_ids(library.search("report 777 from the coast"))[:3]
        assert library.doctor().ok
    with shelf.open() as library:
        assert library.doctor().ok
        assert library.notices == ()


def test_index_that_lost_chunks_is_rebuilt_on_open(tmp_path: Path) -> None:
    shelf = embedded(tmp_path)
    with shelf.open() as library:
        library.add(ARTICLES[:2])
    old = tmp_path / "old"
    shutil.copytree(shelf.folder / INDEX_FOLDER, old)
    with shelf.open() as library:
        library.add(ARTICLES)
    remove_all(shelf)
    shutil.copytree(old, shelf.folder / INDEX_FOLDER)
    with shelf.open() as library:
        assert library.doctor().ok
        assert len(dense_ids(library.search("council", limit=50))) == len(ARTICLES)


# --- server: faults ---------------------------------------------------------------------------


def test_search_says_so_when_the_server_is_down(tmp_path: Path) -> None:
    server = ChromaServer(tmp_path)
    server.start()
    with on_server(tmp_path, server.url).open() as library:
        library.add(ARTICLES)
    server.stop()
    library = on_server(tmp_path, server.url).open()
    with library, pytest.raises(IndexUnavailable, match=r"cannot reach Chroma at .* start it"):
        library.search("council")


def test_search_says_so_when_the_server_was_never_there(tmp_path: Path) -> None:
    with embedded(tmp_path).open() as library:
        library.add(ARTICLES)
    library = on_server(tmp_path, f"http://127.0.0.1:{free_port()}").open()
    with library, pytest.raises(IndexUnavailable, match=r"cannot reach Chroma at .* start it"):
        library.search("council")


def test_add_stores_when_the_server_is_down(tmp_path: Path) -> None:
    url = f"http://127.0.0.1:{free_port()}"
    with on_server(tmp_path, url).open() as library:
        assert library.add(ARTICLES).count("added") == len(ARTICLES)
        assert library.get("Velmark-2").text == ARTICLES[4].text
    assert any("cannot reach Chroma" in notice for notice in library.notices)


def test_search_works_again_when_the_server_was_restarted(tmp_path: Path) -> None:
    server = ChromaServer(tmp_path)
    server.start()
    try:
        with on_server(tmp_path, server.url).open() as library:
            library.add(ARTICLES)
            before = library.search("school meals")
            server.stop()
            with pytest.raises(IndexUnavailable):
                library.search("school meals")
            server.start()
            assert library.search("school meals") == before
            server.stop()
            server.start()
            assert library.search("school meals") == before
    finally:
        server.stop()


def test_index_is_rebuilt_when_the_server_lost_it(tmp_path: Path) -> None:
    server = ChromaServer(tmp_path / "one")
    server.folder.mkdir()
    server.start()
    try:
        with on_server(tmp_path, server.url).open() as library:
            library.add(ARTICLES)
            server.stop()
            server.folder = tmp_path / "two"
            server.folder.mkdir()
            server.start()
            assert dense_ids(library.search("school meals in Velmark"))[0] == "Velmark-2"
            assert library.doctor().ok
            assert any("rebuil" in notice for notice in library.notices)
    finally:
        server.stop()


@pytest.mark.parametrize("opened", [False, True], ids=["first search", "in use"])
def test_search_ends_within_the_deadline_when_the_server_hangs(tmp_path: Path, opened: bool) -> None:
    server = ChromaServer(tmp_path)
    server.start()
    with on_server(tmp_path, server.url, timeout_s=1.0).open() as library:
        library.add(ARTICLES)
        if opened:
            library.search("council")
        server.stop()
        with silent_server(server.port):
            started = time.monotonic()
            with pytest.raises(IndexUnavailable, match="did not answer within 1 s"):
                library.search("council")
            assert time.monotonic() - started < 3


@pytest.mark.parametrize("url", ["localhost:8000", "ftp://localhost", "http://"])
def test_open_refuses_a_wrong_address(tmp_path: Path, url: str) -> None:
    with pytest.raises(SettingsError, match="HOST:PORT"):
        on_server(tmp_path, url).open()
