"""Checks that no word of a claim has its opposite in its place in the evidence."""

from __future__ import annotations

import re
from functools import lru_cache

from rag.types import Fact
from rag.verification.alignment import closeness, neighbours
from rag.verification.case import Case, Line, fact, is_quoted
from rag.verification.figures.derived_facts import left_over
from rag.verification.figures.directions import direction_of
from rag.verification.figures.finding import find_quantities
from rag.verification.figures.values import is_near, same_value
from rag.verification.statements.converses import are_two_sides
from rag.verification.statements.negation import count_negative, find_negations
from rag.verification.statements.roles import are_converse
from rag.verification.words.clauses import clause_around
from rag.verification.words.tokens import Token, content_stems, opposites_of, sense, stem, tokenize
from rag.verification.words.wordlists import STOPWORDS

_BESIDE = 6
_SHARED = 2
_AMOUNTS = frozenset({"few", "many", "most"})
_UP_TO = re.compile(r"up to\b", re.IGNORECASE)
_Place = tuple[Line, Token]


def check_opposites(case: Case) -> list[Fact]:
    """Give a fact for every word whose opposite the evidence has in its place."""
    theirs = _words_of(case)
    roots = {t.stem[:-2] for _, t in theirs.values() if t.stem.endswith("er")}
    negated = _negated(case)
    mine = tokenize(case.claim)
    barred = negated | {sense(t.stem) for t in mine}
    rivals = {word: place for word, place in theirs.items() if word not in barred}
    facts = [
        found
        for token in mine
        if sense(token.stem) not in theirs.keys() | negated
        and not {token.stem, token.stem + token.stem[-1]} & roots
        and not _is_measure(token, case.claim)
        and not _is_again(token, theirs)
        and not (_UNTIL.match(case.claim, token.end) and not _has_until(case))
        and not _is_other_sense(token, case.claim)
        and not is_quoted(token.start, case)
        and (found := _opposed(token, rivals, theirs, case.claim))
        and not _goes_as_there(token, case)
    ]
    if facts and any(left_over(case.claim, line.text) for line in case.lines):
        return []
    return facts or _refused(case, negated)


_TO_FIGURE = 24  # code points from a verb to the figure that goes its way


def _goes_as_there(token: Token, case: Case) -> bool:
    """Whether the figure after a word goes the way it goes in the evidence: "fell 14%" for "eased 14%"."""
    for mine in find_quantities(case.claim):
        way = direction_of(case.claim, mine) if 0 < mine.start - token.end <= _TO_FIGURE else 0
        for line in case.lines if way else ():
            same = (q for q in find_quantities(line.text) if same_value(mine, q))
            if any(direction_of(line.text, theirs) == way for theirs in same):
                return True
    return False


_REFUSED = re.compile(
    r"\b(?:turned down|voted down|threw out|thrown out|reject(?:ed|s)|refus(?:ed|es)|block(?:ed|s)"
    r"|veto(?:ed|es)|quashed|declined)\b"
)
_DENY = sense(stem("deny"))
_GRANTED = frozenset(
    sense(stem(word)) for word in "approve accept allow grant agree adopt endorse permit uphold".split()
)


def _refused(case: Case, negated: set[str]) -> list[Fact]:
    """The fact of a claim that grants what the evidence refuses, with no negative of its own."""
    if not any(_REFUSED.search(line.text) for line in case.lines) or count_negative(case.claim):
        return []
    for token in tokenize(case.claim):
        word = sense(token.stem)
        if word not in _GRANTED - negated or is_quoted(token.start, case):
            continue
        if _is_other_sense(token, case.claim):
            continue
        for line in case.lines:
            refused = _REFUSED.search(line.text)
            if not refused or _ADVISED.search(line.text) or word in content_stems(line.text):
                continue
            mine = neighbours(case.claim, token.start, token.end, ())
            if len(mine.keys() & neighbours(line.text, *refused.span(), ()).keys()) >= _SHARED:
                place = (token.text, token.start, token.end)
                note = f"the evidence says {refused.group()!r}"
                return [fact("word", place, "contradicted", line=line, found=refused.span(), note=note)]
    return []


# "Rejected it, against the advice of its officers": some were for it.
_ADVISED = re.compile(r"\bagainst (?:the |its |his |her |their )?(?:advice|wish|recommend|will)\w*\b")
# "Pleaded guilty to one count but denied another": she admitted one.
_OWNS = frozenset(sense(stem(word)) for word in ("admit", "confess", "acknowledge", "accept"))
_OWNED = re.compile(r"\b(?:pleaded guilty|guilty pleas?|confess\w*|own(?:ed|s) up|admit\w*|acknowledg\w*)\b")
_AGED = re.compile(r"\byears?[ -]old$", re.IGNORECASE)
# "Open until eight" is "closes at eight".
_UNTIL = re.compile(r" (?:again )?(?:un)?till?\b")


