"""Dates, deadlines and lengths of time in other words: true restatements pass, other times do not."""

from __future__ import annotations

import pytest

from rag.types import Article
from rag.verification import check

BEFORE = "Rain fell all Sunday. "
CASES = [
    # a deadline by its last day, or by the first one after it
    ("The hall must be sold by the end of August.", "The hall should be sold before September.", True),
    ("The hall must be sold by the end of August.", "The hall should be sold before August.", False),
    ("No fees are paid after 30 April.", "From May on no fees are paid.", True),
    ("No fees are paid after 30 April.", "From June on no fees are paid.", False),
    # a day without a year, of which only one side says that it is to come
    ("Trains resume on Monday.", "The trains are to run again on 22 March, resuming their service.", True),
    ("Trains resume on Monday.", "The trains are to run again on 23 March, resuming their service.", False),
    ("She had not been mayor until Monday.", "Only on 15 March had she become mayor.", True),
    # what began or ended on a day, and what has been so since
    (
        "The old mark for the river, which was set in 1968, fell.",
        "A mark that had stood since 1968 fell.",
        True,
    ),
    (
        "The old mark for the river, which was set in 1968, fell.",
        "A mark that had stood since 1986 fell.",
        False,
    ),
    ("The quarry stopped blasting in August.", "The quarry has not blasted since August.", True),
    (
        "She gave up the post of chair on 1 March.",
        "Since 1 March she has no longer held the post of chair.",
        True,
    ),
    ("In May the school made Latin compulsory.", "Latin has been compulsory at the school since May.", True),
    ("The raids killed 40 people in May.", "Raids have killed 40 people since May.", False),
    ("It has lost 64 nurses since May, when its grant was cut.", "Its grant was cut in May.", True),
    ("It has lost 64 nurses since May, when its grant was cut.", "It lost 64 nurses in May.", False),
    # a day told by its distance from the article
    ("Anna Berg has led the bank since 2009.", "Anna Berg has led the bank for the past 12 years.", True),
    ("Anna Berg has led the bank since 2009.", "Anna Berg has led the bank for the past 20 years.", False),
    ("The tunnel could open by 2024.", "The tunnel might open in three years' time.", True),
    ("The tunnel could open by 2024.", "The tunnel might open in five years' time.", False),
    (
        "In October she had told a meeting of the plan.",
        "Five months before, she had told a meeting of the plan.",
        True,
    ),
    (
        "In October she had told a meeting of the plan.",
        "Nine months before, she had told a meeting of the plan.",
        False,
    ),
    # the same months of another year
    (
        "The line carried 410,000 people between January and June, as many as in the same period of 2020.",
        "In the first six months of 2020 the line carried as many people.",
        True,
    ),
    (
        "The line carried 410,000 people between January and June, as many as in the same period of 2020.",
        "In the first six months of 2019 the line carried as many people.",
        False,
    ),
    ("Sales rose in the three months to the end of June.", "Sales rose in the April to June quarter.", True),
    ("Sales rose in the three months to the end of June.", "Sales rose in the March to May quarter.", False),
    # a length of time that runs back, up to now or on
    (
        "Guards worked 81 hours in the previous seven days.",
        "Guards worked 81 hours in the preceding week.",
        True,
    ),
    (
        "Guards worked 81 hours in the previous seven days.",
        "Guards worked 81 hours in the preceding month.",
        False,
    ),
    ("It was the fourth leak in 14 months.", "There were four leaks in the past 14 months.", True),
    ("It was the fourth leak in 14 months.", "There were four leaks in the past 15 months.", False),
    ("He was barred from office for 12 years.", "He is barred from office for the next 12 years.", True),
    ("He was barred from office for 12 years.", "He is barred from office for the next 10 years.", False),
    (
        "The offer stands for three weeks.",
        "The offer ends before 9 April, and stands for three weeks.",
        False,
    ),
    # between two days that the evidence compares
    (
        "Some 900 homes were dark on Tuesday, down from 2,000 on Monday.",
        "Between Monday and Tuesday the number of dark homes fell to 900.",
        True,
    ),
    (
        "Some 900 homes were dark on Tuesday, down from 2,000 on Monday.",
        "Between Sunday and Tuesday the number of dark homes fell to 900.",
        False,
    ),
    # the first month of a year, the first week of a month
    (
        "A donor halved the grant in January 2020.",
        "A donor halved the grant at the start of last year.",
        True,
    ),
    ("A donor halved the grant in June 2020.", "A donor halved the grant at the start of last year.", False),
    ("Work begins in the first week of April.", "Work begins at the beginning of April.", True),
    ("Work begins in the last week of April.", "Work begins at the beginning of April.", False),
    # a time to come and the past day on which it was told
    (
        "Staff wept yesterday as bosses told them that 140 jobs would go by next summer.",
        "Bosses are to cut 140 jobs by next summer.",
        True,
    ),
    (
        "Staff wept yesterday as bosses told them that 140 jobs would go by next summer.",
        "Bosses are to cut 140 jobs by next spring.",
        False,
    ),
    ("The clerk has worked there for 18 years.", "The clerk has worked there since about 2003.", True),
    ("The clerk has worked there for 18 years.", "The clerk has worked there since about 2006.", False),
    # a time of the article itself, or of the sentences before, beside those that the evidence has
    (
        "Turnout was 54%, the lowest since 1993.",
        "Not since 1993 has turnout been as low as Sunday's 54%.",
        True,
    ),
    (
        "Turnout was 54%, the lowest since 1993.",
        "Not since 1993 has turnout been as low as Friday's 54%.",
        False,
    ),
    ("Some 700 pupils sat the test, 40 more than in 2020.", "Some 700 pupils sat the test this year.", True),
    ("Some 700 pupils sat the test last year.", "Some 700 pupils sat the test this year.", False),
    # parts of a period, and what lasts until its end
    (
        "Sales fell in the 13 weeks to 10 March.",
        "Sales fell in the 13 weeks to March 10th.",
        True,
    ),
    (
        "Sales fell in the 13 weeks to 10 March.",
        "Sales fell in the 13 weeks to March 11th.",
        False,
    ),
    ("Schools stay shut for the rest of the week.", "Schools stay shut until the end of the week.", True),
    ("Schools stay shut for the rest of the week.", "Schools stay shut until the end of the month.", False),
    ("It was printed in May 2020.", "It was printed in spring last year.", True),
    ("It was printed in May 2020.", "It was printed in autumn last year.", False),
    ("The lift is shut for the whole summer.", "The lift is shut throughout the summer.", True),
    ("The lift is shut for the whole summer.", "The lift is shut throughout the winter.", False),
    ("Only 31 mm fell in a dry winter.", "Only 31 mm fell during the winter.", True),
    ("Only 31 mm fell in a dry winter.", "Only 31 mm fell during the autumn.", False),
    (
        "Debt was $41m at the end of January, and $47m a year earlier.",
        "Debt fell from $47m to $41m in the year to the end of January.",
        True,
    ),
    (
        "Debt was $41m at the end of January, and $47m a year earlier.",
        "Debt fell from $47m to $41m in the year to the end of February.",
        False,
    ),
    # words that tell a time in passing
    ("The night ferry to Ness was dropped.", "The overnight ferry to Ness was dropped.", True),
    ("The evening ferry to Ness was dropped.", "The overnight ferry to Ness was dropped.", False),
    ("The crew is paid double for Sundays.", "Sunday work earns the crew double pay.", True),
    ("The crew is paid double for Sundays.", "Saturday work earns the crew double pay.", False),
    ('"We sing hymns before nine," he said.', "He said they sang hymns before nine o'clock.", True),
    ('"We sing hymns before nine," he said.', "He said they sang hymns before ten o'clock.", False),
    ('"We sing hymns before nine," he said.', "He said they sang hymns after nine o'clock.", False),
    ("The ship struck a reef at 3.52am.", "The ship struck a reef shortly before 4am.", True),
    ("The ship struck a reef at 3.52am.", "The ship struck a reef shortly before 5am.", False),
    ("The ship struck a reef at 3.52am.", "The ship struck a reef shortly after 4am.", False),
    ("The vote is due on 12 June.", "The vote is due on 12 June, a Saturday.", True),
    ("The vote is due on 12 June.", "The vote is due on 12 June, a Sunday.", False),
    (
        "The strike will last from 4am on Monday until noon on Wednesday.",
        "The strike will last from 22 to 24 March.",
        True,
    ),
    (
        "The strike will last from 4am on Monday until noon on Wednesday.",
        "The strike will last from 22 to 25 March.",
        False,
    ),
    # what was put off, before a limit, and about so long
    (
        "It was put off for a week, to 13 April.",
        "It was originally due on 6 April but was put off.",
        True,
    ),
    (
        "It was put off for a week, to 13 April.",
        "It was originally due on 5 April but was put off.",
        False,
    ),
    ("The fair, planned for May, will be held in July.", "The fair has been put off from May to July.", True),
    ("The crop will not be known until July.", "Nobody will know the crop before July.", True),
    ("The crop will not be known until July.", "Everybody will know the crop before July.", False),
    ("The talks began before the new year.", "The talks began before the start of 2021.", True),
    ("The talks began before the new year.", "The talks began before the start of 2020.", False),
    ("Play went on beyond seven o'clock.", "Play went on after seven o'clock.", True),
    ("Play went on beyond seven o'clock.", "Play went on before seven o'clock.", False),
    (
        "It sold out in 58 minutes, the first in 22 years.",
        "It sold out in less than an hour.",
        True,
    ),
    (
        "It sold out in 25 hours, the first in 22 years.",
        "It sold out in less than an hour.",
        False,
    ),
    (
        "The nurses would be hired by the end of June.",
        "The nurses would be hired within the next three months or so.",
        True,
    ),
    (
        "The nurses would be hired by the end of June.",
        "The nurses would be hired within the next five months or so.",
        False,
    ),
    # a day of the week beside a date, and the day on which something was only said
    ("She was elected on Sunday.", "She was elected on Sunday 14 March.", True),
    ("She was elected on Sunday.", "She was elected on Monday 14 March.", False),
    (
        "People fled on Sunday, when fighting broke out, the army said on Tuesday.",
        "The fighting that broke out on Sunday made people flee.",
        True,
    ),
    (
        "People fled on Sunday, when fighting broke out, the army said on Tuesday.",
        "The fighting that started on Tuesday made people flee.",
        False,
    ),
    # a time that stays by its verb of saying or its figure
    (
        "The clinic has treated 280 people since the start of March, it said on Wednesday.",
        "The clinic said on Wednesday that it had treated 280 people since the start of March.",
        True,
    ),
    (
        "More than 31,000 crossed in the past ten days, including 4,700 on Saturday.",
        "Some 4,700 people crossed on Saturday.",
        True,
    ),
    (
        "More than 31,000 crossed in the past ten days, including 4,700 on Saturday.",
        "More than 31,000 people crossed on Saturday.",
        False,
    ),
    (
        "He gave his word on Wednesday that a road would open.",
        "On 17 March he gave his word that a road would open.",
        True,
    ),
    (
        "He gave his word on Wednesday that a road would open.",
        "On 16 March he gave his word that a road would open.",
        False,
    ),
    # a state since the day that began it; what had not been before it
    (
        "Rebels had seized the port on Sunday, they said.",
        "The port has been in rebel hands since Sunday.",
        True,
    ),
    (
        "Rebels had seized the port on Sunday, they said.",
        "The port has been in rebel hands since Monday.",
        False,
    ),
    (
        "Cray won the cup on Saturday for the first time since 2006.",
        "Before Saturday Cray had not won the cup since 2006.",
        True,
    ),
    (
        "Cray won the cup on Saturday for the first time since 2006.",
        "Before Friday Cray had not won the cup since 2006.",
        False,
    ),
    (
        "Cray won the cup on Saturday for the first time since 2006.",
        "Before Saturday Cray had not won the cup since 2009.",
        False,
    ),
    # not before a day, until it; the end of a month
    (
        "The shop will stay open until 2026.",
        "The shop will not close before 2026.",
        True,
    ),
    (
        "The shop will stay open until 2026.",
        "The shop will not close before 2028.",
        False,
    ),
    ("The grant expires on 30 June.", "The grant expires at the end of June.", True),
    ("The grant expires on 12 June.", "The grant expires at the end of June.", False),
    ("The grant expires on 30 June.", "The grant expires at the end of July.", False),
    # centuries in words, names that open like months, the day of saying
    ("A fifteenth-century panel was found.", "A 15th-century panel was found.", True),
    ("A fifteenth-century panel was found.", "A 14th-century panel was found.", False),
    ("The mayor, Inés Sepúlveda, left on Monday.", "Mayor Sepúlveda left on Monday.", True),
    (
        "Crews will strike for five days from Friday, a union said on Tuesday.",
        "Crews will strike for five days starting on Friday, a union said.",
        True,
    ),
    (
        "Crews will strike for five days from Friday, a union said on Tuesday.",
        "Crews will strike for five days starting on Tuesday, a union said.",
        False,
    ),
    (
        "Sales of coal rose in 2019, but fell the next year.",
        "Sales of coal fell in 2020.",
        True,
    ),
    (
        "Sales of coal rose in 2019, but fell the next year.",
        "Sales of coal fell in 2021.",
        False,
    ),
    (
        "The city said it could find no trace of a payment since June 2019.",
        "The city said it had found no trace of any payment after June 2019.",
        True,
    ),
    (
        "The city said it could find no trace of a payment since June 2019.",
        "The city said it had found no trace of any payment before June 2019.",
        False,
    ),
    # counts that look like verbs ahead, "last" as a verb, a month earlier than another
    (
        "The board voted by nine to two on Tuesday to wait.",
        "It chose to wait by nine votes to two on 16 March.",
        True,
    ),
    (
        "The board voted by nine to two on Tuesday to wait.",
        "It chose to wait by nine votes to two on 17 March.",
        False,
    ),
    (
        "Ines Roe was found guilty last month of 31 thefts.",
        "Last month Ines Roe was convicted of 31 thefts.",
        True,
    ),
    (
        "Ines Roe was found guilty last month of 31 thefts.",
        "Last year Ines Roe was convicted of 31 thefts.",
        False,
    ),
    (
        "Night shifts would have stretched the work to 16 months.",
        "Night shifts would have made the work last 16 months.",
        True,
    ),
    (
        "Night shifts would have stretched the work to 16 months.",
        "Night shifts would have made the work last 15 months.",
        False,
    ),
    (
        "Inflation was 2.6% in May, down from 2.9% in April.",
        "Inflation was 2.6% in May, down from 2.9% a month earlier.",
        True,
    ),
    (
        "Inflation was 2.6% in May, down from 2.9% in April.",
        "Inflation was 2.6% in May, down from 2.9% a year earlier.",
        False,
    ),
    (
        "It leaves Orl at 9.40pm and arrives in Tesk at 8.15 the next morning.",
        "It leaves Orl at 9.40pm and reaches Tesk at 8.15am.",
        True,
    ),
    (
        "It leaves Orl at 9.40pm and arrives in Tesk at 8.15 the next morning.",
        "It leaves Orl at 9.40pm and reaches Tesk at 8.15pm.",
        False,
    ),
    (
        "The vase is expected to fetch £3m at auction in May.",
        "The vase could bring in £3m when it is auctioned in May.",
        True,
    ),
    (
        "The vase is expected to fetch £3m at auction in May.",
        "The vase could bring in £3m when it is auctioned in June.",
        False,
    ),
    (
        "Net debt stood at 15bn crowns at the end of December.",
        "At the end of the year net debt was 15bn crowns.",
        True,
    ),
    (
        "Net debt stood at 15bn crowns at the end of November.",
        "At the end of the year net debt was 15bn crowns.",
        False,
    ),
    (
        "Orl were five goals ahead going into the last quarter.",
        "Orl were five goals ahead as the final quarter began.",
        True,
    ),
    (
        "Orl were five goals ahead going into the third quarter.",
        "Orl were five goals ahead as the final quarter began.",
        False,
    ),
    # not before a day: until then at the earliest
    (
        "Hikers will not be let into the gorge before Sunday.",
        "Hikers have to wait until Sunday at the earliest to enter the gorge.",
        True,
    ),
    (
        "Hikers will not be let into the gorge before Sunday.",
        "Hikers have to wait until Monday at the earliest to enter the gorge.",
        False,
    ),
    (
        "Hikers must leave the gorge before Sunday.",
        "Hikers can leave the gorge on Sunday at the earliest.",
        False,
    ),
    (
        "The quay is unlikely to reopen before next month.",
        "The quay will probably stay shut until next month at the earliest.",
        True,
    ),
    (
        "The quay is likely to reopen before next month.",
        "The quay will probably stay shut until next month at the earliest.",
        False,
    ),
    (
        "The kiln will not open before May.",
        "The kiln will be open until May at the earliest.",
        False,
    ),
    (
        "The kiln will not close before May.",
        "The kiln will be closed until May at the earliest.",
        False,
    ),
    # the end of a period by its verb, or as its own
    (
        "They plan to sell both mills by the end of 2023.",
        "They mean to sell both mills before 2023 is out.",
        True,
    ),
    (
        "They plan to sell both mills by the end of 2023.",
        "They mean to sell both mills before 2024 is out.",
        False,
    ),
    ("They plan to sell both mills before 2023 is out.", "They mean to sell both mills before 2023.", False),
    (
        "They plan to sell both mills by the end of June.",
        "They mean to sell both mills before June is over.",
        True,
    ),
    (
        "They plan to sell both mills by the end of June.",
        "They mean to sell both mills before July is over.",
        False,
    ),
    (
        "They plan to sell both mills by the end of the year.",
        "They mean to sell both mills by year's end.",
        True,
    ),
    (
        "They plan to sell both mills by the end of the month.",
        "They mean to sell both mills by year's end.",
        False,
    ),
    # a half as an adjective
    ("Vik had the only shot of the first half.", "Vik had the only first-half shot.", True),
    ("Vik had the only shot of the second half.", "Vik had the only first-half shot.", False),
    ("Vik shot twice before the break.", "Vik shot twice, her second-half efforts.", False),
    # a run of months, days or years as an adjective
    ("The mill spun 90 tonnes from March to May.", "The mill's March-to-May output was 90 tonnes.", True),
    ("The mill spun 90 tonnes from March to May.", "The mill's March-to-July output was 90 tonnes.", False),
    ("The lake fell in the frost from 2010 to 2013.", "The lake fell in the 2010-to-2013 frost.", True),
    ("The lake fell in the frost from 2010 to 2013.", "The lake fell in the 2009-to-2013 frost.", False),
    # the next fortnight or decade, which are no calendar unit
    (
        "Frost in the next fortnight would kill the vines.",
        "Frost in the next two weeks would kill the vines.",
        True,
    ),
    (
        "Frost in the next fortnight would kill the vines.",
        "Frost in the next two months would kill the vines.",
        False,
    ),
    ("In the next three weeks the pier will be shut.", "In the next fortnight the pier will be shut.", False),
    (
        "The pier will cost 3m euros over the coming decade.",
        "The pier will cost 3m euros over the next ten years.",
        True,
    ),
    (
        "The pier will cost 3m euros over the next decade.",
        "The pier will cost 3m euros over the next five years.",
        False,
    ),
    # over so many weeks to a day, or over a basin in so many days: how long, not more than that
    (
        "Takings rose 3% in the six weeks to Feb 27.",
        "Takings rose 3% over the six weeks to 27 February.",
        True,
    ),
    (
        "Takings rose 3% in the six weeks to Feb 27.",
        "Takings rose 3% over the nine weeks to 27 February.",
        False,
    ),
    (
        "A drone photographed 900 hectares of the basin in 16 days.",
        "A drone photographed 900 hectares of the basin over 16 days.",
        True,
    ),
    (
        "A drone photographed 900 hectares of the basin in 16 days.",
        "A drone photographed 900 hectares of the basin over 19 days.",
        False,
    ),
    # "last" that leaves its noun out
    (
        "The growers expect 30% less this season than last.",
        "The growers expect 30% less than last season.",
        True,
    ),
    (
        "The growers expect 30% less this season than last.",
        "The growers expect 30% less than last year.",
        False,
    ),
    (
        "The zoo sold as many tickets this summer as last.",
        "The zoo sold as many tickets as last summer.",
        True,
    ),
    (
        "The zoo sold as many tickets this summer as last.",
        "The zoo sold as many tickets as last winter.",
        False,
    ),
    # a year is no second, a full year is the year
    ("Pell cut its full-year forecast for the second time.", "Pell lowered its forecast for the year.", True),
    (
        "Pell cut its full-year forecast for the second time.",
        "Pell lowered its forecast for the quarter.",
        False,
    ),
    # every weekend as an adjective
    ("The lift is shut on weekends.", "A weekend closing of the lift is in force.", True),
    ("The lift is shut on weekdays.", "A weekend closing of the lift is in force.", False),
    ("The lift runs late at weekends.", "The lift ran late last weekend.", False),
    # the last months of something, not of the time up to now
    (
        "She set six years and suspended the final 12 months.",
        "The last 12 months of the six years were suspended.",
        True,
    ),
    (
        "She set six years and suspended the final 12 months.",
        "The first 12 months of the six years were suspended.",
        False,
    ),
    ("She set six years and suspended the final 12 months.", "She suspended the last 12 months.", True),
    ("She set six years and suspended the final 12 months.", "She suspended the last 18 months.", False),
    # what one has been in since one took it over
    (
        "Coach Ann Poe, who took over in May, will rest players.",
        "Coach Ann Poe, in charge since May, will rest players.",
        True,
    ),
    (
        "Coach Ann Poe, who took over in May, will rest players.",
        "Coach Ann Poe, in charge since June, will rest players.",
        False,
    ),
    (
        "Coach Ann Poe, who was sacked in May, is resting.",
        "Coach Ann Poe, in charge since May, is resting.",
        False,
    ),
    ("The forge, founded in 1890, makes nails.", "The forge, in business since 1890, makes nails.", True),
    ("The forge, closed in 1890, made nails.", "The forge, in business since 1890, made nails.", False),
    # so long after the last day of the sentence before
    ("Two days later the lock at Orl burst.", "The lock at Orl burst on Tuesday.", True),
    ("Two days later the lock at Orl burst.", "The lock at Orl burst on Wednesday.", False),
    ("Two days later, in 2019, the lock at Orl burst.", "The lock at Orl burst on Tuesday.", False),
    # the months before a quarter, and a quarter that leaves its noun out
    (
        "Exports rose to 5.2% in the fourth quarter of 2020 from 4.1% in the previous three months.",
        "Exports rose from 4.1% in the third quarter of 2020 to 5.2% in the fourth.",
        True,
    ),
    (
        "Exports rose to 5.2% in the fourth quarter of 2020 from 4.1% in the previous three months.",
        "Exports rose from 4.1% in the second quarter of 2020 to 5.2% in the fourth.",
        False,
    ),
    (
        "Exports rose to 5.2% in the fourth quarter of 2020 from 4.1% in the previous three months.",
        "Exports rose from 4.1% in the fourth quarter of 2020 to 5.2% in the third.",
        False,
    ),
]


@pytest.mark.parametrize(("evidence", "claim", "carried"), CASES, ids=[claim for _, claim, _ in CASES])
def test_a_time_may_be_told_otherwise(evidence: str, claim: str, carried: bool) -> None:
    article = Article(id="a", text=BEFORE + evidence, published="2021-03-18")  # pyright: ignore[reportArgumentType] -- Article parses it
    found = check(claim, article, spans=[("a", len(BEFORE), len(article.text))])
    assert (found.status == "supported") is carried, found.facts
