"""Trains the entailment network on examples made by `training.entailment_data`.

    python -m training.train_entailment BASE --examples examples.jsonl --out RUN [--init CHECKPOINT]

BASE is the folder of all-mpnet-base-v2 (see `training/README.md`); `--init` takes a checkpoint of an
earlier run. `RUN/last.pt` is written every few minutes; `--resume` goes on from there.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

import torch
from torch import nn

from rag.networks import TOKENIZER_FILE, load_tokenizer
from rag.verification.entailment import encode
from training.batching import batches
from training.entailment_network import EntailmentEncoder, padded
from training.masters import Masters, float_state, rate_at, restore
from training.reader_data import read_jsonl


def train(args: argparse.Namespace) -> None:
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    tokenizer = load_tokenizer(args.base / TOKENIZER_FILE)
    rows = [
        (encode(tokenizer, row["claim"], row["evidence"]), row["carried"])
        for row in read_jsonl(args.examples)
    ]
    todo = [
        b
        for epoch in range(args.epochs)
        for b in batches(rows, lambda row: len(row[0]), tokens=args.batch_tokens, seed=args.seed + epoch)
    ]
    network = EntailmentEncoder(args.base)
    network.freeze_embeddings()
    if args.init:
        network.load_state_dict(torch.load(args.init, weights_only=True)["network"])
    masters = Masters(network, lr=args.lr)
    network.to(torch.bfloat16)
    last = args.out / "last.pt"
    first = restore(torch.load(last, weights_only=True), masters) if args.resume and last.exists() else 0
    network.train()
    began, saved, total = time.monotonic(), time.monotonic(), 0.0
    for step in range(first, len(todo)):
        wanted = torch.tensor([float(carried) for _, carried in todo[step]])
        found = network(*padded([ids for ids, _ in todo[step]]))
        loss = nn.functional.binary_cross_entropy_with_logits(found, wanted)
        network.zero_grad(set_to_none=True)
        loss.backward()
        masters.step(rate_at(step, len(todo)))
        total += loss.item()
        if (step + 1) % args.log_every == 0:
            left = (time.monotonic() - began) / (step + 1 - first) * (len(todo) - step - 1) / 60
            print(
                json.dumps(
                    {
                        "step": step + 1,
                        "of": len(todo),
                        "loss": round(total / args.log_every, 3),
                        "min_left": round(left, 1),
                    }
                ),
                flush=True,
            )
            total = 0.0
        if time.monotonic() - saved > args.save_every_s:
            saved = time.monotonic()
            masters.save(last, network, step + 1)
    torch.save({"network": float_state(network, masters)}, args.out / "final.pt")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("base", type=Path)
    parser.add_argument("--examples", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--init", type=Path)
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--lr", type=float, default=4e-5)
    parser.add_argument("--batch-tokens", type=int, default=1600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--log-every", type=int, default=50)
    parser.add_argument("--save-every-s", type=int, default=180)
    train(parser.parse_args())


if __name__ == "__main__":
    main()
