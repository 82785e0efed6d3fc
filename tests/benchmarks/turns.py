"""Milliseconds of each kind of turn through the gateway, and where they go."""

import asyncio
import json
import shlex
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

from bot.channels.message import Inbound, Outbound
from bot.errors import RasaUnavailable
from bot.gateway.gateway import Gateway
from bot.gateway.rasa import RasaClient, Said
from bot.progress import progress
from bot.settings import Settings
from bot.supervisor import ANSWERING, PROCFILE, running
from bot.wiring import build_unit_of_work
from tests.benchmarks.customers import CUSTOMERS, Customer, Kind, converse, kind_of
from tests.benchmarks.errors import BenchmarkError
from tests.benchmarks.machine import memory_of, tree_of
from tests.benchmarks.parsing import measure_parsing
from tests.benchmarks.timing import summary

CHANNEL = "benchmark"
ACTIONS = "actions.server"
TIMED_ACTIONS = "tests.benchmarks.timed_actions"


@dataclass(frozen=True, kw_only=True, slots=True)
class Turn:
    """One measured turn, in seconds; `rasa` is without the actions, `gateway` without either."""

    kind: Kind
    number: int
    total: float
    gateway: float
    rasa: float
    actions: float


class TimedBot:
    """The gateway's client to Rasa, which also remembers when the last message was on its way."""

    def __init__(self, client: RasaClient) -> None:
        self._client = client
        self.began = self.ended = 0.0

    async def send(self, sender: str, text: str, metadata: Mapping[str, Any]) -> tuple[Said, ...]:
        """Answer one message.

        Raises:
            BenchmarkError: Rasa failed, so the turn would measure an apology.
        """
        self.began = time.monotonic()
        try:
            return await self._client.send(sender, text, metadata)
        except RasaUnavailable as error:
            raise BenchmarkError(f"Rasa did not answer ({error}); see the log of rasa.") from error
        finally:
            self.ended = time.monotonic()


@dataclass(kw_only=True, slots=True)
class ActionTimes:
    """Reads what the timed action server writes; each line once."""

    path: Path
    _read: int = field(default=0, init=False)

    def seconds_since_last(self) -> float:
        """Return the seconds spent in actions since the last call."""
        with self.path.open(encoding="utf-8") as lines:
            lines.seek(self._read)
            written = [json.loads(line) for line in lines.read().splitlines()]
            self._read = lines.tell()
        return float(sum(one["ended"] - one["began"] for one in written))


def measure_turns(
    settings: Settings, *, conversations: int, parses: int, echo: TextIO
) -> dict[str, Any]:
    """Hold whole conversations one after the other and time every turn.

    One conversation of each customer comes first and does not count.

    Args:
        settings: a folder and a migrated database of their own.
        conversations: number that counts; every kind of turn comes at least once in each.
        parses: number of messages that Rasa only has to understand.
        echo: where progress is told.

    Raises:
        BenchmarkError: a conversation did not take the course it should.
    """
    times = ActionTimes(path=settings.var / "action_times.jsonl")
    times.path.touch()
    turns: list[Turn] = []
    procfile = _timed_procfile(settings.var, times.path)
    with (
        running(settings, echo=echo, names=ANSWERING, procfile=procfile) as services,
        asyncio.Runner() as runner,
    ):
        client = RasaClient(services.rasa_url, services.rasa_token, timeout_seconds=20)
        try:
            clock = _Clock(services.settings, TimedBot(client), times)
            with progress(echo, f"{conversations} conversations after {len(CUSTOMERS)} to warm up"):
                for customer in CUSTOMERS:
                    runner.run(clock.hold(customer))
                for number in range(conversations):
                    turns += runner.run(clock.hold(CUSTOMERS[number % len(CUSTOMERS)]))
            memory = [
                {
                    "process": name,
                    "moment": f"after {conversations + len(CUSTOMERS)} conversations",
                    **memory_of(tree_of(pid)),
                }
                for name, pid in services.processes.items()
            ]
            understanding = runner.run(
                measure_parsing(services.rasa_url, services.rasa_token, times=parses)
            )
        finally:
            runner.run(client.close())
    return {
        "conversations": conversations,
        "messages": len(turns),
        "kinds": {kind.value: _figures(kind, turns) for kind in Kind},
        "understanding": understanding,
        "memory": memory,
    }


class _Clock:
    """Holds conversations through a gateway of its own and times each turn."""

    def __init__(self, settings: Settings, bot: TimedBot, times: ActionTimes) -> None:
        self._bot = bot
        self._times = times
        self._gateway = Gateway(
            unit_of_work=build_unit_of_work(settings),
            bot=bot,
            language=settings.language,
            service_phone=settings.service_phone,
            business_hours=str(settings.business_hours),
        )

    async def hold(self, customer: Customer) -> list[Turn]:
        """Return the turns of one conversation, from the opening to the decision."""
        user = uuid.uuid4().hex
        began = time.monotonic()
        reply = await self._gateway.open(
            channel=CHANNEL, channel_user_id=user, language=customer.language
        )
        turns = [self._turn(Kind.OPENING, 0, began)]
        conversation = converse(customer)
        line = next(conversation)
        while True:
            began = time.monotonic()
            answer = await self._gateway.handle(reply.conversation, _inbound(user, line.text))
            ended = time.monotonic()
            reply = _spoken(answer, line.text)
            turns.append(self._turn(kind_of(line, reply), reply.turn, began, ended))
            try:
                line = conversation.send(reply)
            except StopIteration:
                return turns

    def _turn(self, kind: Kind, number: int, began: float, ended: float | None = None) -> Turn:
        total = (ended or time.monotonic()) - began
        asked = self._bot.ended - self._bot.began
        actions = self._times.seconds_since_last()
        return Turn(
            kind=kind,
            number=number,
            total=total,
            gateway=total - asked,
            rasa=asked - actions,
            actions=actions,
        )


def _figures(kind: Kind, turns: list[Turn]) -> dict[str, Any]:
    """Return the summary of one kind, with the shares of its whole time, which sum to 1."""
    found = [turn for turn in turns if turn.kind is kind]
    if not found:
        raise BenchmarkError(f"No turn was of the kind {kind.value!r}.")
    whole = sum(turn.total for turn in found)
    return {
        **summary([turn.total for turn in found]),
        "first_number": min(turn.number for turn in found),
        "last_number": max(turn.number for turn in found),
        "rasa_share": sum(turn.rasa for turn in found) / whole,
        "actions_share": sum(turn.actions for turn in found) / whole,
        "gateway_share": sum(turn.gateway for turn in found) / whole,
    }


def _inbound(user: str, text: str) -> Inbound:
    return Inbound(
        channel=CHANNEL,
        channel_user_id=user,
        message_id=uuid.uuid4().hex,
        text=text,
        received_at=datetime.now(UTC),
    )


def _spoken(reply: Outbound | None, text: str) -> Outbound:
    if reply is None:
        raise BenchmarkError(f"No reply came to {text!r}.")
    return reply


def _timed_procfile(folder: Path, times: Path) -> Path:
    """Write the project's Procfile with the action server that writes down its times."""
    commands = PROCFILE.read_text(encoding="utf-8")
    timed = commands.replace(ACTIONS, f"{TIMED_ACTIONS} {shlex.quote(str(times))}")
    if timed == commands:
        raise BenchmarkError(f"{PROCFILE.name} does not start {ACTIONS} any more.")
    path = folder / PROCFILE.name
    path.write_text(timed, encoding="utf-8")
    return path