# "Left without a seat", "far-right", "the end of May", "get it back", "lives lost", "a loss": no opposites.
_OTHER_SENSE = re.compile(
    r"(?:\b(?:is|are|was|were|been|has|have|had|who|he|she|they|it) )left\b|\bleft (?:out|without|behind"
    r"|with|for)\b"
    r"|\b(?:far|centre|center|hard)-(?:left|right)\b|\bend(?: of)\b|\bback\b|\blives lost\b"
    r"|\blost (?:\w+ )?lives\b|\b(?:late|early) (?:on|in|at|last|this)\b"
    r"|\b(?:hours?|days?|weeks?|months?|years?|time) (?:ha(?:s|ve|d) )?pass(?:ed|es)?\b"
    r"|\bclosing (?:minutes|stages|seconds|stretch|moments|weeks|days|price)\b|\bleft open\b"
    r"|(?:\d|[a-z]) or (?:more|less|fewer)\b"
    r"|\bcharges\b|\b(?:ma[dk]e|makes|making) up\b|\bloss(?:es)?\b|\bno (?:earlier|later|sooner) than\b",
    re.IGNORECASE,
)


def _is_other_sense(token: Token, text: str) -> bool:
    """Whether a word stands in an idiom in which it has no opposite."""
    return any(start <= token.start < end for start, end in _idioms(text))


