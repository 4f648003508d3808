"""Prompts: loaded, checked, rendered."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag.errors import PromptError
from rag.models.writer import REFUSAL
from rag.prompt import PROMPTS, load_prompt

NAMES = sorted(path.stem for path in PROMPTS.glob("*.md"))
GOOD = "---\nname: x\nversion: 2\nvariables: [a, b]\nchangelog:\n  - 1: first\n  - 2: second\n---\n"
BODY = "# System\nBe {{ a }}.\n\n# User\nSay {{b}}.\n"


def write(folder: Path, text: str, name: str = "x") -> Path:
    (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", NAMES)
def test_every_prompt_of_the_project_loads_and_says_what_changed(name: str) -> None:
    prompt = load_prompt(name)
    assert prompt.label == f"{name}@{prompt.version}"
    assert len(prompt.changelog) == prompt.version


@pytest.mark.parametrize("name", [name for name in NAMES if name not in {"rewrite", "judge"}])
def test_the_refusal_stands_in_no_prompt_file_but_as_a_variable(name: str) -> None:
    prompt = load_prompt(name)
    assert "refusal" in prompt.variables
    assert REFUSAL not in (PROMPTS / f"{name}.md").read_text(encoding="utf-8")


def test_render_puts_values_in_place_when_all_are_given(tmp_path: Path) -> None:
    system, user = load_prompt("x", write(tmp_path, GOOD + BODY)).render({"a": "brief", "b": "hello"})
    assert (system["role"], system["content"]) == ("system", "Be brief.")
    assert (user["role"], user["content"]) == ("user", "Say hello.")


def test_render_leaves_a_value_alone_when_it_looks_like_a_variable(tmp_path: Path) -> None:
    _, user = load_prompt("x", write(tmp_path, GOOD + BODY)).render({"a": "", "b": "{{ a }} \\1"})
    assert user["content"] == "Say {{ a }} \\1."


@pytest.mark.parametrize(
    ("values", "named"),
    [({"a": "1"}, "'b'"), ({"a": "1", "b": "2", "c": "3"}, "'c'")],
    ids=["missing", "unknown"],
)
def test_render_fails_when_values_and_variables_differ(
    tmp_path: Path, values: dict[str, str], named: str
) -> None:
    with pytest.raises(PromptError, match=named):
        load_prompt("x", write(tmp_path, GOOD + BODY)).render(values)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(BODY, "front matter", id="no front matter"),
        pytest.param(GOOD + "Say {{ a }} {{ b }}", "# System", id="no parts"),
        pytest.param(GOOD + "# System\n{{ a }}\n# User\nhello", "'b'.*declared but not used", id="unused"),
        pytest.param(GOOD + BODY + "{{ c }}", "'c'.*used but not declared", id="undeclared"),
        pytest.param(GOOD.replace("name: x", "name: y") + BODY, "its name is 'y'", id="other name"),
        pytest.param(GOOD.replace("version: 2", "version: two") + BODY, "whole number", id="version"),
        pytest.param(GOOD.replace("version: 2\n", "") + BODY, "'version'", id="missing key"),
        pytest.param(GOOD.replace("name: x", "name: x\nodd line") + BODY, "odd line", id="odd line"),
    ],
)
def test_loading_fails_when_the_file_is_malformed(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(PromptError, match=message):
        load_prompt("x", write(tmp_path, text))


def test_loading_fails_and_names_the_file_when_there_is_none(tmp_path: Path) -> None:
    with pytest.raises(PromptError, match=r"nothing\.md"):
        load_prompt("nothing", tmp_path)
