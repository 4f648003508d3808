"""An answer as a Markdown note with footnotes, for copying and for a file."""

from __future__ import annotations

import re

from rag.types import Answer, Citation, Sentence
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
    parts += [f"[^{n}]: “{_plain(cited[n].quote)}” {_origin(cited[n])}" for n in sorted(cited)]
    return "\n\n".join(parts) + "\n"


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
