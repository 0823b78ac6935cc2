"""The report as a reader meets it: opened from the disk, on a phone, in the dark, on paper, by keyboard."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.browser.looking import hindrances, picture
from tests.report.coverage import BRIDGE, HOSTILE, QUIET

PAGES = {
    "index": "index.html",
    "story": f"story-{BRIDGE}.html",
    "hostile-story": f"story-{HOSTILE}.html",
    "quiet-story": f"story-{QUIET}.html",
    "outlet": "outlet-harbour.html",
}

LOW_CONTRAST = """
() => {
  const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const rgb = colour => {
    canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
  const behind = e => {
    for (; e; e = e.parentElement) {
      const c = rgb(getComputedStyle(e).backgroundColor);
      if (c[3] === 255) return c;
    }
    return [255, 255, 255];
  };
  const bad = new Set();
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const e = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || !e.checkVisibility()) continue;
    const [a, b] = [light(rgb(getComputedStyle(e).color)), light(behind(e))].sort((x, y) => y - x);
    if ((a + .05) / (b + .05) < 4.5) bad.add(e.className + ': ' + walk.currentNode.data.trim().slice(0, 30));
  }
  return [...bad];
}
"""

TOO_WIDE = """
() => [...document.querySelectorAll('body *')]
  .filter(e => !e.closest('.scroll, .skip, .hidden') && e.getBoundingClientRect().right > innerWidth + 1)
  .map(e => e.tagName + '.' + e.className)
"""


def opened(browser: Any, file: Path, **settings: Any) -> tuple[Any, list[str], list[str]]:
    """A page with everything it complained of and asked for."""
    page = browser.new_page(**settings)
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    return page, said, asked


@pytest.mark.parametrize("called", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_page_fits_is_legible_hinders_nobody_and_asks_for_nothing(browser, report, called, scheme, width):
    name = PAGES[called]
    page, said, asked = opened(
        browser, report / name, viewport={"width": width, "height": 900}, color_scheme=scheme
    )
    try:
        assert said == []
        assert {url for url in asked if not url.startswith("data:")} == {
            (report / name).as_uri(),
            (report / "report.css").as_uri(),
            (report / "report.js").as_uri(),
        }
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(TOO_WIDE) == []
        assert page.evaluate(LOW_CONTRAST) == []
        picture(page, f"report-{called}-{width}-{scheme}")
        page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true; })")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert hindrances(page) == []
    finally:
        page.close()


def test_a_cell_leads_to_the_words_in_the_text(browser, report):
    page, _, _ = opened(browser, report / f"story-{BRIDGE}.html")
    try:
        details = page.locator("#a-m1")
        assert details.get_attribute("open") is None
        page.locator(".claims a.cell-denies").click()
        assert details.get_attribute("open") is not None
        target = page.locator(":target")
        assert target.inner_text() == "The bridge was never inspected after 2019, according to the union."
        assert page.evaluate(
            "() => { const r = document.querySelector(':target').getBoundingClientRect();"
            " return r.top >= 0 && r.bottom <= innerHeight }"
        )
    finally:
        page.close()


def test_first_page_leads_to_a_divergence_by_keyboard_alone(browser, report):
    page, _, _ = opened(browser, report / "index.html")
    try:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
        assert page.locator(".skip").bounding_box()["x"] >= 0
        page.keyboard.press("Enter")
        for _ in range(12):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.closest('.ranked h3') !== null"):
                break
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        page.keyboard.press("Enter")
        page.wait_for_url("**/story-*#d-*")
        assert page.locator("article:target h3").count() == 1
    finally:
        page.close()


def test_paper_shows_the_texts_that_the_screen_folds(browser, report):
    page, _, _ = opened(browser, report / f"story-{BRIDGE}.html", viewport={"width": 700, "height": 900})
    try:
        text = page.locator("#a-h1 p > span").first
        assert not text.is_visible()
        page.emulate_media(media="print")
        assert text.bounding_box()["height"] > 0
        assert not page.locator(".contents").is_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 700
        assert page.pdf(format="A4").startswith(b"%PDF")
        picture(page, "report-story-print")
    finally:
        page.close()


def test_the_first_page_is_filtered_without_a_server(browser, report):
    page, said, _ = opened(browser, report / "index.html", viewport={"width": 1000, "height": 900})
    try:
        shown = page.locator(".ranked > li:visible")
        everything = shown.count()
        page.select_option("select[name=kind]", "figure")
        assert 0 < shown.count() < everything
        assert page.inner_text(".filters output") == f"{shown.count()} of {everything} shown"
        kinds = {li.get_attribute("data-kind") for li in shown.all()}
        assert kinds == {"figure"}
        page.select_option("select[name=kind]", "")
        assert shown.count() == everything
        assert said == []
    finally:
        page.close()


def test_a_citation_is_marked_or_copied_by_its_button(browser, report):
    page, said, _ = opened(browser, report / f"story-{BRIDGE}.html", viewport={"width": 1000, "height": 900})
    try:
        page.locator("details.cite summary").first.click()
        button = page.locator("details.cite button").first
        assert button.inner_text() == "Copy as citation"
        button.click()
        page.wait_for_timeout(200)
        assert button.inner_text() in ("Copied", "Marked: copy it by hand")
        assert said == []
    finally:
        page.close()


def test_every_divergence_is_reached_by_the_filters(browser, report):
    page, said, _ = opened(browser, report / "index.html", viewport={"width": 1000, "height": 900})
    try:
        for name in ("kind", "outlet", "story"):
            for option in page.locator(f"select[name={name}] option").all()[1:]:
                page.select_option(
                    f"select[name={name}]", option.get_attribute("value") or option.inner_text()
                )
                assert page.locator(".ranked > li:visible, .rest li:visible").count() > 0, option.inner_text()
            page.select_option(f"select[name={name}]", "")
        assert said == []
    finally:
        page.close()


def test_a_story_is_read_by_keyboard_alone(browser, report):
    """Everything that can be used is reached in the order of the page, is seen, and says where it is."""
    page, _, _ = opened(browser, report / f"story-{BRIDGE}.html", viewport={"width": 1000, "height": 900})
    try:
        usable = page.evaluate(
            "() => [...document.querySelectorAll('a[href], summary, [tabindex=\"0\"], button')]"
            ".filter(e => e.checkVisibility()).length"
        )
        reached: list[float] = []
        for _ in range(usable):
            page.keyboard.press("Tab")
            top, outline, name = page.evaluate(
                "() => { const e = document.activeElement, b = e.getBoundingClientRect();"
                " const label = document.getElementById(e.getAttribute('aria-labelledby'));"
                " return [b.top + scrollY, getComputedStyle(e).outlineStyle,"
                " (label ?? e).textContent.trim()] }"
            )
            assert outline == "solid"
            assert name
            reached.append(top)
        assert page.evaluate("document.activeElement !== document.body")
        texts = page.evaluate("document.querySelector('#texts').getBoundingClientRect().top + scrollY")
        assert max(reached) > texts
        page.locator(".claims td a").first.focus()
        page.keyboard.press("Enter")
        assert page.locator("span:target").is_visible()
    finally:
        page.close()
