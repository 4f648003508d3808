"""Vectors for texts: the `Embedder` protocol, and which embedder the settings name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from rag.errors import SettingsError
from rag.settings import Settings

Vectors = NDArray[np.float32]


class Embedder(Protocol):
    """Gives vectors of length 1 as float32; `name` and `dimension` are kept beside the vectors.

    A text in which the embedder knows no word has the zero vector in the packaged embedder.
    """

    @property
    def name(self) -> str: ...

    @property
    def dimension(self) -> int: ...

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        """Give one row per text, in order: shape (number of texts, dimension)."""
        ...

    def embed_query(self, text: str) -> Vectors:
        """Give the vector of one question: shape (dimension,)."""
        ...


def open_embedder(settings: Settings) -> Embedder:
    """Give the embedder that the settings name; never another one.

    Raises:
        SettingsError: the name is neither `packaged` nor `openai:NAME`.
        ModelError: from the endpoint, when its first call fails.
    """
    name = settings.embedder
    if name == "packaged":
        from rag.embeddings.packaged import open_packaged

        return open_packaged()
    provider, _, model = name.partition(":")
    if provider == "openai" and model:
        # Imported here: the SDK takes over a second, and the packaged embedder does without it.
        from rag.embeddings.openai_endpoint import OpenAIEmbedder

        return OpenAIEmbedder(
            model,
            base_url=settings.base_url,
            api_key=settings.api_key,
            timeout_s=settings.model_timeout_s,
            retries=settings.model_retries,
        )
    raise SettingsError(f"setting 'embedder' has the value {name!r}: known are 'packaged' and 'openai:NAME'")