@lru_cache(maxsize=4096)
def _idioms(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(found.span() for found in _OTHER_SENSE.finditer(text))


def _has_until(case: Case) -> bool:
    return any(re.search(r"\b(?:un)?till?\b", line.text) for line in case.lines)


def _is_again(token: Token, theirs: dict[str, _Place]) -> bool:
    """Whether the evidence has a word with "re-" before it: "reopens" for "opens again"."""
    return any(other.stem == "re" + token.stem for _, other in theirs.values())


def _words_of(case: Case) -> dict[str, _Place]:
    """The senses of the words of the evidence, each with its last place."""
    return {
        sense(t.stem): (line, t)
        for line in case.lines
        for t in tokenize(line.text)
        if t.is_word
        and not _is_other_sense(t, line.text)
        and not _UP_TO.match(line.text, t.start)
        and not _AGED.search(line.text[: t.end])
    }


def _negated(case: Case) -> set[str]:
    """The senses of the words that a negation of the claim or of the evidence reaches."""
    texts = (case.claim, *(line.text for line in case.lines))
    return {word for text in texts for negation in find_negations(text) for word in negation.reach}


_FIGURE_BEFORE = re.compile(r"(?:\d|%|per ?cent|points?) $")
_THAN_FIGURE = re.compile(r"(?:more|fewer|less) than\b", re.IGNORECASE)
_PARTICLES = frozenset({"up", "down"})
_MOVED_NEXT = re.compile(r"\s+(?:(?:by|from|to|on|at)\s+)?[$£€]?\d|\s*[.,;]|$")


def _is_measure(token: Token, claim: str) -> bool:
    """Whether a word belongs to a figure ("5% lower", "more than", "up to") or to a verb ("set up")."""
    if token.text.lower() == "lower" and _FIGURE_BEFORE.search(claim[: token.start]):
        return True
    if _THAN_FIGURE.match(claim, token.start) or _UP_TO.match(claim, token.start):
        return True
    return sense(token.stem) in _PARTICLES and not _MOVED_NEXT.match(claim, token.end)


def _opposed(token: Token, rivals: dict[str, _Place], theirs: dict[str, _Place], claim: str) -> Fact | None:
    """The fact of a word in whose place the evidence has its opposite."""
    opposed = opposites_of(sense(token.stem)) | _prefixed(token.text.lower())
    opposed |= {
        word for word, (_, other) in rivals.items() if _undone(other.text.lower()) == sense(token.stem)
    }
    for word in sorted(opposed & rivals.keys()):
        line, other = rivals[word]
        if are_converse(claim, token, line.text, other) or _is_contrast(token, claim, other, line.text):
            continue
        if are_two_sides(claim, token, line.text, other) or _is_undone(token, other, claim, line.text):
            continue
        if word == _DENY and _ADVISED.search(line.text):
            continue
        if word == _DENY and sense(token.stem) in _OWNS and _OWNED.search(line.text):
            continue
        if _is_other_part(claim, line.text) and _undone(token.text.lower()) == word:
            continue
        if _is_nearer(token, word, theirs, claim):
            continue
        if (
            _both_ways(claim, line.text)
            or left_over(claim, line.text)
            or (word in _AMOUNTS and count_negative(claim))
        ):
            continue
        if _stand_alike(token, other, claim, line):
            note = f"the evidence says {other.text!r}"
            place = (token.text, token.start, token.end)
            return fact("word", place, "contradicted", line=line, found=(other.start, other.end), note=note)
    return None


# "Lifted the ban": what is undone does not hold.
_LIFTED = re.compile(r"\b(?:lift|eas|end|overturn|remov|scrap|revers|repeal|quash)\w* (?:[\w'’]+ ){0,2}$")
_NOT_BEFORE = re.compile(r"\b(?:not|never|nor|no|nobody|none|neither)\b|n['’]t\b|\bwith?h[eo]ld\w*")
_NOT = re.compile(r"\b(?:not|never)\b|n['’]t\b")
_DENIED_DOING = re.compile(r" (?:that|any|(?:\w+ )?\w+ing)\b")


def _is_undone(mine: Token, theirs: Token, claim: str, text: str) -> bool:
    """Whether one of two opposites is denied, so that both say the same: "not before", "lift the ban"."""
    if _LIFTED.search(text, 0, theirs.start):
        return True
    if sense(theirs.stem) == _DENY and sense(mine.stem) in _GRANTED and _DENIED_DOING.match(text, theirs.end):
        return True
    pair = {mine.text.lower(): (claim, mine), theirs.text.lower(): (text, theirs)}
    if pair.keys() != {"before", "after"}:
        return False
    (early, before), (late, after) = pair["before"], pair["after"]
    denied = _NOT_BEFORE.search(clause_around(early, before.start).partition(" before ")[0])
    plain = not _NOT.search(clause_around(late, after.start).partition(" after ")[0])
    return bool(denied) and plain


def _is_other_part(claim: str, text: str) -> bool:
    """Whether a share of a claim and one of a text make up a whole: 42% unspent, 58% spent."""
    mine, theirs = ([q for q in find_quantities(each) if q.unit == "percent"] for each in (claim, text))
    return any(is_near(one.value + other.value, 100) for one in mine for other in theirs)


def _is_contrast(mine: Token, claim: str, other: Token, text: str) -> bool:
    """Whether a word is what something is compared with: "less than", "as cheap as", "than the old one"."""
    if _COMPARED.search(text, 0, other.start) and not _THAN.search(claim, 0, mine.start):
        return _sides(claim) == _sides(text) in ((True, False), (False, True))
    return bool(_CONTRAST.search(text, 0, other.start)) and not _SAID_AS.search(text, 0, other.start)


def _both_ways(claim: str, text: str) -> bool:
    """Whether a claim and a text each tell of more of one thing and less of another."""
    return _sides(claim) == _sides(text) == (True, True)


def _is_nearer(token: Token, word: str, theirs: dict[str, _Place], claim: str) -> bool:
    """Whether another opposite of a rival stands in the evidence, and as much in the place of a word."""
    mine = neighbours(claim, token.start, token.end, ())

    def fit(place: _Place) -> float:
        line, other = place
        return closeness(mine, neighbours(line.text, other.start, other.end, ()))

    allies = {one for far in opposites_of(sense(token.stem)) for one in opposites_of(far)}
    rivals = ((opposites_of(word) | allies) & theirs.keys()) - _PARTICLES - {word}
    return any(fit(theirs[each]) >= fit(theirs[word]) for each in rivals)


_CONTRAST = re.compile(r"\b(?:than|as) $")
# What a claim that puts its word elsewhere compares with: "than the old train took".
_COMPARED = re.compile(r"\bthan (?:(?:on|in|at|under|with|for) )?(?:the|its|his|her|their|an?) $")
_THAN = re.compile(r"\bthan\b")
_MORE = re.compile(r"\b(?:more|longer|slower|later|higher|bigger|larger|dearer)\b")
_LESS = re.compile(r"\b(?:less|fewer|shorter|quicker|faster|earlier|sooner|lower|smaller|cheaper)\b")


def _sides(text: str) -> tuple[bool, bool]:
    """Whether a text has something come out as more, and as less, than what it is compared with."""
    return bool(_MORE.search(text)), bool(_LESS.search(text))


# "Described as unsafe": nothing is compared.
_SAID_AS = re.compile(
    r"\b(?:describ|regard|classif|class|treat|declar|label|dismiss|denounc|see|mark)(?:e|ed|es|s|n|ing|ied|ies)?"
    r"\b[^.;,]* as $",
    re.IGNORECASE,
)
_UN = re.compile(r"un(?!der|it|ion|iq|iv|til|less|cle)(?P<base>[a-z]{4,})$")
_LEAST = 4


@lru_cache(maxsize=4096)
def _prefixed(word: str) -> frozenset[str]:
    """The senses of a word with a prefix that denies it, or without its own: lawful, unlawful."""
    base = _UN.match(word)
    if len(word) < _LEAST:
        return frozenset()
    return frozenset({sense(stem(base["base"] if base else "un" + word))})


def _undone(word: str) -> str | None:
    """The sense of a word without the prefix that denies it: that of sold, for unsold."""
    base = _UN.match(word)
    return sense(stem(base["base"])) if base else None


def _stand_alike(token: Token, other: Token, claim: str, line: Line) -> bool:
    """Whether two words stand among the same words: opposites elsewhere in the sentence say nothing."""
    if {token.text.lower(), other.text.lower()} <= STOPWORDS:
        return _next_word(claim, token) == _next_word(line.text, other)
    mine = neighbours(claim, token.start, token.end, ())
    theirs = neighbours(line.text, other.start, other.end, ())
    return any(
        abs(distance) <= _BESIDE and abs(theirs.get(word, 99)) <= _BESIDE for word, distance in mine.items()
    )


def _next_word(text: str, token: Token) -> str | None:
    """The sense of the next content word after a token."""
    return next((sense(t.stem) for t in tokenize(text) if t.start >= token.end and t.is_content), None)
