"""Names of people, places and organizations in a text, with their titles."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache

from rag.text import sentence_spans
from rag.verification.statements.name_words import JOB_WORDS, NAME_ALIASES, TITLE_FORMS, TITLE_WORDS
from rag.verification.times.finding import find_times
from rag.verification.times.patterns import WEEKDAYS
from rag.verification.words.number_words import COUNTING, spelled_value
from rag.verification.words.tokens import stem
from rag.verification.words.wordlists import STOPWORDS

# A letter, also one that is followed by the marks of its accents.
_LETTER = r"(?:[^\W_]|[\u0300-\u036f])"
_CAPITAL = rf"(?:(?:[A-Z]\.){{2,4}}|[A-ZÀ-ÖØ-ÞĀ-Ž]{_LETTER}*(?:['’](?!s\b){_LETTER}+)*(?:-{_LETTER}+)*)"
_NAME = re.compile(
    rf"(?<![\w'’]){_CAPITAL}(?:(?:['’]s|(?<=s)['’])(?=\s[A-ZÀ-ÖØ-Þ]))?"
    rf"(?:(?:\s(?:of|of the|and the|de|da|del|der|di|du|la|le|al|bin|ibn|van|von|for)(?=\s[A-ZÀ-ÖØ-Þ])"
    rf"|\s&)?[\s-]{_CAPITAL}(?:(?:['’]s|(?<=s)['’])(?=\s[A-ZÀ-ÖØ-Þ]))?)*"
)
_OPENING = re.compile(r"(?:^|[.!?:;—–]\s*|[\"“‘«(]\s*|\n\s*)$")
# "C$92m", "92 million Canadian dollars": of money.
_OF_MONEY = re.compile(
    r"\$| (?:dollars?|pounds|francs|pesos|rupees|dinars|dirhams|shillings|kron(?:er|or|e|a))\b"
)
_ONE_SENTENCE = 500  # code points; a longer text is taken apart first, and what reads one is linear in it
_Word = tuple[str, int, int]
HONORIFICS = frozenset({"mr", "mrs", "ms", "mx", "dr", "sir", "dame", "lord", "lady", "prof", "rev"})
_JOB = re.compile(r"^[A-Z][a-z]+(?:ologist|ographer|ician|keeper|woman|officer|worker|maker|fighter|player)$")
_COMPOUND = re.compile(
    r"-(?:\w+ed|old|born|time|largest|biggest|year|day|month)$"
    r"|[a-z]{3}(?:al|ent|ed|ous|mer|ive|te|ing|est)ly$"
)
# "Marsh Aid and the Red Cross" is two names.
_JOINT = re.compile(r"\s(?:of|for|of the|for the|and the)\s")
# "Passengers for Skerry": people, who are named only by their place.
_PEOPLE_OF = re.compile(
    r"[A-Z][a-z]{2,}(?:(?:er|or|ent|ant|ist|ian|ee)s|men|women) (?:of|for) (?:the )?(?=[A-ZÀ-ÖØ-Þ])"
)
# "Left Ness for Cray": from one to the other.
_LEAVING = re.compile(
    r"\b(?:left|leaves?|leaving|quit|fled|flee(?:s|ing)?|swap\w*|abandon\w*|trad(?:ed|es|ing)) (?:[a-z]+ )?$"
)
_DONE = r"(?<=[a-z]{2})-(?:based|born|backed|owned|built|led|made|run|listed|speaking|trained)"
_PARTICIPLE = re.compile(rf"{_DONE}$")
_BASED = re.compile(rf"[^\s]+?{_DONE}\s")
# Letters of honour and office after a name.
_LETTERS_AFTER = frozenset(
    {"MP", "MEP", "MSP", "KC", "QC", "MBE", "OBE", "CBE", "Jr", "Jr.", "Sr", "Sr.", "II", "III"}
)
_NO_NAMES = frozenset({*WEEKDAYS, *(f"{day}s" for day in WEEKDAYS), "celsius", "fahrenheit"})
_INDEFINITE = frozenset("everything everyone everybody nothing nobody anything anyone something".split())
_LONG = 6  # letters of a place whose people end in "er": "Berliner", "Islander"
_DEMONYM = re.compile(r"(?:ians?|ans?|ns?|ish|ese|is?|s)$")


@dataclass(frozen=True, slots=True)
class Name:
    """A name with its offsets: `core` are the stems that identify it, `titles` its titles.

    `doubtful` marks a single word at the start of a sentence, which may be no name.
    """

    text: str
    start: int
    end: int
    core: tuple[str, ...]
    titles: tuple[str, ...] = ()
    doubtful: bool = False


@lru_cache(maxsize=4096)
def find_names(text: str) -> tuple[Name, ...]:
    """Every name of a text, in order.

    >>> text = "On Friday, Prime Minister Aldo Verrin met Dr. Tolvik in Upper Cray."
    >>> [(name.core, name.titles) for name in find_names(text)]
    [(('aldo', 'verrin'), ('prime', 'minister')), (('tolvik',), ()), (('upper', 'cray'), ())]
    """
    if len(text) <= _ONE_SENTENCE:
        return _names_of(text)
    return tuple(
        replace(name, start=name.start + span.start, end=name.end + span.start)
        for span in sentence_spans(text)
        for name in _names_of(text[span.start : span.end])
    )


@lru_cache(maxsize=4096)
def _names_of(text: str) -> tuple[Name, ...]:
    """The names of a sentence; those of an article are read with each of its sentences."""
    masked = text
    for time in find_times(text):
        masked = masked[: time.start] + "x" * (time.end - time.start) + masked[time.end :]
    found: list[Name] = []
    for match in _NAME.finditer(masked):
        for start, end in _pieces(match):
            found.extend(_names(text, start, end))
    return tuple(found)


@lru_cache(maxsize=65536)
def same_name(first: Name, second: Name) -> bool:
    """Whether one of two names may be the short form of the other.

    >>> a, b, c = (find_names(f"We saw {n}.")[0] for n in ("Aldo Verrin", "Mr Verrin", "Nils Verrin"))
    >>> same_name(a, b), same_name(a, c)
    (True, False)
    """
    if _alias(first) == _alias(second) or _is_acronym(first, second) or _is_acronym(second, first):
        return True
    short, long = sorted((first.core, second.core), key=len)
    return bool(short) and all(any(_same_word(word, other) for other in long) for word in short)


def _pieces(match: re.Match[str]) -> list[tuple[int, int]]:
    """A person "of" something is two names, "Residents of" a place one; a "Bank of" somewhere is one."""
    people = _PEOPLE_OF.match(match.group())
    if people and _OPENING.search(match.string[: match.start()]):
        return [(match.start() + people.end(), match.end())]
    if based := _BASED.match(match.group()):
        return _halves(match, based.end() - 1, based.end())
    joint = _JOINT.search(match.group())
    if joint is None:
        return [match.span()]
    if " for " in joint.group() and _LEAVING.search(match.string[: match.start()]):
        return _halves(match, joint.start(), joint.end())
    before = match.group()[: joint.start()].split()
    nation = joint.group() == " and the " and match.group()[joint.end() :].lower() in NAME_ALIASES
    if len(before) - (before[0] in {"The", "A", "An"}) < 2 and not nation:
        return [match.span()]
    return _halves(match, joint.start(), joint.end())


def _halves(match: re.Match[str], end: int, start: int) -> list[tuple[int, int]]:
    """The places of two names in a match: up to `end` and from `start` on, counted within it."""
    return [(match.start(), match.start() + end), (match.start() + start, match.end())]


def _names(text: str, start: int, end: int) -> list[Name]:
    words = [(m.group(), start + m.start(), start + m.end()) for m in re.finditer(r"[^\s]+", text[start:end])]
    if _OF_MONEY.match(text, end):
        return []
    words, opening = _trimmed(words, opening=bool(_OPENING.search(text[:start])))
    titles = [title for word, _, _ in words for title in _titles(_stem(word))]
    core = [word for word, _, _ in words if not _titles(_stem(word)) and _stem(word) not in HONORIFICS]
    last = core[-1:] if core[1:] and core[-1][0].isupper() else []
    core = [word for word in core[: len(core) - len(last)] if word.lower() not in STOPWORDS and word != "&"]
    core += last
    if not core:
        return []
    if len(words) > 1 and (_titles(_stem(words[0][0])) or _stem(words[0][0]) in HONORIFICS):
        opening = False
    return [
        Name(
            text=text[words[0][1] : words[-1][2]],
            start=words[0][1],
            end=words[-1][2],
            core=tuple(_stem(word) for word in core),
            titles=tuple(titles),
            doubtful=opening and len(words) == 1 and not re.search(r"-[A-Z]", words[0][0]),
        )
    ]


def _trimmed(words: list[_Word], *, opening: bool) -> tuple[list[_Word], bool]:
    """The words that are of the name, and whether its first one still opens the sentence."""
    while words and opening and words[0][0].lower().rstrip(".,") in STOPWORDS:
        words, opening = words[1:], False
    while len(words) > 1 and opening and words[0][0].lower() in _INDEFINITE:
        words, opening = words[1:], False
    if len(words) > 1 and words[0][0].lower() in COUNTING and words[1][0].lower() == "of":
        words, opening = words[2:], False
    while words and words[0][0].lower() in {
        "of",
        "and",
        "for",
        "the",
        "i",
        "i'm",
        "but",
        "in",
        "it",
        "he",
        "she",
        "they",
        "we",
    }:
        words = words[1:]
    if not words or _stem(words[0][0]) in _NO_NAMES:
        return [], opening
    if opening and len(words) > 1 and (_is_job(words[0][0]) or _is_lower_word(words[0][0])):
        words, opening = words[1:], False
    while len(words) > 1 and words[-1][0] in _LETTERS_AFTER:
        words = words[:-1]
    return words, opening


def _titles(word: str) -> tuple[str, ...]:
    """The title that a word is, written out: "CEO" is "chief executive"."""
    return (word,) if word in TITLE_WORDS else TITLE_FORMS.get(word, ())


def _is_job(word: str) -> bool:
    """Whether a word names a job: "Hydrologist", "Skipper"."""
    return word.lower() in JOB_WORDS or _JOB.search(word) is not None


def _is_lower_word(word: str) -> bool:
    """Whether a word is capital only as the first: "Forty", "Third-placed", "Formerly"."""
    lower = word.lower()
    return lower in COUNTING or spelled_value(lower) is not None or _COMPOUND.search(lower) is not None


def _stem(word: str) -> str:
    word = unicodedata.normalize("NFC", word)
    lower = _PARTICIPLE.sub("", word.lower().replace("’", "'"))
    return re.sub(r"'s?$", "", lower).replace(".", "").strip("-")


def _same_word(first: str, second: str) -> bool:
    if first == second or stem(first) == stem(second):
        return True
    if _nation(first) == _nation(second):
        return True
    short, long = sorted((first, second), key=len)
    if len(short) >= 4 and long in {short + "n", short + "an", short + "ns", short + "stan"}:
        return True
    base = _DEMONYM.sub("", long)
    if len(short) >= 4 and len(base) >= 4 and (base == short or base == short.rstrip("aeiouy")):
        return True
    base = re.sub(r"ers?$", "", long)
    return len(base) >= _LONG and base != long and base == stem(short)


def _nation(word: str) -> str:
    """What a word is another form of, also in the plural: "Germany" for "Germans"."""
    return NAME_ALIASES.get(word) or NAME_ALIASES.get(word.removesuffix("s"), word)


def _alias(name: Name) -> str:
    joined = " ".join(name.core)
    return NAME_ALIASES.get(joined, joined)


def _is_acronym(short: Name, long: Name) -> bool:
    if len(short.core) != 1 or len(long.core) < 2 or not short.text.replace(".", "").isupper():
        return False
    return short.core[0] == "".join(word[0] for word in long.core)
