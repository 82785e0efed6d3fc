"""The action server's process: one context, every action registered, served on localhost.

python -m actions.server
"""

import logging
import warnings
from typing import Any

from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor
from sanic import Sanic

from actions.context import Context
from actions.registry import ACTIONS
from bot.settings import load
from bot.wiring import build_lending, build_unit_of_work

HOST = "127.0.0.1"


def build_app(context: Context) -> Sanic[Any, Any]:
    """The rasa-sdk application with the assistant's actions, each made with the same context."""
    executor = ActionExecutor()
    for action in ACTIONS:
        executor.register_action(action(context))
    app: Sanic[Any, Any] = create_app(executor, cors_origins=[])
    return app


def main() -> None:
    """Serve until told to stop."""
    settings = load()
    logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(message)s")
    # Answers Rasa 3.6.21 correctly although the numbers differ (docs/decisions/001).
    warnings.filterwarnings("ignore", message=".*version.*Rasa.*")
    logging.getLogger("rasa_sdk.utils").setLevel(logging.ERROR)
    context = Context(
        settings=settings,
        lending=build_lending(),
        unit_of_work=build_unit_of_work(settings),
    )
    app = build_app(context)
    app.run(
        host=HOST,
        port=settings.actions_port,
        single_process=True,
        motd=False,
        access_log=False,
        auto_reload=False,
    )


if __name__ == "__main__":
    main()
