"""Pages that are no article, in several designs and languages: each was written for this measure."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks import made_second, made_third
from benchmarks.made_lists import lists
from benchmarks.made_templates import (
    MadePage,
    blog,
    data,
    headline,
    news,
    og,
    paragraphs,
    prose,
    semantic,
    soup,
    tables,
    teasers,
)

_HEADED = '<article><h3><a href="{u}">{h}</a></h3><p>{p}</p></article>'


def other_pages() -> tuple[MadePage, ...]:
    """Every page that is no article, with its kind."""
    made = (
        *lists(),
        *_walls(),
        *_errors(),
        *_live(),
        *_moving(),
        *made_second.others(),
        *made_third.others(),
    )
    return tuple(MadePage(name=n, url=f"https://made.example{u}", html=h, kind=k) for n, k, u, h in made)


_Made = Iterator[tuple[str, str, str, str]]


def _walls() -> _Made:
    form = '<form method="post"><button>Accept all</button><button>Manage options</button></form>'
    text = (
        "<p>We and our 742 partners use cookies and personal data to show you content. With your consent we may use "
        "precise location. You may refuse in our privacy settings at any time, or read the privacy policy.</p>"
    )
    yield (
        "consent wall",
        "consent",
        "/consent?to=/news/a",
        semantic("Before you continue", f"<h1>Before you continue</h1>{text}{form}"),
    )
    yield "consent wall without a title", "consent", "/news/quay", soup("Ledger", f"<div>{text}</div>{form}")
    yield (
        "consent in a dialog",
        "consent",
        "/news/quay2",
        semantic("We value your privacy", f'<dialog open class="consent">{text}{form}</dialog>'),
    )
    yield "German wall", "consent", "/zustimmung", soup(
        "Zustimmung erforderlich", "<h1>Weiter mit Werbung</h1><p>Besuchen Sie uns wie gewohnt mit Werbung und Cookies. "
        "Ihre Einwilligung gilt für uns und 214 Partner; die Zustimmung ist jederzeit im Datenschutz widerrufbar. "
        "Details zu Cookies stehen in der Datenschutzerklärung.</p><button>Zustimmen</button><a href='/pur'>Pur-Abo</a>", lang="de"
    )  # fmt: skip
    yield "French wall", "consent", "/cookies", semantic(
        "Votre vie privée", "<h1>Le respect de votre vie privée</h1><p>Avec votre consentement, nous et nos partenaires "
        "utilisons des cookies. Vous pouvez retirer votre consentement à tout moment.</p><button>Accepter</button>", lang="fr"
    )  # fmt: skip
    yield "Spanish wall", "consent", "/privacidad", soup(
        "Su privacidad", "<p>Con su consentimiento, nosotros y nuestros socios usamos cookies. Puede cambiar su "
        "consentimiento en la política de privacidad y de cookies.</p><button>Aceptar</button>", lang="es"
    )  # fmt: skip
    yield "Dutch wall", "consent", "/privacy-gate", semantic(
        "Privacy-instellingen", "<h1>Uw privacy</h1><p>Wij gebruiken cookies en vragen uw toestemming. Lees onze "
        "privacyverklaring; uw toestemming kunt u intrekken.</p><button>Akkoord</button>", lang="nl"
    )  # fmt: skip
    title = headline(4)
    yield "wall after the headline", "other", "/premium/a", semantic(title, f'<article><h1>{title}</h1><p>{prose(4, 1)}</p><div class="paywall">'
        "<h2>Subscribe to continue reading</h2><p>From 1 a week. Already a subscriber? Log in.</p></div></article>",
        news(title, isAccessibleForFree=False))  # fmt: skip
    title = headline(5, "de")
    yield "German wall for subscribers", "other", "/plus/a", soup(title, f"<h1>{title}</h1><div>Dieser Artikel ist nur für Abonnenten."
        "</div><div>Jetzt weiterlesen mit dem Digitalabo. Sie sind bereits Abonnent? Hier anmelden.</div>", og("article", title), "de")  # fmt: skip
    title = headline(6, "fr")
    yield "French wall for subscribers", "other", "/abonnes/a", semantic(title, f'<article><h1>{title}</h1><p class="chapo">{prose(6, 1, "fr")}</p>'
        "<section><p>Article réservé aux abonnés</p><p>Abonnez-vous pour lire la suite. Déjà abonné ?</p></section></article>", lang="fr")  # fmt: skip
    yield "limit reached", "other", "/news/limit", semantic("Ledger", "<h1>You have read your last free article</h1><p>Register to continue reading. "
        "Already a member? Sign in.</p>")  # fmt: skip
    yield "login", "other", "/login", semantic("Sign in", '<h1>Sign in</h1><form><input name="mail"><input type="password" name="p"><p>Forgot your '
        "password? We will send you a link by mail, if we know the address.</p><button>Sign in</button></form>")  # fmt: skip
    offers = "".join(
        f"<div><h3>Plan {k}</h3><p>{prose(k, 2)}</p><button>Choose</button></div>" for k in range(3)
    )
    yield "offers", "other", "/subscribe", semantic("Subscribe", f"<h1>Choose your plan</h1>{offers}")
    yield (
        "imprint",
        "other",
        "/impressum",
        blog("Impressum", f"<h1>Impressum</h1>{paragraphs(3, lang='de')}", lang="de"),
    )


def _errors() -> _Made:
    yield (
        "404",
        "error",
        "/news/gone",
        semantic(
            "404 - Page not found",
            "<h1>Page not found</h1><p>The page that you asked for is not here. Try the search.</p>",
        ),
    )
    yield "soft 404 with teasers", "error", "/news/gone2", semantic("Page not found", "<h1>Sorry, this page could not be found</h1><p>Perhaps these "
        "are of interest:</p>" + teasers(range(8), _HEADED, words=2), og("website", "Page not found"))  # fmt: skip
    yield "German 404", "error", "/artikel/weg", soup("Seite nicht gefunden", "<h1>Seite nicht gefunden</h1><div>Leider wurde die Seite nicht "
        "gefunden. Vielleicht hilft die Suche weiter.</div>", lang="de")  # fmt: skip
    yield "French 404", "error", "/introuvable", blog("Page introuvable", "<h1>Oups ! Page introuvable</h1><p>La page que vous cherchez n'existe pas "
        f"ou n'existe plus. {prose(2, 2, 'fr')}</p>", lang="fr")  # fmt: skip
    yield (
        "Spanish 404",
        "error",
        "/no",
        semantic("Página no encontrada", "<h1>Error 404</h1><p>Página no encontrada.</p>", lang="es"),
    )
    yield (
        "500",
        "error",
        "/news/b",
        "<html><head><title>500 Internal Server Error</title></head><body><h1>Internal Server Error</h1></body></html>",
    )
    yield (
        "challenge",
        "error",
        "/news/c",
        "<html><head><title>Just a moment...</title></head><body><h1>made.example</h1><p>Checking your browser before access. Enable JavaScript and cookies to continue.</p></body></html>",
    )
    yield (
        "captcha",
        "error",
        "/news/d",
        soup(
            "Ledger",
            "<h1>Are you a robot?</h1><p>We noticed unusual traffic. Please solve the captcha to go on.</p>",
        ),
    )
    yield (
        "access denied",
        "error",
        "/news/e",
        "<html><head><title>Access Denied</title></head><body><h1>Access Denied</h1><p>You don't have permission to access this on this server. Reference #18.2f</p></body></html>",
    )
    yield (
        "taken down",
        "error",
        "/news/f",
        semantic(
            "Article no longer available",
            "<h1>This article is no longer available</h1><p>It was removed.</p>",
            og("article", "Article no longer available"),
        ),
    )
    yield "closed to a region", "error", "/news/g", tables("451", "<h1>451: Unavailable due to legal reasons</h1><p>We recognize you are attempting to "
        "access this website from a country belonging to the European Economic Area, which enforces the General Data Protection "
        "Regulation, and therefore access cannot be granted at this time.</p>")  # fmt: skip
    yield (
        "needs a script",
        "error",
        "/news/h",
        '<html><head><title>The Post</title></head><body><div id="app"></div><noscript><p>Please enable JavaScript to view this page.</p></noscript></body></html>',
    )
    yield (
        "maintenance",
        "error",
        "/news/i",
        semantic(
            "Service unavailable", "<h1>We will be right back</h1><p>The site is being looked after.</p>"
        ),
    )


def _live() -> _Made:
    entries = "".join(
        f'<div class="entry"><time datetime="2026-03-09T1{k}:00Z">1{k}:00</time>{paragraphs(1, 2, first=k)}</div>'
        for k in range(8)
    )
    yield (
        "live blog by its data",
        "live_blog",
        "/news/quay-live",
        semantic(
            headline(1), f"<h1>{headline(1)}</h1>{entries}", data("LiveBlogPosting", headline=headline(1))
        ),
    )
    yield (
        "as it happened",
        "live_blog",
        "/news/vote",
        blog(
            "Vote on the bridge - as it happened",
            f"<h1>Vote on the bridge - as it happened</h1>{entries}",
            og("article", "Vote on the bridge - as it happened"),
        ),
    )
    ticker = "".join(
        f'<div class="liveticker-item"><span>1{k}:0{k} Uhr</span><p>{prose(k, 2, "de")}</p></div>'
        for k in range(9)
    )
    yield (
        "German ticker",
        "live_blog",
        "/politik/ticker",
        soup(
            "Liveticker zur Wahl",
            f"<h1>Liveticker zur Wahl</h1>{ticker}",
            og("article", "Liveticker zur Wahl"),
            "de",
        ),
    )
    yield (
        "French live",
        "live_blog",
        "/en-direct/vote",
        semantic(
            "EN DIRECT - Le vote",
            f"<h1>EN DIRECT - Le vote à Lunn</h1>{entries}",
            news("EN DIRECT - Le vote à Lunn"),
            "fr",
        ),
    )
    posts = "".join(
        f'<article class="live-blog-post"><h2>{headline(k)}</h2>{paragraphs(1, 2, first=k)}</article>'
        for k in range(7)
    )
    yield (
        "posts of a live blog",
        "live_blog",
        "/sport/match",
        soup("Match", f"<h1>The match, minute by minute</h1>{posts}", news("The match, minute by minute")),
    )


def _moving() -> _Made:
    player = '<div class="player"><video src="/a.mp4"></video></div>'
    yield (
        "video by og",
        "video",
        "/v/1",
        semantic(
            headline(2), f"<h1>{headline(2)}</h1>{player}<p>{prose(2, 3)}</p>", og("video.other", headline(2))
        ),
    )
    yield (
        "video by its data",
        "video",
        "/w/2",
        soup(
            headline(3),
            f"<h1>{headline(3)}</h1>{player}<p>{prose(3, 3)}</p>",
            data("VideoObject", name=headline(3)),
        ),
    )
    yield (
        "video by its address",
        "video",
        "/video/quay",
        blog(headline(4), f"<h1>{headline(4)}</h1>{player}<p>{prose(4, 3)}</p>", og("article", headline(4))),
    )
    yield (
        "German video",
        "video",
        "/mediathek/a",
        semantic(
            headline(5, "de"),
            f'<h1>{headline(5, "de")}</h1><iframe src="/embed/5"></iframe><p>{prose(5, 3, "de")}</p>',
            lang="de",
        ),
    )
    shots = "".join(
        f'<figure><img src="/{k}.jpg"><figcaption>{prose(k, 1)}</figcaption></figure>' for k in range(10)
    )
    yield (
        "gallery by its data",
        "other",
        "/g/1",
        semantic(
            "The flood in pictures",
            f"<h1>The flood in pictures</h1><p>{prose(1, 2)}</p>{shots}",
            data("ImageGallery"),
        ),
    )
    yield (
        "gallery by its address",
        "other",
        "/fotostrecke/flut",
        soup(
            "Die Flut",
            f"<h1>Die Flut in Bildern</h1><p>{prose(2, 3, 'de')}</p>{shots}",
            og("article", "Die Flut in Bildern"),
            "de",
        ),
    )
    yield (
        "gallery by its pictures",
        "other",
        "/news/g3",
        blog("The flood", f"<h1>The flood</h1><p>{prose(3, 3)}</p>{shots}"),
    )
