"""The commands that need the lender's own catalogue, card and policies; read once."""

from collections.abc import Callable
from datetime import date
from functools import partial

from bot.commands.decide import decide_answer
from bot.commands.lines import Answer
from bot.commands.price import price_answer
from bot.wiring import build_lending


def answerer(command: str, today: date) -> Callable[[object], Answer]:
    """Return what answers a line of ``price`` or ``decide``."""
    answer = price_answer if command == "price" else decide_answer
    return partial(answer, lending=build_lending(), today=today)
