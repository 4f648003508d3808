"""What Dateline did with one case, before it is scored."""

from __future__ import annotations

import re
from dataclasses import dataclass

from evals.cases import Case
from evals.spans import Place, TextOf
from rag.types import Answer, Citation, Hit

MARK = re.compile(r"\[(\d{1,4})\]")
"""A citation mark as it is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """What Dateline did with one case.

    `hits` are those of its question asked as a search (None for a follow-up, which is no question by
    itself) and `repeated` those of the same search asked again. `twin` is the answer over the
    articles without injections, where the case has one. `text_of` gives any stored version's text
    and `newest` the version that answers may use.
    """

    case: Case
    gold: tuple[Place, ...]
    answer: Answer
    hits: tuple[Hit, ...] | None
    repeated: tuple[Hit, ...] | None
    text_of: TextOf
    newest: dict[str, str]
    twin: Answer | None = None

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every citation shown, sentence by sentence."""
        return tuple(citation for sentence in self.answer.sentences for citation in sentence.citations)

    @property
    def places(self) -> tuple[Place, ...]:
        """The places of the citations."""
        return tuple(cited_place(citation) for citation in self.citations)

    @property
    def short(self) -> str:
        """The short answer where there is one, else the sentences; "" for an abstention."""
        if self.abstained:
            return ""
        return self.answer.short_answer or shown_text(self.answer)

    @property
    def abstained(self) -> bool:
        """Whether Dateline declined to answer."""
        return self.answer.status == "no_evidence"


def cited_place(citation: Citation) -> Place:
    """Give the place of a citation, with its quote."""
    return Place(
        article_id=citation.article_id,
        version=citation.version,
        start=citation.start,
        end=citation.end,
        quote=citation.quote,
    )


def hit_place(hit: Hit) -> Place:
    """Give the place of a hit."""
    return Place(article_id=hit.article_id, version=hit.version, start=hit.start, end=hit.end, quote=hit.text)


def shown_text(answer: Answer) -> str:
    """Give the sentences of an answer without their marks."""
    return " ".join(MARK.sub("", sentence.text).strip() for sentence in answer.sentences)
