"""Chunks: exact offsets, no gaps, whole sentences, bounded size."""

from __future__ import annotations

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from rag.chunking import chunk_article
from rag.text import sentence_spans
from rag.types import Article

PARTS = [
    "Rain fell.",
    " ",
    "\n",
    "\n\n",
    "\r\n\r\n",
    "“No,” she said. ",
    "Gen. Storr left. ",
    "e\u0301",
    "👩‍👩‍👧",
]
MORE = ["word ", "\ue000", "\x00", "5.5 ", "The U.S. ", "      ", "\u2029", "boilerplate "]
TEXTS = st.lists(st.sampled_from(PARTS + MORE), max_size=80).map("".join) | st.text(max_size=200)


def chunks_of(text: str, max_chars: int):
    return chunk_article(Article(id="a", text=text), max_chars=max_chars)


@given(TEXTS, st.integers(20, 200))
def test_chunks_join_to_the_text_with_exact_offsets(text: str, max_chars: int):
    chunks = chunks_of(text, max_chars)
    assert "".join(chunk.text for chunk in chunks) == (text if text.strip() else "")
    for index, chunk in enumerate(chunks):
        assert chunk.index == index
        assert text[chunk.start : chunk.end] == chunk.text
        assert chunk.text.strip()


@given(TEXTS, st.integers(20, 200))
def test_chunks_are_bounded_and_cut_only_sentences_that_are_too_long(text: str, max_chars: int):
    long = [span for span in sentence_spans(text) if span.end - span.start > max_chars]
    inside = {at for span in sentence_spans(text) for at in range(span.start + 1, span.end)}
    for chunk in chunks_of(text, max_chars):
        assert len(chunk.text.strip()) <= max_chars
        assert chunk.start not in inside or any(span.start < chunk.start < span.end for span in long)


@given(TEXTS, st.integers(20, 60))
def test_chunks_split_no_grapheme_cluster(text: str, max_chars: int):
    bounds = {0} | {match.end() for match in regex.finditer(r"\X", text)}
    assert {chunk.start for chunk in chunks_of(text, max_chars)} <= bounds


def test_boilerplate_repeated_400_times_has_distinct_offsets():
    text = "All rights reserved.\n\n" * 400
    chunks = chunks_of(text, 200)
    assert len({chunk.start for chunk in chunks}) == len(chunks)
    assert "".join(chunk.text for chunk in chunks) == text


def test_white_space_before_a_sentence_that_just_fits_does_not_cut_it():
    text = " Rain fell.Rain fell."
    assert [chunk.text for chunk in chunks_of(text, 20)] == [text]


def test_a_chunk_ends_with_a_paragraph_where_it_can():
    text = "One is here. Two is here.\n\nThree is here. Four is here.\n\nFive."
    assert [chunk.text for chunk in chunks_of(text, 40)] == [
        "One is here. Two is here.\n\n",
        "Three is here. Four is here.\n\nFive.",
    ]


@pytest.mark.parametrize(
    ("text", "most"),
    [
        pytest.param("a" * 1_000_000, 1600, id="no-space"),
        pytest.param("\n" * 1_000_000, 0, id="newlines"),
        pytest.param("Rain." + "\n" * 100_000 + "Sun.", 2, id="far-apart"),
    ],
)
def test_pathological_text_gives_bounded_chunks(text: str, most: int):
    chunks = chunks_of(text, 900)
    assert len(chunks) <= most
    assert all(len(chunk.text.strip()) <= 900 for chunk in chunks)
