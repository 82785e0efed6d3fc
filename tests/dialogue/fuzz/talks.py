"""Random conversations with the running assistant, several at a time, each message watched."""

import asyncio
import itertools
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

import httpx
from sqlalchemy import select

from bot.channels.message import Inbound, Outbound
from bot.services.interview import LEAVING
from bot.services.records import MessageStatus
from bot.storage.engine import make_engine
from bot.storage.tables import HandoffRow, MessageRow
from tests.dialogue.assistant import CHANNEL, Assistant
from tests.dialogue.fuzz.generator import LEAVING as MEANT_TO_LEAVE
from tests.dialogue.fuzz.generator import Customer, Kind, Move, Shown
from tests.dialogue.fuzz.invariants import State, faults, state_of

LANGUAGE_OF = {"zh": "zh_CN", "hant": "zh_Hant_TW", "en": "en"}
SHOWN_CHARACTERS = 400


@dataclass(kw_only=True, slots=True)
class Held:
    """One conversation as it went.

    Attributes:
        lines: what was said, both sides, for the reader of a failure.
        faults: what was wrong.
        kinds: messages by kind.
        forms: forms opened, finished, left on purpose, left by a misunderstanding.
        seconds: time of each answer.
    """

    seed: int
    number: int
    lines: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    forms: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)

    @property
    def messages(self) -> int:
        """How many messages the customer sent."""
        return self.kinds.total()

    def __str__(self) -> str:
        return "\n".join(
            [
                *self.lines,
                *(f"FAULT: {fault}" for fault in self.faults),
                f'again: make fuzz ARGS="--seed {self.seed} --talk {self.number}"',
            ]
        )


class _Talk:
    """Plays one customer against the gateway."""

    def __init__(self, assistant: Assistant, http: httpx.AsyncClient, held: Held) -> None:
        self._gateway = assistant.gateway
        self._url = assistant.settings.database_url
        self._http = http
        self._token = assistant.settings.rasa_token
        self._held = held
        self._customer = Customer(f"{held.seed}:{held.number}")
        self._delivered = ""
        self._outbound: Counter[int] = Counter()
        self._turn = 0

    async def hold(self) -> None:
        """Talk until the customer has had enough or something is wrong; then ask for a person."""
        chosen = self._customer.writing if self._held.number % 3 else None
        reply = await self._gateway.open(
            channel=CHANNEL,
            channel_user_id=f"fuzz-{self._held.seed}-{self._held.number}",
            language=LANGUAGE_OF[chosen] if chosen else None,
        )
        self._conversation = reply.conversation
        self._outbound[0] = 1
        replies, old, said = [reply.text], reply.buttons, list[str]()
        before = await self._state()
        for _ in range(self._customer.messages):
            shown = Shown(
                buttons=reply.buttons,
                old_buttons=old,
                requested=before.requested if before.form else None,
                said=said,
            )
            move = self._customer.next(shown)
            self._held.lines.append(f"[{move.kind}] {_short(move.text)!r}")
            answer = await self._make(move)
            after = await self._state()
            self._held.lines.append(_line(answer, after))
            self._held.faults += faults(move, before, after, answer, replies)
            if self._held.faults:
                return
            self._count(move, before, after)
            if answer is not None:
                old = reply.buttons or old
                reply = answer
                replies.append(answer.text)
            if move.text and move.kind is not Kind.DUPLICATE:
                said.append(move.text)
            before = after
        await self._person()
        self._held.faults += await asyncio.to_thread(self._faults_of_rows)

    async def _make(self, move: Move) -> Outbound | None:
        self._held.kinds[move.kind] += 1
        began = time.monotonic()
        try:
            if move.kind is Kind.RESUME:
                self._outbound[self._turn] += 1
                return await self._gateway.resume(self._conversation)
            if move.kind is Kind.DUPLICATE:
                return await self._hand_in(move.text, self._delivered)
            self._turn += 1
            self._outbound[self._turn] += 1
            self._delivered = f"{self._held.seed}-{self._held.number}-{self._turn}"
            if move.kind is not Kind.AT_ONCE:
                return await self._hand_in(move.text, self._delivered)
            both = await asyncio.gather(
                *(self._hand_in(move.text, self._delivered) for _ in range(2))
            )
            answered = [one for one in both if one is not None]
            if len(answered) != 1:
                self._held.faults.append(f"one delivery, {len(answered)} answers")
            return answered[0] if answered else None
        finally:
            self._held.seconds.append(time.monotonic() - began)

    async def _hand_in(self, text: str, message_id: str) -> Outbound | None:
        inbound = Inbound(
            channel=CHANNEL,
            channel_user_id=f"fuzz-{self._held.seed}-{self._held.number}",
            message_id=message_id,
            text=text,
            received_at=datetime.now(UTC),
        )
        return await self._gateway.handle(self._conversation, inbound)

    async def _state(self) -> State:
        answer = await self._http.get(
            f"/conversations/{self._conversation}/tracker",
            params={"include_events": "NONE", "token": self._token},
        )
        answer.raise_for_status()
        return state_of(answer.json())

    def _count(self, move: Move, before: State, after: State) -> None:
        forms = self._held.forms
        if after.form and after.form != before.form:
            forms[f"{after.form} opened"] += 1
        if before.form and after.form != before.form:
            if after.intent not in LEAVING:
                forms[f"{before.form} finished"] += 1
            elif move.kind is Kind.LEAVING or set(move.intents) & set(MEANT_TO_LEAVE):
                forms[f"{before.form} left"] += 1
            else:
                forms[f"{before.form} left though only {after.intent} was understood"] += 1

    async def _person(self) -> None:
        """Whatever happened, 人工 works."""
        self._held.lines.append("[person] '人工'")
        reply = await self._make(Move(kind=Kind.PERSON, text="人工"))
        self._held.lines.append(_line(reply, await self._state()))
        if reply is None:
            self._held.faults.append("人工 is met by silence")

    def _faults_of_rows(self) -> list[str]:
        """What the database holds of the conversation: one reply a message, each answered."""
        engine = make_engine(self._url)
        rows = select(MessageRow).where(MessageRow.conversation == self._conversation)
        asked = select(HandoffRow).where(HandoffRow.conversation == self._conversation)
        with engine.connect() as connection:
            kept = list(connection.execute(rows))
            waits = connection.execute(asked).first() is not None
        engine.dispose()
        found = [] if waits else ["人工 brought nobody"]
        outbound = Counter(row.turn for row in kept if row.direction == "out")
        if outbound != self._outbound:
            found.append(f"replies by turn: {outbound - self._outbound} too many, "
                         f"{self._outbound - outbound} too few")  # fmt: skip
        statuses = {row.turn: row.status for row in kept if row.direction == "in"}
        if list(statuses) != list(range(1, self._turn + 1)):
            found.append(f"messages kept: {sorted(statuses)}, sent: {self._turn}")
        found += [
            f"message {turn} is {status}"
            for turn, status in statuses.items()
            if status != MessageStatus.ANSWERED
        ]
        return found


