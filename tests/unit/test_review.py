"""What the review page lets in, keeps and refuses, over real HTTP on loopback; verdicts and users beneath it."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from pipeline.adapters import warehouse
from pipeline.adapters.users import Users
from pipeline.adapters.verdicts import Verdict, VerdictStore, latest, read_curves
from pipeline.errors import InputError, SettingsError
from pipeline.model import Window
from pipeline.review import reading
from pipeline.review.guard import Throttle
from pipeline.review.words import Span, differing, pieces
from pipeline.serving import application
from pipeline.settings import ROOT, Review
from pipeline.stages import publish
from tests.browser.reviewing import published, serving
from tests.sql.conftest import DAY, article, content

NOW = datetime(2026, 5, 6, 7, tzinfo=UTC)


def verdict(divergence: str = "d1", said: str = "real", who: str = "mara", **more: object) -> Verdict:
    values: dict[str, object] = {
        "divergence_id": divergence,
        "verdict": said,
        "note": None,
        "reviewer": who,
        "reviewed_at": NOW,
        "evidence_hash": "h1",
        "kind": "figure",
        "subtype": "count",
        "confidence": 0.8,
    }
    return Verdict(**(values | more))  # type: ignore[arg-type]


@pytest.fixture
def client(tmp_path: Path) -> Iterator[httpx.Client]:
    with serving(tmp_path) as address, httpx.Client(base_url=address, follow_redirects=True) as made:
        yield made


def token(page: str) -> str:
    found = re.search(r'data-csrf="([^"]+)"', page)
    assert found
    return found[1]


# ---------------------------------------------------------------- verdicts


def test_the_last_verdict_of_each_reviewer_stands_and_can_be_taken_back(tmp_path: Path) -> None:
    store = VerdictStore(tmp_path / "v.sqlite")
    assert store.standing() == []
    store.record(verdict(said="scope"))
    store.record(verdict(said="real", reviewed_at=NOW + timedelta(minutes=1)))
    store.record(verdict(said="not_useful", who="ivo", reviewed_at=NOW + timedelta(minutes=2)))
    assert [(v.reviewer, v.verdict) for v in store.standing()] == [("mara", "real"), ("ivo", "not_useful")]
    assert latest(store.standing())["d1"].verdict == "not_useful"
    assert store.undo("d1", "ivo", NOW)
    assert not store.undo("d1", "ivo", NOW)
    assert latest(store.standing())["d1"].verdict == "real"
    assert store.undo("d1", "mara", NOW)
    assert [v.verdict for v in store.standing()] == ["scope"]


def test_reviewers_who_judge_at_once_lose_no_verdict(tmp_path: Path) -> None:
    store = VerdictStore(tmp_path / "v.sqlite")

    def judge(number: int) -> None:
        store.record(verdict(divergence=f"d{number % 20}", who=f"r{number // 20}"))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(judge, range(80)))
    assert len(store.standing()) == 80


def test_two_processes_that_judge_and_take_back_lose_no_verdict(tmp_path: Path) -> None:
    script = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from pipeline.adapters.verdicts import Verdict, VerdictStore

store, who = VerdictStore(Path(sys.argv[1])), sys.argv[2]
for number in range(40):
    now = datetime(2026, 5, 6, 7, number, tzinfo=UTC)
    store.record(
        Verdict(
            divergence_id=f"d{number}", verdict="real", note=None, reviewer=who, reviewed_at=now, evidence_hash="h",
            kind="figure", subtype="count", confidence=0.8,
        )
    )
    if number % 4 == 0:
        assert store.undo(f"d{number}", who, now)
"""
    path = tmp_path / "v.sqlite"
    running = [
        subprocess.Popen([sys.executable, "-c", script, str(path), who], cwd=ROOT, stderr=subprocess.PIPE)
        for who in ("mara", "ivo")
    ]
    assert [(p.communicate(timeout=120)[1], p.returncode) for p in running] == [(b"", 0)] * 2
    stand = {(v.reviewer, v.divergence_id) for v in VerdictStore(path).standing()}
    assert stand == {(who, f"d{n}") for who in ("mara", "ivo") for n in range(40) if n % 4}


