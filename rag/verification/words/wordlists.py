"""Closed word lists of English that the checks share; data only."""

from __future__ import annotations

STOPWORDS = frozenset(
    """
    a an the this that these those some any each every either neither both all no not nor and or but so
    yet if then than as at by for from in into of off on onto out over to up upon with within without
    about after against along among amid around before behind below beneath beside besides between
    beyond despite down during except inside like near outside per since through throughout till toward
    towards under until via while whereas although though because unless whether who whom whose which
    what when where why how i me my mine we us our ours you your yours he him his she her hers it its
    they them their theirs himself herself itself themselves myself ourselves yourself one ones am is
    are was were be been being have has had having do does did doing will would shall should may might
    can could must ought s t d ll re ve there here also just only very too more most less least much
    many few other another such own same again further once even still already ever never always
    including include includes included alone
    """.split()
)

_IRREGULAR_VERBS = """
forbid forbade forbidden; flee fled; say said says; rise rose risen rises rising; fall fell fallen; kill
killed kills killing killings; die died dies dying; tell told; make made making; take took taken taking;
give gave given giving; go went gone goes; come came coming; get got gotten getting; see saw seen; find
found; leave left leaving; hold held; bring brought; begin began begun beginning; buy bought; build built
building; catch caught; choose chose chosen choosing; cut cutting; deal dealt; draw drew drawn; drive
drove driven driving; eat ate eaten; fight fought; fly flew flown flies; forget forgot forgotten; freeze
froze frozen; grow grew grown; hear heard; hide hid hidden; hit hitting; keep kept; know knew known; lay
laid; lead led; lend lent; lie lay lain lying; lose lost losing losses loss; mean meant; meet met
meeting; pay paid; put putting; read; ride rode ridden; ring rang rung; run ran running; seek sought;
sell sold; send sent; set setting; shake shook shaken; shoot shot shooting; show showed shown; shut; sing
sang sung; sink sank sunk; sit sat sitting; sleep slept; speak spoke spoken; spend spent; spread; stand
stood; steal stole stolen; stick stuck; strike struck striking; swear swore sworn; sweep swept; swim
swam; teach taught; think thought; throw threw thrown; understand understood; wake woke woken; wear wore
worn; win won winning wins; withdraw withdrew withdrawn; write wrote written writing; become became
becoming; feel felt; break broke broken; bear bore born; beat beaten; bend bent; bid; bind bound; bite
bit bitten; blow blew blown; burn burnt; feed fed; hurt; let; overcome overcame; quit; shed; shrink
shrank shrunk; slide slid; split; spring sprang sprung; swell swelled swollen; tear tore torn; tread
trod; be is are was were been being am; have has had having; do does did done doing; can could; will
would; people person persons; child children; man men; woman women; foot feet; life lives; wife wives;
half halves; crisis crises; use used uses using; move moved moving; force
forced forces; close closed closing closes closure closures; agree agreed;
vote voted voting; deny denied denies denying; carry carried; try tried
tries; study studied studies; injure injured injuring; increase increased increasing; decrease decreased;
decline declined declining; raise raised raising; announce announced; accuse accused; refuse refused;
charge charged; arrive arrived; arrest arrested; release released; price priced; serve served; cause
caused; continue continued; propose proposed; approve approved; remove removed; reduce reduced; estimate
estimated; believe believed; receive received; displace displaced; promise promised; plan planned
planning; stop stopped stopping; plunge plunged; drop dropped dropping; double doubled; triple tripled;
halve halved; live lived living; replace replaced; oppose opposed; issue issued; rule ruled ruling;
evacuate evacuated; base based; state stated; note noted; urge urged; hope hoped; create created; damage
damaged; die died; year years; day days; ask asked; open opened opening; end ended ending; call called;
work worked; offer offered; dig dug digging; leap leapt; uphold upheld
"""

IRREGULAR: dict[str, str] = {}
for _group in _IRREGULAR_VERBS.replace("\n", " ").split(";"):
    _forms = _group.split()
    for _form in _forms:
        IRREGULAR.setdefault(_form, _forms[0])

SYNONYM_GROUPS = """
say tell announce state add note declare remark according explain inform report
rise increase widen grow climb jump soar surge growth gain leap skyrocket balloon
fall drop decline decrease plunge slump slip sink tumble shrink slide dip plummet nosedive dwindle diminish
kill die death dead fatality slay
injure injury wound hurt
flee displace displacement escape uproot
raise lift hike
cut reduce lower slash
begin start launch commence
end finish conclude stop halt cease
win victory
buy purchase acquire
vow pledge promise
ask request urge
deny reject
build construct
people person resident civilian
child kid
big large huge
help aid assist
company firm
cost price
attack assault offensive strike raid
capture seize retake
plan intend
allow permit let
ban prohibit bar forbid outlaw
show reveal indicate
arrest detain
approve back endorse
leader head chief
get receive obtain
send dispatch
close shut
home house
doctor physician
worker employee staff
cash money
police officer
lawmaker legislator
acquit clear exonerate
prosecutor prosecution
missing unaccounted
confirm verify corroborate
consider consideration
decide decision
threaten threat
travel journey
bind oblige
possible able
want wish
talk negotiation negotiate discussion
suspect suspicion
vote ballot
hire recruit
sign signatory
discover notice spot detect
car vehicle
"""

