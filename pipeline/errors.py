"""What can go wrong, as one family: every message says what, where, and what to do."""

from __future__ import annotations


class PipelineError(Exception):
    """Root of all errors that Parallax raises on purpose; the command line prints it as one line."""


class InputError(PipelineError):
    """What a user handed in cannot be read: a missing file, a broken line, an absent field."""


class SettingsError(PipelineError):
    """`settings.toml`, `outlets.toml` or an environment variable holds something unusable."""


class ArchiveError(PipelineError):
    """An archive file is missing or damaged."""


class WarehouseError(PipelineError):
    """The database cannot be opened, is of another version, or refused a window."""


class ModelError(PipelineError):
    """A language model is missing or does not do what the settings ask of it."""


class StageError(PipelineError):
    """A stage cannot run: an input of it is missing, or what it reads does not fit its schema."""
