import asyncio
import gzip
import socket

import pytest

from pipeline.adapters.answers import Verdict
from pipeline.adapters.http import WebClient
from pipeline.adapters.network import is_public
from tests.unit.conftest import NOW, Reply, trickle

PAGE = "http://dunmere.test/page"


def ask(web, url=PAGE, allow_private=False, pauses=None, **options):
    async def sleep(seconds):
        if pauses is not None:
            pauses.append(seconds)

    async def go():
        async with WebClient(web, lambda: NOW, allow_private=allow_private, sleep=sleep) as client:
            return await client.get(url, **options)

    return asyncio.run(go())


def test_a_page_comes_with_its_headers_under_its_own_url(site):
    site[PAGE] = Reply("<p>Hello</p>", headers={"X-Told": "yes"})
    answer = ask(site.web(user_agent="Parallax/9 (test)"))
    assert (answer.outcome, answer.status, answer.body) == ("ok", 200, b"<p>Hello</p>")
    assert answer.final_url == PAGE
    assert answer.header("x-told") == "yes"
    assert (answer.media_type, answer.charset) == ("text/html", "utf-8")
    assert site.seen_headers[0]["User-Agent"] == "Parallax/9 (test)"
    assert site.seen_headers[0]["Host"] == "dunmere.test"


def test_https_of_a_mapped_host_is_asked_in_plain_text_and_reported_as_https(site):
    site[PAGE] = "hello"
    answer = ask(site.web(), "https://dunmere.test/page")
    assert (answer.outcome, answer.final_url) == ("ok", "https://dunmere.test/page")


def test_redirects_are_followed_to_where_they_end(site):
    site[PAGE] = Reply(status=301, headers={"Location": "/moved?x=1#part"})
    site["http://dunmere.test/moved?x=1"] = "here"
    answer = ask(site.web())
    assert (answer.outcome, answer.url, answer.final_url) == ("ok", PAGE, "http://dunmere.test/moved?x=1")


@pytest.mark.parametrize(
    "target", ["http://dunmere.test/page", "ftp://dunmere.test/x", "http://a:b@dunmere.test/"]
)
def test_redirects_that_lead_nowhere(site, target):
    site[PAGE] = Reply(status=302, headers={"Location": target})
    assert ask(site.web()).outcome == "bad_redirect"


def test_redirects_are_limited(site):
    for step in range(9):
        site[f"http://dunmere.test/{step}"] = Reply(status=302, headers={"Location": f"/{step + 1}"})
    answer = ask(site.web(max_redirects=3), "http://dunmere.test/0")
    assert answer.outcome == "bad_redirect"
    assert len(site.asked) == 4


def test_a_redirect_to_a_private_address_is_not_followed(site):
    site[PAGE] = Reply(status=302, headers={"Location": f"http://127.0.0.1:{site.port}/secret"})
    assert ask(site.web()).outcome == "private_address"
    assert site.asked == [PAGE]


def test_loopback_only_for_outlets_that_allow_it(site):
    site[f"http://127.0.0.1:{site.port}/a"] = "inside"
    url = f"http://127.0.0.1:{site.port}/a"
    assert ask(site.web(), url).outcome == "private_address"
    assert site.asked == []
    assert ask(site.web(), url, allow_private=True).body == b"inside"


def test_a_name_that_resolves_to_a_private_address_is_not_asked(site, monkeypatch):
    def resolve(host, port, *_rest, **_options):
        return [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))
            for address in ("93.184.215.14", "10.0.0.7")
        ]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    answer = ask(site.web(), "http://rebound.invalid/")
    assert (answer.outcome, answer.reason) == ("private_address", "rebound.invalid resolves to 10.0.0.7")


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True),
        ("2606:2800:21f:cb07::1", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("2002:7f00:1::", False),
        ("2002:5db8:d70e::1", True),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::5db8:d70e", True),
        ("64:ff9b:1::1", False),
        ("::7f00:1", False),
        ("::ffff:0:a00:7", False),
        ("2606:2800:21f:cb07:0:5efe:a00:7", False),
        ("2001:0:a00:7::1", False),
        ("fec0::1", False),
        ("ff02::1", False),
        ("2001:db8::1", False),
        ("240.0.0.1", False),
        ("255.255.255.255", False),
        ("192.0.2.1", False),
        ("198.18.0.1", False),
        ("no address", False),
    ],
)
def test_which_addresses_are_public(address, public):
    assert is_public(address) is public


