"""Whether the evidence spells out a name, in full, in parts or in small letters, or a word stands for it."""

from __future__ import annotations

import re
from collections.abc import Callable

from rag.text import sentence_spans
from rag.verification.case import Case, Line, before
from rag.verification.statements.name_words import PLAIN_FORMS
from rag.verification.statements.names import HONORIFICS, Name, find_names, same_name
from rag.verification.statements.quotations import find_quotations
from rag.verification.words.wordlists import STOPWORDS

_PRONOUN = re.compile(
    r"\b(?:he|she|they|it|his|her|hers|him|their|(?<!of )them|its|there|here|we|our|i|my|us)\b",
    re.IGNORECASE,
)
DATELINE = re.compile(r"[A-Z][A-Z'’. -]+,? [^—–()\n]{0,30}?(?:—|–|--)\s")
_NOUN = re.compile(
    r"\bnational\b|\b(?:the|its|their|his|her|this|that) (?:\w+ )?(?:company|firm|airline|bank|group|agency"
    r"|ministry|club|team|party|university|hospital"
    r"|council|committee|union|court|government|army|town|city|village|country|district|valley|region|island|port|minister|president"
    r"|mayor|director|charity|operator|federation|league|association|authority|school|museum|court|organi[sz]ation|front|office|study|"
    r"report|bridge|dam|river|station|plant|mine|ship|vessel|ferry|chairman|chairwoman|spokesman|spokeswoman|leader|chief|executive)\b"
    r"(?! of [A-Z])(?-i:(?! [A-Z]))|\b(?:the|this|that) \d+-year-old\b",
    re.IGNORECASE,
)
_OPENS = re.compile(r"(?:He|She|His|Her)\b")
_DEFINITE = re.compile(
    r"\b(?:[Tt]he|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|[Tt]his) (?P<nouns>[a-z]{4,}(?: [a-z]{4,})?)\b"
)


def is_known(name: Name, case: Case) -> bool:
    """Whether some article spells out all words of a name together, or "Italy's Chiara Bonfanti" apart."""
    if any(_is_joined(*parts, case) for parts in _parted(name)):
        return True
    if _opens_with_noun(name, case) or any(_is_kin(name, line) for line in case.lines):
        return True
    for line in case.lines:
        for text in (line.text, line.evidence.context, line.evidence.title):
            if any(set(name.core) <= set(other.core) for other in find_names(text)) or find_plain(name, text):
                return True
    return False


def _parted(name: Name) -> list[tuple[str, str]]:
    """The ways in which a name may be two: "Italy's / Chiara Bonfanti", "Port Ness / Ann Poe"."""
    owner, possessive, rest = name.text.replace("’", "'").partition("' " if "s' " in name.text else "'s ")
    if possessive:
        return [(owner, rest)]
    words = name.text.split(" ") if len(name.core) > 2 else []
    return [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]


def _is_joined(first: str, last: str, case: Case) -> bool:
    """Whether a sentence of the evidence has both parts of a name."""
    return any(_is_part(first, line, last) and _is_part(last, line, last) for line in case.lines)


def _is_part(words: str, line: Line, owner: str) -> bool:
    """Whether the line has some words, or a form of them ("Norwegian"), and not as those of another name."""
    names = find_names(line.text)
    mine = find_names(f"in {words}")
    for other in names:
        if (
            mine
            and same_name(mine[0], other)
            and (
                len(other.core) == len(mine[0].core)
                or owner in other.text
                or _is_surname(words, owner, other)
            )
        ):
            after = [n for n in names if n.start > other.start]
            beside = after and re.fullmatch(
                r"(?:['’]s)? (?:[a-z-]+ ){0,2}", line.text[other.end : after[0].start]
            )
            if words == owner or not beside or owner in after[0].text:
                return True
    return not mine and words in line.text


