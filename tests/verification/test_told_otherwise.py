"""Figures told by a word, a date, a share, a limit or another unit: true ones hold, altered ones do not."""

from __future__ import annotations

from datetime import date

import pytest

from rag.types import Article
from rag.verification import check

# (evidence, a true claim, the claim with one thing altered)
ROWS = [
    (
        "The opening match of the festival drew 900 people.",
        "The first match of the festival drew 900 people.",
        "The fourth match of the festival drew 900 people.",
    ),
    (
        "Nurses at the hospital will be balloted again in May.",
        "Nurses at the hospital will be balloted a second time in May.",
        "Nurses at the hospital will be balloted a third time in May.",
    ),
    (
        "Ida Brandt and Per Holm meet in a run-off on 6 April.",
        "Ida Brandt and Per Holm meet in a second round on 6 April.",
        "Ida Brandt and Per Holm meet in a third round on 6 April.",
    ),
    (
        "The hearing was put off to 24 March.",
        "The hearing, which was put off, is to be held on the 24th.",
        "The hearing, which was put off, is to be held on the 27th.",
    ),
    (
        "The first ferry leaves at 7.20am on Monday.",
        "The first ferry leaves shortly after seven on Monday.",
        "The first ferry leaves shortly after nine on Monday.",
    ),
    (
        "The company cut its forecast of sales for 2026 on Friday.",
        "The company cut its 2026 sales forecast on Friday.",
        "The company cut its 2027 sales forecast on Friday.",
    ),
    (
        "It is the fourth-largest lake in the country.",
        "Only three lakes in the country are larger.",
        "Only five lakes in the country are larger.",
    ),
    (
        "The pact was signed at the ninth attempt.",
        "The pact was signed after eight failures.",
        "The pact was signed after six failures.",
    ),
    (
        "Norrby are fifth in the table, up from ninth in May.",
        "Norrby have climbed four places in the table since May.",
        "Norrby have climbed six places in the table since May.",
    ),
    (
        "Snowfall was a quarter below average.",
        "Snowfall was three-quarters of the average.",
        "Snowfall was two-thirds of the average.",
    ),
    (
        "The harbour handled 9% fewer containers than in 2019.",
        "Container traffic in the harbour was at 91% of its 2019 level.",
        "Container traffic in the harbour was at 81% of its 2019 level.",
    ),
    (
        "The grant of 4 million crowns is a fifth of the theatre's budget.",
        "The theatre has a budget of 20 million crowns.",
        "The theatre has a budget of 30 million crowns.",
    ),
    (
        "The bakery sells twice as many loaves as a year ago.",
        "A year ago the bakery sold half as many loaves.",
        "A year ago the bakery sold a third as many loaves.",
    ),
    (
        "The stall sold 3,600 oysters in three days.",
        "The stall sold 1,200 oysters a day on average.",
        "The stall sold 1,300 oysters a day on average.",
    ),
    (
        "Admission is free for anyone under 16.",
        "Admission is free for those aged 15 and under.",
        "Admission is free for those aged 17 and under.",
    ),
    (
        "Staff had asked for 8% and were offered 2%.",
        "Staff were offered a quarter of what they had asked for, which was 8%.",
        "Staff were offered half of what they had asked for, which was 8%.",
    ),
    (
        "The wreck lies 80 kilometres off the coast.",
        "The wreck lies some 50 miles off the coast.",
        "The wreck lies some 80 miles off the coast.",
    ),
    (
        "The walkout lasted 23 days.",
        "The walkout lasted over three weeks.",
        "The walkout lasted over five weeks.",
    ),
    (
        "The repairs cost £94,000.",
        "The repairs cost less than £95,000.",
        "The repairs cost more than £95,000.",
    ),
    (
        "The fare is £60, halved for pensioners.",
        "The fare is £60, but £30 for pensioners.",
        "The fare is £60, but £20 for pensioners.",
    ),
    (
        "The mill employs 310 people, 40 fewer than a year earlier.",
        "The mill employs 310 people, against 350 a year earlier.",
        "The mill employs 310 people, against 390 a year earlier.",
    ),
    (
        "Turnout was 52%, seven points above the minimum needed for the vote to count.",
        "Turnout was 52%, when 45% was needed for the vote to count.",
        "Turnout was 52%, when 41% was needed for the vote to count.",
    ),
    (
        "The motion was carried by 28 votes to 14.",
        "Twice as many councillors voted for the motion as against it.",
        "Three times as many councillors voted for the motion as against it.",
    ),
    (
        "Four of the nine rowers retired in the heat.",
        "Five of the nine rowers carried on.",
        "Six of the nine rowers carried on.",
    ),
    (
        "The organ was built in 1905.",
        "The organ is 120 years old.",
        "The organ is 130 years old.",
    ),
    (
        "The fair ran between 3 and 8 March.",
        "The fair lasted six days, from 3 to 8 March.",
        "The fair lasted nine days, from 3 to 8 March.",
    ),
    (
        "The crew is on its 30th day at sea.",
        "The crew has been at sea for over four weeks.",
        "The crew has been at sea for over six weeks.",
    ),
    (
        "The storm killed three sailors and a diver.",
        "The storm killed four people.",
        "The storm killed five people.",
    ),
    (
        "Most of the trains were cancelled on Friday.",
        "Fewer than half of the trains ran on Friday.",
        "More than half of the trains ran on Friday.",
    ),
    (
        "The pension fund's share of the pipeline rose by one percentage point to 9%.",
        "The pension fund's share of the pipeline had been 8%.",
        "The pension fund's share of the pipeline had been 7%.",
    ),
    (
        "It was the closest race yet, beating the six seconds that parted the first two in 2011.",
        "The closest race before it, in 2011, was decided by six seconds.",
        "The closest race before it, in 2011, was decided by eight seconds.",
    ),
    (
        "Holm began the stage 45 seconds behind and was still 14 down at the last bend.",
        "At the last bend Holm was 14 seconds behind.",
        "At the last bend Holm was 24 seconds behind.",
    ),
    (
        "He won 9,812 votes to 9,790 for Ida Brandt of the Greens.",
        "Ida Brandt received 9,790 votes.",
        "Ida Brandt received 9,812 votes.",
    ),
    (
        "Lindal Paper said profit had fallen by a quarter to £30m from £40m as timber from Norway rose.",
        "Lindal Paper blamed dearer timber from Norway for a one-quarter fall in profit.",
        "Lindal Paper blamed dearer timber from Norway for a one-third fall in profit.",
    ),
    (
        "Per Holm took 38% of the vote, ahead of Ida Brandt with 35%.",
        "Per Holm finished first with 38%.",
        "Ida Brandt finished first with 35%.",
    ),
    (
        "Norrby scored their only try shortly after the restart.",
        "Norrby scored their only try early in the second half.",
        "Norrby scored their only try early in the first half.",
    ),
    (
        "The shares fell by as much as 11% at first but closed 6.4% lower at £14.",
        "The shares ended the day at £14, a fall of 6.4%.",
        "The shares ended the day at £14, a fall of 11%.",
    ),
    (
        "She has promised to freeze rents for three years and to hire 80 nurses in her first five months.",
        "She has pledged to take on 80 nurses within five months of taking office.",
        "She has pledged to take on 80 nurses within six months of taking office.",
    ),
    (
        "The forest would need between 20 and 40 years to recover.",
        "The forest would need two to four decades to recover.",
        "The forest would need two to five decades to recover.",
    ),
    (
        "The motion was passed by 42 votes to 19.",
        "The motion was passed, with 42 in favour and 19 against.",
        "The motion was passed, with 42 in favour and 23 against.",
    ),
    (
        "Taxis take 60 minutes for a journey that lasts 25 minutes by tram.",
        "The journey takes 60 minutes by taxi, more than twice as long as by tram.",
        "The journey takes 60 minutes by taxi, more than three times as long as by tram.",
    ),
    (
        "Exports from Norrby rose 12 percent in May to $3 billion.",
        "Norrby exported goods worth $3 billion in May, 12 percent more than before.",
        "Norrby exported goods worth $3 billion in May, 12 percent less than before.",
    ),
    (
        "Deaths on the roads fell 9 percent to 870, but among riders they rose 14 percent to 92.",
        "The roads saw 870 deaths, 92 of them riders.",
        "The roads saw 870 deaths, 97 of them riders.",
    ),
    (
        "Fees for the second class climb by 40 to 310 euros.",
        "Fees for the second class become 40 euros dearer.",
        "Fees for the second class become 310 euros dearer.",
    ),
    (
        "Nearly a third of the barley will be lost.",
        "Nearly 33 percent of the barley will be lost.",
        "Nearly 30 percent of the barley will be lost.",
    ),
    (
        "A woman in her forties drowned and nine people were rescued.",
        "One person drowned, while nine people were rescued.",
        "Two people drowned, while nine people were rescued.",
    ),
    (
        "The skipper was fined 900,000 kroner.",
        "The skipper was fined nearly a million kroner.",
        "The skipper was fined over a million kroner.",
    ),
    (
        "Sales of tea fell by 2% to £90m, the fifth quarterly decline in a row.",
        "Sales of tea fell 2% to £90m and have now fallen for five quarters running.",
        "Sales of tea fell 2% to £90m and have now risen for five quarters running.",
    ),
    (
        "About 140 drivers will walk out, and parcels at 52,000 homes are likely to go undelivered.",
        "Some 52,000 households are likely to go without parcels as around 140 drivers walk out.",
        "Some 140 households are likely to go without parcels as around 52,000 drivers walk out.",
    ),
    (
        "Night Ferry, a 30-1 outsider, won the cup.",
        "Night Ferry won the cup at odds of thirty to one.",
        "Night Ferry won the cup at odds of forty to one.",
    ),
    (
        "Licence sales shrank by a fifth.",
        "Licence sales shrank by about 20 percent.",
        "Licence sales shrank by about 25 percent.",
    ),
    (
        "Of the 71 cyclists killed last year, 40 were over 70 and 12 rode electric bicycles.",
        "People over 70 made up 40 of the dead cyclists.",
        "People over 71 made up 40 of the dead cyclists.",
    ),
    (
        "Six bidders fought over the vase.",
        "A museum beat five other bidders to the vase.",
        "A museum beat four other bidders to the vase.",
    ),
    (
        "Wheat has risen to €268 a tonne from €221 a year ago.",
        "Wheat costs €268 a tonne, up €47 from a year ago.",
        "Wheat costs €268 a tonne, up €57 from a year ago.",
    ),
    (
        "It lost money for the fourth quarter running.",
        "It has lost money for four straight quarters.",
        "It has lost money for five straight quarters.",
    ),
    (
        "50.7% voted against the plan and 49.3% in favour.",
        "The no side won with 50.7% against 49.3%.",
        "The no side won with 50.7% against 48.3%.",
    ),
    (
        "Mice slept for 7.4 hours a day on average in pairs, against 5.9 hours for those living alone.",
        "Mice that lived alone slept for 5.9 hours a day on average.",
        "Mice that lived alone slept for 5.4 hours a day on average.",
    ),
    (
        "The app was built by a Nairobi firm under a contract worth 410m shillings.",
        "A Nairobi firm built the app under a 410 million shilling contract.",
        "A Nairobi firm built the app under a 440 million shilling contract.",
    ),
    (
        "A ticket will cost seven dirhams, one more than the bus.",
        "A ticket costs seven dirhams, compared with six on the bus.",
        "A ticket costs seven dirhams, compared with eight on the bus.",
    ),
    (
        "It was the fifth storm this year, two more than in a usual season.",
        "There are normally three storms in a season, but this was the fifth this year.",
        "There are normally four storms in a season, but this was the fifth this year.",
    ),
    (
        "The decision was carried by seven votes to five.",
        "The decision passed 7-5 after a debate.",
        "The decision passed 8-5 after a debate.",
    ),
    (
        "It is the second time in ten years that the exam was annulled.",
        "The exam was annulled twice in a decade.",
        "The exam was annulled three times in a decade.",
    ),
    (
        "It limits compulsory overtime to eight hours a week.",
        "Compulsory overtime will be capped at eight hours a week.",
        "Compulsory overtime will be capped at nine hours a week.",
    ),
    (
        "Bus drivers, who fear for their pensions, staged a half-day strike.",
        "Bus drivers, who fear for their pensions, went on strike for half a day.",
        "Bus drivers, who fear for their pensions, went on strike for two days.",
    ),
    (
        "The cells may divide only once every hundred years.",
        "The cells may go 100 years before they divide.",
        "The cells may go 10 years before they divide.",
    ),
    (
        "The outage began at 5.50am on Sunday and spread to two banks.",
        "The outage, which started at 5.50 on Sunday morning, also hit two banks.",
        "The outage, which started at 3.50 on Sunday morning, also hit two banks.",
    ),
    (
        "They drilled at depths of up to 5,700 metres.",
        "They drilled at depths as great as 5.7 kilometres.",
        "They drilled at depths as great as 7.5 kilometres.",
    ),
    (
        "The firm was fined 6.5 million Namibian dollars, of which 2 million was suspended.",
        "The firm received a fine of N$6.5m, with N$2m of it suspended.",
        "The firm received a fine of N$6.5m, with N$3m of it suspended.",
    ),
    (
        "Profit was 412 million shillings, down from 624 million a year earlier.",
        "Profit dropped from 624m shillings to 412m in a year.",
        "Profit dropped from 624m shillings to 214m in a year.",
    ),
    (
        "It was meant to cut the average time for a decision from 34 working days to 10.",
        "It was meant to bring the average time for a decision down to 10 working days.",
        "It was meant to bring the average time for a decision down to 34 working days.",
    ),
    (
        "Fishing is banned within 500 metres of each turbine.",
        "It is forbidden to fish less than 500 metres from a turbine.",
        "It is forbidden to fish less than 50 metres from a turbine.",
    ),
    (
        "The picture hung for three decades in a waiting room.",
        "The picture hung for about 30 years in a waiting room.",
        "The picture hung for about 13 years in a waiting room.",
    ),
    (
        "Seals in the lake dive deeper than they did two decades ago.",
        "Seals in the lake dive deeper than 20 years ago.",
        "Seals in the lake dive deeper than two years ago.",
    ),
    (
        "The cup, which disappeared from a monastery in 1993, was returned on Friday.",
        "The cup, missing from a monastery since 1993, was brought back on Friday.",
        "The cup, missing from a monastery since 1997, was brought back on Friday.",
    ),
    (
        "Exports, 41% of sales last year, made up only 33% in the first half.",
        "The share of exports fell from 41% last year to 33% in the first half of this year.",
        "The share of exports fell from 41% last year to 33% in the second half of this year.",
    ),
    (
        "Sellers will be excused fees for the rest of July.",
        "Sellers will be excused fees until the end of July.",
        "Sellers will be excused fees until the end of June.",
    ),
    (
        "Staff voted for the strike by 84% to 16% in a ballot last month.",
        "In a ballot last month 84% of the staff who voted backed the strike.",
        "In a ballot last month 74% of the staff who voted backed the strike.",
    ),
    (
        "The firm raised its prices by an average of 6.5%, and the number of packets sold slipped by 2%.",
        "The firm put its prices up by 6.5% on average and sold 2% fewer packets.",
        "The firm put its prices up by 6.5% on average and sold 2% more packets.",
    ),
    (
        "One seal reached 79 metres, close to the deepest point of the lake.",
        "One seal dived to 79 metres, close to the deepest point of the lake.",
        "One seal dived to 97 metres, close to the deepest point of the lake.",
    ),
    (
        "A bat that was believed to have died out in the 1950s has been found alive.",
        "A bat thought to have been extinct since the 1950s has been found alive.",
        "A bat thought to have been extinct since the 1930s has been found alive.",
    ),
    (
        "The probe has circled it for 26 months.",
        "The probe has circled it for a little over two years.",
        "The probe has circled it for a little over three years.",
    ),
    (
        "The burn lasted 11 minutes, four seconds longer than planned.",
        "The burn took 11 minutes, which was four seconds more than planned.",
        "The burn took 11 minutes, which was five seconds more than planned.",
    ),
    (
        "The island has had few large trees for 5,000 years.",
        "Large trees have been few on the island for five millennia.",
        "Large trees have been few on the island for six millennia.",
    ),
    (
        "The sea was 1.6 degrees Celsius warmer than the average for the years 1991 to 2020.",
        "The sea was 1.6 degrees Celsius warmer than the 1991-2020 average.",
        "The sea was 1.6 degrees Celsius warmer than the 1981-2010 average.",
    ),
    (
        "Inflation has stayed in the lower half of the range for eight months in a row.",
        "Inflation has been in the lower half of the range for eight consecutive months.",
        "Inflation has been in the lower half of the range for nine consecutive months.",
    ),
    (
        "The bank lowered its growth forecast for 2025 to 0.9% from 1.2%.",
        "The bank cut its 2025 growth forecast by 0.3 percentage points to 0.9%.",
        "The bank raised its 2025 growth forecast by 0.3 percentage points to 0.9%.",
    ),
    (
        "The rand weakened by as much as 0.6% against the dollar before recovering.",
        "At its weakest the rand was 0.6% down against the dollar.",
        "At its weakest the rand was 0.8% down against the dollar.",
    ),
    (
        "The spokesman called for a cut of at least half a point in September.",
        "The spokesman wants the rate lowered by half a point or more in September.",
        "The spokesman wants the rate raised by half a point or more in September.",
    ),
    (
        "She worked as a prosecutor for 15 years before 1993.",
        "She spent a decade and a half as a prosecutor before 1993.",
        "She spent a decade as a prosecutor before 1993.",
    ),
    (
        "The firm sold 61,000 scooters in the three months, against 82,000 in the same period last year.",
        "The firm sold 61,000 scooters in the quarter, which is 21,000 fewer than a year before.",
        "The firm sold 61,000 scooters in the quarter, which is 21,000 more than a year before.",
    ),
    (
        "Amory was doubtful for Saturday's league match at Eastmoor.",
        "Amory is a doubt for the league match at Eastmoor on 22 March.",
        "Amory is a doubt for the league match at Eastmoor on 23 March.",
    ),
    (
        "Arbuthnot said he was first told on 9 March.",
        "Arbuthnot said that he had not been told before 9 March.",
        "Arbuthnot said that he had not been told before 6 March.",
    ),
    (
        "The club has won 14 matches, five more this season than last.",
        "The club has won five matches more this season than last.",
        "The club has won six matches more this season than last.",
    ),
    (
        "Quillon reported revenue of $1.92 billion, up 18% from a year earlier.",
        "Quillon reported revenue of $1.92 billion, an increase of 18% from a year earlier.",
        "Quillon reported revenue of $1.92 billion, a fall of 18% from a year earlier.",
    ),
    (
        "It will cut around 600 jobs, or about 4% of its workforce.",
        "It will cut some 600 positions, roughly one in 25.",
        "It will cut some 600 positions, roughly one in 40.",
    ),
    (
        "Colonies that endured at least 10 smoky days produced roughly a quarter fewer queens.",
        "Colonies that endured 10 or more smoky days produced roughly 25% fewer queens.",
        "Colonies that endured 10 or more smoky days produced roughly 35% fewer queens.",
    ),
    (
        "The race took two hours, 11 minutes, four seconds longer than last year.",
        "The race took 131 minutes, which was four seconds more than last year.",
        "The race took 132 minutes, which was four seconds more than last year.",
    ),
    (
        "Rossi lies seventh overall, 1:38 behind Abril.",
        "Rossi is in seventh place overall, one minute and 38 seconds behind Abril.",
        "Rossi is in seventh place overall, one minute and 48 seconds behind Abril.",
    ),
    (
        "Rossi holds a lead of 2:05 over Abril.",
        "Rossi leads Abril by two minutes and five seconds.",
        "Rossi leads Abril by five minutes and two seconds.",
    ),
    (
        "The ferry left at 14:30 ahead of the storm.",
        "The ferry left at 2.30pm ahead of the storm.",
        "The ferry left at 2.40pm ahead of the storm.",
    ),
    (
        "The pool will stay shut for at least another summer.",
        "The pool will stay shut for one more summer at least.",
        "The pool will stay shut for two more summers at least.",
    ),
    (
        "The pool will stay shut for at least another summer.",
        "The pool will stay shut for at least one more summer.",
        "The pool will stay shut for at most one more summer.",
    ),
    (
        "The ferry must pass at least a further sea trial.",
        "The ferry must pass at least one more sea trial.",
        "The ferry must pass at least four more sea trials.",
    ),
    (
        "Holm hopes to return with a cheaper plan by May, possibly without the tower.",
        "Holm hopes to come back by May with a cheaper plan, perhaps one without the tower.",
        "Holm hopes to come back by June with a cheaper plan, perhaps one without the tower.",
    ),
    (
        "The results could eventually help fleets to find the birds.",
        "The results could one day help fleets to find the birds.",
        "The results could in four days help fleets to find the birds.",
    ),
    (
        "The strike could close the port for three days.",
        "The strike could close the port for three days.",
        "The strike could close the port for one day.",
    ),
    (
        "Holm had not bothered to spray half her crop.",
        "Holm had left half of her crop unsprayed.",
        "Holm had left a third of her crop unsprayed.",
    ),
    (
        "Half Norby's roads are blocked by snow.",
        "Half of the roads of Norby are blocked by snow.",
        "A fifth of the roads of Norby are blocked by snow.",
    ),
    (
        'Holm said the fare would have to fall "by at least a third" before more people rode.',
        "Holm said the fare would have to be at least a third lower before more people rode.",
        "Holm said the fare would have to be at least a quarter lower before more people rode.",
    ),
    (
        "Holm came from behind to beat second seed Ana Brandt in the final.",
        "Holm defeated Ana Brandt, the second seed, in the final.",
        "Holm defeated Ana Brandt, the third seed, in the final.",
    ),
    (
        "Of the 11,000 hectares surveyed, nearly a quarter showed signs of blight.",
        "Almost one in four of the 11,000 hectares surveyed showed signs of blight.",
        "Almost one in three of the 11,000 hectares surveyed showed signs of blight.",
    ),
    (
        "The play was seen by an estimated 700,000 people.",
        "The play was seen by an audience put at 700,000.",
        "The play was seen by an audience of 700,000.",
    ),
    (
        "Police put the crowd at 14,000 in all.",
        "About 14,000 were in the crowd, according to police.",
        "Over 14,000 were in the crowd, according to police.",
    ),
    (
        "The quake was followed by more than 60 aftershocks, the strongest of magnitude 5.1.",
        "More than 60 aftershocks followed the quake, the strongest measuring 5.1.",
        "More than 60 aftershocks followed the quake, the strongest measuring 5.7.",
    ),
    (
        "A tremor of magnitude 4.3 cracked walls in Norby.",
        "A 4.3 tremor cracked walls in Norby.",
        "A 4.8 tremor cracked walls in Norby.",
    ),
    (
        "Holm was born in Lund in 1925, the third of five children of a boatbuilder.",
        "Holm had four brothers and sisters and was born in Lund in 1925.",
        "Holm had five brothers and sisters and was born in Lund in 1925.",
    ),
    (
        "Holm was the third of five children of a boatbuilder.",
        "Holm, a boatbuilder's child, had two older siblings.",
        "Holm, a boatbuilder's child, had four older siblings.",
    ),
    (
        "Holm was the youngest of six children and the only one to finish school.",
        "Holm had five siblings, all older, and was the only one to finish school.",
        "Holm had six siblings, all older, and was the only one to finish school.",
    ),
    (
        "The eldest of four sisters, Holm left school at 15.",
        "Holm, who had three younger sisters, left school at 15.",
        "Holm, who had four younger sisters, left school at 15.",
    ),
    (
        "Holm had two brothers and two sisters.",
        "Holm was one of five children.",
        "Holm was one of four children.",
    ),
    (
        "Two brothers, aged 24 and 29, and a 41-year-old plumber were arrested in raids on four houses.",
        "Raids on four houses led to the arrest of three men, two of them brothers.",
        "Raids on four houses led to the arrest of five men, two of them brothers.",
    ),
    (
        "A nurse and two guards were hurt in the fire.",
        "The fire hurt three people.",
        "The fire hurt four people.",
    ),
    (
        "The routes to go are Lund to Port Clyde, Malmo to Ystad and Norby to Cray, with 40,000 passengers.",
        "The three routes that will go have 40,000 passengers.",
        "The four routes that will go have 40,000 passengers.",
    ),
    (
        "Brandt, who won the tournament in 2015 and 2016, had not dropped a set all week.",
        "Two-time champion Brandt had not dropped a set all week.",
        "Three-time champion Brandt had not dropped a set all week.",
    ),
    (
        "Brandt won the cup in 2011, 2014 and again in 2019.",
        "Brandt has won the cup three times.",
        "Brandt has won the cup twice.",
    ),
    (
        "The older brother was refused bail, and the younger brother was released.",
        "The elder of the two brothers was refused bail, and the younger one was released.",
        "The elder of the three brothers was refused bail, and the younger one was released.",
    ),
    (
        "The larger ship ran aground off Norby.",
        "The larger of the two ships ran aground off Norby.",
        "Two ships ran aground off Norby.",
    ),
    (
        "Councillor Dahl, who voted against with Councillor Poe, said the city was pouring money away.",
        "Dahl, one of the two councillors who voted against, said the city was pouring money away.",
        "Dahl, one of the three councillors who voted against, said the city was pouring money away.",
    ),
    (
        "Mara Holm took 43.1% of the vote to 40.6% for the Union's Brandt, with the Greens a distant third.",
        "Mara Holm finished 2.5 points ahead of the Union's Brandt, who came second.",
        "Mara Holm finished 2.5 points ahead of the Union's Brandt and came second.",
    ),
    (
        "Norby made 88 after choosing to bat.",
        "Norby batted first and made 88.",
        "Norby bowled first and made 88.",
    ),
    (
        "Chasing 248, the hosts had slumped to 201 for seven when Dahl came in.",
        "The hosts, who had a target of 248, had lost seven wickets for 201 when Dahl came in.",
        "The hosts, who had a target of 201, had lost seven wickets for 248 when Dahl came in.",
    ),
    (
        "The war has displaced an estimated 600,000 people in a country of nine million.",
        "Some 600,000 people are thought to have been displaced by the war.",
        "Some nine million people are thought to have been displaced by the war.",
    ),
    (
        "The flood killed 40 people in a town of 6,000.",
        "In the flood 40 people were killed.",
        "In the flood 6,000 people were killed.",
    ),
    (
        "The Front will hand over 97 soldiers and clerks, among them at least six held since 2015.",
        "At least six of the soldiers and clerks to be handed over by the Front have been held since 2015.",
        "At least 97 of the soldiers and clerks to be handed over by the Front have been held since 2015.",
    ),
]


