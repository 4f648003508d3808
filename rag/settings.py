"""All settings, with their bounds and defaults; the only file that reads the environment."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

from pydantic import AliasChoices, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from rag.errors import SettingsError

PREFIX = "DATELINE_"


class Settings(BaseSettings):
    """Everything that can be set, by argument, by environment variable or in a `.env` file.

    The variable of a field is its name in capitals after `DATELINE_`.

    Raises:
        SettingsError: from `load_settings`, for an unknown name or a value that is not allowed.
    """

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=".env", extra="ignore", frozen=True, populate_by_name=True
    )

    library: Path = Field(Path.home() / ".dateline", description="Folder of the library.")
    chroma: str | None = Field(
        None, description="URL of a Chroma server (`http://host:port`); unset: embedded, inside the library."
    )
    chroma_timeout_s: float = Field(10.0, gt=0, le=600, description="Deadline of one call to Chroma.")
    model: str = Field(
        "extractive",
        description="`extractive` (offline, quotes) or `openai:NAME` (writes, cites and is checked).",
    )
    base_url: str | None = Field(
        None,
        validation_alias=AliasChoices("DATELINE_BASE_URL", "OPENAI_BASE_URL"),
        description="Base URL of the OpenAI-compatible endpoint; unset: OpenAI. Also `OPENAI_BASE_URL`.",
    )
    api_key: SecretStr | None = Field(
        None,
        validation_alias=AliasChoices("DATELINE_API_KEY", "OPENAI_API_KEY"),
        description="Key of that endpoint. Never shown. Also `OPENAI_API_KEY`.",
    )
    model_timeout_s: float = Field(
        120.0, gt=0, le=3600, description="Total deadline of one reply, retries included."
    )
    model_retries: int = Field(
        2, ge=0, le=10, description="Retries of a failed call before streaming starts."
    )
    context_tokens: int = Field(
        8000, ge=500, le=1_000_000, description="Tokens that a prompt may hold, counted by a safe estimate."
    )
    answer_tokens: int = Field(1000, ge=50, le=100_000, description="Tokens that a reply may hold.")
    embedder: str = Field(
        "packaged", description="`packaged` (offline) or `openai:NAME` (same endpoint as the model)."
    )
    chunk_chars: int = Field(900, ge=200, le=8000, description="Size of a chunk, in code points, at most.")
    passages: int = Field(14, ge=1, le=100, description="Passages that are read for one answer.")
    rerank: bool = Field(
        False,
        description="Order the passages of a writing model by the offline reader's network; twice as many "
        "are searched, and 28 windows read: about 0.45 s more on two cores.",
    )
    lexical_weight: float = Field(2.0, ge=0, le=100, description="Weight of BM25 in the fusion of ranks.")
    dense_weight: float = Field(
        0.8, ge=0, le=100, description="Weight of the vectors in the fusion of ranks."
    )
    answer_threshold: float = Field(
        0.5, ge=0, le=1, description="Confidence below which the offline reader abstains."
    )
    unsupported: Literal["mark", "drop"] = Field(
        "mark",
        description="Sentences that their spans do not carry are marked (`mark`) or left out (`drop`).",
    )
    max_file_mb: float = Field(20.0, gt=0, le=1000, description="Largest file that is read, in MB.")
    fetch: bool = Field(False, description="Whether articles may be added from web addresses and feeds.")
    runs: Path = Field(Path("runs"), description="Folder of the eval runs that the app shows.")
    max_question_chars: int = Field(2000, ge=10, le=100_000, description="Longest question, in code points.")


def load_settings(**overrides: object) -> Settings:
    """Give the settings from the arguments, then the environment, then `.env`.

    Raises:
        SettingsError: names the setting, the value and what is allowed.
    """
    _refuse_unknown_names()
    try:
        return Settings(**{name: value for name, value in overrides.items() if value is not None})  # pyright: ignore[reportArgumentType] -- checked by pydantic
    except ValidationError as error:
        raise SettingsError(_first_problem(error)) from error


def _refuse_unknown_names() -> None:
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    unknown = sorted(name for name in os.environ if name.startswith(PREFIX) and name not in known)
    if unknown:
        raise SettingsError(f"unknown setting {unknown[0]!r}; known are {', '.join(sorted(known))}")


def _first_problem(error: ValidationError) -> str:
    problem = error.errors(include_url=False)[0]
    name = ".".join(str(part) for part in problem["loc"])
    shown = "***" if "KEY" in name.upper() else repr(problem["input"])
    return f"setting {name!r} has the value {shown}: {problem['msg']}"
