"""An answer or a summary as a Markdown note with footnotes, for copying and for a file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from rag.types import Answer, Citation, FigureRow, Sentence, Summary, TimelineEvent
from ui.markup import shown_date

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|!~])")


def markdown(answer: Answer) -> str:
    """Give the question, the answer and a footnote per citation; nothing in it can load or link."""
    parts = [f"**{_plain(answer.question)}**", _body(answer)]
    cited = {citation.n: citation for sentence in answer.sentences for citation in sentence.citations}
    if answer.short_answer_citation is not None:
        cited.setdefault(answer.short_answer_citation.n, answer.short_answer_citation)
    if answer.status == "no_evidence":
        parts += ["The nearest sentences:"] if answer.nearest else []
        parts += [f"> {_plain(citation.quote)}\n>\n> {_origin(citation)}" for citation in answer.nearest]
    return "\n\n".join([*parts, *_footnotes(cited.values())]) + "\n"


def summary_markdown(made: Summary) -> str:
    """Give a summary as it is shown, its sections or events, its figures and a footnote per citation."""
    parts = [_plain(made.reason)] if made.reason else []
    if made.events:
        parts.append("\n".join(_event(event) for event in made.events))
    elif made.sections:
        for section in made.sections:
            parts += [f"## {_plain(section.heading)}"] if section.heading else []
            parts.append(_sentences(section.sentences, made.style))
    else:
        parts.append(_sentences(made.sentences, made.style))
    parts += [
        _figures(subject, tuple(rows)) for subject, rows in groupby(made.figures, lambda row: row.subject)
    ]
    cited = [citation for sentence in made.sentences for citation in sentence.citations]
    return "\n\n".join([*parts, *_footnotes([*cited, *(row.citation for row in made.figures)])]) + "\n"


def _event(event: TimelineEvent) -> str:
    until = f" to {shown_date(event.end)}" if event.end != event.start else ""
    return f"- **{shown_date(event.start)}{until}**: {_sentence(event.sentence)}"


def _sentences(sentences: Sequence[Sentence], style: str) -> str:
    lines = [_sentence(sentence) for sentence in sentences]
    return "\n".join(f"- {line}" for line in lines) if style == "bullets" else " ".join(lines)


def _figures(subject: str, rows: Sequence[FigureRow]) -> str:
    lines = [
        f"| {_plain(row.value)}{_mark(row.citation.n)} | {shown_date(row.as_of or row.citation.published)} |"
        for row in rows
    ]
    return "\n".join([f"| {_plain(subject)} | as of |", "|---|---|", *lines])


def _footnotes(citations: Iterable[Citation]) -> list[str]:
    cited = {citation.n: citation for citation in citations}
    return [f"[^{n}]: “{_plain(cited[n].quote)}” {_origin(cited[n])}" for n in sorted(cited)]


def _body(answer: Answer) -> str:
    if answer.status == "no_evidence":
        return f"Not in the articles. {_plain(answer.reason or '')}".rstrip()
    said = " ".join(_sentence(sentence) for sentence in answer.sentences) or _plain(answer.text)
    if answer.short_answer:
        n = answer.short_answer_citation.n if answer.short_answer_citation else None
        said = f"**{_plain(answer.short_answer)}**{_mark(n)}\n\n{said}"
    if answer.notice:
        said = f"{said}\n\n{_plain(answer.notice)}"
    return said if answer.status == "answered" else f"{said}\n\n(Incomplete: the reply was cut off.)"


def _sentence(sentence: Sentence) -> str:
    marks = "".join(_mark(citation.n) for citation in sentence.citations)
    contradicted = any(fact.status == "contradicted" for fact in sentence.checks)
    warning = " (contradicted by the article)" if contradicted else ""
    if not contradicted and not sentence.supported:
        warning = " (not supported by the articles)"
    return f"{_plain(sentence.text)}{marks}{warning}"


def _mark(n: int | None) -> str:
    return f"[^{n}]" if n is not None else ""


def _origin(citation: Citation) -> str:
    title = _plain(citation.title or "Untitled")
    source = _plain(citation.source or "source unknown")
    where = f"{_plain(citation.article_id)}, version {citation.version}, {citation.start}:{citation.end}"
    return f"— {title}, {source}, {shown_date(citation.published)} ({where})"


def _plain(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
