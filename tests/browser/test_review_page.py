"""The review page as a reviewer meets it: read, filter, judge by keys, undo, ask, download, on a phone."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.adapters.users import Users
from pipeline.adapters.verdicts import VerdictStore
from tests.browser.looking import hindrances, picture
from tests.browser.reviewing import serving


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("review")


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with serving(folder) as url:
        yield url


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1200, "height": 900}, accept_downloads=True)
    opened = context.new_page()
    problems: list[str] = []
    opened.on("pageerror", lambda error: problems.append(str(error)))
    opened.on("dialog", lambda dialog: (problems.append(dialog.message), dialog.dismiss()))
    opened.goto(address)
    yield opened
    assert problems == []
    context.close()


def count(page: Any) -> str:
    return str(page.inner_text(".count"))


def test_a_morning_by_keys_alone(page: Any, folder: Path) -> None:
    store = VerdictStore(folder / "verdicts.sqlite")
    assert count(page) == "3 flags"
    first = page.inner_text("[aria-label='The chosen flag'] h2")
    page.keyboard.press("j")
    page.wait_for_selector("#flags li:nth-child(2).chosen")
    page.wait_for_load_state("load")
    page.keyboard.press("k")
    page.wait_for_selector("#flags li:nth-child(1).chosen")
    page.wait_for_load_state("load")
    assert page.inner_text("[aria-label='The chosen flag'] h2") == first
    page.keyboard.press("n")
    page.keyboard.type("1 note with j, k and 4 in it")  # keys in a field are text
    page.keyboard.press("Escape")
    page.keyboard.press("1")
    page.wait_for_selector(".count:has-text('2 flags')")
    page.wait_for_load_state("load")
    (given,) = store.standing()
    assert (given.verdict, given.note, given.reviewer) == ("real", "1 note with j, k and 4 in it", "local")
    page.select_option("select[name=state]", "mine")
    page.click("text=Show")
    page.wait_for_load_state("load")
    assert count(page) == "1 flag"
    page.keyboard.press("u")
    page.wait_for_selector(".count:has-text('0 flags')")
    page.wait_for_load_state("load")
    assert store.standing() == []


def test_filters_narrow_the_list(page: Any) -> None:
    page.select_option("select[name=outlet]", "tribune")
    page.click("text=Show")
    page.wait_for_load_state("load")
    assert count(page) == "1 flag"
    page.keyboard.press("/")
    page.keyboard.type("no such words")
    page.keyboard.press("Enter")
    page.wait_for_selector(".count:has-text('0 flags')")
    page.wait_for_load_state("load")
    assert "Nothing waits here." in page.inner_text("#flags")


def test_two_outlets_side_by_side(page: Any) -> None:
    page.keyboard.press("r")
    page.wait_for_selector(".together")
    matched = page.locator("tr.matched").first
    assert (
        matched.locator(".differs").all_inner_texts() == ["40", "60"]
        or len(matched.locator(".differs").all()) == 2
    )
    assert matched.locator(".figure").count() == 2
    assert page.locator("tr.alone .gap").count() == 2  # the headlines, of which none says the other
    assert sorted(matched.locator(".exact").all_inner_texts())[0] == "40"
    reasons = page.inner_text("aside")
    assert "Trees burnt: 40 against 6" in reasons
    assert "divergent" in reasons
    assert "reads as count [40, 40]" in reasons
    assert page.locator("aside dt").count() >= 3  # the rules, each with what it decided
    assert hindrances(page) == []
    page.click("aside >> text=Judge it")
    page.wait_for_selector("#flags")
    assert count(page).startswith("1 flag of one story")


def test_sql_is_asked_paged_charted_and_downloaded(page: Any, address: str) -> None:
    page.goto(f"{address}/sql")
    page.keyboard.press("Tab")
    page.fill("#statement", "SELECT outlet, count(*) AS n FROM articles GROUP BY ALL ORDER BY ALL")
    page.press("#statement", "Control+Enter")
    page.wait_for_selector("#answer table")
    assert page.locator("#answer tbody tr").count() == 6
    assert page.locator("#chart rect").count() == 6
    with page.expect_download() as started:
        page.click("text=CSV")
    with Path(started.value.path()).open(encoding="utf-8", newline="") as file:
        assert [row["outlet"] for row in csv.DictReader(file)] == [
            "beacon",
            "courier",
            "gazette",
            "herald",
            "observer",
            "tribune",
        ]
    page.fill("#statement", "SELECT i FROM range(450) t(i)")
    page.click("#run")
    page.wait_for_selector("#told:has-text('Rows 1 to 200, and more')")
    page.click("#after")
    page.wait_for_selector("#told:has-text('Rows 201 to 400')")
    page.fill("#statement", "COPY articles TO 'out.csv'")
    page.click("#run")
    page.wait_for_selector("#told.problem")
    assert "can only be read" in page.inner_text("#told")


def test_a_long_statement_is_cancelled(page: Any, address: str) -> None:
    page.goto(f"{address}/sql")
    page.fill(
        "#statement",
        "SELECT count(*) FROM range(1000000) a, range(1000000) b WHERE a.range * b.range % 7 = 3",
    )
    page.click("#run")
    page.wait_for_selector("#cancel:enabled")
    page.wait_for_timeout(300)
    page.click("#cancel")
    page.wait_for_selector("#told:has-text('cancelled')")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["inbox", "side-by-side", "sql", "precision", "login"])
def test_a_page_is_for_everybody(browser: Any, address: str, name: str, scheme: str) -> None:
    """On a phone nothing scrolls sideways, and axe-core finds nothing serious in either colour scheme."""
    phone = browser.new_page(viewport={"width": 320, "height": 700}, color_scheme=scheme)
    phone.goto(address)
    if name == "side-by-side":
        phone.goto(address + str(phone.get_attribute(".flag a[href^='/stories/']", "href")))
    elif name != "inbox":
        phone.goto(f"{address}/{name}")
    if name == "sql":
        phone.click("#run")
        phone.wait_for_selector("#answer table")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 320
    assert hindrances(phone) == []
    if scheme == "light":
        picture(phone, f"review-{name}-phone")
        phone.set_viewport_size({"width": 1280, "height": 900})
        picture(phone, f"review-{name}")
    phone.close()


def test_a_user_logs_in_and_out(browser: Any, tmp_path: Path) -> None:
    Users(tmp_path / "users").add("mara", "a long password")
    with serving(tmp_path) as address:
        page = browser.new_page()
        page.goto(address)
        assert page.url.endswith("/login")
        page.fill("input[name=name]", "mara")
        page.fill("input[name=password]", "a wrong password")
        page.click("button:has-text('Log in')")
        assert "Name or password is wrong." in page.inner_text("main")
        page.fill("input[name=name]", "mara")
        page.fill("input[name=password]", "a long password")
        page.click("button:has-text('Log in')")
        page.wait_for_selector("#flags")
        assert page.inner_text(".who") == "mara"
        page.click("text=Log out")
        page.wait_for_url("**/login")
        page.close()
