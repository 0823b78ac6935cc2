"""Framing: words and constructions that charge a sentence."""

from pipeline.core.framing.finder import find_framing

__all__ = ["find_framing"]