def _line(reply: Outbound | None, state: State) -> str:
    buttons = " ".join(f"[{button.title}]" for button in reply.buttons) if reply else ""
    text = reply.text if reply else "(silence)"
    return f"    {_short(text)!r} {buttons}\n    ({state.intent}; {state.form} {state.requested})"


def _short(text: str) -> str:
    return text if len(text) <= SHOWN_CHARACTERS else f"{text[:SHOWN_CHARACTERS]}… ({len(text)})"


async def hold(assistant: Assistant, seed: int, number: int, http: httpx.AsyncClient) -> Held:
    """Hold the conversation ``number`` of ``seed``; an exception in it is a fault of its own."""
    held = Held(seed=seed, number=number)
    try:
        await _Talk(assistant, http, held).hold()
    except Exception as error:  # shown with its talk, whatever it is
        held.faults.append(f"{type(error).__name__}: {error}")
    return held


async def hold_many(
    assistant: Assistant,
    *,
    seed: int,
    messages: int,
    at_once: int,
    told: Callable[[Held], None] = lambda _held: None,
) -> list[Held]:
    """Hold conversations, ``at_once`` of them at the same time, until ``messages`` were sent."""
    numbers = itertools.count(1)
    done: list[Held] = []

    async def one_after_another(http: httpx.AsyncClient) -> None:
        while sum(held.messages for held in done) < messages:
            held = await hold(assistant, seed, next(numbers), http)
            done.append(held)
            told(held)

    async with httpx.AsyncClient(base_url=assistant.settings.rasa_url, timeout=20) as http:
        await asyncio.gather(*(one_after_another(http) for _ in range(at_once)))
    return sorted(done, key=lambda held: held.number)
