"""Attributions: who is said to have said what, in which words."""

from pipeline.core.attributions.finder import find_attributions
from pipeline.core.attributions.resolve import resolve_article
from pipeline.core.attributions.runs import whole_content
from pipeline.core.attributions.stance import stance_of

__all__ = ["find_attributions", "resolve_article", "stance_of", "whole_content"]
