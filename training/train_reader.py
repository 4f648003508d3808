"""Fine-tunes the reader network on example files made by `training.reader_data`.

    python -m training.train_reader BASE --examples e0.jsonl [e1.jsonl …] --out RUN [--resume]

BASE is the folder of all-MiniLM-L6-v2 (`model.safetensors`, `tokenizer.json`, `config.json`). The
examples are read in order, once. `RUN/last.pt` is written every few minutes; `--resume` goes on from
there, and with `--cooldown STEPS` brings the learning rate to 0 within that many steps.
"""

from __future__ import annotations

import argparse
import json
import math
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from rag.models.span_network import Row as Encoded
from rag.models.span_network import Window, encode
from rag.networks import TOKENIZER_FILE, load_tokenizer
from training.batching import batches
from training.masters import Masters, float_state, rate_at, restore
from training.reader_data import read_jsonl
from training.reader_network import ReaderNetwork

MAX_TOKENS = 176


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One encoded example; `start` and `end` are token indices, both 0 for no answer."""

    encoded: Encoded
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Padded tensors of several rows."""

    inputs: dict[str, Tensor]
    start: Tensor
    end: Tensor
    relevant: Tensor


def encode_row(tokenizer: Tokenizer, example: dict[str, object]) -> Row | None:
    """The encoded example, or None where its answer was cut off."""
    window = Window(text=str(example["text"]), title=str(example["title"]))
    encoded = encode(tokenizer, str(example["question"]), window, max_tokens=MAX_TOKENS)
    start, end = int(str(example["start"])), int(str(example["end"]))
    if start < 0:
        return Row(encoded=encoded, start=0, end=0)
    inside = [i for i, (s, e) in enumerate(encoded.offsets) if s < end and e > start]
    if not inside or encoded.offsets[inside[-1]][1] < end:
        return None
    return Row(encoded=encoded, start=encoded.window + inside[0], end=encoded.window + inside[-1])


def collate(rows: Sequence[Row]) -> Batch:
    """The rows as padded tensors."""
    width = max(len(r.encoded.ids) for r in rows)
    shape = (len(rows), width)
    ids, mask, types, spans = (torch.zeros(shape, dtype=torch.long) for _ in range(4))
    for i, row in enumerate(rows):
        length = len(row.encoded.ids)
        ids[i, :length] = torch.tensor(row.encoded.ids)
        mask[i, :length] = 1
        types[i, row.encoded.second : length] = 1
        spans[i, row.encoded.window : length - 1] = 1
        spans[i, 0] = 1
    start, end = torch.tensor([r.start for r in rows]), torch.tensor([r.end for r in rows])
    inputs = {"input_ids": ids, "attention_mask": mask, "token_type_ids": types, "span_mask": spans}
    return Batch(inputs=inputs, start=start, end=end, relevant=(start > 0).float())


def loss_of(
    network: ReaderNetwork, batch: Batch, *, relevance_weight: float
) -> tuple[Tensor, dict[str, float]]:
    """The joint loss: cross-entropy of start and end (token 0 for none) and of relevance."""
    start, end, relevance = network(**batch.inputs)
    span = (nn.functional.cross_entropy(start, batch.start) + nn.functional.cross_entropy(end, batch.end)) / 2
    relevant = nn.functional.binary_cross_entropy_with_logits(relevance, batch.relevant)
    return span + relevance_weight * relevant, {"span": span.item(), "relevance": relevant.item()}


def _factor(step: int, first: int, total: int, args: argparse.Namespace) -> float:
    """The share of the peak rate at a step; with a cooldown, a straight line from where it began to 0."""
    if not args.cooldown:
        return rate_at(step, total)
    return rate_at(first, args.planned) * (1 - (step - first) / args.cooldown)


def read_rows(paths: Sequence[Path], tokenizer: Tokenizer) -> Iterator[Row]:
    for path in paths:
        for example in read_jsonl(path):
            if row := encode_row(tokenizer, example):
                yield row


def train(args: argparse.Namespace) -> None:
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    tokenizer = load_tokenizer(args.base / TOKENIZER_FILE)
    rows = list(read_rows(args.examples, tokenizer))
    todo = batches(rows, lambda row: len(row.encoded.ids), tokens=args.batch_tokens, seed=args.seed)
    network = ReaderNetwork(args.base)
    network.freeze_embeddings()
    if args.init:
        network.load_state_dict(torch.load(args.init, weights_only=True)["network"])
    masters = Masters(network, lr=args.lr)
    network.to(torch.bfloat16 if args.bf16 else torch.float32)
    first = 0
    if args.resume and (args.out / "last.pt").exists():
        first = restore(torch.load(args.out / "last.pt", weights_only=True), masters)
    args.planned = len(todo)
    if args.cooldown:
        todo = todo[: first + args.cooldown]
    network.train()
    seen, began, saved, sums = 0, time.monotonic(), time.monotonic(), {"span": 0.0, "relevance": 0.0}
    for step in range(first, len(todo)):
        loss, parts = loss_of(network, collate(todo[step]), relevance_weight=args.relevance_weight)
        network.zero_grad(set_to_none=True)
        loss.backward()
        masters.step(_factor(step, first, len(todo), args))
        seen += len(todo[step])
        sums = {name: sums[name] + parts[name] for name in sums}
        if not math.isfinite(loss.item()):
            raise SystemExit(f"loss is {loss.item()} at step {step}")
        if (step + 1) % args.log_every == 0:
            rate = seen / (time.monotonic() - began)
            left = sum(len(b) for b in todo[step + 1 :]) / rate / 60
            means = {name: round(value / args.log_every, 3) for name, value in sums.items()}
            print(
                json.dumps(
                    {
                        "step": step + 1,
                        "of": len(todo),
                        **means,
                        "per_s": round(rate, 1),
                        "min_left": round(left, 1),
                    }
                ),
                flush=True,
            )
            sums = dict.fromkeys(sums, 0.0)
        if time.monotonic() - saved > args.save_every_s or step + 1 == len(todo):
            saved = time.monotonic()
            masters.save(args.out / "last.pt", network, step + 1)
    torch.save({"network": float_state(network, masters)}, args.out / "final.pt")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("base", type=Path)
    parser.add_argument("--examples", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--init", type=Path, help="checkpoint to start from")
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--cooldown", type=int, help="end after this many more steps, the rate falling to 0")
    parser.add_argument("--lr", type=float, default=1.5e-4)
    parser.add_argument("--batch-tokens", type=int, default=3600)
    parser.add_argument("--relevance-weight", type=float, default=0.5)
    parser.add_argument("--seed", type=int, default=13)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--log-every", type=int, default=25)
    parser.add_argument("--save-every-s", type=int, default=180)
    parser.add_argument("--bf16", action=argparse.BooleanOptionalAction, default=True)
    train(parser.parse_args())


if __name__ == "__main__":
    main()
