"""Is a page that is no article taken for one, or an article lost? Over pages that were made for it."""

from __future__ import annotations

from pathlib import Path
from statistics import mean

from benchmarks.made_articles import odd_articles
from benchmarks.made_others import other_pages
from benchmarks.measurement import Measure
from benchmarks.product import parallax, read_rows, write_rows


def page_kinds(_: Path, folder: Path) -> list[Measure]:
    """Shares of other pages that are refused, of odd articles that stay, and of kinds told right."""
    pages = (*other_pages(), *odd_articles())
    source, target = folder / "kinds-in.jsonl", folder / "kinds-out.jsonl"
    for number, page in enumerate(pages):
        (folder / f"{number}.html").write_text(page.html, encoding="utf-8")
    write_rows(source, ({"html": f"{number}.html", "url": page.url} for number, page in enumerate(pages)))
    parallax("extract", source, target)
    told = [(page.kind, str(row["page_type"])) for page, row in zip(pages, read_rows(target), strict=True)]
    others = [found != "article" for kind, found in told if kind != "article"]
    articles = [found == "article" for kind, found in told if kind == "article"]
    figures = {
        "others refused": mean(others),
        "articles kept": mean(articles),
        "kinds told": mean(kind == found for kind, found in told),
    }
    measures = [Measure(set="pages/kinds", name=name, value=float(value)) for name, value in figures.items()]
    wrong = others.count(False) + articles.count(False)
    return [*measures, Measure(set="pages/kinds", name=f"wrong of {len(pages)}", value=wrong, kind="info")]
