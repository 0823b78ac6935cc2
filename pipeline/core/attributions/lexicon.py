"""The words of attribution: what each class of verb, adjective and noun can govern.

Written for this project from general knowledge of English. A line is a class, the frames in which its verbs
are a cue, and the verbs. Frames: `c` a clause, `q` a quotation beside the verb, `i` an infinitive, `o` an
object, `d` an object that is called something (`called it a raid`), `s` an object when a document is the
subject (`the poll shows a lead`), `p` a complement that says how something looks (`seems tired`).
"""

from __future__ import annotations

from typing import Literal

CueClass = Literal[
    "says",
    "claims",
    "believes",
    "finds",
    "confirms",
    "admits",
    "promises",
    "accuses",
    "describes",
    "denies",
    "asks",
    "attitude",
    "seems",
]

VERB_FRAMES: tuple[tuple[CueClass, str, str], ...] = (
    ("says", "cq", "say state remark continue conclude reply respond answer write comment joke quip opine"),
    ("says", "cq", "tweet retweet whisper shout exclaim thunder sneer gush crow moan scoff mutter complain"),
    ("says", "cq", "boast brag counter interject cry snap rail chant text email read retort proclaim muse"),
    ("says", "cq", "post blog jest conclude clarify elaborate reason add deadpan protest intone bark"),
    (
        "says",
        "cq",
        "babble bellow bleat blurt boom growl holler howl mumble murmur rant rasp roar scream shriek",
    ),
    (
        "says",
        "cq",
        "snarl snort stammer stutter wail whine yell grumble grouse gripe carp enthuse concur chime",
    ),
    (
        "says",
        "cq",
        "attest surmise profess avow counsel recollect suppose pontificate chuckle laugh nod relay",
    ),
    ("says", "cqi", "tell inform notify signal warn caution advise instruct"),
    ("says", "cqo", "note observe stress emphasise emphasize underline underscore reiterate recount relate"),
    ("says", "cqo", "mention announce declare report explain recall testify argue lament predict forecast"),
    ("says", "cqo", "repeat quote cite outline reference discuss highlight detail disclose divulge reaffirm"),
    ("says", "cqo", "preach recite articulate describe debate summarise summarize bemoan decry"),
    ("says", "co", "specify hint indicate express voice convey communicate publicise publicize"),
    ("says", "ciqo", "recommend propose"),
    ("says", "c", "point sum"),
    ("says", "o", "offer present share list float pitch retell narrate tweet stress promise"),
    ("says", "o", "interpret construe misinterpret misread rank rate grade"),
    ("says", "co", "rule mandate"),
    ("says", "o", "uphold overturn veto nominate appoint"),
    ("claims", "cqo", "claim allege assert insinuate imply suggest charge contend"),
    ("claims", "cq", "maintain insist purport posit theorise theorize hypothesise"),
    ("believes", "cq", "think believe reckon guess figure wonder"),
    ("believes", "co", "suspect fear doubt assume presume speculate imagine envision envisage foresee"),
    ("believes", "co", "anticipate remember realise realize recognise recognize regret contemplate ponder"),
    ("believes", "co", "understand project misunderstand conceive"),
    ("believes", "ci", "hope expect decide"),
    ("believes", "cio", "consider"),
    ("believes", "c", "feel worry know learn hear forget trust"),
    ("finds", "cos", "show reveal demonstrate illustrate estimate calculate expose"),
    ("finds", "cs", "find determine discover establish prove conclude put"),
    ("confirms", "coq", "confirm verify affirm corroborate"),
    ("admits", "coq", "admit concede acknowledge confess"),
    ("promises", "ciq", "promise vow pledge swear guarantee agree"),
    ("promises", "ci", "threaten undertake plan offer"),
    ("accuses", "oq", "accuse blame condemn criticise criticize denounce slam blast praise lambast"),
    ("accuses", "o", "fault attack rip bash assail chide rebuke scold berate castigate excoriate admonish"),
    ("accuses", "o", "deride ridicule mock taunt disparage denigrate belittle slander vilify savage skewer"),
    ("accuses", "o", "laud applaud hail commend extol celebrate congratulate thank compliment credit salute"),
    (
        "accuses",
        "o",
        "censure chastise reprimand reproach revile scorn snub pillory impugn honour honor herald",
    ),
    ("accuses", "o", "eulogise eulogize flatter shame smear attribute lecture jab roast"),
    ("accuses", "o", "deplore insult malign demonise demonize pan trash knock lampoon needle upbraid"),
    ("asks", "i", "push"),
    ("describes", "di", "call"),
    ("describes", "d", "label brand dub term name rate deem judge declare proclaim consider"),
    ("describes", "d", "view regard see perceive portray paint cast frame treat pronounce picture bill"),
    ("describes", "o", "characterise characterize liken depict"),
    ("describes", "do", "identify"),
    ("denies", "coq", "deny reject dismiss dispute rebut refute repudiate disavow"),
    ("denies", "o", "contradict discount rebuff"),
    ("asks", "cqio", "demand request ask"),
    ("asks", "cqi", "urge order implore beg beseech inquire"),
    ("asks", "i", "encourage exhort pressure press persuade convince invite lobby appeal petition"),
    ("asks", "co", "question query"),
    ("attitude", "i", "refuse decline choose opt intend aim plan desire long yearn wish vote hesitate"),
    ("attitude", "io", "want like love hate seek prefer"),
    ("attitude", "c", "wish prefer agree disagree"),
    ("attitude", "o", "support oppose back favor favour endorse defend champion embrace welcome admire"),
    (
        "attitude",
        "o",
        "respect appreciate value dislike loathe despise disdain detest dread envy pity resent",
    ),
    ("attitude", "o", "mourn cheer promote tout relish distrust mistrust covet crave"),
    (
        "attitude",
        "o",
        "abhor adore cherish disbelieve esteem idolise idolize prize revere savour savor tolerate",
    ),
    (
        "attitude",
        "o",
        "treasure worship begrudge rue condone espouse heed defy boycott resist counter eye mull",
    ),
    ("attitude", "o", "weigh underestimate overestimate court woo"),
    ("attitude", "i", "ache pray strive prepare promise hanker itch clamour clamor volunteer pledge"),
    ("attitude", "o", "ignore overlook neglect dodge evade sidestep forgive obey protest"),
    ("attitude", "o", "accept approve reconsider prioritise prioritize shun disown renounce"),
    ("attitude", "co", "advocate appreciate intend"),
    ("attitude", "o", "echo invoke tease dispel downplay tackle address"),
    ("describes", "o", "compare contrast equate"),
    ("accuses", "o", "challenge"),
    ("seems", "pic", "seem appear"),
    ("seems", "p", "look sound"),
)

