import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.core.urls import address_words, article_id, canonical_url, host_of, is_web_url


@pytest.mark.parametrize(
    ("given_url", "canonical"),
    [
        ("HTTPS://WWW.Dunmere.Example:443/A/b/?b=2&a=1#top", "https://www.dunmere.example/A/b?a=1&b=2"),
        ("http://dunmere.example:80/", "http://dunmere.example/"),
        ("http://dunmere.example", "http://dunmere.example/"),
        ("http://dunmere.example:8080/x", "http://dunmere.example:8080/x"),
        ("http://dunmere.example/x?utm_source=rss&utm_medium=feed&fbclid=1", "http://dunmere.example/x"),
        ("http://dunmere.example/x?id=3&xtor=RSS-1", "http://dunmere.example/x?id=3"),
        ("http://dunmere.example/?4711", "http://dunmere.example/?4711"),
        ("http://dunmere.example/a?source=wire&cid=7", "http://dunmere.example/a?cid=7&source=wire"),
        ("http://dunmere.example/caf\u00e9", "http://dunmere.example/caf%C3%A9"),
        ("  http://dunmere.example/a  ", "http://dunmere.example/a"),
    ],
)
def test_canonical_forms(given_url, canonical):
    assert canonical_url(given_url) == canonical


@pytest.mark.parametrize(
    "odd",
    [
        "javascript:alert(1)",
        "mailto:a@b.example",
        "/relative/path",
        "http://user:secret@dunmere.example/",
        "http://dunmere.example:port/",
        "http://[broken/",
        "http://dunmere.example/a b",
        "http://dunmere.example/" + "x" * 8000,
        "",
    ],
)
def test_what_is_no_web_url_has_no_canonical_form(odd):
    assert canonical_url(odd) is None
    assert not is_web_url(odd)


_segment = st.text(alphabet="abcXYZ019-_.~%é", min_size=0, max_size=8)


@given(
    st.sampled_from(["http", "https", "HTTP"]),
    st.lists(_segment, max_size=4),
    st.lists(st.tuples(_segment, _segment), max_size=4),
    st.booleans(),
)
def test_canonical_form_is_stable_and_ignores_the_order_of_parameters(scheme, path, query, fragment):
    def build(pairs):
        told = "&".join(f"{k}={v}" for k, v in pairs)
        return f"{scheme}://Dunmere.example/{'/'.join(path)}?{told}" + ("#part" if fragment else "")

    once = canonical_url(build(query))
    assert once is not None
    assert canonical_url(once) == once
    assert canonical_url(build(query[::-1])) == once


def test_an_article_belongs_to_its_outlet():
    url = "http://dunmere.example/a"
    assert article_id("one", url) == article_id("one", url)
    assert article_id("one", url) != article_id("two", url)


def test_host():
    assert host_of("http://News.Dunmere.example:81/x") == "news.dunmere.example"
    assert host_of("http://[broken") == ""


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("https://a.example/2026/03/02/ferry-sinks-off-dunmere/", "ferry sinks off dunmere"),
        (
            "https://a.example/news/ferry-sinks-off-dunmere-9341221.html?x=the-words-of-a-query",
            "ferry sinks off dunmere",
        ),
        ("https://a.example/news/Eleven_dead%2C_60_rescued_at_sea.stm", "Eleven dead 60 rescued at sea"),
        ("https://a.example/one-two-three-four/five-six-seven-eight-nine/", "five six seven eight nine"),
        ("https://a.example/world-asia-46827555", ""),
        ("https://a.example/story/0f8a2c-99de-4b1a-8d7e-aa00bb11cc22", ""),
        ("https://a.example/?p=4711", ""),
        ("http://[broken", ""),
    ],
)
def test_the_words_in_which_an_address_names_its_article(url, words):
    assert address_words(url) == words
