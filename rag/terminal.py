"""Prints answers for people: colour and progress only where someone watches."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

from tqdm import tqdm

from rag.types import AddResult, Answer, Citation, DateRange, Sentence, Summary, Verification

WIDTH = 100
T = TypeVar("T")


def out(line: str = "") -> None:
    """Print a line of the result, at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def warn(message: str) -> None:
    """Say on stderr what went wrong."""
    sys.stderr.write(f"dateline: {message}\n")


def stage_line(text: str) -> None:
    """Show what is being done now in place of the last such line; nothing where nobody watches."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{text}")
        sys.stderr.flush()


def bold(text: str) -> str:
    """Give the text in bold where stdout is a terminal."""
    return f"\x1b[1m{text}\x1b[0m" if sys.stdout.isatty() else text


def with_bar(show: Callable[[T], None], *, unit: str) -> Callable[[T], None]:
    """Give `show` with a bar on stderr that counts its calls."""
    bar = tqdm(unit=f" {unit}", disable=not sys.stderr.isatty(), leave=False)

    def counted(item: T) -> None:
        show(item)
        bar.update()

    return counted


def counter(unit: str) -> Callable[[int, int], None]:
    """Give a function of (done, total) that draws a bar on stderr."""
    bar = tqdm(unit=f" {unit}", disable=not sys.stderr.isatty(), leave=False)

    def update(done: int, total: int) -> None:
        bar.total = total
        bar.update(done - bar.n)

    return update


def byline(source: str | None, published: date | None) -> str:
    """Give outlet and date in words; an unknown date is said."""
    return f"{source or 'unknown source'}, {published.isoformat() if published else 'date unknown'}"


def result_line(result: AddResult) -> str:
    """Give what became of one added article."""
    tail = f"  ({result.reason})" if result.reason else ""
    return f"{result.status:<10}{result.article_id}{tail}"


def print_answer(answer: Answer) -> None:
    """Print the answer, its sentences with marks, and the quotation behind each mark."""
    if answer.status == "no_evidence":
        out(bold("No answer in the articles."))
        out(answer.reason or "")
        _print_quotations("Nearest:", answer.nearest)
        return
    if answer.short_answer:
        out(bold(answer.short_answer))
    if answer.notice:
        out(textwrap.fill(answer.notice, WIDTH))
    for conflict in answer.conflicts:
        out(f"The articles differ ({conflict.kind}):")
        for figure in conflict.figures:
            out(f"  {figure.value}, {byline(figure.citation.source, figure.as_of)} [{figure.citation.n}]")
    figures = [figure.citation for conflict in answer.conflicts for figure in conflict.figures]
    _print_sentences(answer.sentences, further=figures)
    if answer.status == "incomplete":
        out(f"Incomplete: {answer.reason}")


def print_summary(summary: Summary) -> None:
    """Print a summary by its sections or events, its figures, and the quotation behind each mark."""
    if summary.reason:
        out(summary.reason)
    for event in summary.events:
        out(bold(event.days) + (f"  (published {event.published:%Y-%m-%d})" if event.published else ""))
        _print_sentence(event.sentence, indent="  ")
    for section in summary.sections:
        out(bold(section.heading) + (f"  {section.published:%Y-%m-%d}" if section.published else ""))
        for sentence in section.sentences:
            _print_sentence(sentence, indent="- ")
        out()
    if not summary.events and not summary.sections:
        for sentence in summary.sentences:
            _print_sentence(sentence, indent="- " if summary.style == "bullets" else "")
    _print_figures(summary)
    if summary.dropped:
        out(f"{summary.dropped:.0%} of what the model wrote was left out: no article carries it.")
    cited = [citation for sentence in summary.sentences for citation in sentence.citations]
    shown = {citation.n: citation for citation in [*cited, *(row.citation for row in summary.figures)]}
    _print_quotations("", [shown[n] for n in sorted(shown)])


def _print_figures(summary: Summary) -> None:
    subject = ""
    for row in summary.figures:
        if row.subject != subject:
            subject = row.subject
            out(bold(subject))
        day = f"{row.as_of:%Y-%m-%d}" if row.as_of else "date unknown"
        out(f"  {day:<14}{row.value:<20}{row.citation.source or ''} [{row.citation.n}]")


def _print_sentence(sentence: Sentence, *, indent: str) -> None:
    marks = "".join(f"[{citation.n}]" for citation in sentence.citations)
    text = f"{' '.join(sentence.text.split())} {marks}"
    out(textwrap.fill(text, WIDTH, initial_indent=indent, subsequent_indent=" " * len(indent)))


def print_verification(verification: Verification) -> None:
    """Print whether a claim is carried, its facts one a line, and the spans that decide."""
    out(bold(verification.status) + f"  score {verification.score:.2f}")
    for fact in verification.facts:
        note = f"  ({fact.note})" if fact.note else ""
        out(f"  {fact.status:<13}{fact.kind:<12}{fact.text}{note}")
    _print_quotations("", verification.spans)


def _print_sentences(sentences: Sequence[Sentence], further: Sequence[Citation] = ()) -> None:
    citations = {citation.n: citation for citation in further}
    for sentence in sentences:
        marks = "".join(f"[{citation.n}]" for citation in sentence.citations)
        note = "" if sentence.supported else "  (unsupported)"
        out(textwrap.fill(f"{' '.join(sentence.text.split())} {marks}{note}".strip(), WIDTH))
        if sentence.as_of and sentence.periods:
            days = "; ".join(f"{one.text}: {_days(one)}" for one in sentence.periods)
            out(f"    as of {sentence.as_of.isoformat()}; {days}")
        citations |= {citation.n: citation for citation in sentence.citations}
    _print_quotations("", [citations[n] for n in sorted(citations)])


def _days(period: DateRange) -> str:
    if period.start == period.end:
        return period.start.isoformat()
    return f"{period.start.isoformat()} to {period.end.isoformat()}"


def _print_quotations(heading: str, citations: Sequence[Citation]) -> None:
    if not citations:
        return
    out()
    if heading:
        out(heading)
    for citation in citations:
        place = f"{citation.title or citation.article_id} ({byline(citation.source, citation.published)})"
        out(f"[{citation.n}] {place}  {citation.article_id}[{citation.start}:{citation.end}]")
        out(textwrap.indent(textwrap.fill(f"“{' '.join(citation.quote.split())}”", WIDTH - 4), "    "))