def test_two_reviewers_of_one_flag_are_both_heard(tmp_path: Path) -> None:
    for name in ("mara", "ivo"):
        Users(tmp_path / "users").add(name, f"{name} has a password")
    with serving(tmp_path) as address:

        def judge(name: str) -> int:
            with httpx.Client(base_url=address, follow_redirects=True, timeout=60) as client:
                csrf = token(client.get("/login").text)
                client.post("/login", data={"name": name, "password": f"{name} has a password", "csrf": csrf})
                page = client.get("/", params={"state": "all"}).text
                (action,) = set(re.findall(r'action="(/flags/[0-9a-f]+/verdict)"', page))
                return client.post(action, data={"verdict": "real", "csrf": token(page)}).status_code

        with ThreadPoolExecutor(2) as pool:
            assert list(pool.map(judge, ("mara", "ivo"))) == [200, 200]
    given = VerdictStore(tmp_path / "verdicts.sqlite").standing()
    assert sorted(v.reviewer for v in given) == ["ivo", "mara"]
    assert len({v.divergence_id for v in given}) == 1


def test_verdicts_are_published_survive_a_new_run_and_lapse_with_their_evidence(tmp_path: Path) -> None:
    source, target = tmp_path / "w.duckdb", tmp_path / "p.duckdb"
    day = Window(start=DAY, end=DAY + timedelta(days=1))

    def night(trees: int) -> list[tuple[object, ...]]:
        articles = [
            article("herald", "Orchard burns", "40 trees burnt in the orchard at Lunn."),
            article("courier", "Fire at Lunn", f"{trees} trees burnt in the orchard at Lunn."),
        ]
        warehouse.write_window(source, content(articles, day))
        publish.publish_database(source, target, store.standing())
        with warehouse.connect(target, read_only=True) as db:
            return db.execute(
                "SELECT d.divergence_id, d.evidence_hash, d.verdict, r.holds FROM divergences d"
                " LEFT JOIN reviews r USING (divergence_id)"
            ).fetchall()

    store = VerdictStore(tmp_path / "v.sqlite")
    ((divergence, evidence, said, holds),) = night(60)
    assert (said, holds) == (None, None)
    store.record(verdict(str(divergence), "not_useful", evidence_hash=str(evidence)))
    assert night(60) == [(divergence, evidence, "not_useful", True)]
    ((same, other, said, holds),) = night(70)
    assert same == divergence
    assert other != evidence
    assert (said, holds) == (None, False)


def test_a_share_comes_with_its_wilson_interval(tmp_path: Path) -> None:
    with warehouse.connect(tmp_path / "w.duckdb") as db:
        asked = "SELECT round(wilson(had, cases).low, 4), round(wilson(had, cases).high, 4) FROM (VALUES (8, 10), (1, 1), (0, 3)) AS t(had, cases)"
        assert db.execute(asked).fetchall() == [(0.4902, 0.9433), (0.2065, 1.0), (0.0, 0.5615)]


def test_precision_counts_every_verdict_by_kind_judge_outlet_and_month(
    client: httpx.Client, tmp_path: Path
) -> None:
    store = VerdictStore(tmp_path / "verdicts.sqlite")
    with warehouse.connect(tmp_path / "parallax.duckdb", read_only=True) as db:
        ids = [i for (i,) in db.execute("SELECT divergence_id FROM divergences ORDER BY 1").fetchall()]
    for number in range(600):  # more than a list of flags shows; of what was published before, too
        store.record(verdict(f"gone{number}", "scope", reviewed_at=NOW - timedelta(days=40)))
    store.record(verdict(ids[0], "real"))
    store.record(verdict(ids[0], "scope", who="ivo", reviewed_at=NOW + timedelta(minutes=1)))
    store.record(verdict(ids[1], "real"))
    page = client.get("/precision").text
    found = {
        (title, name): (int(judged), int(real))
        for title, table in re.findall(r"<h2>([^<]+)</h2>(.*?)</section>", page, re.DOTALL)
        for name, judged, real in re.findall(
            r'<th scope="row">([^<]+)</th><td>(\d+)</td><td>(\d+)</td>', table
        )
    }
    assert found["By kind", "figure"] == (602, 1)
    assert found["By judge", "figure, cross outlet"] == (2, 1)
    assert found["By month", "2026-05"] == (2, 1)
    assert found["By month", "2026-03"] == (600, 0)
    assert found["By reviewer", "mara"] == (602, 2)
    assert found["By reviewer", "ivo"] == (1, 0)
    assert found["By outlet", "not in the published copy any more"] == (600, 0)
    assert sum(judged for (title, name), (judged, _) in found.items() if title == "By outlet") == 604


