"""Sweeps over settings and prompts: a table, a plot, and mistakes named."""

from __future__ import annotations

import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest
from suites import write_suite

from evals.commands import main
from evals.sweep import parse_grid
from rag.errors import SettingsError
from rag.prompt import PROMPTS


def test_grid_is_every_combination() -> None:
    grid = parse_grid(["passages=6,14", "dense_weight=1"])
    assert grid == ({"passages": "6", "dense_weight": "1"}, {"passages": "14", "dense_weight": "1"})


def test_grid_without_values_moves_one_setting_at_a_time() -> None:
    grid = parse_grid(None)
    assert grid[0] == {}
    assert all(len(combination) == 1 for combination in grid[1:])


def test_unknown_setting_is_named() -> None:
    with pytest.raises(SettingsError, match="colour"):
        parse_grid(["colour=red"])


def test_sweep_writes_a_table_and_a_plot(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "answer.md"
    shutil.copy(PROMPTS / "answer.md", other)
    suite, out = write_suite(tmp_path / "suite"), tmp_path / "sweep"
    grid = ["--set", f"prompt={other}", "--set", "passages=1,14"]
    code = main(
        [
            "sweep",
            "--suite",
            str(suite),
            "--model",
            "mock",
            *grid,
            "--out",
            str(out),
            "--quiet",
            "--metric",
            "recall@5",
        ]
    )
    assert code == 0
    table = (out / "sweep.md").read_text("utf-8")
    assert table in capsys.readouterr().out
    assert table.count("passages=") == 2
    assert len(ElementTree.parse(out / "sweep.svg").getroot()) > 5
