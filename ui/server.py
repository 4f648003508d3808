"""Serves the app: its library, its accounts, its address."""

from __future__ import annotations

import ipaddress
import socket
import sys
from importlib.resources import as_file, files
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp

from rag.answering import ask_stream
from rag.articles import load_articles
from rag.errors import SettingsError
from rag.library import Library
from rag.settings import Settings
from ui.app import create_app
from ui.handlers import Handlers
from ui.shelf import Shelf
from ui.sign_in import read_accounts

EXAMPLES = (
    "How many people have been uprooted in the Oskel valley?",
    "How many people marched in Port Merrow against the harbour sale?",
    "What did Storm Isolde cost the insurers?",
    "Who won the cup final, and how?",
)


def serve(
    location: Path | str | None, *, host: str, port: int, settings: Settings, auth: Path | str | None = None
) -> None:
    """Serve the app until it is interrupted.

    Args:
        location: the folder of the library; None for the setting, or for the sample library where
            that is not set either.
        host: the address to listen on; beyond this machine `auth` is required.
        port: the port to listen on.
        settings: the settings of the library and of the answers.
        auth: a file of `name:password` lines.

    Raises:
        SettingsError: the accounts cannot be read, or are missing where they are required.
        StoreError: the library cannot be opened.
    """
    accounts = read_accounts(Path(auth)) if auth is not None else None
    check_address(host, has_accounts=accounts is not None)
    with open_library(location, settings) as library:
        handlers = Handlers(
            library=library, settings=settings, conversations=library.conversations, answer=ask_stream
        )
        shelf = Shelf(library=library, settings=library.settings)
        examples = EXAMPLES if is_sample(location, settings) else ()
        app = create_app(handlers, shelf, address=host, examples=examples, accounts=accounts)
        run(app, host=host, port=port)


def is_sample(location: Path | str | None, settings: Settings) -> bool:
    """Tell whether nobody named a library, so that the sample library is shown."""
    return location is None and "library" not in settings.model_fields_set


def open_library(location: Path | str | None, settings: Settings) -> Library:
    """Open the library that was named, as it is; else the sample library, filled where it is empty."""
    if not is_sample(location, settings):
        return Library.open(location or settings.library, settings=settings)
    folder = settings.library.with_name(settings.library.name + "-samples")
    library = Library.open(folder, settings=settings.model_copy(update={"library": folder}))
    add_samples(library)
    return library


def add_samples(library: Library) -> None:
    """Add the packaged sample articles to a library that is empty."""
    if not library.articles():
        with as_file(files("rag.samples") / "articles.jsonl") as path:
            library.add(load_articles([path]))


def check_address(host: str, *, has_accounts: bool) -> None:
    """Refuse to listen beyond this machine without sign-in.

    Raises:
        SettingsError: the address can be reached from elsewhere and there are no accounts.
    """
    if not has_accounts and not _is_local(host):
        raise SettingsError(
            f"the app would be open to everyone who can reach {host!r}; give accounts with `--auth FILE` "
            "(lines of `name:password`), or listen on 127.0.0.1"
        )


def run(app: ASGIApp, *, host: str, port: int) -> None:
    """Serve until interrupted, after one line that says where, written once the address is open.

    Raises:
        SettingsError: the address is taken or not this machine's.
    """
    try:
        listening = socket.create_server(
            (host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET
        )
    except OSError as error:
        raise SettingsError(
            f"cannot listen on {host!r} port {port}: {error}; choose another --port"
        ) from error
    shown = f"[{host}]" if ":" in host else host
    sys.stderr.write(f"Dateline is at http://{shown}:{port} (stop it with Ctrl+C)\n")
    server = uvicorn.Server(
        uvicorn.Config(app, log_level="warning", server_header=False, timeout_graceful_shutdown=2)
    )
    server.run(sockets=[listening])


def _is_local(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