# ---------------------------------------------------------------- users


def test_passwords_are_checked_and_never_kept(tmp_path: Path) -> None:
    users = Users(tmp_path / "users")
    users.add("mara", "a long password")
    assert users.verify("mara", "a long password")
    assert not users.verify("mara", "a long passwore")
    assert not users.verify("ivo", "a long password")
    assert "a long password" not in (tmp_path / "users").read_text(encoding="utf-8")
    assert (tmp_path / "users").stat().st_mode & 0o077 == 0
    with pytest.raises(InputError, match="shorter than 10"):
        users.add("ivo", "short")
    with pytest.raises(InputError, match="user name 'a:b'"):
        users.add("a:b", "a long password")
    (tmp_path / "users").write_text("mara:plain:password\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="line 1 is no user"):
        users.names()


def test_a_page_that_others_reach_asks_who_they_are(tmp_path: Path) -> None:
    places = {
        "database": tmp_path,
        "verdicts": tmp_path,
        "users": tmp_path / "users",
        "secret": tmp_path / "secret",
    }
    with pytest.raises(SettingsError, match=r"nobody would have to log in: add users"):
        application(Review(host="0.0.0.0"), **places)
    Users(tmp_path / "users").add("mara", "a long password")
    assert application(Review(host="0.0.0.0"), **places)


def test_a_name_is_guessed_only_so_often(tmp_path: Path) -> None:
    Users(tmp_path / "users").add("mara", "a long password")
    with serving(tmp_path) as address, httpx.Client(base_url=address, follow_redirects=True) as client:
        csrf = token(client.get("/login").text)

        def log_in(name: str, password: str) -> int:
            return client.post("/login", data={"name": name, "password": password, "csrf": csrf}).status_code

        assert [log_in("mara", "a wrong guess") for _ in range(6)] == [401] * 5 + [429]
        assert log_in("mara", "a long password") == 429
        assert log_in("ivo", "a wrong guess") == 401  # another name is not held up


def test_many_names_are_guessed_only_so_often_from_one_place() -> None:
    now = [0.0]
    throttle = Throttle(clock=lambda: now[0])
    for number in range(60):
        throttle.failed("192.0.2.1", f"name {number}")
    assert not throttle.is_open("192.0.2.1", "mara")
    assert throttle.is_open("192.0.2.2", "mara")
    now[0] = 301.0
    assert throttle.is_open("192.0.2.1", "mara")


def test_a_user_who_is_taken_out_is_no_longer_let_in(tmp_path: Path) -> None:
    users = Users(tmp_path / "users")
    users.add("mara", "a long password")
    users.add("ivo", "another long password")
    with serving(tmp_path) as address, httpx.Client(base_url=address, follow_redirects=True) as client:
        csrf = token(client.get("/login").text)
        client.post("/login", data={"name": "mara", "password": "a long password", "csrf": csrf})
        assert '<span class="who">mara</span>' in client.get("/").text
        lines = (tmp_path / "users").read_text(encoding="utf-8").splitlines(keepends=True)
        (tmp_path / "users").write_text("".join(x for x in lines if not x.startswith("mara:")), "utf-8")
        assert client.get("/").url.path == "/login"
        assert client.post("/sql/rows", data={"statement": "SELECT 1", "csrf": csrf}).status_code == 401


def test_a_proxy_names_the_user_only_where_it_is_trusted(tmp_path: Path) -> None:
    database = published(tmp_path / "parallax.duckdb")
    trusted = Review(proxy_header="X-Remote-User")
    with serving(tmp_path, trusted, database=database) as address:
        named = httpx.get(address, headers={"X-Remote-User": "mara"})
        assert named.status_code == 200
        assert '<span class="who">mara</span>' in named.text
        assert httpx.get(address).status_code == 401
    elsewhere = Review(proxy_header="X-Remote-User", trusted_proxies=("10.0.0.0/8",))
    with serving(tmp_path, elsewhere, database=database) as address:
        assert httpx.get(address, headers={"X-Remote-User": "mara"}).status_code == 401


# ---------------------------------------------------------------- the page


def test_every_answer_is_locked_down_and_what_came_from_the_web_is_escaped(client: httpx.Client) -> None:
    for path in ("/", "/sql", "/precision", "/login", "/nowhere", "/static/review.css"):
        answer = client.get(path)
        assert "default-src 'none'" in answer.headers["content-security-policy"], path
        assert answer.headers["x-content-type-options"] == "nosniff"
    page = client.get("/", params={"least": 0}).text
    assert "<script>alert(1)" not in page
    assert "javascript:" not in page


def test_a_verdict_needs_the_token_of_our_own_page(client: httpx.Client, tmp_path: Path) -> None:
    page = client.get("/").text
    (action,) = set(re.findall(r'action="(/flags/[0-9a-f]+/verdict)"', page))
    store = VerdictStore(tmp_path / "verdicts.sqlite")
    assert client.post(action, data={"verdict": "real"}).status_code == 403
    assert client.post(action, data={"verdict": "real", "csrf": "guessed"}).status_code == 403
    assert store.standing() == []
    csrf = token(page)
    assert client.post(action, data={"verdict": "perhaps", "csrf": csrf}).status_code == 422
    assert client.post("/flags/none/verdict", data={"verdict": "real", "csrf": csrf}).status_code == 404
    assert client.post(action, data={"verdict": "real", "csrf": csrf}).status_code == 200
    assert [v.verdict for v in store.standing()] == ["real"]
    away = client.post(action, data={"verdict": "real", "csrf": csrf, "after": "//evil.example/"})
    assert away.url.host == "127.0.0.1"


def test_another_host_name_is_refused(client: httpx.Client) -> None:
    assert client.get("/", headers={"Host": "rebound.example"}).status_code == 400


def test_a_request_is_no_larger_than_a_note(client: httpx.Client) -> None:
    csrf = token(client.get("/sql").text)
    answer = client.post("/sql/rows", data={"statement": "x" * 200_000, "csrf": csrf})
    assert answer.status_code == 413


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE x (a INT)",
        "ATTACH 'a.db' AS a",
        "PRAGMA version",
        "SELECT * FROM read_text('/etc/hosts')",
    ],
)
def test_sql_only_reads(client: httpx.Client, statement: str) -> None:
    csrf = token(client.get("/sql").text)
    answer = client.post("/sql/rows", data={"statement": statement, "csrf": csrf})
    assert answer.status_code == 422
    assert "can only be read" in answer.json()["problem"]


