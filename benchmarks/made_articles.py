"""Articles of odd shapes, which must be taken for articles: each was written for this measure."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks import made_second, made_third
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

_ITEM = '<li><a href="{u}">{h}</a></li>'
_CARD = '<div class="t"><h3><a href="{u}">{h}</a></h3><p>{p}</p></div>'
_COOKIES = (
    "Regulators in Lunn fined a chain of shops for asking for consent to cookies in a way that left no choice. ",
    "The chain had set cookies before any consent was given, and told its 40 partners what people looked at. ",
    "Its privacy notice did not say so, the office found, and the button to refuse led to a page without one. ",
    "A spokeswoman said that the chain took privacy seriously and had changed its consent form in January. ",
    "The fine of 2.1 million is the highest so far for cookies in the country; an appeal is possible until May.",
)


def odd_articles() -> tuple[MadePage, ...]:
    """Every article, with the kind `article`."""
    later = ((name, path, html) for name, _, path, html in (*made_second.articles(), *made_third.articles()))
    made = (*_plain(), *_suspicious(), *_crowded(), *later)
    return tuple(MadePage(name=n, url=f"https://made.example{u}", html=h, kind="article") for n, u, h in made)


_Made = Iterator[tuple[str, str, str]]


def _plain() -> _Made:
    t = headline(1)
    lines = "<br><br>".join(prose(7 * k, 3) for k in range(4))
    yield "line breaks in a table", "/story.asp?id=7", tables(t, f"<h1>{t}</h1>{lines}")
    yield (
        "brief without data",
        "/news/brief",
        semantic(t, f"<article><h1>{t}</h1>{paragraphs(1, 3)}</article>"),
    )
    yield "text in div elements", "/a/soup", soup(t, f"<h1>{t}</h1>{paragraphs(8, 3, tag='div')}")
    yield (
        "one paragraph",
        "/a/one",
        blog(
            t,
            f'<article class="post"><h1>{t}</h1><div class="entry-content">{paragraphs(1, 14)}</div></article>',
        ),
    )
    yield (
        "Japanese",
        "/a/ja",
        semantic(
            headline(2, "ja"),
            f"<article><h1>{headline(2, 'ja')}</h1>{paragraphs(5, 3, 'ja')}</article>",
            lang="ja",
        ),
    )
    yield (
        "German in soup",
        "/a/de",
        soup(headline(2, "de"), f"<h1>{headline(2, 'de')}</h1>{paragraphs(5, 3, 'de')}", lang="de"),
    )
    yield (
        "Dutch with data",
        "/a/nl",
        semantic(
            headline(3, "nl"),
            f"<h1>{headline(3, 'nl')}</h1>{paragraphs(4, 2, 'nl')}",
            news(headline(3, "nl")),
            "nl",
        ),
    )
    yield (
        "address at the root",
        "/?p=1234",
        blog(t, f"<h1>{t}</h1>{paragraphs(5, first=3)}", og("article", t)),
    )
    items = "".join(f"<li>{prose(3 * k, 2)}</li>" for k in range(7))
    yield (
        "points",
        "/a/points",
        semantic(t, f"<article><h1>{t}</h1>{paragraphs(1, 2)}<ul>{items}</ul></article>", news(t)),
    )
    talk = "".join(
        f"<p><strong>What did you see at pier {k}?</strong></p><p>{prose(4 * k, 3)}</p>" for k in range(6)
    )
    yield (
        "questions and answers",
        "/a/talk",
        soup("The engineer of Lunn", f"<h1>The engineer of Lunn</h1>{talk}"),
    )
    ten = "".join(f"<h2>{k}. {headline(k)}</h2><p>{prose(6 * k, 3)}</p>" for k in range(1, 9))
    yield (
        "ten things",
        "/a/ten",
        blog("Eight bridges that closed", f"<h1>Eight bridges that closed</h1>{ten}"),
    )


def _suspicious() -> _Made:
    t = "Shops fined for cookies without consent"
    yield (
        "on cookies",
        "/a/cookies",
        semantic(t, f"<article><h1>{t}</h1>{''.join(f'<p>{c}</p>' for c in _COOKIES)}</article>"),
    )
    for k, t in enumerate(
        (
            "404 homes without power after storm",
            "Error in ballot count delays result",
            "Privacy in the town hall: a history",
        )
    ):
        yield t, f"/a/suspicious-{k}", blog(t, f"<article><h1>{t}</h1>{paragraphs(4, 3, first=k)}</article>")
    t = "Live music returns to the quay"
    yield (
        "in a section called live",
        "/live/music-returns",
        semantic(
            t,
            f'<article><h1>{t}</h1><time datetime="2026-03-09">9 March</time>{paragraphs(6)}</article>',
            news(t),
        ),
    )
    t = headline(8)
    yield (
        "with a video",
        "/video/long-read",
        soup(
            t,
            f'<h1>{t}</h1><video src="/a.mp4"></video>{paragraphs(7)}',
            og("video.other", t) + data("VideoObject", name=t),
        ),
    )
    yield "named for a wall", "/a/paywalls", semantic("Paper asks its readers to pay", '<article class="paywall-free"><h1>Paper asks its readers to pay</h1>'
        f'{paragraphs(5)}<p>Readers will be asked to subscribe to continue, the paper said.</p></article>')  # fmt: skip
    yield "beginning before a wall", "/premium/b", semantic(t, f'<article><h1>{t}</h1>{paragraphs(2, 3)}<div class="paywall"><p>Subscribe to continue '
        "reading</p></div></article>", news(t, isAccessibleForFree=False))  # fmt: skip
    yield (
        "under a category",
        "/category/politics/bridge-closes",
        blog(t, f"<article><h1>{t}</h1>{paragraphs(6)}</article>"),
    )
    yield (
        "with a login in the page",
        "/a/login-box",
        soup(t, f'<h1>{t}</h1>{paragraphs(5)}<form><input type="password"><button>Log in</button></form>'),
    )
    shots = "".join(
        f'<figure><img src="/{k}.jpg"><figcaption>{prose(k, 1)}</figcaption></figure>{paragraphs(1, 4, first=9 * k)}'
        for k in range(8)
    )
    yield (
        "essay with photographs",
        "/a/essay",
        semantic(
            "A winter on the river",
            f"<article><h1>A winter on the river</h1>{shots}</article>",
            og("article", "A winter on the river"),
        ),
    )
    yield "on a page that was not found", "/a/lost-page", semantic("Lost page of the town's charter is found", "<article><h1>Lost page of the town's charter is "
        f"found</h1>{paragraphs(3)}</article>")  # fmt: skip


def _crowded() -> _Made:
    t = headline(9)
    yield (
        "brief above many links",
        "/a/brief-links",
        semantic(t, f"<article><h1>{t}</h1>{paragraphs(1, 5)}</article><ul>{teasers(range(12), _ITEM)}</ul>"),
    )
    yield (
        "above many teasers",
        "/a/teasers",
        soup(t, f"<h1>{t}</h1>{paragraphs(5)}{teasers(range(10), _CARD, words=2)}"),
    )
    yield (
        "between teasers",
        "/a/between",
        blog(
            t,
            f"{teasers(range(3), _CARD)}<h1>{t}</h1>{paragraphs(6)}{teasers(range(8), _CARD)}",
            og("article", t),
        ),
    )
    parts = "".join(
        f'{paragraphs(2, 3, first=11 * k)}<h3><a href="/r/{k}">{headline(k)}</a></h3>' for k in range(6)
    )
    yield "parted by links", "/a/parted", semantic(t, f"<article><h1>{t}</h1>{parts}</article>", news(t))
    remarks = "".join(
        f'<li class="comment"><time datetime="2026-03-09T1{k % 10}:00Z">9 March</time><p>{prose(90 + k, 2)}</p></li>'
        for k in range(20)
    )
    yield (
        "with remarks of readers",
        "/a/remarks",
        blog(
            t,
            f'<article><h1>{t}</h1>{paragraphs(5)}</article><ol class="comment-list">{remarks}</ol>',
            og("article", t),
        ),
    )
    yield (
        "headline that is a link",
        "/a/linked",
        semantic(t, f'<article><h1><a href="/a/linked">{t}</a></h1>{paragraphs(5)}</article>'),
    )
    times = "".join(
        f'<div><time datetime="2026-03-09T0{k}:00Z">0{k}:00</time> <a href="/n/{k}">{headline(k)}</a></div>'
        for k in range(9)
    )
    yield (
        "beside the latest news",
        "/a/latest",
        soup(t, f'<h1>{t}</h1>{paragraphs(6)}<div class="latest">{times}</div>', og("article", t)),
    )
