"""Known answers of the metrics, comparisons in words, and marking spans in a text."""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from test_gate import run

from evals.compare import comparison_markdown
from evals.metrics import METRICS
from evals.observations import Observation
from evals.page import highlighted
from evals.plots import Point, bars, quality_against_time
from evals.scorers import Score
from evals.self_check import scorer_faults
from evals.statistics import wilson

TEXTS = st.text(max_size=60)


def test_metrics_give_the_answers_computed_by_hand() -> None:
    assert scorer_faults() == ()


def test_metric_that_gives_nothing_is_a_fault() -> None:
    def silent(_seen: Observation) -> Score | None:
        return None

    metrics = tuple(replace(one, score=silent) if one.name == "mrr" else one for one in METRICS)
    assert any(fault.startswith("mrr is None") for fault in scorer_faults(metrics))


@given(text=TEXTS, spans=st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=5))
def test_marking_spans_changes_no_text(text: str, spans: list[tuple[int, int]]) -> None:
    marks = [(min(span), max(span), "cited") for span in spans]
    html = highlighted(text, marks)
    assert re.sub(r"</?mark[^>]*>", "", html) == escape(text)
    assert html.count("<mark") == html.count("</mark>")


def test_overlapping_spans_are_cut_at_their_borders() -> None:
    html = highlighted("abcdef", [(0, 4, "cited"), (2, 6, "gold")])
    assert html == (
        '<mark class="cited">ab</mark><mark class="cited gold">cd</mark><mark class="gold">ef</mark>'
    )


def test_comparison_says_what_was_lost() -> None:
    before = run({"f1": [1.0] * 20, "recall@5": [1.0] * 20})
    after = run({"f1": [0.0] * 10 + [1.0] * 10, "recall@5": [1.0] * 20})
    text = comparison_markdown(before, replace(after, folder=Path("after")))
    assert "| f1 | 1.000 | 0.500 |" in text
    assert "| worse |" in text
    assert "| recall@5 | 1.000 | 1.000 |" in text
    assert "- f1 lost: c00, c01" in text


def test_plots_escape_their_labels() -> None:
    evil = "<script>"
    assert "<script>" not in bars([(evil, wilson(3, 4))], title=evil)
    point = Point(label=evil, time_ms=5.0, quality=wilson(3, 4))
    assert "<script>" not in quality_against_time([point], title=evil, quality=evil)
