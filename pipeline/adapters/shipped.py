"""Files of trained weights that lie in the repository: read whole, and only as they were written."""

from __future__ import annotations

import hashlib
from pathlib import Path

from pipeline.errors import ModelError


def read_shipped(file: Path, sha256: str) -> bytes:
    """The file's content. Raises ModelError when it is absent or not the file that was trained."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise ModelError(
            f"{file}: cannot be read ({error.strerror or error}); restore it from the repository"
        ) from None
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        raise ModelError(
            f"{file}: has SHA-256 {found[:16]}…, not {sha256[:16]}…; restore it from the repository"
        )
    return content
