"""Loads a packaged network: its ONNX session, its tokenizer and its configuration, all of one folder."""

from __future__ import annotations

import importlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from rag.errors import ModelError

ASSETS = Path(__file__).resolve().parent / "assets"
MODEL_FILE, TOKENIZER_FILE, CONFIG_FILE = "model.onnx", "tokenizer.json", "config.json"
CLS, SEP = 101, 102

Floats = NDArray[np.float32]


class Session(Protocol):
    """What is used of an ONNX session."""

    def run(self, output_names: None, input_feed: dict[str, NDArray[np.int64]]) -> list[Floats]:
        """Give the outputs of the graph for its inputs."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """A loaded network; its session may be run from several threads."""

    session: Session
    tokenizer: Tokenizer
    config: dict[str, Any]


def load_tokenizer(path: Path) -> Tokenizer:
    """Give the tokenizer of a file, without the truncation and padding it may ask for."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def load_network(folder: Path, *, threads: int = 2) -> Network:
    """Load the network of a folder.

    Raises:
        ModelError: a file is missing or cannot be read as a network.
    """
    runtime: Any = importlib.import_module("onnxruntime")  # slow to import, and untyped

    missing = [name for name in (MODEL_FILE, TOKENIZER_FILE, CONFIG_FILE) if not (folder / name).is_file()]
    if missing:
        raise ModelError(f"the network in {str(folder)!r} lacks {missing[0]}; reinstall or export it anew")
    options = runtime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # Waiting threads sleep: on a busy machine spinning ones took twice the time for the same windows.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    try:
        session: Session = runtime.InferenceSession(
            str(folder / MODEL_FILE), options, providers=["CPUExecutionProvider"]
        )
    except Exception as error:  # onnxruntime raises its own classes, which it does not export
        raise ModelError(f"cannot load the network from {str(folder)!r}: {error}") from error
    config = json.loads((folder / CONFIG_FILE).read_text("utf-8"))
    return Network(session=session, tokenizer=load_tokenizer(folder / TOKENIZER_FILE), config=config)


def inputs_of(rows: Sequence[tuple[Sequence[int], int]]) -> dict[str, NDArray[np.int64]]:
    """Give the padded inputs of rows of token ids, each with the place where its segment 1 begins."""
    width = max(len(ids) for ids, _ in rows)
    tokens, mask, types = (np.zeros((len(rows), width), dtype=np.int64) for _ in range(3))
    for i, (ids, second) in enumerate(rows):
        tokens[i, : len(ids)] = ids
        mask[i, : len(ids)] = 1
        types[i, second : len(ids)] = 1
    return {"input_ids": tokens, "attention_mask": mask, "token_type_ids": types}
