"""Draws a summary: prose, bullets, a timeline or a briefing, every sentence with its chips."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from rag.types import FigureRow, Section, Sentence, Summary, TimelineEvent
from ui.markup import byline, chip, escape, shown_date, time_element
from ui.render import cited_sentence, conflict_tables, exports
from ui.timeline import timeline


def summary_view(made: Summary, *, address: str) -> str:
    """Give the whole summary with its exports under `address`, or in words why there is none."""
    if not made.sentences:
        reason = made.reason or "No article matches."
        return f'<div class="abstention"><h3>No summary</h3><p dir="auto">{escape(reason)}</p></div>'
    # The changes over time have a table of their own.
    other = [conflict for conflict in made.conflicts if not (made.figures and conflict.kind == "update")]
    return (
        f'<div class="summary answer">{_cut_off(made)}{_body(made)}{_figures(made.figures)}'
        f"{conflict_tables(other)}{_colophon(made)}"
        f'<div class="actions" role="group" aria-label="This summary">{exports(address)}</div></div>'
    )


def _cut_off(made: Summary) -> str:
    if made.reason is None:
        return ""
    return f'<p class="cut-off"><strong>Incomplete.</strong> {escape(made.reason)}</p>'


def _body(made: Summary) -> str:
    if made.events:
        listed = "".join(_event(event) for event in made.events)
        return f'{timeline(made.events)}<ol class="timeline">{listed}</ol>'
    if made.sections:
        return "".join(_section(section, made.style) for section in made.sections)
    return _sentences(made.sentences, made.style)


def _section(section: Section, style: str) -> str:
    day = f' <span class="as-of">{time_element(section.published)}</span>' if section.published else ""
    heading = f'<h3><span dir="auto">{escape(section.heading)}</span>{day}</h3>' if section.heading else ""
    return f"<section>{heading}{_sentences(section.sentences, style)}</section>"


def _sentences(sentences: Sequence[Sentence], style: str) -> str:
    if style == "bullets":
        return f"<ul>{''.join(f'<li>{cited_sentence(sentence)}</li>' for sentence in sentences)}</ul>"
    return f'<p class="prose" dir="auto">{" ".join(cited_sentence(sentence) for sentence in sentences)}</p>'


def _event(event: TimelineEvent) -> str:
    until = f" to {time_element(event.end)}" if event.end != event.start else ""
    return (
        f'<li><p class="when">{time_element(event.start)}{until}</p>'
        f'<p dir="auto">{cited_sentence(event.sentence)}</p>{_reported(event)}</li>'
    )


def _reported(event: TimelineEvent) -> str:
    if event.published is None or event.published.toordinal() == event.start.toordinal():
        return ""
    return f'<p class="as-of">reported {escape(shown_date(event.published))}</p>'


def _figures(rows: Sequence[FigureRow]) -> str:
    return "".join(
        _figure_table(subject, tuple(group)) for subject, group in groupby(rows, lambda row: row.subject)
    )


def _figure_table(subject: str, rows: Sequence[FigureRow]) -> str:
    lines = "".join(
        f"<tr><td><bdi>{escape(row.value)}</bdi>{chip(row.citation)}</td>"
        f"<td>{time_element(row.as_of or row.citation.published)}</td>"
        f"<td>{byline(row.citation.source, row.citation.published)}</td></tr>"
        for row in rows
    )
    return (
        '<table class="conflict"><caption><strong>How it changed:</strong> '
        f'<bdi>{escape(subject)}</bdi></caption><thead><tr><th scope="col">Figure</th>'
        '<th scope="col">As of</th><th scope="col">Reported by</th></tr></thead>'
        f"<tbody>{lines}</tbody></table>"
    )


def _colophon(made: Summary) -> str:
    count = len(made.article_ids)
    words = f"From {count} article{'s' if count != 1 else ''}"
    words += ", quoted offline" if made.model == "extractive" else f", written by {made.model}, then checked"
    if made.copies:
        words += f"; {len(made.copies)} left out as copies"
    if made.dropped:
        words += f"; {made.dropped:.0%} of the draft left out because no article carried it"
    return f'<p class="colophon">{escape(words)}</p>'
