"""Makes a follow-up question complete with a language model."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.errors import ModelReplyError
from rag.models.chat import Model, complete
from rag.models.source_list import cleaned_for_prompt
from rag.prompt import load_prompt
from rag.types import Turn

LAST_TURNS = 6
_LONGEST_TURN = 600
_LONGEST_QUESTION = 1000
_LABEL = re.compile(
    r"^(?:(?:full|complete|rewritten|standalone|new)\s+)?(?:question|follow-up)\s*:\s*", re.IGNORECASE
)


def rewrite_question(model: Model, question: str, history: Sequence[Turn]) -> str:
    """Give the question as one that stands alone; without history it stays as it is.

    Raises:
        ModelError: the endpoint failed, or its reply is no question.
    """
    if not history:
        return question
    prompt = load_prompt("rewrite")
    turns = "\n".join(_turn(turn) for turn in history[-LAST_TURNS:])
    values = {"history": turns, "question": " ".join(question.split())}
    reply = complete(model, prompt.render(values))
    lines = [line.strip() for line in reply.splitlines() if line.strip()]
    rewritten = _LABEL.sub("", lines[0]).strip("\"“”'` ") if len(lines) == 1 else ""
    if not rewritten or len(rewritten) > _LONGEST_QUESTION:
        raise ModelReplyError(f"{model.name} wrote no single question for {question!r}; ask it in full")
    return rewritten


def _turn(turn: Turn) -> str:
    asked, answered = cleaned_for_prompt(turn.question), cleaned_for_prompt(turn.answer)
    return f"Question: {asked[:_LONGEST_TURN]}\nAnswer: {answered[:_LONGEST_TURN]}"
