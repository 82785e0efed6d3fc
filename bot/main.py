"""The `shandai` command: picks what to do and turns errors into one sentence and a status."""

import argparse
import logging
import signal
import sys
from collections.abc import Callable, Mapping, Sequence

from bot.channels import console
from bot.chat import talk
from bot.errors import ShandaiError
from bot.gateway.gateway import Gateway
from bot.gateway.rasa import RasaClient
from bot.settings import Settings, load
from bot.storage.migrate import upgrade
from bot.supervisor import running
from bot.texts.languages import LANGUAGES
from bot.wiring import build_unit_of_work

EXIT_FAILED = 1
EXIT_INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a subcommand; an error is one sentence on the standard error."""
    options = _parser().parse_args(arguments)
    try:
        settings = load()
        _log_to_file(settings)
        _COMMANDS[options.command](settings, options)
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except ShandaiError as error:
        sys.stderr.write(f"{error}\n")
        return EXIT_FAILED
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="shandai", description="善贷, a conversational loan assistant"
    )
    commands = parser.add_subparsers(dest="command", required=True)
    chat = commands.add_parser("chat", help="talk to the assistant in this terminal")
    chat.add_argument("--json", action="store_true", help="print one JSON object a reply")
    chat.add_argument("--lang", choices=LANGUAGES, help="language to speak from the start")
    chat.add_argument("--resume", metavar="ID", help="go on with an earlier conversation")
    commands.add_parser("run", help="run the services until they are told to stop")
    commands.add_parser("migrate", help="bring the database to the newest schema")
    return parser


def _log_to_file(settings: Settings) -> None:
    folder = settings.var / "log"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    logging.basicConfig(
        filename=folder / "shandai.log",
        level=settings.log_level,
        format="%(asctime)s %(levelname)s %(name)s %(message)s",
    )
    logging.getLogger("httpx").setLevel(logging.WARNING)  # it logs an address a message


def _chat(settings: Settings, options: argparse.Namespace) -> None:
    with running(settings, echo=sys.stderr) as services:
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


def _run(settings: Settings, _options: argparse.Namespace) -> None:
    with running(settings, echo=sys.stderr):
        signal.pause()


def _migrate(settings: Settings, _options: argparse.Namespace) -> None:
    upgrade(settings.database_url)


_COMMANDS: Mapping[str, Callable[[Settings, argparse.Namespace], None]] = {
    "chat": _chat,
    "run": _run,
    "migrate": _migrate,
}


if __name__ == "__main__":
    sys.exit(main())
