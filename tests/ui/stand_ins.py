"""Articles with traps in them, and scripted answers about them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from threading import Event as Signal

from rag.library import Library
from rag.types import Answer, Article, Citation, Delta, Done, Event, Sentence, Stage, Turn

NOON = datetime.fromisoformat("2026-03-05T12:00:00+00:00")

FLOOD = Article(
    id="flood",
    title="Flood in Marrow Bay displaces thousands",
    source="Harbour Ledger",
    authors=("Ines Calloway",),
    url="https://harbour-ledger.example/flood",
    published=date(2026, 3, 2),
    text=(
        "MARROW BAY, 2 March — The river Tessen broke its banks on Sunday.\n\n"
        "About 30,000 people fled in the past week, the mayor, Odile Ferrant, said.\n\n"
        "In all, 80,000 people have left since the rains began. “We have no more beds,” she said."
    ),
)
RIVAL = Article(
    id="rival",
    title="Bay council disputes flood count",
    source="Coast Courier",
    published=date(2026, 3, 3),
    text="The council put the number of displaced at 72,000.\n\nIt gave no reason for the difference.",
)
ODD = Article(
    id="odd <script>alert(1)</script>",
    title='<img src="https://tracker.example/a.png" onerror="alert(1)"> 👩‍👩‍👧 and marks',
    source="<b>Bold & Sons</b>",
    published=date(2026, 3, 4),
    url="javascript:alert(1)",
    text=(
        "Families 👩‍👩‍👧‍👦 came with 🐕‍🦺 and e\u0301clairs; <script>alert('x')</script> they said.\r\n\r\n"
        "قال رئيس البلدية إن ثلاثين ألف شخص غادروا المدينة.\r\n\r\n"
        "Plain tail & <b>end</b>. ![x](https://tracker.example/b.png) [1]"
    ),
)


def cited(article: Article, quote: str, *, n: int = 1) -> Citation:
    """Give the citation of the first place where `quote` stands in the article."""
    start = article.text.index(quote)
    return Citation(
        n=n,
        article_id=article.id,
        version=article.version,
        title=article.title,
        source=article.source,
        published=article.published,
        start=start,
        end=start + len(quote),
        quote=quote,
    )


def quoting(question: str, *citations: Citation, **changes: object) -> Answer:
    """Give an answer that quotes each citation as one sentence."""
    sentences = tuple(Sentence(text=one.quote, supported=True, citations=(one,)) for one in citations)
    values: dict[str, object] = {
        "question": question,
        "status": "answered",
        "text": " ".join(f"{one.quote} [{one.n}]" for one in citations),
        "sentences": sentences,
        "model": "extractive",
        "embedder": "hashing",
    }
    return Answer(**(values | changes))  # pyright: ignore[reportArgumentType] -- built from fields by name


Reply = Callable[[str], Answer | Exception]


@dataclass(slots=True)
class Scripted:
    """An `ask_stream` that gives what `reply` makes of the question, in the usual events.

    `pace_s` is what a slow model takes for each word, in seconds.
    """

    reply: Reply
    asked: list[tuple[str, tuple[Turn, ...], dict[str, object]]]
    closed: int = 0
    finished: int = 0
    pace_s: float = 0.0
    was_closed: Signal = field(default_factory=Signal)

    def __call__(
        self, library: Library, question: str, *, history: Sequence[Turn] = (), **limits: object
    ) -> Iterator[Event]:
        self.asked.append((question, tuple(history), limits))
        try:
            yield Stage(name="searching")
            answer = self.reply(question)
            if isinstance(answer, Exception):
                raise answer
            yield Stage(name="reading", detail="8 passages")
            for word in answer.text.split(" "):
                yield Delta(text=word + " ")
                Signal().wait(self.pace_s)
            yield Stage(name="checking")
            yield Done(answer=answer)
            self.finished += 1
        finally:
            self.closed += 1
            self.was_closed.set()


def scripted(reply: Reply) -> Scripted:
    """Give a scripted `ask_stream`."""
    return Scripted(reply=reply, asked=[])
