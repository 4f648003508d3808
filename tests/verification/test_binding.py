"""Which figure belongs to which noun, period and role."""

from __future__ import annotations

from datetime import date

import pytest

from rag.verification.figures.binding import clause_constraints, fits, question_constraints

HOMES = (
    "At least 80,000 civilians have fled their homes since November, including 30,000 in the past week alone."
)


def shown(sentence: str) -> list[tuple[str, str, str | None]]:
    return [
        (f.quantity.text, f.role, f.period.text if f.period else None) for f in clause_constraints(sentence)
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (HOMES, [("80,000", "total", "November"), ("30,000", "part", "the past week")]),
        (
            "In the past week, 30,000 people fled, bringing the total to 80,000.",
            [("30,000", "plain", "the past week"), ("80,000", "total", None)],
        ),
        (
            "Of the 80,000 who fled, 30,000 left in the past week and 50,000 before that.",
            [("80,000", "total", None), ("30,000", "plain", "the past week"), ("50,000", "before", None)],
        ),
        (
            "Twelve people were killed and 30 injured on Tuesday.",
            [("Twelve", "plain", None), ("30", "plain", "Tuesday")],
        ),
        (
            "Unemployment rose to 5.1% in March, up from 4.9% in February.",
            [("5.1%", "after", "March"), ("4.9%", "before", "February")],
        ),
        (
            "Sales fell from 3.2 million in 2018 to 2.9 million in 2019.",
            [("3.2 million", "before", "2018"), ("2.9 million", "after", "2019")],
        ),
        (
            "The company cut 500 jobs, of which 200 were in London.",
            [("500", "total", None), ("200", "part", None)],
        ),
        (
            "The UN said on Tuesday that 80,000 people, 30,000 of them in the past week, had been displaced.",
            [("80,000", "total", None), ("30,000", "part", "the past week")],
        ),
        (
            "Since November, 80,000 people have fled; the past week saw 30,000 leave.",
            [("80,000", "plain", "November"), ("30,000", "plain", "the past week")],
        ),
        (
            "The fund raised $3 million last year and $5 million this year.",
            [("$3 million", "plain", "last year"), ("$5 million", "plain", "this year")],
        ),
        (
            "Revenue grew by 12 per cent to £4.5bn in the first quarter.",
            [("12 per cent", "change", None), ("£4.5bn", "after", "the first quarter")],
        ),
        ("Officials counted 14 dead, among them 3 children.", [("14", "total", None), ("3", "part", None)]),
        (
            "The toll stands at 41, compared with 25 on Monday.",
            [("41", "total", None), ("25", "before", "Monday")],
        ),
        (
            "Last month, 1,200 boats and 45 ferries used the port.",
            [("1,200", "plain", "Last month"), ("45", "plain", "Last month")],
        ),
        ("The bridge cost $90 million in all.", [("$90 million", "total", None)]),
        ("Another 40 people were found on Friday.", [("40", "change", "Friday")]),
        (
            "Profit was $2bn in 2020, against $1.5bn in 2019.",
            [("$2bn", "plain", "2020"), ("$1.5bn", "before", "2019")],
        ),
        (
            "The school has 300 pupils, 120 of whom joined this year.",
            [("300", "total", None), ("120", "part", "this year")],
        ),
        (
            "Police arrested 19 men in January but released 7 in February.",
            [("19", "plain", "January"), ("7", "plain", "February")],
        ),
        ("Some 60 homes burned, officials said on Sunday.", [("60", "plain", None)]),
        (
            "Ticket prices will rise by 4 euros to 24 euros next month.",
            [("4 euros", "change", None), ("24 euros", "after", "next month")],
        ),
        (
            "The storm left 10,000 homes without power, while 4,000 were flooded.",
            [("10,000", "plain", None), ("4,000", "plain", None)],
        ),
        (
            "A total of 75 schools closed, 30 in the north and 45 in the south.",
            [("75", "total", None), ("30", "plain", None), ("45", "plain", None)],
        ),
        (
            "Rainfall reached 120 mm in May, compared to 80 mm a year earlier.",
            [("120 mm", "plain", "May"), ("80 mm", "before", "a year earlier")],
        ),
        ("In 2015, 15 workers were hired.", [("15", "plain", "2015")]),
    ],
)
def test_figures_are_bound(sentence: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert shown(sentence) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How many civilians fled in the past week?", (0.0, 1.0)),
        ("How many people left their homes in the last seven days?", (0.0, 1.0)),
        ("How many fled in the past month?", (0.0, 0.0)),
        ("How many civilians have fled since November?", (1.0, 0.0)),
        ("How many people have fled in total?", (1.0, 0.4)),
        ("How many civilians fled?", (1.0, 0.4)),
        ("How many civilians fled last week?", (0.0, 0.7)),
    ],
)
def test_the_period_of_a_question_chooses_the_figure(question: str, expected: tuple[float, ...]) -> None:
    assert fits(question_constraints(question), clause_constraints(HOMES)) == expected


def test_a_place_in_the_question_chooses_the_part() -> None:
    figures = clause_constraints("The company cut 500 jobs, of which 200 were in London.")
    assert fits(question_constraints("How many jobs were cut in London?"), figures) == (0.6, 1.0)


def test_a_date_in_the_question_is_read_from_the_article_day() -> None:
    figures = clause_constraints("The fund raised $3 million last year and $5 million this year.")
    asked = question_constraints("How much did the fund raise in 2019?")
    assert fits(asked, figures, published=date(2020, 5, 4)) == (1.0, 0.0)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How many people fled?", "number"),
        ("When did it begin?", "date"),
        ("Who signed the deal?", "person"),
        ("Where was the summit held?", "place"),
        ("Why was the road closed?", "reason"),
        ("Did the mayor resign?", "polarity"),
        ("What percentage of voters stayed home?", "percent"),
        ("How long did the strike last?", "duration"),
        ("How much did the bridge cost?", "money"),
        ("What did the report find?", "text"),
    ],
)
def test_the_kind_of_a_question(question: str, kind: str) -> None:
    assert question_constraints(question).kind == kind
