"""Names, speakers and roles in other words: true claims pass, near misses do not."""

from __future__ import annotations

import pytest

from rag.types import Article
from rag.verification import check

# What the article says before the cited sentence, the sentence, the claim, whether it is carried.
CASES = [
    # the first word of a sentence is capital without being part of a name
    ("", "Dunmore Rail closed 12 stations.", "Twelve Dunmore Rail stations closed.", True),
    ("", "Ilka Borsen, 19, won the race.", "Nineteen-year-old Ilka Borsen won the race.", True),
    ("", "Ilka Borsen, 19, won the race.", "Nineteen-year-old Anna Borsen won the race.", False),
    ("", "Ilka Borsen came fourth in Ness.", "Fourth-placed Ilka Borsen was in Ness.", True),
    ("", "Ann Poe, who runs a bakery, won.", "Bakeress Ann Poe won.", True),
    ("", "Tarn Marine met the Sailors' Guild.", "Tarn Marine and the Sailors' Guild met.", True),
    # accents written as marks of their own
    ("", "Rene\u0301 Dufai\u0302t won the prize.", "René Dufaît won the prize.", True),
    ("", "Rene\u0301 Dufai\u0302t won the prize.", "René Dufort won the prize.", False),
    # other forms of a name
    ("", "The Breton sailor came home.", "The sailor from Brittany came home.", True),
    ("", "The Breton sailor came home.", "The sailor from Normandy came home.", False),
    ("", "The water was heated to 30C.", "The water was heated to 30 degrees Celsius.", True),
    ("", "She uses artificial intelligence.", "She uses AI.", True),
    # what a noun of the sentence stands for
    (
        "The bakery chain Corvex is to close 40 shops, Ann Poe of the Ness Times wrote.",
        "The chain's shops have lost money.",
        "Corvex's shops have lost money.",
        True,
    ),
    (
        "The bakery chain Corvex is to close 40 shops, Ann Poe of the Ness Times wrote.",
        "The chain's shops have lost money.",
        "The shops of the Ness Times have lost money.",
        False,
    ),
    # persons, places and what has an article
    ("Ms Borsen lives in Upper Cray.", "Ms Borsen spoke.", "Mr Borsen spoke.", False),
    ("", "Ann Poe of the University of Upper Cray spoke.", "Dr Upper Cray spoke.", False),
    ("", "Ann Poe lost a vote in Upper Cray.", "The Upper Cray lost a vote.", False),
    ("Mr Poe left.", "Tom Poe was elected mayor of Cray.", "Cray was elected mayor of Tom Poe.", False),
    ("", "Voters in Cray elected Tom Poe as mayor.", "Tom Poe was elected mayor of Cray.", True),
    ("", "Tom Poe held the champion, Jon Ware, to a draw.", "Jon Ware drew with Tom Poe.", True),
    ("", "The Cray coach, Ann Poe, resigned.", "Ann Poe, who coaches Cray, resigned.", True),
    # speakers by their kind
    ("", "Borsen's barrister, Ann Poe, said he was ill.", "Borsen's lawyer said he was ill.", True),
    ("", "Ann Poe, defending, said he was ill.", "His lawyer said he was ill.", True),
    ("", "His doctor, Ann Poe, said he was ill.", "The lawyer said he was ill.", False),
    ("", "Dr Ann Poe said the child was well.", "The doctor said the child was well.", True),
    ("", "The mayor said the plan was unfair.", "Critics of the mayor said the plan was unfair.", False),
    (
        "Mr Ware ran the mill for 20 years, and his sons left Cray long ago for a town by the sea.",
        "The man was ill, and police said they were sad.",
        "Police said they were sad.",
        True,
    ),
    (
        "Mr Ware ran the mill for 20 years, and his sons left Cray long ago for a town by the sea.",
        "The man was ill, and police said they were sad.",
        "Mr Ware said he was sad.",
        False,
    ),
    (
        "Mr Ware ran.",
        "Ms Poe alleged that votes were bought.",
        "Mr Ware claimed that votes were bought.",
        False,
    ),
    # where the speaker stands
    ("", "Ms Poe, who had won, said in the rain that she was glad.", "Ms Poe said she was glad.", True),
    ("", "Ms Poe, who had won, said in the rain that she was glad.", "Mr Ware said she was glad.", False),
    ("", "Corvex, the bank, made a loss but said it was safe.", "The bank said it was safe.", True),
    ("", "Corvex, the bank, made a loss but said it was safe.", "The union said it was safe.", False),
    ("", "The flood hit 5,000 homes, officials said.", "Officials said the flood hit 5,000 homes.", True),
    ("", "The study that was held back says so.", "The study says so.", True),
    ("", "There were 40 confirmed cases, the clinic said.", "The clinic confirmed 40 cases.", True),
    # roles
    ("", "Officials dug two graves at night.", "Two graves were dug by night by officials.", True),
    ("", "The council said it had received two bids.", "Two bids were received, the council said.", True),
    ("", "The bank put failed payments at 400.", "Four hundred payments failed, the bank said.", True),
    ("", "The union sued the bank because the fund failed.", "The bank sued the union.", False),
    ("", "Clinics have run out of snake serum.", "Snake serum has run out in clinics.", True),
    (
        "",
        "Councillors in Cray voted by 34 to 22 for a tram.",
        "Cray councillors voted 34-22 for a tram.",
        True,
    ),
    ("", "The seller beat the buyer by 34 to 22.", "The buyer beat the seller by 34 to 22.", False),
    # who leaves, loses or gives before another verb comes
    (
        "",
        "Poe left the bench in May and was elected mayor in June, beating the incumbent by nine votes.",
        "After leaving the bench, Poe defeated the sitting mayor by nine votes.",
        True,
    ),
    ("", "Holm beat Roux and then lost the final.", "After beating Roux, Holm lost the final.", True),
    ("", "Holm beat Roux and then lost the final.", "After beating Holm, Roux lost the final.", False),
    (
        "",
        "Tamsin Hale came from a set down to beat Ida Roux in the final.",
        "Tamsin Hale lost a set but went on to defeat Ida Roux in the final.",
        True,
    ),
    (
        "",
        "Tamsin Hale came from a set down to beat Ida Roux in the final.",
        "Tamsin Hale came from a set down but lost to Ida Roux in the final.",
        False,
    ),
    ("", "Norrby Pit has 3% of the world's mined tin.", "3% of tin mined worldwide is at Norrby Pit.", True),
    ("", "Brandt mined the tin worldwide for Norrby.", "Norrby mined the tin worldwide for Brandt.", False),
    (
        "",
        "The survey gave a span of 12 to 20 tonnes for Lund.",
        "The survey gave Lund a span of 12 to 20 tonnes.",
        True,
    ),
    ("", "Norrby sold 20 to 30 boats to Brandt.", "Brandt bought 20 to 30 boats from Norrby.", True),
    ("", "Norrby sold 20 to 30 boats to Brandt.", "Norrby bought 20 to 30 boats from Brandt.", False),
    # the people of a place, and what is based in it
    ("", "Voters in the Orla Islands said no.", "Orla Islanders said no.", True),
    ("", "Voters in the Orla Islands said no.", "Tesk Islanders said no.", False),
    ("", "Dutch-based Corvex pulled out.", "Corvex, based in the Netherlands, pulled out.", True),
    ("", "Dutch-based Corvex pulled out.", "Corvex, based in Norway, pulled out.", False),
    ("", "Corvex, based in Norway, pulled out.", "The Corvex-based group Norway pulled out.", False),
    ("", "Residents of Upper Cray complained.", "People in Upper Cray complained.", True),
    ("", "One ferry to Skerry was dropped.", "Passengers for Skerry lost one dropped ferry.", True),
    ("", "One ferry to Skerry was dropped.", "Passengers for Ness lost one dropped ferry.", False),
    (
        "The Allied Workers' Union met. Four workers spoke.",
        "Pay will rise by 5%.",
        "Workers' pay will rise by 5%.",
        True,
    ),
    # what the article calls so, by the last word of a name or by the noun after it
    (
        "Experts at the National Film Vault found the film.",
        "The film can be saved, said the vault's curator, Ann Poe.",
        "The film can be saved, said the National Film Vault's curator, Ann Poe.",
        True,
    ),
    (
        "Experts at the National Film Vault and the City Film Vault found the film.",
        "The film can be saved, said the vault's curator, Ann Poe.",
        "The film can be saved, said the City Film Vault's curator, Ann Poe.",
        False,
    ),
    (
        "Fire swept the Tel Amir camp, Open Hands said. Rain fell in Ness.",
        "The camp holds 600.",
        "Tel Amir holds 600.",
        True,
    ),
    ("Fire swept the Tel Amir camp. Rain fell in Ness.", "The camp holds 600.", "Ness holds 600.", False),
    (
        "Rain fell on the city of Ness.",
        "Ann Poe's children were treated in the city, said Dr Ida Holm.",
        "Ann Poe's children were treated in Ness, said Dr Ida Holm.",
        True,
    ),
    (
        "Ms Borsen died on Monday.",
        "She is survived by two sons, one of whom, Dr Ole Ware, leads the clinic.",
        "Borsen is survived by two sons.",
        True,
    ),
    (
        "Ms Borsen met Ann Poe. Ida Holm died on Monday.",
        "She is survived by two sons, one of whom, Dr Ole Ware, leads the clinic.",
        "Borsen is survived by two sons.",
        False,
    ),
    # a name that keeps its noun or its verb is not exchanged
    ("", "Sigrun Ald looked after the walls of Cray.", "Cray's walls were in the care of Sigrun Ald.", True),
    ("", "Sigrun Ald looked after the walls of Cray.", "Sigrun Ald's walls were in the care of Cray.", False),
    (
        "In goal was Ida Marsh.",
        "Marsh then saved a kick, one from Wynn.",
        "Wynn was one whose kick Marsh saved.",
        True,
    ),
    (
        "In goal was Ida Marsh.",
        "Marsh then saved a kick, one from Wynn.",
        "Marsh was one whose kick Wynn saved.",
        False,
    ),
    # names that are joined to another name than in the evidence, or have another's office or figure
    ("Cray lies in Orla.", "Ness and Lund paid for most of it.", "Most was paid for by Lund and Ness.", True),
    ("Cray lies in Orla.", "In Orla, Ness and Lund paid for it.", "It was paid for by Lund and Orla.", False),
    ("", "Corvex moves work from Lund to Ness.", "Work is moved by Corvex from Lund to Ness.", True),
    ("", "Corvex moves work from Lund to Ness.", "Work is moved from Corvex to Ness.", False),
    (
        "Her lawyer, Ida Holm, left.",
        "Judge Ann Poe rejected that bank's case.",
        "Judge Poe rejected the bank's case.",
        True,
    ),
    (
        "Her lawyer, Ida Holm, left.",
        "Judge Ann Poe rejected that bank's case.",
        "Judge Holm rejected the bank's case.",
        False,
    ),
    (
        "Ida Holm left.",
        "The president, Ann Poe, cut a visit to Ness short.",
        "President Poe cut a visit short.",
        True,
    ),
    (
        "Ida Holm left.",
        "The president, Ann Poe, cut a visit to Ness short.",
        "President Ness cut a visit short.",
        False,
    ),
    (
        "",
        "The finance director, Kit Amber, said fuel cost Corvex more.",
        "Fuel cost Corvex more, according to Kit Amber, its finance director.",
        True,
    ),
    (
        "",
        "The finance director, Kit Amber, said fuel cost Corvex more.",
        "Fuel cost Kit Amber more, according to Corvex, its finance director.",
        False,
    ),
    (
        "",
        "The League will have 31 seats, the Harvest Party 26.",
        "The Harvest Party is on 26, the League on 31.",
        True,
    ),
    (
        "",
        "The League will have 31 seats, the Harvest Party 26.",
        "The League is on 26, the Harvest Party on 31.",
        False,
    ),
    (
        "",
        "Ann Poe of the Harvest Party, the premier, lost.",
        "The premier, Ann Poe of the Harvest Party, lost.",
        True,
    ),
    (
        "",
        "Chief executive Ida Holm said Corvex had nine kilns.",
        "Corvex has nine kilns, said chief executive Ida Holm.",
        True,
    ),
    (
        "",
        "Chief executive Ida Holm said Corvex had nine kilns.",
        "Holm has nine kilns, said chief executive Corvex.",
        False,
    ),
    # what belongs to a name, and a name that is no more than part of another
    (
        "Fires broke out in Tesk.",
        "Ole Ware is Cray's interior minister.",
        "Ole Ware is the interior minister of Cray.",
        True,
    ),
    (
        "Fires broke out in Tesk.",
        "Ole Ware is Cray's interior minister.",
        "Ole Ware is the interior minister of Tesk.",
        False,
    ),
    ("", "In the Tesk province, the town of Deyr fell.", "The town of Deyr, which is in Tesk, fell.", True),
    ("", "In the Tesk province, the town of Deyr fell.", "The town of Tesk fell.", False),
    ("Fire swept the Tesk camp in Tesk.", "The camp, he said, has 600 tents.", "Tesk has 600 tents.", True),
    (
        "Fire swept the Tesk camp in Tesk.",
        "The camp, he said, has 600 tents.",
        "The Tesk has 600 tents.",
        False,
    ),
    # a name whose last word is written like a small word
    ("", "Inés Varga appealed for help.", "Inés More appealed for help.", False),
    # figures and dates need not be told in the words of the evidence
    (
        "It needs 9 more this year.",
        "It wants to hire 40 by the end of 2023.",
        "It is to hire 40 by the end of 2021.",
        False,
    ),
    ("", "Turnout fell to 44%.", "Forty-four per cent took part in the ballot.", True),
    ("", "Turnout fell to 44%.", "Forty-five per cent took part in the ballot.", False),
    # those who live there, and who watches
    ("", "Residents said the slope was ignored.", "Locals said the slope was ignored.", True),
    ("", "Residents said the slope was ignored.", "Doctors said the slope was ignored.", False),
    ("", "Residents said the slope was ignored.", "The local council said the slope was ignored.", False),
    ("", "The family said that it paid nothing.", "His relatives said that they paid nothing.", True),
    ("", "Turnout fell to 44%.", "Many were kept from the ballot by heavy rain.", False),
    # when something was done names nobody who did it
    (
        "",
        "The council promised sand and 20 guards, but neither had arrived by Monday.",
        "Neither the sand nor the guards promised by the council had arrived by Monday.",
        True,
    ),
    ("", "Ann Poe, who founded Corvex, has sued Marlo.", "Ann Poe has sued Marlo.", True),
    ("", "Ann Poe, who founded Corvex, has sued Marlo.", "Marlo has sued Ann Poe.", False),
    # who gives and who gets; from one place to another; people by their country
    (
        "",
        "The Ness Museum will hand back 12 masks to Cray.",
        "Cray is to get 12 masks back from the Ness Museum.",
        True,
    ),
    (
        "",
        "The Ness Museum will hand back 12 masks to Cray.",
        "Cray is to get 12 masks back from the Lund Museum.",
        False,
    ),
    ("", "The ship sailed to Cray from Ness.", "The ship left Ness for Cray.", True),
    ("", "Thousands went from northern Ness into Cray.", "Thousands fled northern Ness for Cray.", True),
    ("", "Thousands went from northern Ness into Cray.", "Thousands fled northern Cray for Ness.", False),
    ("", "Exports to Germany fell.", "Exports to the Germans fell.", True),
    ("", "Exports to Germany fell.", "Exports to the Danes fell.", False),
    # another name in an office, after a preposition, as the speaker
    (
        "Corvex Rail shut the line.",
        "The operator's managing director, Ann Poe, defended it.",
        "The managing director, Corvex Rail, defended it.",
        False,
    ),
    (
        "Corvex Rail shut the line.",
        "The operator's managing director, Ann Poe, defended it.",
        "The managing director, Ann Poe, defended it.",
        True,
    ),
    (
        "Jan Ness was the conductor.",
        "Her successor, Ann Poe, comes from Cray.",
        "Ann Poe, her successor, is from Ness.",
        False,
    ),
    (
        "",
        "Ann Poe, a geologist at Cray University, said the hill was safe.",
        "The hill was safe, said Cray University.",
        False,
    ),
    (
        "",
        '"I would ask bathers not to swim there," said the mayor, Ida Brandt.',
        "Ida Brandt, the mayor, urged the bathers not to swim there.",
        True,
    ),
    (
        "",
        '"I would ask bathers not to swim there," said the mayor, Ida Brandt.',
        "Per Holm, the coach, urged the bathers not to swim there.",
        False,
    ),
    (
        "",
        "Hospitals have admitted 164 patients, of whom 12 remain there.",
        "Twelve of the patients admitted to hospital remain there.",
        True,
    ),
    (
        "",
        "Orl beat Tesk in the Straits Cup final on Saturday.",
        "Orl won the Straits Cup on Saturday, defeating Tesk.",
        True,
    ),
    (
        "",
        "Roe's barrister, Ann Poe, said he was ashamed.",
        "Ann Poe, for the defence, said Roe was ashamed.",
        True,
    ),
    (
        "",
        "Roe's barrister, Ann Poe, said he was ashamed.",
        "Ann Poe, for the defence, said Roe was not ashamed.",
        False,
    ),
    (
        "",
        "Dr Ann Poe, who directs the Tesk Hospital, said that it was full.",
        "It was full, its director, Ann Poe, said.",
        True,
    ),
    (
        "",
        "Dr Ann Poe, who directs the Tesk Hospital, said that it was full.",
        "It was full, its director, Ida Roe, said.",
        False,
    ),
    (
        "",
        "Exports to Japan and South Korea rose 19% and 12% respectively.",
        "Exports to Japan grew 19% and those to South Korea 12%.",
        True,
    ),
    (
        "",
        "Night trains will run between Orl and Tesk again from 1 May.",
        "The Orl-Tesk night train will run again from 1 May.",
        True,
    ),
    (
        "",
        "Night trains will run between Orl and Tesk again from 1 May.",
        "The Orl-Lund night train will run again from 1 May.",
        False,
    ),
    (
        "",
        "The strike cost it C$92m, Boreal said.",
        "The strike cost it 92 million Canadian dollars, Boreal said.",
        True,
    ),
    # a noun after the name, which is no verb
    (
        "",
        "Microbes live beneath the floor of the Pacific Ocean.",
        "Microbes live under the Pacific seabed.",
        True,
    ),
    # each keeps its figure
    (
        "",
        "Otundo, a former teacher, polled 121,406 votes, against 118,492 for Josphat Lekuton.",
        "Josphat Lekuton had 118,492 votes, against 121,406 for Otundo.",
        True,
    ),
    (
        "",
        "Otundo, a former teacher, polled 121,406 votes, against 118,492 for Josphat Lekuton.",
        "Otundo had 118,492 votes, against 121,406 for Josphat Lekuton.",
        False,
    ),
    # "it" is no person and no place
    (
        "Adunni Foods made a profit. Its shares rose in Lagos. It plans a plant in Ore.",
        "It denied talk of a sale.",
        "Adunni denied talk of a sale.",
        True,
    ),
    (
        "Adunni Foods made a profit. Bex Mills, a rival, made a loss.",
        "It denied talk of a sale.",
        "Adunni denied talk of a sale.",
        False,
    ),
    # what doubles, and what doubles it
    (
        "",
        "The population of the camp has doubled as families flee the fighting.",
        "Families fleeing the fighting have doubled the population of the camp.",
        True,
    ),
    # who speaks last, after a clause in commas
    (
        "",
        "Its head, Étienne Rakoto, said lorries brought in 180,000 litres a day, at eight times the cost.",
        "Lorries bring 180,000 litres daily, which costs eight times as much, said Étienne Rakoto.",
        True,
    ),
    (
        "",
        "Its head, Étienne Rakoto, said lorries brought in 180,000 litres a day, at eight times the cost.",
        "Lorries bring 180,000 litres daily, which costs eight times as much, said Ann Poe.",
        False,
    ),
    # his wife, her husband
    (
        "Owen Dar hid the money.",
        "His wife, Naledi, was acquitted of helping him to hide it.",
        "Naledi was acquitted of helping her husband to hide it.",
        True,
    ),
    # a participle and a job are no verb of saying's subject
    (
        "",
        "Its chair, retired teacher Gwen Lascelles, said volunteers had offered to staff the office.",
        "Unpaid helpers have offered to staff the office, said Gwen Lascelles.",
        True,
    ),
    (
        "",
        "Ghana will pay farmers 12% more, Kojo Amankwah announced on Monday, to curb smuggling.",
        "The rise for farmers announced by Kojo Amankwah is to curb smuggling.",
        True,
    ),
    # what goes on
    (
        "",
        "They worked at low tide because the pit kept filling with water.",
        "They worked at low tide because water kept filling the pit.",
        True,
    ),
    # whom a pronoun or "the company" stands for, over names that cannot be meant
    (
        'Dr Nomvula Siyo leads the unit. "We are paying for Covid," she said.',
        "She stressed that there was no shortage of the vaccine.",
        "Siyo stressed that the vaccine was not in short supply.",
        True,
    ),
    (
        "Volta Terminals runs the port. Kofi Ansah, its director, spoke in Accra.",
        "The company, founded in Cork in 1961, described the deal as fair but said it would take weeks.",
        "Volta Terminals described the deal as fair but said it would take weeks.",
        True,
    ),
    (
        "Volta Terminals runs the port. Mirra Lines, which uses it, has stopped.",
        "The company described the deal as fair but said it would take weeks.",
        "Volta Terminals described the deal as fair but said it would take weeks.",
        False,
    ),
    (
        "Ann Poe worked at a clinic.",
        "The Lund District Court heard that she made false invoices and kept the money.",
        "The court heard that Poe made false invoices and kept the money.",
        True,
    ),
    # an abbreviation ends no sentence
    (
        "",
        "Rep. Lorna Hastrup, who chairs the committee, said the state could not manage water by guess.",
        "The state cannot manage water by guess, according to Rep. Lorna Hastrup, who chairs the committee.",
        True,
    ),
    (
        "",
        "Rep. Lorna Hastrup, who chairs the committee, said the state could not manage water by guess.",
        "The state cannot manage water by guess, according to Rep. Ann Poe, who chairs the committee.",
        False,
    ),
    # an adjective like a verb
    (
        "",
        "We think smoke hides the sun and polarized light that bees use, said Ann Poe.",
        "Ann Poe thinks that smoke hides the sun and polarized light, which bees use.",
        True,
    ),
    # a title of the article is no quotation
    (
        'The film "Rocket Otters" opened in May.',
        "It fell 48% in its third weekend, a disappointing hold for a family film.",
        '"Rocket Otters" fell 48% in its third weekend, a disappointing hold for a family film.',
        True,
    ),
    (
        'The film "Rocket Otters" opened in May.',
        "It fell 48% in its third weekend, a disappointing hold for a family film.",
        '"Rocket Beavers" fell 48% in its third weekend, a disappointing hold for a family film.',
        False,
    ),
    # a league is no premier, no seat and no chief executive
    (
        "The Civic League won.",
        "The outgoing premier, Duncan Ferrol of the Harvest Party, conceded shortly after midnight.",
        "The outgoing premier, The Civic League of the Harvest Party, conceded shortly after midnight.",
        False,
    ),
    (
        "The Gale Bank lent the money.",
        '"The wind was never late," said the chief executive, Caspian Rudd.',
        '"The wind was never late," said the chief executive, The Gale Bank.',
        False,
    ),
]


@pytest.mark.parametrize(("before", "evidence", "claim", "carried"), CASES, ids=[row[2] for row in CASES])
def test_names_speakers_and_roles(before: str, evidence: str, claim: str, carried: bool) -> None:
    text = f"{before} {evidence}" if before else evidence
    article = Article(id="a", text=text, published="2021-03-18")  # pyright: ignore[reportArgumentType] -- Article parses it
    found = check(claim, article, spans=[("a", len(text) - len(evidence), len(text))])
    assert (found.status == "supported") is carried, found.facts
