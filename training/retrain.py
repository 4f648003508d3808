"""Makes the packaged reader from the data: examples, training, export, measuring, tuning, measuring again.

    python -m training.retrain BASE DATA --out rag/assets/reader --work FOLDER [--epochs 1]
                               [--average EARLIER.pt …]

BASE is the folder of all-MiniLM-L6-v2; DATA holds `train`, `news_qa` and `squad2`. What comes in between
is kept in FOLDER, and a run that was interrupted goes on where it stopped. With `--average`, the mean of
the new weights and those of earlier runs (`run/final.pt` of their folders) is packaged.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from training.reader_data import Mix


def _run(module: str, *arguments: str | Path) -> None:
    print("+", module, *arguments, flush=True)
    subprocess.run([sys.executable, "-m", f"training.{module}", *map(str, arguments)], check=True)


def _weights(work: Path, earlier: list[Path]) -> Path:
    """The weights of the run; their mean with those of earlier runs, if there are any."""
    final, mean = work / "run" / "final.pt", work / "average.pt"
    if not earlier:
        return final
    shares = [str(1 / (1 + len(earlier)))] * (1 + len(earlier))
    _run("average_weights", final, *earlier, "--shares", *shares, "--out", mean)
    return mean


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("base", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument(
        "--share", type=float, default=1.0, help="of the examples made by rule: a short trial"
    )
    parser.add_argument("--average", type=Path, nargs="+", default=[], help="weights of earlier runs")
    args, passed = parser.parse_known_args()
    args.work.mkdir(parents=True, exist_ok=True)
    news = args.data / "news_qa" / "articles.jsonl"
    files = [args.work / f"examples{epoch}.jsonl" for epoch in range(args.epochs)]
    mix = Mix()
    counts = {
        "--template": mix.template,
        "--cloze": mix.cloze,
        "--plain": mix.plain,
        "--lists": mix.lists,
    }
    sizes = [text for name, count in counts.items() for text in (name, str(int(count * args.share)))]
    for epoch, path in enumerate(files):
        if not path.exists():
            _run(
                "reader_data",
                args.data / "train",
                "--news",
                news,
                "--out",
                path,
                "--epoch",
                str(epoch),
                *sizes,
            )
    _run("train_reader", args.base, "--examples", *files, "--out", args.work / "run", "--resume", *passed)
    _run("export_reader", args.base, _weights(args.work, args.average), "--out", args.out)
    reads = args.work / "reads.jsonl"
    _run("evaluate_reader", args.out, args.data, "--reads", reads, "--part", "news", "--again")
    _run("tune_selection", reads, "--write", args.out)
    _run("evaluate_reader", args.out, args.data, "--reads", reads)


if __name__ == "__main__":
    main()
