"""Questions for the parts of a whole are answered by the sentence that names them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from rag import Article, Library, ask
from rag.models.divisions import asks_for_parts

BUDGET = Article(
    id="budget",
    title="Oakhaven passes its budget",
    text="OAKHAVEN, 3 May — The council of Oakhaven passed its budget on Monday. The library fund comes to 9 "
    "million crowns. Of that sum, 5 million is for books, 3 million for roofs and 1 million for staff. The "
    "mayor, Ilka Borsen, called it a good day. The harbour gets nothing this year.",
    published=date(2025, 5, 3),
)
PARTS = "Of that sum, 5 million is for books, 3 million for roofs and 1 million for staff."


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("How is the library fund divided?", True),
        ("How was the money split?", True),
        ("How many seats does each party have?", True),
        ("Which parties won, and how many each?", True),
        ("How many seats does the league have?", False),
        ("Who split the vote?", False),
    ],
)
def test_which_questions_ask_for_parts(question: str, parts: bool) -> None:
    assert asks_for_parts(question) is parts


def test_the_sentence_of_the_parts_answers(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        library.add([BUDGET])
        answer = ask(library, "How is the library fund of Oakhaven divided?", asked_at="2025-05-04")
    assert answer.status == "answered"
    assert answer.sentences[0].citations[0].quote == PARTS


def test_what_is_not_divided_has_no_parts(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        library.add([BUDGET])
        answer = ask(library, "How is the harbour tax of Norrhaven split?", asked_at="2025-05-04")
    assert answer.status == "no_evidence"
