"""What a run was made with: enough to make it again, and to tell whether two runs compare."""

from __future__ import annotations

import hashlib
import json
import platform
import subprocess
from importlib import metadata
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from evals.cases import FixtureError
from rag import Settings

Mode = Literal["mock", "replay", "offline", "live"]
FILE = "manifest.json"
_PACKAGES = ("dateline", "openai", "chromadb", "langchain-text-splitters", "onnxruntime", "numpy")
_NOT_IDENTITY = {"library", "api_key", "runs", "fetch"}


class Manifest(BaseModel):
    """The record of a run. Two runs with equal manifests give equal rows.

    `mode` says what answered: a mocked model, a replay, the offline reader or a live endpoint.
    `source_hash` covers the Python files and prompts, so uncommitted changes show. `scorer_faults`
    names the metrics of the run that failed their known answers.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    suite: str
    mode: Mode
    model: str
    revision: str | None
    source_hash: str
    versions: dict[str, str]
    settings: dict[str, Any]  # as pydantic dumps them
    prompts: dict[str, str]
    corpus_hash: str
    seed: int
    cases: int
    scorer_faults: tuple[str, ...] = ()
    recorded_ms: tuple[float, ...] = ()


def make_manifest(
    *,
    suite: str,
    mode: Mode,
    model: str,
    settings: Settings,
    corpus_hash: str,
    seed: int,
    cases: int,
    recorded_ms: tuple[float, ...] = (),
) -> Manifest:
    """Give the manifest of a run that is about to start."""
    return Manifest(
        suite=suite,
        mode=mode,
        model=model,
        revision=revision(),
        source_hash=source_hash(),
        versions=_versions(),
        settings=settings.model_dump(mode="json", exclude=_NOT_IDENTITY),
        prompts=_prompt_hashes(),
        corpus_hash=corpus_hash,
        seed=seed,
        cases=cases,
        recorded_ms=recorded_ms,
    )


def revision() -> str | None:
    """Give the commit of the checkout, with `+` where files differ from it; None outside of one."""
    commit = _git("rev-parse", "--short=12", "HEAD")
    if commit is None:
        return None
    return f"{commit}+" if _git("status", "--porcelain", "--untracked-files=no") else commit


def source_hash() -> str:
    """Give a hash of every Python file and prompt of the project, as installed."""
    digest = hashlib.sha256()
    for package in ("rag", "evals", "prompts"):
        root = _root() / package
        for path in sorted(path for path in root.rglob("*") if path.suffix in {".py", ".md"}):
            digest.update(f"{path.relative_to(root.parent).as_posix()}\n".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest of a run into its folder."""
    text = json.dumps(manifest.model_dump(mode="json"), indent=1, sort_keys=True, ensure_ascii=False)
    (folder / FILE).write_text(text + "\n", encoding="utf-8")


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of a run.

    Raises:
        FixtureError: the folder holds no run.
    """
    path = folder / FILE
    if not path.is_file():
        raise FixtureError(f"no {FILE} in {str(folder)!r}: is this the folder of a run?")
    try:
        return Manifest.model_validate_json(path.read_text("utf-8"))
    except ValidationError as error:
        raise FixtureError(f"{str(path)!r} is no manifest of a run") from error


def _root() -> Path:
    return Path(__file__).resolve().parent.parent


def _git(*arguments: str) -> str | None:
    if not (_root() / ".git").exists():
        return None
    done = subprocess.run(["git", *arguments], cwd=_root(), capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else None


def _versions() -> dict[str, str]:
    versions = {"python": platform.python_version()}
    for package in _PACKAGES:
        try:
            versions[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            versions[package] = "not installed"
    return versions


def _prompt_hashes() -> dict[str, str]:
    paths = sorted((_root() / "prompts").glob("*.md"))
    return {path.stem: hashlib.sha256(path.read_bytes()).hexdigest()[:12] for path in paths}
