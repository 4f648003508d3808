"""Titles, jobs and the other forms of names that the checks know; data only."""

from __future__ import annotations

TITLE_WORDS = frozenset(
    """
    president prime minister mayor governor senator general colonel captain major commander king queen
    prince princess chancellor secretary judge justice chairman chairwoman chair chief executive
    director professor inspector sergeant lieutenant admiral bishop archbishop pope cardinal ambassador
    deputy vice spokesman spokeswoman spokesperson coach manager detective superintendent commissioner
    councillor premier representative principal rector dean vicar rabbi imam
    sheriff constable marshal chairperson president treasurer headmistress headmaster headteacher attorney
    foreign interior defence defense finance health education
    """.split()
)

TITLE_FORMS = {
    "ceo": ("chief", "executive"),
    "cfo": ("chief", "financial"),
    "coo": ("chief", "operating"),
    "cto": ("chief", "technology"),
    "pm": ("prime", "minister"),
    "gov": ("governor",),
    "sen": ("senator",),
    "gen": ("general",),
    "col": ("colonel",),
    "capt": ("captain",),
    "lt": ("lieutenant",),
    "sgt": ("sergeant",),
    "det": ("detective",),
    "di": ("detective", "inspector"),
    "dci": ("detective", "inspector"),
    "insp": ("inspector",),
    "supt": ("superintendent",),
    "cllr": ("councillor",),
}

# Jobs that open a sentence before a name: "Skipper Jon Ware". They are no part of the name.
JOB_WORDS = frozenset(
    """
    skipper striker goalkeeper defender midfielder winger forward batsman bowler keeper sprinter runner rider
    driver cyclist swimmer jockey boxer pilot sailor climber farmer baker butcher fisherman miner nurse
    surgeon doctor lawyer solicitor barrister prosecutor teacher lecturer pupil student author novelist
    poet referee umpire linesman midwife composer trainer
    writer painter sculptor singer actor actress conductor pianist violinist guitarist rapper dancer
    producer editor reporter journalist photographer architect engineer scientist researcher analyst
    economist statistician banker broker trader shopkeeper landlord tenant owner founder chemist plumber
    electrician carpenter builder developer designer curator archivist librarian caretaker witness survivor
    campaigner activist protester resident neighbour neighbor passenger trustee treasurer auditor regulator
    ombudsman coroner magistrate envoy diplomat lawmaker widow
    veteran defendant teammate captain champion opponent rival newcomer incumbent challenger
    """.split()
)

NAME_ALIASES = {
    "us": "usa",
    "united states": "usa",
    "united states america": "usa",
    "america": "usa",
    "american": "usa",
    "uk": "britain",
    "united kingdom": "britain",
    "british": "britain",
    "un": "united nations",
    "eu": "european union",
    "french": "france",
    "german": "germany",
    "dutch": "netherlands",
    "swiss": "switzerland",
    "spanish": "spain",
    "greek": "greece",
    "irish": "ireland",
    "danish": "denmark",
    "polish": "poland",
    "turkish": "turkey",
    "chinese": "china",
    "welsh": "wales",
    "norwegian": "norway",
    "swede": "sweden",
    "swedish": "sweden",
    "finn": "finland",
    "finnish": "finland",
    "dane": "denmark",
    "pole": "poland",
    "turk": "turkey",
    "spaniard": "spain",
    "briton": "britain",
    "britons": "britain",
    "scottish": "scotland",
    "scot": "scotland",
    "portuguese": "portugal",
    "belgian": "belgium",
    "czech": "czechia",
    "hungarian": "hungary",
    "italian": "italy",
    "canadian": "canada",
    "brazilian": "brazil",
    "mexican": "mexico",
    "argentine": "argentina",
    "egyptian": "egypt",
    "moroccan": "morocco",
    "thai": "thailand",
    "filipino": "philippines",
    "kenyan": "kenya",
    "peruvian": "peru",
    "ukrainian": "ukraine",
    "afghan": "afghanistan",
    "israeli": "israel",
    "iraqi": "iraq",
    "pakistani": "pakistan",
    "icelandic": "iceland",
    "icelander": "iceland",
    "new zealander": "new zealand",
    "english": "england",
    "englishman": "england",
    "englishwoman": "england",
    "frenchman": "france",
    "frenchwoman": "france",
    "dutchman": "netherlands",
    "welshman": "wales",
    "irishman": "ireland",
    "cornish": "cornwall",
    "breton": "brittany",
    "norman": "normandy",
    "catalan": "catalonia",
    "flemish": "flanders",
    "venetian": "venice",
    "parisian": "paris",
    "cypriot": "cyprus",
    "serb": "serbia",
    "croat": "croatia",
    "slovene": "slovenia",
    "bulgar": "bulgaria",
    "saudi": "saudi arabia",
    "lebanese": "lebanon",
    "congolese": "congo",
    "burmese": "myanmar",
    "malagasy": "madagascar",
    "azeri": "azerbaijan",
    "antarctic": "antarctica",
    "andean": "andes",
    "alpine": "alps",
    "himalayan": "himalayas",
    "martian": "mars",
    "lunar": "moon",
    "venusian": "venus",
}

# Names that stand in small letters, or in other signs, for the same.
PLAIN_FORMS = {
    "tv": r"televis\w+",
    "celsius": r"\d+\s?°?C",
    "fahrenheit": r"\d+\s?°?F",
    "moon": r"lunar",
    "web": r"internet|online",
    "sms": r"text messages?",
}
