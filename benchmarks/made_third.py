"""A third series of pages, in designs of which extraction was not made: others, and odd articles."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.made_templates import data, headline, news, og, paragraphs, prose

Made = Iterator[tuple[str, str, str, str]]  # name, kind, path, HTML


def _wide(title: str, body: str, head: str = "", lang: str = "en") -> str:
    """A page with the class names that a script writes, and a margin of what others read."""
    read = "".join(f'<li><a href="/m/{k}">{headline(k + 60)}</a></li>' for k in range(5))
    return (
        f'<html lang="{lang}"><head><meta charset="utf-8"><title>{title} / Tribune</title>{head}</head><body>'
        f'<div class="Layout_l__a1"><nav class="Nav_n__x"><a href="/">T</a></nav><div class="Layout_m__b2">{body}</div>'
        f'<div class="Layout_r__c3"><h3>Most read</h3><ol>{read}</ol></div><div class="Footer_f__d4"><p>Tribune is a paper of '
        "the Tribune House, which has been owned by its readers since 1931.</p></div></div></body></html>"
    )


def _narrow(title: str, body: str, head: str = "", lang: str = "en") -> str:
    """A plain page of one column."""
    return (
        f'<html lang="{lang}"><head><meta charset="utf-8"><title>{title} • Gazette</title>{head}</head><body>'
        '<header class="hd"><a href="/">Gazette</a><a href="/world">World news and comment today</a></header>'
        f'<div id="main">{body}</div><div id="ft"><a href="/c">Contact</a></div></body></html>'
    )


def _card(k: int, text: str, lang: str = "en") -> str:
    """A headline and a text that are one link."""
    return (
        f'<div class="Card_c__z"><a href="/s/{k}"><div class="Card_t">{headline(k, lang)}</div>'
        f'<div class="Card_x">{text}</div></a></div>'
    )


_RELATED = "".join(
    f'<div class="rel"><a href="/s/{k}"><img src=x.jpg><b>{headline(k)}</b></a></div>' for k in range(6)
)


# fmt: off
def others() -> Made:
    """Pages that are no article."""
    yield 'cards wholly linked', 'list', '/world', _wide('World','<h1>World</h1>'+''.join(_card(k,prose(k,2)) for k in range(10)))
    yield 'cards fr', 'list', '/monde', _wide('Monde','<h1>Monde</h1>'+''.join(_card(k,prose(k,1,'fr'),'fr') for k in range(10)),lang='fr')
    yield 'headlines only h2', 'list', '/latest-news', _wide('Latest','<h1>Latest</h1>'+''.join(f'<div><h2><a href="/s/{k}">{headline(k)}</a></h2><span>9 March</span></div>' for k in range(20)))
    yield 'long excerpts no h', 'list', '/opinion', _wide('Opinion','<h1>Opinion</h1>'+''.join(f'<div><p><a href="/s/{k}">{headline(k)}</a></p><p>{prose(k,3)}</p></div>' for k in range(8)))
    yield 'morning briefing list', 'list', '/briefings', _wide('Briefings','<h1>Briefings</h1>'+''.join(f'<article><h2>{headline(k)}</h2><p>{prose(k,1)}</p><a href="/s/{k}">Read</a></article>' for k in range(8)),data('CollectionPage'))
    yield 'events calendar', 'list', '/events', _wide('Events','<h1>What is on</h1>'+''.join(f'<div><b>{k} March</b><a href="/e/{k}">{headline(k)}</a></div>' for k in range(15)))
    yield 'consent cz', 'consent', '/c1', _wide('Souhlas','<h1>Vaše soukromí</h1><p>My a naši partneři ukládáme cookies. Váš souhlas můžete odvolat, vaše volby změníte v nastavení souhlasu. Souhlas platí i pro vaše data u 90 partnerů.</p><button>Souhlasím</button>',lang='cs')
    yield 'consent sv', 'consent', '/c2', _wide('Om cookies','<h1>Vi använder cookies</h1><p>Vi och våra partner använder cookies med ditt samtycke. Dina val kan du ändra i våra inställningar för cookies.</p><button>Godkänn</button>',lang='sv')
    yield 'adblock wall', 'other', '/c3', _wide('Ad blocker detected','<h1>Please turn off your ad blocker</h1><p>We noticed that you use an ad blocker. Our journalism is paid for by advertising. Please allow ads on our site to continue.</p><button>I have</button>')
    yield 'pay es', 'other', '/p1', _wide(headline(1,'es'),f'<h1>{headline(1,"es")}</h1><p>Contenido exclusivo para suscriptores. Suscríbete para seguir leyendo.</p>',lang='es')
    yield 'pay teaser 25 words', 'other', '/p2', _wide(headline(2),f'<h1>{headline(2)}</h1><p>{prose(2,1)}</p><div>To continue reading, start your free trial today. Cancel any time.</div>',news(headline(2),isAccessibleForFree='False'))
    yield '404 nl', 'error', '/e1', _wide('Pagina niet gevonden','<h1>Helaas</h1><p>De pagina is niet gevonden. Ga naar de voorpagina.</p>',lang='nl')
    yield '404 ja', 'error', '/e2', _wide('ページが見つかりません','<h1>404</h1><p>お探しのページが見つかりません。</p>',lang='ja')
    yield 'soft 404 og article', 'error', '/e3', _wide('Tribune','<h1>Content not available</h1><p>This content is no longer available.</p>',og('article','Content not available'))
    yield 'bad gateway', 'error', '/e4', '<html><head><title>herald.example | 502: Bad gateway</title></head><body><h1>Bad gateway Error code 502</h1><p>The web server reported a bad gateway error. What happened? What can I do?</p></body></html>'
    yield 'live it', 'live_blog', '/diretta/voto', _wide('Il voto in diretta','<h1>Il voto in diretta</h1>'+''.join(f'<div class="liveUpdate"><span>1{k}:30</span>{paragraphs(1,2,"en",k)}</div>' for k in range(6)),og('article','Il voto in diretta'),'it')
    yield 'live named title', 'live_blog', '/sport/8', _wide('LIVE: Lunn v Eldon','<h1>LIVE: Lunn v Eldon</h1>'+''.join(f'<p>1{k}:0{k} {prose(k,1)}</p><time>1{k}:0{k}</time>' for k in range(6)))
    yield 'video list', 'list', '/videos', _wide('Videos','<h1>Videos</h1>'+''.join(f'<div><video></video><a href="/v/{k}">{headline(k)}</a></div>' for k in range(9)))
    yield 'quiz', 'other', '/quiz/1', _wide('Quiz','<h1>How well do you know the bridge?</h1><form>'+''.join(f'<div>How long is pier {k}? <label><input type=radio>{k} m</label><label><input type=radio>{k+3} m</label></div>' for k in range(8))+'</form>')
    yield 'terms', 'other', '/terms-of-use', _wide('Terms','<h1>Terms of use</h1>'+paragraphs(5))
    yield 'two col list', 'list', '/economy/', _narrow('Economy','<div class="l">'+''.join(f'<div class="it"><a href="/s/{k}"><b>{headline(k)}</b></a><div>{prose(k,2)}</div></div>' for k in range(12))+'</div>')
    yield 'region list og website', 'list', '/regions/north', _narrow('North','<h1>North</h1>'+''.join(f'<div><h3>{headline(k)}</h3><p>{prose(k,2)} <a href="/s/{k}">more</a></p></div>' for k in range(9)),og('website','North'))
    yield 'home pt', 'list', '/pt', _narrow('Últimas','<h1>Últimas</h1>'+''.join(f'<li><a href="/s/{k}"><h3>{headline(k,"es")}</h3></a><p>{prose(k,1,"es")}</p></li>' for k in range(9)),lang='pt')
    yield 'sitemap page', 'list', '/sitemap', _narrow('Sitemap','<h1>Sitemap</h1>'+''.join(f'<p><a href="/x/{k}">Section number {k} of this site</a></p>' for k in range(30)))
    yield 'live de og', 'live_blog', '/ticker/wahl', _narrow('Wahl-Ticker','<h1>+++ Wahl-Ticker +++</h1>'+''.join(f'<p><strong>+++ 1{k}:15 Uhr +++</strong> {prose(k,2,"de")}</p>' for k in range(8)),og('article','+++ Wahl-Ticker +++'),'de')
    yield 'consent in english og article', 'consent', '/news/a1', _narrow(headline(1),'<p>Your privacy matters to us. We and our partners store cookies. You can accept or refuse. By giving consent you let us and our partners process your personal data as told in our privacy policy and cookie policy.</p><button>OK</button>',og('article',headline(1)))
    yield 'paywall app', 'other', '/news/a2', _narrow(headline(2),f'<h1>{headline(2)}</h1><p>Log in to read this story in full, or subscribe now from 1 a month. Get unlimited access to everything we publish, on every device, and cancel at any time you like without a fee or a word of why.</p>',og('article',headline(2)))
    yield 'video only', 'video', '/watch/3', _narrow(headline(3),f'<h1>{headline(3)}</h1><video></video><p>{prose(3,3)}</p>')
    yield 'press photos', 'other', '/photos/1', _narrow('Photos of the day','<h1>Photos of the day</h1>'+''.join(f'<figure><img><figcaption>{prose(k,2)}</figcaption></figure>' for k in range(7)))
    yield '410', 'error', '/gone', _narrow('Gone','<h1>410 Gone</h1><p>The story you wanted was deleted by its author.</p>')
    yield 'blocked', 'error', '/b', _narrow('Blocked','<h1>Sorry, you have been blocked</h1><p>You are unable to access this site. The action you just performed triggered the security solution.</p>')
    yield 'loading', 'other', '/l', '<html><head><title>Gazette</title></head><body><p>Loading...</p></body></html>'
    yield 'survey', 'other', '/survey/2026', _narrow('Survey','<h1>Tell us what you think</h1><form><p>How often do you read us?</p><p>What do you miss?</p></form>')


def articles() -> Made:
    """Articles of odd shapes."""
    yield 'cards below', 'article', '/s/9', _wide(headline(9),f'<h1>{headline(9)}</h1><div class="Body_b__1">{paragraphs(5)}</div>'+''.join(_card(k,prose(k+30,1)) for k in range(8)))
    yield 'short with most read', 'article', '/s/10', _wide(headline(10),f'<h1>{headline(10)}</h1>{paragraphs(2,2)}')
    yield 'brief 45 words', 'article', '/s/11', _wide(headline(11),f'<h1>{headline(11)}</h1><p>{prose(3,3)}</p>')
    yield 'fr without data', 'article', '/s/12', _wide(headline(12,'fr'),f'<h1>{headline(12,"fr")}</h1>{paragraphs(4,3,"fr")}',lang='fr')
    yield 'we and our consent op-ed', 'article', '/s/13', _wide('Why we all click yes','<h1>Why we all click yes</h1><p>We all do it. A banner asks for our consent to cookies, and we click it away.</p><p>Our privacy is traded for a recipe. Partners we never heard of learn what we read, and your data travels further than you do.</p>'+paragraphs(5))
    yield 'letters', 'article', '/s/14', _wide('Letters to the editor','<h1>Letters to the editor</h1>'+''.join(f'<h3>On the bridge, {k}</h3><p>{prose(5*k,3)}</p><p><i>Jonas Brask, Lunn</i></p>' for k in range(5)))
    yield 'numbers', 'article', '/s/15', _wide('Budget in figures','<h1>Budget in figures</h1>'+paragraphs(3)+'<table><tr><td>Roads</td><td>4</td></tr><tr><td>Schools</td><td>9</td></tr></table>'+paragraphs(2,3,'en',40))
    yield 'span text', 'article', '/s/16', _wide(headline(16),f'<h1>{headline(16)}</h1>'+''.join(f'<div class="t"><span>{prose(5*k,3)}</span></div>' for k in range(6)))
    yield 'article with ads between', 'article', '/s/17', _wide(headline(17),f'<h1>{headline(17)}</h1>'+''.join(f'{paragraphs(1,3,"en",9*k)}<div class="ad-slot"><p>Advertisement</p></div>' for k in range(6)))
    yield 'podcast transcript', 'article', '/podcast/talk', _wide('The bridge, explained','<h1>The bridge, explained</h1><audio></audio>'+''.join(f'<p><b>Voss:</b> {prose(4*k,2)}</p>' for k in range(8)))
    yield 'live section analysis', 'article', '/live/analysis/1', _wide(headline(18),f'<h1>{headline(18)}</h1><time>10:00</time>{paragraphs(6)}',og('article',headline(18)))
    yield 'error in title', 'article', '/s/19', _wide('Page from lost diary found','<h1>Page from lost diary found</h1>'+paragraphs(3))
    yield 'related in bold below', 'article', '/s/1', _narrow(headline(1),f'<h1>{headline(1)}</h1><div class="txt">{paragraphs(5)}</div>{_RELATED}')
    yield 'related above', 'article', '/s/2', _narrow(headline(2),f'{_RELATED}<h1>{headline(2)}</h1><div class="txt">{paragraphs(5)}</div>')
    yield 'es div', 'article', '/s/3', _narrow(headline(3,'es'),f'<h1>{headline(3,"es")}</h1>{paragraphs(5,3,"es",0,"div")}',lang='es')
    yield 'two articles infinite', 'article', '/s/4', _narrow(headline(4),f'<article><h1>{headline(4)}</h1>{paragraphs(5)}</article><article><h1>{headline(5)}</h1>{paragraphs(5,3,"en",50)}</article>',news(headline(4)))
    yield 'kicker link', 'article', '/s/5', _narrow(headline(5),f'<a href="/x">Harbour news of the day</a><h1>{headline(5)}</h1><a href="/y">By Edda Voss of Lunn</a>{paragraphs(4)}')
    yield 'summary bullets', 'article', '/s/6', _narrow(headline(6),f'<h1>{headline(6)}</h1><ul><li>{prose(70,1)}</li><li>{prose(71,1)}</li></ul>{paragraphs(4)}')
    yield 'table article', 'article', '/s/7', '<table><tr><td><h2>'+headline(7)+'</h2></td></tr><tr><td>'+paragraphs(4)+'</td></tr></table>'
    yield 'title in h2', 'article', '/s/8', _narrow(headline(8),f'<h2>{headline(8)}</h2>{paragraphs(4)}')
    yield 'press release', 'article', '/press/1', _narrow('Lunn Works expands',f'<h1>Lunn Works expands</h1>{paragraphs(4)}<p>Contact: press@lunn.example</p><p>About us: Lunn Works makes bridges.</p>')
    yield 'interview dashes', 'article', '/s/10', _narrow('Talk','<h1>The mayor on the bridge</h1>'+''.join(f'<p>– Why now?</p><p>– {prose(3*k,3)}</p>' for k in range(5)))
    yield 'recipe like', 'article', '/food/soup', _narrow('Soup of the north','<h1>Soup of the north</h1>'+paragraphs(3)+'<ul><li>2 onions</li><li>1 l water</li></ul>'+paragraphs(2,3,'en',30))
    yield 'liveblog mention', 'article', '/s/11', _narrow('How we live now',f'<h1>How we live now</h1>{paragraphs(5)}')
    yield 'pre text', 'article', '/s/12', _narrow(headline(9),f'<h1>{headline(9)}</h1><pre>'+'\n\n'.join(prose(5*k,3) for k in range(4))+'</pre>')
