from datetime import UTC, datetime

import pytest

from pipeline.adapters.hosts import LONGEST_DELAY, Hosts, retry_after

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)


class Clock:
    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


def test_turns_are_spaced_and_hosts_do_not_wait_for_each_other(clock):
    hosts = Hosts(2.0, clock)
    assert [hosts.turn("a.test") for _ in range(3)] == [0.0, 2.0, 4.0]
    assert hosts.turn("b.test") == 0.0
    clock.now += 10
    assert hosts.turn("a.test") == 0.0


def test_a_wish_for_more_is_heard_one_for_less_is_not(clock):
    hosts = Hosts(2.0, clock)
    hosts.slow_down("a.test", 5.0)
    hosts.slow_down("b.test", 0.5)
    hosts.slow_down("c.test", 86_400)
    for host, delay in (("a.test", 5.0), ("b.test", 2.0), ("c.test", LONGEST_DELAY)):
        hosts.turn(host)
        assert hosts.turn(host) == delay


def test_a_host_that_is_asked_too_often_is_asked_less(clock):
    hosts = Hosts(0.0, clock)
    for delay in (1.0, 2.0, 4.0):
        hosts.was_too_often("a.test")
        hosts.turn("a.test")
        assert hosts.turn("a.test") == delay
        clock.now += 1000


def test_a_rest_holds_for_every_request(clock):
    hosts = Hosts(1.0, clock)
    hosts.rest("a.test", 30)
    hosts.rest("a.test", 10)
    assert hosts.rests("a.test") == 30
    assert [hosts.turn("a.test") for _ in range(2)] == [30.0, 31.0]
    clock.now += 31
    assert hosts.rests("a.test") == 0


@pytest.mark.parametrize(
    ("told", "seconds"),
    [
        ("7", 7.0),
        (" 120 ", 120.0),
        ("9" * 400, 999_999_999.0),
        ("Tue, 10 Mar 2026 12:01:00 GMT", 60.0),
        ("Tue, 10 Mar 2026 11:00:00 GMT", 0.0),
        ("Tue, 10 Mar 2026 12:01:00", None),
        ("-5", None),
        ("²", None),
        ("soon", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_is_seconds_or_a_date(told, seconds):
    assert retry_after(told, NOW) == seconds
