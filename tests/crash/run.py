"""One run: the real processes, customers on both channels, kills, and the judgement after it."""

import dataclasses
import statistics
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic

from sqlalchemy import Engine

from bot.model import ensure_trained
from bot.services.records import MessageStatus
from bot.settings import Settings, load
from bot.storage.engine import make_engine
from bot.storage.migrate import upgrade
from bot.supervisor import Services, running
from tests.crash.customer import Customer, until
from tests.crash.disorder import Disorder
from tests.crash.judging import (
    Verdict,
    judge_answers,
    judge_chat,
    judge_page,
    judge_tracker,
)
from tests.crash.kept import KeptTalk, heard_by_rasa, left_open, talk_of
from tests.crash.on_telegram import TelegramCustomer
from tests.crash.on_web import WebCustomer
from tests.crash.report import Report
from tests.doubles.telegram_api import TelegramApi

SETTLE_SECONDS = 120.0
LEAVE_SECONDS = 30.0
# In a shop a process is not killed every few seconds; the supervisor's long pauses between the
# starts of one that keeps ending would only make the run longer.
LONGEST_PAUSE_SECONDS = 1.0

CHANNELS = ("telegram", "web")

Tell = Callable[[str], None]


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """The size of a run."""

    messages: int
    conversations: int
    kills: int
    seed: int
    channels: tuple[str, ...] = CHANNELS


def crash(plan: Plan, var: Path, tell: Tell) -> Report:
    """Run it and judge it.

    Raises:
        ShandaiError: the assistant could not be trained or started.
    """
    ensure_trained(log=var / "train.log")
    with TelegramApi() as api:
        settings = dataclasses.replace(
            load({}, root=var),
            var=var,
            database_url=f"sqlite:///{var}/shandai.db",
            telegram_token=api.token,
            telegram_api_url=api.url,
        )
        upgrade(settings.database_url)
        engine = make_engine(settings.database_url)
        began = monotonic()
        try:
            with running(settings, longest_pause=LONGEST_PAUSE_SECONDS) as services:
                customers = _customers(plan, api, services)
                disorder = _hold(plan, customers, api, services, engine, tell)
            return _judged(plan, customers, disorder, engine, settings, monotonic() - began)
        finally:
            engine.dispose()


def _url(services: Services) -> str:
    settings = services.settings
    return f"http://{settings.gateway_host}:{settings.gateway_port}"


def _customers(plan: Plan, api: TelegramApi, services: Services) -> list[Customer]:
    url = _url(services)
    each, rest = divmod(plan.messages, plan.conversations)
    customers: list[Customer] = []
    for number in range(plan.conversations):
        name, seed = f"customer {number}", f"{plan.seed}/{number}"
        messages = each + (number < rest)
        if plan.channels[number % len(plan.channels)] == "web":
            customers.append(WebCustomer(lambda: url, name, messages, seed))
        else:
            customers.append(TelegramCustomer(api, name, messages, seed))
    return customers


def _hold(
    plan: Plan,
    customers: Sequence[Customer],
    api: TelegramApi,
    services: Services,
    engine: Engine,
    tell: Tell,
) -> Disorder:
    disorder = Disorder(
        processes=lambda: services.processes,
        health={
            "gateway": f"{_url(services)}/health",
            "actions": f"{services.actions_url}/health",
            "rasa": f"{services.rasa_url}/status?token={services.rasa_token}",
        },
        api=api,
        messages=plan.messages,
        kills=plan.kills,
        lost_receipts=max(1, plan.messages // 100),
        seed=plan.seed,
    )

    def sent() -> int:
        return sum(len(one.sent) for one in customers)

    def tell_all(what: str) -> None:
        stored, waiting, parts = left_open(engine)
        tell(f"{sent()} sent, {stored} stored, {waiting} unanswered, {parts} undelivered; {what}")

    for one in customers:
        one.start()
    disorder.strike_until_done(sent, tell_all)
    until(lambda: all(one.is_done for one in customers), SETTLE_SECONDS * 3)
    tell_all("all sent")
    until(lambda: left_open(engine) == (sent(), 0, 0), SETTLE_SECONDS)
    tell_all("settled")
    for one in customers:
        one.finish.set()
    for one in customers:
        if not one.ended(LEAVE_SECONDS):
            one.failure = one.failure or "never came to an end"
    return disorder


def _judged(
    plan: Plan,
    customers: Sequence[Customer],
    disorder: Disorder,
    engine: Engine,
    settings: Settings,
    seconds: float,
) -> Report:
    heard = heard_by_rasa(settings.var / "tracker.db")
    verdicts: dict[str, Verdict] = {}
    waits: list[float] = []
    statuses: Counter[str | None] = Counter()
    taken_up_again = 0
    for one in customers:
        talk = talk_of(engine, one.channel, one.user)
        verdict = verdicts[f"{one.name} {one.channel} {' '.join(talk.ids)}"] = Verdict()
        if one.failure:
            verdict.breaches.append(one.failure)
        judge_answers(talk, one.sent, verdict)
        judge_tracker(talk, heard, verdict)
        if isinstance(one, TelegramCustomer):
            judge_chat(talk.parts, [text.strip() for text in one.person.said_to], verdict)
        elif isinstance(one, WebCustomer):
            judge_page(talk, one.entries, verdict)
        waits += _waits(one, talk)
        statuses.update(row.status for row in talk.messages if row.incoming)
        taken_up_again += sum(row.incoming and row.attempts > 1 for row in talk.messages)
    return Report(
        seed=plan.seed,
        messages=Counter(one.channel for one in customers for _ in one.sent),
        conversations=len(customers),
        killed=disorder.killed,
        answers=statuses[MessageStatus.ANSWERED] + statuses[MessageStatus.FAILED],
        apologies=statuses[MessageStatus.FAILED],
        taken_up_again=taken_up_again,
        repeated=sum(one.repeated for one in customers),
        lost_receipts=disorder.lost_receipts,
        flagged=tuple(f"{name}: {what}" for name, one in verdicts.items() for what in one.flagged),
        lost=sum(one.lost for one in verdicts.values()),
        doubled=sum(one.doubled for one in verdicts.values()),
        longest_wait=max(waits, default=0.0),
        median_wait=statistics.median(waits) if waits else 0.0,
        seconds=seconds,
        breaches=tuple(
            f"seed {plan.seed}, {name}: {what}"
            for name, one in verdicts.items()
            for what in one.breaches
        ),
    )


def _waits(one: Customer, talk: KeptTalk) -> list[float]:
    """Seconds from each message to the end of its answer at the channel."""
    shown: dict[int, datetime] = dict(one.seen_at) if isinstance(one, WebCustomer) else {}
    for part in talk.parts:
        if part.sent_at is not None:
            shown[part.sequence] = max(part.sent_at, shown.get(part.sequence, part.sent_at))
    replied = {row.turn: shown.get(row.sequence) for row in talk.messages if not row.incoming}
    sent = {row.turn: one.sent.get(row.channel_id or "") for row in talk.messages if row.incoming}
    spans = [(replied.get(turn), at) for turn, at in sent.items()]
    return [
        max(timedelta(), seen - at).total_seconds()
        for seen, at in spans
        if seen is not None and at is not None
    ]
