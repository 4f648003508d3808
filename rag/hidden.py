"""What a reader of an article does not see: invisible characters, and parts of pages that are styled away."""

from __future__ import annotations

import re

# Zero-width blanks and joiners of words, embedded directions, and tags; not what emoji and scripts need.
_INVISIBLE = re.compile("[\u180e\u200b\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\U000e0000-\U000e007f]")
_STYLE = "translate(concat(';', @style), 'ABCDEFGHIJKLMNOPQRSTUVWXYZ ', 'abcdefghijklmnopqrstuvwxyz')"
_UNSEEN = ("display:none", "visibility:hidden", ";font-size:0", ";opacity:0;")
_WHITE_GROUND = ("background:#fff", "background-color:#fff", "background:white", "background-color:white")


def hidden_note(text: str) -> str | None:
    """Say how many invisible characters a text holds, or None where it holds none.

    >>> hidden_note("Rain\u200b fell."), hidden_note("Rain fell.")
    ('it holds 1 invisible character, kept from every prompt', None)
    """
    count = len(_INVISIBLE.findall(text))
    if not count:
        return None
    return f"it holds {count} invisible character{'s' * (count > 1)}, kept from every prompt"


def unseen_parts() -> list[str]:
    """Give the XPaths of what a page's own markup hides: not displayed, of no size, or white on white."""
    hidden = " or ".join(["@hidden", *(f"contains({_STYLE}, '{style}')" for style in _UNSEEN)])
    white = " or ".join(f"contains({_STYLE}, ';color:{colour}')" for colour in ("#fff", "white"))
    ground = " or ".join(f"contains({_STYLE}, '{style}')" for style in _WHITE_GROUND)
    other = f"ancestor-or-self::*[contains(@style, 'background') and not({ground})]"
    return [f"//*[{hidden}]", f"//*[({white}) and not({other})]"]
