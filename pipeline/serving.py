"""`parallax serve`: the review page on this machine, or behind a proxy, over the published copy."""

from __future__ import annotations

import ipaddress
import secrets
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline import answers, why
from pipeline.adapters import published
from pipeline.adapters.findings import read_finding
from pipeline.adapters.users import Users
from pipeline.adapters.verdicts import Verdict, VerdictStore
from pipeline.adapters.workbench import Workbench
from pipeline.errors import InputError, SettingsError
from pipeline.review.edges import Answer, Row
from pipeline.review.guard import Entrance
from pipeline.wiring.adapters import now, settings

if TYPE_CHECKING:
    from fastapi import FastAPI

    from pipeline.settings import Review


class _Reader:
    """One opened copy."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def rows(self, statement: str, **values: object) -> list[Row]:
        found = published.ask(self._connection, statement, values)
        return [dict(zip(found.columns, row, strict=True)) for row in found.rows]


class _Verdicts:
    """The store, with the clock."""

    def __init__(self, store: VerdictStore) -> None:
        self._store = store

    def give(self, flag: Row, verdict: str, note: str | None, reviewer: str) -> None:
        self._store.record(
            Verdict(
                divergence_id=flag["divergence_id"],
                verdict=verdict,
                note=note,
                reviewer=reviewer,
                reviewed_at=now(),
                evidence_hash=flag["evidence_hash"],
                kind=flag["kind"],
                subtype=flag["subtype"],
                confidence=flag["judged_confidence"],
            )
        )

    def undo(self, divergence_id: str, reviewer: str) -> bool:
        return self._store.undo(divergence_id, reviewer, now())

    def standing(self) -> Sequence[Verdict]:
        return self._store.standing()


class _Doors:
    def __init__(self, users: Users, *, needs_name: bool) -> None:
        self._users, self.needs_name = users, needs_name

    def verify(self, name: str, password: str) -> bool:
        return self._users.verify(name, password)


def application(review: Review, *, database: Path, verdicts: Path, users: Path, secret: Path) -> FastAPI:
    """The page over `database`.

    Raises SettingsError when it would be open to others than this machine's users without asking who they are.
    """
    from pipeline.review.app import create
    from pipeline.review.desk import Desk

    known = Users(users)
    needs_name = bool(known.names()) or bool(review.proxy_header)
    if not needs_name and not _is_loopback(review.host):
        raise SettingsError(
            f"[review] host is {review.host}, which others reach, and nobody would have to log in: "
            "add users by `parallax users add NAME`, or name a trusted proxy's header"
        )

    @contextmanager
    def opened() -> Iterator[_Reader]:
        with published.reading(database) as connection:
            yield _Reader(connection)

    return create(
        Desk(
            opened=opened,
            verdicts=_Verdicts(VerdictStore(verdicts)),
            workbench=Workbench(database, seconds=review.statement_seconds),
            export=_exported,
            reasons=lambda divergence_id: why.reasons(read_finding(database, divergence_id))[: why.MOST],
            doors=_Doors(known, needs_name=needs_name),
            entrance=Entrance(
                needs_name=needs_name,
                proxy_header=review.proxy_header or None,
                trusted_proxies=review.trusted_proxies,
                knows=lambda name: name in known.names(),
            ),
            secret=_secret(secret),
            hosts=("localhost", "127.0.0.1", "::1", review.host, *review.hosts),
            session_hours=review.session_hours,
            page_rows=review.page_rows,
            https=review.https,
        )
    )


def serve(host: str | None, port: int | None, database: Path | None) -> int:
    """Serves until it is interrupted."""
    import uvicorn

    wanted = settings().review.model_copy(
        update={k: v for k, v in (("host", host), ("port", port)) if v is not None}
    )
    app = application(
        wanted,
        database=database or settings().published,
        verdicts=settings().verdicts,
        users=settings().users,
        secret=settings().var / "review" / "secret",
    )
    print(f"http://{wanted.host}:{wanted.port}/ (Ctrl-C ends it)", file=sys.stderr)
    uvicorn.run(app, host=wanted.host, port=wanted.port, log_level="warning", server_header=False)
    return 0


def digest(day: date | None, *, send: bool) -> int:
    """Prints the plain part of a report's digest, or sends the digest.

    Raises InputError when there is no report, SettingsError when it cannot be sent.
    """
    from email import policy
    from email.parser import BytesParser

    from pipeline.adapters import mail

    reports = settings().reports
    found = sorted(reports.glob("????-??-??/digest.eml"))
    path = reports / day.isoformat() / "digest.eml" if day else next(reversed(found), reports / "digest.eml")
    if not path.is_file():
        raise InputError(f"{path}: no digest there; publish a night first")
    if send:
        count = mail.send(path, settings().mail)
        print(f"{path}: sent to {count} by {settings().mail.host}")
        return 0
    message = BytesParser(policy=policy.SMTP).parsebytes(path.read_bytes())
    part = message.get_body(("plain",))
    print(f"Subject: {message['subject']}\n\n{part.get_content() if part else ''}", end="")
    return 0


def add_user(name: str) -> int:
    """Adds a user; the password is asked for on a terminal, else read from standard input."""
    from getpass import getpass

    password = getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    Users(settings().users).add(name, password)
    print(f"{settings().users}: {name} may log in")
    return 0


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _exported(answer: Answer, form: str) -> bytes:
    return answers.packed(
        published.Result(columns=answer.columns, types=answer.types, rows=answer.rows), form
    )


def _secret(path: Path) -> str:
    """What signs the sessions: made once a checkout, readable by its owner alone."""
    import os

    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text(encoding="utf-8")
