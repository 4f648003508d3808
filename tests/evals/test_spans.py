"""The scorers of places: by hand, and mrr and ndcg against the formulas of trec_eval."""

from __future__ import annotations

import math

import pytest

from evals.spans import (
    Place,
    citation_precision,
    citation_recall,
    citation_validity,
    evidence_recall,
    mrr,
    ndcg_at,
    offset_exactness,
    ordered_hits,
    recall_at,
    span_f1,
    span_iou,
)

TEXT = "Shells fell on Brenik. 9,500 people fled."


def place(start: int, end: int, *, article: str = "a", version: str = "v", quote: str = "") -> Place:
    return Place(article_id=article, version=version, start=start, end=end, quote=quote)


def text_of(article_id: str, version: str) -> str | None:
    return TEXT if (article_id, version) == ("a", "v") else None


def value(score: object) -> float:
    return getattr(score, "value")  # noqa: B009 -- a Score or a failing test


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        pytest.param(23, 28, 1.0, id="exact"),
        pytest.param(24, 29, 0.0, id="one-later"),
        pytest.param(23, 27, 0.0, id="one-shorter"),
        pytest.param(23, 99, 0.0, id="beyond-the-text"),
        pytest.param(-18, -13, 0.0, id="negative-offsets-that-python-would-slice"),
    ],
)
def test_offset_exactness_is_by_character(start: int, end: int, expected: float) -> None:
    assert value(offset_exactness([place(start, end, quote="9,500")], text_of)) == expected


def test_offset_exactness_fails_for_an_unknown_version() -> None:
    assert value(offset_exactness([place(23, 28, version="old", quote="9,500")], text_of)) == 0.0


@pytest.mark.parametrize(
    ("numbers", "marks", "expected"),
    [
        pytest.param([1, 2, 1], [1, 2], 1.0, id="resolved"),
        pytest.param([1, 2], [1, 2, 3], 0.8, id="mark-outside-the-list"),
        pytest.param([2, 3], [], 0.0, id="not-from-one"),
        pytest.param([2, 1], [], 0.0, id="not-by-first-use"),
    ],
)
def test_citation_validity_counts_what_is_shown(
    numbers: list[int], marks: list[int], expected: float
) -> None:
    assert value(citation_validity(numbers, marks)) == pytest.approx(expected)


def test_citation_scores_by_hand() -> None:
    gold = [place(0, 10), place(30, 40)]
    cited = [place(0, 10), place(5, 15), place(50, 60), place(30, 40, article="b")]
    assert value(citation_precision(cited, gold)) == 0.5
    assert value(evidence_recall(cited, gold)) == 0.5
    # the first sentence covers a gold span by two citations together, the second only half of one
    sentences = [[place(0, 6), place(6, 12)], [place(35, 40)]]
    assert value(citation_recall(sentences, gold)) == 0.5


def test_span_overlap_by_hand() -> None:
    # 5 shared of 10 and 10 characters: 5/15 and 10/20
    assert value(span_iou([place(5, 15)], [place(0, 10)])) == pytest.approx(1 / 3)
    assert value(span_f1([place(5, 15)], [place(0, 10)])) == pytest.approx(0.5)
    assert value(span_iou([place(5, 15, version="old")], [place(0, 10)])) == 0.0


HITS = [place(0, 100, article="x"), place(0, 100), place(100, 200), place(200, 300)]


def test_recall_at_needs_the_whole_span_in_the_same_version() -> None:
    gold = [place(10, 20), place(190, 210)]  # the second lies across two hits
    assert value(recall_at(HITS, gold, k=4)) == 0.5
    assert value(recall_at(HITS, gold, k=4, any_of=True)) == 1.0
    assert value(recall_at(HITS, gold, k=1)) == 0.0
    assert value(recall_at(HITS, [place(10, 20, version="old")], k=4)) == 0.0


def test_mrr_follows_recip_rank() -> None:
    assert value(mrr(HITS, [place(110, 120), place(210, 220)])) == pytest.approx(1 / 3)
    assert value(mrr(HITS, [place(0, 5, article="z")])) == 0.0


def test_ndcg_follows_ndcg_cut() -> None:
    # relevant at ranks 2 and 4 of 2 relevant: (1/log2 3 + 1/log2 5) / (1 + 1/log2 3)
    gold = [place(10, 20), place(210, 220)]
    expected = (1 / math.log2(3) + 1 / math.log2(5)) / (1 + 1 / math.log2(3))
    assert value(ndcg_at(HITS, gold, k=10)) == pytest.approx(expected)
    # cut at 3: only rank 2 counts, the ideal stays 2 relevant
    assert value(ndcg_at(HITS, gold, k=3)) == pytest.approx((1 / math.log2(3)) / (1 + 1 / math.log2(3)))


def test_ndcg_counts_two_spans_of_one_hit_once() -> None:
    assert value(ndcg_at([HITS[1]], [place(10, 20), place(30, 40)], k=10)) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("scores", "keys", "expected"),
    [
        pytest.param([2.0, 1.0, 1.0], [("b", 0), ("a", 0), ("a", 9)], 1.0, id="sorted"),
        pytest.param([2.0, 1.0, 1.0], [("b", 0), ("a", 9), ("a", 0)], 0.0, id="tie-out-of-order"),
        pytest.param([1.0, 2.0], [("a", 0), ("b", 0)], 0.0, id="score-rises"),
    ],
)
def test_ordered_hits_breaks_ties_by_id(
    scores: list[float], keys: list[tuple[str, int]], expected: float
) -> None:
    assert value(ordered_hits(scores, keys)) == expected


@pytest.mark.parametrize("scorer", [citation_precision, evidence_recall, span_iou, span_f1, mrr])
def test_no_score_without_gold(scorer: object) -> None:
    assert callable(scorer)
    assert scorer([place(0, 1)], []) is None
