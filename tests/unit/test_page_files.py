import gzip
import json

import pytest

from pipeline.adapters.page_files import extract_pages
from pipeline.errors import InputError
from tests.unit.test_extract import WORDS, article

HEAD = '<meta property="article:published_time" content="2026-03-09T10:00:00+01:00">'


def run(folder, *objects):
    lines = [o if isinstance(o, str) else json.dumps(o) for o in objects]
    return list(extract_pages(lines, name="pages.jsonl", folder=folder))


def test_pages_are_read_plain_and_compressed_and_other_keys_pass_through(tmp_path):
    (tmp_path / "a.html").write_text(article(head=HEAD))
    (tmp_path / "b.html.gz").write_bytes(gzip.compress(article("Ferry late").encode()))
    a, b = run(
        tmp_path,
        {"html": "a.html", "url": "http://dunmere.test/a", "fetched_at": "2026-03-10 12:00:00", "gold": 1},
        "",
        {"html": "b.html.gz", "url": "http://dunmere.test/b"},
    )
    assert set(a) == {
        "html", "url", "fetched_at", "gold", "title", "text", "byline", "published_at", "modified_at", "date_source",
        "language", "page_type", "access", "source_name",
    }  # fmt: skip
    assert (a["gold"], a["title"], a["published_at"], a["page_type"]) == (
        1,
        "Quay closed",
        "2026-03-09T10:00:00+01:00",
        "article",
    )
    assert a["text"].startswith(WORDS)
    assert (b["title"], b["published_at"], b["access"]) == ("Ferry late", None, "full")
    json.dumps([a, b])


def test_processes_change_no_row_and_no_order(tmp_path):
    for k in range(40):
        (tmp_path / f"{k}.html").write_text(article(f"Ferry {k} late", head=HEAD))
    lines = [json.dumps({"html": f"{k}.html", "url": f"http://dunmere.test/{k}", "k": k}) for k in range(40)]
    alone = list(extract_pages(lines, name="p", folder=tmp_path))
    assert [row["k"] for row in alone] == list(range(40))
    assert list(extract_pages(lines, name="p", folder=tmp_path, workers=2)) == alone
    with pytest.raises(InputError, match=r"^p, line 39: has no 'url'"):
        list(extract_pages([*lines[:38], '{"html": "1.html"}'], name="p", folder=tmp_path, workers=2))


def test_pages_are_read_as_they_are_asked_for_in_bounded_number(tmp_path):
    (tmp_path / "a.html").write_text(article())
    taken = 0

    def endless():
        nonlocal taken
        while True:
            taken += 1
            yield json.dumps({"html": "a.html", "url": "http://dunmere.test/a"})

    rows = extract_pages(endless(), name="p", folder=tmp_path, workers=2)
    assert next(rows)["title"] == "Quay closed"
    assert taken <= 200
    rows.close()


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "line 2: is no JSON"),
        ("[]", "line 2: is no JSON object"),
        ('{"url": "http://x.test/"}', "line 2: has no 'html'"),
        ('{"html": "a.html"}', "line 2: has no 'url'"),
        ('{"html": "none.html", "url": "http://x.test/"}', "no such file"),
        ('{"html": "bad.gz", "url": "http://x.test/"}', "cannot be read"),
        ('{"html": "a.html", "url": "http://x.test/", "fetched_at": "noon"}', "fetched_at 'noon'"),
    ],
)
def test_bad_lines_are_told_with_their_number(tmp_path, line, message):
    (tmp_path / "a.html").write_text(article())
    (tmp_path / "bad.gz").write_bytes(b"\x1f\x8bnonsense")
    with pytest.raises(InputError) as told:
        run(tmp_path, {"html": "a.html", "url": "http://dunmere.test/a"}, line)
    assert message in str(told.value)
    assert str(told.value).startswith("pages.jsonl, line 2: ")
    assert "\n" not in str(told.value)
