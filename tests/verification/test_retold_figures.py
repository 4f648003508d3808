"""Figures whose value the evidence has, told by other words: what is the same and what is not."""

from __future__ import annotations

import pytest

from rag.types import Article
from rag.verification import check

CASES = [
    # The unit is that of another figure, or goes without saying.
    ("Crews have paved 4 of the 9 miles.", "Four miles of the nine have been paved by crews.", True),
    ("Crews have paved 4 of the 9 miles.", "Five miles of the nine have been paved by crews.", False),
    ("A ferry trip takes 14 minutes instead of 25.", "A ferry trip took 25 minutes and takes 14 now.", True),
    ("Entries fell 8% to 4,300.", "Entries fell to 4,300.", True),
    ("Entries fell 8% to 4,300.", "Entries fell to 4,800.", False),
    ("In Norby it was minus 14 degrees.", "The thermometer in Norby showed -14.", True),
    ("In Norby it was minus 14 degrees.", "The thermometer in Norby showed 14.", False),
    ("Gusts reached 90 miles an hour in Norby.", "There were gusts of 90 mph in Norby.", True),
    ("The vaccine is for babies under two months old.", "The vaccine is for babies under two months.", True),
    ("The vaccine is for babies under two months old.", "The vaccine is for babies under two years.", False),
    # A place in a row, and as many as it.
    ("The plot turns in the sixth chapter.", "The plot turns in chapter six.", True),
    ("The plot turns in the sixth chapter.", "The plot turns in chapter five.", False),
    ("Dahl scored in the 34th minute.", "Dahl scored after 34 minutes.", True),
    ("Dahl scored in the 34th minute.", "Dahl scored after 35 minutes.", False),
    # Scores and votes.
    ("The bill was passed by 61 votes to 47.", "Opponents of the bill lost by 47 votes to 61.", True),
    ("The bill was passed by 61 votes to 47.", "Opponents of the bill lost by 46 votes to 61.", False),
    ("Of the members, 230 voted for it and 75 against.", "Members approved it by 230 votes to 75.", True),
    ("Of the members, 230 voted for it and 75 against.", "Members approved it by 75 votes to 230.", False),
    # Bounds: denied, of a limit, and words that only look like one.
    ("The minister denied that the dam would pass 80 metres.", "The dam would not exceed 80 metres.", True),
    ("The dam would pass 80 metres, the minister said.", "The dam would not exceed 80 metres.", False),
    ("The longest of the tunnels is 7 km.", "None of the tunnels is longer than 7 km.", True),
    ("The longest of the tunnels is 7 km.", "None of the tunnels is shorter than 7 km.", False),
    ("The army handed over 45 prisoners.", "The army handed 45 prisoners over.", True),
    ("The army freed over 45 prisoners.", "The army freed 45 prisoners.", False),
    ("Talks about 30 vases continue.", "The talks on 30 vases continue.", True),
    ("The wall is about 20 metres long.", "The 20-metre wall is long.", True),
    # Which figure it is: the level before, a part, a pair in its order.
    ("The club has 64 members, down from 90 a decade ago.", "Ten years ago the club had 90 members.", True),
    ("The club has 64 members, down from 90 a decade ago.", "Ten years ago the club had 64 members.", False),
    ("A poll found 57% against the plan and 30% in favour.", "The plan is opposed, by 57% to 30%.", True),
    ("The game of 40 moves lasted five hours.", "It was five hours before the game was over.", True),
    (
        "The fine led to 80 appeals, 12 of them upheld.",
        "It led to 80 appeals, 12 of which led to success.",
        True,
    ),
    ("Turnout was 44%, up from 37% in 2021.", "Turnout rose to 44% in 2021.", False),
    # What no figures can say of each other, or not of the evidence.
    ("The crowd of 9,400 had 700 visitors.", "In all 700 of the 9,400 in the crowd were visitors.", True),
    ("The crowd of 9,400 had 700 visitors.", "In all 9,400 of the 700 in the crowd were visitors.", False),
    ("Of the 240 calves, 205 were sold.", "Of the 240 calves, all but 35 were sold.", True),
    ("Of the 240 calves, 205 were sold.", "Of the 35 calves, all but 240 were sold.", False),
    ("The pit is 30 to 45 metres deep.", "The pit is between 30 and 45 metres deep.", True),
    ("The pit is 30 to 45 metres deep.", "The pit is between 45 and 30 metres deep.", False),
    ("The pit is 30 to 45 metres deep.", "The pit is between 30 metres and 45 feet deep.", False),
    ("Sales fell to 310 from 350, the second fall.", "Sales fell from 350 to 310, the second fall.", True),
    ("Sales fell to 310 from 350, the second fall.", "Sales rose from 350 to 310, the second fall.", False),
    ("The club sank from 3rd to 9th.", "The club fell from third to ninth.", True),
    ("The party lost 14 of its 40 seats.", "The party is down to 26 seats after losing 14 of 40.", True),
    ("The party lost 14 of its 40 seats.", "The party is down to 14 seats after losing 26 of the 40.", False),
    ("The party lost 14 of its 40 seats.", "The party is down to 40 seats after losing 14 of the 26.", False),
    ("Dahl had 32 points and 14 rebounds.", "Dahl took 14 rebounds and had 32 points.", True),
    ("Dahl had 32 points and 14 rebounds.", "Dahl had 14 points and 32 rebounds.", False),
    ("The hall, built for 400 people, held 950.", "The hall was built for 400 people; 950 were in it.", True),
    ("The hall, built for 400 people, held 950.", "The hall held 400 people but was built for 950.", False),
    ("A tremor of magnitude 5.4 hurt 62 people.", "In the 5.4-magnitude tremor 62 were hurt.", True),
    ("A tremor of magnitude 5.4 hurt 62 people.", "In the 62-magnitude tremor 5.4 were hurt.", False),
    ("The plan was backed by 40 to 28 votes.", "Councillors backed it by 40 votes to 28.", True),
    ("The plan to fell the trees won by 40 votes to 28.", "They voted by 28 to 40 to cut them down.", False),
    ("A goat kept in a stable bit one of the boys.", "One of the 14 boys was bitten.", False),
    ("Fire spread to a kitchen tent and 400 others.", "Fire spread to a further 1 tents.", False),
    ("The wind fell to 20 km/h from 65.", "The wind fell from 65 km/h to 20 km/h.", True),
    ("The wind fell to 20 km/h from 65.", "The wind fell from 65miles/h to 20 km/h.", False),
    # What a neighbouring figure does not take.
    (
        "She said that 12 of the firm's 90 shops would close by May, putting about 200 jobs at risk.",
        "About 200 jobs are at risk as 12 of the firm's shops will close by May.",
        True,
    ),
    ("Ash buried 30 homes on Monday, killing four people.", "On Monday four people were killed.", True),
    ("A flood killed nine and left 20 others missing.", "A flood left 20 people missing.", True),
    ("Norby beat Lund 5-3 on penalties on Sunday after a 1-1 draw.", "On Sunday the match ended 1-1.", True),
    (
        "Ann Holm, 44, was convicted by nine to three.",
        "Ann Holm was convicted by nine jurors to three.",
        True,
    ),
    ("It is open 18 hours a week instead of 30.", "The hours were cut from 30 a week to 18.", True),
    ("Sales have fallen; it is the fifth yearly fall in a row.", "Sales fell for five years running.", True),
    ("Sales have fallen; it is the fifth yearly fall in a row.", "Sales fell for six years running.", False),
    ("Sales have fallen; it is the fifth yearly fall in a row.", "Sales rose for five years running.", False),
    (
        "The camp was built for 300 people and now houses 700.",
        "It has 700 people, over twice its size.",
        True,
    ),
    ("The camp expects 300 people, and as many again in May.", "The number is to double in May.", True),
    ("Dahl won in 34 minutes 20.5 seconds.", "Dahl won in 34:20.5.", True),
    ("Dahl won in 34 minutes 20.5 seconds.", "Dahl won in 34:25.5.", False),
    ("Trains run at half their normal speed.", "Trains run at half of the normal speed.", True),
    ("Nine people still speak it.", "Fewer than a dozen people speak it.", False),
    ("Eleven people still speak it.", "Fewer than a dozen people speak it.", True),
    # A change is no level, a level before no later one.
    ("August averaged 28.4C, 1.6 degrees above normal.", "August was 1.6 degrees hotter than usual.", True),
    ("August averaged 28.4C, 1.6 degrees above normal.", "August was 28.4 degrees hotter than usual.", False),
    ("It costs £12 more than in May, or £90.", "The price has risen by £12 to £90.", True),
    ("The price will rise by £12 to £90.", "The price, which was £78, will rise by £12.", True),
    ("The price will rise by £12 to £90.", "The price, now £12, will rise by £78.", False),
    ("The council approved 90 homes, not 70.", "It was 20 homes, which is 90 more than reported.", False),
    ("Of the cups 88% came back, up from 60% last year.", "Last year 60% of cups came back.", True),
    ("Of the cups 88% came back, up from 60% last year.", "Last year 88% came back, this time 60%.", False),
    ("It expects 2% next year, less than the 3% it saw in the spring.", "In the spring it saw 3%.", True),
    (
        "It expects growth of 2% next year, less than the 3% it saw in the spring.",
        "It expects growth of 3% next year, having seen 2% in the spring.",
        False,
    ),
    ("She won $30,000 and a $5,000 bonus.", "She won $35,000 in all, including a $5,000 bonus.", True),
    ("She won $30,000 and a $5,000 bonus.", "She won $5,000 in all, including a $35,000 bonus.", False),
    ("Cases passed 800, with 120 in the past week.", "Cases now exceed 800.", True),
    ("Cases passed 800, including 120 in the past week.", "Cases now exceed 100.", False),
    ("Fewer than 1% of its trams were late.", "Fewer than one per cent of the trams were late.", True),
    ("Fewer than 1% of its trams were late.", "More than one per cent of the trams were late.", False),
    ("It covered 20 kilometres at 33 kilometres an hour.", "It covered 20 kilometres.", True),
    ("It covered 20 kilometres at 33 kilometres an hour.", "It covered 20 miles.", False),
    # Votes by their sides, sizes, lengths between two dates, and how often.
    ("The motion was defeated by 61 votes to 48.", "The motion had 48 votes in favour and 61 against.", True),
    (
        "The motion was defeated by 61 votes to 48.",
        "The motion had 61 votes in favour and 48 against.",
        False,
    ),
    ("The motion was carried by 61 votes to 48.", "The motion had 61 votes in favour and 48 against.", True),
    (
        "A poll found 52% against it and 40% in favour.",
        "In a poll 40% supported it and 52% opposed it.",
        True,
    ),
    (
        "A poll found 52% against it and 40% in favour.",
        "In a poll 52% supported it and 40% opposed it.",
        False,
    ),
    ("Hail dented more than 5,000 cars.", "Thousands of cars were dented by hail.", True),
    ("Hail dented more than 5,000 cars.", "Hundreds of cars were dented by hail.", False),
    ("She ran it between May 2016 and July 2022.", "She ran it for more than six years.", True),
    ("She ran it between May 2016 and July 2022.", "She ran it for more than seven years.", False),
    ("She ran it between May 2016 and July 2022.", "She ran it for fewer than six years.", False),
    ("Two goals by Dahl won the match.", "Dahl scored twice and won the match.", True),
    ("Two goals by Dahl won the match.", "The match was won by twice as many goals.", False),
    ("Talks resume on Tuesday.", "The two sides resume their talks on Tuesday.", True),
    ("Talks of three sides resume on Tuesday.", "The two sides resume their talks on Tuesday.", False),
    (
        "It had 30 complaints, fewer than half the number in May.",
        "Complaints fell by more than half to 30.",
        True,
    ),
    (
        "It had 30 complaints, fewer than half the number in May.",
        "Complaints fell by fewer than half to 30.",
        False,
    ),
    ("Most of them had eaten it, half of which can kill.", "More than half of them had eaten it.", True),
    ("Most of them had eaten it, half of which can kill.", "Fewer than half of them had eaten it.", False),
    ("There are fewer than 300 left.", "There are not even 300 left.", True),
    ("There are more than 300 left.", "There are not even 300 left.", False),
    # Counts of what is listed by year or age; a unit that comes later.
    ("The lake shrank in the summers of 2021 and 2022.", "The lake shrank in two summers.", True),
    ("The lake shrank in the summers of 2021 and 2022.", "The lake shrank in three summers.", False),
    ("Her daughters, aged five and nine, take a bus.", "Her two girls take a bus.", True),
    ("Her daughters, aged five and nine, take a bus.", "Her three girls take a bus.", False),
    ("They work four days of nine hours.", "They work four nine-hour days.", True),
    ("They work four days of nine hours.", "They work five nine-hour days.", False),
    ("Workers put up 80 signs in four languages.", "Signs in four languages went up, 80 of them.", True),
    (
        "It needs €90m and has received 27% of it.",
        "It has got just over a quarter of the €90m it needs.",
        True,
    ),
    (
        "It needs €90m and has received 27% of it.",
        "It has got just over a third of the €90m it needs.",
        False,
    ),
    (
        "The port said 41 ships were waiting, and that 12 others had been diverted.",
        "Twelve ships have been sent elsewhere.",
        True,
    ),
    (
        "It killed at least 16 men and left 29 hurt.",
        "It killed at least 16 men and left at least 29 hurt.",
        False,
    ),
    ("Holm, 33, played 58 of the 63 minutes.", "Holm, who is 33, played 58 of the 63 minutes.", True),
    ("Holm, 33, played 58 of the 63 minutes.", "Holm, who is 63, played 58 of the 63 minutes.", False),
    ("They won in 6min 41.3sec, 2.6 seconds ahead.", "They won in six minutes 41.3 seconds.", True),
    ("They won in 6min 41.3sec, 2.6 seconds ahead.", "They won in six minutes 47.3 seconds.", False),
    (
        "It has promised 300 more nurses and trained 45.",
        "It is 255 short of the number of nurses promised.",
        True,
    ),
    ("The story is told over a single day.", "The story is told on one day.", True),
    ("She ran it for three years, despite objections from two of the six.", "Two of the six objected.", True),
    (
        "More than half of the 64 clinics lack one, in the north four in five.",
        "Four in five of the 64 lack one.",
        False,
    ),
    # A part told without its whole, which nobody else may be given.
    ("The mill will close, putting 160 of its 3,150 jobs at risk.", "A total of 160 jobs are at risk.", True),
    (
        "The mill will close, putting 160 of its 3,150 jobs at risk.",
        "A total of 190 jobs are at risk.",
        False,
    ),
    # Where a thing lies is no bound of how much there is.
    ("The wreck lies under 40 metres of silt.", "The wreck is covered by 40 metres of silt.", True),
    ("The wreck lies under 40 metres of silt.", "The wreck is covered by 46 metres of silt.", False),
    (
        "The wreck lies under 40 metres of silt.",
        "The wreck is covered by fewer than 40 metres of silt.",
        False,
    ),
    ("The fjord is up to 85 metres deep.", "At its deepest the fjord is 85 metres.", True),
    ("The fjord is up to 85 metres deep.", "At its shallowest the fjord is 85 metres.", False),
    ("Tickets cost from €30, the theatre said.", "Tickets cost at least €30, the theatre said.", True),
    ("Tickets cost from €30, the theatre said.", "Tickets cost up to €30, the theatre said.", False),
    # What makes up a share does not rise.
    (
        "Tea, which made up 41% of sales in 2020, now accounts for 28%.",
        "Tea dropped from 41% of sales in 2020 to 28%.",
        True,
    ),
    (
        "Tea, which made up 41% of sales in 2020, now accounts for 28%.",
        "Tea rose from 41% of sales in 2020 to 28%.",
        False,
    ),
    # The bound is that of the date.
    (
        "They voted to keep all six open until at least May 2029.",
        "All six stay open until at least May 2029.",
        True,
    ),
    (
        "They voted to keep all six open until at least May 2029.",
        "All nine stay open until at least May 2029.",
        False,
    ),
    ("The motion was carried by 27 votes to 14.", "Fourteen opposed the motion and 27 backed it.", True),
    ("The motion was carried by 27 votes to 14.", "Fourteen backed the motion and 27 opposed it.", False),
    (
        "Hail shut six of the city's 208 schools, and the council extended classes by three hours there.",
        "Classes went on three hours longer where hail had shut schools.",
        True,
    ),
    (
        "Hail shut six of the city's 208 schools, and the council extended classes by three hours there.",
        "Classes went on four hours longer where hail had shut schools.",
        False,
    ),
    (
        "Cards failed for almost six hours.",
        "Shoppers were unable to pay by card for more than six hours.",
        False,
    ),
]


@pytest.mark.parametrize(("evidence", "claim", "carried"), CASES, ids=[claim for _, claim, _ in CASES])
def test_a_figure_told_otherwise_is_the_same(evidence: str, claim: str, carried: bool) -> None:
    assert (check(claim, Article(id="a", text=evidence)).status == "supported") is carried
