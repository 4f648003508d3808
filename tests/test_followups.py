"""Follow-up questions are completed from the conversation by the documented rule."""

import pytest

from rag.followups import complete_question
from rag.types import Turn

FLED = Turn(question="How many people fled in the past week?", answer="30,000 in the past week alone.")
KILLED = Turn(question="How many people were killed in the fire?", answer="Eleven people died.")
SHARE = Turn(question="How much of the money is for new buildings?", answer="3 million crowns.")
PARTY = Turn(question="Who came second?", answer="The Harvest Party, with 33.1%.")
MAYOR = Turn(question="Who is the mayor of Port Merrow?", answer="Lena Ortiz has been mayor since May.")


@pytest.mark.parametrize(
    ("question", "turn", "expected"),
    [
        pytest.param("And in total?", FLED, "How many people fled in total?", id="total"),
        pytest.param(
            "What about in the past month?", FLED, "How many people fled in the past month?", id="period"
        ),
        pytest.param("and last year?", FLED, "How many people fled last year?", id="last-year"),
        pytest.param("And Old Harbour?", MAYOR, "Who is the mayor of Old Harbour?", id="name"),
        pytest.param("When did she resign?", MAYOR, "When did Lena Ortiz resign?", id="pronoun"),
        pytest.param("What is her plan?", MAYOR, "What is Lena Ortiz’s plan?", id="possessive"),
        pytest.param(
            "And how many of them were children?",
            KILLED,
            "How many of the people killed in the fire were children?",
            id="of-them",
        ),
        pytest.param(
            "And how many for staff?", SHARE, "How much of the money is for staff?", id="for-another"
        ),
        pytest.param("And for tools?", SHARE, "How much of the money is for tools?", id="same-preposition"),
        pytest.param(
            "How many seats did they get?",
            PARTY,
            "How many seats did Harvest Party get?",
            id="name-after-article",
        ),
        pytest.param("Where did Tom say he lives?", MAYOR, "Where did Tom say he lives?", id="own-subject"),
        pytest.param("How many ships sank?", FLED, "How many ships sank?", id="stands-alone"),
    ],
)
def test_complete_question_when_it_follows_up(question: str, turn: Turn, expected: str) -> None:
    assert complete_question(question, [turn]) == expected


def test_complete_question_is_unchanged_without_history() -> None:
    assert complete_question("And in total?", []) == "And in total?"