PREPOSITIONS: tuple[tuple[str, str], ...] = (
    ("about", "care gripe grouse inquire joke rave reminisce whine wonder"),
    ("about against", "rant"),
    ("about against to", "testify"),
    ("about at", "grumble"),
    ("about for", "ask"),
    ("about of", "boast brag complain hear know learn say talk tell write"),
    ("about of against", "warn"),
    ("about of against for", "speak"),
    ("about on", "muse speculate"),
    ("about over", "fret gloat gush obsess worry"),
    ("against", "protest rail"),
    ("against about", "caution"),
    ("against on", "advise"),
    ("as", "cast characterise characterize depict describe frame hail identify paint perceive"),
    ("as", "portray regard see treat view"),
    ("at", "balk bristle hint lash laugh marvel scoff sneer snipe swipe"),
    ("by with against behind", "stand"),
    ("for", "advocate apologise apologize chide crave fault hope long pine pray press thank vouch"),
    ("for", "wish yearn"),
    ("for against", "campaign lobby push vote"),
    ("for against over about", "argue"),
    ("for as", "praise"),
    ("for on", "blame call"),
    ("for over", "condemn criticise criticize"),
    ("for over as", "attack"),
    ("for", "appeal"),
    ("for with", "plead"),
    ("in", "believe"),
    ("in at over", "rejoice"),
    ("like", "feel look seem sound"),
    ("of", "accuse approve assure disapprove dream remind"),
    ("of about", "inform think"),
    ("of over", "despair"),
    ("on", "dwell elaborate expand focus harp insist sour touch"),
    ("over about on", "challenge"),
    ("on about", "comment opine"),
    ("on against", "decide rule"),
    ("on over", "ponder"),
    ("over about", "agonise agonize"),
    ("to", "admit allude confess liken object point react refer reply respond"),
    ("with", "concur side sympathise sympathize"),
    ("with for", "credit"),
    ("with on", "disagree"),
    ("with on to", "agree"),
    ("with over", "clash feud negotiate quarrel spar"),
)
"""Prepositions whose phrase is content after certain verbs; a verb that stands only here is an attitude, or a
speech act with no other frame.
"""

SPOKEN_WITH_PREPOSITION = frozenset(
    """speak talk comment refer allude respond react reply apologise apologize object lash plead vouch gripe
        rave reminisce expand laugh harp rant whine
        snipe concur""".split()
)
"""Of the verbs that stand only with a preposition, those by which something is said."""

