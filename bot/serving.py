"""The subcommands that serve customers: chat, run, migrate; they read the settings first."""

import argparse
import logging
import signal
import sys
from collections.abc import Callable, Mapping

from bot.channels import console
from bot.chat import talk
from bot.demo import hand_in
from bot.gateway.gateway import Gateway
from bot.gateway.rasa import RasaClient
from bot.settings import Settings, load
from bot.storage.migrate import upgrade
from bot.supervisor import ANSWERING, running
from bot.wiring import build_unit_of_work


def chat(options: argparse.Namespace) -> None:
    """Talk to the assistant in this terminal, over the gateway's own path."""
    settings = _settings()
    with running(settings, echo=sys.stderr, names=ANSWERING) as services:
        client = RasaClient(
            services.rasa_url,
            services.rasa_token,
            timeout_seconds=settings.rasa_timeout_seconds,
        )
        gateway = Gateway(
            unit_of_work=build_unit_of_work(settings),
            bot=client,
            language=settings.language,
            service_phone=settings.service_phone,
            business_hours=str(settings.business_hours),
        )
        talk(
            console.standard(as_json=options.json),
            gateway,
            settings,
            language=options.lang,
            resume=options.resume,
        )


def run(options: argparse.Namespace) -> None:
    """Run the services until they are told to stop; the addresses go to the standard output."""
    settings = _settings()
    if options.demo:
        hand_in(build_unit_of_work(settings), settings.language)
    with running(settings, echo=sys.stderr) as services:
        sys.stdout.write(_addresses(services.settings))
        sys.stdout.flush()
        signal.pause()


def _addresses(settings: Settings) -> str:
    own = f"http://{settings.gateway_host}:{settings.gateway_port}"
    telegram = (
        f"by {settings.telegram_mode}"
        if settings.telegram_token
        else "off: set SHANDAI_TELEGRAM_TOKEN (see README.md)"
    )
    return (
        f"\n善贷 is ready. Ctrl-C ends everything.\n"
        f"  web chat   {settings.public_url or own}/chat\n"
        f"  Telegram   {telegram}\n"
        f"  health     {own}/ready   figures {own}/metrics\n"
    )


def migrate(_options: argparse.Namespace) -> None:
    """Bring the database to the newest schema."""
    upgrade(_settings().database_url)


def _settings() -> Settings:
    settings = load()
    folder = settings.var / "log"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    logging.basicConfig(
        filename=folder / "shandai.log",
        level=settings.log_level,
        format="%(asctime)s %(levelname)s %(name)s %(message)s",
    )
    logging.getLogger("httpx").setLevel(logging.WARNING)  # it logs an address a message
    return settings


COMMANDS: Mapping[str, Callable[[argparse.Namespace], None]] = {
    "chat": chat,
    "run": run,
    "migrate": migrate,
}
