"""Words that news prose uses for one thing, and words that tell nothing about what is counted."""

from __future__ import annotations

from functools import lru_cache

AMONG = "among"  # in a referent: the figure counts a part of a total
MULTIPLE = "times"  # in a referent: the figure tells how many times as much
REPORTED = "say"  # in a referent: a date on which somebody spoke

_CLASSES = {
    "people": "people person individual inhabitant resident civilian victim villager man human townsfolk",
    "killed": "kill killed die died dead death deaths fatality fatalities toll slaughter perish deceased fatal killing",
    "injured": "injure injured injury injuries hurt wound wounded",
    "missing": "missing unaccounted vanish vanished disappear",
    "arrested": "arrest arrested detain detained detention custody",
    "evacuated": "evacuate evacuated evacuation evacuee flee fled displace displaced displacement uproot",
    "rescued": "rescue rescued rescuer save saved survivor survive survived pluck",
    "hospital": "hospital hospitalise hospitalize hospitalised hospitalized hospitalisation hospitalization treat "
    "treated",
    "aboard": "aboard onboard manifest",
    "destroyed": "destroy destroyed raze razed gut gutted flatten flattened",
    "house": "house home homes houses",
    "job": "job jobs position positions post posts workforce",
    "cut": "cut cuts reduction reductions reduce trim slash saving savings axe shed strip",
    "rise": "rise rose risen increase increased grow grew climb climbed jump jumped surge surged soar soared",
    "fall": "fall fell fallen drop dropped decline declined decrease lose lost slip slipped plunge plunged tumble",
    "begin": "begin began begun start started beginning outbreak erupt erupted eruption onset launch commence ignite",
    "end": "end ended conclude concluded finish close closing completion complete",
    "child": "child children kid kids minor minors girl boy pupil schoolchild schoolchildren schoolboy",
    "officer": "officer officers police policeman",
    "soldier": "soldier soldiers troop troops serviceman",
    "company": "company firm group business maker",
    "initial": "initial original",
    "deal": "deal approach takeover acquisition purchase offer bid merger transaction buyout",
    "fire": "fire blaze wildfire",
    "debt": "debt debts liability liabilities owe",
    "crowd": "crowd demonstrator demonstrators protester protesters marcher marchers supporter supporters follower "
    "followers attendance rally demonstrate",
    "share": "share shares stock stocks",
    "customer": "customer customers client clients",
    "case": "case cases infection infections",
    "vote": "vote votes ballot ballots",
    "apartment": "apartment apartments flat flats",
    "vessel": "vessel vessels ship ships boat boats freighter",
    "worker": "worker workers employee employees labourer labourers laborer laborers",
    "crew": "crew crewmember crewmembers",
    "passenger": "passenger passengers",
    "burn": "burn burned burnt consume consumed scorch scorched devour devoured char charred",
    "discover": "discover detect detected notice noticed spot spotted discovered",
    "woman": "woman women",
    "take": "take took taken seize seized abduct abducted kidnap kidnapped",
    "wage": "wage wages salary salaries pay paid",
    "shell": "shell shells round rounds explosion",
    "breach": "breach intrusion intruder hack hacker break-in",
}
_CANON = {word: name for name, words in _CLASSES.items() for word in words.split()} | {"men": "people"}

PERSONS = frozenset(
    "people child officer soldier crew passenger woman adult civilian citizen pilot tourist guest teacher student man "
    "men worker teenager firefighter member guide".split()
)
STATES = frozenset(
    ("killed", "injured", "missing", "arrested", "evacuated", "rescued", "hospital", "aboard", "destroyed")
)
CUMULATIVE = frozenset(
    ("killed", "injured", "missing", "arrested", "evacuated", "rescued", "hospital", "destroyed", "burn", "burned",
     "consume", "case", "damage", "scorch", "displaced", "donate", "raise", "area", "detonate", "fire", "casualty")
)  # fmt: skip
CHANGING = frozenset(
    "missing hospital critical intensive trap trapped strand stranded wait waiting queue queued shelter anchor stick "
    "stuck offshore".split()
)
ONSET = frozenset(("begin",))

# Verbs with a particle, noun or preposition beside them that make one meaning.
PHRASES = {
    ("break", "out"): "begin", ("take", "place"): "hold", ("take", "hold"): "begin", ("lose", "life"): "killed",
    ("claim", "life"): "killed", ("bring", "ashore"): "rescued", ("pull", "from"): "rescued", ("set", "off"): "begin",
    ("force", "from"): "evacuated", ("leave", "home"): "evacuated", ("be", "aboard"): "aboard", ("be", "on"): "",
    ("land", "survivor"): "rescued", ("look", "for"): "missing", ("search", "for"): "missing",
    ("take", "effect"): "begin", ("be", "out"): "", ("go", "smoke"): "burn",
}  # fmt: skip

REPORTING = frozenset(
    "say tell announce report state add write note claim inform declare explain confirm warn tweet speak ask".split()
)
LIGHT_VERBS = frozenset(
    "be have do make get become remain know confirm include say tell report announce see show come go need leave "
    "believe think expect put give stand reach total number amount count estimate list receive find".split()
) | REPORTING  # fmt: skip
LIGHT_MODIFIERS = frozenset(
    "many more most other new total whole entire least last past own such same first next several own late early "
    "recent further additional confirmed local total overall current".split()
)
EMPTY_NOUNS = frozenset(
    "total number figure count sum amount tally estimate one some all he she they it who that".split()
)


@lru_cache(maxsize=32768)
def canonical(word: str) -> str:
    """The class of a word, else its lower-case singular form."""
    low = word.lower().strip(".'’")
    if low in _CANON:
        return _CANON[low]
    if len(low) > 4 and low.endswith("ies"):
        low = low[:-3] + "y"
    elif len(low) > 3 and low.endswith("s") and not low.endswith(("ss", "us", "is")):
        low = low[:-1]
    return _CANON.get(low, low)
