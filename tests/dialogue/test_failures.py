"""What breaks under the assistant: a customer gets one apology, loses nothing, and goes on."""

import asyncio
import contextlib
import dataclasses
import io
import json
import os
import signal
import sqlite3
import sys
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import Engine, select

from bot.channels.console import Console
from bot.channels.message import Inbound, Outbound
from bot.chat import talk as chat
from bot.gateway.answering import Bot
from bot.gateway.gateway import Gateway
from bot.gateway.rasa import RasaClient, Said
from bot.model import RASA_PYTHON, ensure_trained
from bot.services.records import MessageStatus
from bot.settings import Settings, load
from bot.storage.engine import make_engine
from bot.storage.migrate import upgrade
from bot.storage.tables import HandoffRow, MessageRow
from bot.storage.unit_of_work import units_of_work
from bot.supervisor import ANSWERING, Services, running
from tests.bot.gateway.doubles import database
from tests.bot.gateway.rasa_stub import Stub
from tests.dialogue.checks import check_reply

pytestmark = pytest.mark.dialogue

RESTARTED_WITHIN_SECONDS = 60
# Short, so that a silent Rasa is given up soon; an answer takes a tenth of it.
PATIENCE_SECONDS = 4.0


@dataclass(kw_only=True, slots=True)
class Customer:
    """One customer of a gateway that answers through ``bot``."""

    settings: Settings
    engine: Engine
    runner: asyncio.Runner
    gateway: Gateway
    user: str
    conversation: str

    def say(self, text: str) -> Outbound:
        inbound = Inbound(
            channel="test",
            channel_user_id=self.user,
            message_id=uuid.uuid4().hex,
            text=text,
            received_at=datetime.now(UTC),
        )
        reply = self.runner.run(self.gateway.handle(self.conversation, inbound))
        check_reply(reply)
        assert reply is not None
        return reply

    def statuses(self) -> list[str | None]:
        query = (
            select(MessageRow.status)
            .where(MessageRow.conversation == self.conversation, MessageRow.direction == "in")
            .order_by(MessageRow.sequence)
        )
        with self.engine.connect() as connection:
            return list(connection.execute(query).scalars())

    def waits_for_a_person(self) -> bool:
        query = select(HandoffRow).where(HandoffRow.conversation == self.conversation)
        with self.engine.connect() as connection:
            return connection.execute(query).first() is not None

    def is_apology(self, reply: Outbound) -> bool:
        person = any(button.payload == "/human_agent" for button in reply.buttons)
        return "抱歉" in reply.text and "人工" in reply.text and person


@contextlib.contextmanager
def customer_of(settings: Settings, bot: Bot) -> Iterator[Customer]:
    """A new customer before a gateway of its own."""
    engine = make_engine(settings.database_url)
    gateway = Gateway(
        unit_of_work=units_of_work(engine),
        bot=bot,
        language="zh_CN",
        service_phone=settings.service_phone,
        business_hours=str(settings.business_hours),
    )
    user = uuid.uuid4().hex
    with asyncio.Runner() as runner:
        opened = runner.run(gateway.open(channel="test", channel_user_id=user, language="zh_CN"))
        yield Customer(
            settings=settings,
            engine=engine,
            runner=runner,
            gateway=gateway,
            user=user,
            conversation=opened.conversation,
        )
        if isinstance(bot, RasaClient):
            runner.run(bot.close())
    engine.dispose()


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """Processes that may be killed: nobody else's tests run on them."""
    if not RASA_PYTHON.exists():
        pytest.skip("the Rasa runtime is not installed; run `make setup`")
    var = tmp_path_factory.mktemp("failing")
    settings = dataclasses.replace(
        load({}, root=Path(var)), var=var, database_url=f"sqlite:///{var}/shandai.db"
    )
    ensure_trained(log=var / "train.log", echo=sys.stderr)
    upgrade(settings.database_url)
    with running(settings, names=ANSWERING) as started:
        yield started


def client(services: Services) -> RasaClient:
    return RasaClient(services.rasa_url, services.rasa_token, timeout_seconds=PATIENCE_SECONDS)


@pytest.fixture
def customer(services: Services) -> Iterator[Customer]:
    with customer_of(services.settings, client(services)) as made:
        yield made


def signal_to(services: Services, name: str, signum: signal.Signals) -> None:
    """Signal a whole service, as the machine running out of memory would."""
    os.killpg(services.processes[name], signum)


def await_answer(url: str) -> None:
    deadline = time.monotonic() + RESTARTED_WITHIN_SECONDS
    while time.monotonic() < deadline:
        with contextlib.suppress(httpx.HTTPError):
            if httpx.get(url, timeout=2).is_success:
                return
        time.sleep(0.2)
    pytest.fail(f"{url} was not started again within {RESTARTED_WITHIN_SECONDS} s")