def _is_surname(words: str, owner: str, other: Name) -> bool:
    """Whether the owner of a place in "Poe's Ness" is named in full: "Ann Poe", not "Poe Ness"."""
    return words != owner and len(other.core) == 2 and other.text.endswith(f" {words}")


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
    rest = rest.removeprefix("of ").removeprefix("for ")
    if not rest or not first.isalpha() or case.claim[: name.start].strip():
        return False
    noun = re.compile(rf"\b{first.lower()[:5]}")
    texts = [text for line in case.lines for text in (line.text, line.evidence.context)]
    return any(noun.search(text) for text in texts) and any(rest in text for text in texts)


def find_plain(name: Name, text: str) -> tuple[int, int] | None:
    """The name as plain words, without capitals, turned round ("the Test in Galle") or written out ("AI")."""
    words = [re.escape(part) for part in re.split(r"[\s-]+", re.sub(r"['’]s$", "", name.text)) if part]
    plain = r"[\s-]+".join(words)
    if len(words) == 2:
        plain += rf"|{words[1]} (?:in|of|at) (?:the )?{words[0]}"
    if len(words) == 2 and "-" in name.text:
        plain += rf"|{words[0]} (?:and|to) {words[1]}"
    if len(words) == 1 and 2 <= len(name.text) <= 5 and name.text.isupper():
        plain += "|" + r"\w*[\s-](?:of\s|and\s|the\s)*".join(name.text.lower()) + r"[^\W\d]+"
    if other := PLAIN_FORMS.get(" ".join(name.core)):
        plain += f"|{other}"
    match = re.search(rf"(?<!\w)(?:{plain})(?!\w)", text, re.IGNORECASE)
    return (match.start(), match.end()) if match else None


def _is_called(name: Name, line: Line) -> bool:
    """Whether a noun of the line is what the article calls this name alone: "the chain" for Penhallow."""
    nouns = {noun for found in _DEFINITE.finditer(line.text) for noun in found.group("nouns").split()}
    if _ends_in_noun(name, nouns, line):
        return True
    context = line.evidence.context
    names = find_names(context)
    for noun in nouns - STOPWORDS - {"said", "says", "told"}:
        before = re.compile(rf"\b{noun} $")
        after = re.compile(
            rf", (?:an?|the) (?:[a-z-]+ ){{0,3}}{noun}(?:[,.;]| (?:that|which|of|for|in|based)\b)"
        )
        own = re.compile(rf" (?:[a-z-]+ )?{noun}\b")
        so = [
            n
            for n in names
            if noun in n.titles
            or before.search(context[: n.start])
            or after.match(context, n.end)
            or own.match(context, n.end)
        ]
        if so and all(same_name(name, n) for n in so):
            return True
    return False


def _ends_in_noun(name: Name, nouns: set[str], line: Line) -> bool:
    """Whether a noun of the line is the last word of this name alone: "the vault" for the Film Vault."""
    noun = name.core[-1]
    if len(name.core) < 2 or noun not in nouns:
        return False
    named = [n for n in find_names(line.evidence.context) if len(n.core) > 1 and n.core[-1] == noun]
    return bool(named) and all(same_name(name, n) for n in named)


_OFTEN = 3


def is_prominent(name: Name, line: Line) -> bool:
    """Whether the article names this more than once or twice, and nothing more often."""
    named = find_names(line.evidence.context)
    own = sum(same_name(name, other) for other in named)
    sure = {other for other in named if not other.doubtful}
    return own >= _OFTEN and all(own >= sum(same_name(one, other) for other in named) for one in sure)


