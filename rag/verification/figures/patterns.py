"""How figures and their units are written."""

from __future__ import annotations

import re

from rag.verification.words.number_words import FRACTIONS, ORDINALS, WORDS

_GROUPED = r"\d{1,3}(?:[,\u00a0\u202f]\d{2,3})*[,\u00a0\u202f]\d{3}(?:\.\d+)?(?!\d)"
_DIGITS = rf"(?:{_GROUPED}|\d+(?:\.\d+)?)"
SYMBOLS = {
    "$": "dollar",
    "£": "pound",
    "€": "euro",
    "¥": "yen",
    "₹": "rupee",
    "₽": "rouble",
    "₺": "lira",
    "₩": "won",
}
NUMBER = re.compile(
    rf"(?P<sign>(?<![\w\d])[-−–](?=\d))?"
    rf"(?P<money>(?:\b[A-Z]{{1,3}})?[$£€¥₹₽₺₩]\s?|\b(?:Rs\.?|USD|EUR|GBP|INR)\s?)?"
    rf"(?:(?<![\w.])(?P<digits>{_DIGITS})(?P<ordinal>st\b|nd\b|rd\b|th\b)?|\b(?P<words>{WORDS}))"
    rf"(?P<scale>[\s-]?(?:hundred|thousand|million|billion|trillion|lakh|crore|dozen)(?:\s(?:million|billion|crore))?\b"
    rf"|\s?(?:k|m|mn|mln|bn|bln|b|tn|trn)\b(?!['’]))?"
    rf"(?P<unit>\s?%|[\s-](?:per ?cent(?:age)?(?:[\s-]points?)?|percent(?:age)?(?:[\s-]points?)?"
    rf"|pct)\b|\s?°\s?[CF]\b)?",
    re.IGNORECASE,
)
_EARLY = "fifth|sixth|seventh|eighth|ninth|tenth"
_COUNT = "two|three|four|five|six|seven|eight|nine"
FRACTION = re.compile(
    rf"\b(?:(?P<n>(?:one|an?|1)(?=[\s-](?:half|third|quarter|{_EARLY})\b|[\s-][a-z-]+th of\b)"
    rf"|(?:{_COUNT}|[2-9])(?=[\s-][a-z-]+s\b))[\s-](?P<d>(?:{'|'.join(FRACTIONS)})(?=s?\b))s?"
    r"(?=[\s,.;:)\"”’'-]|$)(?!-[a-z])(?! (?:of (?:the )?(?:19|20)\d\d"
    r"|(?:finals?|place|time|consecutive|successive|straight|year|quarter|month|week|day|night|season|term|title"
    r"|goal|round|person|man|woman|child|victim|suspect|game|match|date|party|attempt|bid|try|candidate|wave|runway"
    r"|generation|baby|strike|trial|operator|bidder|section|line|record"
    r"|miner|worker|player|soldier|officer|passenger|member|body|case|ship|boat|train|bus|house|company"
    r"|country|report|study|option|group|team|union|vote|court|judge|bridge|flight|planet|medal|book|film"
    r"|storm|blast|attack)\b))"
    r"|half (?:of|the|an?|its|their|his|her|my|our|your|this|that|these|those|all)\b|half(?= of\b)"
    r"|(?:(?<=, )|(?<=; )|(?<=and )|(?<=with ))half(?= (?:is|are|was|were|has|have|had)\b)"
    r"|half(?= (?-i:[A-Z])[\w.-]+(?:['’]s|(?<=s)['’])(?= ))"
    r"|(?:(?<=by )|(?<=almost )|(?<=nearly )|(?<=than )|(?<=over )|(?<=under )|(?<=barely )"
    r"|(?<=exactly )|(?<=precisely )|(?<=roughly ))half\b"
    r"(?![\s-](?:time|past|way|term|year|century|hour|day|marathon|as)\b)|half(?=[\s-]price\b))",
    re.IGNORECASE,
)
ORDINAL = re.compile(r"\b(?P<word>" + "|".join(ORDINALS) + r")\b", re.IGNORECASE)
VAGUE = re.compile(
    r"\b(?:tens|hundreds|thousands|millions|billions|dozens|scores|lakhs|crores)(?: of (?:thousands"
    r"|millions|billions))?\b",
    re.IGNORECASE,
)
UNIT_WORDS: dict[str, str] = {}
for _names in (
    "percent;point;dollar buck;pound quid;euro;cent;penny pence p;yen;yuan renminbi;rupee;rouble ruble;"
    "lira;won;peso;franc;krona krone;shilling;dirham;dinar;riyal rial;rand;baht;naira;rupiah;"
    "ringgit;taka;cedi;zloty zlotys;forint;hryvnia;shekel;"
    "km kilometre kilometer kilometres kilometers kms km/h kmh kph;mile miles mph;"
    "metre meter metres meters;cm "
    "centimetre centimeter centimetres centimeters;"
    "mm millimetre millimeter millimetres millimeters;foot feet ft;inch inches;yard yards;acre acres;"
    "hectare hectares;litre liter litres liters;"
    "hectolitre hectoliter hectolitres hectoliters;"
    "gallon gallons;barrel barrels;tonne tonnes;ton tons;kg kilogram kilograms kilo kilos;gram grams g;"
    "lb lbs;degree degrees celsius fahrenheit;watt watts;megawatt megawatts mw;gigawatt "
    "gigawatts gw;kilowatt kilowatts kw;"
    "second seconds sec secs;minute minutes min mins;hour hours hr hrs;day days;week weeks;month months;"
    "year years;decade decades;century centuries;millennium millennia"
).split(";"):
    for _name in _names.split():
        UNIT_WORDS[_name] = _names.split()[0]
        UNIT_WORDS.setdefault(_name + "s", _names.split()[0])
ATTACHED = re.compile(
    r"(?P<word>km/h|kmh|km|cm|mm|kg|g|ft|lbs?|hrs?|mins?|secs?|mph|kph|[GMk]W|p"
    r"|(?:kilo|centi|milli)?met(?:re|er)s?|kilos?|miles?|inch(?:es)?|feet|foot|yards?|acres?|hectares?|tonnes?|tons?"
    r"|lit(?:re|er)s?|degrees?)\b|(?P<degree>C|F)\b"
)
NEXT_WORD = re.compile(
    r"[\s-]{1,2}(?:more |extra |additional |further |previous |preceding |full |whole |good "
    r"|consecutive |straight |successive "
    r"|(?P<kind>square |cubic |working |trading |nautical )|US |Hong Kong "
    r"|(?-i:[A-Z][a-z]+(?:[ai]n|ish|ese|ss|ch)) )?(?P<word>[a-z]+)\b",
    re.IGNORECASE,
)
