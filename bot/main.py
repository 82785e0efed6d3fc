"""The `shandai` command: picks what to do and turns errors into one sentence and a status."""

import argparse
import importlib
import sys
from collections.abc import Sequence

from bot.commands import card_options, cli
from bot.commands.nlu import options as nlu_options
from bot.errors import ShandaiError
from bot.texts.languages import LANGUAGES

EXIT_FAILED = 1
EXIT_INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a subcommand; an error is one sentence on the standard error."""
    options = _parser().parse_args(arguments)
    try:
        if options.command in cli.COMMANDS:
            return cli.run(options)
        if options.command in card_options.COMMANDS:
            # scikit-learn takes seconds to import, so nothing else waits for it.
            status: int = importlib.import_module("bot.commands.cards").run(options)
            return status
        if options.command in nlu_options.COMMANDS:
            part = nlu_options.MODULES[options.part]
            found: int = importlib.import_module(part).run(options)
            return found
        # The services need half a second of imports that the core's commands do without.
        serving = importlib.import_module("bot.serving")
        serving.COMMANDS[options.command](options)
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
    run = commands.add_parser("run", help="run the services until they are told to stop")
    run.add_argument("--demo", action="store_true", help="begin with a few customers to look at")
    commands.add_parser("migrate", help="bring the database to the newest schema")
    cli.add_commands(commands)
    card_options.add_commands(commands)
    nlu_options.add_commands(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())
