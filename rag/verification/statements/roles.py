"""Checks who did what to whom: subject and object of the verbs that claim and evidence share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rag.types import Fact
from rag.verification.case import Case, Line, fact
from rag.verification.words.number_words import spelled_value
from rag.verification.words.tokens import Token, sense, stem, tokenize
from rag.verification.words.wordlists import IRREGULAR, STOPWORDS

_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "get", "got"})
# Verbs whose subject and object may change places without a change of meaning, or that have no object.
_MUTUAL = frozenset(
    "meet talk agree marry play draw merge join say share rise fall begin end go come live remain"
    " spread double triple quadruple halve increase decrease".split()
)
# Irregular plurals, which are no verbs in the past.
# "It took 130 men five hours" and "130 men took five hours" are one.
_EMPTY = frozenset("make take have".split())
_NOUNS = frozenset("children people men women feet lives wives halves crises persons years days".split())
_ADVERBS = frozenset("now also already since ever just only still later then long".split())
_ENDS = frozenset({";", ":", ".", "!", "?", '"', "“", "”"})
# "It took them 14 hours", "an estimated 40", "its failed bid": what stands before the verb is no subject.
_NO_SUBJECT = frozenset("it there an a the of its his her their no any".split())
_PRONOUNS = frozenset({"it", "he", "she", "they", "we", "i", "you"})
# What an active verb's object does not reach over.
_STOPS = frozenset({"by", "according", "because", "while", "when", "until", "than"})
_NO_AGENTS = frozenset("night day hand then far mistake accident sea air road rail train post".split())
# "Decided by Monday", "by the end of May", "by 2030": when, not who.
_TIME = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august"
    r"|(?:sept|octo|novem|decem)ber|noon|midday|midnight|tomorrow|today|next|1[5-9]\d\d|20\d\d"
)
_PARTS = frozenset("end start beginning middle close time weekend".split())
_HAVE = frozenset({"has", "had", "have", "having", "did", "will", "would"})
_PREPOSITIONS = frozenset({"at", "in", "on", "since", "during", "with", "near", "for", "from"})
_INTO = ("to", "hospital")  # "patients admitted to hospital"
_UNITS = frozenset(
    stem(word)
    for word in "second minute hour day week month year vote point goal run shot stroke length metre meter"
    " mile kilometre foot percent per percentage pound euro dollar crown million billion set game lap"
    " place wicket third quarter fifth half tenth km times".split()
)
_WINS = frozenset({"win", "wins", "victory", "victories", "triumph"})
_LEADING = frozenset({"will", "to", "would", "may", "might", "could", "did"})
_MEASURES = frozenset(
    {"margin", "majority", "total", "third", "quarter", "fifth", "half", "record", "factor"}
)
_REACH = 5
# "After leaving the army, Orr": who left is told after the comma.
_FRONTING = frozenset("after before since by on upon without despite besides while when".split())
# "Tin mined worldwide", "grain stored locally".
_PLACES = frozenset(
    "worldwide nationwide globally nationally locally here there nearby abroad elsewhere".split()
)
# Where another clause begins: "lost the first set but went on to win".
_CLAUSES = frozenset("but then before after when while although though who which".split())
# "A sold it to B" is "B bought it from A".
_CONVERSES = {
    sense(stem(word)): sense(stem(other))
    for word, other in (
        ("sold", "bought"),
        ("lent", "borrowed"),
        ("lost", "beat"),
        ("gave", "received"),
        ("handed", "received"),
    )
}
# "Hopes to borrow": no part of who borrows.
_WILLING = frozenset(
    stem(word)
    for word in "hope plan want intend expect vow promise agree offer seek aim decide refuse fail".split()
)
_BEATING = {stem(word): stem("beat") for word in "beat defeat overcome thrash edge".split()}
_PREVAIL = _BEATING.keys() | {stem("win")}


@dataclass(frozen=True, slots=True)
class _Predicate:
    """A verb with the content words that stand to its logical subject's and object's side."""

    word: str
    token: Token
    subject: frozenset[str]
    object: frozenset[str]
    is_deal: bool = False
    link: str = ""


def check_roles(case: Case) -> list[Fact]:
    """Give a fact for every verb whose subject and object the claim exchanges."""
    facts: list[Fact] = []
    for mine in _predicates(case.claim):
        found = [
            (line, theirs)
            for line in case.lines
            for theirs in _predicates(line.text)
            if theirs.token.stem == mine.token.stem or (mine.is_deal and theirs.word == mine.word)
        ]
        flipped = [
            (line, theirs)
            for line, theirs in found
            if _is_flipped(mine, theirs) and not _before_same(mine.token, case.claim, theirs.token, line.text)
        ]
        if found and len(flipped) == len(found):
            facts.append(_exchanged(mine, *flipped[0]))
    return facts


_NEXT = re.compile(r"\s+(?P<word>[a-z]{3,})\b")


def _before_same(mine: Token, claim: str, theirs: Token, text: str) -> bool:
    """Whether two words that look like verbs stand before the same noun: "polarized light"."""
    first, second = _NEXT.match(claim, mine.end), _NEXT.match(text, theirs.end)
    if first is None or second is None or first["word"] in STOPWORDS:
        return False
    return mine.text == theirs.text and first["word"] == second["word"]


def _exchanged(mine: _Predicate, line: Line, theirs: _Predicate) -> Fact:
    place = (mine.token.text, mine.token.start, mine.token.end)
    spot = (theirs.token.start, theirs.token.end)
    return fact("role", place, "contradicted", line=line, found=spot, note="subject and object are exchanged")


def _is_flipped(mine: _Predicate, theirs: _Predicate) -> bool:
    if mine.link != theirs.link and not mine.is_deal:
        return False
    forward = (mine.subject - mine.object) & (theirs.object - theirs.subject)
    backward = (mine.object - mine.subject) & (theirs.subject - theirs.object)
    return bool(forward) and bool(backward) and not (mine.subject & theirs.subject)


@lru_cache(maxsize=4096)
def find_verbs(text: str) -> tuple[Token, ...]:
    """The tokens of a text that look like verbs in the past or after a modal."""
    tokens = tokenize(text)
    return tuple(token for index, token in enumerate(tokens) if _is_verb(tokens, index))


@lru_cache(maxsize=4096)
def _predicates(text: str) -> tuple[_Predicate, ...]:
    tokens = tokenize(text)
    found = (
        _predicate(tokens, index)
        for index in range(1, len(tokens))
        if (_is_verb(tokens, index) or _is_going_on(tokens, index) or _fronted_until(tokens, index))
        and tokens[index - 1].text.lower() not in _NO_SUBJECT
        and not _is_reduced(tokens, index)
        and not _is_adjective(tokens, index)
        and not _goes_on(tokens, index)
    )
    return (*found, *_victories(tokens))


def _predicate(tokens: tuple[Token, ...], index: int) -> _Predicate:
    """A verb with its logical subject and object, a deal from the side of the one who gets."""
    token, word = tokens[index], sense(tokens[index].stem)
    if comma := _fronted_until(tokens, index):
        verb = next((at for at in range(comma, len(tokens)) if _is_verb(tokens, at)), len(tokens))
        behind = _side(tokens, range(comma + 1, verb))
        return _deal(token, behind, _side(tokens, range(index + 1, comma)), _link(tokens, index))
    left: frozenset[str] = (
        frozenset() if _has_pronoun(tokens, index) else _side(tokens, range(index - 1, -1, -1))
    )
    if _is_passive(tokens, index):
        subject, object_, link = _after(tokens, index, "by"), left, ""
    elif other := _other_party(tokens, index):
        return _Predicate(_CONVERSES[word], token, other, left, is_deal=True)
    else:
        object_ = _side(tokens, range(index + 1, len(tokens)), _STOPS)
        subject, link = left, _link(tokens, index)
    return _deal(token, subject, object_, link)


def _deal(token: Token, subject: frozenset[str], object_: frozenset[str], link: str) -> _Predicate:
    """A verb under the name of its deal: "defeated" counts as "beat"."""
    word = sense(token.stem)
    deal = _BEATING.get(word, word)
    return _Predicate(deal, token, subject, object_, is_deal=deal in _CONVERSES.values(), link=link)


def _fronted_until(tokens: tuple[Token, ...], index: int) -> int:
    """The comma behind a participle whose subject stands after it ("After beating Roux, Holm"), or 0."""
    if not tokens[index].text.lower().endswith("ing") or tokens[index - 1].text.lower() not in _FRONTING:
        return 0
    ends = (at for at in range(index + 1, len(tokens)) if tokens[at].text in _ENDS | {","})
    at = next(ends, 0)
    return at if at and tokens[at].text == "," else 0


def _link(tokens: tuple[Token, ...], index: int) -> str:
    """The preposition that follows a verb, or "out" and "out of": "benefit from" has no object."""
    first, second = [*(token.text.lower() for token in tokens[index + 1 : index + 3]), "", ""][:2]
    if first == "out":
        return "out of" if second == "of" else "out"
    return first if first in _PREPOSITIONS else ""


def _victories(tokens: tuple[Token, ...]) -> list[_Predicate]:
    """Who beat whom in "gave Lewes a win over Crewe"."""
    found: list[_Predicate] = []
    for index, token in enumerate(tokens[:-2]):
        if token.text.lower() in _WINS and tokens[index + 1].text.lower() in {"over", "against"}:
            left, right = _name(tokens[:index][::-1]), _name(tokens[index + 2 :])
            if left and right:
                found.append(_Predicate(stem("beat"), token, left, right, is_deal=True))
    return found


def _name(tokens: tuple[Token, ...]) -> frozenset[str]:
    """The first run of words with capitals."""
    starts = [at for at, token in enumerate(tokens) if token.text[0].isupper()]
    run: list[str] = []
    for token in tokens[starts[0] :] if starts else ():
        if not token.text[0].isupper():
            break
        run.append(sense(token.stem))
    return frozenset(run)


def _other_party(tokens: tuple[Token, ...], index: int) -> frozenset[str]:
    """Whom a verb of giving or losing names after "to": the one who bought, borrowed, got or won."""
    if sense(tokens[index].stem) not in _CONVERSES:
        return frozenset()
    far = next((at for at in range(index + 1, len(tokens)) if _leads_on(tokens, at)), len(tokens))
    return _after(tokens[:far], index, "to")


def _leads_on(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether another clause begins at a token, or an infinitive: "but went on", "and rallied", "to beat"."""
    word, after = tokens[at].text.lower(), at + 1
    if word in _CLAUSES or after >= len(tokens):
        return word in _CLAUSES
    return (word == "and" and _is_verb(tokens, after)) or (word == "to" and tokens[after].stem in _PREVAIL)


