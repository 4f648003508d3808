"""The same quantity in several articles: side by side, newest first, classed, wire copy counted once."""

from __future__ import annotations

from datetime import date

import pytest

from rag.text import sentence_spans
from rag.types import Article, Passage, Source
from rag.verification import find_conflicts


def passage(name: str, day: str, text: str, source: str = "") -> Passage:
    article = Article(
        id=name, text=text, title="The Lund fire", source=source or name, published=date.fromisoformat(day)
    )
    spans = sentence_spans(text)
    return Passage(
        article_id=article.id, version=article.version, title=article.title, source=article.source,
        published=article.published, start=0, end=len(text), text=text, score=1.0,
        sentences=tuple(
            Source(number=n, start=s.start, end=s.end, text=text[s.start : s.end])
            for n, s in enumerate(spans, 1)
        ),
    )  # fmt: skip


FIRST = passage("first", "2024-05-01", "The fire in Lund killed 12 people on Tuesday, the fire brigade said.")
LATER = passage(
    "later", "2024-05-03", "The fire in Lund has killed 15 people, the fire brigade said on Thursday."
)
QUESTION = "How many people did the Lund fire kill?"


def test_a_later_figure_is_an_update_and_leads() -> None:
    (conflict,) = find_conflicts(QUESTION, [FIRST, LATER])
    assert conflict.kind == "update"
    assert [(f.value, f.as_of) for f in conflict.figures] == [
        ("15", date(2024, 5, 3)),
        ("12", date(2024, 5, 1)),
    ]


def test_a_figure_is_cited_by_its_exact_sentence() -> None:
    for figure in find_conflicts(QUESTION, [FIRST, LATER])[0].figures:
        text = {"first": FIRST, "later": LATER}[figure.citation.article_id].text
        assert text[figure.citation.start : figure.citation.end] == figure.citation.quote


def test_two_counts_of_one_day_are_a_disagreement() -> None:
    police = passage("police", "2024-05-01", "About 4,000 people joined the march in Lund, the police said.")
    union = passage("union", "2024-05-01", "Some 9,000 people joined the march in Lund, the organisers said.")
    (conflict,) = find_conflicts("How many people joined the march in Lund?", [police, union])
    assert conflict.kind == "disagreement"


def test_a_correction_is_classed_as_one() -> None:
    right = passage(
        "right", "2024-05-04", "Correction: the fire in Lund killed 13 people, not 12, the fire brigade said."
    )
    (conflict,) = find_conflicts(QUESTION, [FIRST, right])
    assert conflict.kind == "correction"
    assert conflict.figures[0].value == "13"


def test_other_places_are_another_scope() -> None:
    lund = passage("lund", "2024-05-01", "Rents rose by a tenth. The average rent in Lund is 900 euros.")
    malmo = passage("malmo", "2024-05-09", "Rents rose by a fifth. The average rent in Malmo is 700 euros.")
    (conflict,) = find_conflicts("How much is the average rent?", [lund, malmo])
    assert conflict.kind == "scope"


def test_wire_copy_counts_as_one_origin() -> None:
    copies = [passage(f"copy{n}", "2024-05-01", FIRST.text, source=f"Outlet {n}") for n in range(3)]
    (conflict,) = find_conflicts(QUESTION, [LATER, *copies])
    assert conflict.figures[1].outlets == ("Outlet 0", "Outlet 1", "Outlet 2")
    assert conflict.figures[1].origins == 1


@pytest.mark.parametrize(
    ("question", "passages"),
    [
        (QUESTION, [FIRST]),
        (QUESTION, [FIRST, passage("same", "2024-05-02", "Twelve people were killed by the fire in Lund.")]),
        ("Who put out the Lund fire?", [FIRST, LATER]),
        (QUESTION, [FIRST, passage("hurt", "2024-05-03", "The fire in Lund injured 40 people.")]),
    ],
    ids=["one article", "the same value", "no figure asked", "another quantity"],
)
def test_no_conflict(question: str, passages: list[Passage]) -> None:
    assert find_conflicts(question, passages) == ()


def stated(question: str, *texts: str, days: tuple[str, ...] = ()) -> list[tuple[str, list[str]]]:
    given = days or ("2024-05-01",) * len(texts)
    passages = [passage(f"a{n}", day, text) for n, (text, day) in enumerate(zip(texts, given, strict=True))]
    found = find_conflicts(question, passages)
    return [(one.kind, [figure.value for figure in one.figures]) for one in found]


@pytest.mark.parametrize(
    ("question", "texts", "values"),
    [
        pytest.param(
            "Who bought the Orr ferry?",
            ("Carline bought the Orr ferry for 4m euros.", "The Orr ferry was bought by Bright Lines."),
            ["Carline", "Bright Lines"],
            id="who did it",
        ),
        pytest.param(
            "Who is the director of the Lund museum?",
            ("Ada Voss is the director of the Lund museum.", "Lund museum director Nils Berg was glad."),
            ["Ada Voss", "Nils Berg"],
            id="who holds the office",
        ),
        pytest.param(
            "Who was awarded the Orr Prize?",
            ("Tilda Roe was awarded the Orr Prize.", "The Orr Prize was awarded to the poet Otto Wren."),
            ["Tilda Roe", "Otto Wren"],
            id="who was given it",
        ),
        pytest.param(
            "When was the Lund bridge opened?",
            ("The Lund bridge opened on 3 May 1998.", "The Lund bridge was opened on 13 May 1998."),
            ["3 May 1998", "13 May 1998"],
            id="when",
        ),
    ],
)
def test_other_names_and_dates_in_the_same_place_are_a_conflict(
    question: str, texts: tuple[str, ...], values: list[str]
) -> None:
    assert stated(question, *texts) == [("disagreement", values)]


@pytest.mark.parametrize(
    ("question", "texts"),
    [
        pytest.param(
            "Who won the Orr Cup?",
            ("Ada Voss won the Orr Cup.", "Nils Berg won a stage of the Orr Cup."),
            id="another object",
        ),
        pytest.param(
            "Who is the director of the Lund museum?",
            (
                "Ada Voss is the director of the Lund museum.",
                "Nils Berg, former director of the Lund museum.",
            ),
            id="no longer",
        ),
        pytest.param(
            "Who is the director of the Lund museum?",
            (
                "Ada Voss is the director of the Lund museum.",
                "Ms Voss, the director of the Lund museum, left.",
            ),
            id="short form",
        ),
        pytest.param(
            "When was the Lund bridge opened?",
            ("The Lund bridge was opened on 3 May 1998.", "The Lund bridge was opened in 1998."),
            id="its year",
        ),
        pytest.param(
            "Who might buy the Orr ferry?",
            ("Carline may have bought the Orr ferry.", "Bright Lines bought the Orr ferry."),
            id="not so",
        ),
    ],
)
def test_what_may_both_be_true_is_no_conflict(question: str, texts: tuple[str, ...]) -> None:
    assert stated(question, *texts) == []


def test_the_winners_of_two_years_are_no_conflict() -> None:
    texts = ("Ada Voss won the Orr Cup.", "Nils Berg won the Orr Cup.")
    assert stated("Who won the Orr Cup?", *texts, days=("2024-05-01", "2023-05-03")) == []


def test_a_figure_far_from_all_others_is_of_something_else() -> None:
    texts = (
        "Some 33,000 workers are on strike in Lund.",
        "More than 30,000 workers are on strike in Lund.",
        "The strike in Lund goes on. A strike by 777 workers ended.",
    )
    [(_, values)] = stated("How many workers are on strike in Lund?", *texts)
    assert values == ["Some 33,000", "More than 30,000"]
