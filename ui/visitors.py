"""Who asks: the signed-in name where there is one, else the holder of the owner cookie."""

from __future__ import annotations

from starlette.requests import Request

from ui.security import visitor


def owner_of(request: Request) -> str:
    """Give the name under which the store keeps what belongs to the sender of a request."""
    name = request.scope.get("state", {}).get("signed_in")
    return f"name:{name}" if name else visitor(request.scope["state"]["owner_cookie"])
