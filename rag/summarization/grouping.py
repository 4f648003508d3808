"""Groups the sentences on several articles: what all report, several, one alone, what changed or differs."""

from __future__ import annotations

from collections.abc import Sequence

from rag.summarization.candidates import leans_back
from rag.types import Article, Citation, Conflict, FigureRow, Section, SectionKind, Sentence

_HEADINGS: dict[SectionKind, str] = {
    "all": "What all report",
    "several": "What several report",
    "changed": "What changed",
    "disagree": "Where they disagree",
}
_ORDER: tuple[SectionKind, ...] = ("all", "several", "changed", "disagree", "one")


def group_sentences(
    sentences: Sequence[Sentence], articles: Sequence[Article], conflicts: Sequence[Conflict]
) -> list[Section]:
    """Give the sentences as sections, in reading order inside each; what one alone reports by article.

    A sentence whose span holds a figure of a conflict stands with what changed or where they
    disagree; else the number of articles that it cites decides.
    """
    placed: dict[tuple[SectionKind, str], list[Sentence]] = {}
    last: tuple[SectionKind, str] | None = None
    for sentence in sentences:
        kind = _kind(sentence, articles, conflicts)
        group = (kind, sentence.citations[0].article_id if kind == "one" else "")
        if last and _leans_on(sentence, placed[last][-1]):
            group = last
        placed.setdefault(group, []).append(sentence)
        last = group
    order = {article.id: place for place, article in enumerate(articles)}
    groups = sorted(placed.items(), key=lambda item: (_ORDER.index(item[0][0]), order.get(item[0][1], 0)))
    return [_section(kind, members, articles) for (kind, _), members in groups]


def changing_figures(conflicts: Sequence[Conflict]) -> tuple[FigureRow, ...]:
    """Give the figures that later articles changed, oldest value first."""
    return tuple(
        FigureRow(subject=conflict.subject, value=figure.value, as_of=figure.as_of, citation=figure.citation)
        for conflict in conflicts
        if conflict.kind in {"update", "correction"}
        for figure in reversed(conflict.figures)
    )


def conflict_spans(conflicts: Sequence[Conflict]) -> tuple[Citation, ...]:
    """Give the spans that matter for a conflict: each side of one, the newest of what changed."""
    spans: list[Citation] = []
    for conflict in conflicts:
        shown = conflict.figures[:1] if conflict.kind == "update" else conflict.figures
        spans += [figure.citation for figure in shown if conflict.kind != "scope"]
    return tuple(spans)


def _kind(sentence: Sentence, articles: Sequence[Article], conflicts: Sequence[Conflict]) -> SectionKind:
    for conflict in conflicts:
        touched = any(
            _overlap(figure.citation, citation)
            for figure in conflict.figures
            for citation in sentence.citations
        )
        if touched and conflict.kind == "disagreement":
            return "disagree"
        if touched and conflict.kind in {"update", "correction"}:
            return "changed"
    cited = {citation.article_id for citation in sentence.citations}
    if len(cited) == 1:
        return "one"
    return "all" if len(cited) == len(articles) else "several"


def _overlap(one: Citation, other: Citation) -> bool:
    same = (one.article_id, one.version) == (other.article_id, other.version)
    return same and one.start < other.end and other.start < one.end


def _leans_on(sentence: Sentence, before: Sentence) -> bool:
    """Whether it directly follows the other in its article and opens with a pronoun."""
    own, earlier = sentence.citations[0], before.citations[0]
    near = own.article_id == earlier.article_id and 0 <= own.start - earlier.end <= 3
    return near and leans_back(sentence.text)


def _section(kind: SectionKind, members: Sequence[Sentence], articles: Sequence[Article]) -> Section:
    cited = {citation.article_id for sentence in members for citation in sentence.citations}
    named = [article for article in articles if article.id in cited]
    heading = _HEADINGS.get(kind) or f"Only {_outlet(named[0], articles)}"
    dates = [article.published for article in named if article.published]
    return Section(
        kind=kind,
        heading=heading,
        sentences=tuple(members),
        article_ids=tuple(article.id for article in named),
        published=max(dates, key=lambda day: day.isoformat(), default=None),
    )


def _outlet(article: Article, articles: Sequence[Article]) -> str:
    """The outlet, with its day where it has several of the articles."""
    name = article.source or article.title or article.id
    several = sum(other.source == article.source for other in articles) > 1
    return f"{name}, {article.published:%Y-%m-%d}" if several and article.published else name
