"""What the mocked model reads in a prompt, and how its faithful persona answers; deterministic and pure.

It knows the prompts of Dateline by their fences (`<articles>`, `<notes>`, `<history>` …) and finds an
answer by word overlap: enough to drive the pipeline, no measure of any real model.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rag.models.writer import REFUSAL

Task = Literal["answer", "summarize", "combine", "revise", "rewrite", "judge", "chat"]

_LINE = re.compile(r"^\[(\d+)\] (.+)$", re.MULTILINE)
_ORDER = re.compile(r"^(?:ignore|tell|answer|do not|you are now)\b|\binstructions?\b|^#+ system", re.I)
_UNIT = (
    r"(?:second|minute|hour|day|night|week|weekend|fortnight|month|quarter|half|year|decade|winter|spring|summer"
    r"|autumn)s?"
)
_MONTH = (
    "January|February|March|April|May|June|July|August|September|October|November|December|Christmas|Easter"
)
_DAY = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_PERIOD_WORD = re.compile(
    rf"\b(?:{_UNIT}|noon|midnight|overnight|yesterday|tomorrow|first|second|third|fourth|next|before|earlier"
    rf"|half-year|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|\d+)\b",
    re.IGNORECASE,
)
_DATE_WORD = re.compile(rf"\b(?:{_MONTH}|{_DAY}|(?:19|20)\d\d)\b")
_HAS_UNIT = re.compile(rf"\b{_UNIT}\b", re.IGNORECASE)
_TOTAL = re.compile(r"\b(?:in total|altogether|overall|in all|so far|to date|as a whole)\b", re.IGNORECASE)
_ASKS_FIGURE = re.compile(
    r"\bhow (?:many|much)\b|\bwhat (?:was|is|were) the (?:count|number|total|figure)\b", re.IGNORECASE
)
FIGURE = re.compile(r"(?<![\w.,])[€$£]?\d[\d,]*(?:\.\d+)?(?:m|bn|%)?(?![\w])")
_FIGURE_WORD = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|dozens?|hundreds?"
    r"|thousands?|millions?|half|third|quarter)\b",
    re.IGNORECASE,
)
_PART = re.compile(
    r"^(?:(?:and|or|including|of (?:whom|which|them|this|that|these)|among them|up from|down from"
    r"|compared with)\s+)+",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r",\s+(?!\d{3}\b)|;\s+|\s+(?=including\b)|\s+[–—]\s+")
_NAME = re.compile(r"(?<!^)(?<![.!?] )\b[A-Z][a-z’'-]{2,}")
_STOP = frozenset(
    "a an and any are as at be been by can could did do does for from had has have he her him his how i "
    "if in into is it its many me more most much no not of on or our over said say says she so some such "
    "than that the their them then there these they this those to too us was we were what when where "
    "which while who whom whose why will with would you your during past last total altogether overall "
    "all far whole people about one".split()
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Numbered:
    """A numbered line of a prompt and which block (article) it stands in."""

    number: int
    text: str
    block: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What one prompt asks for."""

    task: Task
    lines: tuple[Numbered, ...] = ()
    question: str = ""
    history: tuple[str, ...] = ()
    words: int = 100
    bullets: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence the model writes and the numbers that it cites."""

    text: str
    numbers: tuple[int, ...]


def read_prompt(messages: Sequence[dict[str, str]]) -> Asked:
    """Give what the last user message asks for."""
    text = next((one.get("content", "") for one in reversed(messages) if one.get("role") == "user"), "")
    if history := _fenced(text, "history"):
        asked = re.findall(r"^Question: (.+)$", history, re.MULTILINE)
        return Asked(task="rewrite", question=_field(text, "Follow-up"), history=tuple(asked))
    if claim := _fenced(text, "claim"):
        return Asked(
            task="judge", question=claim.strip(), lines=(Numbered(1, _fenced(text, "evidence").strip(), 0),)
        )
    fence = "notes" if _fenced(text, "notes") else "articles"
    lines = _numbered(_fenced(text, fence))
    if sentence := _fenced(text, "sentence"):
        return Asked(task="revise", question=sentence.strip(), lines=lines)
    if question := _field(text, "Question"):
        return Asked(task="answer", question=question, lines=lines)
    if not lines:
        return Asked(task="chat", question=text.strip())
    words = re.search(r"^Length: about (\d+)", text, re.MULTILINE)
    return Asked(
        task="combine" if fence == "notes" else "summarize",
        lines=lines,
        words=int(words[1]) if words else 100,
        bullets=_field(text, "Style") in {"bullets", "timeline"},
    )


def faithful(asked: Asked) -> list[Said]:
    """Give what an honest model would say; nothing where the sources do not answer."""
    if asked.task == "answer":
        return _answer(asked)
    if asked.task == "revise":
        best = max(
            asked.lines, key=lambda line: (_shared(asked.question, line.text), -line.number), default=None
        )
        return [Said(best.text, (best.number,))] if best and _shared(asked.question, best.text) >= 0.3 else []
    if asked.task in {"summarize", "combine"}:
        return _summary(asked)
    if asked.task == "rewrite":
        return [Said(_full_question(asked.question, asked.history), ())]
    if asked.task == "judge":
        return [Said(_verdict(asked.question, asked.lines[0].text), ())]
    return [Said("I am a mocked model.", ())]


def lead_lines(asked: Asked) -> list[Numbered]:
    """Give the first line of each block that is a sentence, in order."""
    seen: set[int] = set()
    leads: list[Numbered] = []
    for line in asked.lines:
        if line.block not in seen and line.text.rstrip("\"'”’").endswith((".", "!", "?")):
            seen.add(line.block)
            leads.append(line)
    return leads or list(asked.lines[:1])


def _answer(asked: Asked) -> list[Said]:
    candidates = [(score, line) for line in asked.lines if (score := _score(asked, line)) is not None]
    if not candidates:
        return []
    _, best = max(candidates, key=lambda pair: (round(pair[0], 6), -len(pair[1].text), -pair[1].number))
    return [Said(_stated(asked.question, best.text), (best.number,))]


def _score(asked: Asked, line: Numbered) -> float | None:
    """Give how well a line answers, or None where a period, name or figure of the question is missing."""
    periods = _period_words(asked.question)
    words = _stems(line.text)
    if _ORDER.search(line.text):  # an honest model does not quote orders that an article gives it
        return None
    if not periods <= words:
        return None
    if _ASKS_FIGURE.search(asked.question) and not _figures(line.text):
        return None
    if not set(FIGURE.findall(asked.question)) <= set(FIGURE.findall(line.text)):
        return None
    block = " ".join(other.text for other in asked.lines if other.block == line.block)
    around = _stems(block)
    names = {_stem(name) for name in _NAME.findall(asked.question)} - periods
    if names and len(names & around) < len(names) / 2:
        return None
    content = _content(asked.question) - periods
    found = len(content & words)
    score = (found + 0.4 * len((content - words) & around) + 1.5 * len(periods)) / max(
        1, len(content) + len(periods)
    )
    return score if score >= 0.45 and (found or periods) else None


def _stated(question: str, sentence: str) -> str:
    """Give the sentence, or where it holds several figures and one of them is asked for, its clause."""
    clauses = [clause for clause in _CLAUSE.split(sentence.rstrip(". ")) if clause.strip()]
    if len(_figures(sentence)) < 2 or len(clauses) < 2 or any(mark in sentence for mark in '"“”'):
        return sentence
    periods = _period_words(question)
    if periods:
        fitting = [clause for clause in clauses if periods <= _stems(clause) and _figures(clause)]
    elif _TOTAL.search(question):
        fitting = [clause for clause in clauses if _figures(clause) and not _PART.match(clause)]
    else:
        return sentence
    if not fitting:
        return sentence
    clause = fitting[0].strip()
    content = _content(question) - periods
    if any(
        content & _stems(other) - _stems(clause)
        for other in clauses
        if other != fitting[0] and _figures(other)
    ):
        return sentence
    if clause == clauses[0]:
        return clause + "."
    part = _PART.sub("", clause)
    return part[:1].upper() + part[1:] + "."


def _summary(asked: Asked) -> list[Said]:
    said: list[Said] = []
    words = 0
    for line in [*lead_lines(asked), *asked.lines]:
        length = len(line.text.split())
        ended = line.text.rstrip("\"'”’").endswith((".", "!", "?"))
        if (
            ended
            and line.number not in {one.numbers[0] for one in said}
            and (not said or words + length <= asked.words)
        ):
            said.append(Said(line.text, (line.number,)))
            words += length
    order = {line.number: place for place, line in enumerate(asked.lines)}
    return sorted(said, key=lambda one: order[one.numbers[0]])


def _full_question(question: str, history: Sequence[str]) -> str:
    previous = history[-1] if history else ""
    fragment = re.sub(r"^(?:and|but|so|what about|how about)\s+", "", question, flags=re.IGNORECASE).rstrip(
        "?. "
    )
    if not previous or re.match(
        r"(?:who|what|when|where|which|why|how|did|is|are|was)\b", fragment, re.IGNORECASE
    ):
        return question
    period = re.compile(
        r"\bin total\b"
        rf"|\b(?:in|over|during|on|since)\s+(?:the\s+)?[\w\s]*?\b(?:{_UNIT}|{_MONTH}|{_DAY}|total|(?:19|20)\d\d)\b",
        re.IGNORECASE,
    )
    if period.search(previous) and period.search(fragment):
        return period.sub(fragment, previous.rstrip("? "), count=1) + "?"
    return f"{previous.rstrip('? ')} {fragment}?"


def _verdict(claim: str, evidence: str) -> str:
    carried = set(FIGURE.findall(claim)) <= set(FIGURE.findall(evidence)) and _shared(claim, evidence) >= 0.6
    return (
        "SUPPORTED\nThe words and figures stand there." if carried else "UNSUPPORTED\nSomething is missing."
    )


def _numbered(text: str) -> tuple[Numbered, ...]:
    blocks = re.split(r"\n\s*\n", text)
    return tuple(
        Numbered(int(match[1]), match[2], place)
        for place, block in enumerate(blocks)
        for match in _LINE.finditer(block)
    )


def _fenced(text: str, name: str) -> str:
    match = re.search(rf"^<{name}>\n(.*?)\n</{name}>$", text, re.DOTALL | re.MULTILINE)
    return match[1] if match else ""


def _field(text: str, name: str) -> str:
    found = re.findall(rf"^{name}: (.+)$", text[text.rfind("\n</") :], re.MULTILINE)
    return found[-1].strip() if found else ""


def _period_words(text: str) -> set[str]:
    words = {_stem(word) for word in _DATE_WORD.findall(text)}
    text = re.sub(r"\bso far this \w+", "", text)
    if _HAS_UNIT.search(text):
        words |= {_stem(word) for word in _PERIOD_WORD.findall(text)}
    return words


def _figures(text: str) -> list[str]:
    text = re.sub(rf"\b[\w-]+\s+{_UNIT}\b", "", text)
    return FIGURE.findall(text) + _FIGURE_WORD.findall(text)


def _content(text: str) -> set[str]:
    return {_stem(word) for word in re.findall(r"[^\W_]+", text) if word.lower() not in _STOP}


@lru_cache(maxsize=4096)
def _stems(text: str) -> frozenset[str]:
    return frozenset(_stem(word) for word in re.findall(r"[^\W_]+", text))


def _stem(word: str) -> str:
    word = word.lower()
    return re.sub(r"(?<=\w{3})(?:ings?|e[ds]?|s)$", "", word)[:6]


def _shared(claim: str, evidence: str) -> float:
    words = _content(claim)
    return len(words & _stems(evidence)) / max(1, len(words))


def marked(said: Sequence[Said], *, bullets: bool = False) -> str:
    """Give the sentences as a reply, each with its marks; the refusal where there are none."""
    if not said:
        return REFUSAL
    sentences = [
        one.text + (f" {''.join(f'[{number}]' for number in one.numbers)}" if one.numbers else "")
        for one in said
    ]
    return "\n".join(f"- {sentence}" for sentence in sentences) if bullets else " ".join(sentences)
