"""What every page stands on: the desk, who sits at it, and how a page is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from fastapi import Depends, HTTPException, Request
from fastapi.responses import HTMLResponse
from fastapi.templating import Jinja2Templates

from pipeline.review.edges import Doors, Exporter, Opened, Reasons, Verdicts, Workbench
from pipeline.review.guard import Entrance, csrf_token

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Everything that the pages stand on."""

    opened: Opened
    verdicts: Verdicts
    workbench: Workbench
    export: Exporter
    reasons: Reasons
    doors: Doors
    entrance: Entrance
    secret: str
    hosts: Sequence[str]
    session_hours: float
    page_rows: int
    https: bool = False


def templates() -> Jinja2Templates:
    found = Jinja2Templates(directory=HERE / "templates")
    found.env.trim_blocks = found.env.lstrip_blocks = True
    return found


class NeedsLogin(HTTPException):
    """Somebody who is not known asks for a page."""

    def __init__(self) -> None:
        super().__init__(401, "Log in first.")


def who(request: Request) -> str:
    """The name of who asks. Raises NeedsLogin."""
    name = desk_of(request).entrance.user(request)
    if name is None:
        raise NeedsLogin
    return name


User = Annotated[str, Depends(who)]


def desk_of(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


def show(request: Request, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """A page, with what every page needs."""
    known: Jinja2Templates = request.app.state.templates
    desk = desk_of(request)
    common = {
        "user": desk.entrance.user(request),
        "logs_in": desk.entrance.needs_name and not desk.entrance.proxy_header,
        "csrf": csrf_token(request),
    }
    return known.TemplateResponse(request, template, common | values, status_code=status)
