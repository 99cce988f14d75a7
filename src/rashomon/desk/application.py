"""The application: its routers, its files, and how errors are answered."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import quote

from fastapi import Depends, FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException as AnyHTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.staticfiles import StaticFiles

from rashomon.desk.assets import STATIC
from rashomon.desk.config import DeskSettings
from rashomon.desk.context import Desk, LoginNeeded, check_csrf, note_read
from rashomon.desk.guard import SAFE, Guard
from rashomon.desk.inbox.jobs import Inbox
from rashomon.desk.queue.edits import Misfit
from rashomon.desk.refreshing import Updater
from rashomon.desk.rendering import render
from rashomon.errors import LedgerBusy, NotFound, RashomonError, VerdictConflict
from rashomon.ledger import Ledger
from rashomon.ledger.pages import Pages
from rashomon.settings import Settings
from rashomon.version import __version__


def create_app(ledger: Ledger | str, settings: Settings, config: DeskSettings | None = None) -> FastAPI:
    """Return the desk on a ledger. A ledger given by its path is closed with the application.

    Raises LedgerError when the ledger cannot be opened.
    """
    config = config or DeskSettings()
    opened = ledger if isinstance(ledger, Ledger) else Ledger(ledger)
    updater = Updater(opened, background=config.background)
    inbox = Inbox(opened, settings, background=config.background)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        updater.start()
        inbox.resume()
        yield
        inbox.stop()
        updater.stop()
        if opened is not ledger:
            opened.close()

    app = FastAPI(
        title="Rashomon desk",
        version=__version__,
        description="The ledger of who claims what, as the desk sees it.",
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
        dependencies=[Depends(check_csrf), Depends(note_read)],
    )
    app.state.desk = Desk(
        ledger=opened,
        settings=settings,
        config=config,
        updater=updater,
        secret=Pages(opened).secret("desk-secret", secrets.token_hex(32)).encode(),
    )
    app.state.inbox = inbox
    _mount(app)
    _answer_errors(app)
    app.add_middleware(Guard, config=config)
    return app


def _mount(app: FastAPI) -> None:
    from rashomon.desk.api.events import router as api_events  # noqa: PLC0415
    from rashomon.desk.api.router import router as api  # noqa: PLC0415
    from rashomon.desk.api.team import router as api_team  # noqa: PLC0415
    from rashomon.desk.events.router import router as events  # noqa: PLC0415
    from rashomon.desk.exports.router import router as exports  # noqa: PLC0415
    from rashomon.desk.history import router as history  # noqa: PLC0415
    from rashomon.desk.inbox.router import router as inbox  # noqa: PLC0415
    from rashomon.desk.queue.router import router as queue  # noqa: PLC0415 - routers are loaded with an application
    from rashomon.desk.searching import router as searching  # noqa: PLC0415
    from rashomon.desk.team.login import router as login  # noqa: PLC0415
    from rashomon.desk.team.router import router as team  # noqa: PLC0415

    app.include_router(queue)
    app.include_router(history)
    app.include_router(searching)
    app.include_router(login)
    app.include_router(team)
    app.include_router(inbox)
    for each in (api, api_events, api_team):
        app.include_router(each)
    app.include_router(events)
    app.include_router(exports)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")


def _answer_errors(app: FastAPI) -> None:
    @app.exception_handler(LoginNeeded)
    def login(request: Request, _error: LoginNeeded) -> Response:
        if request.url.path.startswith("/api/"):
            return JSONResponse({"detail": "Log in first."}, 401)
        if request.method not in SAFE:
            return RedirectResponse("/login", 303)
        where = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(f"/login?next={quote(where, safe='')}", 303)

    @app.exception_handler(RashomonError)
    def ours(request: Request, error: RashomonError) -> Response:
        status = 404 if isinstance(error, NotFound) else 503 if isinstance(error, LedgerBusy) else 400
        if isinstance(error, VerdictConflict):
            status = 409
            if request.url.path.startswith("/api/"):
                from rashomon.desk.api.router import conflict_answer  # noqa: PLC0415 - one use

                return conflict_answer(error)
        return _failed(request, status, str(error))

    @app.exception_handler(Misfit)
    def no_value(request: Request, error: Misfit) -> Response:
        return _failed(request, 422, str(error))

    @app.exception_handler(AnyHTTPException)
    def http(request: Request, error: AnyHTTPException) -> Response:
        return _failed(request, error.status_code, str(error.detail))

    @app.exception_handler(RequestValidationError)
    def misfit(request: Request, error: RequestValidationError) -> Response:
        said = "; ".join(f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors())
        return _failed(request, 422, said)


def _failed(request: Request, status: int, what: str) -> Response:
    if request.url.path.startswith("/api/"):
        return JSONResponse({"detail": what}, status)
    return render(request, "failed.html.j2", status, what=what, status=status)
