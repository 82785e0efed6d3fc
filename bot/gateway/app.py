"""The gateway's web app: health, readiness, figures, and the doors of the channels."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager

from fastapi import APIRouter, FastAPI, Response
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.gateway.metrics import Metrics
from bot.services.delivery import DeliveryState
from bot.services.ports import UnitsOfWork
from bot.services.records import StorageError

log = logging.getLogger("shandai.gateway")

LARGEST_BODY = 1_000_000

Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]


def build_app(
    *,
    routers: Sequence[APIRouter],
    metrics: Metrics,
    unit_of_work: UnitsOfWork,
    bot_is_up: Callable[[], Awaitable[bool]],
    lifespan: Lifespan,
) -> FastAPI:
    """Return the app; what it runs beside its requests is in `lifespan`."""
    app = FastAPI(title="善贷", openapi_url=None, docs_url=None, redoc_url=None, lifespan=lifespan)

    @app.get("/health")
    async def health() -> dict[str, str]:
        return {"status": "alive"}

    @app.get("/ready")
    async def ready() -> Response:
        stored, up = await asyncio.gather(_database_answers(unit_of_work), bot_is_up())
        parts = {"database": stored, "bot": up}
        # Messages are taken and kept while the bot is away, but not without a database.
        return JSONResponse(
            {name: "up" if is_up else "down" for name, is_up in parts.items()},
            status_code=200 if all(parts.values()) else 503,
        )

    @app.get("/metrics")
    async def figures() -> Response:
        states = await asyncio.to_thread(_outbox, unit_of_work)
        for state, count in states.items():
            metrics.outbox.labels(state=state).set(count)
        return Response(generate_latest(metrics.registry), media_type=CONTENT_TYPE_LATEST)

    for router in routers:
        app.include_router(router)
    app.add_middleware(BodyLimit, largest=LARGEST_BODY, count=metrics.count)
    app.add_middleware(NoTrace, count=metrics.count)
    return app


class BodyLimit:
    """Refuses bodies that are larger than anything a channel sends, however they are announced."""

    def __init__(self, app: ASGIApp, *, largest: int, count: Callable[[str], None]) -> None:
        self._app = app
        self._largest = largest
        self._count = count

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer 413."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        announced = dict(scope["headers"]).get(b"content-length", b"0")
        if not announced.isdigit() or int(announced) > self._largest:
            self._count("oversize_body")
            await Response(status_code=413)(scope, receive, send)
            return
        taken, begun = 0, False

        async def limited() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            return message if taken <= self._largest else {"type": "http.disconnect"}

        async def answered(message: Message) -> None:
            nonlocal begun
            if begun or taken <= self._largest:  # what is made of half a body is no answer
                begun = True
                await send(message)

        try:
            await self._app(scope, limited, answered)
        except Exception:
            if taken <= self._largest:
                raise
        if taken > self._largest:
            self._count("oversize_body")
            if not begun:
                await Response(status_code=413)(scope, receive, send)


class NoTrace:
    """Names an unforeseen error in the log without its trace, which could hold a customer's words.

    Starlette's own handlers answer it and raise it again, for the server to print.
    """

    def __init__(self, app: ASGIApp, *, count: Callable[[str], None]) -> None:
        self._app = app
        self._count = count

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; answer 500 when it breaks before it was answered."""
        begun = False

        async def noted(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, noted)
        except Exception as error:
            if scope["type"] == "lifespan":
                raise  # the gateway cannot start
            log.error("request_failed error=%s", type(error).__name__)  # noqa: TRY400
            self._count("request_failed")
            if scope["type"] == "http" and not begun:
                answer = JSONResponse({"error": "internal"}, status_code=500)
                await answer(scope, receive, send)


async def _database_answers(unit_of_work: UnitsOfWork) -> bool:
    def ask() -> bool:
        try:
            with unit_of_work(reading=True):
                return True
        except StorageError:
            return False

    return await asyncio.to_thread(ask)


def _outbox(unit_of_work: UnitsOfWork) -> dict[str, int]:
    try:
        with unit_of_work(reading=True) as work:
            found = work.outbox.states()
    except StorageError:
        return {}
    # No parts is a figure as well: the one before must not stay.
    return {
        str(state): found.get(state, 0) for state in DeliveryState if state != DeliveryState.SENT
    }
