"""Whether the evidence spells out a name: in full, in parts, with a noun before it, or in small letters."""

from __future__ import annotations

import re

from rag.verification.case import Case, Line
from rag.verification.statements.names import Name, find_names, same_name


def is_known(name: Name, case: Case) -> bool:
    """Whether some article spells out all words of a name together, or "Italy's Chiara Bonfanti" apart."""
    parts = re.split(r"['’]s ", name.text)
    if len(parts) == 1 and len(name.core) > 2:
        parts = name.text.split(" ", 1)
    if len(parts) == 2 and any(all(_is_part(part, line, parts[1]) for part in parts) for line in case.lines):
        return True
    if _opens_with_noun(name, case) or any(_is_kin(name, line) for line in case.lines):
        return True
    for line in case.lines:
        for text in (line.text, line.evidence.context, line.evidence.title):
            if any(set(name.core) <= set(other.core) for other in find_names(text)) or find_plain(name, text):
                return True
    return False


def _is_part(words: str, line: Line, owner: str) -> bool:
    """Whether the line has some words, or a form of them ("Norwegian"), and not as those of another name."""
    names = find_names(line.text)
    mine = find_names(f"in {words}")
    for other in names:
        if (
            mine
            and same_name(mine[0], other)
            and (len(other.core) == len(mine[0].core) or owner in other.text)
        ):
            after = [n for n in names if n.start > other.start]
            beside = after and re.fullmatch(
                r"(?:['’]s)? (?:[a-z-]+ ){0,2}", line.text[other.end : after[0].start]
            )
            if words == owner or not beside or owner in after[0].text:
                return True
    return not mine and words in line.text


_KIN = re.compile(
    r"\b(?:daughter|son|brother|sister|wife|husband|father|mother|children|child|twin|cousin|nephew|niece|uncle|aunt"
    r"|couple|family|grand(?:son|daughter|father|mother)|widow|siblings|brothers|sisters)s?\b"
)


def _is_kin(name: Name, line: Line) -> bool:
    """Whether a relative has the surname of another: "Aldo Ferri and his daughter Carla"."""
    if len(name.core) != 2 or not _KIN.search(line.text):
        return False
    names = find_names(line.text)
    return any(other.core == name.core[:1] for other in names) and any(
        other.core[-1] == name.core[1] and len(other.core) > 1 for other in names
    )


def _opens_with_noun(name: Name, case: Case) -> bool:
    """Whether the first word is a noun of the article, capital only at the start: "Referee Ann Poe"."""
    first, _, rest = name.text.partition(" ")
    if not rest or not first.isalpha() or case.claim[: name.start].strip():
        return False
    noun = re.compile(rf"\b{first.lower()}\b")
    texts = [text for line in case.lines for text in (line.text, line.evidence.context)]
    return any(noun.search(text) for text in texts) and any(rest in text for text in texts)


def find_plain(name: Name, text: str) -> tuple[int, int] | None:
    """The name as plain words, for texts without capitals, or turned round: "the Test in Galle"."""
    words = [re.escape(part) for part in re.split(r"[\s-]+", re.sub(r"['’]s$", "", name.text)) if part]
    plain = r"[\s-]+".join(words)
    if len(words) == 2:
        plain += rf"|{words[1]} (?:in|of|at) (?:the )?{words[0]}"
    match = re.search(rf"(?<!\w)(?:{plain})(?!\w)", text, re.IGNORECASE)
    return (match.start(), match.end()) if match else None
