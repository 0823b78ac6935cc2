"""Words that turn, hold open or oppose a proposition. The project's own writing.

Keys are lemmas (of a parse) unless said otherwise. Lists hold what newsrooms use daily; a word that is
only sometimes a negation or an antonym is left out, since a false contradiction costs more than a miss.
"""

from __future__ import annotations

from collections.abc import Iterable

SPEECH = frozenset(
    """
    say tell add announce state declare report note write explain claim insist maintain argue assert
    contend stress confirm acknowledge concede admit inform reveal disclose warn testify tweet post
    reply repeat recall describe remark comment conclude find allege quote mention
    """.split()
)
DENIAL = frozenset("deny reject dispute refute rebut disavow".split())  # of what is said
REFUSAL = frozenset("fail refuse decline neglect forget".split())  # with an infinitive
BELIEF = frozenset(
    "fear believe think suspect presume feel suppose assume understand speculate".split()
)  # passive or with a clause: held open
SEEMING = frozenset("suggest indicate appear seem point".split())
PLANNING = frozenset(
    """
    plan intend expect hope want aim seek try prepare vow promise pledge threaten schedule propose
    urge ask order offer mean wish demand call set
    """.split()
)
DOING = frozenset(
    "begin start continue manage proceed come help".split()
)  # `began to X` says that X was done
TOWARDS = frozenset("agree consent object vote call respond".split())  # `agree to X`: X is what it is about
VERIFYING = frozenset("verify confirm corroborate authenticate".split())
UNVERIFIED = frozenset("unverified unconfirmed".split())
MODALS = frozenset("may might could".split())
OPEN_ADVERBS = frozenset(
    """
    possibly perhaps maybe probably presumably allegedly reportedly apparently purportedly
    supposedly seemingly potentially conceivably likely
    """.split()
)
OPEN_ADJECTIVES = frozenset(
    "possible alleged suspected unconfirmed likely probable potential unclear unverified".split()
)
NEGATIONS = frozenset("not n't n’t never hardly".split())
NO_DETERMINERS = frozenset("no neither none".split())
NOBODY = frozenset("nobody nothing none no-one".split())
ACCUSATION = frozenset("accuse suspect charge".split())  # `of doing X`: X is held open
DOUBT = frozenset(
    "suspicion allegation accusation fear belief possibility likelihood rumour rumor speculation theory".split()
)  # `that X` after these leaves X open
INQUIRY = frozenset(
    "ask see determine investigate know find check question wonder tell examine decide establish".split()
)  # `if` after these is `whether`
CONDITIONS = frozenset("if unless until provided".split())

_ANTONYMS: tuple[tuple[str, str], ...] = (
    ("resume restart reopen continue go_on", "halt suspend stop end cease abandon call_off"),
    ("begin start", "postpone delay cancel defer put_off call_off"),
    ("accept approve endorse ratify adopt", "reject refuse veto dismiss"),
    ("agree", "refuse disagree"),
    ("allow permit authorize authorise legalize legalise", "ban forbid prohibit bar outlaw block"),
    ("guilty", "innocent"),
    ("convict", "acquit"),
    (
        "rise increase climb grow gain jump soar surge",
        "fall decrease drop decline sink slump slip plunge shrink",
    ),
    ("raise", "cut lower reduce"),
    ("open", "closed shut"),
    ("open reopen", "close shut"),
    ("safe", "unsafe dangerous"),
    ("win", "lose"),
    ("survive", "die perish"),
    ("alive", "dead"),
    ("succeed", "fail"),
    ("support back favour favor", "oppose"),
    ("legal lawful", "illegal unlawful"),
    ("true", "false untrue"),
    ("sealed", "unsealed"),
    ("include", "exclude"),
    ("keep retain preserve", "scrap abolish abandon drop"),
    ("remain stay", "leave quit resign"),
    ("attend", "boycott skip"),
    ("high", "low"),
    ("present", "absent"),
    ("stable", "critical"),
    ("intact", "damaged destroyed"),
    ("obey", "defy"),
    ("advance", "retreat"),
    ("hire", "dismiss fire"),
    ("arm", "disarm"),
    ("armed", "unarmed"),
    ("voluntary", "compulsory"),
    ("conditional", "unconditional"),
    ("paid", "unpaid"),
)
_SYNONYMS: tuple[str, ...] = (
    "kill slay die dead",
    "die perish dead kill",
    "begin start commence open",
    "end finish conclude",
    "continue proceed go_on",
    "halt stop suspend cease",
    "postpone delay defer put_off",
    "cancel scrap call_off",
    "accept approve",
    "reject refuse dismiss turn_down",
    "buy purchase acquire",
    "release publish make_public disclose",
    "free release",
    "hurt injure wound",
    "arrest detain",
    "close shut",
    "exchange swap trade",
    "take steal copy",
    "touch affect",
    "resign quit step_down",
    "elect win",
    "exceed surpass",
    "cause trigger spark",
    "rise increase climb grow",
    "fall decrease drop decline",
)
_SETTLING: tuple[tuple[str, str], ...] = (
    (
        "agree sign seal conclude accept ratify",
        "discuss consider negotiate propose raise explore weigh debate",
    ),
    ("elect win", "lead ahead"),
    ("approve pass adopt decide enact", "consider debate discuss weigh propose mull"),
    ("confirm verify", "investigate examine probe check"),
)

