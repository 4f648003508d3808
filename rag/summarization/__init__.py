"""Summaries with citations: one article, several, a briefing on a query, a timeline.

`summaries.py` is the entry; `extracting.py` quotes, `writing.py` has a model write.
"""

from rag.summarization.summaries import summarize, summarize_stream

__all__ = ["summarize", "summarize_stream"]
