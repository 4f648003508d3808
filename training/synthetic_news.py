# ruff: noqa: E501 -- lists of templates and words read best as written
"""News-like examples by template: a sentence with two close figures, names or results, and a question about one of them.

Every text is invented. The point is the near miss: the period, unit, person or event asked about must be the one the
clause states, and where no clause states it the example has no answer.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from training.examples import NO_SPAN, Example

PEOPLE_VERBS = (
    ("residents", "forced to leave their homes", "were forced to leave their homes", "displaced"),
    ("people", "driven from their villages", "were driven from their villages", "displaced"),
    ("workers", "laid off", "were laid off", "laid off"),
    ("patients", "treated", "were treated", "treated"),
    ("passengers", "stranded", "were stranded", "stranded"),
    ("families", "evacuated", "were evacuated", "evacuated"),
    ("students", "infected", "were infected", "infected"),
    ("protesters", "arrested", "were arrested", "arrested"),
    ("migrants", "rescued", "were rescued", "rescued"),
    ("people", "killed", "were killed", "killed"),
    ("soldiers", "wounded", "were wounded", "wounded"),
    ("children", "vaccinated", "were vaccinated", "vaccinated"),
    ("refugees", "registered", "were registered", "registered"),
    ("customers", "left without power", "were left without power", "left without power"),
    ("homes", "destroyed", "were destroyed", "destroyed"),
    ("flights", "cancelled", "were cancelled", "cancelled"),
    ("cases", "reported", "were reported", "reported"),
    ("cars", "recalled", "were recalled", "recalled"),
    ("trees", "felled", "were felled", "felled"),
    ("jobs", "cut", "were cut", "cut"),
    ("houses", "flooded", "were flooded", "flooded"),
    ("shops", "closed", "closed", "closed"),
    ("claims", "filed", "were filed", "filed"),
    ("votes", "counted", "were counted", "counted"),
    ("birds", "found dead", "were found dead", "found dead"),
    ("tourists", "flown home", "were flown home", "flown home"),
)
NOUN_FORMS = {
    "displaced": "the displacement of", "laid off": "the dismissal of", "treated": "the treatment of",
    "stranded": "the stranding of", "evacuated": "the evacuation of", "infected": "the infection of",
    "arrested": "the arrest of", "rescued": "the rescue of", "killed": "the deaths of", "wounded": "the wounding of",
    "vaccinated": "the vaccination of", "destroyed": "the destruction of", "cancelled": "the cancellation of",
    "recalled": "the recall of", "felled": "the felling of", "cut": "the loss of", "closed": "the closure of",
    "flooded": "the flooding of", "counted": "the counting of",
}  # fmt: skip
PEOPLE = {"residents", "people", "workers", "patients", "passengers", "families", "students", "protesters", "migrants", "soldiers",
          "children", "refugees", "tourists", "customers"}  # fmt: skip
PEOPLE_FATES = (
    "killed",
    "injured",
    "arrested",
    "rescued",
    "displaced",
    "kidnapped",
    "infected",
    "evacuated",
    "deported",
    "hired",
    "wounded",
)
SAID_OTHERWISE = {
    "displaced": ("fled", "had to flee", "fled their homes", "were uprooted", "left their homes"),
    "killed": ("died", "lost their lives", "have died"),
    "arrested": ("were detained", "were taken into custody"),
    "laid off": ("lost their jobs", "were dismissed"),
    "wounded": ("were hurt", "were injured"),
    "evacuated": ("were moved to safety", "had to leave"),
    "rescued": ("were saved",),
    "treated": ("received treatment",),
    "vaccinated": ("got the vaccine", "were inoculated"),
}
PERIODS = (
    "in the past week", "in the past month", "in the past year", "in the last 24 hours", "in the past three days",
    "in the last two weeks", "since Monday", "since January", "since the start of the year", "on Tuesday", "on Sunday",
    "in the past day", "this week", "this month", "this year", "last week", "last month", "last year", "overnight",
    "in the first quarter", "in March", "in July", "over the weekend", "in the past six months", "in the past decade",
    "within 48 hours", "yesterday", "in the last hour", "in the past fortnight", "since the ceasefire",
)  # fmt: skip
PERIOD_WORDINGS = {
    "in the past week": ("in the past week", "in the last week", "over the past week", "during the past seven days", "in the past week alone"),
    "in the past month": ("in the past month", "in the last month", "over the past month", "during the last month"),
    "in the past year": ("in the past year", "in the last year", "over the last 12 months"),
    "in the last 24 hours": ("in the last 24 hours", "in the past day", "over the past 24 hours"),
    "in the past day": ("in the past day", "in the last 24 hours"),
    "this year": ("this year", "so far this year"),
}  # fmt: skip
PERIOD_GROUPS = (
    {"in the past week", "this week", "last week", "in the past three days", "since Monday", "on Tuesday", "on Sunday",
     "over the weekend", "in the last 24 hours", "in the past day", "overnight", "yesterday", "within 48 hours",
     "in the last hour"},
)  # fmt: skip
PLACES = (
    "the province of Marevo", "Kestria", "northern Ardalia", "the Tolvan valley", "Port Helm", "Santa Brisa", "the capital",
    "Karsova", "the island of Lomé Sur", "Eastmoor County", "Brindale", "the Orun delta", "Velmont", "Quillaro", "Tessaly",
    "Norrhamn", "Dunmarrow", "the coastal district", "Mirabad", "the highlands", "Greater Alston", "Peru", "Kenya", "Ohio",
    "Nepal", "Bavaria", "Queensland", "Chile", "Portugal", "Ghana", "Texas", "Vietnam", "Wales", "Quebec", "Morocco",
)  # fmt: skip
CAUSES = (
    "the fighting", "the floods", "the storm", "the strike", "the outbreak", "the wildfires", "the earthquake", "the takeover",
    "the new offensive", "the drought", "the shutdown", "the power cut", "the heatwave", "the crackdown", "the landslide",
    "the crisis", "the campaign", "the border closure", "the merger", "the accident",
)  # fmt: skip
SPEAKERS = (
    "the health ministry", "the mayor", "aid groups", "the governor's office", "a company spokesman", "the Red Cross",
    "the regional police", "the finance minister", "officials", "the airline", "the union", "the prosecutor",
    "the national statistics office", "the fire service", "a senior official", "the United Nations", "the interior ministry",
)  # fmt: skip
FIRST_NAMES = (
    "Anna", "Karim", "Luis", "Mei", "Joanna", "Peter", "Amara", "Viktor", "Sofia", "Daniel", "Ingrid", "Tomas", "Leila",
    "Kofi", "Grace", "Hiroshi", "Nadia", "Owen", "Paula", "Ravi", "Clara", "Ahmed", "Marta", "Samuel", "Yusuf", "Ellen",
)  # fmt: skip
LAST_NAMES = (
    "Castellan", "Okafor", "Lindqvist", "Tanaka", "Moreau", "Haddad", "Brandt", "Silva", "Novak", "Whitcombe", "Petrov",
    "Mensah", "Rinaldi", "Kowalski", "Farouk", "Delgado", "Hartley", "Ivanova", "Chandra", "Osei", "Beaumont", "Weiss",
)  # fmt: skip
ROLES = (
    "Prime Minister", "Foreign Minister", "Mayor", "Senator", "President", "Finance Minister", "Chief Executive",
    "Police Chief", "Governor", "Health Secretary", "Ambassador", "Coach",
)  # fmt: skip
COUNTRIES = (
    "France", "Brazil", "Japan", "Egypt", "Canada", "Poland", "India", "Norway", "Argentina", "Turkey", "Kenya", "Spain",
    "Thailand", "Greece", "Mexico", "Germany", "Australia", "Nigeria", "Ukraine", "Indonesia", "Chile", "Italy",
)  # fmt: skip
TEAMS = (
    "the Harbor City Hawks", "Rovers", "the Northside Lions", "Athletic Verano", "the Capital Kings", "United", "the Mariners",
    "the Bay Rockets", "Dynamo Karsk", "the Plainsmen", "the Foxes", "Real Monteluz", "the Lakers", "the Wolves",
)  # fmt: skip
FILLERS = (
    "Talks are due to resume next week.", "The government has promised an inquiry.", "Schools in the area remained shut.",
    "No one has claimed responsibility.", "Roads to the north were still blocked.", "Heavy rain is forecast for the weekend.",
    "Opposition parties called for calm.", "The company declined to comment.", "Aid convoys were waiting at the border.",
    "Neighbouring states have offered help.", "A final report is expected in the autumn.", "Markets reacted calmly.",
    "Rescue teams worked through the night.", "The decision can still be appealed.", "Witnesses described scenes of panic.",
    "Two similar events were recorded a decade ago.", "Parliament will debate the matter on Thursday.",
    "Critics say the response came too late.", "The causes are still being investigated.",
    "Local leaders thanked the volunteers.", "The road had been closed since the morning.",
)  # fmt: skip
APPROX = (
    "",
    "",
    "at least ",
    "more than ",
    "about ",
    "nearly ",
    "some ",
    "over ",
    "around ",
    "almost ",
    "as many as ",
)


class Passage:
    """A text under construction that remembers where each named part stands."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.text = ""
        self.spans: dict[str, tuple[int, int]] = {}

    def add(self, template: str, **parts: str) -> None:
        """Append a sentence; `{name}` parts are filled in and their spans kept."""
        if self.text:
            self.text += " "
        for i, piece in enumerate(template.replace("}", "{").split("{")):
            if i % 2 == 0:
                self.text += piece
            else:
                start = len(self.text)
                self.text += parts[piece]
                self.spans[piece] = (start, len(self.text))

    def filler(self, most: int) -> None:
        for sentence in self.rng.sample(FILLERS, self.rng.randint(0, most)):
            self.text += (" " if self.text else "") + sentence

    def ask(self, question: str, name: str | None, title: str = "") -> Example:
        """The example asking `question` whose answer is the part called `name`, or nothing."""
        start, end = self.spans[name] if name else NO_SPAN
        question = question[0].upper() + question[1:]
        if self.rng.random() < 0.1:
            question = question.rstrip("?")
        return Example(
            question=question, title=title, text=self.text, start=start, end=end, source="template"
        )


