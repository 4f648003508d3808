"""Check that rephrased news questions share no word stem with the sentence that answers them.

    python -m evals.benchmarks.check_rephrased DATA [--questions FILE] [--minimum 150]

DATA is a folder that holds ``articles.jsonl`` and ``questions.jsonl`` (the ``news_qa`` set, or a folder
that contains it). The gold sentence is the sentence around the first answer span of the best gold article.
Exempt are numbers, function words, and names: words that are capitalised inside a sentence of that article
and in the gold sentence. Exit status: 0 when every question passes and there are enough of them, 1 when one
fails or there are too few, 2 when the files do not fit.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import snowballstemmer

DEFAULT_QUESTIONS = Path(__file__).resolve().parent.parent / "fixtures" / "news_qa_rephrased.jsonl"

_WORD = re.compile(r"[^\W\d_]+")
_BOUNDARY = re.compile(r"(?:[.!?][\"'”’)\]]*\s+|\n+)(?=[\"'“‘(\[]?[A-Z0-9])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Sen|Rep|Gov|Gen|Lt|Col|Jr|Sr|No|vs|Inc|Corp|Co|Bros|Jan|Feb|Aug|Sept|Oct|Nov|Dec|[A-Z])|[a-z]\.[a-z])\.\s*$"
)
_FUNCTION_WORDS = frozenset(
    _WORD.findall(
        """
        a about above after again against all also am an and any are as at be because been before being
        below between both but by can could did do does doing down during each either else ever every few
        for from further had has have having he her here hers him his how i if in into is it its itself
        just less many may me might more most much must my neither no nor not of off on once only onto or
        other our out over own per s same shall she should since so some such t than that the their them
        then there these they this those though through thus to too under until up upon us very was we
        were what when where whether which while who whom whose why will with within without would yet you
        your
        """
    )
)
_STEMMER = cast(Any, snowballstemmer).stemmer("english")


@dataclass(frozen=True)
class Offence:
    """A question that repeats words of the sentence that answers it."""

    id: str
    words: tuple[str, ...]
    question: str
    sentence: str


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span of the sentence or sentences of ``text`` that hold ``text[start:end]``."""
    left, right = 0, len(text)
    for match in _BOUNDARY.finditer(text):
        if "\n" not in match.group() and _ABBREVIATION.search(text, 0, match.end()):
            continue
        if match.end() <= start:
            left = match.end()
        elif match.start() + 1 >= end:
            right = match.start() + 1
            break
    while right > left and text[right - 1].isspace():
        right -= 1
    return left, right


def names_in(text: str, start: int, end: int) -> frozenset[str]:
    """Return the words of ``text[start:end]`` that ``text`` capitalises there and inside a sentence."""
    inside: set[str] = set()
    for match in _WORD.finditer(text):
        word = match.group()
        before = text[max(0, match.start() - 12) : match.start()].rstrip(" \t\"'“‘([")
        opens = not before or before[-1] in ".!?\n:"
        if word[0].isupper() and (not opens or _ABBREVIATION.search(before)):
            inside.add(word.lower())
    capitalised = {m.group().lower() for m in _WORD.finditer(text, start, end) if m.group()[0].isupper()}
    return frozenset(inside & capitalised)


def stems(words: Iterable[str]) -> dict[str, str]:
    """Map the stem of every content word to the word."""
    content = [word.lower() for word in words if word.lower() not in _FUNCTION_WORDS and len(word) > 1]
    return dict(zip((str(stem) for stem in _STEMMER.stemWords(content)), content, strict=True))


def shared_words(question: str, text: str, start: int, end: int) -> tuple[str, ...]:
    """Return the content words of ``question`` whose stem stands in the sentence around the span."""
    left, right = sentence_around(text, start, end)
    names = names_in(text, left, right)
    asked = stems(word for word in _WORD.findall(question) if word.lower() not in names)
    gold = stems(_WORD.findall(text[left:right]))
    return tuple(sorted(word for stem, word in asked.items() if stem in gold))


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    """Read one JSON object per line; lines end with ``\\n`` only."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def check(data: Path, questions: Path) -> tuple[int, list[Offence]]:
    """Return how many rephrased questions were checked, and those that offend."""
    folder = data / "news_qa" if (data / "news_qa").is_dir() else data
    texts: dict[str, str] = {row["id"]: row["text"] for row in read_jsonl(folder / "articles.jsonl")}
    originals = {row["id"]: row for row in read_jsonl(folder / "questions.jsonl")}
    offences: list[Offence] = []
    rows = read_jsonl(questions)
    if len({row["id"] for row in rows}) != len(rows):
        raise ValueError(f"{questions}: an id occurs twice")
    for row in rows:
        original = originals[row["id"]]
        best = original["gold_article_ids"][0]
        span = next(span for span in original["answer_spans"] if span["article_id"] == best)
        text = texts[best]
        words = shared_words(row["question"], text, span["start"], span["end"])
        if words:
            left, right = sentence_around(text, span["start"], span["end"])
            offences.append(Offence(row["id"], words, row["question"], text[left:right]))
    return len(rows), offences


def main(argv: Sequence[str] | None = None) -> int:
    """Run the check from the command line."""
    parser = argparse.ArgumentParser(
        description="Check that rephrased questions share no stem with the gold sentence."
    )
    parser.add_argument("data", type=Path, help="folder of the news_qa data")
    parser.add_argument(
        "--questions", type=Path, default=DEFAULT_QUESTIONS, help="rephrased questions (JSON lines)"
    )
    parser.add_argument("--minimum", type=int, default=150, help="how many questions there must be at least")
    options = parser.parse_args(argv)
    try:
        count, offences = check(options.data, options.questions)
    except (OSError, ValueError, LookupError, StopIteration) as error:
        print(f"cannot check: {error!r}", file=sys.stderr)
        return 2
    for offence in offences:
        print(f"{offence.id}: {', '.join(offence.words)}\n    {offence.question}\n    {offence.sentence}")
    print(f"{count} questions, {len(offences)} share a stem with their gold sentence")
    return 1 if offences or count < options.minimum else 0


if __name__ == "__main__":
    raise SystemExit(main())
