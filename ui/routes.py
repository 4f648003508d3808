"""The addresses beside the page: the source pane, exports, feedback, the list of articles, files."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import cast

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from rag.errors import DatelineError, NotFound
from rag.export import to_json
from ui.article_table import article_table
from ui.briefing import MadeSummaries
from ui.export import markdown, summary_markdown
from ui.handlers import Handlers
from ui.markup import SOURCE_PATH, escape
from ui.quality import Quality
from ui.shelf import Shelf
from ui.source_pane import article_pane, standalone

STYLES = (
    "theme.css",
    "layout.css",
    "answer.css",
    "summary.css",
    "tables.css",
    "quality.css",
    "pane.css",
)

SCRIPTS = ("pane.js", "quality.js", "app.js")

_MEDIA_TYPES = (
    dict.fromkeys(STYLES, "text/css")
    | dict.fromkeys(SCRIPTS, "text/javascript")
    | {"icon.svg": "image/svg+xml"}
)

OwnerOf = Callable[[Request], str]


def routes(handlers: Handlers, shelf: Shelf, made: MadeSummaries, owner_of: OwnerOf) -> list[BaseRoute]:
    """Give the routes of the app; each names the owner of the request by `owner_of`."""

    def source(request: Request) -> Response:
        return _source(shelf, request)

    def export(request: Request) -> Response:
        return _export(handlers, owner_of(request), request)

    def summary(request: Request) -> Response:
        key, form = str(request.path_params["key"]), str(request.path_params["form"])
        kept = made.get(owner_of(request), key)
        return _file(kept, summary_markdown(kept), name="dateline-briefing", form=form)

    def feedback(request: Request, body: dict[str, object]) -> Response:
        handlers.rate(
            owner_of(request), body.get("turn"), verdict=body.get("verdict"), comment=body.get("comment")
        )
        return JSONResponse({"ok": True})

    def remove(request: Request, body: dict[str, object]) -> Response:
        return JSONResponse({"ok": shelf.remove(str(body.get("article_id")))})

    def table(request: Request) -> Response:
        asked = request.query_params
        page = shelf.page(
            asked.get("search", ""), order=asked.get("order", "newest"), number=asked.get("page", "1")
        )
        return HTMLResponse(article_table(page))

    def quality(request: Request) -> Response:
        asked = request.query_params
        shown = Quality(folder=shelf.settings.runs)
        return HTMLResponse(shown.page(asked.get("run", ""), against=asked.get("against", "")))

    return [
        Route(SOURCE_PATH, _answered(source)),
        Route("/dateline/export/{turn:int}.{form}", _answered(export)),
        Route("/dateline/summary/{key}.{form}", _answered(summary)),
        Route("/dateline/articles", _answered(table)),
        Route("/dateline/quality", _answered(quality)),
        Route("/dateline/feedback", _posted(feedback), methods=["POST"]),
        Route("/dateline/remove", _posted(remove), methods=["POST"]),
        Route("/dateline/{name}", _packaged),
    ]


def _source(shelf: Shelf, request: Request) -> Response:
    asked = request.query_params
    article = shelf.library.get(asked.get("article_id", ""), asked.get("version") or None)
    try:
        start, end = (int(asked[name]) if name in asked else None for name in ("start", "end"))
        pane = article_pane(article, start=start, end=end, versions=shelf.versions(article.id))
    except ValueError as error:
        raise NotFound(f"there is no such span in {article.id!r}: {error}") from error
    whole = request.headers.get("sec-fetch-dest") == "document"
    return HTMLResponse(standalone(pane, title=article.title or article.id) if whole else pane)


def _export(handlers: Handlers, owner: str, request: Request) -> Response:
    turn_id, form = int(request.path_params["turn"]), str(request.path_params["form"])
    answer = handlers.conversations.turn(owner, turn_id).answer
    return _file(answer, markdown(answer), name=f"dateline-answer-{turn_id}", form=form)


def _file(value: object, note: str, *, name: str, form: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}.{form}"'}
    if form == "json":
        return Response(to_json(value) + "\n", media_type="application/json", headers=headers)
    if form == "md":
        return PlainTextResponse(note, media_type="text/markdown", headers=headers)
    raise NotFound(f"exports are 'md' and 'json', not {form!r}")


def _packaged(request: Request) -> Response:
    name = str(request.path_params["name"])
    if name not in _MEDIA_TYPES:
        return PlainTextResponse("There is no such page.", status_code=404)
    content = (Path(__file__).parent / name).read_bytes()
    return Response(content, media_type=_MEDIA_TYPES[name], headers={"Cache-Control": "no-cache"})


def _answered(reply: Callable[[Request], Response]) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        try:
            return await run_in_threadpool(reply, request)
        except DatelineError as error:
            return _problem(error)

    return endpoint


def _posted(
    reply: Callable[[Request, dict[str, object]], Response],
) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        try:
            body = json.loads(await request.body())
        except ValueError:
            body = None
        if not isinstance(body, dict):
            return PlainTextResponse("The request is no JSON object.", status_code=400)
        try:
            return await run_in_threadpool(reply, request, cast("dict[str, object]", body))
        except DatelineError as error:
            return _problem(error)

    return endpoint


def _problem(error: DatelineError) -> Response:
    status = 404 if isinstance(error, NotFound) else 400
    return HTMLResponse(f'<p class="problem" role="alert">{escape(str(error))}</p>', status_code=status)