OPPOSITES = """
rise lose; rise fall; raise cut; rise cut; up fall; down rise; up down; win lose; accept deny; approve
deny; buy sell; begin end; open close; support oppose; allow ban; arrive leave; enter leave; import
export; profit loss; guilty innocent; hire dismiss; north south; east west; northern southern; eastern
western; northern western; southern eastern; more fewer; more less; higher lower; high low; before after;
gain lose; strengthen weaken; widen narrow; male female; man woman; boy girl; son daughter;
father mother; brother sister; husband wife; legal illegal; minimum maximum; morning evening; kill
injure; above below; ahead behind; success failure; succeed fail; former current; public private; convict
acquit; likely unlikely; safe unsafe; safe dangerous; admit deny; confirm deny; true false; early late;
earlier later; old new; oldest youngest; largest smallest; biggest smallest; highest lowest; best worst;
rich poor; inside outside; majority minority; add remove; build destroy; rebuild destroy; love hate;
friend enemy; ally enemy; attack defend; stronger weaker; faster slower; cheaper dearer; domestic
foreign; possible impossible; able unable; fit unfit; happy unhappy; aware unaware; known unknown;
certain uncertain; join leave; mandatory voluntary; permanent temporary; ban lift; praise criticise;
praise criticize; hot cold; warm cold; wet dry; survive die; survive kill;
complete incomplete; correct incorrect; accurate inaccurate; adequate
inadequate; sufficient insufficient; effective ineffective; visible invisible; regular irregular;
relevant irrelevant; responsible irresponsible; agree disagree; approve disapprove; qualify disqualify;
honest dishonest; proper improper; valid invalid; eligible ineligible; stable unstable; direct indirect;
formal informal; dependent independent; satisfied dissatisfied; beneath above; upstream downstream;
upstairs downstairs; northbound southbound; eastbound westbound; inbound outbound; left right; optional
compulsory; optional mandatory; armed unarmed; deny admit; pass fail; full empty; heavier lighter; clockwise
anticlockwise; optimistic pessimistic; unanimous divided; temporary indefinite; resume suspend;
resume adjourn; resume halt; suspend reinstate; withdraw submit; ignore heed; ignore obey;
ignore follow;
few most; few many; accept dispute; lawful illegal;
smaller larger; smaller bigger; shorter longer; younger older; colder warmer; colder hotter; cooler warmer;
nearer farther; nearer further; worse better; quieter louder; poorer richer; narrower wider; thinner
thicker; slower quicker; fewest most; shortest longest; slowest fastest; earliest latest; nearest farthest;
lightest heaviest; weakest strongest; coldest hottest; coldest warmest; driest wettest; poorest richest;
cheapest dearest; shallower deeper; shallowest deepest; tallest shortest; simplest hardest;
reject welcome; oppose back; condemn praise; condemn welcome; blame praise; agree refuse;
hire sack; appoint dismiss; appoint sack; suspend dismiss; suspend sack; resign sack; charge convict; arrest
charge; arrest convict; accuse convict; suspect convict; acquit jail; jail fine; propose approve;
postpone cancel; delay cancel; missing dead; uphold overturn; uphold quash; lift impose; advance retreat;
reopen close; harden soften; extend shorten; tighten ease; tighten relax; tighten loosen; expand reduce;
expand shrink; capture lose; recruit dismiss; thaw freeze; borrow repay; lend repay; earn owe; accelerate
slow; appear vanish; marry divorce; promote relegate; promote demote; nominate elect; recommend order;
exempt liable
"""

