"""Site designs and invented prose of which pages are made whose kind is known."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

_PLACES = "Dunmere Corvane Eldon Fallby Garrow Hollin Istra Jarlsund Kestrel Lunn Marrow Norrby".split()
_SENTENCES = {
    "en": (
        "The council of {p} voted by {n} to {m} on Tuesday to close the old bridge until the spring.",
        "About {n} people who live beyond the river at {p} will have to use the ferry in the meantime.",
        "Engineers found a crack in the third pier, {m} centimetres long, when the water fell in autumn.",
        "The mayor of {p} said that nobody had been in danger, and that the repair would cost {n} million.",
        "Shopkeepers in the lower town of {p} fear that {m} of them may have to close before it is done.",
    ),
    "de": (
        "Der Rat von {p} beschloss am Dienstag mit {n} zu {m} Stimmen, die alte Brücke bis zum Frühjahr zu sperren.",
        "Rund {n} Menschen, die in {p} jenseits des Flusses wohnen, müssen bis dahin die Fähre nehmen.",
        "Ingenieure fanden im dritten Pfeiler einen Riss von {m} Zentimetern, als das Wasser im Herbst fiel.",
        "Die Bürgermeisterin von {p} sagte, niemand sei in Gefahr gewesen, die Arbeiten kosteten {n} Millionen.",
    ),
    "fr": (
        "Le conseil de {p} a voté mardi, par {n} voix contre {m}, la fermeture du vieux pont jusqu'au printemps.",
        "Environ {n} habitants de {p} qui vivent au-delà du fleuve devront prendre le bac en attendant.",
        "Des ingénieurs ont trouvé une fissure de {m} centimètres dans la troisième pile à l'automne.",
        "Le maire de {p} a dit que personne n'avait été en danger et que les travaux coûteraient {n} millions.",
    ),
    "es": (
        "El consejo de {p} votó el martes, por {n} a {m}, cerrar el puente viejo hasta la primavera.",
        "Unas {n} personas que viven en {p} al otro lado del río tendrán que tomar el transbordador.",
        "Los ingenieros hallaron una grieta de {m} centímetros en el tercer pilar cuando bajó el agua.",
    ),
    "nl": (
        "De raad van {p} stemde dinsdag met {n} tegen {m} voor sluiting van de oude brug tot het voorjaar.",
        "Ongeveer {n} mensen die in {p} aan de overkant wonen, moeten zolang de veerpont nemen.",
    ),
    "ja": (
        "{p}市議会は火曜日、古い橋を春まで閉鎖することを{n}対{m}で可決した。",
        "川の向こうに住むおよそ{n}人の住民は、それまで渡し船を使わなければならない。",
        "技術者たちは秋に水位が下がったとき、三番目の橋脚に長さ{m}センチの亀裂を見つけた。",
    ),
}
_HEADLINES = {
    "en": "{p} closes its old bridge for {n} weeks",
    "de": "{p} sperrt die alte Brücke für {n} Wochen",
    "fr": "{p} ferme son vieux pont pour {n} semaines",
    "es": "{p} cierra el puente viejo durante {n} semanas",
    "nl": "{p} sluit de oude brug voor {n} weken",
    "ja": "{p}市、古い橋を{n}週間閉鎖へ",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MadePage:
    """A page that was made, with its kind: one of those that extraction tells."""

    name: str
    url: str
    html: str
    kind: str


def headline(k: int, lang: str = "en") -> str:
    """The k-th invented headline."""
    return _HEADLINES[lang].format(p=_PLACES[k % len(_PLACES)], n=3 + k)


def prose(k: int, sentences: int, lang: str = "en") -> str:
    """A paragraph of so many sentences; no two of different k are alike."""
    told = _SENTENCES[lang]
    return ("" if lang == "ja" else " ").join(
        told[(k + i) % len(told)].format(p=_PLACES[(k + i) % len(_PLACES)], n=12 + 7 * k + i, m=3 + k + i)
        for i in range(sentences)
    )


def paragraphs(count: int, sentences: int = 3, lang: str = "en", first: int = 0, tag: str = "p") -> str:
    """Paragraphs of an article."""
    return "".join(f"<{tag}>{prose(first + 5 * i, sentences, lang)}</{tag}>\n" for i in range(count))


def data(kind: str, **more: object) -> str:
    """A JSON-LD element."""
    content = {"@context": "https://schema.org", "@type": kind, **more}
    return f'<script type="application/ld+json">{json.dumps(content, ensure_ascii=False)}</script>'


def news(title: str, **more: object) -> str:
    """The JSON-LD of an article."""
    return data("NewsArticle", headline=title, datePublished="2026-03-09T10:00:00Z", **more)


def og(kind: str, title: str) -> str:
    """Open Graph elements."""
    return f'<meta property="og:type" content="{kind}"><meta property="og:title" content="{title}">'


def semantic(title: str, body: str, head: str = "", lang: str = "en") -> str:
    """A page in the elements that HTML has for it, with a banner on cookies."""
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{title} | The Post</title>{head}</head>'
        '<body><header><a href="/">The Post</a><nav><ul><li><a href="/politics">Politics</a></li>'
        '<li><a href="/sport">Sport</a></li><li><a href="/weather">Weather</a></li></ul></nav></header>'
        f'<main>{body}</main><div class="cookie-banner"><p>We and our partners use cookies. Read our privacy policy.</p>'
        "<button>Accept all</button></div><footer><p>© 2026 The Post. All rights reserved by its publisher.</p>"
        '<a href="/privacy">Privacy</a></footer></body></html>'
    )


def soup(title: str, body: str, head: str = "", lang: str = "en") -> str:
    """A page of div elements with the names that a build tool makes, and a margin of links."""
    side = "".join(f'<div class="x9"><a href="/s/{k}">{headline(k, lang)}</a></div>' for k in range(40, 46))
    return (
        f'<html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>{head}</head><body><div id="root">'
        '<div class="a1"><div class="b2"><a href="/">Ledger</a><a href="/world">World</a></div></div>'
        f'<div class="c3"><div class="d4">{body}</div><div class="e5 sidebar">{side}</div></div>'
        '<div class="f6 footer">Ledger Media 2026 <a href="/terms">Terms</a></div></div></body></html>'
    )


def tables(title: str, body: str, head: str = "", lang: str = "en") -> str:
    """A page of the nineties, laid out in tables."""
    return (
        f'<html lang="{lang}"><head><meta charset="utf-8"><title>{title} - Courier</title>{head}</head>'
        '<body bgcolor="#fff"><table width="900"><tr><td colspan="2"><a href="/">Courier</a></td></tr><tr>'
        '<td width="150"><a href="/home">Home</a><br><a href="/local">Local</a><br><a href="/sport">Sport</a></td>'
        f'<td>{body}</td></tr><tr><td colspan="2">Courier 2026</td></tr></table></body></html>'
    )


def blog(title: str, body: str, head: str = "", lang: str = "en") -> str:
    """A page of a common publishing system, with widgets."""
    recent = "".join(f'<li><a href="/r/{k}/">{headline(k, lang)}</a></li>' for k in range(50, 55))
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{title} – Argus</title>{head}</head>'
        '<body class="single"><div id="page" class="site"><header class="site-header"><a href="/">Argus</a></header>'
        f'<div id="content" class="site-content"><div id="primary" class="content-area">{body}</div>'
        f'<aside class="widget-area"><section class="widget"><h2>Recent</h2><ul>{recent}</ul></section></aside></div>'
        '<footer class="site-footer">Argus runs on trust</footer></div></body></html>'
    )


def teasers(keys: Sequence[int], form: str, lang: str = "en", words: int = 1) -> str:
    """Links to articles with a heading and, for `words` > 0, so many sentences each; `form` has {u}, {h} and {p}."""
    return "".join(
        form.format(u=f"/2026/03/{k % 28 + 1:02}/story-{k}", h=headline(k, lang), p=prose(k, words, lang))
        for k in keys
    )
