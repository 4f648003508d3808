"""The page itself: layout and wiring. The only file that imports Gradio; `ui.server` is its door."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from typing import Any

import gradio as gr
from fastapi import FastAPI
from gradio.themes import Base
from starlette.requests import Request
from starlette.types import ASGIApp

from rag.articles import EXTENSIONS
from rag.errors import DatelineError
from rag.types import SummaryStyle
from ui import panels
from ui.briefing import LENGTHS, SUMMARY_STYLES, Briefing, Wish
from ui.connections import connection_report
from ui.handlers import AskView, Filters, Handlers
from ui.routes import SCRIPTS, STYLES, routes
from ui.security import Guard, Limits
from ui.shelf import Shelf, Wanted
from ui.sign_in import SignIn
from ui.visitors import owner_of

QUEUE_PLACES = 200
AT_ONCE = 4
UPLOAD_FILES = 20
HEAD = (
    '<link rel="icon" href="/dateline/icon.svg" type="image/svg+xml">'
    + "".join(f'<link rel="stylesheet" href="/dateline/{name}">' for name in STYLES)
    + "".join(f'<script src="/dateline/{name}" defer></script>' for name in SCRIPTS)
)
PRIVATE: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}


def create_app(
    handlers: Handlers,
    shelf: Shelf,
    *,
    address: str = "127.0.0.1",
    examples: Sequence[str] = (),
    accounts: Mapping[str, str] | None = None,
) -> ASGIApp:
    """Give the whole app: the page, its other addresses, and the guard before both."""
    max_bytes = int(shelf.settings.max_file_mb * 1_000_000)
    briefing = Briefing(library=shelf.library)
    base = FastAPI(openapi_url=None, routes=routes(handlers, shelf, briefing.made, owner_of))
    gr.mount_gradio_app(  # pyright: ignore[reportUnknownMemberType] -- half typed by Gradio
        base,
        build_page(handlers, shelf, briefing, examples=examples),
        path="/",
        footer_links=[],
        show_error=False,
        ssr_mode=False,
        max_file_size=max_bytes,
        allowed_paths=[],
        head=HEAD,
        theme=Base(font=["system-ui", "sans-serif"], font_mono=["ui-monospace", "monospace"]),
    )
    inner = SignIn(base, accounts) if accounts is not None else base
    return Guard(inner, address=address, limits=Limits(upload=UPLOAD_FILES * max_bytes))


def build_page(
    handlers: Handlers, shelf: Shelf, briefing: Briefing, *, examples: Sequence[str] = ()
) -> gr.Blocks:
    """Give the page with its tabs, wired."""
    with gr.Blocks(
        title="Dateline", analytics_enabled=False, fill_width=True, delete_cache=(3600, 3600)
    ) as page:
        _html(panels.masthead(), elem_id="masthead")
        with gr.Tabs(elem_id="tabs"):
            with gr.Tab("Ask", id="ask"):
                _ask_tab(page, handlers, shelf, examples)
            with gr.Tab("Articles", id="articles"):
                _articles_tab(shelf)
            with gr.Tab("Briefing", id="briefing"):
                _briefing_tab(page, briefing)
            with gr.Tab("Quality", id="quality"):
                _html(panels.quality_intro())
                _html('<div id="quality-page"></div>', elem_id="quality-host")
            with gr.Tab("Settings", id="settings"):
                _settings_tab(shelf)
    page.queue(max_size=QUEUE_PLACES, default_concurrency_limit=AT_ONCE, api_open=False)
    return page


def _html(value: str = "", *, elem_id: str | None = None, visible: bool = True) -> gr.Markdown:
    # gr.HTML needs 'unsafe-eval' in the content security policy; Markdown passes one line of HTML
    # through as it is, and its sanitizer is a second guard behind our own escaping.
    return gr.Markdown(value, elem_id=elem_id, visible=visible, sanitize_html=True, latex_delimiters=[])


def _ask_tab(page: gr.Blocks, handlers: Handlers, shelf: Shelf, examples: Sequence[str]) -> None:
    # Kept in the page and not in gr.State, so that it outlives a restart of the server.
    conversation = gr.Textbox("", visible=False)
    running = gr.Textbox("", visible=False)
    with gr.Row(elem_id="desk"):
        with gr.Column(scale=0, min_width=230, elem_id="conversations"):
            new = gr.Button("New conversation", elem_id="new-conversation", size="sm")
            choice = gr.Radio([], label="Conversations", elem_id="conversation-list", container=False)
            delete = gr.Button(
                "Delete this conversation", elem_id="delete-conversation", size="sm", visible=False
            )
        with gr.Column(elem_id="chat"):
            with gr.Column(elem_id="welcome") as welcome:
                greeting = _html(panels.welcome(has_examples=bool(examples)))
                example_buttons = [gr.Button(text, elem_classes="example", size="sm") for text in examples]
            earlier = _html(elem_id="earlier")
            current = _html(elem_id="current")
            with gr.Column(elem_id="composer"):
                with gr.Row(elem_id="waiting-row"):
                    waiting = _html(elem_id="waiting")
                    stop = gr.Button("Stop", size="sm", visible=False, elem_id="stop")
                box = gr.Textbox(
                    label="Your question",
                    placeholder="Ask a question",
                    lines=1,
                    max_lines=6,
                    submit_btn="Ask",
                    elem_id="question",
                )
                with gr.Accordion("Filters", open=False, elem_id="filters"), gr.Row():
                    since = gr.DateTime(label="From", include_time=False, type="string", elem_id="since")
                    until = gr.DateTime(label="To", include_time=False, type="string", elem_id="until")
                    source = gr.Dropdown([("All sources", "")], label="Source", value="")

    for component in (choice, source):
        _take_as_sent(component)
    shown = [earlier, current, conversation, choice, delete, welcome]

    def ask(  # noqa: PLR0917 -- Gradio passes inputs by position
        question: str, chosen: str | None, since: Any, until: Any, source: Any, request: gr.Request
    ) -> Iterator[tuple[Any, ...]]:
        owner = owner_of(_inner(request))
        filters = Filters(since=_text(since), until=_text(until), source=_text(source))
        views = handlers.ask(question, owner=owner, conversation_id=chosen, filters=filters)
        with closing(views):
            for view in views:
                yield (*_asked(handlers, owner, view), *_stoppable(view))

    def open_conversation(chosen: str | None, request: gr.Request) -> tuple[Any, ...]:
        return _opened(handlers, owner_of(_inner(request)), chosen)

    def new_conversation(request: gr.Request) -> tuple[Any, ...]:
        return _opened(handlers, owner_of(_inner(request)), None)

    def delete_conversation(chosen: str | None, request: gr.Request) -> tuple[Any, ...]:
        owner = owner_of(_inner(request))
        if chosen:
            handlers.conversations.delete(owner, chosen)
        return _opened(handlers, owner, None)

    def restore(request: gr.Request) -> tuple[Any, ...]:
        owner = owner_of(_inner(request))
        rows = handlers.conversation_rows(owner)
        opened = _opened(handlers, owner, rows[0].id if rows else None)
        hello = panels.welcome(has_examples=bool(examples), is_empty=not shelf.library.articles())
        return (*opened, hello, gr.update(choices=[("All sources", ""), *shelf.sources()], value=""))

    asking: dict[str, Any] = {
        "fn": ask,
        "inputs": [box, conversation, since, until, source],
        "outputs": [box, *shown, running, stop],
        "concurrency_limit": AT_ONCE,
        "show_progress": "minimal",
        "show_progress_on": waiting,
    }
    box.submit(**asking, api_name="ask")
    for button in example_buttons:
        button.click(_same, button, box, **PRIVATE).then(**asking, api_visibility="private")
    _stopping(handlers, stop, running)
    page.load(restore, None, [*shown, greeting, source], **PRIVATE)
    choice.input(open_conversation, choice, shown, **PRIVATE)
    new.click(new_conversation, None, shown, **PRIVATE)
    delete.click(delete_conversation, conversation, shown, **PRIVATE)


def _stopping(handlers: Handlers, stop: gr.Button, running: gr.Textbox) -> None:
    # Not by Gradio's `cancels`: it may lose what the next event on the page gives.
    def stop_answer(key: str | None, request: gr.Request) -> None:
        handlers.stops.stop(owner_of(_inner(request)), key or "")

    stop.click(stop_answer, running, None, **PRIVATE)


def _same(value: Any) -> Any:
    return value


def _take_as_sent(component: Any) -> None:
    # Gradio refuses what is not among the choices of this process, so a page that was opened before
    # a restart would break. Whether a conversation exists, and whose it is, is checked where it is read.
    component.preprocess = _same


def _stoppable(view: AskView) -> tuple[Any, ...]:
    return (view.running, gr.update(visible=bool(view.running)))


def _asked(handlers: Handlers, owner: str, view: AskView) -> tuple[Any, ...]:
    box = gr.update() if view.box is None else view.box
    choices = _choices(handlers, owner, view.conversation_id) if view.is_final else gr.update()
    delete = gr.update(visible=True) if view.is_final else gr.update()
    hidden = gr.update(visible=False)
    return (box, view.earlier, view.current, view.conversation_id, choices, delete, hidden)


def _opened(handlers: Handlers, owner: str, conversation_id: str | None) -> tuple[Any, ...]:
    earlier = handlers.conversation(owner, conversation_id)
    chosen = conversation_id if earlier else None
    return (
        earlier,
        "",
        chosen,
        _choices(handlers, owner, chosen),
        gr.update(visible=chosen is not None),
        gr.update(visible=chosen is None),
    )


def _choices(handlers: Handlers, owner: str, chosen: str | None) -> Any:
    rows = [(row.title, row.id) for row in handlers.conversation_rows(owner)]
    return gr.update(choices=rows, value=chosen)


def _articles_tab(shelf: Shelf) -> None:
    _html(panels.articles_intro(may_fetch=shelf.settings.fetch))
    with gr.Row(elem_id="add"):
        with gr.Column():
            files = gr.File(
                label="Files", file_count="multiple", file_types=list(EXTENSIONS), elem_id="files", height=150
            )
            addresses = gr.Textbox(
                label="Or addresses of pages or feeds, one a line",
                placeholder="https://",
                lines=1,
                max_lines=6,
                visible=shelf.settings.fetch,
                elem_id="addresses",
            )
        with gr.Column():
            text = gr.Textbox(label="Or paste a text", lines=4, max_lines=8, elem_id="pasted")
            title = gr.Textbox(label="Title", elem_id="pasted-title")
    with gr.Row():
        published = gr.DateTime(
            label="Published (where the file does not say)", include_time=False, type="string"
        )
        source = gr.Textbox(label="Source (where the file does not say)")
        add = gr.Button("Add to the library", variant="primary", elem_id="add-button")
    added = _html(elem_id="add-report")
    _html('<div id="article-list"></div>', elem_id="article-list-host")

    def add_articles(  # noqa: PLR0917 -- Gradio passes inputs by position
        paths: list[str] | None,
        text: str,
        title: str,
        published: Any,
        source: str,
        addresses: Any,
        progress: Any = gr.Progress(),  # noqa: B008 -- Gradio's way
    ) -> Iterator[tuple[Any, ...]]:
        wanted = Wanted(
            paths=tuple(paths or ()),
            addresses=_text(addresses),
            text=text,
            title=title,
            published=_text(published),
            source=source,
        )
        report = shelf.add(wanted, progress=lambda done, words: progress((done, None), desc=words))
        yield report, None, "", "", ""

    add.click(
        add_articles,
        [files, text, title, published, source, addresses],
        [added, files, text, title, addresses],
        api_visibility="private",
    )


def _briefing_tab(page: gr.Blocks, briefing: Briefing) -> None:
    _html(panels.briefing_intro())
    with gr.Row():
        query = gr.Textbox(
            label="About", placeholder="A topic, a place, a name", elem_id="briefing-query", scale=2
        )
        articles = gr.Dropdown([], label="Or these articles", multiselect=True, scale=2)
    with gr.Row(elem_id="briefing-options"):
        style = gr.Radio(
            [(words, name) for name, words in SUMMARY_STYLES.items()], label="Style", value="brief"
        )
        length = gr.Radio([(f"{words} words", words) for words in LENGTHS], label="Length", value=LENGTHS[1])
    with gr.Row():
        since = gr.DateTime(label="Published from", include_time=False, type="string")
        until = gr.DateTime(label="Published to", include_time=False, type="string")
        make = gr.Button("Summarize", variant="primary", elem_id="briefing-button")
    made = _html(elem_id="briefing-result")
    _take_as_sent(articles)

    def summarize(  # noqa: PLR0917 -- Gradio passes inputs by position
        query: str,
        ids: list[str] | None,
        style: SummaryStyle,
        length: int,
        since: Any,
        until: Any,
        request: gr.Request,
    ) -> Iterator[str]:
        wish = Wish(query=query, article_ids=tuple(ids or ()), style=style, length=length)
        wish = replace(wish, since=_text(since), until=_text(until))
        yield from briefing.make(wish, owner=owner_of(_inner(request)))

    inputs = [query, articles, style, length, since, until]
    make.click(summarize, inputs, made, **PRIVATE)
    query.submit(summarize, inputs, made, **PRIVATE)
    page.load(lambda: gr.update(choices=briefing.offered()), None, articles, **PRIVATE)


def _settings_tab(shelf: Shelf) -> None:
    _html(panels.settings_table(shelf.settings), elem_id="settings-table")
    attempt = gr.Button("Test the connections", elem_id="test-connections")
    tried = _html(elem_id="connections")
    attempt.click(lambda: connection_report(shelf.library), None, tried, **PRIVATE)


def _inner(request: gr.Request) -> Request:
    inner = request.request
    if inner is None:
        raise DatelineError("the request came without its headers; reload the page")
    return inner


def _text(value: Any) -> str:
    return str(value).strip() if value else ""