# "Not" one of the words on the left may be said with one on the right, and the reverse.
COMPLEMENTS = """
open reopen | shut closed close locked
hold apply | limited only
accept agree back | reject refuse spurn turn dismiss oppose
raise increase change alter | freeze frozen flat steady same unchanged hold keep
lower cut | raise hold unchanged
win | draw
lose | unbeaten draw undefeated
finish complete | abandon retire unfinished quit
pass succeed qualify | fail reject miss
find trace locate | missing untraced
attend come appear | absent miss boycott empty
publish release disclose reveal identify name | withhold withheld secret unpublished anonymous unnamed
work run operate | broken failed idle cancel suspend halt down
speak comment answer say reply | silent silence refuse
know say determine establish | unclear unknown mystery uncertain unidentified
leave go step move relocate | stay remain keep
stay remain | leave quit resign
hurt injure harm | safe unharmed unhurt escape unscathed
survive live | die death dead kill
include count | exclude omit leave
begin start | delay postpone await
sell | keep retain unsold
own hold | lack short
pay charge | owe unpaid free exempt
need require | unnecessary
allow let permit enter use | ban bar forbid prohibit refuse
govern rule form pass | need require
vaccinate insure license | unvaccinated uninsured unlicensed
continue | end stop halt abandon
stop end close shut | continue go remain keep run
convict | acquit clear
guilty | innocent acquit clear
reach agree deal | deadlock collapse fail break
replace | repair keep
repair | replace
resume restart continue | adjourn suspend postpone halt pause interrupt shelve
put submit present introduce launch table | withdraw shelve drop scrap
come return | leave
harm harmful danger dangerous contaminate contaminated toxic | safe harmless clean
decide | undecided consider mull weigh
threaten danger risk | safe
believe think trust | doubt disbelieve
affect apply | exempt spare
damage | intact unscathed undamaged
reveal know | secret
merge marry | block
keep honour honor | break broken
use stay live occupy | empty vacant derelict disused unused unoccupied
share | disagree differ dispute
final definitive | provisional preliminary
cancerous malignant | benign
"""

# What "not" denies on the left is said without it on the right, in patterns: "not affected", "as usual".
DENIED_PHRASES = r"""
affect\w*|chang\w+|disrupt\w*|interrupt\w*|delay\w*|alter\w* <>
    as (?:usual|normal|planned|before|scheduled)|normally|exempt\w*|unaffected|stands?
differen\w+ <> equally|alike|the same|as (?:well|much|many|good|bad|fast|often) as|just as
(?:wrong|amiss|faults?|faulty|problems?|in the way|flaws?) <>
    properly|correctly|clear|flawless\w*|clean|perfectly|in order
(?:work\w*|function\w*|operat\w+|in use) <>
    out of (?:order|action|use|service)|broken|faulty|idle|disused|defunct
(?:left|last|enough|any) <> (?:r[au]n|running|runs) (?:out|dry)|exhausted|used up|empty|gone
(?:retract\w*|withdr\w+|back(?:ed)? down|t[ao]k\w+ back) <> (?:stood|stands?|standing) by
(?:dispute[sd]?|contest\w*|challeng\w+|object\w*|appeal\w*) <> accept\w*|admit\w*|agree\w*
(?:secret|unaware|surprise) <> known?|knew|aware|expected
(?:better|improve[sd]?|higher|rais\w+|other) <> (?:is|was|be|were) final|final offer
(?:erupt\w*|active|stir\w*) <> quiet|dormant|asleep
(?:known?|clear|decided?|decision|certain|agreed|settled) <>
    remain(?:s|ed)? to be|still (?:to be )?\w+(?:ing|ed)|open question|undecided|uncertain
(?:exist\w*|real|genuine) <> invent\w*|fictitious|fake|ghost|imaginary|made[ -]up|bogus
(?:his|her|its|their|my) own|owne?[ds]? <> borrowed|rented|hired|lent|leased|belong\w*
(?:behind|to blame|responsible|involved|responsibility|involvement) <>
    den(?:y|ie[ds]|ying) (?:any |all )?(?:responsibility|involvement|blame|(?:a |any )?(?:part|role))
(?:design\w*|built|made|meant|cope|carry|manage) <> beyond|too (?:much|many)|overwhelm\w*
(?:found|detect\w*|traces?|positive) <> test(?:s|ed)? negative|free (?:of|from)|clear of|negative
(?:go|going|went|venture\w*|out) <> indoors|at home|inside
(?:agree|unanimous\w*|united?) <> divided|split|disagree\w*
(?:count\w*|accept\w*|valid) <> (?:thr[eo]w\w*|thrown) out|discarded|discounted|disqualif\w*|annul\w*|void
mov(?:e|ed|es|ing) <> (?:stay|remain)\w* (?:put|in place|where (?:they|it|he|she) (?:are|is|was|were))
(?:fly|flown?|take off|leave|sail\w*) <> ground(?:s|ed)|stranded|stuck|kept in port
(?:compulsory|obliged|have to|forced|binding|required) <> voluntary|optional|non-binding|need not|choose|may
(?:enough|sufficient\w*) <>
    too (?:little|few|short|small|low|weak|late|lenient|slow|narrow)|insufficient\w*|inadequate\w*
(?:paid?|pay|charge[ds]?) <> free|exempt|for nothing|unpaid|waive[ds]?
(?:subject|liable|bound|obliged|required|cover(?:s|ed)?|need|have|has|had) <> exempt\w*
(?:stop\w*|prevent\w*|keep|kept|deter\w*) <> despite|in spite of|although|even though|nevertheless|undeterred
(?:renew\w*|extend\w*|prolong\w*) <> run out|expire[sd]?|lapse[sd]?|end(?:s|ed)?
(?:cut|blocked|closed|shut) <> (?:stay|remain|keep|kept|is|are)\w* open|passable
out <> unbeaten|undefeated
(?:abandon\w*|dropped|giv\w+ up|shelved) <> still|ke[ep]\w*|continu\w*|stick\w*|stuck
(?:(?:re)?open\w*|take place|go ahead|resume|start|begin|play) <> (?:is|are|was|were|be|been|called) off
(?:return\w*|recover\w*|reach\w*) <> still (?:\w+ ){0,3}(?:below|above|short)
(?:get|got) rid|scrap\w*|remov\w+|abolish\w* <> remain\w*|stay\w*|kept?|keep
(?:wait\w*|hesitat\w*) <> before|at once|immediately|promptly
(?:survive\w*|last\w*) <> die[sd]?|collapse[sd]?|r[au]n out
"""

