"""Small plots as inline SVG: no script, no style sheet, every label escaped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from evals.statistics import Estimate

_INK, _BAR, _WHISKER, _GRID = "#1f2933", "#8fb3d9", "#2f5d8c", "#d9dfe5"
_LABEL_WIDTH, _PLOT_WIDTH, _ROW = 190, 420, 22


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One setting in a plot of quality against time."""

    label: str
    time_ms: float
    quality: Estimate


def bars(figures: Sequence[tuple[str, Estimate]], *, title: str) -> str:
    """Give horizontal bars from 0 to 1 with their 95% intervals and counts."""
    height = _ROW * len(figures) + 34
    parts = [_open(_LABEL_WIDTH + _PLOT_WIDTH + 130, height, title)]
    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        x = _LABEL_WIDTH + _PLOT_WIDTH * tick
        parts.append(f'<line x1="{x:.1f}" y1="4" x2="{x:.1f}" y2="{height - 26}" stroke="{_GRID}"/>')
        parts.append(_text(x, height - 10, f"{tick:g}", anchor="middle"))
    for index, (label, estimate) in enumerate(figures):
        parts += _bar(label, estimate, y=4 + index * _ROW)
    return "".join(parts) + "</svg>"


def times(values_ms: Sequence[float], *, title: str) -> str:
    """Give the share of cases answered within a time, as a step curve."""
    ordered = sorted(values_ms)
    if not ordered:
        return ""
    longest = max(ordered[-1], 1.0)
    width, height = _PLOT_WIDTH, 150
    points = [f"40,{height}"]
    for rank, value in enumerate(ordered, 1):
        x = 40 + width * value / longest
        points.append(f"{x:.1f},{height - (height - 12) * (rank - 1) / len(ordered):.1f}")
        points.append(f"{x:.1f},{height - (height - 12) * rank / len(ordered):.1f}")
    parts = [_open(width + 110, height + 34, title)]
    parts.append(f'<polyline points="{" ".join(points)}" fill="none" stroke="{_WHISKER}" stroke-width="2"/>')
    parts.append(f'<line x1="40" y1="{height}" x2="{40 + width}" y2="{height}" stroke="{_INK}"/>')
    parts.append(_text(36, 16, "1", anchor="end") + _text(36, height, "0", anchor="end"))
    parts += [
        _text(40 + width * share, height + 18, f"{longest * share:.0f} ms", anchor="middle")
        for share in (0, 0.5, 1)
    ]
    return "".join(parts) + "</svg>"


def quality_against_time(points: Sequence[Point], *, title: str, quality: str) -> str:
    """Give one labelled dot per setting: quality up, time to the right."""
    if not points:
        return ""
    width, height = 520, 300
    longest = max(point.time_ms for point in points) * 1.1 or 1.0
    low = min(point.quality.low for point in points)
    high = max(point.quality.high for point in points)
    spread = (high - low) or 1.0
    parts = [_open(width + 240, height + 50, title)]
    parts.append(f'<line x1="60" y1="{height}" x2="{width + 60}" y2="{height}" stroke="{_INK}"/>')
    parts.append(f'<line x1="60" y1="10" x2="60" y2="{height}" stroke="{_INK}"/>')
    for share in (0, 0.5, 1):
        parts.append(_text(60 + width * share, height + 18, f"{longest * share:.0f} ms", anchor="middle"))
        y = height - (height - 20) * share
        parts.append(_text(54, y + 4, f"{low + spread * share:.3f}", anchor="end"))
    parts.append(_text(60, height + 38, f"{quality} (95% interval) against time per question (median)"))
    for point in points:
        parts += _dot(point, x=60 + width * point.time_ms / longest, height=height, low=low, spread=spread)
    return "".join(parts) + "</svg>"


def _bar(label: str, estimate: Estimate, *, y: float) -> list[str]:
    def x(value: float) -> float:
        return _LABEL_WIDTH + _PLOT_WIDTH * min(max(value, 0.0), 1.0)

    middle = y + _ROW / 2 - 2
    length = x(estimate.value) - _LABEL_WIDTH
    return [
        _text(_LABEL_WIDTH - 8, middle + 4, label, anchor="end"),
        f'<rect x="{_LABEL_WIDTH}" y="{y:.1f}" width="{length:.1f}" height="{_ROW - 6}" fill="{_BAR}"/>',
        f'<line x1="{x(estimate.low):.1f}" y1="{middle:.1f}" x2="{x(estimate.high):.1f}" y2="{middle:.1f}" '
        f'stroke="{_WHISKER}" stroke-width="2"/>',
        _text(_LABEL_WIDTH + _PLOT_WIDTH + 10, middle + 4, f"{estimate.value:.3f} (n={estimate.n})"),
    ]


def _dot(point: Point, *, x: float, height: int, low: float, spread: float) -> list[str]:
    def y(value: float) -> float:
        return height - (height - 20) * (value - low) / spread

    quality = point.quality
    return [
        f'<line x1="{x:.1f}" y1="{y(quality.low):.1f}" x2="{x:.1f}" y2="{y(quality.high):.1f}" '
        f'stroke="{_BAR}"/>',
        f'<circle cx="{x:.1f}" cy="{y(quality.value):.1f}" r="4" fill="{_WHISKER}"/>',
        _text(x + 8, y(quality.value) + 4, point.label),
    ]


def _open(width: float, height: float, title: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" '
        f'role="img" font-family="sans-serif" font-size="12"><title>{escape(title)}</title>'
    )


def _text(x: float, y: float, text: str, *, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{_INK}">{escape(text)}</text>'
