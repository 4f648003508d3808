"""Ranking: words as a safe query, fusion by rank, nearness of dates, passages of numbered sentences."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from embedders import HashingEmbedder
from hypothesis import given
from hypothesis import strategies as st

from rag.errors import QuestionError
from rag.library import Library
from rag.retrieval.fusion import fuse, nearness, order, ranks
from rag.retrieval.passages import build_passages, renumbered
from rag.retrieval.words import lexical_query
from rag.settings import load_settings
from rag.types import Article, Hit

DAY = date(2026, 3, 2)
REPORT = "\n\n".join(
    f"Report {number} speaks of the harbour wall. It was written in the town of Osterby. It ends here."
    for number in range(12)
)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    settings = load_settings(chunk_chars=200)
    with Library.open(tmp_path, settings=settings, embedder=HashingEmbedder()) as library:
        yield library


# --- the words of a question ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "query"),
    [
        pytest.param("How many fled Idlib?", '"fled" OR "Idlib"', id="common words are left out"),
        pytest.param("Who was it?", '"Who" OR "was" OR "it"', id="only common words"),
        pytest.param('say "a NEAR b" OR (c*) -d ^e', '"say" OR "NEAR" OR "b" OR "c" OR "e"', id="operators"),
        pytest.param("Osterby's mayor", '"Osterby" OR "mayor"', id="possessive"),
        pytest.param("Wie viele flohen aus Münster?", None, id="another language"),
        pytest.param("?!", "", id="no words"),
    ],
)
def test_lexical_query(question: str, query: str | None) -> None:
    if query is None:
        assert '"Münster"' in (lexical_query(question) or "")
    else:
        assert (lexical_query(question) or "") == query


@pytest.mark.parametrize(
    "question", ['"', "'; DROP TABLE words; --", "a AND", "NEAR(", "x:y", "*", "col : {a b}"]
)
def test_search_takes_any_question(library: Library, question: str) -> None:
    library.add([Article(id="a", text="Rain fell in Osterby.")])
    assert isinstance(library.search(question), list)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        pytest.param("Der Bürgermeister von Münster trat zurück.", "burgermeister munster", id="diacritics"),
        pytest.param("The council voted on closing schools.", "vote closes school", id="inflection"),
        pytest.param("Мэр города подал в отставку.", "отставку мэр", id="Cyrillic"),
        pytest.param("استقال رئيس البلدية يوم الاثنين.", "رئيس البلدية", id="right to left"),
    ],
)
def test_search_finds_by_words(library: Library, text: str, question: str) -> None:
    library.add([Article(id="other", text="Nothing happened here."), Article(id="a", text=text)])
    hit = library.search(question)[0]
    assert (hit.article_id, hit.lexical_rank) == ("a", 1)


def test_search_finds_by_the_title(library: Library) -> None:
    library.add(
        [
            Article(id="a", title="Eclipse over Osterby", text="It was dark at noon."),
            Article(id="b", title="Fair", text="It was bright at noon."),
        ]
    )
    assert library.search("eclipse")[0].article_id == "a"


# --- fusion -----------------------------------------------------------------------------------

rankings = st.lists(
    st.tuples(st.floats(0, 10), st.dictionaries(st.integers(0, 30), st.integers(1, 100))), max_size=4
)


@given(rankings)
def test_fusion_scores_every_key_once(weighted: list[tuple[float, dict[int, int]]]) -> None:
    scores = fuse(weighted)
    assert set(scores) == {key for _, places in weighted for key in places}
    assert all(score >= 0 for score in scores.values())


@given(st.lists(st.integers(), unique=True, min_size=2, max_size=30))
def test_fusion_keeps_the_order_of_one_ranking(ranking: list[int]) -> None:
    places = {key: rank for rank, key in enumerate(ranking, start=1)}
    scores = fuse([(1.0, places), (0.0, {key: -rank + 100 for key, rank in places.items()})])
    assert order(scores, {key: ("", key) for key in ranking}) == ranking


@given(rankings)
def test_order_does_not_depend_on_the_order_of_rankings(
    weighted: list[tuple[float, dict[int, int]]],
) -> None:
    ties = {key: ("article", key) for key in range(31)}
    rounded = {key: round(score, 9) for key, score in fuse(weighted).items()}
    backwards = {key: round(score, 9) for key, score in fuse(list(reversed(weighted))).items()}
    assert order(rounded, ties) == order(backwards, ties)


@given(st.dictionaries(st.integers(), st.integers(0, 5), max_size=20))
def test_equal_scores_share_a_rank(found: dict[int, int]) -> None:
    places = ranks([(key, score) for key, score in found.items()])
    for key, rank in places.items():
        assert rank == 1 + sum(score > found[key] for score in found.values())


def test_ties_are_broken_by_id(library: Library) -> None:
    library.add([Article(id=name, text="Rain fell in Osterby.") for name in ("c", "a", "b")])
    assert [hit.article_id for hit in library.search("rain in Osterby", asked_at=DAY)] == ["a", "b", "c"]


# --- dates ------------------------------------------------------------------------------------


@given(st.integers(0, 3000), st.integers(1, 3000))
def test_nearness_falls_with_the_days_and_faster_after_asking(days: int, more: int) -> None:
    asked = DAY.toordinal()
    assert 1 >= nearness(asked - days, asked) > nearness(asked - days - more, asked) > 0
    assert nearness(asked + days, asked) > nearness(asked + days + more, asked) > 0
    assert nearness(asked - more, asked) > nearness(asked + more, asked)
    assert nearness(None, asked) == 0


def test_asked_at_ranks_the_nearest_report_first_and_drops_none(library: Library) -> None:
    days = (400, 0, 30, -30)
    library.add(
        [
            Article(id=f"{days_before}", text="Rain fell in Osterby.", published=DAY - timedelta(days_before))
            for days_before in days
        ]
    )
    asked_at = datetime(2026, 3, 2, 12, tzinfo=UTC)
    assert [hit.article_id for hit in library.search("rain in Osterby", asked_at=asked_at)][:2] == ["0", "30"]
    assert len(library.search("rain in Osterby", asked_at=asked_at)) == len(days)


# --- passages ---------------------------------------------------------------------------------


def test_passages_number_their_sentences_through(library: Library) -> None:
    library.add([Article(id="a", text=REPORT), Article(id="b", text="The harbour wall broke. It rained.")])
    passages = build_passages(library, library.search("the harbour wall", limit=6))
    numbers = [sentence.number for passage in passages for sentence in passage.sentences]
    assert numbers == list(range(1, len(numbers) + 1))
    for passage in passages:
        text = library.get(passage.article_id, passage.version).text
        assert passage.text == text[passage.start : passage.end]
        assert all(text[each.start : each.end] == each.text for each in passage.sentences)


def test_passages_hold_no_sentence_twice(library: Library) -> None:
    library.add([Article(id="a", text=REPORT)])
    passages = build_passages(library, library.search("the harbour wall", limit=50), neighbours=2)
    spans = [(each.start, each.end) for passage in passages for each in passage.sentences]
    assert len(spans) == len(set(spans))
    assert len(passages) == 1


def test_passages_come_in_the_order_of_their_best_hit(library: Library) -> None:
    library.add([Article(id="a", text=REPORT), Article(id="b", text="The harbour wall broke. It rained.")])
    hits = library.search("the harbour wall broke", limit=8)
    passages = build_passages(library, hits)
    assert passages[0].article_id == hits[0].article_id == "b"


def test_passages_stop_at_the_number_of_sentences(library: Library) -> None:
    library.add([Article(id="a", text=REPORT)])
    hits = library.search("the harbour wall", limit=5)
    for limit in (1, 4, 7):
        passages = build_passages(library, hits, max_sentences=limit)
        assert sum(len(passage.sentences) for passage in passages) == limit


def test_neighbours_are_taken_in(library: Library) -> None:
    library.add([Article(id="a", text=REPORT)])
    hits = library.search("Report 5", limit=1)
    alone, wider = (build_passages(library, hits, neighbours=number)[0] for number in (0, 1))
    assert wider.start < alone.start
    assert wider.end > alone.end
    assert len(wider.sentences) == len(alone.sentences) + 2


def test_passages_of_an_old_version_keep_its_text(library: Library) -> None:
    library.add([Article(id="a", text="The harbour wall broke.")])
    hits: list[Hit] = library.search("harbour wall")
    library.add([Article(id="a", text="Nothing broke.")])
    assert build_passages(library, hits)[0].text == "The harbour wall broke."


def test_renumbered_counts_from_one_again(library: Library) -> None:
    library.add([Article(id=name, text=f"The harbour wall of {name} broke. It rained.") for name in "abc"])
    passages = build_passages(library, library.search("harbour wall"))
    kept = renumbered(passages[1:])
    assert [sentence.number for passage in kept for sentence in passage.sentences] == [1, 2, 3, 4]


def test_search_takes_dates_as_text_and_refuses_others(tmp_path: Path) -> None:
    with Library.open(tmp_path, embedder=HashingEmbedder()) as library:
        library.add([Article(id="ferry", text="The ferry sank.", published=date(2025, 3, 1))])
        assert [hit.article_id for hit in library.search("ferry", since="2025-03-01")] == ["ferry"]
        assert library.search("ferry", until="2025-02-28") == []
        with pytest.raises(QuestionError, match="soon"):
            library.search("ferry", since="soon")