VOICED_INFINITIVES = frozenset(
    "claim promise vow pledge threaten swear undertake urge ask demand hope expect".split()
)
"""Verbs whose infinitive is something said: `vowed to close it`, but `agreed to close it` is a deed."""
VOICED_OBJECTS = frozenset(
    """deny reject dismiss dispute rebut refute repudiate confirm verify affirm corroborate accuse blame condemn
        criticise criticize denounce fault slam blast praise lambast decry describe call label brand dub term
        characterise characterize portray announce report warn predict forecast allege reveal cite propose
        demand suspect fear""".split()
)
"""Verbs whose object, or phrase with of, for and as, is a statement: `announced the closure`."""
VOICED_TOPICS = frozenset("warn speak talk complain boast tell hint rail testify comment brag".split())
"""Verbs whose phrase with about and the like is a statement: `warned of floods`."""
UNVOICED_CLAUSES = frozenset(
    """remember realise realize recognise recognize forget regret imagine ponder contemplate decide detail
        hear trust care""".split()
)
"""Verbs whose clause is a thought, or true for the writer too, and no statement."""

ADDRESSED = frozenset("remind assure reassure".split())
"""Verbs of saying that need their listener: `assured the council that …`."""

HEARD = frozenset("remind warn accuse blame assure inform".split())
"""Verbs whose object may be who listens, or who is blamed, and no content."""

TOLD = frozenset("ask tell".split())
"""Verbs whose passive keeps an object: `was asked a question`."""

PHRASAL_FRAMES: tuple[tuple[CueClass, str, str], ...] = (
    ("says", "cqo", "lay out, spell out, set out, set forth, sum up, rattle off, play up, talk up, read out"),
    (
        "says",
        "cq",
        "fire back, hit back, shoot back, chime in, weigh in, cut in, speak up, speak out, blurt out",
    ),
    ("says", "cq", "sound off, go on, shout out, cry out, chip in"),
    ("accuses", "o", "call out, single out, tear into, rip into, lay into, dress down, run down"),
    (
        "denies",
        "o",
        "brush off, shrug off, wave off, play down, rule out, brush aside, laugh off, knock down",
    ),
    ("asks", "o", "call off"),
    ("attitude", "o", "size up, look forward"),
)
"""Verbs with their particle, each with the frames of the whole."""

PHRASAL_PREPOSITIONS: tuple[tuple[str, str], ...] = (
    ("at on over", "fire back, hit back, shoot back"),
    ("on", "weigh in, double down, zero in, sound off, chime in"),
    ("against for about", "speak out, speak up"),
    ("to", "look forward"),
)
"""Prepositions after them whose phrase is content."""

HEARSAY_ADVERBS = frozenset("reportedly allegedly purportedly supposedly".split())
"""Adverbs that hand a clause to nobody in particular."""

IRREGULAR = {
    "say": "says said saying",
    "tell": "tells told telling",
    "write": "writes wrote written writing",
    "think": "thinks thought thinking",
    "find": "finds found finding",
    "show": "shows showed shown showing",
    "understand": "understands understood understanding",
    "misunderstand": "misunderstands misunderstood misunderstanding",
    "know": "knows knew known knowing",
    "feel": "feels felt feeling",
    "see": "sees saw seen seeing",
    "foresee": "foresees foresaw foreseen foreseeing",
    "forget": "forgets forgot forgotten forgetting",
    "hear": "hears heard hearing",
    "mean": "means meant meaning",
    "swear": "swears swore sworn swearing",
    "undertake": "undertakes undertook undertaken undertaking",
    "quip": "quips quipped quipping",
    "brag": "brags bragged bragging",
    "learn": "learns learned learnt learning",
    "admit": "admits admitted admitting",
    "snap": "snaps snapped snapping",
    "sum": "sums summed summing",
    "plan": "plans planned planning",
    "forecast": "forecasts forecast forecasting",
    "rebut": "rebuts rebutted rebutting",
    "dub": "dubs dubbed dubbing",
    "refer": "refers referred referring",
    "choose": "chooses chose chosen choosing",
    "seek": "seeks sought seeking",
    "prefer": "prefers preferred preferring",
    "opt": "opts opted opting",
    "beg": "begs begged begging",
    "rip": "rips ripped ripping",
    "pan": "pans panned panning",
    "read": "reads read reading",
    "put": "puts put putting",
    "cast": "casts cast casting",
    "shun": "shuns shunned shunning",
    "speak": "speaks spoke spoken speaking",
    "preach": "preaches preached preaching",
    "blog": "blogs blogged blogging",
    "dispel": "dispels dispelled dispelling",
    "plead": "pleads pleaded pled pleading",
}
"""Verbs whose forms the common rule does not give."""
