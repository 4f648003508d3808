# ruff: noqa: E501 -- lists of templates and words read best as written
"""Questions made from news sentences: a name or a figure becomes a question word, another article's text answers it.

A sentence of one article asks; the passage that answers comes from a different article of about the same date that
shares the name or figure and many rarer words (titles ask about their own article too). No one has checked these
examples by hand: they teach the style of news more than they teach precision.
"""

from __future__ import annotations

import math
import random
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from training.examples import NO_SPAN, Example

_SENTENCE_END = re.compile(r"(?<=[.!?”\"])\s+(?=[“\"A-Z0-9])|\n+")
_NAME = re.compile(r"(?:[A-Z][\w’'.-]*[\w]|[A-Z])(?:\s+(?:of|the|de|al|and)?\s?[A-Z][\w’'-]*\w)*")
_FIGURE = re.compile(r"[$£€]?\d[\d,.]*\d?(?:\s(?:million|billion|trillion|percent|%))?%?")
_WORD = re.compile(r"\w+")
_PERSON_CUES = {"mr", "mrs", "ms", "president", "minister", "senator", "sen", "rep", "coach", "actor", "actress", "singer",
                "star", "king", "queen", "prince", "judge", "governor", "gov", "mayor", "director", "secretary", "dr", "former"}  # fmt: skip
_PLACE_CUES = {"in", "at", "from", "to", "near", "across"}
_GROUP_WORDS = {"university", "company", "party", "inc", "corp", "court", "department", "association", "committee", "bank", "group",
                "agency", "council", "league", "union", "airlines", "ministry", "house", "senate", "institute"}  # fmt: skip
_COUNTRIES = set("""Afghanistan Argentina Australia Austria Belgium Brazil Canada Chile China Colombia Cuba Denmark Egypt Ecuador
Ethiopia Finland France Germany Greece Haiti Hungary India Indonesia Iran Iraq Ireland Israel Italy Japan Jordan Kenya Lebanon Libya
Malaysia Mexico Morocco Netherlands Niger Nigeria Norway Pakistan Peru Philippines Poland Portugal Qatar Romania Russia Scotland
Singapore Spain Sudan Sweden Switzerland Syria Taiwan Thailand Tunisia Turkey Ukraine Venezuela Vietnam Yemen England""".split())  # fmt: skip
_STATES = set("""Alabama Alaska Arizona Arkansas California Colorado Connecticut Delaware Florida Georgia Hawaii Idaho Illinois Indiana
Iowa Kansas Kentucky Louisiana Maine Maryland Massachusetts Michigan Minnesota Mississippi Missouri Montana Nebraska Nevada Ohio
Oklahoma Oregon Pennsylvania Tennessee Texas Utah Vermont Virginia Wisconsin Wyoming""".split())  # fmt: skip
_NOT_NAMES = set("""The A An I It He She They We You But And In On At This That These Those His Her Their Its Our My If When While After
Before As For From With By To Of Or So Not No Yes There Here What Who How Why Where Which Is Are Was Were Be Been Has Have Had Do Does
Did Will Would Can Could May Might Should More Most Many Some All Also Now Then New One Two Three According Monday Tuesday Wednesday
Thursday Friday Saturday Sunday January February March April May June July August September October November December CNN Reuters
USA Today AP Photo Getty Images Read Advertisement Updated""".split())  # fmt: skip


@dataclass(frozen=True, slots=True)
class NewsText:
    """What is read of one news article."""

    title: str
    text: str
    published: date


