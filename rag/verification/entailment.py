"""The reading of a whole claim: how far its evidence entails it, by a network.

The layout of a row is `<s> claim </s></s> evidence </s>`, as of its base, MPNet; the one output is the log
odds that the evidence carries the claim (natural language inference). Training uses `encode` too. What the
reading may decide beside the facts stands in `rag.verification.verdict`.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from rag.networks import ASSETS, CONFIG_FILE, Network, load_network
from rag.verification.words.tokens import content_stems

PACKAGED = ASSETS / "entailment"
MAX_CLAIM, MAX_TOKENS = 80, 200
BEGIN, PAD, END = 0, 1, 2
_ROOM = 110  # tokens of evidence before the lines that share least with the claim are left out


def encode(tokenizer: Tokenizer, claim: str, evidence: str) -> tuple[int, ...]:
    """Give the token ids of a claim and its evidence, at most `MAX_TOKENS`."""
    head = tokenizer.encode(claim, add_special_tokens=False).ids[:MAX_CLAIM]
    body = tokenizer.encode(evidence, add_special_tokens=False).ids
    return (*(BEGIN, *head, END, END, *body)[: MAX_TOKENS - 1], END)


class EntailmentNetwork:
    """The packaged network, loaded; safe to use from several threads.

    >>> network = EntailmentNetwork.load()
    >>> evidence = ("The council said that the bridge would not be closed.",)
    >>> network.log_odds("The bridge will stay open, the council said.", evidence) > 0
    True
    >>> network.log_odds("The bridge will be closed, the council said.", evidence) < 0
    True
    """

    def __init__(self, network: Network) -> None:
        """Wrap a loaded network; `load` reads the packaged one."""
        self._session = network.session
        self._tokenizer = network.tokenizer

    @classmethod
    def load(cls, folder: Path | None = None, *, threads: int = 2) -> EntailmentNetwork:
        """Load the packaged network, or the one in `folder`.

        Raises:
            ModelError: a file is missing or cannot be read as a network.
        """
        return cls(load_network(folder or PACKAGED, threads=threads))

    def log_odds(self, claim: str, lines: tuple[str, ...]) -> float:
        """Give the log odds that the lines of evidence, in their order, carry the claim."""
        ids = np.array([encode(self._tokenizer, claim, " ".join(self._nearest(claim, lines)))], np.int64)
        (scores,) = self._session.run(None, {"input_ids": ids, "attention_mask": np.ones_like(ids)})
        return float(scores[0])

    def _nearest(self, claim: str, lines: tuple[str, ...]) -> list[str]:
        """The lines that share most with the claim, as many as have room, in their order."""
        words = content_stems(claim)
        order = sorted(range(len(lines)), key=lambda n: (-len(words & content_stems(lines[n])), n))
        chosen: list[int] = []
        room = _ROOM
        for place in order:
            length = len(self._tokenizer.encode(lines[place], add_special_tokens=False).ids)
            if chosen and length > room:
                continue
            chosen.append(place)
            room -= length
        return [lines[place] for place in sorted(chosen)]


@lru_cache(maxsize=1)
def packaged_limits() -> dict[str, Any]:
    """Give how sure the packaged network must be: the `verdict` of its configuration, read without it."""
    return json.loads((PACKAGED / CONFIG_FILE).read_text("utf-8"))["verdict"]


@lru_cache(maxsize=1)
def packaged_network() -> EntailmentNetwork:
    """Give the packaged network, loaded once a process."""
    return EntailmentNetwork.load()


@lru_cache(maxsize=1024)
def entailment(claim: str, lines: tuple[str, ...]) -> float:
    """Give the log odds, by the packaged network, that the lines carry the claim."""
    return packaged_network().log_odds(claim, lines)
