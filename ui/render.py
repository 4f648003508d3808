"""Draws a turn of a conversation: question, stages, draft, checked answer. Pure, and all escaped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from rag.types import Answer, Citation, Conflict, DateRange, Fact, Figure, Sentence, Stage
from ui.markup import byline, chip, escape, shown_date, time_element

FACT_WORDS = {
    "matched": "found in the article",
    "computed": "computed from the article",
    "missing": "not found in the article",
    "contradicted": "contradicted by the article",
}
FACT_SIGNS = {"matched": "✓", "computed": "=", "missing": "?", "contradicted": "✗"}
CONFLICT_WORDS = {
    "update": "The figure changed over time",
    "disagreement": "The articles disagree",
    "scope": "The figures count different things",
    "correction": "One article corrects another",
}

DOT = '<span aria-hidden="true">·</span>'

_DRAFT_MARK = re.compile(r"\[(\d{1,3})\]")

SentenceMark = Literal["supported", "unsupported", "contradicted"]


def turn(question: str, body: str, *, turn_id: int | None = None) -> str:
    """Give one exchange: the question as a heading and what follows it."""
    name = f' id="turn-{turn_id}"' if turn_id is not None else ""
    return (
        f'<section class="turn"{name}><h2 class="question" dir="auto">{escape(question)}</h2>{body}</section>'
    )


def progress(stages: Sequence[Stage], draft: str = "") -> str:
    """Give the stages so far, the last one in progress, and the draft while it is written."""
    lines = "".join(_stage(stage, done=stage is not stages[-1]) for stage in stages)
    text = f'<p class="draft" dir="auto">{_draft(draft)}</p>' if draft else ""
    return f'<ol class="stages">{lines}</ol>{text}'


def _stage(stage: Stage, *, done: bool) -> str:
    words = f"{stage.name} {stage.detail}".strip()
    state = "done" if done else "now"
    return f'<li class="{state}">{escape(words[:1].upper() + words[1:])}</li>'


def _draft(text: str) -> str:
    return _DRAFT_MARK.sub(r'<sup class="draft-mark">\1</sup>', escape(text))


def problem(message: str) -> str:
    """Give an error as a sentence."""
    return f'<p class="problem" role="alert"><strong>No answer.</strong> {escape(message)}</p>'


def stopped() -> str:
    """Say that an answer was stopped."""
    return '<p class="cut-off" role="status"><strong>Stopped.</strong> Nothing of it was kept.</p>'


def answer(checked: Answer) -> str:
    """Give the checked answer with its chips, what was checked, conflicts or the nearest sentences."""
    if checked.status == "no_evidence":
        body = _abstention(checked)
    else:
        body = _cut_off(checked) + _phrase(checked) + _notice(checked) + _sentences(checked)
    return (
        f'<div class="answer">{body}{conflict_tables(checked.conflicts)}{_facts(checked.sentences)}'
        f"{_colophon(checked)}</div>"
    )


def actions(turn_id: int, verdict: str | None) -> str:
    """Give what can be done with a kept answer: copy it, export it, say whether it helped."""
    return (
        '<div class="actions" role="group" aria-label="This answer">'
        f'{exports(f"/dateline/export/{turn_id}")}<span class="thumbs">'
        f"{_thumb('up', 'Helpful', verdict)}{_thumb('down', 'Not helpful', verdict)}</span></div>"
    )


def exports(address: str) -> str:
    """Give the button that copies what lies under an address, and the links to its files."""
    return (
        '<button type="button" class="quiet copy">Copy</button>'
        f'<a class="quiet" href="{escape(address)}.md" download>Markdown</a>'
        f'<a class="quiet" href="{escape(address)}.json" download>JSON</a>'
    )


def _thumb(name: str, words: str, verdict: str | None) -> str:
    # The page's own script sets aria-pressed from the class: Gradio's sanitizer drops the attribute.
    chosen = " chosen" if verdict == name else ""
    return (
        f'<button type="button" class="quiet thumb {name}{chosen}">'
        f'<span class="sign" aria-hidden="true"></span>{words}</button>'
    )


def _abstention(checked: Answer) -> str:
    reason = checked.reason or "No sentence of the articles answers this question."
    nearest = "".join(_quotation(citation, classes="quotation nearest") for citation in checked.nearest)
    shown = f'<h4 class="nearest-title">The nearest sentences</h4>{nearest}' if nearest else ""
    return (
        '<div class="abstention"><h3><span class="sign" aria-hidden="true">∅</span> '
        f'Not in the articles</h3><p dir="auto">{escape(reason)}</p></div>{shown}'
    )


def _cut_off(checked: Answer) -> str:
    if checked.status != "incomplete":
        return ""
    reason = checked.reason or "The reply ended before it was finished."
    return f'<p class="cut-off"><strong>Incomplete.</strong> {escape(reason)}</p>'


def _phrase(checked: Answer) -> str:
    if not checked.short_answer:
        return ""
    cited = chip(checked.short_answer_citation) if checked.short_answer_citation else ""
    return f'<p class="phrase"><bdi>{escape(checked.short_answer)}</bdi>{cited}</p>'


def _notice(checked: Answer) -> str:
    return f'<p class="as-of">{escape(checked.notice)}</p>' if checked.notice else ""


def _sentences(checked: Answer) -> str:
    if checked.sentences and all(_is_quotation(sentence) for sentence in checked.sentences):
        return "".join(_quoted(sentence) for sentence in checked.sentences)
    shown = checked.sentences or (Sentence(text=checked.text, supported=False),)
    return f'<p class="prose" dir="auto">{" ".join(cited_sentence(sentence) for sentence in shown)}</p>'


def _is_quotation(sentence: Sentence) -> bool:
    return len(sentence.citations) == 1 and sentence.text == sentence.citations[0].quote


def mark_of(sentence: Sentence) -> SentenceMark:
    """Tell how a sentence is marked on screen."""
    if any(fact.status == "contradicted" for fact in sentence.checks):
        return "contradicted"
    return "supported" if sentence.supported else "unsupported"


def cited_sentence(sentence: Sentence) -> str:
    """Give a sentence with its chips, and in words whether the articles carry it."""
    mark = mark_of(sentence)
    chips = "".join(chip(citation) for citation in sentence.citations)
    return (
        f'<span class="sentence {mark}"><bdi class="claim">{escape(sentence.text)}</bdi>'
        f"{chips}{_verdict(mark)}{_as_of(sentence)}</span>"
    )


def _quoted(sentence: Sentence) -> str:
    mark = mark_of(sentence)
    as_of = _as_of(sentence)
    after = f"{_verdict(mark)}{f' {DOT}{as_of}' if as_of else ''}"
    return _quotation(sentence.citations[0], classes=f"quotation sentence {mark}", after=after)


def _quotation(citation: Citation, *, classes: str = "quotation", after: str = "") -> str:
    return (
        f'<blockquote class="{classes}"><p dir="auto"><span class="claim">{escape(citation.quote)}</span>'
        f'{chip(citation)}</p><footer><span dir="auto">{escape(citation.title or "Untitled")}</span> '
        f'<span aria-hidden="true">·</span> {byline(citation.source, citation.published)}{after}</footer>'
        "</blockquote>"
    )


def _verdict(mark: SentenceMark) -> str:
    if mark == "supported":
        return ""
    sign, words = ("✗", "Contradicted") if mark == "contradicted" else ("?", "Not supported")
    return f' <span class="verdict {mark}"><span aria-hidden="true">{sign}</span> {words}</span>'


def _as_of(sentence: Sentence) -> str:
    days = {citation.published.toordinal() for citation in sentence.citations if citation.published}
    if sentence.as_of is None or days == {sentence.as_of.toordinal()}:
        return ""
    return f' <span class="as-of">as of {time_element(sentence.as_of)}</span>'


def _facts(sentences: Sequence[Sentence]) -> str:
    checked = [sentence for sentence in sentences if sentence.checks or sentence.periods]
    facts = [fact for sentence in checked for fact in sentence.checks]
    if not checked:
        return ""
    items = "".join(_fact_list(sentence) for sentence in checked)
    return f'<details class="facts"><summary>{_fact_count(facts)}</summary>{items}</details>'


def _fact_count(facts: Sequence[Fact]) -> str:
    found = sum(fact.status in {"matched", "computed"} for fact in facts)
    noun = "fact" if len(facts) == 1 else "facts"
    return f"Checked: {found} of {len(facts)} {noun} found" if facts else "Dates"


def _fact_list(sentence: Sentence) -> str:
    rows = "".join(_fact(fact, sentence) for fact in sentence.checks)
    rows += "".join(
        f'<li class="period">{_quoted_words(period.text)} means {_days(period)}</li>'
        for period in sentence.periods
    )
    return f'<p class="fact-claim" dir="auto">{escape(sentence.text)}</p><ul>{rows}</ul>'


def _days(period: DateRange) -> str:
    first, last = shown_date(period.start), shown_date(period.end)
    return first if first == last else f"{first} to {last}"


def _fact(fact: Fact, sentence: Sentence) -> str:
    note = f" ({escape(fact.note)})" if fact.note else ""
    cited = _fact_chip(fact, sentence)
    return (
        f'<li class="{fact.status}"><span class="sign" aria-hidden="true">{FACT_SIGNS[fact.status]}</span> '
        f'<span class="kind">{escape(fact.kind)}</span> {_quoted_words(fact.text)} '
        f"{FACT_WORDS[fact.status]}{note}{cited}</li>"
    )


def _fact_chip(fact: Fact, sentence: Sentence) -> str:
    if fact.start is None or fact.end is None:
        return ""
    for citation in sentence.citations:
        inside = citation.start <= fact.start <= fact.end <= citation.end
        if inside and fact.article_id in {None, citation.article_id}:
            return chip(citation)
    return ""


def _quoted_words(text: str) -> str:
    return f"<q><bdi>{escape(text)}</bdi></q>"


def conflict_tables(conflicts: Sequence[Conflict]) -> str:
    """Give a small table for each quantity that the articles give in different values."""
    return "".join(_conflict(conflict) for conflict in conflicts)


def _conflict(conflict: Conflict) -> str:
    rows = "".join(_figure(figure) for figure in conflict.figures)
    return (
        f'<table class="conflict {conflict.kind}"><caption><strong>{CONFLICT_WORDS[conflict.kind]}:</strong> '
        f'<bdi>{escape(conflict.subject)}</bdi></caption><thead><tr><th scope="col">Figure</th>'
        '<th scope="col">As of</th><th scope="col">Reported by</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _figure(figure: Figure) -> str:
    cited = figure.citation
    return (
        f"<tr><td><bdi>{escape(figure.value)}</bdi>{chip(cited)}</td>"
        f"<td>{time_element(figure.as_of or cited.published)}</td>"
        f"<td>{byline(cited.source, cited.published)}</td></tr>"
    )


def _colophon(checked: Answer) -> str:
    offline = checked.model in {"", "extractive"}
    made = "Quoted from the articles, offline" if offline else f"Written by {checked.model}, then checked"
    total = sum(spent for stage, spent in checked.timings_ms.items() if stage != "first_token")
    seconds = f", in {total / 1000:.1f} s" if total else ""
    return f'<p class="colophon">{escape(made)}{seconds}</p>'