def test_a_statement_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    with (
        serving(tmp_path, Review(statement_seconds=0.3)) as address,
        httpx.Client(base_url=address, timeout=30) as client,
    ):
        csrf = token(client.get("/sql").text)
        endless = "SELECT count(*) FROM range(1000000) a, range(1000000) b WHERE a.range * b.range % 7 = 3"
        answer = client.post("/sql/rows", data={"statement": endless, "csrf": csrf})
        assert "took more than 0.3 s" in answer.json()["problem"]
        again = client.post("/sql/rows", data={"statement": "SELECT 1", "csrf": csrf})
        assert again.json()["rows"] == [["1"]]


def test_the_page_sees_what_was_published_since(tmp_path: Path) -> None:
    with serving(tmp_path) as address, httpx.Client(base_url=address) as client:
        assert "3 flags" in client.get("/").text
        start = DAY + timedelta(days=9)
        fourth = [
            article("planet", "Mill burns", "40 sacks burnt in the mill at Orn."),
            article("comet", "Fire at Orn", "90 sacks burnt in the mill at Orn."),
        ]
        fresh = tmp_path / "fresh.duckdb"
        fresh.write_bytes((tmp_path / "parallax.duckdb").read_bytes())
        warehouse.write_window(fresh, content(fourth, Window(start=start, end=start + timedelta(days=1))))
        fresh.replace(tmp_path / "parallax.duckdb")
        assert "4 flags" in client.get("/").text


