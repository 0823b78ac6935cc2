"""How a divergence is quoted elsewhere: as a citation in plain words, and as the SQL that finds it again."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.report import phrases
from pipeline.report.views import Absence, Quote, Side


def citation(divergence_id: str, summary: str, sides: Sequence[Side]) -> str:
    """One paragraph: what parts, each side's exact words with outlet, time, address and archive reference."""
    told = [f"{summary.rstrip('.')}."]
    for side in sides:
        for quote in side.quotes:
            told.append(f"{side.letter}: {_said(quote)}.")
        for gone in side.absences:
            told.append(f"{side.letter}: {_absent(gone)}.")
    told.append(f"Parallax divergence {divergence_id}.")
    return " ".join(told)


def statement(divergence_id: str) -> str:
    """A statement on the published database that gives the divergence with its evidence."""
    quoted = divergence_id.replace("'", "''")
    return (
        "SELECT d.kind, d.subtype, d.summary, e.side, e.outlet, e.value, e.quote, a.url, a.published_at\n"
        "FROM divergences d JOIN divergence_evidence e USING (divergence_id) JOIN articles a USING (article_id)\n"
        f"WHERE d.divergence_id = '{quoted}'\n"
        "ORDER BY e.side, e.outlet, e.char_start;"
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
