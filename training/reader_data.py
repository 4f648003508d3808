"""Builds the reader's training examples: questions over short windows, with and without answer.

    python -m training.reader_data DATA --out examples.jsonl [--news articles.jsonl] [--epoch 0]

Another `--epoch` crops other windows and draws other negatives from the same pairs.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from training.examples import NO_SPAN, Example
from training.list_questions import list_examples
from training.news_cloze import NewsCloze, NewsText, split_sentences
from training.news_questions import NewsQuestions
from training.synthetic_news import synthetic_examples

SHIFTS = ("squadshifts_new_wiki", "squadshifts_amazon_reviews", "squadshifts_reddit")
HUMAN_NO_ANSWER = "squad2_rest"
_WORD = re.compile(r"\w+")
_SPACED = re.compile(r"\S+")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}")
_SWAPS = [
    pair.split("/")
    for pair in """
    first/last largest/smallest highest/lowest oldest/youngest most/least before/after north/south
    northern/southern eastern/western east/west won/lost began/ended increase/decrease
    increased/decreased man/woman father/mother son/daughter husband/wife brother/sister
    like/dislike good/bad best/worst week/month day/year month/year morning/evening maximum/minimum
    more/less buy/sell bought/sold hot/cold born/buried arrive/leave old/new male/female left/right
    winter/summer early/late inside/outside rich/poor young/old high/low large/small positive/negative
    accept/reject accepted/rejected allow/forbid support/oppose supported/opposed add/remove added/removed
    open/close opened/closed start/end started/ended raise/lower raised/lowered gain/lose gained/lost
    succeed/fail succeeded/failed enter/leave entered/left employer/employee teacher/student king/queen
    domestic/foreign public/private ancient/modern major/minor majority/minority strong/weak easy/difficult
    cause/prevent caused/prevented advantage/disadvantage similar/different common/rare earlier/later
    minimum/maximum top/bottom wide/narrow longest/shortest always/never
    """.split()
]
_OPPOSITE = {a: b for a, b in _SWAPS} | {b: a for a, b in _SWAPS}


@dataclass(frozen=True, slots=True)
class Pair:
    """One question of the data folder with the answer to learn, if it has one."""

    question: str
    context_id: str
    start: int
    end: int
    answers: tuple[str, ...]


def read_jsonl(path: Path) -> list[dict[str, object]]:
    """The objects of a JSON Lines file, split on line feeds only."""
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line.strip()]


def _chosen_answer(answers: Sequence[dict[str, object]]) -> tuple[int, int]:
    """The span most annotators gave, the shortest where they differ."""
    counts = Counter((int(a["start"]), int(a["start"]) + len(str(a["text"]))) for a in answers)  # type: ignore[arg-type]
    return min(counts, key=lambda span: (-min(counts[span], 2), span[1] - span[0], span))


def read_pairs(folder: Path, name: str) -> tuple[dict[str, tuple[str, str]], list[Pair]]:
    """The contexts (title, text) and the pairs of one named source."""
    contexts = {
        str(c["id"]): (str(c["title"]), str(c["text"])) for c in read_jsonl(folder / f"{name}.contexts.jsonl")
    }
    pairs: list[Pair] = []
    for row in read_jsonl(folder / f"{name}.questions.jsonl"):
        answers = row["answers"] if row["answerable"] else []
        assert isinstance(answers, list)
        start, end = _chosen_answer(answers) if answers else NO_SPAN
        texts = tuple(str(a["text"]) for a in answers)
        pairs.append(Pair(str(row["question"]).strip(), str(row["context_id"]), start, end, texts))
    return contexts, pairs


def crop(text: str, span: tuple[int, int], rng: random.Random) -> tuple[int, int]:
    """A window of 30 to 100 words of `text` with `span` at a random place, cut at sentence ends if near."""
    words = [m.span() for m in _SPACED.finditer(text)]
    width = rng.randint(30, 100)
    if len(words) <= width:
        return 0, len(text)
    first = next((i for i, (_, end) in enumerate(words) if end > span[0]), len(words) - 1)
    last = next((i for i, (_, end) in enumerate(words) if end >= span[1]), len(words) - 1)
    low, high = max(0, last + 1 - width), min(first, len(words) - width)
    begin = rng.randint(min(low, high), max(low, high))
    start, end = words[begin][0], words[min(begin + width, len(words)) - 1][1]
    if rng.random() < 0.7:
        starts = [s for s, _ in split_sentences(text) if abs(s - start) < 120 and s <= span[0]]
        ends = [e for _, e in split_sentences(text) if abs(e - end) < 120 and e >= span[1]]
        start = min(starts, key=lambda s: abs(s - start)) if starts else start
        end = min(ends, key=lambda e: abs(e - end)) if ends else end
    return min(start, span[0]), max(end, span[1])


class _Similar:
    """Finds contexts that share rare words with a question (a small BM25-like index)."""

    def __init__(self, texts: dict[str, str]) -> None:
        self._postings: dict[str, list[str]] = defaultdict(list)
        for key, text in texts.items():
            for word in set(_WORD.findall(text.lower())):
                self._postings[word].append(key)

    def find(self, question: str, most: int) -> list[str]:
        scores: Counter[str] = Counter()
        for word in set(_WORD.findall(question.lower())):
            posting = self._postings.get(word, [])
            if 0 < len(posting) < 600:
                for key in posting:
                    scores[key] += 1000 // len(posting) + 1
        return [key for key, _ in scores.most_common(most)]


def _holds(text: str, answers: Sequence[str]) -> bool:
    low = text.lower()
    return any(answer.lower() in low for answer in answers)


def altered_question(question: str, names: Sequence[str], rng: random.Random) -> str | None:
    """The question with a name, a year or a word swapped, so that its paragraph no longer answers it."""
    words = question.split()
    choices: list[tuple[int, str]] = []
    for i, word in enumerate(words):
        bare = word.strip("?,.'\"").lower()
        if bare in _OPPOSITE:
            choices.append((i, word.lower().replace(bare, _OPPOSITE[bare])))
        if re.fullmatch(r"\d{4}", bare):
            choices.append((i, word.replace(bare, str(int(bare) + rng.choice((-12, -7, -3, 2, 5, 11))))))
        elif i > 0 and word[0].isupper() and len(bare) > 3 and names:
            choices.append((i, rng.choice(names) + ("?" if word.endswith("?") else "")))
    if not choices:
        return None
    place, new = rng.choice(choices)
    return " ".join([*words[:place], new, *words[place + 1 :]])


def _title(raw: str) -> str:
    return "" if raw.startswith(("Amazon", "Filtered")) else raw.replace("_", " ")


class _PairExamples:
    """Turns the pairs of one source into examples, for one epoch."""

    def __init__(
        self, contexts: dict[str, tuple[str, str]], pairs: Sequence[Pair], rng: random.Random
    ) -> None:
        self._contexts = contexts
        self._pairs = pairs
        self._rng = rng
        self._similar = _Similar({key: text for key, (_, text) in contexts.items()})
        self._names = sorted({w for _, t in contexts.values() for w in _NAME.findall(t)})

    def _window(self, question: str, context_id: str, span: tuple[int, int], source: str) -> Example:
        title, text = self._contexts[context_id]
        anchor = span if span != NO_SPAN else (p := self._rng.randrange(len(text)), p)
        start, end = crop(text, anchor, self._rng)
        shown = _title(title) if self._rng.random() < 0.5 else ""
        at = (span[0] - start, span[1] - start) if span != NO_SPAN else NO_SPAN
        return Example(
            question=question, title=shown, text=text[start:end], start=at[0], end=at[1], source=source
        )

    def _sentence_removed(self, pair: Pair) -> Example | None:
        _, text = self._contexts[pair.context_id]
        kept = [text[s:e] for s, e in split_sentences(text) if e <= pair.start or s >= pair.end]
        left = " ".join(kept)
        if len(left) < 80 or _holds(left, pair.answers):
            return None
        start, end = crop(left, (p := self._rng.randrange(len(left)), p), self._rng)
        return Example(
            question=pair.question, title="", text=left[start:end], start=-1, end=-1, source="removed"
        )

    def _retrieved(self, pair: Pair) -> Example | None:
        found = [c for c in self._similar.find(pair.question, 6) if c != pair.context_id]
        for key in self._rng.sample(found, len(found)):
            if not _holds(self._contexts[key][1], pair.answers):
                return self._window(pair.question, key, NO_SPAN, "retrieved")
        return None

    def _altered(self, pair: Pair) -> Example | None:
        names = self._names
        if self._rng.random() < 0.6:  # a name of the same paragraph is the harder one to tell apart
            here = sorted(set(_NAME.findall(self._contexts[pair.context_id][1])))
            names = [n for n in here if n not in pair.question and not _holds(n, pair.answers)] or names
        if not (question := altered_question(pair.question, names, self._rng)):
            return None
        example = self._window(question, pair.context_id, (pair.start, pair.end), "altered")
        return Example(
            question=question, title=example.title, text=example.text, start=-1, end=-1, source="altered"
        )

    def examples(self, *, positive_share: float) -> Iterator[Example]:
        for pair in self._pairs:
            if pair.start < 0:
                yield self._window(pair.question, pair.context_id, NO_SPAN, "human-none")
                continue
            if self._rng.random() < positive_share:
                yield self._window(pair.question, pair.context_id, (pair.start, pair.end), "pair")
            draw = self._rng.random()
            negative = (
                self._sentence_removed(pair)
                if draw < 0.22
                else self._retrieved(pair)
                if draw < 0.4
                else self._altered(pair)
                if draw < 0.75
                else None
            )
            if negative:
                yield negative


def read_news(path: Path) -> list[NewsText]:
    """The articles of a JSON Lines file with `title`, `text` and `date`."""
    rows = read_jsonl(path)
    return [NewsText(str(r["title"]), str(r["text"]), date.fromisoformat(str(r["date"])[:10])) for r in rows]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mix:
    """How much of each kind of example one epoch holds."""

    template: int = 9000
    cloze: int = 8000
    plain: int = 8000
    lists: int = 1500
    positive_share: float = 1.0
    human_none: tuple[str, ...] | None = None
    human_repeats: int = 2


def build_examples(folder: Path, news: Path | None, mix: Mix, *, epoch: int) -> list[Example]:
    """All examples of one epoch, shuffled; the same for the same arguments.

    `mix.human_none` names the titles of `squad2_rest` to use; empty: all; None: leave that source out.
    """
    rng = random.Random(1000 + epoch)
    examples = synthetic_examples(mix.template, seed=epoch) + list_examples(mix.lists, seed=epoch)
    if news is not None and mix.cloze:
        examples += NewsCloze(read_news(news), seed=epoch).examples(mix.cloze)
    if news is not None and mix.plain:
        examples += NewsQuestions(read_news(news), seed=epoch).examples(mix.plain)
    for name in SHIFTS:
        contexts, pairs = read_pairs(folder, name)
        examples += _PairExamples(contexts, pairs, rng).examples(positive_share=mix.positive_share)
    if mix.human_none is not None:
        contexts, pairs = read_pairs(folder, HUMAN_NO_ANSWER)
        if mix.human_none:
            pairs = [p for p in pairs if contexts[p.context_id][0] in mix.human_none]
        for _ in range(mix.human_repeats):
            examples += _PairExamples(contexts, pairs, rng).examples(positive_share=1.0)
    rng.shuffle(examples)
    return examples


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder with NAME.contexts.jsonl and NAME.questions.jsonl")
    parser.add_argument("--news", type=Path, help="articles.jsonl to make cloze questions from")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epoch", type=int, default=0)
    parser.add_argument("--template", type=int, default=Mix().template)
    parser.add_argument("--cloze", type=int, default=Mix().cloze)
    parser.add_argument("--plain", type=int, default=Mix().plain)
    parser.add_argument("--lists", type=int, default=Mix().lists)
    parser.add_argument("--positive-share", type=float, default=1.0)
    parser.add_argument(
        "--human-none", nargs="*", metavar="TITLE", help="use squad2_rest, of these titles only if given"
    )
    args = parser.parse_args()
    human = None if args.human_none is None else tuple(args.human_none)
    mix = Mix(
        template=args.template,
        cloze=args.cloze,
        plain=args.plain,
        lists=args.lists,
        positive_share=args.positive_share,
        human_none=human,
    )
    examples = build_examples(args.data, args.news, mix, epoch=args.epoch)
    args.out.write_text("".join(json.dumps(asdict(e), ensure_ascii=False) + "\n" for e in examples), "utf-8")
    counts = Counter(e.source for e in examples)
    print(
        json.dumps({"examples": len(examples), "answerable": sum(e.answerable for e in examples), **counts})
    )


if __name__ == "__main__":
    main()
