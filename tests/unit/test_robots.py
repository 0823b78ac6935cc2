import asyncio
import json

import pytest

from pipeline.adapters.answers import Answer
from pipeline.adapters.optouts import Reservations, opt_out
from pipeline.adapters.robots import Robots

PAGE = "http://dunmere.test/members/a"


def _check(answer, *urls, delays=None):
    asked = []

    async def ask(url):
        asked.append(url)
        return answer

    async def go():
        told = delays.append if delays is not None else (lambda _: None)
        robots = Robots(ask, "Parallax/0.1 (test)", slow_down=lambda host, s: told((host, s)))
        return await asyncio.gather(*(robots.check(url) for url in urls))

    return asyncio.run(go()), asked


def _answer(body=b"", outcome="ok", status=200, reason=None):
    return Answer(url="r", final_url="r", outcome=outcome, status=status, body=body, reason=reason)


def test_rules_are_obeyed_and_asked_for_once_a_site():
    body = b"User-agent: *\nDisallow: /members/\n\nUser-agent: Other\nDisallow: /\n"
    verdicts, asked = _check(_answer(body), PAGE, "http://dunmere.test/open", "http://dunmere.test/members/b")
    assert [v.allowed for v in verdicts] == [False, True, False]
    assert verdicts[0].outcome == "robots_disallowed"
    assert verdicts[0].reason == "http://dunmere.test/robots.txt forbids this path"
    assert asked == ["http://dunmere.test/robots.txt"]


def test_rules_for_our_own_name_go_first():
    body = b"User-agent: *\nDisallow: /\n\nUser-agent: parallax\nAllow: /\n"
    assert _check(_answer(body), PAGE)[0][0].allowed


def test_a_crawl_delay_is_passed_on():
    delays = []
    _check(_answer(b"User-agent: *\nCrawl-delay: 7\n"), PAGE, delays=delays)
    assert delays == [("dunmere.test", 7.0)]


def test_a_request_rate_is_a_delay_too_and_the_longer_one_holds():
    delays = []
    _check(_answer(b"User-agent: *\nCrawl-delay: 2\nRequest-rate: 1/10\n"), PAGE, delays=delays)
    assert delays == [("dunmere.test", 10.0)]


@pytest.mark.parametrize(
    ("rules", "reserved"),
    [
        ([{"location": "/members/*", "tdm-reservation": 1}], True),
        ([{"location": "/members/a$", "tdm-reservation": "1"}], True),
        ([{"location": "/members/$", "tdm-reservation": 1}], False),
        ([{"location": "/", "tdm-reservation": 0}, {"location": "/members", "tdm-reservation": 1}], False),
        ([{"location": "/*/a", "tdm-reservation": 1}], True),
        ([{"location": "/other", "tdm-reservation": 1}], False),
        ([{"location": "/" + "*a" * 40, "tdm-reservation": 1}], False),
        ([{"location": 7, "tdm-reservation": 1}, "text", None], False),
        ({"location": "/", "tdm-reservation": 1}, False),
        ("no json", False),
    ],
)
def test_sites_reserve_what_their_file_says(rules, reserved):
    async def ask(url):
        assert url == "http://dunmere.test/.well-known/tdmrep.json"
        body = b"<html>" if rules == "no json" else json.dumps(rules).encode()
        return _answer(body)

    verdict = asyncio.run(Reservations(ask).check(PAGE))
    assert verdict.allowed is not reserved
    assert (verdict.outcome == "opted_out") is reserved


@pytest.mark.parametrize(
    ("status", "allowed"),
    [(404, True), (401, True), (403, True), (410, True), (429, False), (500, False), (503, False)],
)
def test_missing_rules_allow_and_broken_ones_forbid(status, allowed):
    (verdict,), _ = _check(_answer(outcome="http_error", status=status, reason=f"status {status}"), PAGE)
    assert verdict.allowed is allowed
    if not allowed:
        assert verdict.outcome == "robots_disallowed"
        assert f"status {status}" in verdict.reason


@pytest.mark.parametrize("outcome", ["connection_error", "timeout", "private_address"])
def test_a_site_that_cannot_be_reached_is_not_asked(outcome):
    (verdict,), _ = _check(_answer(outcome=outcome, status=None, reason="why"), PAGE)
    assert (verdict.allowed, verdict.outcome) == (False, outcome)


def test_garbage_allows():
    assert _check(_answer(b"\xff\xfe<html>no rules"), PAGE)[0][0].allowed


@pytest.mark.parametrize(
    ("headers", "body", "reason"),
    [
        ((("TDM-Reservation", "1"),), b"", "header tdm-reservation: 1"),
        ((("X-Robots-Tag", "noindex, noai"),), b"", "header x-robots-tag: noai"),
        ((), b'<meta name="tdm-reservation" content="1">', "meta tdm-reservation"),
        ((), b"<META content='noai, noimageai' NAME='robots'>", "meta robots noai"),
        ((("tdm-reservation", "0"),), b'<meta name="tdm-reservation" content="0">', None),
        ((("X-Robots-Tag", "noindex"),), b'<meta name="description" content="A noai campaign">', None),
    ],
)
def test_opt_outs(headers, body, reason):
    assert opt_out(Answer(url="p", final_url="p", outcome="ok", headers=headers, body=body)) == reason
