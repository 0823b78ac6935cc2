from pathlib import Path

import pytest

from pipeline.adapters.outlets import load_outlets
from pipeline.errors import SettingsError

GOOD = """
[[outlet]]
id = "dunmere-post"
name = "Dunmere Post"
homepage = "https://dunmere.example/"
country = "GB"
language = "en"
leaning = ""
timezone = "Europe/London"
[[outlet.feed]]
url = "https://dunmere.example/rss"
[[outlet.feed]]
url = "https://dunmere.example/atom"
"""


def _load(tmp_path, content):
    path = tmp_path / "outlets.toml"
    path.write_text(content, encoding="utf-8")
    return load_outlets(path)


def test_an_entry_becomes_an_outlet_and_empty_is_unknown(tmp_path):
    (outlet,) = _load(tmp_path, GOOD)
    assert outlet.outlet_id == "dunmere-post"
    assert outlet.feeds == ("https://dunmere.example/rss", "https://dunmere.example/atom")
    assert outlet.leaning is None
    assert outlet.owner is None
    assert not outlet.allow_private
    assert not outlet.verified


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            'url = "https://dunmere.example/rss"',
            'url = "ftp://x/"',
            "outlet 'dunmere-post': feed.0.url: 'ftp://x/' is no http",
        ),
        ('name = "Dunmere Post"', "", "outlet 'dunmere-post': name: is missing"),
        ('language = "en"', 'langauge = "en"', "langauge: is no key of an outlet"),
        ('country = "GB"', 'country = "Britain"', "country: "),
        ('timezone = "Europe/London"', 'timezone = "London time"', "timezone: 'London time' is no time zone"),
        (
            'language = "en"',
            'drop = ["div..promo"]',
            "outlet 'dunmere-post': drop: 'div..promo' is no CSS selector",
        ),
        ('language = "en"', 'take = "div"', "outlet 'dunmere-post': take: "),
        ('id = "dunmere-post"', 'id = "../up"', "outlet '../up': id: "),
        ('homepage = "https://dunmere.example/"', 'homepage = "dunmere"', "homepage: 'dunmere' is no http"),
        (
            'country = "GB"',
            'country = "Britain"',
            "'Britain' cannot be used; write an ISO 3166 code such as GB",
        ),
        ('language = "en"', "language = 3", "language: 3 cannot be used; write an ISO 639 code such as en"),
        ('leaning = ""', 'leaning = "left"', "leaning_source: is missing; say who states the leaning"),
        ('leaning = ""', 'leaning_source = "a book"', "leaning: is missing, and leaning_source says where"),
        ('leaning = ""', 'verified = "perhaps"', "verified: 'perhaps' cannot be used; write true or false"),
        (
            'url = "https://dunmere.example/rss"',
            'url = "https://me:secret@dunmere.example/rss"',
            "feed.0.url: it holds a user name or password; write the address without",
        ),
    ],
)
def test_a_mistake_is_told_in_one_line_that_names_outlet_and_key(tmp_path, old, new, message):
    with pytest.raises(SettingsError) as told:
        _load(tmp_path, GOOD.replace(old, new))
    assert message in str(told.value)
    assert "\n" not in str(told.value)


def test_an_outlet_may_say_where_its_text_stands(tmp_path):
    own = 'language = "en"\ntake = ["div.story"]\ndrop = [".promo", "p:first-child"]'
    (outlet,) = _load(tmp_path, GOOD.replace('language = "en"', own))
    assert (outlet.take, outlet.drop) == (("div.story",), (".promo", "p:first-child"))


def test_every_key_that_may_be_unknown_may_be_empty(tmp_path):
    empty = "".join(
        f'{key} = ""\n'
        for key in "homepage country language owner owner_source leaning leaning_source timezone source".split()
    )
    (outlet,) = _load(
        tmp_path, f'[[outlet]]\nid = "x"\nname = "X"\n{empty}[[outlet.feed]]\nurl = "https://x.example/rss"\n'
    )
    assert (outlet.homepage, outlet.country, outlet.language, outlet.timezone) == (None, None, None, None)
    assert (outlet.owner, outlet.leaning, outlet.source) == (None, None, None)


def test_an_outlet_needs_a_feed_or_a_sitemap(tmp_path):
    with pytest.raises(SettingsError, match=r"outlet 'x': feed: is missing; add at least one"):
        _load(tmp_path, '[[outlet]]\nid = "x"\nname = "X"\n')
    entry = '[[outlet]]\nid = "x"\nname = "X"\n[[outlet.sitemap]]\nurl = "https://x.example/news.xml"\n'
    (outlet,) = _load(tmp_path, entry)
    assert (outlet.feeds, outlet.sitemaps) == ((), ("https://x.example/news.xml",))
    assert outlet.addresses == outlet.sitemaps


def test_an_address_belongs_to_one_outlet(tmp_path):
    with pytest.raises(SettingsError) as told:
        _load(tmp_path, GOOD + GOOD.replace('id = "dunmere-post"', 'id = "other"'))
    assert "outlet 'other': https://dunmere.example/rss is also an address of 'dunmere-post'" in str(
        told.value
    )


def test_an_id_stands_once(tmp_path):
    with pytest.raises(SettingsError, match="'dunmere-post' stands there twice"):
        _load(tmp_path, GOOD + GOOD)


@pytest.mark.parametrize("content", ["", "[[outlets]]\nid = 'x'\n", "outlet = 3\n", "not toml"])
def test_files_without_outlets_are_refused(tmp_path, content):
    with pytest.raises(SettingsError, match=r"outlets\.toml: "):
        _load(tmp_path, content)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(SettingsError, match="no such outlets file"):
        load_outlets(tmp_path / "outlets.toml")


def test_the_shipped_outlets_are_sound_and_cite_where_their_feeds_come_from():
    outlets = load_outlets(Path(__file__).resolve().parents[2] / "outlets.toml")
    assert len(outlets) >= 60
    assert len({outlet.country for outlet in outlets}) >= 8
    assert {outlet.leaning for outlet in outlets} >= {
        "left",
        "centre-left",
        "centre",
        "centre-right",
        "right",
    }
    for outlet in outlets:
        assert outlet.source, outlet.outlet_id
        assert not outlet.verified, outlet.outlet_id
        assert not outlet.allow_private, outlet.outlet_id
        assert outlet.timezone, outlet.outlet_id
        assert outlet.leaning is None or outlet.leaning_source, outlet.outlet_id
        assert outlet.owner is None or outlet.owner_source, outlet.outlet_id
