# ruff: noqa: E501 -- patterns and lists of words read best as written
"""Short plain questions made by rule from news sentences: who is whom, who did what, where, when, how many, why.

A clause such as "Ana Silva, the mayor of Brindale, opened two clinics in Velmont on Monday" gives "Who is Ana Silva?",
"Who is the mayor of Brindale?", "Where did Ana Silva open two clinics?". The same question over another window, or with
another name, number's noun or verb, has no answer. No one has checked these examples by hand.
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from training.examples import Example
from training.news_cloze import NewsText, split_sentences

_NAME = r"(?:[A-Z][a-z]+(?:[’'-][A-Z][a-z]+)?|[A-Z]\.)(?: (?:[A-Z]\.|de|van|von|al|bin))*(?: [A-Z][a-z]+(?:[’'-][A-Z][a-z]+)?){1,2}"
_ROLE = (
    "president|prime minister|minister|secretary|spokesman|spokeswoman|spokesperson|director|chairman|chairwoman|chief executive|"
    "CEO|mayor|governor|senator|coach|professor|analyst|lawyer|attorney|judge|ambassador|actor|actress|singer|author|"
    "commissioner|general|owner|founder|economist|manager|captain|leader|king|queen|pope|researcher|sheriff|superintendent"
)
_RANK = (
    "former|deputy|vice|foreign|finance|presidential|opposition|majority|minority|defen[cs]e|health|interior|police|executive|managing|"
    "assistant|senior|acting|national|film|pop|head|justice|trade|press|campaign|research"
)
_PERSON = re.compile(
    rf"^(?:an?|the) (?:[\w’'-]+ ){{0,4}}?(?:\w+(?:er|or|ist|ian|man|woman|person|ant|eer|yst)|{_ROLE}|head|chief|chair|star|guard|teen|pilot|"
    r"nurse|mother|father|son|daughter|resident|student|president|member|veteran|fellow|graduate)\b"
)
_NO_OBJECT = frozenset(
    "in on at of to that for with from after then down up over out off into by about as it them him her back away more".split()
)
_DAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_WHEN = rf"(?:on {_DAY}(?: (?:morning|night|afternoon|evening))?|in {_MONTH}(?: \d{{4}})?|in (?:19|20)\d\d|last (?:week|month|year)|on {_MONTH} \d+)"
_NUMBER = r"\$?\d(?:[\d,.]*\d)?(?: (?:million|billion|trillion|percent))?%?|two|three|four|five|six|seven|eight|nine|ten|dozens|hundreds|thousands"
_APPOSITION = re.compile(rf"({_NAME}), ((?:an?|the) [a-z][^,.;:“”\"()–—]{{6,70}})[,.]")
_TITLED = re.compile(rf"\b((?:[A-Z][a-z]+(?:[’']s)? )?(?:(?:{_RANK}) ){{0,2}}(?i:{_ROLE})) ({_NAME})")
_IRREGULAR = {past: base for past, _, base in (pair.partition(":") for pair in """said:say told:tell made:make won:win lost:lose beat:beat took:take gave:give found:find went:go came:come
saw:see got:get left:leave met:meet led:lead held:hold sent:send bought:buy sold:sell built:build paid:pay ran:run shot:shoot struck:strike
hit:hit cut:cut rose:rise fell:fall grew:grow began:begin broke:break brought:bring caught:catch drew:draw drove:drive flew:fly kept:keep knew:know
spoke:speak spent:spend stole:steal swore:swear threw:throw wrote:write became:become chose:choose fought:fight set:set put:put""".split())}  # fmt: skip
_CLAUSE = re.compile(
    rf"^((?:The |An? )?[A-Z][\w’'.-]*(?: [\w’'-]+){{0,6}}?) ([a-z]+ed|{'|'.join(_IRREGULAR)}) ([\w$£€’'%.,-]+(?: [\w$£€’'%.,-]+){{0,11}}?)(?=(?:[.;]$|, (?:which|who|and|but|as|after)| because | {_WHEN}| (?:in|at|near) [A-Z]))"
)
_PLACE = re.compile(r"^ ?(?:in|at|near) ((?:the )?[A-Z][a-z]+(?:,? (?:of )?[A-Z][a-z]+){0,3})(?=[,. ])")
_TIME = re.compile(rf"^(?: ?(?:in|at|near) (?:the )?[A-Z][\w, ]{{2,30}}?)? ?({_WHEN})")
_COUNTED = re.compile(
    rf"(?<![\w.,$])({_NUMBER}) ((?:[a-z]+ ){{0,2}}(?:[a-z]+s|people|children|men|women)) (were|are|have been|had been) ([a-z]+(?:ed|n|t|d)\b(?: (?!and\b)[\w’'-]+){{0,6}})"
)
_BECAUSE = re.compile(r"\b(because (?:of )?[^.;“”]{12,110})[.;]")
_QUOTED = re.compile(rf"[“\"]([A-Z][^”\"]{{15,110}}),[”\"] (?:said ({_NAME})|({_NAME}) (?:said|told))")
_PRONOUNS = frozenset("He She It They We I You This That These Those There But And Or If When While After Before As In On At For From With Not What Who "
                      "How Why Where Which His Her Their Its Our My Then Now One Some Many Both Each Another Other Others".split())  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Made:
    """A question about a sentence and the span in the article that answers it."""

    question: str
    start: int
    end: int


class NewsQuestions:
    """Makes plain questions over a set of news articles."""

    def __init__(self, news: Sequence[NewsText], *, seed: int) -> None:
        self._rng = random.Random(seed)
        self._news = news
        self._vocabulary = Counter(w for n in news for w in re.findall(r"[a-z]+", n.text))
        self._spans = [split_sentences(n.text)[:45] for n in news]
        self._mentions: dict[str, set[int]] = defaultdict(set)
        for number, article in enumerate(news):
            for word in set(re.findall(r"[A-Z][a-z]{3,}", article.text)):
                self._mentions[word].add(number)

    def examples(self, count: int) -> list[Example]:
        """About `count` examples, six in ten of them with an answer."""
        made: list[Example] = []
        places = [(n, s) for n, spans in enumerate(self._spans) for s in range(len(spans))]
        self._rng.shuffle(places)
        for number, sentence in places:
            if len(made) >= count:
                break
            found = list(self._questions(number, sentence))
            for one in self._rng.sample(found, min(2, len(found))):
                example = self._example(number, sentence, one, "plain")
                made.append(example)
                if self._rng.random() < 0.75 and (negative := self._negative(number, one, example)):
                    made.append(negative)
        return made

    def _base(self, verb: str) -> str | None:
        """The infinitive of a past tense, if it is one."""
        if verb in ("said", "told"):
            return None
        if verb in _IRREGULAR:
            return _IRREGULAR[verb]
        if not verb.endswith("ed"):
            return None
        forms = [verb[:-2], verb[:-1], verb[:-3]] + ([verb[:-3] + "y"] if verb.endswith("ied") else [])
        best = max(forms, key=lambda form: self._vocabulary[form])
        return best if self._vocabulary[best] > 1 and len(best) > 2 else None

    def _questions(self, number: int, sentence: int) -> Iterator[_Made]:
        begin, end = self._spans[number][sentence]
        text = self._news[number].text[begin:end]
        for kind in (self._who_is, self._acts, self._counts, self._quotes):
            for asked, (start, stop) in kind(text):
                question = re.sub(r"\s+", " ", asked).strip()
                yield _Made(question[0].upper() + question[1:] + "?", begin + start, begin + stop)

    def _who_is(self, text: str) -> Iterator[tuple[str, tuple[int, int]]]:
        for found in _APPOSITION.finditer(text):
            name, role = found.group(1), found.group(2)
            if (
                name.split()[0] in _PRONOUNS
                or not _PERSON.match(role)
                or re.search(r"\b(?:said|told|was|were|is|are)\b", role)
            ):
                continue
            last = name.split()[-1]
            asks = [f"who is {name}", f"who is {name}", f"what does {name} do", f"what is the role of {last}"]
            yield self._rng.choice(asks), found.span(2)
            if re.search(r"\b(?:who|which|that)\b", role):
                role = re.split(r" (?:who|which|that) ", role)[0]
            definite = re.sub(r"^an?\b", "the", role)
            yield self._rng.choice((f"who is {definite}", f"what is the name of {definite}")), found.span(1)
        for found in _TITLED.finditer(text):
            role, name = found.group(1), found.group(2)
            if name.split()[0] in _PRONOUNS or role.split()[0].lower() in ("and", "but", "for", "with"):
                continue
            role = re.sub(r"^(?:the|an?) ", "", role, flags=re.IGNORECASE)
            if " " not in role and self._rng.random() < 0.85:
                continue
            yield (
                self._rng.choice(
                    (f"who is the {role}", f"who is {role} of", f"what is the {role}’s name")
                ).removesuffix(" of"),
                found.span(2),
            )

    def _acts(self, text: str) -> Iterator[tuple[str, tuple[int, int]]]:
        found = _CLAUSE.match(text)
        if not found or found.group(1).split()[0] in _PRONOUNS or not (base := self._base(found.group(2))):
            return
        subject, verb, rest = found.group(1), found.group(2), found.group(3).rstrip(" ,.")
        if (
            re.search(r"\b(?:that|who|which|but|of|in|said|was|were|is|are|has|have|had|and)\b", subject)
            or len(rest) < 3
        ):
            return
        low = subject[0].lower() + subject[1:] if subject.split()[0] in ("The", "A", "An") else subject
        tail = text[found.end() :]
        yield (
            self._rng.choice(
                (
                    f"who {verb} {rest}",
                    f"who {verb} {rest}",
                    f"{'what' if subject.startswith('The ') else 'who'} {verb} {rest}",
                )
            ),
            found.span(1),
        )
        if number := re.match(
            rf"(?:(?:about|nearly|more than|at least|over|some) )?({_NUMBER}) ([a-z]+s|people)\b(.*)", rest
        ):
            at = found.start(3)
            yield (
                f"how many {number.group(2)} did {low} {base}{number.group(3)}",
                (at + number.start(1), at + number.end(1)),
            )
        elif money := re.match(r"(\$[\d,.]+(?: (?:million|billion|trillion))?)(.*)", rest):
            yield (
                f"how much did {low} {base}{money.group(2)}",
                (found.start(3), found.start(3) + len(money.group(1))),
            )
        elif len(rest.split()) <= 8 and rest.split()[0] not in _NO_OBJECT:
            yield f"what did {low} {base}", (found.start(3), found.start(3) + len(rest))
        if (place := _PLACE.match(tail)) and not re.match(_MONTH, place.group(1)):
            span = (found.end() + place.start(1), found.end() + place.end(1))
            yield (
                self._rng.choice(
                    (
                        f"where did {low} {base} {rest}",
                        f"in which place did {low} {base} {rest}",
                        f"where did {low} {base} {rest}",
                    )
                ),
                span,
            )
        if when := _TIME.match(tail):
            yield f"when did {low} {base} {rest}", (found.end() + when.start(1), found.end() + when.end(1))
        if because := _BECAUSE.search(tail):
            yield (
                f"why did {low} {base} {rest}",
                (found.end() + because.start(1), found.end() + because.end(1)),
            )

    def _counts(self, text: str) -> Iterator[tuple[str, tuple[int, int]]]:
        for found in _COUNTED.finditer(text):
            number, noun, be, verb = found.groups()
            if re.fullmatch(r"(?:19|20)\d\d", number) or noun.split()[0] in (
                "but",
                "and",
                "of",
                "in",
                "to",
                "who",
            ):
                continue
            short = " ".join(verb.split()[: self._rng.randint(1, 7)])
            short = re.sub(
                r"(?: (?:the|a|an|of|in|on|at|by|to|with|and|for|from|after|since|as|his|her|their))+$",
                "",
                short,
            )
            yield f"how many {noun} {be} {short}", found.span(1)

    def _quotes(self, text: str) -> Iterator[tuple[str, tuple[int, int]]]:
        for found in _QUOTED.finditer(text):
            which = 2 if found.group(2) else 3
            name = found.group(which)
            if name.split()[0] in _PRONOUNS:
                continue
            words = found.group(1).split()
            yield f"who said “{' '.join(words[: self._rng.randint(4, 12)])}”", found.span(which)
            if len(words) <= 14:
                yield (
                    self._rng.choice((f"what did {name} say", f"what did {name.split()[-1]} say")),
                    found.span(1),
                )

    def _window(self, number: int, sentence: int) -> tuple[int, int]:
        """The sentence with neighbours, 30 to 100 words in all."""
        spans, text = self._spans[number], self._news[number].text
        first = last = sentence
        width = self._rng.randint(25, 90)
        while len(text[spans[first][0] : spans[last][1]].split()) < width:
            options = [o for o in ((first - 1, last), (first, last + 1)) if o[0] >= 0 and o[1] < len(spans)]
            if not options:
                break
            first, last = self._rng.choice(options)
        return spans[first][0], min(spans[last][1], spans[first][0] + 900)

    def _example(self, number: int, sentence: int, made: _Made, source: str) -> Example:
        start, end = self._window(number, sentence)
        end = max(end, made.end)
        title = self._news[number].title if self._rng.random() < 0.6 else ""
        return Example(
            question=made.question,
            title=title,
            text=self._news[number].text[start:end],
            start=made.start - start,
            end=made.end - start,
            source=source,
        )

    def _negative(self, number: int, made: _Made, example: Example) -> Example | None:
        """The question changed over the same window, or kept over a window that lacks the answer."""
        if self._rng.random() < 0.4 and (question := self._changed(example)):
            return Example(
                question=question,
                title=example.title,
                text=example.text,
                start=-1,
                end=-1,
                source="plain-changed",
            )
        names = re.findall(r"(?<=\w )[A-Z][a-z]{3,}", made.question)
        near = (
            sorted(set[int]().union(*(self._mentions[n] for n in names)) - {number})
            if names and self._rng.random() < 0.6
            else [number]
        )
        for _ in range(4):
            other = self._rng.choice(near or [number])
            if not self._spans[other]:
                continue
            start, end = self._window(other, self._rng.randrange(len(self._spans[other])))
            text = self._news[other].text[start:end]
            answer = example.text[example.start : example.end]
            if not any(
                word in text for word in re.findall(r"[A-Z]\w+|\d[\d,.]*\d|\w{6,}", answer) or [answer]
            ):
                title = self._news[other].title if self._rng.random() < 0.6 else ""
                return Example(
                    question=made.question, title=title, text=text, start=-1, end=-1, source="plain-none"
                )
        return None

    def _changed(self, example: Example) -> str | None:
        """The question with a name, or its verb, replaced by another that the window does not answer."""
        question, rng = example.question, self._rng
        if found := re.match(rf"(Who is |What does )({_NAME})", question):
            others = [m for m in re.findall(_NAME, example.text) if m.split()[-1] not in question
                      and not re.search(rf"{re.escape(m)}(?:, (?:an?|the)| \()|[a-z] {re.escape(m)}|{re.escape(m.split()[-1])} (?:is|was)\b", example.text)]  # fmt: skip
            fresh = rng.choice(others) if others and rng.random() < 0.5 else self._somebody(example.text)
            return question.replace(found.group(2), fresh) if fresh else None
        if found := re.search(
            r"\b(killed|injured|arrested|rescued|released|sold|hired|fired|evacuated|displaced|charged)\b",
            question,
        ):
            others = [
                v
                for v in (
                    "killed",
                    "injured",
                    "arrested",
                    "rescued",
                    "hired",
                    "evacuated",
                    "displaced",
                    "charged",
                )
                if v[:5] not in example.text.lower()
            ]
            return question.replace(found.group(1), rng.choice(others)) if others else None
        names = [n for n in re.findall(rf"(?<=\w ){_NAME}", question)]
        fresh = self._somebody(example.text)
        return question.replace(rng.choice(names), fresh) if names and fresh else None

    def _somebody(self, text: str) -> str | None:
        """A name of another article that the text does not hold."""
        for _ in range(5):
            names = [
                n
                for n in re.findall(_NAME, self._rng.choice(self._news).text[:1500])
                if n.split()[0] not in _PRONOUNS
            ]
            if names and (name := self._rng.choice(names)).split()[-1] not in text:
                return name
        return None
