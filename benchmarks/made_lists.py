"""Lists of articles in several designs and languages: front pages, sections, searches, archives."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.made_templates import blog, data, og, prose, semantic, soup, tables, teasers

_HEADED = '<article><h3><a href="{u}">{h}</a></h3><p>{p}</p></article>'
_INSIDE = '<a href="{u}" class="card"><h2>{h}</h2><p>{p}</p></a>'
_SOUP = '<div class="k1"><div class="k2"><a href="{u}">{h}</a></div><div class="k3">{p}</div></div>'
_ITEM = '<li><a href="{u}">{h}</a> <time datetime="2026-03-09">9 March</time></li>'
_ROW = '<p><b><a href="{u}">{h}</a></b><br>{p}</p>'


def lists() -> Iterator[tuple[str, str, str, str]]:
    """Name, kind, path and HTML of each."""
    yield "front page", "list", "/", semantic("News", teasers(range(14), _HEADED))
    yield (
        "section front",
        "list",
        "/world",
        semantic("World", "<h1>World</h1>" + teasers(range(9), _HEADED, words=2)),
    )
    yield (
        "section of cards",
        "list",
        "/business",
        semantic("Business", "<h1>Business</h1>" + teasers(range(12), _INSIDE)),
    )
    yield (
        "section in div soup",
        "list",
        "/economy",
        soup("Economy", "<h1>Economy</h1>" + teasers(range(10), _SOUP, words=2)),
    )
    posts = '<article class="post"><header><h2 class="entry-title"><a href="{u}">{h}</a></h2></header>'
    posts += '<div class="entry-content"><p>{p}</p><p><a href="{u}">Read more</a></p></div></article>'
    yield "blog index", "list", "/blog/", blog("Blog", teasers(range(8), posts, words=4))
    yield "category as og article", "list", "/category/town/", blog(
        "Town", "<h1>Category: Town</h1>" + teasers(range(8), posts, words=2), og("article", "Town Archives")
    )  # fmt: skip
    yield (
        "tag page",
        "list",
        "/tag/bridges",
        semantic("Bridges", "<h1>Bridges</h1>" + teasers(range(7), _HEADED)),
    )
    bio = f"<h1>Edda Voss</h1><p>Edda Voss has written on towns and rivers since 2009. {prose(3, 2)}</p>"
    yield (
        "author page",
        "list",
        "/author/edda-voss",
        semantic("Edda Voss", bio + teasers(range(8), _HEADED), data("ProfilePage")),
    )
    found = "<h1>Results for bridge</h1>" + teasers(range(10), _SOUP, words=1)
    yield "search results", "list", "/search?q=bridge", soup("Results for bridge", found)
    yield (
        "search in tables",
        "list",
        "/find.php?query=bridge",
        tables("Search", "<h1>Search</h1>" + teasers(range(10), _ROW)),
    )
    yield (
        "archive of links",
        "list",
        "/archive/2026/03",
        tables("March 2026", f"<h1>March 2026</h1><ul>{teasers(range(30), _ITEM)}</ul>"),
    )
    yield (
        "German section",
        "list",
        "/politik",
        semantic("Politik", "<h1>Politik</h1>" + teasers(range(9), _HEADED, "de", 2), lang="de"),
    )
    yield (
        "French front",
        "list",
        "/a-la-une",
        soup("À la une", "<h1>À la une</h1>" + teasers(range(9), _SOUP, "fr", 2), lang="fr"),
    )
    yield (
        "Japanese list",
        "list",
        "/news/list",
        semantic(
            "ニュース一覧", "<h1>ニュース一覧</h1><ul>" + teasers(range(15), _ITEM, "ja") + "</ul>", lang="ja"
        ),
    )
    intro = f"<h1>The bridge of Lunn</h1><p>{prose(1, 4)}</p>"
    yield "topic with introduction", "list", "/topic/bridge-of-lunn", semantic(
        "The bridge of Lunn", intro + teasers(range(9), _HEADED), data("CollectionPage", name="The bridge of Lunn")
    )  # fmt: skip
    yield (
        "most read",
        "list",
        "/most-read",
        soup("Most read", f"<h1>Most read</h1><ol>{teasers(range(20), _ITEM)}</ol>"),
    )
    yield "front page with a file name", "list", "/index.html", tables("Courier", teasers(range(16), _ROW))
    yield (
        "podcasts",
        "list",
        "/podcasts",
        semantic("Podcasts", "<h1>Podcasts</h1>" + teasers(range(8), _INSIDE, words=2)),
    )
    few = "<h1>Local</h1>" + teasers(range(3), _HEADED, words=1)
    yield "section of three", "list", "/local", semantic("Local", few)
    times = '<li><time datetime="2026-03-09">9 Mar 10:00</time> <a href="{u}">{h}</a></li>'
    yield (
        "links behind times",
        "list",
        "/wire",
        semantic("Wire", f"<h1>Wire</h1><ul>{teasers(range(6), times)}</ul>"),
    )
