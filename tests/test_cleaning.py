"""Thoughts and code fences are taken out of a reply, however it is cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.models.cleaning import Cleaner, clean

PIECES = st.lists(
    st.sampled_from(
        ["<think>", "</think>", "<THINKING>", "a", "\n", "```", "json", " ", "`", "<", "/think>", "th", "x y",
         "[1]", "~~~"]
    ),
    max_size=12,
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Rain fell.", "Rain fell.", id="nothing to do"),
        pytest.param("<think>Hm [1].</think>\n\nRain.", "Rain.", id="thought"),
        pytest.param("Rain. <think>Hm.</think>Snow.", "Rain. Snow.", id="thought in the middle"),
        pytest.param("<think>Hm, and then", "", id="unclosed thought"),
        pytest.param("Hm.\n</think>\nRain.", "Rain.", id="thought opened by the template"),
        pytest.param("```markdown\nRain.\n```", "Rain.\n", id="fence"),
        pytest.param("a < b and <b>c", "a < b and <b>c", id="other signs"),
        pytest.param("`code` stays", "`code` stays", id="inline code"),
    ],
)
def test_a_reply_is_cleaned(text: str, expected: str) -> None:
    assert clean(text) == expected


@given(PIECES, st.lists(st.integers(min_value=1, max_value=9), min_size=1))
def test_a_stream_is_cleaned_alike_however_it_is_cut(pieces: list[str], sizes: list[int]) -> None:
    text = "".join(pieces)
    cleaner = Cleaner()
    given_text = ""
    start = turn = 0
    while start < len(text):
        size = sizes[turn % len(sizes)]
        piece = cleaner.feed(text[start : start + size])
        given_text = piece if cleaner.restarted else given_text + piece
        start, turn = start + size, turn + 1
    assert given_text + cleaner.finish() == clean(text)
