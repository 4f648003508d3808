"""The sample articles: invented news reports that let anyone try Dateline at once."""

from pathlib import Path

SAMPLES = Path(__file__).parent / "articles.jsonl"
EXAMPLE_QUESTIONS = (
    "How many people left their homes in the Oskel valley in the past week?",
    "Who won the election in Lowmarch?",
    "How many people marched against the harbour sale?",
    "Why was the tram strike called off?",
)
