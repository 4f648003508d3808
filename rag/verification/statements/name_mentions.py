"""Names of the claim and of its evidence, with what stands beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from rag.verification.alignment import Neighbours, neighbours
from rag.verification.case import Case, Line
from rag.verification.statements.known_names import DATELINE
from rag.verification.statements.names import Name, find_names, same_name
from rag.verification.words.tokens import sense, stem
from rag.verification.words.wordlists import STOPWORDS

VERB = re.compile(
    r"\b(?:\w{2,}ed|\w+ing|was|were|is|are|has|had|have|will|would|met|won|beat|told|said|led|sold|took|gave|made|left|hit|sent|paid|built|held|wrote|lost)\b"
)
_IS_NOUN = re.compile(r"(?<!as )(?<!who )\b(?P<noun>[a-z]{4,}),? $")
_NOUN_OF = re.compile(r"\b(?P<noun>[a-z]{4,}) (?:of|for) (?:the )?$")
_NOUN_AFTER = re.compile(r" (?!(?:last|next|late|early|again)\b)(?P<noun>[a-z]{4,})\b(?! by\b)")
_ASIDE = re.compile(r", (?:who|which|whose|the|an?|aged|\d+)\b[^,;.]{0,110},", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NameMention:
    """A name of the claim or of a line, with its surroundings and the text that it stands in."""

    name: Name
    near: Neighbours
    text: str
    line: Line | None = None

    @property
    def before(self) -> str:
        """The text before the name."""
        return self.text[: self.name.start]

    @property
    def spot(self) -> tuple[int, int]:
        """The start and end of the name in its text, in code points."""
        return self.name.start, self.name.end

    def is_same(self, other: NameMention) -> bool:
        """Whether one of two names may be the short form of the other."""
        return same_name(self.name, other.name)


def mentions_of(text: str, line: Line | None, *, placed: bool) -> list[NameMention]:
    """The names of a text; `placed` takes in that of the dateline."""
    dateline = None if placed else DATELINE.match(text)
    names = [name for name in find_names(text) if dateline is None or name.start >= dateline.end()]
    skip = [(name.start, name.end) for name in names]
    return [NameMention(name, _surroundings(text, name, skip), text, line) for name in names]


def in_full(mention: NameMention) -> NameMention:
    """A first name as the full name of the only one in the article who has it: "Mikkel" for Mikkel Rosen."""
    name = mention.name
    if len(name.core) != 1 or name.doubtful or mention.line is None:
        return mention
    named = {other.core for other in find_names(mention.line.evidence.context) if name.core[0] in other.core}
    longer = {core for core in named if len(core) == 2}
    if len(longer) != 1 or not named <= {name.core, *longer} or next(iter(longer))[0] != name.core[0]:
        return mention
    return replace(mention, name=replace(name, core=longer.pop()))


def _surroundings(text: str, name: Name, skip: list[tuple[int, int]]) -> Neighbours:
    """The words near a name, also those that follow what is put in commas after it: "Keel, who …, died"."""
    near = neighbours(text, name.start, name.end, skip)
    if aside := _ASIDE.match(text, name.end):
        blank = text[: name.end] + " " * (aside.end() - name.end) + text[aside.end() :]
        near = near | neighbours(blank, name.start, name.end, skip)
    return near


def nouns_of(mention: NameMention) -> set[tuple[str, bool]]:
    """The nouns beside a name, and whether they are its own ("captain, NAME") or not ("NAME final")."""
    places = (
        (_IS_NOUN.search(mention.before), True),
        (_NOUN_OF.search(mention.before), False),
        (_NOUN_AFTER.match(mention.text, mention.name.end), False),
    )
    words = [(found.group("noun"), own) for found, own in places if found]
    return {
        (sense(stem(word)), own) for word, own in words if word not in STOPWORDS and not VERB.fullmatch(word)
    }


_OWNED = re.compile(r"(?:['’]s?)? ((?:[a-z-]+ ?){1,2})")
_OWNED_BEFORE = re.compile(r"((?:[a-z-]+ ){1,2})(?:of|in|at) (?:the )?$")
_DOES = re.compile(r" (?:(?:then|later|also|has|have|had|\w+ly) ){0,2}([a-z]+)\b")


def stays_put(mine: NameMention, found: list[NameMention]) -> bool:
    """Whether a name has what it has in the evidence, and no other has it: its noun, or its verb.

    "The walls of Cray" for "Cray's walls", "whose kick Poe saved" for "Poe then saved a kick".
    """
    own = [theirs for theirs in found if mine.is_same(theirs)]
    others = [theirs for theirs in found if not mine.is_same(theirs)]
    for words_of in (owned, _done):
        kept = words_of(mine) & {word for theirs in own for word in words_of(theirs)}
        if kept - {word for theirs in others for word in words_of(theirs)}:
            return True
    return False


def owned(mention: NameMention) -> set[str]:
    """The senses of the two words that follow a name, or stand before "of", "in" or "at" and the name."""
    places = (_OWNED.match(mention.text, mention.name.end), _OWNED_BEFORE.search(mention.before))
    words = {word for found in places if found for word in found.group(1).split()}
    return {sense(stem(word)) for word in words - STOPWORDS if not VERB.fullmatch(word)}


def _done(mention: NameMention) -> set[str]:
    """The sense of the verb that follows a name at once."""
    does = _DOES.match(mention.text, mention.name.end)
    word = does.group(1) if does and not mention.text[does.end() :].startswith(" by") else ""
    return {sense(stem(word))} if VERB.fullmatch(word) and word not in STOPWORDS else set()


_POSSESSED = re.compile(r"['’]s? ([a-z-]+)(?: ([a-z-]+))?")
_OF = re.compile(r"\b(?:([a-z-]+) )?([a-z-]+) of (?:the )?$")
_LISTED = re.compile(r"\W*(?:and|or)?\W*(?:the )?")
_MUTUAL = frozenset(sense(stem(verb)) for verb in "met married drew divorced agreed".split())


def taken_by(mine: NameMention, claimed: list[NameMention], found: list[NameMention]) -> NameMention | None:
    """Another name of the claim that has, in the evidence, what this one has in the claim: its noun or verb.

    "Poe's walls" for "the walls of Cray", "whose kick Wynn saved" for "Poe then saved a kick".
    """
    own = [theirs for theirs in found if mine.is_same(theirs)]
    for theirs in (theirs for theirs in found if not mine.is_same(theirs)):
        named = [other for other in claimed if theirs.is_same(other)]
        beside = [(each, other) for each in (mine, *own) for other in (*named, theirs)]
        if not named or not own or any(_are_listed(*pair) for pair in beside):
            continue
        for words_of in (possessed, _done):
            shared = words_of(mine) & words_of(theirs) - _MUTUAL
            if shared - {word for each in (*own, *named) for word in words_of(each)}:
                return theirs
    return None


def _are_listed(first: NameMention, second: NameMention) -> bool:
    """Whether two names of one text stand side by side, or with "and" between."""
    if first.text != second.text:
        return False
    one, other = sorted((first.name, second.name), key=lambda name: name.start)
    return _LISTED.fullmatch(first.text[one.end : other.start]) is not None


def possessed(mention: NameMention) -> set[str]:
    """The senses of the words in "Cray's sea walls" and "the sea walls of Cray"."""
    places = (_POSSESSED.match(mention.text, mention.name.end), _OF.search(mention.before))
    words = {word for found in places if found for word in found.groups() if word}
    return {sense(stem(word)) for word in words - STOPWORDS if not VERB.fullmatch(word)}


def is_person(mention: NameMention) -> bool:
    """Whether a name is written with an honorific or a title."""
    first = mention.name.text.split()[0].strip(".").lower()
    return first in {"mr", "mrs", "ms", "dr", "sir", "dame", "lord", "lady"} or bool(mention.name.titles)


_PLACED = re.compile(
    r"\b(?:in|at|near|around|outside|(?:city|town|village|port|island|people|camp|district) of) (?:the )?$"
)


def is_place(name: Name, case: Case) -> bool:
    """Whether every sentence of the articles that has a name has it after "in", "near" or "city of"."""
    found = [
        bool(_PLACED.search(text[: other.start]))
        for text in {line.evidence.context or line.text for line in case.lines}
        for other in find_names(DATELINE.sub("", text, count=1))
        if same_name(name, other)
    ]
    return bool(found) and all(found)
