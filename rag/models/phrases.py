"""The phrase that is shown, grown to the whole name, amount or date that it is a piece of.

"Sluice" in "Sluice End", "190" in "190 crowns a year", "2026" in "by the end of 2026": a reader who
sees the piece alone is told less than the sentence says.
"""

from __future__ import annotations

import re
from dataclasses import replace

from rag.models.answer_forms import TITLES
from rag.models.figure_answers import FIGURE_KINDS
from rag.models.matching import Candidate
from rag.verification.figures.binding import Constraints
from rag.verification.statements.names import find_names
from rag.verification.times.finding import find_times

_NAME = re.compile(r"[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*)?")
_NAME_GOES_ON = re.compile(r" (?P<word>[A-Z][^\W\d_]+)\b(?!['’.]| [A-Z])")
_MINUS = re.compile(r"\bminus $", re.IGNORECASE)
_CURRENCY = re.compile(
    r" (?!(?:in|on|at|of|to|for|from|by|with|and|or|but|as|than|a|an|the|this|that|last|next|each|every|per"
    r"|more|less|was|were|is|are|has|had|have|will|would|over|after|before|so|if|when|while)\b)[a-z]{3,}\b"
)
_RATE = re.compile(
    r" (?:an?|per|each|every) (?:second|minute|hour|day|night|week|month|year|person|head|household|family"
    r"|passenger|litre|kilogram|tonne|barrel|share)\b(?! (?:ago|earlier|before|later|after|old)\b)"
)
_HOW_MUCH = re.compile(r"\bhow much\b", re.IGNORECASE)
_BARE_SUM = re.compile(r"[^$£€¥₹₽₺₩]*(?:\d|illion|thousand|hundred)")
_FIGURE_END = re.compile(r"(?:\d|illion|thousand|hundred|%|[a-z])$")
_MEASURED = frozenset({"number", "money", "percent", "duration", "text"})
_SAYING = re.compile(
    r"^(?:what|how) (?:did|does|do|has|have|was|were|is)\b.*\b(?:say|said|write|written|tell|call|describe"
    r"|argue|warn|comment|verdict|tip|advice|opinion|put it)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"“](?P<words>[^\"“”]{8,})[\"”]")
_SEVERAL = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|[2-9])\b (?!per\b|%)[a-z-]+(?: [a-z-]+)?"
    r"|^(?:which|what) (?:other )?[a-z-]+s (?:are|were|did|do|does|have|had|will|is|was)\b"
    r"|^who (?:are|were)\b|^what (?:did|does|do|will) .*\b(?:bring|carry|include|contain|consist of"
    r"|collect|receive|get)\b"
    r"|^where .*\b(?:people|residents|families|refugees|guests|evacuees)\b",
    re.IGNORECASE,
)
_ITEM = r"(?:[^,;:.!?()\"“”]|,(?=\d{3})|(?<=\d)\.(?=\d)){2,60}?"
_MORE_ITEMS = re.compile(
    rf"(?:, {_ITEM})*,? and {_ITEM}(?=[;:.!?()\"”]|,(?!\d)|$| (?:in|on|at|from|after|who|which|that|said)\b)"
)
_CUT_OFF = re.compile(r",?(?: and)?(?:,|(?<=and))$")
_LAST_ITEM = re.compile(rf",? and(?:, [^,;.]{{2,40}},)? {_ITEM}(?=[;:.!?()\"”]|,(?!\d)|$)")
_ITEMS_BEFORE = re.compile(
    r"(?:\b(?:an?|the|two|three|four|five|six|\d[\d,]*) [\w’'-]+(?: [\w’'-]+){0,2}, )+(?:(?:an?|the) )?$"
)
_FULL_STOP = re.compile(
    r"(?<![A-Z])(?<!\b[a-z]\.[a-z])(?<!\bInc)(?<!\bLtd)(?<!\bCorp)(?<!\bCo)(?<!\bJr)(?<!\bSr)\.$|[,;:]$"
)
_BETWEEN_NAMES = re.compile(r"(?:, \d+)?(?:,| and|, and) ")


