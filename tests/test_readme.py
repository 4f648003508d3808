"""What the README says is true: its settings table, its Python and its commands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rag.cli import main
from rag.settings import PREFIX, Settings

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(Settings.model_fields))
def test_every_setting_has_its_row(name: str) -> None:
    field = Settings.model_fields[name]
    default = "unset" if field.default is None else f"`{field.default}`"
    if name == "library":
        default = "`~/.dateline`"
    assert f"| `{PREFIX}{name.upper()}` | {default} | {field.description} |" in README


def test_no_row_is_left_of_a_setting_that_is_gone() -> None:
    rows = re.findall(rf"^\| `{PREFIX}(\w+)`", README, re.MULTILINE)
    assert {row.lower() for row in rows} == set(Settings.model_fields)


def test_the_five_lines_of_python_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    monkeypatch.chdir(tmp_path)
    exec(compile(code, "README.md", "exec"), {})
    assert "300" in capsys.readouterr().out


@pytest.mark.parametrize("command", sorted(set(re.findall(r"^\$ dateline (\w+)", README, re.MULTILINE))))
def test_every_command_named_exists(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exit_info:
        main([command, "--help"])
    assert exit_info.value.code == 0
    assert capsys.readouterr().out.startswith("usage:")