# ---------------------------------------------------------------- words and rows


def test_pieces_give_the_text_back_whatever_the_spans() -> None:
    spans = [
        Span(first=0, last=4, what="a"),
        Span(first=2, last=99, what="b"),
        Span(first=3, last=3, what="c"),
    ]
    found = pieces("abcdef", spans)
    assert "".join(p.text for p in found) == "abcdef"
    assert [(p.text, p.classes) for p in found] == [("ab", "a"), ("cd", "a b"), ("ef", "b")]


def test_only_words_differ_not_their_case_or_a_comma() -> None:
    mine, theirs = differing("Forty trees, burnt", "forty trees fell")
    assert [(s.first, s.last) for s in mine] == [(11, 18)]
    assert [(s.first, s.last) for s in theirs] == [(12, 16)]
    assert differing("Trees burnt.", "trees burnt") == ([], [])


def test_each_sentence_is_shown_and_what_one_lacks_is_a_gap() -> None:
    def row(identity: str, article_id: str) -> dict[str, object]:
        return {"sentence_id": identity, "article_id": article_id, "text": identity, "section": "body"}

    mine = [row("a1", "a"), row("a2", "a"), row("a3", "a")]
    theirs = [row("b0", "b"), row("b1", "b"), row("b2", "b"), row("b3", "b")]
    pairs = [
        {"sentence_a": "a2", "sentence_b": "b1", "score": 0.9},
        {"sentence_a": "a3", "sentence_b": "b1", "score": 0.8},
    ]
    lines = reading.lines(mine, theirs, pairs, {})
    told = [(x.left.id if x.left else None, x.right.id if x.right else None) for x in lines]
    assert told == [(None, "b0"), ("a1", None), ("a2", "b1"), (None, "b2"), (None, "b3"), ("a3", "b1")]
    assert lines[-1].right is not None
    assert lines[-1].right.again


# ---------------------------------------------------------------- calibration


def test_verdicts_re_fit_what_is_published_and_not_what_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from pipeline.cli import main
    from pipeline.wiring import adapters

    monkeypatch.setenv("PARALLAX_VAR", str(tmp_path))
    adapters.settings.cache_clear()
    try:
        store = VerdictStore(adapters.settings().verdicts)
        for number in range(40):
            store.record(verdict(f"d{number}", "real" if number % 4 == 0 else "scope"))
        assert main(["calibrate"]) == 0
        told = capsys.readouterr().out
        assert re.search(r"figure +40 +10 ", told)
        source, target = published(tmp_path / "w.duckdb"), tmp_path / "p.duckdb"
        publish.publish_database(source, target, (), read_curves(adapters.settings().calibration))
        with warehouse.connect(target, read_only=True) as db:
            rows = db.execute("SELECT DISTINCT confidence, judged_confidence FROM divergences").fetchall()
        ((confidence, judged),) = rows
        assert judged == 0.8
        assert confidence == pytest.approx(read_curves(adapters.settings().calibration)["figure"].at(0.8))
        assert confidence < 0.5
        with warehouse.connect(source, read_only=True) as db:
            assert db.execute("SELECT DISTINCT confidence FROM divergences").fetchall() == [(0.8,)]
        assert main(["calibrate", "--reset"]) == 0
        assert read_curves(adapters.settings().calibration) == {}
    finally:
        adapters.settings.cache_clear()
