"""Negations of a text and the words that they reach."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from typing import Literal

from rag.verification.words.tokens import Token, sense, stem, tokenize
from rag.verification.words.wordlists import BLOCKING_WORDS, NEGATIVE_WORDS

CueKind = Literal["hard", "denial", "soft"]

_CUES: tuple[tuple[CueKind, str], ...] = (
    (
        "denial",
        r"\b(?:den(?:y|ied|ies|ying)|denials?|untrue|(?:is|was|are|were) (?:\w+ly )?[\"“‘]?(?:\w+ly )?false"
        r"|(?:is|was)(?: not|n['’]t) (?:true"
        r"|the case)"
        r"|(?:reject|dismiss)(?:ed|es|s|ing) (?:an? |the |any |all |\w+['’]s? )?"
        r"(?:report|claim|suggestion|accusation|allegation|rumour|idea|speculation)s?)\b",
    ),
    (
        "soft",
        r"\b(?:without|against(?= \w+ing\b)"
        r"|spared(?= (?:from )?(?:the |a )?(?:clos|demoli|destr|damag|jail|prison|relegat|cuts?\b|punish))"
        r"|(?:vot|decid|rul|advis|argu)(?:e|ed|es|ing|s)? (?:\w+ )?against"
        r"|refus(?:e(?! (?:collect|worker|lorr|truck|bin|site|tip|dump))|ed|es|ing|al)|fail(?:ed|s"
        r"|ing)?(?= to| by | on |[.,])|declin(?:ed|es|ing)(?= to)"
        r"|reject(?:ed|s|ing|ion)?"
        r"|rul(?:e|ed|es|ing) (?:(?:it|that|this|them|him|her) )?out|lack(?:ed|s|ing)?"
        r"|(?:stopped )?short of|too \w+ to"
        r"|still (?:to|under|being|awaiting|deciding|considering|weighing|studying)|remain(?:s|ed)? to be"
        r"|last(?= \w+ed\b)"
        r"|ban(?:s|ned|ning)?|outlaw\w*|prohibit\w*|forb(?:id|ids|ade|idden)|bar(?:red|s) (?:\w+ ){0,2}?from"
        r"|contrary to|revok(?:e|ed|es|ing)|thr(?:own|ew) out"
        r"|out of (?=danger|order|action|use|service|reach|contact|touch|the question)|non-(?=[a-z])\b"
        r"|exclud\w+|unless|except"
        r"|(?:(?<=was )|(?<=were )|(?<=been )|(?<= be ))dropped(?! (?:on|off|by|in|into|to|at|from)\b)"
        r"|drop(?:ped|ping|s)?(?= (?:the|its|their|his"
        r"|her|a|all|plans?)\b)|scrap(?:ped|ping|s)?|abolish\w*"
        r"|cancel\w*|halt(?:ed|ing|s)?|suspend\w*|stop(?:ped|ping|s)?|prevent\w*|avoid\w*|miss(?:ed|es|ing)?"
        r"|turn(?:ed|s|ing)? (?:\w+ ){0,2}?(?:down|away)|contest(?:ed|s|ing)?|disput(?:ed|es|ing)"
        r"|(?:(?<=not )|(?<=to ))dispute"
        r"|put(?:s|ting)? (?:off|on hold)|(?:giv(?:e|en|es|ing)|gave) up(?= (?:\w+ing|hope|hoping|trying"
        r"|looking|the search)\b)"
        r"|(?:fell|fall\w*) (?:short|through)|last resort|call(?:ed|ing)? off"
        r"|waiv(?:e|ed|es|ing)|refut\w+|rebut\w*|defeat(?:ed|s)?"
        r"|(?:leav\w+|left) out|omit\w*|postpon\w+|ignor(?:ed|es|ing)"
        r"|an? (?:\w+ )?lie"
        r"|(?:(?:stay|keep|steer|shy)(?:s|ed|ing)?|kept|shied) (?:away from|clear of|out of|off)"
        r"|bypass(?:ed|es|ing)?"
        r"|(?:pure|an?) (?:\w+ )?(?:invention|fabrication|fiction|hoax)(?=[.,;\"”’]| and | by )"
        r"|fr(?:eez(?:e|es|ing)|oze|ozen)(?= (?:all |any |its |their |on |new )*(?:hiring|recruit))"
        r"|under(?= \w+[,.;]? (?:years|were|was|are)\b)"
        r"|with?h(?:old|olds|olding|eld)"
        r"|escap(?:e|ed|es|ing)(?= (?:\w+ )?(?:damage|harm|injur|punish|censure"
        r"|relegat|defeat|death|prosecut|fine|jail))"
        r"|(?:instead|rather|other) (?:of|than))\b",
    ),
    (
        "hard",
        r"\b(?:not(?! only\b(?:[^.;]*\b(?:but|also|too|as well)\b| d(?:id|oes|o)\b)"
        r"| (?:just|merely|simply|solely|purely)\b[^.;]*\bbut\b"
        r"| least| to mention| long (?:after|before)\b)|never"
        r"|cannot|no longer|no one|none|nobody|nothing(?! more than\b| but\b)|nowhere"
        r"|neither|nor|unable|yet to|beyond (?=repair|saving|recovery)"
        r"|(?:hardly|scarcely|barely) any(?:one|thing|body|where)?"
        r"|no(?! (?:later|more|less|fewer|lower|higher|greater|smaller|earlier) than\b"
        r"| doubt\b| \d)(?![.,]))\b|n['’]t\b",
    ),
)
_CLAUSE_END = frozenset(
    """, ; : . " “ ” but although though while who which and since after until before if when""".split()
)
_SKIPPED = frozenset(
    "do does did be is are was were been being have has had will would shall should may might".split()
)
_OF_VERBS = frozenset({"not", "n't", "n’t", "never"})
_MODALS = frozenset("will would can could may might must should".split())
_UN = re.compile(r"un(?!der|it|ion|iq|iv|til|less|cle|earth|fold|load|ley|cover|veil|lock|leash)[a-z]{4,}")
_LESS = re.compile(r"(?!unless|nonetheless|nevertheless|regardless)[a-z]{3,}less$")
_PLAN = re.compile(
    r"\b(?:plan|bid|proposal|application|request|attempt|move|effort|appeal|call|offer|motion|permission"
    r"|licen[cs]e)s?\b"
    r"[^,.;]{0,40}? to (?P<verb>[a-z]+)"
)
_NEAR = 30
# What a verb may have as its object: "charges nothing", "endorsed neither".
OBJECTS = frozenset({"nothing", "neither", "none", "nobody", "no one"})
_REACH = 5
# "Not caused by a storm" denies the storm; "denied it and said that" denies nothing after "said".
_CAUSE = sense(stem("cause"))
_TOLD = frozenset({"said", "says", "told", "added"})
# "Denied reports that": what is denied is what they say.
_REPORTS = frozenset(sense(stem(w)) for w in "report claim suggestion accusation allegation rumour".split())
# Words that hold "not" and deny nothing: "had it not been for the alarm", "none but residents".
_IDIOM = re.compile(
    r"\b(?:had (?:it|this|that) not been for|if not for"
    r"|(?:were|if) (?:it |this |that )(?:had |was |were )?not (?:been )?for"
    r"|(?:none|nobody|no one|nothing|nowhere) (?:but|except|other than)|(?:whether )?or not"
    r"|confirm(?:ed|s|ing)? (?:n?or) den(?:y|ied|ies|ying)"
    r"|not even (?:an?|one|two|three|four|five|six|seven|eight|nine|ten|half|\d[\d,.]*)"
    r"|no (?:matter|wonder|stranger)|the no(?= (?:side|camp|campaign|vote|voters?)\b)|for a no)\b"
    r"|\b(?:if|had) it (?:hadn|weren|wasn)['’]t (?:been )?for\b",
    re.IGNORECASE,
)
# "Neither the pilot nor the passengers": one negation.
_PAIRED = re.compile(r"\b(?:neither|not|never|no)\b[^.;]*\bnor$", re.IGNORECASE)
# "Dismissed the report as untrue": one denial, told twice.
_AS_FALSE = re.compile(
    r"\b(?:reject|dismiss|den)(?:y|ed|ied|es|ies|s|ing|ying) (?:[\w'’-]+ ){1,5}?as (?:[\w'’-]+ ){0,3}$"
)
# "The sailing was cancelled": what is denied comes before.
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being)\s+$")
# "Denied a claim, shared widely, that the vaccine had been changed": what is denied comes after "that".
_THAT = re.compile(r"[^.;]{1,60}?\bthat\s")
# "Denied this and said that", "denied it, saying that": what follows is stated.
_STATED = re.compile(
    r"\b(?:and|but) (?:\w+ )?(?:said|says|told|added|insisted|argued|maintained|stressed)\b"
    r"|\b(?:say|add|insist|argu|stress)ing\b|[.;]"
)


