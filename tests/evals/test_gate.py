"""The gate: fixed rules, losses against the baseline, and what may not go missing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from evals.gate import Baseline, Check, accept, check_run, load_baseline, write_baseline
from evals.manifest import Manifest
from evals.rows import Row, ScoreRow
from evals.run import Run


def run(scores: dict[str, list[float]], *, model: str = "mock", errors: tuple[int, ...] = ()) -> Run:
    count = len(next(iter(scores.values())))
    rows = tuple(
        Row(
            id=f"c{index:02}",
            type="span",
            tags=(),
            article=f"a{index}",
            question="?",
            asked_at=None,
            answerable=True,
            answers=("x",),
            gold=(),
            scores={}
            if index in errors
            else {name: ScoreRow(value=values[index], reason="by hand") for name, values in scores.items()},
            error="ModelReplyError: empty" if index in errors else None,
        )
        for index in range(count)
    )
    manifest = Manifest(
        suite="small",
        mode="mock",
        model=model,
        revision="r1",
        source_hash="s",
        versions={},
        settings={},
        prompts={},
        corpus_hash="c",
        seed=1,
        cases=count,
    )
    return Run(folder=Path("nowhere"), manifest=manifest, rows=rows, timings=())


def ids(of: Run) -> list[str]:
    return [row.id for row in of.rows]


def failed(checks: tuple[Check, ...]) -> list[str]:
    return [check.name for check in checks if not check.passed]


GOOD = run({"f1": [1.0] * 20, "offset_exactness": [1.0] * 20})


def test_sound_run_passes() -> None:
    assert failed(check_run(GOOD, expected_ids=ids(GOOD), baseline=accept(Baseline(), GOOD))) == []


def test_one_wrong_offset_fails() -> None:
    off = run({"offset_exactness": [1.0] * 19 + [0.5]})
    assert failed(check_run(off, expected_ids=ids(off), baseline=Baseline())) == [
        "offset_exactness: exactly 1"
    ]


def test_significant_loss_fails_and_a_small_one_does_not() -> None:
    baseline = accept(Baseline(), GOOD)
    worse, shaken = run({"f1": [0.0] * 10 + [1.0] * 10}), run({"f1": [0.0] + [1.0] * 19})
    assert failed(check_run(worse, expected_ids=ids(worse), baseline=baseline)) == ["f1: no significant loss"]
    assert failed(check_run(shaken, expected_ids=ids(shaken), baseline=baseline)) == []


def test_type_that_loses_much_fails_where_the_whole_hides_it() -> None:
    sound = run({"answer_contains": [1.0] * 100})
    kinds = ("followup",) * 10 + ("span",) * 90
    sound = replace(
        sound, rows=tuple(r.model_copy(update={"type": k}) for r, k in zip(sound.rows, kinds, strict=True))
    )
    lost = [
        row.model_copy(update={"scores": {"answer_contains": ScoreRow(value=0.0, reason="")}})
        for row in sound.rows[:2]
    ]
    worse = replace(sound, rows=(*lost, *sound.rows[2:]))
    checks = check_run(worse, expected_ids=ids(worse), baseline=accept(Baseline(), sound))
    assert failed(checks) == ["answer_contains of followup: loss within 0.15"]


def test_rising_false_refusals_are_a_loss() -> None:
    baseline = accept(Baseline(), run({"false_refusals": [0.0] * 20}))
    worse = run({"false_refusals": [1.0] * 10 + [0.0] * 10})
    assert failed(check_run(worse, expected_ids=ids(worse), baseline=baseline)) == [
        "false_refusals: no significant loss"
    ]


def test_metric_that_went_missing_fails() -> None:
    gone = run({"offset_exactness": [1.0] * 20})
    checks = check_run(gone, expected_ids=ids(gone), baseline=accept(Baseline(), GOOD))
    assert failed(checks) == ["f1: no significant loss"]


def test_missing_row_and_crash_fail() -> None:
    short = run({"offset_exactness": [1.0] * 3}, errors=(1,))
    checks = check_run(short, expected_ids=[*ids(short), "c99"], baseline=Baseline())
    assert failed(checks) == ["rows: one per case, in order", "errors: none"]


def test_misbehaving_persona_is_judged_by_safety_alone() -> None:
    liar = run(
        {"f1": [0.0] * 20, "figure_faithfulness": [1.0] * 19 + [0.0]}, model="mock:wrong_figure", errors=(0,)
    )
    checks = check_run(liar, expected_ids=ids(liar), baseline=accept(Baseline(), GOOD))
    assert failed(checks) == ["figure_faithfulness: exactly 1"]


def test_baseline_survives_its_file(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    baseline = accept(accept(Baseline(), GOOD), run({"f1": [0.5] * 20}, model="extractive"))
    write_baseline(path, baseline)
    assert load_baseline(path) == baseline
    assert load_baseline(tmp_path / "none.json") == Baseline()


@pytest.mark.parametrize("text", ["{", '{"runs": {"mock": {}}}'])
def test_broken_baseline_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "baseline.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Exception, match="no baseline"):
        load_baseline(path)
