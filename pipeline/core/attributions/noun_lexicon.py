"""Nouns and adjectives of attribution, and what ties them to whose they are and to what they are about.

Written for this project, as the verbs in `lexicon` are.
"""

from __future__ import annotations

from pipeline.core.attributions.lexicon import CueClass

ADJECTIVES = frozenset(
    """afraid aware unaware certain uncertain clear concerned confident convinced unconvinced disappointed
        delighted eager glad happy unhappy hopeful keen optimistic pessimistic proud reluctant sceptical
        skeptical sorry sure unsure surprised suspicious upset willing unwilling worried wary furious angry
        frustrated grateful thankful thrilled excited anxious nervous critical supportive dismissive adamant
        opposed committed interested uninterested determined doubtful disturbed troubled curious
        comfortable uncomfortable shocked stunned appalled outraged alarmed horrified dismayed mindful
        cautious content ashamed embarrassed fearful jealous mad puzzled baffled sympathetic receptive
        pleased satisfied dissatisfied relieved impressed saddened heartbroken torn leery enthusiastic
        unapologetic apologetic noncommittal vocal outspoken obvious evident terrified scared frightened
        unafraid fearless appreciative unappreciative conscious sensitive insensitive hostile receptive partial
        indifferent allergic averse resistant amenable agreeable respectful disrespectful distrustful
        disapproving approving suspicious incredulous astonished amazed bewildered confused disgusted
        offended insulted annoyed irritated exasperated livid enraged bitter resolute steadfast
        sanguine upbeat gloomy downbeat bearish intrigued fascinated captivated enamored enamoured smitten
        obsessed preoccupied sick weary desperate impatient""".split()
)
"""Adjectives of what somebody thinks or feels, with a complement: `wary of the plan`."""

PARTISANS = frozenset(
    """supporter backer critic fan proponent opponent advocate champion admirer defender detractor believer
        booster foe adherent apologist sceptic skeptic""".split()
)
"""People named after what they think of something: `is a critic of the plan`."""

NOUN_CLASSES: tuple[tuple[CueClass, str], ...] = (
    ("says", "statement announcement warning argument remark comment message report testimony account"),
    ("says", "explanation answer reply response description reminder suggestion recommendation advice"),
    ("says", "proposal declaration reference critique prediction forecast assurance hint insistence"),
    ("claims", "claim allegation assertion contention insinuation implication theory"),
    ("believes", "belief fear suspicion view opinion hope concern conviction doubt expectation worry"),
    ("believes", "assumption understanding impression speculation feeling anxiety confidence optimism"),
    ("believes", "pessimism scepticism skepticism regret disappointment frustration anger outrage dismay"),
    ("finds", "finding conclusion estimate assessment"),
    ("promises", "promise pledge vow threat commitment"),
    ("accuses", "accusation charge criticism complaint praise condemnation attack denunciation swipe"),
    ("denies", "denial rejection dismissal"),
    ("admits", "admission confession acknowledgement acknowledgment"),
    ("asks", "demand call request plea appeal question"),
    ("attitude", "support opposition endorsement desire wish refusal willingness unwillingness reluctance"),
    ("attitude", "intention preference stance disdain contempt admiration respect enthusiasm embrace"),
    ("attitude", "defense defence decision disapproval approval dislike distrust ambition objection"),
)

NOUN_PREPOSITIONS = frozenset("about of for on against over with regarding concerning toward towards".split())
"""What ties a noun of saying to its content: `criticism of the plan`."""

OWNERLESS = frozenset(
    """accusation allegation concern fear criticism question doubt worry suspicion speculation claim call
        complaint opposition support scepticism skepticism warning praise condemnation""".split()
)
"""Nouns that hand over even when nobody owns them: `questions about the contract`."""
TOWARDS = frozenset("opposition objection response reply reaction answer reference".split())
"""Nouns tied to their content by `to`."""

LIGHT_VERBS = frozenset(
    """make have express voice issue give offer raise deliver release hold show reiterate repeat send share
        pose level launch take renew face state declare announce convey get hear receive publish air cast
        reaffirm lodge unleash throw draw win""".split()
)
"""Verbs that lend their subject to a noun of saying: `made a call for …`."""
PASSIVE_LIGHT = frozenset("face get hear receive draw win".split())
"""Of these, those whose subject is spoken to, not speaking: `faced criticism`."""
