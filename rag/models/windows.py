"""The windows that the network reads: runs of whole sentences of the passages, most promising first."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.types import Passage, Source

MAX_WINDOWS = 14
MAX_CHARS = 560  # about 130 tokens of English news: with question and title within the network's length
_TITLE = 0.5
_RANK = 0.06
_ASKING = frozenset(
    "who whom whose what which when where why how many much did do does is are was were the a of".split()
)
_WORD = re.compile(r"\w+")
_ENDING = re.compile(r"(?<=\w{3})(?:ing|ed|es|s|e)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingWindow:
    """Sentences of one passage to read together; `start` is the place of `text` in the article.

    `overlap` is the share of the question's words, weighted by rarity, that the window holds; a word that
    only the title holds counts half.
    """

    passage: Passage
    sentences: tuple[Source, ...]
    start: int
    text: str
    overlap: float


def reading_windows(
    question: str, passages: Sequence[Passage], *, most: int = MAX_WINDOWS, max_chars: int = MAX_CHARS
) -> list[ReadingWindow]:
    """Give the `most` windows with the largest share of the question's words, best first.

    An earlier passage wins where shares are near; windows of a passage do not overlap.
    """
    cut = [
        (rank, window)
        for rank, passage in enumerate(passages, start=1)
        for window in _cut(passage, max_chars)
    ]
    words = [_stems(window.text) for _, window in cut]
    wanted = _weights(_stems(question) - _ASKING, words)
    scored: list[tuple[float, int, ReadingWindow]] = []
    for place, ((rank, window), own) in enumerate(zip(cut, words, strict=True)):
        overlap = _share(wanted, own, _stems(window.passage.title))
        scored.append((_RANK * math.log(rank) - overlap, place, replace(window, overlap=overlap)))
    scored.sort(key=lambda item: item[:2])
    return [window for _, _, window in scored[:most]]


def _stems(text: str) -> frozenset[str]:
    return frozenset(_ENDING.sub("", word) for word in _WORD.findall(text.lower()))


def _weights(wanted: frozenset[str], windows: Sequence[frozenset[str]]) -> dict[str, float]:
    """The rarity of each wanted word among the windows; one that no window holds weighs most."""
    counts = Counter(word for words in windows for word in words & wanted)
    return {word: math.log(1 + (len(windows) + 1) / (counts[word] + 0.5)) for word in sorted(wanted)}


def _share(wanted: dict[str, float], own: frozenset[str], title: frozenset[str]) -> float:
    total = sum(wanted.values())
    if not total:
        return 0.0
    held = sum(weight * (1.0 if word in own else _TITLE * (word in title)) for word, weight in wanted.items())
    return held / total


def _cut(passage: Passage, max_chars: int) -> list[ReadingWindow]:
    """The passage's sentences in runs of about equal length, at most `max_chars` or one sentence."""
    if not passage.sentences:
        return []
    length = passage.sentences[-1].end - passage.sentences[0].start
    aim = length / math.ceil(length / max_chars)
    runs: list[list[Source]] = [[]]
    for source in passage.sentences:
        begin = runs[-1][0].start if runs[-1] else source.start
        if runs[-1] and (source.end - begin > max_chars or (source.start + source.end) / 2 - begin > aim):
            runs.append([])
        runs[-1].append(source)
    return [_window(passage, run) for run in runs]


def _window(passage: Passage, run: Sequence[Source]) -> ReadingWindow:
    start, end = run[0].start, run[-1].end
    text = passage.text[start - passage.start : end - passage.start]
    return ReadingWindow(passage=passage, sentences=tuple(run), start=start, text=text, overlap=0.0)
