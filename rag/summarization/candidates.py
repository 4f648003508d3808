"""The sentences of articles that a summary may quote: exact spans, their figures, what they lean on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.summarization.figure_weights import FigureKey, figure_weights
from rag.summarization.page_matter import (
    breaks_a_quotation,
    is_english,
    is_fragment,
    is_page_matter,
    outside_quotations,
)
from rag.text import Span, sentence_spans
from rag.types import Article
from rag.verification.statements.attribution import find_speakers
from rag.verification.statements.names import find_names
from rag.verification.times.finding import find_times

SHORTEST_WORDS = 4
_DATELINE = re.compile(
    r"[A-Z][A-Z.'’ -]{2,40}(?:,[^—–()\n.]{1,30})?(?: \([^)\n]{1,30}\))?,?"
    r"(?: \d{1,2} [A-Z][a-z]+)?\s*(?:—|–|--| -)\s+"
    r"|(?:[A-Z][\w.,]+ ){0,4}\(?(?:CNN|AP|Reuters|AFP|UPI)(?: [A-Z]\w+)?\)?\s*(?:—|–|--| -)\s+"
)
_ORNAMENT = re.compile(r"[^\w\s\"'“”‘’„«»(\[$€£¥¿¡#@]+\s+")
_LEANING = re.compile(
    r"(?:(?:And|But|So|Yet|Then|Still)[, ]+)?"
    r"(?:He|She|It|They|Him|His|Her|Hers|Its|Their|Theirs|This|That|These|Those|Both|Neither|Another"
    r"|Some of (?:them|these)|One of (?:them|these)|The (?:two|three|former|latter|other|others)\b"
    r"|So (?:was|were|is|are|did|has|have)|The same|An earlier|In another|For one thing"
    r"|Under the (?:new |same )?(?:bill|law|plan|deal|proposal|agreement|rules?|order|program)"
    r"|(?:With|Without|Of|For|After|Before|In) (?:it|them|these|those|that|this))\b"
    r"(?! is (?:expected|thought|not clear|unclear))",
    re.IGNORECASE,
)
_ORDER_TO_READER = re.compile(
    r"\b(?:ignore|disregard|forget)\b.{0,40}\b(?:instructions?|previous|above|rules?|prompt)\b"
    r"|\b(?:AI|language model|assistant|chatbot)s?\b.{0,60}\b(?:must|should|reply|answer|say|state)\b",
    re.IGNORECASE,
)
_PERSON = re.compile(r"(?:He|She)(?=\s(?:said|told|added|also|has|had|was|is|will|would)\b)")
_GROUP = re.compile(
    r"\b(?:Committee|Council|Party|Front|League|Union|Office|Ministry|Bank|Group|Company|Association|Post|Times|Agency"
    r"|Court|University|Department|Club|Trust|Street|Hall)\b"
)
_LONG_WORDS = 25
_KEPT_WORDS = 10
_JOINED = re.compile(r"[a-z]:[A-Z]|[a-z][.!?][“\"]?[A-Z][a-z]")
_RELATIVE = re.compile(r", (?:which|who|whose|where)\b")
_END = re.compile(r"[.!?…。！？؟][\"'”’»)\]]*$|[\"”’»]$")
_OWN_VOICE = re.compile(
    r"\b(?:I|I['’]\w+|[Ww]e|[Ww]e['’]\w+|[Mm]y|[Oo]ur|[Yy]ou|[Yy]our|[Yy]ou['’]\w+|[Ll]et['’]s)\b"
)
_QUOTES = frozenset('"“”„«»')


@dataclass(frozen=True, slots=True, kw_only=True)
class Bracket:
    """The name that a pronoun of `pronoun_chars` stands for, and the sentence that holds it."""

    name: str
    pronoun_chars: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One sentence: `place` counts the sentences of its article, which is `articles[article]`.

    `leans` says that it opens with a pronoun or the like, so that the sentence before it belongs to
    it; with a `bracket`, that the pronoun can be only this name of the sentence before. A quotation
    that does not name its speaker leans too. `start` and `end` leave out a dateline such as "LOWMARCH,
    5 November —" and a last clause that only adds. `own_voice`: its writer speaks as I, we or to you.
    """

    article: int
    place: int
    start: int
    end: int
    text: str
    words: int
    leans: bool
    figures: dict[FigureKey, float]
    bracket: Bracket | None = None
    own_voice: bool = False

    @property
    def is_quotation(self) -> bool:
        """Whether it opens with words that someone said."""
        return self.text[:1] in _QUOTES