def status(claim: str, evidence: str) -> str:
    article = Article(id="a", text=evidence, published=date(2025, 3, 16))
    return check(claim, article, spans=[("a", 0, len(evidence))]).status


@pytest.mark.parametrize(("evidence", "claim", "altered"), ROWS)
def test_a_figure_told_otherwise_is_supported(evidence: str, claim: str, altered: str) -> None:
    assert status(claim, evidence) == "supported"


@pytest.mark.parametrize(("evidence", "claim", "altered"), ROWS)
def test_another_figure_is_not(evidence: str, claim: str, altered: str) -> None:
    assert status(altered, evidence) != "supported"


BEFORE = [
    (
        "The court found three managers guilty. The three will be sentenced in April.",
        "They face up to ten years in prison each.",
        "Each of the three faces up to ten years in prison.",
        "Each of the four faces up to ten years in prison.",
    ),
    (
        "The court found three managers guilty of fraud.",
        "They face up to ten years in prison each.",
        "The three managers face up to ten years in prison each.",
        "The two managers face up to ten years in prison each.",
    ),
    (
        "Police arrested two men, aged 23 and 40, in Norby.",
        "A lawyer for the younger man said he had been forced to steer.",
        "The 23-year-old man had been forced to steer, his lawyer said.",
        "The 40-year-old man had been forced to steer, his lawyer said.",
    ),
]


@pytest.mark.parametrize(("context", "evidence", "claim", "altered"), BEFORE)
def test_a_figure_may_be_told_before_the_sentence(
    context: str, evidence: str, claim: str, altered: str
) -> None:
    article = Article(id="a", text=f"{context} {evidence}", published=date(2025, 3, 16))
    spans = [("a", len(context) + 1, len(article.text))]
    assert check(claim, article, spans=spans).status == "supported"
    assert check(altered, article, spans=spans).status != "supported"