def test_a_body_is_cut_at_the_limit(site):
    site[PAGE] = Reply(b"x" * 50_000)
    answer = ask(site.web(max_bytes=10_000))
    assert (answer.outcome, len(answer.body)) == ("too_large", 10_000)


def test_a_gzip_bomb_is_cut_after_decompression(site):
    site[PAGE] = Reply(gzip.compress(b"\0" * 20_000_000), headers={"Content-Encoding": "gzip"})
    answer = ask(site.web(max_bytes=100_000))
    assert (answer.outcome, len(answer.body)) == ("too_large", 100_000)


def test_gzip_is_read(site):
    site[PAGE] = Reply(gzip.compress(b"plain"), headers={"Content-Encoding": "gzip"})
    assert ask(site.web()).body == b"plain"


@pytest.mark.parametrize("encoding", ["gzip, gzip", "br", "x-strange"])
def test_encodings_that_were_not_asked_for_are_left(site, encoding):
    site[PAGE] = Reply(b"whatever", headers={"Content-Encoding": encoding})
    assert ask(site.web()).outcome == "undecodable"


@pytest.mark.parametrize(
    "body", [b"no gzip at all", gzip.compress(b"half of this is missing" * 50, mtime=0)[:30]]
)
def test_broken_gzip_is_an_outcome(site, body):
    site[PAGE] = Reply(body, headers={"Content-Encoding": "gzip"})
    assert ask(site.web()).outcome == "undecodable"


def test_a_site_that_trickles_ends(site):
    site[PAGE] = Reply(act=trickle)
    answer = ask(site.web(total_seconds=0.5))
    assert answer.outcome == "timeout"
    assert "in all" in answer.reason


def test_a_site_that_never_answers_ends(site):
    site[PAGE] = Reply(act=lambda handler: handler.connection.recv(1))
    assert ask(site.web(timeout_seconds=0.3)).outcome == "timeout"


@pytest.mark.parametrize(
    "act",
    [
        lambda handler: None,
        lambda handler: handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"),
        lambda handler: handler.wfile.write(b"this is no HTTP\r\n\r\n"),
    ],
    ids=["closed at once", "closed half-way", "no http"],
)
def test_broken_answers_are_connection_errors(site, act):
    site[PAGE] = Reply(act=act)
    assert ask(site.web()).outcome == "connection_error"


def test_refused_connections_and_unknown_names(site):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    assert ask(site.web(), f"http://127.0.0.1:{port}/", allow_private=True).outcome == "connection_error"
    assert ask(site.web(), "http://unknown.invalid/").outcome == "connection_error"


@pytest.mark.parametrize("status", [403, 404, 410])
def test_refusals_are_not_asked_again(site, status):
    site[PAGE] = Reply("no", status=status)
    answer = ask(site.web(retries=3))
    assert (answer.outcome, answer.status) == ("http_error", status)
    assert len(site.asked) == 1


def test_what_can_get_better_is_asked_again_with_growing_pauses(site):
    pauses = []
    site[PAGE] = [Reply(status=500), Reply(status=503), Reply("fine")]
    assert ask(site.web(retries=2), pauses=pauses).ok
    assert pauses == [1.0, 2.0]


def test_retries_end_and_are_told(site):
    site[PAGE] = Reply(status=500)
    answer = ask(site.web(retries=2), pauses=[])
    assert (answer.outcome, answer.reason) == ("http_error", "status 500, tried 3 times")


