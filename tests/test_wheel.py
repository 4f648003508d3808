"""The wheel carries all that Dateline needs: it answers and serves from outside the clone."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import urllib.request
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("rag", "ui", "evals", "prompts")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds what the wheel installs, and nothing of the clone."""
    source = tmp_path_factory.mktemp("source")
    for name in PACKAGES:
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source / name)
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", "dist", "."]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    (wheel,) = (source / "dist").glob("dateline-*.whl")
    target = tmp_path_factory.mktemp("installed")
    zipfile.ZipFile(wheel).extractall(target)
    return target


def run(installed: Path, *arguments: str) -> str:
    """Run the command with the wheel's files before all others, away from the clone."""
    command = [sys.executable, "-m", "rag.cli", *arguments]
    environment = os.environ | {"PYTHONPATH": str(installed)}
    done = subprocess.run(
        command, cwd=installed, env=environment, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_ask_answers_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    samples = installed / "rag" / "samples" / "articles.jsonl"
    library = str(tmp_path / "library")
    run(installed, "--library", library, "add", str(samples))
    question = "How many people were uprooted in the Oskel valley in the past week?"
    answer = json.loads(run(installed, "--library", library, "ask", question, "--json"))
    assert answer["short_answer"] == "18,000"


def test_the_app_starts_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "rag.cli", "app", "--port", str(port)]
    environment = os.environ | {"PYTHONPATH": str(installed), "HOME": str(tmp_path), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, cwd=installed, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as app:
        try:
            assert _page(app, f"http://127.0.0.1:{port}/")
        finally:
            app.terminate()


def _page(app: subprocess.Popen[str], url: str) -> str:
    """Give the page once the app says that it listens."""
    assert app.stdout is not None
    said: list[str] = []
    for line in app.stdout:
        said.append(line)
        if url.rstrip("/") in line:
            with urllib.request.urlopen(url, timeout=60) as reply:
                return reply.read().decode()
    raise AssertionError("the app ended before it listened:\n" + "".join(said))
