"""Answers about news articles, every sentence with the exact span that supports it.

>>> from rag import Article, Library, ask
>>> import tempfile
>>> folder = tempfile.TemporaryDirectory()
>>> library = Library.open(folder.name)
>>> text = "The flood displaced 1,200 people, 300 of them on Monday."
>>> report = library.add([Article(id="flood", text=text)])
>>> answer = ask(library, "How many people were displaced on Monday?")
>>> answer.short_answer
'300'
>>> citation = answer.sentences[0].citations[0]
>>> library.get(citation.article_id, citation.version).text[citation.start : citation.end] == citation.quote
True
>>> library.close(); folder.cleanup()
"""

from rag.answering import ask, ask_stream
from rag.articles import load_articles
from rag.library import Library
from rag.models import open_model
from rag.settings import Settings
from rag.summarization import summarize, summarize_stream
from rag.types import Answer, Article, Citation, Delta, Done, Hit, Sentence, Stage, Summary, Turn

__all__ = [
    "Answer",
    "Article",
    "Citation",
    "Delta",
    "Done",
    "Hit",
    "Library",
    "Sentence",
    "Settings",
    "Stage",
    "Summary",
    "Turn",
    "ask",
    "ask_stream",
    "load_articles",
    "open_model",
    "summarize",
    "summarize_stream",
]
