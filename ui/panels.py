"""Draws what stands around the answers: masthead, welcome, the texts of the other tabs."""

from __future__ import annotations

from urllib.parse import urlsplit

from rag.settings import Settings
from ui.markup import escape


def masthead() -> str:
    """Give the name of the app and what it does."""
    return (
        '<header class="masthead"><h1>Dateline</h1>'
        "<p>Answers from your news articles, each sentence with its proof.</p></header>"
    )


def welcome(*, has_examples: bool, is_empty: bool = False) -> str:
    """Give what is shown before the first question."""
    if is_empty:
        return (
            '<div class="welcome"><h2>No articles yet</h2><p>This library is empty. Open the Articles tab '
            "and add files or paste a text; then ask here.</p></div>"
        )
    examples = "<p>Try one of these:</p>" if has_examples else ""
    return (
        '<div class="welcome"><h2>What do you want to know?</h2><p>Every sentence of an answer carries a '
        "small number. Point at it to read the quotation; click it to see the place in the article.</p>"
        f"{examples}</div>"
    )


def articles_intro(*, may_fetch: bool) -> str:
    """Give what the Articles tab says first."""
    off = (
        "" if may_fetch else " Pages can be added by their address where <code>DATELINE_FETCH</code> is true."
    )
    return (
        '<div class="intro"><h2>Articles</h2><p>Articles are shared by everyone who uses this library. '
        f"Conversations are not.{off}</p></div>"
    )


def briefing_intro() -> str:
    """Give what the Briefing tab says first."""
    return (
        '<div class="intro"><h2>Briefing</h2><p>A summary of one article, several, or all that your articles '
        "say on a topic. Every sentence carries its proof.</p></div>"
    )


def quality_intro() -> str:
    """Give what the Quality tab says first."""
    return (
        '<div class="intro"><h2>Quality</h2><p>How well Dateline answered questions whose answers are known: '
        "the last eval runs on this machine, and where they went wrong.</p></div>"
    )


def problem(message: str) -> str:
    """Give an error as a sentence."""
    return f'<p class="problem report" role="alert">{escape(message)}</p>'


def sign_in(failure: str = "") -> str:
    """Give the whole page that asks for a name and a password."""
    said = f'<p role="alert" class="problem">{escape(failure)}</p>' if failure else ""
    styles = "".join(f'<link rel="stylesheet" href="/dateline/{name}.css">' for name in ("theme", "layout"))
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Sign in to Dateline</title>{styles}</head>"
        f'<body class="standalone sign-in"><main><h1>Dateline</h1>{said}'
        '<form method="post" action="/sign-in">'
        '<label>Name<input name="name" autocomplete="username" required autofocus></label>'
        '<label>Password<input name="password" type="password" autocomplete="current-password" required>'
        '</label><button type="submit">Sign in</button></form></main></body></html>'
    )


def settings_table(settings: Settings) -> str:
    """Give what is in use and whether it uses the network; keys are never shown."""
    rows = {
        "Answers": _model(settings),
        "Embeddings": _embedder(settings),
        "Index": f"Chroma server at {_host(settings.chroma)}" if settings.chroma else "inside the library",
        "Library": str(settings.library),
        "Network": _network(settings),
    }
    lines = "".join(
        f'<tr><th scope="row">{name}</th><td><bdi>{escape(value)}</bdi></td></tr>'
        for name, value in rows.items()
    )
    return f'<div class="intro"><h2>In use</h2></div><table class="settings"><tbody>{lines}</tbody></table>'


def _model(settings: Settings) -> str:
    if settings.model == "extractive":
        return "quotations, chosen offline on this machine"
    key = "with a key" if settings.api_key else "without a key"
    name = settings.model.removeprefix("openai:")
    return f"written by {name} at {_host(settings.base_url)}, {key}, then checked"


def _embedder(settings: Settings) -> str:
    if settings.embedder == "packaged":
        return "packaged, offline"
    return f"{settings.embedder.removeprefix('openai:')} at {_host(settings.base_url)}"


def _network(settings: Settings) -> str:
    used = [settings.model != "extractive", settings.embedder != "packaged", settings.chroma is not None]
    services = "used, for the services named above only" if any(used) else "not used"
    if not settings.fetch:
        return services
    return "used, to fetch the addresses that are added" + (
        ", and for the services above" if any(used) else ""
    )


def _host(url: str | None) -> str:
    return urlsplit(url).netloc.rpartition("@")[2] if url else "api.openai.com"