@dataclass(frozen=True, slots=True)
class Negation:
    """A negation with its place and the senses of the words that it reaches, nearest first."""

    kind: CueKind
    text: str
    start: int
    end: int
    reach: tuple[str, ...]


@lru_cache(maxsize=4096)
def find_negations(text: str) -> tuple[Negation, ...]:
    """Every negation of a text, in order.

    >>> [(n.text, n.reach) for n in find_negations("He did not say when the lorries would leave.")]
    [('not', ('say', 'lorri', 'leave'))]
    """
    tokens = tokenize(text)
    found: list[Negation] = []
    for kind, pattern in _CUES:
        for match in re.finditer(pattern, text, re.IGNORECASE):
            if _is_idle(match, text) or any(_is_within(match, one) for one in found):
                continue
            far = 2 if match.group().lower() == "without" else _REACH
            stop = _stated_from(match, text) if kind == "denial" else len(text)
            after = [t for t in tokens if match.end() <= t.start < stop]
            reach = _reach(_predicate(after) if match.group().lower() in _OF_VERBS else after, far)
            if match.group().lower() in OBJECTS:
                reach += _reach(_before(tokens, match.start())[:1], 1)
            if kind == "soft" and _PASSIVE.search(text, 0, match.start()):
                reach += _reach(_before(tokens, match.start()), far)
            if kind == "soft":
                reach += _proposed(match, text)
            if kind == "denial" and reach and reach[0] in _REPORTS:
                reach = reach[1:]
            if kind == "denial" and (told := _THAT.match(text, match.end(), stop)):
                reach += _reach([t for t in after if t.start >= told.end()], far)
            found.append(Negation(kind, match.group(), match.start(), match.end(), reach))
    return tuple(sorted(found, key=lambda negation: negation.start))


