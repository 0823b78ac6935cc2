"""The SQL page: a statement, its rows by the page, a download, a simple chart; nothing but reading."""

from __future__ import annotations

import re
from typing import Annotated, Any

from fastapi import APIRouter, Form, HTTPException, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, JSONResponse, Response

from pipeline import questions
from pipeline.errors import InputError
from pipeline.queries import load
from pipeline.review.desk import desk_of, show, who
from pipeline.review.guard import check_csrf

router = APIRouter()
MOST_ROWS = 100_000  # of a download
_FORMATS = {"csv": "text/csv; charset=utf-8", "parquet": "application/vnd.apache.parquet"}


@router.get("/sql", response_class=HTMLResponse)
def page(request: Request) -> Response:
    who(request)
    with desk_of(request).opened() as reader:
        columns = reader.rows(load("review/columns"))
    views: dict[str, list[Any]] = {}
    for row in columns:
        views.setdefault(row["view"], []).append(row)
    asked = [questions.question(name) for name in questions.names()]
    return show(request, "sql.html", views=views, questions=[(q, _example(q)) for q in asked])


def _example(asked: questions.Question) -> str:
    """The question with its defaults put in, ready to be changed by hand."""
    text = "\n".join(line for line in asked.statement.splitlines() if not line.startswith("--"))
    for parameter in asked.parameters:
        quoted = parameter.type not in ("INTEGER", "DOUBLE", "BOOLEAN")
        value = f"'{parameter.default or ''}'" if quoted else str(parameter.default)
        if parameter.default is None and not parameter.required:
            value = "NULL"
        text = re.sub(rf"\${parameter.name}\b", value, text)
    return f"-- {asked.about}\n{text.strip()}\n"


@router.post("/sql/rows")
async def rows(
    request: Request, statement: Annotated[str, Form()], skip: Annotated[int, Form()] = 0
) -> Response:
    """A page of rows as JSON: `columns`, `types`, `rows` (as texts), `more`; or `problem`."""
    user = await _allowed(request)
    desk = desk_of(request)
    try:
        found = await run_in_threadpool(
            desk.workbench.run, user, statement, rows=desk.page_rows, skip=max(0, skip)
        )
    except InputError as error:
        return JSONResponse({"problem": str(error)}, status_code=422)
    return JSONResponse(
        {
            "columns": list(found.columns),
            "types": list(found.types),
            "rows": [[None if value is None else _plain(value) for value in row] for row in found.rows],
            "more": found.more,
        }
    )


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_plain(item) for item in value)
    return str(value)


@router.post("/sql/cancel")
async def cancel(request: Request) -> Response:
    user = await _allowed(request)
    return JSONResponse({"cancelled": desk_of(request).workbench.cancel(user)})


@router.post("/sql/download")
async def download(
    request: Request, statement: Annotated[str, Form()], form: Annotated[str, Form()] = "csv"
) -> Response:
    user = await _allowed(request)
    if form not in _FORMATS:
        raise HTTPException(422, f"A download is one of {', '.join(_FORMATS)}.")
    desk = desk_of(request)
    found = await run_in_threadpool(desk.workbench.run, user, statement, rows=MOST_ROWS)
    body = await run_in_threadpool(desk.export, found, form)
    told = {"Content-Disposition": f'attachment; filename="parallax.{form}"'}
    return Response(body, media_type=_FORMATS[form], headers=told)


async def _allowed(request: Request) -> str:
    user = who(request)
    await check_csrf(request)
    return user
