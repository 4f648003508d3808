"""Summaries by a writing model over the scripted endpoint: what is lied is not shown."""

from __future__ import annotations

import httpx2
import pytest
from pydantic import SecretStr
from test_summarization import ARTICLES, EMBEDDER, SETTINGS
from wire import Endpoint, said

from evals.mock_model import transport
from rag.errors import ModelAuthError
from rag.models.openai_chat import OpenAIChat
from rag.models.writer import REFUSAL, Writer
from rag.summarization import summarize, summarize_stream
from rag.types import Article, Delta, Stage, Summary, SummaryStyle

ONE = ("oskel-02-bridge",)
TWO = ("march-courier", "march-harbour-post")
RAIN = Article(
    id="rain",
    text="Rain fell on 40 towns in Merrow on Friday. Snow closed 12 schools in Ambry on Saturday.",
    title="Rain",
    published="2026-03-01",  # pyright: ignore[reportArgumentType] -- Article parses it
)


def _writer(persona: str) -> Writer:
    chat = OpenAIChat(
        f"mock-{persona}",
        base_url="http://127.0.0.1:9/v1",
        api_key=SecretStr("k"),
        timeout_s=30,
        retries=0,
        transport=transport(),
    )
    return Writer(chat, settings=SETTINGS)


def _summary(persona: str, ids: tuple[str, ...], style: SummaryStyle = "brief") -> Summary:
    articles = [ARTICLES[name] for name in ids]
    return summarize(articles, model=_writer(persona), style=style, embedder=EMBEDDER, settings=SETTINGS)


@pytest.mark.parametrize("ids", [ONE, TWO], ids=["one", "two"])
@pytest.mark.parametrize("style", ["brief", "bullets", "background", "timeline"])
def test_a_faithful_model_is_kept_and_cited_exactly(ids: tuple[str, ...], style: SummaryStyle) -> None:
    summary = _summary("faithful", ids, style)
    assert summary.sentences
    assert summary.dropped == 0
    assert (summary.model, summary.prompt) == ("openai:mock-faithful", "summarize@1+combine@1")
    for sentence in summary.sentences:
        assert sentence.supported
        for citation in sentence.citations:
            article = ARTICLES[citation.article_id]
            assert article.text[citation.start : citation.end] == citation.quote


@pytest.mark.parametrize("ids", [ONE, TWO], ids=["one", "two"])
@pytest.mark.parametrize(
    "persona",
    [
        "wrong_figure",
        "wrong_date",
        "merging",
        "swapped_names",
        "dropped_negation",
        "altered_quotation",
        "made_up",
        "wrong_source",
        "injected_citing",
        "outside_list",
        "citation_free",
    ],
)
def test_a_lie_is_never_shown(persona: str, ids: tuple[str, ...]) -> None:
    summary = _summary(persona, ids)
    texts = [ARTICLES[name].text for name in ids]
    assert all(any(one.text in text for text in texts) for one in summary.sentences)
    if persona not in {"wrong_source", "swapped_names"}:
        assert summary.dropped > 0


def test_a_failed_sentence_is_written_once_more() -> None:
    lie, truth = (
        "Rain fell on 90 towns in Merrow on Friday [1].",
        "Rain fell on 40 towns in Merrow on Friday [1].",
    )
    endpoint = Endpoint(said(lie), said(truth))
    summary = summarize(RAIN, model=endpoint.writer(), embedder=EMBEDDER, settings=SETTINGS)
    assert [one.text for one in summary.sentences] == ["Rain fell on 40 towns in Merrow on Friday."]
    assert summary.dropped == 0
    assert "90 towns" in endpoint.prompts[1]
    assert len(endpoint.requests) == 2


def test_a_sentence_that_fails_again_is_dropped_and_counted() -> None:
    both = "Rain fell on 40 towns in Merrow on Friday [1]. Snow closed 99 schools in Ambry on Saturday [2]."
    endpoint = Endpoint(said(both), said(REFUSAL))
    summary = summarize(RAIN, model=endpoint.writer(), embedder=EMBEDDER, settings=SETTINGS)
    assert len(summary.sentences) == 1
    assert summary.dropped == 0.5


def test_a_sentence_joined_from_two_sources_is_not_kept() -> None:
    joined = "Rain fell on 40 towns in Merrow and closed 12 schools in Ambry [1][2]."
    endpoint = Endpoint(said(joined), said(REFUSAL))
    summary = summarize(RAIN, model=endpoint.writer(), embedder=EMBEDDER, settings=SETTINGS)
    assert summary.sentences == ()
    assert summary.reason


def test_notes_of_two_articles_carry_their_spans_to_the_last_text() -> None:
    endpoint = Endpoint(
        said("- About 40,000 people marched through Port Merrow on Saturday [1]."),
        said(f"- {REFUSAL}"),
        said("About 40,000 people marched through Port Merrow on Saturday [1]."),
    )
    articles = [ARTICLES[name] for name in TWO]
    summary = summarize(articles, model=endpoint.writer(), embedder=EMBEDDER, settings=SETTINGS)
    (sentence,) = summary.sentences
    (citation,) = sentence.citations
    assert (citation.article_id, citation.start) == ("march-courier", 0)
    assert "[1] About 40,000 people marched" in endpoint.prompts[2]


def test_a_stream_has_a_stage_for_each_article_and_the_text() -> None:
    articles = [ARTICLES[name] for name in TWO]
    events = list(summarize_stream(articles, model=_writer("faithful"), embedder=EMBEDDER, settings=SETTINGS))
    reading = [event.detail for event in events if isinstance(event, Stage) and event.name == "reading"]
    assert sorted(reading) == sorted(article.title for article in articles)
    assert any(isinstance(event, Delta) for event in events)
    assert isinstance(events[-1], Summary)


def test_an_endpoint_that_refuses_the_key_is_an_error() -> None:
    refused = httpx2.Response(401, json={"error": {"message": "bad key", "code": "invalid_api_key"}})
    with pytest.raises(ModelAuthError):
        summarize(RAIN, model=Endpoint(refused).writer(), embedder=EMBEDDER, settings=SETTINGS)
