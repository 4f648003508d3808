"""Loads, checks and renders the prompts in `prompts/*.md`.

A prompt file has front matter between two lines `---` (name, version, variables, changelog) and a
body with a part `# System` and a part `# User`. A variable stands in the body as `{{ name }}`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypedDict

from rag.errors import PromptError

PROMPTS = Path(__file__).resolve().parent.parent / "prompts"

_FRONT_MATTER = re.compile(r"\A---\n(?P<head>.*?)\n---\n(?P<body>.*)\Z", re.DOTALL)
_BODY = re.compile(r"\A\s*# System\n(?P<system>.*?)\n# User\n(?P<user>.*)\Z", re.DOTALL)
_VARIABLE = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_KEYS = {"name", "version", "variables", "changelog"}


class Message(TypedDict):
    """One message of a chat, as an OpenAI-compatible endpoint takes it."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """A checked prompt: every variable that it declares stands in its body, and no other."""

    name: str
    version: int
    variables: tuple[str, ...]
    changelog: tuple[str, ...]
    system: str
    user: str

    @property
    def label(self) -> str:
        """What an answer records, such as `answer@1`."""
        return f"{self.name}@{self.version}"

    def render(self, values: Mapping[str, str]) -> tuple[Message, Message]:
        """Give the messages with the values in place; `{{ … }}` inside a value stays as it is.

        Raises:
            PromptError: a variable has no value, or a value has no variable.
        """
        missing, unknown = set(self.variables) - set(values), set(values) - set(self.variables)
        if missing:
            raise PromptError(f"prompt {self.label!r} needs a value for {sorted(missing)[0]!r}")
        if unknown:
            raise PromptError(f"prompt {self.label!r} has no variable {sorted(unknown)[0]!r}")
        return (
            {"role": "system", "content": _filled(self.system, values)},
            {"role": "user", "content": _filled(self.user, values)},
        )


def load_prompt(name: str, folder: Path = PROMPTS) -> Prompt:
    """Give the prompt in `<folder>/<name>.md`.

    >>> load_prompt("answer").name
    'answer'

    Raises:
        PromptError: the file is missing or malformed, or its variables are not those it declares.
    """
    path = folder / f"{name}.md"
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PromptError(f"cannot read the prompt file {str(path)!r}: {error}") from error
    return _parsed(name, text)


def _parsed(name: str, text: str) -> Prompt:
    outer = _FRONT_MATTER.match(text)
    body = _BODY.match(outer["body"]) if outer else None
    if outer is None or body is None:
        raise PromptError(
            f"prompt {name!r} needs front matter between '---' lines, then '# System', '# User'"
        )
    head = _front_matter(name, outer["head"])
    if head["name"] != (name,):
        raise PromptError(f"prompt {name!r} says that its name is {' '.join(head['name'])!r}")
    if len(head["version"]) != 1 or not head["version"][0].isdigit():
        raise PromptError(f"prompt {name!r} needs a whole number as version, not {head['version']!r}")
    _check_variables(name, head["variables"], set(_VARIABLE.findall(outer["body"])))
    return Prompt(
        name=name,
        version=int(head["version"][0]),
        variables=head["variables"],
        changelog=head["changelog"],
        system=body["system"].strip(),
        user=body["user"].strip(),
    )


def _front_matter(name: str, head: str) -> dict[str, tuple[str, ...]]:
    """Read `key: value`, `key: [a, b]` and lists of `  - item`; that is all a prompt needs of YAML."""
    values: dict[str, tuple[str, ...]] = {}
    key = ""
    for line in head.splitlines():
        if line.startswith("  - ") and key:
            values[key] += (line[4:].strip(),)
        elif ":" in line and not line.startswith(" "):
            key, _, value = (part.strip() for part in line.partition(":"))
            values[key] = tuple(item.strip() for item in value.strip("[]").split(",") if item.strip())
        elif line.strip():
            raise PromptError(f"prompt {name!r} has a line in its front matter that cannot be read: {line!r}")
    if set(values) != _KEYS:
        raise PromptError(
            f"prompt {name!r} needs {sorted(_KEYS)} in its front matter, and has {sorted(values)}"
        )
    return values


def _check_variables(name: str, declared: tuple[str, ...], used: set[str]) -> None:
    odd = sorted(used ^ set(declared))
    if odd:
        where = "used but not declared" if odd[0] in used else "declared but not used"
        raise PromptError(f"prompt {name!r}: the variable {odd[0]!r} is {where}")


def _filled(text: str, values: Mapping[str, str]) -> str:
    return _VARIABLE.sub(lambda match: values[match[1]], text)
