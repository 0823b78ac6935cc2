"""Each rule of extraction on a page that was written for it: what goes, and that its likeness stays."""

from datetime import UTC, datetime

import pytest

from pipeline.adapters.extraction import extract_page

NOW = datetime(2026, 3, 10, 18, tzinfo=UTC)
URL = "http://dunmere.test/news/quay"
ONE = (
    "The western quay of Dunmere will be closed to lorries from Thursday, the harbour office said, because the wall "
    "beneath it has moved by four centimetres since the autumn and nobody can say whether it will hold the winter."
)
TWO = (
    "Fishing boats may still land there. The ferry to the islands leaves from the customs pier until further notice, "
    "ten minutes later than the timetable says, and carries no vehicles that weigh more than two tonnes."
)
THREE = (
    "A diver will look at the foundations next week. The office expects to know by the end of the month whether the "
    "wall can be saved, what that would cost, and which of the three towns would have to pay the larger part."
)
BODY = [ONE, TWO, THREE]


def read(body, head="", lead="<h1>Quay closed to lorries</h1>", url=URL, **known):
    markup = (
        f"<html><head><meta charset=utf-8>{head}</head><body><header><nav><a href=/>Post</a></nav></header>"
        f"<main><article>{lead}{body}</article></main><footer><p>Dunmere Post, all rights reserved.</p></footer></body></html>"
    )
    return extract_page(markup.encode(), url, NOW, **known)


def among(extra, *, before="", after=""):
    return f"{before}<p>{ONE}</p>{extra}<p>{TWO}</p><p>{THREE}</p>{after}"


@pytest.mark.parametrize(
    "extra",
    [
        "<h2>What happens next</h2>",
        "<figure><img src=a.jpg><figcaption>The quay on Monday. Photo: E. Voss</figcaption></figure>",
        '<div class="image-caption">The quay as it stood on Monday, seen from the pier.</div>',
        '<p><a href="/b">Ferry company asks the towns for more money than last year</a></p>',
        '<p>Read more: <a href="/b">Ferry company asks for money</a></p>',
        '<p><strong>Lesen Sie auch: Die Fähre fährt wieder</strong></p>',
        '<ul><li><a href="/b">Ferry company asks for money</a></li><li><a href="/c">A bridge for Lunn</a></li></ul>',
        '<div class="related-articles"><p>The ferry company asks for more money, and the towns refuse it again.</p></div>',
        '<div class="newsletterSignup"><p>Get the best of the harbour in your mail every morning, without a fee.</p></div>',
        '<aside><p>The harbour was built in 1871, of granite from the islands, by four hundred people.</p></aside>',
        '<blockquote class="twitter-tweet"><p>The quay is closed. Use the pier.</p>— Harbour (@harbour)</blockquote>',
        '<div class="mol-post-card"><p>How the wall was built, and why nobody looked after it for a century.</p></div>',
        '<p class="crosshead">A wall that moves</p>',
        '<p style="display:none">This sentence is for machines that count words and for nobody else at all.</p>',
        '<p class="sr-only">Skip to what comes after this and listen to the next of the paragraphs here.</p>',
        '<p>An dieser Stelle finden Sie einen externen Inhalt von Videodienst. Mit Ihrer Erlaubnis wird er gezeigt.</p>',
        '<div class="author-bio"><p>Edda Voss writes on harbours and has lived in Dunmere since she was born.</p></div>',
        '<blockquote class="join-us"><a href="/members/join">Become a member</a></blockquote>',
        "<dl><dt>isSubscriber</dt><dd>false</dd></dl>",
        "<table><tr><td>Depth</td><td>4 m</td></tr></table>",
        f"<p>{ONE}</p>",
    ],
)  # fmt: skip
def test_what_is_no_sentence_of_the_article_goes(extra):
    assert read(among(extra)).text.split("\n\n") == BODY


@pytest.mark.parametrize(
    "kept",
    [
        '<p class="story-text adventures shareholders">“We saw it coming,” said Jonas Brask, who mends nets beside the wall.</p>',
        '<blockquote><p>“We saw it coming,” said Jonas Brask, who mends nets beside the wall every day.</p></blockquote>',
        "<p><strong>The office said that it would pay for every lorry that has to turn around.</strong></p>",
        "<p>Lorries that weigh more than two tonnes, so the office, may turn at the <a href=/b>customs pier</a>.</p>",
        '<p>The <a class="tag-link" href="/t">harbour office</a> has <span class="highlight-quote">no plan</span> for it yet.</p>',
        "<ul><li>Lorries are sent to the customs pier.</li><li>The ferry leaves ten minutes later.</li></ul>",
        '<p>“Published figures are old,” the office said.</p>',
        "<p>By Thursday the water had gone.</p>",
    ],
)  # fmt: skip
def test_its_likeness_stays(kept):
    found = read(among(kept)).text
    assert all(paragraph in found for paragraph in BODY)
    assert len(found.split()) > len(" ".join(BODY).split())