@pytest.mark.parametrize(
    ("told", "pause"), [("7", 7.0), ("Tue, 10 Mar 2026 12:00:09 GMT", 9.0), ("soon", 1.0)]
)
def test_retry_after_is_waited_for(site, told, pause):
    pauses = []
    site[PAGE] = [Reply(status=429, headers={"Retry-After": told}), Reply("fine")]
    assert ask(site.web(retries=1), pauses=pauses).ok
    assert pauses == [pytest.approx(pause, abs=0.5)]


def test_a_long_retry_after_is_no_reason_to_wait(site):
    pauses = []
    site[PAGE] = Reply(status=429, headers={"Retry-After": "86400"})
    assert ask(site.web(retries=2), pauses=pauses).status == 429
    assert pauses == []


def test_media_types_that_are_not_wanted_are_not_read(site):
    site[PAGE] = Reply(b"%PDF", content_type="application/pdf")
    answer = ask(site.web(), accept=("text/html",))
    assert (answer.outcome, answer.body) == ("not_html", b"")
    site[PAGE] = Reply(b"<p>", content_type=None)
    assert ask(site.web(), accept=("text/html",)).ok


def test_not_modified(site):
    site[PAGE] = Reply(status=304)
    answer = ask(site.web(), headers={"If-None-Match": '"a"'})
    assert answer.outcome == "not_modified"
    assert site.seen_headers[0]["If-None-Match"] == '"a"'


def test_each_hop_is_checked_before_it_is_asked(site):
    site[PAGE] = Reply(status=302, headers={"Location": "http://other.test/closed"})

    async def check(url):
        closed = "other" in url
        return Verdict(allowed=not closed, outcome="robots_disallowed" if closed else "ok", reason="closed")

    answer = ask(site.web(), check=check)
    assert (answer.outcome, answer.final_url) == ("robots_disallowed", "http://other.test/closed")
    assert site.asked == [PAGE]


def test_cookies_go_along_the_hops_and_no_farther(site):
    site[PAGE] = Reply(status=302, headers={"Location": "/in", "Set-Cookie": "seen=1; Path=/"})
    site["http://dunmere.test/in"] = "inside"
    assert ask(site.web()).ok
    assert site.seen_headers[-1]["Cookie"] == "seen=1"
    assert ask(site.web(), "http://dunmere.test/in").ok
    assert "Cookie" not in site.seen_headers[-1]


def test_a_host_that_wants_to_be_left_alone_is(site):
    site[PAGE] = Reply(status=503, headers={"Retry-After": "3600"})
    other = "http://dunmere.test/other"

    async def go():
        async with WebClient(site.web(retries=1), lambda: NOW) as client:
            return [await client.get(PAGE), await client.get(other)]

    first, second = asyncio.run(go())
    assert first.status == 503
    assert second.outcome == "deferred"
    assert "wants to be left alone" in second.reason
    assert site.asked == [PAGE]


def test_sites_are_told_whom_to_turn_to(site):
    site[PAGE] = "hello"
    ask(site.web(user_agent="Parallax/9 (test)", contact="https://desk.example/"))
    assert site.seen_headers[0]["User-Agent"] == "Parallax/9 (test) +https://desk.example/"


def test_credentials_are_neither_sent_nor_told(site):
    site[PAGE] = Reply(status=302, headers={"Location": "http://me:secret@other.test/a?x=@"})
    answer = ask(site.web())
    assert (answer.outcome, answer.final_url) == ("bad_redirect", "http://other.test/a?x=@")
    assert site.asked == [PAGE]


def test_requests_to_one_host_are_limited_and_spaced(site):
    urls = [f"http://dunmere.test/{n}" for n in range(6)]
    for url in urls:
        site[url] = "page"
    pauses = []

    async def sleep(seconds):
        pauses.append(seconds)

    async def go():
        async with WebClient(site.web(per_host=2, delay_seconds=3), lambda: NOW, sleep=sleep) as client:
            return await asyncio.gather(*(client.get(url) for url in urls))

    assert all(answer.ok for answer in asyncio.run(go()))
    assert site.most_at_once["dunmere.test"] <= 2
    assert len(pauses) == 5
    assert max(pauses) > 12  # the sixth comes five delays after the first
