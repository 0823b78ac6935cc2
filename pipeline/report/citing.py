"""How a divergence is quoted elsewhere: as a citation in plain words, and as the SQL that finds it again."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.report import phrases
from pipeline.report.views import Absence, Quote, Side

MOST_CITED = 2  # outlets of one side


def citation(divergence_id: str, summary: str, sides: Sequence[Side]) -> str:
    """One paragraph: what parts, each side's exact words with outlet, time, address and archive reference.

    An outlet is cited once on a side, and two outlets at most; further ones are named.
    """
    told = [f"{summary.rstrip('.')}."]
    for side in sides:
        firsts = {quote.outlet: quote for quote in reversed(side.quotes)}
        outlets = [name for name in side.outlets if name in firsts]
        for name in outlets[:MOST_CITED]:
            told.append(f"{side.letter}: {_said(firsts[name])}.")
        if outlets[MOST_CITED:]:
            told.append(f"{side.letter}, too: {', '.join(outlets[MOST_CITED:])}.")
        for gone in side.absences:
            told.append(f"{side.letter}: {_absent(gone)}.")
    told.append(f"Parallax divergence {divergence_id}.")
    return " ".join(told)


def statement(divergence_id: str) -> str:
    """A statement on the published database that gives the divergence with its evidence."""
    quoted = divergence_id.replace("'", "''")
    return (
        "SELECT kind, summary, side, e.outlet, value, quote, url FROM divergences JOIN divergence_evidence e"
        f" USING (divergence_id) JOIN articles USING (article_id) WHERE divergence_id = '{quoted}' ORDER BY side;"
    )


def _said(quote: Quote) -> str:
    exact = "".join(piece.text for piece in quote.passage.pieces if piece.marked)
    words = exact or "".join(piece.text for piece in quote.passage.pieces)
    place = f"{quote.outlet}{', headline' if quote.in_headline else ''}"
    if quote.version:
        place += f", version {quote.version}"
    time = f", {quote.time_of} {phrases.moment(quote.time)}" if quote.time else ""
    where = "".join(
        f", {part}" for part in (quote.url, quote.archive and f"archived: {quote.archive}") if part
    )
    return f"“{words}” ({place}{time}{where})"


def _absent(gone: Absence) -> str:
    state = "does not say it" if gone.read_whole else "text not available"
    return f"{gone.outlet}, “{gone.title}”: {state}{', ' + gone.url if gone.url else ''}"
