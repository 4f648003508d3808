"""Who said it: the speakers of a text and their verbs of saying."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from rag.verification.statements.names import HONORIFICS, Name, find_names
from rag.verification.words.number_words import spelled_value
from rag.verification.words.tokens import sense, tokenize

_SAY = (
    r"said|says|say|told|tells|announced|announces|added|adds|declared|noted|notes|remarked|stated|states|warned|warns"
    r"|claimed|claims|cautioned|cautions|argued|argues|explained|insisted|insists|estimates?|estimated|reported|reports|confirmed|confirms"
    r"|admitted|promised|vowed|pledged|denied|denies|alleged|alleges|maintained|suggested|believes|believed"
    r"|acknowledged|conceded|complained|testified|according to|urged|demanded|joked|replied"
)
_VERB = re.compile(rf"\b(?:{_SAY})\b", re.IGNORECASE)
_NOT_SAID = re.compile(
    r"\s+(?:yes|no)\b"
    r"|\s+(?:(?:the )?(?:lives?|victims?|responsibility|victory|first|gold|silver|bronze|title)\b"
    r"|\w*\d[\d,.]* (?:lives|victims)"
    r"|[a-z-]+ (?:lives|victims)\b)",
    re.IGNORECASE,
)
_COMPLEMENT = re.compile(
    r"[^,;:.!?\"“”]*?\b(?:would|will|was|were|is|are|had|has|have|could|can|may|might|must|should|did|does)\b"
)
_INVERTED = re.compile(r"(?:[,\"”’'?!]|^)\s*$")
_SUBJECT_NEXT = re.compile(
    r"\s+(?!(?:on|in|at|that|it|he|she|they|to|outside|inside|near|after|before|during|from|by|via|through|with)\b)"
    r"(?:(?:[a-z]+\s){0,4}[A-ZÀ-ÖØ-Þ]"
    r"|(?:the|a|an|his|her|its|their|one|two|another|some|many)\b"
    r"|(?:[a-z]+\s){0,2}(?:officials|police|doctors|experts|campaigners|[a-z]+(?:ers|ors|ists|ants|men|women))\b)"
)
_ASIDE = re.compile(r",\s(?:who|which|whose|aged|for|from|of|defending|prosecuting|representing)\b[^,]*,\s*$")
# "…, which costs more, said Ann Poe.": nobody else can say it.
_NAMED_LAST = re.compile(r" (?:[A-ZÀ-ÖØ-Þ][\w'’-]+ ?){2,4}[.,]")
_NOBODY = re.compile(r"\s*(?:no|none|nobody|no one|neither|the (?:former|latter))\b", re.IGNORECASE)
_WHO = re.compile(r", (?:who|which|whose|founded|based|owned|listed|run|led)\b[^,]*,?\s*(?:also\s+)?$")
_FINITE = re.compile(r"\b(?:would|will|was|were|is|are|had|has|have|did|\w+ed)\b")
_NOUN_BEFORE = re.compile(
    r"\b(?:the|a|an|this|that|its|their|his|her|no|any|new|latest|official|first|police"
    r"|of|in|with|many|most|all|for|own|\w['’]s|\d|any|further|more) $",
    re.IGNORECASE,
)
_BE_BEFORE = re.compile(r"\b(?:is|are|was|were|be|been|being) (?:not |also |once |\w+ly )?$", re.IGNORECASE)
# "The rise announced by the minister".
_BY_WHOM = re.compile(r" by (?:the |an? |[A-Z])(?!end\b|start\b)")
_BY_NEXT = re.compile(r"(?:(?!\bthat\b)[^,;.]){0,40}?\bby\b(?! (?:nearly|almost|about|some|up|more|\d))")
# "Support for builders, believed to be worth £450m": nobody is named who believes it.
_REPUTED = re.compile(r", (?:believed|estimated|reported|alleged|said) to $")
_PARTICIPLE_FIRST = re.compile(r"^\s*[a-z]+ed ")
# "Could not say", "unable to tell": nothing is said.
_UNSAID = re.compile(r"\b(?:to|could|can|cannot|would|will|did|not|never|\w+n['’]t) $", re.IGNORECASE)
# A verb whose subject stands before another one: "rejected it and said", "…, but has not explained".
_ELIDED = re.compile(
    r"[\s,](?:and|but|though|yet|then)(?: (?:later|also|then|now|has|have|had|did|does|not|never|\w+ly))* $"
)
# A full stop that ends no "Dr" or "Rep".
_STOP = (
    "".join(f"(?<!{word})" for word in "Dr Mr Ms Mrs Rep Sen Gov Gen Col Capt Lt Sgt Rev Prof".split())
    + r"\."
)
_CLAUSE = re.compile(rf"[;:!?\"“”]|{_STOP}(?!\d)|\b(?:that|but)\b")
_ENDED = re.compile(rf"[;:!?\"“”]|{_STOP}(?!\d)")
# "According to the director, Ann Poe, …": up to the comma, or over a name in commas.
_OPENING = re.compile(r"[^,]*(?:, (?:[A-ZÀ-ÖØ-Þ][\w.'’-]*\s?)+(?=,)|(?=,))")
# The first words of a sentence up to its verb, with an apposition in commas.
_SUBJECT = re.compile(
    r"\s*(?:(?:[Tt]he|An?|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir)\s)?[^\s,]+"
    r"(?:\s(?!(?:would|will|was|were|is|are|had|has|have|did|\w{2,}(?:ed|[^s]s))\b)[^\s,]+)*(?:,[^,]+(?=,))?"
)
_WHERE = re.compile(r"\b[a-z]+ (?:in|at|near) (?:the )?$")
# "Urged the public not to relax": who is urged does not speak.
_ASKED = re.compile(
    r"(?:urged|warned)(?: (?!to\b)[\w'’-]+){1,6} not to [a-z]|urged(?: (?!to\b)[\w'’-]+){1,4} to [a-z]"
)
_COMMA = re.compile(r",(?!\d)")
_ADMITTED_TO = re.compile(r"\s+to (?!\w+ing\b)")
_PRONOUN = re.compile(
    r"^(?:him|her|them|it)\b|\b(?:he|she|they|it|we|i)"
    r"(?:\s+(?:had|has|have|later|also|then|now|not|never|already))*$",
    re.IGNORECASE,
)

# "The €3m demanded of it": no one speaks.
_PARTICIPLE = re.compile(r"\s+of (?:it|him|her|them|the)\b")
_NOUN_TOO = frozenset({"states", "notes", "claims", "reports", "estimates", "estimate"})
# Verbs that are no noun and no adjective: "police said", "an official warned".
_PLAIN = frozenset("said says told tells warned warns insisted insists argued argues".split())
_COUNTS = frozenset(
    {"several", "member", "both", "few", "some", "such", "these", "those", "other", "united", "three"}
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says something: the words before or after a verb of saying, and the name in them."""

    verb: str
    start: int
    end: int
    text: str
    name: Name | None
    words: frozenset[str]
    pronoun: bool