_SAME_THING: tuple[str, ...] = (
    "strike walkout stoppage",
    "ceasefire truce cease-fire armistice",
    "talks talk negotiation",
    "exam examination test",
    "agreement accord deal pact",
    "border frontier",
    "fire blaze",
    "ferry ship vessel boat",
    "plane aircraft jet airliner",
    "company firm",
    "soldier troop serviceman",
    "drug pill medicine medication",
    "death fatality",
    "worker employee",
    "council councillor",
    "prisoner captive detainee",
    "attack assault raid",
    "protester demonstrator",
    "crowd rally demonstration protest march",
    "hospital clinic",
    "lawmaker legislator",
)


def _pairs(table: Iterable[tuple[str, str]]) -> frozenset[tuple[str, str]]:
    return frozenset((a, b) for left, right in table for a in left.split() for b in right.split())


_OPPOSED = _pairs(_ANTONYMS)
_SETTLED_OPEN = _pairs(_SETTLING)
_COMMON_NAME = {word: row.split()[0] for row in _SAME_THING for word in row.split()}
_NOUNS_OF_ACTS = (
    "kill killing", "die death", "arrest arrest", "release release", "free release", "attack attack", "rescue rescue",
    "find discovery", "resign resignation", "withdraw withdrawal", "agree agreement", "arrive arrival",
    "sink sinking", "explode explosion", "defect defection", "kidnap kidnapping abduction", "strike strike",
    "sell sale", "buy purchase", "steal theft", "escape escape", "surrender surrender", "capture capture",
)  # fmt: skip
_ACT_NOUNS = {row.split()[0]: frozenset(row.split()[1:]) for row in _NOUNS_OF_ACTS}
_ALIKE = frozenset((a, b) for row in _SYNONYMS for a in row.split() for b in row.split())


def common_name(noun: str) -> str:
    """One word for nouns that news use of the same thing: `walkout` is a `strike`."""
    return _COMMON_NAME.get(noun, noun)


def opposed(a: str, b: str) -> bool:
    """Whether two predicates are antonyms."""
    return (a, b) in _OPPOSED or (b, a) in _OPPOSED


def alike(a: str, b: str) -> bool:
    """Whether two predicates are the same word or name the same act."""
    return a == b or (a, b) in _ALIKE


def same_acts(a: str) -> frozenset[str]:
    """Other predicates, and nouns, for the same act."""
    return frozenset(b for one, b in _ALIKE if one == a) | _ACT_NOUNS.get(a, frozenset())


def settles(a: str, b: str) -> bool:
    """Whether `a` says as done what `b` says as under way: agreed / discussed."""
    return (a, b) in _SETTLED_OPEN
