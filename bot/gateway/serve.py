"""The gateway's process: the channels connected with the door, served until told to stop.

python -m bot.gateway.serve
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime

import uvicorn
from fastapi import FastAPI

from bot.channels.telegram.channel import Telegram, connect
from bot.channels.web import pages
from bot.gateway.app import build_app
from bot.gateway.core import Core, build_core
from bot.gateway.holding import while_holding
from bot.gateway.metrics import Metrics
from bot.gateway.rasa import RasaClient
from bot.gateway.secret_key import secret_key
from bot.services.ports import UnitsOfWork
from bot.settings import Settings, load
from bot.wiring import build_unit_of_work

log = logging.getLogger("shandai.gateway")

SHUTDOWN_SECONDS = 25
# A frame of the web chat is small; the socket refuses larger ones before they are read.
LARGEST_FRAME = 16_384


def _now() -> datetime:
    return datetime.now(UTC)


def make_app(settings: Settings) -> FastAPI:
    """Return the gateway's app with the channels that the settings name."""
    unit_of_work = build_unit_of_work(settings)
    metrics = Metrics()
    key = secret_key(settings.secret_key, settings.var)
    bot = RasaClient(
        settings.rasa_url,
        settings.rasa_token,
        timeout_seconds=settings.rasa_timeout_seconds,
        patience_seconds=settings.rasa_patience_seconds,
    )
    telegram = _telegram(settings, key, metrics)
    core = build_core(
        unit_of_work=unit_of_work,
        bot=bot,
        messengers={telegram.messenger.channel: telegram.messenger} if telegram else {},
        language=settings.language,
        service_phone=settings.service_phone,
        business_hours=str(settings.business_hours),
        messages_per_minute=settings.customer_messages_per_minute,
        messages_per_second=settings.messages_per_second,
        now=_now,
        metrics=metrics,
    )
    routers = [
        pages.router(
            door=core.door,
            feed=core.feed,
            secret_key=key,
            public_url=settings.public_url,
            embed_origins=settings.web_embed_origins,
            lender=settings.lender_name,
            phone=settings.service_phone,
            count=metrics.count,
            now=_now,
        )
    ]
    by_webhook = telegram is not None and settings.telegram_mode == "webhook"
    if telegram is not None and by_webhook:
        routers.append(telegram.router(core.door))

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            stack.push_async_callback(bot.close)
            if telegram is not None:
                stack.push_async_callback(telegram.close)
            await core.run_beside(stack)
            if telegram is not None:
                await _run_telegram(telegram, settings, core, unit_of_work, stack)
            yield

    return build_app(
        routers=routers,
        metrics=metrics,
        unit_of_work=unit_of_work,
        bot_is_up=bot.is_up,
        lifespan=lifespan,
    )


def _telegram(settings: Settings, key: str, metrics: Metrics) -> Telegram | None:
    if not settings.telegram_token:
        return None
    return connect(
        token=settings.telegram_token,
        api_url=settings.telegram_api_url,
        configured_secret=settings.telegram_webhook_secret,
        secret_key=key,
        count=metrics.count,
    )


async def _run_telegram(
    telegram: Telegram,
    settings: Settings,
    core: Core,
    unit_of_work: UnitsOfWork,
    stack: AsyncExitStack,
) -> None:
    """Announce the webhook, or fetch updates in whichever process holds the right to."""
    stop = asyncio.Event()
    if settings.telegram_mode == "webhook":
        task = asyncio.create_task(telegram.announce(settings.public_url, stop=stop))
    else:
        task = asyncio.create_task(
            while_holding(
                "poll-telegram",
                lambda: telegram.poll(core.door, stop=stop),
                unit_of_work=unit_of_work,
                holder=core.holder,
                now=_now,
            )
        )

    async def end() -> None:
        stop.set()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    stack.push_async_callback(end)


def main() -> None:
    """Serve until told to stop; what is being answered then is answered."""
    settings = load()
    logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(message)s")
    logging.getLogger("httpx").setLevel(logging.WARNING)  # it logs an address a message
    uvicorn.run(
        make_app(settings),
        host=settings.gateway_host,
        port=settings.gateway_port,
        log_config=None,
        access_log=False,  # addresses of people, and of the webhook
        server_header=False,
        ws_max_size=LARGEST_FRAME,
        timeout_graceful_shutdown=SHUTDOWN_SECONDS,
    )


if __name__ == "__main__":
    main()