@lru_cache(maxsize=4096)
def find_speakers(text: str) -> tuple[Speaker, ...]:
    """Every speaker of a text.

    >>> text = "The bridge is closed, said the mayor, Ilka Borsen. Lantern said that it would wait."
    >>> [(s.verb, s.name.text if s.name else None) for s in find_speakers(text)]
    [('said', 'Ilka Borsen'), ('said', 'Lantern')]
    """
    return tuple(speaker for match in _VERB.finditer(text) if (speaker := _speaker(match, text)))


def _speaker(match: re.Match[str], text: str) -> Speaker | None:
    verb = match.group().lower()
    if verb == "according to":
        return _after(match, text)
    if verb in {"say", "tell"} and _UNSAID.search(text[: match.start()]):
        return None
    if _is_noun(verb, text[: match.start()]):
        return None
    if _BE_BEFORE.search(text[: match.start()]) or _BY_WHOM.match(text, match.end()):
        return _agent(match, text)
    if _is_other_sense(verb, text, match.end()):
        return None
    return _after(match, text) if _is_inverted(match, text) else _before(match, text)


def _is_other_sense(verb: str, text: str, end: int) -> bool:
    """Whether a verb that may be one of saying is none here: "claimed 12 lives", "admitted to hospital"."""
    if _PARTICIPLE.match(text, end) or _REPUTED.search(text[: end + 4]):
        return True
    rest = {"claimed": _NOT_SAID, "said": _NOT_SAID, "say": _NOT_SAID, "admitted": _ADMITTED_TO}.get(verb)
    return rest is not None and rest.match(text, end) is not None


def _is_noun(verb: str, before: str) -> bool:
    """Whether a word is no verb: "police reports", "31 states"; "police said" is one."""
    return (verb not in _PLAIN and _NOUN_BEFORE.search(before) is not None) or _is_counted(verb, before)


def _is_counted(verb: str, before: str) -> bool:
    """Whether a word counts things and is no verb: "31 states", "several reports"."""
    words = before.split()
    if not words or verb not in _NOUN_TOO:
        return False
    last = words[-1].lower()
    return last[-1].isdigit() or spelled_value(last.rpartition("-")[2]) is not None or last in _COUNTS


def _agent(match: re.Match[str], text: str) -> Speaker | None:
    """The speaker of a passive: "was confirmed by the mayor"."""
    agent = _BY_NEXT.match(text, match.end())
    return _made(match, text, agent.end(), min(len(text), agent.end() + 60)) if agent else None


