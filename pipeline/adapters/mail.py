"""Sends a message by SMTP (RFC 5321)."""

from __future__ import annotations

import os
import smtplib
import ssl
from email import policy
from email.parser import BytesParser
from pathlib import Path

from pipeline.errors import InputError, SettingsError
from pipeline.settings import Mail

PASSWORD = "PARALLAX_SMTP_PASSWORD"
_PATIENCE = 30.0


def send(path: Path, mail: Mail) -> int:
    """Sends the message in the file at `path` to the recipients of the settings; how many there are.

    Raises InputError when there is no such message, SettingsError when the settings name no server, sender or
    recipient, or the server refuses.
    """
    lacking = next((k for k in ("host", "sender", "recipients") if not getattr(mail, k)), None)
    if lacking:
        raise SettingsError(f"[mail] {lacking} is not set: the digest cannot be sent")
    try:
        message = BytesParser(policy=policy.SMTP).parsebytes(path.read_bytes())
    except OSError:
        raise InputError(f"{path}: no digest there; publish a night first") from None
    message["From"], message["To"] = mail.sender, ", ".join(mail.recipients)
    try:
        with _connected(mail) as server:
            if mail.user:
                server.login(mail.user, os.environ.get(PASSWORD, ""))
            refused = server.send_message(message)
    except (OSError, smtplib.SMTPException) as error:
        raise SettingsError(
            f"[mail] {mail.host}:{mail.port} did not take the digest: {_first_line(error)}"
        ) from None
    if refused:
        raise SettingsError(f"[mail] recipients: {mail.host} refused {', '.join(sorted(refused))}")
    return len(mail.recipients)


def _connected(mail: Mail) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if mail.security == "tls":
        return smtplib.SMTP_SSL(mail.host, mail.port, timeout=_PATIENCE, context=context)
    server = smtplib.SMTP(mail.host, mail.port, timeout=_PATIENCE)
    if mail.security == "starttls":
        server.starttls(context=context)
    return server


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
