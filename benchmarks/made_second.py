"""A second series of pages, in designs of which extraction was not made: others, and odd articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from benchmarks.made_templates import data, headline, news, og, paragraphs, prose

Made = Iterator[tuple[str, str, str, str]]  # name, kind, path, HTML


def others() -> Made:
    """Pages that are no article."""
    yield "grid front", "list", "/", _page("Herald", _grid(range(12)))
    yield "grid section", "list", "/city", _page("City", f"<h1>City</h1>{_grid(range(10), w=2)}")
    yield (
        "grid section without a header",
        "list",
        "/en/region/north",
        _page("North", f"<h1>North</h1>{_grid(range(10), w=1)}", bare=True),
    )
    yield (
        "definition list",
        "list",
        "/digest",
        _page("Digest", f"<h1>Digest of the week</h1>{_terms(range(9))}"),
    )
    yield (
        "table of results",
        "other",
        "/sport/results",
        _page(
            "Results",
            "<h1>Results</h1><table>"
            + "".join(f"<tr><td>Lunn</td><td>{k}</td><td>Eldon</td></tr>" for k in range(30))
            + "</table>",
        ),
    )
    yield (
        "weather",
        "other",
        "/weather",
        _page(
            "Weather",
            "<h1>Weather in Lunn</h1><div>Today 12 degrees, cloudy</div><div>Tomorrow 14 degrees, rain</div>",
        ),
    )
    yield (
        "italian consent",
        "consent",
        "/x",
        _page(
            "Rispettiamo la tua privacy",
            "<h2>Rispettiamo la tua privacy</h2><p>Noi e i nostri partner archiviamo cookie e trattiamo i tuoi dati personali. Puoi dare o negare il consenso, o revocare il consenso in seguito nella privacy policy.</p><button>Accetto</button>",
            lang="it",
        ),
    )
    yield (
        "polish consent",
        "consent",
        "/y",
        _page(
            "Zanim przejdziesz dalej",
            "<p>My i nasi partnerzy przechowujemy pliki cookies i dane. Udzielenie zgody jest dobrowolne, a zgodę możesz wycofać. Polityka prywatności i cookies jest tutaj.</p><button>Zgadzam się</button>",
            lang="pl",
        ),
    )
    yield (
        "consent long",
        "consent",
        "/z",
        _page(
            "Your choices",
            "<h1>Your choices</h1>"
            + "".join(
                f"<p>Purpose {k}: we and {k + 20} partners store cookies to measure how you use our content; your consent covers this purpose and you can change it in our privacy settings.</p>"
                for k in range(9)
            )
            + "<button>Agree</button>",
        ),
    )
    yield (
        "danish wall",
        "other",
        "/d",
        _page(
            headline(1),
            f"<h1>{headline(1)}</h1><p>Denne artikel er kun for abonnenter. Log ind eller bliv abonnent for at læse videre.</p>",
            lang="da",
        ),
    )
    yield (
        "regwall",
        "other",
        "/r",
        _page(
            headline(2),
            f"<article><h1>{headline(2)}</h1><p>Create a free account to continue reading this story. Already have one? Log in.</p></article>",
            news(headline(2)),
        ),
    )
    yield (
        "italian 404",
        "error",
        "/i",
        _page(
            "Pagina non trovata", "<h1>404</h1><p>La pagina che cercavi non è stata trovata.</p>", lang="it"
        ),
    )
    yield (
        "portuguese 404",
        "error",
        "/p",
        _page(
            "Página não encontrada", f"<h2>Ops!</h2><p>Página não encontrada.</p>{_grid(range(6))}", lang="pt"
        ),
    )
    yield (
        "404 named as site",
        "error",
        "/q",
        _page(
            "Herald",
            "<h1>We can't find that page</h1><p>Perhaps it moved. Here is what others read:</p>"
            + _grid(range(6)),
        ),
    )
    yield (
        "gone",
        "error",
        "/g",
        _page(
            "Herald",
            "<h1>This page has been removed</h1><p>It may have expired or been taken off our site.</p>",
        ),
    )
    yield (
        "rate limited",
        "error",
        "/t",
        _page("429 Too Many Requests", "<h1>Too many requests</h1><p>Please wait and try again.</p>"),
    )
    yield (
        "robot check",
        "error",
        "/u",
        _page(
            "herald.example",
            "<p>Please verify you are a human. Press and hold the button. Reference ID 1a2b.</p>",
        ),
    )
    yield (
        "gdpr closed",
        "error",
        "/v",
        _page(
            "Unavailable",
            "<h1>Our European visitors are important to us.</h1><p>This site is currently unavailable to visitors from the European Economic Area while we work to ensure your data is protected in accordance with applicable EU laws.</p>",
        ),
    )
    yield (
        "live es",
        "live_blog",
        "/directo/elecciones",
        _page(
            "Elecciones en directo: última hora",
            "<h1>Elecciones en directo: última hora</h1>"
            + "".join(
                f'<div class="post"><time>1{k}:00</time>{paragraphs(1, 2, "es", k)}</div>' for k in range(8)
            ),
            og("article", "Elecciones en directo"),
            "es",
        ),
    )
    yield (
        "live updates en",
        "live_blog",
        "/world/live-news/storm",
        _page(
            "Storm: live updates",
            "<h1>Storm: live updates</h1>"
            + "".join(
                f'<div><span class="ts">1{k}.0{k}</span><h3>{headline(k)}</h3>{paragraphs(1, 2, "en", k)}</div>'
                for k in range(8)
            ),
            news("Storm: live updates"),
        ),
    )
    yield (
        "live schema list",
        "live_blog",
        "/l",
        _page(
            "Budget day",
            "<h1>Budget day</h1>" + "".join(f"{paragraphs(1, 2, 'en', k)}" for k in range(8)),
            data("LiveBlogPosting", headline="Budget day"),
            bare=True,
        ),
    )
    yield (
        "video page iframe",
        "video",
        "/news/video/storm-hits",
        _page(
            headline(3),
            f'<h1>{headline(3)}</h1><iframe src="https://player.example/3"></iframe><p>{prose(3, 2)}</p>',
            og("video.episode", headline(3)),
        ),
    )
    yield (
        "podcast episode",
        "other",
        "/podcast/ep-3",
        _page("Episode 3", f"<h1>Episode 3: the bridge</h1><audio src=a.mp3></audio><p>{prose(3, 1)}</p>"),
    )
    yield (
        "gallery og",
        "other",
        "/multimedia/galleries/flood",
        _page(
            "Flood in pictures",
            "<h1>Flood in pictures</h1>"
            + "".join(
                f"<figure><img src={k}><figcaption>{prose(k, 1)}</figcaption></figure>" for k in range(9)
            ),
            og("article", "Flood in pictures"),
        ),
    )
    yield (
        "newsletter signup",
        "other",
        "/newsletters",
        _page(
            "Newsletters",
            "<h1>Our newsletters</h1>"
            + "".join(
                f"<div><h3>Letter {k}</h3><p>{prose(k, 1)}</p><button>Sign up</button></div>"
                for k in range(5)
            ),
        ),
    )
    yield (
        "author list soup",
        "list",
        "/journalist/edda-voss",
        _page(
            "Edda Voss",
            f"<h1>Edda Voss</h1><p>Reporter for the town. {prose(2, 1)}</p>{_grid(range(9), w=1)}",
        ),
    )
    yield (
        "search site",
        "list",
        "/suche/?q=x",
        _page("Suche", f"<h1>Ihre Suche</h1>{_grid(range(9), 'de', 1)}", lang="de"),
    )
    yield (
        "tv guide",
        "other",
        "/tv",
        _page(
            "TV tonight",
            "<h1>TV tonight</h1>"
            + "".join(f"<div><b>2{k % 4}:00</b> The bridge, part {k}</div>" for k in range(20)),
        ),
    )


def articles() -> Made:
    """Articles of odd shapes."""
    yield (
        "div article grid below",
        "article",
        "/n/9",
        _page(headline(9), f'<h1>{headline(9)}</h1><div class="txt">{paragraphs(6)}</div>{_grid(range(8))}'),
    )
    yield (
        "style1 short",
        "article",
        "/n/10",
        _page(headline(10), f"<h1>{headline(10)}</h1>{paragraphs(2, 3)}", bare=True),
    )
    yield (
        "brief with grid og",
        "article",
        "/n/11",
        _page(
            headline(11),
            f"<h1>{headline(11)}</h1>{paragraphs(2, 4)}{_grid(range(8))}",
            og("article", headline(11)),
        ),
    )
    yield (
        "br in div",
        "article",
        "/n/12",
        _page(
            headline(12),
            f'<h1>{headline(12)}</h1><div class="story">{"<br/><br/>".join(prose(6 * k, 3) for k in range(5))}</div>',
        ),
    )
    yield (
        "br in div with grid",
        "article",
        "/n/13",
        _page(
            headline(13),
            f'<h1>{headline(13)}</h1><div class="story">{"<br/><br/>".join(prose(6 * k, 3) for k in range(5))}</div>{_grid(range(9), w=1)}',
        ),
    )
    yield (
        "consumer privacy law",
        "article",
        "/n/14",
        _page(
            "New privacy law passes",
            "<h1>New privacy law passes</h1><p>Parliament passed a privacy law that makes consent for cookies a duty, and lets people sue over personal data.</p><p>“We want privacy to be the default,” the minister said. “Your data is yours.”</p><p>Partners of large sites fear the law, since consent is often refused. Privacy groups welcomed it as the strictest in years, and said that cookies are only the start.</p><p>The law goes to the upper house in May, where the vote is open, and could be in force by the autumn of next year.</p>",
        ),
    )
    yield (
        "live in headline",
        "article",
        "/culture/live-at-the-quay",
        _page("Live at the quay: a review", f"<h1>Live at the quay: a review</h1>{paragraphs(5)}"),
    )
    yield (
        "sports live report past",
        "article",
        "/sport/report",
        _page(
            "Lunn win as rivals falter",
            f"<h1>Lunn win as rivals falter</h1><time>9 March</time>{paragraphs(6)}",
        ),
    )
    yield (
        "error headline",
        "article",
        "/n/15",
        _page(
            "Error 404: the history of a number",
            f"<h1>Error 404: the history of a number</h1>{paragraphs(5)}",
            news("Error 404: the history of a number"),
        ),
    )
    yield (
        "page not found book",
        "article",
        "/n/16",
        _page(
            "Page not found: a novel about the web",
            f"<h1>Page not found: a novel about the web</h1>{paragraphs(6)}",
        ),
    )
    yield (
        "opinion with subscribe",
        "article",
        "/n/17",
        _page(
            headline(17),
            f'<h1>{headline(17)}</h1>{paragraphs(5)}<div class="subscribe-box"><p>Sign up to read our newsletter.</p></div>',
        ),
    )
    yield (
        "photo story",
        "article",
        "/pictures/2026/river",
        _page(
            "A river in winter",
            "<h1>A river in winter</h1>"
            + "".join(
                f"<figure><img src={k}><figcaption>By E. Voss</figcaption></figure>{paragraphs(1, 4, 'en', 7 * k)}"
                for k in range(6)
            ),
            news("A river in winter"),
        ),
    )
    yield (
        "q path",
        "article",
        "/article?q=1&id=7",
        _page(headline(18), f"<h1>{headline(18)}</h1>{paragraphs(6)}"),
    )
    yield (
        "tag path story",
        "article",
        "/topics/bridge/why-it-closed",
        _page(headline(19), f"<h1>{headline(19)}</h1>{paragraphs(6)}{_grid(range(6))}"),
    )
    yield (
        "no h1",
        "article",
        "/n/20",
        _page(
            headline(20),
            f'<div class="head">{headline(20)}</div>{paragraphs(6)}',
            og("article", headline(20)),
        ),
    )
    yield (
        "links in text",
        "article",
        "/n/21",
        _page(
            headline(21),
            f"<h1>{headline(21)}</h1>"
            + "".join(f"<p><a href=/t/{k}>{prose(k, 1)}</a> {prose(k + 60, 2)}</p>" for k in range(6)),
        ),
    )
    yield (
        "video article",
        "article",
        "/videos/news/1",
        _page(
            headline(22),
            f"<h1>{headline(22)}</h1><video></video>{paragraphs(6)}",
            news(headline(22)) + data("VideoObject"),
        ),
    )
    yield (
        "aspx form",
        "article",
        "/default.aspx?id=4",
        f"<html><head><title>{headline(23)}</title></head><body><form id=aspnetForm><div><a href=/>Home</a></div><h1>{headline(23)}</h1><div id=ctl00>{paragraphs(5)}</div></form></body></html>",
    )
    yield (
        "text in aside layout",
        "article",
        "/n/24",
        _page(headline(24), f'<h1>{headline(24)}</h1><aside class="main">{paragraphs(5)}</aside>'),
    )
    yield (
        "text in list",
        "article",
        "/n/25",
        _page(
            headline(25),
            f"<h1>{headline(25)}</h1><ol>"
            + "".join(f"<li>{prose(5 * k, 3)}</li>" for k in range(6))
            + "</ol>",
        ),
    )


def _page(title: str, body: str, head: str = "", lang: str = "en", *, bare: bool = False) -> str:
    """A page with bars of links in div elements; or `bare`, with a main element and a foot that is a section."""
    if bare:
        return (
            f'<!DOCTYPE html><html lang={lang}><head><title>{title}</title>{head}</head><body><main role="main">'
            f'<section class="css-1abc">{body}</section></main><section class="css-foot">'
            '<h4><a href="/x">About our company and its people</a></h4></section></body></html>'
        )
    return (
        f"<!DOCTYPE html><html lang={lang}><head><title>{title} :: Herald</title>{head}</head>"
        '<body class="home page"><div class="topbar"><ul class="menu"><li><a href="/a">News</a></li>'
        '<li><a href="/b">Business and markets today</a></li></ul></div><div class="wrapper"><div class="content">'
        f'{body}</div></div><div class="bottom">Herald Group. <a href="/imprint">Imprint and contact</a></div></body></html>'
    )


def _grid(keys: Iterable[int], lang: str = "en", w: int = 0) -> str:
    """Tiles with a picture and a linked headline, and `w` sentences each."""
    return "".join(
        f'<section class="tile"><figure><a href="/n/{k}"><img src="{k}.jpg"></a></figure><span class="kicker">City</span>'
        f'<h4><a href="/n/{k}"><span>{headline(k, lang)}</span></a></h4>'
        + (f'<div class="summary">{prose(k, w, lang)}</div>' if w else "")
        + '<div class="by">By Edda Voss</div></section>'
        for k in keys
    )


def _terms(keys: Iterable[int]) -> str:
    """A list of definitions whose terms are linked headlines."""
    rows = (f'<dt><a href="/n/{k}">{headline(k)}</a></dt><dd>{prose(k, 2)}</dd>' for k in keys)
    return f"<dl>{''.join(rows)}</dl>"
