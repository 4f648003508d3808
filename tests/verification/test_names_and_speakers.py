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
    # who speaks, with a job and an apposition beside
    (
        "",
        "Dr Ida Holm, a doctor in Lund, said the spray was safe.",
        "Ida Holm, a Lund doctor with long experience, noted that the spray was safe.",
        True,
    ),
    (
        "",
        "Dr Ida Holm, a doctor in Lund, said the spray was safe.",
        "Ann Poe, a Lund doctor with long experience, noted that the spray was safe.",
        False,
    ),
    (
        "",
        "Club captain Jon Ware, from the University of Cray, said the pitch was wet.",
        "Ware, who leads the side, said the pitch was wet.",
        True,
    ),
    (
        "",
        "Club captain Jon Ware, from the University of Cray, said the pitch was wet.",
        "Holm, who leads the side, said the pitch was wet.",
        False,
    ),
    (
        "",
        "Ann Poe, head of research at Corvex Labs, said the test had failed.",
        "Poe said that the test had been a failure.",
        True,
    ),
    (
        "",
        "Ann Poe, a Corvex engineer, said the test had failed.",
        "Poe, an engineer with the firm, said that the test had failed.",
        True,
    ),
    (
        "",
        "Ann Poe, a Corvex engineer, said the test had failed.",
        "Ware, an engineer with the firm, said that the test had failed.",
        False,
    ),
    ("", "In Cray, the mayor, Ann Poe, said the well was dry.", "Poe said the well was dry.", True),
    (
        "",
        "Acting chief economist Ann Poe of Lund Bank said prices would fall.",
        "Poe said prices would fall.",
        True,
    ),
    (
        "",
        "Acting chief economist Ann Poe of Lund Bank said prices would fall.",
        "Ware said prices would fall.",
        False,
    ),
    # a body that "which" stands for
    (
        "",
        '"We are tired," said Ole Vik, head of the union Tesk, which says 70 of its drivers are ill.',
        "Tesk says that 70 of its drivers are ill.",
        True,
    ),
    (
        "",
        '"We are tired," said Ole Vik, head of the union Tesk, which says 70 of its drivers are ill.',
        "Corvex says that 70 of its drivers are ill.",
        False,
    ),
    (
        "",
        '"We are full," said Ann Poe of Open Hands, which said 70 people were turned away.',
        "Open Hands said 70 people were turned away.",
        True,
    ),
    (
        "",
        '"We are full," said Ann Poe of Open Hands, which said 70 people were turned away.',
        "Corvex said 70 people were turned away.",
        False,
    ),
    (
        "",
        "The sale was led by Ida Holm, chief executive of Corvex, which announced a loss of $4m.",
        "Corvex announced a $4m loss.",
        True,
    ),
    (
        "",
        "The sale was led by Ida Holm, chief executive of Corvex, which announced a loss of $4m.",
        "Marlo announced a $4m loss.",
        False,
    ),
    # initials and abbreviated titles
    (
        "",
        "Judge A. Ole Vik of the Cray High Court said Corvex had made only a small change to the drug.",
        "Corvex had only slightly changed the drug, said Judge A. Ole Vik of the Cray High Court.",
        True,
    ),
    (
        "",
        "Judge A. Ole Vik of the Cray High Court said Corvex had made only a small change to the drug.",
        "Corvex had only slightly changed the drug, said Judge A. Jon Ware of the Cray High Court.",
        False,
    ),
    (
        "",
        "Supt. Ann Poe of Cray police said the man was ill.",
        "The man was ill, said Supt. Ann Poe of Cray police.",
        True,
    ),
    ("", "John R. Poe said the man was ill.", "The man was ill, Ole Poe said.", False),
    # who says a thing that the sentence tells of
    (
        "His lawyer, Ida Holm, left.",
        "Ware has 21 days to appeal, and Holm said he would do so.",
        "Ware has 21 days to appeal, something his lawyer said he would do.",
        True,
    ),
    (
        "His lawyer, Ida Holm, left.",
        "Ware has 21 days to appeal, and Holm said he would do so.",
        "Ware has 21 days to appeal, something his doctor said he would do.",
        False,
    ),
    (
        "",
        "The port will close, and the union said the closure would cost 40 jobs.",
        "The port will close, a step that the union said would cost 40 jobs.",
        True,
    ),
    (
        "",
        "The port will close, and the union said the closure would cost 40 jobs.",
        "The port will close, a step that the mayor said would cost 40 jobs.",
        False,
    ),
    ("", "Ann Poe said the port was safe.", "What Poe said was that the port was safe.", True),
    ("", "Ann Poe said the port was safe.", "What Ware said was that the port was safe.", False),
    # adverbs between a pronoun and its verb
    (
        "Ida Holm led the clinic.",
        "Her work is praised, although she always said the credit belonged to the nurses.",
        "Holm always maintained that the credit belonged to the nurses.",
        True,
    ),
    (
        "Ida Holm led the clinic.",
        "Her work is praised, although she always said the credit belonged to the nurses.",
        "Ware always maintained that the credit belonged to the nurses.",
        False,
    ),
    (
        "Ida Holm led the clinic.",
        "The nurses were slow, but she herself often said the cause was money.",
        "Holm said that the cause was money.",
        True,
    ),
    (
        "Ida Holm led the clinic.",
        "The nurses were slow, but she herself often said the cause was money.",
        "Ware said that the cause was money.",
        False,
    ),
    # what is added is not always said
    (
        "",
        "Corvex shares rose, with Tarn Marine up 5%.",
        "Corvex shares rose and Tarn Marine's added 5%.",
        True,
    ),
    ("", "Rain pushed the cost of the bridge up.", "Rain added to the cost of the bridge.", True),
    ("", "Ann Poe said the bridge was shut. It is old.", "Ware added that the bridge was shut.", False),
    ("", "The bridge is shut, said Ann Poe.", "The bridge is shut, added Jon Ware.", False),
    ("", "Ann Poe said 12 people were hurt.", "Jon Ware added 12 people were hurt.", False),
    ("", "Ann Poe said the second bridge was shut.", "Jon Ware added the second bridge was shut.", False),
    # who says it without a verb of saying
    (
        "Corvex's director, Ida Holm, spoke.",
        "She put the cost of the strike at 4 million euros a day.",
        "Holm estimated that the strike costs 4 million euros a day.",
        True,
    ),
    (
        "Corvex's director, Ida Holm, spoke.",
        "She put the cost of the strike at 4 million euros a day.",
        "Ware estimated that the strike costs 4 million euros a day.",
        False,
    ),
    (
        "The premier, Ida Holm, spoke.",
        "She gave no indication that the vote would be moved.",
        "Nothing Holm said indicated that the vote would be moved.",
        True,
    ),
    (
        "The premier, Ida Holm, spoke.",
        "She gave no indication that the vote would be moved.",
        "Nothing Ware said indicated that the vote would be moved.",
        False,
    ),
    (
        "The premier, Ida Holm, spoke.",
        "She stressed that the vote was free.",
        "Holm said that the vote was free.",
        True,
    ),
    (
        "The premier, Ida Holm, spoke.",
        "She stressed that the vote was free.",
        "Ware said that the vote was free.",
        False,
    ),
    (
        "The premier, Ida Holm, spoke.",
        "She described the vote as free.",
        "Holm said that the vote was free.",
        True,
    ),
    (
        "The premier, Ida Holm, spoke.",
        "She called the vote free.",
        "The vote was free, according to Holm.",
        True,
    ),
    (
        "The premier, Ida Holm, spoke.",
        "She called the vote free.",
        "The vote was free, according to the mayor.",
        False,
    ),
    (
        "The premier, Ida Holm, spoke.",
        "In her view the vote was free.",
        "The vote was free, according to Holm.",
        True,
    ),
    ("The premier, Ida Holm, spoke.", "She was born in Lund.", "Holm said she was born in Lund.", False),
    # a role for who is named before
    (
        'Governor Ida Holm spoke in Cray. "It is over," Holm said.',
        "She added that the bank might ease in May.",
        "The governor said the bank might ease in May.",
        True,
    ),
    (
        'Governor Ida Holm spoke in Cray. "It is over," Holm said.',
        "She added that the bank might ease in May.",
        "The minister said the bank might ease in May.",
        False,
    ),
    (
        "The captain, Jon Ware, limped. Ware had scored twice.",
        "He said the pitch was wet.",
        "The captain said the pitch was wet.",
        True,
    ),
    (
        "The captain, Jon Ware, limped. Ware had scored twice.",
        "He said the pitch was wet.",
        "The coach said the pitch was wet.",
        False,
    ),
    (
        "Jon Ware met the coach. Ware had scored twice.",
        "He said the pitch was wet.",
        "The coach said the pitch was wet.",
        False,
    ),
    (
        "Ida Holm, finance minister of Tesk, arrived. Holm left at once.",
        "She said the loan was safe.",
        "The finance minister said the loan was safe.",
        True,
    ),
    # other words for those who speak
    ("", "The army denied that it had left Cray.", "The military denied having left Cray.", True),
    ("", "The army denied that it had left Cray.", "The rebels denied having left Cray.", False),
    ("", "Pupils said the hall was cold.", "Students said the hall was cold.", True),
    ("", "Pupils said the hall was cold.", "Parents said the hall was cold.", False),
    ("", "Commuters said the trains were late.", "Passengers said the trains were late.", True),
    ("", "Commuters said the trains were late.", "Drivers said the trains were late.", False),
    ("", "The rebels said Cray had fallen.", "The insurgents said Cray had fallen.", True),
    ("", "The rebels said Cray had fallen.", "The army said Cray had fallen.", False),
    ("", "Growers said frost had killed the buds.", "Farmers said frost had killed the buds.", True),
    ("", "Investors said the offer was low.", "Shareholders said the offer was low.", True),
    ("", "Investors said the offer was low.", "Staff said the offer was low.", False),
    # a surname with what it is of
    (
        "",
        "Dr Ole Poe-Vik, of the charity Open Hands, said the price was high.",
        "Poe-Vik of Open Hands said the price was high.",
        True,
    ),
    (
        "",
        "Dr Ole Poe-Vik, of the charity Open Hands, said the price was high.",
        "Ware of Open Hands said the price was high.",
        False,
    ),
    (
        "",
        "Ann Poe, chief executive of Corvex Rail, said fares would rise.",
        "Poe of Corvex Rail said fares would go up.",
        True,
    ),
    (
        "",
        "Ann Poe, chief executive of Corvex Rail, said fares would rise.",
        "Poe of Tarn Marine said fares would go up.",
        False,
    ),
    # what is held in a company is in no place
    (
        "Shares in Corvex fell by a tenth after the Lund-based bank lost a case.",
        "The company said the ruling was wrong.",
        "Corvex said that the ruling was wrong.",
        True,
    ),
    (
        "Shares in Corvex fell by a tenth after the Lund-based bank lost a case.",
        "The company said the ruling was wrong.",
        "Lund said that the ruling was wrong.",
        False,
    ),
    (
        "Investors in Corvex met in Cray.",
        "The company said the ruling was wrong.",
        "Cray said that the ruling was wrong.",
        False,
    ),
    # a pronoun far from its name
    (
        "Ida Holm, a painter, died on Monday. She was 91. Born on a farm in 1924, she was the last of five."
        " She studied in Lund. Recognition came late. A show was turned down by two halls.",
        "“People called it cold,” she told a paper in 1998.",
        "Holm said in 1998 that people called it cold.",
        True,
    ),
    (
        "Ida Holm, a painter, died on Monday. She was 91. Born on a farm in 1924, she was the last of five."
        " She studied in Lund. Recognition came late. A show was turned down by two halls.",
        "“People called it cold,” she told a paper in 1998.",
        "Ware said in 1998 that people called it cold.",
        False,
    ),
    # a noun that stands for somebody named before
    (
        "Jon Ware cracked on the climb. He fell to ninth, a minute behind.",
        '"My legs were empty," said the Corvex rider.',
        "Ware said that his legs were empty.",
        True,
    ),
    (
        "Jon Ware cracked on the climb. He fell to ninth, a minute behind.",
        '"My legs were empty," said the Corvex rider.',
        "Vik said that his legs were empty.",
        False,
    ),
    (
        'Ida Holm, 29, was treated early on. "She was braver," she said.',
        "The Spaniard added that she would rest on Tuesday.",
        "Holm said she would rest on Tuesday.",
        True,
    ),
    (
        'Ida Holm, 29, was treated early on. "She was braver," she said.',
        "The Spaniard added that she would rest on Tuesday.",
        "Poe said she would rest on Tuesday.",
        False,
    ),
    (
        "Ida Holm won in Cray.",
        "The 29-year-old said she would rest on Tuesday.",
        "Holm said she would rest on Tuesday.",
        True,
    ),
    (
        "Ida Holm won in Cray.",
        "The 29-year-old said she would rest on Tuesday.",
        "Cray said she would rest on Tuesday.",
        False,
    ),
    ("Jon Ware scored.", "The Danish striker said the pitch was wet.", "Vik said the pitch was wet.", False),
    (
        "Jon Ware scored.",
        "The Danish minister said the pitch was wet.",
        "Ware said the pitch was wet.",
        False,
    ),
    (
        "Ida Holm sued Corvex.",
        "The Corvex lawyer said the case was weak.",
        "Holm said the case was weak.",
        False,
    ),
]


@pytest.mark.parametrize(("before", "evidence", "claim", "carried"), CASES, ids=[row[2] for row in CASES])
def test_names_speakers_and_roles(before: str, evidence: str, claim: str, carried: bool) -> None:
    text = f"{before} {evidence}" if before else evidence
    article = Article(id="a", text=text, published="2021-03-18")  # pyright: ignore[reportArgumentType] -- Article parses it
    found = check(claim, article, spans=[("a", len(text) - len(evidence), len(text))])
    assert (found.status == "supported") is carried, found.facts