_SHE = re.compile(r"\b(?:he|she|his|her|hers|him|himself|herself)\b", re.IGNORECASE)
_FIRM = re.compile(
    r"\b(?:[Tt]he|[Ii]ts|[Tt]his|[Tt]hat) (?:[a-z-]+ )?"
    r"(?:company|firm|airline|bank|group|agency|ministry|club|team|party|university|hospital|council|committee"
    r"|union|charity|operator|federation|league|association|authority|organi[sz]ation)\b(?! of [A-Z])"
)
_IT = re.compile(r"\b(?:it|its|itself)\b", re.IGNORECASE)
# "Near Lund", not "shares in Corvex".
_WHERE = re.compile(
    r"(?<!shares )(?<!stock )(?<!stake )(?<!confidence )(?<!trust )(?<!faith )(?<!investors )"
    r"\b(?:in|at|near|around|outside|from|to) (?:the )?$",
    re.IGNORECASE,
)
_JOB = (
    r"(?:executive|director|manager|minister|president|chair(?:man|woman)?|spokes(?:man|woman)|analyst|economist"
    r"|lawyer|coach|captain|mayor|officer|secretary|senator|governor|founder)"
)
_OFFICE = re.compile(rf"\b{_JOB},? $", re.IGNORECASE)
# "Kofi Ansah, its director", "Ann Poe, 31".
_AS_PERSON = re.compile(rf", (?:\d\d\b|who\b|(?:an?|the|its|their) (?:[a-z'’-]+ ){{0,4}}{_JOB}\b)")


_TOWN = re.compile(
    r"\b(?:[Tt]he|[Tt]his|[Tt]hat) (?:city|town|village|country|nation|island|state|province|region|county)\b"
    r"(?! of [A-Z])"
)


def _is_lead(name: Name, line: Line) -> bool:
    """Whether "the company" or "the city" is the one with which the article opens, or which it names most."""
    firm = _FIRM.search(line.text)
    if not (firm or _TOWN.search(line.text)):
        return False
    context = DATELINE.sub("", line.evidence.context, count=1)
    opening = context[: sentence_spans(context)[0].end] if context.strip() else ""
    named = [other for other in find_names(opening) if set(name.core) <= set(other.core)]
    return any(may_be_it(other, opening) or not firm for other in named) or is_prominent(name, line)


def _referent(text: str) -> Callable[[Name, str], bool]:
    """What the pronouns and nouns of a sentence may stand for: persons or things, any where it has both."""
    she, firm = _SHE.search(text), _FIRM.search(text) or _IT.match(text)
    if bool(she) == bool(firm):
        return lambda name, sentence: True
    return may_be_she if she else may_be_it


def may_be_it(name: Name, sentence: str) -> bool:
    """Whether "it" or "the company" may stand for a name where it stands: no titled person, no place."""
    if _is_quoted(name, sentence):
        return False
    before = sentence[: name.start]
    titled = name.titles or name.text.split()[0].strip(".").lower() in HONORIFICS
    if name.text.endswith(("-based", "-listed", "-born")):
        return False
    person = titled or _OFFICE.search(before) or _AS_PERSON.match(sentence, name.end)
    return not (person or _WHERE.search(before))


def may_be_she(name: Name, sentence: str) -> bool:
    """Whether "she" may stand for a name where it stands: no place, no capitals only, no "the"."""
    if _is_quoted(name, sentence):
        return False
    before = sentence[: name.start]
    return not (_WHERE.search(before) or name.text.isupper() or before.lower().endswith("the "))


def _is_quoted(name: Name, sentence: str) -> bool:
    """Whether a name is told in somebody's words."""
    return any(quote.start <= name.start < quote.end for quote in find_quotations(sentence))


def in_context(name: Name, line: Line) -> str | None:
    """A pronoun or a noun of the line may stand for a name of the nearest sentence before that has any."""
    if _is_called(name, line):
        return "a noun of the evidence stands for it"
    if not (_PRONOUN.search(line.text) or _NOUN.search(line.text)):
        return None
    may_be = _referent(line.text)
    text = DATELINE.sub("", before(line), count=1)
    for span in reversed(sentence_spans(text)):
        sentence = text[span.start : span.end]
        names = [other for other in find_names(sentence) if may_be(other, sentence)]
        if any(set(name.core) <= set(other.core) for other in names):
            return "a pronoun or noun of the evidence stands for it"
        if any(not other.doubtful for other in names) and not _OPENS.match(text, span.start):
            break
    if any(set(name.core) <= set(other.core) for other in find_names(line.evidence.title)):
        return "named in the title"
    return "what the article is about" if _is_lead(name, line) else None
