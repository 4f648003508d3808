"""Draws one case of an eval run: what was asked, expected and got, and the spans in their article."""

from __future__ import annotations

from collections.abc import Mapping

from evals.page import SourceArticle
from evals.results import outcome_of
from evals.rows import CitationRow, Row
from ui.markup import escape

OUTCOME_WORDS = {
    "right": "Right",
    "wrong": "Wrong",
    "abstained": "Refused, though it is there",
    "crashed": "Crashed",
}
_AROUND = 160


def eval_case(row: Row, articles: Mapping[str, SourceArticle]) -> str:
    """Give a case that opens: question, expected, got, the cited and the expected spans in their place."""
    expected = " / ".join(row.answers) if row.answerable else "no answer in the articles"
    got = row.short_answer or " ".join(sentence.text for sentence in row.sentences) or row.reason or "nothing"
    cited = [cite for sentence in row.sentences for cite in sentence.citations]
    places = "".join(_place(cite, articles) for cite in dict.fromkeys(cited)) or "<p>No span was cited.</p>"
    wanted = "".join(_expected_place(*span, articles) for span in row.gold)
    return (
        '<details class="eval-case"><summary><span class="verdict contradicted">'
        f"{escape(OUTCOME_WORDS[outcome_of(row)])}</span> "
        f"<bdi>{escape(row.question)}</bdi></summary><dl>"
        f'<dt>Expected</dt><dd dir="auto">{escape(expected)}</dd>'
        f'<dt>Got</dt><dd dir="auto">{escape(row.error or got)}</dd><dt>Cited</dt><dd>{places}</dd>'
        f"{f'<dt>Expected span</dt><dd>{wanted}</dd>' if wanted else ''}"
        f"<dt>Case</dt><dd><code>{escape(row.id)}</code>, {escape(row.type)}</dd></dl></details>"
    )


def _place(cited: CitationRow, articles: Mapping[str, SourceArticle]) -> str:
    article = articles.get(cited.article_id)
    if article is None or article.version != cited.version:
        return (
            f'<blockquote class="quotation"><p dir="auto"><mark>{escape(cited.quote)}</mark></p></blockquote>'
        )
    return _excerpt(article, cited.start, cited.end)


def _expected_place(article_id: str, start: int, end: int, articles: Mapping[str, SourceArticle]) -> str:
    article = articles.get(article_id)
    return _excerpt(article, start, end) if article is not None else ""


def _excerpt(article: SourceArticle, start: int, end: int) -> str:
    before, after = article.text[max(0, start - _AROUND) : start], article.text[end : end + _AROUND]
    about = " · ".join(
        part for part in (article.title, article.source, (article.published or "")[:10]) if part
    )
    return (
        f'<blockquote class="quotation"><p dir="auto">{"… " if start > _AROUND else ""}{escape(before)}'
        f"<mark>{escape(article.text[start:end])}</mark>{escape(after)}"
        f"{' …' if end + _AROUND < len(article.text) else ''}</p>"
        f'<footer dir="auto">{escape(about)}</footer></blockquote>'
    )
