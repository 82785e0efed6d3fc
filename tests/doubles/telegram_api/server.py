"""Serve the methods over HTTP in a thread of its own, with the faults a network has."""

import json
import socket
import threading
import time
from asyncio import sleep, to_thread
from asyncio.transports import Transport, WriteTransport
from collections.abc import Callable
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route
from uvicorn.protocols.http.h11_impl import H11Protocol

from tests.doubles.telegram_api import checks
from tests.doubles.telegram_api.faults import (
    BrokenJson,
    DropAfter,
    DropBefore,
    EmptyBody,
    Fault,
    Faults,
    Flood,
    ServerError,
    Slow,
)
from tests.doubles.telegram_api.flood import too_many
from tests.doubles.telegram_api.requests import read_call
from tests.doubles.telegram_api.values import ApiError, Call, Json


class Service:
    """Turns requests into calls and results into answers."""

    def __init__(
        self,
        token: str,
        carry_out: Callable[[Call], Any],
        faults: Faults,
        note: Callable[[Call], None],
    ) -> None:
        self._token = token
        self._carry_out = carry_out
        self._faults = faults
        self._note = note
        self.app = Starlette(
            routes=[Route("/bot{token}/{method}", self._endpoint, methods=["GET", "POST"])]
        )

    async def _endpoint(self, request: Request) -> Response:
        try:
            call = await self._read(request)
        except ApiError as error:
            return _answer(error.status, error.body())
        except ClientDisconnect:  # a bot that was killed in the middle of its call
            return Response(b"", 400)  # goes nowhere
        fault = self._faults.take(call.method)
        match fault:
            case DropBefore():
                return _hang_up(request)
            case ServerError(status=status):
                return Response("<html><body>Bad Gateway</body></html>", status)
            case Flood(seconds=seconds):
                return _answer(429, too_many(seconds).body())
            case _:
                pass
        status, body = await to_thread(self._result, call)
        return await _spoiled(request, fault, _answer(status, body))

    async def _read(self, request: Request) -> Call:
        if request.path_params["token"] != self._token:
            raise checks.unauthorized()
        call = read_call(
            request.path_params["method"],
            request.url.query,
            request.headers.get("content-type", ""),
            await request.body(),
            time.monotonic(),
        )
        self._note(call)
        return call

    def _result(self, call: Call) -> tuple[int, Json]:
        try:
            return 200, {"ok": True, "result": self._carry_out(call)}
        except ApiError as error:
            return error.status, error.body()


async def _spoiled(request: Request, fault: Fault | None, answer: Response) -> Response:
    match fault:
        case Slow(seconds=seconds):
            await sleep(seconds)
        case BrokenJson():
            return Response(bytes(answer.body)[: len(answer.body) // 2])
        case EmptyBody():
            return Response(b"")
        case DropAfter():
            return _hang_up(request)
        case _:
            pass
    return answer


def _answer(status: int, body: Json) -> Response:
    content = json.dumps(body, ensure_ascii=False)
    return Response(content, status, media_type="application/json")


# Open connections by the address of their client: ASGI has no way to break one.
_OPEN: dict[tuple[str, int], WriteTransport] = {}


class _Connection(H11Protocol):
    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        _OPEN[transport.get_extra_info("peername")] = transport

    def connection_lost(self, exc: Exception | None) -> None:
        _OPEN.pop(self.transport.get_extra_info("peername"), None)
        super().connection_lost(exc)


def _hang_up(request: Request) -> Response:
    assert request.client
    _OPEN[request.client.host, request.client.port].abort()
    return Response(b"", 500)  # goes nowhere


class Server:
    """An ASGI app on a free port of this machine."""

    def __init__(self, app: Starlette) -> None:
        self._socket = socket.socket()
        self._socket.bind(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self._server = uvicorn.Server(
            uvicorn.Config(
                app,
                http=_Connection,
                ws="none",
                loop="asyncio",
                lifespan="off",
                log_config=None,
                access_log=False,
                timeout_graceful_shutdown=2,
            )
        )
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [self._socket]}, name="telegram-api"
        )

    def start(self) -> None:
        """Serve; connections wait in the socket's queue until the thread takes them."""
        self._socket.listen(128)
        self._thread.start()

    def stop(self) -> None:
        """Stop serving and wait for it."""
        self._server.should_exit = True
        self._thread.join()
        self._socket.close()