@dataclass(frozen=True, slots=True)
class _Mention:
    start: int
    end: int
    wh: str


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Rough sentence spans, stripped; only for making training data."""
    spans: list[tuple[int, int]] = []
    cursor = 0
    for match in [*_SENTENCE_END.finditer(text), None]:
        end = match.start() if match else len(text)
        piece = text[cursor:end]
        start = cursor + len(piece) - len(piece.lstrip())
        if piece.strip():
            spans.append((start, start + len(piece.strip())))
        cursor = match.end() if match else end
    return spans


def _wh_for_name(sentence: str, start: int, name: str, rng: random.Random) -> str:
    before = _WORD.findall(sentence[:start].lower())[-1:]
    if name in _COUNTRIES or name in _STATES:
        kind = "country" if name in _COUNTRIES else "state"
        return rng.choice((f"which {kind}", f"what {kind}"))
    if _GROUP_WORDS & set(name.lower().split()):
        return rng.choice(("what", "which organization", "which group"))
    if before and before[0] in _PERSON_CUES:
        return "who"
    if before and before[0] in _PLACE_CUES:
        return rng.choice(("where", "which place", "what", "which city"))
    if len(name.split()) == 2 and " of " not in name:
        return rng.choice(("who", "who", "which person", "what"))
    return rng.choice(("what", "who", "which"))


def _wh_for_figure(figure: str, following: str) -> str:
    if figure[0] in "$£€":
        return "how much"
    if re.fullmatch(r"(19|20)\d\d", figure):
        return "what year"
    if figure.endswith(("%", "percent")):
        return "what percentage"
    return "how many" if following[:2].strip().isalpha() else "what number"


def _mentions(sentence: str, rng: random.Random) -> list[_Mention]:
    found: list[_Mention] = []
    for match in _NAME.finditer(sentence):
        name = re.sub(r"[’']s$", "", match.group())
        first = name.split()[0]
        if first in _NOT_NAMES or (match.start() == 0 and " " not in name) or len(name) > 45 or len(name) < 3:
            continue
        found.append(
            _Mention(
                match.start(), match.start() + len(name), _wh_for_name(sentence, match.start(), name, rng)
            )
        )
    for match in _FIGURE.finditer(sentence):
        found.append(
            _Mention(
                match.start(),
                match.end(),
                _wh_for_figure(match.group(), sentence[match.end() :].strip() + " "),
            )
        )
    return found


def _question(sentence: str, mention: _Mention, rng: random.Random) -> str:
    """The sentence with the mention replaced by its question word, trimmed to the clause around it at times."""
    left, right = sentence[: mention.start], sentence[mention.end :]
    if rng.random() < 0.5:
        left = re.split(r"[,;:–—“\"] ?", left)[-1] if len(left.split()) > 10 else left
        right = re.split(r"[,;:–—”\"]", right)[0] if len(right.split()) > 10 else right
    question = f"{left}{mention.wh}{right}".strip().rstrip(".!? ,")
    if left.strip() and rng.random() < 0.3:
        question = f"{mention.wh} – {question}" if rng.random() < 0.3 else question
    if left.strip() and rng.random() < 0.25:
        question = f"{mention.wh}: {left.strip()} {right.strip()}".rstrip(".!? ,")
    return question[0].upper() + question[1:] + "?"


class NewsCloze:
    """Makes cloze examples over a set of news articles."""

    def __init__(self, news: Sequence[NewsText], *, seed: int) -> None:
        self._rng = random.Random(seed)
        self._news = news
        self._windows: list[tuple[int, int, int]] = []
        self._words: list[set[str]] = []
        document_frequency: Counter[str] = Counter()
        for number, article in enumerate(news):
            spans = split_sentences(article.text)[:45]
            for i in range(0, len(spans), 2):
                start, end = spans[i][0], spans[min(i + 2, len(spans) - 1)][1]
                if end - start > 900 or end - start < 60:
                    continue
                words = set(_WORD.findall(article.text[start:end].lower()))
                self._windows.append((number, start, end))
                self._words.append(words)
                document_frequency.update(words)
        total = len(self._windows)
        self._idf = {word: math.log(total / count) for word, count in document_frequency.items()}
        self._postings: dict[str, list[int]] = defaultdict(list)
        for i, words in enumerate(self._words):
            for word in words:
                if 1 < document_frequency[word] < 400:
                    self._postings[word].append(i)

    def _best_window(
        self, asking: int, words: set[str], answer: str, *, own: bool
    ) -> tuple[int, float] | None:
        candidates: Counter[int] = Counter()
        for word in words:
            for i in self._postings.get(word, ()):
                candidates[i] += 1
        need = sum(self._idf.get(word, 0.0) for word in words) or 1.0
        best: tuple[int, float] | None = None
        for i, _ in candidates.most_common(60):
            number, start, end = self._windows[i]
            gap = abs((self._news[number].published - self._news[asking].published).days)
            if (number == asking) != own or gap > 40:
                continue
            text = self._news[number].text[start:end]
            if not re.search(rf"(?<!\w){re.escape(answer)}(?!\w)", text):
                continue
            share = sum(self._idf.get(word, 0.0) for word in words & self._words[i]) / need
            if best is None or share > best[1]:
                best = (i, share)
        return best

    def _example(self, asking: int, sentence: str, *, own: bool) -> Example | None:
        mentions = _mentions(sentence, self._rng)
        if not mentions:
            return None
        mention = self._rng.choice(mentions)
        answer = sentence[mention.start : mention.end]
        words = set(_WORD.findall((sentence[: mention.start] + " " + sentence[mention.end :]).lower()))
        found = self._best_window(asking, words, answer, own=own)
        if found is None or not 0.3 <= found[1] <= 0.93:
            return None
        number, start, end = self._windows[found[0]]
        text = self._news[number].text[start:end]
        places = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(answer)}(?!\w)", text)]
        if len(places) > 2:
            return None
        title = self._news[number].title if self._rng.random() < 0.6 and not own else ""
        return Example(question=_question(sentence, mention, self._rng), title=title, text=text,
                       start=places[0], end=places[0] + len(answer), source="cloze")  # fmt: skip

    def _without_answer(self, example: Example) -> Example | None:
        """The same question over a neighbouring or similar window that lacks the answer."""
        words = set(_WORD.findall(example.question.lower()))
        answer = example.text[example.start : example.end].lower()
        candidates: Counter[int] = Counter()
        for word in words:
            for i in self._postings.get(word, ()):
                candidates[i] += 1
        near = [i for i, _ in candidates.most_common(12)]
        self._rng.shuffle(near)
        for i in near:
            number, start, end = self._windows[i]
            text = self._news[number].text[start:end]
            if answer not in text.lower():
                title = self._news[number].title if self._rng.random() < 0.6 else ""
                return Example(question=example.question, title=title, text=text, start=NO_SPAN[0], end=NO_SPAN[1],
                               source="cloze-none")  # fmt: skip
        return None

    def examples(self, count: int) -> list[Example]:
        """About `count` examples, six in ten of them with an answer."""
        made: list[Example] = []
        for _ in range(count * 12):
            if len(made) >= count:
                break
            asking = self._rng.randrange(len(self._news))
            article = self._news[asking]
            own = self._rng.random() < 0.3
            if own:
                sentence = article.title.rstrip(". …")
            else:
                spans = [
                    s
                    for s in split_sentences(article.text)[:14]
                    if 7 <= len(article.text[s[0] : s[1]].split()) <= 34
                ]
                if not spans:
                    continue
                start, end = self._rng.choice(spans)
                sentence = article.text[start:end]
            example = self._example(asking, sentence, own=own)
            if example is None:
                continue
            made.append(example)
            if self._rng.random() < 0.7 and (negative := self._without_answer(example)):
                made.append(negative)
        return made
