"""The packaged embedder: a static embedding distilled from all-MiniLM-L6-v2, offline and fast.

`training/distill_embedder.py` makes its files. A text's vector is the mean of its tokens' rows.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from rag.errors import StoreError

ASSETS = Path(__file__).resolve().parent.parent / "assets" / "embedder"
_BATCH = 256
_LONGEST_CHARS = 50_000


class StaticEmbedder:
    """Embeds a text as the normalized mean of the rows of its tokens, each already weighted."""

    def __init__(self, *, name: str, table: NDArray[np.float32], tokenizer: Tokenizer) -> None:
        self.name = name
        self.dimension = int(table.shape[1])
        self._table = table
        self._tokenizer = tokenizer
        self._unknown = tokenizer.token_to_id("[UNK]")

    def embed_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Give one row of length 1 per text; zeros where no token is known."""
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for first in range(0, len(texts), _BATCH):
            batch = [text[:_LONGEST_CHARS] for text in texts[first : first + _BATCH]]
            encodings = self._tokenizer.encode_batch_fast(batch, add_special_tokens=False)
            for offset, encoding in enumerate(encodings):
                rows[first + offset] = self._pooled(encoding.ids)
        return rows

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """Give the vector of one question."""
        return self.embed_documents([text])[0]

    def _pooled(self, ids: list[int]) -> NDArray[np.float32]:
        known = [token for token in ids if token != self._unknown]
        total = self._table[known].sum(axis=0, dtype=np.float32)
        length = float(np.linalg.norm(total))
        return total / length if length > 0 else total


@lru_cache(maxsize=1)
def open_packaged() -> StaticEmbedder:
    """Give the embedder in the package; it is read once per process.

    Raises:
        StoreError: its files are missing or damaged.
    """
    return load_static(ASSETS)


def load_static(folder: Path) -> StaticEmbedder:
    """Read an embedder from the folder that `training/distill_embedder.py` wrote.

    Raises:
        StoreError: a file is missing or unreadable.
    """
    try:
        config = json.loads((folder / "config.json").read_text("utf-8"))
        with np.load(folder / "embeddings.npz", allow_pickle=False) as arrays:
            table = arrays["rows"].astype(np.float32) * arrays["scales"].astype(np.float32)[:, None]
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    except Exception as error:  # the tokenizer raises bare Exception
        raise StoreError(
            f"cannot read the packaged embedder in {str(folder)!r} ({error}); install again"
        ) from error
    return StaticEmbedder(name=str(config["name"]), table=table, tokenizer=tokenizer)


def damaged_files(folder: Path = ASSETS) -> list[str]:
    """Give the names of the embedder's files whose SHA-256 is not the one written when it was made."""
    sums: dict[str, str] = json.loads((folder / "checksums.json").read_text("utf-8"))
    return [name for name, wanted in sums.items() if _sha256(folder / name) != wanted]


def _sha256(path: Path) -> str | None:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None