def are_converse(claim: str, mine: Token, text: str, theirs: Token) -> bool:
    """Whether two verbs tell one deal from its two sides: "A sold it to B", "B bought it from A"."""
    first = next((p for p in _predicates(claim) if p.token == mine), None)
    second = next((p for p in _predicates(text) if p.token == theirs), None)
    if first is None or second is None or not first.is_deal or first.word != second.word:
        return False
    return bool(first.subject & second.subject) and not _is_flipped(first, second)


def _is_verb(tokens: tuple[Token, ...], index: int) -> bool:
    token = tokens[index]
    lower = token.text.lower()
    if (
        lower in _NOUNS | _ADVERBS
        or spelled_value(lower) is not None
        or not token.is_content
        or not token.text[0].isalpha()
        or sense(token.stem) in _MUTUAL
        or IRREGULAR.get(lower, lower) in _EMPTY
        or index == 0
    ):
        return False
    past = (
        lower == "beat"
        or (lower.endswith("ed") and len(lower) > 3)
        or (IRREGULAR.get(lower, lower) != lower and not lower.endswith("s"))
    )
    before = tokens[index - 1].text.lower()
    accorded = index > 1 and tokens[index - 2].text.lower() == "according"
    led = before in _LEADING | {"has", "had", "have"} and not accorded and token.text.islower()
    return past or led


