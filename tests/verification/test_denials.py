"""Denials told in other words: true restatements pass, a denial added or dropped does not."""

from __future__ import annotations

import pytest

from rag.types import Article
from rag.verification import check

CASES = [
    # a phrase
    ("Trams will run as usual on Sunday.", "There will be no disruption to trams on Sunday.", True),
    ("Trams will run as usual on Sunday.", "There will be no trams on Sunday.", False),
    (
        "It remains to be seen whether the seals will return.",
        "It is not yet known whether the seals will return.",
        True,
    ),
    ("The ferry firm stood by its timetable.", "The ferry firm did not withdraw its timetable.", True),
    (
        "The clerk said that the pump had worked properly.",
        "Nothing was wrong with the pump, the clerk said.",
        True,
    ),
    ("The clinic ran out of bandages on Monday.", "The clinic had no bandages left on Monday.", True),
    ("The clinic ran out of bandages on Monday.", "The clinic did not run out of bandages on Monday.", False),
    ("The party crossed on a hired boat.", "The party crossed on a boat that was not its own.", True),
    (
        "The union wants a limit of nine patients per nurse.",
        "No nurse should have more than nine patients, the union says.",
        True,
    ),
    ("The vote is not binding.", "The vote is non-binding.", True),
    # a record
    (
        "Rents rose to 900 crowns, their highest since 2014.",
        "Rents rose to 900 crowns, a level not seen since 2014.",
        True,
    ),
    (
        "Rents rose to 900 crowns, their highest since 2014.",
        "Rents rose to 900 crowns, a level seen since 2014.",
        False,
    ),
    ("It was the first strike at the mill since 2011.", "The mill had not had a strike since 2011.", True),
    ("It was the first strike at the mill since 2011.", "The mill had had a strike since 2011.", False),
    (
        "It was the costliest flood in the valley's history.",
        "No flood in the valley's history was dearer.",
        True,
    ),
    # a denial
    (
        "The mayor dismissed reports that the baths would close.",
        "The mayor said it was not true that the baths would close.",
        True,
    ),
    (
        "The mayor dismissed reports that the baths would close.",
        "The mayor said it was true that the baths would close.",
        False,
    ),
    (
        "The firm denied that it had failed to warn its neighbours.",
        "The firm said that it had warned its neighbours.",
        True,
    ),
    ("Refuse collectors in Lund accepted the offer.", "Bin collectors in Lund accepted the offer.", True),
    ("The clerk found nothing in the box.", "The clerk did not find anything in the box.", True),
    ("The clerk found nothing in the box.", "The clerk found the letter in the box.", False),
    # one "not" too many
    (
        "It was the first strike at the mill since 2011.",
        "The mill had not never had a strike since 2011.",
        False,
    ),
    ("The schools were not closed by the storm.", "The schools were not spared by the storm.", False),
    ("Two kilns will be shut until May.", "Two kilns will not be closed until May.", False),
    ("The mill will be shut until the spring.", "The mill will not be shut until the spring.", False),
    ("Ann Poe ruled out leaving the post.", "Ann Poe will leave the post.", False),
    ("The clerk counted 50 boats, not 40.", "The clerk counted not 50 boats but 40.", False),
    ("The firm put the sale of its mill on hold.", "The firm suspended the sale of its mill.", True),
    ("The firm put the sale of its mill on hold.", "The firm did not suspend the sale of its mill.", False),
    # the rest of a whole
    (
        "The port has 90 boats, of which 20 sail at night.",
        "Seventy boats of the port do not sail at night.",
        True,
    ),
    ("The port has 90 boats, of which 20 sail at night.", "Seventy boats of the port sail at night.", False),
    # opposites in other places
    (
        "Brandt raised its dividend although rain cut its harvest.",
        "Brandt increased its dividend although rain cut its harvest.",
        True,
    ),
    ("Brandt raised its dividend, said the board.", "Brandt cut its dividend, said the board.", False),
    ("Free Fen, a far-right party, lost all its seats.", "Free Fen was left without a seat.", True),
    # a phrase for the same thing
    ("Ann Poe, who took no part in the survey, spoke.", "Ann Poe, who was not involved, spoke.", True),
    ("Ann Poe, who took no part in the survey, spoke.", "Ann Poe, who was involved, spoke.", False),
    ("The police could not say whether he had swum.", "The police did not know if he had swum.", True),
    ("The police could not say whether he had swum.", "The police knew if he had swum.", False),
    ("The dyke would not withstand a storm.", "The dyke would survive a storm.", False),
    ("The firm is to freeze hiring until May.", "The firm will not recruit until May.", True),
    ("The firm is to freeze hiring until May.", "The firm will recruit until May.", False),
    ("A fault could not be excluded.", "A fault could not be ruled out.", True),
    ("A fault could not be excluded.", "A fault could be ruled out.", False),
    ("The mayor denied that they had not been paid.", "The mayor said that they had been paid.", True),
    ("The mayor denied that they had not been paid.", "The mayor said that they had not been paid.", False),
    (
        "The mayor said that the pier would be sold and denied that the pool would be shut.",
        "The mayor denied that the pier would be sold.",
        False,
    ),
    (
        "The pass opens at noon if the road stays open.",
        "The pass opens at noon if the road is not cut.",
        True,
    ),
    # one denial told twice
    (
        'Brandt said that the claim was "false from start to finish" and that it would sue.',
        "Brandt dismissed the claim as wholly untrue and said that it would sue.",
        True,
    ),
    ("The mayor called the allegation a lie.", "The mayor rejected the allegation as false.", True),
    ("Brandt said that the report was fair.", "Brandt dismissed the report as untrue.", False),
    ('Brandt said that the report was "false".', "Brandt said that the report was true.", False),
    # not until, only when
    (
        "The theft came to light only when a clerk, Ida Roux, noticed that two seals were broken.",
        "It was not until Ida Roux, a clerk, noticed that two seals were broken that the theft was found.",
        True,
    ),
    (
        "The gate was opened only after Ida Roux had paid.",
        "The gate was not opened until Ida Roux had paid.",
        True,
    ),
    (
        "The gate was opened only after Ida Roux had paid.",
        "The gate was not opened after Ida Roux had paid.",
        False,
    ),
    (
        "The gate was opened when Ida Roux had paid.",
        "The gate was not opened until Ida Roux had paid.",
        False,
    ),
    (
        "The gate was open only until Ida Roux paid.",
        "The gate was not open until Ida Roux paid.",
        False,
    ),
    ("It was only in June that Orr learned of the sale.", "Orr did not learn of the sale until June.", True),
    # the least, and never less
    ("It was the least dull play Orr had ever seen.", "Orr had never seen a less dull play.", True),
    ("It was the least dull play Orr had ever seen.", "Orr had never seen a more dull play.", False),
    ("It was the most dull play Orr had ever seen.", "Orr had never seen a less dull play.", False),
    # better than hoped, not hoped for one so good
    (
        "The crowd was bigger than the police had expected.",
        "The police had not expected such a big crowd.",
        True,
    ),
    (
        "The crowd was bigger than the police had expected.",
        "The police had expected such a big crowd.",
        False,
    ),
    (
        "The crowd was smaller than the police had expected.",
        "The police had not expected such a big crowd.",
        False,
    ),
    (
        "The tide rose faster than anyone had predicted.",
        "Nobody had predicted that the tide would rise so fast.",
        True,
    ),
    (
        "The tide rose as fast as Orr had predicted.",
        "Orr had not predicted that the tide would rise so fast.",
        False,
    ),
    ("The repairs cost more than the club could pay.", "The club could not pay for the repairs.", True),
    ("The repairs cost less than the club could pay.", "The club could not pay for the repairs.", False),
    # not so high since
    (
        "It was the highest rent since the first quarter of 2021, though below the record of 2011.",
        "Lund's rent had not been so high since the first quarter of 2021, but was below the record of 2011.",
        True,
    ),
    (
        "It was the highest rent since the first quarter of 2021.",
        "The rent had been so high since the first quarter of 2021.",
        False,
    ),
    ("It was the highest rent since 2021.", "The rent had not been so low since 2021.", False),
    ("It was the best harvest since 2009.", "The harvest had not been this good since 2009.", True),
    # not simply, not found, not answered, not subject, kept away
    (
        "She was not a guest but the owner of the hotel.",
        "She was not simply staying there but was the owner of the hotel.",
        True,
    ),
    ("She was not a guest but the owner of the hotel.", "She was not the owner but a guest.", False),
    (
        "Orr received no answer from the guild for nine months.",
        "Orr heard nothing back from the guild for nine months.",
        True,
    ),
    (
        "Orr received no answer from the guild for nine months.",
        "Orr heard back from the guild within nine months.",
        False,
    ),
    (
        "Orr received an answer from the guild in May.",
        "Orr heard nothing back from the guild in May.",
        False,
    ),
    (
        "The authors said that farms that could not be traced were left out.",
        "The authors did not count farms that could not be found.",
        True,
    ),
    (
        "The authors said that farms that could not be traced were left out.",
        "The authors did not leave out farms that could not be found.",
        False,
    ),
    ("Pensioners are exempt from the toll.", "Pensioners will not be subject to the toll.", True),
    ("Pensioners are exempt from the toll.", "Pensioners are liable for the toll.", False),
    ("Pensioners are subject to the toll.", "Pensioners will not be subject to the toll.", False),
    ("The maps help crews to avoid the bays.", "The maps help crews to stay away from the bays.", True),
    ("Ships avoided the strait in May.", "Ships steered clear of the strait in May.", True),
    ("Ships avoided the strait in May.", "Ships did not steer clear of the strait in May.", False),
    # what stands under a denial, and when
    ("The widow had never owned a photograph.", "The widow had owned even one photograph.", False),
    ("The boat left only on Friday.", "The boat left until Friday.", False),
    ("The bridge is closed until Monday.", "The bridge will not reopen before Monday.", True),
    ("The bridge is closed until Monday.", "The bridge will reopen before Monday.", False),
    ("The barn is too small to hold the harvest.", "The barn is not big enough to hold the harvest.", True),
    ("The barn is too small to hold the harvest.", "The barn is big enough to hold the harvest.", False),
    ("The pump has been out of order since May.", "The pump has not been working since May.", True),
    ("The pump has been out of order since May.", "The pump has been working since May.", False),
    # what is added to a word that says no, or to another "no"
    ("Two strings of the harp were missing.", "Two strings of the harp were not lost.", False),
    ("The clause on fees was dropped.", "The clause on fees was not taken out.", False),
    ("Swimming is banned in the lake.", "No swimming is not allowed in the lake.", False),
    ("There is no sign she was not paid.", "There is no sign she was not paid.", True),
    ("The water was not cut off at all 17 farms.", "The water was cut off at all 17 farms.", False),
    ("No mill burned, but 17 farms lost pumps.", "Pumps were lost at all 17 farms.", True),
    ("The border would stay open.", "The border would not be closed.", True),
    # in another part of the sentence
    (
        "Pumps at two farms were not working; the firm said that they would be in use by the end of June.",
        "Pumps at two farms will not be in use by the end of June, the firm said.",
        False,
    ),
    ("Travel is free on Sunday, and dogs are free to ride.", "Dogs may not ride.", False),
    # of the others
    ("Of 30 seeds, 12 sprouted, all but two of them clover.", "Ten were not clover.", False),
    ("The fund pays £3m, and the rest comes from a tax.", "A tax pays what the fund does not.", True),
    # what is no denial
    ("The leader of the no campaign lives in Cray.", "The leader of the campaign lives in Cray.", True),
    ("Poe made an unbeaten 63 in Cray.", "Poe made 63 not out in Cray.", True),
    ("It was the deepest snow in Cray since 1976.", "No snow in Cray had been as deep since 1976.", True),
    # opposites
    ("The report described the dam as unsafe.", "The report described the dam as safe.", False),
    ("The shop has 300 unsold boots.", "The shop has 300 boots that it sold.", False),
    (
        "Brandt raised its forecast as repairs made up for a slump in sales.",
        "Brandt increased its forecast as repairs made up for low sales.",
        True,
    ),
    ("The fund had spent 58% of its money.", "The fund left 42% of its money unspent.", True),
    # what is only meant
    ("The vaccine was offered to children in June.", "Children could have the vaccine in June.", True),
    ("The port was to have opened by June.", "The port opened by June.", False),
    # what another clause tells, and what is caused
    (
        "Brandt kept the mill, which spins two tonnes of flax a day, and ruled out selling the flax abroad.",
        "The mill spins two tonnes of flax a day.",
        True,
    ),
    (
        "Brandt kept the mill, which spins two tonnes of flax a day, and ruled out selling the flax abroad.",
        "Brandt would sell the flax abroad.",
        False,
    ),
    ("The port ruled out a storm.", "The port said the leak was not caused by a storm.", True),
    ("The port ruled out a storm.", "The port said the leak was caused by a storm.", False),
    ("Poe denied that she would leave Cray.", "Poe said that she would stay in Cray.", True),
    ("Poe denied that she would leave Cray.", "Poe said that she would leave Cray.", False),
    ("Poe said that the fare had not risen.", "Poe denied that the fare had not risen.", False),
    ("The fund paid the parish £900 and has waived its claim.", "The fund has not paid the parish.", False),
    # until, before, by the time, and what stays
    ("The baths will stay open until ten.", "The baths will not be in use until ten.", False),
    ("The baths will stay shut until ten.", "The baths will not be in use until ten.", True),
    ("The crews were paid only after they had sailed.", "The crews were not paid before they sailed.", True),
    ("The crews were paid only after they had sailed.", "The crews were paid before they sailed.", False),
    ("Poe will not pick a side before the vote.", "Poe withheld any pick of a side until the vote.", True),
    ("The mill will not move its looms to Cray.", "The mill is keeping its looms.", True),
    ("The mill will not move its looms to Cray.", "The mill is moving its looms.", False),
    ("Post in Cray will not be affected.", "Post in Cray will not run as usual.", False),
    ("Poe had never stood for office before.", "Poe was not standing for office for the first time.", False),
    ("Few in Cray believed the miller.", "Most in Cray did not believe the miller.", True),
    # what stands beside a denial is stated
    (
        "The mayor denied reports that it had run out of sand, saying that 60 bags were in store.",
        "The mayor said that 60 bags of sand were in store.",
        True,
    ),
    (
        "The mayor denied reports that it had run out of sand, saying that 60 bags were in store.",
        "The mayor said that the city had run out of sand.",
        False,
    ),
    (
        "A clerk, Idris Poe, denied this and said that the bridge was still in use.",
        "Idris Poe, a clerk, insisted that the bridge was still in use.",
        True,
    ),
    (
        "A clerk, Idris Poe, denied this and said that the bridge was still in use.",
        "Idris Poe, a clerk, denied that the bridge was still in use.",
        False,
    ),
    # an earliest day
    (
        "The tunnel will not open before June 2026, two years later than planned, Poe said.",
        "Poe said that the tunnel would open no earlier than June 2026.",
        True,
    ),
    (
        "The tunnel will not open before June 2026, two years later than planned, Poe said.",
        "Poe said that the tunnel would open earlier than June 2026.",
        False,
    ),
    # a denial lost by the form of the claim
    (
        '"We are not closing a mill," Ann Poe, the head of the group, told staff.',
        "Ann Poe, the head of the group, told staff that the company was not closing any mill.",
        True,
    ),
    (
        '"They are not tools to us, they are old friends," said Ida Brandt, who led the crew from Cray.',
        "Ida Brandt, the leader of the Cray crew, said her people saw the boats as tools but as old friends.",
        False,
    ),
    (
        "Turnout was 71.3%, the highest in a regional vote since 1979 and 9.5 points more than in 2020.",
        "Some 71.3% of people took part, a level not exceeded in a regional vote since 1979.",
        True,
    ),
    (
        "Turnout was 71.3%, the highest in a regional vote since 1979 and 9.5 points more than in 2020.",
        "Some 71.3% of people took part, a level exceeded in a regional vote since 1979.",
        False,
    ),
    (
        "The trip will take six hours, about an hour less than the old boat took.",
        "The new boat will be about an hour quicker than its predecessor.",
        True,
    ),
    (
        "The trip will take six hours, about an hour less than the old boat took.",
        "The new boat will be about an hour slower than its predecessor.",
        False,
    ),
    # two sides of one thing
    ("The clock was bought in 1911 from the widow of a sailor.", "A widow sold the clock in 1911.", True),
    ("The clock was bought in 1911 from the widow of a sailor.", "A sailor sold the clock in 1911.", False),
    ("Lars Holm won the race ahead of Peter Kipto.", "Peter Kipto came in behind Lars Holm.", True),
    ("Lars Holm won the race ahead of Peter Kipto.", "Lars Holm came in behind Peter Kipto.", False),
    ("The court lifted the ban on trawling.", "Trawling is allowed by the court.", True),
    ("The court imposed the ban on trawling.", "Trawling is allowed by the court.", False),
    (
        "The army said it had retaken Cray, a claim that the rebels rejected as fiction.",
        "The army says that Cray is back in its hands.",
        True,
    ),
    (
        "Of about 480 houses 130 cannot be repaired.",
        "About 480 houses were hit, 130 of them beyond repair.",
        True,
    ),
    (
        "Of about 480 houses 130 can be repaired.",
        "About 480 houses were hit, 130 of them beyond repair.",
        False,
    ),
    ("The railway did not dispute this.", "The railway did not contest this.", True),
    ("The railway disputed this.", "The railway did not contest this.", False),
    (
        "Organisers said that 11 riders had abandoned the race.",
        "Eleven riders have pulled out of the race.",
        True,
    ),
    (
        "Organisers said that 11 riders had abandoned the race.",
        "Eleven riders have not pulled out of the race.",
        False,
    ),
    ("The start has been postponed by ten days.", "The start has been put back by ten days.", True),
    ("The start has been postponed by ten days.", "The start has not been put back by ten days.", False),
    ("The service was scrapped in December.", "The service was not withdrawn in December.", False),
    ("The 21 crates will stay where they are for now.", "The 21 crates will not be moved for now.", True),
    ("The 21 crates will leave where they are for now.", "The 21 crates will not be moved for now.", False),
    # what is not said
    ("It did not say when the money would be paid.", "No date was given for paying the money.", True),
    # unless
    ("They will strike unless the plan is dropped.", "They will strike if the plan is not abandoned.", True),
    ("They will strike unless the plan is dropped.", "They will strike if the plan is dropped.", False),
    # talks
    (
        "The firm denied that it was in talks to sell the unit.",
        "The firm was not negotiating to sell the unit.",
        True,
    ),
    # an admission beside a denial
    ("She pleaded guilty to fraud but denied theft.", "She admitted fraud.", True),
    # the best since
    (
        "Turnout was 71%, the highest since 1979.",
        "Turnout reached 71%, the best for any vote since 1979.",
        True,
    ),
    # a record
    (
        "The steepest drop, of 4.6%, was in Porthwen.",
        "Nowhere did prices drop more sharply than in Porthwen.",
        True,
    ),
    # verbs of denying
    (
        "The office did not deny receiving the letter.",
        "The office did not dispute that it received the letter.",
        True,
    ),
    (
        "The office denied receiving the letter.",
        "The office did not dispute that it received the letter.",
        False,
    ),
    # what is not final
    (
        "The figures are provisional and may be revised.",
        "The figures are not final and may be revised.",
        True,
    ),
    (
        "The figures are final and will not be revised.",
        "The figures are not final and will not be revised.",
        False,
    ),
]


@pytest.mark.parametrize(("evidence", "claim", "carried"), CASES, ids=[claim for _, claim, _ in CASES])
def test_a_denial_may_be_told_in_other_words(evidence: str, claim: str, carried: bool) -> None:
    found = check(claim, Article(id="a", text=evidence))
    assert (found.status == "supported") is carried, [(f.kind, f.text, f.status, f.note) for f in found.facts]
