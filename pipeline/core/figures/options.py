"""What can be set about reading figures."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureOptions:
    """Widths of the vague approximators, as shares of the number (settings: comparison.about, .nearly)."""

    about: float = 0.1
    nearly: float = 0.1