def _is_going_on(tokens: tuple[Token, ...], index: int) -> bool:
    """Whether a verb is what somebody "is doing"."""
    word, before = tokens[index].text.lower(), tokens[index - 1].text.lower()
    if sense(tokens[index].stem) in _MUTUAL:
        return False
    return word.endswith("ing") and len(word) > 5 and index > 0 and before in {"is", "are", "was", "were"}


_GOING_ON = frozenset(stem(word) for word in ("keep", "stop", "start", "continue"))


def _goes_on(tokens: tuple[Token, ...], index: int) -> bool:
    """Whether a verb only says that another goes on or ends: "kept filling"."""
    after = tokens[index + 1].text.lower() if index + 1 < len(tokens) else ""
    return tokens[index].stem in _GOING_ON and after.endswith("ing")


def _is_reduced(tokens: tuple[Token, ...], index: int) -> bool:
    """Whether a participle stands after its noun without an object: "the people treated at the clinic"."""
    after = tokens[index + 1].text.lower() if index + 1 < len(tokens) else "."
    auxiliary = any(t.text.lower() in _BE | _HAVE for t in tokens[max(0, index - 3) : index])
    into = tuple(token.text.lower() for token in tokens[index + 1 : index + 3]) == _INTO
    return (after in _PREPOSITIONS | _PLACES or after == "," or into) and not auxiliary


