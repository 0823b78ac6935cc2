"""Where JSON Lines come from and go to: files, or standard streams for `-`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from pipeline.adapters.coverage import open_text
from pipeline.errors import InputError


@contextmanager
def stream_in(source: str) -> Iterator[Iterable[str]]:
    """The lines of a file, gzip too, or of standard input for `-`."""
    if source == "-":
        yield sys.stdin
        return
    with open_text(Path(source)) as stream:
        yield stream


@contextmanager
def stream_out(target: str) -> Iterator[IO[str]]:
    """A stream to write to; a file is written whole or not at all. Raises InputError where it cannot be."""
    if target == "-":
        yield sys.stdout
        return
    path = Path(target)
    draft = path.with_name(f".{path.name}.{os.getpid()}.open")
    try:
        with draft.open("w", encoding="utf-8") as stream:
            yield stream
        draft.replace(path)
    except OSError as error:
        raise InputError(
            f"{path}: cannot be written ({error.strerror or error}); name another file"
        ) from None
    finally:
        draft.unlink(missing_ok=True)
