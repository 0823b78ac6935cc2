"""Charged words, each with the plain words that could stand in its place. Own writing.

A line is `plain words : charged words`, both separated by commas. In `STRONG` are words that no plain report
needs; those in `MILD` have plain uses too, and count only where another outlet has the plain word.
The part of speech (n, v, a, x for any) is that of the charged words.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

Part = Literal["n", "v", "a", "x"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Charged:
    """A charged word: what it speaks of, the plain words for that, and how strong it is (0–1)."""

    word: str
    target: str
    plain: tuple[str, ...]
    part: Part
    score: float


STRONG: dict[Part, str] = {
    "v": """
kill, die, death : slaughter, butcher, massacre, mow down, wipe out, gun down
take, draw, use : plunder, pillage, ransack, loot, fleece, milk, raid
reject, fail, defeat : torpedo, scupper, crush
criticise, criticize : savage, eviscerate, lambast, tear into, rip into, lash out, rail against
cut, reduce, end : hack, gut, decimate, bulldoze, strip
rise, increase, go up : skyrocket, rocket
fall, drop, decline : nosedive, crater
buy, acquire, take over : swallow, gobble, devour, swallow up, gobble up
say, write, tell : sneer, gloat, crow, whine, bleat, whimper, rant
say, write, tell : blurt, screech, bluster, sniff, scoff, gush
leave, evacuate, flee : run for their lives, flee in terror
delay, put off, postpone, risk : hold hostage
enter, reach, march : barge into, overrun
earn, receive, be paid : rake in
spend, pay : squander, fritter, splurge, lavish
pass, approve, adopt : ram through, rubber-stamp, railroad, steamroll, force through, foist
give in, agree, concede : cave, capitulate, kowtow, grovel, bow to
remove, dismiss : purge, boot out, kick out, turf out
conceal, not disclose, wait : cover up, hush up, sweep under the rug
promote, sell : peddle, shill, hawk
pressure, urge : bully, browbeat, strong-arm, arm-twist, blackmail, bribe
deny, avoid : dodge, weasel, wriggle out
defeat, beat : trounce, humiliate, annihilate, obliterate, demolish
silence, stop : muzzle, gag, stifle
spread, say : spew, spout, parrot
dominate, lead : lord it over, tyrannise, tyrannize, terrorise, terrorize
attack : maul, pounce, savage
destroy, damage, weaken : wreck, trash, wreak havoc, torch, cripple
exploit, use : prey on, profiteer, weaponise, weaponize
mislead : hoodwink, dupe, con, brainwash, indoctrinate
hurt, affect : clobber, hammer, pummel, ravage
""",
    "n": """
killing, death, attack, cut : bloodbath, carnage, slaughter, butchery
failure, problem, loss : fiasco, debacle, shambles, farce, circus, train wreck, omnishambles, car crash
event, news : bombshell, disgrace, travesty, abomination
dispute, competition, contest : witch hunt, witch-hunt, feeding frenzy
dispute, competition, contest : catfight, dogfight, civil war
crash, accident, derailment : horror, horror crash
spending, purchase : spree, splurge, boondoggle, pork, extravaganza
result, gain : bonanza, windfall, jackpot
lie, statement, error : whopper, propaganda, hogwash, claptrap, drivel, fearmongering, scaremongering
confusion, disorder : mayhem, pandemonium, anarchy, bedlam, hysteria
anger, criticism : fury, firestorm, meltdown, backlash, tirade, rant, diatribe, tantrum
suffering : nightmare, hell, living hell, ordeal, horror show, bloodletting
group : cabal, gaggle, clique, cartel
increase : avalanche, tsunami
support : lapdog, puppet, poodle
hero, winner : superhero, saviour, savior
attack, criticism : onslaught, crusade, jihad, vendetta, hatchet job, smear campaign, smear
collapse, end : rack and ruin, oblivion, scrapheap, scrap heap
""",
    "a": """
severe, large : savage, brutal, draconian, crippling, punishing, swingeing, eye-watering, whopping, ruinous
serious, fatal : horrific, horrifying, horror, nightmare, ghastly, gruesome
serious, fatal : grisly, hideous, sickening, hellish
wrong, disputed : shameful, disgraceful, outrageous, scandalous, disgusting
wrong, disputed : appalling, despicable, deplorable, vile
bad, failed : doomed, disastrous, catastrophic, calamitous, disgraced, botched, bungled, abysmal, dismal
deliberate : cold-blooded, barbaric, monstrous, evil, heinous, cowardly, sinister, callous, ruthless, vicious
afraid : terrified, panic-stricken, petrified, hysterical
incapable : hapless, bumbling, clueless, inept, feckless, spineless, gutless, pathetic, incompetent
dishonest, false : shameless, brazen, crooked, phony, phoney, sham, bogus, fraudulent, rigged, corrupt, greedy
unusual : shocking, jaw-dropping, mind-boggling, bizarre, bonkers, crazy
unusual : insane, lunatic, ludicrous, laughable, absurd
political : radical, far-left, hard-left, rabid, fanatical, fascist, anti-American, unhinged, woke, rogue
good : heroic, fearless, brave, courageous, glorious, triumphant
good : miraculous, stunning, spectacular, magnificent
poor, unpaid : penniless, wretched, destitute
rude : foul-mouthed, loathsome, hateful, venomous, vitriolic, bigoted, xenophobic, racist
harmful : toxic, poisonous, devastating, destructive, dystopian
""",
    "x": """
