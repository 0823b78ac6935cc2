"""Looking at a page: what a screen reader cannot use, and a picture to keep."""

from __future__ import annotations

from typing import Any

from pipeline.settings import ROOT

PICTURES = ROOT / "var" / "tests" / "pictures"
GRAVE = ("serious", "critical")


def hindrances(page: Any) -> list[str]:
    """What axe-core finds on a page that is serious or critical: `rule: selector`, a line each."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [
        f"{rule['id']}: {' '.join(map(str, node['target']))}"
        for rule in found
        if rule["impact"] in GRAVE
        for node in rule["nodes"]
    ]


def picture(page: Any, name: str) -> None:
    """Keeps a picture of the whole page as `var/tests/pictures/NAME.png`, for people to look at."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png", full_page=True)