def _number(rng: random.Random, low: int, high: int) -> str:
    value = rng.randint(low, high)
    style = rng.random()
    if value >= 1_000_000:
        return f"{value / 1e6:.1f} million".replace(".0 ", " ")
    if value > 2_000 and style < 0.6:
        value = round(value, -3)
    elif value > 100 and style < 0.8:
        value = round(value, -1)
    if value in range(1, 10) and style < 0.7:
        return ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")[value - 1]
    return f"{value:,}"


def _pair(rng: random.Random) -> tuple[str, str]:
    """A total and a smaller part of it."""
    total = rng.choice((40, 90, 400, 900, 4_000, 9_000, 60_000, 150_000, 900_000, 6_000_000))
    total = rng.randint(total // 4 + 4, total)
    return _number(rng, total, total), _number(rng, max(2, total // 10), max(3, total * 7 // 10))


def _period_in_question(rng: random.Random, period: str) -> str:
    return rng.choice(PERIOD_WORDINGS.get(period, (period,)))


def _other_period(rng: random.Random, *periods: str) -> str:
    """A period that no clause of the text states, nor may mean the same."""
    taken = set(periods)
    for group in PERIOD_GROUPS:
        if taken & group and rng.random() < 0.7:
            taken |= group - {"in the past week"} if "in the past week" not in taken else group
    for period in periods:
        taken |= {p for p in PERIODS if p.split()[-1] == period.split()[-1]}
    if taken & {"in the last 24 hours", "in the past day", "yesterday"}:
        taken |= {"in the last 24 hours", "in the past day", "yesterday", "overnight"}
    return rng.choice([p for p in PERIODS if p not in taken])


def _including(rng: random.Random) -> Iterator[Example]:
    """A total "including" a part in a period: the central near miss."""
    noun, participle, clause, verb = rng.choice(PEOPLE_VERBS)
    total, part = _pair(rng)
    if total == part:
        return
    period = rng.choice(PERIODS)
    alone = rng.choice(("", "", " alone"))
    place, cause, speaker = rng.choice(PLACES), rng.choice(CAUSES), rng.choice(SPEAKERS)
    lead = rng.choice(APPROX)
    link = rng.choice((", including {part} " + period + alone, ", " + rng.choice(APPROX) + "{part} of them " + period,
                       ", of whom {part} " + ("" if clause.startswith("closed") else "were ") + participle + " " + period,
                       " – {part} of them " + period + alone, " (including {part} " + period + ")",
                       ", with {part} " + period + alone, ", including " + rng.choice(APPROX) + "{part} " + period + alone))  # fmt: skip
    openings = [
        f"{cause} in {place} has led to {NOUN_FORMS[verb]} {lead}{{total}} {noun}{link}."
        if verb in NOUN_FORMS
        else "",
        f"{cause} has left {lead}{{total}} {noun} {participle} in {place}{link}, {speaker} said.",
        f"{lead}{{total}} {noun} {clause} in {place} because of {cause}{link}.",
        f"According to {speaker}, {lead}{{total}} {noun} {clause} in {place}{link}.",
        f"{speaker} said {lead}{{total}} {noun} had been {participle}{link}.",
        f"{cause}, now in its third phase, has resulted in dozens of complaints and {NOUN_FORMS[verb]} {lead}{{total}} {noun}{link}."
        if verb in NOUN_FORMS
        else "",
    ]
    sentence = rng.choice([o for o in openings if o])
    sentence = sentence if sentence.startswith("{") else sentence[0].upper() + sentence[1:]
    passage = Passage(rng)
    passage.filler(3)
    if rng.random() < 0.4:
        other, _ = _pair(rng)
        passage.add(rng.choice(("A year earlier the figure had been {distractor}.", "{distractor} volunteers are helping.",
                                "The cost is put at ${distractor}.", "{distractor} police officers were sent to the area.")),
                    distractor=other)  # fmt: skip
    passage.add(sentence, total=total, part=part)
    if rng.random() < 0.3:
        passage.add(rng.choice(("{again} people were still at risk, the ministry added.", "In neighbouring {where}, the number was {again}.")),
                    again=_pair(rng)[0], where=rng.choice(PLACES))  # fmt: skip
    passage.filler(3)
    title = rng.choice(
        (
            "",
            f"{cause[4:].capitalize()} in {place}: what we know",
            f"{noun.capitalize()} {participle} as {cause} goes on",
        )
    )
    asked = _period_in_question(rng, period)
    be = "" if clause.startswith("closed") else "were "
    have = "" if clause.startswith("closed") else "have been "
    ask_part = (f"How many {noun} {be}{participle} {asked}?", f"how many {noun} {have or be}{participle} {asked}?",
                f"{asked[0].upper()}{asked[1:]}, how many {noun} {be}{participle}?", f"How many were {participle} {asked}?",
                f"What number of {noun} {be}{participle} {asked}?", f"How many {noun} {be}{participle} in {place} {asked}?")  # fmt: skip
    ask_total = (f"How many {noun} {be}{participle} in total?", f"How many {noun} {have or be}{participle} altogether?",
                 f"How many {noun} {have or be}{participle} overall because of {cause}?", f"What is the total number of {noun} {participle}?",
                 f"How many {noun} {have or be}{participle}?", f"How many {noun} {have or be}{participle} so far in all?")  # fmt: skip
    yield passage.ask(rng.choice(ask_part), "part", title)
    yield passage.ask(rng.choice(ask_total), "total", title)
    if rng.random() < 0.75:
        missing = _period_in_question(rng, _other_period(rng, period))
        yield passage.ask(f"How many {noun} {be}{participle} {missing}?", None, title)
    if noun in PEOPLE and rng.random() < 0.6:
        other = rng.choice([v for v in PEOPLE_FATES if v not in {participle, verb}])
        yield passage.ask(
            f"How many {rng.choice((noun, 'people'))} were {other} {rng.choice((asked, asked, 'in total', f'in {place}'))}?",
            None,
            title,
        )
    if verb != "killed" and rng.random() < 0.15:
        yield passage.ask(
            rng.choice(
                ("What is the death toll?", f"What is the death toll in {place}?", "How many people died?")
            ),
            None,
            title,
        )
    if verb in SAID_OTHERWISE and rng.random() < 0.6:
        question = f"How many {rng.choice((noun, 'people'))} {rng.choice(SAID_OTHERWISE[verb])}"
        yield passage.ask(f"{question} {asked}?", "part", title)
        yield passage.ask(f"{question} {rng.choice(('in all', 'in total', 'altogether'))}?", "total", title)
    if rng.random() < 0.15:
        elsewhere = rng.choice([p for p in PLACES if p not in passage.text])
        yield passage.ask(f"How many {noun} {be}{participle} in {elsewhere}?", None, title)
    if rng.random() < 0.25:
        noun2, participle2, clause2, _ = rng.choice([v for v in PEOPLE_VERBS if v[0] != noun])
        yield passage.ask(
            f"How many {noun2} {'' if clause2.startswith('closed') else 'were '}{participle2} {rng.choice((asked, 'in total'))}?",
            None,
            title,
        )


def _up_from(rng: random.Random) -> Iterator[Example]:
    """A figure "up from" an earlier one, with two periods."""
    what, unit = rng.choice((("unemployment", "percent"), ("inflation", "%"), ("the poverty rate", "percent"), ("annual profit", "m"),
                             ("net income", "bn"), ("exports", "bn"), ("the budget deficit", "bn"), ("turnout", "percent"),
                             ("the mortgage rate", "%"), ("ticket revenue", "m"), ("the average rent", "$"), ("the vacancy rate", "%")))  # fmt: skip
    base = rng.uniform(2, 60)

    def show(value: float) -> str:
        if unit in ("percent", "%"):
            return f"{value:.1f}{' percent' if unit == 'percent' else '%'}"
        return (
            f"${value:.1f} {'million' if unit == 'm' else 'billion'}"
            if unit in ("m", "bn")
            else f"${value * 100:,.0f}"
        )

    up = rng.random() < 0.5
    now, before = show(base), show(base * (0.7 if up else 1.4))
    place = rng.choice(PLACES + COUNTRIES)
    period, earlier = rng.choice((("in May", "in April"), ("this year", "a year earlier"), ("in the third quarter", "in the second quarter"),
                                  ("in 2022", "in 2021"), ("last month", "the month before"), ("in 2019", "in 2009"), ("this week", "last week"),
                                  ("in the year to June", "in the previous year")))  # fmt: skip
    moved = (
        rng.choice(("rose", "climbed", "jumped", "increased"))
        if up
        else rng.choice(("fell", "dropped", "slid", "declined"))
    )
    passage = Passage(rng)
    passage.filler(2)
    cap = what[0].upper() + what[1:]
    passage.add(rng.choice((f"{cap} in {place} {moved} to {{now}} {period} from {{before}} {earlier}.",
                            f"{cap} {moved} to {{now}} {period}, {'up' if up else 'down'} from {{before}} {earlier}, {rng.choice(SPEAKERS)} said.",
                            f"{cap} was {{now}} {period}, compared with {{before}} {earlier}.")), now=now, before=before)  # fmt: skip
    passage.filler(3)
    yield passage.ask(
        rng.choice(
            (
                f"What was {what} {period}?",
                f"To what level did {what} {'rise' if up else 'fall'}?",
                f"What did {what} reach {period}?",
            )
        ),
        "now",
    )
    yield passage.ask(
        rng.choice(
            (f"What was {what} {earlier}?", f"From what level did {what} {'rise' if up else 'fall'}?")
        ),
        "before",
    )
    if rng.random() < 0.5:
        yield passage.ask(
            f"What was {what} {rng.choice(('in 1998', 'in December', 'five years ago', 'in the first quarter', 'during the war'))}?",
            None,
        )
    if rng.random() < 0.4:
        other = rng.choice(
            [
                w
                for w in (
                    "unemployment",
                    "inflation",
                    "turnout",
                    "the birth rate",
                    "tax revenue",
                    "the death toll",
                )
                if w != what
            ]
        )
        yield passage.ask(f"What was {other} {period}?", None)


def _person(rng: random.Random) -> str:
    return f"{rng.choice(FIRST_NAMES)} {rng.choice(LAST_NAMES)}"


CLAIMS = (
    ("the bridge would reopen in spring", "the bridge would reopen"), ("taxes must not rise", "taxes must not rise"),
    ("the vote had been rigged", "the vote had been rigged"), ("the deal was close", "a deal was close"),
    ("no more troops would be sent", "no more troops would be sent"), ("the ban was a mistake", "the ban was a mistake"),
    ("the vaccine was safe", "the vaccine was safe"), ("prices would fall soon", "prices would fall"),
    ("the dam could fail", "the dam could fail"), ("the talks had collapsed", "the talks had collapsed"),
    ("the plant would close", "the plant would close"), ("the hostages were alive", "the hostages were alive"),
    ("the coach would stay", "the coach would stay"), ("the ceasefire was holding", "the ceasefire was holding"),
    ("the flood defences had worked", "the flood defences had worked"), ("the minister should resign", "the minister should resign"),
)  # fmt: skip


def _who_said(rng: random.Random) -> Iterator[Example]:
    """Two speakers with two statements."""
    first, second = _person(rng), _person(rng)
    (claim1, asked1), (claim2, asked2), (_, asked3) = rng.sample(CLAIMS, 3)
    role1, role2, role3 = rng.sample(ROLES, 3)
    c1, c2 = rng.sample(COUNTRIES, 2)
    when1, when2 = rng.sample(
        ("on Monday", "on Tuesday", "on Thursday", "on Friday", "on Saturday", "earlier this week"), 2
    )
    verb1, verb2 = (
        rng.choice(("said", "insisted", "warned", "told reporters")),
        rng.choice(("said", "argued", "countered", "told parliament")),
    )
    passage = Passage(rng)
    passage.filler(2)
    passage.add(rng.choice((f"{c1}’s {role1} {{first}} {verb1} {{when1}} that {claim1}.", f"{role1} {{first}} {verb1} {{when1}} that {claim1}.",
                            f"“We have said it before: {claim1},” {role1} {{first}} {verb1} {{when1}}.")), first=first, when1=when1)  # fmt: skip
    passage.filler(1)
    passage.add(rng.choice((f"{role2} {{second}} of {c2} {verb2} {{when2}} that {claim2}.", f"But {role2} {{second}} {verb2} {{when2}} that {claim2}.")),
                second=second, when2=when2)  # fmt: skip
    passage.filler(2)
    yield passage.ask(
        rng.choice(
            (
                f"Who said that {asked1}?",
                f"Which {role1.lower()} said {asked1}?",
                f"Who {verb1} that {asked1}?",
            )
        ),
        "first",
    )
    yield passage.ask(rng.choice((f"Who said that {asked2}?", f"Who claimed {asked2}?")), "second")
    kind = rng.random()
    if kind < 0.3:
        yield passage.ask(
            f"When did {first.split()[1]} speak?"
            if rng.random() < 0.5
            else f"When did {first} say that {asked1}?",
            "when1",
        )
    elif kind < 0.65:
        yield passage.ask(f"Who said that {asked3}?", None)
    else:
        yield passage.ask(f"Who is the {role3} ?".replace(" ?", "?"), None)
    if rng.random() < 0.5:
        yield passage.ask(
            rng.choice((f"Who is the {role1}?", f"What is the name of the {role1.lower()}?")), "first"
        )
    if rng.random() < 0.3:
        yield passage.ask(f"When did {second} say that {asked1}?", None)


def _match(rng: random.Random) -> Iterator[Example]:
    """A result with a winner, a loser, a score and a scorer."""
    winner, loser, third = rng.sample(TEAMS + COUNTRIES, 3)
    scorer, other = _person(rng), _person(rng)
    score = rng.choice(
        (
            f"{rng.randint(2, 5)}-{rng.randint(0, 1)}",
            f"{rng.randint(85, 120)}-{rng.randint(60, 84)}",
            f"{rng.randint(20, 45)}-{rng.randint(3, 19)}",
        )
    )
    event = rng.choice(
        (
            "the cup final",
            "the championship game",
            "the opening match",
            "the semi-final",
            "the world title match",
            "the Continental Cup",
        )
    )
    when = rng.choice(("on Saturday", "on Sunday", "on Wednesday night", "in front of a record crowd"))
    passage = Passage(rng)
    passage.filler(1)
    passage.add(rng.choice(("{winner} beat {loser} {score} in {event} " + when + ".", "{loser} lost {score} to {winner} in {event} " + when + ".",
                            "{loser} were no match for {winner}, who won {event} {score} " + when + ".")),
                winner=winner, loser=loser, score=score, event=event)  # fmt: skip
    passage.text = (
        passage.text if not passage.text[0].islower() else passage.text[0].upper() + passage.text[1:]
    )
    passage.add(rng.choice(("{scorer} scored twice before {other} was sent off.", "{scorer} was named player of the match, while {other} left injured.")),
                scorer=scorer, other=other)  # fmt: skip
    passage.add("{third} play next week.", third=third[0].upper() + third[1:])
    passage.filler(2)
    yield passage.ask(
        rng.choice(
            (
                f"Who won {event}?",
                f"Which team won {event}?",
                f"Who beat {loser}?",
                f"Which side came out on top in {event}?",
            )
        ),
        "winner",
    )
    yield passage.ask(
        rng.choice((f"Who lost {event}?", f"Which team did {winner} beat?", f"Who was defeated in {event}?")),
        "loser",
    )
    yield passage.ask(
        rng.choice(
            ("What was the score?", f"By what score did {winner} win?", f"What was the result of {event}?")
        ),
        "score",
    )
    if rng.random() < 0.4:
        yield passage.ask(
            "Who was named player of the match?" if "named" in passage.text else "Who scored twice?", "scorer"
        )
    if rng.random() < 0.5:
        yield passage.ask(rng.choice((f"Who beat {winner}?", f"How many people watched {event}?", f"Who won {rng.choice(('the tennis open', 'the marathon', 'the relay'))}?",
                                      f"Which team beat {third}?")), None)  # fmt: skip


def _casualties(rng: random.Random) -> Iterator[Example]:
    """Killed, injured and missing in one sentence."""
    dead, hurt, missing = (_number(rng, 2, 60), _number(rng, 10, 400), _number(rng, 3, 90))
    if len({dead, hurt, missing}) < 3:
        return
    place, day = rng.choice(PLACES), rng.choice(("Monday", "Tuesday", "Wednesday", "Friday", "Sunday"))
    thing = rng.choice(
        (
            "blast",
            "train crash",
            "ferry accident",
            "avalanche",
            "building collapse",
            "shooting",
            "tornado",
            "bus crash",
            "cyclone",
        )
    )
    passage = Passage(rng)
    passage.filler(1)
    lead = rng.choice(APPROX).capitalize()
    with_missing = rng.random() < 0.5
    tail = ", and {missing} are still missing" if with_missing else ""
    passage.add(rng.choice((f"A {thing} in {{place}} on {{day}} killed {{dead}} people and injured {{hurt}}{tail}.",
                            f"{lead}{{dead}} people died and {{hurt}} were injured in a {thing} in {{place}} on {{day}}{tail}.",
                            f"The {thing} that struck {{place}} on {{day}} left {{dead}} dead and {{hurt}} hurt{tail}.")),
                dead=dead, hurt=hurt, place=place, day=day, missing=missing)  # fmt: skip
    passage.filler(3)
    yield passage.ask(
        rng.choice(
            (
                f"How many people were killed in the {thing}?",
                f"How many died in the {thing}?",
                f"What is the death toll of the {thing}?",
            )
        ),
        "dead",
    )
    yield passage.ask(
        rng.choice(("How many people were injured?", f"How many were hurt in the {thing}?")), "hurt"
    )
    yield passage.ask("How many people are missing?", "missing" if with_missing else None)
    choice = rng.random()
    if choice < 0.3:
        yield passage.ask(f"Where did the {thing} happen?", "place")
    elif choice < 0.6:
        yield passage.ask(f"When did the {thing} happen?", "day")
    else:
        yield passage.ask(
            rng.choice(
                (
                    f"What caused the {thing}?",
                    "How many people were arrested?",
                    "How many children were killed?",
                    f"How long did the {thing} last?",
                )
            ),
            None,
        )


def _countries(rng: random.Random) -> Iterator[Example]:
    """One country does something to another."""
    actor, target, third = rng.sample(COUNTRIES, 3)
    act, asked = rng.choice((
        ("has recalled its ambassador from", "recalled its ambassador from"),
        ("imposed new tariffs on goods from", "imposed tariffs on goods from"), ("signed a defence pact with", "signed a defence pact with"),
        ("agreed to sell fighter jets to", "agreed to sell fighter jets to"), ("closed its border with", "closed its border with"),
        ("cut off gas supplies to", "cut off gas supplies to"), ("lifted visa rules for visitors from", "lifted visa rules for visitors from"),
        ("accused spies from", "accused spies from")))  # fmt: skip
    deadline = rng.choice(("March", "June", "the end of the year", "next summer", "2026"))
    passage = Passage(rng)
    passage.filler(2)
    passage.add(f"{{actor}} {act} {{target}} on {rng.choice(('Monday', 'Thursday'))}, a step that had been expected before {{deadline}}.",
                actor=actor, target=target, deadline=deadline)  # fmt: skip
    passage.add("{third} said it would stay neutral.", third=third)
    passage.filler(2)
    yield passage.ask(
        rng.choice(
            (
                f"Which country {asked} {target}?",
                f"Who {asked} {target}?",
                f"What country {asked} {target} this week?",
            )
        ),
        "actor",
    )
    verb_first, *rest = act.replace("has ", "").split()
    yield (
        passage.ask("Which country said it would stay neutral?", "third")
        if rng.random() < 0.4
        else passage.ask(f"{actor} {verb_first} {' '.join(rest)} which country?", "target")
    )
    if rng.random() < 0.6:
        yield passage.ask(
            rng.choice((f"Which country {asked} {third}?", f"Which country {asked} {actor}?")), None
        )


def _meeting(rng: random.Random) -> Iterator[Example]:
    """A meeting in one city, a statement in another, a vow, and how long something has lasted."""
    host, away = rng.sample(
        (
            "Oslo",
            "Nairobi",
            "Lima",
            "Hanoi",
            "Lisbon",
            "Karsova",
            "Geneva",
            "Quito",
            "Doha",
            "Prague",
            "Manila",
            "Tunis",
        ),
        2,
    )
    one, two = rng.sample(COUNTRIES, 2)
    speaker, role = _person(rng), rng.choice(ROLES)
    years = rng.choice(
        (
            "almost seven years",
            "more than three years",
            "ten weeks",
            "nearly two decades",
            "eight months",
            "over 20 years",
        )
    )
    conflict = rng.choice(
        ("war", "strike", "dispute", "blockade", "siege", "civil conflict", "trade row", "drought")
    )
    goal = rng.choice(
        (
            "retake the port",
            "rebuild the railway",
            "reopen the mine",
            "end the blockade",
            "cut fares",
            "hold elections in spring",
        )
    )
    passage = Passage(rng)
    passage.filler(1)
    passage.add(rng.choice(("{one} and {two} held talks in {host} on {day}.", "Delegations from {one} and {two} met in {host} on {day} to discuss the " + conflict + ".")),
                one=one, two=two, host=host, day=rng.choice(("Monday", "Tuesday", "Wednesday", "Friday")))  # fmt: skip
    said = rng.choice(
        ("the border must open “immediately”", "an agreement was near", "he expected no breakthrough")
    )
    passage.add(f"Speaking in {{away}} {rng.choice(('after a Cabinet meeting', 'on the sidelines of a summit'))}, {role} {{speaker}} said {said}.", away=away, speaker=speaker)  # fmt: skip
    passage.add(rng.choice(("{leader} has vowed to {goal} after {years} of " + conflict + ".", "{leader} has promised to {goal}, {years} into the " + conflict + ".")),
                leader=_person(rng), goal=goal, years=years)  # fmt: skip
    passage.filler(2)
    options: list[tuple[str, str | None]] = [
        (f"Where did {one} and {two} {rng.choice(('meet', 'hold talks'))}?", "host"), ("Where did the delegations meet?", "host"),
        (f"Where did {speaker} speak?", "away"), (f"In which city did {speaker.split()[1]} speak?", "away"), (f"Who is the {role}?", "speaker"),
        (f"How long has the {conflict} lasted?", "years"), (f"Who has vowed to {goal}?", "leader"), (f"When did the talks between {one} and {two} take place?", "day"),
        (f"What has {passage.text[slice(*passage.spans['leader'])]} vowed to do?", "goal"), (f"How many people died in the {conflict}?", None),
        (f"Who is the {rng.choice([r for r in ROLES if r != role])}?", None), (f"When did the {conflict} begin?", None), ("How many countries signed the treaty?", None),
        (f"Who is the president of {rng.choice([c for c in COUNTRIES if c not in (one, two)])}?", None),
    ]  # fmt: skip
    for question, name in rng.sample(options, 4):
        yield passage.ask(question, name)


KINDS = (
    _meeting,
    _including,
    _including,
    _including,
    _including,
    _up_from,
    _who_said,
    _match,
    _casualties,
    _countries,
)


def synthetic_examples(count: int, *, seed: int) -> list[Example]:
    """About `count` template examples, the same for the same seed."""
    rng = random.Random(seed)
    examples: list[Example] = []
    while len(examples) < count:
        examples.extend(rng.choice(KINDS)(rng))
    return examples[:count]
