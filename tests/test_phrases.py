"""The phrase that is shown: a whole name, amount, date, quotation or list, never a piece of one."""

from __future__ import annotations

import pytest

from rag.models.matching import Candidate
from rag.models.phrases import whole_phrase
from rag.types import Passage, Source
from rag.verification.figures.binding import question_constraints


def shown(question: str, sentence: str, piece: str, *, before: str = "") -> str:
    """Give the phrase that is shown where `piece` of `sentence` was found for `question`."""
    text = before + sentence
    source = Source(number=1, text=sentence, start=len(before), end=len(text))
    passage = Passage(
        article_id="a",
        version="v",
        title="",
        published=None,
        source=None,
        score=1.0,
        start=0,
        end=len(text),
        text=text,
        sentences=(source,),
    )
    start = len(before) + sentence.index(piece)
    found = Candidate(source=source, passage=passage, start=start, end=start + len(piece), score=0.9)
    return whole_phrase(found, question_constraints(question), question).text


@pytest.mark.parametrize(
    ("question", "sentence", "piece", "whole"),
    [
        ("Where was the count stopped?", "Counting in Sluice End stopped at noon.", "Sluice", "Sluice End"),
        ("Which state sued?", "The Alabama Supreme Court heard the case.", "Alabama", "Alabama"),
        ("Who sued?", "Lawyers for Verrin Monday filed a suit.", "Verrin", "Verrin"),
        ("How much was promised?", "He promised 12 million crowns for tents.", "12 million",
         "12 million crowns"),
        ("How much was promised?", "He promised £12 million for tents.", "£12 million", "£12 million"),
        ("How strong was the gust?", "A gust of 168 kilometres an hour hit.", "168 kilometres",
         "168 kilometres an hour"),
        ("How cold was it?", "It fell to minus 9 degrees overnight.", "9 degrees", "minus 9 degrees"),
        ("How much was the profit?", "It was €180m a year earlier.", "€180m", "€180m"),
        ("When do tenants move in?", "They move in on 4 May 2026, she said.", "2026", "4 May 2026"),
        ("What did Rudd say about the wind?", "\"The wind was never late,\" Mr Rudd said.", "late",
         "The wind was never late"),
        ("What did the convoy bring?", "It brought flour, insulin and 9,000 litres of diesel.", "flour",
         "flour, insulin and 9,000 litres of diesel"),
        ("Who were the two victims?", "Barnaby Hurst, 44, and Elin Sorrow, 29, died.", "Elin Sorrow",
         "Barnaby Hurst, 44, and Elin Sorrow"),
        ("Where are the families sleeping?", "They sleep in a school, a church hall and a hotel.",
         "church hall and a hotel", "a school, a church hall and a hotel"),
        ("Who died?", "A fire killed two men on Friday.", "two men on Friday.", "two men on Friday"),
        ("Who sued?", "It was brought by Alder Mills Inc.", "Alder Mills Inc.", "Alder Mills Inc."),
        ("What will the lorry carry?", "It will carry salt, rope and, for once, a piano.", "salt, rope and",
         "salt, rope and, for once, a piano"),
    ],
)  # fmt: skip
def test_a_piece_is_shown_whole(question: str, sentence: str, piece: str, whole: str) -> None:
    assert shown(question, sentence, piece) == whole


def test_a_name_that_also_stands_alone_is_whole() -> None:
    sentence = "Officials in Merrow Networks disagreed."
    assert shown("Which city disagreed?", sentence, "Merrow", before="Merrow is dry. ") == "Merrow"
