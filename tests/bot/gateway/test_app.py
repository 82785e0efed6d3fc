import asyncio
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import pytest
from fastapi import APIRouter, FastAPI, Request
from starlette.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send

from bot.gateway.app import LARGEST_BODY, BodyLimit, build_app
from bot.gateway.metrics import Metrics
from bot.services.ports import UnitOfWork, UnitsOfWork
from bot.services.records import StorageBusy
from tests.bot.gateway.processes import CHANNEL, NOON, figure


class Backends:
    """Whether the bot and the database answer."""

    def __init__(self, uow: UnitsOfWork) -> None:
        self.bot, self.database = True, True
        self._uow = uow

    async def bot_is_up(self) -> bool:
        return self.bot

    def __call__(self, *, reading: bool = False) -> UnitOfWork:
        if not self.database:
            raise StorageBusy("locked")
        return self._uow(reading=reading)


@pytest.fixture
def backends(uow: UnitsOfWork) -> Backends:
    return Backends(uow)


@pytest.fixture
def metrics() -> Metrics:
    return Metrics()


@pytest.fixture
def client(backends: Backends, metrics: Metrics) -> Iterator[TestClient]:
    router = APIRouter()

    @router.post("/echo")
    async def echo(request: Request) -> dict[str, int]:
        return {"length": len(await request.body())}

    @router.post("/swallow")
    async def swallow(request: Request) -> dict[str, str]:
        try:
            await request.body()
        except Exception:  # what a careless channel would do
            return {"status": "fine"}
        return {"status": "whole"}

    @router.post("/break")
    async def broken() -> None:
        raise ValueError("李雷的秘密")

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        yield

    app = build_app(
        routers=[router],
        metrics=metrics,
        unit_of_work=backends,
        bot_is_up=backends.bot_is_up,
        lifespan=lifespan,
    )
    with TestClient(app) as made:
        yield made


def test_it_is_alive_whatever_else_is_not(client: TestClient, backends: Backends) -> None:
    backends.bot = backends.database = False
    answer = client.get("/health")
    assert (answer.status_code, answer.json()) == (200, {"status": "alive"})


@pytest.mark.parametrize(
    ("bot", "database", "status"),
    [(True, True, 200), (False, True, 503), (True, False, 503), (False, False, 503)],
)
def test_it_is_ready_when_bot_and_database_are(
    client: TestClient, backends: Backends, bot: bool, database: bool, status: int
) -> None:
    backends.bot, backends.database = bot, database
    answer = client.get("/ready")
    assert answer.status_code == status
    assert answer.json() == {
        "database": "up" if database else "down",
        "bot": "up" if bot else "down",
    }


def test_the_figures_are_prometheus_text(
    client: TestClient, metrics: Metrics, backends: Backends
) -> None:
    metrics.count("too_busy")
    answer = client.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain")
    assert 'shandai_events_total{event="too_busy"} 1.0' in answer.text
    backends.database = False
    assert client.get("/metrics").status_code == 200


def test_a_figure_of_the_outbox_goes_back_to_nothing(client: TestClient, uow: UnitsOfWork) -> None:
    with uow() as work:
        customer = work.customers.ensure(
            channel=CHANNEL, channel_user_id="u1", language="zh_CN", at=NOON
        )
        talk = work.conversations.open(
            customer=customer.id, channel=CHANNEL, language="zh_CN", at=NOON
        )
        account = work.customers.account(customer=customer.id, channel=CHANNEL).id
        work.outbox.put(
            conversation=talk.id, account=account, channel=CHANNEL, sequence=1, bodies=[{}], at=NOON
        )
        work.commit()
    assert 'shandai_outbox{state="waiting"} 1.0' in client.get("/metrics").text
    with uow() as work:
        work.outbox.unreachable(account)
        work.commit()
    figures = client.get("/metrics").text
    assert 'shandai_outbox{state="waiting"} 0.0' in figures
    assert 'shandai_outbox{state="unreachable"} 1.0' in figures


def chunks(size: int) -> Iterator[bytes]:
    for _ in range(0, size, 100_000):
        yield b"x" * min(100_000, size)


@pytest.mark.parametrize("path", ["/echo", "/swallow"])
def test_a_body_too_large_is_refused_however_it_comes(
    client: TestClient, metrics: Metrics, path: str
) -> None:
    assert client.post(path, content=b"x" * (LARGEST_BODY + 1)).status_code == 413
    assert client.post(path, content=chunks(LARGEST_BODY + 100_000)).status_code == 413
    assert client.post(path, headers={"content-length": "-1"}).status_code == 413
    assert figure(metrics, "shandai_events_total", event="oversize_body") == 3
    assert figure(metrics, "shandai_events_total", event="request_failed") == 0


def test_a_body_that_just_fits_is_taken(client: TestClient) -> None:
    whole = {"length": LARGEST_BODY}
    assert client.post("/echo", content=b"x" * LARGEST_BODY).json() == whole
    assert client.post("/echo", content=chunks(LARGEST_BODY)).json() == whole


def test_an_unforeseen_error_tells_nothing(
    client: TestClient, metrics: Metrics, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        answer = client.post("/break")  # and the server never sees it
    assert (answer.status_code, answer.json()) == (500, {"error": "internal"})
    assert "error=ValueError" in caplog.text
    assert "李雷" not in caplog.text
    assert not any(record.exc_info for record in caplog.records)
    assert figure(metrics, "shandai_events_total", event="request_failed") == 1


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/openapi.json"])
def test_no_page_describes_the_doors(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_an_answer_that_has_begun_is_not_begun_again() -> None:
    said: list[str] = []

    async def hasty(_scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        assert (await receive())["type"] == "http.disconnect"
        await send({"type": "http.response.body", "body": b""})

    async def receive() -> Message:
        return {"type": "http.request", "body": b"x" * 11, "more_body": False}

    async def send(message: Message) -> None:
        said.append(message["type"])

    limit = BodyLimit(hasty, largest=10, count=said.append)
    asyncio.run(limit({"type": "http", "headers": []}, receive, send))
    assert said == ["http.response.start", "http.response.body", "oversize_body"]
