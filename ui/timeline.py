"""Draws the days of a timeline to scale: one numbered dot for each event, as inline SVG."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rag.types import TimelineEvent
from ui.markup import escape, shown_date

_WIDTH, _EDGE, _LANE, _RADIUS = 560, 24, 26, 11


def timeline(events: Sequence[TimelineEvent]) -> str:
    """Give the scale of the events; nothing where all of them are of one day.

    A dot's number is the place of its event in the list that follows; events of several days have a
    bar. Dots that would cover each other stand above each other.
    """
    if not events:
        return ""
    first, last = min(event.start for event in events), max(event.end for event in events)
    if first == last:
        return ""
    lanes = _lanes([(_x(event.start, first, last), _x(event.end, first, last)) for event in events])
    base = (max(lanes) + 1) * _LANE + 8
    dots = "".join(
        _dot(event, number, first=first, last=last, y=base - 20 - lane * _LANE)
        for number, (event, lane) in enumerate(zip(events, lanes, strict=True), start=1)
    )
    words = f"{len(events)} events from {shown_date(first)} to {shown_date(last)}, to scale"
    return (
        f'<div class="scale"><svg viewBox="0 0 {_WIDTH} {base + 26}" width="{_WIDTH}" height="{base + 26}" '
        f'role="img"><title>{escape(words)}</title>'
        f'<line class="axis" x1="{_EDGE}" y1="{base}" x2="{_WIDTH - _EDGE}" y2="{base}"></line>{dots}'
        f'<text x="{_EDGE - 10}" y="{base + 20}">{shown_date(first)}</text>'
        f'<text x="{_WIDTH - _EDGE + 10}" y="{base + 20}" text-anchor="end">{shown_date(last)}</text>'
        "</svg></div>"
    )


def _dot(event: TimelineEvent, number: int, *, first: date, last: date, y: int) -> str:
    start, end = _x(event.start, first, last), _x(event.end, first, last)
    bar = f'<line class="span" x1="{start}" y1="{y}" x2="{end}" y2="{y}"></line>' if end > start else ""
    return (
        f'{bar}<circle class="day" cx="{start}" cy="{y}" r="{_RADIUS}"></circle>'
        f'<text class="number" x="{start}" y="{y + 5}" text-anchor="middle">{number}</text>'
    )


def _x(day: date, first: date, last: date) -> int:
    share = (day.toordinal() - first.toordinal()) / (last.toordinal() - first.toordinal())
    return round(_EDGE + share * (_WIDTH - 2 * _EDGE))


def _lanes(places: Sequence[tuple[int, int]]) -> list[int]:
    """Give the lowest lane for each place in which it covers no earlier one."""
    taken: list[list[tuple[int, int]]] = []
    lanes: list[int] = []
    for start, end in places:
        room = (start - _RADIUS, end + _RADIUS)
        lane = next(
            (at for at, used in enumerate(taken) if not any(_meet(room, one) for one in used)), len(taken)
        )
        if lane == len(taken):
            taken.append([])
        taken[lane].append(room)
        lanes.append(lane)
    return lanes


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]