def whole_phrase(one: Candidate, asked: Constraints, question: str) -> Candidate:
    """Give the candidate with its phrase grown within its own sentence, as the question asks for it."""
    text = one.source.text
    start, end = one.start - one.source.start, one.end - one.source.start
    if (start, end) == (0, len(text)):
        return one
    end -= bool(_FULL_STOP.search(text[start:end]))
    if _SAYING.search(question):
        start, end = _quotation(text, start, end)
    elif asks_for_several(question, asked):
        start, end = _listed(text, start, end)
    elif asked.kind == "date":
        start, end = _date(text, start, end)
    elif any(character.isdigit() for character in text[start:end]):
        start, end = _amount(text, start, end, asked, is_sum=_is_sum(asked, question))
    else:
        end = _name(one, start, end)
    return replace(one, start=one.source.start + start, end=one.source.start + end)


def asks_for_several(question: str, asked: Constraints) -> bool:
    """Whether a question asks for a list: "Which three towns …", "What did it bring?"."""
    return bool(_SEVERAL.search(question)) and asked.kind not in FIGURE_KINDS


def _name(one: Candidate, start: int, end: int) -> int:
    """The end of the name that a phrase of one or two capitalised words begins and is never seen without."""
    text = one.source.text
    goes_on = _NAME_GOES_ON.match(text, end)
    if not goes_on or goes_on["word"] in TITLES or not _NAME.fullmatch(text[start:end]):
        return end
    short, whole = text[start:end], text[start : goes_on.end()]
    alone = len(re.findall(rf"\b{re.escape(short)}\b", one.passage.text))
    return goes_on.end() if alone == one.passage.text.count(whole) else end


def _is_sum(asked: Constraints, question: str) -> bool:
    return asked.kind == "money" or (not asked.nouns and bool(_HOW_MUCH.search(question)))


def _amount(text: str, start: int, end: int, asked: Constraints, *, is_sum: bool) -> tuple[int, int]:
    """The amount with its sign, its currency and what it is paid or measured by."""
    if asked.kind not in _MEASURED or not _FIGURE_END.search(text[start:end]):
        return start, end
    if minus := _MINUS.search(text[:start]):
        start = minus.start()
    if is_sum and _BARE_SUM.fullmatch(text[start:end]):
        currency = _CURRENCY.match(text, end)
        end = currency.end() if currency else end
    if rate := _RATE.match(text, end):
        end = rate.end()
    return start, end


def _date(text: str, start: int, end: int) -> tuple[int, int]:
    """The whole expression of time that the phrase lies in."""
    for time in find_times(text):
        if time.start <= start and end <= time.end:
            return time.start, time.end
    return start, end


def _quotation(text: str, start: int, end: int) -> tuple[int, int]:
    """The words in quotation marks: those around the phrase, else the only ones of the sentence."""
    quoted = [match.span("words") for match in _QUOTED.finditer(text)]
    around = [place for place in quoted if place[0] <= start and end <= place[1]]
    first, last = around[0] if around else quoted[0] if len(quoted) == 1 else (start, end)
    stripped = text[first:last].rstrip(" ,")
    return first, first + len(stripped)


def _listed(text: str, start: int, end: int) -> tuple[int, int]:
    """All the items of the list that the phrase is one of."""
    for name in reversed(find_names(text[:start])):
        if not _BETWEEN_NAMES.fullmatch(text[name.end : start]):
            break
        start = name.start
    if " and " in text[start:end] and (items := _ITEMS_BEFORE.search(text[:start])):
        start = items.start()
    if cut := _CUT_OFF.search(text[start:end]):
        return start, _rest_of(text, start + cut.start())
    more = _MORE_ITEMS.match(text, end)
    return start, more.end() if more else end


def _rest_of(text: str, end: int) -> int:
    """The end of a list that a phrase broke off at its "and", with what is put in before the last item."""
    last = _LAST_ITEM.match(text, end)
    return last.end() if last else end
