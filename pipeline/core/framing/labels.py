"""Words for people, groups and events that differ in charge though they may name the same thing.

Own writing. Single words are nouns; verbs are written with `to`. A class is named after what it names (its
target), in plain words; `hostile` words blame or frighten, `favourable` ones praise or soften.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Charge = Literal["neutral", "hostile", "favourable"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelClass:
    """The words by which one kind of person, group or event is called."""

    target: str
    neutral: str
    hostile: str = ""
    favourable: str = ""
    loose: bool = False  # its words have other senses too: they must stand in one place of the two sentences

    def words(self) -> list[tuple[str, str, Charge]]:
        """(word, part of speech, charge) of every word of the class."""
        sides: tuple[tuple[Charge, str], ...] = (
            ("neutral", self.neutral),
            ("hostile", self.hostile),
            ("favourable", self.favourable),
        )
        return [
            (word.removeprefix("to "), "v" if word.startswith("to ") else "n", charge)
            for charge, words in sides
            for word in (" ".join(w.split()) for w in words.split(","))
            if word
        ]


LABELS: tuple[LabelClass, ...] = (
    # people
    LabelClass(
        target="armed group",
        neutral="""fighter, fighters, militant, gunman, gunmen, insurgent, rebel, guerrilla, combatant,
            militia,
            militiaman, armed group, armed men, militant group, attacker, separatist, paramilitary,
            rebel group""",
        hostile="""terrorist, terror group, terrorist group, terrorist organisation,
            terrorist organization, jihadist,
            jihadist group, extremist, fanatic, bandit, death squad, terror cell, terror gang, zealot,
            butcher""",
        favourable="""freedom fighter, resistance fighter, liberator, patriot, volunteer, defender,
            resistance, martyr""",
    ),
    LabelClass(
        target="protesters",
        neutral="""protester, protestor, demonstrator, marcher, participant, striker, picket, activist,
            campaigner""",
        hostile="""mob, rioter, agitator, rabble, hooligan, troublemaker, looter, vandal, horde, thug,
            anarchist,
            rabble-rouser, provocateur, hoodlum""",
        favourable="freedom marcher, peaceful protester, people power",
    ),
    LabelClass(
        target="migrants",
        neutral="""migrant, asylum seeker, asylum-seeker, refugee, newcomer, undocumented immigrant,
            immigrant,
            undocumented migrant, undocumented worker""",
        hostile="""illegal immigrant, illegal alien, illegal migrant, illegals, invader, alien,
            bogus asylum seeker,
            economic migrant""",
        favourable="dreamer",
    ),
    LabelClass(
        target="company heads",
        loose=True,
        neutral="""executive, manager, management, chief executive, owner, director, businessman""",
        hostile="fat cat, fat-cat, tycoon, oligarch, robber baron, profiteer, slumlord",
        favourable="wealth creator, job creator, captain of industry, philanthropist, visionary",
    ),
    LabelClass(
        target="rulers",
        loose=True,
        neutral="president, prime minister, leader, head of state, ruler",
        hostile="strongman, dictator, tyrant, despot, autocrat, warlord, demagogue",
        favourable="statesman, father of the nation, elder statesman",
    ),
    LabelClass(
        target="government",
        neutral="government, administration, authorities, cabinet",
        hostile="regime, junta, dictatorship, puppet government, deep state",
    ),
    LabelClass(
        target="officials",
        neutral="official, civil servant, public servant, staff",
        hostile="bureaucrat, apparatchik, pen-pusher, mandarin, jobsworth, stooge",
    ),
    LabelClass(
        target="supporters",
        neutral="supporter, backer, ally, adviser, aide, associate",
        hostile="""crony, henchman, henchmen, acolyte, lackey, apologist, cheerleader, sycophant,
            minion, disciple""",
        favourable="loyalist",
    ),
    LabelClass(
        target="opponents",
        loose=True,
        neutral="critic, opponent, sceptic, skeptic, dissenter",
        hostile="denier, hater, naysayer, enemy of the people, traitor, saboteur",
        favourable="dissident",
    ),
    LabelClass(
        target="people who disclose",
        loose=True,
        neutral="source, informant, former employee",
        hostile="leaker, snitch, turncoat",
        favourable="whistle-blower, whistleblower",
    ),
    LabelClass(
        target="people held",
        loose=True,
        neutral="detainee, prisoner, captive, inmate",
        hostile="criminal, convict, thug",
        favourable="political prisoner, hostage",
    ),
    LabelClass(
        target="hackers",
        loose=True,
        neutral="hacker, intruder, attacker, group",
        hostile="cyberterrorist, cyber-terrorist, cyber gang",
        favourable="hacktivist",
    ),
    LabelClass(
        target="views on abortion",
        neutral="anti-abortion, abortion-rights, abortion opponent, abortion rights supporter",
        hostile="pro-abortion, anti-choice, baby killer, forced-birth",
        favourable="pro-life, pro-choice",
    ),
    LabelClass(
        target="people without homes",
        neutral="homeless people, people without homes, rough sleeper",
        hostile="vagrant, tramp, bum, derelict",
    ),
    # events
    LabelClass(
        target="protest",
        loose=True,
        neutral="protest, demonstration, march, rally, gathering, sit-in, walkout, strike",
        hostile="riot, rampage, mayhem, anarchy, lawlessness, insurrection",
        favourable="uprising, revolution, day of action",
    ),
    LabelClass(
        target="clash",
        loose=True,
        neutral="clash, scuffle, confrontation, incident, altercation, disturbance",
        hostile="pitched battle, street war, orgy of violence, war zone, bloody battle",
    ),
    LabelClass(
        target="killings",
        loose=True,
        neutral="killing, death, shooting, attack, deaths",
        hostile="massacre, slaughter, atrocity, carnage, bloodbath, butchery, execution, genocide, murder",
        favourable="neutralisation, neutralization, collateral damage, liquidation",
    ),
    LabelClass(
        target="war",
        loose=True,
        neutral="war, conflict, fighting, offensive, military campaign",
        hostile="invasion, aggression, war of aggression, onslaught",
        favourable="""special operation, special military operation, peacekeeping operation,
            liberation, intervention""",
    ),
    LabelClass(
        target="use of force by police",
        neutral="tear gas, rubber bullet, baton, water cannon, force",
        hostile="brutality, police brutality, beating",
        favourable="crowd control measures, crowd-control measures, law enforcement measures",
    ),
    LabelClass(
        target="arrivals",
        loose=True,
        neutral="arrival, increase, number, migration",
        hostile="invasion, flood, swarm, influx, tide, deluge, horde",
    ),
    # money and work
    LabelClass(
        target="spending cuts",
        loose=True,
        neutral="cut, reduction, saving, spending cut, budget cut, savings, to cut, to reduce, to save",
        hostile="savage cut, slash-and-burn, austerity, assault on services, to strip",
        favourable="""efficiency saving, efficiency savings, efficiency gain, streamlining, belt-tightening,
            consolidation, reform""",
    ),
    LabelClass(
        target="job cuts",
        loose=True,
        neutral="""job cut, job loss, layoff, lay-off, redundancy, redundancies, cut,
            reduction, dismissal""",
        hostile="bloodbath, cull, to destroy, the chop",
        favourable="""to streamline, streamlining, rightsizing, right-sizing, restructuring,
            rationalisation, synergy, synergies""",
    ),
    LabelClass(
        target="tax",
        loose=True,
        neutral="tax, levy, tax rise, tax increase, duty, charge",
        hostile="tax grab, tax raid, stealth tax, death tax, tax bombshell, cash grab",
        favourable="revenue measure, fair contribution",
    ),
    LabelClass(
        target="purchase of a company",
        loose=True,
        neutral="takeover, acquisition, purchase, merger, offer, bid, proposal, deal",
        hostile="""hostile bid, hostile takeover, corporate raid, raid, asset-stripping,
            land grab""",
        favourable="merger of equals, rescue, white knight",
    ),
    LabelClass(
        target="plan",
        loose=True,
        neutral="plan, proposal, bill, measure, programme, program, amendment",
        hostile="plot, ploy, gimmick, power grab, conspiracy",
        favourable="reform, modernisation, modernization, rescue plan",
    ),
    LabelClass(
        target="aid",
        loose=True,
        neutral="aid, support, assistance, loan, subsidy",
        hostile="handout, hand-out, bailout, bail-out, giveaway, freebie",
        favourable="lifeline, rescue package",
    ),
    LabelClass(
        target="benefits",
        loose=True,
        neutral="welfare, benefit, benefit recipient, claimant",
        hostile="scrounger, freeloader, benefits cheat, sponger, welfare queen",
    ),
    # substances and dangers
    LabelClass(
        target="medicine",
        loose=True,
        neutral="drug, pill, medicine, treatment, vaccine",
        hostile="poison, quack remedy",
        favourable="wonder drug, miracle drug, miracle cure, cure, magic bullet",
    ),
    LabelClass(
        target="interrogation",
        loose=True,
        neutral="interrogation, questioning",
        hostile="torture",
        favourable="enhanced interrogation, robust questioning",
    ),
    LabelClass(
        target="barrier",
        loose=True,
        neutral="barrier, fence",
        hostile="apartheid wall",
        favourable="security fence, security barrier",
    ),
)