def health(services: Services, name: str) -> str:
    if name == "actions":
        return f"{services.actions_url}/health"
    return f"{services.rasa_url}/status?token={services.rasa_token}"


def test_a_killed_rasa_costs_an_apology_where_nobody_waits_and_the_conversation_goes_on(
    services: Services, customer: Customer
) -> None:
    assert "5 万元" in customer.say("想借5万装修").text
    signal_to(services, "rasa", signal.SIGKILL)
    reply = customer.say("两年")
    assert customer.is_apology(reply)
    assert customer.settings.service_phone in reply.text
    assert customer.statuses() == [MessageStatus.ANSWERED, MessageStatus.FAILED]
    await_answer(health(services, "rasa"))
    again = customer.say("两年")
    assert "24 个月" in again.text
    assert "明白：分 36" not in customer.say("上班族").text
    assert customer.statuses()[2:] == [MessageStatus.ANSWERED] * 2


def test_a_killed_action_server_is_waited_for(services: Services) -> None:
    patient = RasaClient(services.rasa_url, services.rasa_token, timeout_seconds=20)
    with customer_of(services.settings, patient) as customer:
        customer.say("想借5万装修")
        signal_to(services, "actions", signal.SIGKILL)
        assert "24 个月" in customer.say("两年").text
        assert customer.statuses() == [MessageStatus.ANSWERED] * 2
    await_answer(health(services, "actions"))


def test_after_a_restart_of_everything_the_customer_is_told_where_they_were(
    services: Services, customer: Customer
) -> None:
    for said in ("我是护士，借三万看病，一年，不急", "测测能不能批", "同意", "28", "9000"):
        customer.say(said)
    for name in ("actions", "rasa"):
        signal_to(services, name, signal.SIGKILL)
    for name in ("actions", "rasa"):
        await_answer(health(services, name))
    back = customer.runner.run(customer.gateway.resume(customer.conversation))
    assert all(said in back.text for said in ("28 岁", "9,000 元", "每个月一共要还"))
    again = customer.say("收入不是9000，是9500")
    assert "9,500 元" in again.text
    assert "每个月一共要还" in again.text


@pytest.mark.parametrize("name", ["actions", "rasa"])
def test_a_person_is_reached_while_a_service_is_down(
    services: Services, customer: Customer, name: str
) -> None:
    customer.say("想借5万装修")
    signal_to(services, name, signal.SIGKILL)
    reply = customer.say("人工")
    assert customer.waits_for_a_person()
    assert "抱歉" not in reply.text
    assert customer.statuses()[-1] == MessageStatus.ANSWERED
    await_answer(health(services, name))
    assert "24 个月" in customer.say("两年").text


def test_a_rasa_that_hangs_is_given_up_and_the_conversation_goes_on(
    services: Services, customer: Customer
) -> None:
    customer.say("想借5万装修")
    signal_to(services, "rasa", signal.SIGSTOP)
    try:
        started = time.monotonic()
        reply = customer.say("两年")
        assert time.monotonic() - started < PATIENCE_SECONDS + 3
        assert customer.is_apology(reply)
    finally:
        signal_to(services, "rasa", signal.SIGCONT)
    await_answer(health(services, "rasa"))
    assert "上班族" in [button.title for button in customer.say("两年").buttons]
    assert customer.statuses() == [
        MessageStatus.ANSWERED, MessageStatus.FAILED, MessageStatus.ANSWERED,
    ]  # fmt: skip


def hold(settings: Settings) -> sqlite3.Connection:
    """Take the database's only write lock."""
    path = settings.database_url.removeprefix("sqlite:///")
    holder = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    holder.execute("BEGIN EXCLUSIVE")
    return holder


