"""Figures: every number of a sentence as a careful editor reads it."""

from pipeline.core.figures.finder import find_figures
from pipeline.core.figures.options import FigureOptions

__all__ = ["FigureOptions", "find_figures"]
