"""Who may review: names and scrypt hashes (RFC 7914) in a small file, a line each."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import re
from pathlib import Path

from pipeline.errors import InputError, SettingsError

_COST, _BLOCK, _LANES = 2**14, 8, 1  # 16 MB and some 50 ms a password
_MEMORY = 64 * 1024 * 1024
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,63}")
SHORTEST = 10  # characters of a password


class Users:
    """The users of one file. A file that is not there has none."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def names(self) -> list[str]:
        """All names, sorted. Raises SettingsError for a line that is none of ours."""
        return sorted(self._hashes())

    def verify(self, name: str, password: str) -> bool:
        """Whether the password is that user's. An unknown name takes as long as a wrong password."""
        known = self._hashes().get(name)
        salt, wanted = known or (b"\0" * 16, b"")
        return hmac.compare_digest(_hash(password, salt), wanted)

    def add(self, name: str, password: str) -> None:
        """Adds a user, or changes a password. Raises InputError for a name or password that will not do."""
        if not _NAME.fullmatch(name):
            raise InputError(f"user name {name!r}: letters, digits and . _ @ - only, 64 at most")
        if len(password) < SHORTEST:
            raise InputError(f"the password is shorter than {SHORTEST} characters; take a longer one")
        salt = os.urandom(16)
        users = self._hashes() | {name: (salt, _hash(password, salt))}
        lines = [f"{n}:scrypt:{_text(s)}:{_text(h)}\n" for n, (s, h) in sorted(users.items())]
        self._path.parent.mkdir(parents=True, exist_ok=True)
        draft = self._path.with_name(f".{self._path.name}.open")
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.writelines(lines)
        draft.replace(self._path)

    def _hashes(self) -> dict[str, tuple[bytes, bytes]]:
        if not self._path.exists():
            return {}
        found = {}
        for number, line in enumerate(self._path.read_text(encoding="utf-8").splitlines(), start=1):
            parts = line.split(":")
            try:
                name, scheme, salt, digest = parts
                if scheme != "scrypt":
                    raise ValueError(scheme)
                found[name] = (base64.b64decode(salt, validate=True), base64.b64decode(digest, validate=True))
            except ValueError:
                raise SettingsError(
                    f"{self._path}: line {number} is no user; take it out and add the user by "
                    "`parallax users add NAME`"
                ) from None
        return found


def _hash(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(
        password.encode("utf-8", "surrogatepass"),
        salt=salt,
        n=_COST,
        r=_BLOCK,
        p=_LANES,
        maxmem=_MEMORY,
        dklen=32,
    )


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")
