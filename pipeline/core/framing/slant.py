"""Words that take a side: insult, scorn, scare, praise, tabloid talk, and words that say less. Own writing.

Apart from `charged.py`, whose words each have a plain word that could stand in their place: these speak for
themselves, and are read only where another outlet tells the same without any of them. A line of a list is
`score part : words`, the score (0–1) being how seldom plain reports have the word, the part of speech n, v, a or x
for any. Words of `PEOPLE` may also be what a person or group is called by.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pipeline.core.framing.matching import Lexicon

Tone = Literal["people", "scorn", "scare", "praise", "tabloid"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slant:
    """A word that takes a side, with its tone and how far it is from plain, 0–1."""

    word: str
    tone: Tone
    score: float


PEOPLE = """
.9 n : crook, thug, goon, scumbag, lowlife, yob, hooligan, brute, fiend, ghoul, maniac, lunatic, nutter
.9 n : psycho, fanatic
.9 n : zealot, parasite, leech, scrounger, freeloader, sponger, layabout, loafer, has-been, wannabe, buffoon
.9 n : clown
.9 n : bungler, dunce, fool, idiot, moron, imbecile, coward, quisling, stooge, lackey, crony, henchman
.9 n : henchmen, minion
.9 n : fat cat, bandit, hoodlum, rabble, swindler, conman, con man, charlatan, quack, huckster, shyster
.9 n : pervert, perv
.9 n : sicko, butcher, tyrant, despot, apparatchik, rabble-rouser, troublemaker, busybody, meddler, love rat
.9 n : bigot
.9 n : fascist, commie, leftie, lefty, luvvie, snowflake, do-gooder, crank, spiv, pen-pusher, jobsworth
.9 n : robber baron
.9 n : slumlord, profiteer, hothead, loudmouth, windbag, blowhard, egomaniac, sleazebag, swine, scum, vermin
.9 n : riff-raff
.9 n : warmonger, demagogue, hatemonger, scaremonger, propagandist, mouthpiece, poodle, lapdog, attack dog
.9 n : toady
.9 n : sycophant, bootlicker, yes-man, yes-men, crybaby, whinger, moaner, cheat, liar, hypocrite, fat cats
.9 n : mobster
.9 n : beast, traitor, turncoat, weasel, hate preacher, mad mullah, eco-zealot, eco-mob
.9 n : illegals, invader, horde, cabal, clique, ogre, villain, dictator, junta, bully boy, union baron
.9 n : dock baron
.7 n : mob, regime, terrorist, extremist, murderer, strongman, mastermind, kingpin, playboy, gangster
.7 n : deep state
.7 n : elite, crackpot, oddball, weirdo, loner, sociopath, psychopath, oligarch, baron, czar, tsar
.7 n : propaganda arm
.7 n : darling, golden boy, megastar, babe, hunk, starlet, diva, bombshell, toff, toyboy, ex-con, jailbird
.5 n : gang, cop, killer, militant, agitator, firebrand, mandarin, bureaucrat, tycoon, warlord, fugitive
.5 n : radical, hardliner, activist judge
.5 n : guru, whizz-kid, maverick, troll, gunslinger, cop, bigwig, top brass, honcho
.9 n : freedom fighter, martyr, saviour, savior, patriot, people's champion, folk hero, statesman
.5 n : hero, heroine,
.7 n : visionary, trailblazer, legend, icon, titan, genius, mastermind
"""

SCORN = """
.9 a : crazed, deranged, demented, unhinged, depraved, vile, greedy, shameless, disgraced, shamed, bungling
.9 a : bumbling
.9 a : hapless, clueless, inept, spineless, gutless, cowardly, arrogant, smug, pompous, shifty, sleazy, slimy
.9 a : dodgy
.9 a : crooked, two-faced, hypocritical, pampered, overpaid, bloated, cosseted, power-hungry, power-mad
.9 a : money-grabbing
.9 a : grasping, tight-fisted, penny-pinching, heartless, callous, bloodthirsty, cold-hearted, work-shy
.9 a : feckless, loony
.9 a : barmy, potty, batty, bonkers, washed-up, foul-mouthed, loathsome, self-styled, self-serving
.9 a : self-appointed
.9 a : snooping, meddling, creepy, clapped-out, shoddy, stinking, putrid, rotten, squalid, nerdy, sickening
.9 a : disgusting
.9 a : shameful, disgraceful, scandalous, outrageous, despicable, contemptible, pathetic, laughable, ludicrous
.9 a : farcical
.9 a : hare-brained, harebrained, half-baked, cack-handed, ham-fisted, botched, bungled, hopeless, brazen
.9 a : sneaky, sly
.9 a : cynical, craven, servile, supine, toothless, bogus, phoney, phony, sham, fraudulent, trumped-up, rigged
.9 a : politically motivated, anti-state, unpatriotic, treacherous, treasonous, godless, decadent, rapacious
.9 a : predatory
.9 a : tinpot, tin-pot, cold-blooded, boozed-up, drug-addled, swivel-eyed, woke, job-killing, soul-destroying
.7 a : terrorist, so-called, unelected, out-of-touch, notorious, infamous, desperate, raging, sinister, murky
.7 a : shady, creaking
.7 a : ramshackle, rickety, cut-price, filthy, smelly, useless, incompetent, cruel, brutal, barbaric, savage
.7 a : ruthless, evil
.7 a : fanatical, rabid, hysterical, draconian, punitive, prohibitive, crippling, whopping, eye-watering
.7 a : illegitimate, unfriendly, provocative, reckless, wasteful, lavish, pointless, doomed, toxic, vicious
.7 a : heinous
.5 a : sleepy, boozy, drunken, radical, far-left, far-right, hard-left, hard-right, hardline, crumbling
.5 a : troubled, embattled
.5 a : lazy, foreign-backed, foreign-funded, furious, ugly, nasty, bitter, grim, messy, frightened, panicked
.9 v : sneer, gloat, crow, whine, whinge, rant, rave, grovel, cower, squirm, slither, skulk, slink, swan
.9 v : swan off
.9 v : trouser, fleece, fritter, splurge, squander, milk, foist, bulldoze, railroad, steamroll, strong-arm
.9 v : browbeat
.9 v : muzzle, hush up, hound, hoodwink, dupe, brainwash, bamboozle, weasel, wriggle out, chicken out, kowtow
.9 v : cave in
.7 v : pocket, chuck, bin, dump, bully, blackmail, silence, gag, smear, whitewash, rake in, dole out, dish out
.7 v : lavish
.7 v : strand, herd, slap, whack, clobber, wallop, bleat, moan, bluster, boast, brag, peddle, spout, spew
.7 v : parrot, scrounge
.7 v : abandon, betray, sell out, ram through, force through, rubber-stamp, cover up, turf out, boot out
.7 v : kick out
.7 v : wash its hands, turn a blind eye, look the other way, drag its feet, drag her to court, drag him to court
.7 x : drag into court, drag through the courts, lean on, driven from office, drive from office
.7 x : save his own skin
.7 x : save her own skin, save their own skin, save its own skin, line his pockets, line their pockets
.7 x : line her pockets
.9 x : laugh all the way, slap on the wrist, let off with, get away with murder, blood money, dirty money
.9 x : jobs for the boys, old boys, gravy train, on the fiddle, snouts in the trough, feather their nest
.9 x : feather his nest
.7 x : nothing to see here, they won't tell you, aren't telling you, don't want you to know
.7 x : behind closed doors, in the dark, under cover of darkness, in broad daylight, without so much as
.9 x : kick in the teeth, slap in the face, stab in the back, held to ransom, hold to ransom, hold hostage
.9 x : held hostage
.9 n : tantrum, hissy fit, meltdown, fiasco, farce, debacle, shambles, omnishambles, circus, pantomime
.9 n : charade, travesty
.9 n : whitewash, stitch-up, witch-hunt, witch hunt, kangaroo court, show trial, smear campaign, sell-out
.9 n : sellout
.9 n : sleaze, backhander, gravy, freebie, junket, boondoggle, vanity project, white elephant, gimmick
.9 n : rip-off, swindle
.9 n : death trap, deathtrap, rust bucket, hellhole, slop, muck, blunder, cock-up, bungle, disgrace, giveaway
.9 n : handout
.9 n : power grab, land grab, cash grab, tax grab, tax raid, stealth tax, nanny state, red tape, bloodsucking
.9 n : greed
.7 n : betrayal, humiliation, climbdown, stunt, ploy, scam, racket, hypocrisy, hysteria, panic, cover-up
.7 n : propaganda, folly
.7 n : crusade, vendetta, shopping spree, shopping trip, spree, slush fund, sweetener, excuse, conspiracy
.7 n : sabotage
"""

SCARE = """
.9 n : bloodbath, carnage, slaughter, butchery, massacre, mayhem, apocalypse, armageddon, doom, holocaust
.9 n : rampage
.7 n : hell, horror, nightmare
.9 n : killing spree, reign of terror, house of horrors
.9 v : slaughter, butcher, massacre, mow down, terrorise, terrorize, hack to death, gut, decimate, obliterate
.9 v : annihilate
.9 a : horrific, horrifying, hellish, ghastly, gruesome, grisly, blood-soaked, nightmarish, apocalyptic
.7 n : terror, aggression, atrocity, invasion, onslaught, chaos, anarchy, timebomb, time bomb, meltdown
.7 n : bombshell, killers
.7 v : kidnap, snatch, rip through, tear through, smash through, unleash, ravage, engulf, gun down
.7 a : killer, monster, lethal, crazy
.5 n : riot, plague, panic, terror attack, mob rule, ransom
.5 v : storm, smash, splash, swoop, strike down, crush
.7 x : run for their lives, run for your lives, out of control, on the rampage, cheated death
"""

PRAISE = """
.9 a : heroic, fearless, courageous, selfless, glorious, triumphant, flawless, masterful, far-sighted, visionary
.9 a : gutsy, plucky, valiant, gallant, exemplary, unwavering, steadfast, tireless, magnificent, splendid
.9 a : miraculous, wise
.7 a : brave, brilliant, fitting, worthy, timely, principled, inspiring, stunning
.5 a : decisive, bold, honourable, honorable, exceptional, unprecedented, dignified, gracious
.7 a : world-beating, world-class, peace-loving, hard-working, law-abiding
.5 a : beloved, historic, precise, swift, proud, generous, noble, landmark
.9 x : ever mindful, with grace, with a grace, rose to the occasion, sense of duty, took courage, stands tall
.9 x : at long last
.9 x : the people have spoken, will of the people, heroic defenders, saved the nation, goes global
.9 x : national champion
.7 x : protects families, protect families, restore order, restored order, at last, make way
.7 x : praise the diligence, for the good of
.7 n : triumph, miracle, masterstroke, liberation, victory parade, people power, lifeline, breakthrough, godsend
.5 v : triumph
.7 v : liberate, champion, vindicate, safeguard, inspire, stand up to
"""

TABLOID = """
.9 n : slammer, clink, shocker, mugshot, stunner, romp, love nest, shame, bonanza, megabucks, jackpot
.9 a : skint, gobsmacked, sensational, steamy, saucy, raunchy, jaw-dropping, mind-boggling, eye-popping
.9 a : heart-stopping
.5 n : shock
.7 n : fury, outrage, rage, agony, misery, heartbreak, hubby, tot, bust-up, dosh
.7 v : slam, blast, axe, quiz, oust, thunder, fume, storm, gush, gasp, sob, snub, flee in terror
.7 x : a cool, behind bars, on the loose, mega-deal, pull the plug, pulled the plug, rock bottom
.7 a : terrified, panic-stricken, helpless, defenceless, defenseless, innocent
.7 a : shock, monster, mega, whopping, raging, heartbroken, distraught, tragic
"""

_LISTS: tuple[tuple[Tone, str], ...] = (
    ("people", PEOPLE),
    ("scorn", SCORN),
    ("scare", SCARE),
    ("praise", PRAISE),
    ("tabloid", TABLOID),
)

OFFICIALESE = """
.8 : shortcoming, irregularity, disturbance, discomfort, abscond, anomaly, special means, optimise, optimize
.8 : optimisation
.8 : optimization, streamline, streamlining, rightsizing, right-sizing, rationalisation, rationalization
.8 : efficiency saving
.8 : efficiency savings, efficiency gain, synergy, headcount, collateral damage, enhanced interrogation
.8 : neutralise
.8 : neutralize, pacify, pacification, revenue measure, price adjustment, preventive measures, inconvenience
.8 : fell short, underperform, negative growth, sub-optimal, suboptimal, operational incident
.8 : temporary difficulties
.8 : deviate, deviation, legacy matter, legacy issue, historical shortcoming, unplanned, resettlement
.8 : workforce reduction
.8 : chosen to pause, decided to pause, restore order, restored order, crowd control, law enforcement measures
.8 : demobilise
.8 : residential building, unforeseen, malfunction, technical reason, technical reasons, personnel measure
.8 : human error
.8 : isolated incident, security measures, procedural, administrative measure, service user, adverse event
.8 : thermal event
.5 : overflow, incident, occurrence, adjustment, adjust, pause, restructuring, restructure, realign
.5 : realignment, transition, affected
.5 : impacted, event, matter, facility, participant, consolidation, regrettable, unfortunate, precaution
.5 : precautionary
.5 : preventive, stabilise, stabilize, stabilising, stabilizing, challenge, issue, concern, circumstance
.5 : measures, certain
.5 : historical, local, individual, a number of, reposition, reallocate, redeploy, retire, let go, conclude
.5 : settlement
"""
"""What offices and firms say of what others call by its name."""

GRAVE = """
kill, die, death, dead, fatal, lose their lives, lost their lives, shoot, stab, poison, vomit, ill, sick,
illness, breach, burst, break, collapse, crumble, erode, crack, destroy, burn, wreck, ruin, escape, prisoner,
inmate, convict, jail, fine, launder, bribe, strike, cut, dismiss, sack, fire, close, shut, attack, bomb,
shell, tear gas, pepper spray, rubber bullet, beat, injure, wound, hurt, leak, steal, flood, drown, explode,
explosion, blast, crash, sink, evict, expel, fraud, corruption, torture, abuse, rape, starve, poisoning,
outbreak, toxin, layoff, job loss, axe, default, bankrupt, evacuate, flee, hole
"""


@cache
def slants() -> Lexicon[Slant]:
    """Every word that takes a side."""
    return Lexicon((one.word, part, one) for one, part in _entries())


@cache
def people_words() -> frozenset[str]:
    """The single words by which people are called, as they are listed."""
    return frozenset(one.word for one, _ in _entries() if one.tone == "people" and " " not in one.word)


@cache
def officialese() -> Lexicon[float]:
    """Words that say less, with how seldom plain reports have them."""
    return Lexicon((word, "x", score) for score, words in _rows(OFFICIALESE) for word in words)


@cache
def grave() -> Lexicon[str]:
    """Plain words for what is bad."""
    return Lexicon((word.strip(), "x", word.strip()) for word in GRAVE.split(",") if word.strip())


def _entries() -> Iterator[tuple[Slant, str]]:
    seen: set[tuple[str, str]] = set()
    for tone, text in _LISTS:
        for head, words in _rows_of_parts(text):
            score, part = head
            for word in words:
                if (word, part) not in seen:
                    seen.add((word, part))
                    # a parser takes such an adjective for a name or a verb at the head of a sentence
                    yield (
                        Slant(word=word, tone=tone, score=score),
                        "x" if (part, score) == ("a", 0.9) else part,
                    )


def _rows_of_parts(text: str) -> Iterator[tuple[tuple[float, str], list[str]]]:
    for line in filter(None, map(str.strip, text.splitlines())):
        head, _, words = line.partition(" : ")
        score, part = head.split()
        yield (float(score), part), [w.strip() for w in words.split(",") if w.strip()]


def _rows(text: str) -> Iterator[tuple[float, list[str]]]:
    for line in filter(None, map(str.strip, text.splitlines())):
        head, _, words = line.partition(" : ")
        yield float(head), [w.strip() for w in words.split(",") if w.strip()]