def test_no_name_takes_out_the_article_itself():
    body = "".join(f"<p>{p}</p>" for p in BODY)
    for name in ("content related sidebar", "newsletter-article", "share-wrapper", "embed gallery"):
        assert read(f'<div class="{name}">{body}</div>').text.split("\n\n") == BODY


def test_a_text_that_is_split_over_containers_of_one_name_is_whole():
    parts = "".join(f'<div class="row"><div class="body articleBody"><p>{p}</p></div></div>' for p in BODY)
    assert read(parts).text.split("\n\n") == BODY


def test_the_text_of_another_article_below_is_none_of_this():
    other = '<article><h1>Ferry late</h1><div class="articleBody"><p>Another story stands below, of a ferry that came late.</p></div></article>'
    body = f'<div class="articleBody">{"".join(f"<p>{p}</p>" for p in BODY)}</div></article>{other}<article>'
    assert "Another story" not in read(body).text


def test_lines_that_the_pages_own_text_has_not_go():
    stated = " ".join(BODY)
    head = f'<script type="application/ld+json">{{"@type":"NewsArticle","headline":"Quay closed to lorries","articleBody":"{stated}"}}</script>'
    assert read(among("<p>Do you know more? Write to the desk.</p>"), head).text.split("\n\n") == BODY


def test_an_outlets_own_selectors_take_and_drop():
    odd = '<div class="odd"><p>Write to the desk if you know more of this.</p></div>'
    assert "Write to the desk" in read(among(odd)).text
    assert read(among(odd), drop=(".odd",)).text.split("\n\n") == BODY
    assert read(among(odd), take=("div.odd",)).text == "Write to the desk if you know more of this."
    assert read(among(odd), take=("div.no-such",), drop=("div.odd",)).text.split("\n\n") == BODY


@pytest.mark.parametrize(
    ("head", "lead", "title"),
    [
        # two of the page's statements agree against the h1
        ('<meta property="og:title" content="Dunmere: Quay closed"><script type="application/ld+json">{"@type":"NewsArticle","headline":"Dunmere: Quay closed"}</script>',
         "<h1>Quay closed</h1>", "Dunmere: Quay closed"),
        # the h1 and the data agree against what is written for social networks
        ('<meta property="og:title" content="You will not believe this quay"><script type="application/ld+json">{"@type":"NewsArticle","headline":"Quay closed to lorries"}</script>',
         "<h1>Quay closed to lorries</h1>", "Quay closed to lorries"),
        ('<meta property="og:title" content="Quay closed to lorries">', "<h1>Harbour: Quay closed to lorries</h1>", "Quay closed to lorries"),
        ('<meta property="og:site_name" content="Dunmere Post"><meta property="og:title" content="Quay closed | Dunmere Post">', "", "Quay closed"),
        ("<title>Quay closed - Harbour - Dunmere Post</title>", "<h1>Quay closed</h1>", "Quay closed"),
        ("<title>埠頭を閉鎖：港新聞</title>", "", "埠頭を閉鎖"),
        ("<title>Quay closed – and open again</title>", "<h1>Quay closed – and open again</h1>", "Quay closed – and open again"),
    ],
)  # fmt: skip
def test_the_title_is_what_most_statements_agree_on(head, lead, title):
    assert read(among(""), head, lead).title == title