def find_candidates(
    articles: Sequence[Article], *, places: Sequence[Sequence[Span]] | None = None, first: int | None = None
) -> list[Candidate]:
    """Give the quotable sentences of the articles, in order.

    Args:
        articles: what to read.
        places: the sentences of each article where they are known already.
        first: read only so many sentences of each article.
    """
    found: list[Candidate] = []
    for number, article in enumerate(articles):
        spans = places[number] if places is not None else sentence_spans(article.text, article.language)
        for place, span in _quotable(article, spans, first):
            before = spans[place - 1] if place else None
            candidate = _candidate(article, number, place, span, before)
            if candidate is not None:
                found.append(candidate)
    return found


def leans_back(text: str) -> bool:
    """Whether a sentence opens with a word that means something of the sentence before it.

    >>> leans_back("It has received 12 million so far."), leans_back("Lantern has received 12 million.")
    (True, False)
    """
    return bool(_LEANING.match(text))


def relative_clause(text: str) -> int | None:
    """Give where a sentence may end before a last clause that only adds: ", which …" up to the end.

    Only where nothing follows the clause, it is the only one, and no quotation is open.

    >>> text = "The committee said that its first convoy had reached Ambry, which lies on the border."
    >>> text[: relative_clause(text)]
    'The committee said that its first convoy had reached Ambry'
    """
    places = [match.start() for match in _RELATIVE.finditer(text)]
    if len(places) != 1 or _QUOTES & set(text):
        return None
    kept, clause = text[: places[0]], text[places[0] + 2 :]
    if re.search(r"[,;:–—]", clause) or len(kept.split()) < max(_KEPT_WORDS, len(clause.split())):
        return None
    return places[0]


def _quotable(article: Article, spans: Sequence[Span], first: int | None) -> Iterator[tuple[int, Span]]:
    """Give the sentences that are news, with places; "The night of 3 March." comes with the next one."""
    english = is_english(article.text, article.language)
    dated: Span | None = None
    for place, span in enumerate(spans[:first]):
        text = article.text[span.start : span.end]
        joined = dated and "\n" not in article.text[dated.end : span.start]
        start = dated.start if dated and joined else span.start
        dated = None
        if english and is_fragment(text):
            dated = span if find_times(text) else None
        elif not is_page_matter(text, from_end=len(spans) - 1 - place):
            yield place, Span(start=start, end=span.end)


def _candidate(
    article: Article, number: int, place: int, span: Span, before: Span | None
) -> Candidate | None:
    text = article.text[span.start : span.end]
    ornament = _ORNAMENT.match(text)
    opening = ornament.end() if ornament else 0
    dateline = _DATELINE.match(text, opening)
    start = span.start + (dateline.end() if dateline else opening)
    text = article.text[start : span.end]
    if len(text.split()) < SHORTEST_WORDS or not _states(text):
        return None
    cut = relative_clause(text) if len(text.split()) >= _LONG_WORDS else None
    if cut is not None and not figure_weights(text[cut:]):
        text = text[:cut]
    bracket = _bracket(text, article, before) if before else None
    return Candidate(
        article=number,
        place=place,
        start=start,
        end=start + len(text),
        text=text,
        words=len(text.split()),
        leans=(leans_back(text) and bracket is None) or _hides_its_speaker(text),
        figures=figure_weights(text),
        bracket=bracket,
        own_voice=bool(_OWN_VOICE.search(outside_quotations(text))),
    )


def _states(text: str) -> bool:
    """Whether it is a whole sentence that says something: no heading, question, order or run-on of a page."""
    asks = text.rstrip("\"'”’»)]").endswith(("?", "؟", "？"))
    cannot = asks or _ORDER_TO_READER.search(text) or _JOINED.search(text) or breaks_a_quotation(text)
    return bool(_END.search(text)) and not cannot


def _hides_its_speaker(text: str) -> bool:
    """Whether it is a quotation from end to end, or names no one who says it."""
    return text[:1] in _QUOTES and not find_speakers(outside_quotations(text))


def _bracket(text: str, article: Article, before: Span) -> Bracket | None:
    """Only where the sentence before has one name, of a person in full, and that person speaks there."""
    pronoun = _PERSON.match(text)
    if pronoun is None:
        return None
    earlier = article.text[before.start : before.end]
    names = [name for name in find_names(earlier) if not name.doubtful]
    speakers = [speaker.name for speaker in find_speakers(earlier) if speaker.name]
    if len(names) != 1 or len(names[0].core) < 2 or names[0] not in speakers or _GROUP.search(names[0].text):
        return None
    return Bracket(name=names[0].text, pronoun_chars=pronoun.end(), start=before.start, end=before.end)