def _is_inverted(match: re.Match[str], text: str) -> bool:
    """Whether the subject follows the verb: "…, said the mayor", but not "the mayor, said it was shut"."""
    left = text[: match.start()]
    if match.group().lower() in {"told", "tells", "tell"} or _ASKED.match(text, match.start()):
        return False
    if not (_INVERTED.search(left) and _SUBJECT_NEXT.match(text, match.end())):
        return False
    if _ASIDE.search(left) and not _NAMED_LAST.match(text, match.end()):
        return False
    beside = left.rstrip(" ,").rpartition(",")[2]
    apposed = left.rstrip().endswith(",") and "," in left.rstrip(" ,")
    beside = _PARTICIPLE_FIRST.sub("", beside)  # "Ann Poe, retired teacher"
    return not (apposed and not _FINITE.search(beside) and _COMPLEMENT.match(text, match.end()))


def _before(match: re.Match[str], text: str) -> Speaker | None:
    """The subject left of the verb: back to the start of the clause, over one apposition in commas."""
    left = text[: match.start()]
    if elided := _ELIDED.search(left):
        return _shared(match, text, elided.start())
    clause = _clause_start(left)
    run = left[clause:]
    parts = [clause, *(clause + comma.end() for comma in _COMMA.finditer(run.rstrip(" ,")))]
    start = clause
    if len(parts) > 1 and not _is_subject(left[parts[-1] :]):
        start = parts[max(0, len(parts) - 3)] if len(parts) > 2 else parts[0]
    elif len(parts) > 1:
        start = parts[-2] if run.rstrip().endswith(",") else parts[-1]
    return _made(match, text, start, match.start())


def _clause_start(left: str) -> int:
    """Where the clause begins that the text ends in; "that" opens one only after a verb of saying."""
    ends = [0]
    for cut in _CLAUSE.finditer(left):
        if cut.end() < len(left.rstrip()) and (cut.group() != "that" or _VERB.search(left[: cut.start()])):
            ends.append(cut.end())
    return ends[-1]


def _shared(match: re.Match[str], text: str, end: int) -> Speaker | None:
    """The speaker of a second verb: who says the thing before it, or else the first words of the sentence."""
    earlier = [speaker for speaker in find_speakers(text[:end]) if not _ENDED.search(text[speaker.end : end])]
    if earlier:
        return replace(earlier[-1], verb=match.group().lower())
    start = max([0, *(stop.end() for stop in _ENDED.finditer(text[:end]))])
    subject = _SUBJECT.match(text, start)
    reach = _WITH_NAME.match(text, start) or subject
    last = reach.end() if reach else end
    last = max([last, *(name.end for name in find_names(text) if start <= name.start < last)])
    return _made(match, text, start, min(end, last))


# "Tarn Marine's operations director, Ann Poe".
_WITH_NAME = re.compile(
    r"\s*[A-ZÀ-ÖØ-Þ][\w ]+['’]s? (?:[a-z]+ ){1,4}?[a-z]+, (?:[A-ZÀ-ÖØ-Þ][\w'’-]+ ?){2,3}(?=,)"
)


def _is_subject(words: str) -> bool:
    return bool(
        re.match(
            r"\s*(?:and |but |though |although |while |\w+ly )?"
            r"(?:[A-ZÀ-ÖØ-Þ]\w+|(?:[a-z]+ )?[a-z]{4,}s $"
            r"|(?:he|she|they|it|officials?|police|the|an?|his|her|its|their)\b)",
            words,
        )
    )


def _after(match: re.Match[str], text: str) -> Speaker | None:
    right = text[match.end() :]
    if re.match(r" (?:whom|which)\b", right):
        return None
    stop = re.search(
        rf"[;:!?\"“”](?:\s|$)|{_STOP}(?:\s|$)|\b(?:that|who|which|but|when|after|on|in)\b",
        right,
    )
    end = match.end() + (stop.start() if stop else len(right))
    if not text[: match.start()].strip() and (opening := _OPENING.match(right)):
        end = min(end, match.end() + opening.end())
    return _made(match, text, match.end(), min(end, match.end() + 90))


def _made(match: re.Match[str], text: str, start: int, end: int) -> Speaker | None:
    aside = _WHO.search(text, start, end)
    end = aside.start() if aside else end
    piece = text[start:end]
    names = [n for n in find_names(text) if start <= n.start and n.end <= end]
    words = frozenset(sense(t.stem) for t in tokenize(piece) if t.is_content) - HONORIFICS
    spoken = _PRONOUN.search(piece.strip())
    if (not words and not spoken) or _NOBODY.match(piece):
        return None
    return Speaker(
        verb=match.group().lower(),
        start=start,
        end=end,
        text=piece.strip(" ,"),
        name=None if spoken and spoken.start() else _head(names, text),
        words=words,
        pronoun=spoken is not None,
    )


def _head(names: list[Name], text: str) -> Name | None:
    """The name that speaks: "Goran Fitch of the alliance" is the first, "the mayor, Ilka Borsen" the last."""
    names = [name for name in names if not re.match(r"['’]s? [a-z]", text[name.end :])]
    names = [name for name in names if not _WHERE.search(text[: name.start])]
    if not names:
        return None
    return names[0] if " of " in text[names[0].end : names[-1].start] else names[-1]