class AClientEachTime:
    """Rasa, over a connection that ends with its message: the chat's own loop closes none."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def send(self, sender: str, text: str, metadata: Mapping[str, Any]) -> tuple[Said, ...]:
        bot = client(self._services)
        try:
            return await bot.send(sender, text, metadata)
        finally:
            await bot.close()


class Lines(io.StringIO):
    """Input that locks and frees the database between its lines."""

    def __init__(self, *steps: str | Callable[[], None]) -> None:
        super().__init__()
        self._steps = list(steps)

    def readline(self, _size: int = -1, /) -> str:  # type: ignore[override]  # as io.StringIO
        while self._steps:
            step = self._steps.pop(0)
            if isinstance(step, str):
                return f"{step}\n"
            step()
        return ""


def test_a_locked_database_costs_an_apology_and_no_message(
    services: Services, tmp_path: Path
) -> None:
    holders: list[sqlite3.Connection] = []
    settings = dataclasses.replace(services.settings, var=tmp_path)
    engine = make_engine(settings.database_url, 100)
    gateway = Gateway(
        unit_of_work=units_of_work(engine),
        bot=AClientEachTime(services),
        language="zh_CN",
        service_phone=settings.service_phone,
        business_hours=str(settings.business_hours),
    )
    sink = io.StringIO()
    source = Lines(
        "想借5万装修",
        lambda: holders.append(hold(settings)),
        "两年",
        lambda: holders.pop().close(),
        "上班族",
    )
    chat(Console(source=source, sink=sink, as_json=True), gateway, settings, language="zh_CN")
    replies = [json.loads(line) for line in sink.getvalue().splitlines()]
    opening, first, apology, kept, last = replies
    assert opening["turn"] == 0
    assert "5 万元" in first["text"]
    assert "抱歉" in apology["text"]
    assert settings.service_phone in apology["text"]
    assert "人工" in apology["text"]
    assert (kept["turn"], last["turn"]) == (2, 3)
    assert "24 个月" in kept["text"]
    assert "24 个月" not in last["text"]
    assert not list((tmp_path / "spool").glob("*"))
    with engine.connect() as connection:
        query = (
            select(MessageRow.status)
            .where(MessageRow.conversation == opening["conversation"])
            .where(MessageRow.direction == "in")
        )
        assert set(connection.execute(query).scalars()) == {MessageStatus.ANSWERED}
    engine.dispose()


@dataclass(kw_only=True, slots=True)
class WhileLocked:
    """Rasa, with the database locked from when it is asked until it has answered."""

    bot: RasaClient
    settings: Settings
    locked: bool = False

    async def send(self, sender: str, text: str, metadata: Mapping[str, Any]) -> tuple[Said, ...]:
        if not self.locked:
            return await self.bot.send(sender, text, metadata)
        holder = await asyncio.to_thread(hold, self.settings)
        try:
            return await self.bot.send(sender, text, metadata)
        finally:
            holder.close()


def test_a_database_locked_under_an_action_costs_an_apology_and_keeps_the_question(
    services: Services,
) -> None:
    # The action server waits three seconds for a lock before it gives up.
    patient = RasaClient(services.rasa_url, services.rasa_token, timeout_seconds=15)
    bot = WhileLocked(bot=patient, settings=services.settings)
    with customer_of(services.settings, bot) as customer:
        customer.say("想借5万装修")
        bot.locked = True
        reply = customer.say("人工")
        assert customer.is_apology(reply)
        assert not customer.waits_for_a_person()
        bot.locked = False
        assert "24 个月" in customer.say("两年").text
        customer.say("人工")
        assert customer.waits_for_a_person()
        customer.runner.run(patient.close())


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    engine = database(tmp_path)
    engine.dispose()
    return dataclasses.replace(
        load({}, root=tmp_path), var=tmp_path, database_url=f"sqlite:///{tmp_path}/shandai.db"
    )


@pytest.mark.parametrize(
    ("status", "body", "pause_seconds"),
    [
        (200, b"[]", 0.0),
        (200, b"<html>nginx</html>", 0.0),
        (200, b"[1, 2]", 0.0),
        (200, b'{"version": "3.6.21"}', 0.0),
        (500, b"", 0.0),
        (401, b'{"status": "refused"}', 0.0),
        (200, b'[{"text": "late"}]', 0.6),
    ],
    ids=["silent", "html", "numbers", "an object", "500", "refused", "slow"],
)
def test_whatever_comes_instead_of_an_answer_the_customer_gets_one_apology(
    settings: Settings, status: int, body: bytes, pause_seconds: float
) -> None:
    stub = Stub()
    stub.status, stub.body, stub.pause_seconds = status, body, pause_seconds
    bot = RasaClient(stub.url, "secret", timeout_seconds=0.3)
    try:
        with customer_of(settings, bot) as customer:
            reply = customer.say("想借5万装修")
            assert customer.is_apology(reply)
            assert customer.statuses() == [MessageStatus.FAILED]
            customer.say("人工")
            assert customer.waits_for_a_person()
    finally:
        stub.close()


def test_ten_thousand_characters_cost_nothing_but_that_message(customer: Customer) -> None:
    customer.say("想借5万装修")
    reply = customer.say("两年" * 5_000)
    assert "1000" in reply.text
    assert "2 年" in [button.title for button in reply.buttons]
    assert "24 个月" in customer.say("两年").text


def test_no_log_holds_what_the_customer_said(services: Services, customer: Customer) -> None:
    customer.say("想借7万块买一台绣花机")
    logs = list((services.settings.var / "log").glob("*.log"))
    assert logs
    for log in logs:
        assert "绣花机" not in log.read_text(encoding="utf-8", errors="replace")
        assert "\\u7ee3\\u82b1\\u673a" not in log.read_text(encoding="utf-8", errors="replace")
