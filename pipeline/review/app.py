"""The review page: an inbox of flags, two outlets side by side, measured precision, and SQL."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, FastAPI, Form, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException as AnyHTTPException
from starlette.middleware.sessions import SessionMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from pipeline.errors import InputError, PipelineError
from pipeline.queries import load
from pipeline.review import inbox, reading, sql
from pipeline.review.desk import HERE, Desk, NeedsLogin, User, desk_of, show, templates
from pipeline.review.guard import Throttle, check_csrf, guarded
from pipeline.review.precision import tables

VERDICTS = {
    "real": "Real: the accounts part here",
    "update": "Update: the later account knows more",
    "scope": "Scope: not the same thing is meant",
    "extraction_error": "Read wrong: the words do not say that",
    "not_useful": "True, but of no use",
}
LONGEST_NOTE = 2000


def create(desk: Desk) -> FastAPI:
    """The application. It opens the published copy anew for each request and keeps nothing of it."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.state.desk = desk
    app.state.throttle = Throttle()
    app.state.templates = templates()
    app.middleware("http")(guarded)
    app.add_middleware(
        SessionMiddleware,
        secret_key=desk.secret,
        session_cookie="parallax",
        max_age=int(desk.session_hours * 3600),
        same_site="strict",
        https_only=desk.https,
    )
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(desk.hosts), www_redirect=False)
    app.mount("/static", StaticFiles(directory=HERE / "static"))
    app.add_exception_handler(PipelineError, _told)
    app.add_exception_handler(AnyHTTPException, _http_told)
    for method, path, page in _PAGES:
        app.add_api_route(path, page, methods=[method], response_class=HTMLResponse)
    app.include_router(sql.router)
    return app


def filters(
    state: str = "undecided",
    kind: str = "",
    outlet: str = "",
    story: str = "",
    words: str = "",
    least: float = 0.5,
) -> inbox.Filters:
    """The filters of a link; what they do not know counts as not given."""
    return inbox.Filters(
        state=next((s for s in inbox.STATES if s == state), "undecided"),
        kind=kind if kind in inbox.KINDS else None,
        outlet=outlet or None,
        story=story or None,
        words=words.strip()[:100] or None,
        least=min(max(least, 0.0), 1.0),
    )


Filtered = Annotated[inbox.Filters, Depends(filters)]


def inbox_page(request: Request, user: User, wanted: Filtered, flag: str = "") -> Response:
    desk = desk_of(request)
    with desk.opened() as reader:
        standing = desk.verdicts.standing()
        listed = inbox.flags(reader, standing, wanted, user)
        chosen = next((f for f in listed if f.id == flag), None)
        if chosen is None and flag:
            chosen = inbox.one_flag(reader, standing, flag, user)
        chosen = chosen or (listed[0] if listed else None)
        return show(
            request,
            "inbox.html",
            flags=listed,
            chosen=chosen,
            sides=inbox.sides(reader, chosen.id) if chosen else [],
            said=inbox.by_divergence(standing).get(chosen.id, ()) if chosen else (),
            outlets=reader.rows(load("review/outlets")),
            filters=wanted,
            query=wanted.query(),
            link=lambda **more: "?" + urlencode({**wanted.query(), **more}),
            verdicts=VERDICTS,
            kinds=inbox.KINDS,
            states=inbox.STATES,
        )


async def judge(
    request: Request,
    user: User,
    divergence_id: str,
    verdict: Annotated[str, Form()],
    note: Annotated[str, Form()] = "",
    after: Annotated[str, Form()] = "",
) -> Response:
    await check_csrf(request)
    if verdict not in VERDICTS:
        raise HTTPException(422, f"A verdict is one of {', '.join(VERDICTS)}.")
    desk = desk_of(request)
    with desk.opened() as reader:
        flag = inbox.one_flag(reader, (), divergence_id, user)
    if flag is None:
        raise HTTPException(404, "There is no such divergence in what was published last.")
    desk.verdicts.give(flag.row, verdict, note.strip()[:LONGEST_NOTE] or None, user)
    return RedirectResponse(_back(after), status_code=303)


async def undo(
    request: Request, user: User, divergence_id: str, after: Annotated[str, Form()] = ""
) -> Response:
    await check_csrf(request)
    if not desk_of(request).verdicts.undo(divergence_id, user):
        raise HTTPException(409, "There is no verdict of yours to take back here.")
    return RedirectResponse(_back(after), status_code=303)


def _back(after: str) -> str:
    """To the inbox, as it was filtered; never to another site."""
    return f"/?{after.lstrip('?')}" if after else "/"


def reading_page(
    request: Request, user: User, story_id: str, first: str = "", second: str = "", flag: str = ""
) -> Response:
    del user
    desk = desk_of(request)
    with desk.opened() as reader:
        view = reading.side_by_side(reader, story_id, first or None, second or None, flag or None)
    if view is None:
        raise HTTPException(404, "That story has no two such articles in what was published last.")
    reasons = desk.reasons(flag) if view.chosen else ()
    return show(request, "reading.html", view=view, story_id=story_id, reasons=reasons)


def precision_page(request: Request, user: User) -> Response:
    del user
    desk = desk_of(request)
    with desk.opened() as reader:
        found = tables(reader, desk.verdicts.standing())
    return show(request, "precision.html", tables=found)


def login_page(request: Request) -> Response:
    return show(request, "login.html")


async def login(request: Request, name: Annotated[str, Form()], password: Annotated[str, Form()]) -> Response:
    from fastapi.concurrency import run_in_threadpool

    await check_csrf(request)
    throttle: Throttle = request.app.state.throttle
    address = request.client.host if request.client else ""
    if not throttle.is_open(address, name):
        return show(request, "login.html", status=429, problem="Too many tries. Wait five minutes.")
    if not await run_in_threadpool(desk_of(request).doors.verify, name, password):
        throttle.failed(address, name)
        return show(request, "login.html", status=401, problem="Name or password is wrong.")
    throttle.passed(address, name)
    request.session.clear()  # what was known before the log-in is worth nothing after it
    request.session["user"] = name
    return RedirectResponse("/", status_code=303)


async def logout(request: Request) -> Response:
    await check_csrf(request)
    request.session.clear()
    return RedirectResponse("/login", status_code=303)


def _told(request: Request, error: Exception) -> Response:
    status = 422 if isinstance(error, InputError) else 503
    return show(request, "problem.html", status=status, problem=str(error))


def _http_told(request: Request, error: Exception) -> Response:
    assert isinstance(error, AnyHTTPException)
    if (
        isinstance(error, NeedsLogin)
        and request.method == "GET"
        and not desk_of(request).entrance.proxy_header
    ):
        return RedirectResponse("/login", status_code=303)
    return show(request, "problem.html", status=error.status_code, problem=str(error.detail))


_PAGES = (
    ("GET", "/", inbox_page),
    ("POST", "/flags/{divergence_id}/verdict", judge),
    ("POST", "/flags/{divergence_id}/undo", undo),
    ("GET", "/stories/{story_id}", reading_page),
    ("GET", "/precision", precision_page),
    ("GET", "/login", login_page),
    ("POST", "/login", login),
    ("POST", "/logout", logout),
)
