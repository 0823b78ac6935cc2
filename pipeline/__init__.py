"""Parallax: compares what news outlets write of the same event, and shows where they part."""

__version__ = "0.1.0"
