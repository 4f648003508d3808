"""Who said it: the speakers of a text and their verbs of saying."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from rag.verification.statements.name_words import JOB_WORDS, NAME_ALIASES, TITLE_WORDS
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
# What one does who says something: "put the cost at …", "gave no hint that", "called it fair".
_TELL = re.compile(
    r"\b(?:puts? (?=[^,;.]* at\b)|(?:gave|gives) (?=(?:no|little|any|few) (?:indication|hint|sign"
    r"|suggestion|reason|detail)s?\b)"
    r"|described|describes|called|calls|stressed|stresses|emphasi[sz]e[sd]|predicted|predicts"
    r"|forecasts?|recalled|recalls"
    r"|wrote|writes|thinks|thought|expects|expected|hopes|hoped|feared|fears|concluded|repeated"
    r"|reiterated|revealed"
    r"|hinted|pointed (?:out|to)|signall?ed|dismissed|rejected|critici[sz]ed|praised|welcomed|condemned"
    r"|blamed"
    r"|accused|hailed|likened|defended|ruled out"
    r"|(?:is|was|are|were|felt|sounded) (?:confident|sure|convinced|adamant|certain|hopeful|optimistic"
    r"|worried|afraid))\b",
    re.IGNORECASE,
)
_IN_VIEW = re.compile(
    r"\b(?:in|to|by) (?:his|her|their) (?:view|opinion|words|eyes|mind|judge?ment|account|estimate)\b",
    re.IGNORECASE,
)
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
_NOBODY = re.compile(
    r"\s*(?:no|none|nobody|no one|neither|(?:no|any|every|some)thing|what|the (?:former|latter))\b",
    re.IGNORECASE,
)
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
# A full stop that ends no "Dr", no "Rep" and no initial of a name: "John R. Poe".
_TITLES = "Dr Mr Ms Mrs Rep Sen Gov Gen Col Capt Lt Sgt Rev Prof Supt Insp Det Maj Adm Cpl Cllr Hon Fr St"
_STOP = "".join(f"(?<!{word})" for word in _TITLES.split()) + r"(?<!^[A-Z])(?<![\s.][A-Z])\."
_CLAUSE = re.compile(rf"[;:!?\"“”]|{_STOP}(?!\d)|\b(?:that|but)\b")
_ENDED = re.compile(rf"[;:!?\"“”]|{_STOP}(?!\d)")
# "According to the director, Ann Poe, …": up to the comma, or over a name in commas.
_OPENING = re.compile(r"[^,]*(?:, (?:[A-ZÀ-ÖØ-Þ][\w.'’-]*\s?)+(?=,)|(?=,))")
# The first words of a sentence up to its verb, with an apposition in commas.
_SUBJECT = re.compile(
    r"\s*(?:(?:[Tt]he|An?|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir)\s)?[^\s,]+"
    r"(?:\s(?!(?:would|will|was|were|is|are|had|has|have|did|\w{2,}(?:ed|[^s]s))\b)[^\s,]+)*(?:,[^,]+(?=,))?"
)
# "What she said", "a step that the union said …": who says it stands behind the pronoun.
_RELATED = re.compile(
    r"\b(?:that(?= (?:the|its|his|her|their) [a-z]+ $)|which|whom|what|(?:some|any|no"
    r"|every)thing(?: that)?|, an? (?:[\w-]+ ){1,3}that) "
    r"(?P<who>(?:(?:the|an?|his|her|its|their|some|many) (?:[\w'’-]+ ){1,5}|(?:[A-ZÀ-ÖØ-Þ][\w'’-]* ){1,4}"
    r"|(?:he|she|they|it) |(?:[a-z]+ )?(?!always)[a-z]{3,}s ))$"
)
# "Ann Poe, head of Corvex, which says …": the body says it, not its head.
_WHICH = re.compile(r"[^,;:.\"“”]*[^\s,;:.\"“”](?P<it>), which (?:also |has |had |\w+ly )*$")
_BY_BODY = re.compile(r"\b(?:by|from) (?=(?:[A-ZÀ-ÖØ-Þ][\w-]*['’]s?|his|her|its|their) (?:[a-z]+ )?[a-z]+$)")
_AS_BODY = re.compile(r"\s*(?:the|an?)\b", re.IGNORECASE)
_JOB = re.compile(rf"\b(?:head|founder|boss|leader|{'|'.join(sorted(TITLE_WORDS | JOB_WORDS))})\b")
_BEFORE_NOUN = re.compile(
    r" (?!(?:and|or|of|from|for|at|in|on|by|to|with|who|which|later|also|then|now|has|have|had|always"
    r"|again|never"
    r"|(?:him|her|it)self|[a-z]+ly)\b)[a-z]"
)
_APPOSED = re.compile(r", [a-z]")
# "Club captain Ann Poe, from …", not "the town of Lund, county commissioner Ann Poe".
_NOUNS_FIRST = re.compile(
    r"\W*(?:(?:and|but|while|though|although) )?(?:the )?(?:(?!(?:in|at|near|of|for|from|to|over|with"
    r"|against|by|on|after|before"
    r"|was|were|is|are|had|has|have)\b)[\w'’-]+ ){0,4}",
    re.IGNORECASE,
)
_WHERE = re.compile(r"\b[a-z]+ (?:in|at|near) (?:the )?$")
# "Urged the public not to relax": who is urged does not speak.
_ASKED = re.compile(
    r"(?:urged|warned)(?: (?!to\b)[\w'’-]+){1,6} not to [a-z]|urged(?: (?!to\b)[\w'’-]+){1,4} to [a-z]"
)
_COMMA = re.compile(r",(?!\d)")
_ADMITTED_TO = re.compile(r"\s+to (?!\w+ing\b)")
# "Added 5%", "adds to the cost", "added a second goal": nothing is said.
_MADE_MORE = re.compile(
    r"\s+(?:(?:another|an extra|more|up|to|further|two|three|\W?\d[\d.,]*)\b"
    r"|(?:an?|the|his|her|its|their) (?:new|late|final|second|third|fourth|fifth|further|[a-z]+ (?:goal"
    r"|try|penalty)|goal|try|touch)\b)"
    r"(?![^,;.]*\b(?:would|will|was|were|is|are|had|has|have|could|can|may|might|must|should)\b)"
)
_KEPT = re.compile(
    r"\s+(?:a|an|its|his|her|their|the) (?:[a-z]+ ){0,2}(?:lead|pace|forecast|rating|record|grip|stake"
    r"|hold|target|advantage|presence|speed|position)\b"
)
_OTHER_SENSES = {
    "claimed": _NOT_SAID,
    "said": _NOT_SAID,
    "say": _NOT_SAID,
    "admitted": _ADMITTED_TO,
    "added": _MADE_MORE,
    "adds": _MADE_MORE,
    "maintained": _KEPT,
}
_PRONOUN = re.compile(
    r"^(?:him|her|them|it)\b|\b(?:he|she|they|it|we|i)"
    r"(?:\s+(?:had|has|have|later|also|then|now|not|never|already|always|often|still|once|again|first|even"
    r"|(?:him|her|it)self|themselves|\w+ly))*$",
    re.IGNORECASE,
)

# "The Dane", "the former Corvex rider", "the 24-year-old".
_EPITHET = re.compile(
    r"(?:and |but |while |though |although )?[Tt]he (?:(?:[A-ZÀ-ÖØ-Þ][\w-]*|former|veteran|young"
    r"|retired|injured|\w+-\w+) ){0,3}"
    r"(?P<noun>[A-ZÀ-ÖØ-Þ][a-z]+|\d+-year-old|teenager|rider|striker|goalkeeper|defender|midfielder"
    r"|winger|forward|batsman"
    r"|bowler|sprinter|runner|cyclist|swimmer|jockey|boxer|sailor|climber|skier|golfer|player|singer"
    r"|novelist|poet|actor"
    r"|actress|composer|pianist|violinist|dancer|painter|sculptor|champion)$"
)
_DEMONYM = re.compile(r"[a-z](?:(?<!d)ian|ean|can|ese)$")  # no "Guardian"
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

    @property
    def epithet(self) -> bool:
        """Whether a noun stands for somebody named before, as "she" does: "the Dane", "the 24-year-old"."""
        told = _EPITHET.match(self.text)
        if told is None:
            return False
        noun = told.group("noun")
        return noun[0].islower() or noun.lower() in NAME_ALIASES or _DEMONYM.search(noun) is not None


@lru_cache(maxsize=4096)
def find_speakers(text: str) -> tuple[Speaker, ...]:
    """Every speaker of a text.

    >>> text = "The bridge is closed, said the mayor, Ilka Borsen. Lantern said that it would wait."
    >>> [(s.verb, s.name.text if s.name else None) for s in find_speakers(text)]
    [('said', 'Ilka Borsen'), ('said', 'Lantern')]
    """
    return tuple(speaker for match in _VERB.finditer(text) if (speaker := _speaker(match, text)))


@lru_cache(maxsize=4096)
def find_tellers(text: str) -> tuple[Speaker, ...]:
    """Who says something without a verb of saying, of a text: "She put the cost at £4m", "in her view"."""
    told = [
        speaker
        for match in _TELL.finditer(text)
        if not _BE_BEFORE.search(text[: match.start()]) and (speaker := _before(match, text))
    ]
    viewed = [_made(match, text, match.start(), match.end()) for match in _IN_VIEW.finditer(text)]
    return (*told, *(replace(one, name=None, pronoun=True) for one in viewed if one))


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
    rest = _OTHER_SENSES.get(verb)
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
    if related := _RELATED.search(left):
        return _made(match, text, related.start("who"), match.start())
    if body := _body_before_which(left):
        return _made(match, text, *body)
    clause = _clause_start(left)
    run = left[clause:]
    parts = [clause, *(clause + comma.end() for comma in _COMMA.finditer(run.rstrip(" ,")))]
    start = clause
    if len(parts) > 1 and not _is_subject(left[parts[-1] :]):
        start = parts[max(0, len(parts) - 3)] if len(parts) > 2 else parts[0]
    elif len(parts) > 1:
        start = parts[-2] if run.rstrip().endswith(",") else parts[-1]
    return _made(match, text, start, match.start())


def _body_before_which(left: str) -> tuple[int, int] | None:
    """The place of the body that "which" stands for, after one of its people or what it has done.

    "Ann Poe, head of Corvex, which says …", "a complaint by Poe's team, which says …".
    """
    which = _WHICH.search(left)
    if which is None:
        return None
    if owned := _BY_BODY.search(left, which.start(), which.end("it")):
        return owned.end(), which.end("it")
    if _AS_BODY.match(which.group()) and not _JOB.search(which.group()):
        return None
    named = [name for name in find_names(left) if name.end == which.end("it") and name.start > which.start()]
    return (named[0].start, named[0].end) if named and not _WHERE.search(left[: named[0].start]) else None


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
        name=None if spoken and spoken.start() else _head(names, text, start, end),
        words=words,
        pronoun=spoken is not None,
    )


def _head(names: list[Name], text: str, start: int, end: int) -> Name | None:
    """The name that speaks: "Goran Fitch of the alliance" is the first, "the mayor, Ilka Borsen" the last.

    A name before a noun describes another: "Ann Poe, a Lund doctor", "Club doctor Ann Poe, from Lund".
    """
    names = [name for name in names if not re.match(r"['’]s? [a-z]", text[name.end :])]
    names = [name for name in names if not _WHERE.search(text[: name.start])]
    names = [name for name in names if not _BEFORE_NOUN.match(text, name.end, end)] or names
    if not names:
        return None
    if _APPOSED.match(text, names[0].end, end) and _NOUNS_FIRST.fullmatch(text, start, names[0].start):
        return names[0]
    return names[0] if " of " in text[names[0].end : names[-1].start] else names[-1]
