"""The sample articles: invented news reports that let anyone try Dateline at once."""

from pathlib import Path

SAMPLES = Path(__file__).parent / "articles.jsonl"