@pytest.mark.parametrize(
    ("head", "before", "url", "published", "source"),
    [
        ("", "", "http://dunmere.test/2026/03/09/quay", "2026-03-09T00:00:00+00:00", "url"),
        ("", "", "http://dunmere.test/20260309-quay", "2026-03-09T00:00:00+00:00", "url"),
        ("", "", "http://dunmere.test/2026/03/quay", None, None),
        ("", "", "http://dunmere.test/quay-10022026999", None, None),
        ("", '<span class="article-date">9 March 2026</span>', URL, "2026-03-09T00:00:00+00:00", "htmldate"),
        ("<title>Quay closed | Dunmere Post | 09.03.2026</title>", "", URL, "2026-03-09T00:00:00+00:00", "htmldate"),
        ("", '<time class="updated" datetime="2026-03-09T12:00:00Z">9 March</time>', URL, None, None),
        ("", '<p>Updated <time datetime="2026-03-09T12:00:00Z">9 March</time></p>', URL, None, None),
        ("", '<time datetime="2026-03-08">x</time><time itemprop="datePublished" datetime="2026-03-07">y</time>', URL, "2026-03-07T00:00:00+00:00", "time"),
        ('<script type="application/ld+json">//<![CDATA[\n{"@type":"NewsArticle","datePublished":"2026-03-09T10:00:00+09:00",}\n//]]></script>', "", URL,
         "2026-03-09T10:00:00+09:00", "json-ld"),
        ('<script type="application/ld+json">[{"@type":"NewsArticle","headline":"Ferry late","datePublished":"2026-03-01"},'
         '{"@type":"NewsArticle","headline":"Quay closed to lorries","datePublished":"2026-03-09"}]</script>', "", URL, "2026-03-09T00:00:00+00:00", "json-ld"),
    ],
)  # fmt: skip
def test_where_a_date_stands(head, before, url, published, source):
    found = read(among("", before=before), head, url=url)
    assert (found.published_at.isoformat() if found.published_at else None, found.date_source) == (
        published,
        source,
    )


def test_a_date_is_told_in_the_offset_in_which_it_is_written_and_the_outlets_where_in_none():
    late = '<meta property="article:published_time" content="2026-03-09T00:30:00">'
    found = read(among(""), late, timezone="Asia/Tokyo").published_at
    assert found.isoformat() == "2026-03-09T00:30:00+09:00"


@pytest.mark.parametrize(
    ("head", "first", "after", "credit"),
    [
        ('<script type="application/ld+json">{"@type":"NewsArticle","sourceOrganization":{"name":"North Wire"},"publisher":{"name":"Dunmere Post"}}</script>', ONE, "", "North Wire"),
        ('<script type="application/ld+json">{"@type":"NewsArticle","author":{"@type":"Organization","name":"Thomson Reuters"}}</script>', ONE, "", "Reuters"),
        ('<script type="application/ld+json">{"@type":"NewsArticle","author":{"@type":"Organization","name":"Newsroom"}}</script>', ONE, "", None),
        ('<meta name="author" content="Edda Voss, AP">', ONE, "", "AP"),
        ('<meta name="author" content="Sid Ani">', ONE, "", None),
        ("", f"DUNMERE, March 9 (Reuters) - {ONE}", "", "Reuters"),
        ("", f"Dunmere (dpa) – {ONE}", "", "dpa"),
        ("", f"Dunmere (which is old) - {ONE}", "", None),
        ("", ONE, "<p>© dpa-infocom, dpa:260309-99-123456/3</p>", "dpa"),
        ("", ONE, "<p>Quelle: Dunmere Post, AFP</p>", "AFP"),
        ("", ONE, "<p>(Reuters)</p>", "Reuters"),
        ("", ONE, "", None),
    ],
)  # fmt: skip
def test_who_is_credited_with_a_text(head, first, after, credit):
    found = read(f"<p>{first}</p><p>{TWO}</p><p>{THREE}</p>{after}", head)
    assert found.source_name == credit
    assert "infocom" not in found.text
    assert "Quelle" not in found.text


LOCKED = '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false%s}</script>'


@pytest.mark.parametrize(
    ("head", "body", "access"),
    [
        (LOCKED % "", among(""), "partial"),
        (LOCKED % ',"wordCount":110', among(""), "full"),
        (LOCKED % ',"wordCount":900', among(""), "partial"),
        (LOCKED % ',"hasPart":{"isAccessibleForFree":false,"cssSelector":".closed"}', f'<p>{ONE}</p><div class="closed"><p>{TWO}</p><p>{THREE}</p></div>', "full"),
        (LOCKED % ',"hasPart":{"isAccessibleForFree":false,"cssSelector":".closed"}', among(""), "partial"),
        (LOCKED % ',"hasPart":{"isAccessibleForFree":false,"cssSelector":"..broken"}', among(""), "partial"),
        ("", among("", after='<div class="paywall"><p>Jetzt weiterlesen mit einem Abo</p></div>'), "partial"),
        ("", among("", after='<div class="paywall-box"><p>Article réservé aux abonnés</p></div>'), "partial"),
        ("", among("", after="<p>What the office did not say is that three of its own engineers had […]</p>"), "partial"),
        ("", among(""), "full"),
    ],
)  # fmt: skip
def test_how_much_of_the_text_was_given(head, body, access):
    found = read(body, head)
    assert (found.page_type, found.access) == ("article", access)