def _stated_from(match: re.Match[str], text: str) -> int:
    """Where the statement begins that stands beside a denial: "denied it and said that"."""
    stated = _STATED.search(text, match.end())
    return stated.start() if stated else len(text)


def _is_within(match: re.Match[str], one: Negation) -> bool:
    """Whether a cue is part of a denial: the "not" of "is not true"."""
    return one.kind == "denial" and one.start <= match.start() and match.end() <= one.end


def _before(tokens: Sequence[Token], start: int) -> list[Token]:
    """The tokens before a cue back to "and", the nearest first: "five died and two were missing"."""
    back = [token for token in reversed(tokens) if token.end <= start and token.text != ","]
    return list(takewhile(lambda token: token.text.lower() != "and", back))


def _proposed(match: re.Match[str], text: str) -> tuple[str, ...]:
    """The verb of a plan that a cue turns down: "the bid to sell the pool failed"."""
    return tuple(
        sense(stem(plan["verb"]))
        for plan in _PLAN.finditer(text)
        if 0 <= plan.start() - match.end() < _NEAR or 0 <= match.start() - plan.end() < 2 * _NEAR
    )


def _is_idle(match: re.Match[str], text: str) -> bool:
    """Whether a cue denies nothing by itself: part of an idiom, or of another negation."""
    if match.group().lower() == "nor":
        return _PAIRED.search(text, 0, match.end()) is not None
    if match.group().lower() == "untrue" and _AS_FALSE.search(text, 0, match.start()):
        return True
    return any(idiom.start() <= match.start() < idiom.end() for idiom in _IDIOM.finditer(text))


def denied_word(negation: Negation) -> str:
    """The sense of the nearest word that a negation reaches, or an empty string."""
    return negation.reach[0] if negation.reach else ""


_DOUBLE = re.compile(
    r"\s+(?:\w+ly |an? )?"
    r"(?:(?:un(?:usual|common|likely|known|heard|expected|reasonable|welcome|aware|important)"
    r"|in(?:frequent|significant|considerable|expensive)|im(?:possible|probable)|rare)\b)",
    re.IGNORECASE,
)


def is_double(negation: Negation, text: str) -> bool:
    """Whether a negation denies a word that denies: "not uncommon"."""
    return _DOUBLE.match(text, negation.end) is not None


def count_negative(text: str) -> int:
    """The number of negations and of words that say no in another way (barred, unlikely, cancelled)."""
    cues = find_negations(text)
    words = negative_words(text)
    return len(cues) + sum(not any(c.start <= start < c.end for c in cues) for start, _ in words)


def negative_words(text: str) -> list[tuple[int, int]]:
    """The places of words that say no without being a negation: barred, unlikely, harmless."""
    tokens = tokenize(text)
    return [
        (t.start, t.end)
        for before, t in zip((None, *tokens), tokens, strict=False)
        if _is_negative(t.text)
        and not (before and before.text.lower() == "a" and t.text.lower() in _SOME)
        and not _FREE_TO.match(text, t.start)
    ]


_SOME = frozenset({"few", "little"})
# "Free to appeal" denies nothing.
_FREE_TO = re.compile(r"free to\b", re.IGNORECASE)


def blocking_words(text: str) -> list[tuple[int, int]]:
    """The places of words that hold back what they govern, negative ones included: blocked, shelved."""
    blocking = [(t.start, t.end) for t in tokenize(text) if t.text.lower() in BLOCKING_WORDS]
    return sorted({*blocking, *negative_words(text)})


def _is_negative(word: str) -> bool:
    return word.lower() in NEGATIVE_WORDS or bool(_UN.match(word) or _LESS.match(word))


def _predicate(tokens: list[Token]) -> list[Token]:
    """The tokens up to the verb of another predicate: "who do not comply" of "who do not comply will pay"."""
    first = next((i for i, token in enumerate(tokens) if token.is_content), len(tokens))
    return tokens[: first + 1] if first + 1 < len(tokens) and tokens[first + 1].text in _MODALS else tokens


def _reach(tokens: list[Token], far: int) -> tuple[str, ...]:
    found: list[str] = []
    for token in tokens:
        lower = token.text.lower()
        if len(found) >= far or lower in {".", ";", ","} or (found and lower in _CLAUSE_END - {"when"}):
            break
        if (lower == "by" and found[-1:] != [_CAUSE]) or (found and lower in _TOLD):
            break
        if token.is_content and lower not in _SKIPPED and token.text[0].isalpha() and len(lower) > 1:
            found.append(sense(token.stem))
    return tuple(found)
