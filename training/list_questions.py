# ruff: noqa: E501 -- lists of templates and words read best as written
# fmt: off
"""Questions whose answer is a whole list: what a convoy brought, who died, how a sum or a council is divided.

Every text is invented. The near miss is a second list of the same kind in the same passage, or an item alone.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence

from training.examples import Example
from training.synthetic_news import (
    COUNTRIES,
    FIRST_NAMES,
    LAST_NAMES,
    PLACES,
    SPEAKERS,
    Passage,
)

GOODS = (
    "blankets", "drinking water", "baby food", "medicines", "tinned fish", "rice", "cooking oil", "stretchers", "torches", "seed potatoes",
    "winter coats", "generators", "antibiotics", "a field kitchen", "two ambulances", "40 tonnes of wheat", "firewood", "sleeping bags", "nappies",
    "6,000 litres of petrol", "a water pump", "bandages", "plastic sheeting", "three doctors", "mosquito nets", "satellite phones", "powdered milk",
)
CARRIERS = ("convoy", "ship", "plane", "train", "lorries", "helicopter", "barge", "relief flight", "aid trucks", "ferry")
SHELTERS = (
    "schools", "a sports hall", "two hotels", "tents", "the homes of relatives", "church halls", "a disused barracks", "mosques", "a cruise ship",
    "caravans", "farm sheds", "empty offices", "monasteries", "a university gym", "cars", "a warehouse by the port", "summer camps",
)
DEMANDS = (
    "higher pay", "shorter shifts", "a pension for every worker", "an end to night work", "safer machines", "a public inquiry", "the director’s resignation",
    "paid sick leave", "new elections", "cheaper fuel", "a 35-hour week", "the release of prisoners", "better rations", "free school meals", "rent controls",
)
PURPOSES = (
    "roads", "schools", "hospitals", "new trams", "flood walls", "museums", "farmers", "police stations", "staff", "new buildings", "repairs", "homes",
    "businesses", "fishing fleets", "research", "training", "libraries", "water pipes", "shopkeepers", "cars", "victims’ families", "charities",
)
PRIZES = (
    "a medal", "$20,000", "a year’s rent", "a concert in the capital", "a place in the final", "2 million euros in prize money", "a recording contract",
    "a seat on the board", "a scholarship", "a trophy", "a place in next season’s cup", "a trip to Vienna", "£5,000", "a commission for the town hall",
)
PARTIES = (
    "the Unionists", "the Farmers’ League", "the Greens", "Labour", "the Civic Forum", "the Liberals", "New Dawn", "the Conservatives", "the Coastal Party",
    "the Social Democrats", "Our Town", "the National Bloc", "the Reformers", "Free Voters",
)
COMPANIES = (
    "Alder Bank", "Northline", "Pinto Foods", "Westerly Air", "Halden Steel", "Kite Telecom", "Marlowe & Sons", "Ostrava Chemicals", "Bluefin", "Tarquin Motors",
    "Orchard Energy", "Silverlake", "Grupo Mesa", "Fenwick Water", "Lumen", "Crestway",
)
TOWNS = (
    "Ashby", "Corvale", "Linden", "Port Sorrel", "Hexley", "Monteverde", "Saltmarsh", "Kirkwall", "Bexford", "Aldira", "Tamsin", "Wexcombe", "Rotherby",
    "Ludow", "Marisol", "Pelham", "Varna Point", "Oxmoor",
)
SURVIVORS = (
    "his wife", "her husband", "two sons", "a daughter", "three grandchildren", "a brother", "twin daughters", "his mother", "five great-grandchildren",
    "a stepson", "her sister", "four children", "six grandchildren", "his partner of 30 years",
)
NUMBERS = {2: "two", 3: "three", 4: "four"}


def _joined(rng: random.Random, items: Sequence[str]) -> str:
    """The items as a list in running text."""
    if len(items) == 2:
        return rng.choice((f"{items[0]} and {items[1]}", f"{items[0]} and {items[1]}", f"{items[0]} as well as {items[1]}"))
    comma = rng.choice(("", "", ","))
    return f"{', '.join(items[:-1])}{comma} and {items[-1]}"


def _pick(rng: random.Random, words: Sequence[str], least: int = 2) -> list[str]:
    return rng.sample(words, rng.randint(least, 4))


def _people(rng: random.Random, count: int, *, ages: bool) -> list[str]:
    names = [f"{rng.choice(FIRST_NAMES)} {last}" for last in rng.sample(LAST_NAMES, count)]
    return [f"{name}, {rng.randint(17, 88)}" for name in names] if ages else names


def _cargo(rng: random.Random) -> Iterator[Example]:
    first, second = rng.sample(CARRIERS, 2)
    town, passage = rng.choice(TOWNS), Passage(rng)
    goods = rng.sample(GOODS, 7)
    cut = rng.randint(2, 4)
    verb, base, being = rng.choice((("brought", "bring", "bringing"), ("carried", "carry", "carrying"), ("delivered", "deliver", "delivering")))
    passage.filler(1)
    passage.add(
        rng.choice((
            f"The {first} {verb} {{one}} to {town}, {rng.choice(SPEAKERS)} said.",
            f"The first {first} in {rng.randint(3, 20)} days reached {town} on Sunday, {being} {{one}}.",
            f"A {first} {being} {{one}} arrived in {town} overnight.",
        )),
        one=_joined(rng, goods[:cut]),
    )
    passage.filler(1)
    passage.add(
        rng.choice((
            f"A second {second}, due on {rng.choice(('Tuesday', 'Friday', 'Thursday'))}, will {base} {{two}}.",
            f"It would be followed by a {second} with {{two}}.",
            f"The {second} that comes next is to {base} {{two}}, the agency said.",
        )),
        two=_joined(rng, goods[cut:7]),
    )
    passage.filler(1)
    yield passage.ask(rng.choice((f"What did the {first} {base}?", f"What did the first {first} {base} to {town}?", f"What was on the {first} that reached {town}?")), "one")
    yield passage.ask(rng.choice((f"What will the second {second} {base}?", f"What is the next {second} to {base}?", f"What will the {second} {base}?")), "two")
    if rng.random() < 0.4:
        other = rng.choice([c for c in CARRIERS if c not in (first, second)])
        yield passage.ask(rng.choice((f"What did the {other} {base}?", f"Who paid for the {first}?", f"What did the {first} take away?")), None)


def _victims(rng: random.Random) -> Iterator[Example]:
    count, hurt = rng.choice((2, 2, 3)), rng.choice((2, 3))
    ages = rng.random() < 0.6
    people = _people(rng, count + hurt, ages=ages)
    event = rng.choice(("blast", "crash", "fire", "shooting", "collapse", "avalanche", "sinking"))
    place, passage = rng.choice((*TOWNS, *PLACES)), Passage(rng)
    dead, injured = _joined(rng, people[:count]), _joined(rng, people[count:])
    comma = "," if ages else ""
    passage.filler(1)
    passage.add(rng.choice((f"The {event} in {place} was the worst in years.", f"Police named the victims of the {event} in {place}.", f"A year has passed since the {event} in {place}.")))
    passage.add(rng.choice((f"{{dead}}{comma} died at once.", f"{{dead}}{comma} were killed.", "The dead are {dead}.", f"{{dead}}{comma} lost their lives.", "It killed {dead}.")), dead=dead)
    passage.add(rng.choice((f"{{hurt}}{comma} were injured.", f"{{hurt}}{comma} were taken to hospital.", "It injured {hurt}.")), hurt=injured)
    passage.filler(1)
    many = rng.choice((f"the {NUMBERS[count]} victims", "the victims", f"the {NUMBERS[count]} people killed", "the people who died", "the dead"))
    yield passage.ask(rng.choice((f"Who were {many} of the {event}?", f"Who was killed in the {event} in {place}?", f"Who died in the {event}?", f"Which people died in the {place} {event}?")), "dead")
    yield passage.ask(rng.choice((f"Who was injured in the {event}?", f"Who was taken to hospital after the {event}?", f"Which {NUMBERS[hurt]} people were hurt?")), "hurt")
    if rng.random() < 0.4:
        yield passage.ask(rng.choice((f"Who was arrested after the {event}?", f"Who caused the {event}?", "Who rescued the survivors?")), None)


def _division(rng: random.Random) -> Iterator[Example]:
    parts = rng.choice((2, 3, 3, 4))
    purposes, unit = rng.sample(PURPOSES, parts + 2), rng.choice(("million euros", "million crowns", "million", "billion dollars", "million pounds"))
    sums = [f"{rng.randint(2, 900)} {unit}", *(f"{rng.randint(2, 900)} million" for _ in range(parts - 1))]
    verb = rng.choice(("is for", "goes to", "will go to", "is set aside for", "was spent on"))
    first = f"{sums[0]} {verb} {purposes[0]}"
    rest = [f"{amount} {verb.split()[-1]} {purpose}" for amount, purpose in zip(sums[1:], purposes[1:parts], strict=True)]
    what = rng.choice(("the budget", "the money", "the insurance bill", "the fund", "the grant", "the settlement", "the loan"))
    passage = Passage(rng)
    passage.filler(2)
    passage.add(rng.choice((f"Of {what}, {{list}}.", "Of the total, {list}.", f"{what.capitalize()} will be shared out: {{list}}.", "Of that sum, {list}, the ministry said.")), list=_joined(rng, [first, *rest]).replace(" as well as ", " and "))
    passage.add(f"A further {rng.randint(2, 90)} million may go to {{later}}.", later=_joined(rng, purposes[parts:]))
    passage.filler(1)
    yield passage.ask(rng.choice((f"How is {what} divided?", f"How is {what} split?", f"How will {what} be spent?", f"What is {what} for?", f"How is {what} shared out?")), "list")
    yield passage.ask(rng.choice(("What may the further money go to?", "What might be paid for with the further sum?")), "later")
    if rng.random() < 0.3:
        yield passage.ask(rng.choice((f"Who paid {what}?", f"How was {what} divided last year?", f"When will {what} be paid?")), None)


def _seats(rng: random.Random) -> Iterator[Example]:
    count, town, passage = rng.choice((3, 4)), rng.choice(TOWNS), Passage(rng)
    parties = rng.sample(PARTIES, count + 1)
    won = [f"{p} {rng.randint(2, 60)}" for p in parties[:count]]
    verb = rng.choice(("won", "will have", "took", "hold"))
    name, number = won[0].rsplit(" ", 1)
    listed = _joined(rng, [f"{name} {verb} {number}", *won[1:]]).replace(" as well as ", " and ")
    passage.filler(1)
    passage.add(rng.choice((f"In the new council of {rng.randint(30, 200)} seats {{list}}.", "Of the seats, {list}.", f"With every vote counted in {town}, {{list}}.")), list=listed)
    passage.add(f"{parties[-1][0].upper()}{parties[-1][1:]} won none.")
    passage.filler(2)
    yield passage.ask(rng.choice((f"How many seats did each party win in {town}?", "Which parties won seats, and how many each?", "How are the seats divided?", "How many seats does each party have?", f"What was the result of the vote in {town}?")), "list")
    if rng.random() < 0.3:
        yield passage.ask(rng.choice(("Who will be mayor?", "How many seats were there before?", "What was the turnout?")), None)


def _survived(rng: random.Random) -> Iterator[Example]:
    person, passage = f"{rng.choice(FIRST_NAMES)} {rng.choice(LAST_NAMES)}", Passage(rng)
    last = person.split()[1]
    kin = _pick(rng, SURVIVORS)
    pronoun = rng.choice(("He", "She"))
    passage.add(f"{person}, who {rng.choice(('designed bridges', 'wrote 14 novels', 'ran the observatory', 'led the union', 'played for the national team'))}, died on Sunday at {rng.randint(61, 99)}.")
    passage.filler(2)
    passage.add(rng.choice((f"{pronoun} is survived by {{kin}}.", f"{pronoun} leaves {{kin}}.", f"{last} is survived by {{kin}}.")), kin=_joined(rng, kin))
    passage.filler(1)
    yield passage.ask(rng.choice((f"Who survives {person}?", f"Which relatives did {last} leave behind?", f"Whom does {person} leave?", f"What family did {last} leave?", f"Who is {last} survived by?")), "kin")
    if rng.random() < 0.4:
        yield passage.ask(rng.choice((f"Where will {last} be buried?", f"What did {last} die of?", f"Who will succeed {last}?")), None)


def _named(rng: random.Random) -> Iterator[Example]:
    """Some were fined, others cleared; some closed, others stayed open: two lists of names."""
    names, one_many, (did, other) = rng.choice((
        (COMPANIES, ("company", "companies"), ("were fined", "were cleared")),
        (COMPANIES, ("firm", "firms"), ("will cut jobs", "plan to hire")),
        (TOWNS, ("town", "towns"), ("were evacuated", "were spared")),
        (TOWNS, ("town", "towns"), ("lost power", "kept their power")),
        (COUNTRIES, ("country", "countries"), ("signed the treaty", "refused to sign")),
        (COUNTRIES, ("country", "countries"), ("voted against the plan", "abstained")),
    ))
    chosen = rng.sample(names, rng.choice((4, 5, 6)))
    cut, passage = rng.randint(2, len(chosen) - 2), Passage(rng)
    passage.filler(1)
    link = rng.choice((", while ", "; ", ". ", ", but "))
    passage.add(f"{{one}} {did}{link}{{two}} {other}, {rng.choice(SPEAKERS)} said.", one=_joined(rng, chosen[:cut]), two=_joined(rng, chosen[cut:]))
    passage.filler(2)

    def ask(verb: str, count: int) -> str:
        number = rng.choice(("", f"{NUMBERS.get(count, count)} "))
        return rng.choice((f"Which {number}{one_many[1]} {verb}?", f"What {one_many[1]} {verb}?", f"Name the {number}{one_many[1]} that {verb}."))

    yield passage.ask(ask(did, cut), "one")
    yield passage.ask(ask(other, len(chosen) - cut), "two")
    if rng.random() < 0.4:
        yield passage.ask(f"Which {one_many[1]} {rng.choice(('asked for help', 'sent observers', 'changed their plans', 'were sold'))}?", None)


def _plain(rng: random.Random) -> Iterator[Example]:
    """One list of things wanted, won or lived in."""
    who, place = f"{rng.choice(FIRST_NAMES)} {rng.choice(LAST_NAMES)}", rng.choice(TOWNS)
    sentences, asked, words, none = rng.choice((
        (("The strikers want {list}.", "The union’s demands are {list}.", "Marchers called for {list}.", "They are demanding {list}, a spokesman said."),
         ("What do they want?", "What are the demands?", "What did they call for?", "What is being demanded?"), DEMANDS, "Who has agreed to the demands?"),
        ((f"{who} receives {{list}}.", f"{who}, the winner, will get {{list}}.", f"The prize for {who} is {{list}}."),
         (f"What does {who} win?", "What does the winner get?", f"What reward does {who.split()[1]} collect?", f"What will {who} receive?"), PRIZES, "Who came second?"),
        ((f"The evacuees from {place} are housed in {{list}}.", f"Families from {place} are sleeping in {{list}}.", "The rest are scattered in {list}."),
         ("Where are they staying?", f"Where are the people of {place} staying?", "Where have they found shelter?", "Where are the displaced people housed?"), SHELTERS, "When will they go home?"),
    ))
    passage = Passage(rng)
    passage.filler(2)
    passage.add(rng.choice(sentences), list=_joined(rng, _pick(rng, words)))
    passage.filler(2)
    yield passage.ask(rng.choice(asked), "list")
    if rng.random() < 0.3:
        yield passage.ask(none, None)


KINDS: tuple[Callable[[random.Random], Iterator[Example]], ...] = (
    _cargo,
    _victims,
    _division,
    _seats,
    _survived,
    _named,
    _named,
    _plain,
    _plain,
)


def list_examples(count: int, *, seed: int) -> list[Example]:
    """About `count` examples answered by a list, the same for the same seed."""
    rng = random.Random(f"lists {seed}")
    examples: list[Example] = []
    while len(examples) < count:
        examples.extend(rng.choice(KINDS)(rng))
    return examples[:count]