# Phrases for the same thing, of which one is denied in a text and another in a claim.
ALIKE = r"""
part (?:in|of)\b|involved\b|involvement\b|one of the authors
(?:know|sa(?:y|id)|tell|clear|certain|sure|determine|establish|work out)\b
    \ (?:exactly |precisely |yet |for sure )?(?:if|whether|who|what|which|when|where|why|how|on whose)\b
(?:deny|dispute|contest|challenge)\b
(?:to blame|at fault|culpable)\b
(?:withstand|survive|stand up to|cope with)\b
(?:given|awarded|granted)\b
rul(?:e|ed|ing) (?:\w+ )?out\b|exclude\w*
(?:mak(?:e|ing)|made|lodg(?:e|ed|ing)|fil(?:e|ed|ing)|enter(?:ed)?|submit(?:ted)?)\b (?:an? |any )?
    (?:\w+ )?(?:protest|complaint|appeal|objection)
(?:hear|heard) (?:back|from|nothing|anything)\b|(?:answer|repl(?:y|ies|ied)|respon(?:d|ded|ds|se))\b
be (?:found|traced|located|tracked down|contacted|reached)\b
"""

# The two sides of a whole: who does not stand on the one stands on the other.
SIDES = """
make convert score land / miss; pass / fail; full fill / empty; full / unfilled; run operate / cancel;
employed work / unemployed jobless; attend turn / miss absent; own / rent; keep / lose replace destroy;
spend / save left; accept / reject decline; back support favour / oppose reject against; agree / disagree;
urban city town / rural village countryside; man male / woman female; boy / girl; win / lose; survive / die
kill; stay remain / leave; arrive / miss; sell / unsold; yes / no; public / private; domestic / foreign;
open / close shut; read / illiterate; vote turn / abstain; complete finish / unfinished remain; continue
carry / withdraw retire; adult / child; return / keep; approve / disapprove; happy satisfied content /
unhappy dissatisfied; trust / distrust; healthy / sick ill; single / married; online / person; renewable /
fossil; guilty convict / acquit; hit meet / miss; repair / broken; land / sea; work / broken; early / late;
paid / unpaid owe; find / missing; accept admit / refuse reject turn
"""

# Words that hold back what they govern: where one stands, what it governs is not plainly so.
BLOCKING_WORDS = frozenset(
    """
    blocked blocking fail failed fails failing failure resort abandon abandoned rejection withheld withhold
    shelve shelved undecided resist resisted objected ignore ignored ignoring doubt doubts doubtful uncertain
    unsure awaiting awaits pending postpone postponed refused refuses refusal overturn overturned quash
    quashed annul annulled revoke revoked stripped deprived stalled impasse deadlock stalemate exempted
    hopeless vain vetoed thwarted foiled
    """.split()
)

NEGATIVE_WORDS = frozenset(
    """
    absent absence unlikely barred banned forbidden prohibited prevented avoid avoided halted cancelled
    canceled suspended abandoned scrapped impossible unknown unclear uncertain unaware unharmed unhurt
    unsuspected untouched unchanged unable neither except otherwise false wrong untrue
    little few hardly scarcely barely free disappeared vanished deadlocked
    spared exempt immune intact unscathed baseless unfounded groundless nonsense
    fabricated bogus
    """.split()
)

# Words that may carry a negation of the other side: "stayed shut" for "did not open".
RESTRICTIVE_WORDS = frozenset(
    """
    only too still stay stayed stays remain remained remains same stopped stop stops ended kept keeps keep
    lost lose away yet short rather instead alone solely merely refused declined failed lacked
    unable unlikely rejected denied ruled postponed delayed last without absent missed
    avoided skipped shut closed empty outside independent keeping staying remaining
    """.split()
)