def _is_adjective(tokens: tuple[Token, ...], index: int) -> bool:
    """Whether a participle stands before its noun ("two written essays") or only says who is "to blame".

    So it does after whose the noun is: "the world's mined tin".
    """
    words = [token.text.lower() for token in tokens[max(0, index - 3) : index]]
    if words[-1] == "to":
        return any(word in _BE for word in words) and tokens[index].stem == "blame"
    owned = words[-1].endswith(("'s", "’s"))
    counted = (
        owned or words[-1][0].isdigit() or spelled_value(words[-1]) is not None or words[-1].endswith("ly")
    )
    named = index + 1 < len(tokens) and tokens[index + 1].is_content and tokens[index + 1].text.islower()
    return counted and named and not any(word in _BE | _HAVE for word in words)


def _has_pronoun(tokens: tuple[Token, ...], index: int) -> bool:
    """Whether a pronoun is the subject: "the complaints that it had received"."""
    at = index - 1
    while at > 0 and (tokens[at].text.lower() in _HAVE | _LEADING or tokens[at].text.lower().endswith("ly")):
        at -= 1
    return tokens[at].text.lower() in _PRONOUNS


def _is_passive(tokens: tuple[Token, ...], index: int) -> bool:
    before = [token.text.lower() for token in tokens[max(0, index - 3) : index]]
    after = [token.text.lower() for token in tokens[index + 1 : index + 3]]
    agent = "by" in after and not is_number(tokens, index + 1 + after.index("by") + 1)
    if before[-1:] and before[-1] in _LEADING | _HAVE:
        return False
    going_on = tokens[index].text.lower().endswith("ing")
    return (not going_on and any(word in _BE for word in before)) or agent


def is_number(tokens: tuple[Token, ...], index: int) -> bool:
    """Whether a figure or a way stands there: "won by four seconds", "dug by night" name no agent."""
    word = tokens[index].text.lower() if index < len(tokens) else ""
    if word == "the" and index + 1 < len(tokens) and tokens[index + 1].text.lower() in _PARTS:
        return True
    if word in {"a", "an"}:
        return index + 1 < len(tokens) and tokens[index + 1].text.lower() in _MEASURES
    if word in _NO_AGENTS or _TIME.fullmatch(word):
        return True
    if not (word[:1].isdigit() or spelled_value(word) is not None):
        return False
    after = [each.text for each in tokens[index + 1 : index + 3]]
    if len(after) > 1 and after[0] in {"to", "-", "–"} and after[1][0].isdigit():
        return True
    return any(
        token.stem in _UNITS or not token.is_word for token in tokens[index + 1 : index + 4]
    ) or index + 1 >= len(tokens)


def _after(tokens: tuple[Token, ...], index: int, link: str) -> frozenset[str]:
    """The content words after the first "by" or "to" that follows a verb soon."""
    for at in range(index + 1, min(len(tokens), index + 10)):
        if tokens[at].text.lower() == link and not is_number(tokens, at + 1) and not _is_range(tokens, at):
            return _side(tokens, range(at + 1, len(tokens)))
    return frozenset()


def _is_range(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether a word stands between two figures: "a range of 880 to 960"."""
    around = [token.text.lower() for token in (tokens[at - 1], *tokens[at + 1 : at + 2])]
    return len(around) > 1 and all(word[0].isdigit() or spelled_value(word) is not None for word in around)


def _side(tokens: tuple[Token, ...], order: range, stops: frozenset[str] = _ENDS) -> frozenset[str]:
    words: list[str] = []
    for at in order:
        token = tokens[at]
        if token.text in _ENDS or token.text.lower() in stops or len(words) >= _REACH:
            break
        if token.is_content and token.text[0].isalpha() and token.stem not in _WILLING:
            words.append(sense(token.stem))
    return frozenset(words)