record, rise, increase : out of control, through the roof
say, statement : so-called, self-styled, self-proclaimed, holier-than-thou
insolvent, fail : go bust
""",
}

MILD: dict[Part, str] = {
    "v": """
take, bring : rush
cut, reduce, lose : axe, slash, chop, scrap, ditch
rise, increase, go up, climb : soar, surge, balloon, spiral
fall, drop, decline, decrease : plunge, plummet, tumble, slump, collapse, tank
criticise, criticize, question : slam, blast, hammer, denounce, decry, trash, rip, attack
buy, acquire, purchase : snap up, grab, seize
refuse, reject, decline : snub, spurn, rebuff, defy
enter : invade, burst into, storm
arrive, come, enter : pour, flood, stream, swarm
move, walk : stalk, swagger, slink
die : perish
destroy, damage : ruin, devastate, ravage
remove, dismiss, leave : oust, sack, dump
warn : threaten
demand, ask : beg, plead
kill : execute, assassinate, murder, neutralise, neutralize, liquidate, eliminate
influence, persuade : coax, cajole, woo
argue, disagree : bicker, squabble, feud, spar
""",
    "n": """
dispute, case, disagreement : feud, row, brawl, battle, war, tussle, squabble, showdown, clash, fight, spat
head, chief executive, chief, manager : boss, supremo
crisis, problem : chaos, turmoil, nightmare, disaster, scandal
crash, accident, derailment : disaster, smash, catastrophe, tragedy
plan, proposal : scheme, plot, ploy, gambit
increase, rise : surge, spike, flood
fall, decline : plunge, crash, meltdown, collapse
criticism : outcry, uproar, furore, backlash
attack : assault, blitz, barrage
""",
    "a": """
large, big : massive, huge, enormous, colossal, staggering, giant, mammoth, hefty
new, bold : audacious, daring, brazen, radical
hard, long : bruising, bitter, fierce, ugly, nasty
disputed : controversial, divisive, polarising, polarizing
criticised : embattled, beleaguered, under-fire, scandal-hit, troubled
sudden : dramatic, drastic, shock
strict : harsh, tough, hardline, hard-line, aggressive
serious : dire, grim, deadly
surprising : stunning, astonishing, incredible, extraordinary
""",
}

STRONG_SCORE, MILD_SCORE = 0.8, 0.5


@cache
def charged_words() -> tuple[Charged, ...]:
    """Every charged word of the lists; a word that is strong in one sense is strong."""
    found: dict[tuple[str, Part], Charged] = {}
    for lists, score in ((STRONG, STRONG_SCORE), (MILD, MILD_SCORE)):
        for part, lines in lists.items():
            for line in filter(None, map(str.strip, lines.splitlines())):
                plain, _, charged = line.partition(" : ")
                plains = tuple(p.strip() for p in plain.split(","))
                for word in (w.strip() for w in charged.split(",")):
                    known = found.get((word, part))
                    if known is None:
                        one = Charged(word=word, target=plains[0], plain=plains, part=part, score=score)
                    else:
                        more = tuple(p for p in plains if p not in known.plain)
                        one = Charged(
                            word=word,
                            target=known.target,
                            plain=known.plain + more,
                            part=part,
                            score=known.score,
                        )
                    found[word, part] = one
    return tuple(found.values())


HEDGES: tuple[str, ...] = (
    *"""may might could reportedly allegedly apparently possibly perhaps probably likely presumably seemingly
    suspected alleged purported presumed rumoured rumored unconfirmed unverified potentially supposedly seem
    appear feared""".split(),
    "so far",
    "is believed to",
    "are believed to",
    "is thought to",
    "are thought to",
    "is said to",
    "are said to",
    "not yet clear",
    "not clear",
    "unclear",
    "under investigation",
    "remains to be seen",
    "it is possible",
)

INTENSIFIERS: tuple[str, ...] = (
    *"""very extremely utterly totally absolutely hugely massively deeply highly incredibly vastly completely
    wildly outrageously shockingly horribly terribly brutally blatantly flagrantly grossly wholly thoroughly
    notoriously dangerously alarmingly desperately overwhelmingly unbelievably""".split(),
)

REPORTING: dict[str, float] = {
    **dict.fromkeys("claim allege insist maintain contend concede acknowledge".split(), 0.4),
    **dict.fromkeys("complain admit confess boast brag vow assert protest declare warn".split(), 0.5),
    **dict.fromkeys("moan fume rail thunder lament gush brush rage".split(), 0.7),
    **dict.fromkeys("sneer scoff gloat crow whine bleat rant blurt snap bluster screech sniff".split(), 0.9),
}

HEADLINE_CLAIMS: tuple[str, ...] = (
    *"""record historic cure miracle riot arson stolen steal fraud war massacre murder terror chaos
    bloodbath catastrophe collapse scandal cover-up breakthrough worst apocalypse doom doomed rigged treason
    plot conspiracy secret bombshell shock disaster panic hell crisis meltdown exclusive explosion coup
    genocide""".split(),
    "go bust",
    "first ever",
    "out of control",
)
"""Words by which a headline claims more than a plain report; its body must bear them out."""
