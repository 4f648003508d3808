"""Marks of a reply, and the spans they stand for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wire import passages

from rag.citations import cite, cite_phrase, cite_sources
from rag.marks import MarkStream, find_marks, parse_reply, without_marks
from rag.types import Draft, DraftSentence, Phrase

KNOWN = {number: (number,) for number in range(1, 8)}
PIECES = st.lists(
    st.sampled_from(
        ["[", "]", "【", "】", "1", "2", "99", "2019", ",", " ", "-", "–", "a", "Rain fell.", "`", "(", ")", "https://",
         "x", "\n", "\n\n- ", "[1]", "[2, 3]", "[source 4]", "^", "!", "[my label](u v", "](y)", "[1](", "†s",
         "[99]", "\u0301", "👩‍👩", "é"]
    ),
    max_size=14,
)  # fmt: skip


def marks_of(text: str) -> list[tuple[str, tuple[int, ...]]]:
    return [(sentence.text, sentence.marks) for sentence in parse_reply(text, KNOWN).sentences]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Rain fell [1].", [(1,)]),
        ("Rain fell. [1]", [(1,)]),
        ("Rain fell.[1]", [(1,)]),
        ("Rain fell [1, 2].", [(1, 2)]),
        ("Rain fell [1,2;3 and 4].", [(1, 2, 3, 4)]),
        ("Rain fell [1-3].", [(1, 2, 3)]),
        ("Rain fell [1–3].", [(1, 2, 3)]),
        ("Rain fell [1 to 3, 5].", [(1, 2, 3, 5)]),
        ("Rain fell [1][2].", [(1,), (2,)]),
        ("Rain fell【1】.", [(1,)]),
        ("Rain fell【1†source】.", [(1,)]),
        ("Rain fell [^1].", [(1,)]),
        ("Rain fell [source 1].", [(1,)]),
        ("Rain fell [Sources: 1 and 2].", [(1, 2)]),
        ("Rain fell [2, 2].", [(2,)]),
        ("Rain fell [ 1 ].", [(1,)]),
    ],
)
def test_a_mark_is_read_in_every_style(text: str, numbers: list[tuple[int, ...]]) -> None:
    assert [mark.numbers for mark in find_marks(text, KNOWN)] == numbers
    assert without_marks(text, KNOWN) == "Rain fell."


@pytest.mark.parametrize(
    "text",
    [
        "It was so in [2019].",
        "It was [10-12] then.",
        "It was [2019-2021] then.",
        "He said [sic] so.",
        "Call `list[1]` first.",
        "See https://example.org/a[1] there.",
        "See [the report](https://example.org/1).",
        "See [1](https://example.org/1).",
        "An ![image [1](x).",
        "It was [3-1] then.",
    ],
)
def test_what_is_no_mark_stays_and_is_not_counted(text: str) -> None:
    reply = parse_reply(text, KNOWN)
    assert without_marks(text, KNOWN) == text
    assert reply.unknown_marks == 0
    assert all(not sentence.marks for sentence in reply.sentences)


@pytest.mark.parametrize(
    ("text", "numbers", "unknown"),
    [("Rain [99].", (), 1), ("Rain [0].", (), 1), ("Rain [1, 99].", (1,), 1), ("Rain [6-9].", (6, 7), 2),
     ("Rain 【2019】.", (), 1), ("Rain [^12].", (), 1)],
)  # fmt: skip
def test_marks_outside_the_list_are_dropped_and_counted(
    text: str, numbers: tuple[int, ...], unknown: int
) -> None:
    reply = parse_reply(text, KNOWN)
    assert reply.unknown_marks == unknown
    assert reply.sentences == (DraftSentence(text="Rain.", marks=numbers),)


def test_a_mark_after_the_stop_belongs_to_the_sentence_before_it() -> None:
    assert marks_of("Rain fell. [1] Snow fell.[2] Hail fell [3].") == [
        ("Rain fell.", (1,)),
        ("Snow fell.", (2,)),
        ("Hail fell.", (3,)),
    ]


def test_marks_that_lead_their_sentences_belong_to_the_sentence_after_them() -> None:
    assert marks_of("[1] Rain fell. [2] Snow fell.") == [("Rain fell.", (1,)), ("Snow fell.", (2,))]


def test_bullets_keep_their_own_marks() -> None:
    assert marks_of("- Rain fell [1]\n* Snow fell [2]\n\n1. Hail fell [3]\n2. Fog rose [4]") == [
        ("Rain fell", (1,)),
        ("Snow fell", (2,)),
        ("Hail fell", (3,)),
        ("Fog rose", (4,)),
    ]


def test_a_line_that_begins_with_a_figure_is_no_list() -> None:
    assert marks_of("30. November brought rain [1].") == [("30. November brought rain.", (1,))]


def test_marks_at_a_paragraphs_end_count_for_each_of_its_sentences() -> None:
    assert marks_of("Rain fell. Snow fell. [1, 2]\n\nHail fell.") == [
        ("Rain fell.", (1, 2)),
        ("Snow fell.", (1, 2)),
        ("Hail fell.", ()),
    ]


def test_marks_are_not_lent_when_another_sentence_of_the_paragraph_has_its_own() -> None:
    assert marks_of("Rain fell. Snow fell [1]. Hail fell [2].")[0] == ("Rain fell.", ())


def test_a_paragraph_of_marks_alone_belongs_to_the_sentence_before_it() -> None:
    assert marks_of("Rain fell.\n\n[1][2]") == [("Rain fell.", (1, 2))]


@pytest.mark.parametrize("tail", ["\n\nSources:\n[1] A title\n- [2] Another", "\n\n[^1]: A title, 2019"])
def test_a_list_of_references_at_the_end_is_left_out(tail: str) -> None:
    assert marks_of("Rain fell [1]." + tail) == [("Rain fell.", (1,))]


def test_emphasis_is_taken_off() -> None:
    assert marks_of("**30,000** people fled [1].") == [("30,000 people fled.", (1,))]


@given(PIECES)
def test_reading_marks_loses_nothing_but_marks(pieces: list[str]) -> None:
    text = rest = "".join(pieces)
    for mark in reversed(find_marks(text, KNOWN)):
        rest = rest[: mark.start] + rest[mark.end :]
    assert "".join(without_marks(text, KNOWN).split()) == "".join(rest.split())


@given(PIECES)
def test_sentences_hold_only_known_numbers_and_none_twice(pieces: list[str]) -> None:
    for sentence in parse_reply("".join(pieces), KNOWN).sentences:
        assert set(sentence.marks) <= set(KNOWN)
        assert len(set(sentence.marks)) == len(sentence.marks)


@given(PIECES, st.lists(st.integers(min_value=1, max_value=9), min_size=1))
def test_a_stream_shows_the_same_however_it_is_cut(pieces: list[str], sizes: list[int]) -> None:
    text = "".join(pieces)
    whole = MarkStream(KNOWN)
    expected = whole.feed(text) + whole.finish()
    stream = MarkStream(KNOWN)
    given_text = ""
    start = 0
    turn = 0
    while start < len(text):
        size = sizes[turn % len(sizes)]
        given_text += stream.feed(text[start : start + size])
        start += size
        turn += 1
    assert given_text + stream.finish() == expected


def test_a_stream_holds_back_a_mark_until_it_is_whole() -> None:
    stream = MarkStream({7: (7,), 12: (12,)})
    assert stream.feed("Rain fell [1") == "Rain fell"
    assert stream.feed("2]. Snow [7") == " [1]. Snow"
    assert stream.feed("][12].") + stream.finish() == " [2][1]."


def test_a_stream_shows_numbers_by_first_use_and_drops_others() -> None:
    stream = MarkStream({5: (5,), 3: (3,)})
    assert stream.feed("A [5]. B [9]. C [3, 5].") + stream.finish() == "A [1]. B. C [2][1]."


def test_citations_quote_the_article_exactly_and_count_from_one_by_first_use() -> None:
    found = passages("Rain fell. Snow fell on Ábo 👩‍👩.", "Hail fell.")
    draft = Draft(
        sentences=(
            DraftSentence(text="Hail fell.", marks=(3,)),
            DraftSentence(text="Snow.", marks=(2, 3)),
            DraftSentence(text="Fog.", marks=()),
            DraftSentence(text="Wind.", marks=(99,)),
        )
    )
    hail, snow, fog, wind = cite(draft, found)
    assert [(one.n, one.article_id) for one in hail.citations] == [(1, "a1")]
    assert [(one.n, one.article_id) for one in snow.citations] == [(2, "a0"), (1, "a1")]
    for citation in (*hail.citations, *snow.citations):
        text = next(one.text for one in found if one.article_id == citation.article_id)
        assert text[citation.start : citation.end] == citation.quote
    assert (fog.supported, fog.citations, wind.supported, wind.citations) == (False, (), False, ())


def test_a_quote_is_cut_from_the_passage_and_not_taken_from_the_prompt_copy() -> None:
    (passage,) = passages("Rain [1]\u200b fell.")
    (citation,) = cite_sources([1], [passage])
    assert citation.quote == "Rain [1]\u200b fell."


def test_a_quote_is_exact_when_the_passage_begins_inside_the_article() -> None:
    text = "Fog rose. Rain fell."
    whole = passages(text)[0]
    later = replace(whole, start=10, text=text[10:], sentences=whole.sentences[1:])
    (citation,) = cite_sources([2], [later])
    assert (citation.quote, text[citation.start : citation.end]) == ("Rain fell.", "Rain fell.")


def test_a_short_answer_gets_the_number_of_its_sentence() -> None:
    found = passages("Rain fell. Snow fell.", "Hail fell.")
    sentences = cite(Draft(sentences=(DraftSentence(text="x", marks=(3, 2)),)), found)
    inside = cite_phrase(Phrase(text="Snow", number=2, start=11, end=15), found, sentences)
    outside = cite_phrase(Phrase(text="Rain", number=1, start=0, end=4), found, sentences)
    assert inside is not None
    assert outside is not None
    assert (inside.n, inside.quote, outside.n, outside.quote) == (2, "Snow", 3, "Rain")
    assert cite_phrase(Phrase(text="?", number=9, start=0, end=1), found, sentences) is None
