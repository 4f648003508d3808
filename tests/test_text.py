"""Sentence spans, normalized text and grapheme boundaries."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from rag.text import (
    MAX_SENTENCE_CHARS,
    grapheme_ceiling,
    grapheme_floor,
    is_title_line,
    normalize,
    sentence_spans,
)

LABELLED = [
    json.loads(line)
    for line in (Path(__file__).parent / "data" / "sentences.jsonl").read_text("utf-8").split("\n")
    if line
]
AWKWARD = st.text(
    alphabet=st.one_of(
        st.sampled_from(list("Ab c. !?\n\r\t\"'“”‘’()…-,5\u0301\u0308\u200d\u0600👩🇦🇧한가。\u2028#*")),
        st.characters(),
        st.sampled_from("\ud800\udfff"),
    ),
    max_size=120,
)
NEWS = st.lists(
    st.sampled_from(
        [
            "Gen. ",
            "U.S. ",
            "“No. ",
            "said.” ",
            "5.5 ",
            "The ",
            "Rain fell. ",
            "\n",
            "\n\n",
            "e\u0301. ",
            "\r\n",
        ]
    )
).map("".join)


def pieces(text: str, language: str | None = None) -> list[str]:
    return [text[span.start : span.end] for span in sentence_spans(text, language)]


def test_labelled_news_sentences_are_found_with_f1_of_98_percent():
    right = found = wanted = 0
    for row in LABELLED:
        ends = {span.end for span in sentence_spans(row["text"])}
        gold = {end for _, end in row["spans"]}
        right, found, wanted = right + len(ends & gold), found + len(ends), wanted + len(gold)
    assert wanted >= 300
    assert 2 * right / (found + wanted) >= 0.98


@given(AWKWARD | NEWS)
def test_spans_are_ordered_trimmed_and_cover_all_but_white_space(text: str):
    spans = sentence_spans(text)
    last = 0
    for span in spans:
        assert last <= span.start < span.end <= len(text)
        assert not text[last : span.start].strip()
        assert text[span.start : span.end].strip()
        last = span.end
    assert not text[last:].strip()


@given(AWKWARD)
def test_no_grapheme_cluster_is_split(text: str):
    bounds = {0} | {match.end() for match in regex.finditer(r"\X", text)}
    for span in sentence_spans(text):
        assert {span.start, span.end} <= bounds
    for index in range(len(text) + 1):
        assert grapheme_floor(text, index) == max(bound for bound in bounds if bound <= index)
        assert grapheme_ceiling(text, index) == min(bound for bound in bounds if bound >= index)


@given(st.lists(NEWS, min_size=2, max_size=3))
def test_no_sentence_crosses_a_blank_line(parts: list[str]):
    assert not any(regex.search(r"\n[ \t\r]*\n", piece) for piece in pieces("\n\n".join(parts)))


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        pytest.param("“We won!” he said. It rained.", ["“We won!” he said.", "It rained."], id="attribution"),
        pytest.param('He said "No." She left.', ['He said "No."', "She left."], id="closing-quote"),
        pytest.param("“One. Two,” she said.", ["“One.", "Two,” she said."], id="inside-quotation"),
        pytest.param(
            "Rain in the Delta\nIt fell all day.", ["Rain in the Delta", "It fell all day."], id="title-line"
        ),
        pytest.param(
            "It fell all\r\nday. Then\r\nit stopped.",
            ["It fell all\r\nday.", "Then\r\nit stopped."],
            id="crlf",
        ),
        pytest.param(
            "Es regnete am 3. Mai. Dann nicht.", ["Es regnete am 3. Mai.", "Dann nicht."], id="german"
        ),
        pytest.param("今日は雨です。明日は晴れ。", ["今日は雨です。", "明日は晴れ。"], id="japanese"),
        pytest.param("- One\n- Two", ["- One", "- Two"], id="list"),
        pytest.param(" \n\t\n", [], id="blank"),
        pytest.param("", [], id="empty"),
        pytest.param("Rain\ud800 fell. Then not.", ["Rain\ud800 fell.", "Then not."], id="lone-surrogate"),
    ],
)
def test_sentences_of(text: str, sentences: list[str]):
    assert pieces(text, "de" if text.startswith("Es") else None) == sentences


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a" * 1_000_000, id="no-space"),
        pytest.param("\n" * 1_000_000, id="newlines"),
        pytest.param("a" + "\u0301" * 100_000, id="marks"),
        pytest.param("\U0001f1e6" * 100_000, id="flags"),
        pytest.param("“ab. (" * 20_000, id="unclosed-quotes"),
    ],
)
def test_pathological_text_gives_bounded_sentences(text: str):
    assert all(span.end - span.start <= MAX_SENTENCE_CHARS + 300 for span in sentence_spans(text))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Storm Petra Nears the Coast", True),
        ("The mayor said no.", False),
        ("they went on to the", False),
        ("", False),
    ],
)
def test_title_line(line: str, expected: bool):
    assert is_title_line(line) is expected


@given(AWKWARD)
def test_normalize_gives_the_same_for_nfc_and_nfd(text: str):
    assert (
        normalize(unicodedata.normalize("NFD", text)).text
        == normalize(unicodedata.normalize("NFC", text)).text
    )


@given(AWKWARD)
def test_normalize_maps_each_code_point_to_a_span_in_order(text: str):
    normalized = normalize(text)
    assert len(normalized.spans) == len(normalized.text)
    assert all(0 <= start < end <= len(text) for start, end in normalized.spans)
    assert list(normalized.spans) == sorted(normalized.spans)


def test_normalize_finds_an_nfc_quote_in_nfd_text():
    text = unicodedata.normalize("NFD", "Das Café Zoë – “offen”.")
    normalized = normalize(text)
    at = normalized.text.index('Zoë - "offen"')
    span = normalized.original(at, at + len('Zoë - "offen"'))
    assert text[span.start : span.end] == unicodedata.normalize("NFD", "Zoë – “offen”")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ﬁve\u00a0\n ten", "five ten"),
        ("10² ½", "10² ½"),
        ("５％", "5%"),
        ("a\u200bb\u00adc", "abc"),
        ("‘x’ — y…", "'x' - y..."),
    ],
)
def test_normalize(text: str, expected: str):
    assert normalize(text).text == expected
