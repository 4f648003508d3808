"""Training examples made by rule: their spans are in the text, and what has no answer has no span."""

from __future__ import annotations

import random
from datetime import date

import pytest

from training.entailment_data import EASY, MIX, mixed
from training.entailment_data import Example as Claim
from training.examples import Example
from training.list_questions import list_examples
from training.news_cloze import NewsText
from training.news_questions import NewsQuestions
from training.synthetic_news import synthetic_examples

OPENING = (
    "Ana Silva, the mayor of Brindale, said so. The council opened two clinics in Velmont on Monday. "
    "Some 40 houses were damaged by the flood. Shops open late. Others open early."
)
CLOSING = (
    "Kofi Osei, a teacher from Quillaro, disagreed. Rovers signed Peter Weiss in March. "
    "In all, 300 jobs were cut."
)
NEWS = [
    NewsText("A week in Velmont", OPENING, date(2025, 5, 6)),
    NewsText("Other news", CLOSING, date(2025, 5, 7)),
]


def made(seed: int) -> list[Example]:
    return NewsQuestions(NEWS, seed=seed).examples(20)


@pytest.mark.parametrize("seed", range(8))
def test_a_plain_question_has_its_answer_in_the_text_or_none(seed: int) -> None:
    for example in made(seed):
        assert example.question.endswith("?")
        assert example.answerable == (example.source == "plain")
        if example.answerable:
            assert example.text[example.start : example.end].strip()


def test_plain_questions_ask_for_roles_names_places_and_numbers() -> None:
    found = {
        (example.question, example.text[example.start : example.end])
        for seed in range(30)
        for example in made(seed)
        if example.answerable
    }
    assert ("Who is the mayor of Brindale?", "Ana Silva") in found
    assert ("Who is Kofi Osei?", "a teacher from Quillaro") in found
    assert ("How many jobs were cut?", "300") in found
    assert ("Where did the council open two clinics?", "Velmont") in found


@pytest.mark.parametrize("seed", range(3))
def test_the_same_seed_gives_the_same_examples(seed: int) -> None:
    assert made(seed) == made(seed)
    assert synthetic_examples(40, seed=seed) == synthetic_examples(40, seed=seed)
    assert list_examples(40, seed=seed) == list_examples(40, seed=seed)


def test_a_question_for_a_list_is_answered_by_all_of_it() -> None:
    for example in list_examples(400, seed=5):
        answer = example.text[example.start : example.end] if example.answerable else ""
        assert example.answerable == bool(answer)
        if answer:
            assert " and " in answer or " as well as " in answer
            assert example.text.count(answer) == 1


def test_easy_examples_come_first_and_every_operator_has_its_turn() -> None:
    rare = [Claim(claim=f"r{n}", evidence="", carried=False, kind="roles_swapped") for n in range(40)]
    made = [
        *(
            Claim(claim=f"d{n}", evidence="", carried=False, kind="digit")
            for n in range(EASY["mutant"] + MIX["mutant"])
        ),
        *rare,
        *(Claim(claim=f"t{n}", evidence="", carried=n % 2 == 0, kind="twin") for n in range(300)),
    ]
    drawn = mixed(made, random.Random(1), easy_first=True)
    first, rest = drawn[: EASY["mutant"]], drawn[EASY["mutant"] :]
    assert {one.kind for one in first} == {"digit", "roles_swapped"}
    assert set(rare) <= set(first)
    assert sum(one.kind == "twin" for one in rest) == 300
    assert len(set(drawn)) == len(drawn) == EASY["mutant"] + MIX["mutant"] + 300
